"""What governs the phrases behind a trigger: a preposition, nothing, or the phrase before that they are joined to."""

from __future__ import annotations

import msgspec

from isnad.reading.mention.index import AGENTS, PartyIndex
from isnad.reading.mention.roles import OUTCOMES
from isnad.reading.mention.triggers import TriggerMention
from isnad.reading.number.counts import Number
from isnad.reading.parse import Parse
from isnad.reading.party.party import PartyMention

_ATTRIBUTES = frozenset({"في", "من", "ب", "ل", "برتبه", "closed"})  # what governs a phrase that says who somebody is: ضابط في الجيش
_THESE = frozenset({"هذا", "هذه", "ذلك", "تلك", "هذين", "هاتين"})  # passed over between a preposition and its noun
_OWNED = 5  # letters from which a word may end in a pronoun
_ATTRIBUTE = 1  # words at most before such a phrase


class Slot(msgspec.Struct):
    """A phrase behind a trigger and what governs it: "" for nothing, a preposition, `agent`, `target`, `closed` or `inner`."""

    name: str
    party: PartyMention | None
    number: Number | None
    token: int
    last: int
    part: bool = False

    @property
    def counts(self) -> int | None:
        """How many the noun itself tells, where no number stands with it."""
        return self.party.n if self.party is not None and self.number is None else None


def _ending(parse: Parse, trigger: TriggerMention) -> str:
    """The preposition that ends a phrase and governs what follows, where the frame knows it: `مواجهات مع الشرطة`, `تحريرها من الميليشيا`."""
    last, slots = parse.words[trigger.last - 1], trigger.frame.slots
    governs = last in slots and trigger.last - trigger.first > 1 and not trigger.verbal and slots.get("after") != "both"
    return last if governs else ""


