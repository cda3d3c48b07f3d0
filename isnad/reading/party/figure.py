"""How many a party is: the figure before or behind its noun, or the number of the noun itself."""

from __future__ import annotations

from isnad.reading.number.counts import Number
from isnad.reading.parse import Parse
from isnad.reading.party.party import GROUPS
from isnad.scan import Hit

_MEMBER = "generic:member"  # عنصر: one person, though a collective takes the same complements


def number_before(parse: Parse, first: int, prefix: str) -> Number | None:
    """The figure right before a noun: `ثلاثة جنود`, `5 من عناصر`, `عدد كبير من المدنيين`; `prefix` is what is glued to the noun."""
    number = parse.number_end.get(first)
    if prefix.startswith(("و", "ف")):
        return None  # القتلى ستة والجرحى سبعة
    if number is None and first and parse.words[first - 1] in parse.grammar.counted:
        number = parse.number_end.get(first - 1)
    if number is None and first > 2 and parse.words[first - 1] == ")" and parse.words[first - 3] == "(":
        number = parse.number_at.get(first - 2)  # (26) فردا
    return number


def number_behind(parse: Parse, last: int, definite: bool) -> tuple[Number | None, int]:
    """The figure behind its noun, which it ends: `الجنود الثلاثة`, `إرهابيين اثنين`, `طفلا واحدا`."""
    number = parse.number_at.get(last)
    if number is not None and number.n is not None and number.last == last + 1:
        word = parse.words[last]
        if (definite and word.startswith("ال")) or (
            not definite and number.n <= 2 and not word.startswith(("ال", "و")) and word[0].isalpha()
        ):
            return number, number.last
    if parse.core(last) in parse.grammar.numbering if last < len(parse.words) else False:
        numbered = parse.number_at.get(last + 1)
        if numbered is not None:
            return numbered, numbered.last  # ركاب الحافلة وعددهم 11
    return None, last


def own_number(head: Hit, *, collective: bool) -> int | None:
    """How many the noun itself tells: one, two, or None for plurals, names and groups."""
    if (
        head.sense.lexicon == "actor"
        or head.sense.id.rpartition(":")[2] in GROUPS
        or (collective and head.sense.number == "one" and head.sense.id != _MEMBER)
    ):
        return None
    return {"one": 1, "two": 2}.get(head.sense.number)
