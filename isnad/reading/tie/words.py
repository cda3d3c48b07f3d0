"""The words that relations and strengths lean on, compiled from the codebook's `ties.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from isnad.codebook import Codebook
from isnad.text.fold import folded
from isnad.text.tokens import NOUN_PREFIXES

_LISTS = (
    "containers", "opening", "anaphora", "strict", "forces", "nameless", "adjectives", "fillers", "pronouns", "titles", "particles",
    "given", "kin", "nobody", "members", "fighters", "size_nouns", "size_words", "composed", "exists", "judging",
)  # fmt: skip
_IDS = ("understood", "stateless", "descriptive", "close", "commands", "public", "masters", "fellows")
_ARMED = frozenset({"rebel_group", "political_militia", "identity_militia", "political"})
_STATE = frozenset({"state_forces", "external_forces", "official"})


@dataclass(frozen=True, slots=True, eq=False)
class Ties:
    """Folded word lists, and sets of ids of cues.

    `capitals` maps a city to the country it stands for; `links` a cue to the words before its second slot; `glued` every
    written form of a noun of groups to the length of what is glued before it; `roles` an actor to `group`, `state` or nothing.
    """

    containers: frozenset[str]
    opening: frozenset[str]
    anaphora: frozenset[str]
    nameless: frozenset[str]
    adjectives: frozenset[str]
    fillers: frozenset[str]
    pronouns: frozenset[str]
    titles: frozenset[str]
    particles: frozenset[str]
    given: frozenset[str]
    kin: frozenset[str]
    nobody: frozenset[str]
    strict: frozenset[str]
    forces: frozenset[str]
    members: frozenset[str]
    fighters: frozenset[str]
    size_nouns: frozenset[str]
    size_words: frozenset[str]
    composed: frozenset[str]
    exists: frozenset[str]
    judging: frozenset[str]
    capitals: dict[str, str]
    understood: frozenset[str]
    stateless: frozenset[str]
    descriptive: frozenset[str]
    close: frozenset[str]
    commands: frozenset[str]
    public: frozenset[str]
    masters: frozenset[str]
    fellows: frozenset[str]
    links: dict[str, frozenset[str]]
    glued: dict[str, int]
    roles: dict[str, str]


@lru_cache(maxsize=4)
def ties_of(book: Codebook) -> Ties:
    """Compile the lists of `ties.yaml`; `roles` says of each actor whether it is a group, a state's body, or neither."""
    data = book.tables["ties"]
    roles = {}
    for id_, actor in book.actors.items():
        roles[id_] = "" if actor.forms else "group" if actor.kind in _ARMED else "state" if actor.kind in _STATE else ""
    lists = {name: frozenset(folded(str(w)) for w in data[name]) for name in _LISTS}
    ids = {name: frozenset(data[name]) for name in _IDS}
    glued = {prefix + word: len(prefix) for prefix in NOUN_PREFIXES for word in lists["containers"]}
    links = {k: frozenset(map(folded, v)) for k, v in data["links"].items()}
    return Ties(**lists, **ids, capitals={folded(k): v for k, v in data["capitals"].items()}, links=links, glued=glued, roles=roles)


def glue_of(word: str, table: frozenset[str], *, article: bool = True) -> int:
    """How many letters are glued before a word of the table; -1 if the word is none of them."""
    if word in table:
        return 0
    cut = 0
    if len(word) > 3 and word[0] in "وف":
        cut = 1
        if word[1:] in table:
            return 1
    if len(word) > cut + 3 and word[cut] in "بلك":
        if word[cut + 1 :] in table:
            return cut + 1
        if word.startswith("لل", cut) and article and word[cut + 2 :] in table:
            return cut + 2
    if article:
        for at in (cut, cut + 1):
            if word.startswith("ال", at) and word[at + 2 :] in table and (at == cut or word[cut] in "بلك"):
                return at + 2
    return -1
