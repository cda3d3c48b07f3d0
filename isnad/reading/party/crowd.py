"""Demonstrators of whom nothing but a vague figure is told."""

from __future__ import annotations

from isnad.reading.parse import Parse
from isnad.reading.party.party import PartyMention


def crowds(parse: Parse, parties: tuple[PartyMention, ...]) -> tuple[PartyMention, ...]:
    """Those of whom nothing but a vague figure is told where a demonstration is: `تظاهر المئات`."""
    covered = frozenset(i for p in parties for i in range(p.begin, p.last))
    tokens, end = parse.text.tokens, len(parse.words)
    out = []
    for number in parse.numbers:
        first, last = number.last - 1, number.last
        word = parse.words[first]
        if number.n is not None or first in covered or not word.startswith(("ال", "وال")) or (last < end and _counts(parse, last)):
            continue
        if not _demonstrates(parse, first):
            continue
        glued = word[:1] if word[0] == "و" else ""
        out.append(
            PartyMention(
                first, last, tokens[first].start + len(glued), tokens[first].end, None, (), "civilians", (), number, None, True, True,
                False, glued, False, None,
            )
        )  # fmt: skip
    return tuple(out)


def _demonstrates(parse: Parse, i: int) -> bool:
    """Whether the sentence of a figure tells a demonstration, and the word before it nothing that is counted: `خرج المئات في مسيرة`."""
    frames = parse.tools.frames
    before = (frames[h.sense.id].trigger.count for h in parse.hits_at.get(i - 1, ()) if h.sense.lexicon == "trigger")
    if any(before):
        return False
    start, end = parse.sentences[parse.sentence_of(i)]
    hits = (h for k in range(start, end) for h in parse.hits_at.get(k, ()) if h.sense.lexicon == "trigger")
    return any(frames[h.sense.id].family == "demonstration" for h in hits)


def _counts(parse: Parse, i: int) -> bool:
    """Whether the noun that a figure counts stands at token `i`, or behind `من`."""
    if parse.core(i) in parse.grammar.prepositions and parse.words[i] != "من":
        return False
    return parse.words[i] == "من" or parse.words[i].startswith("ال") or parse.hit(i, "person", "actor", "nisba") is not None
