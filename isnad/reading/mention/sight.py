"""Trigger words in their context, by the transformer: what they tell, mixed with the network's answers, and who and where belongs to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from isnad.reading.encoder import Encoder, gelu, stretches
from isnad.reading.logit import probability
from isnad.reading.mention.triggers import TriggerMention
from isnad.reading.network import Array
from isnad.reading.parse import Parse

BONDS = ("by", "against", "place", "source")  # what may belong to a trigger: the parties of either side, the place, a speaker
_LEAST, _MOST = -6.0, 4.0  # logistic sums between which bonds differ


class Sight:
    """What is seen of an article: the states of the stretches of words in which triggers stand, and the bonds between these and every word."""

    def __init__(self, encoder: Encoder, parse: Parse, triggers: Sequence[TriggerMention], marks: Mapping[int, Sequence[str]]) -> None:
        self.triggers = {t.first: k for k, t in enumerate(triggers)}
        self.tokens: dict[int, int] = {}  # the row of a token among the states
        rows: list[Array] = []
        for stretch in stretches(parse.sentences, parse.title_tokens):
            inside = set(stretch)
            if any(i in inside and i not in self.tokens for i in self.triggers):
                states = encoder.states(parse, marks, stretch)
                fresh = [k for k, i in enumerate(stretch) if i not in self.tokens]
                self.tokens.update(zip([stretch[k] for k in fresh], range(len(self.tokens), len(self.tokens) + len(fresh)), strict=True))
                rows.append(states[fresh])
        states = np.concatenate(rows)
        self.own = states[[self.tokens[i] for i in self.triggers]]
        self.weights = encoder.weights
        # Of each kind of bond the sums of triggers and tokens.
        asked, told = (encoder.apart(name, part, len(BONDS)) for name, part in (("asks", self.own), ("tells", states)))
        self.sums: Array = asked @ told.transpose(0, 2, 1) + self.weights["bond_b"][:, None, None]

    def mixed(self, known: Array) -> Array:
        """The answers of the network for the triggers, a row for each, mixed with those by their states."""
        w = self.weights
        own = gelu(self.own @ w["answer_w"] + w["answer_b"]) @ w["answers_w"] + w["answers_b"]
        n = own.shape[1]
        out = known.copy()
        out[:, :n] = known[:, :n] * w["mix_known_w"] + own * w["mix_own_w"] + w["mix_b"]
        return out


class Bonds:
    """How surely each word belongs to one of some triggers, in one way."""

    def __init__(self, tokens: dict[int, int], sums: list[float]) -> None:
        self.tokens, self.sums = tokens, sums

    def sum_of(self, token: int) -> float | None:
        """The logistic sum of what begins with a token; None where it is not known."""
        row = self.tokens.get(token)
        return None if row is None else self.sums[row]

    def features(self, name: str, token: int) -> dict[str, float]:
        """What speaks for a candidate that begins with a token."""
        z = self.sum_of(token)
        if z is None:
            return {f"{name}_unseen": 1.0}
        return {name: probability(z), f"{name}_sum": (max(_LEAST, min(_MOST, z)) - _LEAST) / (_MOST - _LEAST)}


def see(encoder: Encoder, parse: Parse, triggers: Sequence[TriggerMention], marks: Mapping[int, Sequence[str]], known: Array) -> Array:
    """The network's answers for triggers mixed with the transformer's; what is seen is kept for `bonds`. `marks`: what is known of each token."""
    sight = Sight(encoder, parse, triggers, marks)
    parse.memo["sight",] = sight
    return sight.mixed(known)


def bonds(parse: Parse, kind: str, triggers: Iterable[TriggerMention]) -> Bonds:
    """The bonds of one kind, each with whichever of the triggers it is surest."""
    sight: Any = parse.memo.get(("sight",))
    rows = [k for t in triggers if (k := sight.triggers.get(t.first)) is not None] if sight is not None else []
    if not rows:
        return Bonds({}, [])
    return Bonds(sight.tokens, sight.sums[BONDS.index(kind)][rows].max(0).tolist())


def foremost(name: str, features: Sequence[dict[str, float]]) -> None:
    """Tell of candidates, by their features, which has the surest bond of a name."""
    best = max((f.get(name, 0.0) for f in features), default=0.0)
    for f in features:
        if best and f.get(name) == best:
            f[f"{name}_best"] = 1.0
