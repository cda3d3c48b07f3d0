"""What the coded exports share: codes of every country, days, cells, and a round over all examples in all three formats."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import msgspec
import pytest

import isnad
from isnad.codebook import Codebook, load
from isnad.export import acled, polecat, ucdp
from isnad.export.coded import Days, country, days, listed, priogrid, step, table
from isnad.masking.mask import MASK, masked
from isnad.model import Event, EventType, Reading, Report, StoredReport
from tests.export.builders import EVENT, event, stored

FORMATS = (acled, ucdp, polecat)
EXAMPLES = Path(isnad.__file__).parent / "examples" / "readings.jsonl"


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load()


def test_every_country_has_its_codes(book: Codebook) -> None:
    codes = table(book, "countries")
    assert set(codes) == set(book.countries)
    numbers = [entry["iso"] for entry in codes.values()]
    assert len(set(numbers)) == len(numbers)
    assert len({entry["iso3"] for entry in codes.values()}) == len(codes)
    for name, entry in codes.items():
        assert set(entry) == {"iso3", "iso", "gw", "cow", "acled", "ucdp"}, name
        assert entry["iso"] > 0 or name == "XK", name
        assert entry["ucdp"] in {"Africa", "Americas", "Asia", "Europe", "Middle East"}, name
    for key in ("gw", "cow"):
        states = [entry[key] for entry in codes.values() if entry[key] is not None]
        assert len(set(states)) == len(states) > 190


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("TN", ("TUN", 788, 616, 616, "Northern Africa", "Africa")),
        ("EG", ("EGY", 818, 651, 651, "Northern Africa", "Middle East")),
        ("YE", ("YEM", 887, 678, 679, "Middle East", "Middle East")),
        ("DE", ("DEU", 276, 260, 255, "Europe", "Europe")),
        ("AF", ("AFG", 4, 700, 700, "Caucasus and Central Asia", "Asia")),
        ("PS", ("PSE", 275, None, None, "Middle East", "Middle East")),
        ("SS", ("SSD", 728, 626, 626, "Eastern Africa", "Africa")),
    ],
)
def test_codes_of_a_country(code: str, expected: tuple[Any, ...], book: Codebook) -> None:
    assert tuple(country(book, code)[k] for k in ("iso3", "iso", "gw", "cow", "acled", "ucdp")) == expected


def test_a_country_that_is_not_told_has_no_codes(book: Codebook) -> None:
    assert not country(book, None)


@pytest.mark.parametrize(
    ("changes", "first", "last", "unit"),
    [
        ({}, "2018-07-08", "2018-07-08", "day"),
        ({"date_end": "2018-07-10"}, "2018-07-08", "2018-07-10", "day"),
        ({"date": "2018-02", "date_precision": "month"}, "2018-02-01", "2018-02-28", "month"),
        ({"date": "2020-02-11", "date_precision": "month"}, "2020-02-01", "2020-02-29", "month"),
        ({"date": "2018-01-01", "date_precision": "year"}, "2018-01-01", "2018-12-31", "year"),
        ({"date": "2018", "date_end": "2019", "date_precision": "year"}, "2018-01-01", "2019-12-31", "year"),
        ({"date": "2018-07", "date_precision": None}, "2018-07-01", "2018-07-31", "month"),
    ],
)
def test_the_days_a_date_may_mean(changes: dict[str, Any], first: str, last: str, unit: str) -> None:
    assert days(event(**changes)) == Days(date.fromisoformat(first), date.fromisoformat(last), True, unit)  # type: ignore[arg-type]


@pytest.mark.parametrize(("froms", "told"), [(["publication"], False), (["publication", "stated"], True), (["weekday"], True)])
def test_a_day_is_told_unless_all_take_it_from_publication(froms: list[str], told: bool) -> None:
    found = days(event(), [stored({"date_from": f}) for f in froms])
    assert found is not None
    assert found.told is told


def test_no_date_no_days() -> None:
    assert days(event(date=None, date_precision=None)) is None


@pytest.mark.parametrize(
    ("lat", "lon", "gid"),
    [
        (-90.0, -180.0, 1), (-89.6, -179.6, 1), (-89.5, -180.0, 721), (90.0, 180.0, 259200), (13.75, 12.75, 149426), (36.45, 8.44, 181817),
        (None, 8.44, None), (0.0, 0.0, 129961),
    ],
)  # fmt: skip
def test_priogrid(lat: float | None, lon: float | None, gid: int | None) -> None:
    assert priogrid(lat, lon) == gid


@pytest.mark.parametrize(("size", "code"), [(1, 1), (2, 2), (7, 2), (8, 3), (31, 3), (32, None)])
def test_steps(size: int, code: int | None) -> None:
    assert step([(1, 1), (7, 2), (31, 3)], size) == code


def test_a_list_holds_each_once_and_no_mask() -> None:
    assert listed(["a", None, MASK, "b", "a", ""]) == "a; b"
    assert listed([MASK]) is None


def of_report(report: Report, number: int) -> tuple[Event, StoredReport]:
    """An event of one report, as merging would leave it, and the report itself."""
    base: dict[str, Any] = {
        **EVENT,
        **{f: getattr(report, f) for f in ("type", "status", "date", "date_end", "country", "place", "place_en")},
    }
    base |= {f: getattr(report, f) for f in ("place_id", "place_precision", "lat", "lon", "claimed_by", "background", "evidence")}
    unit = {4: "year", 7: "month", 10: "day"}.get(len(report.date or ""))
    base |= {"id": f"E{number}", "date_precision": unit, "admin1": None, "reports": [f"r{number}"], "disputed": []}
    for side in ("by", "against"):
        parties = [msgspec.to_builtins(p) for p in getattr(report, side)]
        base[side] = [{k: v for k, v in p.items() if k != "span"} | {"origins": 1, "reports": []} for p in parties]
    for field in ("killed", "injured", "arrested", "abducted"):
        count = getattr(report, field)
        base[field] = {"low": count.low, "best": count.n, "high": count.high, "disputed": False, "figures": []} if count else None
    told = stored(id=f"r{number}", event=f"E{number}")
    return msgspec.convert(base, Event), msgspec.structs.replace(told, report=report, machine=report)


@pytest.fixture(scope="module")
def examples() -> tuple[list[Event], dict[str, StoredReport]]:
    lines = EXAMPLES.read_bytes().splitlines()
    found = [masked(r) for line in lines for r in msgspec.convert(_whole(msgspec.json.decode(line)), Reading).reports]
    pairs = [of_report(report, number) for number, report in enumerate(found)]
    return [e for e, _ in pairs], {r.id: r for _, r in pairs}


def _whole(line: dict[str, Any]) -> dict[str, Any]:
    """A line of the examples with what the system adds, where the examples leave it out."""
    line = {"article_hash": "", "codebook": "", **line}
    party = {"en": None, "id": None, "person": None, "span": (0, 0)}
    defaults: dict[str, Any] = {
        "date_end": None,
        "date_from": None,
        "lat": None,
        "lon": None,
        "place_id": None,
        "place_precision": None,
        "place_candidates": [],
        "chains": [],
    }
    defaults |= {"confidence": 0.5, "spans": {}, "confidences": {}, "rules": {}}
    for report in line["reports"]:
        report |= {k: v for k, v in defaults.items() if k not in report}
        for side in ("by", "against"):
            report[side] = [party | p for p in report[side]]
        report["sources"] = [{"span": (0, 0), "person": None} | s for s in report["sources"]]
        for field in ("killed", "injured", "arrested", "abducted"):
            if report[field]:
                report[field] = {"low": report[field]["n"], "high": report[field]["n"], "text": "", "span": (0, 0)} | report[field]
        report["alternatives"] = []
    return line | {"relations": [], "strengths": [], "speakers": []}


@pytest.mark.parametrize("module", FORMATS, ids=lambda m: m.NAME)
def test_a_round_over_all_examples(module: ModuleType, examples: tuple[list[Event], dict[str, StoredReport]], book: Codebook) -> None:
    events, reports = examples
    more = {"every": True} if module is ucdp else {}
    rows = list(module.rows(events, reports, book, **more))
    assert len(events) > 50
    assert len(rows) == (sum(max(1, len(e.by)) * max(1, len(e.against)) for e in events) if module is polecat else len(events))
    for row in rows:
        assert tuple(row) == module.COLUMNS
        assert all(v is None or (type(v) in (str, int, float) and v != "") for v in row.values()), row
    assert len({row[module.COLUMNS[0]] for row in rows}) == len(rows)


def test_the_same_rows_twice(examples: tuple[list[Event], dict[str, StoredReport]], book: Codebook) -> None:
    events, reports = examples
    for module in FORMATS:
        assert list(module.rows(events, reports, book)) == list(module.rows(events, reports, book))


@pytest.mark.parametrize("type_", get_args(EventType))
def test_every_type_has_official_codes(type_: str, book: Codebook) -> None:
    entry = book.events[type_]
    subs, plover = table(book, "acled")["sub_events"], table(book, "plover")["types"]
    assert entry.acled["sub_event_type"] in subs[entry.acled["event_type"]]
    assert entry.plover["mode"] in {None, *plover[entry.plover["type"]]["modes"]}


@pytest.mark.parametrize("module", FORMATS, ids=lambda m: m.NAME)
def test_private_persons_who_tell_are_not_named(module: ModuleType, book: Codebook) -> None:
    neighbour = {"text": "فريد المثال", "kind": "witness", "person": "private", "span": [0, 5]}
    origin = {"label": "فريد المثال", "kind": "witness", "person": "private", "reports": ["r1"], "outlets": []}
    told = stored({"sources": [neighbour], "chains": [[0]]})
    rows = list(module.rows([event(origins=[origin])], {"r1": told}, book))
    assert rows
    assert "فريد" not in str(rows)


@pytest.mark.parametrize("module", FORMATS, ids=lambda m: m.NAME)
def test_evidence_stays_out_and_titles_are_headlines_alone(module: ModuleType, book: Codebook) -> None:
    rows = list(module.rows([event(evidence="شاهد مميز")], {"r1": stored(title="عنوان لافت")}, book))
    assert rows
    assert "مميز" not in str(rows)
    assert {name for row in rows for name, value in row.items() if "لافت" in str(value)} <= {"source_headline"}


@pytest.mark.parametrize("module", FORMATS, ids=lambda m: m.NAME)
def test_every_column_is_documented(module: ModuleType) -> None:
    text = (Path(__file__).parents[2] / "docs" / "reference" / "exports-coded.md").read_text(encoding="utf-8")
    (part,) = [p for p in text.split("\n## ") if p.startswith(module.NAME)]
    first_cells = [line.split("|")[1] for line in part.splitlines() if line.startswith("| `")]
    named = [name.strip(" `") for cell in first_cells for name in cell.split(",")]
    assert sorted(named) == sorted(module.COLUMNS)
