"""Which report of one reading is which of the other."""

from __future__ import annotations

from collections.abc import Sequence

from isnad.evaluate.compare import Entry, date_likeness, overlap, pairs, same_count, same_place
from isnad.model import COUNT_FIELDS

_FAMILIES = {
    "battle": "armed_clash government_regains_territory nonstate_overtakes_territory",
    "explosion": "chemical_weapon air_drone_strike suicide_bomb shelling_artillery_missile remote_explosive grenade",
    "violence": "attack abduction sexual_violence",
    "demonstration": "peaceful_protest protest_with_intervention excessive_force_against_protesters violent_demonstration mob_violence",
    "strategic": "agreement arrests change_to_group disrupted_weapons_use base_established looting_property_destruction "
    "nonviolent_transfer_of_territory recruitment other_strategic",
}
FAMILY = {name: family for family, names in _FAMILIES.items() for name in names.split()}
_VIOLENT = frozenset({"battle", "explosion", "violence"})
_ALIGNED = 0.5  # similarity from which two reports can be the same


def similarity(gold: Entry, found: Entry) -> float:
    """How alike two reports are, 0 to 1; 0 if neither place, count, party nor half of the evidence agrees."""
    kind = _type_likeness(gold["type"], found["type"])
    if kind == 0:
        return 0.0
    place = same_place(gold, found)
    evidence = overlap(gold.get("evidence"), found.get("evidence"))
    counts = [c for c in COUNT_FIELDS if gold.get(c)]
    hits = sum(same_count(gold[c], found.get(c)) for c in counts)
    party = any(pairs(gold.get(k) or [], found.get(k) or []) for k in ("by", "against"))
    if not (place or hits or party or evidence >= 0.5):
        return 0.0
    out = 0.35 * kind + 0.2 * date_likeness(gold.get("date"), found.get("date"))
    out += 0.2 if place else 0.1 * (gold.get("country") == found.get("country"))
    return out + 0.25 * max(evidence, hits / len(counts) if counts else 0, 0.5 * party)


def _type_likeness(a: str, b: str) -> float:
    if a == b:
        return 1.0
    x, y = FAMILY.get(a), FAMILY.get(b)
    return 0.6 if x == y else 0.45 if x in _VIOLENT and y in _VIOLENT else 0.0


def align(gold: Sequence[Entry], found: Sequence[Entry]) -> dict[int, int]:
    """`{gold index: found index}`, greatest similarity first, earlier reports first among equals."""
    ranked = sorted(((similarity(g, p), -i, -j) for i, g in enumerate(gold) for j, p in enumerate(found)), reverse=True)
    out: dict[int, int] = {}
    taken: set[int] = set()
    for likeness, i, j in ranked:
        if likeness >= _ALIGNED and -i not in out and -j not in taken:
            out[-i] = -j
            taken.add(-j)
    return out
