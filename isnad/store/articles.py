"""Articles in the store: adding, finding, copies, full text."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from isnad.model import Article
from isnad.store.payload import Payload
from isnad.store.where import lots, outside
from isnad.text.keys import words

COLUMNS = "key, id, hash, title, text, published, publisher, url, origin, retrieved_at"
CURRENT = "rowid NOT IN (SELECT key FROM articles WHERE superseded_by IS NOT NULL)"  # of a search: articles themselves are wide rows


class StoredArticle(NamedTuple):
    """An article with its number in the store."""

    key: int
    id: str
    hash: str
    title: str
    text: str
    published: str | None
    publisher: str | None
    url: str | None
    origin: str
    retrieved_at: str

    @property
    def article(self) -> Article:
        """The article as it came in."""
        day = date.fromisoformat(self.published) if self.published else None
        return Article(
            id=self.id, title=self.title, text=self.text, published=day, publisher=self.publisher, url=self.url, origin=self.origin
        )


class Articles:
    """The tables of articles and of their search keys."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql

    def add(self, payload: Payload, at: str) -> int:
        """The number of an article, added if it is new; an earlier text of the same id, outlet and address is superseded by it."""
        found = self._sql.execute("SELECT key FROM articles WHERE id = ? AND hash = ?", (payload.id, payload.hash)).fetchone()
        if found:
            return int(found[0])
        row = (
            payload.id, payload.hash, payload.title, payload.text, payload.published, payload.publisher, payload.url, payload.origin,
            payload.way, at, payload.signature,
        )  # fmt: skip
        names = "id, hash, title, text, published, publisher, url, origin, way, retrieved_at, signature"
        key = int(self._sql.execute(f"INSERT INTO articles ({names}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row).lastrowid or 0)
        self._sql.execute("INSERT INTO search (rowid, keys) VALUES (?, ?)", (key, payload.keys))
        return key

    def superseded(self, key: int) -> list[int]:
        """Make this text the current one of its id, outlet and address; the numbers of those that were until now.

        It may be an older text that was read in again, so that the number of a text does not tell which one is current.
        """
        where = "id = (SELECT id FROM articles WHERE key = :k) AND +publisher IS (SELECT publisher FROM articles WHERE key = :k)"
        where += (
            " AND +url IS (SELECT url FROM articles WHERE key = :k) AND key != :k AND +superseded_by IS NULL"  # + keeps to the index of ids
        )
        self._sql.execute("UPDATE articles SET superseded_by = NULL WHERE key = ? AND superseded_by IS NOT NULL", (key,))
        older = [int(k) for (k,) in self._sql.execute(f"SELECT key FROM articles WHERE {where}", {"k": key})]
        self._sql.executemany("UPDATE articles SET superseded_by = ? WHERE key = ?", [(key, k) for k in older])
        return older

    def known(self, codebook: str) -> Iterator[tuple[str, str]]:
        """Id and hash of every article that needs no reading with this codebook."""
        query = "SELECT a.id, a.hash FROM articles a LEFT JOIN readings r ON r.article = a.key WHERE a.superseded_by IS NOT NULL OR r.codebook = ?"
        yield from self._sql.execute(query, (codebook,))

    def stale(self, codebook: str) -> list[int]:
        """The numbers of the current articles that were read with another codebook, or not at all."""
        query = (
            "SELECT a.key FROM articles a LEFT JOIN readings r ON r.article = a.key WHERE a.superseded_by IS NULL AND r.codebook IS NOT ?"
        )
        return [int(k) for (k,) in self._sql.execute(query + " ORDER BY a.key", (codebook,))]

    def every(self) -> list[int]:
        """The numbers of all current articles."""
        return [int(k) for (k,) in self._sql.execute("SELECT key FROM articles WHERE superseded_by IS NULL ORDER BY key")]

    def get(self, keys: Iterable[int]) -> Iterator[StoredArticle]:
        """Articles by number, in the order asked for; unknown ones are left out."""
        wanted = list(keys)
        for part, marks in lots(wanted):
            query = f"SELECT {COLUMNS} FROM articles WHERE key IN ({marks})"
            rows = {row[0]: StoredArticle(*row) for row in self._sql.execute(query, part)}
            yield from (rows[key] for key in part if key in rows)

    def named(self, id_: str) -> StoredArticle | None:
        """The current article of an id, the latest added if several outlets use it."""
        query = f"SELECT {COLUMNS} FROM articles WHERE id = ? ORDER BY superseded_by IS NULL DESC, key DESC LIMIT 1"
        row = self._sql.execute(query, (id_,)).fetchone()
        return StoredArticle(*row) if row else None

    def count(self) -> int:
        """How many current articles there are."""
        return int(self._sql.execute("SELECT count(*) FROM articles WHERE superseded_by IS NULL").fetchone()[0])

    def span(self) -> tuple[date, date] | None:
        """The days of publication of the first and the last current article; None if none tells its day."""
        first, last = self._sql.execute("SELECT min(published), max(published) FROM articles WHERE superseded_by IS NULL").fetchone()
        return (date.fromisoformat(first), date.fromisoformat(last)) if first else None

    def search(self, question: str, *, limit: int = 50, offset: int = 0, veil: str = "") -> list[StoredArticle]:
        """The current articles that hold every word of a question, the latest published first.

        Words are compared folded and without clitics: القصرين finds بالقصرين. With a `veil` (`all` or `victims`, see `Condition`) words in
        masked names do not count.
        """
        match = _match(question)
        if not match:
            return []
        outer, keys = outside(question, "key", veil)
        query = (
            f"SELECT {COLUMNS} FROM articles WHERE key IN (SELECT rowid FROM search WHERE search MATCH ?) AND superseded_by IS NULL{outer}"
            " ORDER BY published DESC, key DESC LIMIT ? OFFSET ?"
        )
        return [StoredArticle(*row) for row in self._sql.execute(query, (match, *keys, limit, offset))]

    def count_found(self, question: str) -> int:
        """How many current articles hold every word of a question."""
        match = _match(question)
        if not match:
            return 0
        query = f"SELECT count(*) FROM search WHERE search MATCH ? AND {CURRENT}"
        return int(self._sql.execute(query, (match,)).fetchone()[0])

    def ungrouped(self) -> list[tuple[int, bytes]]:
        """Number and signature of the articles not yet compared for copies."""
        return list(self._sql.execute("SELECT key, signature FROM articles WHERE copies IS NULL AND signature IS NOT NULL ORDER BY key"))

    def grouped(self) -> list[tuple[int, bytes, int]]:
        """Number, signature and group of the articles that were compared."""
        return list(self._sql.execute("SELECT key, signature, copies FROM articles WHERE copies IS NOT NULL ORDER BY key"))

    def set_copies(self, groups: Iterable[tuple[int, int]]) -> None:
        """Set the group of articles, given as (article, group)."""
        self._sql.executemany("UPDATE articles SET copies = ? WHERE key = ?", [(group, key) for key, group in groups])

    def forget_copies(self) -> None:
        """Compare every article anew at the next merge."""
        self._sql.execute("UPDATE articles SET copies = NULL")


def _match(question: str) -> str:
    """A question for FTS5: all words; keys hold letters and digits alone."""
    return " AND ".join(f'"{key}"' for key in words(question))
