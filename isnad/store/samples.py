"""Blind double coding in the store: samples, who is to code what, and what they said."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec

from isnad.errors import IsnadError

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


class Sample(NamedTuple):
    """A drawn sample; `draw` says how: filter, seed, and whether coders see the machine's values."""

    id: int
    name: str
    created_at: str
    by: str
    draw: dict[str, Any]


class Coding(NamedTuple):
    """What one coder said of one report; `code` is None until then."""

    report: str
    coder: str
    at: str | None
    code: dict[str, Any] | None


class Samples:
    """The tables of samples and codings."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql

    def add(self, name: str, *, at: str, by: str, draw: dict[str, Any], reports: Iterable[str], coders: Sequence[str]) -> int:
        """The number of a new sample in which every coder is to code every report; IsnadError for a name that is taken."""
        if self._sql.execute("SELECT 1 FROM samples WHERE name = ?", (name,)).fetchone():
            raise IsnadError(f"there is a sample {name!r} already", remedy="choose another name")
        row = (name, at, by, _encode(draw).decode())
        number = int(self._sql.execute("INSERT INTO samples (name, created_at, by, filter) VALUES (?, ?, ?, ?)", row).lastrowid or 0)
        values = [(number, report, coder) for report in reports for coder in coders]
        self._sql.executemany("INSERT INTO codings (sample, report, coder) VALUES (?, ?, ?)", values)
        return number

    def all(self) -> list[Sample]:
        """Every sample, the latest first."""
        return list(map(_sample, self._sql.execute("SELECT id, name, created_at, by, filter FROM samples ORDER BY id DESC")))

    def get(self, number: int) -> Sample | None:
        """A sample by its number."""
        row = self._sql.execute("SELECT id, name, created_at, by, filter FROM samples WHERE id = ?", (number,)).fetchone()
        return _sample(row) if row else None

    def progress(self, number: int) -> dict[str, tuple[int, int]]:
        """How many reports each coder has coded, and how many there are for them; reports that are no more do not count."""
        query = "SELECT c.coder, count(c.code), count(*) FROM codings c JOIN reports t ON t.id = c.report WHERE c.sample = ? GROUP BY 1 ORDER BY 1"
        return {coder: (done, all_) for coder, done, all_ in self._sql.execute(query, (number,))}

    def of(self, number: int, coder: str | None = None) -> list[Coding]:
        """The codings of a sample, of one coder if asked, in the order of the reports' ids."""
        query = "SELECT report, coder, at, code FROM codings WHERE sample = ? AND (? IS NULL OR coder = ?) ORDER BY report, coder"
        rows = self._sql.execute(query, (number, coder, coder))
        return [Coding(report, who, at, _decode(code) if code else None) for report, who, at, code in rows]

    def code(self, number: int, report: str, coder: str, *, at: str, code: dict[str, Any]) -> bool:
        """Write what a coder says of a report, in place of what they said before; False if it is not theirs to code."""
        row = (at, _encode(code).decode(), number, report, coder)
        return self._sql.execute("UPDATE codings SET at = ?, code = ? WHERE sample = ? AND report = ? AND coder = ?", row).rowcount > 0


def _sample(row: tuple[int, str, str, str, str]) -> Sample:
    id_, name, at, by, draw = row
    return Sample(id_, name, at, by, _decode(draw))
