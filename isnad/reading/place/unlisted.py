"""Places that no gazetteer lists: names behind a noun for places, or where the country or what holds them follows."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from isnad.codebook.entries import Place
from isnad.reading.parse import Parse
from isnad.reading.place.toponymy import Toponymy
from isnad.reading.place.words import before, glued_role, nameable

_NAME = 3.1  # exactness of an unknown name
_ARTICLE = "ال"
_FOREIGN, _ALIEN = 6, 4  # letters from which a word that no list knows is a name behind a loose noun: alone, and of two
_OWN = ("ته", "تها", "تهم")  # endings of a town's noun with the pronoun of who is from there
_ATTACHED = frozenset(["التابعه", "التابع", "الواقعه", "الواقع"])  # منطقة المرير التابعة للحديدة
_NEVER = frozenset({"place", "trigger", "actor", "nisba"})  # lexicons whose words are no unknown names
_ENDINGS = ("ه", "ات", "ين", "ون", "يا", "ها")  # endings of words of the language


class Told(msgspec.Struct, frozen=True, gc=False):
    """A place told without an entry of its own: tokens, folded span, entry or country that stands for it, exactness, role."""

    first: int
    last: int
    start: int
    end: int
    place: Place | None
    country: str | None
    exactness: float
    role: str
    noun: str


def unknown(parse: Parse, topo: Toponymy, taken: set[int]) -> Iterator[Told]:
    """Names that the gazetteer lacks: behind a noun for places, or behind `في` with a country's adjective or a container."""
    words = parse.words
    tokens = parse.text.tokens
    openers = topo.openers
    for i in [i for i, word in enumerate(words[:-1]) if word in openers]:
        if i in taken:
            continue
        word = words[i]
        feature = topo.features.get(word)
        if feature is not None and word.endswith("وادي") and "أ" in parse.text.cut(tokens[i].start, tokens[i].end):  # وأدى
            continue
        cut = feature if feature is not None else topo.namers.get(word)
        if cut is None:
            yield from _after_in(parse, topo, i, taken)
            continue
        if any(h.last > i + 1 and h.sense.lexicon == "actor" for h in parse.hits_at.get(i, ())):  # جبهة النصرة
            continue
        core = word[cut:]
        if core == "بلده" and parse.text.cut(tokens[i].start, tokens[i].end)[-1:] == "ه":  # بلده: his country
            continue
        first = i + 1
        if core.endswith(_OWN) and words[first].startswith(_ARTICLE):  # قريته الصغيرة: an adjective
            continue
        quoted = words[first] == '"'
        while first < len(words) - 1 and words[first] in ('"', "#"):
            first += 1
        last = _name_end(parse, topo, first, taken, quoted, core in topo.town_nouns) or _surely(parse, topo, first, taken, core)
        if last is None:
            continue
        held = _contained(parse, topo, last, taken)
        if not quoted and not (
            _named(parse, topo, first, last, core, held) and (core not in topo.loose or held or _foreign(parse, topo, first, last))
        ):
            continue
        begin = i if feature is not None and not quoted else first
        start = tokens[i].start + cut if begin == i else tokens[first].start
        j = before(parse, i)
        role = glued_role(word[:cut]) or (topo.role_of(words[j]) if j >= 0 else "")
        country = _nisba(parse, last)
        yield Told(begin, last, start, tokens[last - 1].end, None, country, _NAME, role, core)
        yield from _listed(parse, topo, last, taken, role, core)


def _named(parse: Parse, topo: Toponymy, first: int, last: int, core: str, held: bool) -> bool:
    """Whether what stands behind a noun for places can be a name: no common word, unless the noun is a town's and what holds it follows."""
    word = parse.words[first]
    if core in topo.sites:
        return held and not topo.common_word(word) and not word.startswith("لل")
    if word.startswith(_ARTICLE) or not topo.common_word(word):
        return True
    if word in topo.two_words and last > first + 1:  # قرية بيت فوريك
        return True
    if core in topo.duals and last < len(parse.words) and parse.words[last].startswith("و"):  # مديريتي غمر ورازح
        return True
    divided = core in topo.heights and last < len(parse.words) and parse.words[last] in topo.divisions  # جبال حام بمديرية المتون
    return (divided or (held and core in topo.town_nouns)) and not word.endswith(_ENDINGS)  # قرية منظر جنوب الحديدة


