"""What the networks of triggers are to answer, how badly they do, and how well."""

from __future__ import annotations

import numpy as np
import torch
from torch.nn import functional

from isnad.reading.mention.telling import AGAINST, AGE, BY, STATUS, SUMMED, TYPE
from scripts.trigger_rows import Row

# What each answer counts beside whether a trigger tells at all.
WEIGHTS = {"type": 0.5, "background": 0.5, "status": 0.3, "first": 0.5, "main": 0.5, "age": 0.4, "by": 0.2, "against": 0.2}
SHARES = {"type": TYPE, "status": STATUS, "age": AGE, "by": BY, "against": AGAINST}  # answers of which one is right
SUMS = {name: column for column, name in enumerate(SUMMED) if name != "told"}  # answers that are right or wrong, by their column


class Wanted:
    """What is told of rows that say something, and how far answers are from it."""

    def __init__(self, rows: list[Row]) -> None:
        self.said = {name: torch.tensor([getattr(r, name) for r in rows]) for name in ("told", *SHARES, *SUMS)}
        self.weight = torch.tensor([r.weight for r in rows])

    def lost(self, z: torch.Tensor, batch: list[int]) -> torch.Tensor:
        """What the answers to rows, by their numbers, lack: cross-entropy."""
        said = {name: told[batch] for name, told in self.said.items()}
        out = functional.binary_cross_entropy_with_logits(z[:, 0], said["told"].float(), self.weight[batch])
        for name, part in SHARES.items():
            known = said[name] >= 0
            if known.any():
                out = out + WEIGHTS[name] * functional.cross_entropy(z[known][:, part], said[name][known])
        for name, column in SUMS.items():
            known = said[name] >= 0
            if known.any():
                out = out + WEIGHTS[name] * functional.binary_cross_entropy_with_logits(z[known][:, column], said[name][known].float())
        return out


def figures(rows: list[Row], answers: np.ndarray) -> str:
    """How well answers fit: told (accuracy and area under the curve), type, recalled, told here first."""
    told = np.array([r.told for r in rows])
    known, kind = told >= 0, np.array([r.type for r in rows])
    z, y = answers[known, 0], told[known]
    right = kind >= 0
    types = answers[right][:, TYPE].argmax(1) == kind[right]
    old = (answers[right, SUMS["background"]] > 0) == np.array([r.background for r in rows])[right]
    first = (answers[right, SUMS["first"]] > 0) == np.array([r.first for r in rows])[right]
    return f"told {((z > 0) == y).mean():.3f} (AUC {area(z, y):.3f}), type {types.mean():.3f}, recalled {old.mean():.3f}, told first {first.mean():.3f}"


def area(z: np.ndarray, y: np.ndarray) -> float:
    """The area under the curve of sums, and of whether they should be high."""
    ranks = np.empty(len(z))
    ranks[np.argsort(z)] = np.arange(1, len(z) + 1)
    right, wrong = (y == 1).sum(), (y == 0).sum()
    return float((ranks[y == 1].sum() - right * (right + 1) / 2) / max(1, right * wrong))
