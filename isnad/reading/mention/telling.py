"""Whether a trigger word tells an incident at all, how, and as what: weighed from the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

import numpy as np

from isnad.model import EventType, Status
from isnad.reading.logit import probability
from isnad.reading.mention.context import Context
from isnad.reading.mention.triggers import Telling, TriggerMention
from isnad.reading.network import Array, network_of, vectors_of
from isnad.reading.parse import Parse
from isnad.reading.party.party import PartyMention

TYPES: tuple[str, ...] = get_args(EventType)
STATUSES: tuple[str, ...] = get_args(Status)
ANSWERS = 2 + len(STATUSES) + len(TYPES)  # told, recalled, statuses, types
MOST = 200  # triggers of an article that are weighed; a page of one attack a line must not take minutes


def tell(parse: Parse, triggers: Sequence[TriggerMention], parties: Sequence[PartyMention]) -> tuple[TriggerMention, ...]:
    """The triggers, each with how it tells."""
    n = min(MOST, len(triggers))
    if not n:
        return tuple(triggers)
    context = Context(parse, triggers, parties)
    senses = vectors_of(parse.book).means(parse, [context.windows(k) for k in range(n)])
    answers = network_of(parse.book, "telling").answers([({}, context.parts(k)) for k in range(n)], senses)
    return tuple(replace(t, telling=telling_of(row)) for t, row in zip(triggers, answers, strict=False)) + tuple(triggers[n:])


def telling_of(row: Array) -> Telling:
    """The answers of the network for one trigger."""
    first = 2 + len(STATUSES)
    return Telling(float(row[0]), float(row[1]), _shares(row[2:first]), _shares(row[first:ANSWERS]))


def _shares(row: Array) -> Array:
    e: Array = np.exp(row - row.max())
    shares: Array = e / e.sum()
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
    return Telling(
        max(t.told for t in told),
        float(weights @ np.array([t.background for t in told], np.float32)),
        weights @ np.stack([t.status for t in told]),
        weights @ np.stack([t.types for t in told]),
    )