def _surely(parse: Parse, topo: Toponymy, first: int, taken: set[int], core: str) -> int | None:
    """The end of a name that is a word of parties or relations too: `وادي الفرع`, `منطقة السرايا بمديرية الراهدة`."""
    words = parse.words
    word = words[first]
    if first + 1 >= len(words) or not word.startswith(_ARTICLE) or len(word) < 5 or not nameable(parse, topo, first, taken):
        return None
    if word in topo.not_names or word in parse.grammar.not_name or word in parse.grammar.clause_starters:
        return None
    if any(h.sense.lexicon in _NEVER for h in parse.hits_at.get(first, ())):
        return None
    return first + 1 if core in topo.heights or words[first + 1] in topo.divisions else None


def _foreign(parse: Parse, topo: Toponymy, first: int, last: int) -> bool:
    """Whether a name is no word of the language in any form that the lists know: `منطقة رينكندورف`, `منطقة ترافورد بارك`."""
    words = parse.words[first:last]
    if len(words) == 1 and words[0].startswith(_ARTICLE):  # منطقة المغرس
        bare = words[0][len(_ARTICLE) :]
        return (
            len(bare) >= _ALIEN
            and not bare.endswith(("يه", "ات", "ين"))
            and not topo.common_word(words[0])
            and not parse.hits_at.get(first)
        )
    return (len(words) > 1 or len(words[0]) >= _FOREIGN) and all(_alien(parse, topo, i) for i in range(first, last))


def _alien(parse: Parse, topo: Toponymy, i: int) -> bool:
    word = parse.words[i]
    if len(word) < _ALIEN or word.startswith(_ARTICLE) or word.endswith(_ENDINGS) or word[0] == "و" or word in topo.given:
        return False
    if word[0] in "بلفك" and (topo.common_word(word[1:]) or word[1:3] == _ARTICLE or word[1:2] == "ل" or word[1:] in topo.given):
        return False
    return not topo.common_word(word) and not parse.hits_at.get(i)


def _listed(parse: Parse, topo: Toponymy, last: int, taken: set[int], role: str, core: str) -> Iterator[Told]:
    """The further names of a list behind a plural: `قريتي X وY`, `مناطق "X، وY"`."""
    words, tokens = parse.words, parse.text.tokens
    while last < len(words) - 1:
        first = last
        while first < len(words) - 1 and words[first] in ("،", '"'):
            first += 1
        word = words[first]
        if not word.startswith("و") or len(word) < 4 or first in taken or topo.common_word(word[1:]) or topo.ordinary_word(word):
            return
        if word[1:] in topo.not_names:
            return
        end = _name_end(parse, topo, first, taken, False)
        if end is None or _possessed(parse, first):
            return
        yield Told(first, end, tokens[first].start + 1, tokens[end - 1].end, None, None, _NAME, role, core)
        last = end


def _possessed(parse: Parse, i: int) -> bool:
    """Whether a word ends in the pronoun ه (منزله) and not in ة, which the folded letters do not tell."""
    token = parse.text.tokens[i]
    return token.text.endswith("ه") and parse.text.cut(token.start, token.end).endswith("ه")


def _after_in(parse: Parse, topo: Toponymy, i: int, taken: set[int]) -> Iterator[Told]:
    first = i + 1
    word = parse.words[first]
    if word.startswith(_ARTICLE) or len(word) < 4 or topo.common_word(word) or word in topo.given or _possessed(parse, first):
        return
    last = _name_end(parse, topo, first, taken, False)
    if last is None or not _contained(parse, topo, last, taken):
        return
    tokens = parse.text.tokens
    yield Told(first, last, tokens[first].start, tokens[last - 1].end, None, _nisba(parse, last), _NAME - 0.1, "inside", "")


