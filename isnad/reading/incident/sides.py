"""Who did it and to whom: the parties around an incident, each with what speaks for it on either side, weighed and chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from isnad.reading.draft import Draft
from isnad.reading.incident.around import beside, stand, standing, windows
from isnad.reading.incident.incidents import Incident
from isnad.reading.incident.proposals import ANYBODY, OFFICE, Side, noun_of, propose, same_party
from isnad.reading.mention.context import stem
from isnad.reading.mention.mentions import Mention
from isnad.reading.mention.roles import ASSAILANTS, OUTCOMES, WEIGHTS
from isnad.reading.mention.subjects import says
from isnad.reading.mention.triggers import TriggerMention
from isnad.reading.network import Array, Window, weighed
from isnad.reading.parse import Parse
from isnad.reading.party.bystates import states_in
from isnad.reading.party.party import PartyMention

SIDES: tuple[Side, Side] = ("by", "against")
_LOOKED = 24  # mentions of an incident whose parties are weighed: a page of one attack a line must not take minutes
_HEARD = 4  # mentions of a party whose words are weighed
_MOST = 3  # parties on one side of a report
_HALF, _FIFTHS = 0.5, 0.4  # shares of words, of the shorter and of both, from which two phrases name the same


@dataclass(frozen=True, slots=True)
class Candidate:
    """One party around an incident: its best mention, and the features of all its mentions."""

    party: PartyMention
    features: dict[str, float]
    words: frozenset[str]  # named features of the words around its mentions
    windows: tuple[Window, ...]  # stretches of tokens whose sense counts


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the features of every candidate of an incident lean on."""

    draft: Draft
    incident: Incident
    mentions: list[Mention]
    told: dict[int, Mention]  # by sentence
    pool: list[PartyMention]
    proposed: dict[Side, list[PartyMention]]
    often: Counter[str]
    signs: dict[int, set[str]]  # what the mentions say of a party, by its first token


def choose(draft: Draft, incident: Incident) -> tuple[list[PartyMention], list[PartyMention]]:
    """The parties on either side, in the order of the text."""
    candidates = find_candidates(draft, incident)
    if not candidates:
        return [], []
    chosen = select(weighed(draft.parse, "sides", candidates), draft.parse.book.tables["weights"])
    by, against = (sorted((candidates[k].party for k in chosen[side]), key=lambda p: p.first) for side in SIDES)
    return by, against


def select(sums: Array, floors: Mapping[str, Any]) -> dict[Side, list[int]]:
    """The candidates of each side, the surest first: one that passes the side's floor, further ones only from a higher floor on.

    A candidate stands on the side where it passes the floor by more, and on no other; `sums` are rows of (by, against).
    """
    ranked = sorted((floors[f"{side}_floor"] - float(row[s]), side, k) for s, side in enumerate(SIDES) for k, row in enumerate(sums))
    out: dict[Side, list[int]] = {side: [] for side in SIDES}
    for below, side, k in ranked:
        further = bool(out[side]) and floors[f"{side}_floor"] - below < floors[f"{side}_more"]
        if below <= 0 and not further and len(out[side]) < _MOST and k not in out["by"] and k not in out["against"]:
            out[side].append(k)
    return out


def find_candidates(draft: Draft, incident: Incident) -> list[Candidate]:
    """The parties of the sentences that tell an incident, of the title, the lead and the sentence before, one of each."""
    parse = draft.parse
    mentions = incident.led[:_LOOKED]
    told = {m.sentence: m for m in reversed(mentions)}
    sentences = sorted({*told, *(s for s in (0, 1, *(t - 1 for t in told)) if 0 <= s < len(parse.sentences))})
    proposed = propose(parse, incident, mentions)
    pool = {(p.first, p.last): p for s in sentences for p in _parties_in(draft, s)}
    for party in [p for m in mentions for p in (*m.by, *m.against)] + proposed["by"] + proposed["against"]:
        pool.setdefault((party.first, party.last), party)
    parties = sorted(pool.values(), key=lambda p: (p.first, p.last))
    signs: dict[int, set[str]] = {}
    for name, first in (key for m in mentions for key in m.weights):
        signs.setdefault(first, set()).add(name)
    scene = _Scene(draft, incident, mentions, told, parties, proposed, Counter(i for p in draft.parties for i in set(p.ids)), signs)
    return [_merged(scene, group) for group in _groups(parse, parties)]


