"""Words that tell incidents: trigger hits with their sense made out, those that mean something else left out."""

from __future__ import annotations

from dataclasses import dataclass

from isnad.codebook.entries import NUMBER, PLACE
from isnad.reading.network import Array
from isnad.reading.parse import Parse
from isnad.reading.party.heads import false_pronoun
from isnad.reading.place.toponymy import toponymy_of
from isnad.reading.tools import Frame
from isnad.scan import Hit

_ADVERB = 4  # letters of a masdar that stands as an adverb: طعنا, ذبحا
_WOUNDS = 2  # words before a word for wounds in which it is told that somebody died of them
_DUAL = 4  # words before an adverb in which the verb that it belongs to stands
_HOW = frozenset({"battle", "explosion"})  # families of nouns that tell how an attack was made
_NEAR = 4  # words on either side in which an `unless` word cancels


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """How a trigger tells: logistic sums, probabilities in the model's order, and a point that is near those of the same incident.

    The sums: that an incident is told at all, that a recalled one, that it is told here first, that it is the one the article opens with.
    """

    told: float
    background: float
    first: float
    main: float
    status: Array
    types: Array
    ages: Array  # of the steps of `time.age.AGES`
    by: Array  # of the kinds of `telling.KINDS`
    against: Array
    point: Array


@dataclass(frozen=True, slots=True)
class TriggerMention:
    """A trigger in the text: tokens `[first, last)`, whether it stands as a verb, and the word it needed."""

    hit: Hit
    frame: Frame
    first: int
    last: int
    verbal: bool
    victims: bool
    needed: int  # token of the word it needs, or -1
    sentence: int
    telling: Telling | None = None  # how it tells; weighed behind the search


def find_triggers(parse: Parse) -> tuple[TriggerMention, ...]:
    """The triggers of an article in order; of overlapping ones the longest, then the weightiest."""
    found: list[TriggerMention] = []
    for hit in parse.scan.of("trigger"):
        if false_pronoun(parse, hit):
            continue
        frame = parse.tools.frames[hit.sense.id]
        sentence = parse.sentence_of(hit.first)
        bounds = parse.sentences[sentence]
        needed = -1
        if frame.needs:
            needed = _needed(parse, hit, frame, bounds[1])
            if needed < 0:
                continue
        if frame.unless and _cancelled(parse, hit, frame, needed, bounds):
            continue
        if frame.only and not _has(parse, frame.only, bounds):
            continue
        if frame.trigger.count == "injured" and _succumbed(parse, hit.first):
            continue
        verbal = hit.sense.pos == "verb" and not _nominal(parse, hit)
        found.append(TriggerMention(hit, frame, hit.first, hit.last, verbal, hit.sense.pos == "victims", needed, sentence))
    return _best(found, parse)


def _needed(parse: Parse, hit: Hit, frame: Frame, end: int) -> int:
    """The token of the word that a trigger needs, -1 for none; marks do not count towards the gap: `استعادت القوات، السبت، بلدة`."""
    gap, i = frame.trigger.gap, hit.last
    while i < end and gap >= 0:
        if _meets(parse, i, frame) or (i == hit.last and NUMBER in frame.needs and i in parse.number_at):
            return i
        gap -= parse.is_word(i)
        i += 1
    return -1


def _meets(parse: Parse, i: int, frame: Frame) -> bool:
    word = parse.words[i]
    return (
        word in frame.needs
        or parse.cores[i] in frame.needs
        or word.removeprefix("ب") in frame.needs
        or word.removeprefix("ال") in frame.needs
        or (PLACE in frame.needs and _named(parse, i))
    )


def _named(parse: Parse, i: int) -> bool:
    """Whether a name begins at a token that can only be a place, and no country, which acts as often as it is the ground."""
    topo = toponymy_of(parse.book)
    return any(
        h.sense.lexicon == "place"
        and h.sense.id not in parse.grammar.ambiguous
        and not topo.ordinary_word(h.sense.id)
        and not parse.tools.matcher.place_names[h.sense.id][0].startswith("country:")
        for h in parse.hits_at.get(i, ())
    )


def _cancelled(parse: Parse, hit: Hit, frame: Frame, needed: int, bounds: tuple[int, int]) -> bool:
    """Whether an `unless` word stands near the trigger or the word it needs; words of accidents cancel from anywhere in the sentence."""
    windows = [(hit.first, hit.last)] + ([(needed, needed + 1)] if needed >= 0 else [])
    for first, last in windows:
        start, end = max(bounds[0], first - _NEAR), min(bounds[1], last + _NEAR)
        if any(_is_one_of(parse.words[i], parse.cores[i], frame.unless) for i in range(start, end)):
            return True
        if frame.unless_phrases:
            stretch = " ".join(parse.words[start:end])
            if any(phrase in stretch for phrase in frame.unless_phrases):
                return True
    if frame.trigger.role != "effect":
        return False
    accidents = parse.grammar.accidents & frame.unless
    return bool(accidents) and not accidents.isdisjoint(parse.words[bounds[0] : bounds[1]])


