"""What the reports of an event tell together."""

from __future__ import annotations

import time
from typing import Any

import msgspec
import pytest

from isnad.codebook import Codebook
from isnad.merge.origins import traced
from isnad.merge.tolls import reason
from isnad.merge.values import event_of
from isnad.merge.weigh import Scale
from isnad.merge.whereabouts import provinces
from isnad.model import Event, Report, StoredReport
from tests.merge.stored import count, examples, other, party, source, stored

POLICE, HOSPITAL = source("الشرطة", "police"), source("مستشفى الجهة", "medical")
REUTERS = source("رويترز", "media")
TUNIS = {
    "place": "تونس العاصمة",
    "place_en": "Tunis",
    "place_id": "geonames:2464470",
    "place_precision": "town",
    "lat": 36.819,
    "lon": 10.1658,
}
SFAX = {"place": "صفاقس", "place_en": "Sfax", "place_id": "geonames:2467454", "place_precision": "town", "lat": 34.7406, "lon": 10.7603}
COUNTRY = {"place": "تونس", "place_en": "Tunisia", "place_id": "country:TN", "place_precision": "country", "lat": 34.0, "lon": 9.0}


def event(book: Codebook, *given: dict[str, Any], **more: Any) -> Event:
    return event_of("e1", [stored(n, **arguments) for n, arguments in enumerate(given)], book, **more)


# name, reports, the date, its precision, whether it is disputed
DATES: list[tuple[str, list[dict[str, Any]], str | None, str | None, bool]] = [
    ("a month holds the day", [{"date": "2030-05"}, {"date": "2030-05"}, {"date": "2030-05-04"}], "2030-05-04", "day", False),
    ("a year holds the month", [{"date": "2030"}, {"date": "2030-05"}], "2030-05", "month", False),
    ("the day with more origins", [{"date": "2030-05-03"}, {"date": "2030-05-04"}, {"date": "2030-05-04"}], "2030-05-04", "day", True),
    ("not the day with more outlets", [{"date": "2030-05-03"}, {"date": "2030-05-03", "sources": [POLICE, HOSPITAL], "chains": [[0], [1]]},
                                       *[{"date": "2030-05-04", "sources": [REUTERS]}] * 4], "2030-05-03", "day", True),
    ("the surer reading", [{"date": "2030-05-03"}, {"date": "2030-05-04", "confidences": {"date": 0.9}}], "2030-05-04", "day", True),
    ("a stretch holds the day", [{"date": "2030-05-01", "date_end": "2030-05-07"}, {"date": "2030-05-04"}], "2030-05-04", "day", False),
    ("a day no one states gives way", [*[{"date": "2030-05-05", "date_from": "publication"}] * 3, {"date": "2030-05-04"}], "2030-05-04", "day", False),
    ("a person's word", [{"date": "2030-05-03", "verdict": "accepted"}, *[{"date": "2030-05-04"}] * 4], "2030-05-03", "day", True),
    ("no report tells it", [{"date": None}, {"date": None}], None, None, False),
]  # fmt: skip


@pytest.mark.parametrize(("given", "date", "precision", "disputed"), [c[1:] for c in DATES], ids=[c[0] for c in DATES])
def test_dates(codebook: Codebook, given: list[dict[str, Any]], date: str | None, precision: str | None, disputed: bool) -> None:
    made = event(codebook, *given)
    assert (made.date, made.date_precision, "date" in made.disputed) == (date, precision, disputed)


