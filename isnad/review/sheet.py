"""Judgements on a sheet: reports go out with empty cells beside them, and what people fill in comes back; and the log itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec

from isnad.beside.sheets import table
from isnad.codebook import Codebook
from isnad.errors import IsnadError
from isnad.export.flat import FlatKind, write
from isnad.export.rows import Column, Row
from isnad.masking.mask import Hidden, hidden_in, masked_stored
from isnad.model import Judgement, Report, StoredReport
from isnad.review.decide import Decision, decided, said
from isnad.review.values import SIDES, checked, told
from isnad.store import Store
from isnad.store.verdicts import FIELDS, mended

_MEND, _MACHINE = "mend_", "machine_"
_VERDICTS: dict[str, Literal["accept", "reject", "unsure", "mend"]] = {
    "accept": "accept", "accepted": "accept", "reject": "reject", "rejected": "reject", "unsure": "unsure", "mend": "mend", "mended": "mend",
}  # fmt: skip
_HEAD = {
    "report": "Id of the report; leave it as it is.",
    "event": "Id of the event that holds it.",
    "outlet": "The outlet.",
    "published": "Day of publication.",
    "url": "Address of the article; only its site where the address names a private person.",
    "article": "Id of the article.",
    "evidence": "The words that tell it; […] is a person whose name is withheld.",
}
_ASKED = {
    "judged": "The verdict until now: accepted, mended, rejected, unsure, or empty.",
    "judged_by": "Who judged it last.",
    "verdict": "To fill in: accept, reject or unsure; empty leaves the report as it is.",
}
_NOTE = "To fill in, with a verdict or a mended value: why."
_SEEN = "Number of the last judgement when the sheet was made; leave it as it is, so that nobody's later word is passed over."
_SUFFIXES: dict[str, FlatKind] = {".xlsx": "xlsx", ".jsonl": "jsonl", ".parquet": "parquet"}
COLUMNS: tuple[Column, ...] = (
    *(Column(name, "text", sentence) for name, sentence in _HEAD.items()),
    *(Column(name, "text", f"The {name} as it stands.") for name in FIELDS),
    *(Column(name, "text", sentence) for name, sentence in _ASKED.items()),
    *(Column(_MEND + name, "text", f"To fill in: the right {name}; - for none. Empty leaves it as it is.") for name in FIELDS),
    Column("note", "text", _NOTE),
    *(Column(_MACHINE + name, "text", f"The {name} as it was read.") for name in FIELDS),
    Column("seen", "int", _SEEN),
)
LOG: tuple[Column, ...] = (
    Column("judgement", "int", "Number of the judgement."),
    Column("at", "text", "When, UTC."),
    Column("by", "text", "Who."),
    Column("action", "text", "accept, mend, reject, unsure, same, different, add or undo."),
    Column("reports", "text", "Ids of the reports it concerns, joined by `; `; of `different` the first does not belong with the others."),
    Column("articles", "text", "Ids of their articles."),
    Column("field", "text", "mend: the field."),
    Column("value", "text", "mend: the value; add: the report as JSON; […] is a person whose name is withheld."),
    Column("note", "text", "Why."),
    Column("undoes", "int", "undo: the judgement that it takes back."),
    Column("in_force", "bool", "Whether it is not undone."),
)


class SheetError(IsnadError):
    """A sheet with wrong cells, of which nothing was written; `faults` names them all."""

    def __init__(self, path: Path, faults: list[str]) -> None:
        self.faults = faults
        more = f"; and {len(faults) - 20} more" if len(faults) > 20 else ""
        super().__init__(
            "; ".join(faults[:20]) + more, where=str(path), remedy="nothing was written; mend these cells and give the file again"
        )


class Taken(NamedTuple):
    """What came of a sheet: rows with something in them, those of them known from before, new judgements, and those written."""

    filled: int
    known: int
    new: int
    judgements: list[Judgement]


def write_sheet(store: Store, reports: Iterable[StoredReport], path: Path | None, *, seen: int, names: bool = False) -> int:
    """Write a sheet of reports to judge, CSV or by the suffix .xlsx; how many. Private persons are masked as in exports."""
    hidden = _Persons(store, names)
    rows = (_row(r, hidden.masked(r), seen) for r in reports)
    return write(_kind(path), path, COLUMNS, rows, excel=True)


def write_log(store: Store, path: Path | None, *, names: bool = False, excel: bool = False) -> int:
    """Write the log of judgements, CSV or by the suffix; how many. Private persons are masked as in exports."""
    return write(_kind(path), path, LOG, _log(store, _Persons(store, names)), excel=excel)


def take_sheet(store: Store, book: Codebook, path: Path, by: str, *, floor: float = 0.0, names: bool = False, dry: bool = False) -> Taken:
    """Write what people filled in on a sheet as judgements, all or none; rows that were taken before are passed over.

    With `dry` nothing is written. SheetError names every wrong cell, and every row that someone else has judged since the sheet was made.
    """
    sheet = _Sheet(store, book, by.strip(), _Persons(store, names))
    decisions = sheet.read(path)
    if sheet.faults:
        raise SheetError(path, sheet.faults)
    written = decided(store, book, decisions, by, floor=floor) if decisions and not dry else []
    return Taken(sheet.filled, sheet.known, len(decisions), written)


class _Persons:
    """Reports with private persons masked; what is hidden of an article is found once."""

    def __init__(self, store: Store, names: bool) -> None:
        self.store, self.names = store, names
        self._known: dict[str, Hidden] = {}

    def of(self, article: str) -> Hidden:
        if article not in self._known:
            self._known[article] = hidden_in(*self.store.reports.persons(article), names=self.names)
        return self._known[article]

    def masked(self, stored: StoredReport) -> StoredReport:
        return masked_stored(stored, self.of(stored.article), names=self.names)


def _kind(path: Path | None) -> FlatKind:
    return _SUFFIXES.get(path.suffix.lower(), "csv") if path else "csv"


def _row(stored: StoredReport, masked: StoredReport, seen: int) -> Row:
    head = (stored.id, stored.event, stored.publisher, stored.published, masked.url, stored.article, masked.report.evidence)
    row: Row = dict(zip(_HEAD, head, strict=True))
    row |= {name: told(masked.report, name) or None for name in FIELDS}
    row |= {_MACHINE + name: told(masked.machine, name) or None for name in FIELDS if masked.machine}
    return row | {"judged": stored.verdict, "judged_by": stored.by, "seen": seen}


class _Sheet:
    """Reads rows into decisions; `faults` are the wrong cells."""

    def __init__(self, store: Store, book: Codebook, by: str, persons: _Persons) -> None:
        self.store, self.book, self.by, self.persons = store, book, by, persons
        self.faults: list[str] = []
        self.filled = self.known = 0

    def read(self, path: Path) -> list[Decision]:
        names, rows = table(path)
        unknown = [n for n in names if n.startswith(_MEND) and n.removeprefix(_MEND) not in FIELDS]
        if "report" not in names or unknown:
            what = f"there is no field for the column {unknown[0]}" if unknown else "there is no column `report`"
            raise IsnadError(what, where=str(path), remedy="give a sheet that isnad review --to FILE made")
        out: list[Decision] = []
        seen: dict[str, int] = {}
        for number, cells in rows:
            row = {name: _text(cell) for name, cell in zip(names, cells, strict=False) if name}
            if not any(v for k, v in row.items() if k in ("verdict", "note") or k.startswith(_MEND)):
                continue
            self.filled += 1
            id_ = row.get("report", "")
            if id_ in seen:
                self.faults.append(f"row {number}, column report: {id_} stands in row {seen[id_]} too")
                continue
            seen[id_] = number
            out += self._decisions(number, id_, row)
        return out

    def _decisions(self, number: int, id_: str, row: Mapping[str, str]) -> list[Decision]:
        stored = next(self.store.reports.get([id_]), None)
        if stored is None:
            self.faults.append(f"row {number}, column report: there is no report {id_!r}")
            return []
        mark = _mark(row)
        log = self.store.judgements.of_reports([id_])
        if any(isinstance(j.state, dict) and j.state.get("sheet") == mark for j in log):
            self.known += 1
            return []
        seen = int(float(row["seen"])) if re.fullmatch(r"\d+(\.0+)?", row.get("seen", "")) else None
        later = [j for j in log if seen is not None and j.id > seen and j.by != self.by]
        if later:
            self.faults.append(f"row {number}: {later[-1].by} judged it at {later[-1].at}, after the sheet was made: {said(later[-1])}")
        before = len(self.faults)
        mends = self._mends(number, stored, row)
        verdict = _VERDICTS.get(row.get("verdict", "").lower())
        if row.get("verdict") and verdict is None:
            self.faults.append(f"row {number}, column verdict: {row['verdict']!r} is none; write accept, reject or unsure")
        elif verdict == "mend" and not mends and len(self.faults) == before:
            self.faults.append(f"row {number}, column verdict: nothing is mended; fill in a column {_MEND}...")
        elif verdict == "reject" and mends:
            self.faults.append(f"row {number}, column verdict: a rejected report has nothing to mend")
        elif row.get("note") and not mends and verdict is None:
            self.faults.append(f"row {number}, column note: a note goes with a verdict; write unsure if there is none")
        note = row.get("note") or None
        out = [Decision(action="mend", on=(id_,), field=f, value=v, note=note, seen=seen, mark=mark) for f, v in mends]
        if verdict and verdict != "mend":
            out.append(Decision(action=verdict, on=(id_,), note=note, seen=seen, mark=mark))
        return out

    def _mends(self, number: int, stored: StoredReport, row: Mapping[str, str]) -> list[tuple[str, Any]]:
        """The fields that a row mends, with their values; what says the same as before mends nothing, a masked name neither."""
        shown = self.persons.masked(stored).report
        report, out = stored.report, []
        for field in _order(stored.report, row):
            text = row[_MEND + field]
            if text == told(shown, field):
                continue
            try:
                value = checked(self.book, report, field, text or None)
                new = mended(report, field, value)
            except IsnadError as error:
                self.faults.append(f"row {number}, column {_MEND}{field}: {error.what} ({error.remedy})")
                continue
            same = getattr(new, field) == getattr(report, field) if field in SIDES else told(new, field) == told(report, field)
            if not same:
                out.append((field, value))
                report = new
        return out


def _order(report: Report, row: Mapping[str, str]) -> list[str]:
    """The fields that a row fills in; of a span that moves to later days the end first, so that it never ends before it begins."""
    filled = [f for f in FIELDS if row.get(_MEND + f)]
    if {"date", "date_end"} <= {*filled} and row[f"{_MEND}date"] > (report.date or ""):
        filled.sort(key=lambda f: f != "date_end")
    return filled


def _text(cell: Any) -> str:
    text = str(cell if cell is not None else "").strip()
    return text[1:] if re.match(r"'[=+\-@]", text) else text  # the mark that guards a cell against being run


def _mark(row: Mapping[str, str]) -> str:
    """What a filled row is known by, if the same file is given again."""
    said_ = {k: v for k, v in sorted(row.items()) if v and (k in ("report", "seen", "verdict", "note") or k.startswith(_MEND))}
    return blake2b(msgspec.json.encode(said_), digest_size=8).hexdigest()


def _log(store: Store, persons: _Persons) -> Iterator[Row]:
    undone = store.judgements.undone()
    for j in store.judgements.all():
        articles = store.judgements.articles_of(j.id)
        hidden = [persons.of(a) for a in articles]
        note = j.note
        for h in hidden:
            note = h.prose(note) if note else note
        yield {
            "judgement": j.id, "at": j.at, "by": j.by, "action": j.action, "reports": "; ".join(j.reports), "articles": "; ".join(articles),
            "field": j.field, "value": _value(j, hidden[0] if hidden else Hidden(), persons), "note": note, "undoes": j.undoes,
            "in_force": j.id not in undone,
        }  # fmt: skip


def _value(j: Judgement, hidden: Hidden, persons: _Persons) -> str | None:
    """A value as people wrote it, masked."""
    saw = j.value if j.action == "add" else (j.state or {}).get("report") if j.action == "mend" else None
    if not isinstance(saw, dict):
        return None
    report = msgspec.convert(saw, Report)
    after = report if j.action == "add" else mended(report, j.field or "", j.value)
    stored = StoredReport(id="", article="", number=0, report=after, machine=None)
    own = Hidden(spans=hidden.spans, words=hidden.words | hidden_in([after], names=persons.names).words)
    safe = masked_stored(stored, own, names=persons.names).report
    return msgspec.json.encode(safe).decode() if j.action == "add" else told(safe, j.field or "") or None
