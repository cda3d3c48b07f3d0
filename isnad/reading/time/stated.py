"""Stated dates: digits, days of months, months, years, Hijri days."""

from __future__ import annotations

from datetime import timedelta

from isnad.reading.time import resolution
from isnad.reading.time.resolution import EARLIEST, LATEST, exact, iso, month_value
from isnad.reading.time.words import DateWords, Piece

_RECENT = 1945  # from here on a number at the end of a clause may be a year
_NO_YEAR = 100  # a number up to which what stands before a month is a day and not the year of another date


def digits(text: DateWords, i: int, weekday: int | None) -> Piece | None:
    """A date that begins with digits."""
    word = text.word(i)
    n = text.number(i)
    if n is None:
        parts = word.replace(".", "/").split("/")
        return _numeric(text, list(map(int, parts)), i + 1, i) if all(p.isdecimal() and len(p) <= 4 for p in parts) else None
    for mark in ("-", "/"):
        if text.word(i + 1) == mark and text.word(i + 3) == mark:
            second, third = text.number(i + 2), text.number(i + 4)
            if second is not None and third is not None:
                return _numeric(text, [n, second, third], i + 5, i)
    if len(word) == 4:
        return _year(text, n, i) if EARLIEST <= n <= LATEST else None
    return day_and_month(text, i, n, i + 1, weekday) if 1 <= n <= 31 else None


def _numeric(text: DateWords, parts: list[int], end: int, i: int) -> Piece | None:
    """A date as 16/04/2024, 2024-04-16; 16/4 only after "day" or a weekday; 2011/2012 is two years."""
    if len(parts) == 2:
        low, high = parts
        if EARLIEST <= low < high <= LATEST:
            return Piece(end, str(low), str(high), "stated")
        before = text.word(i - 1)
        if text.published is None or not (before in text.sets["day_words"] or text.item(i - 1, "weekdays")):
            return None
        year = resolution.year_of(high, low, "", text.published, None) if 1 <= high <= 12 else 0
        found = exact(year, high, low)
        return Piece(end, iso(found), None, "stated", None, True) if found else None
    if len(parts) != 3:
        return None
    year, month, day = parts if parts[0] > 31 else parts[::-1]
    if 1300 <= year < 1500:
        hijri = resolution.hijri_day(year, month, day)
        return Piece(text.era(end), iso(hijri), None, "hijri") if hijri else None
    found = exact(year, month, day)
    return Piece(text.era(end), iso(found), None, "stated") if found else None


def _year(text: DateWords, n: int, i: int) -> Piece | None:
    """A bare year after a word such as "year", "in", "since", or in brackets; two of them are a stretch."""
    before = text.word(i - 1)
    if before in ("", ".", "\n") and text.word(i + 1) == ":":  # a chronicle, line by line
        return Piece(i + 1, str(n), None, "stated")
    known = before in text.sets["year_context"] or before in text.sets["edges"] or _of_event(text, i)
    linked = text.word(i + 1) in text.sets["and"] or text.word(i + 1) in text.sets["to"] or text.word(i + 1) == "-"
    upper = text.number(i + 2) if linked else None
    if upper is not None and n < upper <= LATEST and (known or before in text.sets["open"] or (before == "(" and text.word(i + 3) == ")")):
        return Piece(i + 3, str(n), str(upper), "stated")
    if known or (before == "(" and text.word(i + 1) in (")", "،")) or _closing(text, n, i):
        return Piece(text.era(i + 1), str(n), None, "stated")
    return None


def _closing(text: DateWords, n: int, i: int) -> bool:
    """Whether a number that closes a clause (`اختطفوا في العراق 2015.`) is a year and no amount."""
    before = text.word(i - 1)
    if text.published is None or not _RECENT <= n <= text.published.year or n % 50 == 0 or text.word(i + 1) not in (".", "،", "\n", ")"):
        return False
    return before.isalpha() and not any(before in text.sets[name] for name in ("few", "fillers", "from", "counted"))


