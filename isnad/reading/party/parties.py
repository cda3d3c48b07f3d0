"""Noun phrases that name a party: actors, persons without a name, peoples, with the figure that stands with them."""

from __future__ import annotations

from isnad.reading.parse import Parse
from isnad.reading.party.heads import RANK, head_at
from isnad.reading.party.party import PartyMention
from isnad.reading.party.phrase import phrase_of
from isnad.scan import Hit


def find_parties(parse: Parse) -> tuple[PartyMention, ...]:
    """All party mentions in order, none inside another."""
    out: list[PartyMention] = []
    taken = 0
    for first in sorted({h.first for lexicon in RANK for h in parse.scan.of(lexicon)}):
        if first < taken:
            continue
        head = head_at(parse, first)
        if head is None or (first == taken and parse.words[first] in parse.grammar.charged):
            continue  # عناصر مشتبه في انتمائهم
        mention = phrase_of(parse, head)
        if first == taken and _apposed(parse, out[-1:], head, mention):
            taken = mention.last  # الشيخ فلان إمام الجامع
            continue
        if _is_loose(parse, mention) or (first and parse.core(first - 1) in parse.grammar.disguises):
            continue
        out.append(mention)
        taken = mention.last
    return tuple(out)


def _apposed(parse: Parse, before: list[PartyMention], head: Hit, mention: PartyMention) -> bool:
    """Whether a noun for one person right behind a full name tells the post of its bearer, with that of which he has it."""
    actors = parse.book.actors
    one = head.sense.lexicon == "person" and head.sense.number == "one" and not head.prefix and not head.suffix
    following = parse.words[head.last] if head.last < len(parse.words) and parse.is_word(head.last) else ""
    whose = following != "" and following not in parse.grammar.prepositions and not following.endswith(("ته", "تها", "تهم"))
    posted = one and whose and not mention.named and parse.words[head.first][-1] not in "اه"
    return posted and any(p.named and p.n == 1 and p.generic is not None and all(actors[i].forms for i in p.ids) for p in before)


def _is_loose(parse: Parse, party: PartyMention) -> bool:
    """Whether a word such as `مجموعة` or `قوة` stands without anything that makes it a party."""
    if party.last != party.first + 1 or party.definite or party.number is not None or party.generic is None:
        return False
    word = parse.words[party.first]
    stem = word[1:] if word[0] in "وف" and word not in parse.grammar.loose_heads else word
    return stem in parse.grammar.loose_heads or stem[1:] in parse.grammar.loose_heads
