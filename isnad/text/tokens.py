"""Words, numbers and marks of a folded text, and the clitics that may be glued to words."""

from __future__ import annotations

import re
from itertools import accumulate

import msgspec

_TOKEN = re.compile(r"([\u0621-\u063a\u0641-\u064a]+[^\W\d_]*|\d+(?:[.,/:]\d+)*|[^\W\d_]+|\n|[^\w\s])")
# What may stand before a noun (or name) and before a verb; the article is told apart by the caller.
NOUN_PREFIXES = frozenset(c + p + a for c in ("", "و", "ف") for p in ("", "ب", "ك", "ل") for a in ("", "ال")) | {"لل", "ولل", "فلل"}
VERB_PREFIXES = frozenset(c + s for c in ("", "و", "ف") for s in ("", "س", "ل")) | {"ا", "اس"}  # ال is no question: القتل is a noun
SUFFIXES = frozenset(("ه", "ها", "هم", "هما", "هن", "نا", "ني", "ك", "كم", "ي"))


class Token(msgspec.Struct, frozen=True, gc=False):
    """One token of the folded text: `[start, end)` in code points, its letters, and `w`, `n`, `p` or `l` (line)."""

    start: int
    end: int
    text: str
    kind: str


def tokens(folded: str) -> list[Token]:
    """The tokens of a folded text in order; letters and digits glued together are two tokens."""
    parts = _TOKEN.split(folded)  # gap, token, gap, ...: no match object for each of them
    bounds = list(accumulate(map(len, parts)))
    texts = parts[1::2]
    kinds = ["w" if (c := t[0]).isalpha() else "n" if c.isdecimal() else "l" if c == "\n" else "p" for t in texts]
    return list(map(Token, bounds[::2], bounds[1::2], texts, kinds))
