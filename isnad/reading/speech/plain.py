"""Ordinary words in a speaker's phrase: adjectives, and the nouns that a role needs (مدير مكتب الصحة)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from isnad.reading.speech.cited import BODY

if TYPE_CHECKING:
    from isnad.reading.speech.complements import Complement
    from isnad.reading.speech.speakers import Phrases

# Ends of the ids of roles whose office may be told behind ل: of a described holder, and of any.
_POSTS = ("minister", "mayor", "president", "council")
_FEMININE = ("ه", "ا", "ي", "ات", "اء", "ين", "ون")  # ends of adjectives of a feminine or many
_OFFICES = ("minister", "spokesman", "ministry", "envoy")


def plain_end(reader: Complement, i: int) -> int:
    """An ordinary word of the phrase: an adjective, or the noun an indefinite role needs (مدير مكتب الصحة)."""
    parse, words = reader.parse, reader.parse.words
    word = words[i]
    if not parse.is_word(i) or len(word) < 2 or i in parse.date_tokens or i in parse.number_at:
        return i
    if is_adjective(reader.phrases, i, definite=word.startswith("ال")) and _describes(reader, i):
        return i + 1
    if (
        parse.hit(i, "connector", "outlet")
        or _told(reader, i)
        or _spoken(reader.phrases, i)
        or word in parse.grammar.prepositions
        or word in parse.grammar.clause_starters
    ):
        return i
    if word in parse.grammar.not_name or not (reader.role.of or reader.tied) or i - reader.first > 9:
        return i
    if reader.tied:
        reader.tied = False
        return i + 1
    if i == reader.head_last and (reader.many or not reader.definite or reader.role.id == "team"):
        return _idafa(reader, i)
    return i + 1 if _belongs(reader, i) else i


def _idafa(reader: Complement, i: int) -> int:
    """Where the noun or name right behind an indefinite head ends: `مدير مكتب`, `عائلة فلان`."""
    names, word = reader.phrases.names, reader.parse.words[i]
    if reader.role.id == "team" and names.could(i):
        return i + 1  # فريق فلان
    if reader.many or reader.definite or (reader.parse.words[i - 1].startswith(("ال", "لل")) and word[0] != "ل"):
        return i  # يتهم مواطنون الميليشيا, أعلنت وزارة الداخلية إيقاف
    if reader.role.person is None and not names.ordinary(word) and (end := names.end(i, least=1)) > i:
        return end  # شرطة كذا
    noun = names.ordinary(word) or word.startswith("ال")
    return i + 1 if noun and word[0] not in "وف" and not word.startswith("لل") else i


def _belongs(reader: Complement, i: int) -> bool:
    """Whether a noun further on belongs to the phrase."""
    parse, words, names, role = reader.parse, reader.parse.words, reader.phrases.names, reader.role
    word, before = words[i], words[i - 1]
    ordinary, definite_before = names.ordinary(word), before.startswith(("ال", "لل"))
    construct = i > reader.head_last and not parse.hit(i - 1, "place") and not definite_before and names.ordinary(before)
    if word.startswith("ال") and construct and not before.endswith(("ي", "يه")) and parse.is_word(i - 1):
        return True
    if before.lstrip("لب") in parse.grammar.place_nouns and not ordinary:
        return True  # a place that the gazetteer misses: لقرية كذا
    ahead = words[i + 1] if i + 1 < len(words) else "."
    if role.person and not ordinary and ahead in ("،", "(") and i - 1 == reader.head_last and parse.hit(i - 1, "role"):
        return True  # رئيس شبكة كذا، فلان
    to = word.startswith("لل") or (word[0] == "ل" and word not in names.words.ordinary)
    if to and role.person is None and ordinary and not _speaks_to(reader, i):
        return True  # اللجنة العليا للإغاثة
    post = role.id.endswith(_POSTS) and word[0] == "ل" and definite_before
    if post and not parse.hit(i, "outlet", "person") and (ordinary or parse.hit(i, "place")):
        return True  # الوزير السريلانكي للتخطيط المدني
    joined = word.startswith("وال") and (role.id.endswith("minister") or role.id == "ministry") and word[3:] in names.words.definite
    return joined or (word.startswith("لل") and role.id.endswith(_OFFICES))


def _describes(reader: Complement, i: int) -> bool:
    """Whether an adjective agrees with what stands before it: definite behind definite, no plural behind one person."""
    word, before = reader.parse.words[i], reader.parse.words[i - 1]
    if word.endswith(("ون", "ين")) and not before.endswith(("ون", "ين", "و", "اء")):
        return False
    if i == reader.head_last and word.startswith("ال") and word not in reader.parse.grammar.adjectives:
        if reader.many and not before.startswith("ال"):
            return False  # اعتبر محللون القرار
        if before.startswith("ال") and before.endswith("ه") and not word.endswith(("ه", "ا", "ي", "ات", "اء")):
            return False  # وصفت الصحيفة اللاعب
    elif (
        reader.role.person is None
        and before.startswith("ال")
        and before.endswith("يه")
        and word.startswith("ال")
        and not word.endswith(_FEMININE)
    ):
        return False  # شددت الحكومة الإسرائيلية الحصار
    return (
        i == reader.head_last
        or not word.startswith("ال")
        or before.startswith(("ال", "لل", "بال"))
        or word in reader.parse.grammar.adjectives
    )


def _speaks_to(reader: Complement, i: int) -> bool:
    """Whether what is glued to ل at `i` is a medium or person that is spoken to."""
    hit = reader.parse.hit(i, *BODY)
    return hit is not None or reader.parse.words[i] in reader.phrases.words.no_to


def _told(reader: Complement, i: int) -> bool:
    """Whether the medium stands at a token to which somebody spoke: `قال مسؤول لتلفزيون كذا`."""
    role = reader.parse.hit(i, "role")
    medium = role is not None and role.prefix in ("ل", "لل") and reader.parse.book.roles[role.sense.id].kind == "media"
    return medium and reader.role.kind != "media"


def _spoken(phrases: Phrases, i: int) -> bool:
    """Whether a verb of speech stands at a token, or the noun of one without the article."""
    verb = phrases.parse.hit(i, "verb")
    return verb is not None and (verb.sense.pos == "verb" or not verb.prefix.endswith("ال"))


def _body(phrases: Phrases, i: int) -> bool:
    """Whether a noun for a force or body stands at a token, which describes no other."""
    parse = phrases.parse
    hit = parse.hit(i, "person")
    noun = (
        hit is not None and not parse.words[i].endswith(("ي", "يه")) and parse.words[i].removeprefix("ال") not in parse.grammar.adjectives
    )
    return noun and hit is not None and parse.book.actors[hit.sense.id].collective


def _act(phrases: Phrases, i: int) -> bool:
    """Whether a definite word behind a definite one is the noun of an act, which describes nothing: `الهجوم`, `الاعتراف`, `التصعيد`."""
    parse = phrases.parse
    word = parse.words[i]
    if len(word) < 5 or word in parse.grammar.adjectives or not parse.words[i - 1].startswith(("ال", "لل")):
        return False
    hit = parse.hit(i, "trigger")
    if hit is not None and hit.sense.pos in ("noun", "phrase"):
        return True
    if word[2] == "ا":
        return len(word) > 6 and word[-2] == "ا" and word[-1] not in "تن"
    return word[2] == "ت" and len(word) == 7 and word[-2] == "ي" and word[-1] != "ه"


def is_adjective(phrases: Phrases, i: int, *, definite: bool) -> bool:
    """Whether the word can describe a noun before it."""
    parse = phrases.parse
    word = parse.words[i]
    if not parse.is_word(i) or i in parse.date_tokens or word in parse.grammar.prepositions:
        return False
    hit = parse.hit(i, "verb", "outlet", "role", "actor")
    nisba = parse.hit(i, "nisba")
    if nisba is not None and nisba.prefix == ("ال" if definite else ""):
        return not (hit and hit.sense.lexicon == "actor" and hit.last > nisba.last)
    if hit is not None and not (
        hit.sense.lexicon == "role" and hit.prefix == ("ال" if definite else "") and word in phrases.parse.grammar.adjectives
    ):
        return False
    if definite and (_body(phrases, i) or _act(phrases, i)):
        return False  # تابعة للحوثيين التحالف, المندوب الروسي الهجوم
    if definite:
        return word.startswith("ال") and len(word) > 4 and word[2:] in phrases.words.definite and not parse.hit(i, "place")
    return word in phrases.words.definite and word.endswith(("ي", "يه", "يين", "يون", "يان"))
