"""The geometry of small charts; templates draw it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

_WIDTH, _HALF, _FOOT = 900.0, 84.0, 22.0
_WIDEST = 40.0  # of a bar
_MONTHS = 120  # as many are drawn at most
_RECALLED = 0.03  # of the days may lie before the first one drawn: what is recalled from long ago would press the rest together
_TICKS = 9


class Bar(NamedTuple):
    """A bar: side (0 above the axis, 1 below), the period and number it stands for, and where it is drawn."""

    side: int
    period: str
    n: int
    x: float
    y: float
    width: float
    height: float


class Mirror(NamedTuple):
    """Two series by period on the two sides of an axis.

    `most` is the highest bar, `ticks` are x and period of some periods, `rows` the numbers, `before` how many lie before the first.
    """

    width: float
    height: float
    axis: float
    most: int
    unit: str
    bars: list[Bar]
    ticks: list[tuple[float, str]]
    rows: list[tuple[str, int, int]]
    before: int = 0


def mirror(days: Sequence[Iterable[str | None]]) -> Mirror | None:
    """Numbers of two series of ISO days by month, or by year where too few have a month; None if there is no day to draw."""
    given = [[day for day in series if day] for series in days]
    every = sorted(day[:7] for series in given for day in series if len(day) >= 7)
    unit, size = ("month", 7) if every else ("year", 4)
    every = every or sorted(day[:4] for series in given for day in series)
    if not every:
        return None
    first = every[int(len(every) * _RECALLED)]
    if unit == "month":
        first = max(first, _earliest(every[-1]))
    counts: list[dict[str, int]] = [{} for _ in given]
    for series, count in zip(given, counts, strict=True):
        for day in series:
            if len(day) >= size and day[:size] >= first:
                count[day[:size]] = count.get(day[:size], 0) + 1
    chart = drawn(counts, unit=unit)
    return chart._replace(before=sum(period < first for period in every)) if chart else None


def drawn(counts: Sequence[Mapping[str, int]], *, unit: str, one: bool = False) -> Mirror | None:
    """The chart of numbers by period."""
    periods = sorted({period for count in counts for period in count})
    if not periods:
        return None
    periods = _between(periods[0], periods[-1])
    most = max(n for count in counts for n in count.values())
    step = min(_WIDTH / len(periods), _WIDEST * 1.5)
    left = (_WIDTH - step * len(periods)) / 2
    width = round(max(1.2, min(step * 0.8, _WIDEST)), 2)
    bars = []
    for number, period in enumerate(periods):
        for side, count in enumerate(counts):
            n = count.get(period, 0)
            if n:
                height = round(max(1.0, _HALF * n / most), 2)
                x = round(left + step * number + (step - width) / 2, 2)
                bars.append(Bar(side, period, n, x, round(_HALF - height if side == 0 else _HALF, 2), width, height))
    rows = [(p, counts[0].get(p, 0), counts[1].get(p, 0) if len(counts) > 1 else 0) for p in periods]
    height = (_HALF if one else 2 * _HALF) + _FOOT
    return Mirror(_WIDTH, height, _HALF, most, unit, bars, _ticks(periods, left, step), [row for row in rows if row[1] or row[2]])


def _ticks(periods: Sequence[str], left: float, step: float) -> list[tuple[float, str]]:
    """Some periods to name under the chart: Januaries where there are enough, else evenly chosen ones."""
    years = [n for n, p in enumerate(periods) if p.endswith("-01") or len(p) == 4]
    chosen = years if len(years) > 2 else list(range(len(periods)))
    every = -(-len(chosen) // _TICKS)
    names = {n: periods[n][:4] if chosen is years else periods[n] for n in chosen[::every]}
    return [(round(left + step * (n + 0.5), 1), name) for n, name in names.items()]


def _earliest(last: str) -> str:
    """The first of the months that are drawn up to a last one."""
    month = int(last[:4]) * 12 + int(last[5:7]) - _MONTHS
    return f"{month // 12}-{month % 12 + 1:02}"


def _between(first: str, last: str) -> list[str]:
    """Every year or month from the first to the last."""
    if len(first) == 4:
        return [str(year) for year in range(int(first), int(last) + 1)]
    start, end = (int(p[:4]) * 12 + int(p[5:7]) - 1 for p in (first, last))
    return [f"{month // 12}-{month % 12 + 1:02}" for month in range(start, end + 1)]


class Dot(NamedTuple):
    """A bin of a calibration: probability said, share right, values, and where it is drawn."""

    said: float
    right: float
    n: int
    x: float
    y: float
    radius: float


def dots(bins: Iterable[tuple[float, float, int]], *, size: float = 240.0) -> list[Dot]:
    """The bins of a calibration in a square; the area of a dot is its number of values."""
    rows = list(bins)
    most = max((n for _, _, n in rows), default=1)
    return [Dot(p, s, n, round(p * size, 1), round((1 - s) * size, 1), round(3 + 5 * (n / most) ** 0.5, 1)) for p, s, n in rows]
