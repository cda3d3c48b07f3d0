"""How likely each value is right: every filled slot has a probability, and only those."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from isnad.codebook import Codebook
from isnad.model import Article, Report
from isnad.reading import read
from isnad.reading.incident.confidence import slot_features, with_confidence

PUBLISHED = date(2021, 4, 8)
TEXT = (
    "أعلنت حركة الشباب مسؤوليتها عن هجوم بسيارة مفخخة استهدف فندقا في مدينة كيسمايو جنوبي الصومال، أمس الأربعاء، "
    "ما أسفر عن مقتل ستة مدنيين وإصابة عشرة آخرين، بحسب الشرطة."
)


@pytest.fixture(scope="module")
def report(codebook: Codebook) -> Report:
    [found] = read(Article(id="t", text=TEXT, published=PUBLISHED), codebook).reports
    return found


def slots(report: Report) -> list[tuple[str, int]]:
    return [(name, n) for name, n, _ in slot_features(report, 0.0)]


def test_each_filled_slot_has_features(report: Report) -> None:
    expected = ["type", "date", "country", "place", "killed", "injured", "claimed_by"]
    assert [name for name, _ in slots(report) if name not in ("by", "against", "sources")] == expected
    for side in ("by", "against", "sources"):
        assert [n for name, n in slots(report) if name == side] == list(range(len(getattr(report, side))))


def test_an_empty_slot_has_none(report: Report) -> None:
    bare = msgspec.structs.replace(
        report, date=None, place=None, country=None, killed=None, injured=None, claimed_by=None, by=[], against=[], sources=[]
    )
    assert slots(bare) == [("type", 0)]
    assert set(with_confidence(bare, 0.0, {}).confidences) == {"type"}


@pytest.mark.parametrize(("status", "expected"), [("occurred", False), ("denied", True), ("planned", True)])
def test_a_status_is_a_slot_unless_it_occurred(report: Report, status: str, expected: bool) -> None:
    changed = msgspec.structs.replace(report, status=status)
    assert (("status", 0) in slots(changed)) is expected


def test_the_weights_of_a_slot_make_its_probability(report: Report) -> None:
    weights = {"killed": {"bias": 0.0, "q_exact": 1.0986}, "place": {"bias": -2.1972}, "against": {"bias": 30.0}}
    made = with_confidence(report, 0.0, weights)
    assert made.confidences["killed"] == 0.75
    assert made.confidences["place"] == 0.1
    assert made.confidences["injured"] == 0.5  # without weights: that of the report
    assert [p.confidence for p in made.against] == [1.0]
    assert (made.killed, made.place, made.spans) == (report.killed, report.place, report.spans)


def test_the_sum_of_the_report_is_bounded_in_the_features(report: Report) -> None:
    for sum_, expected in ((9.0, 4.0), (-9.0, -4.0), (1.5, 1.5)):
        assert {f["report"] for _, _, f in slot_features(report, sum_)} == {expected}


def test_a_surer_report_has_surer_values(codebook: Codebook, report: Report) -> None:
    weights = codebook.tables["weights"]["slots"]
    low, high = with_confidence(report, -3.0, weights), with_confidence(report, 3.0, weights)
    assert set(weights) >= {"type", "date", "place", "killed", "by", "against"}
    assert all(low.confidences[slot] <= high.confidences[slot] for slot in ("type", "date", "country", "place", "killed"))
    assert low.confidences["type"] < high.confidences["type"]
