"""Sentences of a folded text."""

from __future__ import annotations

import re

# A full stop inside a number or between Latin letters does not end a sentence; a closing quote belongs to it.
_END = re.compile(r'(?:(?<!\d)\.|\.(?!\d)|[!?؟…]|\n)+(?:["\')\]]+(?=\s|$))?')
_TITLES = re.compile(r"(?:^|\s)(?:د|م|أ|ا|ص|ب|ق|هـ)$")


def sentences(folded: str) -> list[tuple[int, int]]:
    """`[start, end)` of each sentence, in order; a line end always ends one."""
    out: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(folded):
        mark = match.group()
        if "\n" not in mark and mark[0] == "." and _TITLES.search(folded[max(start, match.start() - 4) : match.start()]):
            continue
        _add(out, folded, start, match.end())
        start = match.end()
    _add(out, folded, start, len(folded))
    return out


def _add(out: list[tuple[int, int]], folded: str, start: int, end: int) -> None:
    piece = folded[start:end]
    stripped = piece.strip()
    if any(c.isalnum() for c in stripped):
        lead = len(piece) - len(piece.lstrip())
        out.append((start + lead, start + len(piece.rstrip())))
