"""Pages by key: rows after a mark in an order, however far down; what has no value in the order comes last."""

from __future__ import annotations

import sqlite3
from typing import Any, Literal, NamedTuple

from isnad.filter import Filter
from isnad.model import StoredItem
from isnad.store.reports import ITEM, Items, item_of
from isnad.store.where import Types, outside, where
from isnad.text.keys import words

Mark = tuple[str | int | float | None, str | int]  # the value of the last row in the order, and its key


class Order(NamedTuple):
    """A column, and whether the greatest comes first."""

    column: str
    down: bool


ORDERS: dict[str, dict[str, Order]] = {
    "events": {
        "date": Order("t.date", True), "old": Order("t.date", False), "changed": Order("t.updated_at", True), "killed": Order("t.killed", True),
    },
    "reports": {"date": Order("t.date", True), "old": Order("t.date", False)},
}  # fmt: skip
_ITEM = f"SELECT t.article, t.number, {ITEM} FROM {{table}} t JOIN articles a ON a.key = t.article"


class Heading(NamedTuple):
    """What a list tells of an article; `reports` counts those read in it or added."""

    key: int
    id: str
    title: str
    published: str | None
    publisher: str | None
    url: str | None
    retrieved_at: str
    reports: int


class Paging:
    """Questions for pages of rows."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql

    def ids(
        self, table: Literal["events", "reports"], filter: Filter, types: Types, order: str, *, limit: int, after: Mark | None = None
    ) -> list[tuple[Any, str]]:
        """Value in the order and id of the events, or reports that nobody rejected, that a filter lets through."""
        clause, values = where(filter, table, types)
        if table == "reports":
            clause += " AND t.verdict IS NOT 'rejected'"
        join = " JOIN articles a ON a.key = t.article" if "a." in clause and table == "reports" else ""
        column, _ = by = ORDERS[table][order]
        return self._after(f"SELECT {column}, t.id FROM {table} t{join}", clause, values, by, "t.id", after, limit)

    def count(self, table: Literal["events", "reports"], filter: Filter, types: Types) -> int:
        """How many of them a filter lets through."""
        clause, values = where(filter, table, types)
        source = (
            "events t" if table == "events" else "reports t" if "a." not in clause else "reports t JOIN articles a ON a.key = t.article"
        )
        keep = "" if table == "events" else " AND t.verdict IS NOT 'rejected'"
        return int(self._sql.execute(f"SELECT count(*) FROM {source} WHERE {clause}{keep}", values).fetchone()[0])

    def articles(
        self, question: str, outlet: str, first: str, last: str, *, limit: int, after: Mark | None = None, veil: str = ""
    ) -> list[tuple[str | None, Heading]]:
        """The current articles that hold every word of a question, of an outlet and of days, the latest published first; `veil` as in `Articles.search`."""
        clauses, values = ["t.superseded_by IS NULL"], []
        if question:
            clauses.append("t.key IN (SELECT rowid FROM search WHERE search MATCH ?)")
            values.append(" AND ".join(f'"{word}"' for word in words(question)) or '""')  # keys hold letters and digits alone
            outer, keys = outside(question, "t.key", veil)
            clauses[-1] += outer
            values += keys
        for clause, value in (("t.publisher = ?", outlet), ("t.published >= ?", first), ("t.published <= ?", last)):
            if value:
                clauses.append(clause)
                values.append(value)
        found = self._after(
            "SELECT t.published, t.key FROM articles t", " AND ".join(clauses), values, Order("t.published", True), "t.key", after, limit
        )
        return [(day, self._heading(key)) for day, key in found]

    def items(
        self, table: Items, filter: Filter, types: Types, *, limit: int, after: tuple[int, int] | None = None
    ) -> list[tuple[tuple[int, int], StoredItem]]:
        """Relations, strengths or speakers that a filter lets through, each with its mark."""
        clause, values = where(filter, table, types)
        if after:
            clause, values = f"{clause} AND (t.article, t.number) > (?, ?)", [*values, *after]
        query = f"{_ITEM.format(table=table)} WHERE {clause} ORDER BY t.article, t.number LIMIT ?"
        return [((row[0], row[1]), item_of(table, row[2:])) for row in self._sql.execute(query, [*values, limit])]

    def relations_of(self, actor: str, *, limit: int) -> list[StoredItem]:
        """The relations that tie an actor of the codebook, the latest published first."""
        ids = "json_extract(t.json, '$.a_id') = ?1 OR json_extract(t.json, '$.b_id') = ?1"
        query = f"{_ITEM.format(table='relations')} WHERE {ids} ORDER BY a.published DESC, t.article, t.number LIMIT ?2"
        return [item_of("relations", row[2:]) for row in self._sql.execute(query, (actor, limit))]

    def sides(self, actor: str) -> dict[str, int]:
        """In how many events an actor or its branches stand on each side, `by` and `against`; only those that are shown by default."""
        query = "SELECT side, count(*) FROM event_actors WHERE actor = ? AND status IN ('occurred', 'alleged') GROUP BY side"
        return dict(self._sql.execute(query, (actor,)))

    def tombstone(self, event: str) -> dict[str, str | None] | None:
        """What is left of an event that is no more: `event`, `merged_into`, `at`, `reason`."""
        names = ("event", "merged_into", "at", "reason")
        row = self._sql.execute("SELECT event, merged_into, at, reason FROM removed WHERE event = ?", (event,)).fetchone()
        return dict(zip(names, row, strict=True)) if row else None

    def last_article(self) -> int:
        """The number of the article that was added last; 0 if there is none."""
        return int(self._sql.execute("SELECT coalesce(max(key), 0) FROM articles").fetchone()[0])

    def _heading(self, key: int) -> Heading:
        query = "SELECT key, id, title, published, publisher, url, retrieved_at FROM articles WHERE key = ?"
        row = self._sql.execute(query, (key,)).fetchone()
        reports = self._sql.execute("SELECT count(*) FROM reports WHERE article = ? AND verdict IS NOT 'rejected'", (key,)).fetchone()[0]
        return Heading(*[*row, reports])

    def _after(
        self, select: str, clause: str, values: list[Any], order: Order, key: str, after: Mark | None, limit: int
    ) -> list[tuple[Any, Any]]:  # fmt: skip
        """Rows with a value first, then, if there is room, those without; equal ones by key in the same direction, as the indexes have them."""
        column, (sign, way) = order.column, ("<", "DESC") if order.down else (">", "ASC")
        found: list[tuple[Any, Any]] = []
        if after is None or after[0] is not None:
            seek = f" AND ({column}, {key}) {sign} (?, ?)" if after else ""
            query = f"{select} WHERE {clause} AND {column} IS NOT NULL{seek} ORDER BY {column} {way}, {key} {way} LIMIT ?"
            found = list(self._sql.execute(query, [*values, *(after or ()), limit]))
            after = None
        if len(found) < limit:
            seek, given = (f" AND {key} {sign} ?", [after[1]]) if after else ("", [])
            query = f"{select} WHERE {clause} AND {column} IS NULL{seek} ORDER BY {key} {way} LIMIT ?"
            found += self._sql.execute(query, [*values, *given, limit - len(found)])
        return found
