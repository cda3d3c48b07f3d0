"""The codebook compiled for reading: matcher, grammar, numbers, calendar and triggers, once a codebook."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from isnad.codebook import Codebook
from isnad.codebook.entries import Alias, Trigger
from isnad.codebook.matcher import Matcher, matcher
from isnad.reading.number.counts import Numbers
from isnad.reading.time.calendar import Calendar
from isnad.reading.word.grammar import Grammar
from isnad.reading.word.narration import Narration
from isnad.text.fold import folded


@dataclass(frozen=True, slots=True)
class Frame:
    """A trigger compiled: its event type, folded word lists, and its slots."""

    id: str
    type: str
    family: str
    trigger: Trigger
    needs: frozenset[str]
    unless: frozenset[str]
    only: tuple[str, ...]
    slots: dict[str, str]
    unless_phrases: tuple[str, ...]
    openings: frozenset[str]  # first words of the slots of two words


@dataclass(frozen=True, slots=True, eq=False)
class Tools:
    """Everything that reading an article needs besides the article."""

    book: Codebook
    matcher: Matcher
    grammar: Grammar
    narration: Narration
    numbers: Numbers
    calendar: Calendar
    frames: dict[str, Frame]
    only: dict[tuple[str, str], tuple[str, ...]]
    homes: dict[str, str]
    qualifiers: dict[str, dict[str, str]]
    needs: dict[str, frozenset[str]]

    def home_of(self, publisher: str | None) -> str | None:
        """The country of a publisher that the codebook knows by name, in any of its languages."""
        return self.homes.get(folded(publisher).casefold()) if publisher else None


@lru_cache(maxsize=4)
def tools_of(book: Codebook) -> Tools:
    """Compile a codebook for reading."""
    frames = {}
    for event in book.events.values():
        for trigger in event.triggers:
            id_ = f"{event.id}/{trigger.id}"
            frames[id_] = Frame(
                id_, event.id, event.family, trigger,
                frozenset(map(folded, trigger.needs)), frozenset(map(folded, trigger.unless)), tuple(map(folded, trigger.only)),
                {folded(k): v for k, v in trigger.frame.items()}, tuple(folded(w) for w in trigger.unless if " " in w),
                frozenset(folded(k).rpartition(" ")[0] for k in trigger.frame if " " in k),
            )  # fmt: skip
    only = {}
    for actor in book.actors.values():
        for alias in actor.aliases:
            if isinstance(alias, Alias) and alias.only:
                only[actor.id, folded(alias.name).removeprefix("ال")] = tuple(map(folded, alias.only))
    tables = book.tables
    return Tools(
        book, matcher(book), Grammar.compile(tables["grammar"]), Narration.compile(tables["narration"]), Numbers.compile(tables["numbers"]), Calendar.compile(tables["calendar"]),
        frames, only, _homes(book), {r.id: {folded(k): v for k, v in r.qualifiers.items()} for r in book.roles.values()},
        {v.id: frozenset(map(folded, v.needs)) for v in book.verbs.values()},
    )  # fmt: skip


def _homes(book: Codebook) -> dict[str, str]:
    out: dict[str, str] = {}
    for outlet in book.outlets.values():
        if outlet.country:
            for name in (*outlet.names.values(), *outlet.aliases):
                out.setdefault(folded(name).casefold(), outlet.country)
    return out
