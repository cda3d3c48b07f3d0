"""Reports and items as they are asked for: filtered, with their articles."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

import msgspec

from isnad.filter import Filter
from isnad.model import Relation, Report, Speaker, StoredItem, StoredReport, Strength
from isnad.store.where import Types, lots, where

_COLUMNS = "t.id, a.id, t.number, t.human, t.machine, a.hash, a.published, a.publisher, a.url, a.title, coalesce(a.copies, a.key), m.event, t.verdict, t.judged_by"
_FROM = "FROM reports t JOIN articles a ON a.key = t.article LEFT JOIN members m ON m.report = t.id"
PERSONAL = "({json} LIKE '%\"private\"%' OR {json} LIKE '%\"minor\":true%')"  # what the JSON of those who are masked holds
_report = msgspec.json.Decoder(Report).decode
ITEM = "a.id, a.published, a.publisher, a.url, t.json"
Items = Literal["relations", "strengths", "speakers"]
_ITEMS: dict[str, msgspec.json.Decoder[Any]] = {
    "relations": msgspec.json.Decoder(Relation),
    "strengths": msgspec.json.Decoder(Strength),
    "speakers": msgspec.json.Decoder(Speaker),
}


class Reports:
    """Questions to the tables of reports and items."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql

    def get(self, ids: Iterable[str]) -> Iterator[StoredReport]:
        """Reports by id, in the order asked for; unknown ones are left out."""
        wanted = list(ids)
        for part, marks in lots(wanted):
            query = f"SELECT {_COLUMNS} {_FROM} WHERE t.id IN ({marks})"
            rows = {row[0]: _stored(row) for row in self._sql.execute(query, part)}
            yield from (rows[id_] for id_ in part if id_ in rows)

    def chosen(self, filter: Filter, types: Types, *, rejected: bool = False) -> Iterator[StoredReport]:
        """The reports that a filter lets through, by article and number; rejected ones only if asked for."""
        clause, values = where(filter, "reports", types)
        keep = "" if rejected else " AND t.verdict IS NOT 'rejected'"
        yield from map(_stored, self._sql.execute(f"SELECT {_COLUMNS} {_FROM} WHERE {clause}{keep} ORDER BY a.id, a.key, t.number", values))

    def of_events(self, filter: Filter, types: Types) -> Iterator[StoredReport]:
        """The reports of the events that a filter lets through, by article and number."""
        clause, values = where(filter, "events", types)
        query = f"SELECT {_COLUMNS} {_FROM} WHERE m.event IN (SELECT t.id FROM events t WHERE {clause}) ORDER BY a.id, a.key, t.number"
        yield from map(_stored, self._sql.execute(query, values))

    def of_article(self, key: int) -> list[StoredReport]:
        """The reports of an article, by number."""
        return [_stored(row) for row in self._sql.execute(f"SELECT {_COLUMNS} {_FROM} WHERE t.article = ? ORDER BY t.number", (key,))]

    def to_merge(self, floor: float, among: Sequence[str] | None = None) -> dict[str, str]:
        """The article of every report that events are made of: not rejected, and as sure as `floor` or judged by people.

        `among` asks for some reports only.
        """
        keep = "t.verdict IS NOT 'rejected' AND (t.confidence >= ? OR t.verdict IN ('accepted', 'mended'))"
        query = f"SELECT t.id, a.id || char(0) || a.hash FROM reports t JOIN articles a ON a.key = t.article WHERE {keep}"
        if among is None:
            return dict(self._sql.execute(f"{query} ORDER BY t.id", (floor,)))
        out: dict[str, str] = {}
        for part, marks in lots(among):
            out.update(self._sql.execute(f"{query} AND t.id IN ({marks})", (floor, *part)))
        return out

    def with_text(self, ids: Iterable[str]) -> Iterator[tuple[StoredReport, str]]:
        """Reports by id with the text of their articles, without the title."""
        for report in self.get(ids):
            row = self._sql.execute(
                "SELECT a.text FROM reports t JOIN articles a ON a.key = t.article WHERE t.id = ?", (report.id,)
            ).fetchone()
            yield report, row[0]

    def set_facts(self, facts: Iterable[tuple[bytes, str]]) -> None:
        """Keep what reports are compared by, given as (facts, id)."""
        self._sql.executemany("UPDATE reports SET facts = ? WHERE id = ?", facts)

    def facts(self) -> Iterator[tuple[str, bytes]]:
        """What reports are compared by, by id."""
        yield from self._sql.execute("SELECT id, facts FROM reports WHERE facts IS NOT NULL ORDER BY id")

    def unlinked(self) -> list[str]:
        """The reports that were not yet compared as they stand."""
        return [id_ for (id_,) in self._sql.execute("SELECT id FROM reports WHERE linked = 0 ORDER BY id")]

    def set_linked(self) -> None:
        """Note that every report was compared."""
        self._sql.execute("UPDATE reports SET linked = 1 WHERE linked = 0")

    def items(self, table: Items, filter: Filter, *, events: bool = False, types: Types | None = None) -> Iterator[StoredItem]:
        """Relations, strengths or speakers that a filter lets through; with `events`, of the articles of the events that it lets through."""
        clause, values = where(filter, "events" if events else table, types or {})
        if events:
            inner = f"SELECT p.article FROM reports p JOIN members m ON m.report = p.id WHERE m.event IN (SELECT t.id FROM events t WHERE {clause})"
            clause = f"t.article IN ({inner})"
        query = f"SELECT {ITEM} FROM {table} t JOIN articles a ON a.key = t.article WHERE {clause} ORDER BY a.id, a.key, t.number"
        for row in self._sql.execute(query, values):
            yield item_of(table, row)

    def persons(self, article: str) -> tuple[list[Report], list[Speaker], list[Relation]]:
        """What was read in the articles of an id that names a private person or a minor."""
        found: list[list[Any]] = []
        for column, table, decode in (
            ("coalesce(t.human, t.machine)", "reports", _report),
            ("t.json", "speakers", _ITEMS["speakers"].decode),
            ("t.json", "relations", _ITEMS["relations"].decode),
        ):
            query = f"SELECT {column} FROM {table} t JOIN articles a ON a.key = t.article WHERE a.id = ? AND {PERSONAL.format(json=column)}"
            found.append([decode(json) for (json,) in self._sql.execute(query, (article,))])
        return found[0], found[1], found[2]

    def span(self, filter: Filter, types: Types, *, events: bool) -> tuple[int, int, str | None, str | None]:
        """Articles, outlets, first and last day of publication of the reports that a filter lets through, or of its events."""
        clause, values = where(filter, "events" if events else "reports", types)
        if events:  # readings are narrow and hold what is asked, and what has a report has a reading
            query = (
                "SELECT count(DISTINCT m.article), count(DISTINCT r.outlet), min(r.published), max(r.published)"
                f" FROM members m LEFT JOIN readings r ON r.article = m.article WHERE m.event IN (SELECT t.id FROM events t WHERE {clause})"
            )
        else:
            query = f"SELECT count(DISTINCT a.key), count(DISTINCT a.publisher), min(a.published), max(a.published) {_FROM} WHERE {clause}"
        row = self._sql.execute(query, values).fetchone()
        return row[0], row[1], row[2], row[3]

    def count(self) -> int:
        """How many reports there are."""
        return int(self._sql.execute("SELECT count(*) FROM reports").fetchone()[0])


def item_of(table: Items, row: tuple[Any, ...]) -> StoredItem:
    """A relation, strength or speaker from the columns of `ITEM`."""
    article, published, publisher, url, json = row
    return StoredItem(article=article, published=published, publisher=publisher, url=url, item=_ITEMS[table].decode(json))


def _stored(row: tuple[Any, ...]) -> StoredReport:
    id_, article, number, human, machine, hash_, published, publisher, url, title, copies, event, verdict, by = row
    read = _report(machine) if machine else None
    report = _report(human) if human else read
    assert report is not None  # noqa: S101 (the schema's promise: one of the two is there)
    return StoredReport(
        id=id_, article=article, number=number, report=report, machine=read, article_hash=hash_, published=published, publisher=publisher,
        url=url, title=title, copies=str(copies), event=event, verdict=verdict, by=by,
    )  # fmt: skip
