"""Events and reports for the tests of the exports: invented, whole, changed by keyword."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from isnad.export.selection import Provenance
from isnad.model import Event, StoredItem, StoredReport

ARMY = {
    "text": "الجيش",
    "en": "Army",
    "kind": "state_forces",
    "id": "tn:army",
    "person": None,
    "minor": False,
    "confidence": 0.9,
    "origins": 2,
    "reports": ["r1", "r2"],
}
CELL = {
    "text": "مسلحون",
    "en": None,
    "kind": "unknown",
    "id": None,
    "person": None,
    "minor": False,
    "confidence": 0.7,
    "origins": 1,
    "reports": ["r1"],
}
FIGURES = [
    {"n": 3, "low": 3, "high": 3, "q": "exact", "report": "r1", "outlet": "راديو قمرة", "published": "2018-07-09", "origin": 0, "source": "وزارة الداخلية", "source_kind": "official"},
    {"n": 5, "low": 5, "high": None, "q": "at_least", "report": "r2", "outlet": "مرآة النيل", "published": "2018-07-10", "origin": 1},
]  # fmt: skip
EVENT: dict[str, Any] = {
    "id": "E2abc", "type": "armed_clash", "status": "occurred", "date": "2018-07-08", "date_end": None, "date_precision": "day",
    "country": "TN", "place": "غار الدماء", "place_en": "Ghardimaou", "place_id": "geonames:2468365", "place_precision": "town",
    "lat": 36.45, "lon": 8.44, "admin1": "Jendouba", "by": [CELL], "against": [ARMY], "injured": None, "arrested": None, "abducted": None,
    "killed": {"low": 3, "best": 3, "high": 5, "disputed": True, "figures": FIGURES}, "claimed_by": None, "background": False,
    "evidence": "قتل ثلاثة أعوان في \"كمين\"\n=قرب الحدود", "reports": ["r1", "r2"], "articles": ["a1", "a2"], "outlets": ["راديو قمرة", "مرآة النيل"],
    "origins": [
        {"label": "وزارة الداخلية", "kind": "official", "person": None, "reports": ["r1"], "outlets": ["راديو قمرة"]},
        {"label": "مرآة النيل", "kind": "outlet", "person": None, "reports": ["r2"], "outlets": ["مرآة النيل"]},
    ],
    "disputed": ["killed"], "variants": {"date": [{"value": "2018-07-08", "reports": ["r1", "r2"], "origins": 2}]},
    "confidence": 0.8, "reviewed": "none", "created_at": "2018-07-11T00:00:00Z", "updated_at": "2018-07-11T00:00:00Z",
}  # fmt: skip
PARTY = {"text": "مسلحون", "en": None, "kind": "unknown", "id": None, "span": [0, 6], "person": None}
REPORT: dict[str, Any] = {
    **{k: EVENT[k] for k in ("type", "status", "date", "date_end", "country", "place", "place_en", "place_id", "place_precision", "lat", "lon")},
    "date_from": "stated", "place_candidates": [], "by": [PARTY], "against": [],
    "killed": {"n": 3, "low": 3, "high": 3, "q": "exact", "text": "ثلاثة", "span": [10, 15]}, "injured": None, "arrested": None, "abducted": None,
    "alternatives": [], "claimed_by": None, "sources": [{"text": "وزارة الداخلية", "kind": "official", "person": None, "span": [20, 34]}], "chains": [[0]],
    "evidence": EVENT["evidence"], "background": False, "confidence": 0.8, "spans": {"type": [[0, 3]], "evidence": [[0, 40]]}, "confidences": {}, "rules": {},
}  # fmt: skip
STORED: dict[str, Any] = {
    "id": "r1", "article": "a1", "number": 0, "article_hash": "0" * 64, "published": "2018-07-09", "publisher": "راديو قمرة",
    "url": "https://example.org/1", "title": "كمين", "copies": "a1", "event": "E2abc", "report": REPORT, "machine": REPORT,
}  # fmt: skip
PROVENANCE = Provenance(
    title="Sample", table="events", filter={"country": "TN"}, articles=2, outlets=2, first="2018-07-09", last="2018-07-10",
    made_at="2026-01-02T03:04:05Z", version="0.1.0", codebook="0.1+abc", merge="0.1+def",
)  # fmt: skip


def event(**changes: Any) -> Event:
    """The event above, changed."""
    return msgspec.convert({**EVENT, **changes}, Event)


def stored(report: dict[str, Any] | None = None, **changes: Any) -> StoredReport:
    """The stored report above, changed; `report` changes what was read."""
    whole = {**REPORT, **(report or {})}
    return msgspec.convert({**STORED, "report": whole, "machine": whole, **changes}, StoredReport)


class Drawn:
    """A selection held in memory."""

    def __init__(
        self, *events: Event, reports: tuple[StoredReport, ...] = (), items: dict[str, tuple[StoredItem, ...]] | None = None
    ) -> None:
        self.provenance = PROVENANCE
        self._events, self._reports, self._items = events, reports, items or {}

    def events(self) -> Iterator[Event]:
        return iter(self._events)

    def reports(self) -> Iterator[StoredReport]:
        return iter(self._reports)

    def items(self, table: str) -> Iterator[StoredItem]:
        return iter(self._items.get(table, ()))

    def removed(self) -> Iterator[dict[str, str | None]]:
        return iter([{"event": "E9", "merged_into": "E2abc", "at": "2018-07-12T00:00:00Z", "reason": "merged"}])


__all__ = ["PROVENANCE", "Drawn", "event", "stored"]