# name, per report the count and what else it has, then low, best, high, disputed
TOLLS: list[tuple[str, list[dict[str, Any]], tuple[int | None, int | None, int | None, bool]]] = [
    ("agreed", [{"killed": count(7)}, {"killed": count(7)}], (7, 7, 7, False)),
    ("the later of two that are told once", [{"killed": count(7), "published": "2030-05-04"}, {"killed": count(9)}], (7, 9, 9, True)),
    ("never the mean", [{"killed": count(10)}, {"killed": count(10)}, {"killed": count(20)}], (10, 10, 20, True)),
    ("origins, not outlets", [*[{"killed": count(5), "sources": [REUTERS]}] * 3, {"killed": count(8)}, {"killed": count(8)}], (5, 8, 8, True)),
    ("an update of one source", [{"killed": count(7), "sources": [POLICE], "published": "2030-05-04"},
                                 {"killed": count(9), "sources": [POLICE], "published": "2030-05-05"}], (9, 9, 9, False)),
    ("one source, two figures on one day", [{"killed": count(7), "sources": [POLICE]}, {"killed": count(9), "sources": [POLICE]}], (7, 9, 9, True)),
    ("an update passed on by its agency", [{"killed": count(7), "sources": [REUTERS], "published": "2030-05-04"},
                                           {"killed": count(9), "sources": [POLICE, REUTERS], "published": "2030-05-06"}], (9, 9, 9, False)),
    ("two bodies through one agency do not update each other",
     [{"killed": count(30), "sources": [POLICE, REUTERS], "published": "2030-05-04"},
      {"killed": count(4), "sources": [HOSPITAL, REUTERS], "published": "2030-05-06"}], (4, 4, 30, True)),
    ("at least is no contradiction of more", [{"killed": count(7, "at_least")}, {"killed": count(9)}], (7, 9, 9, False)),
    ("at least is one of less", [{"killed": count(9, "at_least")}, {"killed": count(7)}], (7, 9, 9, True)),
    ("about", [{"killed": count(20, "about")}, {"killed": count(22), "published": "2030-05-06"}], (20, 22, 22, False)),
    ("dozens beside a number", [{"killed": count(None, "vague", low=20)}, {"killed": count(31)}], (31, 31, 31, False)),
    ("dozens against a number", [{"killed": count(None, "vague", low=20)}, {"killed": count(3)}], (3, 3, 3, True)),
    ("dozens alone", [{"killed": count(None, "vague", low=20)}], (20, 20, 20, False)),
    ("some", [{"killed": count(None, "vague")}], (None, None, None, False)),
    ("another source's figure in one article", [{"killed": count(9), "alternatives": [other("killed", 12, "مفوضية الجهة")]}], (9, 9, 12, True)),
    ("a figure the article only cites comes after its own", [{"killed": count(9), "published": "2030-05-04"},
     {"killed": count(9), "alternatives": [other("killed", 7, "الشرطة")]}], (7, 9, 9, True)),
    ("an old figure cited later is not news", [{"killed": count(9), "sources": [POLICE], "published": "2030-05-04"},
     {"killed": count(12), "sources": [HOSPITAL], "alternatives": [other("killed", 7, "الشرطة")]}], (7, 12, 12, True)),
    ("a person's figure", [{"killed": count(3), "verdict": "accepted", "published": "2030-05-01"}, *[{"killed": count(9)}] * 3], (3, 3, 9, True)),
    ("a range", [{"killed": count(None, "about", low=5, high=8)}, {"killed": count(6)}], (5, 6, 8, False)),
]  # fmt: skip


@pytest.mark.parametrize(("given", "expected"), [c[1:] for c in TOLLS], ids=[c[0] for c in TOLLS])
def test_tolls(codebook: Codebook, given: list[dict[str, Any]], expected: tuple[Any, ...]) -> None:
    made = event(codebook, *given)
    toll = made.killed
    assert toll is not None
    assert (toll.low, toll.best, toll.high, toll.disputed) == expected
    assert ("killed" in made.disputed) is toll.disputed
    assert len(toll.figures) == sum(1 + len(g.get("alternatives", [])) for g in given), "every statement stays in the table"


# name, of three reports the first of which says 3 killed in Sfax: what people did with it, then best of killed, place and injured
MENDED: list[tuple[str, dict[str, Any], str | None, tuple[int, str, int]]] = [
    ("nobody touched it", {}, None, (9, "Tunis", 20)),
    ("one count mended", {"injured": count(40)}, "mended", (9, "Tunis", 40)),
    ("the place mended", {"place": "قفصة", "place_en": "Gafsa", "place_id": "geonames:2468353", "lat": 34.4, "lon": 8.8}, "mended", (9, "Gafsa", 20)),
    ("accepted as it stands", {}, "accepted", (3, "Sfax", 21)),
    ("changed and accepted", {"injured": count(40)}, "accepted", (3, "Sfax", 40)),
]  # fmt: skip


