"""Those who suffer with the ones told: in their company, or told as more than them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from isnad.reading.mention.governing import Slot
from isnad.reading.mention.index import PartyIndex
from isnad.reading.mention.roles import Roles
from isnad.reading.mention.triggers import TriggerMention
from isnad.reading.mention.untold import one_of
from isnad.reading.parse import Parse
from isnad.reading.party.party import PartyMention

_BESIDES = 3  # words at most of a phrase before those who are told as more


def in_company(parse: Parse, slots: Sequence[Slot], end: int) -> Slot | None:
    """Those with the one who is told up to token `end`: `مصرعه، السبت، مع عدد من مرافقيه`."""
    phrases = {i for s in slots for i in range(s.token - 1, s.last)}  # each with its preposition: القيادي في الجماعة فلان الفلاني
    for slot in slots:
        one = one_of(parse, slot.token)  # مع أحد مرافقيه
        between = [i for i in range(end, slot.token - 1 - one) if parse.is_word(i) and i not in parse.date_tokens and i not in phrases]
        near = all(i + 1 in parse.date_tokens for i in between)
        told = slot.number is not None or slot.counts is not None or one
        if slot.name in parse.grammar.company and slot.token >= end and near and not slot.part and told:
            return slot
    return None


def besides(parse: Parse, index: PartyIndex, token: int) -> PartyMention | None:
    """Those who are told as more than a figure that ends before a token: `خمسة أشخاص إضافة إلى الانتحاري`."""
    for i in range(token, token + 2):
        size = parse.grammar.besides_at(parse.words, i)
        if size:
            party = index.begins.get(i + size)
            return party if party is not None and (party.number is not None or party.n is not None) else None
    return None


def add_those_besides(parse: Parse, told: Sequence[tuple[TriggerMention, Roles]]) -> None:
    """Count those of a second word for the same fate with the ones before: `مقتل ثمانية أشخاص، بالإضافة إلى مقتل ستة مهاجمين`."""
    for at, (trigger, roles) in enumerate(told):
        count, more = trigger.frame.trigger.count, [f for f in roles.figures if f.n is not None]
        if not count or trigger.victims or not more or not _behind_besides(parse, trigger.first):
            continue
        before = next((r for t, r in reversed(told[:at]) if t.frame.trigger.count == count and r.figures), None)
        if before is not None and before.figures[-1].n is not None:
            before.figures += [replace(f) for f in more]


def _behind_besides(parse: Parse, token: int) -> bool:
    """Whether a phrase that opens those told as more ends right before a token."""
    return any(parse.grammar.besides_at(parse.words, i) == token - i for i in range(max(0, token - _BESIDES), token))
