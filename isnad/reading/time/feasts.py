"""Feasts that name a day of the year, by the Gregorian or the Hijri calendar."""

from __future__ import annotations

from datetime import date, timedelta

from isnad.reading.time import resolution
from isnad.reading.time.resolution import EARLIEST, LATEST, exact, iso
from isnad.reading.time.words import DateWords, Piece


def feast(text: DateWords, code: int, hijri: bool, i: int, end: int, published: date) -> Piece | None:
    """The day of a feast of which a day, an eve or a part of the day is told: `ليلة رأس السنة`, `ثاني أيام عيد الأضحى`."""
    before = text.word(i - 1)
    shift = 0
    if before in text.sets["eves"]:
        shift = -1
    elif before in text.sets["feast_days"]:
        nth = text.item(i - 2, "days") or text.calendar.nth.get(text.word(i - 2))
        if nth is None:
            return None
        shift = (nth if isinstance(nth, int) else nth[0].value) - 1
    elif before not in text.sets["day_words"] and () not in text.calendar.parts.get(before, ()):
        return None
    at = end + (text.word(end) in ("من", "،"))
    at += text.word(at) in text.sets["year_words"]
    year = text.number(at)
    if year is not None and EARLIEST <= year <= LATEST:
        end = text.era(at + 1)
        day = _in_year(code, hijri, year)
    else:
        direction = text.calendar.direction.get(text.word(end), "")
        end += bool(direction)
        day = next(
            (
                d
                for y in range(published.year, published.year - 3, -1)
                if (d := _in_year(code, hijri, y)) and d + timedelta(shift) <= published
            ),
            None,
        )
    return Piece(end, iso(day + timedelta(shift)), None, "hijri" if hijri else "stated") if day else None


def _in_year(code: int, hijri: bool, year: int) -> date | None:
    """The day of a feast, written as month and day in one number, that lies in a Gregorian year."""
    month, day = divmod(code, 100)
    if not hijri:
        return exact(year, month, day)
    guess = year - 579 + (year - 2000) // 32
    found = (resolution.hijri_day(y, month, day) for y in range(guess + 1, guess - 3, -1))
    return next((d for d in found if d is not None and d.year == year), None)
