"""The measure: phrases, dates, alignment and the figures, on small cases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from isnad.errors import SourceError
from isnad.evaluate import load_readings, missed, score
from isnad.evaluate.compare import date_likeness, overlap, pairs, same_place, same_relation, same_text
from isnad.evaluate.floors import rounded_down


def report(**more: Any) -> dict[str, Any]:
    base = {
        "type": "attack",
        "status": "occurred",
        "date": "2018-05-15",
        "country": "LY",
        "place": "درنة",
        "by": [],
        "against": [],
        "sources": [],
    }
    base |= {"killed": {"n": 6, "q": "exact", "text": "ستة"}, "evidence": "قتل ستة جنود في هجوم شنه مسلحون قرب درنة"}
    return base | more


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("تنظيم داعش", "داعش", True), ("وداعش", "داعش", True), ("مدينة درنة", "بدرنه", True), ("٦ جنود", "06 جنود", True),
        ("الجيش التونسي", "الجيش الليبي", False), ("مسلحون", "مسلحون مجهولون", True), ("", "داعش", False), (None, None, False),
        ("قائد", "وزير الدفاع القائد العام للقوات المسلحة في البلاد", False),
    ],
)  # fmt: skip
def test_phrases(a: str | None, b: str | None, same: bool) -> None:
    assert same_text(a, b) is same


def test_dates_places_and_pairs() -> None:
    assert [date_likeness(*d) for d in (("2018", "2018"), (None, None), ("2018-05", "2018-05-16"), ("2018-05-15", "2018-05-17"), ("2018", None))] == [
        1.0, 0.5, 0.6, 0.3, 0.0,
    ]  # fmt: skip
    near = {"place": "الفتائح", "lat": 32.7, "lon": 22.7}
    assert same_place(near, {"place": "درنة", "lat": 32.76, "lon": 22.64})
    assert not same_place(near, {"place": "درنة", "lat": None, "lon": None})
    assert not same_place(near, {"place": None, "lat": 32.7, "lon": 22.7})
    assert len(pairs([{"text": "داعش"}, {"text": "داعش"}], [{"text": "داعش"}])) == 1
    assert len(pairs([{"text": "التنظيم", "en": "Islamic State"}], [{"text": "داعش", "en": "islamic state"}])) == 1
    assert overlap("قتل ستة", "قتل ستة جنود") == 1.0
    ally = {"a": "داعش", "b": "بوكو حرام", "type": "allied_with", "status": "asserted"}
    assert same_relation(ally, {**ally, "a": ally["b"], "b": ally["a"]})
    part = ally | {"type": "part_of"}
    assert not same_relation(part, {**part, "a": part["b"], "b": part["a"]})


def test_the_figures() -> None:
    gold = {
        "1": {
            "id": "1",
            "reports": [report(), report(type="arrests", place="سرت", killed=None, evidence="اعتقال شخصين في سرت", background=True)],
        }
    }
    found = {"1": {"id": "1", "reports": [report(killed={"n": 7}, date="2018-05-16")]}}
    result = score(gold, found)
    rows = result.rows()
    assert (rows["detection"]["p"], rows["detection"]["r"]) == (1.0, 0.5)
    assert (rows["fresh"]["p"], rows["fresh"]["r"]) == (1.0, 1.0)
    assert rows["killed"]["f1"] == 0.0
    assert rows["date"] == {"accuracy": 0.0, "n": 1}
    assert (rows["slots"]["gold"], rows["slots"]["pred"]) == (9, 5)
    assert rows["recall_by_type"] == {"arrests": "0/1", "attack": "1/1"}
    assert [d.split()[0] for d in result.differences] == ["MISS", "DIFF"]
    assert [f.name for f in missed(rows, {"detection": 0.9, "relevant": 0.5})] == ["detection"]


def test_a_reading_against_itself_is_perfect_and_none_is_nothing() -> None:
    gold = {"1": {"id": "1", "reports": [report()], "speakers": [{"text": "مصدر"}]}}
    assert score(gold, gold).rows()["slots"]["f1"] == 1.0
    assert score(gold, {}).rows()["slots"]["f1"] == 0.0


@pytest.mark.parametrize(("value", "floor"), [(0.507, 0.5), (0.5, 0.5), (0.29, 0.29), (1.0, 1.0), (0.0, 0.0)])
def test_floors_are_rounded_down(value: float, floor: float) -> None:
    assert rounded_down(value) == floor


@pytest.mark.parametrize(
    "line",
    ["{", "[]", '{"id": 5}', '{"id": "a", "reports": [{"type": "war"}]}', '{"id": "a", "reports": [{"type": "attack", "date": "soon"}]}', '{"id": "a"}\n{"id": "a"}'],
)  # fmt: skip
def test_what_is_not_in_the_form_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "r.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(SourceError, match=r"r\.jsonl:"):
        load_readings(tmp_path / "r.jsonl")
