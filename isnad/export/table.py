"""Reports of a run as a flat table, one row each: what `isnad read` writes as CSV and Parquet."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any, Literal

import msgspec

from isnad.errors import OutputError
from isnad.export.flat import FlatFile
from isnad.export.rows import READING, report_values
from isnad.masking.mask import hidden_in, masked
from isnad.model import Article, Reading

COLUMNS = tuple(column.name for column in READING)


def rows_of(article: Article, reading: Reading, *, names: bool = False) -> list[dict[str, Any]]:
    """The reports of a reading as rows; several values of a field are joined by `; `.

    Private persons are masked in values and evidence unless `names`; those against whom it was done, and minors, always are.
    """
    head = {
        "article_id": reading.id, "article_hash": reading.article_hash, "codebook": reading.codebook,
        "published": article.published.isoformat() if article.published else None, "publisher": article.publisher, "url": article.url,
    }  # fmt: skip
    hidden = hidden_in(reading.reports, reading.speakers, reading.relations, names=names)
    return [
        {**head, "report": number, **report_values(masked(report, hidden=hidden, names=names))}
        for number, report in enumerate(reading.reports)
    ]


class TableOutput:
    """A CSV or Parquet file that appears when it is whole, or CSV on standard output for `None`."""

    def __init__(self, path: Path | None, kind: Literal["csv", "parquet"], *, restart: bool = False) -> None:
        if path is not None and path.exists() and not restart:
            raise OutputError("the file exists", where=str(path), remedy="--restart writes it anew, or choose another -o")
        self._file = FlatFile(path, kind, READING)

    def write(self, lines: bytes) -> None:
        """Append rows, given as lines of JSON."""
        self._file.write([msgspec.json.decode(line) for line in lines.splitlines()])

    def __enter__(self) -> TableOutput:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.__exit__(kind, error, trace)
