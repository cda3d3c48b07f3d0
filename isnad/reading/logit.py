"""A probability from named features: a logistic sum whose weights stand in the codebook."""

from __future__ import annotations

import math
from collections.abc import Mapping

_LEAST, _SCALE = 0.01, 4  # added to a probability before its logarithm is taken; what the logarithm is divided by


def logit(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The logistic sum of the features; a feature without a weight counts nothing."""
    return weights.get("bias", 0.0) + sum([value * weights[name] for name, value in features.items() if name in weights])


def probability(z: float) -> float:
    """The probability of a logistic sum."""
    return 1 / (1 + math.exp(30.0 if z < -30.0 else -30.0 if z > 30.0 else -z))


def log_share(p: float) -> float:
    """The logarithm of a probability as a feature: about 0 for what is sure, -1.15 for what cannot be."""
    return math.log(p + _LEAST) / _SCALE
