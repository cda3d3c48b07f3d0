"""An article cut into sentences and words, with everything the scan found at each word."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from isnad.codebook import Codebook
from isnad.reading.counts import Number
from isnad.reading.dates import DateMention
from isnad.reading.grammar import Grammar, bare
from isnad.reading.narration import Narration
from isnad.reading.tools import Tools
from isnad.scan import Hit, Scan
from isnad.text import Text


@dataclass(frozen=True, slots=True)
class Parse:
    """What the readers share: words, sentences as token ranges, hits by first token, numbers and dates."""

    text: Text
    tools: Tools
    scan: Scan
    words: tuple[str, ...]
    sentences: tuple[tuple[int, int], ...]
    sentence_starts: tuple[int, ...]
    hits_at: dict[int, list[Hit]]
    number_at: dict[int, Number]
    number_end: dict[int, Number]
    numbers: tuple[Number, ...]
    dates: tuple[DateMention, ...]
    date_tokens: frozenset[int]
    title_tokens: int

    @classmethod
    def of(cls, text: Text, tools: Tools, scan: Scan, numbers: tuple[Number, ...], dates: tuple[DateMention, ...]) -> Parse:
        """Index what was found by token."""
        hits_at: dict[int, list[Hit]] = {}
        for hit in scan.hits:
            hits_at.setdefault(hit.first, []).append(hit)
        starts = text.starts
        title = bisect_right(starts, max(0, text.title_end - 1)) if text.title_end else 0
        ranges = [] if title else [(0, 0)]  # sentence 0 is the title: an empty one where there is none
        for start, end in text.sentences:
            first, last = bisect_right(starts, start) - 1, bisect_right(starts, end - 1)
            ranges.append((first, last))
        counts = tuple(n for n in numbers if n.kind == "count")
        covered = frozenset(i for d in dates for i in range(d.first, d.last))
        counts = tuple(n for n in counts if n.first not in covered)
        return cls(
            text, tools, scan, tuple(t.text for t in text.tokens), tuple(ranges),
            tuple(first for first, _ in ranges), hits_at,
            {n.first: n for n in counts}, {n.last: n for n in counts}, counts, dates, covered,
            title,
        )  # fmt: skip

    @property
    def book(self) -> Codebook:
        return self.tools.book

    @property
    def grammar(self) -> Grammar:
        return self.tools.grammar

    @property
    def narration(self) -> Narration:
        return self.tools.narration

    def sentence_of(self, token: int) -> int:
        """Index of the sentence that holds a token (the one before it for a token between two)."""
        return max(0, bisect_right(self.sentence_starts, token) - 1)

    def hit(self, token: int, *lexicons: str) -> Hit | None:
        """The longest hit of these lexicons that begins at a token."""
        for hit in self.hits_at.get(token, ()):
            if hit.sense.lexicon in lexicons:
                return hit
        return None

    def glued(self, token: int, letters: str) -> bool:
        """Whether a hit that begins at the token has one of these letters glued before it."""
        return any(c in hit.prefix.removesuffix("ال") for hit in self.hits_at.get(token, ()) for c in letters)

    def cues_in(self, first: int, last: int) -> list[Hit]:
        """The cues in a token range."""
        return [h for h in self.scan.of("cue") if first <= h.first < last]

    def is_word(self, token: int) -> bool:
        return self.text.tokens[token].kind == "w"

    def is_mark(self, token: int) -> bool:
        return self.text.tokens[token].kind in "pl"

    def core(self, token: int) -> str:
        """A word without a glued conjunction."""
        return bare(self.words[token])

    def raw(self, first: int, last: int) -> str:
        """The raw words of tokens `[first, last)`."""
        return self.text.cut(self.text.tokens[first].start, self.text.tokens[last - 1].end)

    def raw_span(self, first: int, last: int) -> tuple[int, int]:
        """The raw span of tokens `[first, last)`."""
        return self.text.span(self.text.tokens[first].start, self.text.tokens[last - 1].end)
