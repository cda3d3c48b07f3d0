"""Proper names of persons whom the codebook does not know: where they end."""

from __future__ import annotations

from collections.abc import Collection, Container
from functools import lru_cache
from typing import Literal

from isnad.codebook import Codebook
from isnad.reading.name.proper import TANWIN, ProperNames, ordinary_words
from isnad.reading.parse import Parse
from isnad.reading.word.memo import Memo
from isnad.reading.word.speech import Words, owned_noun, words_of
from isnad.scan import Hit

# A word that one of these lexicons knows begins or ends a proper name.
_NO_NAME = frozenset({"trigger", "verb", "cue", "connector", "actor", "nisba", "person", "outlet"})
_SHORTEST = 5  # letters of an ordinary word behind a name
_ENDINGS = ("وا", "هم", "ها")  # of verbs and owned nouns, and hardly of names
_CLOSING = frozenset({"الدين", "الله"})  # joiners that end a name too: رامي الحمد الله
_PRONOUNS = frozenset("وهو وهي وهم وهما".split())
Opening = Literal["given", "glued", "joined", "unknown"]


def name_end_at(parse: Parse, start: int, least: int = 2) -> int:
    """Where the unknown proper name that begins at `start` ends: up to four words that the codebook does not know."""
    end = start
    grammar = parse.grammar
    while end < len(parse.words) and end - start < 4 and parse.is_word(end):
        word = parse.words[end]
        if any(h.sense.lexicon in _NO_NAME and not _no_hamza(parse, h) for h in parse.hits_at.get(end, ())) and not (
            end > start and ((word.startswith("ال") and (parse.hit(end, "nisba") or _surname(parse, end))) or _second(parse, end))
        ):
            break
        small = word in grammar.prepositions or word in grammar.clause_starters or word in grammar.not_name or word in grammar.parts
        if small and not _ali(parse, end):
            break
        if end == start and word[0] == "و" and word not in words_of(parse.book).given:
            break  # الضابط ويطرحها
        if (end == start and word.startswith("ال")) or (end > start and word.startswith("و") and len(word) > 4) or len(word) < 2:
            break
        if end == start and word[0] in "بل" and (word[1:] in grammar.place_nouns or parse.hit(end, "place") is not None):
            break  # العنصر الإرهابي بوادي الليل
        if end > start and (word in _PRONOUNS or _other_word(parse, end, behind=least > 1 and end - start > 1)):
            break  # معاذ عمارنة بعيار مطاطي
        if word.startswith("بال") or word in grammar.sites or (word[0] in "بل" and word.endswith(("ه", "ها", "هم")) and len(word) > 4):
            break
        if end in parse.date_tokens or end in parse.number_at or word.startswith("لل"):
            break
        end += 1
    return end if end - start >= least else start


def _ali(parse: Parse, i: int) -> bool:
    """Whether a word is the given name علي and not the preposition, by its spelling and a further name behind it: `الشيخ علي سلمان`."""
    if parse.words[i] != "علي" or parse.raw(i, i + 1)[-1] != "ي" or i + 1 >= len(parse.words):
        return False
    word, table = parse.words[i + 1], words_of(parse.book)
    family = word.startswith("ال") and word[2:] not in table.definite and not parse.hits_at.get(i + 1)
    return word in table.given or word in table.joiners or family


def _other_word(parse: Parse, i: int, *, behind: bool) -> bool:
    """Whether a word behind a name is a noun with a preposition or pronoun, or a verb; `behind` two words of it any ordinary one."""
    word, table = parse.words[i], words_of(parse.book)
    if word[0] == "ب" and word not in table.given and (word[1:] in parse.grammar.place_nouns or _in_place(parse, i)):
        return True  # سليم الراوي بجهة
    if len(word) < _SHORTEST or word in table.given or word in table.joiners:
        return False
    if word[0] in "بل" and (word[1:] in table.ordinary or owned_noun(table, word[1:])):
        return True
    if word[-1] == "ا" and (TANWIN in parse.raw(i, i + 1) or (word[:-1] in table.ordinary and word in table.ordinary)):
        return True  # ترامب رسميا
    if (word.endswith("ت") and word in table.ordinary) or word.endswith(("ها", "هما")):
        return True
    if not behind or parse.words[i - 1] in table.joiners or parse.words[i - 1] in table.servants:
        return False
    return word in table.ordinary or (word.startswith("ال") and word[2:] in table.definite and word[-1] != "ي")  # المتخصص, not العباسي


