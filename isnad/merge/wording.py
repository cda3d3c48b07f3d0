"""Words to compare: light stems with the bits that sharing them is worth."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache

import msgspec

from isnad.codebook import Codebook
from isnad.text.fold import folded
from isnad.text.tokens import tokens

BITS = 16  # an encoded word is its hash times this, plus the bits that it is worth
RAREST = 10  # bits of a word that the table of common words does not list
_WORD = 2**27  # with the bits, an encoded word fits the 31 bits of a signed column
_KEY = 2**44
_BEFORE = ("وال", "فال", "بال", "كال", "ولل", "لل", "ال")
_AFTER = ("هما", "ها", "هم", "ات", "ان", "ين", "ون", "يه", "وا", "ه", "ي", "ا")
_LEAST = 3  # letters that must remain of a stem


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A folded word without glued particles, article and one ending.

    After the light stemmer of Larkey, Ballesteros and Connell (Light Stemming for Arabic Information Retrieval, 2007).
    """
    for glued in _BEFORE:
        if word.startswith(glued) and len(word) - len(glued) >= _LEAST:
            word = word[len(glued) :]
            break
    else:
        if word[0] in "وفبلك" and len(word) > _LEAST + 1:
            word = word[1:]
    for ending in _AFTER:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            return word[: -len(ending)]
    return word


def stems(text: str) -> list[str]:
    """The stems of the words of a text, in order; numbers, marks and words of one or two letters are left out."""
    return [stem(t.text) for t in tokens(folded(text)) if t.kind == "w" and len(t.text) > 2]


class Words(msgspec.Struct, frozen=True):
    """The bits of every common stem; all others are worth `RAREST`."""

    bits: Mapping[str, int]

    @classmethod
    def of(cls, book: Codebook) -> Words:
        """The table `common` of merge.yaml: bits, and the stems worth them."""
        return _words(book)

    def encoded(self, text: str | None) -> tuple[int, ...]:
        """The different stems of a text as numbers, sorted: a stable hash times `BITS`, plus the bits that the stem is worth."""
        if not text:
            return ()
        return tuple(sorted({self.code(s) for s in stems(text)} - {0}))

    def code(self, word: str) -> int:
        """The number of a stem; 0 for one that every text has."""
        bits = self.bits.get(word, RAREST)
        return hashed(word) % _WORD * BITS + bits if bits > 1 else 0


@lru_cache(maxsize=4)
def _words(book: Codebook) -> Words:
    common = book.tables["merge"]["common"]
    return Words({word: int(bits) for bits, line in common.items() for word in str(line).split()})


@lru_cache(maxsize=500_000)
def hashed(key: str) -> int:
    """A hash of a string that is the same in every run, below 2**44."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest()) % _KEY
