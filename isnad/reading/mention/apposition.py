"""Phrases by those beside them: names and titles that tell no more persons, a second noun under the same number, duals."""

from __future__ import annotations

from collections.abc import Sequence

from isnad.reading.mention.governing import Slot
from isnad.reading.mention.index import PartyIndex
from isnad.reading.number.figures import Figure
from isnad.reading.parse import Parse
from isnad.reading.party.party import FORCES, PartyMention

_ACCUSATIVE = 11  # number from which its noun is a singular in the accusative
_GENITIVE = 100  # numbers of which multiples have it in the genitive


def apposed(parse: Parse, index: PartyIndex, slots: Sequence[Slot], figures: Sequence[Figure], slot: Slot) -> bool:
    """Whether a phrase says who the one person before it is, behind a comma or as a title: `فلان الفلاني، القيادي في التنظيم`."""
    party = slot.party
    if party is None or not figures or slot.number is not None or party.n != 1:
        return False
    if _titled(parse, index, slot, party):
        return True
    if party.named:
        name = _name_of(parse, index, slots, slot)
        if name or party.generic is None:
            return name
    return parse.words[slot.token - 1] == "،" and not parse.conjoined(slot.token) and figures[-1].n == 1


def measured(parse: Parse, slots: Sequence[Slot], slot: Slot) -> bool:
    """Whether the number before a phrase counts what the phrase tells as well: `مقتل 50 قياديا وعنصرا`, `8 آلاف رجل وصبي`."""
    at = next((k for k, s in enumerate(slots) if s is slot), 0)
    party, before = slot.party, slots[at - 1] if at else slot
    if not at or before.number is None or before.number.n is None or party is None or slot.number is not None or party.n != 1:
        return False
    words, n = parse.words, before.number.n
    if before.party is None or before.last != slot.token or not parse.conjoined(slot.token) or party.definite:
        return False
    noun, second = words[before.party.first], words[party.first]
    if n % _GENITIVE == 0:
        return not second.endswith("ا")
    return n >= _ACCUSATIVE and noun.endswith("ا") and second.endswith("ا")


def beside_counted(parse: Parse, slots: Sequence[Slot], slot: Slot) -> bool:
    """Whether a form that may be a dual is one, since those joined to it are counted: `مقتل فرنسيين وثلاثة ألمان`."""
    party = slot.party
    if party is None or party.definite or not parse.words[party.first].endswith("ين"):
        return False
    joined = next((s for s in slots if s.token == slot.last and s.name == slot.name and parse.conjoined(s.token)), None)
    return joined is not None and not joined.part and bool(joined.counts or (joined.number and joined.number.n))


def counted_behind(before: Slot, slot: Slot) -> bool:
    """Whether a number behind a comma counts others than the force before it, which acts: `أوقفت الوحدة الوطنية، 30 عنصرا`."""
    party = before.party
    return slot.number is not None and before.number is None and party is not None and party.kind in FORCES and party.n is None


def entitles(parse: Parse, before: Slot, slot: Slot) -> bool:
    """Whether a name stands behind the title of one person and what he is head of: `قائد العملية فلان الفلاني`."""
    title, name, between = before.party, slot.party, parse.words[before.last : slot.token]
    one = title is not None and not title.named and before.counts == 1
    return one and name is not None and name.named and slot.number is None and bool(between) and all(w.startswith("ال") for w in between)


def _name_of(parse: Parse, index: PartyIndex, slots: Sequence[Slot], slot: Slot) -> bool:
    """Whether a name is that of the definite person before it: `الأسير المحرر وليد جابر`, `وزير العدل الأسبق، سمير الخوري`."""
    at = next((k for k, s in enumerate(slots) if s is slot), 0)
    if at and entitles(parse, slots[at - 1], slot):
        return True
    if not at or (parse.conjoined(slot.token) and not index.own_letter(slot.token)):
        return False
    title, before = slots[at - 1].party, slots[at - 1]
    between = parse.words[before.last : slot.token]
    if title is None or title.named or not title.definite or before.counts != 1:
        return False
    return between == ("،",) or all(w.startswith("ال") for w in between)


def _titled(parse: Parse, index: PartyIndex, slot: Slot, party: PartyMention) -> bool:
    """Whether a phrase is a second title of the one person before it: `الكاتب والصحفي سالم المنصوري`."""
    before = index.covering.get(slot.token - 1)
    if before is None or before.n != 1 or before.number is not None or before.named or not (before.definite and party.definite):
        return False
    word, head = parse.words[slot.token], parse.words[before.first]
    return word.startswith("وال") and head.startswith("ال") and word.endswith("ه") == head.endswith("ه")
