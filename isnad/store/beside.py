"""What stands beside one article in the store: how it was read, its near-copies, its other texts, and what was read in it but reports."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple, TypeVar

import msgspec

from isnad.model import Relation, Speaker, Strength
from isnad.store.articles import COLUMNS, StoredArticle

_T = TypeVar("_T")
_MOST = 200  # texts listed of one group of copies


class Way(NamedTuple):
    """How an article came in and was read: `way` is record, page, plain, file or address; the rest is None if it was not read."""

    way: str
    codebook: str | None
    version: str | None
    at: str | None
    relevant: bool | None
    skipped: str | None
    detail: str | None


class Items(NamedTuple):
    """What was read in an article beside its reports."""

    relations: list[Relation]
    strengths: list[Strength]
    speakers: list[Speaker]


class Beside:
    """Questions about one article, by its number."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql

    def way(self, key: int) -> Way:
        """How it came in and was read; KeyError for an article that is not there."""
        row = self._sql.execute(
            "SELECT a.way, r.codebook, n.version, n.started_at, r.relevant, s.reason, s.detail FROM articles a"
            " LEFT JOIN readings r ON r.article = a.key LEFT JOIN runs n ON n.id = r.run LEFT JOIN skipped s ON s.article = a.key WHERE a.key = ?",
            (key,),
        ).fetchone()
        if row is None:
            raise KeyError(key)
        return Way(row[0], row[1], row[2], row[3], None if row[4] is None else bool(row[4]), row[5], row[6])

    def items(self, key: int) -> Items:
        """The relations, strengths and speakers of it, in order."""
        return Items(
            self._decoded(key, "relations", Relation), self._decoded(key, "strengths", Strength), self._decoded(key, "speakers", Speaker)
        )

    def copies(self, key: int) -> list[StoredArticle]:
        """Its near-copies, without itself and without superseded texts, by day."""
        clause = "copies = (SELECT copies FROM articles WHERE key = ?1) AND key != ?1 AND superseded_by IS NULL"
        return self._articles(f"{clause} ORDER BY published, key", key)

    def texts(self, key: int) -> list[StoredArticle]:
        """The other texts under its id, the latest first: superseded ones, or those of other outlets."""
        return self._articles("id = (SELECT id FROM articles WHERE key = ?1) AND key != ?1 ORDER BY key DESC", key)

    def superseded(self, key: int) -> bool:
        """Whether a later text took its place."""
        return bool(self._sql.execute("SELECT 1 FROM articles WHERE key = ? AND superseded_by IS NOT NULL", (key,)).fetchone())

    def text(self, id_: str, hash_: str) -> StoredArticle | None:
        """The text of an id that has a hash, whether superseded or not."""
        return next(iter(self._articles("id = ? AND hash = ?", id_, hash_)), None)

    def _articles(self, clause: str, *values: object) -> list[StoredArticle]:
        query = f"SELECT {COLUMNS} FROM articles WHERE {clause} LIMIT {_MOST}"
        return [StoredArticle(*row) for row in self._sql.execute(query, values)]

    def _decoded(self, key: int, table: str, kind: type[_T]) -> list[_T]:
        rows = self._sql.execute(f"SELECT json FROM {table} WHERE article = ? ORDER BY number", (key,))
        return [msgspec.json.decode(json, type=kind) for (json,) in rows]

    def judged(self, event: str) -> list[int]:
        """The numbers of the judgements that were made on reports while an event held them."""
        query = (
            "SELECT id FROM judgements WHERE json_extract(state, '$.event') = ?1 UNION SELECT id FROM judgements"
            " WHERE action IN ('same', 'different', 'undo') AND EXISTS (SELECT 1 FROM json_each(state, '$.events') WHERE value = ?1) ORDER BY 1"
        )
        return [n for (n,) in self._sql.execute(query, (event,))]