@pytest.mark.parametrize(("change", "verdict", "expected"), [c[1:] for c in MENDED], ids=[c[0] for c in MENDED])
def test_who_mends_one_field_says_nothing_of_the_others(
    codebook: Codebook, change: dict[str, Any], verdict: Any, expected: tuple[int, str, int]
) -> None:
    first, *others = [
        stored(0, killed=count(3), injured=count(21), **SFAX),
        stored(1, killed=count(9), injured=count(20), **TUNIS),
        stored(2, killed=count(9), injured=count(20), **TUNIS),
    ]
    read = msgspec.to_builtins(first.report)
    first = msgspec.structs.replace(first, report=msgspec.convert({**read, **change}, Report), verdict=verdict)
    made = event_of("e1", [first, *others], codebook)
    assert made.killed is not None
    assert made.injured is not None
    assert (made.killed.best, made.place_en, made.injured.best) == expected


# name, reports, and what the best figure of killed has over the next
REASONS: list[tuple[str, list[dict[str, Any]], str | None]] = [
    ("one figure", [{"killed": count(7)}, {"killed": count(7)}], None),
    ("nothing told", [{}], None),
    ("a person's word", [{"killed": count(7), "verdict": "accepted"}, *[{"killed": count(9)}] * 2], "person"),
    ("origins", [{"killed": count(7)}, *[{"killed": count(9)}] * 2], "origins"),
    ("its own", [{"killed": count(9), "alternatives": [other("killed", 12, "مفوضية الجهة")]}], "own"),
    ("the latest", [{"killed": count(7), "published": "2030-05-04"}, {"killed": count(9)}], "latest"),
    ("the surest", [{"killed": count(7), "confidences": {"killed": 0.9}}, {"killed": count(9)}], "surest"),
    ("the higher", [{"killed": count(7)}, {"killed": count(9)}], "higher"),
]


@pytest.mark.parametrize(("given", "expected"), [c[1:] for c in REASONS], ids=[c[0] for c in REASONS])
def test_why_a_figure_is_the_best(codebook: Codebook, given: list[dict[str, Any]], expected: str | None) -> None:
    reports = [stored(n, **arguments) for n, arguments in enumerate(given)]
    assert reason("killed", Scale(reports, traced(reports, codebook)), codebook) == expected


def test_figures_say_who_said_them_when(codebook: Codebook) -> None:
    made = event(
        codebook,
        {"killed": count(9, chain=1), "sources": [POLICE, HOSPITAL], "chains": [[0], [1]], "publisher": "مرآة الأمس"},
        {"killed": count(8), "published": "2030-05-04"},
    )
    assert made.killed is not None
    told = [(f.n, f.outlet, f.published, f.source, f.source_kind, f.origin) for f in made.killed.figures]
    assert told == [
        (8, "صحيفة 1", "2030-05-04", None, None, 0),
        (9, "مرآة الأمس", "2030-05-05", "مستشفى الجهة", "medical", 2),
    ]
    assert [o.label for o in made.origins] == ["صحيفة 1", "الشرطة", "مستشفى الجهة"]


# name, reports, the place's id, disputed
PLACES: list[tuple[str, list[dict[str, Any]], str | None, bool]] = [
    ("a town within the country others tell", [COUNTRY, COUNTRY, TUNIS], TUNIS["place_id"], False),
    ("two towns", [TUNIS, SFAX, SFAX], SFAX["place_id"], True),
    ("a name that nobody knows", [TUNIS, {"place": "حي الزهور"}], TUNIS["place_id"], False),
    ("only a name", [{"place": "حي الزهور"}], None, False),
    ("none", [{}], None, False),
]


@pytest.mark.parametrize(("given", "place_id", "disputed"), [c[1:] for c in PLACES], ids=[c[0] for c in PLACES])
def test_places(codebook: Codebook, given: list[dict[str, Any]], place_id: str | None, disputed: bool) -> None:
    made = event(codebook, *given)
    assert (made.place_id, "place" in made.disputed) == (place_id, disputed)


def test_a_town_within_its_province(codebook: Codebook) -> None:
    province = next(p for p in codebook.places.values() if p.kind == "admin1" and p.country == "TN" and p.name_en == "Kasserine")
    town = next(p for p in codebook.places.values() if p.kind == "town" and p.country == "TN" and p.admin1 == province.admin1)
    told = [
        {"place": p.names[0], "place_en": p.name_en, "place_id": p.id, "place_precision": precision, "lat": p.lat, "lon": p.lon}
        for p, precision in ((province, "province"), (province, "province"), (town, "town"))
    ]
    made = event(codebook, *told)
    assert (made.place_id, made.admin1, made.disputed) == (town.id, "Kasserine", [])
    assert [(v.value, v.origins) for v in made.variants["place"]] == [(province.name_en, 2), (town.name_en, 1)]
    assert provinces(codebook) is provinces(codebook), "the gazetteer is read through once"


