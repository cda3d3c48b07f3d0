"""The forms of foreign files: which columns they have, and what a row of them says."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Literal, NamedTuple

import msgspec

from isnad.beside.days import Order, day_of
from isnad.codebook import Codebook
from isnad.text.fold import folded

_ASIDE = re.compile(r"\s*\([^)]*\)")
_GOVERNMENT = "Government of "


class Broken(Exception):
    """Why a row cannot be taken."""


class Foreign(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a foreign file: days from `first` to `last`, the point with the kilometres around it, sides, the killed.

    `types` are the codebook's event types that its own type is; `families` says how well each family of types stands for it, 0 to 1.
    `radius` is None where no point can be compared; `more` are the actors beside the main ones.
    """

    row: int
    id: str
    first: date
    last: date
    label: str
    types: frozenset[str]
    families: dict[str, float]
    country: str
    place: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    radius: float | None
    side_a: str | None
    side_b: str | None
    more: tuple[str, ...]
    kinds: frozenset[str]
    low: int | None
    best: int | None
    high: int | None


class Layout(NamedTuple):
    """A form: its columns as we call them, each with the names it goes by; the ones it cannot be without; how a row is read."""

    name: Literal["acled", "ucdp"]
    title: str
    columns: dict[str, tuple[str, ...]]
    needed: tuple[str, ...]
    days: tuple[str, ...]
    id: str
    read: Callable[[int, Mapping[str, Any], Order, Codebook], Foreign]


def _acled(number: int, row: Mapping[str, Any], order: Order, book: Codebook) -> Foreign:
    table = book.tables["compare"]
    day, precision = _day(row, "date", order), _code(row.get("time_precision"))
    first, last = _open(day, precision)
    event, sub = _text(row, "event_type"), _text(row, "sub_event_type")
    family = table["acled"]["families"].get(_known(event, table["acled"]["families"]))
    if family is None:
        raise Broken(f"event type {event!r} is none of ACLED's")
    types = frozenset(filter(None, [_type(sub, book)]))
    killed = _number(row, "killed")
    lat, lon = _point(row)
    kinds = (table["acled"]["kinds"].get(_code(row.get(f"inter{n}")) or "") for n in (1, 2))
    more = [a.strip() for n in (1, 2) for a in (_text(row, f"assoc{n}") or "").split(";") if a.strip()]
    return Foreign(
        row=number, id=str(row.get("id") or ""), first=first, last=last, label=" / ".join(filter(None, (event, sub))), types=types,
        families=_families(book)[family], country=_country(row, book), place=_text(row, "place"), admin1=_text(row, "admin1"), lat=lat, lon=lon,
        radius=_radius(row, "geo_precision", table["radius"], "acled"), side_a=_text(row, "actor1"), side_b=_text(row, "actor2"), more=tuple(more),
        kinds=frozenset(filter(None, kinds)), low=killed, best=killed, high=killed,
    )  # fmt: skip


def _ucdp(number: int, row: Mapping[str, Any], order: Order, book: Codebook) -> Foreign:
    table = book.tables["compare"]
    first, last = _day(row, "date", order), _day(row, "date_end", order) if row.get("date_end") is not None else None
    if last is not None and last < first:
        raise Broken(f"it ends ({last}) before it begins ({first})")
    kind = table["ucdp"].get(_code(row.get("violence")) or "")
    if kind is None:
        raise Broken(f"type of violence {row.get('violence')!r} is none of 1, 2, 3")
    low, best, high = _number(row, "low"), _number(row, "best"), _number(row, "high")
    lat, lon = _point(row)
    sides = (_text(row, "side_a"), _text(row, "side_b"))
    kinds = {k for side, given in zip(sides, (kind["a"], kind["b"]), strict=True) for k in _kinds(side, given)}
    return Foreign(
        row=number, id=str(row.get("id") or ""), first=first, last=last or first, label=str(kind["name"]), types=frozenset(),
        families=kind["families"], country=_country(row, book), place=_text(row, "place"), admin1=_text(row, "admin1"), lat=lat, lon=lon,
        radius=_radius(row, "where_prec", table["radius"], "ucdp"), side_a=sides[0], side_b=sides[1], more=(), kinds=frozenset(kinds),
        low=best if low is None else low, best=best, high=best if high is None else high,
    )  # fmt: skip


LAYOUTS = (
    Layout(
        "acled", "ACLED-like",
        {
            "id": ("event_id_cnty", "data_id", "event_id_no_cnty"), "date": ("event_date", "date"), "time_precision": ("time_precision",),
            "event_type": ("event_type",), "sub_event_type": ("sub_event_type",), "actor1": ("actor1",), "actor2": ("actor2",),
            "assoc1": ("assoc_actor_1", "ally_actor_1"), "assoc2": ("assoc_actor_2", "ally_actor_2"), "inter1": ("inter1",), "inter2": ("inter2",),
            "iso": ("iso",), "iso3": ("iso3",), "country": ("country",), "admin1": ("admin1",), "place": ("location",),
            "lat": ("latitude",), "lon": ("longitude",), "geo_precision": ("geo_precision",), "killed": ("fatalities",),
        },
        ("date", "event_type", "country", "killed"), ("date",), "id", _acled,
    ),
    Layout(
        "ucdp", "UCDP GED-like",
        {
            "id": ("id", "relid"), "date": ("date_start",), "date_end": ("date_end",), "violence": ("type_of_violence",),
            "side_a": ("side_a",), "side_b": ("side_b",), "country": ("country",), "gw": ("country_id",), "admin1": ("adm_1",),
            "place": ("where_coordinates", "where_description"), "lat": ("latitude",), "lon": ("longitude",), "where_prec": ("where_prec",),
            "low": ("low", "low_est"), "best": ("best", "best_est"), "high": ("high", "high_est"),
        },
        ("date", "violence", "country", "best"), ("date", "date_end"), "id", _ucdp,
    ),
)  # fmt: skip


