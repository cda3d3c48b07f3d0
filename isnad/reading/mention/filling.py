"""The frame of a trigger filled from the phrases around it: what verbs, nouns and nouns for victims have in common."""

from __future__ import annotations

from collections.abc import Mapping

from isnad.reading.mention.apart import before, counted_to, put_off
from isnad.reading.mention.apposition import apposed, beside_counted, counted_behind, entitles, measured
from isnad.reading.mention.company import besides, in_company
from isnad.reading.mention.governing import Slot
from isnad.reading.mention.index import AGENTS, PartyIndex
from isnad.reading.mention.phrases import walk
from isnad.reading.mention.roles import ARMED, ASSAILANTS, OUTCOMES, Roles
from isnad.reading.mention.takenup import by_dual, felled
from isnad.reading.mention.triggers import TriggerMention
from isnad.reading.mention.untold import among, by_pronoun, by_words, mixed, one_of, resumed, two
from isnad.reading.number.figures import Figure
from isnad.reading.parse import Parse
from isnad.reading.party.party import GROUPS, LONE, PartyMention

_OWNED = 4  # words at most between a strike and the owner of what is struck
_HELD = frozenset({"arrested", "abducted"})  # what became of prisoners before they are killed
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
        if self.count:
            self._companions()
        if self.count == "killed":
            felled(self.parse, self.index, self.trigger, self.roles)
        if self.count and (among(self.parse, self.trigger) or mixed(self.triggers, self.roles.figures)):
            for figure in self.roles.figures:
                figure.blur()
        self._signs()
        return self.roles

    def own(self) -> None:
        """What the trigger's own grammar fills: its subject and object, or what it is said of."""
        raise NotImplementedError

    def _governed(self) -> None:
        for slot in self.slots:
            if slot.name in ("", "closed", "inner") or slot.party is None or slot.part:
                continue
            own = slot.name == "ل" and slot.token == self.trigger.last  # استهدف قصف للقوات سوقا: whose the noun is
            if self.subject and slot.name in ("ل", "ب") and not own:
                continue
            how = slot.name if slot.name in ("agent", "target") else "preposition"
            name = {"agent": "by", "target": "against"}.get(slot.name) or self.frame.get(slot.name)
            if name is None and slot.name == "بحق":
                name = "against"
            if name == "by" and slot.name == "ل" and self.trigger.verbal:
                name = None  # هجوم للحركة, but هاجم قاعدة للجيش
            if slot.party.weak and name not in ("by", "both") and slot.name not in ("ضد", "مع"):
                continue
            if how == "agent" and self.frame.get("subject") == "against" and self.frame.get("object") == "by":
                continue
            if how == "agent" and self.trigger.frame.type == "disrupted_weapons_use" and self.roles.by:
                name = "against"  # اعترض صاروخا أطلقته الميليشيا
            if name in ("by", "against", "both"):
                self.roles.assign(name, slot.party, "side" if name == "both" else how)
                counted = self.trigger.victims and self.roles.figures and slot.number is None  # 4 قتلى بين سرايا كذا: who they are
                taken = how == "target" and self.count in _HELD and not self.roles.figures  # عملية اختطاف طالت 40 تلميذة
                if name == "against" and self.count and (how == "preposition" or taken) and not (counted or self._said_twice(slot)):
                    self.figure(slot, "preposition")
            elif (slot.name == "ل" and self._owner(slot)) or (name == "target" and slot.party.kind != "unknown"):
                self.roles.assign("against", slot.party, "target")

    def _owner(self, slot: Slot) -> bool:
        """Whether a side stands behind `ل` as the owner of what is struck: `قصفت مواقع للمعارضة`."""
        struck = self.frame.get("object") in ("target", "against") or self.frame.get("of") in ("target", "against")
        told = [s.last for s in self.slots if s.name == "" and s.last <= slot.token]
        event = self.triggers.get(self.trigger.last) if self.event else None
        start = event.last if event is not None else self.trigger.last  # what stands right behind an event noun is its owner
        between = range(max((start, *told)), slot.token)
        near = 0 < len(between) <= _OWNED and not any(self.parse.core(i) in self.parse.grammar.prepositions for i in between)
        return struck and near and not self.count and slot.party is not None and slot.party.kind in AGENTS and not slot.party.weak

    def take(self, slots: list[Slot], name: str | None, how: str) -> None:
        """Take the parties of phrases into a role, and their figures where they are those whom the trigger counts."""
        for slot in slots:
            if slot.party and name and not slot.part and not (slot.party.weak and name != "by"):
                self.roles.assign("against" if name == "target" else name, slot.party, "target" if name == "target" else how)
            if self.count and name == "against" and not self._said_twice(slot):
                self.figure(slot, how)
                self._dual(slot)

    def _said_twice(self, slot: Slot) -> bool:
        """Whether a phrase only says who those are that were told before it."""
        return apposed(self.parse, self.index, self.slots, self.roles.figures, slot)

    def _companions(self) -> None:
        """Those who suffer with the one told: `لقي القيادي مصرعه مع ستة من مرافقيه`; with `عدد من مرافقيه` nobody knows how many."""
        figures, end = self.roles.figures, max(self.trigger.last, self.trigger.needed + 1)
        told = figures[-1] if figures else None
        if told is None or told.n is None:
            return
        one = told.n == 1
        more = besides(self.parse, self.index, told.last)
        slot = bare(more) if more is not None else None
        if slot is None and not self.frame.get("مع"):
            slot = in_company(self.parse, self.slots, max(end, told.last))
        if slot is None:
            return
        self.figure(slot, "companions")
        if one and self.roles.figures[-1].n is None:
            told.blur()

    def _dual(self, slot: Slot) -> None:
        """A dual verb tells that the phrase before it is a dual too: `فلسطينيين قتلا`."""
        last = self.roles.figures[-1] if self.roles.figures else None
        dual = self.trigger.verbal and self.trigger.hit.sense.number == "two" and slot.token < self.trigger.first
        if dual and last is not None and last.n is None and slot.number is None:
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
            listed = listed and not counted_behind(groups[-1][-1], slot)
            named = bool(groups) and entitles(self.parse, groups[-1][-1], slot)
            if groups and (slot.part or self._after_and(slot.token) or listed or named):
                groups[-1].append(slot)
            else:
                groups.append([slot])
        return groups

    def _after_and(self, i: int) -> bool:
        """Whether و stands before a phrase, glued or not: `#ذياب و #وليد`."""
        words = self.parse.words
        before = i - 1 - (words[i - 1] in ("#", '"'))
        return words[before] == "و" or (self.parse.conjoined(i) and not self.index.own_letter(i))

    def figure(self, slot: Slot, rule: str) -> None:
        """Take down how many a phrase tells: its number, one of several, the noun itself, or a plural of which nothing is told."""
        if slot.part:
            return
        number, party = slot.number, slot.party
        if measured(self.parse, self.slots, slot) or (party is not None and self._other_fate(party)):
            return
        noun = party.generic.rpartition(":")[2] if party is not None and party.generic else ""
        members = number is not None and number.last < len(self.parse.words) and self.parse.words[number.last] == "من"
        if noun in GROUPS and not members:
            return  # ثلاث خلايا; but of أسر 17 من الميليشيا, seventeen are caught
        side = _side(party, noun)
        if number is not None and any(f.first <= number.first < f.last for f in self.roles.figures):
            return  # أفراد الشرطة وعددهم 27 فردا
        if number is not None:
            first, last = min(number.first, slot.token), max(slot.last, number.last)
            self.roles.figures.append(Figure(number.n, number.q, first, last, number.low, number.high, rule, side=side))
        elif party is not None and one_of(self.parse, slot.token):
            self.roles.figures.append(Figure(1, "exact", slot.token - 1, party.last, 1, 1, f"{rule}.one_of", side=side))
        elif party is not None and party.n is not None:
            lone = noun in LONE and party.n == 1 and party.definite
            figure = Figure(party.n, "exact", party.first, party.last, party.n, party.n, f"{rule}.noun", side=side, attacker=lone)
            self.roles.figures.append(figure)
        elif party is not None and party.many and (beside_counted(self.parse, self.slots, slot) or two(self.parse, party)):
            self.roles.figures.append(Figure(2, "exact", party.first, party.last, 2, 2, f"{rule}.two", side=side))
        elif party is not None and party.many and (not party.definite or self.parse.core(slot.token - 1) in self.parse.grammar.wholes):
            self.roles.figures.append(Figure(None, "vague", party.first, party.last, None, None, f"{rule}.plural", side=side))

    def _other_fate(self, party: PartyMention) -> bool:
        """Whether a noun says that something else became of those it tells; prisoners can be killed: `مقتل رهينتين`."""
        fate = OUTCOMES.get(party.generic or "", self.count)
        if fate == self.count or self.count is None:
            return False
        held = any(s.party is not None and OUTCOMES.get(s.party.generic or "") in _HELD for s in self.slots[:1])
        return fate not in _HELD or self.count in _HELD or self.trigger.victims or (bool(self.roles.figures) and not held)

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
        resumed_ones = resumed(self.parse, self.index, self.trigger) if self.trigger.verbal else None
        taken_up = resumed_ones or put_off(self.parse, self.index, self.trigger)
        if taken_up is not None and taken_up.number is not None:
            self.figure(bare(taken_up), "object")
            return
        told = by_pronoun(self.parse, self.trigger) or by_words(self.parse, self.trigger) or before(self.parse, self.trigger)
        told = told or counted_to(self.parse, self.index, self.triggers, self.trigger) or by_dual(self.parse, self.trigger, self.frame)
        if told is not None:
            self.roles.figures.append(told)
            return
        for slot in self.slots:
            aboard = self.parse.words[slot.token - 1] in self.parse.grammar.aboard  # سفينة على متنها 25 بحارا
            ruled = slot.party is None and self.frame.get(slot.name) == "against"  # يلقي القبض على اثنين آخرين
            near = (aboard or ruled or slot.name in ("", "من", "ل")) and slot.token - self.trigger.last < _VICTIM_REACH
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


def _side(party: PartyMention | None, noun: str) -> str:
    """Whose dead a phrase tells, as `Figure.side` has it; `noun` is the party's own without its namespace."""
    if noun in ASSAILANTS:
        return "armed"
    if party is None or party.kind == "unknown":
        return ""
    return "armed" if party.kind in ARMED else "other"


def bare(party: PartyMention) -> Slot:
    """A party as a phrase that nothing governs."""
    return Slot("", party, party.number, party.begin, party.last)
