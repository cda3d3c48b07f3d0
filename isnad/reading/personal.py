"""Proper names of persons whom the codebook does not know: where they end."""

from __future__ import annotations

from collections.abc import Container

from isnad.reading.parse import Parse
from isnad.reading.propernames import ProperNames
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


def find_names(parse: Parse, covered: Container[int]) -> tuple[tuple[int, int, int, str], ...]:
    """Full names in an article, and family names that stand alone after one: tokens, letters glued before, and the family name."""
    words = parse.words
    names = ProperNames(parse)
    out: dict[int, tuple[int, int, int, str]] = {}
    families: set[str] = set()
    i = 0
    while i < len(words):
        glued = -1 if i in covered else _name_begins(parse, names, i)
        end = names.end(i) if glued >= 0 else i
        while end > i and (end - 1 in covered or words[end - 1] in names.words.joiners):
            end -= 1
        if end - i < 2:
            i += 1
            continue
        family = words[end - 1]
        out[i] = (i, end, glued, family)
        if len(family) > 3 and family not in names.words.given and not names.ordinary(family):
            families.add(family)
        i = end
    inside = {k for first, last, *_ in out.values() for k in range(first, last)}
    for i, word in enumerate(words):
        core = word if word in families else word[1:] if word[0] in "ولب" else ""
        if core in families and i not in inside and i not in covered:
            out[i] = (i, i + 1, len(word) - len(core), core)
    return tuple(out[i] for i in sorted(out))


def _name_begins(parse: Parse, names: ProperNames, i: int) -> int:
    """How many letters are glued before the name that may begin at a token; -1 if none begins."""
    word = parse.words[i]
    given = names.words.given
    if word[:2] in ("ال", "لل") and word not in given:
        return -1
    if len(word) < 3 or not parse.is_word(i) or word in names.words.joiners or i in parse.date_tokens:
        return -1
    if word in given:
        if parse.hit(i, "nisba") and (i + 1 >= len(parse.words) or parse.words[i + 1] not in given):
            return -1  # تركي is a name and a nisba
        return -1 if word == "علي" and parse.raw(i, i + 1).endswith("ى") else 0
    if word[0] in "ولب" and word[1:] in given and len(word) > 4 and not names.ordinary(word):
        return 1
    if word in names.words.ordinary or i in parse.hits_at or word[:2] in ("ال", "وا", "لل", "با", "سي", "ست") or len(word) < 4:
        return -1
    if word[0] in "وفبليت" or names.ordinary(word) or parse.words[i - 1] in parse.grammar.place_nouns or i + 1 >= len(parse.words):
        return -1
    following = parse.words[i + 1]
    return 0 if i + 1 not in parse.hits_at and not names.ordinary(following) and len(following) > 3 else -1
