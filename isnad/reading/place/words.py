"""What stands around a name and says how it is meant: the noun and preposition before it, the container behind it."""

from __future__ import annotations

import msgspec

from isnad.reading.parse import Parse
from isnad.reading.place.toponymy import Toponymy
from isnad.scan import Hit

_OPENING = frozenset("\"#('[")
_LINKS = frozenset(["،", '"', "(", "-", "'", ")", "التابعه", "التابع", "الواقعه", "الواقع", "مدينه", "بن", "اقصي", "كل"])
_MARKS = frozenset('،"()-')
_DATELINE = 14  # tokens in which a dateline ends


class Setting(msgspec.Struct, frozen=True, gc=False):
    """The preposition's role, the noun for places right before the name (without what is glued to it), and its token or -1."""

    role: str
    noun: str
    noun_at: int

    @property
    def strong(self) -> bool:
        return bool(self.role or self.noun)


def before(parse: Parse, i: int) -> int:
    """The last token before `i` that is no opening mark."""
    i -= 1
    while i >= 0 and parse.words[i] in _OPENING:
        i -= 1
    return i


def noun_at(topo: Toponymy, word: str) -> int | None:
    """How many letters are glued before a noun for places; None if it is none."""
    cut = topo.settlements.get(word)
    return cut if cut is not None else topo.features.get(word)


def glued_role(letters: str) -> str:
    """The role of a glued preposition."""
    return "inside" if "ب" in letters else "toward" if "ل" in letters else ""


def setting(parse: Parse, topo: Toponymy, first: int, prefix: str) -> Setting:
    """How the name at token `first` is led in."""
    letters = "ل" if prefix.endswith("لل") else prefix.removesuffix("ال")
    if role := glued_role(letters):
        return Setting(role, "", -1)
    i = before(parse, first)
    if i < 0 or letters:
        return Setting("", "", -1)
    word = parse.words[i]
    cut = noun_at(topo, word)
    if cut is None and any(w in parse.grammar.place_nouns for w in (word, word[1:])):
        cut = int(word not in parse.grammar.place_nouns)
    if cut is not None:
        j = before(parse, i)
        role = glued_role(word[:cut]) or (topo.role_of(parse.words[j]) if j >= 0 else "")
        return Setting(role, word[cut:], i)
    return Setting(topo.role_of(word), "", -1)


def nameable(parse: Parse, topo: Toponymy, i: int, taken: set[int]) -> bool:
    """Whether a token is an Arabic word that is no place, no date and no noun for places."""
    word = parse.words[i]
    if i in taken or not parse.is_word(i) or i in parse.date_tokens or not "\u0621" <= word[0] <= "\u064a":
        return False
    if (word in topo.settlements and word not in topo.two_words) or word in topo.anaphors:
        return False
    return word not in topo.lands and word not in topo.capital and word not in topo.wholes


def container(parse: Parse, topo: Toponymy, last: int, following: Hit | None) -> tuple[str | None, Hit | None]:
    """The country whose adjective stands right behind a name, and the place named right behind it as what holds it."""
    words = parse.words
    i = last
    while i < len(words) and words[i] in ('"', ")", "'"):
        i += 1
    if i < len(words):
        near = parse.hit(i, "nisba")
        if near and near.prefix.endswith("ال"):
            return near.sense.id, None
    if following is None or following.first - last > 5:
        return None, None
    joined = following.prefix.startswith(("و", "ف")) and "ب" not in following.prefix
    between = words[last : following.first]
    if joined:
        return None, None
    fits = all(w in _LINKS or topo.role_of(w) in ("inside", "near", "from") or noun_at(topo, w) is not None for w in between)
    country = parse.tools.matcher.place_names[following.sense.id][0].startswith("country:")
    tied = "ب" in following.prefix or any(w not in _MARKS for w in between) or (country and bool(between))  # دبي، الإمارات
    return None, following if fits and tied else None


def weak(parse: Parse, first: int, told: Setting) -> bool:
    """Whether the name belongs to a body or a person rather than to an incident: `سفارة تونس`, `رئيس سوريا`."""
    if told.role and told.noun_at < 0:
        return False
    i = before(parse, told.noun_at if told.noun_at >= 0 else first)
    if i < 0:
        return False
    word = parse.core(i)
    forms = (word, word.removeprefix("ال"), word.lstrip("بل"))
    return any(w in parse.grammar.not_place for w in forms)


def posted(parse: Parse, topo: Toponymy, first: int, told: Setting) -> bool:
    """Whether a person or an office is told to be there: `مراسلنا في بغداد`."""
    i = told.noun_at if told.noun_at >= 0 else first
    return told.role == "inside" and any(parse.core(j) in topo.posts for j in range(max(0, i - 4), i))


def native(parse: Parse, topo: Toponymy, first: int) -> bool:
    """Whether the place is where a person is from: `أصيل المنستير`."""
    return any(parse.core(j) in topo.origins for j in range(max(0, first - 4), first))


def datelines(parse: Parse, covered: set[int]) -> set[int]:
    """The tokens of names in the datelines of the first sentences: `القاهرة - (رويترز)`."""
    out: set[int] = set()
    for start, end in parse.sentences[:3]:
        for i in range(start, min(end, start + _DATELINE)):
            word = parse.words[i]
            if word in ("(", "-") and i > start:
                out.update(range(start, i))
                break
            if i not in covered and i not in parse.date_tokens and not parse.is_mark(i) and parse.text.tokens[i].kind != "n":
                break
    return out
