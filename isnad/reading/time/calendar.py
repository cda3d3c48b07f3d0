"""The compiled words of the calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from isnad.reading.word.lexicon import by_first, folded_set, parted
from isnad.text.fold import folded

_CONJUNCTIONS = ("", "و", "ف")
_PREPOSITIONS = ("", "ب", "ل", "ك")
# Sets of calendar.yaml whose words are looked for with glued letters.
_GLUED = (
    *("context", "year_context", "not_after", "edges", "seasons", "day_words", "year_words", "month_words"),
    *("since", "pairs", "nights", "every", "year_events", "enabled", "planned", "expected", "calls", "gatherings", "beginnings", "begins"),
    *("eves", "feast_days", "ends"),
)


# Sets of single words or phrases that are looked for as they are.
_PLAIN = (
    *("shy_months", "titles", "few", "definite_few", "fillers", "eras", "from", "unit_adjectives", "yearly", "same", "same_before"),
    *("following", "previous", "not_planned", "clauses", "not_future", "that", "counted", "called_to", "time"),
)


class Item(NamedTuple):
    """One form: the words after its first, what it is, its number and, for units, whether it is one, two or many."""

    rest: tuple[str, ...]
    role: str
    value: int
    grade: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """Calendar words: `words` by first surface word, longest first; sets of single folded words for the rest."""

    words: dict[str, tuple[Item, ...]]
    parts: dict[str, tuple[tuple[str, ...], ...]]
    hidden: dict[str, tuple[frozenset[str], frozenset[str]]]
    amounts: dict[str, int]
    ordinals: dict[str, int]
    nth: dict[str, int]
    units: dict[str, tuple[str, str]]
    definite: dict[str, str]
    direction: dict[str, str]
    equals: frozenset[str]
    sets: dict[str, frozenset[str]]

    @classmethod
    def compile(cls, data: Mapping[str, Any]) -> Calendar:
        """Build the lexicon from the content of calendar.yaml."""
        parts = ((surface, rest) for first, rest in map(parted, data["parts"]) for surface in glued(first))
        sets = {name: folded_set(data[name]) for name in _PLAIN}
        for name in _GLUED:
            sets[name] = frozenset(s for form in data[name] for s in glued(folded(form)))
        sets |= {name: folded_set(data["links"][name]) for name in ("and", "to", "open")}
        return cls(
            by_first(_items(data), lambda item: len(item.rest)),
            by_first(parts, len),
            {folded(w): (folded_set(n["before"]), folded_set(n["after"])) for w, n in data["hidden"].items()},
            {folded(form): int(value) for value, forms in data["amounts"].items() for form in forms},
            {folded(form): int(value) for value, forms in data["ordinals"].items() for form in forms},
            {s: int(value) for value, forms in data["nth"].items() for form in forms for s in glued(folded(form))},
            {folded(f): (unit, grade) for unit, forms in data["units"].items() for grade in ("many", "two", "one") for f in forms[grade]},
            {s: unit for unit, forms in data["definite"].items() for form in forms for s in glued(folded(form))},
            {folded(form): name for name in ("past", "current", "next") for form in data[name]},
            folded_set(data["equals"]),
            sets,
        )


def _items(data: Mapping[str, Any]) -> Iterator[tuple[str, Item]]:
    """Each form under every surface of its first word."""
    never = folded_set(data["never"])
    for form, role, value, grade in _forms(data):
        first, rest = parted(form)
        for surface in glued(first):
            if surface not in never:
                yield surface, Item(rest, role, value, grade)


def _forms(data: Mapping[str, Any]) -> Iterator[tuple[str, str, int, str]]:
    for role in ("months", "hijri", "weekdays", "relative", "days", "feasts", "hijri_feasts"):
        for value, forms in data[role].items():
            for form in forms:
                yield form, role, int(value), folded(form)
    for role in ("ago", "this", "after", "morrow", "anniversary", "this_day", "same_day", "next_day", "day_before", "later", "earlier"):
        for form in data[role]:
            yield form, role, 0, folded(form)
    for unit, forms in data["definite"].items():
        for form in forms:
            yield form, "definite", 0, unit


def glued(word: str) -> Iterator[str]:
    """The surface forms of a word behind conjunction and preposition; `ل` swallows the alif of the article."""
    for conjunction in _CONJUNCTIONS:
        for preposition in _PREPOSITIONS:
            if preposition == "ل" and word.startswith("ال"):
                yield conjunction + "ل" + word[1:]
                yield conjunction + "لل" + word[2:]
            yield conjunction + preposition + word
