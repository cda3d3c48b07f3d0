"""ACLED-like: the columns of the issue, and a case for every rule."""

from __future__ import annotations

from typing import Any

import pytest

from isnad.codebook import Codebook, load
from isnad.export import acled
from isnad.export.coded import Row, table
from isnad.masking.mask import MASK
from tests.export.builders import CELL, event, stored

COLUMNS = (
    "event_id_cnty, event_date, year, time_precision, disorder_type, event_type, sub_event_type, actor1, assoc_actor_1, inter1, actor2, "
    "assoc_actor_2, inter2, interaction, civilian_targeting, iso, region, country, admin1, admin2, admin3, location, latitude, longitude, "
    "geo_precision, source, source_scale, notes, fatalities, tags, timestamp"
)
REBELS = {**CELL, "en": "Uqba ibn Nafi", "kind": "rebel_group", "id": "uqba"}
CHILD = {**CELL, "text": MASK, "en": "child", "kind": "civilians", "id": "generic:child", "person": "private", "minor": True}
NURSE = {**CELL, "text": "ممرضة", "en": "nurse", "kind": "civilians", "id": "generic:nurse"}
UN = {**CELL, "en": "UN mission", "kind": "external_forces"}
MOB = {**CELL, "text": "غاضبون", "kind": "rioters"}


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load()


def row(book: Codebook, told: dict[str, Any] | None = None, **changes: Any) -> Row:
    (found,) = acled.rows([event(**changes)], {"r1": stored(told)}, book)
    return found


def test_columns() -> None:
    assert ", ".join(acled.COLUMNS) == COLUMNS
    assert len(acled.COLUMNS) == 31


