"""Names as words, and when two of them may be of one person."""

from __future__ import annotations

import re

from isnad.text.fold import folded

_WORD = re.compile(r"[^\W_]+")
_VOWELS = str.maketrans("", "", "اويه")
_SLIP = 6  # letters of a name that may be spelt with one letter more, less or other

Words = tuple[str, ...]


def words(text: str) -> Words:
    """The folded words of a name without article and marks."""
    return tuple(_plain(w) for w in _WORD.findall(folded(text).lower()))


def _plain(word: str) -> str:
    """A word without the article, and without what is glued before it: للجيش, بالشرطة."""
    for prefix in ("ال", "لل", "بال", "وال"):
        if word.startswith(prefix) and len(word) > len(prefix) + 2:
            return word[len(prefix) :]
    return word


def same_person(a: Words, b: Words) -> bool:
    """Whether two names may be of one person: the shorter one's words stand in the longer one, its last word last."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if len(short) > 1 and short[0] == long[0] and _skeleton(short[-1]) == _skeleton(long[-1]):
        return True
    return _alike(short[-1], long[-1]) and all(any(_alike(w, x) for x in long) for w in short)


def _alike(a: str, b: str) -> bool:
    """Whether two words are one, or long and one letter apart: foreign names are spelt in several ways."""
    if a == b:
        return True
    if min(len(a), len(b)) < _SLIP or abs(len(a) - len(b)) > 1:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return a[start + (len(a) >= len(b)) :] == b[start + (len(b) >= len(a)) :]


def _skeleton(word: str) -> str:
    """A word without its long vowels: هايلي and هيلي."""
    return word.translate(_VOWELS)
