"""Judgements that go out on a sheet and come back."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from isnad.codebook import Codebook
from isnad.filter import Filter
from isnad.masking.mask import MASK
from isnad.model import StoredReport
from isnad.review import decide
from isnad.review.sheet import COLUMNS, SheetError, take_sheet, write_log, write_sheet
from isnad.store import Store

Rows = list[dict[str, str]]


def sheet(store: Store, path: Path, by: str = "") -> Rows:
    reports = sorted(store.reports.chosen(Filter(), {}), key=lambda r: r.id)
    assert write_sheet(store, reports, path, seen=decide.last_seen(store)) == len(reports)
    return rows_of(path) if path.suffix == ".csv" else []


def rows_of(path: Path) -> Rows:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def written(path: Path, rows: Rows, delimiter: str = ",") -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, rows[0], delimiter=delimiter)
        out.writeheader()
        out.writerows(rows)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sheet.csv"


def test_a_sheet_that_comes_back_untouched_says_nothing(store: Store, codebook: Codebook, path: Path) -> None:
    sheet(store, path)
    taken = take_sheet(store, codebook, path, "Amal")
    assert (taken.filled, taken.known, taken.judgements) == (0, 0, [])


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_filled_rows_become_judgements_once(delimiter: str, store: Store, codebook: Codebook, path: Path) -> None:
    rows = sheet(store, path)
    rows[0]["verdict"] = "accept"
    rows[1].update(mend_killed="5+", mend_date="2018-07-04", note="=SUM(1)")
    rows[2].update(verdict="Rejected", note="sport")
    written(path, rows, delimiter)
    assert take_sheet(store, codebook, path, "Amal", dry=True).new == 4
    assert store.judgements.count() == 0
    taken = take_sheet(store, codebook, path, "Amal")
    assert [(j.action, j.field, j.note) for j in taken.judgements] == [
        ("accept", None, None), ("mend", "date", "=SUM(1)"), ("mend", "killed", "=SUM(1)"), ("reject", None, "sport"),
    ]  # fmt: skip
    stands = {r.id: r for r in store.reports.get(r["report"] for r in rows[:3])}
    assert [r.verdict for r in stands.values()] == ["accepted", "mended", "rejected"]
    assert stands[rows[1]["report"]].report.killed.low == 5  # type: ignore[union-attr]
    again = take_sheet(store, codebook, path, "Amal")
    assert (again.filled, again.known, again.judgements) == (3, 3, [])
    decide.undo(store, codebook, "Amal")
    assert take_sheet(store, codebook, path, "Amal").judgements == []


def test_excel_goes_out_and_comes_back(store: Store, codebook: Codebook, tmp_path: Path) -> None:
    from datetime import date

    import openpyxl

    path = tmp_path / "sheet.xlsx"
    sheet(store, path)
    book = openpyxl.load_workbook(path)
    page = book["Rows"]
    columns = {cell.value: cell.column for cell in page[1]}
    assert list(columns) == [c.name for c in COLUMNS]
    page.cell(2, columns["mend_killed"], 12)
    page.cell(2, columns["mend_date"], date(2018, 7, 4))
    page.cell(3, columns["verdict"], "unsure")
    ids = [page.cell(n, columns["report"]).value for n in (2, 3)]
    book.save(path)
    taken = take_sheet(store, codebook, path, "Amal")
    assert [(j.reports[0], j.action, j.field, j.value) for j in taken.judgements] == [
        (ids[0], "mend", "date", "2018-07-04"), (ids[0], "mend", "killed", 12), (ids[1], "unsure", None, None),
    ]  # fmt: skip


def test_wrong_cells_are_named_and_nothing_is_written(store: Store, codebook: Codebook, path: Path) -> None:
    rows = sheet(store, path)
    rows[0]["verdict"] = "accept"
    rows[1]["verdict"] = "maybe"
    rows[2]["mend_killed"] = "many"
    rows[3].update(report="Rnone", verdict="accept")
    rows[4]["note"] = "why"
    rows[5].update(verdict="reject", mend_killed="99")
    rows[6].update(report=rows[0]["report"], verdict="reject")
    rows[7]["verdict"] = "mend"
    written(path, rows)
    with pytest.raises(SheetError) as caught:
        take_sheet(store, codebook, path, "Amal")
    places = [fault.split(":")[0] for fault in caught.value.faults]
    assert places == [
        "row 3, column verdict", "row 4, column mend_killed", "row 5, column report", "row 6, column note", "row 7, column verdict",
        "row 8, column report", "row 9, column verdict",
    ]  # fmt: skip
    assert store.judgements.count() == 0


@pytest.mark.parametrize("name", ["mend_kiled", "id"])
def test_a_sheet_of_other_columns_is_refused(name: str, store: Store, codebook: Codebook, path: Path) -> None:
    rows = sheet(store, path)
    written(
        path,
        [{("report" if name != "id" else "id"): r["report"], "verdict": "accept", **({name: "5"} if name != "id" else {})} for r in rows],
    )
    with pytest.raises(Exception, match="column"):
        take_sheet(store, codebook, path, "Amal")
    assert store.judgements.count() == 0


def test_someone_elses_later_word_is_not_passed_over(store: Store, codebook: Codebook, path: Path) -> None:
    rows = sheet(store, path)
    decide.reject(store, codebook, rows[0]["report"], "Badr", note="a match report")
    rows[0]["verdict"], rows[1]["verdict"] = "accept", "accept"
    written(path, rows)
    with pytest.raises(SheetError, match=r"row 2: Badr judged it .*reject \(a match report\)"):
        take_sheet(store, codebook, path, "Amal")
    assert store.judgements.count() == 1


def private(store: Store) -> StoredReport:
    return next(r for r in store.reports.chosen(Filter(), {}) for p in r.report.against if p.person == "private" and len(p.text) > 3)


def test_private_persons_are_masked_and_a_mask_changes_nothing(store: Store, codebook: Codebook, path: Path) -> None:
    stored = private(store)
    rows = sheet(store, path)
    row = next(r for r in rows if r["report"] == stored.id)
    assert MASK in row["against"]
    assert row["against"] == row["machine_against"]
    row["mend_against"] = row["against"]
    written(path, rows)
    assert take_sheet(store, codebook, path, "Amal").judgements == []
    row["mend_against"] = row["against"] + "; taliban"
    written(path, rows)
    (judgement,) = take_sheet(store, codebook, path, "Amal").judgements
    now = next(store.reports.get([stored.id]))
    assert now.report.against[:-1] == stored.report.against
    assert now.report.against[-1].id == "taliban"
    assert judgement.field == "against"


def test_a_span_of_days_moves_as_a_whole(store: Store, codebook: Codebook, path: Path) -> None:
    rows = sheet(store, path)
    rows[0].update(mend_date="2018-07-04", mend_date_end="2018-07-06")
    written(path, rows)
    take_sheet(store, codebook, path, "Amal")
    for first, last in (("2019-01-01", "2019-01-02"), ("2017-01-01", "2017-01-02")):
        rows = sheet(store, path)
        rows[0].update(mend_date=first, mend_date_end=last)
        written(path, rows)
        take_sheet(store, codebook, path, "Amal")
        now = next(store.reports.get([rows[0]["report"]])).report
        assert (now.date, now.date_end) == (first, last)


def test_the_log_tells_all_and_no_private_name(store: Store, codebook: Codebook, tmp_path: Path) -> None:
    stored = private(store)
    name = next(p.text for p in stored.report.against if p.person == "private" and len(p.text) > 3)
    acts: list[Callable[[], object]] = [
        lambda: decide.accept(store, codebook, stored.id, "Amal", note=f"about {name}"),
        lambda: decide.mend(store, codebook, stored.id, "against", f"{name}; شخص لا يعرفه أحد", "Amal"),
        lambda: decide.mend(store, codebook, stored.id, "killed", 5, "Amal"),
        lambda: decide.add(store, codebook, stored.article, stored.report, "Amal"),
        lambda: decide.undo(store, codebook, "Amal"),
    ]
    for act in acts:
        act()
    path = tmp_path / "log.csv"
    assert write_log(store, path) == 5
    rows = rows_of(path)
    assert [(r["judgement"], r["by"], r["action"], r["field"], r["undoes"], r["in_force"]) for r in rows] == [
        ("1", "Amal", "accept", "", "", "True"), ("2", "Amal", "mend", "against", "", "True"), ("3", "Amal", "mend", "killed", "", "True"),
        ("4", "Amal", "add", "", "", "False"), ("5", "Amal", "undo", "", "4", "True"),
    ]  # fmt: skip
    assert rows[2]["value"] == "5"
    assert "لا يعرفه أحد" not in path.read_text(encoding="utf-8")
    if " " in name:
        assert name not in path.read_text(encoding="utf-8")
