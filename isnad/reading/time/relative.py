"""Relative dates: weekdays, yesterday, three days ago, the past week."""

from __future__ import annotations

from datetime import date, timedelta

from isnad.reading.time import resolution
from isnad.reading.time.anchored import Distance, shifted
from isnad.reading.time.calendar import Item
from isnad.reading.time.plans import planned
from isnad.reading.time.resolution import exact, iso, month_value, within
from isnad.reading.time.words import DateWords, Piece

_EDGED = frozenset({"week", "month", "year"})  # units of which an edge alone tells which is meant
_ENABLED = 8  # words before "two days ago" in which its من may have its verb


def weekday(text: DateWords, number: int, i: int, end: int, published: date) -> Piece | None:
    """A weekday with its direction; "the days Friday and Saturday" and "Friday-Saturday night" are stretches."""
    before = text.word(i - 1)
    if before in text.sets["every"]:
        return None
    at = end + (text.word(end) in ("/", "-") or text.word(end) in text.sets["and"] or text.word(end) in text.sets["to"])
    second = text.item(at, "weekdays")
    span = 0
    night = before in text.sets["nights"]
    if second is not None and before in text.sets["pairs"] | text.sets["nights"]:
        span = (second[0].value - number) % 7
        end = second[1]
    if text.word(end) == "من" and text.calendar.definite.get(text.word(end + 1)) == "week":
        direction = text.calendar.direction.get(text.word(end + 2), "")
        if direction == "past":
            day = resolution.past_week(1, published)[0] + timedelta(number)
            return Piece(end + 3, iso(day), None, "weekday", number)
    if text.word(end) == "قبل" and text.calendar.direction.get(text.word(end + 1)) == "past":  # السبت قبل الماضي
        day = resolution.weekday(number, "past", published) - timedelta(7)
        return Piece(end + 2, iso(day), None, "weekday", number)
    direction = text.calendar.direction.get(text.word(end), "")
    if text.word(end) == "هذا":
        direction = ""
    if night and span == 1:
        day = resolution.weekday(number, direction, published)
        value = day if direction != "next" and day + timedelta(1) > published else day + timedelta(1)
        return Piece(end + bool(direction), iso(value), None, "weekday")
    if not direction and not span and planned(text, i, end):
        day = published + timedelta((number - published.weekday()) % 7)
        return Piece(end, iso(day), None, "weekday", number, ahead=day > published)
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
    found = distance(text, end)
    if found is None:
        return None
    at, unit, count, half = found
    if text.word(at) == "من" and text.word(at + 1) in text.sets["that"]:  # وقبل يوم واحد من ذلك
        value = shifted(text.latest, unit, -count) if count is not None and text.latest_end else None
        return Piece(at + 2, value, None, "relative") if value else None
    if text.word(at) == "من" and word.endswith("قبل") and text.word(at + 1) not in text.sets["time"]:
        reach = text.words[max(0, end - _ENABLED) : end]
        if not any(w in text.sets["enabled"] for w in reach):
            return None
    value = _before(unit, count, half, published)
    return Piece(at, value, None, "relative") if value else None


def after(text: DateWords, end: int, published: date) -> Piece | None:
    """The time of what follows "two days after": so long before the date told last in the sentence, else before publication."""
    found = distance(text, end)
    if found is None or text.word(found[0]) not in text.sets["from"]:
        return None
    anchor = _anchor(text, end, published)
    if anchor is not None:
        value = _before(found[1], found[2], found[3], anchor)
    else:  # في أكتوبر 2014، بعد شهر من
        value = shifted(text.latest, found[1], -found[2]) if found[2] is not None and not found[3] else None
    return Piece(found[0], value, None, "relative") if value else None


def morrow(text: DateWords, end: int, published: date) -> Piece | None:
    """The day of what follows "on the day after": the one before the day told last in the sentence, else before publication."""
    anchor = _anchor(text, end, published)
    if anchor is None or text.item(end, "weekdays", "relative", "days", "months"):
        return None
    return Piece(end, iso(anchor - timedelta(1)), None, "relative")


def anniversary(text: DateWords, end: int, published: date) -> Piece | None:
    """The year of what has its third anniversary."""
    at = end + (text.word(end) in text.sets["yearly"])
    count = text.number(at + (text.word(at) == "ال"))
    stop = at + 1 + (text.word(at) == "ال")
    if count is None:
        two = f"{text.word(at)} {text.word(at + 1)}"
        count = text.calendar.ordinals.get(two)
        stop = at + 2
        if count is None:
            count, stop = text.calendar.ordinals.get(text.word(at)), at + 1
    stop += text.word(stop) in text.sets["yearly"]
    what = text.word(stop)
    if not count or count > resolution.LONGEST_AGO or not (what.startswith("ل") or what in text.sets["from"]):
        return None
    near = text.latest_end and not any(w in (".", "\n") for w in text.words[text.latest_end : end])
    year = int(text.latest[:4]) if near else published.year
    return Piece(stop, _day_in(text, stop + 1, year - count) or str(year - count), None, "relative")


