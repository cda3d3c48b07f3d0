"""The flat table: CSV and Parquet, and what is masked in it."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet
import pytest

from isnad.cli import run
from isnad.export.table import COLUMNS
from isnad.masking.mask import MASK, masked
from isnad.model import Article, Party, Report, Source
from tests.articles import many, records, written


def table(tmp_path: Path, kind: str, *more: str) -> Path:
    given, out = written(tmp_path / "in.jsonl", many(6)), tmp_path / f"out.{kind}"
    assert run(["read", str(given), "-o", str(out), "--format", kind, "--jobs", "1", *more]) == 0
    return out


def test_one_row_a_report(tmp_path: Path) -> None:
    run(["read", str(written(tmp_path / "in.jsonl", many(6))), "-o", str(tmp_path / "out.jsonl"), "--jobs", "1"])
    reports = [(r["id"], p) for r in records(tmp_path / "out.jsonl") for p in r["reports"]]
    with table(tmp_path, "csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == list(COLUMNS)
    assert [(r["article_id"], r["type"], r["place_id"]) for r in rows] == [(i, p["type"], p["place_id"] or "") for i, p in reports]
    assert {r["publisher"] for r in rows} == {"صحيفة"}
    frame = pyarrow.parquet.read_table(table(tmp_path, "parquet"))
    assert frame.column_names == list(COLUMNS)
    assert frame.column("killed").to_pylist() == [p["killed"]["n"] if p["killed"] else None for _, p in reports]


def test_the_same_bytes_twice_and_no_silent_overwriting(tmp_path: Path) -> None:
    out = table(tmp_path, "csv")
    first = out.read_bytes()
    assert run(["read", str(tmp_path / "in.jsonl"), "-o", str(out), "--format", "csv"]) == 2
    assert table(tmp_path, "csv", "--restart").read_bytes() == first
    assert not list(tmp_path.glob("*.part"))


EVIDENCE = "قتل سالم المثال برصاص مسعود المثال، بحسب جاره فريد المثال"


def report(**more: Any) -> Report:
    """A report in which three invented private persons are named."""
    base: dict[str, Any] = {f.name: None for f in msgspec.structs.fields(Report)}
    base |= {"type": "attack", "status": "occurred", "place_candidates": [], "alternatives": [], "chains": [[0]], "background": False}
    base |= {"confidence": 0.5, "confidences": {}, "rules": {}, "evidence": EVIDENCE, "spans": {"evidence": [(10, 10 + len(EVIDENCE))]}}

    def party(text: str, **given: Any) -> Party:
        at = 10 + EVIDENCE.index(text)
        return Party(text=text, en=None, kind="civilians", id=None, span=(at, at + len(text)), person="private", **given)

    at = 10 + EVIDENCE.index("فريد المثال")
    base |= {"against": [party("سالم المثال")], "by": [party("مسعود المثال")]}
    base |= {"sources": [Source(text="فريد المثال", kind="local", person="private", span=(at, at + len("فريد المثال")))]}
    return Report(**{**base, **more})


@pytest.mark.parametrize(("names", "kept"), [(False, set()), (True, {"مسعود المثال", "فريد المثال"})])
def test_private_persons_are_masked_in_values_and_evidence(names: bool, kept: set[str]) -> None:
    out = masked(report(), names=names)
    everything = msgspec.json.encode(out).decode()
    for name in ("سالم المثال", "مسعود المثال", "فريد المثال"):
        assert (name in everything) == (name in kept)
    assert out.against[0].text == MASK
    assert out.evidence.startswith(f"قتل {MASK} برصاص ")


def test_minors_are_always_masked() -> None:
    by = [msgspec.structs.replace(report().by[0], minor=True)]
    assert masked(report(by=by), names=True).by[0].text == MASK


def test_nothing_private_leaves_the_report_as_it_is() -> None:
    plain = report(by=[], against=[], sources=[], chains=[])
    assert masked(plain) == plain
    assert Article(id="x", published=date(2018, 5, 16)).raw == "\n"
