"""Whether a trigger word tells an incident at all, how, and as what: weighed from the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import get_args

import numpy as np

from isnad.model import EventType, PartyKind, Status
from isnad.reading.encoder import encoder_of
from isnad.reading.logit import probability
from isnad.reading.mention.context import Context
from isnad.reading.mention.heads import Heads
from isnad.reading.mention.sight import see
from isnad.reading.mention.triggers import Telling, TriggerMention
from isnad.reading.network import Array, Names, Network, network_of, vectors_of
from isnad.reading.parse import Parse
from isnad.reading.party.party import PartyMention
from isnad.reading.time.age import AGES

TYPES: tuple[str, ...] = get_args(EventType)
STATUSES: tuple[Status, ...] = get_args(Status)
KINDS: tuple[str, ...] = (*get_args(PartyKind), "none")  # of the first party on a side
_POINT = 12  # numbers that place a trigger near the others of its incident
SUMMED = ("told", "background", "first", "main")  # answers that are logistic sums of their own
# The answers of the network side by side.
_WIDTHS = (len(SUMMED), len(STATUSES), len(TYPES), len(AGES), len(KINDS), len(KINDS), _POINT)
SUMS, STATUS, TYPE, AGE, BY, AGAINST, POINT = (slice(a, b) for a, b in pairwise(accumulate((0, *_WIDTHS))))
ANSWERS = POINT.stop
# Sum below which a trigger word tells nothing: one in twelve of those annotated, with one in three hundred of those that tell. The transformer
# is asked of the others only.
HOPELESS = -3.3
MOST = 200  # triggers of an article that are weighed; a page of one attack a line must not take minutes


def tell(parse: Parse, triggers: Sequence[TriggerMention], parties: Sequence[PartyMention]) -> tuple[TriggerMention, ...]:
    """The triggers, each with how it tells."""
    n = min(MOST, len(triggers))
    if not n:
        return tuple(triggers)
    network = network_of(parse.book, "telling")
    context = Context(parse, triggers, parties, _heads(network))
    senses = vectors_of(parse.book).means(parse, [context.windows(k) for k in range(n)])
    answers = network.answers([({}, context.parts(k)) for k in range(n)], senses)
    seen = [k for k, told in enumerate(answers[:, 0].tolist()) if told > HOPELESS]
    encoder = encoder_of(parse.book)
    if seen and encoder is not None:
        answers[seen] = see(encoder, parse, [triggers[k] for k in seen], context.marks, answers[seen])
    told = [replace(t, telling=telling) for t, telling in zip(triggers, tellings_of(answers), strict=False)]
    return (*told, *triggers[n:])


@lru_cache(maxsize=4)
def _heads(network: Network) -> Heads:
    return Heads(Names(network.rows))


def tellings_of(answers: Array) -> list[Telling]:
    """The answers of the network for several triggers, a row for each."""
    shares = [_shares(answers[:, part]) for part in (STATUS, TYPE, AGE, BY, AGAINST)]
    rows = zip(answers[:, SUMS].tolist(), *shares, answers[:, POINT], strict=True)
    return [Telling(*sums, *rest) for sums, *rest in rows]


def _shares(sums: Array) -> Array:
    e: Array = np.exp(sums - sums.max(1, keepdims=True))
    shares: Array = e / e.sum(1, keepdims=True)
    return shares


def joined(triggers: Sequence[TriggerMention]) -> Telling | None:
    """How several triggers tell together: the surest that it is told, the others' answers by how surely they tell."""
    told = [t.telling for t in triggers if t.telling is not None]
    if not told:
        return None
    if len(told) == 1:
        return told[0]
    weights = np.array([probability(t.told) for t in told], np.float32)
    weights /= weights.sum()
    sums = weights @ np.array([(t.background, t.first, t.main) for t in told], np.float32)
    background, first, main = sums.tolist()
    parts = ("status", "types", "ages", "by", "against", "point")
    shares = {name: weights @ np.array([getattr(t, name) for t in told]) for name in parts}
    return Telling(max(t.told for t in told), background, first, main, **shares)
