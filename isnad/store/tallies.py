"""Questions over the whole store, for the pages that tell who does, who reports and how sure it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from isnad.filter import SHOWN, Filter
from isnad.model import PartyKind, Person, Report, SourceKind, StoredItem
from isnad.store.reports import ITEM, Items, item_of
from isnad.store.where import Types, outside, where
from isnad.text.keys import words


class SlimParty(msgspec.Struct, frozen=True):
    """A party of an event, as far as it is counted."""

    text: str
    kind: PartyKind
    id: str | None
    person: Person | None


class SlimFigure(msgspec.Struct, frozen=True):
    """A figure of a toll, as far as it is compared: one that the article gives as its own, or sets beside it."""

    n: int | None
    low: int | None
    high: int | None
    outlet: str | None
    alternative: bool


class SlimToll(msgspec.Struct, frozen=True):
    """The figures of a toll."""

    figures: list[SlimFigure]


class SlimEvent(msgspec.Struct, frozen=True):
    """What is counted of an event; the rest of its JSON is skipped, which makes a pass over all events four times as fast."""

    id: str
    type: str
    date: str | None
    country: str | None
    by: list[SlimParty]
    against: list[SlimParty]
    killed: SlimToll | None
    injured: SlimToll | None
    arrested: SlimToll | None
    abducted: SlimToll | None
    outlets: list[str]


class SlimSource(msgspec.Struct, frozen=True):
    """A source of a report."""

    text: str
    kind: SourceKind
    person: Person | None


class _Sources(msgspec.Struct, frozen=True):
    sources: list[SlimSource]


class OutletRow(NamedTuple):
    """What an outlet published: articles, those of them that tell of incidents, first and last day."""

    name: str | None
    articles: int
    relevant: int
    first: str | None
    last: str | None


class Judged(NamedTuple):
    """A report that people judged: as it was read (None: a person added it), as it stands, the verdict, and by whom."""

    id: str
    machine: Report | None
    report: Report
    verdict: str
    by: str | None


_event = msgspec.json.Decoder(SlimEvent).decode
_sources = msgspec.json.Decoder(_Sources).decode
_report = msgspec.json.Decoder(Report).decode
_SHOWN = ", ".join(f"'{status}'" for status in SHOWN)


class Tallies:
    """Questions to an open database; each goes over a whole table, so what they answer is kept while `Store.mark` stays the same."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql

    def events(self) -> Iterator[SlimEvent]:
        """The events that are shown unless others are asked for."""
        for (json,) in self._sql.execute(f"SELECT json FROM events WHERE status IN ({_SHOWN})"):
            yield _event(json)

    def sides(self) -> Iterator[tuple[str, str, str]]:
        """Event, side and codebook id of every party and of those above it in the codebook."""
        yield from self._sql.execute("SELECT event, side, actor FROM event_actors")

    def outlets(self) -> list[OutletRow]:
        """The outlets of the current articles, the most articles first."""
        query = (
            "SELECT a.publisher, count(*), coalesce(sum(r.relevant), 0), min(a.published), max(a.published) FROM articles a"
            " LEFT JOIN readings r ON r.article = a.key WHERE a.superseded_by IS NULL GROUP BY 1 ORDER BY 2 DESC, 1"
        )
        return [OutletRow(*row) for row in self._sql.execute(query)]

    def told(self) -> Iterator[tuple[str | None, str, str | None, int]]:
        """Event, outlet, first day on which that outlet tells it, and its reports; reports of no event have None."""
        query = (
            "SELECT m.event, a.publisher, min(a.published), count(*) FROM reports t JOIN articles a ON a.key = t.article"
            " LEFT JOIN members m ON m.report = t.id WHERE t.verdict IS NOT 'rejected' AND a.publisher IS NOT NULL GROUP BY 1, 2"
        )
        yield from self._sql.execute(query)

    def cited(self) -> list[tuple[str, str, int]]:
        """Outlet, codebook id of an outlet that its articles quote, and the number of those articles; the most first."""
        query = (
            "SELECT a.publisher, substr(json_extract(t.json, '$.rules.text'), 8) quoted, count(DISTINCT a.key) FROM speakers t"
            " JOIN articles a ON a.key = t.article WHERE a.publisher IS NOT NULL AND json_extract(t.json, '$.rules.text') LIKE 'outlet.%'"
            " GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"
        )
        return list(self._sql.execute(query))

    def sources(self) -> Iterator[tuple[str, list[SlimSource]]]:
        """The outlet of every report with its sources."""
        query = (
            "SELECT a.publisher, coalesce(t.human, t.machine) FROM reports t JOIN articles a ON a.key = t.article"
            " WHERE t.verdict IS NOT 'rejected' AND a.publisher IS NOT NULL"
        )
        for publisher, json in self._sql.execute(query):
            yield publisher, _sources(json).sources

    def months(self, outlet: str) -> list[tuple[str, int]]:
        """How many articles an outlet published, by month."""
        query = (
            "SELECT substr(published, 1, 7), count(*) FROM articles WHERE publisher = ? AND superseded_by IS NULL AND published IS NOT NULL"
            " GROUP BY 1 ORDER BY 1"
        )
        return list(self._sql.execute(query, (outlet,)))

    def relations(self, actor: str) -> Iterator[StoredItem]:
        """The relations that were read of a group, the latest first."""
        where_ = "json_extract(t.json, '$.a_id') = ?1 OR json_extract(t.json, '$.b_id') = ?1"
        yield from self._items("relations", where_, actor)

    def strengths(self, actor: str) -> Iterator[StoredItem]:
        """The strengths that were read of a group, the latest first."""
        yield from self._items("strengths", "json_extract(t.json, '$.group_id') = ?1", actor)

    def _items(self, table: Items, clause: str, actor: str) -> Iterator[StoredItem]:
        query = (
            f"SELECT {ITEM} FROM {table} t JOIN articles a ON a.key = t.article WHERE {clause} ORDER BY a.published DESC, a.id, t.number"
        )
        for row in self._sql.execute(query, (actor,)):
            yield item_of(table, row)

    def verdicts(self) -> list[tuple[str, str | None, int]]:
        """Type, verdict and number of reports; None are those that no one has judged."""
        return list(self._sql.execute("SELECT type, verdict, count(*) FROM reports GROUP BY 1, 2"))

    def judged(self) -> Iterator[Judged]:
        """The reports that people judged."""
        query = "SELECT id, machine, coalesce(human, machine), verdict, judged_by FROM reports WHERE verdict IS NOT NULL ORDER BY id"
        for id_, machine, stands, verdict, by in self._sql.execute(query):
            yield Judged(id_, _report(machine) if machine else None, _report(stands), verdict, by)

    def reviewed(self) -> dict[str, int]:
        """How many events people judged in `none`, in `part`, in `all` of their reports."""
        return dict(self._sql.execute("SELECT reviewed, count(*) FROM events GROUP BY 1"))

    def skipped(self) -> list[tuple[str, int]]:
        """Why articles were not read, and how many."""
        return list(self._sql.execute("SELECT reason, count(*) FROM skipped GROUP BY 1 ORDER BY 2 DESC, 1"))

    def codebooks(self) -> list[tuple[str, int]]:
        """With which codebook the current articles were read, and how many; the most first."""
        query = "SELECT r.codebook, count(*) FROM readings r JOIN articles a ON a.key = r.article WHERE a.superseded_by IS NULL GROUP BY 1 ORDER BY 2 DESC"
        return list(self._sql.execute(query))

    def found(self, question: str, *, veil: str = "") -> int:
        """How many current articles hold every word of a question; `veil` as in `Articles.search`."""
        match = " AND ".join(f'"{key}"' for key in words(question))  # keys hold letters and digits alone
        if not match:
            return 0
        query = "SELECT count(*) FROM search s JOIN articles a ON a.key = s.rowid WHERE search MATCH ? AND a.superseded_by IS NULL"
        outer, keys = outside(question, "a.key", veil)
        return int(self._sql.execute(query + outer, (match, *keys)).fetchone()[0])

    def rows(self, table: str, filter: Filter, types: Types, *, names: bool = False) -> int:
        """How many rows an export of a table writes; relations of private persons are left out unless `names`."""
        clause, values = where(filter, table, types)
        kept = {"reports": " AND t.verdict IS NOT 'rejected'"}.get(table, "")
        if table == "relations" and not names:
            kept = "".join(f" AND json_extract(t.json, '$.{side}_person') IS NOT 'private'" for side in ("a", "b"))
        source = "events t" if table == "events" else f"{table} t JOIN articles a ON a.key = t.article"
        return int(self._sql.execute(f"SELECT count(*) FROM {source} WHERE {clause}{kept}", values).fetchone()[0])

    def sizes(self) -> dict[str, int]:
        """How many rows the tables hold that a project is made of."""
        tables: Iterable[str] = ("articles", "reports", "events", "relations", "strengths", "speakers", "links", "judgements", "removed")
        return {name: int(self._sql.execute(f"SELECT count(*) FROM {name}").fetchone()[0]) for name in tables}

    def changed(self, filter: Filter, types: Types, since: str) -> int:
        """How many events a filter lets through that changed since a day or time, and events that are no more since then."""
        clause, values = where(filter, "events", types)
        events = self._sql.execute(f"SELECT count(*) FROM events t WHERE {clause} AND t.updated_at >= ?", [*values, since]).fetchone()[0]
        return int(events) + int(self._sql.execute("SELECT count(*) FROM removed WHERE at >= ?", (since,)).fetchone()[0])
