"""The places of an article as its incidents see them: what is the same for each incident, made once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from isnad.reading.incident.around import beside
from isnad.reading.mention.context import stems_of
from isnad.reading.parse import Parse
from isnad.reading.place.places import PlaceMention
from isnad.reading.place.toponymy import toponymy_of


class Roll:
    """The places of an article with their keys, how often each is named, and what stands in each sentence.

    It is kept by the parse and so does not hold it: a circle of the two would outlive the article until the garbage collector comes.
    """

    def __init__(self, parse: Parse, places: Sequence[PlaceMention]) -> None:
        self.places = places
        self.keys = [key_of(parse, p) for p in places]
        self.counts = Counter([key for key, p in zip(self.keys, places, strict=True) if not p.dateline])
        self.most = max(self.counts.values(), default=0)
        self.inside: dict[int, list[PlaceMention]] = {}
        for place in places:
            self.inside.setdefault(place.sentence, []).append(place)
        self._features: dict[int, dict[str, float]] = {}
        self._words: dict[int, frozenset[str]] = {}

    def features(self, parse: Parse, place: PlaceMention) -> dict[str, float]:
        """What the place itself says."""
        if id(place) not in self._features:
            f: dict[str, float] = {
                "exact": place.exactness / 3.4,
                "country": place.exactness < 0.5,
                "region": 0.5 <= place.exactness < 1.5,
                "province": 1.5 <= place.exactness < 2.3,
                "unknown": place.place is None,
                "strong": place.strong,
                "noun": bool(place.noun),
                f"role_{place.role or 'none'}": 1.0,
                "weak": place.weak,
                "posted": place.posted,
                "native": place.native,
                "dateline": place.dateline,
                "acts": _acts(parse, place),
            }
            self._features[id(place)] = {k: float(v) for k, v in f.items() if v}
        return self._features[id(place)]

    def words(self, parse: Parse, place: PlaceMention) -> frozenset[str]:
        """The named features of the place and of the words right beside it."""
        if id(place) not in self._words:
            stems, entry, first, last = stems_of(parse), place.place, place.first, place.last
            own = {f"h={stems[first]}", f"h2={stems[last - 1]}", f"c={place.country}", f"role={place.role}.{place.noun}"}
            own.add(f"k={entry.kind if entry else None}")
            self._words[id(place)] = frozenset(own | beside(parse, first, last))
        return self._words[id(place)]


def roll_of(parse: Parse, places: Sequence[PlaceMention]) -> Roll:
    """The roll of an article's places, made once."""
    roll = parse.memo.get(("roll",))
    if not isinstance(roll, Roll) or roll.places is not places:
        roll = parse.memo["roll",] = Roll(parse, places)
    return roll


def key_of(parse: Parse, place: PlaceMention) -> str:
    """What tells that two mentions name one place: country and English name of the entry, else the letters."""
    entry = place.place
    if entry is None:
        return parse.text.folded[place.start : place.end]
    return f"{entry.country}:{entry.name_en}"


def _acts(parse: Parse, place: PlaceMention) -> bool:
    """Whether a capital or country stands as one who speaks or acts: `موسكو تنفي`, `ان دمشق`."""
    entry = place.place
    if entry is None or place.role or place.noun:
        return False
    if entry.kind != "country" and entry.id not in toponymy_of(parse.book).capitals.values():
        return False
    before = parse.words[place.first - 1] if place.first else ""
    if before in parse.narration.said or parse.hit(place.first - 1, "verb") is not None:
        return True
    return place.last < len(parse.words) and any(h.sense.pos == "verb" for h in parse.hits_at.get(place.last, ()))
