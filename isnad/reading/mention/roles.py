"""Who did it, to whom, and how many: the slots of a trigger's frame filled from the phrases around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from isnad.reading.mention.phrases import AGENTS, BACK, PartyIndex, Slot, glued, governed, says, subject_before, subject_resumed, walk
from isnad.reading.mention.triggers import TriggerMention
from isnad.reading.number.counts import Number
from isnad.reading.number.figures import Figure, summed, total
from isnad.reading.parse import Parse
from isnad.reading.party.bystates import find_attackers
from isnad.reading.party.parties import GROUPS, PartyMention

__all__ = ["Figure", "PartyIndex", "Roles", "fill", "summed", "total"]

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
}
ASSAILANTS = frozenset({"attacker", "perpetrator", "suspect", "gunman", "suicide_bomber", "attack_driver", "terrorist"})
_ARMED = frozenset({"rebel_group", "unknown", "political_militia", "identity_militia"})
_STATE = frozenset({"state_forces", "external_forces"})
_TELLING = 0.5  # weight from which a plural noun for victims tells victims by itself: قتلى, not ضحايا
_OWNED = 4  # words at most between a strike and the owner of what is struck
_VICTIM_REACH = 8  # words behind a trigger in which a figure without a known noun is taken


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


def fill(parse: Parse, index: PartyIndex, trigger: TriggerMention, triggers: Mapping[int, TriggerMention]) -> Roles:
    """Fill the frame of a trigger; `triggers` are all triggers by first token."""
    return _Filler(parse, index, trigger, triggers).run()


class _Filler:
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
        if self.trigger.victims:
            self._victims()
        elif self.trigger.verbal:
            self._verb()
        else:
            self._noun()
        self._governed()
        if self.count == "arrested":
            self._members()
        if self.count and not self.roles.figures and not self.trigger.victims:
            self._loose()
        self._signs()
        return self.roles

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

    # --- phrases that a preposition, an agent phrase or a relative verb governs

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
                    self._figure(slot, "preposition")
            elif (slot.name == "ل" and self._owner(slot)) or (name == "target" and slot.party.kind != "unknown"):
                self.roles.assign("against", slot.party, "target")

    def _owner(self, slot: Slot) -> bool:
        """Whether a side stands behind `ل` as the owner of what is struck: `قصفت مواقع للمعارضة`."""
        struck = self.frame.get("object") in ("target", "against") or self.frame.get("of") in ("target", "against")
        between = range(self.trigger.last, slot.token)
        near = 0 < len(between) <= _OWNED and not any(self.parse.core(i) in self.parse.grammar.prepositions for i in between)
        return struck and near and not self.count and slot.party is not None and slot.party.kind in AGENTS and not slot.party.weak

    # --- verbs

    def _verb(self) -> None:
        subject_field, object_field = self.frame.get("subject"), self.frame.get("object")
        groups = self._groups()
        joined = self.trigger.hit.prefix.startswith(("و", "ف"))
        before = None if joined else subject_before(self.parse, self.index, self.trigger)
        tense = self.trigger.hit.sense.tense
        subject: list[Slot] = []
        objects: list[Slot] = []
        passive = tense == "passive" or bool(object_field and not subject_field)
        if before is not None and not groups and object_field and not passive and self._suffers(before):
            objects, before, passive = [_slot(before)], None, True  # 24 شخصا قتلوا
        elif self.event or (object_field and not self.count and self._relative()):
            objects, before, passive = groups[0] if groups else [], None, True  # هجوم استهدف دورية
        elif passive:
            objects = groups[0] if groups else [_slot(before)] if before is not None else []
            before = None
        elif not object_field or self.trigger.hit.suffix:
            subject = groups[0] if groups else []
            before = None if subject else before
        elif len(groups) >= 2 and not self._adjacent(groups[0]) and not self.count:
            objects, subject, before = groups[0], groups[1], None  # قصفت مواقع الجيش طائرات
        elif len(groups) >= 2 and not (self._victim(groups[0]) and tense == "past" and not self._accusative(groups[1])):
            subject, objects, before = groups[0], [s for g in groups[1:] for s in g], None
        elif groups and self._active(groups[0], before):
            objects = groups[0]
        elif groups and self._doer(groups[0]):
            subject, before = groups[0], None
        elif groups:
            objects, passive, before = groups[0], True, None
        if not subject and before is None and not passive and (joined or objects or not groups):
            before = self._resumed(objects)
        self._take(subject, subject_field, "subject")
        if not subject and before is not None and subject_field:
            self._take([_slot(before)], subject_field, "subject" if not joined else "resumed")
        self._take(objects, object_field, "object")

    def _adjacent(self, group: list[Slot]) -> bool:
        """Whether no word but a date stands between the trigger and a phrase."""
        return not any(self.parse.is_word(i) and i not in self.parse.date_tokens for i in range(self.trigger.last, group[0].token))

    def _relative(self) -> bool:
        """Whether the subject of a verb is the event noun before it: `هجوم استهدف`, `الهجوم الذي طال`."""
        before = self.trigger.first - 1
        if before >= 0 and self.parse.words[before] in ("الذي", "التي"):
            before -= 1
        for i in range(before, max(-1, before - 3), -1):
            if i in self.triggers and not self.triggers[i].verbal:
                return True
            if i in self.index.covering:
                return False
        return False

    def _resumed(self, objects: list[Slot]) -> PartyMention | None:
        if self.frame.get("subject") != "by":
            return None
        taken = {s.party.first for s in objects if s.party}
        party = subject_resumed(self.parse, self.index, self.trigger)
        return party if party is not None and party.first not in taken else None

    def _take(self, slots: list[Slot], name: str | None, how: str) -> None:
        for slot in slots:
            if slot.party and name and not slot.part and not (slot.party.weak and name != "by"):
                self.roles.assign("against" if name == "target" else name, slot.party, "target" if name == "target" else how)
            if self.count and name == "against":
                self._figure(slot, how)
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

    def _suffers(self, party: PartyMention) -> bool:
        """Whether a party before a verb with nothing behind it is the victim."""
        return self.count is not None and (party.number is not None or party.kind not in _STATE or party.n is not None)

    def _victim(self, group: list[Slot]) -> bool:
        """Whether the first of two phrases behind a past verb of killing is its victim rather than its subject."""
        party = group[0].party
        if self.count not in ("killed", "injured"):
            return False
        return party is None or (party.kind == "civilians" and not party.weak) or (group[0].number is not None and party.kind in _STATE)

    def _accusative(self, group: list[Slot]) -> bool:
        """Whether a phrase without a figure stands in the accusative, as an object: `ذبح ثلاثة أشخاص رجلا`."""
        party = group[0].party
        return party is not None and party.number is None and party.n == 1 and self.parse.words[party.first].endswith("ا")

    def _active(self, group: list[Slot], before: PartyMention | None) -> bool:
        """Whether a lone phrase behind a verb is its object, because the subject stands before it or is taken up."""
        if before is not None and (before.kind in AGENTS or before.named) and before.number is None:
            return True
        if self.trigger.hit.sense.tense == "present" or self.trigger.hit.sense.gender == "m":
            return False
        if self.trigger.hit.sense.number != "one":
            return True
        head = group[0].party
        feminine = head is not None and self.parse.core(head.first).removeprefix("ال").endswith(("ه", "ات"))
        return not feminine and not (head is not None and head.weak) and not self._doer(group)  # قتلت ثلاثة: the subject was named before

    def _doer(self, group: list[Slot]) -> bool:
        """Whether a lone phrase behind a verb of two readings is the doer rather than the victim."""
        party = group[0].party
        if party is None or group[0].number is not None or not self._adjacent(group):
            return False  # another noun stands between: قصفت أحد مواقع الجيش
        if party.weak:
            return True
        if self.count in ("killed", "injured"):
            body = not party.many or self.parse.core(party.first).endswith("ات")  # قوات، وحدات: bodies, as against جنود
            return party.definite and party.kind in _STATE and party.n is None and body
        return (party.kind in _STATE and (party.definite or party.named)) or (party.kind in AGENTS and (party.named or party.definite))

    # --- nouns

    def _noun(self) -> None:
        of = self.frame.get("of") or self.frame.get("after")
        groups = self._groups()
        light = _light_subject(self.parse, self.index, self.trigger)
        if light is not None:
            self.roles.assign("by", light, "light")
        else:
            self._accused()
        if self.trigger.frame.family in ("battle", "explosion", "violence") and not self.count:
            attacker = find_attackers(self.parse, self.trigger.last)
            if attacker is not None:
                self.roles.assign("by", attacker, "adjective")
        if self.trigger.hit.suffix and not groups and of == "against":
            self._pronoun()
        if not groups or not of or self.subject:
            return
        first, rest = groups[0], [s for g in groups[1:] for s in g]
        party = first[0].party
        if party and party.weak and not (of == "against" and rest) and not (of == "by" and self._acts(party, rest)):
            return
        if of in ("against", "target") and rest and party and party.number is None and party.kind in AGENTS and not party.n:
            self.roles.assign("by", party, "of")
            first = rest
        elif (
            of == "against"
            and not self.count
            and party
            and party.kind in AGENTS
            and len(first) == 1
            and glued(self.parse, party.last) == "ل"
        ):
            self.roles.assign("by", party, "of")  # استهداف الميليشيا للمطار
            return
        elif of == "by" and party and self.parse.core(party.first) in self.parse.grammar.sites:
            of = "target"  # قصف أهداف إسرائيلية
        elif of == "by" and rest:
            self._take([s for s in rest if not s.part], "against", "object")
        self._take([s for s in first if not (s.party and s.party.weak and of != "by")], of, "of")

    def _acts(self, state: PartyMention, rest: list[Slot]) -> bool:
        """Whether a country behind a masdar is its doer: an object follows, and it is no capital, which tells where."""
        followed = bool(rest) or any(s.name == "ل" for s in self.slots)
        return followed and self.parse.words[state.first] not in self.parse.grammar.capitals

    def _pronoun(self) -> None:
        """The object that a pronoun on a masdar takes up: `ستة أشخاص تم إيقافهم`."""
        parse, start = self.parse, self.trigger.first - 8
        if self.trigger.first == 0 or parse.core(self.trigger.first - 1) not in parse.grammar.passive_verbs:
            return
        for i in range(self.trigger.first - 2, max(start, -1), -1):
            party = self.index.covering.get(i)
            if party is not None:
                self._take([_slot(party)], "against", "object")
                return

    def _accused(self) -> None:
        """The doer named by an accusation before a masdar: `اتهمت … الحركة بتفجير`; or the force that announces its own arrest."""
        parse, trigger = self.parse, self.trigger
        start = max(parse.sentences[trigger.sentence][0], trigger.first - BACK - 8)
        nearest: PartyMention | None = None
        for i in range(trigger.first - 1, start - 1, -1):
            party = self.index.covering.get(i) or self.index.states.get(i)
            if party is not None and nearest is None and party.begin == i and (not governed(parse, party) or party.prefix.startswith("ل")):
                nearest = party
            if parse.core(i) in parse.grammar.accusations and nearest is not None:
                if nearest.kind in AGENTS or nearest.named:
                    self.roles.assign("by", nearest, "light")
                return
            if parse.words[i] in ("ان", "انه", "انها", ".", "؛"):
                return
            if (
                party is not None
                and party is nearest
                and says(parse, party)
                and party.kind in _STATE
                and (self.frame.get("subject") == "by" or trigger.frame.type == "arrests")
            ):
                self.roles.assign("by", party, "resumed")  # أعلنت الشرطة اعتقال
                return

    def _groups(self) -> list[list[Slot]]:
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

    # --- figures

    def _figure(self, slot: Slot, rule: str) -> None:
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
            if party.kind in _ARMED
            else "other"
        )
        if number is not None:
            first, last = min(number.first, slot.token), max(slot.last, number.last)
            self.roles.figures.append(Figure(number.n, number.q, first, last, number.low, number.high, rule, side=side))
        elif party is not None and party.n is not None:
            self.roles.figures.append(Figure(party.n, "exact", party.first, party.last, party.n, party.n, f"{rule}.noun", side=side))
        elif party is not None and party.many and not party.definite:
            self.roles.figures.append(Figure(None, "vague", party.first, party.last, None, None, f"{rule}.plural", side=side))

    def _victims(self) -> None:
        """Nouns that are the victims themselves: `12 قتيلا`, `قتيلان`, `سقوط قتلى`, `ارتفاع عدد القتلى إلى 20`."""
        trigger, sense = self.trigger, self.trigger.hit.sense
        number = self.parse.number_end.get(trigger.first)
        if number is None and self.parse.words[trigger.first - 1 : trigger.first] == ("من",):
            number = self.parse.number_end.get(trigger.first - 1)
        if number is None and trigger.hit.prefix.startswith("و"):
            number = self._shared()
        toll = next((s for s in self.slots if s.number and s.name in ("الى", "عند", "ب") and s.token - trigger.last < 6), None)
        definite = trigger.hit.prefix.endswith("ال")
        figures = self.roles.figures
        if number is not None:
            rule = "toll" if self._risen(number.first) else "number.victims"
            figures.append(Figure(number.n, number.q, number.first, trigger.last, number.low, number.high, rule))
        elif toll and toll.number and definite:
            figures.append(Figure(toll.number.n, toll.number.q, toll.token, toll.number.last, toll.number.low, toll.number.high, "toll"))
        elif sense.number in ("one", "two") and not definite:
            n = 1 if sense.number == "one" else 2
            figures.append(Figure(n, "exact", trigger.first, trigger.last, n, n, "victims.noun"))
        elif (
            sense.number == "many"
            and not trigger.hit.prefix.strip("وف")
            and not trigger.hit.suffix
            and trigger.frame.trigger.weight >= _TELLING
        ):
            figures.append(Figure(None, "vague", trigger.first, trigger.last, None, None, "victims.plural"))
        for slot in self.slots:
            if number is not None and slot.number is not None and slot.party is None and not slot.part and self._joined(slot):
                self._figure(slot, "list")  # 15 جريحا من المتظاهرين و25 في صفوف الشرطة
            if slot.party and slot.name in ("من", "في صفوف", "بين", "بين صفوف") and not slot.part:
                self.roles.assign("against", slot.party, "victims")

    def _shared(self) -> Number | None:
        """The vague number that two nouns for victims share: `عدد من القتلى والمصابين`."""
        before = self.triggers.get(self.trigger.first - 1)
        if before is None or not before.victims or before.last != self.trigger.first or self.parse.words[before.first - 1] != "من":
            return None
        number = self.parse.number_end.get(before.first - 1)
        return number if number is not None and number.n is None else None

    def _risen(self, first: int) -> bool:
        """Whether a figure is what a toll rose to: `ارتفعت حصيلة القتلى إلى 27 قتيلا`."""
        parse, start = self.parse, self.parse.sentences[self.trigger.sentence][0]
        return (
            first > start and parse.core(first - 1) == "الي" and any(parse.core(i) in parse.grammar.tolls for i in range(start, first - 1))
        )

    def _members(self) -> None:
        """The members of a group that is caught: `خلية تتكون من خمسة أفراد`."""
        caught = False
        for slot in self.slots:
            if caught and slot.name == "من" and slot.number is not None and slot.number.n is not None:
                self.roles.figures[:] = []
                self._figure(slot, "members")
                return
            caught = caught or (slot.party is not None and slot.party.n is None and slot.number is None and not slot.party.many)

    def _joined(self, slot: Slot) -> bool:
        return self.parse.words[slot.token].startswith("و") or self.parse.words[slot.token - 1] == "و"

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
                self._figure(slot, "loose")
                return


def _slot(party: PartyMention) -> Slot:
    return Slot("", party, party.number, party.begin, party.last)


def _light_subject(parse: Parse, index: PartyIndex, trigger: TriggerMention) -> PartyMention | None:
    """The subject of `تمكنت … من` before a masdar."""
    start = max(parse.sentences[trigger.sentence][0], trigger.first - BACK - 8)
    for i in range(trigger.first - 1, start - 1, -1):
        if parse.core(i) in parse.grammar.light_verbs:
            inside = [p for p in index.parties if i < p.first < trigger.first and not governed(parse, p)]
            if inside:
                return inside[0]
            if i + 1 in index.states:
                return index.states[i + 1]
            for j in range(i - 1, max(start, i - 8) - 1, -1):
                party = index.covering.get(j)
                if party is not None and not governed(parse, party):
                    return party
            return None
        if parse.words[i] in (".", "؛"):
            return None
    return None
