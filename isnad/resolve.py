"""Names to gazetteer entries: each candidate scored by the article's own geography, and the candidates that lost."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from isnad.codebook import Codebook
from isnad.codebook.entries import Place

PRECISION = {
    "country": "country", "admin1": "province", "region": "province", "admin2": "district", "district": "district",
    "neighbourhood": "district", "city": "town", "town": "town", "village": "town", "camp": "feature", "mountain": "feature",
    "crossing": "feature", "water": "feature", "island": "feature", "facility": "feature",
}  # fmt: skip
# How exact a class is, for choosing among the places that an article names.
EXACTNESS = {
    "country": 0.0, "region": 1.0, "admin1": 2.0, "admin2": 2.6, "district": 2.8, "water": 2.5, "island": 2.8, "city": 3.0,
    "town": 3.2, "village": 3.3, "neighbourhood": 3.4, "camp": 3.4, "mountain": 3.4, "crossing": 3.4, "facility": 3.4,
}  # fmt: skip
# Weights of a candidate's score: share of the article's geography, population (log10, per 7), class, container beside it.
_GEOGRAPHY, _POPULATION, _CONTAINER, _HOME = 3.0, 1.0, 2.5, 0.6
_CLASS = {"country": 1.5, "admin1": 0.35, "city": 0.3, "region": 0.3, "district": 0.1}


@dataclass(frozen=True, slots=True)
class Resolved:
    """A place name resolved: the best entry, or none, and the losers with their shares."""

    place: Place | None
    country: str | None
    share: float
    losers: tuple[tuple[str, float], ...]


def place_of(book: Codebook, id_: str) -> Place | None:
    """The gazetteer entry of an id; countries are entries too."""
    if id_.startswith("country:"):
        country = book.countries[id_[8:]]
        return Place(
            id=id_, name_en=country.en, names=tuple(country.names), country=country.code, admin1=None, kind="country",
            lat=country.lat, lon=country.lon, population=0,
        )  # fmt: skip
    return book.places.get(id_)


def resolve_place(
    book: Codebook, ids: Iterable[str], geography: Mapping[str, float], *, container: str | None = None, home: str | None = None
) -> Resolved:
    """Choose among the entries that share a name.

    `geography` maps countries to their share of the article's mentions; `container` is the country or division named
    right beside the name; `home` is the country of the publisher.
    """
    scored: list[tuple[float, str, Place]] = []
    for id_ in ids:
        place = place_of(book, id_)
        if place is None:
            continue
        score = _POPULATION * math.log10(place.population + 10) / 7 + _CLASS.get(place.kind, 0.0)
        if place.country:
            score += _GEOGRAPHY * geography.get(place.country, 0.0) + _HOME * (place.country == home)
            score += _CONTAINER * (container == place.country)
        scored.append((score, id_, place))
    if not scored:
        return Resolved(None, None, 0.0, ())
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
