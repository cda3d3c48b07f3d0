"""An article cut into sentences and words, with everything the scan found at each word."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from isnad.codebook import Codebook
from isnad.reading.number.counts import Number
from isnad.reading.time.dates import DateMention
from isnad.reading.tools import Tools
from isnad.reading.word.grammar import Grammar
from isnad.reading.word.narration import Narration
from isnad.scan import Hit, Scan
from isnad.text import Text


@dataclass(frozen=True, slots=True)
class Parse:
    """What the readers share: words (`cores`: without a glued conjunction), sentences as token ranges, hits by first token, numbers
    and dates.

    Fields rather than properties where a reader asks for every word: this is the innermost loop of reading.
    """

    text: Text
    tools: Tools
    book: Codebook
    grammar: Grammar
    narration: Narration
    scan: Scan
    words: tuple[str, ...]
    sentences: tuple[tuple[int, int], ...]
    sentence_starts: tuple[int, ...]
    cores: tuple[str, ...]
    kinds: tuple[str, ...]
    hits_at: dict[int, list[Hit]]
    number_at: dict[int, Number]
    number_end: dict[int, Number]
    numbers: tuple[Number, ...]
    dates: tuple[DateMention, ...]
    date_tokens: frozenset[int]
    title_tokens: int
    nameish: dict[int, bool]  # what `ProperNames.could` has found of a token
    memo: dict[tuple[Any, ...], Any]  # what several readers ask for, by reader and argument

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
        covered = frozenset([i for d in dates for i in range(d.first, d.last)])
        counts = tuple([n for n in numbers if n.kind == "count" and n.first not in covered])
        return cls(
            text, tools, tools.book, tools.grammar, tools.narration, scan, text.words, tuple(ranges),
            tuple([first for first, _ in ranges]), tuple([w[1:] if w[0] in "وف" and len(w) > 3 else w for w in text.words]),
            tuple([t.kind for t in text.tokens]), hits_at,
            {n.first: n for n in counts}, {n.last: n for n in counts}, counts, dates, covered,
            title, {}, {},
        )  # fmt: skip

    def meant(self, hit: Hit) -> bool:
        """Whether an alias counts here: of one that is a common word one of its `only` words must stand in the article."""
        bare_nisba = hit.sense.pos == "nisba" and not hit.prefix  # قناص حوثي: no family name
        only = None if bare_nisba else self.only(hit)
        return not only or any(w in self.text.folded for w in only)

    def only(self, hit: Hit) -> tuple[str, ...] | None:
        """The words of which one must stand in the article for an alias to count."""
        return self.tools.only.get((hit.sense.id, self.text.folded[hit.start : hit.end]))

    def conjoined(self, i: int) -> bool:
        """Whether و is glued to a word, rather than its first letter: `ووزير`, not `وزير`, not `واحد`."""
        if not self.words[i].startswith("و"):
            return False
        hits = self.hits_at.get(i)
        if hits is not None:
            return any(h.prefix.startswith("و") for h in hits)
        number = self.number_at.get(i)
        return number is None or number.n != 1 or self.words[i].startswith("وو")

    def sentence_of(self, token: int) -> int:
        """Index of the sentence that holds a token (the one before it for a token between two)."""
        return (bisect_right(self.sentence_starts, token) or 1) - 1

    def hit(self, token: int, *lexicons: str) -> Hit | None:
        """The longest hit of these lexicons that begins at a token."""
        hits = self.hits_at.get(token)
        if hits is not None:
            for hit in hits:
                if hit.sense.lexicon in lexicons:
                    return hit
        return None

    def glued(self, token: int, letters: str) -> bool:
        """Whether a hit that begins at the token has one of these letters glued before it."""
        return any(c in hit.prefix.removesuffix("ال") for hit in self.hits_at.get(token, ()) for c in letters)

    def cues_in(self, first: int, last: int) -> list[Hit]:
        """The cues in a token range."""
        return [h for h in self.scan.of("cue") if first <= h.first < last]

    def place_ends(self, token: int) -> bool:
        """Whether the name of a place, of one or two words, ends with a token."""
        starts = (token - 1, token)
        return any(h.last == token + 1 and h.sense.lexicon == "place" for i in starts for h in self.hits_at.get(i, ()))

    def is_word(self, token: int) -> bool:
        return self.kinds[token] == "w"

    def is_mark(self, token: int) -> bool:
        return self.kinds[token] in "pl"

    def core(self, token: int) -> str:
        """A word without a glued conjunction."""
        return self.cores[token]

    def raw(self, first: int, last: int) -> str:
        """The raw words of tokens `[first, last)`."""
        return self.text.cut(self.text.tokens[first].start, self.text.tokens[last - 1].end)

    def raw_span(self, first: int, last: int) -> tuple[int, int]:
        """The raw span of tokens `[first, last)`."""
        return self.text.span(self.text.tokens[first].start, self.text.tokens[last - 1].end)
