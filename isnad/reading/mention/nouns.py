"""Nouns that tell an incident: who stands behind them, before them, or is accused of them."""

from __future__ import annotations

from isnad.reading.mention.filling import Filling, bare
from isnad.reading.mention.governing import Slot
from isnad.reading.mention.index import AGENTS, PartyIndex, glued, number_prefix
from isnad.reading.mention.subjects import BACK, governed, says
from isnad.reading.mention.triggers import TriggerMention
from isnad.reading.parse import Parse
from isnad.reading.party.bystates import find_attackers
from isnad.reading.party.party import FORCES, PartyMention


class NounFilling(Filling):
    """The frame of an event noun."""

    def own(self) -> None:
        of = self.frame.get("of") or self.frame.get("after")
        groups = self.groups()
        light = _light_subject(self.parse, self.index, self.trigger)
        if light is not None:
            self.roles.assign("by", light, "light")
        else:
            self._accused()
        if self.trigger.frame.family in ("battle", "explosion", "violence") and not self.count:
            attacker = find_attackers(self.parse, self.trigger.last)
            if attacker is not None:
                self.roles.assign("by", attacker, "adjective")
            within = self.index.covering.get(self.trigger.last)
            if within is not None and self.trigger.first < within.first < self.trigger.last and within.kind in FORCES:
                self.roles.assign("by", within, "of")  # قصف الطيران | الروسي
        if self.trigger.hit.suffix and not groups and of == "against":
            self._pronoun()
        if not groups or not of or self.subject:
            return
        first, rest = groups[0], [s for g in groups[1:] for s in g]
        party = first[0].party
        if party and party.weak and not (of == "against" and rest) and not (of == "by" and self._acts(party, rest)):
            return
        if of == "against" and self.count and len(first) == 1 and party and party.kind in AGENTS and party.number is None and not party.n:
            behind = next((s for s in self.slots if s.token == party.last and s.number and number_prefix(self.parse, s.token) == "ل"), None)
            if behind is not None:
                self.roles.assign("by", party, "of")  # قتل الجيش لثلاثة فلسطينيين
                self.take([behind], "against", "object")
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
        elif of == "by" and self._struck(rest):
            of = "against"  # مهاجمة قرية
        elif of == "by" and rest:
            self.take([s for s in rest if not s.part], "against", "object")
        self.take([s for s in first if not (s.party and s.party.weak and of != "by")], of, "of")

    def _acts(self, state: PartyMention, rest: list[Slot]) -> bool:
        """Whether a country behind a masdar is its doer: an object follows, and it is no capital, which tells where."""
        followed = bool(rest) or any(s.name == "ل" for s in self.slots)
        return followed and self.parse.words[state.first] not in self.parse.grammar.capitals

    def _struck(self, rest: list[Slot]) -> bool:
        """Whether a masdar of the third form stands before the one thing it is done to: `مهاجمة قرية`, not `مهاجمة القوات للقرية`."""
        word = self.parse.core(self.trigger.first).lstrip("بل")
        masdar = word.startswith("م") and word.endswith("ه") and self.frame.get("object") == "against"
        return masdar and not rest and not any(s.name == "ل" for s in self.slots)

    def _pronoun(self) -> None:
        """The object that a pronoun on a masdar takes up: `ستة أشخاص تم إيقافهم`."""
        parse, start = self.parse, self.trigger.first - 8
        if self.trigger.first == 0 or parse.core(self.trigger.first - 1) not in parse.grammar.passive_verbs:
            return
        for i in range(self.trigger.first - 2, max(start, -1), -1):
            party = self.index.covering.get(i)
            if party is not None:
                self.take([bare(party)], "against", "object")
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
                and party.kind in FORCES
                and (self.frame.get("subject") == "by" or trigger.frame.type == "arrests")
            ):
                self.roles.assign("by", party, "resumed")  # أعلنت الشرطة اعتقال
                return


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
