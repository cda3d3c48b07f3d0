"""Fit the weights by which the figures of an incident are chosen (isnad/reading/incident/tolls.py).

    ISNAD_GOLD=... ISNAD_CORPUS=... python -m scripts.fit_figures [--dry-run]

Each field of an incident that is aligned with an annotated report is a group: right is the figure that the report has, or none if it has
none. Prints on articles that the weights have not seen (five folds) F1 of each field; then writes `figures` of weights.yaml, fitted on all.
Needs numpy; takes about ten minutes.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from isnad.model import COUNT_FIELDS
from isnad.reading.incident.tolls import figure_candidates
from isnad.reading.logit import logit
from isnad.reading.number.figures import Figure
from scripts.fit import HEAD, TARGET
from scripts.fitting import Fitting, Record
from scripts.logistic import Features, conditional
from scripts.training import FOLDS, fold_of, folders, samples

L2 = 4.0  # penalty; where the sum of F1 peaks in cross-validation
Number = tuple[bool, int | None]  # whether a figure is told, and which


class Choice(NamedTuple):
    """One field of an incident: its candidates as numbers and features, and what the report has."""

    id: str
    field: str
    numbers: list[Number]
    features: list[Features]
    gold: Number

    @property
    def group(self) -> list[tuple[Features, bool]]:
        return [(f, n == self.gold) for f, n in zip(self.features, self.numbers, strict=True)]

    def best(self, weights: Features) -> Number:
        return max(zip(self.numbers, self.features, strict=True), key=lambda c: logit(c[1], weights))[0]


def choices(f: Fitting) -> Iterator[Choice]:
    """The fields of the aligned incidents in which a figure is told or found."""
    for id_, draft, incident, gold in f.aligned():
        for name in COUNT_FIELDS:
            found = figure_candidates(draft, incident, name)
            if gold.get(name) or len(found) > 1:
                yield Choice(id_, name, [_number(c) for c, _ in found], [x for _, x in found], _told(gold, name))


def _number(figure: Figure | None) -> Number:
    return figure is not None, figure.n if figure is not None else None


def _told(gold: Record, name: str) -> Number:
    count = gold.get(name)
    return bool(count), count.get("n") if count else None


def fitted(known: list[Choice]) -> Features:
    return {name: w for name, w in conditional([c.group for c in known], l2=L2).items() if w}


def crossed(known: list[Choice]) -> Iterator[tuple[Choice, Number]]:
    """Each choice with the number chosen by weights fitted without its fold."""
    for fold in range(FOLDS):
        weights = fitted([c for c in known if fold_of(c.id) != fold])
        yield from ((c, c.best(weights)) for c in known if fold_of(c.id) == fold)


def rate(found: list[tuple[Choice, Number]]) -> str:
    """F1 of each field over choices and the numbers chosen."""
    out = []
    for name in COUNT_FIELDS:
        n = Counter((c.gold[0], number[0], c.gold == number) for c, number in found if c.field == name)
        right = n[True, True, True]
        out.append(f"{name} {2 * right / max(1, sum(k * (gold + own) for (gold, own, _), k in n.items())):.3f}")
    return ", ".join(out)


def main() -> int:
    """Fit, show and write the weights."""
    gold, corpus = folders()
    f = Fitting(gold, samples(gold, corpus))
    known = list(choices(f))
    found = list(crossed(known))
    print(f"all articles: {rate(found)} (cross-validated)", flush=True)
    print(f"gold/dev: {rate([(c, n) for c, n in found if f.samples[c.id].gold])} (cross-validated)", flush=True)
    if "--dry-run" not in sys.argv:
        weights = yaml.safe_load(TARGET.read_text(encoding="utf-8")) | {"figures": fitted(known)}
        TARGET.write_text(HEAD + yaml.safe_dump(weights, allow_unicode=True, sort_keys=True), encoding="utf-8")
        print(f"written: {TARGET.name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
