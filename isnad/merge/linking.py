"""Links: which pairs of reports tell of one incident, with the weight of every comparison."""

from __future__ import annotations

import atexit
import gc
import logging
import tempfile
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

from isnad.merge.blocking import block
from isnad.merge.compare import COMPARISONS, MACROS, settings_of, weights_of
from isnad.merge.facts import Facts
from isnad.merge.table import table_of
from isnad.model import Link

_CONFIG = {"threads": "2", "memory_limit": "4GB", "autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
_CHUNK = 4_000_000  # pairs that splink scores at once: what bounds the memory


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
        return list(_scored(con, ordered, weights, least=float(weights["keep"])))


def compared(rows: Sequence[Facts], weights: dict[str, Any], pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Link]:
    """Given pairs with their levels, whatever their weight, for fitting and explaining."""
    import pyarrow as pa

    ordered = sorted(rows, key=lambda r: r.key)
    index = {r.key: i for i, r in enumerate(ordered)}
    wanted = sorted({(index[min(p)], index[max(p)]) for p in pairs})
    with _database(ordered, weights) as con:
        left, right = (pa.array([p[side] for p in wanted], pa.int32()) for side in (0, 1))
        con.register("wanted", pa.table({"join_key_l": left, "join_key_r": right}))
        con.execute("CREATE TABLE pairs AS SELECT join_key_l, join_key_r FROM wanted")
        return {(link.a, link.b): link for link in _scored(con, ordered, weights, least=None)}


@contextmanager
def _database(rows: Sequence[Facts], weights: dict[str, Any]) -> Iterator[Any]:
    """A database in memory that holds the table `facts`."""
    import duckdb

    atexit.register(gc.unfreeze)  # what is frozen is never freed, and DuckDB's binding complains of that at the end
    with tempfile.TemporaryDirectory(prefix="isnad-merge-") as folder, duckdb.connect(config={**_CONFIG, "temp_directory": folder}) as con:
        for macro in MACROS:
            con.execute(macro)
        con.register("rows", table_of(rows, weights))
        con.execute("CREATE TABLE facts AS SELECT * FROM rows")
        con.unregister("rows")
        yield con


def _scored(con: Any, rows: Sequence[Facts], weights: dict[str, Any], *, least: float | None) -> Iterator[Link]:
    """The table `pairs` scored by splink, in the order of the rows."""
    levels = _Levels(weights)
    for lower, upper in _chunks(con):
        con.execute("DROP VIEW IF EXISTS blocked; DROP TABLE IF EXISTS chunk")
        con.execute(
            "CREATE TABLE chunk AS SELECT '0' AS match_key, join_key_l, join_key_r FROM pairs WHERE join_key_l BETWEEN ? AND ?",
            [lower, upper],
        )
        yield from levels.links(rows, _predicted(con, weights, least))


def _chunks(con: Any) -> list[tuple[int, int]]:
    """Ranges of the left row that hold about `_CHUNK` pairs each."""
    total, last = con.execute("SELECT count(*), max(join_key_l) FROM pairs").fetchone()
    if not total:
        return []
    shares = [(n + 1) * _CHUNK / total for n in range(int((total - 1) // _CHUNK))]
    cuts = con.execute(f"SELECT quantile_disc(join_key_l, {shares}) FROM pairs").fetchone()[0] if shares else []  # noqa: S608
    ends = sorted({*cuts, last})
    return list(zip([0, *(e + 1 for e in ends[:-1])], ends, strict=True))


def _predicted(con: Any, weights: dict[str, Any], least: float | None) -> Any:
    """The table `chunk` scored: an Arrow table of row numbers, weight and the weights of the comparisons, sorted."""
    from splink import DuckDBAPI, Linker

    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI(con)
    linker = Linker(api.register("facts", table_name="reports"), settings_of(weights), log_level=None, validate_settings=False)
    linker.table_management.register_blocked_pairs_for_predict(api.register("chunk", table_name="blocked"))
    scored = linker.inference.predict(threshold_match_weight=least, warning_mode="never")
    parts = ", ".join(f"mw_{name}" for name in COMPARISONS)
    sql = f"SELECT unique_id_l AS a, unique_id_r AS b, match_weight, {parts} FROM {scored.physical_name} ORDER BY a, b"  # noqa: S608
    out = con.sql(sql).to_arrow_table()
    con.execute(f"DROP TABLE {scored.physical_name}")
    return out


class _Levels:
    """From weights back to levels; pairs on the same levels share one dictionary, or those of a million reports would fill the memory."""

    def __init__(self, weights: dict[str, Any]) -> None:
        self.fitted = weights_of(weights)
        self.known: dict[int, dict[str, tuple[str, float]]] = {}

    def links(self, rows: Sequence[Facts], found: Any) -> Iterator[Link]:
        """The rows of a scored table as links."""
        import numpy as np

        codes = np.zeros(len(found), np.int64)
        for name, levels in self.fitted.items():
            order = sorted(levels.values())
            middles = [(x + y) / 2 for x, y in pairwise(order)]
            codes = codes * len(order) + np.searchsorted(middles, found.column(f"mw_{name}").to_numpy())
        sides = [found.column(side).to_pylist() for side in ("a", "b")]
        bits = np.round(found.column("match_weight").to_numpy(), 3)
        chances = np.round(1 / (1 + np.exp2(-bits)), 4)
        for a, b, weight, chance, code in zip(*sides, bits.tolist(), chances.tolist(), codes.tolist(), strict=True):
            told = self.known.get(code) or self._of(code)
            yield Link(a=rows[a].key, b=rows[b].key, probability=chance, weight=weight, levels=told)

    def _of(self, code: int) -> dict[str, tuple[str, float]]:
        """The levels of a code, a number whose digits are the ranks of the levels by weight."""
        out: dict[str, tuple[str, float]] = {}
        rest = code
        for name, levels in reversed(self.fitted.items()):
            rest, rank = divmod(rest, len(levels))
            level = sorted(levels, key=lambda x: levels[x])[rank]
            out[name] = level, round(levels[level], 2)
        self.known[code] = {name: out[name] for name in self.fitted}
        return self.known[code]
