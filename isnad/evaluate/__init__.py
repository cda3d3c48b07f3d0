"""Evaluate: readings against annotated ones, and the floors that they must not fall below."""

from __future__ import annotations

from isnad.evaluate.files import load_readings
from isnad.evaluate.floors import Floor, missed, value_of
from isnad.evaluate.scores import Score, score

__all__ = ["Floor", "Score", "load_readings", "missed", "score", "value_of"]
