"""How alike an event and a foreign record are: parts, each from 0 to 1 with a reason, and their weighted mean."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any, NamedTuple

from isnad.beside.layouts import Foreign
from isnad.beside.ours import Ours, groups_named
from isnad.beside.spelling import alike
from isnad.codebook import Codebook

_DEGREE = 111.2  # km of a degree of latitude


class Part(NamedTuple):
    """One comparison: its worth, what was found, and whether there was nothing to compare."""

    worth: float
    why: str
    blank: bool = False


class Likeness(NamedTuple):
    """The score of a pair with its parts; `km` and `days` between the two, None where they cannot be told."""

    score: float
    parts: dict[str, Part]
    km: float | None
    days: int

    @property
    def reason(self) -> str:
        """What was found, in one line."""
        return "; ".join(part.why for part in self.parts.values())


def likeness(a: Ours, b: Foreign, book: Codebook) -> Likeness | None:
    """How alike two records are; None if country, day, type or place forbid that they are one."""
    table = book.tables["compare"]
    if a.event.country != b.country:
        return None
    apart = _days_apart(a, b)
    if apart > table["window"]:
        return None
    type_ = _type(a, b)
    if type_ is None:
        return None
    km = _km(a, b)
    place = _place(a, b, km, table["place"])
    if place is None:
        return None
    parts = {
        "day": _day(a, b, apart, table["day"]),
        "place": place,
        "type": type_,
        "parties": _parties(a, b, table["parties"], book),
        "toll": _toll(a, b, table["toll"]),
    }
    weights = table["weights"]
    score = sum(weights[name] * part.worth for name, part in parts.items()) / sum(weights.values())
    return Likeness(round(score, 3), parts, None if km is None else round(km, 1), apart)


def _days_apart(a: Ours, b: Foreign) -> int:
    return max(0, (b.first - a.last).days, (a.first - b.last).days)


def _day(a: Ours, b: Foreign, apart: int, worth: dict[str, float]) -> Part:
    if apart:
        return Part(worth["off"], f"{apart} day apart" if apart == 1 else f"{apart} days apart")
    if a.first == b.first and a.last == b.last:
        return Part(worth["same"], "the same day" if a.first == a.last else "the same days")
    return Part(worth["open"], "days that overlap")


def _type(a: Ours, b: Foreign) -> Part | None:
    if a.event.type in b.types:
        return Part(1.0, f"{a.event.type} in both")
    worth = b.families.get(a.family)
    return None if worth is None else Part(worth, f"{a.event.type} here, {b.label} there")


def _km(a: Ours, b: Foreign) -> float | None:
    """Kilometres between the points; None if one of them stands for no place. Flat, which is exact enough below 500 km."""
    lat, lon = a.event.lat, a.event.lon
    if a.radius is None or b.radius is None or lat is None or lon is None or b.lat is None or b.lon is None:
        return None
    return math.hypot(lat - b.lat, (lon - b.lon) * math.cos(math.radians((lat + b.lat) / 2))) * _DEGREE


def _place(a: Ours, b: Foreign, km: float | None, worth: dict[str, float]) -> Part | None:
    """By distance, else by name; None if both are told and cannot be one."""
    event = a.event
    name = max(alike(event.place_en, b.place), alike(event.place, b.place))
    same_name = name >= worth["alike"]
    said = f"{event.place_en or event.place} / {b.place}" if b.place and (event.place_en or event.place) else "no place name to compare"
    if km is None or a.radius is None or b.radius is None:
        if same_name and event.place_precision != "country":
            return Part(worth["name"], f"the same place by name ({said})")
        if alike(event.admin1, b.admin1) >= worth["alike"]:
            return Part(worth["province"], f"the same province ({b.admin1})")
        if event.place_precision in (None, "country") and (b.place is None or same_name):
            return Part(worth["country"], "no more than the country is told", blank=True)
        return Part(worth["unknown"], "places that cannot be compared", blank=True)
    if km <= worth["point"]:
        return Part(1.0, f"{km:.0f} km apart ({said})")
    if same_name and km <= worth["far"]:
        return Part(worth["name"], f"the same place by name ({said}), {km:.0f} km apart")
    beyond = km - a.radius - b.radius
    if beyond <= 0:
        return Part(worth["within"], f"{km:.0f} km apart, within what their precision leaves open ({said})")
    if beyond >= worth["fade"]:
        return None
    return Part(worth["within"] * (1 - beyond / worth["fade"]), f"{km:.0f} km apart ({said})")


def _parties(a: Ours, b: Foreign, worth: dict[str, float], book: Codebook) -> Part:
    theirs, above = _groups(b.side_a, b.side_b, b.more, book)
    shared = (a.groups & above) | (a.above & theirs)
    if shared:
        names = ", ".join(book.actors[id_].names.get("en", id_) for id_ in sorted(shared)[:2])
        return Part(worth["named"], f"both name {names}")
    if a.groups and theirs:
        return Part(worth["other"], "they name different groups")
    if not a.kinds or not b.kinds:
        return Part(worth["unknown"], "parties that cannot be compared")
    both = sorted(a.kinds & b.kinds)
    if not both:
        return Part(worth["none"], "parties of other kinds")
    whole = a.kinds <= b.kinds or b.kinds <= a.kinds
    return Part(worth["both" if (whole and len(both) > 1) or a.kinds == b.kinds else "one"], f"{', '.join(both)} in both".replace("_", " "))


@lru_cache(maxsize=50_000)
def _groups(a: str | None, b: str | None, more: tuple[str, ...], book: Codebook) -> tuple[frozenset[str], frozenset[str]]:
    """The groups that a record names, and these with the ids above them."""
    named = frozenset(id_ for name in (a, b, *more) if name for id_ in groups_named(name, book))
    return named, named.union(*(book.lineage(id_) for id_ in named))


def _toll(a: Ours, b: Foreign, worth: dict[str, float]) -> Part:
    here = ranged(a.event.killed)
    there = (b.low, b.best, b.high)
    if here is None or b.best is None or (b.best == 0 and here[1] is None):
        return Part(worth["unknown"], "no toll to compare")
    low, best, high = here
    least, most = (low or 0), (high if high is not None else max(low or 0, best or 0))
    if best == b.best:
        return Part(worth["same"], f"{b.best} killed in both")
    said = f"killed {_figures(low, best, high)} here, {_figures(*there)} there"
    own = best if best is not None else least
    if least <= b.best <= most or (b.low or 0) <= own <= (b.high or b.best):
        return Part(worth["overlap"], said)
    x, y = sorted((own, b.best))
    return Part(worth["apart"] * x / y if y else worth["apart"], said)


def ranged(toll: Any) -> tuple[int | None, int | None, int | None] | None:
    """Low, best and high of a toll; None if no figure is told."""
    if toll is None or (toll.low is None and toll.best is None and toll.high is None):
        return None
    return toll.low, toll.best, toll.high


def _figures(low: int | None, best: int | None, high: int | None) -> str:
    shown = "?" if best is None else str(best)
    return shown if low == high else f"{shown} ({'?' if low is None else low}-{'?' if high is None else high})"
