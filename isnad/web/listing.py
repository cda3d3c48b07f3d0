"""Events as rows of a table: masked for readers, called as the visitor calls things."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from isnad.masking.mask import hidden_in, masked_event
from isnad.model import Event, EventActor
from isnad.store.browse import Order
from isnad.web.calling import actor_label, place_label, type_name
from isnad.web.visit import Visit

_PARTIES = 2  # on each side


class Shown(msgspec.Struct, frozen=True):
    """An event as a row: labels come with their language; `more_by` and `more_against` count the parties left out."""

    event: Event
    family: str
    type: str
    place: tuple[str, str]
    country: str
    by: list[tuple[str, str]]
    against: list[tuple[str, str]]
    more_by: int
    more_against: int


def rows(visit: Visit, ids: Iterable[str]) -> list[Shown]:
    """Events as rows, in the order of their ids."""
    return [_row(visit, seen(visit, event)) for event in visit.desk.store.events.get(ids)]


def seen(visit: Visit, event: Event) -> Event:
    """An event as the visitor may see it: private persons are masked for readers."""
    if visit.may("coder") or visit.desk.names:
        return event
    store = visit.desk.store.reports
    reports = {r.id: r for r in store.get(event.reports)}
    hidden = {r.article: hidden_in(*store.persons(r.article)) for r in reports.values()}
    return masked_event(event, reports, hidden=hidden)


def order_of(given: str | None) -> Order:
    """An order by its name in an address; the latest day first for any other."""
    return given if given in ("old", "killed", "changed") else "date"  # type: ignore[return-value]


def _row(visit: Visit, e: Event) -> Shown:
    book, w = visit.desk.book, visit.wording
    whole = (e.place_id or "").startswith("country:")  # told by the country's name alone
    place = ("", w.language) if whole else place_label(e.place_id, e.place, e.place_en, book, w)
    by, against = _names(visit, e.by), _names(visit, e.against)
    return Shown(
        e, book.events[e.type].family, type_name(e.type, book, w), place, w.country(e.country), by[:_PARTIES], against[:_PARTIES],
        max(0, len(by) - _PARTIES), max(0, len(against) - _PARTIES),
    )  # fmt: skip


def _names(visit: Visit, actors: Iterable[EventActor]) -> list[tuple[str, str]]:
    return list(dict.fromkeys(actor_label(a, visit.desk.book, visit.wording) for a in actors))
