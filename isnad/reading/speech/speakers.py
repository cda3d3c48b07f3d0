"""Noun phrases that name a speaker: a role with its body and name, a body, a medium, a state, or a bare name."""

from __future__ import annotations

from msgspec.structs import replace

from isnad.reading.name.proper import ProperNames
from isnad.reading.parse import Parse
from isnad.reading.party.heads import opens_place
from isnad.reading.party.party import PartyMention
from isnad.reading.speech.bearers import named, single
from isnad.reading.speech.bodies import body, outlet, state
from isnad.reading.speech.cited import BODY, Cited
from isnad.reading.speech.posts import deputy, post, role_at
from isnad.reading.word.speech import phrase_at
from isnad.scan import Hit

_OFFICES = frozenset({"official", "medical", "judicial"})  # an office is no army, although it is a party of the state
_MARKS = frozenset("\"(#'")


class Phrases:
    """The phrase for a speaker that begins at a token, if one does."""

    def __init__(self, parse: Parse, parties: tuple[PartyMention, ...]) -> None:
        self.parse = parse
        self.names = ProperNames(parse)
        self.words = self.names.words
        self.party_at = {p.first: p for p in parties}
        self.cache: dict[int, Cited | None] = {}

    def at(self, i: int) -> Cited | None:
        """The speaker phrase that begins at token `i` (or behind marks there); its name, if any, is of two words or known."""
        words = self.parse.words
        while i < len(words) and words[i] in _MARKS:
            i += 1
        if i >= len(words):
            return None
        if i not in self.cache:
            self.cache[i] = None
            self.cache[i] = self._find(i)
        return self.cache[i]

    def alone(self, i: int) -> Cited | None:
        """A name of one word that begins at token `i`, or behind marks there."""
        words = self.parse.words
        while i < len(words) and words[i] in _MARKS:
            i += 1
        return single(self, i) if i < len(words) else None

    def titles(self, i: int) -> tuple[str | None, int]:
        """The kind that the titles at a token give, and the first token behind them."""
        if opens_place(self.parse, i):
            return None, i  # في الشيخ زويد
        words, kind = self.parse.words, None
        while i < len(words) and words[i] in self.words.titles:
            kind = self.words.titles[words[i]] or kind
            i += 1
        return kind, i

    def cited(
        self, first: int, last: int, kind: str, person: str | None, rule: str, *, named: bool, id_: str | None = None,
        name: tuple[int, int] | None = None, role: str | None = None, definite: bool = False, bare: bool = False, many: bool = False,
    ) -> Cited:  # fmt: skip
        """A speaker of tokens `[first, last)`; his text is his name, if he has one, and has no particle glued to it."""
        tokens = self.parse.text.tokens
        a, b = name or (first, last)
        while a < b - 1 and self.parse.words[a] == "#":
            a += 1
        start = tokens[a].start
        if a == first:
            for hit in self.parse.hits_at.get(a, ()):
                if hit.sense.lexicon in BODY:
                    start += len(hit.prefix) if hit.prefix.endswith("لل") else len(hit.prefix.removesuffix("ال"))
                    break
        return Cited(first, last, start, tokens[b - 1].end, kind, person, rule, id_, named, role, definite, bare, name, many)

    def _find(self, i: int) -> Cited | None:
        parse, table = self.parse, self.words
        if parse.kinds[i] != "w":
            return None
        word = parse.words[i]
        if word in table.titles and (titled := named(self, i)):
            return titled
        if word in table.fillers and (filler := phrase_at(table.fillers, parse.words, i)):
            return self.at(i + filler)
        party = self.party_at.get(i)
        role = role_at(self, i) if i in parse.hits_at else None
        if role and word in parse.grammar.place_nouns and parse.book.roles[role.sense.id].person:
            return None  # محافظة: the province, not its governor
        if role and role.sense.number == "two" and party is not None and party.named:
            role = None  # طالبان: the movement, not two students
        if word.removeprefix("و") in table.deputies and (found := deputy(self, i)):
            return found
        return self._listed(i, role, party) or self._chosen(i) or state(self, i) or named(self, i)

    def _listed(self, i: int, role: Hit | None, party: PartyMention | None) -> Cited | None:
        """An outlet, role or party of the codebook: the longest of them, of two as long a role only where it names a body itself."""
        entry = self.parse.book.roles[role.sense.id] if role else None
        medium = self.parse.hit(i, "outlet")
        if medium and not (role and entry and (medium.last < role.last or (medium.last == role.last and entry.name))):
            return outlet(self, i, medium)
        own = party is not None and party.named and not party.generic
        if role and entry and not (own and party and party.last > role.last and not entry.name):
            return post(self, i, role)
        found = body(self, i, party) if party is not None else None
        return replace(found, kind=entry.kind) if found and entry and entry.kind in _OFFICES else found

    def _chosen(self, i: int) -> Cited | None:
        """One of several: `أحد عناصر الشرطة`, with his name where a comma brings it."""
        words, tokens, choosers = self.parse.words, self.parse.text.tokens, self.words.choosers
        chooser = phrase_at(choosers, words, i) if words[i] in choosers else 0
        if not chooser:
            return None
        inner = self.at(i + chooser)
        if inner is None or inner.first != i + chooser:
            return None
        if inner.name and inner.role and words[inner.name[0] - 1] == "،":
            return replace(inner, first=i, definite=False, bare=False)  # أحد المحتجين، فلان الفلاني
        if inner.named:
            return None
        comma = inner.last + (inner.last < len(words) and words[inner.last] == "،")
        end = self.names.end(comma) if comma > inner.last and inner.role else comma
        if end > comma:  # أحد عناصر الشرطة، فلان الفلاني
            return replace(inner, first=i, last=end, start=tokens[comma].start, end=tokens[end - 1].end,
                           name=(comma, end), named=True, definite=False, bare=False)  # fmt: skip
        start = tokens[i].start + (words[i].startswith("و") and words[i] not in choosers)
        return replace(inner, first=i, start=start, definite=False, bare=False, many=True)
