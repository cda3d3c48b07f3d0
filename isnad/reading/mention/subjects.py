"""The subject of a verb that tells an incident: before it in the clause, or taken up from before."""

from __future__ import annotations

from msgspec.structs import replace

from isnad.reading.mention.index import AGENTS, PartyIndex, glued
from isnad.reading.mention.triggers import TriggerMention
from isnad.reading.parse import Parse
from isnad.reading.party.party import PartyMention

BACK = 16  # words before a verb in which its subject is looked for
_OWNED = 6  # words before a party in which those counted stand whose owner it is
RESUMED = 60  # words before a verb without a subject in which the subject that it takes up is looked for
_MARKS = frozenset('، : ؛ " . ( ) \n - #'.split(" "))  # behind these a clause may open with its subject


def governed(parse: Parse, party: PartyMention) -> bool:
    """Whether a preposition or another noun governs a party."""
    if party.begin == party.first and (party.prefix.removesuffix("ال").lstrip("وف") or party.prefix.endswith("لل")):
        return not (party.begin > 0 and parse.core(party.begin - 1).removeprefix("ال") in parse.grammar.acting_for)
    before = party.begin - 1
    if before < 0 or not parse.is_word(before):
        return False
    return parse.core(before) in parse.grammar.prepositions or bool(glued(parse, before))


def subject_before(parse: Parse, index: PartyIndex, trigger: TriggerMention) -> PartyMention | None:
    """The subject before a verb: the nearest party in the clause that nothing governs and that agrees with the verb."""
    start = max(parse.sentences[trigger.sentence][0], trigger.first - BACK)
    i = trigger.first - 1
    commas = 0
    while i >= start:
        word = parse.words[i]
        party = index.covering.get(i) or index.states.get(i)
        if party is not None:
            if (not governed(parse, party) or _described(party, trigger)) and _agrees(parse, party, trigger):
                party = _counted_owner(parse, index, party, trigger)
                return None if says(parse, party) and not _taken_up(parse, party, trigger) else party
            i = party.begin - 1
            continue
        if word == "،":
            commas += 1
            if commas > 2:
                return None
        elif parse.grammar.besides_at(parse.words, i):
            pass  # خمسة أشخاص إضافة إلى المهاجم قتلوا: إضافة looks like a verb
        elif (
            word in (".", "؛", ":")
            or parse.core(i) in parse.grammar.results
            or any(h.sense.lexicon in ("trigger", "verb") and h.sense.pos == "verb" for h in parse.hits_at.get(i, ()))
        ):
            return None
        i -= 1
    return None


def _counted_owner(parse: Parse, index: PartyIndex, party: PartyMention, trigger: TriggerMention) -> PartyMention:
    """Of whom a plural verb tells where the party before it only says whose they are: `119 من عناصر الميليشيا قتلوا`."""
    adjectives = all(w.startswith("ال") for w in parse.words[party.last : trigger.first])
    if trigger.hit.sense.number != "many" or party.number is not None or not adjectives:
        return party
    for i in range(party.begin - 1, max(-1, party.begin - _OWNED), -1):
        before, core = index.covering.get(i), parse.core(i)
        if before is not None and before.number is not None:
            return party if governed(parse, before) else replace(party, number=before.number)
        starts = core in parse.grammar.clause_starters and core != "غير"
        if not parse.is_word(i) or starts or parse.hit(i, "verb", "trigger") is not None:
            return party
    return party


def _described(party: PartyMention, trigger: TriggerMention) -> bool:
    """Whether a verb right behind a figure tells more of those counted, whatever governs them: `من بين تسعة ناشطين اعتقلوا`."""
    return party.number is not None and party.last == trigger.first and trigger.hit.sense.number == "many"


def subject_resumed(parse: Parse, index: PartyIndex, trigger: TriggerMention) -> PartyMention | None:
    """The subject that a verb without one takes up from before it in the sentence: `داهمت قوات … واعتقلت`."""
    start = max(parse.sentences[trigger.sentence][0], trigger.first - RESUMED)
    found: list[tuple[int, PartyMention]] = []
    for i in range(start, trigger.first):
        party = index.begins.get(i) or index.states.get(i)
        if party is None or party.begin != i or governed(parse, party) or party.kind not in AGENTS | {"protesters"} or party.number:
            continue
        if not _agrees(parse, party, trigger) or (says(parse, party) and not _taken_up(parse, party, trigger)):
            continue
        before = i - 1
        opens = (
            before < start
            or parse.words[before] in _MARKS
            or parse.words[before] in parse.grammar.openers
            or parse.core(before) in parse.grammar.clause_starters
        )
        verbal = before >= start and (
            any(h.sense.pos == "verb" for h in parse.hits_at.get(before, ()))
            or parse.core(before) in parse.grammar.light_verbs
            or parse.words[before].endswith("ت")
        )
        if opens or verbal:
            found.append((2 if verbal else 1, party))
    return max(found, key=lambda f: f[0])[1] if found else None


def says(parse: Parse, party: PartyMention) -> bool:
    """Whether a party is the subject of a reporting verb right before it."""
    before = party.begin - 1
    needs = parse.tools.needs
    hits = parse.hits_at.get(before) if before >= 0 else None
    return hits is not None and any(h.sense.lexicon == "verb" and h.sense.pos == "verb" and not needs.get(h.sense.id) for h in hits)


def _taken_up(parse: Parse, party: PartyMention, trigger: TriggerMention) -> bool:
    """Whether a pronoun takes a speaker up as the doer: `قالت روسيا إنها قتلت`."""
    return any(w in parse.grammar.taken_up for w in parse.words[party.last : trigger.first]) and not any(
        w in ("ان", "بان") for w in parse.words[party.last : trigger.first]
    )


def _agrees(parse: Parse, party: PartyMention, trigger: TriggerMention) -> bool:
    """Whether a party before a verb can be its subject by gender and number."""
    sense = trigger.hit.sense
    if not trigger.verbal or not sense.tense:
        return True
    head = parse.core(party.first).removeprefix("ال")
    feminine = head.endswith(("ه", "ات", "شرطه")) or party.weak
    if sense.number == "two" and party.number is None and head.endswith("ين"):
        return True  # محتجين قتلا: of a form that may be a dual
    if sense.number == "many":
        return party.many or party.number is not None or not feminine
    if sense.gender == "f":
        return feminine or party.many or head.endswith("ا")
    return (not feminine or party.weak) and not (party.many and party.generic is not None and party.number is None)
