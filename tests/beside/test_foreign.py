"""Foreign files: both forms, old and new columns, all kinds of file; broken rows named by number."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from isnad.beside import ForeignFile, foreign_file
from isnad.codebook import Codebook
from isnad.errors import SourceError

ACLED = {
    "event_id_cnty": "TUN1", "event_date": "08 July 2018", "year": "2018", "time_precision": "1", "disorder_type": "Political violence", "event_type": "Battles",
    "sub_event_type": "Armed clash", "actor1": "Military Forces of Tunisia (2014-)", "assoc_actor_1": "", "inter1": "State forces", "actor2": "Islamic State (Tunisia)",
    "assoc_actor_2": "A; B", "inter2": "Rebel group", "interaction": "", "civilian_targeting": "", "iso": "788", "region": "Northern Africa", "country": "Tunisia",
    "admin1": "Jendouba", "admin2": "", "admin3": "", "location": "Ghardimaou", "latitude": "36.45", "longitude": "8.44", "geo_precision": "1", "source": "x",
    "source_scale": "National", "notes": "a\nb", "fatalities": "6", "tags": "", "timestamp": "1",
}  # fmt: skip
OLD_ACLED = {
    "data_id": "7", "ISO": "788", "EVENT_ID_CNTY": "8TUN", "EVENT_ID_NO_CNTY": "8", "EVENT_DATE": "08-July-2018", "TIME_PRECISION": "1",
    "EVENT_TYPE": "Battle-No change of territory", "ACTOR1": "Police Forces of Tunisia", "ALLY_ACTOR_1": "", "INTER1": "1", "ACTOR2": "Unidentified Armed Group", "INTER2": "3",
    "COUNTRY": "Tunisia", "LOCATION": "Ghardimaou", "LATITUDE": "36.45", "LONGITUDE": "8.44", "GEO_PRECISION": "1", "FATALITIES": "6",
}  # fmt: skip
UCDP = {
    "id": "9", "relid": "TUN-2018-1", "year": "2018", "type_of_violence": "1", "side_a": "Government of Tunisia", "side_b": "IS", "where_prec": "1",
    "where_coordinates": "Ghardimaou town", "where_description": "x", "adm_1": "Jendouba governorate", "latitude": "36.45", "longitude": "8.44", "country": "Tunisia",
    "country_id": "616", "date_prec": "1", "date_start": "2018-07-08 00:00:00.000", "date_end": "2018-07-09 00:00:00.000", "best": "6", "high": "8", "low": "5",
}  # fmt: skip


def written(path: Path, *rows: dict[str, Any], between: str = ",", encoding: str = "utf-8", head: list[str] | None = None) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        sink = csv.DictWriter(file, head or list(rows[0]), delimiter=between, extrasaction="ignore")
        sink.writeheader()
        sink.writerows(rows)
    return path


def read(tmp_path: Path, book: Codebook, *rows: dict[str, Any], **options: Any) -> ForeignFile:
    return foreign_file(written(tmp_path / "x.csv", *rows, **options), book)


@pytest.mark.parametrize("row", [ACLED, OLD_ACLED, UCDP], ids=["acled", "old acled", "ucdp"])
def test_the_form_is_told_by_the_columns(tmp_path: Path, codebook: Codebook, row: dict[str, Any]) -> None:
    file = read(tmp_path, codebook, row)
    assert file.form == ("ucdp" if row is UCDP else "acled")
    (only,) = file.rows
    assert (only.row, only.first, only.country, only.best, only.lat, only.lon) == (2, date(2018, 7, 8), "TN", 6, 36.45, 8.44)
    assert "state_forces" in only.kinds
    assert "battle" in only.families
    assert file.unread == []


def test_what_acled_says(tmp_path: Path, codebook: Codebook) -> None:
    (row,) = read(tmp_path, codebook, ACLED).rows
    assert (row.id, row.types, row.label, row.place, row.admin1) == (
        "TUN1",
        {"armed_clash"},
        "Battles / Armed clash",
        "Ghardimaou",
        "Jendouba",
    )
    assert (row.side_a, row.side_b, row.more) == ("Military Forces of Tunisia (2014-)", "Islamic State (Tunisia)", ("A", "B"))
    assert row.kinds == {"state_forces", "rebel_group"}
    assert (row.low, row.best, row.high, row.radius) == (6, 6, 6, 8)


def test_what_ucdp_says(tmp_path: Path, codebook: Codebook) -> None:
    (row,) = read(tmp_path, codebook, UCDP).rows
    assert (row.id, row.label, row.first, row.last) == ("9", "state-based", date(2018, 7, 8), date(2018, 7, 9))
    assert (row.low, row.best, row.high, row.kinds) == (5, 6, 8, {"state_forces", "rebel_group"})


@pytest.mark.parametrize(
    ("changes", "first", "last"),
    [
        ({"time_precision": "2"}, date(2018, 7, 5), date(2018, 7, 11)),
        ({"time_precision": "3"}, date(2018, 7, 1), date(2018, 7, 31)),
        ({"time_precision": ""}, date(2018, 7, 8), date(2018, 7, 8)),
    ],
)
def test_the_days_that_a_precision_leaves_open(
    tmp_path: Path, codebook: Codebook, changes: dict[str, str], first: date, last: date
) -> None:
    (row,) = read(tmp_path, codebook, {**ACLED, **changes}).rows
    assert (row.first, row.last) == (first, last)


@pytest.mark.parametrize(
    ("country", "iso", "code"),
    [
        ("Tunisia", "", "TN"),
        ("TUNISIA", "", "TN"),
        ("x", "788", "TN"),
        ("Yemen (North Yemen)", "", "YE"),
        ("Democratic Republic of Congo", "", "CD"),
        ("Tunisie", "", "TN"),
        ("تونس", "", "TN"),
        ("", "", ""),  # told by none: it stays outside of what is compared
    ],
)
def test_countries(tmp_path: Path, codebook: Codebook, country: str, iso: str, code: str) -> None:
    assert read(tmp_path, codebook, {**ACLED, "country": country, "iso": iso}).rows[0].country == code


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"event_date": "soon"}, "'soon' is no day"),
        ({"event_date": ""}, "it has no day"),
        ({"country": "Atlantis", "iso": ""}, "'Atlantis' is no country"),
        ({"event_type": "Party"}, "'Party' is none of ACLED's"),
        ({"fatalities": "many"}, "'many' is no number of people"),
        ({"fatalities": "-1"}, "no number of people"),
        ({"fatalities": "1.5"}, "no number of people"),
        ({"fatalities": "inf"}, "no number of people"),
        ({"latitude": "north"}, "is no point"),
        ({"latitude": "95"}, "no point of the earth"),
    ],
)
def test_broken_rows_are_named_and_the_others_kept(tmp_path: Path, codebook: Codebook, changes: dict[str, str], why: str) -> None:
    file = read(tmp_path, codebook, ACLED, {**ACLED, "event_id_cnty": "TUN2", **changes}, {**ACLED, "event_id_cnty": "TUN3"})
    assert [r.id for r in file.rows] == ["TUN1", "TUN3"]
    assert [(u.row, u.id) for u in file.unread] == [(3, "TUN2")]
    assert why in file.unread[0].why


@pytest.mark.parametrize(
    ("changes", "why"),
    [({"type_of_violence": "4"}, "none of 1, 2, 3"), ({"date_end": "2018-07-01"}, "before it begins"), ({"best": "x"}, "no number")],
)
def test_broken_rows_of_ucdp(tmp_path: Path, codebook: Codebook, changes: dict[str, str], why: str) -> None:
    file = read(tmp_path, codebook, UCDP, {**UCDP, "id": "10", **changes})
    assert len(file.rows) == 1
    assert why in file.unread[0].why


def test_an_id_stands_once(tmp_path: Path, codebook: Codebook) -> None:
    file = read(tmp_path, codebook, ACLED, ACLED)
    assert len(file.rows) == 1
    assert [u.row for u in file.unread] == [3]


def test_rows_without_ids_are_all_kept(tmp_path: Path, codebook: Codebook) -> None:
    file = read(tmp_path, codebook, {**ACLED, "event_id_cnty": ""}, {**ACLED, "event_id_cnty": ""})
    assert len(file.rows) == 2


@pytest.mark.parametrize("options", [{"between": ";"}, {"between": "\t"}, {"encoding": "utf-8-sig"}, {"encoding": "utf-16"}])
def test_ways_to_write_csv(tmp_path: Path, codebook: Codebook, options: dict[str, str]) -> None:
    assert read(tmp_path, codebook, ACLED, **options).rows[0].place == "Ghardimaou"


def test_short_rows_and_blank_lines(tmp_path: Path, codebook: Codebook) -> None:
    path = written(tmp_path / "x.csv", ACLED)
    path.write_text(path.read_text(encoding="utf-8") + "\n,,,\nTUN9,09 July 2018\n", encoding="utf-8")
    file = foreign_file(path, codebook)
    assert len(file.rows) == 1
    assert [(u.id, u.row) for u in file.unread] == [("TUN9", 5)]


def test_excel(tmp_path: Path, codebook: Codebook) -> None:
    import xlsxwriter

    path = tmp_path / "x.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
    names = [n for n in ACLED if n != "notes"]
    sheet.write_row(0, 0, names)
    for at, name in enumerate(names):
        if name == "event_date":
            sheet.write_datetime(2, at, date(2018, 7, 8), day)
        elif name in ("fatalities", "iso", "geo_precision", "latitude", "longitude", "inter1"):
            sheet.write_number(2, at, float(ACLED[name]) if name != "inter1" else 1)
        elif ACLED[name]:
            sheet.write_string(2, at, ACLED[name])
    book.close()
    (row,) = foreign_file(path, codebook).rows
    assert (row.row, row.first, row.best, row.country, row.lat) == (3, date(2018, 7, 8), 6, "TN", 36.45)
    assert row.kinds == {"state_forces", "rebel_group"}


def test_parquet(tmp_path: Path, codebook: Codebook) -> None:
    import pyarrow
    import pyarrow.parquet

    rows = [{**UCDP, "best": 6, "latitude": 36.45, "longitude": 8.44, "date_start": date(2018, 7, 8), "date_end": None, "high": None}]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "x.parquet")
    (row,) = foreign_file(tmp_path / "x.parquet", codebook).rows
    assert (row.first, row.last, row.best, row.high, row.country) == (date(2018, 7, 8), date(2018, 7, 8), 6, 6, "TN")


def test_the_order_of_day_and_month(tmp_path: Path, codebook: Codebook) -> None:
    first, second = {**ACLED, "event_date": "07/08/2018"}, {**ACLED, "event_id_cnty": "b", "event_date": "07/13/2018"}
    told = read(tmp_path, codebook, first, second)
    assert [r.first for r in told.rows] == [date(2018, 7, 8), date(2018, 7, 13)]
    assert told.notes == []
    assumed = read(tmp_path, codebook, first)
    assert assumed.rows[0].first == date(2018, 8, 7)
    assert "day first" in assumed.notes[0]
    assert foreign_file(tmp_path / "x.csv", codebook, order="mdy").rows[0].first == date(2018, 7, 8)


@pytest.mark.parametrize(
    ("text", "form", "words"),
    [
        ("", None, "empty"),
        ("a,b,c\n1,2,3\n", None, "of no form that can be compared"),
        ("event_date,country\n2018-07-08,Tunisia\n", "acled", "no column event_type, fatalities"),
        ("event_date,event_type,country,fatalities\n", None, "no row of it can be read"),
        ("event_date,event_type,country,fatalities\nx,y,z,0\n", None, "row 2: 'x' is no day"),
    ],
)
def test_what_is_no_such_file(tmp_path: Path, codebook: Codebook, text: str, form: Any, words: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        foreign_file(path, codebook, form=form)
    assert words in str(caught.value)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("name", "data"),
    [("x.xlsx", b"no zip"), ("x.parquet", b"no parquet"), ("x.csv", b"\x00\x01\x02\x00" * 50), ("missing.csv", None), ("folder.csv", b"")],
)
def test_files_that_cannot_be_opened(tmp_path: Path, codebook: Codebook, name: str, data: bytes | None) -> None:
    path = tmp_path / name
    if name.startswith("folder"):
        path.mkdir()
    elif data is not None:
        path.write_bytes(data)
    with pytest.raises(SourceError):
        foreign_file(path, codebook)
