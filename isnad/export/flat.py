"""Flat files of any columns: CSV, JSONL, Parquet and xlsx, written row by row."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from datetime import datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Literal, Protocol

import msgspec

from isnad.errors import OutputError
from isnad.export.rows import Column, Row
from isnad.export.whole import whole_file

FlatKind = Literal["csv", "jsonl", "parquet", "xlsx"]
_BATCH = 5_000  # rows held at once, and rows a group of a Parquet file
_SHEET_ROWS = 1_048_576  # what a sheet of Excel can hold, its head counted
_CELL_CHARS = 32_767  # what a cell of Excel can hold
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"


class Sink(Protocol):
    """An open file that takes rows."""

    def write(self, rows: Sequence[Row]) -> None:
        """Append rows."""
        ...

    def close(self) -> None:
        """End the file."""
        ...


def write(
    kind: FlatKind,
    path: Path | None,
    columns: Sequence[Column],
    rows: Iterable[Row],
    *,
    about: Mapping[str, str] | None = None,
    excel: bool = False,
) -> int:
    """Write the rows and what the file says of itself (`about`); how many rows it were.

    CSV and JSONL have no room for `about`: it stands beside them in `NAME.csv-metadata.json`, and nowhere for standard output (`None`).
    `excel` marks CSV as UTF-8 and guards cells that a spreadsheet would run as formulas.
    """
    told = about or {}
    number = 0
    rows = iter(rows)
    with FlatFile(path, kind, columns, about=told, excel=excel) as file:
        while batch := list(islice(rows, _BATCH)):
            file.write(batch)
            number += len(batch)
    if path is not None and told and kind in ("csv", "jsonl"):
        with whole_file(metadata_path(path)) as part:
            part.write_bytes(msgspec.json.format(msgspec.json.encode(metadata(path.name, kind, columns, told)), indent=2) + b"\n")
    return number


class FlatFile:
    """A flat file that appears when it is whole, or standard output for `None`."""

    def __init__(
        self, path: Path | None, kind: FlatKind, columns: Sequence[Column], *, about: Mapping[str, str] | None = None, excel: bool = False
    ) -> None:
        self._open = ExitStack()
        if path is None and kind not in ("csv", "jsonl"):
            raise OutputError(f"{kind} cannot be written to the terminal", remedy="give -o FILE")
        part = self._open.enter_context(whole_file(path)) if path else None
        try:
            self._sink: Sink = _SINKS[kind](part, columns, about or {}, excel)
        except BaseException:
            self._open.__exit__(*sys.exc_info())
            raise

    def write(self, rows: Sequence[Row]) -> None:
        """Append rows."""
        self._sink.write(rows)

    def __enter__(self) -> FlatFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is None:
            try:
                self._sink.close()
            except BaseException:
                self._open.__exit__(*sys.exc_info())
                raise
        else:
            with suppress(Exception):  # the first error is the one to tell
                self._sink.close()
        self._open.__exit__(kind, error, trace)


class _Text:
    """A text file or standard output; both end lines with a line feed alone."""

    def __init__(self, part: Path | None) -> None:
        self.file: IO[str] = part.open("w", encoding="utf-8", newline="") if part else sys.stdout
        self._own = part is not None
        if part is None and hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", newline="")

    def close(self) -> None:
        """Close a file; standard output is only flushed."""
        if self._own:
            self.file.close()
        else:
            self.file.flush()


class _Csv(_Text):
    def __init__(self, part: Path | None, columns: Sequence[Column], about: Mapping[str, str], excel: bool) -> None:
        super().__init__(part)
        self._names, self._excel = [c.name for c in columns], excel
        if excel:
            self.file.write(BOM)
        self._csv = csv.writer(_Feeds(self.file), lineterminator="\r\n")
        self._csv.writerow(self._names)

    def write(self, rows: Sequence[Row]) -> None:
        """Append rows."""
        cells: Iterator[list[Any]] = ([row.get(name) for name in self._names] for row in rows)
        self._csv.writerows([_guarded(cell) for cell in line] for line in cells) if self._excel else self._csv.writerows(cells)


class _Feeds:
    """Makes the line end of each row a line feed; the writer must think it CR LF, or it leaves a lone CR in a value unquoted."""

    def __init__(self, file: IO[str]) -> None:
        self._write = file.write

    def write(self, line: str) -> int:
        """Pass a row on."""
        return self._write(line[:-2] + "\n")


def _guarded(cell: Any) -> Any:
    return "'" + cell if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


class _Jsonl(_Text):
    def __init__(self, part: Path | None, columns: Sequence[Column], about: Mapping[str, str], excel: bool) -> None:
        super().__init__(part)
        self._names = [c.name for c in columns]

    def write(self, rows: Sequence[Row]) -> None:
        """Append rows."""
        lines = (msgspec.json.encode({name: row.get(name) for name in self._names}).decode() for row in rows)
        self.file.writelines(line + "\n" for line in lines)


class _Parquet:
    def __init__(self, part: Path | None, columns: Sequence[Column], about: Mapping[str, str], excel: bool) -> None:
        import pyarrow
        import pyarrow.parquet

        text = pyarrow.string()
        kinds = {"text": text, "int": pyarrow.int64(), "float": pyarrow.float64(), "bool": pyarrow.bool_(), "any": text}
        self._any = [c.name for c in columns if c.kind == "any"]
        fields = [pyarrow.field(c.name, kinds[c.kind], metadata={"description": c.sentence}) for c in columns]
        self._schema = pyarrow.schema(fields, metadata={f"isnad.{key}": value for key, value in about.items()})
        self._file = pyarrow.parquet.ParquetWriter(str(part), self._schema, compression="zstd")
        self._rows: list[Row] = []

    def write(self, rows: Sequence[Row]) -> None:
        """Append rows, in groups of a size that does not hang on how they come."""
        self._rows += rows
        while len(self._rows) >= _BATCH:
            self._group(self._rows[:_BATCH])
            del self._rows[:_BATCH]

    def _group(self, rows: list[Row]) -> None:
        import pyarrow

        if self._any:
            rows = [{**row, **{n: str(v) for n in self._any if (v := row.get(n)) is not None}} for row in rows]
        self._file.write_table(pyarrow.Table.from_pylist(rows, schema=self._schema))

    def close(self) -> None:
        """Write what is left and end the file."""
        if self._rows:
            self._group(self._rows)
        self._file.close()


class _Xlsx:
    """A sheet of rows and a sheet `About`; strings stay strings, whatever they begin with."""

    def __init__(self, part: Path | None, columns: Sequence[Column], about: Mapping[str, str], excel: bool) -> None:
        import xlsxwriter

        asked = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self._part, self._columns, self._about = str(part), columns, about
        self._book = xlsxwriter.Workbook(self._part, {**asked, "tmpdir": str(part.parent) if part else None})
        if made := about.get("made_at"):  # else the clock's time: the same selection shall give the same bytes
            self._book.set_properties({"created": datetime.fromisoformat(made.replace("Z", "+00:00")).replace(tzinfo=None)})
        self._sheet = self._book.add_worksheet("Rows")
        self._at = self._cut = 0
        self._line(self._sheet, 0, [c.name for c in columns])
        self._sheet.freeze_panes(1, 0)

    def write(self, rows: Sequence[Row]) -> None:
        """Append rows; OutputError when the sheet is full."""
        for row in rows:
            self._at += 1
            if self._at >= _SHEET_ROWS:
                what = f"a sheet holds {_SHEET_ROWS - 1:,} rows, and there are more"
                raise OutputError(what, remedy="narrow the filter, or choose csv or parquet")
            self._line(self._sheet, self._at, [row.get(c.name) for c in self._columns])

    def _line(self, sheet: Any, at: int, cells: Iterable[Any]) -> None:
        for column, cell in enumerate(cells):
            if cell is None:
                continue
            if isinstance(cell, str):
                sheet.write_string(at, column, self._fitting(cell))
            elif isinstance(cell, bool):
                sheet.write_boolean(at, column, cell)
            else:
                sheet.write_number(at, column, cell)

    def _fitting(self, cell: str) -> str:
        if "\r" in cell:  # a cell knows one line end; a carriage return would show as _x000D_
            cell = cell.replace("\r\n", "\n").replace("\r", "\n")
        if len(cell.encode("utf-16-le")) <= 2 * _CELL_CHARS:
            return cell
        self._cut += 1
        return cell[: _CELL_CHARS // 2] + "…"  # a character outside the BMP counts twice

    def close(self) -> None:
        """Add the sheet `About` and end the file."""
        sheet = self._book.add_worksheet("About")
        cut = {"cut": f"{self._cut:,} values longer than {_CELL_CHARS:,} characters end with …"} if self._cut else {}
        lines = [*self._about.items(), *cut.items(), ("", ""), *((c.name, c.sentence) for c in self._columns)]
        for at, line in enumerate(lines):
            self._line(sheet, at, line)
        self._book.close()


_SINKS: dict[FlatKind, Any] = {"csv": _Csv, "jsonl": _Jsonl, "parquet": _Parquet, "xlsx": _Xlsx}


def metadata_path(path: Path) -> Path:
    """Where readers of CSV on the Web look for what a file says of itself."""
    return path.with_name(path.name + "-metadata.json")


_CSVW = {"text": "string", "int": "integer", "float": "number", "bool": "boolean", "any": "string"}


def metadata(name: str, kind: FlatKind, columns: Sequence[Column], about: Mapping[str, str]) -> Row:
    """What the file `name` says of itself, in the terms of CSV on the Web (W3C, 2015)."""
    described = [{"name": c.name, "titles": c.name, "datatype": _CSVW[c.kind], "dc:description": c.sentence} for c in columns]
    head: Row = {"@context": "http://www.w3.org/ns/csvw", "url": name} if kind == "csv" else {"url": name}
    dialect: Row = {"dialect": {"encoding": "utf-8", "header": True}} if kind == "csv" else {}
    notes = {f"isnad:{key}": value for key, value in about.items()}
    return {**head, "dc:description": about.get("sentence", ""), **notes, **dialect, "tableSchema": {"columns": described}}