def _day_in(text: DateWords, i: int, year: int) -> str | None:
    """The day of a year that what has its anniversary is called by: `الذكرى السابعة لثورة 25 يناير`."""
    day = text.number(i) if text.word(i).isdecimal() else None
    named = text.item(i, "days") if day is None else None
    end = i + 1
    if named is not None:
        day, end = named[0].value, named[1]
    month = text.item(end + (text.word(end) == "من"), "months")
    found = exact(year, month[0].value, day) if day is not None and month is not None and text.number(month[1]) is None else None
    return iso(found) if found else None


def _anchor(text: DateWords, i: int, published: date) -> date | None:
    """The day told last in the sentence of token `i`, else publication; None behind a month or year."""
    if not text.latest_end or any(w in (".", "\n") for w in text.words[text.latest_end : i]):
        return published
    if len(text.latest) < 10:
        return None
    return exact(*map(int, text.latest.split("-")))


def _before(unit: str, count: int | None, half: bool, day: date) -> str | None:
    if half and count is not None and unit == "year":
        return month_value(day.year, day.month - 12 * count - 6)[:4]
    return resolution.ago(unit, count, day)


def distance(text: DateWords, end: int, glued: str = "") -> Distance | None:
    """End, unit and number of a distance such as "some three days", "more than a year and a half"; `glued` begins its first word."""
    end += bool(glued) and text.word(end) == glued  # بـ4 أيام
    at = text.phrase(end, "fillers")
    first = text.word(at).removeprefix(glued)
    count: int | None = text.number(at)
    if count is None:
        count = text.calendar.amounts.get(first)
    few = first in text.sets["few"]
    led = few or count is not None
    unit, grade = text.calendar.units.get(text.word(at + 1) if led else first, ("", ""))
    if not unit:
        return None
    at += 1 + (few or count is not None)
    if not few and count is None and grade != "many":
        count = 2 if grade == "two" else 1
        # "since the year 2014", "before the day of Friday": the unit is no distance but names what follows.
        if grade == "one" and (text.number(at) is not None or text.word(at) in text.calendar.words):
            return None
    at += text.word(at) in text.sets["unit_adjectives"]
    half = text.word(at) == "ونصف"
    if half:
        at += 1 + (text.calendar.definite.get(text.word(at + 1)) == unit)
    return at, unit, count, half


def by_so_much(text: DateWords, end: int) -> Distance | None:
    """The same behind a glued ب: `بيومين`, `بنحو عام`, `بـ4 أيام`."""
    return distance(text, end, "ب") if text.word(end).startswith("ب") else None


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
    if unit == "year" and (same := text.same_year(i)) is not None:
        return Piece(same[0], str(same[1]), None, "relative")
    if unit in ("day", "months"):
        few = text.word(end) in text.sets["definite_few"]
        amount = text.calendar.amounts.get(text.word(end).removeprefix("ال"))
        back = amount or 0
        end += few or amount is not None
    direction = text.calendar.direction.get(text.word(end), "")
    edge = text.word(i - 1)
    if not direction and unit in _EDGED and edge in text.sets["edges"] and not _qualified(text, end):  # مطلع الأسبوع
        return definite(text, unit, end, "current", 0, published)
    if direction == "past" and back == 1 and unit == "week" and edge in text.sets["ends"]:
        sunday = resolution.past_week(1, published)[1]
        value = within(sunday - timedelta(1), sunday)
        return Piece(end + 1, value, None, "relative") if value else None
    if not direction or text.word(end) == "هذا" or (unit == "year" and text.word(end) in ("السابق", "السابقه")):
        return None
    return definite(text, unit, end + 1, direction, number if number is not None else back, published)


def _qualified(text: DateWords, i: int) -> bool:
    """Whether what stands at a token says which unit is meant: `مطلع العام الدراسي`, `نهاية العام 2016`."""
    word = text.word(i)
    return word.startswith("ال") or text.number(i) is not None or word in text.sets["same"] or word == "هذا"


def definite(text: DateWords, unit: str, end: int, direction: str, back: int, published: date) -> Piece | None:
    """The value of a definite unit of time in a direction."""
    sign = {"past": back, "current": 0, "next": -1}[direction]
    value, until = None, None
    if unit == "year":
        value = str(published.year - sign)
    elif unit == "month":
        value = month_value(published.year, published.month - sign)
    elif unit == "week":
        low, high = resolution.past_week(sign, published)
        value = within(low, high) if low < high else iso(low)[:7]
    elif unit in resolution.SEASONS:
        value = resolution.season(unit, direction, published)
    elif unit == "hours" and direction == "past":
        days = back // 24 if 24 < back <= 24 * resolution.FEW_DAYS else 0
        value, until = iso(published - timedelta(days)), iso(published) if days else None
    elif unit == "days2" and direction == "past":
        value = within(published - timedelta(2), published)
    elif unit in ("day", "weeks2", "weeks", "months") and direction == "past":
        length = {"day": back or resolution.LAST_DAYS, "weeks2": 14, "weeks": 56, "months": 30 * (back or 3)}[unit]
        value = within(published - timedelta(length), published)
    return Piece(end, value, until, "relative", ahead=direction == "next") if value else None
