"""Dates in a text: stated, relative, weekdays and Hijri, against the day of publication."""

from __future__ import annotations

from datetime import date

import msgspec

from isnad.reading.time import anchored, feasts, relative, stated
from isnad.reading.time.calendar import Calendar, Item
from isnad.reading.time.resolution import EARLIEST, LATEST, is_after
from isnad.reading.time.words import DateWords, Piece
from isnad.text import Text

_MEASURED = ("after", "morrow", "anniversary")  # roles of dates of something else, by which no other date is measured


class DateMention(msgspec.Struct, frozen=True, gc=False):
    """A date on tokens `[first, last)`: `value` and `end` as `2021-04-01`, `2021-03` or `2016`.

    `kind` is stated, relative, weekday or hijri; `future` says that it begins after publication.
    """

    first: int
    last: int
    value: str
    end: str | None
    kind: str
    future: bool


def find_dates(text: Text, published: date | None, calendar: Calendar) -> tuple[DateMention, ...]:
    """All dates of `text` in order, never overlapping; without `published` only those stated with a year.

    A publication day outside 1901 to 2099 is taken for a fault of the feed and left aside.
    """
    words, table = text.words, calendar.words
    if published is not None and not EARLIEST < published.year < LATEST:
        published = None
    reader = DateWords(words, published, calendar)
    out: list[DateMention] = []
    floor = 0
    # Digits sort before ":", letters after it.
    for i in [i for i, word in enumerate(words) if word in table or (word < ":" and word[0].isdecimal())]:
        if i < floor:
            continue
        mention = _mention(reader, i, floor)
        if mention is None:
            _head(reader, i)
        else:
            out.append(mention)
            floor = mention.last
            if not any(item.role in _MEASURED for item in table.get(words[i], ())):
                reader.latest, reader.latest_end = mention.value, mention.last
                reader.latest_year = _tells_year(reader, mention)
                _line(reader, mention)
    return tuple(out)


def _head(text: DateWords, i: int) -> None:
    """Note a year that is all of its line: the dates under it are of that year."""
    year = text.number(i)
    if year is not None and EARLIEST <= year < LATEST and text.heads_line(i, i + 1):
        text.chronicle = str(year)


def _line(text: DateWords, mention: DateMention) -> None:
    """Note the date that a line of a chronicle begins with."""
    told = text.latest_year or mention.value[:4] == text.chronicle[:4]
    if told and text.heads_line(mention.first, mention.last):
        text.chronicle = mention.value


def _tells_year(text: DateWords, mention: DateMention) -> bool:
    """Whether the words tell the year: `مارس 2003`, `العام الماضي`, `العام ذاته`."""
    told = text.words[mention.first : mention.last]
    return mention.value[:4] in told or (len(mention.value) == 4 and any(text.calendar.definite.get(w) == "year" for w in told))


def _mention(text: DateWords, i: int, floor: int) -> DateMention | None:
    """The mention whose first piece begins at `i`; days and parts of the day before it are taken in."""
    piece = _piece(text, i, None)
    if piece is None:
        return None
    piece = _combined(text, piece)
    first = _absorbed(text, i, floor, piece)
    if piece.yearless and len(piece.value) > 4 and text.word(first - 1) in text.sets["not_after"]:
        return None
    future = piece.ahead or is_after(piece.value, text.published)
    return DateMention(first, piece.end, piece.value, piece.until, piece.kind, future)


def _combined(text: DateWords, piece: Piece) -> Piece:
    """`piece` with what follows it and tells the same day ("yesterday, Tuesday 3 April")."""
    while True:
        at = piece.end
        mark = text.word(at)
        equal = mark in text.calendar.equals
        if equal or mark in ("(", "،", ","):
            at += 2 if equal and text.word(at + 1) == "ل" else 1
        more = _piece(text, at, piece.weekday)
        if more is None:
            return piece
        dated = more.kind in ("stated", "hijri") and len(more.value) == 10
        loose = piece.kind in ("relative", "weekday") and len(piece.value) == 10
        if dated and (loose or equal or (mark == "(" and "hijri" in (piece.kind, more.kind))):
            best = piece if more.kind == "hijri" and piece.kind == "stated" else more
        elif piece.kind == "relative" and loose and more.kind == "weekday" and mark not in ("،", ","):
            agree = date.fromisoformat(piece.value).weekday() == more.weekday
            best = piece._replace(weekday=more.weekday) if agree else more
        else:
            return piece
        end = more.end + (mark == "(" and text.word(more.end) == ")")
        piece = best._replace(end=end)


def _absorbed(text: DateWords, i: int, floor: int, piece: Piece) -> int:
    """The first token of the mention: "on the night of", "the month of", "the end of" belong to it."""
    names = ["day_words"]
    if len(piece.value) < 10:
        names += ["month_words", "year_words", "edges", "seasons"]
    first = i
    while first > floor:
        before = text.word(first - 1)
        if first - 1 > floor and (before,) in text.calendar.parts.get(text.word(first - 2), ()):
            first -= 2
        elif any(before in text.sets[name] for name in names) or () in text.calendar.parts.get(before, ()):
            first -= 1
        elif first == i and text.calendar.definite.get(text.word(i)) == "hours" and before.isdecimal():
            first -= 1 + (text.word(i - 2) == "ال" and first - 2 >= floor)
        elif piece.until is not None and text.word(first - 1) in text.sets["open"]:
            return first - 1
        else:
            break
    return first


def _piece(text: DateWords, i: int, weekday: int | None) -> Piece | None:
    """The one date at `i`; `weekday` is the one named before it."""
    word = text.word(i)
    if word and word[0].isdecimal():
        return stated.digits(text, i, weekday)
    for item in text.calendar.words.get(word, ()):
        end = i + 1 + len(item.rest)
        if item.rest and text.words[i + 1 : end] != item.rest:
            continue
        found = _read(text, item, i, end, weekday)
        if found is not None:
            return found
    return None


def _read(text: DateWords, item: Item, i: int, end: int, weekday: int | None) -> Piece | None:
    """The date that begins with `item`."""
    role = item.role
    if role == "months":
        return stated.month(text, item.value, i, end)
    if role == "days":
        return stated.day_and_month(text, i, item.value, end, weekday)
    if role == "hijri" or text.published is None:
        return None
    if role == "weekdays":
        return relative.weekday(text, item.value, i, end, text.published)
    if role == "relative":
        return relative.relative(text, item, i, end, text.published)
    if role == "ago":
        return relative.ago(text, item.grade, end, text.published)
    if role in anchored.STEPS:
        return anchored.day_of(text, role, end, text.published)
    if role in ("later", "earlier"):
        return anchored.apart(text, end, 1 if role == "later" else -1, relative.by_so_much)
    if role in ("feasts", "hijri_feasts"):
        return feasts.feast(text, item.value, role == "hijri_feasts", i, end, text.published)
    if role == "after":
        return relative.after(text, end, text.published)
    if role == "morrow":
        return relative.morrow(text, end, text.published)
    if role == "anniversary":
        return relative.anniversary(text, end, text.published)
    if role == "this":
        unit = text.calendar.definite.get(text.word(end), "")
        return relative.definite(text, unit, end + 1, "current", 0, text.published)
    return relative.unit(text, item.grade, i, end, text.published)
