"""How long before publication a date lies, in steps."""

from __future__ import annotations

from datetime import date

AGES = ("day", "eve", "week", "month", "older", "year", "none")  # `year`: an old date of which no more than the year is told
_STEPS = (0, 1, 6, 45)  # days up to which a date is of the day, the eve, the week, the month
_YEAR, _DAY = len("2018"), len("2018-06-15")


def age_of(value: str | None, published: date) -> int:
    """The step of `AGES` in which a date of year, month or day precision lies at publication; one to come is of the day."""
    if value is None:
        return AGES.index("none")
    if len(value) < _DAY:
        recent = value == published.isoformat()[: len(value)]
        return AGES.index("month" if recent else "year" if len(value) == _YEAR else "older")
    days = (published - date.fromisoformat(value)).days
    return next((n for n, most in enumerate(_STEPS) if days <= most), AGES.index("older"))
