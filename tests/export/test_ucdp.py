"""UCDP GED-like: the columns of the issue, and a case for every rule."""

from __future__ import annotations

from typing import Any

import pytest

from isnad.codebook import Codebook, load
from isnad.export import ucdp
from isnad.export.coded import Row
from tests.export.builders import ARMY, CELL, event, stored

COLUMNS = (
    "id, relid, year, active_year, code_status, type_of_violence, conflict_dset_id, conflict_new_id, conflict_name, dyad_dset_id, dyad_new_id, "
    "dyad_name, side_a_dset_id, side_a_new_id, side_a, side_b_dset_id, side_b_new_id, side_b, number_of_sources, source_article, "
    "source_office, source_date, source_headline, source_original, where_prec, where_coordinates, where_description, adm_1, adm_2, latitude, "
    "longitude, geom_wkt, priogrid_gid, country, country_id, region, event_clarity, date_prec, date_start, date_end, deaths_a, deaths_b, "
    "deaths_civilians, deaths_unknown, best, high, low, gwnoa, gwnob"
)
EMPTY = (
    "relid", "active_year", "conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "side_a_dset_id", "side_a_new_id",
    "side_b_dset_id", "side_b_new_id", "adm_2", "deaths_a", "deaths_b", "deaths_civilians",
)  # fmt: skip
AQIM = {**CELL, "en": "AQIM", "kind": "rebel_group", "id": "aqim"}
TRIBE = {**CELL, "en": "tribe", "kind": "identity_militia", "id": "generic:tribe"}
POLICE = {**ARMY, "en": "Tunisian police", "id": "tn:police"}
ALGERIANS = {**ARMY, "en": "Algerian army", "id": "dz:army"}
SOLDIERS = {**ARMY, "en": "soldier", "id": "generic:soldier"}
LNA = {**ARMY, "en": "LNA", "id": "ly:lna"}
VILLAGERS = {**CELL, "en": "villager", "kind": "civilians", "id": "generic:villager"}
MARCH = {**CELL, "en": "protesters", "kind": "protesters", "id": "generic:protester"}
MISSION = {**CELL, "en": "MINUSMA", "kind": "external_forces", "id": "minusma"}
MOB = {**CELL, "en": "mob", "kind": "rioters", "id": "generic:mob"}
NONE = {"low": 0, "best": 0, "high": 0, "disputed": False, "figures": []}


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load()


def row(book: Codebook, told: dict[str, Any] | None = None, **changes: Any) -> Row:
    (found,) = ucdp.rows([event(**changes)], {"r1": stored(told)}, book)
    return found


def test_columns() -> None:
    assert ", ".join(ucdp.COLUMNS) == COLUMNS
    assert len(ucdp.COLUMNS) == 49


def test_what_reports_cannot_tell_is_empty(book: Codebook) -> None:
    found = row(book)
    assert [found[name] for name in EMPTY] == [None] * len(EMPTY)


SIDES: list[tuple[str, list[Any], list[Any], dict[str, Any]]] = [
    ("state-based", [ARMY], [AQIM], {"type_of_violence": 1, "side_a": "Government of Tunisia", "side_b": "AQIM", "gwnoa": 616, "gwnob": None}),
    ("the government is side A", [AQIM], [ARMY], {"type_of_violence": 1, "side_a": "Government of Tunisia", "side_b": "AQIM", "dyad_name": "Government of Tunisia - AQIM"}),
    ("two states", [ARMY], [ALGERIANS], {"type_of_violence": 1, "side_b": "Government of Algeria", "gwnoa": 616, "gwnob": 615}),
    ("forces of one government", [ARMY], [POLICE], {"type_of_violence": None, "side_a": "Government of Tunisia"}),
    ("external forces", [AQIM], [MISSION], {"type_of_violence": 1, "side_a": "MINUSMA", "side_b": "AQIM", "gwnoa": None}),
    ("non-state", [AQIM], [TRIBE], {"type_of_violence": 2, "side_a": "AQIM", "side_b": "tribe", "gwnoa": None, "gwnob": None}),
    ("one-sided", [AQIM], [VILLAGERS], {"type_of_violence": 3, "side_a": "AQIM", "side_b": "Civilians", "dyad_name": "AQIM - Civilians"}),
    ("one-sided by a state", [ARMY], [MARCH], {"type_of_violence": 3, "side_a": "Government of Tunisia", "side_b": "Civilians", "gwnoa": 616}),
    ("soldiers among civilians make it a battle", [AQIM], [VILLAGERS, ARMY], {"type_of_violence": 1, "side_b": "AQIM"}),
    ("who did it is unknown", [CELL], [VILLAGERS], {"type_of_violence": None, "side_a": "مسلحون", "side_b": "villager"}),
    ("unknown against a state", [CELL], [ARMY], {"type_of_violence": None, "side_a": "Government of Tunisia", "side_b": "مسلحون", "gwnoa": 616}),
    ("a crowd is not organised", [MOB], [VILLAGERS], {"type_of_violence": None}),
    ("rioters are neither a side nor civilians", [ARMY], [MOB], {"type_of_violence": None, "side_b": "mob"}),
    ("nobody told", [], [], {"type_of_violence": None, "side_a": None, "side_b": None, "dyad_name": None, "gwnoa": None}),
    ("a noun has no state", [SOLDIERS], [AQIM], {"type_of_violence": 1, "side_a": "soldier", "gwnoa": None}),
    ("an army that is no government's", [LNA], [AQIM], {"type_of_violence": 1, "side_a": "LNA", "gwnoa": None}),
]  # fmt: skip


