"""Readings kept as offsets: packed and unpacked they are the same, and another article is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from isnad.evaluate.align import FAMILY
from scripts.readings import PACKED, TRIGGERS, digest, lines, pack, raw_of, unpack

EXAMPLES = Path(__file__).parents[1] / "isnad" / "examples"
ARTICLES = {a["id"]: a for a in lines(EXAMPLES / "articles.jsonl")}
READINGS = {r["id"]: r for r in lines(EXAMPLES / "readings.jsonl")}
ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("id_", sorted(READINGS))
def test_a_reading_comes_back_from_its_offsets(id_: str) -> None:
    reading, back = READINGS[id_], unpack(ARTICLES[id_], json.loads(json.dumps(pack(ARTICLES[id_], READINGS[id_]))))
    assert len(back["reports"]) == len(reading["reports"])
    for old, new in zip(reading["reports"], back["reports"], strict=True):
        for key in ("type", "status", "date", "country", "place", "evidence", "background", "claimed_by"):
            assert new[key] == old[key]
        for key in ("by", "against", "sources"):
            assert [(x["text"], x["kind"]) for x in new[key]] == [(x["text"], x["kind"]) for x in old[key]]
        for key in ("killed", "injured", "arrested"):
            assert (new[key] and new[key]["n"]) == (old[key] and old[key]["n"])
    assert [s["text"] for s in back["speakers"]] == [s["text"] for s in reading["speakers"]]


def test_a_changed_article_is_refused() -> None:
    id_, reading = next(iter(READINGS.items()))
    packed = pack(ARTICLES[id_], reading)
    with pytest.raises(ValueError, match="another text"):
        unpack(ARTICLES[id_] | {"text": ARTICLES[id_]["text"] + "."}, packed)


def test_what_is_kept_of_the_corpus_holds_no_text_of_it() -> None:
    """Every string is an id, a hash, a date, a country or one of the form's own words."""
    known = set(FAMILY) | {"occurred", "alleged", "foiled", "planned", "denied"}
    arabic = range(0x600, 0x700)
    for path in (ROOT / PACKED, ROOT / TRIGGERS):
        text = path.read_text(encoding="utf-8")
        assert not any(ord(c) in arabic for c in text)
    types = {r["type"] for line in lines(ROOT / PACKED) for r in line.get("reports", ())}
    assert types <= known and len(types) > 20


def test_marks_of_triggers_belong_to_a_report_of_their_article() -> None:
    reports = {line["id"]: len(line.get("reports", ())) for line in lines(ROOT / PACKED)}
    for line in lines(ROOT / TRIGGERS):
        assert all(s < e for s, e, _ in line["spans"])
        if line["id"] in reports:
            assert max((n for _, _, n in line["spans"]), default=-1) < reports[line["id"]]


def test_digests_tell_texts_apart() -> None:
    assert len({digest(a) for a in ARTICLES.values()}) == len(ARTICLES)
    assert raw_of({"title": None, "text": "x"}) == "\nx"
