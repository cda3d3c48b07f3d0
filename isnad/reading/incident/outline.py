"""What every pair of a mention asks of it: whom and how many it tells, how surely, and what its words announce; made once for each."""

from __future__ import annotations

from dataclasses import dataclass

from isnad.reading.logit import probability
from isnad.reading.mention.mentions import Mention
from isnad.reading.mention.triggers import TriggerMention
from isnad.reading.parse import Parse


@dataclass(frozen=True, slots=True)
class Outline:
    """A mention as those that it is set against see it."""

    frames: frozenset[str]
    verbal: bool
    definite: bool  # one of its triggers is a definite noun
    anaphoric: bool  # all of them are
    other_word: bool
    other_incident: bool
    shift: bool
    opens_with_place: bool
    by: frozenset[str]  # ids
    against: frozenset[str]
    generic: frozenset[str]  # ids of nouns on either side
    figures: dict[str, frozenset[int]]
    recalled: float
    told_first: float
    main: float

    @classmethod
    def of(cls, parse: Parse, m: Mention) -> Outline:
        """Look at one mention."""
        nouns = [t.hit.definite and t.hit.sense.pos != "verb" for t in m.triggers]
        ids = [[i for p in parties for i in p.ids] for parties in (m.by, m.against)]
        by, against = (frozenset([i for i in side if not i.startswith("generic")]) for side in ids)
        told = m.telling
        return cls(
            frozenset([t.frame.id for t in m.triggers]), any(t.verbal for t in m.triggers), any(nouns), all(nouns),
            any(_other(parse, t) for t in m.triggers), any(_other_incident(parse, t) for t in m.triggers), _shifts(parse, m),
            _opens_with_place(parse, m), by, against, frozenset([i for side in ids for i in side if i.startswith("generic")]),
            {name: frozenset([f.n for f in figures if f.n is not None]) for name, figures in m.figures.items()},
            *(map(probability, (told.background, told.first, told.main)) if told else (0.5, 0.5, 0.5)),
        )  # fmt: skip


def _shifts(parse: Parse, m: Mention) -> bool:
    first, last = parse.sentences[m.sentence]
    return not parse.narration.shifts.isdisjoint(parse.words[first : min(last, first + 4)])


def _other(parse: Parse, trigger: TriggerMention) -> bool:
    """`هجوم آخر`, `في عملية ثانية … قتلت`: another incident than the one before."""
    behind = parse.words[trigger.last : trigger.last + 3]
    return not parse.narration.others.isdisjoint(behind) or _announced(parse, trigger)


def _other_incident(parse: Parse, trigger: TriggerMention) -> bool:
    """The same where the word stands directly behind the noun: `هجوم آخر` and `في عملية ثانية`, not `وأصيب خمسة آخرون`."""
    behind = parse.words[trigger.last : trigger.last + 1]
    return (not trigger.verbal and not parse.narration.others.isdisjoint(behind)) or _announced(parse, trigger)


def _announced(parse: Parse, trigger: TriggerMention) -> bool:
    """`في عملية ثانية … قتلت`: before the trigger a noun for incidents says that it is another one."""
    n = parse.narration
    before = range(max(1, trigger.first - 6), trigger.first)
    return any(parse.words[i] in n.others and parse.core(i - 1) in n.incidents for i in before)


def _opens_with_place(parse: Parse, m: Mention) -> bool:
    """`وفي مدينة …`: a sentence that turns to another place."""
    first, _ = parse.sentences[m.sentence]
    return any(p.first - first <= 3 and p.exactness >= 2 for _, p in m.places)
