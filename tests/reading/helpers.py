"""What the readers of parties and roles find in one sentence."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from isnad.codebook import Codebook
from isnad.reading.mention.fill import fill
from isnad.reading.mention.index import PartyIndex
from isnad.reading.mention.triggers import find_triggers
from isnad.reading.mention.untold import share
from isnad.reading.number.counts import find_numbers
from isnad.reading.number.figures import Figure, summed, total
from isnad.reading.parse import Parse
from isnad.reading.party.parties import find_parties
from isnad.reading.party.party import PartyMention
from isnad.reading.time.dates import find_dates
from isnad.reading.tools import tools_of
from isnad.scan import scan
from isnad.text import Text


def parsed(sentence: str, codebook: Codebook) -> Parse:
    tools = tools_of(codebook)
    text = Text.of(sentence)
    numbers, dates = find_numbers(text, tools.numbers), find_dates(text, date(2018, 5, 5), tools.calendar)
    return Parse.of(text, tools, scan(text, tools.matcher), numbers, dates)


def cut(parse: Parse, party: PartyMention) -> str:
    return parse.text.cut(party.start, party.end)


def roles_in(sentence: str, codebook: Codebook) -> tuple[list[str], list[str], dict[str, int | None]]:
    """`by`, `against` and the figures of all triggers of a sentence together."""
    parse = parsed(sentence, codebook)
    index = PartyIndex.of(parse, find_parties(parse))
    triggers = find_triggers(parse)
    at = {t.first: t for t in triggers}
    by: list[str] = []
    against: list[str] = []
    figures: dict[str, list[Figure]] = {}
    told = [(trigger, fill(parse, index, trigger, at)) for trigger in triggers]
    for left, right in pairwise(told):
        share(parse, left, right)
    for trigger, roles in told:
        by += [cut(parse, p) for p in roles.by]
        against += [cut(parse, p) for p in roles.against]
        if trigger.frame.trigger.count and roles.figures:
            figures.setdefault(trigger.frame.trigger.count, []).append(summed(roles.figures))
    found = {name: figure.n for name, told in figures.items() if (figure := total(told)) is not None}
    return list(dict.fromkeys(by)), list(dict.fromkeys(against)), found