def _parties_in(draft: Draft, sentence: int) -> list[PartyMention]:
    first, last = draft.parse.sentences[sentence]
    told = next((m.nearby for m in draft.mentions if m.sentence == sentence), None)
    parties = list(told) if told is not None else [p for p in draft.parties if first <= p.first < last]
    covered = {i for p in parties for i in range(p.first, p.last)}
    return parties + [s for s in states_in(draft.parse, first, last) if s.first not in covered]


def _groups(parse: Parse, parties: list[PartyMention]) -> list[list[PartyMention]]:
    """Mentions of one party put together: the same entry, the same state, or like words."""
    out: list[list[PartyMention]] = []
    stems: list[list[frozenset[str]]] = []
    for party in parties:
        own = frozenset(_stem(parse, i) for i in range(party.first, party.last))
        for group, known in zip(out, stems, strict=True):
            if same_party(group[0], party) or _alike(known[0], own) or any(same_party(p, party) for p in group[1:]):
                group.append(party)
                known.append(own)
                break
        else:
            out.append([party])
            stems.append([own])
    return out


def _stem(parse: Parse, i: int) -> str:
    word = parse.core(i)
    return word.removeprefix("ال") if len(word) > 4 else word


def _alike(a: frozenset[str], b: frozenset[str]) -> bool:
    shared = len(a & b)
    return shared > _HALF * min(len(a), len(b)) and 2 * shared >= _FIFTHS * (len(a) + len(b))


def _merged(scene: _Scene, group: list[PartyMention]) -> Candidate:
    """A candidate with the greatest value of each feature over its mentions, and the mention that names it best."""
    features: dict[str, float] = {}
    for party in group:
        for name, value in _features(scene, party, group).items():
            features[name] = max(value, features.get(name, value))
    features["size"] = min(3, len(group) - 1) / 3
    told = [scene.draft.parse.sentence_of(p.first) in scene.told for p in group]
    features["untold"] = float(not any(told))
    best = max(zip(group, told, strict=True), key=lambda g: _rank(scene, *g))[0]
    if best.generic:
        features[f"noun.{noun_of(best)}"] = 1.0
    inside = [p for p, there in zip(group, told, strict=True) if there][:_HEARD]
    words = frozenset(w for p in inside or [best] for w in _around(scene, p))
    return Candidate(best, {k: v for k, v in features.items() if v}, words, _windows(scene, best))


def _rank(scene: _Scene, party: PartyMention, told: bool) -> tuple[float, ...]:
    """How well a mention names its party: cast by the rules, cast by a mention, told, then the first."""
    ruled = any(p is party for side in SIDES for p in scene.proposed[side])
    cast = sum((side, party.first) in m.weights for side in SIDES for m in scene.mentions[:1])
    return (ruled, cast, told, -party.first)


def _features(scene: _Scene, party: PartyMention, group: list[PartyMention]) -> dict[str, float]:
    """What one mention of a party says of its part in the incident."""
    parse, family = scene.draft.parse, scene.incident.family
    f: dict[str, float] = {}
    signs: set[str] = scene.signs.get(party.first, set())
    others = [p for p in group if p is not party]
    for side in SIDES:
        proposed = scene.proposed[side]
        if not proposed:
            f[f"rules_{side}.none"] = 1.0
        elif any(p.first == party.first and p.last == party.last for p in proposed):
            f |= {f"rules_{side}": 1.0, f"rules_{side}.listed": float(len(proposed) > 1), f"rules_{side}.{family}": 1.0}
        if side in signs:
            f[side] = 1.0
            f |= {name: 1.0 for how in WEIGHTS if (name := f"{side}.{how}") in signs}
            f[f"{side}.alone"] = float(sum(len(getattr(m, side)) for m in scene.mentions) == 1)
        if any(side in scene.signs.get(p.first, ()) for p in others):
            f[f"also_{side}"] = 1.0
            f[f"only_also_{side}"] = float(side not in signs)
    kind = "weak" if party.weak else party.kind
    f[f"kind.{family}.{kind}"] = 1.0
    same = [p for p in scene.pool if p.kind == party.kind and p.weak == party.weak and not any(p is g for g in group)]
    f |= {"rivals": min(3, len(same)) / 3, "rival_named": float(not party.named and any(p.named for p in same)), "sole": float(not same)}
    f |= _place(scene, party, kind) | _form(parse, party, kind)
    f["often"] = min(5, max((scene.often[i] for i in party.ids), default=0)) / 5
    return f


