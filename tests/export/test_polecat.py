"""POLECAT-like: the columns of the issue, and a case for every rule."""

from __future__ import annotations

from typing import Any

import pytest

from isnad.codebook import Codebook, load
from isnad.export import polecat
from isnad.export.coded import Row, table
from isnad.masking.mask import MASK
from isnad.model import EventActor
from tests.export.builders import ARMY, CELL, event, stored

COLUMNS = (
    "Event ID, Event Date, Event Type, Event Mode, Intensity, Quad Code, Contexts, Actor Name, Actor Country, Actor COW, Primary Actor Sector, "
    "Actor Sectors, Actor Title, Actor Name Raw, Wikipedia Actor ID, Recipient Name, Recipient Country, Recipient COW, Primary Recipient Sector, "
    "Recipient Sectors, Recipient Title, Recipient Name Raw, Wikipedia Recipient ID, Placename, City, District, Province, Country, Latitude, "
    "Longitude, GeoNames ID, Raw Placename, Feature Type, Source, Publication Date, Story People, Story Organizations, Story Locations, "
    "Language, Version"
)
AQIM = {**CELL, "en": "AQIM", "kind": "rebel_group", "id": "aqim"}
MINISTER = {**CELL, "text": "وزير الداخلية", "en": "minister", "kind": "state_forces", "id": "generic:minister", "person": "public"}


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load()


def rows(book: Codebook, told: dict[str, Any] | None = None, **changes: Any) -> list[Row]:
    return list(polecat.rows([event(**changes)], {"r1": stored(told)}, book))


def test_columns() -> None:
    assert ", ".join(polecat.COLUMNS) == COLUMNS
    assert len(polecat.COLUMNS) == 40


def test_one_row_a_pair(book: Codebook) -> None:
    found = rows(book, by=[AQIM, CELL], against=[ARMY, MINISTER])
    assert [r["Event ID"] for r in found] == ["E2abc-1", "E2abc-2", "E2abc-3", "E2abc-4"]
    names = [(r["Actor Name"], r["Recipient Name"]) for r in found]
    assert names == [("AQIM", "Army"), ("AQIM", "minister"), ("مسلحون", "Army"), ("مسلحون", "minister")]


@pytest.mark.parametrize(("by", "against", "number"), [([], [], 1), ([AQIM], [], 1), ([], [ARMY, MINISTER], 2)])
def test_a_side_nobody_tells_is_empty(by: list[Any], against: list[Any], number: int, book: Codebook) -> None:
    found = rows(book, by=by, against=against)
    assert len(found) == number
    if not by:
        assert {v for r in found for k, v in r.items() if "Actor" in k} == {None}


