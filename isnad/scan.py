"""The one pass: every lexicon of the codebook over the folded text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import final

from isnad.codebook.matcher import Matcher
from isnad.text import Text
from isnad.text.sense import Pattern, Sense
from isnad.text.tokens import NOUN_PREFIXES, SUFFIXES, VERB_PREFIXES

# What stands inside a longer hit of these lexicons is part of that name and is not read by itself.
_COVERING = {
    "place": frozenset({"place", "outlet", "actor", "role"}),
    "nisba": frozenset({"outlet", "actor"}),
    "person": frozenset({"actor", "person", "outlet"}),
    "actor": frozenset({"actor", "outlet"}),
    "role": frozenset({"role", "outlet"}),
    "outlet": frozenset({"outlet"}),
    "trigger": frozenset({"trigger", "outlet", "actor"}),
    "cue": frozenset({"cue"}),
    "connector": frozenset({"connector"}),
    "verb": frozenset({"verb", "outlet"}),
}


_PREFIXES = NOUN_PREFIXES | VERB_PREFIXES
_LONGEST_PREFIX, _LONGEST_SUFFIX = max(map(len, _PREFIXES)), max(map(len, SUFFIXES))


@final
class Hit:
    """A form of the codebook in the text: tokens `[first, last)`, folded `[start, end)` without what is glued to it."""

    __slots__ = ("end", "first", "last", "prefix", "sense", "start", "suffix")

    def __init__(self, first: int, last: int, start: int, end: int, prefix: str, suffix: str, sense: Sense) -> None:
        self.first, self.last, self.start, self.end = first, last, start, end
        self.prefix, self.suffix, self.sense = prefix, suffix, sense

    @property
    def definite(self) -> bool:
        """Whether the article is glued to it."""
        return self.prefix.endswith(("ال", "لل"))


@dataclass(frozen=True, slots=True)
class Scan:
    """All hits in the order of the text, and by lexicon."""

    hits: tuple[Hit, ...]
    by_lexicon: dict[str, tuple[Hit, ...]]

    def of(self, lexicon: str) -> tuple[Hit, ...]:
        return self.by_lexicon.get(lexicon, ())


def scan(text: Text, matcher: Matcher) -> Scan:
    """Match the whole text once; keep hits whose clitics and word boundaries are right and that no longer name covers."""
    kept = _longest(_found(text, matcher))
    groups: dict[str, list[Hit]] = {}
    for hit in kept:
        groups.setdefault(hit.sense.lexicon, []).append(hit)
    return Scan(tuple(kept), {k: tuple(v) for k, v in groups.items()})


def _found(text: Text, matcher: Matcher) -> list[Hit]:
    """All hits by their first token, the longest before those that it holds."""
    folded, tokens = text.folded, text.tokens
    begins, ends = _bounds(text)
    found: list[list[Hit]] = [[] for _ in tokens]
    for end_index, pattern in matcher.automaton.iter(folded):
        form: Pattern = pattern
        end: int = end_index + 1
        start = end - form.length
        prefix = suffix = ""
        first = begins[start]
        if first < 0:
            first = _nearest(begins, start, -_LONGEST_PREFIX)
            if first < 0 or (prefix := folded[tokens[first].start : start]) not in _PREFIXES:
                continue
        last = ends[end]
        if last < 0:
            last = _nearest(ends, end, _LONGEST_SUFFIX)
            plain = last > 0 and (suffix := folded[end : tokens[last - 1].end]) in SUFFIXES
            if not plain:
                if not form.glues:
                    continue
                last = bisect_right(text.starts, end) - 1
                suffix = folded[end : tokens[last].end]
        for sense in form.fitting(prefix, suffix):
            _put(found[first], Hit(first, last, start, end, prefix, suffix, sense))
    return [hit for hits in found for hit in hits]


def _bounds(text: Text) -> tuple[list[int], list[int]]:
    """By code point the token that begins there, and the number behind the one that ends there without a letter glued to it, else -1."""
    folded = text.folded
    begins, ends = [-1] * (len(folded) + 1), [-1] * (len(folded) + 1)
    for i, token in enumerate(text.tokens):
        begins[token.start] = i
        if token.kind == "w" or not folded[token.end : token.end + 1].isalpha():  # بـ 5قتلى a number ends in no blank
            ends[token.end] = i + 1
    return begins, ends


def _nearest(bounds: list[int], at: int, reach: int) -> int:
    """The bound nearest to a code point, no further away than `reach` (negative: before it); -1 where there is none."""
    step = 1 if reach > 0 else -1
    for i in range(at + step, at + reach + step, step):
        if not 0 <= i < len(bounds):
            return -1
        if bounds[i] >= 0:
            return bounds[i]
    return -1


def _put(hits: list[Hit], hit: Hit) -> None:
    """Add a hit behind those that are as long or longer."""
    n = len(hits)
    while n and hits[n - 1].last < hit.last:
        n -= 1
    hits.insert(n, hit)


def _longest(hits: list[Hit]) -> list[Hit]:
    out: list[Hit] = []
    active: list[Hit] = []  # hits of several words that the next one may stand inside
    names: dict[tuple[int, int], int] = {}
    for hit in hits:
        if hit.sense.pos == "name":  # باريس is Paris, not ب and Arris
            key, length = (hit.first, hit.last), _length(hit)
            if length > names.get(key, 0):
                names[key] = length
    for hit in hits:
        first, last, sense = hit.first, hit.last, hit.sense
        if sense.pos == "name" and _length(hit) < names[first, last]:
            continue
        if active:
            active = [a for a in active if a.last > first]
            if active and _is_covered(hit, active):
                continue
        out.append(hit)
        if last - first > 1:
            active.append(hit)
    return out


def _length(hit: Hit) -> int:
    """Letters of a name, its article included."""
    return hit.end - hit.start + 2 * hit.prefix.endswith("ال")


def _is_covered(hit: Hit, active: list[Hit]) -> bool:
    """Whether a hit stands inside a longer one of which it is a part."""
    covering = _COVERING.get(hit.sense.lexicon, frozenset())
    first, last = hit.first, hit.last
    return any(a.first <= first and last <= a.last and a.last - a.first > last - first and a.sense.lexicon in covering for a in active)
