"""Dates told by the date before them: the same day, the day after, two days later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from isnad.reading.time import resolution
from isnad.reading.time.resolution import EARLIEST, exact, iso, month_value
from isnad.reading.time.words import DateWords, Piece

_DAY = len("2018-06-15")
_NEAR = 80  # words over which a day told is still the one meant
# How many steps back a date lies from the one before it, by what the words say.
STEPS = {"this_day": 0, "same_day": 0, "next_day": -1, "day_before": 1}

Distance = tuple[int, str, int | None, bool]


def day_of(text: DateWords, role: str, end: int, published: date) -> Piece | None:
    """`في اليوم نفسه`, `في اليوم التالي` by the day told last; `في مثل هذا اليوم من عام 1999` by the day of publication."""
    at = end + (text.word(end) == "من")
    at += text.word(at) in text.sets["year_words"]
    year = text.number(at)
    near = len(text.latest) == _DAY and 0 < text.latest_end > end - _NEAR
    same = date.fromisoformat(text.latest) if near and role != "this_day" else published
    if STEPS[role] == 0 and at > end and year is not None and EARLIEST <= year <= published.year:
        day = exact(year, same.month, same.day)
        return Piece(text.era(at + 1), iso(day), None, "relative") if day else None
    if role == "this_day":
        return Piece(end, iso(published), None, "relative")
    if not near:
        return None
    return Piece(end, iso(date.fromisoformat(text.latest) - timedelta(STEPS[role])), None, "relative")


def apart(text: DateWords, end: int, sign: int, distance: Callable[[DateWords, int], Distance | None]) -> Piece | None:
    """`بعد ذلك بيومين`, `وقبلها بعام`: so long after (`sign` 1) or before (-1) the date told last."""
    found = distance(text, end)
    if found is None or found[2] is None or not text.latest_end:
        return None
    value = shifted(text.latest, found[1], sign * found[2])
    return Piece(found[0], value, None, "relative") if value else None


def shifted(value: str, unit: str, count: int) -> str | None:
    """A date of year, month or day precision moved by so many units; no more exact than it was or than the unit is."""
    if abs(count) > resolution.LONGEST_AGO:
        return None
    year = int(value[:4])
    if unit in ("day", "week", "hour"):
        if len(value) < _DAY:
            return None
        days = {"day": count, "week": 7 * count, "hour": count // 24}[unit]
        return iso(date.fromisoformat(value) + timedelta(days))
    if unit == "month":
        return month_value(year, int(value[5:7]) + count) if len(value) > 4 else None
    return str(year + count * (10 if unit == "decade" else 1))
