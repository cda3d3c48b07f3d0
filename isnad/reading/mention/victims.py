"""Nouns that are the victims themselves: `12 قتيلا`, `قتيلان`, `ارتفاع عدد القتلى إلى 20`."""

from __future__ import annotations

from isnad.reading.mention.apart import cause, counted_to
from isnad.reading.mention.filling import Filling
from isnad.reading.mention.governing import Slot
from isnad.reading.number.counts import Number
from isnad.reading.number.figures import Figure

_SINGLE = 0.4  # weight from which a single noun for a victim tells one: قتيل, not مصاب
_TELLING = 0.5  # weight from which a plural noun for victims tells victims by itself: قتلى, not ضحايا


class VictimsFilling(Filling):
    """The frame of a noun for victims."""

    def own(self) -> None:
        """Nouns that are the victims themselves: `12 قتيلا`, `قتيلان`, `سقوط قتلى`, `ارتفاع عدد القتلى إلى 20`."""
        trigger, sense = self.trigger, self.trigger.hit.sense
        number = self.parse.number_end.get(trigger.first)
        if number is None and self.parse.words[trigger.first - 1 : trigger.first] == ("من",):
            number = self.parse.number_end.get(trigger.first - 1)
            if number is not None and number.n is not None and trigger.hit.prefix.endswith("ال"):
                number = None  # ستة من المصابين: some of them
        elif trigger.hit.prefix.startswith(("و", "ف")):
            number = None  # القتلى ستة والجرحى سبعة
        if number is None and trigger.hit.prefix.startswith("و"):
            number = self._shared()
        described = self.index.covering.get(trigger.first - 1)
        if number is None and described is not None and described.last in (trigger.first, trigger.last) and not trigger.hit.prefix:
            number = described.number  # ثلاثة جنود جرحى
        if trigger.frame.trigger.count == "injured" and self._died(number.first if number else trigger.first):
            return
        toll = next((s for s in self.slots if s.number and s.name in ("الي", "عند", "ب") and s.token - trigger.last < 6), None)
        definite = trigger.hit.prefix.endswith("ال")
        figures = self.roles.figures
        if number is not None:
            rule = "toll" if self._risen(number.first) else "number.victims"
            figures.append(Figure(number.n, number.q, number.first, trigger.last, number.low, number.high, rule))
        elif toll and toll.number and definite:
            figures.append(Figure(toll.number.n, toll.number.q, toll.token, toll.number.last, toll.number.low, toll.number.high, "toll"))
        elif definite and self.parse.words[trigger.last : trigger.last + 1] and self.parse.words[trigger.last] in self.parse.grammar.who:
            self._told_behind()
        elif definite and (own := self._numbered()) is not None:
            figures.append(Figure(own.n, own.q, trigger.first, own.last, own.low, own.high, "number.victims"))
        elif (risen := counted_to(self.parse, self.index, self.triggers, trigger)) is not None:
            figures.append(risen)
        elif sense.number == "many" and (behind := self.parse.number_at.get(trigger.last)) is not None:  # جثث سبعة جنود
            figures.append(Figure(behind.n, behind.q, trigger.first, behind.last, behind.low, behind.high, "number.victims"))
        elif sense.number in ("one", "two") and not definite and trigger.frame.trigger.weight >= _SINGLE and not self._cause():
            n = 1 if sense.number == "one" and not self._construct_dual() else 2
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
                self.figure(slot, "list")  # 15 جريحا من المتظاهرين و25 في صفوف الشرطة
            if slot.party and slot.name in ("من", "في صفوف", "بين", "بين صفوف") and not slot.part:
                self.roles.assign("against", slot.party, "victims")

    def _numbered(self) -> Number | None:
        """The number that stands as an adjective behind the noun: `القتلى الثلاثة`, `الجرحى الـ12`."""
        last, words = self.trigger.last, self.parse.words
        at = last + (words[last : last + 1] == ("ال",))
        number = self.parse.number_at.get(at)
        return number if number is not None and (at > last or words[at].startswith("ال")) and number.n is not None else None

    def _told_behind(self) -> None:
        """Those who they were, behind a pronoun: `القتلى هم ثلاثة مدنيين وجندي`."""
        groups = self.groups()
        for slot in groups[0] if groups and groups[0][0].token == self.trigger.last + 1 else ():
            self.figure(slot, "list")

    def _died(self, first: int) -> bool:
        """Whether a word that tells death stands right before the wounded: `توفي جريحان`, `وفاة ثلاثة من المصابين`."""
        grammar, parse = self.parse.grammar, self.parse
        while first and (parse.core(first - 1) in grammar.singling or parse.words[first - 1] in grammar.counted):
            first -= 1
        return any(
            t.last == first
            and t.frame.trigger.count == "killed"
            and t.hit.sense.pos in ("verb", "noun")
            and t.frame.slots.get("subject") != "by"
            and not ((needed := self.triggers.get(t.needed)) and needed.victims)
            for t in self.triggers.values()
        )

    def _construct_dual(self) -> bool:
        """Whether a noun stands in the dual before those whose they are: `جثتي جنديين`."""
        i = self.trigger.last - 1
        return self.parse.words[i].endswith(("تي", "تا")) and i + 1 < len(self.parse.words) and self.parse.is_word(i + 1)

    def _cause(self) -> bool:
        """Whether a verb needs the noun for what somebody fell victim to, or counts him itself: `راح ضحية التفجير`, `أردته قتيلا`."""
        needing = [t for t in self.triggers.values() if t.needed == self.trigger.first and t.verbal]
        if any(t.hit.suffix for t in needing):
            return True  # أردته قتيلا
        return bool(needing) and cause(self.index, self.trigger.first)

    def _shared(self) -> Number | None:
        """The vague number that two nouns for victims share: `عدد من القتلى والمصابين`."""
        before = self.triggers.get(self.trigger.first - 1)
        if before is None or not before.victims or before.last != self.trigger.first:
            return None
        number = self.parse.number_end.get(before.first)
        if number is None and self.parse.words[before.first - 1] == "من":
            number = self.parse.number_end.get(before.first - 1)
        return number if number is not None and number.n is None else None

    def _risen(self, first: int) -> bool:
        """Whether a figure is what a toll rose to: `ارتفعت حصيلة القتلى إلى 27 قتيلا`."""
        parse, start = self.parse, self.parse.sentences[self.trigger.sentence][0]
        return (
            first > start and parse.core(first - 1) == "الي" and any(parse.core(i) in parse.grammar.tolls for i in range(start, first - 1))
        )

    def _joined(self, slot: Slot) -> bool:
        return self.parse.conjoined(slot.token) or self.parse.words[slot.token - 1] == "و"
