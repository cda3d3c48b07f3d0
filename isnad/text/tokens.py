"""Words, numbers and marks of a folded text, and the clitics that may be glued to words."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import final

_TOKEN = re.compile(r"([\u0621-\u063a\u0641-\u064a]+[^\W\d_]*|\d+(?:[.,/:]\d+)*|[^\W\d_]+|\n|[^\w\s])")
# What may stand before a noun (or name) and before a verb; the article is told apart by the caller.
NOUN_PREFIXES = frozenset(c + p + a for c in ("", "و", "ف") for p in ("", "ب", "ك", "ل") for a in ("", "ال")) | {"لل", "ولل", "فلل"}
VERB_PREFIXES = frozenset(c + s for c in ("", "و", "ف") for s in ("", "س", "ل")) | {"ا", "اس"}  # ال is no question: القتل is a noun
SUFFIXES = frozenset(("ه", "ها", "هم", "هما", "هن", "نا", "ني", "ك", "كم", "ي"))


@final
class Token:
    """One token of the folded text: `[start, end)` in code points, its letters, and `w`, `n`, `p` or `l` (line)."""

    __slots__ = ("end", "kind", "start", "text")

    def __init__(self, start: int, end: int, text: str, kind: str) -> None:
        self.start, self.end, self.text, self.kind = start, end, text, kind


def tokens(folded: str) -> list[Token]:
    """The tokens of a folded text in order; letters and digits glued together are two tokens."""
    parts = _TOKEN.split(folded)  # gap, token, gap, ...: no match object for each of them
    bounds = list(accumulate(map(len, parts)))
    texts = parts[1::2]
    kinds = ["w" if (c := t[0]).isalpha() else "n" if c.isdecimal() else "l" if c == "\n" else "p" for t in texts]
    return [Token(bounds[2 * i], bounds[2 * i + 1], text, kinds[i]) for i, text in enumerate(texts)]
