"""The one pass: every lexicon of the codebook over the folded text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from operator import attrgetter

import msgspec

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


_PREFIXES = NOUN_PREFIXES | VERB_PREFIXES
_PREFIX_LAST = frozenset(p[-1] for p in _PREFIXES if p)
_SUFFIX_FIRST = frozenset(s[0] for s in SUFFIXES)
_BREAKS = frozenset(' \n.,:"()-')  # what mostly parts words: no need to ask whether it is a letter


class Hit(msgspec.Struct, frozen=True, gc=False):
    """A form of the codebook in the text: tokens `[first, last)`, folded `[start, end)` without what is glued to it."""

    first: int
    last: int
    start: int
    end: int
    prefix: str
    suffix: str
    sense: Sense

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
    folded = text.folded + " "
    starts, tokens = text.starts, text.tokens
    found: list[Hit] = []
    for end_index, (length, senses, glues) in matcher.automaton.iter(text.folded):
        end = end_index + 1
        after = folded[end]
        inside = after not in _BREAKS and after.isalpha()
        if inside and after not in _SUFFIX_FIRST and not glues:
            continue
        start = end - length
        prefix = suffix = ""
        first = last = -1
        if start and (before := folded[start - 1]) not in _BREAKS and before.isalpha():
            if before not in _PREFIX_LAST:
                continue
            first = bisect_right(starts, start) - 1
            prefix = folded[starts[first] : start]
            if prefix not in _PREFIXES:
                continue
        if inside:
            last = bisect_right(starts, end) - 1
            suffix = folded[end : tokens[last].end]
            plain = suffix in SUFFIXES
            if not plain and not glues:
                continue
            last += plain
        for sense in senses:
            if prefix or suffix:
                if not _fits(sense, prefix, suffix):
                    continue
            elif sense.suffix == "must" or (sense.al == "must" and sense.pos != "verb"):
                continue  # what `_fits` says of a bare form, which most are
            if first < 0:
                first = bisect_right(starts, start) - 1
            if last < 0:
                last = bisect_right(starts, end_index, first)
            found.append(Hit(first, last, start, end, prefix, suffix, sense))
    found.sort(key=attrgetter("last"), reverse=True)  # two sorts in C: both keep the order of what is equal
    found.sort(key=attrgetter("first"))
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
        return has_al and suffix != "ي"  # الأمني is of security, and not my security
    if sense.al == "no":
        return not has_al
    return not (has_al and suffix)


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
