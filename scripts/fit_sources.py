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
from isnad.evaluate.compare import pairs
from isnad.reading.draft import Draft
from isnad.reading.incident.incidents import Incident
from isnad.reading.incident.sourcing import ruled_chains
from isnad.reading.incident.tellers import Teller, chains_over, chosen, find_tellers
from isnad.reading.network import senses_of
from scripts.fitting import Fitting, rate
from scripts.network import Trained, crossed, train, valued
from scripts.training import folders, samples

NETWORK = HERE / "networks" / "sources.npz"
MOST = 8_000  # features that are learnt and shipped
EPOCHS, WIDTH = 12, 64
GOLD = 3.0  # weight of a case of gold/dev, which names half as many sources again as the corpus does; as in scripts/trigger_rows.py


@dataclass
class Case:
    """An incident: its speakers as features and senses, how the scorer sees them, and the sources that are told and ruled."""

    id: str
    features: list[dict[str, float]]
    senses: np.ndarray
    named: list[dict[str, Any]]
    tellers: list[Teller]
    gold: list[dict[str, Any]]
    ruled: list[dict[str, Any]]
    weight: float = 1.0

    def right(self) -> list[float]:
        """Whether each speaker is a source: one for each that is told."""
        told = [id(b) for _, b in pairs(self.gold, self.named)]
        return [float(id(n) in told) for n in self.named]


def case_of(id_: str, draft: Draft, incident: Incident, gold: dict[str, Any]) -> Case:
    parse = draft.parse
    over = chains_over(incident, draft.attribution)
    ruled = {id(e): e for chain in ruled_chains(parse, incident, draft.attribution, over).values() for e in chain}
    found = find_tellers(parse, incident, draft.attribution, over, set(ruled))
    senses = senses_of(parse, found) if found else np.zeros((0, 0), np.float32)

    def named(entry: Any) -> dict[str, Any]:
        return {"text": parse.text.cut(*entry.shown)}

    return Case(
        id_, [valued(t) for t in found], senses, [named(t.entry) for t in found], found, gold["sources"], [named(e) for e in ruled.values()]
    )


def cases(f: Fitting) -> list[Case]:
    """The aligned incidents of the annotated articles."""
    found = [case_of(*told) for told in f.aligned()]
    for case in found:
        case.weight = GOLD if f.samples[case.id].gold else 1.0
    return found


def trained(found: list[Case]) -> Trained:
    """The network of some cases."""
    found = [c for c in found if c.features]
    right = torch.tensor([ok for c in found for ok in c.right()])
    weight = torch.tensor([c.weight for c in found for _ in c.named])

    def loss(z: torch.Tensor, batch: list[int]) -> torch.Tensor:
        lost = functional.binary_cross_entropy_with_logits(z[:, 0], right[batch], reduction="none")
        return (lost * weight[batch]).mean()

    features, senses = [x for c in found for x in c.features], np.concatenate([c.senses for c in found])
    return train(features, senses, 1, loss, most=MOST, epochs=EPOCHS, width=WIDTH)


def sums_of(network: Trained, found: list[Case]) -> list[np.ndarray]:
    """The sums of the speakers of each case."""
    return [network.answers(c.features, c.senses)[:, 0] if c.features else np.zeros(0) for c in found]


def _named(c: Case, sums: np.ndarray, floor: float) -> list[dict[str, Any]]:
    """The speakers of a case who count at a floor, as the scorer sees them."""
    told = {id(t) for t in chosen(c.tellers, sums, floor)}
    return [n for n, t in zip(c.named, c.tellers, strict=True) if id(t) in told]


def whole(told: list[tuple[list[dict[str, Any]], list[dict[str, Any]]]]) -> str:
    """How many of the reports with two sources or more have them all."""
    many = [(gold, given) for gold, given in told if len(gold) > 1]
    return f"all of {sum(len(pairs(g, p)) == len(g) for g, p in many)} of {len(many)} with two or more"


def main() -> int:
    """Compare, train, write."""
    gold, corpus = folders()
    found = cases(Fitting(gold, [s for s in samples(gold, corpus) if s.reading["reports"]]))  # no others have incidents beside the gold
    print(f"{len(found)} incidents, {sum(len(c.features) for c in found)} speakers", flush=True)
    print(f"rules: {rate((c.gold, c.ruled) for c in found)}", flush=True)
    sums = crossed(found, trained, sums_of, NETWORK, ship="--dry-run" not in sys.argv)
    for floor in (-1.0, -0.7, -0.5, -0.35, -0.2, 0.0, 0.3):
        told = [(c.gold, _named(c, z, floor)) for c, z in sums]
        print(f"    floor {floor}: {rate(told)}; {whole(told)}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
