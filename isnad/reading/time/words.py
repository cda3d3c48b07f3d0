"""The words of one text as the readers of dates see them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from isnad.reading.time.calendar import Calendar, Item

_BULLETS = frozenset("-•*–")


class Piece(NamedTuple):
    """A part of a mention, up to token `end`; `weekday` where it names one; `yearless` where the year
    is inferred, `ahead` where the words say that it is to come.
    """

    end: int
    value: str
    until: str | None
    kind: str
    weekday: int | None = None
    yearless: bool = False
    ahead: bool = False


class DateWords:
    """Folded words, publication day and calendar, with look-ups by token; `latest` is the last date read, up to token `latest_end`;
    `latest_year` says that its year was written out, `chronicle` is the date of the last line that began with it and a colon, or that is a year alone.
    """

    __slots__ = ("calendar", "chronicle", "latest", "latest_end", "latest_year", "published", "sets", "words")

    def __init__(self, words: tuple[str, ...], published: date | None, calendar: Calendar) -> None:
        self.words = words
        self.published = published
        self.calendar = calendar
        self.sets = calendar.sets
        self.latest = ""
        self.latest_end = 0
        self.latest_year = False
        self.chronicle = ""

    def word(self, i: int) -> str:
        """The word at `i`, empty outside the text."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def number(self, i: int) -> int | None:
        """The whole number of up to four digits at `i`."""
        word = self.word(i)
        return int(word) if word.isdecimal() and len(word) <= 4 else None

    def item(self, i: int, *roles: str) -> tuple[Item, int] | None:
        """The longest form at `i` in one of `roles`, and its end."""
        for item in self.calendar.words.get(self.word(i), ()):
            end = i + 1 + len(item.rest)
            if item.role in roles and (not item.rest or self.words[i + 1 : end] == item.rest):
                return item, end
        return None

    def phrase(self, i: int, name: str) -> int:
        """The end of the longest word or phrase of a set at `i`; `i` where there is none."""
        for end in (i + 3, i + 2, i + 1):
            if " ".join(self.words[i:end]) in self.sets[name] and end <= len(self.words):
                return end
        return i

    def same_year(self, i: int) -> tuple[int, int] | None:
        """The end and year of "the same year", "the following year" at `i`, by the date named before."""
        if not self.latest:
            return None
        year = int(self.latest[:4])
        lead = self.word(i) in self.sets["same_before"]
        if self.calendar.definite.get(self.word(i + lead)) != "year":
            return None
        end = i + lead + 1
        if lead or self.word(end) in self.sets["same"]:
            return end + (not lead), year
        for name, step in (("following", 1), ("previous", -1)):
            stop = self.phrase(end, name)
            if stop > end:
                return stop, year + step
        return None

    def same_month(self, i: int) -> tuple[int, int, int] | None:
        """The end, year and month of "this month", "the past month", "the same month" at `i`."""
        lead = self.word(i) in self.sets["same_before"] or self.word(i) == "هذا"
        if self.calendar.definite.get(self.word(i + lead)) != "month":
            return None
        end = i + lead + 1
        if self.word(i) == "هذا":
            way = "current"
        elif lead or self.word(end) in self.sets["same"]:
            return (end + (not lead), int(self.latest[:4]), int(self.latest[5:7])) if len(self.latest) > 4 else None
        else:
            way = self.calendar.direction.get(self.word(end), "")
            if not way and not self.word(end).startswith("ال"):  # الخامس من الشهر
                near = len(self.latest) > 4 and self.latest_end and not self.words_apart(self.latest_end, i)
                way, end = ("same" if near else "current"), end - 1
                if way == "same":
                    return end + 1, int(self.latest[:4]), int(self.latest[5:7])
            end += 1
        step = {"past": -1, "current": 0, "next": 1}.get(way)
        if step is None or self.published is None:
            return None
        months = 12 * self.published.year + self.published.month - 1 + step
        return end, months // 12, months % 12 + 1

    def heads_line(self, first: int, end: int) -> bool:
        """Whether the date on tokens `[first, end)` begins a line of a chronicle: `- 7 ديسمبر: ...`, or is all of a line: `- 2017 -`."""
        while self.word(first - 1) in _BULLETS:
            first -= 1
        if self.word(first - 1) not in ("", "\n"):
            return False
        if self.word(end) == ":":
            return True
        while self.word(end) in _BULLETS:
            end += 1
        return self.word(end) == "\n"

    def words_apart(self, first: int, last: int) -> bool:
        """Whether a sentence ends among tokens `[first, last)`."""
        return any(w in (".", "\n") for w in self.words[first:last])

    def era(self, end: int) -> int:
        """The end behind "A.D." or "A.H."."""
        return end + 1 if self.word(end) in self.sets["eras"] else end

    def since(self, i: int) -> str:
        """`past` behind "since" and "since the day of"."""
        return "past" if self.word(i - 1) in self.sets["since"] or self.word(i - 2) in self.sets["since"] else ""
