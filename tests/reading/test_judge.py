"""What is surely enough told to be a report: probabilities from weights, the threshold, and what speaks against."""

from __future__ import annotations

import math
from datetime import date

import pytest

from isnad.codebook import Codebook
from isnad.model import Article
from isnad.reading import read
from isnad.reading.draft import Draft, draft_of
from isnad.reading.incident.incidents import Incident, find_incidents
from isnad.reading.incident.judge import keep, report_features
from isnad.reading.logit import log_share, logit, probability
from isnad.reading.tools import tools_of

PUBLISHED = date(2021, 4, 8)
ATTACK = "هاجم مسلحون ثكنة للجيش في مدينة تيلابيري غربي النيجر، أمس الأربعاء، وقتلوا 12 جنديا."


def drafted(text: str, codebook: Codebook, title: str = "") -> tuple[Draft, list[Incident]]:
    draft = draft_of(Article(id="t", title=title, text=text, published=PUBLISHED), tools_of(codebook))
    assert draft is not None
    return draft, find_incidents(draft)


SUMS = [
    ({}, {"bias": -1.0, "a": 2.0}, -1.0),
    ({"a": 0.5}, {"bias": -1.0, "a": 2.0}, 0.0),
    ({"a": 0.5, "unknown": 9.0}, {"a": 2.0}, 1.0),  # a feature without a weight counts nothing
    ({"a": 1.0, "b": 2.0}, {"a": 2.0, "b": -3.0}, -4.0),
]


@pytest.mark.parametrize(("features", "weights", "expected"), SUMS)
def test_the_logistic_sum(features: dict[str, float], weights: dict[str, float], expected: float) -> None:
    assert logit(features, weights) == pytest.approx(expected)


@pytest.mark.parametrize(("z", "expected"), [(0.0, 0.5), (math.log(3), 0.75), (-math.log(9), 0.1)])
def test_the_probability_of_a_sum(z: float, expected: float) -> None:
    assert probability(z) == pytest.approx(expected)


@pytest.mark.parametrize(("p", "expected"), [(0.0, -1.15), (0.5, -0.17), (1.0, 0.0)])
def test_the_logarithm_of_a_share_is_small_and_finite(p: float, expected: float) -> None:
    assert log_share(p) == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize("z", [-1e9, -50.0, 50.0, 1e9])
def test_a_probability_lies_between_0_and_1_however_large_the_sum(z: float) -> None:
    assert 0 < probability(z) < 1
    assert (probability(z) > 0.5) is (z > 0)


# Articles in which words of violence stand and nothing in scope is told.
NO_REPORT = [
    "هاجم المدرب حكم المباراة بعد أن سجل الفريق الضيف هدفا في الدقيقة الأخيرة من عمر اللقاء.",
    "لقي خمسة أشخاص مصرعهم في حادث اصطدام شاحنة بسيارة على الطريق السريع، أمس الأربعاء.",
    "اعتقلت الشرطة عصابة لسرقة السيارات بحوزتها كمية من المخدرات.",
    "انفجرت أسعار العقارات في المدينة بعد هجوم المستثمرين على السوق.",
    "افتتح معرض الكتاب أبوابه أمس وسط حضور كبير.",
]


@pytest.mark.parametrize("text", NO_REPORT)
def test_no_report_of_what_is_out_of_scope(codebook: Codebook, text: str) -> None:
    assert read(Article(id="t", text=text, published=PUBLISHED), codebook).reports == []


def test_an_article_without_a_trigger_or_a_word_of_speech_leaves_early(codebook: Codebook) -> None:
    assert draft_of(Article(id="t", text="الطقس جميل اليوم"), tools_of(codebook)) is None
    reading = read(Article(id="t", text="الطقس جميل اليوم"), codebook)
    assert (reading.relevant, reading.reports, reading.speakers) == (False, [], [])
    assert reading.codebook == codebook.version


def test_only_incidents_above_the_threshold_are_kept(codebook: Codebook) -> None:
    draft, incidents = drafted(ATTACK, codebook)
    [(incident, z)] = keep(draft, incidents)
    assert incident is incidents[0]
    assert probability(z) >= codebook.tables["weights"]["threshold"]
    sums = codebook.tables["weights"]["report"]
    assert z == pytest.approx(logit(report_features(draft.parse, incident, incidents), sums))


# title, text, features that must stand and features that must not
FEATURES: list[tuple[str, str, dict[str, float], set[str]]] = [
    ("", ATTACK, {"alone": 1.0, "figures": 1.0, "figure_exact": 1.0, "dated_day": 1.0, "place_exact": 1.0, "type_attack": 1.0}, {"background", "planned"}),
    ("هجوم في النيجر", ATTACK, {"title_and_lead": 1.0, "in_title": 1.0, "by": 1.0, "against": 1.0}, {"alone", "title_untold", "place_none"}),
    ("الطقس غدا", ATTACK, {"title_untold": 1.0, "in_lead": 1.0}, {"in_title", "title_and_lead", "alone"}),
    ("", "هاجم مسلحون قرية وقضت محكمة بالسجن على متهم.", {"court_sentence": 1.0, "place_none": 1.0}, {"dated", "leisure", "figures"}),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "there", "absent"), FEATURES)
def test_what_speaks_for_an_incident(codebook: Codebook, title: str, text: str, there: dict[str, float], absent: set[str]) -> None:
    draft, incidents = drafted(text, codebook, title)
    features = report_features(draft.parse, incidents[0], incidents)
    assert there.items() <= features.items(), {k: features.get(k) for k in there}
    assert not absent & features.keys()
    assert all(math.isfinite(v) for v in features.values())
