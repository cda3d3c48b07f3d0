"""Latin spellings of Arabic names: when two of them are one name."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

from isnad.text.fold import folded

_ARABIC = re.compile("[\u0621-\u064a]")
_WORD = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans(
    {"ʿ": None, "ʾ": None, "'": None, "’": None, "‘": None, "`": None, "ʻ": None, "ʼ": None, "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"}
)
# Articles before sun letters too (Ash Shaddadi), and words that say what a place is rather than its name.
_LEFT_OUT = frozenset(
    """al el ar as ash at az ad adh an ath il l the of de la le les du des bin ibn
    city town village governorate province district region state subdistrict camp area gov""".split()
)
# Ways to write one sound, the longer first: Kasserine and Qasrayn, Douma and Duma, Jisr and Djisr.
_SOUNDS = (
    ("tch", "sh"), ("sch", "sh"), ("dj", "j"), ("ch", "sh"), ("ph", "f"), ("dh", "d"), ("th", "t"), ("kh", "h"), ("gh", "g"),
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ei", "i"), ("ay", "i"), ("ai", "i"), ("ey", "i"), ("aw", "u"), ("au", "u"), ("w", "u"),
    ("q", "k"), ("c", "k"), ("y", "i"), ("v", "f"), ("x", "ks"), ("z", "s"), ("o", "u"), ("e", "i"),
)  # fmt: skip
_TWICE = re.compile(r"(.)\1+")
_VOWELS = re.compile("[aiu]")
_SKELETON = 0.9  # consonants alone agree: the vowels were written otherwise
_SHORT = 3  # consonants fewer than this say nothing


def alike(a: str | None, b: str | None) -> float:
    """How alike two names are, 0 to 1: Arabic with Arabic by folded letters, Latin with Latin by sound; 0 across scripts or for none.

    A name that holds all words of the other (`Aleppo - Al Jdeideh`, `Aleppo`) is worth 0.9.
    """
    return _alike(a, b) if a and b else 0.0


@lru_cache(maxsize=100_000)
def _alike(a: str, b: str) -> float:
    one, two = sounds(a), sounds(b)
    if not one or not two or bool(_ARABIC.search(a)) != bool(_ARABIC.search(b)):
        return 0.0
    if one == two:
        return 1.0
    if set(one) <= set(two) or set(two) <= set(one):
        return 0.9
    x, y = "".join(one), "".join(two)
    ratio = SequenceMatcher(None, x, y, autojunk=False).ratio()
    bones_x, bones_y = _VOWELS.sub("", x), _VOWELS.sub("", y)
    if bones_x == bones_y and len(bones_x) >= _SHORT:
        return max(ratio, _SKELETON)
    return ratio


@lru_cache(maxsize=100_000)
def sounds(name: str) -> tuple[str, ...]:
    """The words of a name as they sound, without articles and marks; Arabic words folded, without their article."""
    if _ARABIC.search(name):
        return tuple(w[2:] if w.startswith("ال") and len(w) > 4 else w for w in _WORD.findall(folded(name)))
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    words = _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))
    kept = [w for w in words if w not in _LEFT_OUT] or words
    return tuple(_sound(w) for w in kept)


def _sound(word: str) -> str:
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    word = _TWICE.sub(r"\1", word)
    return word[:-1] if word.endswith("h") and len(word) > _SHORT else word
