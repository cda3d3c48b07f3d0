"""Events in the store: links, members, values, tombstones."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from isnad.filter import Filter
from isnad.model import Event, Link
from isnad.store.shares import Shares
from isnad.store.where import Types, lots, where

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Event).decode
_levels = msgspec.json.Decoder(dict[str, tuple[str, float]]).decode
_PUT = """INSERT OR REPLACE INTO events (id, type, status, date, country, place_id, lat, lon, killed, origins, outlets, articles, confidence,
reviewed, background, disputed, json, created_at, updated_at, stale, cast_id, held)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)"""
_ORDERS = {"date": "t.date DESC, t.id", "old": "t.date, t.id", "changed": "t.updated_at DESC, t.id", "killed": "t.killed DESC, t.id"}


class Events:
    """The tables of events, their members and links, and of the events that are no more."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql
        self._shares = Shares(sql)

    # Links

    def put_links(self, links: Iterable[Link]) -> None:
        """Write links, in place of those between the same reports."""
        rows = ((k.a, k.b, k.probability, k.weight, _encode(k.levels).decode()) for k in links)
        self._sql.executemany("INSERT OR REPLACE INTO links (a, b, probability, weight, levels) VALUES (?, ?, ?, ?, ?)", rows)

    def links(self, reports: Sequence[str] | None = None) -> Iterator[Link]:
        """All links in order, or those between the given reports."""
        query = "SELECT a, b, probability, weight, levels FROM links"
        if reports is None:
            yield from map(_link, self._sql.execute(query + " ORDER BY a, b"))
            return
        among = set(reports)
        for part, marks in lots(reports):
            for row in self._sql.execute(f"{query} WHERE a IN ({marks}) ORDER BY a, b", part):
                if row[1] in among:
                    yield _link(row)

    def pairs(self) -> Iterator[tuple[str, str, float]]:
        """All links as report, report, weight in bits."""
        yield from self._sql.execute("SELECT a, b, weight FROM links ORDER BY a, b")

    def pairs_of(self, reports: Sequence[str]) -> Iterator[tuple[str, str, float]]:
        """The links that touch any of these reports, as report, report, weight in bits; one between two of them may come twice."""
        for part, marks in lots(reports):
            for column in ("a", "b"):
                yield from self._sql.execute(f"SELECT a, b, weight FROM links WHERE {column} IN ({marks})", part)

    def drop_links(self, reports: Iterable[str]) -> None:
        """Drop every link of reports that are to be compared anew."""
        ids = [(id_,) for id_ in reports]
        self._sql.executemany("DELETE FROM links WHERE a = ?", ids)
        self._sql.executemany("DELETE FROM links WHERE b = ?", ids)

    # Members

    def members(self) -> dict[str, str]:
        """The event of every report that has one."""
        return dict(self._sql.execute("SELECT report, event FROM members"))

    def members_of(self, events: Iterable[str]) -> dict[str, list[str]]:
        """The reports of events."""
        out: dict[str, list[str]] = {}
        for event in events:
            out[event] = [r for (r,) in self._sql.execute("SELECT report FROM members WHERE event = ? ORDER BY report", (event,))]
        return out

    def held(self, reports: Iterable[str]) -> dict[str, str]:
        """The event of each of these reports that has one."""
        rows = (self._sql.execute("SELECT report, event FROM members WHERE report = ?", (r,)).fetchone() for r in reports)
        return dict(row for row in rows if row)

    def set_members(self, members: Mapping[str, str], gone: Iterable[str] = ()) -> None:
        """Set the event of reports, and take reports out of theirs."""
        self._sql.executemany("DELETE FROM members WHERE report = ?", [(r,) for r in gone])
        query = "INSERT OR REPLACE INTO members (report, event, article) VALUES (?1, ?2, (SELECT article FROM reports WHERE id = ?1))"
        self._sql.executemany(query, members.items())

    def stale(self) -> list[str]:
        """The events whose reports changed since they were made."""
        return [id_ for (id_,) in self._sql.execute("SELECT id FROM events WHERE stale = 1 ORDER BY id")]

    # Events

    def put(self, events: Iterable[tuple[Event, Iterable[tuple[str, str]]]]) -> None:
        """Write events, each with its actors as (side, codebook id), the ids above them in the codebook too."""
        turned = False
        for e, actors in events:
            cast = sorted(set(actors))
            killed = e.killed.best if e.killed else None
            row = (
                e.id, e.type, e.status, e.date, e.country, e.place_id, e.lat, e.lon, killed, len(e.origins), len(e.outlets), len(e.articles),
                e.confidence, e.reviewed, e.background, len(e.disputed), _encode(e).decode(), e.created_at, e.updated_at, self._shares.cast(cast),
                len(e.reports),
            )  # fmt: skip
            before = None if turned else self._shares.substance(e.id)
            self._sql.execute(_PUT, row)
            turned = turned or self._shares.substance(e.id) != before
            self._shares.put(e, cast)
        if turned:
            self._shares.turned()

    def fresh(self, events: Iterable[str]) -> None:
        """Note that stale events turned out as they were."""
        self._sql.executemany("UPDATE events SET stale = 0 WHERE id = ?", [(e,) for e in events])

    def remove(self, event: str, merged_into: str | None, at: str, reason: str, members: Sequence[str]) -> None:
        """Take an event away and leave a tombstone."""
        created = self._sql.execute("SELECT created_at FROM events WHERE id = ?", (event,)).fetchone()
        self._sql.execute("DELETE FROM events WHERE id = ?", (event,))
        self._shares.drop(event)
        self._shares.turned()
        row = (event, merged_into, at, reason, _encode(list(members)).decode(), created[0] if created else at)
        self._sql.execute(
            "INSERT OR REPLACE INTO removed (event, merged_into, at, reason, members, created_at) VALUES (?, ?, ?, ?, ?, ?)", row
        )

    def revive(self, event: str) -> str | None:
        """Take a tombstone away, if there is one: when the event was first made."""
        row = self._sql.execute("SELECT created_at FROM removed WHERE event = ?", (event,)).fetchone()
        self._sql.execute("DELETE FROM removed WHERE event = ?", (event,))
        return str(row[0]) if row else None

    def removed(self, since: str = "") -> Iterator[dict[str, str | None]]:
        """The events that are no more: `event`, `merged_into`, `at`, `reason`."""
        names = ("event", "merged_into", "at", "reason")
        for row in self._sql.execute("SELECT event, merged_into, at, reason FROM removed WHERE at >= ? ORDER BY event", (since,)):
            yield dict(zip(names, row, strict=True))

    def get(self, ids: Iterable[str]) -> Iterator[Event]:
        """Events by id, in the order asked for; those that are no more are left out."""
        for id_ in ids:
            row = self._sql.execute("SELECT json FROM events WHERE id = ?", (id_,)).fetchone()
            if row:
                yield _decode(row[0])

    def now(self, id_: str) -> str | None:
        """The event that an id stands for today: itself, or the one it was merged into; None if it is no more."""
        seen = set()
        at: str | None = id_
        while at is not None and at not in seen:
            seen.add(at)
            if self._sql.execute("SELECT 1 FROM events WHERE id = ?", (at,)).fetchone():
                return at
            row = self._sql.execute("SELECT merged_into FROM removed WHERE event = ?", (at,)).fetchone()
            at = row[0] if row else None
        return None

    def chosen(self, filter: Filter, types: Types, *, order: str = "old", limit: int = -1, offset: int = 0) -> Iterator[Event]:
        """The events that a filter lets through: `old` or `date` first, lately `changed`, or by the `killed`."""
        clause, values = where(filter, "events", types)
        query = f"SELECT t.json FROM events t WHERE {clause} ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?"
        for (json,) in self._sql.execute(query, [*values, limit, offset]):
            yield _decode(json)

    def count(self, filter: Filter | None = None, types: Types | None = None) -> int:
        """How many events a filter lets through; all of them, whatever their status, without one."""
        clause, values = where(filter, "events", types or {}) if filter else ("1", [])
        return int(self._sql.execute(f"SELECT count(*) FROM events t WHERE {clause}", values).fetchone()[0])

    def tally(self, by: str, filter: Filter, types: Types) -> list[tuple[Any, int]]:
        """Events by `month`, `country`, `type`, `status`, `reviewed` or `actor`, the most first; months in order."""
        clause, values = where(filter, "events", types)
        column = {"month": "substr(t.date, 1, 7)", "actor": "x.actor"}.get(by, f"t.{by}")
        source = "events t JOIN event_actors x ON x.event = t.id" if by == "actor" else "events t"
        order = "1" if by == "month" else "2 DESC, 1"
        query = f"SELECT {column}, count(DISTINCT t.id) FROM {source} WHERE {clause} GROUP BY 1 ORDER BY {order}"
        return list(self._sql.execute(query, values))

    def forget(self) -> None:
        """Drop links, and have every report compared and every event made anew at the next merge; ids and tombstones stay."""
        self._sql.execute("DELETE FROM links")
        self._sql.execute("UPDATE reports SET linked = 0, facts = NULL")
        self._sql.execute("UPDATE events SET stale = 1")


def _link(row: tuple[Any, ...]) -> Link:
    a, b, probability, weight, levels = row
    return Link(a=a, b=b, probability=probability, weight=weight, levels=_levels(levels))
