"""The phrases behind a trigger: noun phrases with what governs them."""

from __future__ import annotations

from collections.abc import Mapping

from isnad.reading.mention.apart import cause, supposed
from isnad.reading.mention.governing import Governing, Slot
from isnad.reading.mention.index import PartyIndex, ends_phrase, glued, number_prefix, speaks
from isnad.reading.mention.roles import OUTCOMES
from isnad.reading.mention.triggers import TriggerMention
from isnad.reading.name.listed import behind, listed, opens_list
from isnad.reading.number.counts import Number
from isnad.reading.parse import Parse
from isnad.reading.party.bystates import name_party, site_party
from isnad.reading.party.party import PartyMention
from isnad.reading.word.speech import words_of

REACH = 34  # words behind a trigger in which its slots are looked for
_MEANWHILE = frozenset({"عندما", "حينما", "بينما", "فيما"})  # a clause of its own begins, even right behind the trigger: قتلوا عندما
_DUAL = 2  # how many a dual tells
PARENTHESIS = 9  # words at most between two commas that are skipped: `، الثلاثاء،`


def walk(parse: Parse, index: PartyIndex, trigger: TriggerMention, triggers: Mapping[int, TriggerMention]) -> tuple[list[Slot], bool]:
    """The phrases behind a trigger in order, each with what governs it; and whether an event noun is the subject."""
    return _Walk(parse, index, trigger, triggers).run()


