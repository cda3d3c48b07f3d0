"""An article as the mentions of its incidents see it: their order, the rarer words that they share, where they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from isnad.reading.incident.nearness import PROVINCE
from isnad.reading.incident.outline import Outline
from isnad.reading.mention.context import stems_of
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
    weights: tuple[float, float]  # how rare those words are together, near and in the sentence


class Story:
    """The mentions of one article in order."""

    def __init__(self, parse: Parse, mentions: Sequence[Mention], published: date | None) -> None:
        self.parse, self.mentions, self.published = parse, mentions, published
        self.orders = {id(m): k for k, m in enumerate(mentions)}
        self.places = {id(m): frozenset(_places(m)) for m in mentions}
        n, places = len(mentions), len(frozenset().union(*self.places.values()))
        self._common = {
            "told_in": min(_MANY, n) / _MANY, "told_in_few": n <= _FEW, "places_in": min(5, places) / 5, "one_place": places <= 1,
        }  # fmt: skip
        self._outlines: dict[int, Outline] = {}
        self._wordings: dict[int, Wording] = {}

    def between(self, a: Mention, b: Mention) -> dict[str, float]:
        """Features of an earlier and a later mention: what stands between them, and what their wordings share."""
        first, last = self.orders[id(a)], self.orders[id(b)]
        f: dict[str, float] = {"next": last - first == 1, "gap": min(6, last - first - 1) / 6, **self._common}
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
            poorer = (min(x.weights[0], y.weights[0]), min(x.weights[1], y.weights[1]))
            f |= _shared("near", x.near, y.near, 4, poorer[0])
            f |= _shared("sentence", x.sentence, y.sentence, 6, poorer[1])
            alike = (x.senses * y.senses).sum(1).tolist()
            f |= dict(zip(("alike_before", "alike_behind", "alike_around", "alike_sentence"), alike, strict=True))
        return f

    def outline(self, m: Mention) -> Outline:
        """The outline of a mention, made once."""
        found = self._outlines.get(id(m))
        if found is None:
            found = self._outlines[id(m)] = Outline.of(self.parse, m)
        return found

    def wording(self, m: Mention) -> Wording:
        """The wording of a mention, made once."""
        if not self._wordings:
            self._wordings = dict(zip(self.orders, map(self._wording, self.mentions, self._senses()), strict=True))
        return self._wordings[id(m)]

    def _senses(self) -> Array:
        """The sense of the words around each mention: (mentions, 4, dimensions), of length one."""
        windows = []
        for m in self.mentions:
            a, b = self.parse.sentences[m.sentence]
            low, high = max(a, m.first - _AROUND), min(b, m.last + _AROUND)
            windows.append([(max(a, m.first - _SENSED), m.first), (m.last, min(b, m.last + _SENSED)), (low, high), (a, b)])
        senses = vectors_of(self.parse.book).means(self.parse, windows).reshape(len(windows), 4, -1)
        out: Array = senses / (np.linalg.norm(senses, axis=2, keepdims=True) + 1e-6)
        return out

    def _wording(self, m: Mention, senses: Array) -> Wording:
        parse, stems = self.parse, stems_of(self.parse)
        a, b = parse.sentences[m.sentence]
        own = {i for t in m.triggers for i in range(t.first, t.last)}
        low, high = max(a, m.first - _AROUND), min(b, m.last + _AROUND)
        rarities = vectors_of(parse.book).rarities_of(parse, a, b)
        rare = {i: value for i, value in enumerate(rarities, a) if i not in own and parse.kinds[i] in "wn"}
        near = {stems[i]: value for i, value in rare.items() if low <= i < high}
        sentence = {stems[i]: value for i, value in rare.items()}
        return Wording(
            near, sentence, senses,
            frozenset([stems[t.first] for t in m.triggers]), self.places[id(m)],
            (sum(near.values()), sum(sentence.values())),
        )  # fmt: skip


def _places(m: Mention) -> list[object]:
    """The provinces and finer places of a mention: entries by id, those that no gazetteer knows by where they stand."""
    return [p.place.id if p.place else p.first for _, p in m.places if p.exactness >= PROVINCE]


def _shared(name: str, a: Mapping[str, float], b: Mapping[str, float], most: float, poorer: float) -> dict[str, float]:
    """How much the words that two share weigh, in all and of the poorer one's."""
    both = sum([a[w] for w in a.keys() & b.keys()])
    return {f"shared_{name}": min(most, both) / most, f"share_{name}": both / (1 + poorer)}
