"""The log of judgements: only ever appended."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from isnad.model import Action, Judgement

_COLUMNS = "id, at, by, action, reports, field, value, state, note, undoes"
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


class Judgements:
    """The table of judgements."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql

    def append(
        self, *, at: str, by: str, action: Action, reports: Sequence[str], articles: Sequence[str], field: str | None = None,
        value: Any = None, state: Any = None, note: str | None = None, undoes: int | None = None,
    ) -> int:  # fmt: skip
        """Append a judgement on reports of articles (ids); its number."""
        texts = (_encode(list(reports)).decode(), field, _encode(value).decode(), _encode(state).decode())
        row = (at, by, action, *texts, note, undoes)
        number = int(
            self._sql.execute(
                "INSERT INTO judgements (at, by, action, reports, field, value, state, note, undoes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            ).lastrowid
            or 0
        )
        self._sql.executemany("INSERT INTO judged (report, judgement) VALUES (?, ?)", [(r, number) for r in dict.fromkeys(reports)])
        names = [(a, number) for a in dict.fromkeys(articles)]
        self._sql.executemany("INSERT INTO judged_articles (article, judgement) VALUES (?, ?)", names)
        return number

    def all(self) -> Iterator[Judgement]:
        """Every judgement in order."""
        yield from map(_judgement, self._sql.execute(f"SELECT {_COLUMNS} FROM judgements ORDER BY id"))

    def get(self, number: int) -> Judgement | None:
        """A judgement by its number."""
        row = self._sql.execute(f"SELECT {_COLUMNS} FROM judgements WHERE id = ?", (number,)).fetchone()
        return _judgement(row) if row else None

    def of_article(self, article: str) -> list[Judgement]:
        """The judgements on reports of an article, in order."""
        where = "id IN (SELECT judgement FROM judged_articles WHERE article = ?)"
        return [_judgement(row) for row in self._sql.execute(f"SELECT {_COLUMNS} FROM judgements WHERE {where} ORDER BY id", (article,))]

    def of_reports(self, reports: Sequence[str]) -> list[Judgement]:
        """The judgements on any of these reports, in order."""
        marks = ", ".join("?" * len(reports))
        where = f"id IN (SELECT judgement FROM judged WHERE report IN ({marks}))"
        return [_judgement(row) for row in self._sql.execute(f"SELECT {_COLUMNS} FROM judgements WHERE {where} ORDER BY id", reports)]

    def articles_of(self, number: int) -> list[str]:
        """The ids of the articles that a judgement concerns."""
        return [a for (a,) in self._sql.execute("SELECT article FROM judged_articles WHERE judgement = ? ORDER BY article", (number,))]

    def ties(self) -> list[Judgement]:
        """The judgements that hold reports together or apart, with every undoing, in order."""
        where = "action IN ('same', 'different', 'undo')"
        return [_judgement(row) for row in self._sql.execute(f"SELECT {_COLUMNS} FROM judgements WHERE {where} ORDER BY id")]

    def undone(self) -> set[int]:
        """The numbers of the judgements that are undone; an undoing can itself be undone."""
        out: set[int] = set()
        for number, undoes in self._sql.execute("SELECT id, undoes FROM judgements WHERE action = 'undo' ORDER BY id DESC"):
            if number not in out:
                out.add(undoes)
        return out

    def last(self, by: str) -> Judgement | None:
        """The latest judgement of a person that is in force; an undoing is none."""
        undone = self.undone()
        query = "SELECT id FROM judgements WHERE by = ? AND action != 'undo' ORDER BY id DESC"
        return next((self.get(number) for (number,) in self._sql.execute(query, (by,)) if number not in undone), None)

    def count(self) -> int:
        """How many judgements there are: they are numbered from 1, and none is ever taken away."""
        return int(self._sql.execute("SELECT coalesce(max(id), 0) FROM judgements").fetchone()[0])

    def newest(self, *, limit: int, before: int | None = None, by: str | None = None, report: str | None = None) -> list[Judgement]:
        """The latest judgements first, at most `limit`, of numbers below `before`; of one person, or on one report."""
        asked = (("id < ?", before), ("by = ?", by), ("id IN (SELECT judgement FROM judged WHERE report = ?)", report))
        clauses = ["1", *(clause for clause, value in asked if value is not None)]
        values: list[Any] = [value for _, value in asked if value is not None]
        query = f"SELECT {_COLUMNS} FROM judgements WHERE {' AND '.join(clauses)} ORDER BY id DESC LIMIT ?"
        return [_judgement(row) for row in self._sql.execute(query, [*values, limit])]


def _judgement(row: tuple[Any, ...]) -> Judgement:
    id_, at, by, action, reports, field, value, state, note, undoes = row
    return Judgement(
        id=id_, at=at, by=by, action=action, reports=_decode(reports), field=field, value=_decode(value), state=_decode(state), note=note,
        undoes=undoes,
    )  # fmt: skip
