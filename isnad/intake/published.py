"""The day of publication: from a field, from a page's metadata, or from a date that the page shows."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from isnad.reading.time.calendar import Calendar
from isnad.reading.time.dates import find_dates
from isnad.text import Text

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:$|[T ])")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$")
_EARLIEST = 1900


def day_of(value: Any) -> date | None:
    """The day that a field names: ISO, `2024/4/2`, `20240402`, `2/4/2024` (day first), RFC 2822 or seconds since 1970."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        seconds = value / 1000 if value > 1e11 else value
        try:
            return datetime.fromtimestamp(seconds, UTC).date()
        except (ValueError, OverflowError, OSError):
            return None
    if not isinstance(value, str):
        return None
    value = value.strip()
    try:
        return date.fromisoformat(value[:10]) if value[4:5] == "-" else _other(value)
    except ValueError:
        return _other(value)


def shown_day(text: str, calendar: Calendar) -> date | None:
    """The first full date, with its year, that stands in the words of a page's head; Arabic month names of every country."""
    for mention in find_dates(Text.of(text), None, calendar):
        if len(mention.value) == 10 and mention.end is None:
            return date.fromisoformat(mention.value)
    return None


def _other(value: str) -> date | None:
    for pattern, order in ((_ISO, (1, 2, 3)), (_COMPACT, (1, 2, 3)), (_DAY_FIRST, (3, 2, 1))):
        found = pattern.match(value)
        if found:
            year, month, day = (int(found[i]) for i in order)
            try:
                return date(year, month, day) if year >= _EARLIEST else None
            except ValueError:
                return None
    try:
        return parsedate_to_datetime(value).date()
    except (ValueError, TypeError, IndexError):
        return None
