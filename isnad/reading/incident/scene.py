"""What speaks for a party on either side of an incident: its part in the tellings, its form, and the words around it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from isnad.reading.draft import Draft
from isnad.reading.incident.around import beside, stand, standing, windows
from isnad.reading.incident.incidents import Incident
from isnad.reading.incident.proposals import ANYBODY, OFFICE, Side, is_site, noun_of
from isnad.reading.logit import log_share
from isnad.reading.mention.context import stems_of
from isnad.reading.mention.mentions import Mention
from isnad.reading.mention.roles import ASSAILANTS, OUTCOMES, WEIGHTS
from isnad.reading.mention.sight import Bonds
from isnad.reading.mention.subjects import says
from isnad.reading.mention.telling import KINDS
from isnad.reading.mention.triggers import Telling, TriggerMention
from isnad.reading.network import Window
from isnad.reading.parse import Parse
from isnad.reading.party.party import PartyMention

SIDES: tuple[Side, Side] = ("by", "against")
Sort = tuple[str, bool, bool]  # the kind of a party, whether it is a state or an adjective that names one, whether it is named
_SURE = 1.2  # added to the logarithm of a share: a feature is the greatest over the mentions of a party, and one left out is 0


@dataclass(frozen=True, slots=True)
class Scene:
    """What the features of every candidate of an incident lean on."""

    draft: Draft
    incident: Incident
    mentions: list[Mention]  # the leading one first
    whole: Telling | None  # how the triggers of the mentions tell together
    told: dict[int, Mention]  # by sentence
    order: dict[int, int]  # the place of those among the mentions, by sentence
    sorts: Counter[Sort]  # of the parties of all candidates
    proposed: dict[Side, list[PartyMention]]
    often: Counter[str]
    signs: dict[int, set[str]]  # what the mentions say of a party, by its first token
    bonds: dict[Side, Bonds]  # how surely a party belongs to a trigger of the incident
    likely: dict[str, dict[str, float]] = field(default_factory=dict)  # what the network finds of a kind, made once for each


def sort_of(party: PartyMention) -> Sort:
    """By what parties are rivals, and whether they are named."""
    return party.kind, party.weak, party.named


def features_of(scene: Scene, party: PartyMention, group: list[PartyMention], sorts: Counter[Sort]) -> dict[str, float]:
    """What one mention of a party says of its part in the incident; `sorts` are those of its group."""
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
        f |= scene.bonds[side].features(f"bond_{side}", party.first)
        if any(side in scene.signs.get(p.first, ()) for p in others):
            f[f"also_{side}"] = 1.0
            f[f"only_also_{side}"] = float(side not in signs)
    kind = "weak" if party.weak else party.kind
    f[f"kind.{family}.{kind}"] = 1.0
    named, common = (scene.sorts[party.kind, party.weak, n] - sorts[party.kind, party.weak, n] for n in (True, False))
    rivals = named + common
    f |= {"rivals": min(3, rivals) / 3, "rival_named": float(not party.named and named > 0), "sole": float(not rivals)}
    f |= _place(scene, party, kind)
    f |= _form(parse, party, kind)
    if scene.whole is not None:
        if party.kind not in scene.likely:
            scene.likely[party.kind] = _likely(scene.whole, party.kind)
        f |= scene.likely[party.kind]
    f["often"] = min(5, max((scene.often[i] for i in party.ids), default=0)) / 5
    return f


def _likely(told: Telling, of: str) -> dict[str, float]:
    """How likely the network finds somebody of this kind, or nobody, on either side."""
    f: dict[str, float] = {}
    kind, none = KINDS.index(of), KINDS.index("none")
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
        "order": min(4, scene.order[sentence]) / 4,
        "part": float(any(w in scene.draft.parse.grammar.parts for w in between)),
    }


def _form(parse: Parse, party: PartyMention, kind: str) -> dict[str, float]:
    """What the phrase itself tells."""
    head = noun_of(party)
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
        "of_site": float(party.begin > 0 and is_site(parse, party.begin - 1)),
        "is_site": float(is_site(parse, party.first)),
    }


def _nearest(mention: Mention, party: PartyMention) -> TriggerMention:
    """The trigger of a mention that stands nearest to a party."""
    return min(mention.triggers, key=lambda t: abs(party.first - t.first))


def around(scene: Scene, party: PartyMention) -> set[str]:
    """The words of and around a mention, and how it stands to the nearest trigger."""
    parse = scene.draft.parse
    stems = stems_of(parse)
    kind = "weak" if party.weak else party.kind
    out = {f"h={stems[party.first]}", f"k={kind}", f"ik={scene.incident.type}.{kind}"} | beside(parse, party.begin, party.last)
    out |= {f"w={stems[i]}" for i in range(party.first, party.last)} | {f"i={i}" for i in party.ids}
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
    trigger = _nearest(mention, party) if mention else scene.mentions[0].triggers[0]
    return windows(parse, party.begin, party.first, party.last, trigger)
