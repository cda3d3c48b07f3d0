"""A foreign file of events: which layout it has, and its rows as records; broken rows are named, never lost."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from isnad.beside.days import Order, in_numbers, order_of
from isnad.beside.layouts import LAYOUTS, Broken, Foreign, Layout
from isnad.beside.sheets import table
from isnad.codebook import Codebook
from isnad.errors import SourceError

Form = Literal["acled", "ucdp"]
_SAMPLE = 100_000  # rows looked at for the order of day and month


class Unread(NamedTuple):
    """A row that could not be taken: its number as a spreadsheet shows it, its id if it has one, and why."""

    row: int
    id: str
    why: str


class ForeignFile(NamedTuple):
    """What a file holds: its form, the rows that were read and those that could not be, and what was assumed."""

    path: Path
    form: Form
    rows: list[Foreign]
    unread: list[Unread]
    notes: list[str]


def foreign_file(path: Path, book: Codebook, *, form: Form | None = None, order: Order | None = None) -> ForeignFile:
    """The records of a file; its form is told by its columns unless given, the order of day and month by its days.

    SourceError for a file that is no table, whose columns are of neither form, or of which no row can be read.
    """
    names, cells = table(path)
    chosen, columns = _layout(path, names, form)
    try:
        rows = [(number, row) for number, row in cells]
    except (csv.Error, ValueError, OSError) as error:
        raise SourceError(f"it cannot be read: {error}", where=str(path), remedy="save it as CSV in UTF-8") from None
    notes: list[str] = []
    days = [row[at] for name in chosen.days if (at := columns.get(name)) is not None for _, row in rows[:_SAMPLE] if at < len(row)]
    found = order or order_of(days)
    if found is None and any(map(in_numbers, days)):
        notes.append("days such as 01/02/2020 were taken with the day first; --dates mdy takes the month first")
    read: list[Foreign] = []
    unread: list[Unread] = []
    seen: set[str] = set()
    for number, row in rows:
        record = _Row(columns, row)
        try:
            foreign = chosen.read(number, record, found or "dmy", book)
        except Broken as broken:
            unread.append(Unread(number, str(record.get(chosen.id) or ""), str(broken)))
            continue
        if foreign.id and foreign.id in seen:
            unread.append(Unread(number, foreign.id, "a row with this id stands above"))
            continue
        seen.add(foreign.id)
        read.append(foreign)
    if not read:
        why = f"; row {unread[0].row}: {unread[0].why}" if unread else ""
        raise SourceError(f"no row of it can be read{why}", where=str(path), remedy="is the form right? --format acled or --format ucdp")
    return ForeignFile(path, chosen.name, read, unread, notes)


def _layout(path: Path, names: Sequence[str], form: Form | None) -> tuple[Layout, dict[str, int]]:
    """The layout that the columns fit, with the place of each column that it knows."""
    plain = [plainly(name) for name in names]
    fits: dict[str, dict[str, int]] = {}
    for layout in LAYOUTS:
        columns = {
            ours: plain.index(plainly(theirs))
            for ours, given in layout.columns.items()
            for theirs in reversed(given)
            if plainly(theirs) in plain
        }
        missing = [layout.columns[ours][0] for ours in layout.needed if ours not in columns]
        if form == layout.name and missing:
            raise SourceError(
                f"it has no column {', '.join(missing)}",
                where=str(path),
                remedy=f"it is no {layout.title} file, or its columns were renamed",
            )
        if not missing and form in (None, layout.name):
            fits[layout.name] = columns
    if not fits:
        wanted = "; ".join(f"{la.title}: {', '.join(la.columns[n][0] for n in la.needed)}" for la in LAYOUTS)
        raise SourceError(
            f"its columns ({', '.join(names[:8])}{', ...' if len(names) > 8 else ''}) are of no form that can be compared",
            where=str(path),
            remedy=f"these are needed - {wanted}",
        )
    best = max((layout for layout in LAYOUTS if layout.name in fits), key=lambda layout: len(fits[layout.name]))
    return best, fits[best.name]


def plainly(name: str) -> str:
    """A column's name without case, blanks and underscores: `EVENT DATE` is `event_date`."""
    return "".join(c for c in name.lower() if c.isalnum())


class _Row(Mapping[str, Any]):
    """A row by our names of its columns; an empty cell is None."""

    def __init__(self, columns: Mapping[str, int], cells: Sequence[Any]) -> None:
        self._columns, self._cells = columns, cells

    def __getitem__(self, name: str) -> Any:
        at = self._columns[name]
        value = self._cells[at] if at < len(self._cells) else None
        if isinstance(value, str):
            value = value.strip()
        return None if value in ("", "NA", "NaN", "nan", "NULL", "None") or value != value else value  # noqa: PLR0124 (a missing number of Parquet)

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)
