"""The parties of an article by token, and what is glued to a word or known of it."""

from __future__ import annotations

from isnad.reading.parse import Parse
from isnad.reading.party.bystates import find_states, known_by_name
from isnad.reading.party.crowd import crowds
from isnad.reading.party.party import PartyMention

AGENTS = frozenset({"state_forces", "rebel_group", "political_militia", "identity_militia", "external_forces", "unknown", "rioters"})


class PartyIndex:
    """Party mentions by the token at which they begin (figure included) and by the tokens that they cover; states apart."""

    def __init__(self, parties: tuple[PartyMention, ...], states: tuple[PartyMention, ...] = ()) -> None:
        self.parties = parties
        self.begins = {p.begin: p for p in parties} | {p.first: p for p in parties}
        self.covering = {i: p for p in parties for i in range(p.begin, p.last)}
        self.states = {s.first: s for s in states if s.first not in self.covering}

    def own_letter(self, i: int) -> bool:
        """Whether the first letter of a token belongs to a name: the و of وليد joins nothing."""
        party = self.begins.get(i)
        return party is not None and party.named and party.first == i and not party.prefix

    @classmethod
    def of(cls, parse: Parse, parties: tuple[PartyMention, ...]) -> PartyIndex:
        """The index of an article, with the states that it names."""
        every = sorted((*parties, *known_by_name(parse, parties), *crowds(parse, parties)), key=lambda p: p.first)
        return cls(tuple(every), find_states(parse))


def glued(parse: Parse, i: int) -> str:
    """The preposition glued to a word, or ""."""
    if i >= len(parse.words):
        return ""
    for hit in parse.hits_at.get(i, ()):
        glue = hit.prefix.removesuffix("ال").lstrip("وف")
        if glue in ("ب", "ل", "ك"):
            return glue
        if hit.prefix.endswith("لل"):
            return "ل"
    word = parse.core(i)
    if word.startswith("لل") and len(word) > 4:
        return "ل"
    return "ب" if word.startswith("بال") and len(word) > 5 else ""


def speaks(parse: Parse, i: int) -> bool:
    """Whether a verb of speech stands at a token of which something is known."""
    return any(h.sense.lexicon == "verb" and h.sense.pos == "verb" for h in parse.hits_at[i])


def number_prefix(parse: Parse, i: int) -> str:
    """The preposition glued to a number word, or ""."""
    word = parse.words[i]
    return word[0] if len(word) > 3 and word[0] in "بل" and not word.startswith("لا") and word not in ("بضعه", "بعض") else ""


def ends_phrase(parse: Parse, i: int, end: int) -> bool:
    """Whether no noun follows at token `i`: a mark, a preposition, a conjunction, a known word with one glued."""
    if i >= end or not parse.is_word(i):
        return True
    word = parse.words[i]
    if word[0] == "ب":  # أصيب آخر بجروح, not آخر بؤر الإرهاب
        return i + 1 >= end or not parse.words[i + 1].startswith("ال")
    joined = word[0] in "وف" and any(h.prefix for h in parse.hits_at.get(i, ()))
    return joined or parse.core(i) in parse.grammar.prepositions or parse.core(i) in parse.grammar.clause_starters