CASES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("who is unknown has no type", {}, {"actor1": "مسلحون", "inter1": None, "actor2": "Army", "inter2": "State forces", "interaction": None}),
    ("two known sides, in order of their numbers", {"by": [REBELS]}, {"inter1": "Rebel group", "interaction": "State forces-Rebel group"}),
    ("one side alone", {"by": [REBELS], "against": []}, {"actor2": None, "inter2": None, "interaction": "Rebel group only"}),
    ("nobody told", {"by": [], "against": []}, {"actor1": None, "inter1": None, "actor2": None, "interaction": None}),
    ("only those to whom it was done", {"by": []}, {"actor1": None, "actor2": "Army", "interaction": None}),
    ("external forces stand before civilians", {"by": [UN], "against": [NURSE]}, {"interaction": "External/Other forces-Civilians"}),
    ("civilians are written with the country", {"against": [NURSE]}, {"actor2": "Civilians (Tunisia)", "assoc_actor_2": "nurse"}),
    ("no country, no bracket", {"against": [NURSE], "country": None}, {"actor2": "Civilians", "iso": None, "country": None, "region": None}),
    ("a masked child keeps the noun alone", {"against": [CHILD, NURSE]}, {"actor2": "Civilians (Tunisia)", "assoc_actor_2": "child"}),
    ("others of a side are associated", {"by": [REBELS, UN, MOB]}, {"actor1": "Uqba ibn Nafi", "assoc_actor_1": "UN mission; Rioters (Tunisia)"}),
    ("a day", {}, {"event_date": "2018-07-08", "year": 2018, "time_precision": 1}),
    ("some days", {"date_end": "2018-07-14"}, {"event_date": "2018-07-08", "time_precision": 2}),
    ("weeks", {"date_end": "2018-07-20"}, {"event_date": "2018-07-08", "time_precision": 3}),
    ("months", {"date_end": "2018-09-20"}, {"event_date": "2018-07-08", "time_precision": None}),
    ("a month: its middle", {"date": "2018-07", "date_precision": "month"}, {"event_date": "2018-07-16", "time_precision": 3}),
    ("a year has no day", {"date": "2018", "date_precision": "year"}, {"event_date": None, "year": 2018, "time_precision": None}),
    ("no date", {"date": None, "date_precision": None}, {"event_date": None, "year": None, "time_precision": None}),
    ("a town", {}, {"geo_precision": 1, "location": "Ghardimaou", "admin1": "Jendouba", "admin2": None, "admin3": None}),
    ("a street is no finer", {"place_precision": "exact"}, {"geo_precision": 1}),
    ("a mountain is an area", {"place_precision": "feature", "place_id": "isnad:tn-jebel-semmama"}, {"geo_precision": 2}),
    ("a district", {"place_precision": "district"}, {"geo_precision": 2}),
    ("a province", {"place_precision": "province"}, {"geo_precision": 3}),
    ("a country", {"place_precision": "country"}, {"geo_precision": 3}),
    ("no place", {"place": None, "place_en": None, "place_precision": None, "lat": None, "lon": None}, {"geo_precision": None, "location": None, "latitude": None}),
    ("no English name", {"place_en": None}, {"location": "غار الدماء"}),
    ("four decimals", {"lat": 36.456789}, {"latitude": 36.4568}),
    ("codes of the country", {}, {"iso": 788, "region": "Northern Africa", "country": "Tunisia", "event_id_cnty": "TUN-E2abc"}),
    ("the best figure", {}, {"fatalities": 3}),
    ("nobody gives a figure: empty, not 0", {"killed": None}, {"fatalities": None}),
    ("none killed is told", {"killed": {"low": 0, "best": 0, "high": 0, "disputed": False, "figures": []}}, {"fatalities": 0}),
    ("no best figure: the lowest", {"killed": {"low": 20, "best": None, "high": None, "disputed": False, "figures": []}}, {"fatalities": 20}),
    ("only a vague word", {"killed": {"low": None, "best": None, "high": None, "disputed": False, "figures": []}}, {"fatalities": None}),
    ("what is disputed", {}, {"tags": "disputed: killed"}),
    ("status and review", {"status": "alleged", "reviewed": "all", "disputed": []}, {"tags": "status: alleged; reviewed: all"}),
    ("nothing to tag", {"disputed": []}, {"tags": None}),
    ("a masked claim is not told", {"disputed": [], "claimed_by": MASK}, {"tags": None}),
    ("seconds since 1970", {}, {"timestamp": 1531267200}),
    ("never changed", {"updated_at": ""}, {"timestamp": None}),
    ("outlets", {}, {"source": "راديو قمرة; مرآة النيل", "source_scale": None}),
    ("foreign outlets", {"outlets": ["رويترز", "وكالة فرانس برس"]}, {"source_scale": "International"}),
    ("both", {"outlets": ["رويترز", "موزاييك"], "country": "GB"}, {"source_scale": "National-International"}),
    ("an attack on armed men is a battle", {"type": "attack"}, {"event_type": "Battles", "sub_event_type": "Armed clash", "civilian_targeting": None}),
    ("an attack on civilians", {"type": "attack", "against": [NURSE]}, {"event_type": "Violence against civilians", "sub_event_type": "Attack", "civilian_targeting": "Civilian targeting"}),
    ("a bomb among civilians", {"type": "suicide_bomb", "against": [NURSE]}, {"event_type": "Explosions/Remote violence", "civilian_targeting": "Civilian targeting"}),
    ("arrests of civilians", {"type": "arrests", "against": [NURSE]}, {"disorder_type": "Strategic developments", "civilian_targeting": None}),
    ("recruitment", {"type": "recruitment"}, {"sub_event_type": "Change to group/activity"}),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_rules(changes: dict[str, Any], expected: dict[str, Any], book: Codebook) -> None:
    found = row(book, **changes)
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize(("date_end", "precision"), [(None, 2), ("2018-07-20", 3)])
def test_a_day_of_publication_is_no_exact_day(date_end: str | None, precision: int, book: Codebook) -> None:
    assert row(book, {"date_from": "publication"}, date_end=date_end)["time_precision"] == precision


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        ("armed_clash", "Political violence"), ("mob_violence", "Political violence"), ("violent_demonstration", "Demonstrations"),
        ("peaceful_protest", "Demonstrations"), ("excessive_force_against_protesters", "Political violence; Demonstrations"),
        ("agreement", "Strategic developments"),
    ],
)  # fmt: skip
def test_disorder(type_: str, expected: str, book: Codebook) -> None:
    assert row(book, type=type_)["disorder_type"] == expected


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("rebel_group", "civilians", "Rebel group-Civilians"), ("civilians", "rebel_group", "Rebel group-Civilians"),
        ("external_forces", "rebel_group", "Rebel group-External/Other forces"), ("protesters", None, "Protesters only"),
        ("civilians", "civilians", "Civilians-Civilians"), (None, "civilians", None),
    ],
)  # fmt: skip
def test_interaction(one: str | None, two: str | None, expected: str | None, book: Codebook) -> None:
    assert acled.interaction(one, two, book) == expected


def test_kinds_of_parties_have_a_type_unless_unknown(book: Codebook) -> None:
    assert [table(book, "acled")["inter"][k]["code"] for k in table(book, "acled")["inter"]] == list(range(1, 9))


def test_notes_tell_who_reports_and_confirm_nothing(book: Codebook) -> None:
    notes = row(book, by=[REBELS])["notes"]
    assert notes == (
        "Armed clash dated 2018-07-08 in Ghardimaou, Jendouba, Tunisia; status: occurred. By: Uqba ibn Nafi. Against: Army. "
        "Killed: 3 (3 to 5 told), sources differ. Reported by 2 outlets, 2 origins: وزارة الداخلية, مرآة النيل."
    )


def test_notes_of_an_event_of_which_little_is_told(book: Codebook) -> None:
    bare = {
        "date": None,
        "country": None,
        "place": None,
        "place_en": None,
        "admin1": None,
        "by": [],
        "against": [],
        "killed": None,
        "origins": [],
    }
    notes = row(book, **bare, outlets=["أ"])["notes"]
    assert notes == "Armed clash; status: occurred. Reported by 1 outlet, 0 origins: not told."
