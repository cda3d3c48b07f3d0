"""One sentence while its citations are taken down."""

from __future__ import annotations

from isnad.reading.parse import Parse
from isnad.reading.speech.cited import Citation, Cited
from isnad.reading.speech.speakers import Phrases
from isnad.reading.speech.subjects import Subjects
from isnad.reading.speech.verbs import quotes


class Sentence:
    """Tokens `[first, end)` with what was found there: citations, claims of responsibility, and the tokens already `covered`.

    `quoted`: it begins inside quotation marks that were opened before.
    """

    def __init__(self, parse: Parse, phrases: Phrases, first: int, end: int, *, quoted: bool = False) -> None:
        self.parse, self.phrases, self.first, self.end = parse, phrases, first, end
        self.words = phrases.words
        self.subjects = Subjects(parse, phrases, first, end)
        self.quotes = quotes(parse.words, first, end, quoted)
        self.covered: set[int] = set()
        self.citations: list[Citation] = []
        self.claims: list[tuple[int, Cited | None]] = []

    def add(self, citation: Citation) -> None:
        """Take down a citation, and learn the name in it; a speaker is cited once."""
        cited = citation.cited
        if cited is not None and any(c.cited is not None and c.cited.start == cited.start for c in self.citations):
            return
        if cited is not None and cited.name:
            self.phrases.names.learn(*cited.name)
        self.citations.append(citation)

    def cover(self, first: int, last: int) -> None:
        """Mark tokens `[first, last)` as read: no turn begins there."""
        self.covered.update(range(first, last))

    def noun(self, i: int) -> Cited | None:
        """The speaker phrase behind a connector; adjuncts between, and how a statement came, are skipped."""
        while i < self.end and self.parse.words[i] in self.words.carrier_ties:
            i += 1
        i = self.subjects.skip(i, self.end, media=False)
        return self.phrases.at(i) if i < self.end else None