def _name_end(parse: Parse, topo: Toponymy, first: int, taken: set[int], quoted: bool, town: bool = False) -> int | None:
    """The end of an unknown name that begins at a token; None if no name begins there. `town`: a town's noun stands before it."""
    words = parse.words
    if first >= len(words) or not _free(parse, topo, first, taken, quoted, town):
        return None
    last = first + 1
    if last < len(words) and _free(parse, topo, last, taken, quoted):
        word, following = words[first], words[last]
        both = word.startswith(_ARTICLE) and following.startswith(_ARTICLE)
        alien = _alien(parse, topo, first) and _alien(parse, topo, last)
        if word in topo.two_words or following in topo.adjectives or (both and not topo.common_word(following)) or alien:
            last += 1
            last = _lengthened(parse, topo, last, taken, quoted)
    tokens = parse.text.tokens
    while last + 1 < len(words) and words[last] == "-" and tokens[last - 1].end == tokens[last + 1].start - 1 and parse.is_word(last + 1):
        last += 2  # بار-سانغوني
    return None if last == first + 1 and words[first] in topo.two_words and len(words[first]) < 4 else last


def _lengthened(parse: Parse, topo: Toponymy, last: int, taken: set[int], quoted: bool) -> int:
    """The end of a name of two words with what follows of it: `أولاد جار الله`, `سيدي علي بن سالم`."""
    words = parse.words
    if last >= len(words):
        return last
    son = words[last] == "بن"
    if words[last - 1] == "بن" or son:
        at = last + son
        return at + 1 if at < len(words) and _free(parse, topo, at, taken, quoted) else last
    return last + (words[last] == "الله")


def _free(parse: Parse, topo: Toponymy, i: int, taken: set[int], quoted: bool, town: bool = False) -> bool:
    """Whether a token can be a word of an unknown name; behind a town's noun ك and ف are its letters and no particles (بلدة كحيل)."""
    word = parse.words[i]
    grammar = parse.grammar
    if not nameable(parse, topo, i, taken):
        return False
    if len(word) < 3 and word not in topo.two_words:
        return False
    short = len(word) < 3  # أم المياذن: no conjunction here
    if not short and (word in grammar.prepositions or word in grammar.clause_starters or word in grammar.not_name or topo.role_of(word)):
        return False
    if quoted:
        return word not in topo.not_names
    if word in topo.not_names or (word[0] in ("وبل" if town and not topo.common_word(word) else "وبلفك") and topo.ordinary_word(word[1:])):
        return False
    known = any(h.sense.lexicon != "place" for h in parse.hits_at.get(i, ()))
    return (not known or word in topo.two_words) and i not in parse.number_at


def _nisba(parse: Parse, i: int) -> str | None:
    """The country whose adjective stands at a token."""
    hit = parse.hit(i, "nisba") if i < len(parse.words) else None
    return hit.sense.id if hit and hit.prefix.endswith(_ARTICLE) else None


def _contained(parse: Parse, topo: Toponymy, i: int, taken: set[int]) -> bool:
    """Whether what stands at a token says where the name before it lies: a country's adjective, a compass word, a place."""
    words = parse.words
    if i >= len(words):
        return False
    if words[i] in ('"', ")", "("):
        i += 1
    if i >= len(words):
        return False
    if _nisba(parse, i) or topo.role_of(words[i]) == "near" or words[i] in topo.compass:
        return True
    if i in taken:
        return "ب" in parse.text.tokens[i].text[:1]
    if words[i] in _ATTACHED and i + 1 < len(words):
        return i + 1 in taken or topo.settlements.get(words[i + 1], 0) > 0 or topo.role_of(words[i + 1]) in ("inside", "near")
    if words[i] == "علي" and words[i - 1].startswith(_ARTICLE) and i + 1 < len(words) and topo.role_of(words[i + 1]) == "near":
        return True
    if words[i] in topo.settlements and (topo.settlements[words[i]] or words[i] in topo.divisions):
        return words[i][0] == "ب" or words[i] in topo.divisions
    role = topo.role_of(words[i])
    return (
        role in ("inside", "from")
        and i + 1 < len(words)
        and (i + 1 in taken or words[i + 1] in topo.settlements or words[i + 1] in topo.capital)
    )
