"""Dates in steps before publication."""

from __future__ import annotations

from datetime import date

import pytest

from isnad.reading.time.age import AGES, age_of


@pytest.mark.parametrize(
    ("value", "step"),
    [
        ("2021-04-08", "day"), ("2021-04-09", "day"), ("2021-04-07", "eve"), ("2021-04-06", "week"), ("2021-04-02", "week"),
        ("2021-04-01", "month"), ("2021-02-22", "month"), ("2021-02-21", "older"), ("2021-04", "month"), ("2021-03", "older"),
        ("2021", "month"), ("2014", "year"), (None, "none"),
    ],
)  # fmt: skip
def test_ages(value: str | None, step: str) -> None:
    assert AGES[age_of(value, date(2021, 4, 8))] == step
