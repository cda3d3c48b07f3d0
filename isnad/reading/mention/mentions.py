"""What one sentence tells of one incident: triggers of the same incident with their roles, date and places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from isnad.reading.mention.company import add_those_besides
from isnad.reading.mention.families import PRIORITY, VIOLENT
from isnad.reading.mention.fill import fill
from isnad.reading.mention.fusion import Filled, Sentence
from isnad.reading.mention.index import PartyIndex
from isnad.reading.mention.modality import Modality, modality
from isnad.reading.mention.roles import Roles
from isnad.reading.mention.telling import joined
from isnad.reading.mention.triggers import Telling, TriggerMention
from isnad.reading.mention.untold import share
from isnad.reading.number.figures import Figure, summed
from isnad.reading.parse import Parse
from isnad.reading.party.party import FORCES, PartyMention
from isnad.reading.place.places import PlaceMention
from isnad.reading.time.dates import DateMention

_INSERTED = 8  # words between a verb and an event noun that stands before the verb's object


@dataclass(slots=True)
class Mention:
    """One telling of one incident."""

    sentence: int
    filled: list[Filled]
    type: str
    family: str
    effect_only: bool
    modality: Modality
    triggers: list[TriggerMention] = field(default_factory=list)
    by: list[PartyMention] = field(default_factory=list)
    against: list[PartyMention] = field(default_factory=list)
    figures: dict[str, list[Figure]] = field(default_factory=dict)
    dates: list[DateMention] = field(default_factory=list)
    places: list[tuple[float, PlaceMention]] = field(default_factory=list)
    weight: float = 0.0
    weights: dict[tuple[str, int], float] = field(default_factory=dict)
    nearby: tuple[PartyMention, ...] = ()  # every party of the sentence, cast or not
    telling: Telling | None = None

    @property
    def first(self) -> int:
        return min(t.first for t in self.triggers)

    def feared(self, filled: Filled) -> bool:
        """Whether what one of its triggers tells is only feared where the rest happened: `انفجار وسط مخاوف من سقوط قتلى`."""
        return filled.modality.opinion and self.modality.status == "occurred"

    @property
    def last(self) -> int:
        return max(t.last for t in self.triggers)


def together(mentions: Sequence[Mention]) -> Telling | None:
    """How several mentions tell; a lone one has been weighed already."""
    return mentions[0].telling if len(mentions) == 1 else joined([t for m in mentions for t in m.triggers])


def find_mentions(
    parse: Parse, triggers: tuple[TriggerMention, ...], parties: PartyIndex, places: tuple[PlaceMention, ...]
) -> list[Mention]:
    """All tellings in order; negated ones left out."""
    stops = {t.first: t for t in triggers}
    out: list[Mention] = []
    by_sentence: dict[int, list[TriggerMention]] = {}
    for trigger in triggers:
        by_sentence.setdefault(trigger.sentence, []).append(trigger)
    for sentence, group in by_sentence.items():
        out += _sentence(parse, sentence, group, parties, places, stops)
    return out


def _sentence(
    parse: Parse,
    sentence: int,
    triggers: list[TriggerMention],
    parties: PartyIndex,
    places: tuple[PlaceMention, ...],
    stops: dict[int, TriggerMention],
) -> list[Mention]:
    filled = [Filled(t, fill(parse, parties, t, stops), mode) for t in triggers if not (mode := modality(parse, t)).negated]
    _inserted(parse, filled)
    for left, right in pairwise(filled):
        share(parse, (left.trigger, left.roles), (right.trigger, right.roles))
    add_those_besides(parse, [(f.trigger, f.roles) for f in filled])
    groups = [[f] for f in filled]
    if len(filled) > 1:
        weights = parse.book.tables["weights"]
        groups = Sentence(parse, sentence, places).groups(filled, weights["same_sentence"], weights["same_sentence_floor"])
    mentions = [_mention(sentence, group) for group in groups]
    bounds = parse.sentences[sentence]
    nearby = tuple(p for p in parties.parties if bounds[0] <= p.first < bounds[1])
    for mention in mentions:
        mention.nearby = nearby
        mention.telling = joined(mention.triggers)
        mention.dates = _dates(parse, mention, bounds)
        mention.places = _places(parse, mention, places, bounds)
    return mentions


def _inserted(parse: Parse, filled: list[Filled]) -> None:
    """`قتلت القوات في كمين مسلحا`: behind the words between, the object of the verb, not the owner of the noun."""
    for left, right in pairwise(filled):
        verb, told, noun, roles = left.trigger, left.roles, right.trigger, right.roles
        alone = verb.verbal and verb.frame.trigger.count and told.by and not told.against and not told.figures
        inside = 0 <= noun.first - verb.last <= _INSERTED and not noun.verbal and parse.words[noun.first - 1] in ("في", "خلال")
        if not (alone and inside):
            continue
        for party in [p for p in roles.by if 0 <= p.begin - noun.last <= 1 and p.kind not in FORCES]:
            roles.by.remove(party)
            told.assign("against", party, "object")
            number = party.number
            n = number.n if number else party.n
            first = number.first if number else party.first
            q = number.q if number else "exact" if n else "vague"
            told.figures.append(Figure(n, q, first, party.last, n, n, "inserted"))


def _mention(sentence: int, group: list[Filled]) -> Mention:
    """The telling of a group of triggers: of the type that tells most, with the status of the first that tells what was done."""
    acts = [f for f in group if not f.effect]
    first = (acts or group)[0]
    mention = Mention(sentence, group, first.trigger.frame.type, first.trigger.frame.family, not acts, first.modality)
    for f in acts[1:]:
        type_, family = f.trigger.frame.type, f.trigger.frame.family
        if PRIORITY.get(type_, 1) > PRIORITY.get(mention.type, 1) and not (mention.family == "demonstration" and family in VIOLENT):
            mention.type, mention.family = type_, family
    for f in acts + [f for f in group if f.effect]:
        _take(mention, f.trigger, f.roles, counts=not mention.feared(f))
    return mention


def _left(trigger: TriggerMention) -> bool:
    """Whether a trigger tells who left a place, by flight or otherwise."""
    return trigger.frame.type == "change_to_group" and trigger.frame.slots.get("من") == "target"


def _lost(roles: Roles) -> Roles:
    """Those who flee in a battle suffer it: `حررت القوات الميناء وسط فرار المسلحين`."""
    out = Roles(figures=roles.figures)
    for party in roles.by:
        out.assign("against", party, "of")
    return out


def _take(mention: Mention, trigger: TriggerMention, roles: Roles, *, counts: bool) -> None:
    if mention.family == "battle" and roles.by and _left(trigger):
        roles = _lost(roles)
    mention.triggers.append(trigger)
    mention.weight = max(mention.weight, trigger.frame.trigger.weight)
    mention.by += [p for p in roles.by if p not in mention.by]
    mention.against += [p for p in roles.against if p not in mention.against]
    for key, value in roles.weights.items():
        mention.weights[key] = max(value, mention.weights.get(key, 0.0))
    count = trigger.frame.trigger.count
    if counts and count and roles.figures:
        figure = summed(roles.figures)
        figure.trigger = trigger.first
        for field_ in (count, "killed") if figure.rule == "among" else (count,):  # بين قتيل وجريح tells both
            mention.figures.setdefault(field_, []).append(figure)


def _dates(parse: Parse, mention: Mention, bounds: tuple[int, int]) -> list[DateMention]:
    """The dates of the sentence, the likeliest date of the incident first."""
    inside = [d for d in parse.dates if bounds[0] <= d.first < bounds[1]]
    if mention.modality.status == "occurred":
        inside = [d for d in inside if not d.future]
    return sorted(inside, key=lambda d: (_date_cost(parse, mention, d), d.first))


def _date_cost(parse: Parse, mention: Mention, mentioned: DateMention) -> float:
    """Words between a date and the trigger; a date of the saying (before `أن`) costs more, one in brackets of a name too."""
    cost = 99.0
    for trigger in mention.triggers:
        if mentioned.first >= trigger.last:
            between = parse.words[trigger.last : mentioned.first]
            this = len(between) + 6.0 * sum(w in parse.narration.breaks for w in between)
        else:
            between = parse.words[mentioned.last : trigger.first]
            this = (
                1.3 * len(between)
                + 8.0 * sum(w in parse.narration.said for w in between)
                + 2.0 * sum(w in parse.narration.breaks for w in between)
            )
        cost = min(cost, this)
    return cost


def _places(parse: Parse, mention: Mention, places: tuple[PlaceMention, ...], bounds: tuple[int, int]) -> list[tuple[float, PlaceMention]]:
    """The places of the sentence with how likely each is the place of the incident."""
    out = []
    for place in places:
        if not bounds[0] <= place.first < bounds[1]:
            continue
        distance = min(place.first - t.last if place.first >= t.last else 1.5 * (t.first - place.first) for t in mention.triggers)
        score = 1.0 + 0.35 * place.exactness + 0.9 * place.strong - 1.3 * place.weak - 0.06 * max(0.0, distance)
        out.append((score, place))
    return sorted(out, key=lambda p: -p[0])