def _of_event(text: DateWords, i: int) -> bool:
    """Whether an event that takes its year behind it stands before: `غزو 2003`, `حرب لبنان 2006`."""
    one, two = text.word(i - 1), text.word(i - 2)
    return one in text.sets["year_events"] or two in text.sets["year_events"]


def day_and_month(text: DateWords, i: int, day: int, end: int, weekday: int | None) -> Piece | None:
    """A day such as "3 April", "the third of April", "3 and 5 April", with or without a year."""
    last, end = _last_day(text, day, end)
    at = end + (text.word(end) == "من")
    at += text.word(end) == "/" and text.number(i) is not None  # يوم 10/ سبتمبر
    if text.word(end) == "من":
        named = text.same_month(end + 1)
        if named is not None:
            return _of_month(text, i, day, last, *named)
    at += text.word(at) in text.sets["month_words"]
    found = text.item(at, "months", "hijri")
    if found is None:
        return None
    item, end = found
    if item.role == "hijri":
        return _hijri(text, item.value, day, last, end)
    end, year, direction = _tail(text, item.value, end)
    if end < 0:
        return None
    direction = direction or text.since(i)
    if year is None and not direction and weekday is None and (told := _year_told(text, i, end, item.value, day)):
        year, yearless = told, False
    elif year is None and text.published is not None:
        year = resolution.year_of(item.value, day, direction, text.published, weekday)
        yearless = True
    else:
        yearless = False
    low = exact(year, item.value, day) if year is not None else None
    if low is None:
        return None
    high = exact(low.year, item.value, last) if last is not None else None
    if high is not None and text.word(i - 1) in text.sets["nights"] and high - low == timedelta(1):
        return Piece(end, iso(high), None, "stated", None, yearless)
    return Piece(end, iso(low), iso(high) if high else None, "stated", weekday, yearless)


def _year_told(text: DateWords, i: int, end: int, month: int, day: int) -> int | None:
    """The year before publication that the sentence has told already: `بدأت المعركة في 3 مارس 2003 وانتهت في 9 أبريل`, say; or a line above."""
    if text.chronicle and text.heads_line(i, end) and f"{text.chronicle[:4]}-{month:02}-{day:02}" >= text.chronicle:
        return int(text.chronicle[:4])
    if text.published is None or not text.latest_year or text.words_apart(text.latest_end, i):
        return None
    return int(text.latest[:4]) if int(text.latest[:4]) < text.published.year else None


def _of_month(text: DateWords, i: int, day: int, last: int | None, end: int, year: int, month: int) -> Piece | None:
    """A day of "this month", "the same month"."""
    low, high = exact(year, month, day), exact(year, month, last) if last is not None else None
    if low is None:
        return None
    if high is not None and text.word(i - 1) in text.sets["nights"] and high - low == timedelta(1):
        low, high = high, None
    return Piece(end, iso(low), iso(high) if high else None, "stated", None, True)


def _last_day(text: DateWords, day: int, end: int) -> tuple[int | None, int]:
    """The last day of "3 and 5", "from 3 to 5", "5 and 6 and 7", and where it ends."""
    last, end = _second_day(text, day, end)
    while last is not None:
        more, stop = _second_day(text, last, end)
        if more is None:
            break
        last, end = more, stop
    return last, end


def _second_day(text: DateWords, day: int, end: int) -> tuple[int | None, int]:
    """The second of two days, and where it ends."""
    word = text.word(end)
    linked = word in text.sets["and"] or word in text.sets["to"] or word == "-"
    at = end + linked
    found = text.item(at, "days")
    if found is not None and (linked or word.startswith("و")):
        last, stop = found[0].value, found[1]
    else:
        number = text.number(at) if linked else None
        last, stop = (number, at + 1) if number is not None else (0, end)
    return (last, stop) if day < last <= 31 else (None, end)


