"""Fit how likely each value of a report is right (`slots` in weights.yaml), and show how well that is known.

    ISNAD_GOLD=... ISNAD_CORPUS=... python -m scripts.calibrate [--dry-run]

A value is right if the report is aligned with a gold report that has the same value. Fitted on gold/dev and the readings of quality/,
each article read with networks that have not seen it (build/, by `make fit`). Prints, for the development part by five-fold
cross-validation (folds by article) and for `check` with the final weights, the expected calibration error over ten bins of equal mass
and the reliability table, and writes both to docs/calibration.md.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import yaml

from isnad.evaluate import load_readings
from isnad.evaluate.align import align
from isnad.evaluate.compare import pairs, same_count, same_place, same_text
from isnad.model import COUNT_FIELDS, Article, Report
from isnad.reading import told_in
from isnad.reading.incident.confidence import LISTS, slot_features
from isnad.reading.incident.record import report_of
from isnad.reading.logit import logit, probability
from scripts.fit import HEAD, TARGET
from scripts.fitting import Fitting, Row, plain
from scripts.readings import lines
from scripts.training import FOLDS, article_of, fold_of, folders, samples

BINS = 10
L2 = 4.0
GOLD = 5.0  # weight of a value of gold/dev: more of what the corpus calls wrong is right by the gold
DOC = Path(__file__).parent.parent / "docs" / "calibration.md"


def right(gold: dict[str, Any] | None, found: dict[str, Any], slot: str, n: int) -> bool:
    """Whether one value of a report is that of the gold report it is aligned with."""
    if gold is None:
        return False
    if slot == "place":
        return same_place(gold, found)
    if slot in COUNT_FIELDS:
        return same_count(gold.get(slot), found.get(slot))
    if slot == "claimed_by":
        return same_text(gold.get(slot), found.get(slot))
    if slot in LISTS:
        return any(b is found[slot][n] for _, b in pairs(gold.get(slot) or [], found[slot]))
    return gold.get(slot) == found.get(slot)


def values(f: Fitting, articles: Iterable[Article], readings: dict[str, Any]) -> Iterator[tuple[str, Row]]:
    """Each value of each report with its features and whether it is right."""
    for a in articles:
        draft = f.draft(a)
        kept = told_in(draft) if draft else []
        reports: list[tuple[Report, float]] = [(report_of(draft, i, z), z) for i, z in kept] if draft else []
        found = [json.loads(msgspec.json.encode(r)) for r, _ in reports]
        gold = readings[a.id]["reports"]
        of = {b: gold[k] for k, b in align(gold, found).items()}
        for k, (report, z) in enumerate(reports):
            for slot, n, features in slot_features(report, z):
                yield (
                    slot,
                    (a.id, features, right(of.get(k), found[k], slot, n), GOLD if a.id in f.samples and f.samples[a.id].gold else 1.0),
                )


def bins(scored: list[tuple[float, bool]]) -> list[tuple[float, float, int]]:
    """Mean probability, share right and size of ten bins of equal mass."""
    ordered = sorted(scored)
    edges = [round(i * len(ordered) / BINS) for i in range(BINS + 1)]
    cut = [ordered[a:b] for a, b in pairwise(edges)]
    return [(sum(p for p, _ in c) / len(c), sum(ok for _, ok in c) / len(c), len(c)) for c in cut if c]


def error(table: list[tuple[float, float, int]]) -> float:
    """Expected calibration error."""
    total = sum(n for _, _, n in table)
    return sum(n * abs(p - ok) for p, ok, n in table) / total


def crossed(f: Fitting, rows: dict[str, list[Row]]) -> list[tuple[float, bool]]:
    """The values of the development part, by weights fitted without their fold."""
    both = ((row, p) for of in rows.values() for row, p in f.cross(of, lambda r: plain(r, L2)))
    return [(p, row[2]) for row, p in both if f.samples[row[0]].gold]


def section(title: str, scored: list[tuple[float, bool]]) -> str:
    table = bins(scored)
    lines = [f"## {title}", "", f"Expected calibration error {error(table):.3f} over {len(scored)} values.", ""]
    lines += ["| probability said | share right | values |", "|---|---|---|"]
    lines += [f"| {p:.2f} | {ok:.2f} | {n} |" for p, ok, n in table]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Fit, print, write."""
    folder, corpus = folders()
    f = Fitting(folder, samples(folder, corpus))
    rows: dict[str, list[Row]] = {}
    random = [x.article for x in f.samples.values() if "drawn" not in x.reading]  # the others are harder than what users read
    for fold in range(FOLDS):
        f.without(fold)
        for slot, row in values(f, [a for a in random if fold_of(a.id) == fold], f.gold):
            rows.setdefault(slot, []).append(row)
    f.without(None)
    out = [f"# Calibration\n\nWritten by `make calibrate`. {FOLDS} folds by article; weights: logistic sums a slot.\n"]
    out.append(section("Development part, cross-validated", crossed(f, rows)))
    f.weights["slots"] = {slot: plain(of, L2) for slot, of in rows.items() if len(of) >= 20}
    if (folder / "check" / "articles.jsonl").exists():
        check = load_readings(folder / "check" / "readings.jsonl")
        scored = [
            (probability(logit(x[1], f.weights["slots"][slot])), x[2])
            for slot, x in values(f, map(article_of, lines(folder / "check" / "articles.jsonl")), check)
            if slot in f.weights["slots"]
        ]
        out.append(section("Check part", scored))
    print("\n".join(out))
    if "--dry-run" not in sys.argv:
        TARGET.write_text(HEAD + yaml.safe_dump(f.weights, allow_unicode=True, sort_keys=True), encoding="utf-8")
        DOC.write_text("\n".join(out), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