def _in_place(parse: Parse, i: int) -> bool:
    """Whether a place stands behind the ب of a word: `فلان بصنعاء`."""
    return any(h.sense.lexicon == "place" and h.prefix == "ب" for h in parse.hits_at.get(i, ()))


def _second(parse: Parse, i: int) -> bool:
    """Whether a given name that is also a verb or a noun for persons stands behind another: `عمر أسعد`."""
    given = words_of(parse.book).given
    other = any(h.sense.lexicon in ("trigger", "actor", "outlet") for h in parse.hits_at.get(i, ()))
    return not other and parse.words[i] in given and parse.words[i - 1] in given


def _surname(parse: Parse, i: int) -> bool:
    """Whether a noun for one person is the family name behind a given name: `رامي الخطيب`."""
    hit = parse.hit(i, "person")
    return hit is not None and hit.sense.number == "one" and parse.words[i - 1] in words_of(parse.book).given


def own_name_end(parse: Parse, start: int) -> int:
    """Where the name of somebody's own person ends, which is often the given name alone: `ابنته يوليا`."""
    end = name_end_at(parse, start)
    if end > start or start >= len(parse.words) or name_end_at(parse, start, 1) == start:
        return end
    word = parse.words[start]
    given = word in words_of(parse.book).given
    return start + 1 if given or not (word[0] in "وفبليت" or start in parse.hits_at or ordinary_words(parse.book)[word]) else start


def opens_ordinary(parse: Parse, start: int) -> bool:
    """Whether an ordinary word stands where a name may begin: `مهاجم يقود`."""
    if start >= len(parse.words) or parse.words[start] in words_of(parse.book).given:
        return False
    return ordinary_words(parse.book)[parse.words[start]]


def acts(parse: Parse, i: int) -> bool:
    """Whether a given name stands as the verb that it also is, before an ordinary word: `فتح النار`, not `فتح الله`."""
    if i + 1 >= len(parse.words) or not any(h.sense.lexicon == "trigger" and h.sense.pos == "verb" for h in parse.hits_at.get(i, ())):
        return False
    following, table = parse.words[i + 1], words_of(parse.book)
    return following not in table.joiners and following not in table.given and ordinary_words(parse.book)[following]


def _no_hamza(parse: Parse, hit: Hit) -> bool:
    """Whether a word is like a verb only because hamza is folded: `ياسر` is no `يأسر`."""
    if hit.sense.lexicon != "trigger" or hit.sense.tense != "present":
        return False
    verb = parse.tools.frames[hit.sense.id].trigger.verb or ""
    return verb.startswith("أ") and len(verb) == 3 and "أ" not in parse.raw(hit.first, hit.last)


