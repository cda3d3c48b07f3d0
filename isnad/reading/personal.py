"""Proper names of persons whom the codebook does not know: where they end."""

from __future__ import annotations

from isnad.reading.parse import Parse
from isnad.scan import Hit

# A word that one of these lexicons knows begins or ends a proper name.
_NO_NAME = frozenset({"trigger", "verb", "cue", "connector", "actor", "nisba", "person", "outlet"})


def name_end_at(parse: Parse, start: int, least: int = 2) -> int:
    """Where the unknown proper name that begins at `start` ends: up to four words that the codebook does not know."""
    end = start
    grammar = parse.grammar
    while end < len(parse.words) and end - start < 4 and parse.is_word(end):
        word = parse.words[end]
        if any(h.sense.lexicon in _NO_NAME and not _no_hamza(parse, h) for h in parse.hits_at.get(end, ())) and not (
            end > start and word.startswith("ال") and parse.hit(end, "nisba")
        ):
            break
        if word in grammar.prepositions or word in grammar.clause_starters or word in grammar.not_name or word in grammar.parts:
            break
        if (end == start and word.startswith("ال")) or (end > start and word.startswith("و") and len(word) > 4) or len(word) < 2:
            break
        if word.startswith("بال") or word in grammar.sites or (word[0] in "بل" and word.endswith(("ه", "ها", "هم")) and len(word) > 4):
            break
        if end in parse.date_tokens or end in parse.number_at or word.startswith("لل"):
            break
        end += 1
    return end if end - start >= least else start


def _no_hamza(parse: Parse, hit: Hit) -> bool:
    """Whether a word is like a verb only because hamza is folded: `ياسر` is no `يأسر`."""
    if hit.sense.lexicon != "trigger" or hit.sense.tense != "present":
        return False
    verb = parse.tools.frames[hit.sense.id].trigger.verb or ""
    return verb.startswith("أ") and len(verb) == 3 and "أ" not in parse.raw(hit.first, hit.last)