def stands_for(family: str, book: Codebook) -> dict[str, float]:
    """How well each family of types stands for one, by the codebook's compare.yaml; those that may not are left out."""
    table = book.tables["compare"]["families"]
    near = {b if a == family else a: worth for a, b, worth in table["pairs"] if family in (a, b)}
    return {family: table["same"], **near}


@lru_cache(maxsize=4)
def _families(book: Codebook) -> dict[str, dict[str, float]]:
    """`stands_for` of every family: one table for all rows."""
    return {family: stands_for(family, book) for family in set(book.tables["compare"]["acled"]["families"].values())}


def _type(sub: str | None, book: Codebook) -> str | None:
    if sub is None:
        return None
    own = book.tables["compare"]["acled"]["sub_events"]
    return own.get(_known(sub, own)) or _sub_events(book).get(sub.casefold())


@lru_cache(maxsize=4)
def _sub_events(book: Codebook) -> dict[str, str]:
    return {(e.acled.get("sub_event_type") or "").casefold(): e.id for e in book.events.values()}


def _known(text: str | None, table: Mapping[str, Any]) -> str:
    """The key of a table that a text is, whatever its case."""
    return next((key for key in table if text and key.casefold() == text.casefold()), "")


def _open(day: date, precision: str | None) -> tuple[date, date]:
    """The days that a date leaves open: ACLED gives a day within the week, and for a month its middle."""
    if precision == "2":
        return day - timedelta(days=3), day + timedelta(days=3)
    if precision == "3":
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return day, day


def _kinds(side: str | None, given: list[str]) -> list[str]:
    if side and side.startswith(_GOVERNMENT):
        return ["state_forces"]
    return ["civilians"] if side == "Civilians" else list(given)


def _day(row: Mapping[str, Any], name: str, order: Order) -> date:
    day = day_of(row.get(name), order)
    if day is None:
        raise Broken(f"{row.get(name)!r} is no day" if row.get(name) is not None else "it has no day")
    return day


def _text(row: Mapping[str, Any], name: str) -> str | None:
    value = row.get(name)
    return None if value is None else str(value)


def _code(value: Any) -> str | None:
    """A code as text: 1, 1.0 and "1" are one."""
    return None if value is None else str(value).removesuffix(".0")


def _number(row: Mapping[str, Any], name: str) -> int | None:
    value = row.get(name)
    if value is None:
        return None
    try:
        number = float(str(value).replace(",", ""))
        if number != int(number) or number < 0:
            raise ValueError
    except (ValueError, OverflowError):
        raise Broken(f"{value!r} is no number of people") from None
    return int(number)


def _point(row: Mapping[str, Any]) -> tuple[float | None, float | None]:
    given = [row.get("lat"), row.get("lon")]
    if None in given:
        return None, None
    try:
        lat, lon = (float(str(v).replace(",", ".")) for v in given)
    except ValueError:
        raise Broken(f"{given[0]}, {given[1]} is no point") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise Broken(f"{lat:g}, {lon:g} is no point of the earth")
    return lat, lon


def _radius(row: Mapping[str, Any], name: str, radii: Mapping[str, Any], form: str) -> float | None:
    code = _code(row.get(name))
    radius: float | None = radii[form].get(code, radii["unknown"])
    return radius


def _country(row: Mapping[str, Any], book: Codebook) -> str:
    """The ISO 3166-1 alpha-2 code, by the file's codes, then by name; "" where the row tells none."""
    codes, names = _codes(book), _names(book)
    for key in ("iso3", "iso", "gw"):
        found = codes.get((key, _code(row.get(key)) or ""))
        if found:
            return found
    name = str(row.get("country") or "")
    if not name:
        return ""  # it stays outside of what is compared, as an event of isnad's without a country does
    found = next((names[n] for n in (folded(name).casefold(), folded(_ASIDE.sub("", name)).casefold()) if n in names), None)
    if found is None:
        raise Broken(f"{name!r} is no country that is known")
    return found


@lru_cache(maxsize=4)
def _codes(book: Codebook) -> dict[tuple[str, str], str]:
    countries = book.tables.get("exports", {}).get("countries", {})
    return {(key, str(entry[key])): code for code, entry in countries.items() for key in ("iso3", "iso", "gw") if entry.get(key)}


@lru_cache(maxsize=4)
def _names(book: Codebook) -> dict[str, str]:
    out = {folded(name).casefold(): c.code for c in book.countries.values() for name in (c.code, c.en, c.fr, *c.names)}
    return out | {folded(name).casefold(): code for name, code in book.tables["compare"]["countries"].items()}
