"""Figures that no number tells: of a pronoun, `one of them`, losses, victims shared by two triggers; and killings only tried, without one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from isnad.reading.mention.index import PartyIndex
from isnad.reading.mention.roles import Roles
from isnad.reading.mention.triggers import TriggerMention
from isnad.reading.number.figures import Figure
from isnad.reading.parse import Parse
from isnad.reading.party.party import PartyMention

_PARTY = 3  # words of a party between an attempt and what was tried
_BEHIND = 2  # words behind the word that a trigger needs in which its pronoun stands: ألقي القبض عليه
_LOSSES = 4  # words behind a word of losses that may say of what
_BETWEEN = 3  # words at most between those whom a pronoun takes up and its verb: `34 سجينا كان قد اعتقلهم`
_CLAUSE = 12  # words before a joined verb in which those stand to whom more is done
_TAKEN_UP = 5  # words behind a noun in which a pronoun takes it up
_CLOSE = 4  # words behind a figure in which what became of those counted stands
_FEW = 2  # persons up to whom a noun is told in another number than the singular
_DUAL = re.compile("َّ?يْ?ن|يْن")  # a fatha, a shadda maybe, before the last ya, or a sukun on it
_ABOARD = "aboard"  # all who were on a vehicle: مصرع وإصابة جميع من كان على متنها
_HER = "ها"  # a thing as well, where it is the object of a verb: خطفها


def by_pronoun(parse: Parse, trigger: TriggerMention) -> Figure | None:
    """The one or two of whom a pronoun tells: `اعتقاله`, `ألقي القبض عليهما`, `احتجزته`."""
    grammar, suffix, last = parse.grammar, trigger.hit.suffix, trigger.last
    needed = parse.words[trigger.needed : trigger.needed + 1] if trigger.needed >= 0 else ()
    if not grammar.losses.isdisjoint((*parse.words[trigger.first : last], *needed)):
        return None  # خسائر في صفوفها
    if suffix:
        n = None if trigger.verbal and suffix == _HER else grammar.pronouns.get(suffix)
    else:
        end = parse.sentences[trigger.sentence][1]
        behind = range(trigger.needed + 1, trigger.needed + 1 + _BEHIND) if trigger.needed >= 0 else ()
        at = next((i for i in (last - 1, *behind) if i < end and parse.words[i] in grammar.upon), None)
        if at is None:
            return None
        n, last = grammar.pronouns.get(grammar.upon[parse.words[at]]), at + 1
    return None if n is None else Figure(n, "exact", trigger.first, last, n, n, "pronoun")


def by_words(parse: Parse, trigger: TriggerMention) -> Figure | None:
    """The figure within a trigger of several words, or words behind it for many: `إيقاف عدد من المحتجين`, `خسائر بشرية`."""
    grammar, first, last = parse.grammar, trigger.first, trigger.last
    number = next((n for i in range(first, last) if (n := parse.number_at.get(i)) is not None), None)
    if number is not None:
        return Figure(number.n, number.q, number.first, last, number.low, number.high, "within")
    end = max(last, trigger.needed + 1)
    if _both(trigger):
        return Figure(None, "vague", first, last, None, None, "among")
    words = parse.words[first : min(end + _LOSSES, parse.sentences[trigger.sentence][1])]
    if not grammar.losses.isdisjoint(words) and not grammar.lives.isdisjoint(words):
        return Figure(None, "vague", first, end, None, None, "losses")
    aboard = parse.words[last : last + 2]  # مقتل من كانوا على متنها
    if len(aboard) == 2 and aboard[0] in grammar.everyone and aboard[1] in grammar.those:
        return Figure(None, "vague", first, last + 2, None, None, _ABOARD)
    one = parse.words[end : end + 2]  # اختناق أحد المشاركين
    if len(one) == 2 and parse.core(end) in grammar.singling and one[1].startswith("ال"):
        return Figure(1, "exact", end, end + 2, 1, 1, "one_of")
    return None


def resumed(parse: Parse, index: PartyIndex, trigger: TriggerMention) -> PartyMention | None:
    """Those before a verb whom its pronoun takes up: `19 شابا اعتقلتهم الشرطة`."""
    if trigger.hit.suffix not in parse.grammar.pronouns:
        return None
    for i in range(trigger.first - 1, max(-1, trigger.first - 2 - _BETWEEN), -1):
        party = index.covering.get(i)
        if party is not None:
            joined = index.covering.get(party.begin - 1) if party.number is None and parse.conjoined(party.begin) else None
            return joined if joined is not None and joined.number is not None else party  # 30 سيدة وطفلا يحتجزهم
        if parse.core(i) not in parse.grammar.resumers:
            return _counted_before(parse, index, trigger)
    return None


def _counted_before(parse: Parse, index: PartyIndex, trigger: TriggerMention) -> PartyMention | None:
    """Those counted in the clause before, to whom a joined verb does more: `أطلق النار على سبعة جنود فأرداهم`."""
    if trigger.hit.prefix not in ("و", "ف") or not trigger.verbal or trigger.hit.suffix not in ("هم", "هن"):
        return None
    start = max(parse.sentences[trigger.sentence][0], trigger.first - _CLAUSE)
    near = (index.covering.get(i) for i in range(trigger.first - 1, start - 1, -1))
    return next((p for p in near if p is not None and p.number is not None), None)


def two(parse: Parse, party: PartyMention) -> bool:
    """Whether a form that may be a dual is one by its vowels or by what takes it up."""
    return _written_as_two(parse, party) or _taken_up_as_two(parse, party)


def _taken_up_as_two(parse: Parse, party: PartyMention) -> bool:
    """Whether a form that may be a dual is one: a pronoun takes two up behind it, `مغربيين يشتبه بتجنيدهما`."""
    if party.definite or not parse.words[party.first].endswith("ين"):
        return False
    end = parse.sentences[parse.sentence_of(party.first)][1]
    behind = parse.words[party.last : min(end, party.last + _TAKEN_UP)]
    stop = next((k for k, w in enumerate(behind) if w in (".", "؛")), len(behind))
    return any(w.endswith("هما") or w in parse.grammar.two for w in behind[:stop])


def _written_as_two(parse: Parse, party: PartyMention) -> bool:
    """Whether written vowels tell a dual: `إرهابييْن`, `مستوطنَين`."""
    raw = parse.raw(party.first, party.first + 1) if parse.words[party.first].endswith("ين") else ""
    return _DUAL.search(raw) is not None


def one_of(parse: Parse, token: int) -> bool:
    """Whether the word before a phrase says that one of several is meant: `أحد العناصر`."""
    return token > 0 and parse.core(token - 1) in parse.grammar.singling


def attempted(parse: Parse, trigger: TriggerMention) -> bool:
    """Whether a killing told by a noun was only tried, planned or threatened: `الشروع في قتل شرطيين`, `حاول قتل الوزير`."""
    i = trigger.first - 1
    if i > 0 and not trigger.verbal and parse.words[i] in ("في", "ب", "ل"):
        i -= 1
    return any(k >= 0 and parse.core(k) in parse.grammar.attempts for k in (i, _before_party(parse, i)))  # محاولة مسلحين قتل النائب


def _before_party(parse: Parse, i: int) -> int:
    """The token before the party that ends with token `i`; `i` itself where none does."""
    for k in range(i, max(-1, i - _PARTY), -1):
        if any(h.last == i + 1 and h.sense.lexicon in ("actor", "person") for h in parse.hits_at.get(k, ())):
            return k - 1
    return i


def among(parse: Parse, trigger: TriggerMention) -> bool:
    """Whether those who fell are told as dead and wounded together: `سقط 17 مقاتلا بين قتيل وجريح`, `سقط 20 قتيلا وجريحا`."""
    i = trigger.needed
    if not 0 < i < len(parse.words) - 1 or parse.hit(i + 1, "trigger", "person") is None:
        return False
    return _shares(parse.words[i + 1]) if i in parse.number_end else parse.words[i - 1] == "بين" and parse.words[i + 1].startswith("و")


def mixed(triggers: Mapping[int, TriggerMention], figures: Sequence[Figure]) -> bool:
    """Whether it stands close behind a figure that some of them died and some did not: `راح ضحيته 30 شخصا على الأقل ما بين قتيل وجريح`."""
    return any((t := triggers.get(i)) is not None and _both(t) for f in figures for i in range(f.last, f.last + _CLOSE))


def _both(trigger: TriggerMention) -> bool:
    return trigger.frame.trigger.count == "injured" and trigger.hit.sense.pos == "phrase" and trigger.last - trigger.first > _FEW


def joined_before(parse: Parse, index: PartyIndex, party: PartyMention) -> Iterator[PartyMention]:
    """The counted parties joined to a counted one from before it: `سبعة جنود وثمانية مسلحين قتلوا`."""
    while party.begin > 0:
        joined, i = parse.conjoined(party.begin), party.begin - 1
        if parse.words[i] == "و":
            joined, i = True, i - 1
        before = index.covering.get(i)
        if not joined or before is None or (before.number is None and before.n is None):
            return
        yield before
        party = before


def share(parse: Parse, left: tuple[TriggerMention, Roles], right: tuple[TriggerMention, Roles]) -> None:
    """Two triggers with the victims of the second: `مقتل وإصابة العشرات` tells of neither how many; the roles of both are changed."""
    (first, told), (second, roles) = left, right
    if first.victims and second.victims:
        _mixed(parse, left, right)
        return
    counts = {first.frame.trigger.count, second.frame.trigger.count}
    glued = first.last == second.first and parse.words[second.first].startswith("و")
    apart = first.last + 1 == second.first and parse.words[first.last] == "و"
    doer = None
    if second.verbal and parse.words[second.first].startswith("و"):
        doer = next((p for p in told.by + told.against if p.begin == first.last and p.last == second.first), None)
    if None in counts or len(counts) < 2 or told.figures or not roles.figures or first.victims or not (glued or apart or doer):
        return
    figure = roles.figures[0]
    if (second.verbal and not first.verbal) or (figure.first < second.last and figure.rule != _ABOARD):
        return
    for figure in roles.figures:
        figure.blur()
    told.figures += [Figure(None, "vague", f.first, f.last, None, None, "shared", side=f.side) for f in roles.figures]
    if doer is not None and doer in told.against:
        told.against.remove(doer)  # قتلت الميليشيات وأصابت عشرات المدنيين
        told.assign("by", doer, "subject")
    told.against += [p for p in roles.against if p not in told.against]


def _mixed(parse: Parse, left: tuple[TriggerMention, Roles], right: tuple[TriggerMention, Roles]) -> None:
    """Two nouns for victims behind one number: of `20 قتيلا وجريحا` neither is told how many."""
    (first, told), (second, roles) = left, right
    counted = [f for f in told.figures if f.rule == "number.victims" and f.n is not None and f.n > _FEW]
    glued = first.last == second.first and _shares(parse.words[second.first])
    if counted and glued and [f.rule for f in roles.figures] == ["victims.noun"]:
        for figure in (*counted, *roles.figures):
            figure.blur()
            figure.first, figure.last = counted[0].first, second.last


def _shares(word: str) -> bool:
    """Whether a noun for victims stands under the number before the one that it is joined to: `وجريحا`, not `وجريح واحد`."""
    return word.startswith("و") and word.endswith("ا")
