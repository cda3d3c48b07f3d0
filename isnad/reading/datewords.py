"""The words of one text as the readers of dates see them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from isnad.reading.calendar import Calendar, Item


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
    """Folded words, publication day and calendar, with look-ups by token; never changed."""

    __slots__ = ("calendar", "published", "sets", "words")

    def __init__(self, words: list[str], published: date | None, calendar: Calendar) -> None:
        self.words = words
        self.published = published
        self.calendar = calendar
        self.sets = calendar.sets

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
            if item.role in roles and (not item.rest or tuple(self.words[i + 1 : end]) == item.rest):
                return item, end
        return None

    def era(self, end: int) -> int:
        """The end behind "A.D." or "A.H."."""
        return end + 1 if self.word(end) in self.sets["eras"] else end

    def since(self, i: int) -> str:
        """`past` behind "since" and "since the day of"."""
        return "past" if self.word(i - 1) in self.sets["since"] or self.word(i - 2) in self.sets["since"] else ""
