"""Names to gazetteer entries: each candidate scored by the article's own geography, and the candidates that lost."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from isnad.codebook import Codebook
from isnad.codebook.entries import Place
from isnad.model import Precision

PRECISION: dict[str, Precision] = {
    "country": "country", "admin1": "province", "region": "province", "admin2": "district", "district": "district",
    "neighbourhood": "district", "city": "town", "town": "town", "village": "town", "camp": "feature", "mountain": "feature",
    "crossing": "feature", "water": "feature", "island": "feature", "facility": "feature",
}  # fmt: skip
# How exact a class is, for choosing among the places that an article names.
EXACTNESS = {
    "country": 0.0, "region": 1.0, "admin1": 2.0, "admin2": 2.6, "district": 2.8, "water": 2.5, "island": 2.8, "city": 3.0,
    "town": 3.2, "village": 3.3, "neighbourhood": 3.4, "camp": 3.4, "mountain": 3.4, "crossing": 3.4, "facility": 3.4,
}  # fmt: skip
PROVINCES = frozenset({"admin1", "region"})
TOWNS = frozenset({"city", "town", "village"})
# Weights of a candidate's score: share of the article's geography, population (log10, per 7), container beside it, home of the
# publisher, the noun before the name, the division told beside it, places named near it (by distance, km).
_GEOGRAPHY, _POPULATION, _CONTAINER, _HOME, _NOUN, _DIVISION, _NEAR, _TOGETHER = 3.0, 1.0, 2.5, 0.6, 0.9, 1.5, 1.2, 0.7
_REACH = 120.0
_CLASS = {"country": 1.5, "admin1": 0.35, "city": 0.3, "region": 0.3, "district": 0.1}
_EARTH = 12742.0  # diameter, km


class Resolved(msgspec.Struct, frozen=True, gc=False):
    """A place name resolved: the best entry, or none, and the losers with their shares."""

    place: Place | None
    country: str | None
    share: float
    losers: tuple[tuple[str, float], ...]


UNKNOWN = Resolved(None, None, 0.0, ())


def place_of(book: Codebook, id_: str) -> Place | None:
    """The gazetteer entry of an id; countries are entries too."""
    if id_.startswith("country:"):
        country = book.countries.get(id_[8:])
        if country is None:
            return None
        return Place(
            id=id_, name_en=country.en, names=tuple(country.names), country=country.code, admin1=None, kind="country",
            lat=country.lat, lon=country.lon, population=0,
        )  # fmt: skip
    return book.places.get(id_)


def km(a: Place, b: Place) -> float:
    """The distance between two entries in kilometres; infinite if one has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    la, lo, lb, mo = (math.radians(x) for x in (a.lat, a.lon, b.lat, b.lon))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((mo - lo) / 2) ** 2
    return _EARTH * math.asin(math.sqrt(min(1.0, h)))


def resolve_place(
    book: Codebook, ids: Iterable[str], geography: Mapping[str, float], *, container: str | None = None, home: str | None = None,
    wanted: frozenset[str] = frozenset(), beside: Sequence[Place] = (), near: Sequence[Place] = (),
) -> Resolved:  # fmt: skip
    """Choose among the entries that share a name.

    `geography` maps countries to their share of the article's mentions; `container` is the country named right beside the
    name; `home` is the country of the publisher; `wanted` are the classes that the noun before the name asks for; `beside`
    are the places named right beside it, `near` those of its sentence, each with one meaning only.
    """
    places = [p for id_ in ids if (p := place_of(book, id_))]
    if not places:
        return UNKNOWN
    if len(places) == 1:
        return Resolved(places[0], places[0].country, 1.0, ())
    scored: list[tuple[float, str, Place]] = []
    for place in places:
        score = _POPULATION * math.log10(place.population + 10) / 7 + _CLASS.get(place.kind, 0.0)
        if place.country:
            score += _GEOGRAPHY * geography.get(place.country, 0.0) + _HOME * (place.country == home)
            score += _CONTAINER * (container == place.country)
        score += _NOUN * (place.kind in wanted)
        score += _DIVISION * any(b.admin1 == place.admin1 and b.country == place.country and b.id != place.id for b in beside if b.admin1)
        if near:
            score += _TOGETHER * any(n.country == place.country for n in near if n.id != place.id)
            score += _NEAR * max(math.exp(-km(place, n) / _REACH) if n.id != place.id else 0.0 for n in near)
        scored.append((score, place.id, place))
    scored.sort(key=lambda s: (-s[0], s[1]))
    weights = [math.exp(2 * (s - scored[0][0])) for s, _, _ in scored]
    total = sum(weights)
    losers = tuple((id_, round(w / total, 2)) for (_, id_, _), w in zip(scored[1:4], weights[1:4], strict=False))
    best = scored[0][2]
    return Resolved(best, best.country, round(weights[0] / total, 2), losers)


def shares(counts: Counter[str]) -> dict[str, float]:
    """Counts as shares of their total."""
    total = sum(counts.values())
    return {k: v / total for k, v in counts.items()} if total else {}


def within(resolved: Resolved, country: str, book: Codebook) -> Resolved:
    """The same name in another country: the likeliest entry there of those that lost, or none."""
    told = ((resolved.place.id, resolved.share),) if resolved.place else ()
    for loser in resolved.losers:
        entry = place_of(book, loser[0])
        if entry is not None and entry.country == country:
            return Resolved(entry, country, loser[1], (*told, *(other for other in resolved.losers if other is not loser)))
    return Resolved(None, country, 0.0, (*told, *resolved.losers))
