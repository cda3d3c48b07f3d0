"""Train the network that chooses the place of an incident among those named (isnad/reading/incident/placing.py).

    ISNAD_GOLD=... ISNAD_CORPUS=... python -m scripts.fit_places [--dry-run]

Each incident that is aligned with an annotated report is a group: right is the place that the report has, or none if it has none.
Prints on articles that the network has not seen (five folds) how often the best candidate is right; writes the network. Needs torch.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
import torch

from isnad.codebook import HERE
from isnad.evaluate.compare import same_place
from isnad.reading.draft import Draft
from isnad.reading.incident.incidents import Incident
from isnad.reading.incident.placing import PlaceCandidate, place_candidates
from isnad.reading.network import senses_of
from scripts.fitting import Fitting
from scripts.named import spot
from scripts.network import Trained, crossed, train, valued
from scripts.training import folders, samples

NETWORK = HERE / "networks" / "place.npz"
MOST = 7_000  # features that are learnt and shipped
EPOCHS, WIDTH, GROUPS = 20, 64, 48
GOLD = 3.0  # weight of a choice of gold/dev (unseen: 0.812 of its places right without, 0.829 with); as in scripts/trigger_rows.py


@dataclass
class Choice:
    """An incident: its candidates as features and senses, and which of them are right."""

    id: str
    features: list[dict[str, float]]
    senses: np.ndarray
    right: list[bool]
    weight: float = 1.0


def choice_of(id_: str, draft: Draft, incident: Incident, gold: dict[str, Any]) -> Choice:
    found = place_candidates(draft.parse, incident.mentions, draft.places, draft.mentions)
    return Choice(id_, [valued(c) for c in found], senses_of(draft.parse, found), [_right(draft, c, gold) for c in found])


def _right(draft: Draft, candidate: PlaceCandidate, gold: dict[str, Any]) -> bool:
    place = candidate.place
    if place is None:
        return not gold.get("place")
    return same_place(gold, spot(draft, place))


def choices(f: Fitting) -> list[Choice]:
    """The aligned incidents of the annotated articles."""
    found = [choice_of(*told) for told in f.aligned()]
    for choice in found:
        choice.weight = GOLD if f.samples[choice.id].gold else 1.0
    return found


def trained(found: list[Choice]) -> Trained:
    """The network of some choices: the right candidates of a group shall take all of its probability."""
    found = [c for c in found if any(c.right) and not all(c.right)]
    bounds = list(accumulate((len(c.right) for c in found), initial=0))
    groups = [range(a, b) for a, b in pairwise(bounds)]
    of = torch.tensor([n for n, group in enumerate(groups) for _ in group])
    right = torch.tensor([ok for c in found for ok in c.right])
    weight = torch.tensor([c.weight for c in found])

    def loss(z: torch.Tensor, batch: list[int]) -> torch.Tensor:
        told, group = torch.unique_consecutive(of[batch], return_inverse=True)
        count = int(group[-1]) + 1
        best = torch.full((count,), -torch.inf).scatter_reduce(0, group, z[:, 0].detach(), "amax")
        share = torch.exp(z[:, 0] - best[group])
        good = torch.zeros(count).index_add(0, group, share * right[batch])
        lost = torch.log(torch.zeros(count).index_add(0, group, share)) - torch.log(good + 1e-9)
        return (lost * weight[told]).mean()

    features, senses = [x for c in found for x in c.features], np.concatenate([c.senses for c in found])
    return train(features, senses, 1, loss, groups=groups, size=GROUPS, most=MOST, epochs=EPOCHS, width=WIDTH)


def hits(network: Trained, found: list[Choice]) -> list[bool]:
    """Whether the best candidate of each choice is right."""
    return [c.right[int(network.answers(c.features, c.senses)[:, 0].argmax())] for c in found]


def main() -> int:
    """Cross-validate, train, write."""
    gold, corpus = folders()
    found = choices(Fitting(gold, samples(gold, corpus)))
    right = sum(ok for _, ok in crossed(found, trained, hits, NETWORK, ship="--dry-run" not in sys.argv)) / len(found)
    possible = sum(any(c.right) for c in found) / len(found)
    print(f"{len(found)} incidents: {right:.3f} of the best candidates right, {possible:.3f} among the candidates (five folds)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
