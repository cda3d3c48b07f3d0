"""Who did it, to whom, and how many: the slots of a trigger's frame filled by its kind."""

from __future__ import annotations

from collections.abc import Mapping

from isnad.reading.mention.index import PartyIndex
from isnad.reading.mention.nouns import NounFilling
from isnad.reading.mention.roles import Roles
from isnad.reading.mention.triggers import TriggerMention
from isnad.reading.mention.verbs import VerbFilling
from isnad.reading.mention.victims import VictimsFilling
from isnad.reading.parse import Parse


def fill(parse: Parse, index: PartyIndex, trigger: TriggerMention, triggers: Mapping[int, TriggerMention]) -> Roles:
    """Fill the frame of a trigger; `triggers` are all triggers by first token."""
    kind = VictimsFilling if trigger.victims else VerbFilling if trigger.verbal else NounFilling
    return kind(parse, index, trigger, triggers).run()
