"""How the lexicons of the codebook are compiled: words folded, and phrases found by their first word."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from isnad.text.fold import folded

Phrase = tuple[str, ...]
E = TypeVar("E", bound=Hashable)


def folded_set(forms: Iterable[str]) -> frozenset[str]:
    """The normal forms of words or phrases."""
    return frozenset(map(folded, forms))


def parted(form: str) -> tuple[str, Phrase]:
    """The first word of a form, folded, and those behind it."""
    first, *rest = folded(form).split()
    return first, tuple(rest)


def by_first(found: Iterable[tuple[str, E]], length: Callable[[E], int]) -> dict[str, tuple[E, ...]]:
    """Entries by the word that they are looked up by: each once, the longest first, equally long ones in the order given."""
    out: dict[str, dict[E, None]] = {}
    for word, entry in found:
        out.setdefault(word, {})[entry] = None
    return {word: tuple(sorted(entries, key=length, reverse=True)) for word, entries in out.items()}


def phrases_of(forms: Iterable[str]) -> dict[str, tuple[Phrase, ...]]:
    """Phrases, as tuples of folded words, by their first word."""
    return by_first(((first, (first, *rest)) for first, rest in map(parted, forms)), len)
