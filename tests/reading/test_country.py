"""The country of an incident: chosen among those that are named, none where none is told, and its place goes with it."""

from __future__ import annotations

from datetime import date

import pytest

from isnad.codebook import Codebook
from isnad.model import Article
from isnad.reading import read
from isnad.reading.draft import Draft, draft_of
from isnad.reading.incident.country import choose_country, country_candidates
from isnad.reading.incident.incidents import Incident, find_incidents
from isnad.reading.tools import tools_of
from isnad.resolve import place_of, resolve_place, within

PUBLISHED = date(2018, 5, 5)
COMMON_NAME = "فجر انتحاري نفسه وسط قوات مكافحة الإرهاب ما أسفر عن مقتل شرطيين اثنين."  # a name of Yemen's forces where Yemen is named
UNPLACED = "أعلن الجيش المصري مقتل ثلاثة مسلحين في اشتباكات مع قواته أمس."
ABROAD = "قتل جنديان فرنسيان في انفجار لغم في النيجر، الأربعاء، وفق ما أعلنت باريس."


def drafted(text: str, codebook: Codebook, publisher: str | None = None) -> tuple[Draft, Incident]:
    draft = draft_of(Article(id="a", text=text, published=PUBLISHED, publisher=publisher), tools_of(codebook))
    assert draft is not None
    (incident,) = find_incidents(draft)
    return draft, incident


@pytest.mark.parametrize(
    ("text", "country"), [(UNPLACED, "EG"), (ABROAD, "NE"), (COMMON_NAME, None), ("قتل ثلاثة أشخاص في هجوم شنه مسلحون مجهولون أمس.", None)]
)
def test_the_country_that_is_told(codebook: Codebook, text: str, country: str | None) -> None:
    (report,) = read(Article(id="a", text=text, published=PUBLISHED), codebook).reports
    assert report.country == country


def test_candidates_are_what_is_named_and_none(codebook: Codebook) -> None:
    draft, incident = drafted(ABROAD, codebook)
    found = dict(country_candidates(draft, incident.led, None, background=False))
    assert {None, "NE", "FR"} == set(found)
    assert found["NE"]["role_inside"] == found["NE"]["inside"] == 1.0
    assert found["FR"]["adjective"] == 1.0 and "against_forces" in found["FR"]
    assert found[None].keys() >= {"none_unplaced", "none_several"} and "none_here" not in found[None]


def test_where_the_place_tells_a_country_none_is_no_candidate(codebook: Codebook) -> None:
    draft, incident = drafted("قتل خمسة جنود في كمين قرب مدينة بعقوبة العراقية، الجمعة.", codebook)
    assert incident.place is not None
    found = dict(country_candidates(draft, incident.led, incident.place, background=False))
    assert None not in found and found["IQ"]["placed_exact"] == 1.0


def test_the_weights_decide(codebook: Codebook) -> None:
    draft, incident = drafted(ABROAD, codebook)
    for weights, country in (({"role_inside": 1.0}, "NE"), ({"adjective": 1.0}, "FR"), ({"none_unplaced": 1.0}, None)):
        assert choose_country(draft, incident.led, None, weights, background=False) == country


def test_a_name_in_another_country_is_the_entry_there_or_none(codebook: Codebook) -> None:
    ids = tools_of(codebook).matcher.place_names["طرابلس"]
    libya = resolve_place(codebook, ids, {"LY": 0.9})
    moved = within(libya, "LB", codebook)
    assert libya.place and moved.place and (libya.country, moved.country, moved.place.country) == ("LY", "LB", "LB")
    assert {id_ for id_, _ in moved.losers} == {libya.place.id, *(id_ for id_, _ in libya.losers)} - {moved.place.id}
    assert place_of(codebook, moved.place.id) == moved.place
    nowhere = within(libya, "NO", codebook)
    assert (nowhere.place, nowhere.country, nowhere.losers[0]) == (None, "NO", (libya.place.id, libya.share))


def test_a_name_with_one_meaning_tells_its_country_whatever_else_is_named(codebook: Codebook) -> None:
    draft, incident = drafted("قتل شرطي ألماني في هجوم في شبه جزيرة القرم، الأربعاء، وفق ما أعلنت برلين.", codebook)
    assert incident.place is not None
    assert [code for code, _ in country_candidates(draft, incident.led, incident.place, background=False)] == ["UA"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        (
            "أعلنت أنقرة قصف مواقع في سنجار العراقية. وكان الجيش السوري قد استعاد حلب وحماة. وقالت مصادر إن ثلاثة مسلحين قتلوا في سنجار أمس.",
            "IQ",
        ),
        ("أعلن الجيش السوري استعادة حماة وحمص. وأضاف أن مسلحا قتل في بلدة سنجار بريف إدلب.", "SY"),
    ],
)
def test_a_name_told_with_its_country_once_means_that_country_throughout(codebook: Codebook, text: str, country: str) -> None:
    draft = draft_of(Article(id="a", text=text, published=PUBLISHED), tools_of(codebook))
    assert draft is not None
    assert {p.country for p in draft.places if p.place is not None and "سنجار" in p.place.names} == {country}


AT_SEA = [
    ("هاجم الحوثيون ناقلة نفط سعودية في البحر الأحمر أمس.", "البحر الأحمر", None),
    ("قصف الطيران ساحل البحر الأحمر غرب اليمن أمس وقتل سبعة حوثيين.", None, "YE"),
]


@pytest.mark.parametrize(("text", "place", "country"), AT_SEA)
def test_a_sea_is_no_country_s(codebook: Codebook, text: str, place: str | None, country: str | None) -> None:
    (report,) = read(Article(id="a", text=text, published=PUBLISHED), codebook).reports
    assert report.country == country and (place is None or report.place == place)


FIRED = [
    # text, place, country
    ("أطلق مسلحون ثلاثة صواريخ من قطاع غزة باتجاه إسرائيل مساء الخميس.", "إسرائيل", "IL"),
    ("أطلق مسلحون قذائف من شمال سوريا على جنوبي تركيا مساء الخميس.", "جنوبي تركيا", "TR"),
    ("أطلق مسلحون قذائف من سوريا على بلدات تركية مساء الخميس.", None, "TR"),
    ("قصف مسلحون قرى سورية بقذائف الهاون مساء الخميس.", None, "SY"),
    ("أصيب ثلاثة أشخاص في قصف بالصواريخ انطلق من قطاع غزة.", "قطاع غزة", "PS"),
]


@pytest.mark.parametrize(("text", "place", "country"), FIRED)
def test_fire_falls_where_it_goes_and_not_where_it_comes_from(codebook: Codebook, text: str, place: str | None, country: str) -> None:
    (report,) = read(Article(id="a", text=text, published=PUBLISHED), codebook).reports
    assert (report.place, report.country) == (place, country)
