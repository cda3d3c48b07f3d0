"""What came since a moment: counted from its mark on, never over the whole store."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

MOST = 10_000  # as many are counted at most: beyond that nobody needs the number


class Mark(NamedTuple):
    """A moment of a store: the last article, report and judgement by number, and when an event last changed."""

    article: int
    report: int
    judgement: int
    changed: str


class News(NamedTuple):
    """How many articles and reports came, events are new or changed, and judgements were made by others; `MOST` at most of each."""

    articles: int
    reports: int
    events: int
    judgements: int


class Newsroom:
    """Questions that end at once, however large the store: each goes down an index from its end."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql

    def mark(self) -> Mark:
        """The mark of now; take it before what is shown is read, then nothing is missed."""
        parts = ("max(key) FROM articles", "max(rowid) FROM reports", "max(id) FROM judgements", "max(updated_at) FROM events")
        article, report, judgement, changed = (self._sql.execute(f"SELECT {part}").fetchone()[0] for part in parts)
        return Mark(article or 0, report or 0, judgement or 0, changed or "")

    def since(self, mark: Mark, *, by: str) -> News:
        """What came since a mark; judgements of one's own are no news. Changes of the mark's own second are left out."""
        asked: tuple[tuple[str, tuple[int | str, ...]], ...] = (
            ("articles WHERE key > ?", (mark.article,)),
            ("reports WHERE rowid > ?", (mark.report,)),
            ("events WHERE updated_at > ?", (mark.changed,)),
            ("judgements WHERE id > ? AND by != ?", (mark.judgement, by)),
        )
        return News(*(self._count(what, values) for what, values in asked))

    def _count(self, what: str, values: tuple[int | str, ...]) -> int:
        return int(self._sql.execute(f"SELECT count(*) FROM (SELECT 1 FROM {what} LIMIT {MOST})", values).fetchone()[0])
