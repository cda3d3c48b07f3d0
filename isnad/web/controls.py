"""Controls: how each field of a report is filled in, with what codebook and gazetteer propose for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from heapq import nlargest
from typing import Literal, NamedTuple, get_args

from fastapi import Request

from isnad.codebook import Codebook
from isnad.model import COUNT_FIELDS, Report, Status, StoredReport
from isnad.resolve import place_of
from isnad.review.values import SIDES, told
from isnad.web.marks import MENDABLE
from isnad.web.visit import Visit
from isnad.web.wording import Wording

_NEAR = 120  # places and actors of the report's country that are proposed without a script


class Choice(NamedTuple):
    """A value that a field takes, and what it says to people."""

    value: str
    label: str


class Control(NamedTuple):
    """A field of a form: `choose` one of the choices, or `write` with the choices as proposals; `complete` asks the server while one types, with what
    lies in the country `within` first.
    """

    field: str
    kind: Literal["choose", "write", "day", "count"]
    value: str
    choices: list[Choice]
    complete: bool
    within: str = ""


def control_of(
    book: Codebook, w: Wording, field: str, report: Report | None, beside: Sequence[Report] = (), value: str | None = None
) -> Control:
    """The control of a field, filled with `value` or what the report holds; `beside` are reports whose values are proposed too."""
    text = value if value is not None else told(report, field) if report else ""
    within = (report.country if report else None) or ""
    if field in ("type", "status", "background"):
        return Control(field, "choose", text, _CHOICES[field](book, w), complete=False)
    if field == "country":
        return Control(field, "write", text, _countries(book, w.language), complete=True)
    if field == "place":
        return Control(field, "write", text, _places(book, w, report, beside), complete=True, within=within)
    if field in SIDES:
        return Control(field, "write", text, _parties(book, w, field, report, beside), complete=True, within=within)
    return Control(
        field, "count" if field in COUNT_FIELDS else "day" if field in ("date", "date_end") else "write", text, [], complete=False
    )


def open_control(
    request: Request, visit: Visit, reports: Sequence[StoredReport], kept: Mapping[str, str] | None
) -> tuple[str, Control] | None:
    """The open form to mend a field, as the address asks or as it failed with what was `kept`: the report's id and the control; None for none."""
    if not visit.may("coder"):
        return None
    failed = kept if kept and kept.get("do") == "mend" else None
    id_, _, field = request.query_params.get("mend", "").partition(":")
    if failed:
        id_, field = failed.get("report", ""), failed.get("field", "")
    stored = next((r for r in reports if r.id == id_), None)
    if stored is None or field not in MENDABLE:
        return None
    beside = [r.report for r in reports if r.id != id_]
    return id_, control_of(visit.desk.book, visit.wording, field, stored.report, beside, failed.get("value") if failed else None)


def _types(book: Codebook, w: Wording) -> list[Choice]:
    return sorted((Choice(e.id, e.labels.get(w.language, e.id)) for e in book.events.values()), key=lambda c: c.label)


def _statuses(book: Codebook, w: Wording) -> list[Choice]:
    return [Choice(s, w(f"status.{s}")) for s in get_args(Status)]


def _yes(book: Codebook, w: Wording) -> list[Choice]:
    return [Choice("no", w("reading.no")), Choice("yes", w("reading.yes"))]


_CHOICES = {"type": _types, "status": _statuses, "background": _yes}


@lru_cache(maxsize=6)
def _countries(book: Codebook, language: str) -> list[Choice]:
    from isnad.web.wording import wording

    return sorted((Choice(code, wording(language).country(code)) for code in book.countries), key=lambda c: c.label)


def _places(book: Codebook, w: Wording, report: Report | None, beside: Sequence[Report]) -> list[Choice]:
    """What lost in the reading, what other reports say, then the largest places of the country."""
    ids = [id_ for id_, _ in report.place_candidates] if report else []
    ids += [r.place_id for r in beside if r.place_id]
    country = report.country if report else next((r.country for r in beside if r.country), None)
    ids += _largest(book, country) if country else []
    return [c for id_ in dict.fromkeys(ids) if (c := _place(book, w, id_))]


def _place(book: Codebook, w: Wording, id_: str) -> Choice | None:
    place = place_of(book, id_)
    if place is None:
        return None
    parts = (place.names[0] if place.names else "", place.name_en, w.country(place.country))
    return Choice(id_, " · ".join(filter(None, parts)))


@lru_cache(maxsize=64)
def _largest(book: Codebook, country: str) -> list[str]:
    return [p.id for p in nlargest(_NEAR, (p for p in book.places.values() if p.country == country), key=lambda p: p.population)]


def _parties(book: Codebook, w: Wording, side: str, report: Report | None, beside: Sequence[Report]) -> list[Choice]:
    """Those whom other reports name, then the actors of the country."""
    named = [p.id or p.text for r in beside for p in getattr(r, side)]
    country = report.country if report else next((r.country for r in beside if r.country), None)
    return [_actor(book, w, id_) for id_ in dict.fromkeys([*named, *_actors(book, country)])]


def _actor(book: Codebook, w: Wording, id_: str) -> Choice:
    entry = book.actors.get(id_)
    return (
        Choice(id_, " · ".join(dict.fromkeys(filter(None, (entry.names.get("ar"), entry.names.get(w.language))))))
        if entry
        else Choice(id_, id_)
    )


@lru_cache(maxsize=64)
def _actors(book: Codebook, country: str | None) -> list[str]:
    own: Iterable[str] = (id_ for id_, a in book.actors.items() if country in a.countries and not id_.startswith("generic:"))
    return sorted(own)[:_NEAR]