def _succumbed(parse: Parse, first: int) -> bool:
    """Whether wounds told at a token are those that somebody died of: `متأثرا بإصابته`, `متأثرا بجراح أصيب بها`."""
    return any(i >= 0 and parse.core(i) in parse.grammar.succumbing for i in range(first - _WOUNDS, first))


def _is_one_of(word: str, core: str, words: frozenset[str]) -> bool:
    return word in words or core in words or core.removeprefix("ال") in words or word.removeprefix("ال") in words


def _has(parse: Parse, words: tuple[str, ...], bounds: tuple[int, int]) -> bool:
    tokens = parse.text.tokens
    sentence = parse.text.folded[tokens[bounds[0]].start : tokens[bounds[1] - 1].end]
    return any(w in sentence for w in words)


def _nominal(parse: Parse, hit: Hit) -> bool:
    """Whether a form that could be a verb stands as a noun: behind a preposition, with one glued, in a genitive, as an adverb."""
    if hit.sense.tense == "present":
        return False
    same = [h for h in parse.hits_at[hit.first] if h.sense.id == hit.sense.id and h.sense.pos != "verb"]
    if not same:
        return False
    if hit.suffix and any(not h.suffix for h in same):
        return True  # إصابة is no verb with a pronoun
    if hit.prefix and hit.prefix[-1] in "لب":
        return True
    before = hit.first - 1
    if before < 0 or not parse.is_word(before):
        return False
    word = parse.core(before)
    grammar = parse.grammar
    short = hit.end - hit.start <= _ADVERB and not hit.prefix
    if short and hit.sense.number == "two" and (not word.endswith(("ان", "ين")) or _killed_before(parse, hit.first)):
        return True  # قتل ثلاثة طعنا, قتل شخصان طعنا
    if word in grammar.prepositions or word in grammar.passive_verbs or word in grammar.results:
        return True
    return any(
        h.sense.lexicon == "trigger" and h.sense.pos in ("noun", "phrase") and h.last == hit.first for h in parse.hits_at.get(before, ())
    )


def _killed_before(parse: Parse, first: int) -> bool:
    """Whether a word of killing stands close before a token: what follows those killed is how."""
    hits = (h for i in range(max(0, first - _DUAL), first) for h in parse.hits_at.get(i, ()))
    return any(
        h.sense.pos in ("verb", "noun") and h.sense.lexicon == "trigger" and parse.tools.frames[h.sense.id].trigger.count == "killed"
        for h in hits
    )


def _tells(trigger: TriggerMention) -> bool:
    """Whether a phrase tells victims by itself though another trigger needs one of its words: `سقوط 25 شخصا بين قتيل وجريح`."""
    return trigger.hit.sense.pos == "phrase" and trigger.frame.trigger.count == "injured" and trigger.frame.trigger.role == "effect"


def _swallows(trigger: TriggerMention, noun: TriggerMention) -> bool:
    """Whether a trigger tells all that the noun it needs tells; not a verb of attack before a noun for how: `شنوا هجوما انتحاريا`."""
    return trigger is not noun and (trigger.frame.type != "attack" or noun.frame.family not in _HOW)


def _best(found: list[TriggerMention], parse: Parse) -> tuple[TriggerMention, ...]:
    """One mention a word: prefer longer hits, those whose needed word was found, verbs read as verbs, weight."""

    def rank(t: TriggerMention) -> tuple[float, ...]:
        as_read = (t.hit.sense.pos == "verb") == t.verbal
        met = t.needed >= 0 or bool(t.frame.only)
        return (t.last - t.first, not t.hit.suffix, met, as_read, t.frame.trigger.weight)

    out: list[TriggerMention] = []
    for mention in sorted(found, key=lambda t: (*(-x for x in rank(t)), t.first)):
        if any(mention.first < o.last and o.first < mention.last for o in out):
            continue
        out.append(mention)
    needed = {t.needed: t for t in out if t.needed >= 0}
    kept = [t for t in out if t.victims or _tells(t) or not any(i in needed and _swallows(needed[i], t) for i in range(t.first, t.last))]
    return tuple(sorted(kept, key=lambda t: t.first))