def _place(scene: _Scene, party: PartyMention, kind: str) -> dict[str, float]:
    """Where a mention stands: in which telling, or beside them."""
    sentence = scene.draft.parse.sentence_of(party.first)
    mention = scene.told.get(sentence)
    if mention is None:
        return {"where.title" if sentence == 0 else "where.lead" if sentence == 1 else "where.before": 1.0, f"apart.{kind}": 1.0}
    between = scene.draft.parse.words[_nearest(mention, party).last : party.begin]
    return {
        "in_lead_mention": float(mention is scene.mentions[0]),
        "order": min(4, scene.mentions.index(mention)) / 4,
        "part": float(any(w in scene.draft.parse.grammar.parts for w in between)),
    }


def _is_site(parse: Parse, word: str) -> bool:
    return word in parse.grammar.sites or word in parse.grammar.place_nouns


def _form(parse: Parse, party: PartyMention, kind: str) -> dict[str, float]:
    """What the phrase itself tells."""
    head = noun_of(party)
    before = parse.core(party.begin - 1).removeprefix("ال") if party.begin else ""
    return {
        "named": float(party.named),
        "person": float(party.named and party.generic is None and party.n == 1),
        "number": float(party.number is not None),
        f"number.{kind}": float(party.number is not None),
        "anybody": float(head in ANYBODY),
        "assailant": float(head in ASSAILANTS),
        "office": float(head in OFFICE),
        "outcome": float((party.generic or "") in OUTCOMES),
        "says": float(says(parse, party)),
        "of_site": float(_is_site(parse, before)),
        "is_site": float(_is_site(parse, parse.core(party.first).removeprefix("ال"))),
    }


def _nearest(mention: Mention, party: PartyMention) -> TriggerMention:
    """The trigger of a mention that stands nearest to a party."""
    return min(mention.triggers, key=lambda t: abs(party.first - t.first))


def _around(scene: _Scene, party: PartyMention) -> set[str]:
    """The words of and around a mention, and how it stands to the nearest trigger."""
    parse = scene.draft.parse
    kind = "weak" if party.weak else party.kind
    out = {f"h={stem(parse.words[party.first])}", f"k={kind}", f"ik={scene.incident.type}.{kind}"} | beside(parse, party.begin, party.last)
    out |= {f"w={stem(parse.words[i])}" for i in range(party.first, party.last)} | {f"i={i}" for i in party.ids}
    mention = scene.told.get(parse.sentence_of(party.first))
    if mention is None:
        return out | {"apart", f"apart={kind}"}
    at = stand(party.begin, party.first, party.last, mention.triggers)
    frame, tense = at.trigger.frame, at.trigger.hit.sense.tense
    out |= {
        f"tk={at.way}.{kind}",
        f"ek={frame.id}.{at.side}.{kind}",
        f"ty={frame.type}.{at.side}.{kind}",
        f"tense={tense}.{at.side}.{at.step}",
    }
    return out | standing(parse, at)


def _windows(scene: _Scene, party: PartyMention) -> tuple[Window, ...]:
    """The party, the words before and behind it, the nearest trigger and its sentence."""
    parse = scene.draft.parse
    mention = scene.told.get(parse.sentence_of(party.first))
    trigger = _nearest(mention, party) if mention else scene.incident.lead.triggers[0]
    return windows(parse, party.begin, party.first, party.last, trigger)
