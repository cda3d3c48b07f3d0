"""Words, numbers and marks of a folded text, and the clitics glued to words."""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(r"\d+(?:[.,/:]\d+)*|[^\W\d_]+|\n|[^\w\s]")
_AL = r"(?:ال)?"
PROCLITIC = re.compile(r"(?:[وف])?(?:[بكل])?(?:ال)?")
# What may stand before a noun (or name) and before a verb; the article is told apart by the caller.
NOUN_PREFIXES = frozenset(c + p + a for c in ("", "و", "ف") for p in ("", "ب", "ك", "ل") for a in ("", "ال")) | {"لل", "ولل", "فلل"}
VERB_PREFIXES = frozenset(c + s for c in ("", "و", "ف", "ا") for s in ("", "س", "ل"))
SUFFIXES = frozenset(("ه", "ها", "هم", "هما", "هن", "نا", "ني", "ك", "كم", "ي"))


class Token(NamedTuple):
    """One token of the folded text: `[start, end)` in code points, its letters, and `w`, `n`, `p` or `l` (line)."""

    start: int
    end: int
    text: str
    kind: str


def tokens(folded: str) -> list[Token]:
    """The tokens of a folded text in order; letters and digits glued together are two tokens."""
    out = []
    for match in _TOKEN.finditer(folded):
        text = match.group()
        first = text[0]
        kind = "w" if first.isalpha() else "n" if first.isdigit() else "l" if first == "\n" else "p"
        out.append(Token(match.start(), match.end(), text, kind))
    return out


def stems(word: str) -> tuple[str, ...]:
    """The word and what is left of it without glued conjunction, preposition and article, longest first."""
    out = [word]
    rest = word
    for letters in ("وف", "بكل"):
        if len(rest) > 3 and rest[0] in letters:
            rest = rest[1:]
            out.append(rest)
    for stem in tuple(out):
        if stem.startswith("ال") and len(stem) > 4:
            out.append(stem[2:])
        elif stem.startswith("لل") and len(stem) > 4:
            out.append(stem[2:])
    return tuple(dict.fromkeys(out))
