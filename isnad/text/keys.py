"""Search keys: the forms under which a word of a text is found, folded and without its clitics."""

from __future__ import annotations

import re
from collections.abc import Collection

from isnad.text.fold import fold, folded, raw_span

Span = tuple[int, int]

_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 3  # letters that must be left when a clitic is taken off: فتح is no ف + تح
_JOINING = ("و", "ف")
_GLUED = ("ب", "ك", "ل")
# Only these are taken off the words of a question: behind them the article shows that they are no part of the word.
_SURE = tuple(a + b for a in ("", "و", "ف") for b in ("بال", "كال", "لل", "ال"))


def keys(text: str) -> list[str]:
    """The distinct keys of a text, sorted: each word, and the word without و ف, without ب ك ل, without ال."""
    out: set[str] = set()
    for word in set(_WORD.findall(folded(text).casefold())):
        out.update(_forms(word))
    return sorted(out)


def held(text: str, wanted: Collection[str]) -> set[str]:
    """Which of some keys a text has; quicker than all its keys."""
    found = {word for word in set(_WORD.findall(folded(text).casefold())) if any(key in word for key in wanted)}
    return {form for word in found for form in _forms(word)}.intersection(wanted)


def words(question: str) -> list[str]:
    """The keys that a text must have, all of them, to answer a question; one for each word, in order."""
    return [_core(word) for word in _WORD.findall(folded(question).casefold())]


def _forms(word: str) -> list[str]:
    forms = [word]
    for clitics in (_JOINING, _GLUED):
        forms += [f[1:] for f in forms if f[0] in clitics and len(f) > _SHORTEST]
    if word[0] in "وفل" and "لل" in word[:3]:
        forms += [f[2:] for f in forms if f.startswith("لل") and len(f) > _SHORTEST + 1]
    forms += [f[2:] for f in forms if f.startswith("ال") and len(f) > _SHORTEST + 1]
    return forms


def _core(word: str) -> str:
    for clitic in _SURE:
        if word.startswith(clitic) and len(word) >= len(clitic) + _SHORTEST:
            return word[len(clitic) :]
    return word


def found(text: str, question: str) -> list[Span]:
    """Where the words of a question stand in a text, in order: raw `[start, end)` of whole words, clitics included."""
    wanted = set(words(question))
    plain, offsets = fold(text)
    plain = plain.casefold() if len(plain.casefold()) == len(plain) else plain
    return [raw_span(text, offsets, *m.span()) for m in _WORD.finditer(plain) if not wanted.isdisjoint(_forms(m[0]))]
