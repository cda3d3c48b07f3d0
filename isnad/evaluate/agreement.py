"""Agreement between coders: Krippendorff's alpha and plain per cent.

Alpha is 1 - D_o / D_e, the disagreement observed over the one expected by chance, from the matrix of coincidences: K. Krippendorff,
Content Analysis (3rd ed., 2013), ch. 12, and "Computing Krippendorff's Alpha-Reliability" (2011). Units that fewer than two coders
coded say nothing and are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import combinations, permutations
from typing import Any, Literal

import msgspec

Level = Literal["nominal", "interval"]


class Agreement(msgspec.Struct, frozen=True):
    """Agreement on one field: alpha (None where it is not defined), the share of pairs of codes that are equal, and the units behind each."""

    field: str
    level: Level
    alpha: float | None
    equal: float | None
    units: int
    measured: int


def alpha(units: Iterable[Sequence[Any]], level: Level = "nominal") -> float | None:
    """Krippendorff's alpha of units, each the codes given to it; None stands for a code that is missing.

    None if no unit has two codes, or if all codes are the same, where chance explains everything and alpha is not defined.
    """
    distance = _DISTANCES[level]
    coincidences: Counter[tuple[Hashable, Hashable]] = Counter()
    for unit in units:
        codes = [code for code in unit if code is not None]
        for a, b in permutations(codes, 2):
            coincidences[a, b] += 1 / (len(codes) - 1)  # type: ignore[assignment]  # a Counter of shares
    totals: Counter[Hashable] = Counter()
    for (a, _), n in coincidences.items():
        totals[a] += n
    n = sum(totals.values())
    expected = sum(totals[a] * totals[b] * distance(a, b) for a, b in permutations(totals, 2))
    if not expected:
        return None
    observed = sum(m * distance(a, b) for (a, b), m in coincidences.items())
    return 1 - (n - 1) * observed / expected


def equal(units: Iterable[Sequence[Any]]) -> float | None:
    """The share of pairs of codes of the same unit that are equal; None for no pair."""
    pairs = [a == b for unit in units for a, b in combinations(unit, 2)]
    return sum(pairs) / len(pairs) if pairs else None


def agreements(fields: Mapping[str, Level], units: Sequence[Sequence[Mapping[str, Any]]]) -> list[Agreement]:
    """Agreement on each field; `units` holds, per report, the codes of each coder as field to value.

    What a coder left empty is a value of its own for nominal fields (`no date is told`); of a figure it is missing for alpha,
    but both leaving it empty counts as equal.
    """
    out = []
    for field, level in fields.items():
        codes = [[code.get(field) for code in unit] for unit in units]
        given = codes if level == "interval" else [["" if c is None else c for c in unit] for unit in codes]
        paired = [unit for unit in given if sum(c is not None for c in unit) > 1]
        out.append(Agreement(field, level, alpha(paired, level), equal(codes), len(codes), len(paired)))
    return out


def _nominal(a: Any, b: Any) -> float:
    return float(a != b)


def _interval(a: Any, b: Any) -> float:
    return float((a - b) ** 2)


_DISTANCES: dict[Level, Callable[[Any, Any], float]] = {"nominal": _nominal, "interval": _interval}
