"""An article as the mentions of its incidents see it: their order, the rarer words that they share, where they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from isnad.reading.incident.nearness import PROVINCE
from isnad.reading.mention.context import stem
from isnad.reading.mention.mentions import Mention
from isnad.reading.network import Array, vectors_of
from isnad.reading.parse import Parse

_AROUND, _SENSED = 9, 6  # words on either side of a mention whose sharing counts, and whose sense is averaged
_MANY, _FEW = 12, 3  # mentions of an article


@dataclass(frozen=True, slots=True)
class Wording:
    """How a mention is told: its words and those of its sentence by stem with how rare they are, their sense, its triggers and places."""

    near: Mapping[str, float]
    sentence: Mapping[str, float]
    senses: Array  # (4, dimensions), of length one: before, behind, around, sentence
    triggers: frozenset[str]
    places: frozenset[object]


class Story:
    """The mentions of one article in order."""

    def __init__(self, parse: Parse, mentions: Sequence[Mention], published: date | None) -> None:
        self.parse, self.mentions, self.published = parse, mentions, published
        self.orders = {id(m): k for k, m in enumerate(mentions)}
        self.places = {id(m): frozenset(_places(m)) for m in mentions}
        self.place_count = len(frozenset().union(*self.places.values()))
        self._wordings: dict[int, Wording] = {}

    def between(self, a: Mention, b: Mention) -> dict[str, float]:
        """Features of an earlier and a later mention: what stands between them, and what their wordings share."""
        first, last, n = self.orders[id(a)], self.orders[id(b)], len(self.mentions)
        f: dict[str, float] = {
            "next": last - first == 1, "gap": min(6, last - first - 1) / 6, "told_in": min(_MANY, n) / _MANY, "told_in_few": n <= _FEW,
            "places_in": min(5, self.place_count) / 5, "one_place": self.place_count <= 1,
        }  # fmt: skip
        inside = self.mentions[first + 1 : last]
        if inside:
            f |= {"type_between": any(m.type == b.type for m in inside), "family_between": all(m.family == b.family for m in inside)}
        x, y = self.wording(a), self.wording(b)
        title = self.mentions[0]
        f |= {
            "same_word": bool(x.triggers & y.triggers),
            "unplaced_later": bool(x.places and not y.places),
            "titled_later": title.sentence == 0 and title is not a and bool(y.places & self.places[id(title)]),
        }
        if a.sentence != b.sentence:
            f |= _shared("near", x.near, y.near, 4) | _shared("sentence", x.sentence, y.sentence, 6)
            alike = (x.senses * y.senses).sum(1).tolist()
            f |= dict(zip(("alike_before", "alike_behind", "alike_around", "alike_sentence"), alike, strict=True))
        return f

    def wording(self, m: Mention) -> Wording:
        """The wording of a mention, made once."""
        found = self._wordings.get(id(m))
        if found is None:
            found = self._wordings[id(m)] = self._wording(m)
        return found

    def _wording(self, m: Mention) -> Wording:
        parse, vectors = self.parse, vectors_of(self.parse.book)
        a, b = parse.sentences[m.sentence]
        own = {i for t in m.triggers for i in range(t.first, t.last)}
        low, high = max(a, m.first - _AROUND), min(b, m.last + _AROUND)
        rare = {i: vectors.rarity(parse.words[i]) for i in range(a, b) if i not in own and parse.kinds[i] in "wn"}
        near = {stem(parse.words[i]): value for i, value in rare.items() if low <= i < high}
        windows = [(max(a, m.first - _SENSED), m.first), (m.last, min(b, m.last + _SENSED)), (low, high), (a, b)]
        senses = vectors.means(parse, [windows]).reshape(len(windows), -1)
        return Wording(
            near, {stem(parse.words[i]): value for i, value in rare.items()},
            senses / (np.linalg.norm(senses, axis=1, keepdims=True) + 1e-6),
            frozenset(stem(parse.words[t.first]) for t in m.triggers), self.places[id(m)],
        )  # fmt: skip


def _places(m: Mention) -> list[object]:
    """The provinces and finer places of a mention: entries by id, those that no gazetteer knows by where they stand."""
    return [p.place.id if p.place else p.first for _, p in m.places if p.exactness >= PROVINCE]


def _shared(name: str, a: Mapping[str, float], b: Mapping[str, float], most: float) -> dict[str, float]:
    """How much the words that two share weigh, in all and of the poorer one's."""
    both = sum(a[w] for w in a.keys() & b.keys())
    return {f"shared_{name}": min(most, both) / most, f"share_{name}": both / (1 + min(sum(a.values()), sum(b.values())))}
