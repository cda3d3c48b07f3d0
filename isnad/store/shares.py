"""What an event adds to the counts over the whole store, in narrow tables that are written together with it.

A page that tells who does, who reports and how often they disagree would otherwise read the JSON of every event after each judgement.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from isnad.model import COUNT_FIELDS, Event, Figure
from isnad.text.fold import folded

_BY_EVENT = ("event_actors", "event_outlets", "event_figures", "event_strangers")
_SIDES = ("by", "against")
# What counts by place, day and party depend on; the reports too, whose articles tell of ties.
_SUBSTANCE = "type, status, date, country, place_id, lat, lon, killed, cast_id, json_extract(json, '$.place', '$.place_en', '$.reports')"


class Shares:
    """The tables beside that of events; schema/007.sql has them."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql

    def substance(self, event: str) -> tuple[Any, ...] | None:
        """What the counts by place, day and party see of an event; None if there is none."""
        row: tuple[Any, ...] | None = self._sql.execute(f"SELECT {_SUBSTANCE} FROM events WHERE id = ?", (event,)).fetchone()
        return row

    def turned(self) -> None:
        """Note that counts by place, day and party are others than before."""
        self._sql.execute("UPDATE marks SET n = n + 1 WHERE name = 'substance'")

    def cast(self, actors: Iterable[tuple[str, str]]) -> int | None:
        """The number of a cast, given as (side, actor); None if nobody is in it."""
        sides = "\n".join(f"{side} {actor}" for side, actor in sorted(set(actors)))
        if not sides:
            return None
        found = self._sql.execute("SELECT id FROM casts WHERE sides = ?", (sides,)).fetchone()
        return int(found[0] if found else self._sql.execute("INSERT INTO casts (sides) VALUES (?)", (sides,)).lastrowid or 0)

    def put(self, e: Event, actors: Iterable[tuple[str, str]]) -> None:
        """Write what an event adds, in place of what it added before; its reports must be stored."""
        self.drop(e.id)
        ask = self._sql.executemany
        ask("INSERT INTO event_actors (event, side, actor, status, date, own, again) VALUES (?, ?, ?, ?, ?, ?, ?)", _actors(e, set(actors)))
        if e.reports:
            ask("INSERT INTO event_outlets VALUES (?, ?, ?, ?, ?, ?)", self._outlets(e))
        ask("INSERT INTO event_figures VALUES (?, ?, ?, ?, ?, ?)", [(e.id, field, o, e.status, e.date, a) for o, field, a in compared(e)])
        ask("INSERT INTO event_strangers VALUES (?, ?, ?, ?, ?, ?, ?)", _strangers(e))

    def drop(self, event: str) -> None:
        """Take away what an event adds."""
        for table in _BY_EVENT:
            self._sql.execute(f"DELETE FROM {table} WHERE event = ?", (event,))

    def _outlets(self, e: Event) -> list[tuple[object, ...]]:
        """Outlets with their reports, whether others tell it too, and whether theirs was the first day."""
        days: dict[str, list[str]] = defaultdict(list)
        numbers: dict[str, int] = defaultdict(int)
        for id_ in e.reports:
            query = "SELECT a.publisher, a.published FROM reports t JOIN articles a ON a.key = t.article WHERE t.id = ? AND t.verdict IS NOT 'rejected'"
            for outlet, day in self._sql.execute(query, (id_,)):
                if outlet is not None:
                    numbers[outlet] += 1
                    days[outlet] += [day] if day else []
        first = min((day for known in days.values() for day in known), default=None)
        shared = len(numbers) > 1
        return [(e.id, o, e.status, n, shared, shared and first is not None and first in days[o]) for o, n in numbers.items()]


def _actors(e: Event, actors: set[tuple[str, str]]) -> list[tuple[object, ...]]:
    own = {(side, party.id) for side in _SIDES for party in getattr(e, side)}
    return [
        (e.id, side, actor, e.status, e.date, (side, actor) in own, side == "by" and ("against", actor) in actors)
        for side, actor in sorted(actors)
    ]


def _strangers(e: Event) -> list[tuple[object, ...]]:
    """Parties that the codebook does not know; persons are left out, whoever they are: the codebook holds groups."""
    return [
        (e.id, side, number, e.status, stranger_key(p.text), p.text, p.kind)
        for side in _SIDES
        for number, p in enumerate(getattr(e, side))
        if p.id is None and p.person is None
    ]


def stranger_key(text: str) -> str:
    """By what parties that the codebook does not know are counted as one."""
    return folded(text).removeprefix("ال")


def compared(event: Event) -> Iterator[tuple[str, str, bool]]:
    """Outlet, count, and whether another outlet contradicts it, for every count that several outlets give."""
    for count in COUNT_FIELDS:
        toll = getattr(event, count)
        by_outlet: dict[str, list[Figure]] = defaultdict(list)
        for figure in toll.figures if toll else ():
            if figure.outlet and not figure.alternative:
                by_outlet[figure.outlet].append(figure)
        if len(by_outlet) > 1:
            for outlet, own in by_outlet.items():
                others = [f for name, figures in by_outlet.items() if name != outlet for f in figures]
                yield outlet, count, any(apart(a, b) for a in own for b in others)


def apart(a: Figure, b: Figure) -> bool:
    """Whether two figures cannot both be right: their bounds do not meet."""
    return _low(a) > _high(b) or _low(b) > _high(a)


def _low(f: Figure) -> float:
    return f.low if f.low is not None else f.n if f.n is not None and f.high is None else 0


def _high(f: Figure) -> float:
    return f.high if f.high is not None else f.n if f.n is not None and f.low is None else float("inf")
