"""Merging files without a project, on the project's examples and on files that are not in the form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from isnad.codebook import Codebook
from isnad.errors import OutputError, SourceError
from isnad.evaluate.merging import events_of, merging, rated
from isnad.merge.alone import Merged, merge_alone
from isnad.merge.explain import explained, sentence
from isnad.model import Link

EXAMPLES = Path(__file__).parents[2] / "isnad" / "examples"


def written(path: Path, *entries: Any) -> Path:
    path.write_text("".join(json.dumps(e, ensure_ascii=False) + "\n" for e in entries), encoding="utf-8")
    return path


def test_the_examples(codebook: Codebook, tmp_path: Path) -> None:
    out = tmp_path / "new" / "events.jsonl"
    done = merge_alone(EXAMPLES / "readings.jsonl", EXAMPLES / "articles.jsonl", out, codebook, refs=True)
    found = events_of(out)
    result = rated(events_of(EXAMPLES / "events.jsonl"), found)
    assert result.within_article == 0
    assert result.b_cubed.f1 >= 0.95
    assert result.pairs.f1 >= 0.85
    assert (done.reports, done.events) == (sum(map(len, found)), len(found))
    assert done.joined == sum(len(group) > 1 for group in found)
    assert [p.name for p in out.parent.iterdir()] == ["events.jsonl"]
    assert set(json.loads(out.read_text(encoding="utf-8").splitlines()[0])) == {"event", "reports"}


def test_reasons_are_given_without_refs(codebook: Codebook, tmp_path: Path) -> None:
    out = tmp_path / "events.jsonl"
    merge_alone(EXAMPLES / "readings.jsonl", EXAMPLES / "articles.jsonl", out, codebook)
    entries = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    several = next(e for e in entries if len(e["reports"]) > 1)
    assert several["links"][0]["probability"] > 0.5
    assert any("date: the same day" in line for line in several["links"][0]["why"])
    assert all(not e["links"] for e in entries if len(e["reports"]) == 1)


def test_own_readings_aligned_with_annotated_ones_are_rated_by_these(codebook: Codebook) -> None:
    gold = {r["id"]: r for r in map(json.loads, (EXAMPLES / "readings.jsonl").read_text(encoding="utf-8").splitlines())}
    whole = merging(EXAMPLES, codebook)
    assert merging(EXAMPLES, codebook, gold) == whole
    turned = {id_: {**r, "reports": r["reports"][::-1]} for id_, r in gold.items()}
    assert merging(EXAMPLES, codebook, turned).b_cubed.f1 == pytest.approx(whole.b_cubed.f1, abs=0.05)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "r.jsonl:1"), ('{"id": 3}\n', "r.jsonl:1"), ('{"id": "a"}\n{"id": "a"}\n', "r.jsonl:2"),
        ('{"id": "a", "reports": [{"type": "nonsense"}]}\n', "a#0"), ('{"id": "a", "reports": [{"type": "attack", "by": [{}]}]}\n', "a#0"),
    ],
)  # fmt: skip
def test_faults_name_file_and_line(codebook: Codebook, tmp_path: Path, content: str, told: str) -> None:
    readings = tmp_path / "r.jsonl"
    readings.write_text(content, encoding="utf-8")
    with pytest.raises(SourceError) as fault:
        merge_alone(readings, written(tmp_path / "a.jsonl", {"id": "a"}), tmp_path / "out", codebook, refs=True)
    assert told in str(fault.value)
    assert not (tmp_path / "out").exists()


def test_files_that_are_not_there_or_cannot_be_written(codebook: Codebook, tmp_path: Path) -> None:
    empty = written(tmp_path / "a.jsonl")
    with pytest.raises(SourceError):
        merge_alone(tmp_path / "none.jsonl", empty, tmp_path / "out", codebook)
    with pytest.raises(OutputError):
        merge_alone(empty, empty, empty / "out", codebook)


def test_nothing_and_articles_that_are_missing(codebook: Codebook, tmp_path: Path) -> None:
    empty, out = written(tmp_path / "a.jsonl"), tmp_path / "out"
    assert merge_alone(empty, empty, out, codebook, refs=True) == Merged(0, 0, 0)
    assert out.read_bytes() == b""
    readings = written(tmp_path / "r.jsonl", {"id": "x", "reports": [{"type": "attack"}, {"type": "attack"}]}, {"id": "y", "reports": []})
    assert merge_alone(readings, empty, out, codebook, refs=True) == Merged(2, 2, 0)


def test_a_link_in_words() -> None:
    link = Link(a="x", b="y", probability=0.91, weight=3.3, levels={"date": ("same_day", 2.4), "type": ("near", -0.7), "by": ("gone", 0.1)})
    assert explained(link) == ["+2.4 date: the same day", "-0.7 type: types that are often told of one incident"]
    assert sentence(link) == "91%: the same day; gone; against it: types that are often told of one incident"


def test_rates() -> None:
    result = rated([["a#0", "b#0"], ["c#0"]], [["a#0"], ["b#0", "c#0", "x#1", "x#2"]])
    assert result.pairs.f1 == 0.0
    assert result.b_cubed.precision == pytest.approx(2 / 3)
    assert result.b_cubed.recall == pytest.approx(2 / 3)
    assert (result.reports, result.within_article) == (3, 1)
    assert rated([["a#0", "b#0"]], []).b_cubed == pytest.approx((1.0, 0.5, 2 / 3))
