"""How much the transformer counts beside the network of triggers, for each answer: fitted on articles that neither has seen."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch.nn import functional

from isnad.reading.mention.telling import POINT, SUMMED
from scripts.trigger_rows import Row
from scripts.wanted import SHARES

_STEPS = 60


def mixing_of(rows: list[Row], known: np.ndarray, own: np.ndarray) -> dict[str, np.ndarray]:
    """For each answer the weight of the network's, that of the transformer's, and what is added: `mix_known_w`, `mix_own_w`, `mix_b`."""
    out = {
        "mix_known_w": np.ones(POINT.start, np.float32),
        "mix_own_w": np.zeros(POINT.start, np.float32),
        "mix_b": np.zeros(POINT.start, np.float32),
    }
    for column, name in enumerate(SUMMED):
        _fit(out, slice(column, column + 1), rows, name, known, own)
    for name, part in SHARES.items():
        _fit(out, part, rows, name, known, own)
    return out


def _fit(out: dict[str, np.ndarray], part: slice, rows: list[Row], name: str, known: np.ndarray, own: np.ndarray) -> None:
    told = np.array([getattr(r, name) for r in rows])
    kept = told >= 0
    y = torch.tensor(told[kept])
    a, b = (torch.tensor(z[kept][:, part], dtype=torch.float32) for z in (known, own))
    sums = part.stop - part.start == 1
    lost: Callable[[torch.Tensor], torch.Tensor] = (
        (lambda z: functional.binary_cross_entropy_with_logits(z[:, 0], y.float())) if sums else (lambda z: functional.cross_entropy(z, y))
    )
    weights = torch.tensor([1.0, 0.5, 0.0], requires_grad=True)

    def mixed() -> torch.Tensor:
        return weights[0] * a + weights[1] * b + (weights[2] if sums else 0.0)

    optimiser = torch.optim.LBFGS([weights], max_iter=_STEPS)

    def step() -> torch.Tensor:
        optimiser.zero_grad()
        loss = lost(mixed())
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimiser.step(step)  # type: ignore[no-untyped-call]
    with torch.no_grad():
        print(
            f"{name}: lost {lost(a):.4f} by the network, {lost(mixed()):.4f} mixed by {[round(w, 2) for w in weights.tolist()]}", flush=True
        )
    for where, weight in zip(("mix_known_w", "mix_own_w", "mix_b"), weights.tolist(), strict=True):
        out[where][part] = weight
