"""Events by month, alone and for each country and type: what the small charts of the overview draw."""

from __future__ import annotations

from collections import defaultdict
from typing import Literal

import msgspec

from isnad.codebook import Codebook
from isnad.filter import Filter
from isnad.store import Store
from isnad.store.where import Types
from isnad.web.calling import SHADES, type_name
from isnad.web.charting import timeline_of
from isnad.web.wording import Wording

_MOST = 12  # countries and types that are drawn
_EARLY = 0.05  # share of the events that may lie before the first bar, if that shortens the drawing by more than half
_TICKS = 9
_UNKNOWN = 7  # letters of a date that tells the month


class Part(msgspec.Struct):
    """A country or type: events by month, with those of no known month in `total` too; `peak` is the month of most events."""

    id: str
    name: str
    shade: str
    total: int
    values: list[int]
    peak: int


class Months(msgspec.Struct):
    """The months that are drawn, with the events of each family; `earlier` events lie before, of `coarse` no month is known."""

    months: list[str]
    names: list[str]
    ticks: list[tuple[int, str]]
    events: list[list[int]]
    countries: list[Part]
    types: list[Part]
    earlier: int
    coarse: int
    total: int


def months_of(store: Store, book: Codebook, types: Types, w: Wording) -> Months:
    """The shown events of a store by month."""
    data = timeline_of(store, book, Filter(), types)
    known: dict[str, list[int]] = defaultdict(lambda: [0] * len(SHADES))
    coarse = data.undated
    for date, events in zip(data.dates, data.events, strict=True):
        if len(date) < _UNKNOWN:
            coarse += sum(events)
        else:
            row = known[date[:7]]
            known[date[:7]] = [a + b for a, b in zip(row, events, strict=True)]
    months = _run_of(known)
    first = months[0] if months else ""
    earlier = sum(sum(row) for month, row in known.items() if month < first)
    names = [w.day(m) for m in months]
    shown = [known.get(m, [0] * len(SHADES)) for m in months]
    countries = [Part(v, w.country(v), "bar", n, row, _peak(row)) for v, n, row in _parts(store, "country", types, months)]
    kinds = [
        Part(v, type_name(v, book, w), book.events[v].family, n, row, _peak(row)) for v, n, row in _parts(store, "type", types, months)
    ]
    return Months(months, names, _ticks(months), shown, countries, kinds, earlier, coarse, data.total)


def _run_of(known: dict[str, list[int]]) -> list[str]:
    """The months from the first worth drawing to the last, none left out between."""
    if not known:
        return []
    order, whole, before = sorted(known), sum(sum(row) for row in known.values()), 0
    every = _between(order[0], order[-1])
    for month in order:
        if before + sum(known[month]) > _EARLY * whole:
            short = _between(month[:4] + "-01", order[-1])
            return short if len(short) < len(every) / 2 else every
        before += sum(known[month])
    return every


def _between(first: str, last: str) -> list[str]:
    (y, m), (to_y, to_m) = (map(int, month.split("-")) for month in (first, last))
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(y * 12 + m - 1, to_y * 12 + to_m)]


def _ticks(months: list[str]) -> list[tuple[int, str]]:
    years = [(n, month[:4]) for n, month in enumerate(months) if n == 0 or month.endswith("-01")]
    return years[:: max(1, -(-len(years) // _TICKS))]


def _parts(store: Store, by: Literal["country", "type"], types: Types, months: list[str]) -> list[tuple[str, int, list[int]]]:
    """The values with most events: value, events, events by month."""
    at = {month: n for n, month in enumerate(months)}
    totals: dict[str, int] = defaultdict(int)
    values: dict[str, list[int]] = defaultdict(lambda: [0] * len(months))
    for value, month, n in store.browse.months(by, Filter(), types):
        if value:
            totals[value] += n
            if month in at:
                values[value][at[month]] += n
    greatest = sorted(totals, key=lambda v: (-totals[v], v))[:_MOST]
    return [(v, totals[v], values[v]) for v in greatest]


def _peak(row: list[int]) -> int:
    return max(range(len(row)), key=row.__getitem__, default=0)
