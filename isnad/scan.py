"""The one pass: every lexicon of the codebook over the folded text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from isnad.codebook.matcher import Matcher, Sense
from isnad.text import Text
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


class Hit(NamedTuple):
    """A form of the codebook in the text: tokens `[first, last)`, folded `[start, end)` without what is glued to it."""

    first: int
    last: int
    start: int
    end: int
    prefix: str
    suffix: str
    sense: Sense


@dataclass(frozen=True, slots=True)
class Scan:
    """All hits in the order of the text, and by lexicon."""

    hits: tuple[Hit, ...]
    by_lexicon: dict[str, tuple[Hit, ...]]

    def of(self, lexicon: str) -> tuple[Hit, ...]:
        return self.by_lexicon.get(lexicon, ())


def scan(text: Text, matcher: Matcher) -> Scan:
    """Match the whole text once; keep hits whose clitics and word boundaries are right and that no longer name covers."""
    folded = text.folded
    tokens = text.tokens
    token_at = text.token_at
    found: list[Hit] = []
    for end_index, (length, senses) in matcher.automaton.iter(folded):
        start = end_index - length + 1
        end = end_index + 1
        prefix = suffix = ""
        if start and folded[start - 1].isalpha():
            first = token_at(start)
            prefix = folded[tokens[first].start : start]
            if len(prefix) > 5:
                continue
        else:
            first = -1
        if end < len(folded) and folded[end].isalpha():
            last = token_at(end)
            suffix = folded[end : tokens[last].end]
            if suffix not in SUFFIXES and all(s.suffix != "glue" for s in senses):
                continue
            last += suffix in SUFFIXES
        else:
            last = -1
        for sense in senses:
            if not _fits(sense, prefix, suffix):
                continue
            if first < 0:
                first = token_at(start)
            if last < 0:
                last = token_at(end_index) + 1
            found.append(Hit(first, last, start, end, prefix, suffix, sense))
    found.sort(key=lambda h: (h.first, -h.last))
    kept = _longest(found)
    groups: dict[str, list[Hit]] = {}
    for hit in kept:
        groups.setdefault(hit.sense.lexicon, []).append(hit)
    return Scan(tuple(kept), {k: tuple(v) for k, v in groups.items()})


def _fits(sense: Sense, prefix: str, suffix: str) -> bool:
    if suffix:
        if sense.suffix == "no" or (sense.suffix != "glue" and suffix not in SUFFIXES):
            return False
    elif sense.suffix == "must":
        return False
    if sense.pos == "verb":
        return prefix in VERB_PREFIXES and suffix != "ي"  # the pronoun of a verb is ني; جندي is a soldier
    if prefix not in NOUN_PREFIXES:
        return False
    has_al = prefix.endswith("ال") or prefix.endswith("لل")
    if sense.al == "must":
        return has_al
    if sense.al == "no":
        return not has_al
    return not (has_al and suffix)


def _longest(hits: list[Hit]) -> list[Hit]:
    out: list[Hit] = []
    active: list[Hit] = []
    names: dict[tuple[int, int], int] = {}
    for hit in hits:
        if hit.sense.pos == "name":  # باريس is Paris, not ب and Arris
            names[hit.first, hit.last] = max(names.get((hit.first, hit.last), 0), hit.end - hit.start + 2 * hit.prefix.endswith("ال"))
    for hit in hits:
        if hit.sense.pos == "name" and hit.end - hit.start + 2 * hit.prefix.endswith("ال") < names[hit.first, hit.last]:
            continue
        active = [a for a in active if a.last > hit.first]
        covering = _COVERING.get(hit.sense.lexicon)
        width = hit.last - hit.first
        if covering and any(
            a.first <= hit.first and hit.last <= a.last and a.last - a.first > width and a.sense.lexicon in covering for a in active
        ):
            continue
        out.append(hit)
        if width > 1:
            active.append(hit)
    return out
