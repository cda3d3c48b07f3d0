"""Train the network that puts the parties of an incident on their sides (isnad/reading/incident/sides.py).

    ISNAD_GOLD=... ISNAD_CORPUS=... python -m scripts.fit_sides [--dry-run]

Each party around an incident that is aligned with an annotated report is a row: right on a side if the report names it there. The
codebook's own examples are rows too. Prints F1 on articles that the network has not seen (five folds) beside that of the rules, for a
few floors; writes the network. Needs torch; takes about three minutes.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from isnad.codebook import HERE
from isnad.evaluate.compare import same_named
from isnad.reading.draft import Draft
from isnad.reading.incident.incidents import Incident, find_incidents
from isnad.reading.incident.proposals import propose
from isnad.reading.incident.scene import SIDES
from isnad.reading.incident.sides import Candidate, find_candidates, select
from isnad.reading.network import senses_of
from scripts.fitting import FLOORS, Fitting, rate
from scripts.named import entered, named
from scripts.network import Trained, crossed, train, valued
from scripts.training import examples_of, folders, samples

NETWORK = HERE / "networks" / "sides.npz"
MOST = 20_000  # features that are learnt and shipped
EPOCHS, WIDTH = 12, 64
GOLD = 2.0  # weight of a case of gold/dev, as in scripts/trigger_rows.py


@dataclass
class Case:
    """An incident, what is told of its sides (a side may be missing), its candidates, and how the scorer sees them."""

    id: str
    gold: dict[str, list[dict[str, Any]]]
    candidates: list[Candidate]
    senses: np.ndarray
    named: dict[str, list[dict[str, Any]]]  # by side
    ruled: dict[str, list[dict[str, Any]]]
    weight: float = 1.0

    def right(self, side: str) -> list[float]:
        """Whether each candidate stands on a side; -1 where the side is not told."""
        if side not in self.gold:
            return [-1.0] * len(self.candidates)
        return [float(any(same_named(g, n) for g in self.gold[side])) for n in self.named[side]]


def case_of(id_: str, draft: Draft, incident: Incident, gold: dict[str, Any]) -> Case | None:
    candidates = find_candidates(draft, incident)
    if not candidates:
        return None
    senses = senses_of(draft.parse, candidates)
    ruled = {str(side): [named(draft, p) for p in found] for side, found in propose(draft.parse, incident, incident.led).items()}
    return Case(
        id_,
        {s: [entered(draft, g) for g in gold[s]] for s in SIDES if s in gold},
        candidates,
        senses,
        {s: [named(draft, c.named[s]) for c in candidates] for s in SIDES},
        ruled,
    )


def cases(f: Fitting) -> list[Case]:
    """The aligned incidents of the annotated articles."""
    found = [case for told in f.aligned() if (case := case_of(*told))]
    for case in found:
        case.weight = GOLD if f.samples[case.id].gold else 1.0
    return found


def examples(f: Fitting) -> list[Case]:
    """The codebook's own examples that tell their parties."""
    out = []
    for event in f.book.events.values():
        for article, example, tells in examples_of(event):
            sides: dict[str, Any] = {side: [{"text": t} for t in example.expect[side]] for side in SIDES if side in example.expect}
            if not sides or not tells:
                continue
            draft = f.draft(article)
            wanted = example.expect.get("type", event.id)
            incident = next((i for i in find_incidents(draft) if i.type == wanted), None) if draft else None
            if draft is not None and incident is not None:
                out.append(case_of(article.id, draft, incident, sides))
    return [c for c in out if c]


def trained(found: list[Case]) -> Trained:
    """The network of some cases."""
    right = torch.tensor([both for c in found for both in zip(c.right("by"), c.right("against"), strict=True)])
    weight = torch.tensor([[c.weight] for c in found for _ in c.candidates])

    def loss(z: torch.Tensor, batch: list[int]) -> torch.Tensor:
        y = right[batch]
        lost = functional.binary_cross_entropy_with_logits(z, y.clamp(min=0), reduction="none")
        return (lost * (y >= 0) * weight[batch]).sum(1).mean()

    features = [valued(x) for c in found for x in c.candidates]
    return train(features, np.concatenate([c.senses for c in found]), 2, loss, most=MOST, epochs=EPOCHS, width=WIDTH)


def sums_of(network: Trained, found: list[Case]) -> list[np.ndarray]:
    """The sums of the candidates of each case, a column for each side."""
    return [network.answers([valued(x) for x in c.candidates], c.senses) for c in found]


def show(told: list[tuple[Case, np.ndarray]]) -> None:
    """F1 of rules and network on unseen articles, for a few floors."""
    for side in SIDES:
        print(f"{side}: rules {rate((c.gold[side], c.ruled[side]) for c, _ in told)}")
    for first in (-0.4, 0.0, 0.4):
        for more in (-0.5, 0.0, 0.5):
            floors = {k: v + (first if k.endswith("floor") else more) for k, v in FLOORS.items()}
            chosen = [(c, select(sums, floors)) for c, sums in told]
            by, against = (rate((c.gold[side], [c.named[side][k] for k in sorted(found[side])]) for c, found in chosen) for side in SIDES)
            print(f"    floors {first:+.1f}, further {more:+.1f}: by {by}; against {against}", flush=True)


def main() -> int:
    """Compare, train, write."""
    gold, corpus = folders()
    f = Fitting(gold, samples(gold, corpus))
    found, known = cases(f), examples(f)
    print(f"{len(found)} incidents, {sum(len(c.candidates) for c in found)} candidates", flush=True)
    show(crossed(found, trained, sums_of, NETWORK, known=known, ship="--dry-run" not in sys.argv))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
