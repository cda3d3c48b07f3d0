"""The small words of Arabic, compiled from the codebook's grammar table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from isnad.reading.word.lexicon import folded_set, phrases_of
from isnad.text.fold import folded

_SINGLE = (
    "prepositions", "parts", "clause_starters", "light_verbs", "passive_verbs", "results", "tolls", "others", "place_nouns",
    "place_prepositions", "not_place", "ambiguous", "adjectives", "not_name",
    "targets", "accidents", "suspicion", "event_adjectives", "accusations", "sites", "loose_heads", "owned_by", "acting_for", "with_pronoun", "counted",
    "one_of", "foes", "openers", "taken_up", "that", "turns", "empty", "singling", "resumers", "company", "everyone", "those", "losses", "lives", "attempts",
    "before_nouns", "each", "succumbing", "parents", "numbering", "two", "resulting", "who", "toll_heads", "totals", "aboard",
    "materiel", "disguises", "epithets", "charged", "objects", "followers", "wholes", "supposing",
)  # fmt: skip
_TABLES = ("further", "pronouns", "upon", "capitals", "compounds")


@dataclass(frozen=True, slots=True)
class Grammar:
    """Folded word lists and tables by folded word; `agents` maps a first word to the phrases (as word tuples) that it begins."""

    prepositions: frozenset[str]
    parts: frozenset[str]
    clause_starters: frozenset[str]
    light_verbs: frozenset[str]
    passive_verbs: frozenset[str]
    results: frozenset[str]
    tolls: frozenset[str]
    others: frozenset[str]
    place_nouns: frozenset[str]
    place_prepositions: frozenset[str]
    not_place: frozenset[str]
    ambiguous: frozenset[str]
    adjectives: frozenset[str]
    not_name: frozenset[str]
    targets: frozenset[str]
    accidents: frozenset[str]
    suspicion: frozenset[str]
    event_adjectives: frozenset[str]
    accusations: frozenset[str]
    sites: frozenset[str]
    loose_heads: frozenset[str]
    owned_by: frozenset[str]
    acting_for: frozenset[str]
    with_pronoun: frozenset[str]
    counted: frozenset[str]
    one_of: frozenset[str]
    foes: frozenset[str]
    openers: frozenset[str]
    taken_up: frozenset[str]
    that: frozenset[str]
    turns: frozenset[str]
    empty: frozenset[str]
    singling: frozenset[str]
    resumers: frozenset[str]
    company: frozenset[str]
    everyone: frozenset[str]
    those: frozenset[str]
    losses: frozenset[str]
    lives: frozenset[str]
    attempts: frozenset[str]
    before_nouns: frozenset[str]
    each: frozenset[str]
    succumbing: frozenset[str]
    parents: frozenset[str]
    numbering: frozenset[str]
    two: frozenset[str]
    resulting: frozenset[str]
    who: frozenset[str]
    toll_heads: frozenset[str]
    totals: frozenset[str]
    aboard: frozenset[str]
    further: dict[str, int]
    pronouns: dict[str, int | None]
    upon: dict[str, str]
    capitals: dict[str, str]
    compounds: dict[str, str]
    materiel: frozenset[str]
    disguises: frozenset[str]
    epithets: frozenset[str]
    charged: frozenset[str]
    objects: frozenset[str]
    followers: frozenset[str]
    wholes: frozenset[str]
    supposing: frozenset[str]
    agents: dict[str, tuple[tuple[str, ...], ...]]
    besides: dict[str, tuple[tuple[str, ...], ...]]

    @classmethod
    def compile(cls, data: Mapping[str, Any]) -> Grammar:
        """Fold the lists and tables of `grammar.yaml`."""
        lists: dict[str, Any] = {name: folded_set(data[name]) for name in _SINGLE}
        tables: dict[str, Any] = {name: {folded(word): value for word, value in data[name].items()} for name in _TABLES}
        return cls(**lists, **tables, agents=phrases_of(data["agents"]), besides=phrases_of(data["besides"]))

    def agent_at(self, words: tuple[str, ...], i: int) -> int:
        """How many words from `i` make a phrase that names the doer; 0 if none."""
        return _phrase_at(self.agents, words, i)

    def besides_at(self, words: tuple[str, ...], i: int) -> int:
        """How many words from `i` make a phrase before those who are told as more; 0 if none."""
        return _phrase_at(self.besides, words, i) if i < len(words) else 0


def _phrase_at(phrases: Mapping[str, tuple[tuple[str, ...], ...]], words: tuple[str, ...], i: int) -> int:
    first = words[i]
    found = phrases.get(first)
    if found is None:
        found = phrases.get(first[1:]) if first[0] == "و" else None
    for phrase in found or ():
        if words[i + 1 : i + len(phrase)] == phrase[1:]:
            return len(phrase)
    return 0


def bare(word: str) -> str:
    """A word without a glued conjunction."""
    return word[1:] if len(word) > 3 and word[0] in "وف" else word
