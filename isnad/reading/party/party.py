"""A party as the text names it."""

from __future__ import annotations

import msgspec

from isnad.reading.number.counts import Number

LONE = frozenset({"attacker", "perpetrator", "suicide_bomber", "attack_driver"})  # who attacked alone, where the noun is definite
FORCES = frozenset({"state_forces", "external_forces"})  # the kinds of party that are armed by a state
ARMED = FORCES | {"rebel_group", "political_militia", "identity_militia", "unknown"}  # and those that carry arms without one
# Collective heads: their number is no number of persons.
GROUPS = frozenset(
    {
        "cell",
        "network",
        "group",
        "gang",
        "jamaa",
        "organisation",
        "faction",
        "movement",
        "militia",
        "armed_group",
        "terrorist_group",
        "extremist_group",
        "family",
        "tribe",
        "demonstration",
        "party",
        "union",
        "front",
        "patrol",
        "force",
    }
)


class PartyMention(msgspec.Struct, frozen=True, gc=False):
    """A party in the text: tokens `[first, last)` without its figure, and what is known of it."""

    first: int
    last: int
    start: int  # folded offset of the head without glued particles
    end: int
    id: str | None
    ids: tuple[str, ...]
    kind: str
    countries: tuple[str, ...]
    number: Number | None
    n: int | None  # of the noun itself: one, two, None for plurals
    many: bool
    definite: bool
    minor: bool
    prefix: str
    named: bool
    generic: str | None
    weak: bool = False  # a state, or an adjective that names one: a party only where a doer is looked for

    @property
    def begin(self) -> int:
        """The first token with the figure."""
        return min(self.first, self.number.first) if self.number else self.first

    @property
    def posted(self) -> bool:
        """Whether one person is told by a post and a full name: `الصحفي فلان الفلاني`."""
        return self.named and self.n == 1 and self.generic is not None and self.last > self.first + 2
