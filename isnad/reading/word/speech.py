"""The small words of attribution, as the readers of speech need them: tables of `words.yaml` and `attribution.yaml`, folded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from isnad.codebook import Codebook
from isnad.reading.word.lexicon import folded_set, phrases_of
from isnad.text.fold import folded

Table = dict[str, tuple[tuple[str, ...], ...]]  # phrases by their first word, longest first


# Keys of attribution.yaml by what stands in them: written forms, and ids of entries, kinds or senses.
_FORMS = (
    "openers", "links", "relatives", "said_next", "ties", "joiners", "capitals", "states", "carrier_ties", "same", "ours", "whats", "nots", "selves", "unsaid",
    "masculine", "apposers", "others", "apposed", "one_of", "namings", "no_to", "media_ties", "loose_ties", "sent_ties", "part_ties", "noun_ties", "defended",
    "after_single", "inner_parts", "pasts", "feminine", "deputies", "name_openers", "servants", "pointers",
)  # fmt: skip
_IDS = (
    "no_speakers", "no_media", "vague_media", "state_senses", "crowd_senses", "crowd_roles", "persons", "claimants", "reactions", "masdars", "carriers", "belonging", "office_kinds", "object_senses",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """The tables of `words.yaml` and `attribution.yaml`, folded."""

    given: frozenset[str]
    ordinary: frozenset[str]
    definite: frozenset[str]
    adjuncts: Table
    openers: frozenset[str]
    links: frozenset[str]
    relatives: frozenset[str]
    said_next: frozenset[str]
    choosers: Table
    fillers: Table
    titles: dict[str, str | None]
    ties: frozenset[str]
    joiners: frozenset[str]
    capitals: frozenset[str]
    states: frozenset[str]
    masdars: frozenset[str]
    carriers: frozenset[str]
    carrier_ties: frozenset[str]
    same: frozenset[str]
    ours: frozenset[str]
    whats: frozenset[str]
    no_speakers: frozenset[str]
    no_media: frozenset[str]
    vague_media: frozenset[str]
    state_senses: frozenset[str]
    crowd_senses: frozenset[str]
    crowd_roles: frozenset[str]
    persons: frozenset[str]
    claimants: frozenset[str]
    nots: frozenset[str]
    selves: frozenset[str]
    unsaid: frozenset[str]
    masculine: frozenset[str]
    apposers: frozenset[str]
    others: frozenset[str]
    apposed: frozenset[str]
    one_of: frozenset[str]
    namings: frozenset[str]
    no_to: frozenset[str]
    media_ties: frozenset[str]
    loose_ties: frozenset[str]
    sent_ties: frozenset[str]
    part_ties: frozenset[str]
    noun_ties: frozenset[str]
    defended: frozenset[str]
    after_single: frozenset[str]
    inner_parts: frozenset[str]
    pasts: frozenset[str]
    feminine: frozenset[str]
    deputies: frozenset[str]
    belonging: frozenset[str]
    office_kinds: frozenset[str]
    reactions: frozenset[str]
    object_senses: frozenset[str]
    name_openers: frozenset[str]
    servants: frozenset[str]
    pointers: frozenset[str]


def phrase_at(table: Table, words: tuple[str, ...], i: int) -> int:
    """How many words from `i` make a phrase of the table; 0 if none."""
    for phrase in table.get(words[i], ()):
        if words[i + 1 : i + len(phrase)] == phrase[1:]:
            return len(phrase)
    return 0


def led_words(small: frozenset[str], words: Words) -> frozenset[str]:
    """Small words, with a particle before them too (`ففي`, `وبهذه`, `لكل`), no names (`فان`, `وعلي`)."""
    plain = small - words.said_next - words.given
    return small | {p + w for w in plain for p in "وف"} | {p + w for w in words.pointers for p in ("ب", "ل", "وب", "ول", "فب")}


def owned_noun(words: Words, word: str) -> bool:
    """Whether a word may be an ordinary noun with a pronoun for its owner: `غير أردوغان موقفه`."""
    if len(word) < 5 or not word.endswith(("ه", "ها", "هم")):
        return False
    stem = word[:-1] if word.endswith("ه") else word[:-2]
    return stem in words.ordinary or (stem.endswith("ت") and stem[:-1] + "ه" in words.ordinary)


@lru_cache(maxsize=4)
def words_of(book: Codebook) -> Words:
    """Compile the word tables of a codebook (once for each)."""
    lists, table = book.tables["words"], book.tables["attribution"]
    one: dict[str, Any] = {k: frozenset(lists[k].split()) for k in ("given", "ordinary", "definite")}
    for key in _FORMS:
        one[key] = folded_set(table[key])
    for key in ("adjuncts", "choosers", "fillers"):
        one[key] = phrases_of(table[key])
    for key in _IDS:
        one[key] = frozenset(table[key])
    titles = {folded(k): v for k, v in table["titles"].items()}
    return Words(**one, titles=titles)


@lru_cache(maxsize=4096)
def cores_of(word: str) -> tuple[str, ...]:
    """A word, and what is left without the article or a glued preposition."""
    out = [word]
    for prefix in ("ال", "لل", "بال", "ل", "ب"):
        if word.startswith(prefix) and len(word) - len(prefix) > 2:
            out.append(word[len(prefix) :])
            break
    return tuple(out)
