"""What the workbench asks of events at once: pages of a table, and counts by place, day, party, month."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

from isnad.filter import Filter
from isnad.store.tasks import OPEN, WORTH
from isnad.store.where import Types, where

Order = Literal["date", "old", "killed", "changed"]
# By what each order sorts, and whether downwards; the id decides among equals, so that a mark in the table is one place.
ORDERS: dict[Order, tuple[str, bool]] = {
    "date": ("coalesce(t.date, '')", True),
    "old": ("coalesce(t.date, '~')", False),
    "killed": ("coalesce(t.killed, -1)", True),
    "changed": ("t.updated_at", True),
}
_SLOW = frozenset({"text", "outlet", "actor"})  # answered over other tables: page and count are then asked for at once


class Row(NamedTuple):
    """An event of a page: its id and what it is sorted by."""

    id: str
    key: str | int


class Figures(NamedTuple):
    """How much a store holds.

    `relevant` are the articles that tell of an incident; `events` those that are shown unless a status is asked for, `apart` the
    others; `judged` are the events that people judged throughout, `begun` those that they judged in part.
    """

    articles: int
    outlets: int
    relevant: int
    reports: int
    judged_reports: int
    events: int
    judged: int
    begun: int
    disputed: int
    apart: int


class Browse:
    """Questions to the narrow index of events; schema/005.sql has it."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql

    def page(
        self,
        filter: Filter,
        types: Types,
        *,
        order: Order,
        after: Row | None = None,
        back: bool = False,
        limit: int,
        total: int | None = None,
    ) -> tuple[list[Row], int]:
        """Events after a row (before it if `back`), in order, and how many the filter lets through, asked for unless `total` is known."""
        clause, values = where(filter, "events", types)
        column, down = ORDERS[order]
        turned = down != back
        way = "DESC" if turned else "ASC"
        ahead, at = (f" AND ({column}, t.id) {'<' if turned else '>'} (?, ?)", [after.key, after.id]) if after else ("", [])
        at_once = total is None and not after and any(c.key in _SLOW for c in filter.conditions)
        counted = ", count(*) OVER ()" if at_once else ", 0"
        query = f"SELECT t.id, {column}{counted} FROM events t WHERE {clause}{ahead} ORDER BY {column} {way}, t.id {way} LIMIT ?"
        found = self._sql.execute(query, [*values, *at, limit]).fetchall()
        if total is None:
            total = (found[0][2] if found else 0) if at_once else self._count(clause, values)
        rows = [Row(id_, key) for id_, key, _ in found]
        return rows[::-1] if back else rows, total

    def _count(self, clause: str, values: list[Any]) -> int:
        return int(self._sql.execute(f"SELECT count(*) FROM events t WHERE {clause}", values).fetchone()[0])

    def sizes(self, filter: Filter, types: Types) -> tuple[int, int, int]:
        """Events that the filter lets through, their reports, and how many of the events people judged throughout."""
        clause, values = where(filter, "events", types)
        query = f"SELECT count(*), total(t.held), total(t.reviewed = 'all') FROM events t WHERE {clause}"
        events, reports, reviewed = self._sql.execute(query, values).fetchone()
        return int(events), int(reports), int(reviewed)

    def places(
        self, filter: Filter, types: Types, families: Sequence[str]
    ) -> Iterator[tuple[str | None, float | None, float | None, str | None, list[int], int]]:
        """Events by place id, latitude, longitude and country: the number of each of these families, and the killed."""
        clause, values = where(filter, "events", types)
        marks = (", ".join("?" * len(types.get(family, ()))) for family in families)
        numbers = ", ".join(f"total(t.type IN ({m}))" for m in marks)
        query = f"SELECT t.place_id, t.lat, t.lon, t.country, total(t.killed), {numbers} FROM events t WHERE {clause} GROUP BY 1, 2, 3, 4"
        given = [type_ for family in families for type_ in types.get(family, ())]
        for id_, lat, lon, country, killed, *row in self._sql.execute(query, [*given, *values]):
            yield id_, lat, lon, country, [int(n) for n in row], int(killed)

    def days(self, filter: Filter, types: Types) -> Iterator[tuple[str | None, str, int, int]]:
        """Events and killed by date, as exact as it is known, and type."""
        clause, values = where(filter, "events", types)
        query = f"SELECT t.date, t.type, count(*), total(t.killed) FROM events t WHERE {clause} GROUP BY 1, 2 ORDER BY 1, 2"
        for day, type_, number, killed in self._sql.execute(query, values):
            yield day, type_, number, int(killed)

    def casts(self, filter: Filter, types: Types) -> Iterator[tuple[str, str, int, int]]:
        """Casts of events, those of one together: lines of side and codebook id (those above them too), type, events, killed."""
        clause, values = where(filter, "events", types)
        grouped = f"SELECT t.cast_id, t.type, count(*) n, total(t.killed) killed FROM events t WHERE {clause} AND t.cast_id IS NOT NULL GROUP BY 1, 2"
        query = f"SELECT c.sides, x.type, x.n, x.killed FROM ({grouped}) x CROSS JOIN casts c ON c.id = x.cast_id"
        for sides, type_, number, killed in self._sql.execute(query, values):
            yield sides, type_, number, int(killed)

    def ties(self, filter: Filter, types: Types) -> list[tuple[str, str, str, str, int]]:
        """Relations between actors of the codebook in the articles of the events: actor, actor, type, status, articles.

        Without a condition those of all articles.
        """
        clause, values = where(filter, "events", types)
        inner = f"SELECT m.article FROM members m WHERE m.event IN (SELECT t.id FROM events t WHERE {clause})"
        of_events = f" WHERE article IN ({inner})" if filter.conditions else ""
        query = f"SELECT a, b, type, status, count(DISTINCT article) FROM relation_ends{of_events} GROUP BY 1, 2, 3, 4"
        return list(self._sql.execute(query, values if of_events else []))

    def months(self, by: Literal["country", "type"], filter: Filter, types: Types) -> Iterator[tuple[str | None, str | None, int]]:
        """Events by a field and month: value, month (None where that is not known), number."""
        clause, values = where(filter, "events", types)
        month = "CASE WHEN length(t.date) >= 7 THEN substr(t.date, 1, 7) END"
        yield from self._sql.execute(f"SELECT t.{by}, {month}, count(*) FROM events t WHERE {clause} GROUP BY 1, 2 ORDER BY 1, 2", values)

    def kinds(self, filter: Filter | None = None, types: Types | None = None) -> list[tuple[str | None, str, int]]:
        """The events that a filter lets through by country and type, in one look; without one those that are shown."""
        clause, values = where(filter or Filter(), "events", types or {})
        return list(self._sql.execute(f"SELECT t.country, t.type, count(*) FROM events t WHERE {clause} GROUP BY 1, 2", values))

    def actors(self) -> list[tuple[str, int]]:
        """The actors of events with their number, the most first."""
        return list(self._sql.execute("SELECT actor, count(*) FROM event_actors GROUP BY actor ORDER BY 2 DESC, 1"))

    def outlets(self) -> list[tuple[str, int]]:
        """The outlets of articles with their number, the most first."""
        query = "SELECT publisher, count(*) FROM articles WHERE publisher IS NOT NULL GROUP BY publisher ORDER BY 2 DESC, 1"
        return list(self._sql.execute(query))

    def weightiest(self, limit: int) -> tuple[list[str], int]:
        """The events that most need a judgement, as the review asks for them, and how many were not judged throughout."""
        clause, values = where(Filter(), "events", {})
        query = f"SELECT t.id FROM events t INDEXED BY events_by_worth WHERE {clause} AND t.reviewed != 'all' ORDER BY {WORTH} DESC, t.id LIMIT ?"
        return [id_ for (id_,) in self._sql.execute(query, [*values, limit])], self._count(f"{clause} AND {OPEN}", values)

    def figures(self) -> Figures:
        """How much there is of everything."""
        clause, values = where(Filter(), "events", {})
        ask = self._sql.execute
        articles, outlets = ask("SELECT count(*), count(DISTINCT publisher) FROM articles").fetchone()
        (superseded,) = ask("SELECT count(*) FROM articles WHERE superseded_by IS NOT NULL").fetchone()
        (relevant,) = ask("SELECT count(*) FROM readings WHERE relevant = 1").fetchone()
        (reports,) = ask("SELECT count(*) FROM reports").fetchone()
        (judged_reports,) = ask("SELECT count(*) FROM reports WHERE verdict IN ('accepted', 'mended', 'rejected')").fetchone()
        columns = "count(*), total(t.reviewed = 'all'), total(t.reviewed = 'part'), total(t.disputed > 0)"
        shown = ask(f"SELECT {columns} FROM events t WHERE {clause}", values).fetchone()
        (every,) = ask("SELECT count(*) FROM events").fetchone()
        events, judged, begun, disputed = (int(n) for n in shown)
        return Figures(articles - superseded, outlets, relevant, reports, judged_reports, events, judged, begun, disputed, every - events)
