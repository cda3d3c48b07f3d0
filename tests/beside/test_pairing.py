"""Which event is which record, what is on one side alone, and what is out of scope: a table of single comparisons, then whole files."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from isnad.beside import Compared, Foreign, ForeignFile, compared
from isnad.beside.agreement import COLUMNS, agreement, by_year, rows, toll_of
from isnad.beside.foreign import Unread
from isnad.beside.layouts import stands_for
from isnad.beside.likeness import likeness
from isnad.beside.ours import ours_of
from isnad.codebook import Codebook
from isnad.masking.mask import MASK
from isnad.model import Event
from tests.export.builders import ARMY, CELL, event

GROUP = {**CELL, "text": "أنصار الشريعة", "en": "Islamic State", "id": "isis", "kind": "rebel_group"}
OTHER = {**CELL, "text": "الشباب", "en": "Al-Shabaab", "id": "al_shabaab", "kind": "rebel_group"}
PLACE = {
    "place": "غار الدماء",
    "place_en": "Ghardimaou",
    "place_id": "x",
    "place_precision": "town",
    "lat": 36.45,
    "lon": 8.44,
    "admin1": "Jendouba",
}
NOWHERE = {"place": None, "place_en": None, "place_id": None, "place_precision": None, "lat": None, "lon": None, "admin1": None}
ROW: dict[str, Any] = {
    "row": 2, "id": "TUN1", "first": date(2018, 7, 8), "last": date(2018, 7, 8), "label": "Battles / Armed clash", "types": frozenset({"armed_clash"}),
    "country": "TN", "place": "Ghardimaou", "admin1": "Jendouba", "lat": 36.46, "lon": 8.43, "radius": 8.0, "side_a": "Military Forces of Tunisia (2014-)",
    "side_b": None, "more": (), "kinds": frozenset({"state_forces"}), "low": 6, "best": 6, "high": 6,
}  # fmt: skip


def foreign(book: Codebook, family: str = "battle", **changes: Any) -> Foreign:
    day = changes.get("first", ROW["first"])
    return Foreign(**{**ROW, "last": day, "families": stands_for(family, book), **changes})


def toll(low: int | None, best: int | None = None, high: int | None = None) -> dict[str, Any]:
    return {
        "low": low,
        "best": best if best is not None else low,
        "high": high if high is not None else low,
        "disputed": False,
        "figures": [],
    }


def run(book: Codebook, events: list[Event], records: list[Foreign], *, form: Any = "acled", **options: Any) -> Compared:
    return compared(events, ForeignFile(Path("x.csv"), form, records, [], []), book, **options)


# What the event and the record have, and whether they are one.
CASES: list[tuple[str, dict[str, Any], dict[str, Any], bool]] = [
    ("the same", {}, {}, True),
    ("a day later", {}, {"first": date(2018, 7, 9)}, True),
    ("two days later", {}, {"first": date(2018, 7, 10)}, False),
    ("two days later, the day left open", {}, {"first": date(2018, 7, 7), "last": date(2018, 7, 13)}, True),
    ("a span that holds the day", {"date": "2018-07-06", "date_end": "2018-07-09"}, {}, True),
    ("another country", {}, {"country": "DZ"}, False),
    ("another place of the country", {}, {"place": "Tozeur", "lat": 33.92, "lon": 8.13, "admin1": "Tozeur"}, False),
    ("the province alone", {"place_precision": "province", "place_en": "Jendouba"}, {}, True),
    ("the name in another spelling, no point", {"lat": None, "lon": None}, {"place": "Ghar Dimaou"}, True),
    ("the same name far away", {}, {"lat": 33.0, "lon": 10.0, "admin1": None}, False),
    (
        "no place here, all else the same",
        NOWHERE,
        {"side_b": "Islamic State (Tunisia)", "kinds": frozenset({"state_forces", "rebel_group"})},
        True,
    ),
    ("no place here, the toll another", {**NOWHERE, "killed": toll(40)}, {}, False),
    ("a related type", {"type": "attack"}, {}, True),
    ("an unrelated type", {"type": "peaceful_protest"}, {"types": frozenset()}, False),
    ("another toll", {"killed": toll(2)}, {}, True),
    ("no toll there", {}, {"low": 0, "best": 0, "high": 0}, True),
    (
        "different groups, another toll, a related type",
        {"by": [OTHER], "against": [ARMY], "type": "attack", "killed": toll(90)},
        {"side_b": "Islamic State (Tunisia)"},
        False,
    ),
]


@pytest.mark.parametrize(("here", "there", "one"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_whether_two_are_one(codebook: Codebook, here: dict[str, Any], there: dict[str, Any], one: bool) -> None:
    base = {**PLACE, "killed": toll(6), "by": [ARMY], "against": [GROUP]}
    result = run(codebook, [event(**{**base, **here})], [foreign(codebook, **there)])
    assert bool(result.matched) == one, result.nearest_here


@pytest.mark.parametrize(
    ("here", "there", "words"),
    [
        ({}, {}, ["the same day", "1 km apart (Ghardimaou / Ghardimaou)", "armed_clash in both", "6 killed in both"]),
        ({}, {"first": date(2018, 7, 9)}, ["1 day apart"]),
        ({"by": [GROUP]}, {"side_b": "Islamic State (Tunisia)"}, ["both name Islamic State"]),
        ({"by": [{**CELL, "id": "sinai_province", "en": "Sinai Province (Islamic State)", "kind": "rebel_group"}]}, {"side_b": "Islamic State"}, ["both name Islamic State"]),
        ({"by": [OTHER]}, {"side_b": "Islamic State (Tunisia)"}, ["they name different groups"]),
        ({"killed": toll(3, 3, 5)}, {}, ["killed 3 (3-5) here, 6 there"]),
        ({"killed": None}, {}, ["no toll to compare"]),
        (NOWHERE, {}, ["places that cannot be compared"]),
        ({"type": "attack"}, {}, ["attack here, Battles / Armed clash there"]),
    ],
)  # fmt: skip
def test_the_reason_says_what_was_found(codebook: Codebook, here: dict[str, Any], there: dict[str, Any], words: list[str]) -> None:
    ours = ours_of(event(**{**PLACE, "killed": toll(6), "by": [CELL], "against": [ARMY], **here}), codebook)
    assert ours is not None
    like = likeness(ours, foreign(codebook, **there), codebook)
    assert like is not None
    assert 0 <= like.score <= 1
    missing = [w for w in words if w not in like.reason]
    assert not missing, like.reason


def test_each_is_matched_once_the_surest_first(codebook: Codebook) -> None:
    events = [event(**{**PLACE, "id": f"E{n}", "killed": toll(n)}) for n in (1, 6, 12)]
    records = [foreign(codebook, row=n, id=f"T{n}", low=n, best=n, high=n) for n in (12, 6, 1)]
    result = run(codebook, events, records)
    assert {(p.ours.event.id, p.theirs.id) for p in result.matched} == {("E1", "T1"), ("E6", "T6"), ("E12", "T12")}
    two = run(codebook, events[:1], records)
    assert [p.theirs.id for p in two.matched] == ["T1"]
    assert {b.id for b in two.there} == {"T6", "T12"}
    assert {n.ours.event.id for n in two.nearest_there.values()} == {"E1"}


def test_without_places_nothing_is_guessed(codebook: Codebook) -> None:
    """Two attacks of one day in one country, and an event that says no place: it may be either, so it is neither."""
    sure = {"side_b": "Islamic State (Tunisia)", "kinds": frozenset({"state_forces", "rebel_group"})}
    records = [
        foreign(codebook, row=n, id=f"T{n}", place=p, lat=None, lon=None, admin1=None, **sure) for n, p in ((2, "Tozeur"), (3, "Gafsa"))
    ]
    ours = event(**{**NOWHERE, "killed": toll(6), "by": [GROUP]})
    assert run(codebook, [ours], records).matched == []
    assert len(run(codebook, [ours], records[:1]).matched) == 1


def test_the_order_of_the_input_changes_nothing(codebook: Codebook) -> None:
    events = [event(**{**PLACE, "id": f"E{n}", "date": f"2018-07-{8 + n % 3:02d}", "killed": toll(n % 4 + 1)}) for n in range(9)]
    records = [foreign(codebook, row=n, id=f"T{n}", first=date(2018, 7, 8 + n % 3), best=n % 4 + 1) for n in range(9)]
    one, two = run(codebook, events, records), run(codebook, events[::-1], records[::-1])
    assert {(p.ours.event.id, p.theirs.id) for p in one.matched} == {(p.ours.event.id, p.theirs.id) for p in two.matched}
    assert one.matched


@pytest.mark.parametrize("kind", ["", "type"])
def test_only_what_both_cover_counts(codebook: Codebook, kind: str) -> None:
    far = {"lat": 34.4, "lon": 8.8, "place": "قفصة", "place_en": "Gafsa", "admin1": "Gafsa"}
    events = [
        event(**{**PLACE, "id": "both"}),
        event(**{**PLACE, **far, "id": "here"}),
        event(**{**PLACE, "id": "before", "date": "2016-01-01"}),
        event(**{**PLACE, "id": "abroad", "country": "LY"}),
        event(**{**PLACE, "id": "no day", "date": None}),
        event(**{**PLACE, "id": "year", "date": "2018", "date_precision": "year"}),
        event(**{**PLACE, "id": "nowhere", "country": None}),
        event(**{**PLACE, "id": "protest", "type": "peaceful_protest"}),
    ]
    records = [
        foreign(codebook),
        foreign(codebook, row=3, id="there", place="Tozeur", lat=33.92, lon=8.13, admin1="Tozeur"),
        foreign(codebook, row=4, id="after", first=date(2030, 1, 1)),
        foreign(codebook, row=5, id="abroad", country="MA"),
        foreign(codebook, "battle", row=6, id="loose", first=date(2018, 6, 1), last=date(2018, 7, 20)),
    ]
    records.append(foreign(codebook, "demonstration", row=7, id="riot", types=frozenset()))
    events = [e for e in events if e.type == "armed_clash"] if kind == "type" else events
    records = records[:-1] if kind != "type" else records
    result = run(codebook, events, records, published=(date(2018, 7, 1), date(2018, 7, 31)))
    assert [p.ours.event.id for p in result.matched] == ["both"]
    assert [a.event.id for a in result.here] == ["here"]
    assert [b.id for b in result.there] == ["there"]
    assert dict(result.outside_here) == {
        "no day told": 1, "no country told": 1, "dated too loosely": 1, **({} if kind else {"of a kind that the file does not have": 1}),
        "in a country that only one of them has": 1, "on a day that only one of them covers": 1,
    }  # fmt: skip
    assert dict(result.outside_there) == {
        **({"of a kind that the events do not have": 1} if kind else {}),
        "dated too loosely": 1,
        "in a country that only one of them has": 1,
        "on a day that only one of them covers": 1,
    }
    assert result.scope is not None
    assert (result.scope.first, result.scope.last, result.scope.countries) == (date(2018, 7, 8), date(2018, 7, 31), {"TN"})


def test_ucdp_holds_fatal_events_alone(codebook: Codebook) -> None:
    events = [event(**{**PLACE, "id": "fatal", "killed": toll(6)}), event(**{**PLACE, "id": "not", "killed": None})]
    result = run(codebook, events, [foreign(codebook)], form="ucdp")
    assert [p.ours.event.id for p in result.matched] == ["fatal"]
    assert result.here == []
    assert sum(result.outside_here.values()) == 1


def test_nothing_in_common(codebook: Codebook) -> None:
    result = run(codebook, [event(**PLACE)], [foreign(codebook, country="MA")])
    assert (result.scope, result.matched, result.here, result.there) == (None, [], [], [])
    assert run(codebook, [], [foreign(codebook)]).scope is None
    assert agreement(result).whole.events == 0


@pytest.mark.parametrize(
    ("here", "there", "wanted"),
    [
        (toll(6), (6, 6, 6), "same"),
        (toll(3, 5, 8), (6, 6, 6), "within"),
        (toll(5), (4, 6, 8), "within"),
        (toll(2), (6, 6, 6), "lower_here"),
        (toll(9), (6, 6, 6), "higher_here"),
        (None, (6, 6, 6), "not_told_here"),
        (toll(6), (0, 0, 0), "not_told_there"),
        (toll(6), (None, None, None), "not_told_there"),
        (None, (0, 0, 0), "none_told"),
        (toll(0), (0, 0, 0), "none_told"),
        ({"low": 3, "best": None, "high": None, "disputed": False, "figures": []}, (2, 2, 2), "higher_here"),
    ],
)  # fmt: skip
def test_how_tolls_compare(codebook: Codebook, here: dict[str, Any] | None, there: tuple[Any, Any, Any], wanted: str) -> None:
    ours = ours_of(event(**{**PLACE, "killed": here}), codebook)
    assert ours is not None
    low, best, high = there
    assert toll_of(ours, foreign(codebook, low=low, best=best, high=high)) == wanted


def test_totals_by_month_and_country(codebook: Codebook) -> None:
    events = [event(**{**PLACE, "id": f"E{n}", "date": f"2018-0{7 + n}-08", "killed": toll(n + 2)}) for n in range(3)]
    records = [foreign(codebook, row=n + 2, id=f"T{n}", first=date(2018, 7 + n, 8), best=4, low=4, high=4) for n in range(2)]
    records.append(foreign(codebook, row=9, id="T9", first=date(2018, 9, 20)))
    found = agreement(run(codebook, events, records, published=(date(2018, 7, 1), date(2018, 9, 30))))
    assert {m: (x.matched, x.only_here, x.only_there, x.killed_here, x.killed_there) for m, x in found.months.items()} == {
        "2018-07": (1, 0, 0, 2, 4), "2018-08": (1, 0, 0, 3, 4), "2018-09": (0, 1, 1, 4, 6)
    }  # fmt: skip
    assert {c: (x.events, x.records) for c, x in found.countries.items()} == {"TN": (3, 3)}
    assert by_year(found.months)["2018"].killed_here == found.whole.killed_here == 9
    assert found.tolls["lower_here"] == 2


def test_one_row_for_each(codebook: Codebook) -> None:
    child = {**CELL, "text": "ياسين بن علي", "person": "private", "minor": True, "id": None, "kind": "civilians"}
    far = {"lat": 34.4, "lon": 8.8, "place": "قفصة", "place_en": "Gafsa", "admin1": "Gafsa"}
    records = [foreign(codebook), foreign(codebook, row=3, id="x", place="Tozeur", lat=33.92, lon=8.13, admin1="Tozeur")]
    file = ForeignFile(Path("x.csv"), "acled", records, [Unread(7, "TUN7", "'soon' is no day")], [])
    result = compared([event(**{**PLACE, "against": [child]}), event(**{**PLACE, **far, "id": "E2"})], file, codebook)
    made = list(rows(result, file))
    assert [(r["found"], r.get("event"), r.get("their_id")) for r in made] == [
        ("matched", "E2abc", "TUN1"),
        ("only_here", "E2", None),
        ("only_there", None, "x"),
        ("unread", None, "TUN7"),
    ]
    names = {c.name for c in COLUMNS}
    assert all(set(row) <= names for row in made)
    assert made[0]["against"] == MASK
    assert "ياسين" not in str(made)
    assert made[3]["reason"] == "'soon' is no day"
    assert made[0]["reason"]
    assert made[0]["toll"] == "lower_here"


def test_a_year_of_days_takes_no_time(codebook: Codebook) -> None:
    """Candidates are drawn by country and day: a thousand a side make no million comparisons."""
    calls = 0
    events = [event(**{**PLACE, "id": f"E{n}", "date": str(date(2017, 1, 1) + timedelta(days=n))}) for n in range(1000)]
    records = [foreign(codebook, row=n + 2, id=f"T{n}", first=date(2017, 1, 1) + timedelta(days=n)) for n in range(1000)]
    from isnad.beside import pairing

    def counted(*given: Any) -> Any:
        nonlocal calls
        calls += 1
        return likeness(*given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pairing, "likeness", counted)
        assert len(run(codebook, events, records).matched) == 1000
    assert calls < 4000
