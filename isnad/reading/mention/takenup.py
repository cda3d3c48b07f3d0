"""Those told before whom the pronoun or the dual of a verb takes up: two of them, or the attacker who was killed."""

from __future__ import annotations

from collections.abc import Mapping

from isnad.reading.mention.index import PartyIndex
from isnad.reading.mention.roles import Roles
from isnad.reading.mention.triggers import TriggerMention
from isnad.reading.mention.untold import attempted
from isnad.reading.number.figures import Figure
from isnad.reading.parse import Parse
from isnad.reading.party.party import FORCES, LONE

_BEFORE = ("قبل", "ان")
_SHORT = 4  # letters of a dual that is written like a masdar
_NEAR = 7  # words before a verb in which the one stands whom its pronoun takes up


def by_dual(parse: Parse, trigger: TriggerMention, slots: Mapping[str, str]) -> Figure | None:
    """The two of whom a dual tells whose subject was named before: `وقتلا برصاص الشرطة`, `لقي الأخوان مصرعهما`."""
    needed = parse.words[trigger.needed] if trigger.needed >= 0 else ""
    noun = trigger.hit.end - trigger.hit.start - len(trigger.hit.prefix) <= _SHORT and not trigger.hit.prefix  # جرحا: a masdar as well
    form = trigger.hit.sense.number == "two" and not trigger.hit.suffix and not noun
    suffers = slots.get("subject") == "against" or (form and slots.get("object") == "against")
    said = trigger.verbal or (trigger.hit.sense.pos == "participle" and parse.words[trigger.first].endswith("ان"))  # الموقوفان منذ شهر
    if not said or not suffers or not (form or needed.endswith("هما")):
        return None
    return Figure(2, "exact", trigger.first, trigger.last, 2, 2, "pronoun")


def felled(parse: Parse, index: PartyIndex, trigger: TriggerMention, roles: Roles) -> None:
    """Take the dead of a killing only tried away; tell of one whom a pronoun or nothing takes up that he is the attacker: `قبل أن تقتله الشرطة`, `أطلقت النار على المهاجم فأردته`."""
    if roles.figures and attempted(parse, trigger):
        roles.figures.clear()
    if not trigger.verbal:
        return
    first, told = trigger.first, roles.figures[0] if roles.figures else None
    lone = told is not None and told.rule == "pronoun" and told.n == 1
    before = parse.words[max(0, first - 2) : first] == _BEFORE and any(p.kind in FORCES for p in roles.by)
    if before and told is None and trigger.hit.sense.number == "one" and not roles.against:
        roles.figures.append(Figure(1, "exact", first, trigger.last, 1, 1, "pronoun", side="armed", attacker=True))
    elif told is not None and lone and (before or (trigger.hit.prefix == "ف" and _attacker(parse, index, first))):
        told.side, told.attacker = "armed", True


def _attacker(parse: Parse, index: PartyIndex, first: int) -> bool:
    """Whether the party nearest before token `first` is the one who attacked."""
    near = (index.covering.get(i) for i in range(first - 1, max(0, first - _NEAR), -1))
    party = next((p for p in near if p is not None), None)
    return party is not None and party.definite and (party.generic or "").rpartition(":")[2] in LONE