def find_names(parse: Parse, covered: Container[int], known: Collection[str] = ()) -> tuple[tuple[int, int, int, str], ...]:
    """Full names in an article, and family names that stand alone after one: tokens, letters glued before, and the family name.

    `known` are last words of names that are `covered`.
    """
    words = parse.words
    names = ProperNames(parse)
    out: dict[int, tuple[int, int, int, str]] = {}
    given, book = names.words.given, parse.book
    families = {w for w in known if len(w) > 3 and w not in given and not names.ordinary(w)}
    floor = 0
    for i, opening in [(i, opening) for i, opening in enumerate(map(openings(book).__getitem__, words)) if opening is not None]:
        if i < floor or i in covered or i in parse.date_tokens:
            continue
        glued = _name_begins(parse, names, i, opening)
        end = names.end(i) if glued >= 0 else i
        if glued >= 0 and end == i and words[i].startswith("ال"):  # ألكسندر has no article
            end = names.end(i + 1, least=1)
        while end > i and (
            end - 1 in covered or words[end - 1] in _PRONOUNS or (words[end - 1] in names.words.joiners and words[end - 1] not in _CLOSING)
        ):
            end -= 1
        if end - i < 2 or _place(parse, i, end):
            continue
        family = words[end - 1] if words[end - 1] not in _CLOSING else " ".join(words[end - 2 : end])
        out[i] = (i, end, glued, family)
        if len(family) > 3 and family not in given and not names.ordinary(family):
            families.add(family)
        floor = end
    inside = {k for first, last, *_ in out.values() for k in range(first, last)}
    for i in [i for i, w in enumerate(words) if w in families or (w[1:] in families and w[0] in "ولب")]:
        if i not in inside and i not in covered:
            core = words[i] if words[i] in families else words[i][1:]
            out[i] = (i, i + 1, len(words[i]) - len(core), core)
    return tuple(out[i] for i in sorted(out))


def _place(parse: Parse, first: int, last: int) -> bool:
    """Whether the two words of a name stand where a place does, which is called so too: `محافظة صلاح الدين`."""
    if last != first + 2 or parse.words[last - 1] not in _CLOSING or not first:
        return False
    before, grammar = parse.words[first - 1], parse.grammar
    return before in grammar.place_nouns or before in grammar.place_prepositions or _governed(parse, first - 1)


def _governed(parse: Parse, i: int) -> bool:
    """Whether a place begins at a token and goes on behind it."""
    place = parse.hit(i, "place")
    return place is not None and place.last > i + 1


@lru_cache(maxsize=4)
def openings(book: Codebook) -> Memo[Opening | None]:
    """How a word may begin a name, wherever it stands."""
    words, ordinary = words_of(book), ordinary_words(book)
    return Memo(lambda word: _opening(words, ordinary, word))


def _opening(words: Words, ordinary: Memo[bool], word: str) -> Opening | None:
    if word in words.name_openers:
        return "joined"
    if len(word) < 3 or not word[0].isalpha() or (word[:2] in ("ال", "لل") and word not in words.given) or word in words.joiners:
        return None
    if word in words.given:
        return "given"
    if word[0] in "ولب" and word[1:] in words.given and len(word) > 4 and not ordinary[word]:
        return "glued"
    if len(word) < 4 or word[:2] in ("ال", "وا", "لل", "با", "سي", "ست") or word[0] in "وفبليت" or word[-2:] in _ENDINGS or ordinary[word]:
        return None
    return "unknown"


def _name_begins(parse: Parse, names: ProperNames, i: int, opening: Opening) -> int:
    """How many letters are glued before the name that may begin at a token; -1 if none begins."""
    word = parse.words[i]
    if opening == "given":
        if parse.hit(i, "nisba") and (i + 1 >= len(parse.words) or parse.words[i + 1] not in names.words.given):
            return -1  # تركي is a name and a nisba
        return -1 if (word == "علي" and parse.raw(i, i + 1).endswith("ى")) or acts(parse, i) else 0
    if opening == "glued":
        return 1
    if opening == "joined":
        return -1 if parse.hit(i, "place", "actor") or parse.words[i - 1] in parse.grammar.place_nouns else len(word) - 3
    if i in parse.hits_at or parse.words[i - 1] in parse.grammar.place_nouns or i + 1 >= len(parse.words):
        return -1
    following = parse.words[i + 1]
    other = i + 1 in parse.hits_at or len(following) < 4 or names.ordinary(following) or following[-2:] in _ENDINGS
    return -1 if other or parse.raw(i + 1, i + 2)[-1] == "ه" or TANWIN in parse.raw(i, i + 2) else 0
