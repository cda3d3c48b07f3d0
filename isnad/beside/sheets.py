"""The rows of a table in a file: CSV and its kin, Excel, Parquet."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from isnad.errors import SourceError

_NAMES = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CELL = re.compile(r"([A-Z]+)\d+\Z")
_LARGEST = 1_000_000_000  # bytes of a sheet when unpacked: more is a bomb or no sheet for memory


def table(path: Path) -> tuple[list[str], Iterator[tuple[int, list[Any]]]]:
    """The names of the columns, and the rows with their numbers as a spreadsheet shows them: the head is row 1.

    SourceError for what cannot be opened or is no table.
    """
    suffix = path.suffix.lower()
    try:
        rows = _parquet(path) if suffix in (".parquet", ".pq") else _xlsx(path) if suffix in (".xlsx", ".xlsm") else _csv(path)
        head = next(rows, None)
    except OSError as error:
        raise SourceError(
            error.strerror or str(error), where=str(path), remedy="give a file of comma-separated values, .xlsx or .parquet"
        ) from None
    except (ValueError, KeyError, SyntaxError, zipfile.BadZipFile) as error:
        raise SourceError(f"it cannot be read: {error}", where=str(path), remedy="save it as CSV in UTF-8") from None
    if head is None:
        raise SourceError("the file is empty", where=str(path), remedy="the first row must name the columns")
    return [str(name or "").strip() for name in head[1]], rows


def _csv(path: Path) -> Iterator[tuple[int, list[Any]]]:
    from isnad.intake.encodings import decode

    text = decode(path.read_bytes())
    head = text.split("\n", 1)[0]
    between = max(",;\t|", key=head.count)
    csv.field_size_limit(10_000_000)  # notes may be long; the default refuses 128 KB
    for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=between), 1):
        if any(cell.strip() for cell in row):
            yield number, list(row)


def _parquet(path: Path) -> Iterator[tuple[int, list[Any]]]:
    import pyarrow.parquet

    try:
        file = pyarrow.parquet.ParquetFile(path)
    except pyarrow.ArrowInvalid as error:
        raise ValueError(str(error)) from None
    yield 1, list(file.schema_arrow.names)
    number = 1
    for batch in file.iter_batches():
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            number += 1
            yield number, list(row)


def _xlsx(path: Path) -> Iterator[tuple[int, list[Any]]]:
    """The first sheet; days stay the serial numbers that they are in the file."""
    from lxml import etree

    with zipfile.ZipFile(path) as archive:
        shared = _shared(archive)
        name = min((n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")), key=lambda n: (len(n), n))
        if archive.getinfo(name).file_size > _LARGEST:
            raise ValueError("the sheet is too large")
        with archive.open(name) as sheet:
            for _, row in etree.iterparse(sheet, tag=f"{_NAMES}row", resolve_entities=False, no_network=True):
                cells = _cells(row, shared)
                row_number = int(row.get("r") or 0)
                row.clear()
                if any(cell not in (None, "") for cell in cells):
                    yield row_number, cells


def _shared(archive: zipfile.ZipFile) -> list[str]:
    from lxml import etree

    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    with archive.open("xl/sharedStrings.xml") as file:
        return [_words(item) for _, item in etree.iterparse(file, tag=f"{_NAMES}si", resolve_entities=False, no_network=True)]


def _cells(row: Any, shared: Sequence[str]) -> list[Any]:
    out: list[Any] = []
    for cell in row.iter(f"{_NAMES}c"):
        at = _column(cell.get("r")) if cell.get("r") else len(out)
        out += [None] * (at - len(out))
        value = cell.findtext(f"{_NAMES}v")
        kind = cell.get("t")
        if kind == "inlineStr":
            out.append(_words(cell))
        elif kind == "s" and value is not None:
            out.append(shared[int(value)])
        else:
            out.append(value)
    return out


def _words(element: Any) -> str:
    """All text of a string, but for the readings of characters that Japanese sheets add."""
    return "".join(t.text or "" for t in element.iter(f"{_NAMES}t") if not t.getparent().tag.endswith("rPh"))


def _column(reference: str) -> int:
    match = _CELL.match(reference)
    if not match:
        raise ValueError(f"{reference} is no cell")
    number = 0
    for letter in match[1]:
        number = number * 26 + ord(letter) - 64
    return number - 1
