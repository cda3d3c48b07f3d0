"""Words, numbers and marks of a folded text, and the clitics that may be glued to words."""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(r"\d+(?:[.,/:]\d+)*|[^\W\d_]+|\n|[^\w\s]")
# What may stand before a noun (or name) and before a verb; the article is told apart by the caller.
NOUN_PREFIXES = frozenset(c + p + a for c in ("", "و", "ف") for p in ("", "ب", "ك", "ل") for a in ("", "ال")) | {"لل", "ولل", "فلل"}
VERB_PREFIXES = frozenset(c + s for c in ("", "و", "ف") for s in ("", "س", "ل")) | {"ا", "اس"}  # ال is no question: القتل is a noun
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
        kind = "w" if first.isalpha() else "n" if first.isdecimal() else "l" if first == "\n" else "p"
        out.append(Token(match.start(), match.end(), text, kind))
    return out
