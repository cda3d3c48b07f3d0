"""When two phrases, dates, places, counts and relations count as the same.

Phrases are equal if they share more than half of the shorter one's words and two words in five of both together, with
clitics, digits and spelling folded. The folding here is the measure's own: it must not move when isnad's folding does.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

Entry = Mapping[str, Any]

EARTH = 12_742  # km, the diameter
NEAR = 30  # km within which two places are one
_LONGEST = 200  # code points of a phrase that are compared
_DAYS = 4  # days from which two dates have nothing in common
_SYMMETRIC = frozenset({"allied_with", "rival_of"})
_GLUED = ("وال", "فال", "بال", "كال", "لل", "ال", "و", "ف", "ب", "ك", "ل")
_STOP = frozenset({"في", "من", "علي", "الي", "عن", "تنظيم", "ان", "او", "مع", "قرب", "مدينه", "منطقه"})
_FOLD = str.maketrans({**dict.fromkeys("أإآٱ", "ا"), "ى": "ي", "ی": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ک": "ك"})
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_WORD = re.compile(r"[^\W_]+")
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@lru_cache(maxsize=65_536)
def _content(phrase: str) -> tuple[frozenset[str], ...]:
    """The words of a phrase, each with its forms without clitics; words without meaning left out if others remain."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", phrase[:_LONGEST])).translate(_FOLD)
    words = dict.fromkeys(str(int(w)) if w.isdecimal() else w for w in _WORD.findall(plain))
    forms = [frozenset({w} | {w[len(p) :] for p in _GLUED if w.startswith(p) and len(w) - len(p) >= 3}) for w in words]
    return tuple(f for f in forms if not f & _STOP) or tuple(forms)


def _shared(a: Sequence[frozenset[str]], b: Sequence[frozenset[str]]) -> int:
    left = list(b)
    for word in a:
        match = next((i for i, other in enumerate(left) if word & other), None)
        if match is not None:
            del left[match]
    return len(b) - len(left)


def overlap(a: str | None, b: str | None) -> float:
    """The share of the shorter phrase's words that both have."""
    x, y = _content(a or ""), _content(b or "")
    return _shared(x, y) / min(len(x), len(y)) if x and y else 0.0


def same_text(a: str | None, b: str | None) -> bool:
    """Whether two phrases name the same."""
    x, y = _content(a or ""), _content(b or "")
    if not x or not y:
        return False
    n = _shared(x, y)
    return n > 0.5 * min(len(x), len(y)) and 2 * n >= 0.4 * (len(x) + len(y))


def same_named(a: Entry, b: Entry) -> bool:
    """Whether two parties, sources or speakers are the same, by their words or their English names."""
    name = (a.get("en") or "").casefold()
    return same_text(a["text"], b["text"]) or (bool(name) and name == (b.get("en") or "").casefold())


def partial_date(text: str | None) -> tuple[date, int] | None:
    """The first day of `2021-04-01`, `2021-04` or `2021`, and the length of what was given; None for no date."""
    found = _DATE.fullmatch(text or "")
    if not found or text is None:
        return None
    try:
        return date(int(found[1]), int(found[2] or 1), int(found[3] or 1)), len(text)
    except ValueError:
        return None


def date_likeness(a: str | None, b: str | None) -> float:
    """1 for equal dates, 0.5 for none at all, up to 0.6 for days near each other or a month that holds a day."""
    if a == b:
        return 1.0 if a else 0.5
    x, y = partial_date(a), partial_date(b)
    if not x or not y or not a or not b:
        return 0.0
    if x[1] != y[1]:
        return 0.6 if a.startswith(b) or b.startswith(a) else 0.0
    return max(0.0, 1 - abs((x[0] - y[0]).days) / _DAYS) * 0.6 if x[1] == 10 else 0.0


def same_place(a: Entry, b: Entry) -> bool:
    """Whether two reports are placed by the same name or within 30 km of each other."""
    if not (a.get("place") and b.get("place")):
        return False
    if same_text(a["place"], b["place"]):
        return True
    sides = [x.get(k) for x in (a, b) for k in ("lat", "lon")]
    return all(isinstance(s, int | float) and math.isfinite(s) for s in sides) and _km(a, b) <= NEAR


def _km(a: Entry, b: Entry) -> float:
    la, lo, lb, mo = (math.radians(x) for x in (a["lat"], a["lon"], b["lat"], b["lon"]))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((mo - lo) / 2) ** 2
    return EARTH * math.asin(math.sqrt(min(1.0, h)))


def same_count(a: Entry | None, b: Entry | None) -> bool:
    """Whether both tell a figure and it is the same."""
    return bool(a) and bool(b) and a is not None and b is not None and a.get("n") == b.get("n")


def same_relation(a: Entry, b: Entry) -> bool:
    """Whether type, status and both ends are the same; alliances and rivalries have no direction."""
    if a["type"] != b.get("type") or a.get("status") != b.get("status"):
        return False
    straight = same_text(a["a"], b["a"]) and same_text(a["b"], b["b"])
    return straight or (a["type"] in _SYMMETRIC and same_text(a["a"], b["b"]) and same_text(a["b"], b["a"]))


def same_strength(a: Entry, b: Entry) -> bool:
    """Whether group and figure are the same."""
    return same_text(a["group"], b["group"]) and a.get("n") == b.get("n")


def pairs(gold: Sequence[Entry], found: Sequence[Entry], same: Callable[[Entry, Entry], bool] = same_named) -> list[tuple[Entry, Entry]]:
    """One-to-one pairs of equal items of two lists, in the order of the first."""
    left = list(range(len(found)))
    out = []
    for g in gold:
        match = next((i for i in left if same(g, found[i])), None)
        if match is not None:
            left.remove(match)
            out.append((g, found[match]))
    return out