@pytest.mark.parametrize(("by", "against", "expected"), [c[1:] for c in SIDES], ids=[c[0] for c in SIDES])
def test_sides(by: list[Any], against: list[Any], expected: dict[str, Any], book: Codebook) -> None:
    found = row(book, by=by, against=against)
    assert {name: found[name] for name in expected} == expected


CASES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("a day", {}, {"date_prec": 1, "date_start": "2018-07-08", "date_end": "2018-07-08", "year": 2018, "event_clarity": 1}),
    ("some days", {"date_end": "2018-07-10"}, {"date_prec": 2, "date_end": "2018-07-10"}),
    ("a week", {"date_end": "2018-07-14"}, {"date_prec": 3, "event_clarity": 1}),
    ("a month", {"date": "2018-07", "date_precision": "month"}, {"date_prec": 4, "date_start": "2018-07-01", "date_end": "2018-07-31", "event_clarity": 2}),
    ("a year", {"date": "2018", "date_precision": "year"}, {"date_prec": 5, "date_start": "2018-01-01", "date_end": "2018-12-31"}),
    ("no date", {"date": None, "date_precision": None}, {"date_prec": None, "date_start": None, "year": None, "event_clarity": 2}),
    ("a town", {}, {"where_prec": 1, "where_coordinates": "Ghardimaou", "where_description": "غار الدماء", "adm_1": "Jendouba"}),
    ("a mountain", {"place_precision": "feature", "place_id": "isnad:tn-jebel-semmama"}, {"where_prec": 5}),
    ("a district", {"place_precision": "district"}, {"where_prec": 3, "event_clarity": 1}),
    ("a province", {"place_precision": "province"}, {"where_prec": 4}),
    ("a country", {"place_precision": "country"}, {"where_prec": 6, "event_clarity": 2}),
    ("no place", {"place_precision": None, "lat": None, "lon": None}, {"where_prec": None, "geom_wkt": None, "priogrid_gid": None, "event_clarity": 2}),
    ("a point", {}, {"geom_wkt": "POINT (8.44 36.45)", "priogrid_gid": 181817, "latitude": 36.45, "longitude": 8.44}),
    ("codes of the country", {}, {"country": "Tunisia", "country_id": 616, "region": "Africa"}),
    ("a territory", {"country": "PS"}, {"country": "Palestine", "country_id": None, "region": "Middle East"}),
    ("no split of the dead is told", {}, {"best": 3, "low": 3, "high": 5, "deaths_unknown": 3, "deaths_a": None}),
    ("recalled in passing", {"background": True}, {"event_clarity": 2}),
    ("reviewed", {"reviewed": "all"}, {"code_status": "Clear"}),
    ("not reviewed", {"reviewed": "part"}, {"code_status": "Check"}),
    ("origins, not outlets", {"outlets": ["أ", "ب", "ج"]}, {"number_of_sources": 2, "source_office": "أ; ب; ج"}),
    ("the article", {}, {"source_article": "راديو قمرة, 2018-07-09, https://example.org/1", "source_date": "2018-07-09"}),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_rules(changes: dict[str, Any], expected: dict[str, Any], book: Codebook) -> None:
    found = row(book, **changes)
    assert {name: found[name] for name in expected} == expected


def test_a_day_of_publication_is_no_exact_day(book: Codebook) -> None:
    assert row(book, {"date_from": "publication"})["date_prec"] == 2


@pytest.mark.parametrize(
    ("killed", "fatal"),
    [
        (None, False),
        (NONE, False),
        ({**NONE, "high": 2}, True),
        ({**NONE, "low": None, "best": None, "high": None}, False),
        ({**NONE, "best": None, "low": 10, "high": None}, True),
    ],
)
def test_only_fatal_events_unless_asked(killed: Any, fatal: bool, book: Codebook) -> None:
    chosen = event(killed=killed)
    assert ucdp.fatal(chosen) is fatal
    assert len(list(ucdp.rows([chosen], {}, book))) == fatal
    assert len(list(ucdp.rows([chosen], {}, book, every=True))) == 1


SOURCES = [
    {"text": "متحدث", "kind": "military", "person": "public", "span": [0, 5]},
    {"text": "وكالة مثال", "kind": "media", "person": None, "span": [6, 10]},
    {"text": "جار", "kind": "witness", "person": "private", "span": [11, 14]},
]


@pytest.mark.parametrize(
    ("chains", "expected"),
    [([[0, 1]], "متحدث"), ([[0, 1], [1]], "متحدث; وكالة مثال"), ([[2, 1]], "witness"), ([], "وزارة الداخلية")],
)
def test_source_original_is_the_innermost(chains: list[list[int]], expected: str, book: Codebook) -> None:
    assert row(book, {"sources": SOURCES, "chains": chains})["source_original"] == expected
