"""Train the network that tells which speakers told of an incident (isnad/reading/incident/tellers.py).

    ISNAD_GOLD=... ISNAD_CORPUS=... python -m scripts.fit_sources [--dry-run]

Each speaker around an incident that is aligned with an annotated report is a row: right if the report has him among its sources. Prints
F1 on articles that the network has not seen (five folds) beside that of the rules, for a few floors; writes the network. Needs torch.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from isnad.codebook import HERE
from isnad.evaluate.align import align
from isnad.evaluate.compare import pairs
from isnad.reading.draft import Draft
from isnad.reading.incident.incidents import Incident, find_incidents
from isnad.reading.incident.sourcing import ruled_chains
from isnad.reading.incident.tellers import find_tellers
from isnad.reading.network import vectors_of
from scripts.fit import Fitting, record
from scripts.network import Trained, side_by_side, train
from scripts.training import FOLDS, fold_of, folders, samples

NETWORK = HERE / "networks" / "sources.npz"
LEAST, MOST = 4, 5_000  # rows that a feature needs, and features that are shipped
EPOCHS, WIDTH = 12, 64


@dataclass
class Case:
    """An incident: its speakers as features and senses, how the scorer sees them, and the sources that are told and ruled."""

    id: str
    features: list[dict[str, float]]
    senses: np.ndarray
    named: list[dict[str, Any]]
    gold: list[dict[str, Any]]
    ruled: list[dict[str, Any]]

    def right(self) -> list[float]:
        """Whether each speaker is a source: one for each that is told."""
        told = [id(b) for _, b in pairs(self.gold, self.named)]
        return [float(id(n) in told) for n in self.named]


def case_of(id_: str, draft: Draft, incident: Incident, gold: dict[str, Any]) -> Case:
    parse = draft.parse
    ruled = {id(e): e for chain in ruled_chains(parse, incident, draft.attribution).values() for e in chain}
    found = find_tellers(parse, incident, draft.attribution, set(ruled))
    senses = vectors_of(parse.book).means(parse, [t.windows for t in found]) if found else np.zeros((0, 0), np.float32)
    features = [t.features | dict.fromkeys(sorted(t.words), 1.0) for t in found]

    def named(entry: Any) -> dict[str, Any]:
        return {"text": parse.text.cut(*entry.shown)}

    return Case(id_, features, senses, [named(t.entry) for t in found], gold["sources"], [named(e) for e in ruled.values()])


def cases(f: Fitting) -> list[Case]:
    """The aligned incidents of the annotated articles."""
    out = []
    for id_, draft in f.drafts.items():
        incidents = find_incidents(draft)
        gold = f.gold[id_]["reports"]
        for a, b in align(gold, [record(draft, i) for i in incidents]).items():
            out.append(case_of(id_, draft, incidents[b], gold[a]))
    return out


def trained(found: list[Case]) -> Trained:
    """The network of some cases."""
    found = [c for c in found if c.features]
    right = torch.tensor([ok for c in found for ok in c.right()])

    def loss(z: torch.Tensor, batch: list[int]) -> torch.Tensor:
        return functional.binary_cross_entropy_with_logits(z[:, 0], right[batch])

    features, senses = [x for c in found for x in c.features], np.concatenate([c.senses for c in found])
    return train(features, senses, 1, loss, least=LEAST, epochs=EPOCHS, width=WIDTH)


def rate(found: list[tuple[list[dict[str, Any]], list[dict[str, Any]]]]) -> str:
    """F1 of pairs of told and found sources."""
    hit, gold, told = sum(len(pairs(a, b)) for a, b in found), sum(len(a) for a, _ in found), sum(len(b) for _, b in found)
    return f"F1 {2 * hit / max(1, gold + told):.3f} ({hit} right of {told}, gold {gold})"


def main() -> int:
    """Compare, train, write."""
    gold, corpus = folders()
    found = cases(Fitting(gold, samples(gold, corpus)))
    print(
        f"{len(found)} incidents, {sum(len(c.features) for c in found)} speakers\nrules: {rate([(c.gold, c.ruled) for c in found])}",
        flush=True,
    )

    def job(fold: int) -> list[tuple[Case, np.ndarray]]:
        """The sums of a fold's speakers by a network that has not seen them; after the last fold the network that is shipped."""
        if fold == FOLDS:
            trained(found).save(NETWORK, MOST)
            return []
        network = trained([c for c in found if fold_of(c.id) != fold])
        unseen = [c for c in found if fold_of(c.id) == fold]
        return [(c, network.answers(c.features, c.senses)[:, 0] if c.features else np.zeros(0)) for c in unseen]

    sums = [pair for part in side_by_side(job, FOLDS + ("--dry-run" not in sys.argv)) for pair in part]
    for floor in (-1.0, -0.7, -0.5, -0.35, -0.2, 0.0, 0.3):
        print(
            f"    floor {floor}: {rate([(c.gold, [n for n, s in zip(c.named, z, strict=True) if s > floor]) for c, z in sums])}", flush=True
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
