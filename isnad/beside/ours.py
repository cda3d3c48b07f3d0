"""The project's events as they are set beside foreign records."""

from __future__ import annotations

import calendar
from datetime import date
from functools import lru_cache

import msgspec

from isnad.beside.spelling import sounds
from isnad.codebook import Codebook
from isnad.model import Event, EventActor

_SPECIFIC = ("rebel_group", "political_militia", "identity_militia")


class Ours(msgspec.Struct, frozen=True):
    """An event with what it is compared by.

    Its days, the kilometres around its point (None: no point can be compared), the codebook ids of its groups with those above them,
    and the kinds of its parties.
    """

    event: Event
    first: date
    last: date
    family: str
    radius: float | None
    groups: frozenset[str]
    above: frozenset[str]
    kinds: frozenset[str]


def ours_of(event: Event, book: Codebook) -> Ours | None:
    """The event as it is compared; None if it has no day or no country."""
    if not event.date or not event.country:
        return None
    first, last = _ends(event.date)
    if event.date_end:
        last = max(last, _ends(event.date_end)[1])
    parties = [*event.by, *event.against]
    groups = frozenset(a.id for a in parties if a.id and is_group(a))
    above = groups.union(*(book.lineage(id_) for id_ in groups))
    radius = (
        book.tables["compare"]["radius"]["here"].get(event.place_precision) if event.lat is not None and event.lon is not None else None
    )
    kinds = frozenset(str(a.kind) for a in parties if a.kind != "unknown")
    return Ours(_slim(event), first, last, book.events[event.type].family, radius, groups, above, kinds)


def _slim(event: Event) -> Event:
    """The event without what is not compared: of a hundred thousand, that is most of the memory."""
    killed = msgspec.structs.replace(event.killed, figures=[]) if event.killed else None
    return msgspec.structs.replace(
        event, evidence="", variants={}, reports=[], articles=[], killed=killed, injured=None, arrested=None, abducted=None
    )


def is_group(actor: EventActor) -> bool:
    """Whether an actor is an armed group that the codebook knows by name."""
    return actor.kind in _SPECIFIC and not (actor.id or "").startswith("generic:")


def groups_named(name: str, book: Codebook) -> frozenset[str]:
    """The codebook's groups that a foreign name means: the whole of it, or its part before or after a colon."""
    index = _index(book)
    return frozenset(id_ for part in (name, *name.split(":")) for id_ in index.get(sounds(part.split("(")[0]), ()))


@lru_cache(maxsize=4)
def _index(book: Codebook) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Groups by the sound of their Latin names: their labels, and the letters that stand before a colon or in brackets."""
    out: dict[tuple[str, ...], tuple[str, ...]] = {}
    for entry in book.actors.values():
        if entry.kind not in _SPECIFIC:
            continue
        names = [entry.names.get("en"), entry.names.get("fr"), *(a if isinstance(a, str) else a.name for a in entry.aliases)]
        for name in names:
            if name and name.isascii():
                for part in {name, name.split("(")[0]}:
                    key = sounds(part)
                    out[key] = tuple(dict.fromkeys((*out.get(key, ()), entry.id)))
    return out


def _ends(text: str) -> tuple[date, date]:
    """First and last day of a partial date."""
    year, *rest = (int(part) for part in text.split("-"))
    if not rest:
        return date(year, 1, 1), date(year, 12, 31)
    if len(rest) == 1:
        return date(year, rest[0], 1), date(year, rest[0], calendar.monthrange(year, rest[0])[1])
    return date(year, rest[0], rest[1]), date(year, rest[0], rest[1])