def month(text: DateWords, month: int, i: int, end: int) -> Piece | None:
    """A month without a day; one that is also another word needs a sign that it is a month."""
    twin = text.item(i - 2, "months") if text.word(i - 1) in ("/", "(") else None
    if _of_day(text, i) or (twin is not None and twin[0].value == month and _of_day(text, i - 2)):
        return None  # its day was no day ("31 February") or the date is a name ("the 25 January movement")
    shy = any(text.word(i).endswith(w) for w in text.sets["shy_months"])
    end, year, direction = _tail(text, month, end, i if shy else None)
    if end < 0:
        return None
    yearless = year is None
    if year is None:
        if text.published is None:
            return None
        if text.word(i - 1) == "-":
            return None  # the second half of a name
        year = resolution.year_of(month, None, direction or text.since(i), text.published, None)
    return Piece(end, month_value(year, month), None, "stated", None, yearless) if EARLIEST <= year <= LATEST else None


def _of_day(text: DateWords, i: int) -> bool:
    """Whether a day stands before the month at a token: `11 سبتمبر`, `الحادي عشر من سبتمبر`."""
    end = i - (text.word(i - 1) == "من")
    n = text.number(end - 1)
    if n is not None and n <= _NO_YEAR:
        return True
    named = text.item(end - 2, "days", "months")  # كانون الثاني وفبراير: a month's second word
    if named is not None and named[1] == end:
        return named[0].role == "days"
    return text.item(end - 1, "days") is not None


def _tail(text: DateWords, month: int, end: int, shy: int | None = None) -> tuple[int, int | None, str]:
    """What follows a month: its other name, a year or a direction; end -1 where it is no date."""
    mark = text.word(end)
    twin = text.item(end + (mark in ("/", "(", "-", "،")), "months")
    doubled = twin is not None and twin[0].value == month
    if twin is not None and doubled:
        end = twin[1] + (mark == "(" and text.word(twin[1]) == ")")
    at = end + (text.word(end) in ("من", ",", "،"))
    named = text.word(at) in text.sets["year_words"]
    number = text.number(at + named)
    if number is not None and len(text.word(at + named)) == 4 and EARLIEST <= number <= LATEST:
        return text.era(at + named + 1), number, ""
    bracketed = text.number(end + 1) if text.word(end) == "(" and text.word(end + 2) == ")" else None  # 8 ماي (1987)
    if bracketed is not None and EARLIEST <= bracketed <= LATEST:
        return end + 3, bracketed, ""
    direction = text.calendar.direction.get(text.word(at + 1), "") if named else ""
    if direction in ("past", "current", "next") and text.published is not None:
        return at + 2, text.published.year + {"past": -1, "current": 0, "next": 1}[direction], direction
    if text.word(end) == "من":
        year_of_this = text.item(at, "this") is not None and text.calendar.definite.get(text.word(at + 1)) == "year"
        if year_of_this and text.published is not None:
            return at + 2, text.published.year, "current"
        same = text.same_year(at)
        if same is not None:
            return same[0], same[1], ""
        if named or text.word(at) == "كل":
            return -1, None, ""  # "of the following year", "of every year"
    direction = text.calendar.direction.get(text.word(end), "")
    if direction and text.word(end) != "هذا":
        return end + 1, None, direction
    known = shy is None or doubled or text.word(shy - 1) in text.sets["context"] or text.word(shy - 1) in text.sets["month_words"]
    return (end if known else -1), None, ""


def _hijri(text: DateWords, month: int, day: int, last: int | None, end: int) -> Piece | None:
    """A day of the Hijri calendar, with its year or the latest before publication."""
    at = end + (text.word(end) == "من")
    at += text.word(at) in text.sets["year_words"]
    year = text.number(at)
    if year is not None and 1300 <= year <= 1500:
        end = text.era(at + 1)
        low = resolution.hijri_day(year, month, day)
    else:
        past = text.calendar.direction.get(text.word(end)) == "past"
        end += past
        low = resolution.hijri_latest(month, day, text.published, *((0,) if past else ())) if text.published else None
    if low is None:
        return None
    until = iso(low + timedelta(last - day)) if last is not None else None
    return Piece(end, iso(low), until, "hijri", None, year is None)
