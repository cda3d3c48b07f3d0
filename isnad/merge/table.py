"""The facts as a table for DuckDB: numbers only, untold ones as -1 or 0."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from isnad.merge.facts import Facts
from isnad.merge.wording import BITS, hashed

FIGURES = ("killed", "injured", "held")
_WORDS = ("names", "words", "title", "spots")
_IDS = ("by", "against", "generic")
_RARE = 9  # bits from which a word in a party is an anchor: a name
_FINE = 300.0  # km: what reaches further is no anchor by its place, but by its actors


class Codes:
    """What types and statuses go together, as numbers and masks, from the tables of merge.yaml."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.types = {name: i for i, name in enumerate(table["kinds"])}
        self.kinds = {name: str(kinds).split() for name, kinds in table["kinds"].items()}
        self.kind = {k: i for i, k in enumerate(sorted({k for kinds in self.kinds.values() for k in kinds}))}
        self.near = _masks(self.types, table["near"])
        self.statuses = {name: i for i, name in enumerate(("occurred", "alleged", "foiled", "planned", "denied"))}
        self.soft = _masks(self.statuses, table["soft"])


def _masks(codes: dict[str, int], groups: Sequence[str]) -> dict[str, int]:
    out = dict.fromkeys(codes, 0)
    for group in groups:
        names = group.split()
        for a in names:
            for b in names:
                out[a] |= (1 << codes[b]) if a != b else 0
    return out


def _number(text: str | None) -> int:
    return hashed(text) + 1 if text else 0


def table_of(rows: Sequence[Facts], table: dict[str, Any]) -> Any:
    """The facts as an Arrow table, `unique_id` being the index of the row."""
    import pyarrow as pa

    codes = Codes(table)
    articles: dict[str, int] = {}
    columns: dict[str, Any] = {
        "unique_id": pa.array(range(len(rows)), pa.int32()),
        "article": pa.array((articles.setdefault(r.article, len(articles)) for r in rows), pa.int32(), size=len(rows)),
    }

    def column(name: str, values: Any, kind: Any) -> None:
        columns[name] = pa.array(values, kind, size=len(rows))

    for name in ("published", "day", "day_end", "precision"):
        column(name, (getattr(r, name) for r in rows), pa.int32())
    column("type", (codes.types[r.type] for r in rows), pa.int32())
    column("near", (codes.near[r.type] for r in rows), pa.int32())
    column("family", (_number(r.family) for r in rows), pa.int64())
    column("status", (codes.statuses[r.status] for r in rows), pa.int32())
    column("soft", (codes.soft[r.status] for r in rows), pa.int32())
    column("background", (r.background for r in rows), pa.bool_())
    column("country", (_number(r.country) for r in rows), pa.int64())
    column("place", (_number(r.place) for r in rows), pa.int64())
    for name in ("lat", "lon"):
        column(name, (getattr(r, name) or 0.0 for r in rows), pa.float64())
    column("radius", (-1.0 if r.radius is None or r.lat is None else r.radius for r in rows), pa.float64())
    for name in _IDS:
        column(name, ([_number(x) for x in getattr(r, name)] for r in rows), pa.list_(pa.int64()))
    for name in _WORDS:
        column(name, (getattr(r, name) for r in rows), pa.list_(pa.int32()))
        column(f"{name}_bits", (sum(x % BITS for x in getattr(r, name)) for r in rows), pa.int32())
    for name in FIGURES:
        for end in ("low", "high"):
            column(f"{name}_{end}", (-1 if (n := getattr(r, f"{name}_{end}")) is None else n for r in rows), pa.int64())
    column("kinds", ([codes.kind[k] for k in codes.kinds[r.type]] for r in rows), pa.list_(pa.int32()))
    column("anchors", ([hashed(a) for a in anchors(r)] for r in rows), pa.list_(pa.int64()))
    column("named", ([x for x in r.names if x % BITS >= _RARE] for r in rows), pa.list_(pa.int64()))
    return pa.table(columns)


def anchors(row: Facts) -> list[str]:
    """What a report can be found by without its day: its place, or where that is wide or untold, its actors in the country."""
    if row.place and row.radius is not None and row.radius < _FINE:
        return [f"place {row.place}"]
    actors = sorted({*row.by, *row.against})
    return [f"actor {row.country} {a}" for a in actors] + [f"spot {row.country} {x}" for x in row.spots if x % BITS >= _RARE]
