"""Number words: the compiled lexicon, and the value of a cardinal in digits or words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import msgspec

from isnad.reading.word.lexicon import by_first, folded_set, parted
from isnad.text.fold import folded

_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_DECIMAL = re.compile(r"\d+[.,]\d+")
TENS = range(20, 100, 10)
LONGEST_DIGITS = 18
Words = tuple[str, ...]


class Entry(NamedTuple):
    """One form: the words after its first, its role, its value or meaning, and whether a و is glued before it."""

    rest: tuple[str, ...]
    role: str
    value: int
    q: str
    joined: bool


@dataclass(frozen=True, slots=True)
class Numbers:
    """The compiled number words: entries by their first surface word, longest first."""

    words: dict[str, tuple[Entry, ...]]
    after: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    halves: frozenset[str]
    to: frozenset[str]
    either: frozenset[str]
    change: frozenset[str]
    units: frozenset[str]
    months: frozenset[str]
    days: frozenset[str]
    before: frozenset[str]
    before_one: frozenset[str]
    not_nouns: frozenset[str]

    @classmethod
    def compile(cls, data: Mapping[str, Any]) -> Numbers:
        """Build the lexicon from the content of numbers.yaml."""
        after = ((first, (rest, q)) for q, forms in data["after"].items() for first, rest in map(parted, forms))
        other = data["other"]["after"]
        spans = data["range"]
        return cls(
            by_first(_entries(data), lambda entry: len(entry.rest)),
            by_first(after, lambda entry: len(entry[0])),
            frozenset("و" + folded(w) for w in data["halves"]) | frozenset("وال" + folded(w) for w in data["halves"]),
            folded_set(spans["to"]),
            folded_set(spans["or"]),
            folded_set(spans["change"]) | frozenset("و" + w for w in folded_set(spans["change"])),
            folded_set(w for name, forms in other.items() if name != "month" for w in forms),
            folded_set(other["month"]),
            folded_set(data["other"]["days"]),
            frozenset(s for w in data["other"]["before"] for s, _ in _glued(folded(w))),
            frozenset(s for w in data["other"]["before_one"] for s, _ in _glued(folded(w))),
            folded_set(data["not_nouns"]),
        )


def _entries(data: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    """Each form under every surface of its first word."""
    never = folded_set(data["never"])
    for form, role, value, q in _forms(data):
        first, rest = parted(form)
        for surface, joined in _glued(first):
            if surface not in never or rest:
                yield surface, Entry(rest, role, value, q, joined)


def _forms(data: Mapping[str, Any]) -> Iterator[tuple[str, str, int, str]]:
    for role in ("values", "lead", "ordinals", "vague"):
        for value, forms in data[role].items():
            for form in forms:
                yield form, role, int(value), "vague" if role == "vague" else "exact"
    for key in ("scales", "scales_plural"):
        for value, scale in data[key].items():
            for form in scale["words"]:
                yield form, "scales", int(value), scale["alone"]
    for q, forms in data["before"].items():
        for form in forms:
            yield form, "before", 0, q
    for key in ("between", "from"):
        for form in data["range"][key]:
            yield form, key, 0, "about"


def _glued(word: str) -> Iterator[tuple[str, bool]]:
    """The surface forms of a word with conjunction, preposition and article; whether a bare و leads."""
    for conjunction in ("", "و", "ف"):
        for preposition in ("", "ب", "ل", "ك"):
            joined = conjunction == "و" and not preposition
            yield conjunction + preposition + word, joined
            yield conjunction + ("لل" if preposition == "ل" else preposition + "ال") + word, joined


class Value(msgspec.Struct, frozen=True, gc=False):
    end: int
    n: int | None
    digits: bool


def entry_at(words: Words, i: int, lexicon: Numbers) -> tuple[Entry, int] | None:
    entries = lexicon.words.get(words[i]) if i < len(words) else None
    if entries is None:
        return None
    for entry in entries:
        end = i + 1 + len(entry.rest)
        if not entry.rest or words[i + 1 : end] == entry.rest:
            return entry, end
    return None


def digits(word: str) -> int | float | None:
    """The value of a token of digits: 06, 1.200 and 1,200 whole, 3.5 a float; None for dates and times."""
    if len(word) > LONGEST_DIGITS:
        return None
    if word.isdecimal():
        return int(word)
    if _THOUSANDS.fullmatch(word):
        return int(word.replace(".", "").replace(",", ""))
    return float(word.replace(",", ".")) if _DECIMAL.fullmatch(word) else None


def _term(words: Words, i: int, lexicon: Numbers) -> tuple[str, int | float | None, int, bool] | None:
    """Role, value, end and glued و of the one number word or digit token at `i`."""
    if i >= len(words):
        return None
    if words[i][0].isdecimal():
        return "digits", digits(words[i]), i + 1, False
    found = entry_at(words, i, lexicon)
    if found is None or found[0].role not in ("values", "scales", "lead"):
        return None
    return found[0].role, found[0].value, found[1], found[0].joined


def value_at(words: Words, i: int, lexicon: Numbers) -> Value | None:
    """The cardinal at `i`: units with tens, hundreds, scales, each smaller than the one before, joined by و."""
    start = _term(words, i, lexicon)
    if start is None:
        return None
    role, first, end, _ = start
    in_digits = role == "digits"
    if first is None:
        return Value(end, None, True)
    # `part` is the group below a thousand that grows, `step` the size of what was last added to it.
    total: int | float = 0
    part: int | float = first
    scaled = role == "scales" or (role == "values" and first >= 1000)
    step: int | float = 0 if in_digits else first
    ceiling = float("inf")
    tens_due = role == "lead"
    while True:
        joined = end < len(words) and words[end] == "و"
        term = _term(words, end + joined, lexicon)
        if term is None or term[1] is None:
            break
        role, size, stop, glued = term[0], term[1], term[2], term[3]
        joined = joined or glued
        if words[end][0] in "بلكف":
            break  # "3 بالمئة"
        if role == "scales" and not joined and not scaled and part < size < ceiling:
            part, step, scaled = part * size, size, True
        elif size == 100 and role == "values" and not joined and 3 <= part <= 9:
            part, step = part * 100, 100
        elif not joined or role == "lead":
            break
        elif 1 <= step <= 9 and size in TENS and role == "values":
            part, step, tens_due = part + size, size, False
        elif scaled and size < step:
            total, part, ceiling, scaled = total + part, size, step, role == "scales"
            step = 0 if role == "digits" else size
        elif not scaled and step >= 100 and size < 100:
            part, step = part + size, 0 if role == "digits" else size
        else:
            break
        end = stop
    if tens_due:
        return None
    if scaled and end < len(words) and words[end] in lexicon.halves:
        more = _term(words, end + 1, lexicon)
        return Value(more[2] if more is not None and more[0] == "scales" else end + 1, None, in_digits)
    total += part
    return Value(end, int(total) if total == int(total) else None, in_digits)
