"""Where an incident was: the places named near it, and that no place is told; each is weighed by a network, the best taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from isnad.reading.incident.around import stand, standing, windows
from isnad.reading.incident.roll import Roll, key_of, roll_of
from isnad.reading.mention.context import stems_of
from isnad.reading.mention.mentions import Mention
from isnad.reading.mention.sight import bonds, foremost
from isnad.reading.mention.triggers import TriggerMention
from isnad.reading.network import Window, weighed
from isnad.reading.parse import Parse
from isnad.reading.party.party import FORCES
from isnad.reading.place.places import PlaceMention
from isnad.reading.place.toponymy import toponymy_of

_BACK = 3  # sentences before a mention whose places are looked at
_FINE = 2.5  # exactness from which a place is a town or finer
_STEP = 0.3  # exactness by which one place is finer than another
_NEAR = 8  # words between a place and one that holds it
_FAR = 4  # sentences between a place and a mention, at most told apart
_FIRED = frozenset({"shelling_artillery_missile", "air_drone_strike", "disrupted_weapons_use"})
_BROUGHT = frozenset({"الي", "والي"})  # to where arms are brought
_AIMED = frozenset({"toward", "upon"})
_AROUND = 4  # words beside a trigger that tell whether a place is to be expected


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """A place that may be an incident's, or that none is told (`place` is None), with what speaks for it."""

    place: PlaceMention | None
    features: dict[str, float]
    words: frozenset[str]  # named features of the words around it
    windows: tuple[Window, ...]  # stretches of tokens whose sense counts


def place_candidates(
    parse: Parse, mentions: list[Mention], places: tuple[PlaceMention, ...], told: Sequence[Mention]
) -> list[PlaceCandidate]:
    """The places that may be an incident's, and none; `told` are all mentions of the article, whose triggers part a place from its own."""
    own = {t.first for m in mentions for t in m.triggers}
    others = [t for m in told for t in m.triggers if t.first not in own]
    triggers: dict[int, list[TriggerMention]] = {}
    for mention in mentions:
        triggers.setdefault(mention.sentence, []).extend(mention.triggers)
    roll = roll_of(parse, places)
    bound = bonds(parse, "place", [t for of in triggers.values() for t in of])
    weighable = [(place, f | bound.features("bond", place.first)) for place, f in _weighable(parse, roll, mentions, triggers)]
    foremost("bond", [f for _, f in weighable])
    out = [_candidate(parse, roll, mentions, place, f, triggers, others) for place, f in weighable]
    surest = max((f.get("bond", 0.0) for _, f in weighable), default=0.0)
    return [*out, _nowhere(parse, mentions[0].triggers[0], surest)]


def _candidate(
    parse: Parse, roll: Roll, mentions: list[Mention], place: PlaceMention, features: dict[str, float],
    triggers: Mapping[int, list[TriggerMention]], others: list[TriggerMention],
) -> PlaceCandidate:  # fmt: skip
    """A place with the words around it."""
    first, last = place.first, place.last
    words = set(roll.words(parse, place))
    beside_it = triggers.get(place.sentence)
    if not beside_it:
        trigger = mentions[0].triggers[0]
        apart = min((m.sentence - place.sentence for m in mentions), key=abs)
        words |= {f"apart={max(-_FAR, min(_FAR, apart))}", f"s={min(place.sentence, 3)}", f"apt={trigger.frame.type}"}
        return PlaceCandidate(place, features, frozenset(words), windows(parse, first, first, last, trigger))
    at = stand(first, first, last, beside_it)
    start = at.trigger.first
    words |= standing(parse, at) | {f"ty={at.trigger.frame.type}.{at.side}{at.step}"}
    rivals = [t.first for t in others if t.sentence == place.sentence]
    if any(min(first, start) < t < max(first, start) for t in rivals):
        words.add("other_between")
    if any(abs(t - first) < abs(start - first) for t in rivals):
        words.add("other_nearer")
    return PlaceCandidate(place, features, frozenset(words), windows(parse, first, first, last, at.trigger))


def _nowhere(parse: Parse, trigger: TriggerMention, surest: float) -> PlaceCandidate:
    """That no place of the incident is told: weighed by the words around its first trigger, and by the surest bond of a place."""
    a, b = parse.sentences[trigger.sentence]
    stems = stems_of(parse)
    words = {"none", f"none.ty={trigger.frame.type}", f"none.e={trigger.frame.id}", f"none.w={stems[trigger.first]}"}
    for i in [*range(max(a, trigger.first - _AROUND), trigger.first), *range(trigger.last, min(b, trigger.last + _AROUND))]:
        side, way = ("l", i - trigger.first) if i < trigger.first else ("r", i - trigger.last)
        words |= {f"none.{side}={stems[i]}", f"none.{side}{way}={stems[i]}"}
    return PlaceCandidate(
        None, {"none.bond": surest}, frozenset(words), windows(parse, trigger.first, trigger.first, trigger.last, trigger)
    )


