"""What map and timeline draw: the events of a filter, counted by place and day."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from isnad.codebook import Codebook
from isnad.codebook.entries import Place
from isnad.filter import Filter
from isnad.resolve import PRECISION
from isnad.store import Store
from isnad.store.where import Types
from isnad.web.calling import SHADES
from isnad.web.wording import Wording

# Where a province has no settlements in the gazetteer, and for what is no province: half of the way across, km; ours, not measured.
_RADIUS = {"admin1": 70.0, "region": 40.0, "admin2": 20.0, "district": 15.0, "neighbourhood": 3.0}
_LEAST, _MOST, _WITHIN = 15.0, 400.0, 0.8  # a province reaches as far as this share of its settlements lies from its point
_FEW = 5
_EARTH = 6371.0


class Spots(msgspec.Struct):
    """Places with a point, in columns: `precision` is town, district or province; `radius` its extent in km, 0 for a town.

    `events` holds the number of each family in the order of `families`, `killed` the sum of the best figures.
    """

    id: list[str] = []
    name: list[str] = []
    country: list[str] = []
    lat: list[float] = []
    lon: list[float] = []
    precision: list[str] = []
    radius: list[int] = []
    events: list[list[int]] = []
    killed: list[int] = []


class Land(msgspec.Struct):
    """A country, or a region of several by its id: `events` and `killed` are those of which no more than that is known."""

    code: str
    name: str
    lat: float
    lon: float
    events: list[int]
    killed: int


class MapData(msgspec.Struct):
    """The events of a filter on the map: `places` with a point, `countries`, and `nowhere`, of which not even that is known."""

    total: int
    families: tuple[str, ...]
    places: Spots
    countries: list[Land]
    nowhere: list[int]


class TimeData(msgspec.Struct):
    """The events of a filter by date, as exact as it is known: `dates` sorted, with the number of each family and the killed."""

    total: int
    families: tuple[str, ...]
    dates: list[str]
    events: list[list[int]]
    killed: list[int]
    undated: int


def map_of(store: Store, book: Codebook, filter: Filter, types: Types, w: Wording) -> MapData:
    """The events of a filter by place."""
    counts: dict[tuple[str | None, float, float], list[int]] = {}
    lands: dict[str, list[int]] = defaultdict(lambda: [0] * (len(SHADES) + 1))
    homes: dict[tuple[str | None, float, float], str] = {}
    nowhere = [0] * len(SHADES)
    wider = _wider(book)
    total = 0
    for id_, lat, lon, country, events, killed in store.browse.places(filter, types, SHADES):
        total += sum(events)
        wide = wider.get(id_ or "", country)
        if lat is None or lon is None or (id_ or "").startswith("country:") or id_ in wider:
            if wide:
                lands[wide] = _sum(lands[wide], [*events, killed])
            else:
                nowhere = _sum(nowhere, events)
            continue
        key = (id_, lat, lon)
        counts[key] = _sum(counts[key], [*events, killed]) if key in counts else [*events, killed]
        homes[key] = country or homes.get(key, "")
    spots = Spots()
    reach = _extents(book)
    for key, row in sorted(counts.items(), key=lambda item: (-sum(item[1][:-1]), item[0][0] or "")):
        id_, lat, lon = key
        entry = book.places.get(id_ or "")
        precision = _precision(entry)
        radius = reach.get(id_ or "", _RADIUS.get(entry.kind, 0.0) if entry else 0.0)
        spots.id.append(id_ or "")
        spots.name.append(_named(entry, lat, lon, w))
        spots.country.append(homes[key])
        spots.lat.append(round(lat, 3))
        spots.lon.append(round(lon, 3))
        spots.precision.append(precision)
        spots.radius.append(round(radius) if precision != "town" else 0)
        spots.events.append(row[:-1])
        spots.killed.append(row[-1])
    return MapData(total, SHADES, spots, _lands(lands, book, w), nowhere)


def timeline_of(store: Store, book: Codebook, filter: Filter, types: Types) -> TimeData:
    """The events of a filter by date."""
    family = families_of(book)
    days: dict[str, list[int]] = {}
    undated = 0
    for day, type_, number, killed in store.browse.days(filter, types):
        if not day:
            undated += number
            continue
        row = days.setdefault(day, [0] * (len(SHADES) + 1))
        row[family[type_]] += number
        row[-1] += killed
    total = undated + sum(sum(row[:-1]) for row in days.values())
    rows = list(days.values())
    return TimeData(total, SHADES, list(days), [row[:-1] for row in rows], [row[-1] for row in rows], undated)


@lru_cache(maxsize=4)
def families_of(book: Codebook) -> dict[str, int]:
    """The place of each event type's family among `SHADES`."""
    return {id_: SHADES.index(entry.family) for id_, entry in book.events.items()}


def _sum(a: list[int], b: list[int]) -> list[int]:
    return [m + n for m, n in zip(a, b, strict=True)]


def _precision(entry: Place | None) -> str:
    return str(PRECISION.get(entry.kind, "town")) if entry and entry.kind in _RADIUS else "town"


@lru_cache(maxsize=4)
def _wider(book: Codebook) -> dict[str, str]:
    """Regions that lie in no one country: they are told beside the map, a disc of them would mean nothing."""
    return {p.id: p.id for p in book.places.values() if p.kind == "region" and not p.country}


def _named(entry: Place | None, lat: float, lon: float, w: Wording) -> str:
    if entry is None:
        return f"{lat:.2f}, {lon:.2f}"
    return (entry.names[0] if w.language == "ar" and entry.names else entry.name_en) or entry.id


def _lands(lands: dict[str, list[int]], book: Codebook, w: Wording) -> list[Land]:
    """Every country of the codebook that has a point, for its name on the map, those with events of their own first."""
    out = []
    for code, entry in book.countries.items():
        if entry.lat is not None and entry.lon is not None:
            row = lands.pop(code, [0] * (len(SHADES) + 1))
            out.append(Land(code, w.country(code), entry.lat, entry.lon, row[:-1], row[-1]))
    for code, row in lands.items():
        entry_ = book.places.get(code)
        out.append(Land(code, _named(entry_, 0, 0, w) if entry_ else w.country(code), 0.0, 0.0, row[:-1], row[-1]))
    return sorted(out, key=lambda land: (-sum(land.events), land.name))


@lru_cache(maxsize=4)
def _extents(book: Codebook) -> dict[str, float]:
    """How far each province reaches, in km: from its point to where four in five of its settlements lie."""
    inside: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for p in book.places.values():
        if p.kind in ("city", "town", "village") and p.country and p.admin1 and p.lat is not None:
            inside[p.country, p.admin1].append(p)
    out = {}
    for p in book.places.values():
        if p.kind == "admin1" and p.lat is not None and p.lon is not None:
            found = sorted(_km(p.lat, p.lon, inside.get((p.country or "", p.admin1 or ""), ())))
            if len(found) >= _FEW:
                out[p.id] = min(_MOST, max(_LEAST, found[int(_WITHIN * (len(found) - 1))]))
    return out


def _km(lat: float, lon: float, places: Iterable[Place]) -> Iterable[float]:
    for p in places:
        if p.lat is not None and p.lon is not None:
            x = math.radians(p.lon - lon) * math.cos(math.radians((lat + p.lat) / 2))
            yield _EARTH * math.hypot(x, math.radians(p.lat - lat))
