"""The record of an incident: evidence, spans, rules and confidences, and the same bytes every time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from typing import Any

import msgspec
import pytest

from isnad.codebook import Codebook
from isnad.model import Article, Reading, Report
from isnad.reading import read

PUBLISHED = date(2021, 4, 8)  # a Thursday
FILLER = "وقال سكان إن الطريق الذي يربط البلدة بالمدينة المجاورة كان مغلقا منذ أيام بسبب الأمطار التي هطلت على المنطقة"
ARTICLES = [
    Article(
        id="long",
        title="مقتل تسعة جنود في هجوم شمال بوركينا فاسو",
        text=f"{FILLER}، {FILLER}، قبل أن يقتل مسلحون تسعة جنود في هجوم على ثكنة في مدينة جيبو، الاثنين، {FILLER}، {FILLER}.",
        published=PUBLISHED,
    ),
    Article(
        id="dressed",
        text="قُتِـل ثَلاثةُ جُنودٍ وأصيب ٥ آخرون في كمينٍ نصبه مسلّحون قرب مدينة كيـدال شمال مالي، بحسب «مصدر عسكري»، يوم الثلاثاء.",
        published=PUBLISHED,
    ),
    Article(
        id="two",
        title="قتلى في هجومين في العراق",
        text="قتل أربعة جنود ومدنيان في انفجار عبوة ناسفة في مدينة بعقوبة شرق العراق، الاثنين، وفق الشرطة.\r\n"
        "وفي مدينة الرمادي، قتل سبعة أشخاص في انفجار سيارة مفخخة، الثلاثاء، وتبنى تنظيم داعش التفجير.\r\n"
        "وبايعت كتيبة الفرقان تنظيم داعش، ويبلغ عدد عناصرها نحو 300 مقاتل.",
        published=PUBLISHED,
    ),
    Article(id="undated", text="قتل الجيش المصري تسعة مسلحين في اشتباكات في مدينة العريش شمال سيناء."),
    Article(id="nothing", text="افتتح معرض الكتاب أبوابه أمس وسط حضور كبير.", published=PUBLISHED),
]


@pytest.fixture(scope="module")
def readings(codebook: Codebook) -> dict[str, Reading]:
    return {a.id: read(a, codebook) for a in ARTICLES}


def every_report(readings: dict[str, Reading]) -> list[tuple[Article, Report]]:
    return [(a, r) for a in ARTICLES for r in readings[a.id].reports]


def test_each_article_has_its_reports(readings: dict[str, Reading]) -> None:
    assert {id_: len(r.reports) for id_, r in readings.items()} == {"long": 1, "dressed": 1, "two": 2, "undated": 1, "nothing": 0}


def test_evidence_is_at_most_200_code_points_and_cuts_exactly(readings: dict[str, Reading]) -> None:
    for article, report in every_report(readings):
        [(start, end)] = report.spans["evidence"]
        assert article.raw[start:end] == report.evidence
        assert 0 < len(report.evidence) <= 200


def test_evidence_of_a_long_sentence_holds_the_words_that_tell_it(readings: dict[str, Reading]) -> None:
    article = ARTICLES[0]
    [report] = readings["long"].reports
    sentence = article.raw.index("\n") + 1
    [(start, end)] = report.spans["evidence"]
    assert len(article.raw) - sentence > 400
    assert start > sentence
    assert "يقتل مسلحون تسعة جنود في هجوم" in report.evidence
    assert end - start > 150  # as much around it as fits


def test_evidence_of_a_short_sentence_is_the_sentence(readings: dict[str, Reading]) -> None:
    first, second = readings["two"].reports
    assert first.evidence == ARTICLES[2].text.split("\r\n")[0]
    assert second.evidence == ARTICLES[2].text.split("\r\n")[1]


def confidences(report: Report) -> list[float]:
    parties = [p.confidence for p in (*report.by, *report.against, *report.sources)]
    return [report.confidence, *report.confidences.values(), *parties]


def test_confidences_are_probabilities(readings: dict[str, Reading]) -> None:
    for _, report in every_report(readings):
        assert all(0 <= c <= 1 for c in confidences(report))
        assert {"type", "country"} <= report.confidences.keys()
    assert len({r.confidence for _, r in every_report(readings)}) > 1


def test_spans_cut_their_values(readings: dict[str, Reading]) -> None:
    for article, report in every_report(readings):
        named: list[Any] = [*report.by, *report.against, *report.sources, *filter(None, (report.killed, report.injured))]
        assert named
        assert all(article.raw[slice(*x.span)] == x.text for x in named)
        if report.place:
            assert [article.raw[a:b] for a, b in report.spans["place"]] == [report.place]


def test_dressed_words_are_cut_as_they_stand(readings: dict[str, Reading]) -> None:
    [report] = readings["dressed"].reports
    assert report.killed is not None
    assert report.injured is not None
    assert (report.killed.n, report.injured.n, report.place, report.date) == (3, 5, "كيـدال", "2021-04-06")
    assert "ثَلاثةُ" in report.killed.text
    assert "٥" in report.injured.text


def test_a_sum_names_its_parts(readings: dict[str, Reading]) -> None:
    report = readings["two"].reports[0]
    assert report.killed is not None
    assert (report.killed.n, report.killed.low, report.killed.high, report.killed.q) == (6, 6, 6, "exact")
    raw = ARTICLES[2].raw
    assert [raw[a:b].lstrip("و") for a, b in report.killed.parts] == ["أربعة جنود", "مدنيان"]
    assert raw[slice(*report.killed.span)] == "أربعة جنود ومدنيان"


def test_the_rule_of_a_figure_is_that_of_the_mention_that_gave_it(codebook: Codebook) -> None:
    text = "قتل أربعة أشخاص في انفجار عبوة ناسفة في مدينة بعقوبة شرق العراق، الاثنين."
    [report] = read(Article(id="t", title="قتلى في انفجار في العراق", text=text, published=PUBLISHED), codebook).reports
    assert report.killed is not None
    assert (report.killed.n, report.rules["killed"]) == (4, "attack/kill.object")


def test_the_rule_of_a_type_is_a_trigger_of_that_type(readings: dict[str, Reading]) -> None:
    for _, report in every_report(readings):
        rule = report.rules["type"]
        assert rule.startswith(f"{report.type}/") or "/" not in rule, (report.type, rule)


def test_the_rule_of_a_type_that_another_mention_gave(codebook: Codebook) -> None:
    text = "قتل ثلاثة مدنيين في هجوم في مدينة غاو شمال مالي، الاثنين، بحسب الشرطة."
    [report] = read(Article(id="t", title="انفجار عبوة ناسفة في مدينة غاو", text=text, published=PUBLISHED), codebook).reports
    assert report.evidence == text  # the mention that says most speaks of an attack
    assert (report.type, report.rules["type"].split("/")[0]) == ("remote_explosive", "remote_explosive")


def test_what_is_not_in_the_text_is_null(readings: dict[str, Reading]) -> None:
    [report] = readings["undated"].reports
    assert (report.date, report.date_end, report.date_from) == (None, None, None)
    assert report.claimed_by is None
    assert report.arrested is None
    assert "date" not in report.spans
    assert "date" not in report.confidences


def test_an_article_in_which_nothing_is_found_is_not_skipped(readings: dict[str, Reading]) -> None:
    reading = readings["nothing"]
    assert reading.relevant is False
    assert "skipped" not in msgspec.to_builtins(reading)


def test_two_readings_are_the_same_bytes(codebook: Codebook, readings: dict[str, Reading]) -> None:
    for article in ARTICLES:
        assert msgspec.json.encode(read(article, codebook)) == msgspec.json.encode(readings[article.id])


def test_the_order_of_articles_does_not_matter(codebook: Codebook, readings: dict[str, Reading]) -> None:
    for article in reversed(ARTICLES):
        assert read(article, codebook) == readings[article.id]


PROGRAM = """
import json, sys
import msgspec
from isnad.codebook import load
from isnad.model import Article
from isnad.reading import read
book = load()
for item in json.load(sys.stdin):
    sys.stdout.buffer.write(msgspec.json.encode(read(msgspec.convert(item, Article), book)) + b"\\n")
"""


@pytest.mark.parametrize("seed", ["0", "77"])
def test_readings_are_the_same_bytes_whatever_the_hash_seed(readings: dict[str, Reading], seed: str) -> None:
    items = json.dumps([msgspec.to_builtins(a) for a in ARTICLES], default=str).encode()
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-c", PROGRAM], input=items, capture_output=True, env=environment, check=True, timeout=120)
    assert done.stdout == b"".join(msgspec.json.encode(readings[a.id]) + b"\n" for a in ARTICLES)
