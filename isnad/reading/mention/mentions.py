"""What one sentence tells of one incident: triggers of the same incident with their roles, date and places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from isnad.reading.mention.fill import fill
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

VIOLENT = frozenset({"battle", "explosion", "violence"})
# Of the types that one incident can be told with, the more telling one wins: greater numbers first.
PRIORITY = {
    "chemical_weapon": 9, "suicide_bomb": 8, "air_drone_strike": 7, "remote_explosive": 6, "grenade": 6, "shelling_artillery_missile": 5,
    "abduction": 5, "sexual_violence": 5, "armed_clash": 4, "attack": 2, "government_regains_territory": 6, "nonstate_overtakes_territory": 6,
    "excessive_force_against_protesters": 8, "protest_with_intervention": 7, "violent_demonstration": 5, "mob_violence": 5, "peaceful_protest": 3,
}  # fmt: skip
_APART = 30  # words after which an indefinite trigger of the same sentence begins a mention of its own
_INSERTED = 8  # words between a verb and an event noun that stands before the verb's object
_OTHER_STATUS = 12  # the same, if one happened and the other did not
_ALONE = frozenset({"abduction", "sexual_violence", "government_regains_territory", "nonstate_overtakes_territory"})


@dataclass(slots=True)
class Mention:
    """One telling of one incident."""

    sentence: int
    triggers: list[TriggerMention]
    type: str
    family: str
    effect_only: bool
    modality: Modality
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

    @property
    def last(self) -> int:
        return max(t.last for t in self.triggers)


def together(mentions: Sequence[Mention]) -> Telling | None:
    """How several mentions tell; a lone one has been weighed already."""
    return mentions[0].telling if len(mentions) == 1 else joined([t for m in mentions for t in m.triggers])


def compatible(a: str, fa: str, b: str, fb: str) -> bool:
    """Whether two types can tell one incident."""
    if a == b:
        return True
    if a in _ALONE or b in _ALONE:
        return False
    if fa in VIOLENT and fb in VIOLENT:
        if "attack" in (a, b):
            return True
        return fa == fb == "explosion"
    return fa == fb == "demonstration"


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
    mentions: list[Mention] = []
    effects: list[tuple[TriggerMention, Roles, Modality]] = []
    filled = [(t, mode, fill(parse, parties, t, stops)) for t in triggers if not (mode := modality(parse, t)).negated]
    told = [(t, roles) for t, _, roles in filled]
    _inserted(parse, told)
    for left, right in pairwise(told):
        share(parse, left, right)
    for trigger, mode, roles in filled:
        if trigger.frame.trigger.role == "effect":
            effects.append((trigger, roles, mode))
            continue
        type_, family = trigger.frame.type, trigger.frame.family
        host = next((m for m in reversed(mentions) if _joins(m, trigger, type_, family, mode)), None)
        if host is None:
            host = Mention(sentence, [], type_, family, False, mode)
            mentions.append(host)
        elif PRIORITY.get(type_, 1) > PRIORITY.get(host.type, 1) and not (host.family == "demonstration" and family in VIOLENT):
            host.type, host.family = type_, family
        _take(host, trigger, roles)
    for trigger, roles, mode in effects:
        host = _host(mentions, trigger, roles)
        if host is None:
            host = Mention(sentence, [], trigger.frame.type, trigger.frame.family, True, mode)
            mentions.append(host)
        _take(host, trigger, roles)
    bounds = parse.sentences[sentence]
    nearby = tuple(p for p in parties.parties if bounds[0] <= p.first < bounds[1])
    for mention in mentions:
        mention.nearby = nearby
        mention.telling = joined(mention.triggers)
        mention.dates = _dates(parse, mention, bounds)
        mention.places = _places(parse, mention, places, bounds)
    return mentions


def _inserted(parse: Parse, filled: list[tuple[TriggerMention, Roles]]) -> None:
    """`قتلت القوات في كمين مسلحا`: behind the words between, the object of the verb, not the owner of the noun."""
    for (verb, told), (noun, roles) in pairwise(filled):
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


def _joins(host: Mention, trigger: TriggerMention, type_: str, family: str, mode: Modality) -> bool:
    if {"demonstration", "arrests"} <= {host.family, type_, family, host.type} and trigger.first - host.last < 25:
        return True
    apart = trigger.first - host.last
    if (host.modality.status == "occurred") != (mode.status == "occurred") and (type_ != host.type or apart > _OTHER_STATUS):
        return False
    if apart > _APART and not trigger.hit.definite:
        return False
    return compatible(host.type, host.family, type_, family)


def _host(mentions: list[Mention], trigger: TriggerMention, roles: Roles) -> Mention | None:
    """The means nearest to a word that only tells victims; forces who kill somebody do it by no suicide bombing."""
    forces = any(p.kind in FORCES for p in roles.by) and bool(roles.against)
    near = [m for m in mentions if (m.family in VIOLENT or m.family == "demonstration") and not (forces and m.type == "suicide_bomb")]
    if not near:
        return None
    return min(near, key=lambda m: min(abs(t.first - trigger.first) for t in m.triggers) + (0 if not m.effect_only else -2))


def _take(mention: Mention, trigger: TriggerMention, roles: Roles) -> None:
    mention.triggers.append(trigger)
    mention.weight = max(mention.weight, trigger.frame.trigger.weight)
    mention.by += [p for p in roles.by if p not in mention.by]
    mention.against += [p for p in roles.against if p not in mention.against]
    for key, value in roles.weights.items():
        mention.weights[key] = max(value, mention.weights.get(key, 0.0))
    count = trigger.frame.trigger.count
    if count and roles.figures:
        figure = summed(roles.figures)
        figure.trigger = trigger.first
        mention.figures.setdefault(count, []).append(figure)


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
