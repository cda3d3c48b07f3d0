"""Verbs that tell an incident: which of the phrases around them is the subject, and which the object."""

from __future__ import annotations

from isnad.reading.mention.filling import Filling, bare
from isnad.reading.mention.governing import Slot
from isnad.reading.mention.index import AGENTS
from isnad.reading.mention.roles import OUTCOMES
from isnad.reading.mention.subjects import subject_before, subject_resumed
from isnad.reading.mention.untold import joined_before, one_of
from isnad.reading.party.party import FORCES, PartyMention


class VerbFilling(Filling):
    """The frame of a verb."""

    def own(self) -> None:
        subject_field, object_field = self.frame.get("subject"), self.frame.get("object")
        groups = self.groups()
        joined = self.trigger.hit.prefix.startswith(("و", "ف"))
        before = None if joined else subject_before(self.parse, self.index, self.trigger)
        tense = self.trigger.hit.sense.tense
        subject: list[Slot] = []
        objects: list[Slot] = []
        passive = tense == "passive" or bool(object_field and not subject_field)
        parts = groups[0] if len(groups) == 1 and groups[0][0].part else []  # 24 شخصا قتلوا بينهم قيادي
        if before is not None and object_field and (parts or not (groups or passive)) and self._suffers(before):
            joined_ones = joined_before(self.parse, self.index, before) if before.number or before.n else ()
            objects, before, passive = [bare(before), *map(bare, joined_ones), *parts], None, True  # 24 شخصا قتلوا
        elif self.event or (object_field and not self.count and self._relative()):
            objects, before, passive = groups[0] if groups else [], None, True  # هجوم استهدف دورية
        elif passive:
            fate = before is not None and before.n is not None and len(groups) == 1 and self._fate(groups[0][0])
            objects = groups[0] if groups and not fate else [bare(before)] if before is not None else []
            before = None
        elif not object_field or self.trigger.hit.suffix:
            two = not object_field and self.trigger.hit.sense.number == "two"  # no subject stands behind a dual: وتعرضا للضرب
            subject = groups[0] if groups and not two else []
            before = None if subject else before
        elif len(groups) >= 2 and not self._adjacent(groups[0]) and not self.count:
            objects, subject, before = groups[0], groups[1], None  # قصفت مواقع الجيش طائرات
        elif len(groups) >= 2 and not (
            self._victim(groups[0]) and tense == "past" and not self._accusative(groups[1]) and not self._alone(*groups[:2])
        ):
            further = [s for g in groups[2:] for s in g if s.party is not None]  # ودمر ثلاث سيارات: no more of those killed
            subject, objects, before = groups[0], groups[1] + further, None
        elif groups and self._active(groups[0], before):
            objects = groups[0]
        elif groups and self._doer(groups[0]):
            subject, before = groups[0], None
        elif groups:
            objects, passive, before = groups[0], True, None
        if not subject and before is None and not passive and (joined or objects or not groups):
            before = self._resumed(objects)
        self.take(subject, subject_field, "subject")
        if not subject and before is not None and subject_field:
            self.take([bare(before)], subject_field, "subject" if not joined else "resumed")
        self.take(objects, object_field, "object")

    def _fate(self, slot: Slot) -> bool:
        """Whether a phrase behind a passive says what became of the one before it: `المهاجم أردي قتيلا`."""
        return slot.number is None and slot.party is not None and slot.party.n == 1 and slot.party.generic in OUTCOMES

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

    def _suffers(self, party: PartyMention) -> bool:
        """Whether a party before a verb with nothing behind it is the victim."""
        return self.count is not None and (party.number is not None or party.kind not in FORCES or party.n is not None)

    def _victim(self, group: list[Slot]) -> bool:
        """Whether the first of two phrases behind a past verb of killing is its victim rather than its subject."""
        party = group[0].party
        if self.count not in ("killed", "injured"):
            return False
        return party is None or (party.kind == "civilians" and not party.weak) or (group[0].number is not None and party.kind in FORCES)

    def _accusative(self, group: list[Slot]) -> bool:
        """Whether a phrase without a figure stands in the accusative, as an object: `ذبح ثلاثة أشخاص رجلا`."""
        party = group[0].party
        return party is not None and party.number is None and party.n == 1 and self.parse.words[party.first].endswith("ا")

    def _alone(self, group: list[Slot], behind: list[Slot]) -> bool:
        """Whether one person killed those whose number follows at once: `قتل شاب أربعة أشخاص`."""
        one, many = group[0].party, behind[0]
        if one is None or group[0].counts != 1 or len(group) > 1:
            return False
        told = many.number is not None or (many.counts or 0) > 1
        return (told and many.token == group[0].last) or (many.token == group[0].last + 1 and one_of(self.parse, many.token))

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

    def _acts(self, party: PartyMention) -> bool:
        """Whether an armed party right behind a verb that is written otherwise in the passive did it: `هاجم مسلحون`."""
        if not self.trigger.frame.trigger.passive or party.kind not in AGENTS - FORCES or self.count == "killed":
            return False
        return not self.parse.words[party.first].endswith(("ين", "ا"))

    def _gunmen(self, party: PartyMention) -> bool:
        """Whether armed men stand in the nominative right behind a verb of taking, of which they are hardly the victims: `خطف مسلحون`."""
        return party.kind in AGENTS - FORCES and self.parse.words[party.first].endswith("ون")

    def _nominative(self, party: PartyMention) -> bool:
        """Whether people who act stand right behind a verb of striking a place, and in no accusative: `اقتحم متظاهرون القنصلية`."""
        return party.kind in AGENTS | {"protesters"} and not self.parse.words[party.first].endswith(("ين", "ا"))

    def _oblique(self, party: PartyMention) -> bool:
        """Whether a plural stands in the form of an object: `المسلحين`, `مسلحي التنظيم`."""
        word = self.parse.words[party.first]
        return word.endswith("ين") or (word.endswith("ي") and party.last > party.first + 1 and not word.startswith("ال"))

    def _doer(self, group: list[Slot]) -> bool:
        """Whether a lone phrase behind a verb of two readings is the doer rather than the victim."""
        party = group[0].party
        if party is None or group[0].number is not None or not self._adjacent(group):
            return False  # another noun stands between: قصفت أحد مواقع الجيش
        if party.kind in AGENTS - FORCES and self._oblique(party):
            return False  # وطردت مسلحي التنظيم: the doers would be مسلحو
        if party.weak or self._acts(party) or (self.count == "abducted" and self._gunmen(party)):
            return True
        if self.frame.get("object") == "target" and not self.count and self._nominative(party):
            return True
        if self.count in ("killed", "injured"):
            body = not party.many or self.parse.core(party.first).endswith("ات")  # قوات، وحدات: bodies, as against جنود
            return party.definite and party.kind in FORCES and party.n is None and body
        return (party.kind in FORCES and (party.definite or party.named)) or (party.kind in AGENTS and (party.named or party.definite))
