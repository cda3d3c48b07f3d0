"""Who acts and suffers, who reports, and how often outlets disagree: over all events that are shown, from narrow tables alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from isnad.filter import SHOWN

_SHOWN = f"status IN ({', '.join(f'{status!r}' for status in SHOWN)})"
_WORST = 999_999_999  # more than anything is counted


class Activity(NamedTuple):
    """What a party does and what is done to it: numbers of events, first and last day; those of its branches count with it."""

    by: int = 0
    against: int = 0
    events: int = 0
    first: str | None = None
    last: str | None = None


class Candidate(NamedTuple):
    """A party that the codebook does not know: the words and the kind most often written, events on each side, and one of the events."""

    name: str
    kind: str
    by: int
    against: int
    event: str


class Share(NamedTuple):
    """What an outlet reports: events, those that others report too, those of them told on the first day; counts beside those of others."""

    events: int = 0
    shared: int = 0
    first: int = 0
    figures: int = 0
    contradicted: int = 0


class Survey:
    """Questions to the tables of schema/007.sql."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql

    def actors(self) -> dict[str, Activity]:
        """What the actors of events do and suffer."""
        query = f"SELECT actor, side, count(*), sum(again), min(date), max(date) FROM event_actors WHERE {_SHOWN} GROUP BY actor, side"
        out: dict[str, Activity] = {}
        for actor, side, number, again, first, last in self._sql.execute(query):
            was = out.get(actor, Activity())
            days = sorted(d for d in (was.first, was.last, first, last) if d)
            by, against = (number, was.against) if side == "by" else (was.by, number)
            out[actor] = Activity(by, against, was.events + number - again, days[0] if days else None, days[-1] if days else None)
        return out

    def days(self, actor: str, side: str) -> list[str | None]:
        """The days of the events in which an actor or a branch of it stands on a side."""
        query = f"SELECT date FROM event_actors WHERE actor = ? AND side = ? AND {_SHOWN}"
        return [day for (day,) in self._sql.execute(query, (actor, side))]

    def dated(self, actor: str) -> int:
        """The events of an actor of which the month is known."""
        query = f"SELECT count(*) FROM event_actors WHERE actor = ? AND {_SHOWN} AND again = 0 AND length(date) >= 7"
        return int(self._sql.execute(query, (actor,)).fetchone()[0])

    def opponents(self, actor: str) -> list[tuple[str, str, int]]:
        """Parties across from an actor or its branches: the actor's side, the other's codebook id, events."""
        query = (
            f"SELECT x.side, o.actor, count(*) FROM event_actors x CROSS JOIN event_actors o ON o.event = x.event AND o.side != x.side"
            f" WHERE x.actor = ? AND x.{_SHOWN} AND o.own = 1 GROUP BY 1, 2"
        )
        return list(self._sql.execute(query, (actor,)))

    def candidates(self, *, limit: int, offset: int = 0) -> tuple[list[Candidate], int]:
        """Parties that the codebook does not know, the most frequent first, and how many there are; persons are none of them."""
        query = (
            f"WITH named AS (SELECT key, text, count(*) AS n, min(event) AS event FROM event_strangers WHERE {_SHOWN} GROUP BY key, text)"
            f" SELECT key, substr(min(printf('%09d', {_WORST} - n) || text), 10), sum(n), count(*) OVER (), min(event) FROM named"
            " GROUP BY key ORDER BY 3 DESC, 2 LIMIT ? OFFSET ?"
        )
        found = self._sql.execute(query, (limit, offset)).fetchall()
        if not found:
            (total,) = self._sql.execute(f"SELECT count(DISTINCT key) FROM event_strangers WHERE {_SHOWN}").fetchone()
            return [], int(total)
        return [self._candidate(key, name, event) for key, name, _, _, event in found], int(found[0][3])

    def _candidate(self, key: str, name: str, event: str) -> Candidate:
        sides, kinds = {"by": 0, "against": 0}, dict[str, int]()
        query = f"SELECT side, kind, count(*) FROM event_strangers WHERE key = ? AND {_SHOWN} GROUP BY 1, 2"
        for side, kind, n in self._sql.execute(query, (key,)):
            sides[side] += n
            kinds[kind] = kinds.get(kind, 0) + n
        return Candidate(name, min(kinds, key=lambda k: (-kinds[k], k)), sides["by"], sides["against"], event)

    def shares(self) -> dict[str, Share]:
        """What each outlet reports of the events."""
        query = f"SELECT outlet, count(*), sum(shared), sum(first) FROM event_outlets WHERE {_SHOWN} GROUP BY outlet"
        out = {outlet: Share(*counts) for outlet, *counts in self._sql.execute(query)}
        query = f"SELECT outlet, count(*), sum(against) FROM event_figures WHERE {_SHOWN} GROUP BY outlet"
        for outlet, figures, contradicted in self._sql.execute(query):
            out[outlet] = out.get(outlet, Share())._replace(figures=figures, contradicted=contradicted)
        return out

    def disagreements(self, outlet: str, *, limit: int) -> list[tuple[str, str]]:
        """Event and count where another outlet contradicts this one, the latest events first."""
        query = f"SELECT event, field FROM event_figures WHERE outlet = ? AND {_SHOWN} AND against = 1 ORDER BY coalesce(date, '') DESC, event DESC LIMIT ?"
        return list(self._sql.execute(query, (outlet, limit)))

    def reports(self) -> dict[str, int]:
        """The reports of each outlet that nobody rejected."""
        query = "SELECT outlet, count(*) FROM reports WHERE outlet IS NOT NULL AND verdict IS NOT 'rejected' GROUP BY 1"
        return dict(self._sql.execute(query))

    def cited(self) -> list[tuple[str, str, int]]:
        """Outlet, codebook id of an outlet that its articles quote, and the number of those articles; the most first."""
        return list(self._sql.execute("SELECT outlet, quoted, count(*) FROM quotations GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"))

    def kinds(self) -> Iterator[tuple[str, str, bool, int]]:
        """Outlet, kind of source, whether the sources are private persons, and how often its reports name such."""
        yield from self._sql.execute("SELECT outlet, kind, private, count(*) FROM report_sources GROUP BY outlet, private, kind")

    def sources(self, *, limit: int = -1, outlet: str | None = None) -> list[tuple[tuple[str, str], int]]:
        """(Text, kind) of the sources that reports name most often, of one outlet or of all; private persons are none of them."""
        of, values = ("", ()) if outlet is None else (" AND outlet = ?", (outlet,))
        query = f"SELECT text, kind, count(*) FROM report_sources WHERE private = 0{of} GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT ?"
        return [((text, kind), n) for text, kind, n in self._sql.execute(query, (*values, limit))]
