"""What the endings and articles of words tell of a phrase: agreement, case, and which noun governs another."""

from __future__ import annotations

from isnad.codebook.entries import ActorEntry
from isnad.reading.parse import Parse
from isnad.scan import Hit

_ENDS_SO = ("يليشيا", "ليشا")  # ميليشيا: not the ending of an object


def regular(word: str) -> bool:
    """Whether a word has the ending of a regular plural, as adjectives of persons mostly have."""
    return word.endswith(("ون", "ين")) and not word.endswith("اين")  # رهائن, folded


def body(word: str) -> bool:
    """Whether a word names a body, feminine to its adjectives: `قوات`, `الشرطة`, `أجهزة`."""
    return word.endswith(("ات", "ه"))


def governs(parse: Parse, person: ActorEntry, head: Hit) -> bool:
    """Whether a collective noun without an article takes a definite noun as its genitive: `نقابة الإطارات العليا`."""
    word = parse.text.folded[head.start : head.end]
    if not person.collective or head.last != head.first + 1 or head.suffix or word.endswith(("ون", "ين", "ان", "ا")):
        return False
    return word not in parse.grammar.loose_heads or head.sense.id == "generic:union"


def other_case(head: Hit, words: tuple[str, ...], last: int) -> bool:
    """Whether a plural behind a plural stands in another case, and is no part of its phrase: `مسلحون مهندسين`."""
    before, word = words[last - 1], words[last]
    if head.sense.number == "many" and word.endswith("ا") and not word.startswith("ال") and not word.endswith(_ENDS_SO):
        return True
    return head.sense.number == "many" and before.endswith(("ون", "ين")) and word.endswith(("ون", "ين")) and before[-2:] != word[-2:]


def describes(parse: Parse, noun: str, word: str) -> bool:
    """Whether a definite word can be an adjective of a noun, or the noun that ends its genitive."""
    if word in parse.grammar.clause_starters or word in parse.grammar.not_name or word.startswith(("الذ", "الت", "اللو", "اللا")):
        return False
    if "ال" not in noun[:4]:
        return True
    if noun.endswith(("ه", "ات")):
        return word.endswith("ه")
    return not noun.endswith(("ين", "ون")) or word.endswith(("ين", "ون"))
