"""How well reports are merged: B-cubed and pairs against events that people made.

B-cubed after Bagga and Baldwin (Entity-Based Cross-Document Coreferencing Using the Vector Space Model, 1998). Only the reports that
the annotated events list are judged; one that no found event holds is an event of its own.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from isnad.codebook import Codebook
from isnad.errors import SourceError
from isnad.evaluate.align import align
from isnad.merge.alone import lines_of, merged, rows_of

Groups = Iterable[Sequence[str]]


class Rate(NamedTuple):
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float
    f1: float


class Merging(NamedTuple):
    """The rates of a merge, the reports judged, and the events that join two reports of one article."""

    b_cubed: Rate
    pairs: Rate
    reports: int
    within_article: int


def rated(gold: Groups, found: Groups) -> Merging:
    """Compare groups of report keys `article#number`."""
    groups = [list(group) for group in found]
    right = {key: n for n, group in enumerate(gold) for key in group}
    told = {key: f"event {n}" for n, group in enumerate(groups) for key in group}
    held = {key: told.get(key, f"alone {key}") for key in right}
    both = Counter(zip(right.values(), held.values(), strict=True))
    mine, theirs = Counter(held.values()), Counter(right.values())
    n = max(1, len(right))
    b_cubed = _rate(sum(c * c / mine[h] for (_, h), c in both.items()) / n, sum(c * c / theirs[r] for (r, _), c in both.items()) / n)
    joined, found_pairs, gold_pairs = (sum(c * (c - 1) // 2 for c in counts) for counts in (both.values(), mine.values(), theirs.values()))
    pairs = _rate(joined / found_pairs if found_pairs else 0.0, joined / gold_pairs if gold_pairs else 0.0)
    within = sum(len({key.rpartition("#")[0] for key in group}) < len(group) for group in groups)
    return Merging(b_cubed, pairs, len(right), within)


def _rate(precision: float, recall: float) -> Rate:
    return Rate(precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0)


def events_of(path: Path) -> list[list[str]]:
    """The report keys of each event of a file of references; SourceError for a line that is none."""
    try:
        entries = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
        return [[f"{article}#{number}" for article, number in entry["reports"]] for entry in entries]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SourceError(
            f"no events: {error!r}", where=str(path), remedy='lines such as {"event": "e1", "reports": [["a1", 0]]}'
        ) from None


def merging(folder: Path, book: Codebook, readings: Mapping[str, Mapping[str, Any]] | None = None) -> Merging:
    """Merge the readings of a folder with articles.jsonl, readings.jsonl and events.jsonl, and rate it.

    With `readings`, by id, those are merged instead, and their reports rated as the annotated ones that they align with.
    """
    articles = {a["id"]: a for a in lines_of(folder / "articles.jsonl")}
    gold = {r["id"]: r for r in lines_of(folder / "readings.jsonl")}
    own = list((gold if readings is None else readings).values())
    found = merged(rows_of(own, articles, book), book)
    if readings is not None:
        found = _aligned(found, gold, readings)
    return rated(events_of(folder / "events.jsonl"), found)


def _aligned(found: Groups, gold: Mapping[str, Any], readings: Mapping[str, Any]) -> list[list[str]]:
    """The groups in the keys of the annotated reports; a report that aligns with none is left out."""
    names = {
        f"{id_}#{j}": f"{id_}#{i}"
        for id_, reading in readings.items()
        if id_ in gold
        for i, j in align(gold[id_]["reports"], reading["reports"]).items()
    }
    return [[names[key] for key in group if key in names] for group in found]
