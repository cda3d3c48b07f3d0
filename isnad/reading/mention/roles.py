"""What one trigger says of its incident: who did it, to whom, and how many."""

from __future__ import annotations

from dataclasses import dataclass, field

from isnad.reading.number.figures import Figure
from isnad.reading.party.party import PartyMention

# How surely each construction names the party: the weights by which mentions of one incident are compared.
WEIGHTS = {
    "agent": 1.0,
    "subject": 1.0,
    "object": 1.0,
    "of": 0.9,
    "preposition": 0.9,
    "target": 0.9,
    "light": 0.9,
    "side": 1.1,
    "adjective": 0.7,
    "resumed": 0.7,
    "victims": 0.6,
}
# Nouns for those who suffered that say what became of them: no side of their own, and no figure of another field.
OUTCOMES = {
    "generic:dead": "killed",
    "generic:martyr": "killed",
    "generic:victim": "killed",
    "generic:wounded": "injured",
    "generic:hostage": "abducted",
    "generic:abductee": "abducted",
    "generic:detainee": "arrested",
    "generic:captive": "arrested",
}
ASSAILANTS = frozenset({"attacker", "perpetrator", "suspect", "gunman", "suicide_bomber", "attack_driver", "terrorist"})
ARMED = frozenset({"rebel_group", "unknown", "political_militia", "identity_militia"})


@dataclass(slots=True)
class Roles:
    """What one trigger says of its incident; `weights` by field and first token of the party."""

    by: list[PartyMention] = field(default_factory=list)
    against: list[PartyMention] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    weights: dict[tuple[str, int], float] = field(default_factory=dict)

    def assign(self, name: str, party: PartyMention, how: str) -> None:
        """Take a party into `by`, `against`, or for `both` into the one that is free."""
        if name == "both":
            if any(party is p or (party.id is not None and party.id == p.id) for p in self.by + self.against):
                return
            name = "by" if not self.by else "against"
        if party.generic in OUTCOMES and OUTCOMES[party.generic] in ("killed", "injured"):
            return
        if name in ("by", "against"):
            own, other = (self.by, self.against) if name == "by" else (self.against, self.by)
            if party in other:
                return
            if party not in own:
                own.append(party)
            key = (name, party.first)
            self.weights[key] = max(self.weights.get(key, 0.0), WEIGHTS[how])
            self.weights[f"{name}.{how}", party.first] = 1.0
