"""Rows and links for tests, written for them."""

from __future__ import annotations

from datetime import date
from typing import Any

from isnad.merge.facts import Facts
from isnad.merge.wording import hashed
from isnad.model import Link

DAY = date(2021, 4, 1).toordinal()


def row(key: str, **more: Any) -> Facts:
    """An attack in a town of Libya on one day, told by an article of its own the same day."""
    base: dict[str, Any] = {
        "article": key, "published": DAY, "day": DAY, "day_end": DAY, "precision": 1, "type": "attack", "family": "violence",
        "status": "occurred", "background": False, "country": "LY", "place": "town", "admin1": None, "lat": 32.7, "lon": 22.6, "radius": 8.0,
    }  # fmt: skip
    return Facts(**{**base, "key": key, **more})


def on(day: int, last: int | None = None, precision: int = 1) -> dict[str, int]:
    """The fields of a date `day` days after the usual one."""
    return {"day": DAY + day, "day_end": DAY + (day if last is None else last), "precision": precision}


def words(*names: str, bits: int = 10) -> tuple[int, ...]:
    """Encoded words that are worth `bits` each."""
    return tuple(sorted(hashed(name) % 2**27 * 16 + bits for name in names))


def link(a: str, b: str, weight: float) -> Link:
    return Link(a=min(a, b), b=max(a, b), probability=1 / (1 + 2**-weight), weight=weight, levels={})
