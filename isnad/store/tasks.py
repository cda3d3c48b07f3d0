"""What waits to be judged: events by what they weigh, links by how near they are to the threshold."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from isnad.filter import Filter
from isnad.model import Event
from isnad.store.where import Types, where

_decode = msgspec.json.Decoder(Event).decode
# Importance: the killed (half of its 4 points at ten), origins (half of 2 at two), disputed fields, and a little for later years;
# what is recalled from the past counts half. Doubt: what the confidence leaves, and disputed fields. Our own choice, not fitted.
_IMPORTANCE = """(1 + 4.0 * coalesce(killed, 0) / (coalesce(killed, 0) + 10) + 2.0 * origins / (origins + 2) + min(disputed, 2)
    + coalesce(max(0.0, (substr(date, 1, 4) - 2000) / 50.0), 0)) * (CASE background WHEN 1 THEN 0.5 ELSE 1 END)"""
_DOUBT = """(1.05 - confidence + 0.25 * min(disputed, 2))"""
WORTH = f"{_IMPORTANCE} * {_DOUBT}"
# The plus keeps the planner from walking that index, and with it the wide rows, where it should count in the narrow one.
OPEN = "+t.reviewed != 'all'"
_NEAR = "probability > 0.2 AND probability < 0.8"


class Waiting(NamedTuple):
    """An event with its importance and doubt."""

    event: Event
    importance: float
    doubt: float


class Tasks:
    """Questions about what waits; schema/003.sql has the indexes that answer them."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql

    def waiting(self, filter: Filter, types: Types, *, limit: int, offset: int = 0, judged: bool = False) -> Iterator[Waiting]:
        """The events that a filter lets through, the weightiest first; those that people judged throughout only if asked for."""
        clause, values = where(filter, "events", types)
        # Without a filter the index of worth has them in order; with one that lets few through, it would be walked to its end.
        open_ = "" if judged else f" AND {OPEN}" if filter.conditions else " AND t.reviewed != 'all'"
        query = f"SELECT t.id, {_IMPORTANCE}, {_DOUBT} FROM events t WHERE {clause}{open_} ORDER BY {WORTH} DESC, t.id LIMIT ? OFFSET ?"
        for id_, importance, doubt in self._sql.execute(query, [*values, limit, offset]).fetchall():
            (json,) = self._sql.execute("SELECT json FROM events WHERE id = ?", (id_,)).fetchone()
            yield Waiting(_decode(json), importance, doubt)

    def doubted(self, filter: Filter, types: Types, *, limit: int, judged: bool = False) -> Iterator[Waiting]:
        """The events that a filter lets through whose reports have the links nearest to the threshold, the nearest first."""
        clause, values = where(filter, "events", types)
        open_ = "" if judged else " AND t.reviewed != 'all'"
        query = (
            f"SELECT t.json, {_IMPORTANCE}, {_DOUBT} FROM (SELECT a, b FROM links WHERE {_NEAR} ORDER BY abs(probability - 0.5), a, b LIMIT ?) k"
            f" JOIN members m ON m.report IN (k.a, k.b) JOIN events t ON t.id = m.event WHERE {clause}{open_} LIMIT ?"
        )
        for json, importance, doubt in self._sql.execute(query, [limit * 4, *values, limit]):
            yield Waiting(_decode(json), importance, doubt)

    def near(self, reports: Iterable[str]) -> list[tuple[str, str, float]]:
        """The links near the threshold that touch any of these reports, as report, report, probability; the nearest first."""
        found: set[tuple[str, str, float]] = set()
        for report in reports:
            for column in ("a", "b"):
                query = f"SELECT a, b, probability FROM links WHERE {column} = ? AND {_NEAR}"
                found.update(self._sql.execute(query, (report,)))
        return sorted(found, key=lambda k: (abs(k[2] - 0.5), k))

    def pairs(self, filter: Filter, types: Types) -> list[tuple[str, str]]:
        """The links near the threshold that touch an event which a filter lets through and people have not judged throughout."""
        clause, values = where(filter, "events", types)
        query = (
            "SELECT DISTINCT k.a, k.b FROM links k CROSS JOIN members x ON x.report = k.a CROSS JOIN members y ON y.report = k.b"
            f" CROSS JOIN events t ON t.id IN (x.event, y.event) WHERE {_NEAR} AND {clause} AND {OPEN}"
        )
        return list(self._sql.execute(query, values))

    def left(self, filter: Filter, types: Types, by: str) -> int:
        """How many reports of the events that a filter lets through wait for a person: not judged, or another was unsure of them."""
        clause, values = where(filter, "events", types)
        open_ = f"{clause} AND {OPEN}"
        query = f"SELECT coalesce(sum(t.held), 0) FROM events t WHERE {open_}"
        all_ = int(self._sql.execute(query, values).fetchone()[0])
        # Judged reports stand in events that are judged in part: those are few, however much was judged.
        query = (
            "SELECT count(*) FROM members m CROSS JOIN reports p ON p.id = m.report WHERE p.verdict IN ('accepted', 'mended', 'rejected')"
            f" AND m.event IN (SELECT t.id FROM events t WHERE {clause} AND +t.reviewed = 'part')"
        )
        judged = int(self._sql.execute(query, values).fetchone()[0])
        query = (
            "SELECT count(*) FROM reports p CROSS JOIN members m ON m.report = p.id CROSS JOIN events t ON t.id = m.event"
            f" WHERE p.verdict = 'unsure' AND p.judged_by = ? AND {open_}"
        )
        return all_ - judged - int(self._sql.execute(query, [by, *values]).fetchone()[0])

    def moment(self) -> tuple[tuple[int, str | None, str | None], int]:
        """What a sitting goes by: number, command and end of the latest run, and the number of the latest judgement."""
        run = self._sql.execute("SELECT id, command, ended_at FROM runs ORDER BY id DESC LIMIT 1").fetchone() or (0, None, None)
        return tuple(run), int(self._sql.execute("SELECT coalesce(max(id), 0) FROM judgements").fetchone()[0])

    def stamp(self) -> tuple[int, str | None, str | None, int, int, int]:
        """What tells that something changed: number, command and end of the latest run, how many reports, events and judgements."""
        run, judgements = self.moment()
        reports, events = (int(self._sql.execute(f"SELECT count(*) FROM {name}").fetchone()[0]) for name in ("reports", "events"))
        return (*run, reports, events, judgements)
