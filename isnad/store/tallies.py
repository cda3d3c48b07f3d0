"""Questions over the whole store, for the pages that tell who does, who reports and how sure it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from isnad.filter import Filter
from isnad.model import Report, StoredItem
from isnad.store.articles import CURRENT
from isnad.store.reports import ITEM, Items, item_of
from isnad.store.where import Types, outside, where
from isnad.text.keys import words


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


_report = msgspec.json.Decoder(Report).decode


class Tallies:
    """Questions to an open database; each goes over a whole table, so what they answer is kept while `Store.mark` stays the same."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql

    def outlets(self) -> list[OutletRow]:
        """The outlets of the current articles, the most articles first."""
        relevant = dict(self._sql.execute("SELECT outlet, count(*) FROM readings WHERE relevant = 1 GROUP BY 1"))
        query = "SELECT publisher, count(*), min(published), max(published) FROM articles WHERE superseded_by IS NULL GROUP BY 1 ORDER BY 2 DESC, 1"
        return [OutletRow(name, n, relevant.get(name, 0), *days) for name, n, *days in self._sql.execute(query)]

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
        query = "SELECT id, machine, coalesce(human, machine), verdict, judged_by FROM reports WHERE verdict > '' ORDER BY +id"
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
        query = (
            "SELECT codebook, count(*) FROM readings WHERE article NOT IN (SELECT key FROM articles WHERE superseded_by IS NOT NULL)"
            " GROUP BY 1 ORDER BY 2 DESC"
        )
        return list(self._sql.execute(query))

    def found(self, question: str, *, veil: str = "") -> int:
        """How many current articles hold every word of a question; `veil` as in `Articles.search`."""
        match = " AND ".join(f'"{key}"' for key in words(question))  # keys hold letters and digits alone
        if not match:
            return 0
        outer, keys = outside(question, "rowid", veil)
        query = f"SELECT count(*) FROM search WHERE search MATCH ? AND {CURRENT}{outer}"
        return int(self._sql.execute(query, (match, *keys)).fetchone()[0])

    def rows(self, table: str, filter: Filter, types: Types, *, names: bool = False) -> int:
        """How many rows an export of a table writes; relations of private persons are left out unless `names`."""
        clause, values = where(filter, table, types)
        kept = {"reports": " AND t.verdict IS NOT 'rejected'"}.get(table, "")
        if table == "relations" and not names:
            kept = "".join(f" AND json_extract(t.json, '$.{side}_person') IS NOT 'private'" for side in ("a", "b"))
        source = f"{table} t JOIN articles a ON a.key = t.article" if "a." in clause else f"{table} t"
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
