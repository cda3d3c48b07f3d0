"""The words from which places are told in a text, compiled from `toponymy.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from isnad.codebook import Codebook
from isnad.text.fold import folded

# What may be glued before a noun without the article.
_GLUED = ("", "و", "ب", "ل", "وب", "ول")
# What may be glued before a name; ك and a doubled alif are no part of names in the news: كلوغر, انهم.
NAME_PREFIXES = frozenset(c + p + a for c in ("", "و", "ف") for p in ("", "ب", "ل") for a in ("", "ال")) | {"لل", "ولل", "فلل"}
_PRONOUNS = ("ها", "هم", "هما", "هن")
INSIDE = frozenset({"في", "وفي", "ففي"})
ROLES = ("inside", "near", "toward", "from", "upon")


@dataclass(frozen=True, slots=True)
class Toponymy:
    """Folded words; the maps of nouns go from a written form to how many letters are glued before the noun."""

    settlements: dict[str, int]
    namers: dict[str, int]
    features: dict[str, int]
    compass: dict[str, int]
    openers: frozenset[str]
    loose: frozenset[str]
    sites: frozenset[str]
    province_nouns: frozenset[str]
    town_nouns: frozenset[str]
    two_words: frozenset[str]
    adjectives: frozenset[str]
    heights: frozenset[str]
    duals: frozenset[str]
    wholes: dict[str, str | None]
    lands: frozenset[str]
    tracts: dict[str, int]
    capital: frozenset[str]
    anaphors: frozenset[str]
    roles: dict[str, str]
    origins: frozenset[str]
    titles: frozenset[str]
    posts: frozenset[str]
    strict: frozenset[str]
    doubtful: frozenset[str]
    firm: frozenset[str]
    told_by: frozenset[str]
    divisions: frozenset[str]
    ordinary: frozenset[str]
    definite: frozenset[str]
    given: frozenset[str]
    not_names: frozenset[str]
    sport: frozenset[str]
    buildings: frozenset[str]
    bases: frozenset[str]
    streets: frozenset[str]
    days: frozenset[str]
    realms: frozenset[str]
    kingdoms: frozenset[str]
    capitals: dict[str, str]
    wide: frozenset[str]  # compass words, lands and capital: what a place without a name of its own begins with

    def role_of(self, word: str) -> str:
        """What a preposition says of the place behind it; empty if it is none."""
        return self.roles.get(word) or (self.roles.get(word[1:], "") if word[:1] in ("و", "ف") else "")

    def ordinary_word(self, word: str) -> bool:
        """Whether a form is a word of the language rather than a name."""
        if word in self.firm:
            return False
        if word.startswith("ال") and len(word) > 4:
            return word[2:] in self.definite or word[2:] in self.ordinary
        return word in self.ordinary

    def common_word(self, word: str) -> bool:
        """The same for words that no lexicon knows, with adjectives without the article, feminines and suffix pronouns."""
        if self.ordinary_word(word) or word in self.definite:
            return True
        if word.endswith(_PRONOUNS) and len(word) > 4:
            return True
        return word.endswith("ه") and len(word) > 4 and (word[:-1] in self.definite or word[:-1] in self.ordinary)


@lru_cache(maxsize=4)
def toponymy_of(book: Codebook) -> Toponymy:
    """Compile the table of a codebook (once for each)."""
    table = book.tables["toponymy"]
    words = book.tables["words"]

    def words_in(key: str) -> frozenset[str]:
        return frozenset(map(folded, table[key]))

    compass, lands, capital = _forms(table["compass"]), [f for w in table["lands"] for f in _definite(w)], _definite(table["capital"])
    return Toponymy(
        _forms(table["settlements"]), _forms(table["namers"]), _forms(table["features"]), compass,
        frozenset({*_forms(table["features"]), *_forms(table["namers"]), *INSIDE}), words_in("loose_namers"), words_in("sites"),
        words_in("province_nouns"), words_in("town_nouns"), words_in("two_words"), words_in("adjectives"),
        words_in("heights"), words_in("duals"),
        {f: id_ for word, id_ in table["wholes"].items() for f in _definite(word)},
        frozenset(lands), _forms(table["tracts"]), frozenset(capital), frozenset(f for w in table["anaphors"] for f in _definite(w)),
        {folded(w): role for role in reversed(ROLES) for w in table[role]}, words_in("origins"), words_in("titles"), words_in("posts"),
        words_in("strict"), words_in("doubtful"), words_in("firm"), words_in("told_by"), words_in("divisions"), frozenset(words["ordinary"].split()), frozenset(words["definite"].split()),
        frozenset(words["given"].split()), words_in("not_names"), words_in("sport"), words_in("buildings"), words_in("bases"), words_in("streets"), words_in("days"),
        frozenset(f for w in table["realms"] for f in _definite(w)), frozenset(table["kingdoms"]), _capitals(book, table["capitals"]),
        frozenset({*compass, *lands, *_forms(table["tracts"]), *capital}),
    )  # fmt: skip


def _forms(nouns: Iterable[str]) -> dict[str, int]:
    return {prefix + folded(noun): len(prefix) for prefix in reversed(_GLUED) for noun in nouns}


def _definite(noun: str) -> tuple[str, ...]:
    word = folded(noun)
    return (word, "و" + word, "ب" + word, "وب" + word, "لل" + word[2:], "ولل" + word[2:])


def _capitals(book: Codebook, names: Mapping[str, str]) -> dict[str, str]:
    wanted = {(code, folded(name)) for code, name in names.items()}
    out: dict[str, tuple[int, str]] = {}
    for place in book.places.values():
        for name in place.names:
            if place.country and (place.country, folded(name)) in wanted:
                rank = place.population + (place.kind != "admin1")
                if rank >= out.get(place.country, (-1, ""))[0]:
                    out[place.country] = rank, place.id
    return {code: id_ for code, (_, id_) in out.items()}
