"""The mention that names a party chosen for an incident: of several the one that tells its part there, and not merely its country."""

from __future__ import annotations

from isnad.reading.incident.proposals import Side
from isnad.reading.incident.scene import Scene
from isnad.reading.party.party import PartyMention

# What speaks for a mention, in units of being told in the sentence of a telling.
_RULED = 0.5  # the rules put it on the side
_CAST = 0.5  # the leading mention casts it for the side
_LEADING = 0.5  # it stands in the leading mention's sentence
_NAMED = 1.0  # القيادي في حركة كذا names less than the movement
_WEAK = 1.0  # a country or its adjective: the army beside it is who did it
_TITLE = 1.0  # a title shortens names
_ONE = 0.5  # one of them
_BEST = 0.8  # it is the one by which the party is weighed
_FAR, _WORDS = 1.0, 12  # words from the trigger on which nothing binds it any more


def name_of(scene: Scene, side: Side, group: list[PartyMention], best: PartyMention) -> PartyMention:
    """The mention of a group that names the party on a side; the first of equals."""
    return max(group, key=lambda p: (_worth(scene, side, p) + _BEST * (p is best), -p.first)) if len(group) > 1 else group[0]


def _worth(scene: Scene, side: Side, party: PartyMention) -> float:
    """How well a mention names its party on a side."""
    sentence = scene.draft.parse.sentence_of(party.first)
    worth = _NAMED * party.named - _WEAK * party.weak - _ONE * (party.n == 1) - _TITLE * (sentence == 0)
    worth += _RULED * any(p is party for p in scene.proposed[side])
    worth += _CAST * ((side, party.first) in scene.mentions[0].weights)
    if sentence not in scene.told:
        return worth - _FAR
    away = min(abs(party.first - m.first) for m in scene.mentions if m.sentence == sentence)
    return worth + 1 + _LEADING * (scene.order[sentence] == 0) - _FAR * min(away, _WORDS) / _WORDS
