"""Lists of persons by their names: how many they are, and where the list ends."""

from __future__ import annotations

from isnad.reading.name.proper import ordinary_words
from isnad.reading.parse import Parse
from isnad.reading.word.speech import words_of

_LONGEST = 5  # words of one name at most
_NO_SURNAME = ("trigger", "verb", "cue", "connector")
_SHORT = 3  # letters up to which a word with و opens no name
_BRACKETS = 7  # tokens at most between brackets behind a name: an age, a town


def opens_list(parse: Parse, i: int) -> bool:
    """Whether words stand at a token that open a list of persons: `كلا من فلان وفلان`."""
    return parse.core(i) in parse.grammar.each and parse.words[i + 1 : i + 2] == ("من",)


def listed(parse: Parse, start: int, *, unknown: bool = False) -> tuple[int, int]:
    """How many persons are named one after another from `start` on, and where the last name ends; `(0, start)` if none is.

    Each name opens with a given name, the first with two `unknown` words maybe; from the second on `و` or a comma stands before it:
    `محمد سالم وأحمد عودة، ويوسف جابر`.
    """
    given = words_of(parse.book).given
    words, count, end, i = parse.words, 0, start, start
    while i < len(words):
        apart = not count or words[i - 1] in ("،", "و")
        opens = (
            apart and words[i] in given and not _on(parse, i) and (words[i - 1] != "،" or parse.hit(i, "person") is None)
        )  # قائد is a name and a title
        if not (opens or (_joined(parse, i, given) if count else unknown and _unknown(parse, i, given))):
            break
        count, end = count + 1, _name_end(parse, i, given)
        i = end + (end < len(words) and words[end] in ("،", "و"))
    return count, end


def behind(parse: Parse, last: int) -> tuple[int, int]:
    """How many are named behind a pronoun that says who those are that end before a token: `عناصر من الحرس، وهم سالم نصر وعماد خضر`."""
    i = last + (parse.words[last : last + 1] == ("،",))
    if i >= len(parse.words) or parse.words[i].removeprefix("و") not in parse.grammar.who:
        return 0, last
    return listed(parse, i + 1 + (parse.words[i + 1 : i + 2] == (":",)), unknown=True)


def _on(parse: Parse, i: int) -> bool:
    """Whether a word is written as the preposition that one given name looks like without its dots: `على`, not `علي`."""
    return parse.words[i] in parse.grammar.prepositions and parse.raw(i, i + 1).endswith("ى")


def _joined(parse: Parse, i: int, given: frozenset[str]) -> bool:
    """Whether a further name opens at a token with a glued `و`: a given name, or two words that no list knows."""
    word = parse.words[i]
    if word[0] != "و" or word in given or len(word) <= _SHORT:
        return False
    if word[1:] in given:
        return True
    return _unknown(parse, i, given)


def _unknown(parse: Parse, i: int, given: frozenset[str]) -> bool:
    """Whether two words stand at a token that no list knows and that can be a name."""
    ordinary = ordinary_words(parse.book)
    pair = parse.words[i : i + 2]
    return len(pair) > 1 and not any(k in parse.hits_at or ordinary[w] for k, w in enumerate(pair, i)) and _goes_on(parse, i + 1, given)


def _name_end(parse: Parse, start: int, given: frozenset[str]) -> int:
    """Where the name that opens at `start` ends, an age or a town in brackets behind it included."""
    words, end = parse.words, start + 1
    while end < min(len(words), start + _LONGEST) and _goes_on(parse, end, given):
        end += 1
    if end < len(words) and words[end] == "(":
        return next((k + 1 for k in range(end, min(end + _BRACKETS, len(words))) if words[k] == ")"), end)
    return end


def _goes_on(parse: Parse, i: int, given: frozenset[str]) -> bool:
    """Whether the word at a token can be a further part of a name."""
    word, grammar = parse.words[i], parse.grammar
    if word in given:
        return True
    if not parse.is_word(i) or i in parse.date_tokens or i in parse.number_at or len(word) < 2:
        return False
    if word in grammar.prepositions or word in grammar.clause_starters or word in grammar.not_name or word in grammar.parts:
        return False
    if word[0] == "و" or word.startswith(("بال", "لل")) or word in grammar.results:
        return False
    hit = parse.hit(i, *_NO_SURNAME)
    return word.startswith("ال") or hit is None
