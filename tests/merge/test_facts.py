"""What is compared of a report: days, places, actors, figures, words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from isnad.codebook import Codebook
from isnad.merge.facts import Facts, days_of, facts_of, report_of
from isnad.merge.wording import RAREST, Words, stem

ENTRY: dict[str, Any] = {
    "type": "attack", "status": "occurred", "date": "2021-04-01", "country": "LY", "place": "مدينة درنة", "place_en": "Somewhere else",
    "lat": 1.0, "lon": 2.0, "by": [{"text": "تنظيم داعش", "en": "Nobody", "kind": "rebel_group"}],
    "against": [{"text": "جنود", "en": "soldiers", "kind": "state_forces"}], "killed": {"n": 6, "q": "at_least", "text": "ستة"},
    "injured": {"n": None, "q": "vague", "text": "جرحى"}, "evidence": "قتل ستة جنود", "background": False,
}  # fmt: skip


def facts(book: Codebook, text: str | None = None, **more: Any) -> Facts:
    return facts_of(report_of({**ENTRY, **more}), key="a#0", article="a", published=date(2021, 4, 2), book=book, text=text)


@pytest.mark.parametrize(
    ("start", "end", "days", "precision"),
    [
        ("2021-04-01", None, 0, 1), ("2021-04-01", "2021-04-03", 2, 1), ("2021-04-03", "2021-04-01", 0, 1), ("2021-12", None, 30, 2),
        ("2020", None, 365, 3), ("2021-02", None, 27, 2),
    ],
)  # fmt: skip
def test_a_date_is_a_first_and_a_last_day(start: str, end: str | None, days: int, precision: int) -> None:
    first, last, told = days_of(start, end)
    assert (last - first, told) == (days, precision)


@pytest.mark.parametrize("text", [None, "", "2021-13-01", "2021-4", "soon"])
def test_what_is_no_date_is_untold(text: str | None) -> None:
    assert days_of(text, None) == (0, 0, 0)


def test_annotated_reports_are_looked_up_by_their_words_alone(codebook: Codebook) -> None:
    found = facts(codebook)
    assert found.place is not None
    assert abs((found.lat or 0) - 32.8) < 0.3, "the annotator's coordinates must not be used"
    assert "isis" in found.by
    assert found.generic == ("generic:soldier",)
    assert (found.killed_low, found.killed_high, found.injured_low) == (6, 6, None)
    assert facts(codebook, place_en=None, lat=None, lon=None) == found


def test_isnads_own_ids_are_taken(codebook: Codebook) -> None:
    party = {"text": "القوات", "en": None, "kind": "state_forces", "id": "il:army", "span": [0, 3], "person": None}
    own = facts(codebook, place_id="country:LY", place_precision="country", lat=None, lon=None, alternatives=[], sources=[], by=[party],
                against=[], killed=None, injured=None)  # fmt: skip
    assert (own.place, own.radius) == ("country:LY", 400.0)
    assert own.by == ("country:IL", "il:army"), "an army belongs to its state"


def test_a_place_of_another_country_only_without_one_of_its_own(codebook: Codebook) -> None:
    assert facts(codebook, place="بلدة لا يعرفها أحد").place is None
    assert facts(codebook, place=None).radius is None
    assert facts(codebook, place="طرابلس", country="LB").country == "LB"
    assert facts(codebook, place="طرابلس", country="LB").place != facts(codebook, place="طرابلس", country="LY").place


def test_forces_of_a_state_that_nobody_names_are_left_out(codebook: Codebook) -> None:
    party = {"text": "قوات مكافحة الإرهاب", "kind": "state_forces"}
    assert not any(":" in i and not i.startswith(("ly:", "country:LY")) for i in facts(codebook, by=[party]).by)


def test_the_words_of_the_sentence_are_compared_where_the_article_has_it(codebook: Codebook) -> None:
    text = "عنوان\nأعلن المسعفون اليوم أنه قتل ستة جنود عند حاجز الزيتونة. جملة أخرى تماما."
    more = set(facts(codebook, text).words) - set(facts(codebook).words)
    words = Words.of(codebook)
    assert words.code(stem("الزيتونه")) in more
    assert words.code(stem("جمله")) not in more
    assert facts(codebook, "نص آخر").words == facts(codebook).words


@pytest.mark.parametrize(
    ("a", "b"), [("بالقصرين", "القصرين"), ("وللمتظاهرين", "المتظاهرون"), ("هجومها", "الهجوم"), ("مدينه", "المدينه"), ("غارات", "غاره")]
)
def test_words_are_compared_by_stem(a: str, b: str) -> None:
    assert stem(a) == stem(b)


def test_common_words_are_worth_little(codebook: Codebook) -> None:
    words = Words.of(codebook)
    common, rare = words.encoded("الهجوم"), words.encoded("الزيتونبور")
    assert common[0] % 16 < 5
    assert rare[0] % 16 == RAREST
    assert words.encoded("في من") == words.encoded(None) == ()
