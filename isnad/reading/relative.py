"""Relative dates: weekdays, yesterday, three days ago, the past week."""

from __future__ import annotations

from datetime import date, timedelta

from isnad.reading import resolution
from isnad.reading.calendar import Item
from isnad.reading.datewords import DateWords, Piece
from isnad.reading.resolution import iso, month_value, within


def weekday(text: DateWords, number: int, i: int, end: int, published: date) -> Piece | None:
    """A weekday with its direction; "the days Friday and Saturday" and "Friday-Saturday night" are stretches."""
    before = text.word(i - 1)
    if before in text.sets["every"]:
        return None
    at = end + (text.word(end) in ("/", "-") or text.word(end) in text.sets["and"] or text.word(end) in text.sets["to"])
    second = text.item(at, "weekdays")
    span = 0
    if second is not None and before in text.sets["pairs"] | text.sets["nights"]:
        span = (second[0].value - number) % 7
        end = second[1]
    if text.word(end) == "من" and text.calendar.definite.get(text.word(end + 1)) == "week":
        direction = text.calendar.direction.get(text.word(end + 2), "")
        if direction == "past":
            day = resolution.past_week(1, published)[0] + timedelta(number)
            return Piece(end + 3, iso(day), None, "weekday", number)
    direction = text.calendar.direction.get(text.word(end), "")
    if text.word(end) == "هذا":
        direction = ""
    day = resolution.weekday((number + span) % 7, direction, published) - timedelta(span)
    return Piece(end + bool(direction), iso(day), iso(day + timedelta(span)) if span else None, "weekday", number)


def relative(text: DateWords, item: Item, i: int, end: int, published: date) -> Piece | None:
    """Yesterday, today, tomorrow, unless the words around make them another thing."""
    hidden = text.calendar.hidden.get(item.grade)
    before = text.word(i - 1)
    if hidden is not None and (before in hidden[0] or before.lstrip("و") in hidden[0] or text.word(end) in hidden[1]):
        return None
    return Piece(end, iso(published + timedelta(item.value)), None, "relative")


def ago(text: DateWords, word: str, end: int, published: date) -> Piece | None:
    """A distance such as "three days ago"; with "before" and a following "from" it is measured from something else."""
    at = end + (text.word(end) in text.sets["fillers"])
    count: int | None = text.number(at)
    if count is None:
        count = text.calendar.amounts.get(text.word(at))
    few = text.word(at) in text.sets["few"]
    unit, grade = text.calendar.units.get(text.word(at + (few or count is not None)), ("", ""))
    if not unit:
        return None
    at += 1 + (few or count is not None)
    if not few and count is None and grade != "many":
        count = 2 if grade == "two" else 1
        # "since the year 2014", "before the day of Friday": the unit is no distance but names what follows.
        if grade == "one" and (text.number(at) is not None or text.word(at) in text.calendar.words):
            return None
        at += text.word(at) in ("واحد", "واحده")
    if text.word(at) == "من" and word.endswith("قبل") and text.word(at + 1) != "الان":
        return None
    value = resolution.ago(unit, count, published)
    return Piece(at, value, None, "relative") if value else None


def unit(text: DateWords, unit: str, i: int, end: int, published: date) -> Piece | None:
    """A unit such as "the past week", "the year before last"; offices ("the current general director") are no years."""
    if unit == "year" and text.word(i - 1) in text.sets["titles"]:
        return None
    back = 1
    number = None
    if unit == "hours":
        number = text.number(i - 1)
        if number is None and text.number(end + (text.word(end) == "ال")) is not None:
            end += text.word(end) == "ال"
            number = text.number(end)
            end += 1
    if text.word(end) == "قبل":
        back, end = 2, end + 1
    direction = text.calendar.direction.get(text.word(end), "")
    if not direction or text.word(end) == "هذا" or (unit == "year" and text.word(end) in ("السابق", "السابقه")):
        return None
    return definite(text, unit, end + 1, direction, number if number is not None else back, published)


def definite(text: DateWords, unit: str, end: int, direction: str, back: int, published: date) -> Piece | None:
    """The value of a definite unit of time in a direction."""
    sign = {"past": back, "current": 0, "next": -1}[direction]
    value, until = None, None
    if unit == "year":
        value = str(published.year - sign)
    elif unit == "month":
        value = month_value(published.year, published.month - sign)
    elif unit == "week":
        value = within(*resolution.past_week(sign, published))
    elif unit == "hours" and direction == "past":
        days = back // 24 if 24 < back <= 24 * resolution.FEW_DAYS else 0
        value, until = iso(published - timedelta(days)), iso(published) if days else None
    elif unit == "days2" and direction == "past":
        value, until = iso(published - timedelta(2)), iso(published)
    elif unit in ("day", "weeks2", "weeks") and direction == "past":
        length = {"day": resolution.FEW_DAYS, "weeks2": 14, "weeks": 56}[unit]
        value = within(published - timedelta(length), published)
    return Piece(end, value, until, "relative", ahead=direction == "next") if value else None
