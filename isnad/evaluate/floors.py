"""Floors: the figures below which quality must not fall."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from isnad.errors import SourceError


class Floor(NamedTuple):
    """A figure and the least it may be."""

    name: str
    value: float
    least: float


def value_of(rows: Mapping[str, Mapping[str, Any]], name: str) -> float:
    """The figure of a row: F1 of a rate, the share of an accuracy; SourceError for an unknown name."""
    row = rows.get(name)
    if row is None or not ("f1" in row or "accuracy" in row):
        raise SourceError(f"unknown floor {name!r}", remedy="floors are named like the rows of isnad evaluate")
    return float(row["f1"] if "f1" in row else row["accuracy"])


def missed(rows: Mapping[str, Mapping[str, Any]], floors: Mapping[str, float]) -> list[Floor]:
    """The floors that the figures fall below."""
    found = [Floor(name, value_of(rows, name), least) for name, least in floors.items()]
    return [f for f in found if f.value < f.least]


def rounded_down(value: float) -> float:
    """To two places, never up: a floor must hold for the run that it was taken from."""
    return math.floor(value * 100 + 1e-9) / 100


def digest(*paths: Path) -> str:
    """SHA-256 over the bytes of files, to tell one gold from another."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def load_floors(path: Path) -> dict[str, float]:
    """`{name: least}` from a JSON file: either flat or one set of quality/floors.json."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SourceError(str(error), where=str(path), remedy='a JSON object such as {"slots": 0.5}') from None
    floors = data.get("floors", data) if isinstance(data, dict) else None
    if not isinstance(floors, dict) or not all(isinstance(v, int | float) for v in floors.values()):
        raise SourceError("no floors", where=str(path), remedy='a JSON object such as {"slots": 0.5}')
    return {name: float(v) for name, v in floors.items()}
