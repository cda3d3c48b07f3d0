"""The name of an office-holder behind a title that goes on for longer than its words are known: `رئيس نقابة … بسوسة، فلان الفلاني، إن`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from isnad.reading.word.speech import phrase_at

if TYPE_CHECKING:
    from isnad.reading.speech.speakers import Phrases

_AWAY = 14  # words of the rest of a title before the name
_LONGEST = 4  # words of a name that ordinary words are parts of
_CLAUSE = 10  # words of a relative clause before the name
_WHICH = frozenset({"الذي", "التي", "الذين"})
_MARKS = '"#()'


def holder_of(phrases: Phrases, start: int) -> tuple[int, int] | None:
    """The tokens of the name that ends a title whose known words end at `start`; None if what follows is no rest of a title.

    The name stands behind a comma, behind a rank, or right behind the title; what follows it must end a name.
    """
    words = phrases.parse.words
    for i in range(start, min(len(words) - 1, start + _AWAY)):
        comma = words[i] in phrases.words.apposers
        if not comma and words[i] in _WHICH:
            return _behind_clause(phrases, i + 1)
        if not comma and _medium(phrases, i):
            return None
        if found := _behind(phrases, i + 1) if comma else _bare(phrases, i, start):
            return found
        if comma or not _goes_on(phrases, i):
            return None
    return None


def _behind_clause(phrases: Phrases, start: int) -> tuple[int, int] | None:
    """The name behind the comma that ends a relative clause: `المتحدث باسم التحالف الذي تقوده البلاد، فلان الفلاني، إن`."""
    words = phrases.parse.words
    for i in range(start, min(len(words) - 1, start + _CLAUSE)):
        if words[i] in phrases.words.apposers:
            found = _behind(phrases, i + 1)
            return found if found and (words[found[1] : found[1] + 1] == ("،",) or _says(phrases, found[1])) else None
        if not (phrases.parse.is_word(i) or words[i] in _MARKS) or words[i] in phrases.words.said_next:
            return None
    return None


def _says(phrases: Phrases, i: int) -> bool:
    """Whether what was said begins at a token."""
    return i < len(phrases.parse.words) and phrases.parse.words[i] in phrases.words.said_next


def apposed_name(phrases: Phrases, i: int) -> tuple[int, int] | None:
    """A name with ordinary words, or one that is a place too, at a token, where the post of its bearer follows: `روضة فلان رئيسة الجمعية`."""
    end = _loose(phrases, i, place=True)
    if not end:
        return None
    comma = end < len(phrases.parse.words) and phrases.parse.words[end] == "،"
    return (i, end) if _office(phrases, end + comma, article=True) else None


def _behind(phrases: Phrases, i: int) -> tuple[int, int] | None:
    """The name behind a comma, a second title before it left out: `، المستشار القانوني فلان الفلاني`."""
    _, at = phrases.titles(_post(phrases, i))
    if _glued(phrases, at) and (at >= len(phrases.parse.words) or phrases.names.ordinary(phrases.parse.words[at])):
        return None
    end = phrases.names.end(at)
    if end > at and not _numbered(phrases, at, end) and _ended(phrases, end):
        return at, end
    return (at, end) if (end := _loose(phrases, at)) else None


def _bare(phrases: Phrases, i: int, start: int) -> tuple[int, int] | None:
    """The name at a token that no comma parts from the title begun before `start`: behind a rank, or of two words."""
    if phrases.parse.words[start:i].count('"') % 2 or phrases.parse.words[i - 1] in phrases.parse.grammar.prepositions:
        return None  # الناطق باسم "صوت الحق" في حق الأطفال
    _, at = phrases.titles(i)
    if at == i and (hit := phrases.parse.hit(i, "role")) and hit.prefix == "ال" and (other := phrases.at(i)) and other.name:
        return other.name if other.name[0] == hit.last else None  # رئيس الأساقفة الكاردينال فلان
    if _glued(phrases, at):
        return None
    end = phrases.names.end(at, least=1 if at > i else 2)
    if end > at:
        told = phrases.parse.hit(end, "trigger") if end < len(phrases.parse.words) else None
        ended = _ended(phrases, end) or (told is not None and told.prefix == "ال")  # أكد المندوب فلان الفلاني التوصل إلى اتفاق
        return (at, end) if ended and not _numbered(phrases, at, end) else None
    words = phrases.parse.words
    end = _loose(phrases, at)
    said = end and (phrases.names.could(at) or (end < len(words) and words[end] in phrases.words.said_next))
    return (at, end) if said and not words[at].startswith("ال") else None


def _loose(phrases: Phrases, i: int, *, place: bool = False) -> int:
    """Where a name ends that holds ordinary words and one that can be nothing else; 0 if none begins at a token."""
    parse, names = phrases.parse, phrases.names
    end, sure = i, False
    while end < len(parse.words) and parse.is_word(end) and end - i <= _LONGEST:
        joined = end > i and parse.words[end - 1] in phrases.words.joiners and parse.words[end] not in phrases.words.said_next  # أبو زرعة
        if end > i and not joined and _ended(phrases, end):
            break
        if _office(phrases, end) or not (joined or names.could(end) or names.weak(end)):
            break
        if end == i and not place and parse.hit(end, "place"):
            break
        sure = sure or names.could(end)
        end += 1
    long = 2 <= end - i <= _LONGEST
    return end if long and sure and not _glued(phrases, i) and (_ended(phrases, end) or _office(phrases, end, article=True)) else 0


def _office(phrases: Phrases, i: int, *, article: bool = False) -> bool:
    """Whether a role of a person begins at a token; with `article` also one that has it (`المتحدث باسم`)."""
    hit = phrases.parse.hit(i, "role")
    if hit is None or (hit.prefix and not (article and hit.prefix == "ال" and hit.sense.number != "many")):
        return False
    return phrases.parse.book.roles[hit.sense.id].person is not None


def _post(phrases: Phrases, i: int) -> int:
    """The first token behind a second, short title."""
    parse = phrases.parse
    hit = parse.hit(i, "role")
    if hit is None or not parse.book.roles[hit.sense.id].person or parse.book.roles[hit.sense.id].name:
        return i
    i = hit.last
    while i < len(parse.words) and parse.is_word(i) and parse.words[i].startswith("ال") and phrases.names.ordinary(parse.words[i]):
        i += 1
    return i


def _glued(phrases: Phrases, i: int) -> bool:
    """Whether و, ب or ل seems to be glued to the first word of a name."""
    words = phrases.parse.words
    return i >= len(words) or not phrases.parse.is_word(i) or (words[i][0] in "بلو" and words[i] not in phrases.words.given)


def _numbered(phrases: Phrases, first: int, last: int) -> bool:
    return any(k in phrases.parse.number_at for k in range(first, last))


def _ended(phrases: Phrases, i: int) -> bool:
    """Whether what stands at a token goes on behind a speaker: a comma, what is said, a medium, an adjunct."""
    parse, words = phrases.parse, phrases.parse.words
    if i >= len(words):
        return True
    word = words[i]
    if not parse.is_word(i) and word != "ل":
        return True
    if (
        word in phrases.words.said_next
        or word in parse.grammar.prepositions
        or word in parse.grammar.clause_starters
        or i in parse.date_tokens
    ):
        return True
    if phrase_at(phrases.words.adjuncts, words, i) or parse.hit(i, "verb", "connector"):
        return True
    return _medium(phrases, i)


def _medium(phrases: Phrases, i: int) -> bool:
    """Whether a medium begins at a token to which somebody speaks."""
    words = phrases.parse.words
    if words[i] == "ل":
        return True
    medium = phrases.at(i) if words[i][0] == "ل" or phrases.parse.hit(i, "outlet") else None
    many = words[i].endswith("ين") and medium is not None and medium.role in phrases.words.no_media  # نقابة للصحفيين
    return medium is not None and medium.kind == "media" and not many


def _goes_on(phrases: Phrases, i: int) -> bool:
    """Whether a token can belong to a title."""
    parse, words = phrases.parse, phrases.parse.words
    word = words[i]
    if word in _MARKS or i in parse.number_at:
        return True
    if not parse.is_word(i) or i in parse.date_tokens or word in phrases.words.said_next or word in parse.grammar.clause_starters:
        return False
    if word == "عن":
        return True  # النائب عن حركة كذا
    if word in phrases.words.openers or phrase_at(phrases.words.adjuncts, words, i) or parse.hit(i, "connector", "trigger"):
        return False
    return not any(
        h.sense.lexicon == "verb" and (h.sense.pos == "verb" or not h.prefix.endswith(("ال", "لل"))) for h in parse.hits_at.get(i, ())
    )
