"""Figures that stand apart from the noun or verb they belong to: before it, or at the end of the sentence."""

from __future__ import annotations

from collections.abc import Mapping

from isnad.reading.mention.index import PartyIndex, number_prefix
from isnad.reading.mention.roles import OUTCOMES
from isnad.reading.mention.subjects import governed
from isnad.reading.mention.triggers import TriggerMention
from isnad.reading.number.figures import Figure
from isnad.reading.parse import Parse
from isnad.reading.party.party import PartyMention

_VICTIM = "generic:victim"
_CLAUSE = 4  # words up to which a clause's verb stands behind its pronoun, and that behind the word for the number
_TOLL = 18  # words behind a word for victims in which their number stands
_STOPS = frozenset({".", "؛", "،"})
_LEAST = ("علي", "الاقل")
_PLURALS = ("ين", "ون", "ات", "ا")  # how a noun behind a number ends
_CASES = frozenset({"حاله", "حالات"})


def before(parse: Parse, trigger: TriggerMention) -> Figure | None:
    """The number right before a word that counts: `12 إصابة`, `عشرة لقوا حتفهم`, `26 آخرون أصيبوا`."""
    i = trigger.first
    many = trigger.hit.prefix == "ال" and not trigger.verbal  # عشرات الإصابات
    if trigger.hit.prefix and not many:
        return None
    if trigger.verbal and i and parse.core(i - 1) in parse.grammar.others:
        i -= 1
    if not trigger.verbal and i and parse.words[i - 1] in _CASES:
        i -= 1  # 21 حالة وفاة
    number = parse.number_end.get(i)
    if number is None and trigger.verbal:
        number = parse.number_end.get(_noun_begins(parse, i))
    if many and number is not None and number.n is not None:
        return None  # في 12 الاعتقال
    if number is None or (trigger.verbal and (trigger.hit.sense.number != "many" or _governed(parse, number.first))):
        return None
    return Figure(number.n, number.q, number.first, trigger.last, number.low, number.high, "before")


def _noun_begins(parse: Parse, i: int) -> int:
    """Where a noun of which nothing is known begins that ends before token `i`: `سبعة حطابين على الأقل قتلوا`; -1 where none does."""
    if parse.words[max(0, i - 2) : i] == _LEAST:
        i -= 2
    unknown = i > 0 and parse.is_word(i - 1) and i - 1 not in parse.hits_at and i - 1 not in parse.date_tokens
    return i - 1 if unknown and parse.words[i - 1].endswith(_PLURALS) else -1


def _governed(parse: Parse, i: int) -> bool:
    return bool(number_prefix(parse, i)) or (i > 0 and parse.core(i - 1) in parse.grammar.prepositions)


def cause(index: PartyIndex, token: int) -> bool:
    """Whether a noun at a token tells to what somebody fell victim, and nobody by itself: `راح ضحية التفجير عشرة`."""
    party = index.begins.get(token)
    return party is not None and party.generic == _VICTIM and party.number is None and party.n == 1


def counted_to(parse: Parse, index: PartyIndex, triggers: Mapping[int, TriggerMention], trigger: TriggerMention) -> Figure | None:
    """The number of victims at the end of what they are victims of: `ارتفاع عدد قتلى الهجوم في المدينة إلى 19`."""
    head = trigger.first - 1 if trigger.victims else _head_of_those(parse, trigger.first)
    if head < 0 or parse.core(head).removeprefix("ال") not in parse.grammar.toll_heads:
        return None
    ahead = parse.number_end.get(head)
    if ahead is not None and parse.core(ahead.first - 1) == "الي":
        return Figure(ahead.n, ahead.q, ahead.first, trigger.last, ahead.low, ahead.high, "toll")  # ارتفع إلى 14 عدد القتلى
    end = parse.sentences[trigger.sentence][1]
    for i in range(trigger.last, min(end, trigger.last + _TOLL)):
        number, other = parse.number_at.get(i), triggers.get(i)
        if (other is not None and (other.verbal or other.victims)) or _ends(parse, i) or parse.words[i] in parse.grammar.totals:
            return None  # عدد القتلى منذ بدء الاحتجاجات: those of many incidents
        if number is not None:
            party = index.begins.get(number.last)
            own = party is None or OUTCOMES.get(party.generic or "", trigger.frame.trigger.count) == trigger.frame.trigger.count
            last = party.last if party is not None and party.number is number else number.last
            side = index.begins.get(trigger.last)
            rule = "toll" if side is None or side.kind == "civilians" else "number.victims"  # عدد قتلى الجيش: of one side
            return Figure(number.n, number.q, i, last, number.low, number.high, rule) if own else None
    return None


def _head_of_those(parse: Parse, first: int) -> int:
    """Where the word stands that tells the number of those of whom a clause says what befell them: `عدد الناشطين الذين قتلوا`; -1 for none."""
    those = next((i for i in range(first - 1, max(-1, first - _CLAUSE), -1) if parse.words[i] == "الذين"), -1)
    behind = range(those - 1, max(-1, those - _CLAUSE), -1)
    return next((i for i in behind if parse.core(i).removeprefix("ال") in parse.grammar.toll_heads), -1)


def _ends(parse: Parse, i: int) -> bool:
    """Whether a mark ends the telling of a toll: not where a day stands behind it or before it, or the toll is taken up."""
    if parse.words[i] != "،" or i + 1 >= len(parse.words):
        return parse.words[i] in _STOPS
    return not parse.date_tokens & {i - 1, i + 1} and parse.core(i + 1) not in parse.grammar.tolls


def supposed(parse: Parse, index: PartyIndex, i: int) -> int:
    """Where a clause ends that says what those before it are thought to be: `مسلحون يشتبه بأنهم متطرفون`; 0 if none opens at a token."""
    if parse.words[i] not in parse.grammar.supposing or parse.grammar.taken_up.isdisjoint(parse.words[i + 1 : i + 2]):
        return 0
    party = index.begins.get(i + 2 + (parse.words[i + 2 : i + 3] == ("من",)))
    return party.last if party is not None else 0


def put_off(parse: Parse, index: PartyIndex, trigger: TriggerMention) -> PartyMention | None:
    """The counted subject at the end of a sentence whose verb opens it: `راح ضحية التفجير الذي هز السوق 18 شخصا`."""
    if not trigger.verbal or trigger.needed != trigger.last or not cause(index, trigger.needed):
        return None
    for i in range(trigger.needed + 1, parse.sentences[trigger.sentence][1]):
        party = index.begins.get(i)
        if party is not None and party.number is not None and party.begin == i:
            return None if _governed(parse, i) or governed(parse, party) else party
        if any(
            h.sense.lexicon == "trigger" and h.sense.pos == "verb" and parse.tools.frames[h.sense.id].trigger.count
            for h in parse.hits_at.get(i, ())
        ):
            return None
    return None
