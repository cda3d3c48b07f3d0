"""Whether what is told happened: negated, denied, alleged, foiled, planned, recalled, or a total over a period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from isnad.codebook.entries import Cue
from isnad.reading.mention.families import VIOLENT
from isnad.reading.mention.triggers import TriggerMention
from isnad.reading.parse import Parse
from isnad.scan import Hit

# Words between a cue and the trigger up to which the cue still holds; behind the trigger a cue stands closer.
_REACH = {"negated": 3, "denied": 9, "alleged": 7, "foiled": 6, "planned": 8, "conditional": 6, "opinion": 7}
_REACH_BACK = 6
_RESULT = 12  # words between a negation and the victims that did not result
_ORDER = ("denied", "foiled", "planned", "conditional", "alleged", "opinion")
# Effects that hold wherever the cue stands in the sentence.
_WHOLE = frozenset({"background", "period"})
# What did not happen yet, or was prevented, is not told by a verb in the past.
_NOT_PAST = frozenset({"foiled", "planned", "opinion"})
_MARKS = frozenset("،؛.:")
# Doubt about the doer, not the deed: `اتهمته بالوقوف وراء`, `نفت مسؤوليتها عن`.
_DOER = re.compile(
    r"[وبل]{0,2}(?:ال)?(?:مسوولي[هت]|صل[هت]|علاق[هت]|تورط|متورط|ضلوع|ضالع|وقوف|وراء|انتماء|تدبير|مدبر|تنفيذ|منفذ|مشارك[هت]|شارك|نفذ|دبر|يقف|تقف)"
)
# The end or the echo of the deed is meant, not the deed: `دعا إلى وقف`, `مخاوف من تكرار`.
_ABOUT = re.compile(
    r"[وبل]{0,2}(?:ال)?(?:وقف$|انهاء|تحقيق|محاسب[هت]|معاقب[هت]|ملاحق[هت]|تكرار|افراج|ادان[هت]|تداعي|عواقب|مواجه[هت]|مكافح[هت])"
)
_DOUBTED = frozenset({"alleged", "denied", "opinion"})
# Cues that, before a noun with the article, doubt the doer or the cause of what is known to have happened.
_OF_THE_KNOWN = frozenset({"accuse", "allege", "believe", "suspect", "forecast"})
_SOUGHT = frozenset({"planned", "opinion", "conditional"})
# Acts that prevent others: what was foiled is the act of the other side.
_PREVENTING = frozenset({"arrests", "disrupted_weapons_use", "protest_with_intervention"})
_GROUND = frozenset({"government_regains_territory", "nonstate_overtakes_territory", "base_established"})


@dataclass(frozen=True, slots=True)
class Modality:
    """The status of one trigger, whether it is recalled or a total, and the cues that say so."""

    status: str
    negated: bool
    background: bool
    period: bool
    opinion: bool
    rule: str


def modality(parse: Parse, trigger: TriggerMention) -> Modality:
    """Read the cues around a trigger."""
    first, last = parse.sentences[trigger.sentence]
    found: dict[str, tuple[str, Hit]] = {}
    for hit in parse.cues_in(first, last):
        cue = parse.tools.book.cues[hit.sense.id]
        if _fits(hit) and _holds(parse, hit, cue, trigger):
            found.setdefault(cue.effect, (cue.id, hit))
    status = next((e for e in _ORDER if e in found), "occurred")
    rule = found[status][0] if status in found else ""
    if trigger.frame.trigger.status:
        status, rule = trigger.frame.trigger.status, trigger.frame.id
    elif status == "occurred":
        status, rule = _own(trigger)
    elif status == "planned" and trigger.frame.family in VIOLENT and _arrested_before(parse, found[status][1], first):
        status, rule = "foiled", f"{rule}.arrested"
    if status in ("conditional", "opinion"):
        status = "planned"
    view = "opinion" in found or "conditional" in found
    return Modality(status, "negated" in found, "background" in found, "period" in found, view, rule)


def _own(trigger: TriggerMention) -> tuple[str, str]:
    """What the form of the trigger itself says: a future, or ground that is only aimed at (`للسيطرة على`)."""
    prefix = trigger.hit.prefix
    if trigger.verbal and prefix.endswith("س") and trigger.hit.sense.tense == "present":
        return "planned", "future"
    if not trigger.verbal and prefix in ("ل", "لل", "ول", "ولل") and trigger.frame.type in _GROUND:
        return "planned", "aim"
    return "occurred", ""


def _arrested_before(parse: Parse, cue: Hit, first: int) -> bool:
    """Whether an arrest is told before a plan, which it foiled: `القبض على رجلين كانا يخططان لهجوم`."""
    return any(h.sense.id.startswith("arrests/") and _met(parse, h) for i in range(first, cue.first) for h in parse.hits_at.get(i, ()))


def _met(parse: Parse, hit: Hit) -> bool:
    """Whether a trigger word has the word that it needs (ألقت … القبض)."""
    frame = parse.tools.frames[hit.sense.id]
    following = parse.words[hit.last : hit.last + frame.trigger.gap + 1]
    return not frame.needs or any(w in frame.needs or w.removeprefix("ال") in frame.needs for w in following)


def _fits(hit: Hit) -> bool:
    """A phrase or a short word with a pronoun glued on is another word: `في حالة`, `لوك`."""
    return not hit.suffix or hit.sense.suffix == "glue" or (hit.last - hit.first == 1 and hit.end - hit.start > 3)


def _holds(parse: Parse, hit: Hit, cue: Cue, trigger: TriggerMention) -> bool:
    if cue.effect in _WHOLE or (cue.effect, cue.scope) == ("negated", "clause"):
        return True
    if (cue.effect == "foiled" or cue.scope == "before") and trigger.frame.type in _PREVENTING:
        return False
    if cue.effect in _NOT_PAST and _past(parse, trigger):
        return False
    if hit.first < trigger.first and trigger.last <= hit.last and cue.scope != "before":
        return True  # محاولة تفجير
    if hit.last <= trigger.first:
        return cue.scope != "before" and _reaches(parse, hit, cue, trigger)
    if trigger.last <= hit.first:
        between = range(trigger.last, hit.first)
        return cue.scope != "after" and len(between) <= _REACH_BACK and not any(_turns(parse, i) for i in between)
    return False


def _reaches(parse: Parse, hit: Hit, cue: Cue, trigger: TriggerMention) -> bool:
    """Whether what follows a cue up to the trigger still is what the cue speaks of."""
    between = range(hit.last, trigger.first)
    if cue.effect == "negated" and trigger.frame.trigger.role == "effect" and _nothing(parse, between):
        return True
    if len(between) > _REACH[cue.effect] or any(_turns(parse, i) for i in between):
        return False
    words = [parse.words[i] for i in between]
    if cue.effect == "negated":
        return all(w in parse.grammar.empty for w in words)
    if cue.effect in _DOUBTED and any(_DOER.match(w) for w in _with(parse, trigger, words)):
        return False
    if cue.effect in _SOUGHT and any(_ABOUT.match(w) for w in words):
        return False
    if cue.id in _OF_THE_KNOWN and trigger.hit.prefix.endswith("ال"):
        return False  # رجحت الشرطة أن يكون الانفجار ناجما عن …
    return not (_past(parse, trigger) and trigger.hit.prefix and not parse.grammar.that.intersection(words))


def _nothing(parse: Parse, between: range) -> bool:
    """Whether what stands between a negation and a word for victims says that none resulted: `لم يسفر الهجوم عن`."""
    opens = bool(between) and parse.core(between[0]) in parse.grammar.resulting
    return opens and len(between) <= _RESULT and not any(_turns(parse, i) for i in between)


def _with(parse: Parse, trigger: TriggerMention, words: list[str]) -> Iterator[str]:
    yield from words
    if trigger.frame.trigger.needs:
        yield parse.words[trigger.first]


def _turns(parse: Parse, token: int) -> bool:
    word = parse.core(token)
    grammar = parse.grammar
    return word in _MARKS or word in grammar.turns or (word in grammar.clause_starters and word not in grammar.that)


def _past(parse: Parse, trigger: TriggerMention) -> bool:
    """Whether a trigger is a verb in the past; a passive in the present begins with ي or ت."""
    hit = trigger.hit
    if not trigger.verbal or hit.sense.tense == "present":
        return False
    if not hit.prefix and any(h.sense.id == hit.sense.id and h.sense.pos == "noun" for h in parse.hits_at[hit.first]):
        return False  # تدرس الحكومة ضم …: the masdar has the letters of the verb
    return hit.sense.tense == "past" or parse.text.folded[hit.start] not in "يت"
