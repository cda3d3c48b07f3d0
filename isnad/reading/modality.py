"""Whether what is told happened: negated, denied, alleged, foiled, planned, recalled, or a total over a period."""

from __future__ import annotations

from dataclasses import dataclass

from isnad.reading.parse import Parse
from isnad.reading.triggers import TriggerMention
from isnad.scan import Hit

# Words between a cue and the trigger up to which the cue still holds.
_REACH = {"negated": 2, "denied": 8, "alleged": 7, "foiled": 5, "planned": 6, "conditional": 6, "opinion": 8}
_ORDER = ("denied", "foiled", "planned", "conditional", "alleged", "opinion")


@dataclass(frozen=True, slots=True)
class Modality:
    """The status of one trigger, whether it is recalled or a total, and the cues that say so."""

    status: str
    negated: bool
    background: bool
    period: bool
    opinion: bool
    rule: str


def modality(parse: Parse, trigger: TriggerMention) -> Modality:
    """Read the cues around a trigger."""
    first, last = parse.sentences[trigger.sentence]
    cues = parse.tools.book.cues
    found: dict[str, str] = {}
    for hit in parse.cues_in(first, last):
        cue = cues[hit.sense.id]
        if _holds(parse, hit, cue.scope, trigger, _REACH.get(cue.effect)):
            found.setdefault(cue.effect, cue.id)
    status = next((e for e in _ORDER if e in found), "occurred")
    rule = found.get(status, "")
    own = trigger.frame.trigger.status
    if own:
        status, rule = own, trigger.frame.id
    elif trigger.verbal and trigger.hit.prefix.endswith("س") and trigger.hit.sense.tense == "present":
        status, rule = "planned", "future"
    if status in ("conditional", "opinion"):
        status = "planned"
    return Modality(status, "negated" in found, "background" in found, "period" in found, "opinion" in found or "conditional" in found, rule)


def _holds(parse: Parse, hit: Hit, scope: str, trigger: TriggerMention, reach: int | None) -> bool:
    if hit.first < trigger.last and trigger.first < hit.last:
        return False
    if reach is None or scope == "clause":
        return True
    if scope == "after":
        gap = trigger.first - hit.last
        between = range(hit.last, trigger.first)
    else:
        gap = hit.first - trigger.last
        between = range(trigger.last, hit.first)
    if not 0 <= gap <= reach:
        return False
    return not any(parse.words[i] in ("،", "؛", ".") for i in between)
