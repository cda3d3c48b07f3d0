"""Days as people and spreadsheets write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Literal

Order = Literal["dmy", "mdy"]
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?\Z")
_PLAIN = re.compile(r"(\d{4})(\d\d)(\d\d)\Z")
_NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d\d)(?:[T ].*)?\Z")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-/. ]+([A-Za-zÀ-ÿ]{3,10})\.?,?[-/. ]+(\d{4}|\d\d)\Z")
_AMERICAN = re.compile(r"([A-Za-z]{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\Z")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?\Z")
_EPOCH = date(1899, 12, 30)  # day 0 of a spreadsheet
_SERIALS = (20_000, 80_000)  # 1954 to 2119: a number outside is no day
_CENTURY = 70  # two digits from here on are of the last century
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan janv", "feb fev fév", "mar", "apr avr", "may mai", "jun juin", "jul juil", "aug aou aoû", "sep", "oct", "nov", "dec déc"), 1
    )
    for name in names.split()
}


def day_of(value: Any, order: Order | None = "dmy") -> date | None:
    """A day from a cell: ISO, `05 January 2020`, `5-Jan-20`, numbers in the given order, the serial of a spreadsheet; else None."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = " ".join(str(value if value is not None else "").split())
    try:
        return _read(text, order or "dmy")
    except ValueError:
        return None


def order_of(values: Iterable[Any]) -> Order | None:
    """Whether a column writes the day or the month first: by the first number above 12; None if none is."""
    for value in values:
        match = _NUMBERS.match(" ".join(str(value).split())) if value else None
        if match and int(match[1]) > 12:
            return "dmy"
        if match and int(match[2]) > 12:
            return "mdy"
    return None


def in_numbers(value: Any) -> bool:
    """Whether a cell is a day whose meaning hangs on the order."""
    return bool(_NUMBERS.match(" ".join(str(value or "").split())))


def _read(text: str, order: Order) -> date | None:
    if match := _ISO.match(text) or _PLAIN.match(text):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.match(text):
        day, month = (1, 2) if order == "dmy" else (2, 1)
        return date(_year(match[3]), int(match[month]), int(match[day]))
    if match := _NAMED.match(text):
        return date(_year(match[3]), _month(match[2]), int(match[1]))
    if match := _AMERICAN.match(text):
        return date(int(match[3]), _month(match[1]), int(match[2]))
    if (match := _SERIAL.match(text)) and _SERIALS[0] < int(match[1]) < _SERIALS[1]:
        return _EPOCH + timedelta(days=int(match[1]))
    return None


def _month(name: str) -> int:
    lower = name.lower()
    for size in (4, 3):
        if lower[:size] in _MONTHS:
            return _MONTHS[lower[:size]]
    return 0  # no month: date() refuses it


def _year(text: str) -> int:
    number = int(text)
    return number if len(text) == 4 else number + (1900 if number >= _CENTURY else 2000)
