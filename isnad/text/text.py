"""An article's text with its normal form, tokens and sentences."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from isnad.text.fold import fold, raw_span
from isnad.text.sentences import sentences
from isnad.text.tokens import Token, tokens


@dataclass(frozen=True, slots=True)
class Text:
    """Raw text, its folded form, and tokens (with their `words`) and sentences of the folded form.

    All offsets are folded ones, in code points.
    """

    raw: str
    folded: str
    offsets: tuple[int, ...] | None
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    starts: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    title_end: int

    @classmethod
    def of(cls, raw: str, *, title_end: int = 0) -> Text:
        """Fold and cut `raw`; `title_end` is the raw index of the newline after the title."""
        folded, offsets = fold(raw)
        found = tuple(tokens(folded))
        if offsets is not None:
            title_end = bisect_right(offsets, title_end) - 1
        words, starts = tuple([t.text for t in found]), tuple([t.start for t in found])
        return cls(raw, folded, offsets, found, words, starts, tuple(sentences(folded)), title_end)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Raw `[start, end)` of a folded span."""
        return raw_span(self.raw, self.offsets, start, end)

    def cut(self, start: int, end: int) -> str:
        """The raw words of a folded span."""
        a, b = self.span(start, end)
        return self.raw[a:b]
