"""What speaks for a party on either side of an incident: its part in the tellings, its form, and the words around it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from isnad.reading.draft import Draft
from isnad.reading.incident.around import beside, stand, standing, windows
from isnad.reading.incident.incidents import Incident
from isnad.reading.incident.proposals import ANYBODY, OFFICE, Side, noun_of
from isnad.reading.logit import log_share
from isnad.reading.mention.context import stem
from isnad.reading.mention.mentions import Mention
from isnad.reading.mention.roles import ASSAILANTS, OUTCOMES, WEIGHTS
from isnad.reading.mention.subjects import says
from isnad.reading.mention.telling import KINDS
from isnad.reading.mention.triggers import Telling, TriggerMention
from isnad.reading.network import Window
from isnad.reading.parse import Parse
from isnad.reading.party.party import PartyMention

SIDES: tuple[Side, Side] = ("by", "against")
_SURE = 1.2  # added to the logarithm of a share: a feature is the greatest over the mentions of a party, and one left out is 0


@dataclass(frozen=True, slots=True)
class Scene:
    """What the features of every candidate of an incident lean on."""

    draft: Draft
    incident: Incident
    mentions: list[Mention]
    whole: Telling | None  # how the triggers of the mentions tell together
    told: dict[int, Mention]  # by sentence
    pool: list[PartyMention]
    proposed: dict[Side, list[PartyMention]]
    often: Counter[str]
    signs: dict[int, set[str]]  # what the mentions say of a party, by its first token


def features_of(scene: Scene, party: PartyMention, group: list[PartyMention]) -> dict[str, float]:
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
    if scene.whole is not None:
        f |= _likely(scene.whole, party)
    f["often"] = min(5, max((scene.often[i] for i in party.ids), default=0)) / 5
    return f


def _likely(told: Telling, party: PartyMention) -> dict[str, float]:
    """How likely the network finds somebody of this kind, or nobody, on either side."""
    f: dict[str, float] = {}
    kind, none = KINDS.index(party.kind), KINDS.index("none")
    for side, shares in (("by", told.by), ("against", told.against)):
        p = float(shares[kind])
        f |= {f"likely_{side}": p, f"likely_{side}_log": log_share(p) + _SURE, f"likely_{side}_none": float(shares[none])}
        f[f"likeliest_{side}"] = float(p == shares.max())
    return f


def _place(scene: Scene, party: PartyMention, kind: str) -> dict[str, float]:
    """Where a mention stands: in which telling, or beside them."""
    sentence = scene.draft.parse.sentence_of(party.first)
    mention = scene.told.get(sentence)
    if mention is None:
        where = "title" if sentence == 0 else "lead" if sentence == 1 else "before" if sentence + 1 in scene.told else "elsewhere"
        return {f"where.{where}": 1.0, f"apart.{kind}": 1.0, f"where.{where}.{kind}": 1.0}
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


def around(scene: Scene, party: PartyMention) -> set[str]:
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


def windows_of(scene: Scene, party: PartyMention) -> tuple[Window, ...]:
    """The party, the words before and behind it, the nearest trigger and its sentence."""
    parse = scene.draft.parse
    mention = scene.told.get(parse.sentence_of(party.first))
    trigger = _nearest(mention, party) if mention else scene.incident.lead.triggers[0]
    return windows(parse, party.begin, party.first, party.last, trigger)
