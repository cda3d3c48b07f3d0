"""Agreement between coders, on the data that Krippendorff published with the alphas he computed from them."""

from __future__ import annotations

from typing import Any

import pytest

from isnad.evaluate.agreement import Level, agreements, alpha, equal

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): A, binary; B, two observers; C, four observers with missing codes.
BINARY = ["0100000000", "1110010010"]
TWO = ["aabbdcccedda", "babbbccceddd"]
FOUR = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]


def _units(rows: list[str], *, numbers: bool = False) -> list[tuple[Any, ...]]:
    codes = [[None if c == "." else int(c) if numbers else c for c in row] for row in rows]
    return list(zip(*codes, strict=True))


@pytest.mark.parametrize(
    ("rows", "level", "published"),
    [(BINARY, "nominal", 0.095), (TWO, "nominal", 0.692), (FOUR, "nominal", 0.743), (FOUR, "interval", 0.849)],
)
def test_the_published_alphas(rows: list[str], level: Level, published: float) -> None:
    assert alpha(_units(rows, numbers=level == "interval"), level) == pytest.approx(published, abs=0.0005)


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        ([("a", "a"), ("b", "b")], 1.0),
        ([("a", "b"), ("b", "a")], -0.5),  # worse than chance
        ([("a", "a"), ("a", "a")], None),  # no variation: not defined
        ([("a", None), (None, "b")], None),  # nothing coded twice
        ([], None),
    ],
)
def test_edges(units: list[tuple[Any, ...]], expected: float | None) -> None:
    assert alpha(units) == (expected if expected is None else pytest.approx(expected))


def test_equal_counts_pairs() -> None:
    assert equal([("a", "a", "b"), ("a", "a", "a")]) == pytest.approx(4 / 6)
    assert equal([]) is None


def test_what_is_left_empty() -> None:
    units = [[{"date": None, "killed": None}, {"date": None, "killed": None}], [{"date": "2019", "killed": 3}, {"date": None, "killed": 5}]]
    date, killed = agreements({"date": "nominal", "killed": "interval"}, units)
    assert (date.measured, date.equal) == (2, 0.5)  # no date is a code
    assert (killed.measured, killed.equal) == (1, 0.5)  # no figure is missing for alpha
