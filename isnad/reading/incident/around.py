"""The words around a candidate of an incident, and how it stands to the nearest trigger: what networks weigh it by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from isnad.reading.mention.context import stems_of
from isnad.reading.mention.triggers import TriggerMention
from isnad.reading.network import Window
from isnad.reading.parse import Parse

_BESIDE, _BETWEEN = 3, 8  # words beside a candidate, and between it and the trigger, that count
_SENSED = 4  # words beside a candidate whose sense is averaged
_STEPS = (0, 2, 5, 12)  # words between a candidate and the trigger, in steps


class Stand(NamedTuple):
    """How a candidate stands to a trigger of its sentence: before or behind it, at what step, with what between."""

    trigger: TriggerMention
    side: str
    step: int
    between: range

    @property
    def way(self) -> str:
        return f"{self.side}{self.step}.{'verb' if self.trigger.verbal else 'noun'}"


def stand(begin: int, first: int, last: int, triggers: Sequence[TriggerMention]) -> Stand:
    """Where a candidate of the tokens [first, last), which its phrase opens at `begin`, stands to the nearest of some triggers."""
    trigger = min(triggers, key=lambda t: abs(first - t.first))
    after = first >= trigger.last
    between = range(trigger.last, begin) if after else range(last, trigger.first)
    return Stand(trigger, "after" if after else "before", sum(len(between) > n for n in _STEPS), between)


def beside(parse: Parse, begin: int, last: int) -> set[str]:
    """The words before and behind a candidate in its sentence, by their place."""
    a, b = parse.sentences[parse.sentence_of(begin)]
    stems = stems_of(parse)
    left, right = range(max(a, begin - _BESIDE), begin), range(last, min(b, last + _BESIDE))
    return {f"l{i - begin}={stems[i]}" for i in left} | {f"r{i - last}={stems[i]}" for i in right}


def standing(parse: Parse, at: Stand) -> set[str]:
    """The trigger, the words between and the way there, as named features."""
    trigger, side, stems = at.trigger, at.side, stems_of(parse)
    out = {f"t={at.way}", f"e={trigger.frame.id}.{side}", f"th={stems[trigger.first]}.{side}"}
    if len(at.between) <= _BETWEEN:
        out |= {f"m={stems[i]}.{side}" for i in at.between}
    return out


def windows(parse: Parse, begin: int, first: int, last: int, trigger: TriggerMention) -> tuple[Window, ...]:
    """The stretches whose sense is averaged: the candidate, the words before and behind it, the trigger, the candidate's sentence."""
    a, b = parse.sentences[parse.sentence_of(first)]
    near = (max(a, begin - _SENSED), begin), (last, min(b, last + _SENSED))
    return ((first, last), *near, (trigger.first, trigger.last), (a, b))
