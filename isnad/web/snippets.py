"""Snippets: where the words of a question stand in a text, and the stretches that show them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from isnad.model import Span
from isnad.text.fold import fold, raw_span
from isnad.text.keys import keys

_WORD = re.compile(r"[^\W_]+")
_AROUND, _LONGEST = 90, 260  # code points around a word, and of a snippet


class Piece(NamedTuple):
    """A stretch of text, and whether it is a word that was looked for."""

    text: str
    found: bool


class Hit(NamedTuple):
    """Where a word stands in the raw text, and which of the wanted keys it has."""

    span: Span
    keys: frozenset[str]


def hits(text: str, wanted: frozenset[str]) -> list[Hit]:
    """The words of a text that hold a wanted key, under the same folding and clitics as the search."""
    plain, offsets = fold(text)
    out = []
    for match in _WORD.finditer(plain):
        word = match[0].casefold()
        if any(key in word for key in wanted) and (known := wanted.intersection(keys(word))):
            out.append(Hit(raw_span(text, offsets, *match.span()), known))
    return out


def pieces(text: str, found: Sequence[Hit], start: int = 0, end: int | None = None) -> list[Piece]:
    """The stretch of a text with the found words apart; blanks at its ends are taken off."""
    end = len(text) if end is None else end
    out, at = [], start
    for (a, b), _ in found:
        if a >= at and b <= end:
            out += [Piece(text[at:a], False), Piece(text[a:b], True)]
            at = b
    out.append(Piece(text[at:end], False))
    return [p for p in out if p.text]


def snippets(text: str, found: Sequence[Hit], *, most: int = 2) -> list[list[Piece]]:
    """The stretches that show the most different words, in the order of the text; the beginning where there is none."""
    if not found:
        return [pieces(text, (), 0, _word_end(text, _LONGEST))] if text else []
    windows: list[tuple[int, int, frozenset[str]]] = []
    for n, (first, _) in enumerate(found):
        inside = [h for h in found[n:] if h.span[1] - first[0] <= _LONGEST - 2 * _AROUND]
        windows.append((first[0], (inside[-1] if inside else found[n]).span[1], frozenset().union(*(h.keys for h in inside))))
    chosen: list[tuple[int, int]] = []
    shown: frozenset[str] = frozenset()
    for a, b, words in sorted(windows, key=lambda w: (-len(w[2]), w[0])):
        fresh = not chosen or bool(words - shown)
        if len(chosen) < most and fresh and all(b + _AROUND < x or a - _AROUND > y for x, y in chosen):
            chosen.append((a, b))
            shown |= words
    return [pieces(text, found, _word_start(text, a - _AROUND), _word_end(text, b + _AROUND)) for a, b in sorted(chosen)]


def _word_start(text: str, at: int) -> int:
    if at <= 0:
        return 0
    blank = re.compile(r"\s").search(text, at)
    return blank.end() if blank and blank.end() < at + 30 else at


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    blank = re.compile(r"\s").search(text, at)
    return blank.start() if blank and blank.start() < at + 30 else at
