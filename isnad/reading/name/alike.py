"""Whether two names are of one person: a part of the other, or spelt in two ways."""

from __future__ import annotations


def same_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Two names of one person: one is a part of the other, or they differ in spelling only."""
    short, long = sorted((a, b), key=len)
    if all(any(_same_word(x, y) for y in long) for x in short):
        return True
    return len(short) > 1 and _same_word(short[-1], long[-1]) and _same_word(short[0], long[0])


def _same_word(a: str, b: str) -> bool:
    """Equal, or names that the press spells in two ways: `ترامب`, `ترمب`; `نتنياهو`, `نتانياهو`."""
    if a == b or a.removeprefix("ال") == b.removeprefix("ال"):
        return True
    return len(a) > 3 and len(b) > 3 and _skeleton(a) == _skeleton(b)


def _skeleton(word: str) -> str:
    return word[0] + "".join(c for c in word[1:] if c not in "اوي").replace("غ", "ج").replace("ك", "ق")
