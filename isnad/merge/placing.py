"""Where a report says that it happened, for comparison: an entry of the gazetteer, or the words alone."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from isnad.codebook import Codebook
from isnad.codebook.entries import Place
from isnad.codebook.matcher import matcher
from isnad.model import Precision
from isnad.resolve import EXACTNESS, PRECISION, place_of, resolve_place
from isnad.scan import scan
from isnad.text import Text
from isnad.text.fold import folded

# How far from its coordinates a place of a precision may reach, km. A province is some 100 km wide, a country several hundred.
RADIUS: dict[Precision, float] = {"exact": 2.0, "feature": 8.0, "town": 8.0, "district": 20.0, "province": 70.0, "country": 400.0}
_REGION = 150.0  # the gazetteer's class `region`, such as the south of a country or a coast, wider than a province


class Spot(msgspec.Struct, frozen=True):
    """A place: gazetteer id, country, division, coordinates in degrees and the radius in km that it may reach."""

    id: str | None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    radius: float | None


NOWHERE = Spot(None, None, None, None, None, None)


@lru_cache(maxsize=200_000)
def spot_of(book: Codebook, id_: str | None, name: str, country: str | None, precision: Precision | None) -> Spot:
    """The place of an id, or of a name as the press writes it, preferably in `country`."""
    place = place_of(book, id_) if id_ else _looked_up(book, name, country)
    if place is None:
        return NOWHERE
    reach = _REGION if place.kind == "region" else RADIUS[precision or PRECISION.get(place.kind, "province")]
    return Spot(place.id, place.country, place.admin1, place.lat, place.lon, reach)


def _looked_up(book: Codebook, name: str, country: str | None) -> Place | None:
    """The finest place that the name holds, the first among equals; one of another country only if none is of `country`."""
    compiled = matcher(book)
    whole = compiled.place_names.get(folded(name)) or compiled.place_names.get(folded(name).removeprefix("ال"))
    names = [whole] if whole else [compiled.place_names[h.sense.id] for h in scan(Text.of(name), compiled).of("place")]
    geography = {country: 1.0} if country else {}
    found = [p for ids in names if (p := resolve_place(book, ids, geography, container=country).place)]
    found = [p for p in found if country in (None, p.country)] or found
    return max(found, key=lambda p: EXACTNESS.get(p.kind, 0.0), default=None)
