"""What words of the calendar mean on a given day of publication: arithmetic without text."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from hijridate import Hijri

EARLIEST = 1900
LATEST = 2100
# A day and month without a year is the latest on or before publication, but one this little ahead is announced, not
# eight months old or more: of 13 such dates in a sample of the news 11 were to come. For months alone the same was seen
# only of the very next one. A weekday that fits only the coming date decides further.
AHEAD = 110
MONTHS_AHEAD = 1
AHEAD_WITH_WEEKDAY = 180
# "A few days ago" is two to so many days ago; weeks are counted with so many days of play.
FEW_DAYS = 10
LAST_DAYS = 3  # "the past days"
PLAY = 3
# A larger number before a unit of time is no distance from publication.
LONGEST_AGO = 200
# The first and last month of the seasons that lie in one year (a winter lies in two).
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}


def iso(day: date) -> str:
    """The day as `2021-04-01`."""
    return day.isoformat()


def exact(year: int, month: int, day: int) -> date | None:
    """The date, None where there is no such day or it lies outside 1900 to 2100."""
    if not (EARLIEST <= year <= LATEST and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def within(low: date, high: date) -> str | None:
    """The day, month or year in which a whole stretch lies, None where it crosses a year."""
    if low == high:
        return iso(low)
    if low.year != high.year:
        return None
    return f"{low.year}-{low.month:02}" if low.month == high.month else str(low.year)


def month_value(year: int, month: int) -> str:
    """The month as `2021-03`, months below 1 or above 12 carried into the year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return f"{year}-{month:02}"


def is_after(value: str, published: date | None) -> bool:
    """Whether a day, month or year begins after the publication day's own."""
    return published is not None and value > iso(published)[: len(value)]


def weekday(number: int, direction: str, published: date) -> date:
    """The latest such weekday on or before publication (0 is Monday); strictly before with `past`, after with `next`."""
    if direction == "next":
        return published + timedelta((number - published.weekday()) % 7 or 7)
    back = (published.weekday() - number) % 7
    return published - timedelta(back or (7 if direction == "past" else 0))


def year_of(month: int, day: int | None, direction: str, published: date, named: int | None) -> int:
    """The year of a month (and day) stated without one; `named` is the weekday that stands before it."""
    year = published.year
    here = (month, day or 0)
    now = (published.month, published.day if day else 0)
    if direction == "current":
        return year
    if direction == "next":
        return year if here > now else year + 1
    if here < now or (here == now and (day or direction != "past")):
        return year + 1 if not direction and _comes_soon(year + 1, month, day, published, named) else year
    return year if not direction and _comes_soon(year, month, day, published, named) else year - 1


def _comes_soon(year: int, month: int, day: int | None, published: date, named: int | None) -> bool:
    if day is None:
        return 12 * (year - published.year) + month - published.month <= MONTHS_AHEAD
    coming = exact(year, month, day)
    if coming is None:
        return False
    ahead = (coming - published).days
    return ahead <= AHEAD if named is None else ahead <= AHEAD_WITH_WEEKDAY and coming.weekday() == named


def hijri_day(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a Hijri one; None outside the tables (1343 to 1500) or where there is no such day."""
    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return exact(found.year, found.month, found.day)


def hijri_latest(month: int, day: int, published: date, ahead: int = AHEAD) -> date | None:
    """The latest such Hijri day on or before publication, or the coming one where it is no more than `ahead` days off."""
    guess = published.year - 579 + (published.year - 2000) // 32
    days = (hijri_day(year, month, day) for year in range(guess + 1, guess - 3, -1))
    return next((d for d in days if d is not None and (d - published).days <= ahead), None)


def past_week(weeks: int, published: date) -> tuple[date, date]:
    """Monday and Sunday of the week so many before (0: this week up to publication)."""
    monday = published - timedelta(published.weekday() + 7 * weeks)
    return monday, min(monday + timedelta(6), published) if weeks == 0 else monday + timedelta(6)


def season(name: str, direction: str, published: date) -> str:
    """The year of "last summer", "next spring": the last one that has ended, the next one that has not begun."""
    first, last = SEASONS[name]
    if direction == "past":
        return str(published.year - (published.month <= last))
    return str(published.year + (direction == "next" and published.month >= first))


def ago(unit: str, count: int | None, published: date) -> str | None:
    """The value of "three days ago", "a month ago"; `count` None is "some days ago"; None where nothing is sure."""
    if count is not None and count > LONGEST_AGO:
        return None
    if unit == "hour":
        return iso(published - timedelta((count or 0) // 24))
    if unit == "day":
        if count is not None:
            return iso(published - timedelta(count))
        return within(published - timedelta(FEW_DAYS), published - timedelta(1))
    if count is None:
        return None
    if unit == "week":
        centre = published - timedelta(7 * count)
        return within(centre - timedelta(PLAY), centre + timedelta(PLAY))
    if unit == "month":
        return month_value(published.year, published.month - count)
    years = count * {"year": 1, "decade": 10}[unit]
    return str(published.year - years) if published.year - years >= EARLIEST else None
