"""Logistic regressions over named features, for scripts/fit.py: plain, and conditional over groups of candidates."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

Features = dict[str, float]


def _matrix(rows: Sequence[Features], names: dict[str, int], *, bias: bool) -> np.ndarray:
    out = np.zeros((len(rows), len(names) + bias))
    for i, row in enumerate(rows):
        for name, value in row.items():
            out[i, names[name]] = value
    if bias:
        out[:, -1] = 1.0
    return out


def _names(rows: Sequence[Features]) -> dict[str, int]:
    return {name: i for i, name in enumerate(sorted({name for row in rows for name in row}))}


def logistic(rows: Sequence[Features], labels: Sequence[bool], weights: Sequence[float] | None = None, *, l2: float) -> Features:
    """Weights by feature, and `bias`; Newton's method with an L2 penalty on all but the bias."""
    names = _names(rows)
    x, y = _matrix(rows, names, bias=True), np.array(labels, float)
    w = np.ones(len(rows)) if weights is None else np.array(weights, float)
    beta = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], l2)
    penalty[-1] = 1e-3
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        step = np.linalg.solve((x * (w * p * (1 - p))[:, None]).T @ x + np.diag(penalty), x.T @ (w * (p - y)) + penalty * beta)
        beta -= step
        if abs(step).max() < 1e-6:
            break
    return {name: round(float(beta[i]), 2) for name, i in names.items()} | {"bias": round(float(beta[-1]), 2)}


def conditional(groups: Sequence[Sequence[tuple[Features, bool]]], *, l2: float) -> Features:
    """Weights that make the right candidates of each group likelier than the wrong ones (conditional logit, Adam)."""
    groups = [g for g in groups if any(ok for _, ok in g) and not all(ok for _, ok in g)]
    names = _names([f for g in groups for f, _ in g])
    x = _matrix([f for g in groups for f, _ in g], names, bias=False).astype(np.float32)
    right = np.array([ok for g in groups for _, ok in g], bool)
    sizes = np.array([len(g) for g in groups])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    of = np.repeat(np.arange(len(groups)), sizes)
    beta = np.zeros(len(names))
    mean, square = np.zeros_like(beta), np.zeros_like(beta)
    for t in range(1, 401):
        z = x @ beta.astype(np.float32)
        p = np.exp(z - np.maximum.reduceat(z, starts)[of])
        p /= np.add.reduceat(p, starts)[of]
        q = p * right
        gradient = l2 * beta + x.T @ (p - q / np.add.reduceat(q, starts)[of])
        mean, square = 0.9 * mean + 0.1 * gradient, 0.99 * square + 0.01 * gradient**2
        beta = beta - 0.05 * (mean / (1 - 0.9**t)) / (np.sqrt(square / (1 - 0.99**t)) + 1e-8)
    return {name: round(float(beta[i]), 2) for name, i in names.items()}
