"""Flat files: every table in CSV, JSONL, Parquet and xlsx, as other readers see them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet
import pytest

from isnad.codebook import load
from isnad.errors import OutputError
from isnad.export import flat, formats, rows
from isnad.export.rows import Column
from isnad.export.selection import Table
from tests.export.builders import PROVENANCE, Drawn, event, stored
from tests.export.items import ITEMS

NASTY = ["قال: \"نعم\"، ثم؛ لا\n=1+1", "=HYPERLINK(\"x\")", "+1", "-1", "@x", "\tx", "a\rb", "a,b\r\nc", "'x", "مــدّ", " \u200f٦ ", "x" * 2000]  # fmt: skip
COLUMNS = (Column("text", "text", "Words."), Column("n", "int", "A number."), Column("x", "float", "Another."), Column("b", "bool", "Yes?"))
ROWS: list[dict[str, Any]] = [{"text": text, "n": n, "x": n / 4, "b": n % 2 == 0} for n, text in enumerate(NASTY)] + [
    {"text": None, "n": None, "x": None, "b": None}
]
SELECTION = Drawn(event(), event(id="E3", by=[], killed=None), reports=(stored(), stored(id="r2", article="a2")), items=ITEMS)


def read_csv(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_xlsx(path: Path) -> list[dict[str, Any]]:
    head, *lines = openpyxl.load_workbook(path)["Rows"].iter_rows(values_only=True)
    return [dict(zip(head, line, strict=True)) for line in lines]


READERS = {
    "jsonl": lambda path: [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]],
    "parquet": lambda path: pyarrow.parquet.read_table(path).to_pylist(),
    "xlsx": read_xlsx,
}


@pytest.mark.parametrize("kind", READERS)
def test_values_come_back_as_they_went(tmp_path: Path, kind: flat.FlatKind) -> None:
    path = tmp_path / f"x.{kind}"
    assert flat.write(kind, path, COLUMNS, iter(ROWS)) == len(ROWS)
    back = READERS[kind](path)
    # a cell of xlsx knows one line end, and a sheet has no row without a value
    given = ROWS if kind != "xlsx" else [{**r, "text": r["text"].replace("\r\n", "\n").replace("\r", "\n")} for r in ROWS[:-1]]
    assert back == given
    assert not list(tmp_path.glob(".*"))


def test_csv_comes_back(tmp_path: Path) -> None:
    flat.write("csv", tmp_path / "x.csv", COLUMNS, ROWS)
    content = (tmp_path / "x.csv").read_bytes()
    assert content.startswith(b"text,n,x,b\n")
    back = read_csv(tmp_path / "x.csv")
    assert [row["text"] or None for row in back] == [row["text"] for row in ROWS]
    assert [row["n"] for row in back] == ["" if row["n"] is None else str(row["n"]) for row in ROWS]


def test_excel_csv_is_marked_and_guarded(tmp_path: Path) -> None:
    flat.write("csv", tmp_path / "x.csv", COLUMNS, ROWS, excel=True)
    assert (tmp_path / "x.csv").read_bytes().startswith(b"\xef\xbb\xbftext")
    texts = [row["text"] for row in csv.DictReader((tmp_path / "x.csv").open(encoding="utf-8-sig", newline=""))]
    assert [t for t in texts if t.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert texts[1] == "'" + NASTY[1]
    assert texts[0] == NASTY[0]


def test_xlsx_runs_no_formula(tmp_path: Path) -> None:
    flat.write("xlsx", tmp_path / "x.xlsx", COLUMNS, ROWS)
    cells = [cell for row in openpyxl.load_workbook(tmp_path / "x.xlsx")["Rows"] for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n", "b"} | ({"inlineStr"} & {cell.data_type for cell in cells})
    assert all(cell.hyperlink is None for cell in cells)


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet", "xlsx"])
@pytest.mark.parametrize("table", ["events", "reports", "relations", "strengths", "speakers"])
def test_every_table_in_every_flat_format_the_same_bytes_twice(tmp_path: Path, kind: str, table: Table) -> None:
    first, second = tmp_path / f"1/x.{kind}", tmp_path / f"2/x.{kind}"
    numbers = [formats.write(kind, SELECTION, table, path, load()) for path in (first, second)]
    expected = {"events": 2, "reports": 2, "relations": 1, "strengths": 1, "speakers": 1}[table]
    assert numbers == [expected, expected]
    assert first.read_bytes() == second.read_bytes()
    back = (read_csv if kind == "csv" else READERS[kind])(first)
    assert len(back) == expected
    assert list(back[0]) == [column.name for column in rows.TABLES[table]]


def test_an_event_as_a_row(tmp_path: Path) -> None:
    formats.write("parquet", SELECTION, "events", tmp_path / "x.parquet", load())
    row, other = pyarrow.parquet.read_table(tmp_path / "x.parquet").to_pylist()
    known = {
        "id": "E2abc", "type": "armed_clash", "family": "battle", "country": "TN", "country_en": "Tunisia", "lat": 36.45, "by": "مسلحون",
        "against_id": "tn:army", "killed_low": 3, "killed_best": 3, "killed_high": 5, "killed_disputed": True, "reports": 2, "origins": 2,
        "killed_figures": "3 (وزارة الداخلية, راديو قمرة, 2018-07-09); ≥5 (مرآة النيل, 2018-07-10)", "outlet_names": "راديو قمرة; مرآة النيل",
        "report_ids": "r1; r2", "disputed": "killed", "injured_best": None,
    }  # fmt: skip
    assert {key: row[key] for key in known} == known
    assert (other["by"], other["killed_best"]) == (None, None)


@pytest.mark.parametrize("table", ["events", "reports"])
def test_a_country_has_no_point(tmp_path: Path, table: Table) -> None:
    only = Drawn(event(place_precision="country"), reports=(stored({"place_precision": "country"}),))
    formats.write("csv", only, table, tmp_path / "x.csv", load())
    assert [(row["lat"], row["lon"], row["place_precision"]) for row in read_csv(tmp_path / "x.csv")] == [("", "", "country")]


def test_every_file_says_what_it_counts(tmp_path: Path) -> None:
    for kind in ("csv", "jsonl", "parquet", "xlsx"):
        formats.write(kind, SELECTION, "events", tmp_path / f"x.{kind}", load())
    sentence = PROVENANCE.sentence
    beside = [json.loads((tmp_path / f"x.{kind}-metadata.json").read_text(encoding="utf-8")) for kind in ("csv", "jsonl")]
    assert [(b["dc:description"], b["url"]) for b in beside] == [(sentence, "x.csv"), (sentence, "x.jsonl")]
    assert [c["name"] for c in beside[0]["tableSchema"]["columns"]] == [c.name for c in rows.EVENTS]
    assert pyarrow.parquet.read_schema(tmp_path / "x.parquet").metadata[b"isnad.sentence"].decode() == sentence
    about = openpyxl.load_workbook(tmp_path / "x.xlsx")["About"]
    assert about["B1"].value == sentence


def test_the_row_limit_of_a_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flat, "_SHEET_ROWS", 4)
    assert flat.write("xlsx", tmp_path / "x.xlsx", COLUMNS, ROWS[:3]) == 3
    with pytest.raises(OutputError, match="a sheet holds 3 rows"):
        flat.write("xlsx", tmp_path / "y.xlsx", COLUMNS, ROWS[:4])
    assert [p.name for p in tmp_path.iterdir()] == ["x.xlsx"]


def test_a_cell_too_long_is_cut_and_said(tmp_path: Path) -> None:
    flat.write("xlsx", tmp_path / "x.xlsx", COLUMNS, [{"text": "x" * 40_000}])
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert book["Rows"]["A2"].value.endswith("x…")
    assert "1 values" in book["About"]["B1"].value


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    def broken() -> Iterator[dict[str, Any]]:
        yield ROWS[0]
        raise RuntimeError("the store is gone")

    for kind in ("csv", "jsonl", "parquet", "xlsx"):
        path = tmp_path / f"x.{kind}"
        path.write_bytes(b"before")
        with pytest.raises(RuntimeError, match="the store is gone"):
            flat.write(kind, path, COLUMNS, broken())
        assert path.read_bytes() == b"before"
    assert len(list(tmp_path.iterdir())) == 4


def test_rows_are_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are asked for as they are written, a batch at a time."""
    taken = 0

    def many() -> Iterator[dict[str, Any]]:
        nonlocal taken
        for n in range(12_000):
            taken += 1
            yield {"text": "x" * 50, "n": n}

    sizes: list[tuple[int, int]] = []

    class Spy(flat._Csv):
        def write(self, batch: Any) -> None:
            sizes.append((len(batch), taken))
            super().write(batch)

    monkeypatch.setitem(flat._SINKS, "csv", Spy)
    assert flat.write("csv", tmp_path / "x.csv", COLUMNS, many()) == 12_000
    assert sizes == [(5000, 5000), (5000, 10_000), (2000, 12_000)]


@pytest.mark.parametrize(
    ("name", "table", "said"),
    [("geojson", "speakers", "holds events or reports"), ("csvx", "events", "no format"), ("rss", "reports", "reports go into csv")],
)
def test_what_does_not_fit_is_said(tmp_path: Path, name: str, table: Table, said: str) -> None:
    with pytest.raises(OutputError, match=said):
        formats.write(name, SELECTION, table, tmp_path / "x", load())
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["parquet", "xlsx", "gpkg", "package"])
def test_the_terminal_takes_no_binary(name: str) -> None:
    with pytest.raises(OutputError, match="give -o"):
        formats.write(name, SELECTION, "events", None, load())


def test_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    for name in ("csv", "jsonl", "geojson", "jsonld", "graphml", "rss", "jsonfeed"):
        assert formats.write(name, SELECTION, "events", None, load()) > 0
    assert "غار الدماء".encode() in capfdbinary.readouterr().out