def _weighable(
    parse: Parse, roll: Roll, mentions: list[Mention], triggers: Mapping[int, list[TriggerMention]]
) -> Iterator[tuple[PlaceMention, dict[str, float]]]:
    """The places of the mentions' sentences and before them, of the title and of the lead, with what speaks for each."""
    places, counts, most = roll.places, roll.counts, roll.most
    sentences: dict[int, int] = {}
    for order, mention in enumerate(mentions):
        sentences.setdefault(mention.sentence, order)
    told = Counter(key_of(parse, p) for m in mentions for p in {id(p): p for _, p in m.places}.values())
    early = mentions[0].sentence <= 1
    attackers = {c for m in mentions for p in m.by if p.kind == "external_forces" or p.weak for c in p.countries}
    attacked = {c for m in mentions for p in m.against for c in p.countries}
    homes = {c for m in mentions for p in m.by + m.against if p.kind == "state_forces" for c in p.countries}
    pointed = _pointed(parse, places, sentences)
    forces = {p.last for m in mentions for p in m.nearby if p.kind in FORCES}
    origins = _origins(parse, roll, mentions) if mentions[0].type in _FIRED else ()
    for key, place in zip(roll.keys, places, strict=True):
        sentence = place.sentence
        inside = sentence in sentences
        back = 0 if inside else min([s - sentence for s in sentences if s > sentence], default=99)
        if (not inside and back > _BACK and sentence > 1 and counts[key] < most) or (place.dateline and not counts[key]):
            continue
        if not inside and homes and place.country and place.country not in homes:
            continue  # forces at home act in no place that another sentence names abroad
        if place in origins:
            continue
        f: dict[str, float] = {
            "inside": inside,
            "before": back == 1,
            "back": 1 < back <= _BACK,
            "away": back > _BACK,
            "pointed": place in pointed,
            "of_attacker": place.country in attackers and place.country not in attacked,
            "of_party": place.first in forces or place.first - 1 in forces,
            "of_home": place.country in homes,
            "not_home": bool(homes) and place.country not in homes,
            "title": sentence == 0,
            "title_early": sentence == 0 and early,
            "first_mention": inside and sentences[sentence] == 0,
            "often": min(4, counts[key]) / 4,
            "most": counts[key] == most and place.exactness >= _FINE,
            "agrees": min(3, told[key]) / 3,
            "shaky": 1.0 - place.resolved.share if place.place else 0.5,
        }
        if inside:
            f |= _distance(parse, place, triggers[sentence])
            rivals = [p for p in roll.inside[sentence] if p is not place]
            kin = [p for p in rivals if p.country == place.country]
            f["coarser_near"] = any(p.exactness - place.exactness < -_STEP and abs(p.first - place.first) < _NEAR for p in kin)
            f["held"] = any(0 < place.first - p.last < 5 and p.exactness > place.exactness and p.role for p in rivals)
            f["alone"] = not rivals
        yield place, roll.features(parse, place) | {k: float(v) for k, v in f.items() if v}


def _origins(parse: Parse, roll: Roll, mentions: list[Mention]) -> list[PlaceMention]:
    """Where fire comes from, if the sentence tells the country it goes to: `من غزة باتجاه إسرائيل`."""
    out: list[PlaceMention] = []
    for sentence in {m.sentence for m in mentions}:
        ways = [(_way(parse, p), p) for p in roll.inside.get(sentence, ()) if p.country]
        aims = {p.country for way, p in ways if way in _AIMED}
        out += [p for way, p in ways if aims and way == "from" and p.country not in aims]
    return out


def _way(parse: Parse, place: PlaceMention) -> str:
    """How a place is told, by what stands before its compass words: `على جنوبي إسرائيل`."""
    before = parse.words[place.first - 1] if place.first else ""
    if before in _BROUGHT:
        return ""
    return toponymy_of(parse.book).role_of(before) if place.role == "near" else place.role


def _pointed(parse: Parse, places: Sequence[PlaceMention], sentences: Mapping[int, int]) -> list[PlaceMention]:
    """The last town or finer before a sentence that speaks of `المدينة` without naming one."""
    anaphors = toponymy_of(parse.book).anaphors
    out = []
    for sentence in sentences:
        first, last = parse.sentences[sentence]
        at = next((i for i in range(first, last) if parse.words[i] in anaphors and not _named(places, i)), None)
        if at is not None:
            known = [p for p in places if p.first < at and p.exactness >= _FINE and not p.dateline]
            out += known[-1:]
    return out


def _named(places: Sequence[PlaceMention], i: int) -> bool:
    return any(p.first <= i < p.last for p in places)


def _distance(parse: Parse, place: PlaceMention, triggers: list[TriggerMention]) -> dict[str, float]:
    best: dict[str, float] = {"words": 9.0}
    for trigger in triggers:
        after = place.first >= trigger.last
        between = parse.words[trigger.last : place.first] if after else parse.words[place.last : trigger.first]
        f = {
            "after": float(after),
            "words": min(30, len(between)) / 30,
            "breaks": min(2, sum(w in parse.narration.breaks or w in parse.narration.said for w in between)) / 2,
            "said": float(not after and any(w in parse.narration.said for w in between)),
            "adjacent": float(len(between) <= 2),
        }
        if f["words"] < best["words"]:
            best = f
    return best


def choose_place(parse: Parse, mentions: list[Mention], places: tuple[PlaceMention, ...], told: Sequence[Mention]) -> PlaceMention | None:
    """The likeliest place of an incident; None if it is likelier that none is told."""
    found = place_candidates(parse, mentions, places, told)
    if len(found) == 1:
        return None
    return found[int(weighed(parse, "place", found)[:, 0].argmax())].place
