"""Families of event types: which types one incident can be told with, and which of them wins."""

from __future__ import annotations

VIOLENT = frozenset({"battle", "explosion", "violence"})
# Of the types that one incident can be told with, the more telling one wins: greater numbers first.
PRIORITY = {
    "chemical_weapon": 9, "suicide_bomb": 8, "air_drone_strike": 7, "remote_explosive": 6, "grenade": 6, "shelling_artillery_missile": 5,
    "abduction": 5, "sexual_violence": 5, "armed_clash": 4, "attack": 2, "government_regains_territory": 6, "nonstate_overtakes_territory": 6,
    "excessive_force_against_protesters": 8, "protest_with_intervention": 7, "violent_demonstration": 5, "mob_violence": 5, "peaceful_protest": 3,
}  # fmt: skip
_ALONE = frozenset({"abduction", "sexual_violence", "government_regains_territory", "nonstate_overtakes_territory"})


def compatible(a: str, fa: str, b: str, fb: str) -> bool:
    """Whether two types can tell one incident."""
    if a == b:
        return True
    if a in _ALONE or b in _ALONE:
        return False
    if fa in VIOLENT and fb in VIOLENT:
        if "attack" in (a, b):
            return True
        return fa == fb == "explosion"
    return fa == fb == "demonstration"
