"""Groups named in an article: where their nouns stand, and which of them a noun without a name stands for."""

from __future__ import annotations

from bisect import bisect_right

from msgspec.structs import replace

from isnad.reading.parse import Parse
from isnad.reading.tie.nouns import QUOTES, Noun, Nouns
from isnad.reading.tie.words import Ties
from isnad.scan import Hit
from isnad.text.fold import folded

_CLOSING = frozenset("\"')،")
_MARKS = frozenset("\"'(")
_MILITIA = "ليشي"  # what ميليشيا، مليشيات and the like share
_REBELS = ("متمردين", "متمردون")
_APPOSED = frozenset({"وهو", "وهي", "هو", "هي"})


class Groups:
    """The group nouns of an article, by token."""

    def __init__(self, parse: Parse, ties: Ties) -> None:
        self.parse = parse
        self.ties = ties
        made = Nouns(parse, ties)
        self.nisba = made.nisba
        self.nouns: list[Noun] = []
        taken: set[int] = set()
        cues = {h.first for h in parse.scan.of("relation")}
        after = {h.last for h in parse.scan.of("relation")}
        for hit in parse.scan.of("actor"):
            split = hit.last - hit.first > 1 and any(k in cues for k in range(hit.first, hit.last))
            behind = hit.first in after and parse.words[hit.first] not in ties.glued
            told = behind or (not hit.prefix and parse.words[hit.first - 1] in ties.glued)
            if hit.first in taken or not (split or told or parse.meant(hit)) or self._surname(hit):
                continue
            noun = made.parent(hit) if split else made.named(hit)
            if noun is not None:
                self.nouns.append(noun)
                taken.update(range(noun.first, noun.last))
        glued = ties.glued
        for i in [i for i, word in enumerate(parse.words) if word in glued]:
            if i not in taken:
                noun = made.unknown(i, glued[parse.words[i]], taken)
                if noun is not None:
                    self.nouns.append(noun)
                    taken.update(range(noun.first, noun.last))
        self.nouns.sort(key=lambda n: n.first)
        self.starts = [n.first for n in self.nouns]
        self.by_first = {n.first: n for n in self.nouns}

    def at(self, i: int, gap: int) -> Noun | None:
        """The group that begins at token `i`, behind quotation marks and at most `gap` words that only introduce a name."""
        words = self.parse.words
        for j in range(i, min(i + gap + 4, len(words))):
            found = self.by_first.get(j)
            if found is not None:
                return found
            word = words[j]
            if word in QUOTES or word in self.ties.fillers or word[1:] in self.ties.fillers:
                continue
            return None
        return None

    def before(self, i: int, gap: int) -> Noun | None:
        """The nearest group that ends at most `gap` words before token `i`, in the same sentence."""
        floor = self.parse.sentences[self.parse.sentence_of(i)][0] if self.parse.sentences else 0
        k = bisect_right(self.starts, i - 1) - 1
        if k < 0:
            return None
        noun = self.nouns[k]
        if noun.first < floor or noun.last > i:
            return None
        words = self.parse.words
        between = 0
        for j in range(noun.last, i):
            if words[j] in (".", "\n", ":", "؟", ";", "؛"):
                return None
            between += words[j] not in QUOTES
        return noun if between <= gap else None

    def antecedent(self, i: int, *, floor: int = 0, state: bool = False, like: str = "") -> Noun | None:
        """The last group with a name (or, on demand, a state's force) before token `i` and not before `floor`.

        `like` is the noun that stands for it: some fit only a group that is called so.
        """
        core = like and like[max(0, max(like.find("ال"), like.find("لل")) + 2) :]
        strict = core if core in self.ties.strict else ""
        fallback: Noun | None = None
        for k in range(bisect_right(self.starts, i - 1) - 1, -1, -1):
            noun = self.nouns[k]
            if noun.first < floor:
                return None
            if (noun.role == "group" or state) and not noun.anaphor and not noun.nameless and noun.last <= i:
                if not core or self._called(noun, core):
                    return noun
                if noun.role == "group" and not strict:
                    fallback = fallback or noun
        return fallback

    def resolved(self, noun: Noun) -> Noun | None:
        """The group that a noun stands for: itself, or the one named before."""
        if noun.anaphor:
            named = self.antecedent(noun.first, like=self.parse.words[noun.first])
            if not self.parse.words[noun.first].endswith(_REBELS):
                return named
            return replace(noun, anaphor=False, id=named and named.id, en=named and named.en)  # زعيم المتمردين: they are called so
        return self.described(noun) if noun.nameless else noun

    def described(self, noun: Noun) -> Noun:
        """The group right before a nameless noun that says what it is: `سرايا السلام، وهي ميليشيا`, `تعتبر الوحدات "منظمة"`."""
        words = self.parse.words
        i = noun.first
        while i > 0 and words[i - 1] in _MARKS:
            i -= 1
        plain = i
        if i > 0 and words[i - 1] in _APPOSED:
            i -= 1
            while i > 0 and words[i - 1] in _CLOSING:
                i -= 1
        elif i > 1 and words[i - 1] in self.parse.grammar.taken_up:  # تعتبر الوحدات منظمة, تنظر إليها على أنها منظمة
            i -= 1 + (words[i - 2] == "علي")
        elif noun.joined or words[noun.first].startswith("ال"):
            return noun
        if i == plain and not self._judged(noun.first):
            return noun
        return next((n for n in reversed(self.nouns) if n.last == i and n.role == "group" and not n.nameless and not n.anaphor), noun)

    def _surname(self, hit: Hit) -> bool:
        """Whether the name of a group stands behind a given name and is somebody's own: عبد الملك الحوثي."""
        words = self.parse.words
        if hit.prefix != "ال" or hit.last != hit.first + 1 or hit.first < 2:
            return False
        return words[hit.first - 1] in self.ties.given or (words[hit.first - 2] == "عبد" and words[hit.first - 1].startswith("ال"))

    def _judged(self, i: int) -> bool:
        """Whether the sentence says so far that somebody holds one thing for another: `تعتبر أنقرة الوحدات منظمة`."""
        floor = self.parse.sentences[self.parse.sentence_of(i)][0]
        return any(w in self.ties.judging for w in self.parse.words[floor:i])

    def _called(self, noun: Noun, core: str) -> bool:
        name = self.parse.book.actors[noun.id].names.get("ar", "") if noun.id else ""
        words = (*folded(name).split(), *self.parse.words[noun.first : noun.last])
        return any(w.endswith(core) or (_MILITIA in core and _MILITIA in w) for w in words)

    def covers(self, i: int) -> bool:
        """Whether a token stands inside a group's name."""
        k = bisect_right(self.starts, i) - 1
        return k >= 0 and i < self.nouns[k].last

    def of_id(self, id_: str) -> Noun | None:
        """The first mention by name of an actor."""
        return next((n for n in self.nouns if n.id == id_), None)
