"""The places that reports tell, and when one is only a less exact word for another."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

from isnad.codebook import Codebook
from isnad.codebook.entries import Place
from isnad.model import Precision, Report
from isnad.resolve import EXACTNESS, km
from isnad.text.fold import folded

# Where a place has no entry, how exact its class is (as EXACTNESS of the entries).
_EXACT: dict[Precision | None, float] = {
    None: 0.5, "country": 0.0, "province": 2.0, "district": 2.7, "town": 3.1, "feature": 3.4, "exact": 4.0,
}  # fmt: skip
# Kilometres around a place's point within which what lies there is told by its name; half of the way across, by the gazetteer:
# a province 140, a region 200, a district 40, a city of a million 25, another town 12.
_PROVINCE, _REGION, _DISTRICT, _METROPOLIS, _TOWN = 140.0, 200.0, 40.0, 25.0, 12.0
_MILLION = 1_000_000
_SAME = 5.0  # km: two names so near each other are no contradiction


class Where(NamedTuple):
    """A place as a report tells it, with what the gazetteer adds; `key` is one for all reports that mean the same entry."""

    key: str
    text: str | None
    en: str | None
    id: str | None
    precision: Precision | None
    point: Place
    exactness: float

    @property
    def resolved(self) -> bool:
        """Whether it is known what kind of place it is and where it lies."""
        return self.exactness == 0.0 or (self.point.lat is not None and (self.id is not None or self.precision is not None))


class Provinces:
    """The English names of provinces by country and code."""

    def __init__(self, book: Codebook) -> None:
        self._names: dict[tuple[str | None, str], str] = {}
        for place in book.places.values():
            if place.kind == "admin1" and place.admin1:
                self._names.setdefault((place.country, place.admin1), place.name_en)

    def name(self, place: Place) -> str | None:
        """The province that a place lies in, or is."""
        return self._names.get((place.country, place.admin1)) if place.admin1 else None


@lru_cache(maxsize=4)
def provinces(book: Codebook) -> Provinces:
    """The provinces of a codebook, built once."""
    return Provinces(book)


def where(report: Report, book: Codebook) -> Where | None:
    """The place of a report, None if it tells none."""
    if report.place is None and report.place_id is None:
        return None
    entry = book.places.get(report.place_id) if report.place_id else None
    kind = entry.kind if entry else "country" if (report.place_id or "").startswith("country:") else ""
    exactness = 4.0 if report.place_precision == "exact" else EXACTNESS.get(kind, _EXACT[report.place_precision])
    point = Place(
        id=report.place_id or "", name_en=report.place_en or "", names=(), country=report.country or (entry.country if entry else None),
        admin1=entry.admin1 if entry else None, kind=kind, lat=report.lat, lon=report.lon, population=entry.population if entry else 0,
    )  # fmt: skip
    key = report.place_id or folded(report.place_en or report.place or "").lower()
    if report.place_precision == "exact":
        key += f" {folded(report.place or '')}"
    return Where(key, report.place, report.place_en, report.place_id, report.place_precision, point, exactness)


def covers(a: Where, b: Where) -> bool:
    """Whether `a` is a less exact word for `b`: the country, province or town that it lies in, or a name without a point."""
    if a.point.country and b.point.country and a.point.country != b.point.country:
        return False
    if not b.resolved:
        return False
    if not a.resolved:
        return True
    if a.exactness >= b.exactness:
        return False
    if a.exactness == 0.0:
        return True
    if a.point.admin1 and b.point.admin1 and a.point.kind == "admin1":
        return a.point.admin1 == b.point.admin1
    return km(a.point, b.point) <= _reach(a)


def _reach(a: Where) -> float:
    if a.exactness < 1.5:
        return _REGION
    if a.exactness < 2.5:
        return _PROVINCE
    if a.exactness < 3.0 and a.point.kind not in ("city", "island"):
        return _DISTRICT
    return _METROPOLIS if a.point.population >= _MILLION else _TOWN


def compatible(a: Where, b: Where) -> bool:
    """Whether two places may both be true of one incident."""
    if covers(a, b) or covers(b, a) or not (a.resolved and b.resolved):
        return not (a.point.country and b.point.country and a.point.country != b.point.country)
    distance = km(a.point, b.point)
    return distance <= _SAME or (math.isinf(distance) and a.point.country == b.point.country)
