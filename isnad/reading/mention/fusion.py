"""Which triggers of one sentence tell one incident: what speaks for two of them doing so, weighed, and the groups that come of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from isnad.reading.logit import logit, probability
from isnad.reading.mention.families import VIOLENT, compatible
from isnad.reading.mention.modality import Modality
from isnad.reading.mention.roles import Roles
from isnad.reading.mention.triggers import Telling, TriggerMention
from isnad.reading.parse import Parse
from isnad.reading.party.party import FORCES, PartyMention
from isnad.reading.place.places import PlaceMention

_LOOKED = 4  # triggers of a group that a new one is set against
_GROUPS = 6  # groups that a new one is set against: a sentence of a thousand triggers must not take minutes
_PROVINCE = 1.5  # exactness of the places that part incidents
_UNWEIGHED = 3.0  # the sum of two that could tell one incident, of which no more is known
_ONE = 20.0  # the sum of a trigger and the noun that it needs
_FAR, _LONG = 30, 40  # words between two triggers


@dataclass(frozen=True, slots=True)
class Filled:
    """A trigger with what its frame holds and whether it happened."""

    trigger: TriggerMention
    roles: Roles
    modality: Modality

    @property
    def effect(self) -> bool:
        """Whether it tells victims alone, not what was done."""
        return self.trigger.frame.trigger.role == "effect"


class Sentence:
    """One sentence as its triggers see each other: where its places and dates stand."""

    def __init__(self, parse: Parse, number: int, places: Sequence[PlaceMention]) -> None:
        self.parse = parse
        first, last = parse.sentences[number]
        self.places = [p.first for p in places if first <= p.first < last and p.exactness >= _PROVINCE]
        self.dates = [d.first for d in parse.dates if first <= d.first < last]

    def groups(self, filled: Sequence[Filled], weights: Mapping[str, float], floor: float) -> list[list[Filled]]:
        """The triggers of one incident together, in the order of the text: each joins the group that it is most like, or begins one."""
        out: list[list[int]] = []
        for k, later in enumerate(filled):
            best, host = floor, None
            for group in out[-_GROUPS:]:
                looked = group[-_LOOKED:]
                if any(_never(filled[j], later) for j in looked):
                    continue
                z = sum([self._sum(filled[j], later, k - j - 1, weights) for j in looked]) / len(looked)
                if z > best:
                    best, host = z, group
            if host is None:
                out.append([k])
            else:
                host.append(k)
        return [[filled[k] for k in group] for group in out]

    def _sum(self, earlier: Filled, later: Filled, between: int, weights: Mapping[str, float]) -> float:
        """The logistic sum of two triggers; by their types alone where the network has not weighed them."""
        if later.trigger.first <= earlier.trigger.needed < later.trigger.last:
            return _ONE  # شنوا هجوما انتحاريا
        if earlier.trigger.telling is None or later.trigger.telling is None:
            a, b = earlier.trigger.frame, later.trigger.frame
            return _UNWEIGHED if earlier.effect or later.effect or compatible(a.type, a.family, b.type, b.family) else -_UNWEIGHED
        return logit(self.features(earlier, later, between), weights)

    def features(self, earlier: Filled, later: Filled, between: int) -> dict[str, float]:
        """What speaks for two triggers telling one incident; `between` is how many stand between them."""
        a, b = earlier.trigger, later.trigger
        f = self._words(a, b)
        f |= _types(earlier, later)
        f |= _people(earlier.roles, later.roles)
        f |= _figures(earlier, later)
        f |= _around("place", self.places, a.first, min(a.last, b.first), b.first, b.last)
        f |= _around("date", self.dates, a.first, min(a.last, b.first), b.first, b.last)
        f |= {"between": min(5, between) / 5, "neighbours": float(not between)}
        if a.telling is not None and b.telling is not None:
            f |= _told(a.telling, b.telling)
        return {name: float(value) for name, value in f.items() if value}

    def _words(self, a: TriggerMention, b: TriggerMention) -> dict[str, float]:
        """How far apart they stand, and by what words they are parted."""
        parse, n, g = self.parse, self.parse.narration, self.parse.grammar
        first = min(a.last, b.first)
        words = parse.words[first : b.first]
        before = parse.words[b.first - 1] if b.first else ""
        inside = frozenset(words)
        return {
            "gap": min(_LONG, len(words)) / _LONG,
            "gap_log": math.log1p(len(words)) / 4,
            "far": len(words) > _FAR,
            "commas": min(3, words.count("،")) / 3,
            "stops": not inside.isdisjoint(".؛:"),
            "breaks": not n.breaks.isdisjoint(inside),
            "said": not n.said.isdisjoint(inside),
            "turns": not g.turns.isdisjoint(inside),
            "starters": not g.clause_starters.isdisjoint(inside),
            "turn_before": before in g.turns,
            "during": before in ("في", "خلال", "اثناء"),
            "joined": parse.words[b.first].startswith("و") or before == "و",
            "another": not n.others.isdisjoint(parse.words[b.last : b.last + 3]),
            "same_word": parse.words[a.first] == parse.words[b.first],
        }


def _types(earlier: Filled, later: Filled) -> dict[str, float]:
    a, b = earlier.trigger.frame, later.trigger.frame
    families = sorted((a.family, b.family))
    return {
        "same_type": a.type == b.type,
        "compatible": compatible(a.type, a.family, b.type, b.family),
        "same_family": a.family == b.family,
        f"families.{families[0]}.{families[1]}": 1.0,
        "violent_both": a.family in VIOLENT and b.family in VIOLENT,
        "same_frame": a.id == b.id,
        "effect_earlier": earlier.effect,
        "effect_later": later.effect,
        "effect_both": earlier.effect and later.effect,
        "victims_earlier": earlier.trigger.victims,
        "victims_later": later.trigger.victims,
        "verbal_both": earlier.trigger.verbal and later.trigger.verbal,
        "same_status": earlier.modality.status == later.modality.status,
        "happened_one": (earlier.modality.status == "occurred") != (later.modality.status == "occurred"),
    }


def _people(x: Roles, y: Roles) -> dict[str, float]:
    f: dict[str, float] = {}
    for side, a, b in (("by", _ids(x.by), _ids(y.by)), ("against", _ids(x.against), _ids(y.against))):
        f[f"{side}_shared"] = not a.isdisjoint(b)
        f[f"{side}_differs"] = bool(a and b) and a.isdisjoint(b)
    return f


def _ids(parties: Sequence[PartyMention]) -> frozenset[object]:
    return frozenset([key for p in parties for key in (p.first, *p.ids)])


def _figures(earlier: Filled, later: Filled) -> dict[str, float]:
    """Whether both count, and the same."""
    x, y = earlier.trigger.frame.trigger.count, later.trigger.frame.trigger.count
    a, b = frozenset([f.n for f in earlier.roles.figures]), frozenset([f.n for f in later.roles.figures])
    same = bool(x) and x == y
    return {
        "count_same": same,
        "count_other": bool(x and y) and x != y,
        "figures_differ": same and bool(a and b) and a.isdisjoint(b),
        "figures_agree": same and not a.isdisjoint(b),
    }


def _around(name: str, at: Sequence[int], before: int, first: int, last: int, behind: int) -> dict[str, float]:
    """Where the places or dates of a sentence stand: before two triggers, between them, behind them."""
    if not at:
        return {}
    inside, after = any(first <= i < last for i in at), at[-1] >= behind
    return {
        f"{name}_before": at[0] < before,
        f"{name}_between": inside,
        f"{name}_behind": after,
        f"{name}_each": inside and after,
        f"{name}s": min(3, len(at)) / 3,
    }


def _told(a: Telling, b: Telling) -> dict[str, float]:
    """How far the two tell alike, and how near their points are."""
    near = 1.0 - float(((a.point - b.point) ** 2).sum())
    told, main = (probability(a.told), probability(b.told)), (probability(a.main), probability(b.main))
    return {
        "told_earlier": told[0],
        "told_later": told[1],
        "told_both": min(told),
        "types_alike": float(np.minimum(a.types, b.types).sum()),
        "types_product": float(a.types @ b.types),
        "statuses_alike": float(np.minimum(a.status, b.status).sum()),
        "ages_alike": float(np.minimum(a.ages, b.ages).sum()),
        "by_alike": float(np.minimum(a.by, b.by).sum()),
        "against_alike": float(np.minimum(a.against, b.against).sum()),
        "recalled_apart": abs(probability(a.background) - probability(b.background)),
        "first_earlier": probability(a.first),
        "first_later": probability(b.first),
        "main_apart": abs(main[0] - main[1]),
        "main_both": main[0] * main[1],
        "points_near": max(-6.0, min(2.0, near)) / 3,
        "points_likely": probability(near),
    }


def _never(a: Filled, b: Filled) -> bool:
    """Forces who kill somebody do it by no suicide bombing: `بعد التفجير الانتحاري قتلت القوات ثلاثة مسلحين`."""
    for bombing, killing in ((a, b), (b, a)):
        if bombing.trigger.frame.type == "suicide_bomb" and killing.effect and killing.roles.against:
            return any(p.kind in FORCES for p in killing.roles.by)
    return False
