"""The example files: their form, that every copied string stands in its article, and that they score 1 against themselves."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from isnad.evaluate.files import load_readings
from isnad.evaluate.scores import RATES, SHARES, score
from isnad.model import COUNT_FIELDS, EventType, PartyKind, Qualifier, RelationStatus, RelationType, SourceKind, Status

EXAMPLES = Path(__file__).parents[1] / "isnad" / "examples"
REPORT_FIELDS = {
    "type", "status", "date", "country", "place", "place_en", "lat", "lon", "by", "against", "killed", "injured", "arrested", "abducted",
    "alternatives", "claimed_by", "sources", "evidence", "background",
}  # fmt: skip
ENTRY_FIELDS = {
    "relations": {"a", "a_en", "type", "b", "b_en", "status", "evidence"},
    "strengths": {"group", "group_en", "n", "q", "place_en", "evidence"},
    "speakers": {"text", "kind", "evidence"},
}


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (EXAMPLES / name).read_text(encoding="utf-8").splitlines()]


ARTICLES = _lines("articles.jsonl")
READINGS = _lines("readings.jsonl")
EVENTS = _lines("events.jsonl")
RAW = {a["id"]: f"{a['title']}\n{a['text']}" for a in ARTICLES}
REPORTS = [(r["id"], report) for r in READINGS for report in r["reports"]]


def _copied(reading: dict[str, Any]) -> Iterator[tuple[str, str | None, int]]:
    """Every string copied from the article, with its field and the length it may have."""
    for r in reading["reports"]:
        yield "place", r["place"], 200
        yield "claimed_by", r["claimed_by"], 200
        yield "evidence", r["evidence"], 200
        for field in ("by", "against", "sources"):
            yield from ((field, x["text"], 200) for x in r[field])
        yield from ((field, r[field]["text"], 200) for field in COUNT_FIELDS if r[field])
        yield from (("alternatives", x["source"], 200) for x in r["alternatives"])
    for x in reading["relations"]:
        yield from ((f"relations.{key}", x[key], 200) for key in ("a", "b", "evidence"))
    for x in reading["strengths"]:
        yield from ((f"strengths.{key}", x[key], 200) for key in ("group", "evidence"))
    for x in reading["speakers"]:
        yield from ((f"speakers.{key}", x[key], 120) for key in ("text", "evidence"))


def test_ids_run_from_one_and_agree() -> None:
    ids = [a["id"] for a in ARTICLES]
    assert ids == [f"ex-{n:03d}" for n in range(1, len(ids) + 1)]
    assert [r["id"] for r in READINGS] == ids
    assert len(ids) >= 44


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a["id"])
def test_articles_are_in_the_form(article: dict[str, Any]) -> None:
    assert set(article) == {"id", "title", "text", "published", "publisher", "url"}
    assert 2017 <= date.fromisoformat(article["published"]).year <= 2025
    assert 500 <= len(article["text"]) <= 1700
    assert 2 <= len(article["text"].split("\n")) <= 8
    assert article["url"] is None or re.match(r"https://(\w+\.)?example\.org/", article["url"])


@pytest.mark.parametrize("reading", READINGS, ids=lambda r: r["id"])
def test_copied_strings_stand_in_the_article(reading: dict[str, Any]) -> None:
    raw = RAW[reading["id"]]
    wrong = [
        (field, text) for field, text, most in _copied(reading) if text is not None and (not text or text not in raw or len(text) > most)
    ]
    assert not wrong


@pytest.mark.parametrize("reading", READINGS, ids=lambda r: r["id"])
def test_readings_are_in_the_form(reading: dict[str, Any]) -> None:
    assert set(reading) == {"id", "relevant", "reports", *ENTRY_FIELDS}
    assert reading["relevant"] is bool(reading["reports"] or reading["relations"] or reading["strengths"])
    for field, keys in ENTRY_FIELDS.items():
        assert all(set(x) == keys for x in reading[field])
    assert all(x["type"] in get_args(RelationType) and x["status"] in get_args(RelationStatus) for x in reading["relations"])
    assert all(x["kind"] in get_args(SourceKind) for x in reading["speakers"])
    speakers = [x["text"] for x in reading["speakers"]]
    assert len(speakers) == len(set(speakers))


@pytest.mark.parametrize(("id_", "report"), REPORTS, ids=[f"{i}-{r['type']}" for i, r in REPORTS])
def test_reports_are_in_the_form(id_: str, report: dict[str, Any]) -> None:
    published = next(a["published"] for a in ARTICLES if a["id"] == id_)
    assert set(report) == REPORT_FIELDS
    assert report["type"] in get_args(EventType)
    assert report["status"] in get_args(Status)
    assert report["evidence"]
    assert report["country"] is None or re.fullmatch("[A-Z]{2}", report["country"])
    assert (report["place"] is None) is (report["place_en"] is None)
    assert (report["lat"] is None) is (report["lon"] is None)
    assert all(set(x) == {"text", "en", "kind"} and x["kind"] in get_args(PartyKind) for x in [*report["by"], *report["against"]])
    assert all(set(x) == {"text", "kind"} and x["kind"] in get_args(SourceKind) for x in report["sources"])
    for count in filter(None, (report[field] for field in COUNT_FIELDS)):
        assert set(count) == {"n", "q", "text"}
        assert count["q"] in get_args(Qualifier)
        assert (count["n"] is None) is (count["q"] == "vague")
    if report["date"]:
        date.fromisoformat((report["date"] + "-01-01")[:10])
        assert report["date"] <= published or report["status"] in {"planned", "foiled"}


def test_readings_score_one_against_themselves() -> None:
    readings = load_readings(EXAMPLES / "readings.jsonl")
    rows = score(readings, readings).rows()
    assert {name: rows[name]["f1"] for name in RATES} == dict.fromkeys(RATES, 1.0)
    assert {name: rows[name]["accuracy"] for name in SHARES} == dict.fromkeys(SHARES, 1.0)


def test_every_type_and_status_occurs() -> None:
    assert {r["type"] for _, r in REPORTS} == set(get_args(EventType))
    assert {r["status"] for _, r in REPORTS} == set(get_args(Status))
    assert sum(not r["relevant"] for r in READINGS) >= 10


def test_events_hold_every_report_once_and_never_two_of_one_article() -> None:
    held = [(article, k) for e in EVENTS for article, k in e["reports"]]
    assert sorted(held) == sorted((r["id"], k) for r in READINGS for k in range(len(r["reports"])))
    assert all(len({article for article, _ in e["reports"]}) == len(e["reports"]) for e in EVENTS)
    assert max(Counter(e["event"] for e in EVENTS).values()) == 1
    assert sum(len(e["reports"]) > 1 for e in EVENTS) >= 6
