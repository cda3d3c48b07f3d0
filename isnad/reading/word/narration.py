"""How news tells: words of recall, of another incident, of a turn, and of what an article is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from isnad.text.fold import folded


@dataclass(frozen=True, slots=True)
class Narration:
    """The folded lists of `narration.yaml`."""

    said: frozenset[str]
    breaks: frozenset[str]
    causes: frozenset[str]
    recalls: frozenset[str]
    others: frozenset[str]
    incidents: frozenset[str]
    shifts: frozenset[str]
    bounds: frozenset[str]
    relatives: frozenset[str]
    court: frozenset[str]
    leisure: frozenset[str]
    mishaps: frozenset[str]

    @classmethod
    def compile(cls, data: Mapping[str, Any]) -> Narration:
        """Fold the lists."""
        return cls(**{f.name: frozenset(folded(w) or w for w in data[f.name]) for f in fields(cls)})
