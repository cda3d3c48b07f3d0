"""Links: which pairs of reports tell of one incident, with the weight of every comparison."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from typing import Any

from isnad.merge.blocking import block
from isnad.merge.compare import COMPARISONS, MACROS, probability, settings_of, weights_of
from isnad.merge.facts import Facts
from isnad.merge.table import table_of
from isnad.model import Link

_CONFIG = {"threads": "2", "memory_limit": "5GB", "autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


def links(rows: Sequence[Facts], weights: dict[str, Any], *, fresh: Set[str] | None = None) -> list[Link]:
    """The pairs of different articles that reach the weight `keep` of the table, sorted by their keys.

    `weights` is the table `merge` of the codebook. With `fresh` only pairs with at least one of these keys are compared.
    """
    ordered = sorted(rows, key=lambda r: r.key)
    if len(ordered) < 2:
        return []
    with _database(ordered, weights) as con:
        if fresh is not None:
            import pyarrow as pa

            con.register("fresh_rows", pa.table({"id": pa.array([i for i, r in enumerate(ordered) if r.key in fresh], pa.int32())}))
            con.execute("CREATE TABLE fresh AS SELECT id FROM fresh_rows")
        block(con, fresh=fresh is not None)
        found = _scored(con, weights, least=float(weights["keep"]))
        return _links(ordered, weights, found)


def compared(rows: Sequence[Facts], weights: dict[str, Any], pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Link]:
    """Given pairs with their levels, whatever their weight, for fitting and explaining."""
    import pyarrow as pa

    ordered = sorted(rows, key=lambda r: r.key)
    index = {r.key: i for i, r in enumerate(ordered)}
    wanted = sorted({(index[min(p)], index[max(p)]) for p in pairs})
    with _database(ordered, weights) as con:
        left, right = (pa.array([p[side] for p in wanted], pa.int32()) for side in (0, 1))
        con.register("wanted", pa.table({"join_key_l": left, "join_key_r": right}))
        con.execute("CREATE TABLE pairs AS SELECT '0' AS match_key, join_key_l, join_key_r FROM wanted")
        found = _links(ordered, weights, _scored(con, weights, least=None))
    return {(link.a, link.b): link for link in found}


@contextmanager
def _database(rows: Sequence[Facts], weights: dict[str, Any]) -> Iterator[Any]:
    """A database in memory that holds the table `facts`."""
    import duckdb

    with duckdb.connect(config=_CONFIG) as con:
        for macro in MACROS:
            con.execute(macro)
        con.register("rows", table_of(rows, weights))
        con.execute("CREATE TABLE facts AS SELECT * FROM rows")
        con.unregister("rows")
        yield con


def _scored(con: Any, weights: dict[str, Any], *, least: float | None) -> Any:
    """The table `pairs` scored by splink: an Arrow table of ids, weight and weights of the comparisons, sorted."""
    import logging

    from splink import DuckDBAPI, Linker

    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI(con)
    linker = Linker(api.register("facts", table_name="reports"), settings_of(weights), log_level=None, validate_settings=False)
    linker.table_management.register_blocked_pairs_for_predict(api.register("pairs", table_name="blocked"))
    scored = linker.inference.predict(threshold_match_weight=least, warning_mode="never")
    parts = ", ".join(f"mw_{name}" for name in COMPARISONS)
    sql = f"SELECT unique_id_l AS a, unique_id_r AS b, match_weight, {parts} FROM {scored.physical_name} ORDER BY a, b"  # noqa: S608
    return con.sql(sql).to_arrow_table()


def _links(rows: Sequence[Facts], weights: dict[str, Any], found: Any) -> list[Link]:
    """The rows of the scored table as links; pairs on the same levels share one dictionary, or a million would not fit in memory."""
    fitted = weights_of(weights)
    columns = [found.column(c).to_pylist() for c in ("a", "b", "match_weight")]
    parts = zip(*(found.column(f"mw_{name}").to_pylist() for name in COMPARISONS), strict=True)
    known: dict[tuple[float, ...], dict[str, tuple[str, float]]] = {}
    out = []
    for a, b, weight, part in zip(*columns, parts, strict=True):
        levels = known.get(part)
        if levels is None:
            levels = known[part] = {name: _level(fitted[name], bits) for name, bits in zip(fitted, part, strict=True)}
        bits = round(weight, 3)
        out.append(Link(a=rows[a].key, b=rows[b].key, probability=round(probability(bits), 4), weight=bits, levels=levels))
    return out


def _level(fitted: dict[str, float], bits: float) -> tuple[str, float]:
    """The level of a weight, with the weight as it was fitted."""
    name = min(fitted, key=lambda level: abs(fitted[level] - bits))
    return name, round(fitted[name], 2)