class _Walk(Governing):
    """One walk: where it ends, what is a part, whether an event noun is the subject."""

    def __init__(self, parse: Parse, index: PartyIndex, trigger: TriggerMention, triggers: Mapping[int, TriggerMention]) -> None:
        super().__init__(parse, index, trigger)
        self.triggers = triggers
        self.end = min(parse.sentences[trigger.sentence][1], trigger.last + REACH)
        self.each = -1  # where a list opens
        self.opened = 0  # where what a preposition of two words governs begins
        self.passed = 0  # where the last trigger ends over which the walk went on
        self.part = self.event = False

    def run(self) -> tuple[list[Slot], bool]:
        i = self.trigger.last
        while i < self.end:
            i = self._step(i)
        return self.slots, self.event

    def _outcome(self, i: int) -> bool:
        """Whether a needed word says what became of those told before it: `أردت الشرطة المهاجم قتيلا`."""
        party = self.index.begins[i]
        return party.generic in OUTCOMES and party.number is None and (any(not s.name for s in self.slots) or cause(self.index, i))

    def _counts(self, i: int) -> bool:
        """Whether a needed word tells how many: a number, or others: `أسر آخرين`."""
        return (
            i in self.parse.number_at or self.parse.core(i) in self.parse.grammar.others or self.parse.core(i) in self.parse.grammar.further
        )

    def _step(self, i: int) -> int:
        """Read what stands at a token; the token to go on with."""
        parse, grammar = self.parse, self.parse.grammar
        if i == self.trigger.needed and not self._counts(i) and (i not in self.index.begins or self._outcome(i)):
            if parse.words[i] in self.trigger.frame.slots:
                self.open(parse.words[i])  # أودى هجوم على مسجد بحياة خمسة
            return i + 1
        if opens_list(parse, i):
            self.each = i + 2
            return i + 2
        size = grammar.agent_at(parse.words, i)
        if size:
            self.open("agent")
            return i + size
        core = parse.core(i)
        if core in grammar.targets:
            self.open("target")
            return i + 1
        other = self.triggers.get(i)
        if other is not None and other is not self.trigger:
            if not self._passes(i, other):
                return self.end
            self.passed = other.last
        party = self.index.begins.get(i)
        if party is not None and party.last > i:
            return self._party(i, party)
        state = self.index.states.get(i)
        if state is not None and (self.prep == "agent" or self.prep in self.parse.grammar.foes or self._bare(i)):
            return self._party(i, state)
        number = parse.number_at.get(i)
        if number is not None:
            following = self.index.begins.get(number.last)
            if following is not None and following.begin == i:
                return self._party(i, following)
            if self.repeated(i, number):
                self.slots[-1].number, self.slots[-1].last = number, number.last  # شخص واحد على الأقل
                return number.last
            if number.n == 1 and i > self.trigger.last and not parse.words[i].startswith("وو"):
                return number.last  # من عائلة واحدة: begins with the letter و
            self.slots.append(Slot(self.name(i, number_prefix(parse, i), True), None, number, i, number.last, self.part))
            return number.last
        return self._word(i, core)

    def _word(self, i: int, core: str) -> int:
        parse, grammar, words = self.parse, self.parse.grammar, self.parse.words
        if i == self.trigger.last and (core in grammar.one_of or (core in grammar.parents and self.own(i + 1))):
            self.slots.append(Slot("", None, Number(i, i + 1, 1, 1, 1, "exact"), i, i + 1))
        elif core in grammar.parts or (core in grammar.who and any(s.number is not None for s in self.slots)):
            self.part = True  # بينهم شرطيان، هم أب وابناه
        elif core in _MEANWHILE or (i > self.trigger.last and (core in grammar.clause_starters or core in grammar.results)):
            following = words[i + 1] if i + 1 < len(words) else ""
            if not (core.startswith(("الذي", "التي", "الل")) and (grammar.agent_at(words, i + 1) or following in grammar.targets)):
                return self.end
        elif core in grammar.loose_heads and i + 1 < self.end and words[i + 1] == "من":
            return i + 2  # مجموعة من المارة
        elif core in self.trigger.frame.openings and i + 1 < self.end and f"{core} {words[i + 1]}" in self.trigger.frame.slots:
            self.open(f"{core} {words[i + 1]}")
            return i + 2
        elif i + 1 < self.end and (compound := grammar.compounds.get(f"{core} {words[i + 1]}")):
            self.open(compound)
            self.opened = i + 2
            return i + 2
        elif (core in grammar.prepositions and core != "نحو") or core in self.trigger.frame.slots:
            self.open(core)
        elif words[i] in ("ب", "ل"):
            self.open(words[i])
        elif words[i] == "،":
            return self._comma(i)
        elif words[i] == "(":
            if (
                i == self.trigger.last
                and (number := parse.number_at.get(i + 1)) is not None
                and words[number.last : number.last + 1] == (")",)
            ):
                return i + 1  # مقتل (5)
            return next((j + 1 for j in range(i, min(i + PARENTHESIS, self.end)) if words[j] == ")"), i + 1)
        elif i > self.trigger.last and i >= self.passed and core not in grammar.owned_by and i in parse.hits_at and speaks(parse, i):
            return supposed(parse, self.index, i) or self.end
        elif prefix := glued(parse, i):
            self.open(prefix)
        elif self._further(i, core) and not self.part and not self.another(i):
            n = grammar.further.get(core)
            if n != 1 or ends_phrase(parse, i + 1, self.end):  # آخر جيوب: the last, not another
                self.slots.append(Slot("", None, Number(i, i + 1, n, n, n, "exact" if n else "vague"), i, i + 1))
        elif core in grammar.sites and (site := site_party(parse, i)) is not None:
            return self._party(i, site)
        elif self._bare(i) and self._asks_name(i):
            party = name_party(parse, i)
            if party is not None:
                return self._party(i, party)
        return i + 1

    def _further(self, i: int, core: str) -> bool:
        """Whether a word for others stands where they are told: `وآخر`, and behind what befell the ones before, `بجروح خطيرة ورابع`."""
        grammar = self.parse.grammar
        wounds = self.prep == "ب" and not self.closed and self.parse.conjoined(i) and any(not s.name for s in self.slots)
        return (core in grammar.others and self._bare(i)) or (core in grammar.further and (self._bare(i) or wounds))

    def _bare(self, i: int) -> bool:
        """Whether nothing governs a phrase that begins at `i`, and it follows the trigger or another phrase at once."""
        if self.prep or self.closed or self.inner:
            return False
        return (
            i in (self.trigger.last, self.each)
            or (bool(self.slots) and self.slots[-1].last == i)
            or self.parse.text.tokens[i - 1].kind != "w"
            or i - 1 in self.parse.date_tokens
        )

    def _asks_name(self, i: int) -> bool:
        frame = self.trigger.frame.trigger
        told = any(s.name == "" and s.party is not None and (s.number is not None or s.party.kind == "civilians") for s in self.slots)
        return not told and (frame.count in ("killed", "arrested", "abducted") or frame.id in ("assassinate", "target"))

    def _passes(self, i: int, other: TriggerMention) -> bool:
        """Whether the walk goes on over another trigger: nouns for victims, and event nouns behind a preposition."""
        if other.victims:
            return True
        if other.verbal or i in self.index.begins:
            return not other.verbal
        if self.trigger.verbal and self._follows(i) and other.frame.trigger.role == "means":
            self.event = True  # أوقع تفجير سبعة قتلى
            return True
        how = other.frame.trigger.role == "effect" and not other.frame.trigger.count and self.parse.words[i].startswith("ب")
        if how and self.trigger.frame.trigger.count == "injured":
            self.open("ب")
            return True  # ثلاثة جنود بجروح خطيرة ورابع بجروح طفيفة
        if self.trigger.frame.type == "disrupted_weapons_use" and not other.frame.trigger.count:
            return True  # the weapon itself: نزع عبوة ناسفة زرعتها الميليشيا
        governed = self.prep and not self.filled
        chained = self.inner and i == self.passed  # في معركة السيطرة على
        if chained or (governed and (self.governor(i - 1) in self.parse.grammar.prepositions or i == self.opened)) or glued(self.parse, i):
            self.inner = True
            self.open("inner")
            return True
        return False

    def _follows(self, i: int) -> bool:
        """Whether a token stands right behind the trigger, or behind `one of` there: `قتلت إحدى الغارات 30 شخصا`."""
        return i == self.trigger.last or (i == self.trigger.last + 1 and self.parse.core(i - 1) in self.parse.grammar.singling)

    def _comma(self, i: int) -> int:
        """A comma closes the clause, unless another comes soon and nothing but time or place stands between."""
        words = self.parse.words
        for j in range(i + 1, min(i + PARENTHESIS, self.end)):
            if words[j] == "،":
                return j + 1
            if (
                j in self.index.begins
                or (j in self.parse.number_at)
                or j in self.triggers
                or self.parse.hit(j, "verb")
                or words[j] in (".", "(")
            ):
                break
        if self.slots and i + 1 in self.index.begins and not self.part and self.slots[-1].last == i:
            return i + 1  # a list, or a name behind its title
        if self.awaited(i + 1):
            self.open("")
            return i + 1
        self.closed, self.part = self.closed or bool(self.slots) or i > self.trigger.last, False
        if self.prep not in ("agent", "target") or self.filled:
            self.open("")
        return i + 1

    def _party(self, i: int, party: PartyMention) -> int:
        prefix = party.prefix if i == party.first else number_prefix(self.parse, i)
        number, last = self._list(party)
        fresh = number is not None or not party.definite
        self.slots.append(Slot(self.name(i, prefix, fresh), party, number, i, last, self.part))
        return last

    def _list(self, party: PartyMention) -> tuple[Number | None, int]:
        """The figure of a phrase and where it ends, with the names of a list taken in: `الشبان محمد سالم وأحمد عودة`."""
        parse = self.parse
        names, end = behind(parse, party.last) if party.many and (party.number is None or party.number.n is None) else (0, 0)
        if names > 1:
            return Number(party.first, end, names, names, names, "exact"), end
        if party.number is not None or not (party.named or party.definite):
            return party.number, party.last
        own = range(party.first, party.last) if party.n == 1 and party.named else ()
        start = next((k for k in own if parse.words[k] in words_of(parse.book).given), party.last)
        count, end = listed(parse, start)
        if party.n == _DUAL:
            return None, max(end, party.last)
        if count > 1 and end >= party.last:
            return Number(party.first, end, count, count, count, "exact"), end
        many = parse.number_at.get(party.first)
        return many if many is not None and many.n is None else None, party.last  # مقتل الآلاف
