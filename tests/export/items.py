"""A relation, a strength and a speaker for the tests of the exports: invented."""

from __future__ import annotations

from typing import Any

import msgspec

from isnad.model import Relation, Speaker, StoredItem, Strength

_HEAD = {"article": "a1", "published": "2018-07-09", "publisher": "راديو قمرة", "url": "https://example.org/1"}
_REST: dict[str, Any] = {"evidence": "كتيبة المثال فرع \"للجماعة\"", "confidence": 0.7, "rules": {}, "spans": {"evidence": [(0, 27)], "a": [(0, 12)]}}  # fmt: skip
RELATION: dict[str, Any] = {
    "a": "كتيبة المثال", "a_en": None, "type": "part_of", "b": "الجيش التونسي", "b_en": "Tunisian army", "status": "asserted", "a_id": None,
    "b_id": "tn:army", "a_person": None, "b_person": None, **_REST,
}  # fmt: skip
STRENGTH: dict[str, Any] = {
    "group": "كتيبة المثال", "group_en": None, "n": 40, "q": "about", "place": None, "place_en": None, "group_id": None, **_REST,
}  # fmt: skip
SPEAKER: dict[str, Any] = {"text": "وزارة الداخلية", "kind": "official", "person": None, "span": (0, 14), **_REST}


def relation(**changes: Any) -> StoredItem:
    """The relation above, changed."""
    return StoredItem(**_HEAD, item=msgspec.convert({**RELATION, **changes}, Relation))


def strength(**changes: Any) -> StoredItem:
    """The strength above, changed."""
    return StoredItem(**_HEAD, item=msgspec.convert({**STRENGTH, **changes}, Strength))


def speaker(**changes: Any) -> StoredItem:
    """The speaker above, changed."""
    return StoredItem(**_HEAD, item=msgspec.convert({**SPEAKER, **changes}, Speaker))


ITEMS = {"relations": (relation(),), "strengths": (strength(),), "speakers": (speaker(),)}
