"""The parties of an article by token, and the preposition glued to a word."""

from __future__ import annotations

from isnad.reading.parse import Parse
from isnad.reading.party.bystates import find_states, known_by_name
from isnad.reading.party.party import PartyMention

AGENTS = frozenset({"state_forces", "rebel_group", "political_militia", "identity_militia", "external_forces", "unknown", "rioters"})


class PartyIndex:
    """Party mentions by the token at which they begin (figure included) and by the tokens that they cover; states apart."""

    def __init__(self, parties: tuple[PartyMention, ...], states: tuple[PartyMention, ...] = ()) -> None:
        self.parties = parties
        self.begins = {p.begin: p for p in parties} | {p.first: p for p in parties}
        self.covering = {i: p for p in parties for i in range(p.begin, p.last)}
        self.states = {s.first: s for s in states if s.first not in self.covering}

    @classmethod
    def of(cls, parse: Parse, parties: tuple[PartyMention, ...]) -> PartyIndex:
        """The index of an article, with the states that it names."""
        every = sorted((*parties, *known_by_name(parse, parties)), key=lambda p: p.first)
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