CASES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("codes of the type", {}, {"Event Type": "ASSAULT", "Event Mode": "firearms", "Intensity": -9.3, "Quad Code": 4}),
    ("an attack has no mode that follows", {"type": "attack"}, {"Event Type": "ASSAULT", "Event Mode": None}),
    ("an agreement", {"type": "agreement"}, {"Event Type": "AGREE", "Event Mode": None, "Intensity": 4.2, "Quad Code": 1}),
    ("a withdrawal", {"type": "nonviolent_transfer_of_territory"}, {"Event Type": "RETREAT", "Event Mode": "withdraw", "Quad Code": 2}),
    ("arrests", {"type": "arrests"}, {"Event Type": "COERCE", "Event Mode": "arrest", "Intensity": -7.2}),
    ("no context follows", {}, {"Contexts": None}),
    ("a chemical weapon, denied", {"type": "chemical_weapon", "status": "denied"}, {"Contexts": "cbrn;negation"}),
    ("planned", {"status": "planned"}, {"Contexts": "future"}),
    ("recalled", {"background": True}, {"Contexts": "historical"}),
    ("a named army", {}, {"Recipient Name": "Army", "Recipient Country": "TUN", "Recipient COW": 616, "Recipient Name Raw": "الجيش", "Recipient Sectors": "MIL"}),
    ("an unnamed party", {}, {"Actor Name": "مسلحون", "Actor Country": None, "Actor COW": None, "Primary Actor Sector": None}),
    ("what is not known of persons", {}, {"Actor Title": None, "Wikipedia Actor ID": None, "Recipient Title": None, "Wikipedia Recipient ID": None}),
    ("a masked person", {"by": [{**CELL, "text": MASK, "kind": "civilians", "person": "private"}]}, {"Actor Name": MASK, "Actor Name Raw": MASK, "Primary Actor Sector": "CVL"}),
    ("a day", {}, {"Event Date": "2018-07-08"}),
    ("a month is no day", {"date": "2018-07", "date_precision": "month"}, {"Event Date": None}),
    ("a town", {"place_id": "geonames:2471003"}, {"Placename": "Ghardimaou", "City": "Ghardimaou", "Province": "Jendouba", "Country": "TUN", "GeoNames ID": 2471003, "Feature Type": "PPL", "Raw Placename": "غار الدماء"}),
    ("a place of our own", {"place_id": "isnad:tn-jebel-semmama", "place_precision": "feature"}, {"GeoNames ID": None, "City": None, "Feature Type": "MT"}),
    ("a place the gazetteer lacks", {"place_id": None}, {"City": "Ghardimaou", "District": None, "GeoNames ID": None, "Feature Type": None}),
    ("a district", {"place_id": None, "place_precision": "district"}, {"City": None, "District": "Ghardimaou"}),
    ("a country alone", {"place_id": None, "place_precision": "country"}, {"City": None, "District": None, "Feature Type": "PCLI"}),
    ("sources", {}, {"Source": "راديو قمرة; مرآة النيل", "Publication Date": "2018-07-09", "Language": "ara"}),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_rules(changes: dict[str, Any], expected: dict[str, Any], book: Codebook) -> None:
    (found,) = rows(book, **changes)
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("id_", "kind", "sectors", "nation"),
    [
        ("tn:army", "state_forces", ["MIL"], ("TUN", 616)),
        ("tn:police", "state_forces", ["COP", "MIL"], ("TUN", 616)),
        ("tn:interior_ministry", "state_forces", ["GOV", "MIL"], ("TUN", 616)),
        ("ye:army", "state_forces", ["MIL"], ("YEM", 679)),
        ("generic:soldier", "state_forces", ["MIL"], (None, None)),
        ("generic:gunman", "unknown", ["UAF"], (None, None)),
        ("generic:journalist", "civilians", ["JRN", "CVL"], (None, None)),
        ("aqim", "rebel_group", ["REB"], ("IMG", None)),
        ("minusma", "external_forces", ["MIL"], ("IGO", None)),
        ("wagner", "external_forces", ["MIL"], (None, None)),
        (None, "identity_militia", ["PRM"], (None, None)),
        (None, "unknown", [], (None, None)),
    ],
)
def test_sectors_and_countries(id_: str | None, kind: str, sectors: list[str], nation: tuple[Any, Any], book: Codebook) -> None:
    actor: EventActor = event(by=[{**CELL, "id": id_, "kind": kind}]).by[0]
    assert polecat.sectors(actor, book) == sectors
    assert polecat.nation(actor, book) == nation


def test_the_sectors_are_plovers_and_every_id_is_known(book: Codebook) -> None:
    codes = table(book, "plover")
    assert {*codes["sector"].values(), *codes["sector_by_id"]} <= set(codes["sectors"])
    parts = {id_.rpartition(":")[2] for id_ in book.actors}
    assert {i for ids in codes["sector_by_id"].values() for i in ids} <= parts
    assert set(codes["igo"]) <= set(book.actors)
    assert set(table(book, "ucdp")["not_government"]) <= parts


def test_the_story_names_the_public_only(book: Codebook) -> None:
    sources = [
        {"text": "الناطق باسم الوزارة", "kind": "official", "person": "public", "span": [0, 5]},
        {"text": "وكالة مثال", "kind": "media", "person": None, "span": [6, 10]},
        {"text": "شهود عيان", "kind": "witness", "person": None, "span": [11, 14]},
        {"text": "سالم المثال", "kind": "witness", "person": "private", "span": [15, 20]},
    ]
    (found,) = rows(book, {"sources": sources}, by=[MINISTER], against=[ARMY])
    assert found["Story People"] == "minister;الناطق باسم الوزارة"
    assert found["Story Organizations"] == "Army;وكالة مثال"
    assert found["Story Locations"] == "Ghardimaou;Jendouba"