# name, per report its parties, the ids (or texts) of the event's, disputed
PARTIES: list[tuple[str, list[list[dict[str, Any]]], list[str], bool]] = [
    ("one id", [[party("داعش", id_="isis")], [party("تنظيم الدولة", id_="isis")]], ["isis"], False),
    ("a force and its country", [[party("إسرائيل", "external_forces", "country:IL")], [party("الجيش", "state_forces", "il:army")]],
     ["il:army"], False),
    ("gunmen and the group", [[party("مسلحون", "unknown", "generic:gunman")], [party("داعش", id_="isis")]], ["isis"], False),
    ("strangers", [[party("داعش", id_="isis")], [party("داعش", id_="isis")], [party("طالبان", id_="taliban")]], ["isis"], True),
    ("two in one report", [[party("داعش", id_="isis"), party("طالبان", id_="taliban")], [party("داعش", id_="isis")]], ["isis", "taliban"], False),
    ("victims and soldiers", [[party("مدنيون", "civilians", "generic:civilian")], [party("جنود", "state_forces", "generic:soldier")],
                              [party("جندي", "state_forces", "generic:soldier")]], ["generic:soldier"], True),
    ("one person, two spellings", [[party("سالم البلاوي", "civilians", person="private")], [party("البلاوي", "civilians", person="private")]],
     ["سالم البلاوي"], False),
]  # fmt: skip


@pytest.mark.parametrize(("given", "expected", "disputed"), [c[1:] for c in PARTIES], ids=[c[0] for c in PARTIES])
@pytest.mark.parametrize("side", ["by", "against"])
def test_parties(codebook: Codebook, side: str, given: list[list[dict[str, Any]]], expected: list[str], disputed: bool) -> None:
    made = event(codebook, *({side: parties} for parties in given))
    assert [a.id or a.text for a in getattr(made, side)] == expected
    assert (side in made.disputed) is disputed


def test_joined_parties_count_origins(codebook: Codebook) -> None:
    given = [{"by": [party("داعش", id_="isis", confidence=0.5)], "sources": [REUTERS]}] * 3 + [{"by": [party("داعش", id_="isis")]}]
    actor = event(codebook, *given).by[0]
    assert (actor.origins, len(actor.reports), actor.confidence) == (2, 4, 0.75)


def test_variants_tell_no_private_name(codebook: Codebook) -> None:
    made = event(codebook, *({"against": [party("سالم البلاوي", "civilians", person="private")]},) * 2)
    assert [v.value for v in made.variants["against"]] == ["civilians"]
    assert made.against[0].person == "private"


@pytest.mark.parametrize(
    ("given", "status", "disputed"),
    [
        (["planned", "planned", "occurred"], "occurred", False),
        (["alleged", "alleged", "occurred"], "alleged", False),
        (["occurred", "denied"], "occurred", True),
        (["occurred", "foiled", "foiled"], "foiled", True),
    ],
)
def test_status(codebook: Codebook, given: list[str], status: str, disputed: bool) -> None:
    made = event(codebook, *({"status": s} for s in given))
    assert (made.status, "status" in made.disputed) == (status, disputed)


def test_every_value_of_every_field_is_kept(codebook: Codebook) -> None:
    given = [
        {"type": "attack", "claimed_by": "تنظيم داعش", **TUNIS, "by": [party("داعش", id_="isis")]},
        {"type": "attack", "claimed_by": "داعش"},
        {"type": "armed_clash", "country": "LY", "claimed_by": "حركة طالبان"},
    ]
    made = event(codebook, *given)
    assert made.variants.keys() == {"type", "status", "date", "place", "country", "by", "claimed_by"}
    assert [(v.value, v.reports, v.origins) for v in made.variants["type"]] == [("attack", ["r0", "r1"], 2), ("armed_clash", ["r2"], 1)]
    assert {"type", "country", "claimed_by"} <= set(made.disputed)
    assert (made.type, made.country, made.claimed_by) == ("attack", "TN", "تنظيم داعش")
    assert event(codebook, given[0]).variants == {}, "a single report is its own and only variant"


