"""The frame of a trigger filled from the phrases around it: what verbs, nouns and nouns for victims have in common."""

from __future__ import annotations

from collections.abc import Mapping

from isnad.reading.mention.index import AGENTS, PartyIndex
from isnad.reading.mention.phrases import Slot, walk
from isnad.reading.mention.roles import ARMED, ASSAILANTS, OUTCOMES, Roles
from isnad.reading.mention.triggers import TriggerMention
from isnad.reading.number.figures import Figure
from isnad.reading.parse import Parse
from isnad.reading.party.party import GROUPS, PartyMention

_OWNED = 4  # words at most between a strike and the owner of what is struck
_VICTIM_REACH = 8  # words behind a trigger in which a figure without a known noun is taken


class Filling:
    """The filling of one frame: the trigger with its frame, the phrases behind it, and the roles so far."""

    def __init__(self, parse: Parse, index: PartyIndex, trigger: TriggerMention, triggers: Mapping[int, TriggerMention]) -> None:
        self.parse, self.index, self.trigger, self.triggers = parse, index, trigger, triggers
        self.frame: Mapping[str, str] = trigger.frame.slots
        self.count = trigger.frame.trigger.count
        self.slots, self.event = walk(parse, index, trigger, triggers)
        self.roles = Roles()
        # An event noun that is the subject of a verb: what follows belongs to the verb.
        self.subject = not trigger.verbal and any(t.verbal and t.last == trigger.first for t in triggers.values())

    def run(self) -> Roles:
        """The roles that the phrases around the trigger fill."""
        self.own()
        self._governed()
        if self.count == "arrested":
            self._members()
        if self.count and not self.roles.figures and not self.trigger.victims:
            self._loose()
        self._signs()
        return self.roles

    def own(self) -> None:
        """What the trigger's own grammar fills: its subject and object, or what it is said of."""
        raise NotImplementedError

    def _governed(self) -> None:
        for slot in self.slots:
            if slot.name in ("", "closed", "inner") or slot.party is None or slot.part:
                continue
            if self.subject and slot.name in ("ل", "ب"):
                continue
            how = slot.name if slot.name in ("agent", "target") else "preposition"
            name = {"agent": "by", "target": "against"}.get(slot.name) or self.frame.get(slot.name)
            if slot.party.weak and name not in ("by", "both") and slot.name not in ("ضد", "مع"):
                continue
            if how == "agent" and self.frame.get("subject") == "against" and self.frame.get("object") == "by":
                continue
            if how == "agent" and self.trigger.frame.type == "disrupted_weapons_use" and self.roles.by:
                name = "against"  # اعترض صاروخا أطلقته الميليشيا
            if name in ("by", "against", "both"):
                self.roles.assign(name, slot.party, "side" if name == "both" else how)
                if name == "against" and self.count and how == "preposition":
                    self.figure(slot, "preposition")
            elif (slot.name == "ل" and self._owner(slot)) or (name == "target" and slot.party.kind != "unknown"):
                self.roles.assign("against", slot.party, "target")

    def _owner(self, slot: Slot) -> bool:
        """Whether a side stands behind `ل` as the owner of what is struck: `قصفت مواقع للمعارضة`."""
        struck = self.frame.get("object") in ("target", "against") or self.frame.get("of") in ("target", "against")
        between = range(self.trigger.last, slot.token)
        near = 0 < len(between) <= _OWNED and not any(self.parse.core(i) in self.parse.grammar.prepositions for i in between)
        return struck and near and not self.count and slot.party is not None and slot.party.kind in AGENTS and not slot.party.weak

    def take(self, slots: list[Slot], name: str | None, how: str) -> None:
        for slot in slots:
            if slot.party and name and not slot.part and not (slot.party.weak and name != "by"):
                self.roles.assign("against" if name == "target" else name, slot.party, "target" if name == "target" else how)
            if self.count and name == "against":
                self.figure(slot, how)
                self._dual(slot)

    def _dual(self, slot: Slot) -> None:
        """A dual verb tells that the phrase before it is a dual too: `فلسطينيين قتلا`."""
        last = self.roles.figures[-1] if self.roles.figures else None
        if (
            self.trigger.verbal
            and self.trigger.hit.sense.number == "two"
            and last is not None
            and last.n is None
            and slot.token < self.trigger.first
        ):
            last.n = last.low = last.high = 2
            last.q = "exact"

    def groups(self) -> list[list[Slot]]:
        """Bare phrases in coordinated groups: `الجيش | جنديا ومدنيا`."""
        groups: list[list[Slot]] = []
        for slot in self.slots:
            if slot.name:
                continue
            words = self.parse.words
            listed = words[slot.token - 1] == "،" and bool(groups) and groups[-1][-1].last == slot.token - 1
            if groups and (slot.part or words[slot.token].startswith("و") or words[slot.token - 1] == "و" or listed):
                groups[-1].append(slot)
            else:
                groups.append([slot])
        return groups

    def figure(self, slot: Slot, rule: str) -> None:
        if slot.part:
            return
        number, party = slot.number, slot.party
        if party is not None and party.generic in OUTCOMES and OUTCOMES[party.generic] != self.count:
            return
        noun = party.generic.rpartition(":")[2] if party is not None and party.generic else ""
        if noun in GROUPS:
            return
        side = (
            "armed"
            if noun in ASSAILANTS
            else ""
            if party is None or party.kind == "unknown"
            else "armed"
            if party.kind in ARMED
            else "other"
        )
        if number is not None:
            first, last = min(number.first, slot.token), max(slot.last, number.last)
            self.roles.figures.append(Figure(number.n, number.q, first, last, number.low, number.high, rule, side=side))
        elif party is not None and party.n is not None:
            self.roles.figures.append(Figure(party.n, "exact", party.first, party.last, party.n, party.n, f"{rule}.noun", side=side))
        elif party is not None and party.many and not party.definite:
            self.roles.figures.append(Figure(None, "vague", party.first, party.last, None, None, f"{rule}.plural", side=side))

    def _members(self) -> None:
        """The members of a group that is caught: `خلية تتكون من خمسة أفراد`."""
        caught = False
        for slot in self.slots:
            if caught and slot.name == "من" and slot.number is not None and slot.number.n is not None:
                self.roles.figures[:] = []
                self.figure(slot, "members")
                return
            caught = caught or (slot.party is not None and slot.party.n is None and slot.number is None and not slot.party.many)

    def _loose(self) -> None:
        """A figure without a noun that the codebook knows: `مقتل 12`, `إصابة 30 آخرين`."""
        if any(s.party is not None and OUTCOMES.get(s.party.generic or "", self.count) != self.count for s in self.slots):
            return
        if not self.trigger.verbal and self.trigger.hit.suffix in ("ه", "ها") and self.trigger.frame.trigger.role == "effect":
            self.roles.figures.append(Figure(1, "exact", self.trigger.first, self.trigger.last, 1, 1, "pronoun"))
            return
        for slot in self.slots:
            near = slot.name in ("", "من", "ل") and slot.token - self.trigger.last < _VICTIM_REACH
            if slot.number and not slot.part and near and (slot.party is None or slot.party.generic not in OUTCOMES):
                self.figure(slot, "loose")
                return

    def _signs(self) -> None:
        """The grammatical slot of each party behind the trigger, whatever the frame makes of it."""
        word = "victims" if self.trigger.victims else "verb" if self.trigger.verbal else "noun"
        for slot in self.slots:
            if slot.party is not None:
                self.roles.weights[f"slot.{slot.name or word}", slot.party.first] = 1.0
                if slot.part:
                    self.roles.weights["slot.part", slot.party.first] = 1.0
        if self.count:
            for party in self.roles.against:
                self.roles.weights[f"suffers.{self.count}", party.first] = 1.0


def bare(party: PartyMention) -> Slot:
    """A party as a phrase that nothing governs."""
    return Slot("", party, party.number, party.begin, party.last)
