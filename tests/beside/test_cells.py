"""Days and names as foreign files write them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from isnad.beside.days import day_of, order_of
from isnad.beside.spelling import alike

DAY = date(2020, 1, 5)
SAME = 0.84  # compare.yaml, place.alike


@pytest.mark.parametrize(
    "cell",
    [
        "2020-01-05", "2020-1-5", "2020/01/05", "2020-01-05 00:00:00.000", "2020-01-05T12:30:00Z", "20200105", "05 January 2020", "5 Jan 2020", "05-Jan-20",
        "05-January-2020", "5 janvier 2020", "January 5, 2020", "05/01/2020", "5.1.2020", "05-01-2020", "05/01/20", "43835", "43835.0", 43835, DAY,
        datetime(2020, 1, 5, 10),
    ],
)  # fmt: skip
def test_a_day_is_read(cell: Any) -> None:
    assert day_of(cell) == DAY


@pytest.mark.parametrize(
    "cell", [None, "", "2020", "2020-01", "2020-13-01", "31/02/2020", "5 Foo 2020", "yesterday", "123", "1.5", "2020-01-05x", 7]
)
def test_what_is_no_day(cell: Any) -> None:
    assert day_of(cell) is None


def test_the_month_first_if_asked() -> None:
    assert day_of("01/05/2020", "mdy") == DAY
    assert day_of("2020-01-05", "mdy") == DAY


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["01/02/2020", "13/02/2020"], "dmy"),
        (["01/02/2020", "02/13/2020"], "mdy"),
        (["01/02/2020"], None),
        (["2020-01-13"], None),
        ([None, ""], None),
    ],
)
def test_the_order_is_told_by_a_number_above_twelve(cells: list[Any], order: str | None) -> None:
    assert order_of(cells) == order


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Kasserine", "Al-Qasrayn"), ("Kasserine", "El Kasserine"), ("Sidi Bouzid", "Sidi Bu Zayd"), ("Ghardimaou", "Ghardimaou"), ("Tripoli", "TRIPOLI"),
        ("Douma", "Duma"), ("Raqqa", "Ar Raqqah"), ("Aleppo", "Aleppo - Al Jdeideh"), ("Deir ez-Zor", "Dayr az Zawr"), ("Al Hudaydah", "Hodeidah"),
        ("Ḩāḑir", "Hadir"), ("Shaykh Zuwayd", "Sheikh Zuweid"), ("Ash Shaddadi", "Al-Shaddadi"), ("القصرين", "قصرين"), ("إدلب", "ادلب"), ("Benghazi", "Bengasi"),
    ],
)  # fmt: skip
def test_one_name_in_two_spellings(a: str, b: str) -> None:
    assert alike(a, b) >= SAME, alike(a, b)
    assert alike(a, b) == alike(b, a) or abs(alike(a, b) - alike(b, a)) < 0.1


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Kasserine", "Kairouan"), ("Tunis", "Tozeur"), ("Aleppo", "Damascus"), ("Homs", "Hama"), ("Sirte", "Sabratha"), ("Gafsa", "Gabes"), ("Mosul", "Basra"),
        ("القصرين", "Kasserine"), ("القصرين", "قفصة"), ("", "Tunis"), (None, None),
    ],
)  # fmt: skip
def test_two_names(a: str | None, b: str | None) -> None:
    assert alike(a, b) < SAME, alike(a, b)