def test_confidence_grows_with_origins_not_with_outlets(codebook: Codebook) -> None:
    one = event(codebook, {"confidence": 0.6}).confidence
    agency = event(codebook, *[{"confidence": 0.6, "sources": [REUTERS]}] * 5).confidence
    chains = event(codebook, {"confidence": 0.6, "sources": [POLICE, HOSPITAL], "chains": [[0], [1]]}).confidence
    two = event(codebook, {"confidence": 0.6}, {"confidence": 0.6}).confidence
    doubted = event(codebook, {"confidence": 0.6}, {"confidence": 0.6}, confidence=0.5).confidence
    assert one == agency == chains == 0.6
    assert (two, doubted) == (0.84, 0.72)
    assert event(codebook, *[{"confidence": 0.9}] * 9).confidence == 0.99


@pytest.mark.parametrize(
    ("verdicts", "reviewed"), [([None, None], "none"), (["accepted", None], "part"), (["accepted", "mended"], "all"), (["unsure"], "none")]
)
def test_reviewed(codebook: Codebook, verdicts: list[str | None], reviewed: str) -> None:
    assert event(codebook, *({"verdict": v} for v in verdicts)).reviewed == reviewed


def test_the_rest(codebook: Codebook) -> None:
    made = event(
        codebook,
        {"published": "2030-05-06", "background": True, "evidence": "ذكرى", "confidence": 0.95},
        {"published": "2030-05-05", "publisher": "صحيفة 0", "evidence": "خبر"},
        {"published": None, "verdict": "rejected", "type": "grenade"},
        created_at="2030-05-07T00:00:00Z",
        updated_at="2030-05-08T00:00:00Z",
    )
    assert (made.reports, made.articles, made.outlets) == (["r1", "r0"], ["a1", "a0"], ["صحيفة 0"])
    assert (made.background, made.evidence, made.type) == (False, "خبر", "attack")
    assert (made.created_at, made.updated_at) == ("2030-05-07T00:00:00Z", "2030-05-08T00:00:00Z")


def test_no_report_is_no_event(codebook: Codebook) -> None:
    with pytest.raises(ValueError, match="e1"):
        event(codebook, {"verdict": "rejected"})


def test_order_of_reports_does_not_matter(codebook: Codebook) -> None:
    for reports in examples().values():
        assert event_of("e", reports, codebook) == event_of("e", reports[::-1], codebook)


# The nine incidents of the examples that several articles tell: killed as low, best, high, and the number of origins.
EXAMPLES = {
    "ariha-market-shelling-2020-02-11": ((5, 12, 12), 3),
    "burin-settlers-2023-02-27": (None, 2),
    "khartoum-protest-fired-on-2022-01-24": ((3, 4, 4), 2),
    "marib-missile-2021-06-08": ((5, 10, 10), 3),
    "mogadishu-restaurant-suicide-bomb-2022-08-05": ((6, 11, 11), 4),
    "sadr-city-car-bomb-2019-03-14": ((7, 11, 12), 3),
    "salloum-clash-2021-01-13": ((2, 2, 3), 3),
    "sinai-checkpoint-assault-2018-10-20": ((6, 11, 11), 3),
    "zawiya-clash-2023-08-19": ((3, 7, 7), 2),
}
# Its doctors' committee raises its own figure, and "at least three" of witnesses is no contradiction.
AGREED = {"khartoum-protest-fired-on-2022-01-24"}


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples(codebook: Codebook, name: str) -> None:
    made = event_of(name, examples()[name], codebook)
    toll = made.killed
    assert ((toll.low, toll.best, toll.high) if toll else None, len(made.origins)) == EXAMPLES[name]
    assert made.status == "occurred"
    assert made.date is not None
    assert toll is None or toll.disputed is (name not in AGREED)
    assert msgspec.json.decode(msgspec.json.encode(made), type=Event) == made


def test_many_events_are_made_fast(codebook: Codebook) -> None:
    reports: list[StoredReport] = [stored(n, **TUNIS, killed=count(n % 9), sources=[POLICE, REUTERS]) for n in range(3)]
    event_of("warm", reports, codebook)
    start = time.perf_counter()
    for n in range(300):
        event_of(str(n), reports[: 1 + n % 3], codebook)
    assert (time.perf_counter() - start) / 300 < 0.004, "300,000 events must stay a matter of minutes"