class Governing:
    """The phrases found behind a trigger, the preposition that is open, whether it has its phrase, and whether a comma closed the clause."""

    def __init__(self, parse: Parse, index: PartyIndex, trigger: TriggerMention) -> None:
        self.parse, self.index, self.trigger = parse, index, trigger
        self.slots: list[Slot] = []
        self.prep, self.filled = _ending(parse, trigger), False
        self.closed = self.inner = False

    def open(self, name: str) -> None:
        self.prep, self.filled = name, False

    def name(self, i: int, prefix: str, fresh: bool) -> str:
        """What governs a phrase at `i`; `fresh` phrases (a figure, an indefinite noun) do not belong to a genitive before them."""
        glue = prefix.removesuffix("ال").lstrip("وف")
        if prefix.endswith("لل"):
            glue = "ل"
        before = self.slots[-1] if self.slots else None
        if glue in ("ب", "ل"):
            near = before is not None and (before.last == i or (before.name == "target" and i - before.last <= 2))
            attached = (
                glue == "ل"
                and near
                and before is not None
                and before.party is not None
                and not (self.trigger.verbal and "ل" in self.trigger.frame.slots)
            )
            struck = glue == "ل" and bool(self.prep) and not self.filled and self.parse.core(i - 1) not in self.parse.grammar.prepositions
            self.open(self.prep if struck else "closed" if attached else glue)  # مواقع للحوثيين، دورية للشرطة
            self.filled = True
            return self.prep
        joined = before is not None and self._joined(i, before)
        if joined and before is not None:
            if not self.trigger.victims and before.name == "من" and i in self.parse.number_at and self._counted():
                return ""  # 86 مقاتلا من القوات و57 من التنظيم
            if fresh and before.name in _ATTRIBUTES and before.number is None and self._attributed(i):
                return ""  # قيادي في الجماعة وأربعة من عناصره
            return before.name
        name = self.prep
        opened = name == "agent" and not self.filled
        if name and not opened and i - 1 >= self.trigger.last and self._ended(i - 1) and fresh:
            name, self.inner = "", self.inner and name == "inner" and False
        if name and self.filled:
            name = "" if fresh and not self.closed else "closed"
        self.filled = bool(self.prep)
        if name == "" and self.closed:
            return "closed"
        return name

    def _joined(self, i: int, before: Slot) -> bool:
        """Whether و joins a phrase at `i` to the one before it."""
        words = self.parse.words
        while i > before.last and words[i - 1] in ("#", '"'):
            i -= 1
            if words[i - 1] == "و":
                return True
        opens = self.parse.conjoined(i) and not self.index.own_letter(i)
        return (opens and (i == before.last or words[i - 1] == "،")) or words[i - 1] == "و"

    def _attributed(self, i: int) -> bool:
        """Whether the last phrases only say of what body, rank or name one is who was told before them; at `i` others are told."""
        words, party = self.parse.words, self.index.begins.get(i)
        one = party is not None and party.n == 1 and party.number is None and not self.own(i)
        for before, slot in zip(reversed(self.slots[:-1]), reversed(self.slots), strict=False):
            between = words[before.last : slot.token]
            if slot.number is not None or len(between) > _ATTRIBUTE or "،" in between:
                return False
            if before.name == "":
                first = before.party
                if first is None or first.generic in OUTCOMES or (before.number is None and before.counts is None):
                    return False
                return not (one and first.definite)  # القيادي في الحركة ورئيس النقابة
            if before.name not in _ATTRIBUTES:
                return False
        return False

    def _counted(self) -> bool:
        """Whether a phrase with a figure stands behind the trigger, of persons of whom it does not say what became of them."""
        party = next((s.party for s in self.slots if s.name == "" and s.number is not None), None)
        return party is not None and party.generic not in OUTCOMES

    def _ended(self, j: int) -> bool:
        """Whether the phrase before ends with token `j`: a definite word, one with a pronoun (`في صفوفها`), a date, a place, a mark."""
        word = self.parse.words[j]
        if self.parse.core(j) in self.parse.grammar.prepositions or self.parse.text.tokens[j].kind != "w":
            return self.parse.text.tokens[j].kind == "n"
        grammar = self.parse.grammar
        owned = len(word) >= _OWNED and word.endswith(("ها", "هم")) and self.parse.core(j - 1) in grammar.prepositions
        return (
            owned
            or self.parse.core(j) in grammar.numbering
            or word.startswith(("ال", "وال", "بال", "لل"))
            or j in self.parse.date_tokens
            or self.parse.place_ends(j)
        )

    def own(self, i: int) -> bool:
        """Whether persons of the one told before stand at a token: `أم وطفلاها`, `القيادي ونجله`."""
        hit = self.parse.hit(i, "person")
        return hit is not None and hit.prefix == "و" and bool(hit.suffix)

    def repeated(self, i: int, number: Number) -> bool:
        """Whether a number says again how many the noun before it tells: `شخص واحد`, `شرطيان اثنان`."""
        before = self.slots[-1] if self.slots and self.slots[-1].last == i else None
        joined = self.parse.words[i].startswith("وو" if number.n == 1 else "و")  # واحد begins with the letter
        return before is not None and number.n in (1, 2) and before.counts == number.n and not joined

    def another(self, i: int) -> bool:
        """Whether a word for others stands with the phrase before it: `شخصا آخر`, `اثنين آخرين`."""
        before = self.slots[-1] if self.slots and self.slots[-1].last == i else None
        return before is not None and not self.parse.conjoined(i) and (before.number is not None or before.counts == 1)

    def awaited(self, i: int) -> bool:
        """Whether behind a comma those are told whom the trigger counts, its doer alone before it: `قتلت القوات الأحد، ثلاثة مسلحين`."""
        number = self.parse.number_at.get(i)
        if number is None or not self.trigger.frame.trigger.count or self.trigger.victims or self.closed:
            return False
        told = self.index.begins.get(i)
        if (told is None or told.begin != i) and self.parse.words[number.last : number.last + 1] != ("من",):
            return False
        bare = [s.party for s in self.slots if s.name == ""]
        doers = all(p is not None and p.kind in AGENTS and p.n is None and (p.definite or p.named) for p in bare)
        return doers and (self.trigger.verbal or bool(bare)) and not any(s.number is not None for s in self.slots)

    def governor(self, i: int) -> str:
        """The word that governs what follows token `i`, a demonstrative passed over: `خلال هذا الهجوم`."""
        return self.parse.core(i - 1 if self.parse.words[i] in _THESE else i)
