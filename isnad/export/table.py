"""Reports as a flat table, one row each: CSV and Parquet."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Literal

import msgspec

from isnad.errors import OutputError
from isnad.export.mask import masked
from isnad.model import COUNT_FIELDS, Article, Count, Reading, Report

_ROWS = 5_000  # rows a group of a Parquet file
_TYPES: dict[str, Literal["text", "int", "float", "bool"]] = {
    "article_id": "text", "article_hash": "text", "codebook": "text", "published": "text", "publisher": "text", "url": "text",
    "report": "int", "type": "text", "status": "text", "date": "text", "date_end": "text", "date_from": "text",
    "country": "text", "place": "text", "place_en": "text", "place_id": "text", "place_precision": "text", "lat": "float", "lon": "float",
    "by": "text", "by_en": "text", "by_id": "text", "by_kind": "text",
    "against": "text", "against_en": "text", "against_id": "text", "against_kind": "text",
    **{f"{name}{part}": "text" if part == "_q" else "int" for name in COUNT_FIELDS for part in ("", "_low", "_high", "_q")},
    "alternatives": "text", "claimed_by": "text", "sources": "text", "sources_kind": "text", "chains": "text",
    "background": "bool", "confidence": "float", "evidence": "text",
}  # fmt: skip
COLUMNS = tuple(_TYPES)


def rows_of(article: Article, reading: Reading, *, names: bool = False) -> list[dict[str, Any]]:
    """The reports of a reading as rows; several values of a field are joined by `; `.

    Private persons are masked in values and evidence unless `names`; those against whom it was done, and minors, always are.
    """
    head = {
        "article_id": reading.id, "article_hash": reading.article_hash, "codebook": reading.codebook,
        "published": article.published.isoformat() if article.published else None, "publisher": article.publisher, "url": article.url,
    }  # fmt: skip
    return [
        {**head, "report": number, **_row(masked(report, reading.speakers, names=names))} for number, report in enumerate(reading.reports)
    ]


def _row(report: Report) -> dict[str, Any]:
    row: dict[str, Any] = {
        name: getattr(report, name)
        for name in (
            "type", "status", "date", "date_end", "date_from", "country", "place", "place_en", "place_id", "place_precision", "lat", "lon",
            "claimed_by", "background", "confidence", "evidence",
        )
    }  # fmt: skip
    for name in ("by", "against"):
        parties = getattr(report, name)
        row[name] = _joined(p.text for p in parties)
        for part in ("en", "id", "kind"):
            row[f"{name}_{part}"] = _joined(getattr(p, part) or "" for p in parties)
    for name in COUNT_FIELDS:
        count: Count | None = getattr(report, name)
        row[name] = count.n if count else None
        for part in ("low", "high", "q"):
            row[f"{name}_{part}"] = getattr(count, part) if count else None
    row["alternatives"] = _joined(f"{a.field}={a.n} ({a.source})" for a in report.alternatives)
    row["sources"] = _joined(s.text for s in report.sources)
    row["sources_kind"] = _joined(s.kind for s in report.sources)
    row["chains"] = _joined("<".join(map(str, chain)) for chain in report.chains)
    return {name: row[name] for name in COLUMNS if name in row}


def _joined(values: Any) -> str | None:
    values = list(values)
    return "; ".join(values) if any(values) else None


class TableOutput:
    """A CSV or Parquet file that appears when it is whole, or CSV on standard output for `None`."""

    def __init__(self, path: Path | None, kind: Literal["csv", "parquet"], *, restart: bool = False) -> None:
        if path is None and kind == "parquet":
            raise OutputError("Parquet cannot be written to the terminal", remedy="give -o FILE")
        if path is not None and path.exists() and not restart:
            raise OutputError("the file exists", where=str(path), remedy="--restart writes it anew, or choose another -o")
        self._path = path
        self._part = path.with_name(path.name + ".part") if path else None
        self._rows: list[dict[str, Any]] = []
        self._sink: Any = None
        self._file: IO[str] | None = None
        try:
            if kind == "csv":
                if self._part:
                    self._part.parent.mkdir(parents=True, exist_ok=True)
                    self._file = self._part.open("w", encoding="utf-8", newline="")
                elif hasattr(sys.stdout, "reconfigure"):
                    sys.stdout.reconfigure(encoding="utf-8", newline="")
                self._sink = csv.DictWriter(self._file or sys.stdout, COLUMNS, lineterminator="\n")
                self._sink.writeheader()
            else:
                self._sink = _parquet(self._part)
        except OSError as error:
            raise OutputError(error.strerror or str(error), where=str(path), remedy="choose another -o") from None
        self._kind = kind

    def write(self, lines: bytes) -> None:
        """Append rows, given as lines of JSON."""
        rows = [msgspec.json.decode(line) for line in lines.splitlines()]
        if self._kind == "csv":
            self._sink.writerows(rows)
            return
        self._rows += rows
        while len(self._rows) >= _ROWS:
            self._flush(_ROWS)

    def _flush(self, size: int) -> None:
        import pyarrow

        rows, self._rows = self._rows[:size], self._rows[size:]
        self._sink.write_table(pyarrow.Table.from_pylist(rows, schema=self._sink.schema))

    def __enter__(self) -> TableOutput:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._kind == "parquet":
            if self._rows and kind is None:
                self._flush(len(self._rows))
            self._sink.close()
        elif self._file:
            self._file.close()
        if self._part and self._path:
            if kind is None:
                self._part.replace(self._path)
            else:
                self._part.unlink(missing_ok=True)


def _parquet(path: Path | None) -> Any:
    import pyarrow
    import pyarrow.parquet

    kinds = {"text": pyarrow.string(), "int": pyarrow.int64(), "float": pyarrow.float64(), "bool": pyarrow.bool_()}
    schema = pyarrow.schema([(name, kinds[kind]) for name, kind in _TYPES.items()])
    assert path is not None  # noqa: S101 (checked by the caller)
    path.parent.mkdir(parents=True, exist_ok=True)
    return pyarrow.parquet.ParquetWriter(str(path), schema, compression="zstd")
