"""Groups named in an article: actors of the codebook, unknown names behind a noun for groups, and nouns that stand for a group."""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal

import msgspec

from isnad.reading.parse import Parse
from isnad.reading.tie.words import Ties
from isnad.scan import Hit
from isnad.text.fold import folded

QUOTES = frozenset("\"'#()")
_CLOSING = frozenset("\"')،")
_BROAD = frozenset("منظمه ولايه مجموعات جماعات تنظيمات مجموعه خلايا".split())
_OFFICE = frozenset({"العامه", "العام"})  # الهيئة العامة is an office, no group
_MILITIA = "ليشي"  # what ميليشيا، مليشيات and the like share
_NO_NAME = frozenset({"trigger", "verb", "cue", "connector", "person", "role", "relation", "nisba"})
_APPOSED = frozenset({"وهو", "وهي", "هو", "هي"})
_LONGEST = 6  # words of a name in quotation marks

Role = Literal["group", "state", "country", "person"]


class Noun(msgspec.Struct, frozen=True, gc=False):
    """A party to a tie: tokens `[first, last)`, its folded span without glued particles, and what the codebook knows.

    `anaphor` is the noun of a group that stands for one named before (`التنظيم`); `nameless` one that has no name (`خلية إرهابية`).
    """

    first: int
    last: int
    start: int
    end: int
    role: Role
    id: str | None = None
    en: str | None = None
    anaphor: bool = False
    nameless: bool = False
    joined: bool = False  # و is glued before it
    single: bool = True


class Groups:
    """The group nouns of an article, by token."""

    def __init__(self, parse: Parse, ties: Ties) -> None:
        self.parse = parse
        self.ties = ties
        self.nisba: dict[int, Hit] = {}
        self.nouns: list[Noun] = []
        taken: set[int] = set()
        cues = {h.first for h in parse.scan.of("relation")}
        after = {h.last for h in parse.scan.of("relation")}
        for hit in parse.scan.of("actor"):
            split = hit.last - hit.first > 1 and any(k in cues for k in range(hit.first, hit.last))
            behind = hit.first in after and parse.words[hit.first] not in ties.glued
            told = behind or (not hit.prefix and parse.words[hit.first - 1] in ties.glued)
            if hit.first in taken or split or not (told or _allowed(parse, hit)):
                continue
            noun = self._named(hit)
            if noun is not None:
                self.nouns.append(noun)
                taken.update(range(noun.first, noun.last))
        glued = ties.glued
        for i in [i for i, word in enumerate(parse.words) if word in glued]:
            if i not in taken:
                noun = self._unknown(i, glued[parse.words[i]], taken)
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
        core = like and like[max(0, like.find("ال") + 2) :]
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
            return self.antecedent(noun.first, like=self.parse.words[noun.first])
        if noun.nameless:  # سرايا السلام، وهي ميليشيا: the name before is meant
            i = noun.first - 1
            if i > 0 and self.parse.words[i] in _APPOSED:
                while i > 0 and self.parse.words[i - 1] in _CLOSING:
                    i -= 1
                return next((n for n in reversed(self.nouns) if n.last == i and n.role == "group"), noun)
        return noun

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

    def _named(self, hit: Hit) -> Noun | None:
        parse, ties = self.parse, self.ties
        role = ties.roles.get(hit.sense.id, "")
        if not role:
            return None
        nisba = hit.sense.pos == "nisba"
        first, start, last = hit.first, hit.start, hit.last
        if hit.prefix.endswith("ال"):
            start -= 2
        end = hit.end
        i = first - 1
        quoted = i >= 0 and parse.words[i] in QUOTES
        if quoted:
            i -= 1
        held = False
        if i >= 0 and (not hit.prefix or hit.prefix == "ال"):
            glue = ties.glued.get(parse.words[i])
            if glue is not None:
                held = True
                first = i
                article = 2 if parse.words[i][:glue].endswith("ال") else 0
                start = parse.text.tokens[i].start + glue - article
                if quoted and last < len(parse.words) and parse.words[last] == parse.words[hit.first - 1]:
                    end = parse.text.tokens[last].end
                    last += 1
        if nisba and not held and (hit.sense.number != "many" or hit.sense.gender == "f"):
            self.nisba[hit.first] = hit
            return None
        if nisba and held and parse.words[first].lstrip("وبل").startswith("ال") != bool(hit.prefix):
            return None
        if not nisba and last < len(parse.words) and parse.words[last].startswith("ال") and parse.hit(last, "nisba"):
            end = parse.text.tokens[last].end
            last += 1
        actor = parse.book.actors[hit.sense.id]
        joined = parse.words[first][0] == "و" and (first != hit.first or hit.prefix[:1] == "و")
        return Noun(first, last, start, end, "group" if role == "group" else "state", hit.sense.id, actor.names.get("en"), joined=joined)

    def _unknown(self, i: int, glue: int, taken: set[int]) -> Noun | None:
        """A noun for groups with a name of its own behind it, or without any."""
        parse, ties = self.parse, self.ties
        words, tokens = parse.words, parse.text.tokens
        word = words[i]
        definite = word[:glue].endswith(("ال", "لل"))
        start = tokens[i].start + glue - (2 if word[:glue].endswith("ال") else 0)
        core = word[glue:]
        joined = glue > 0 and word[0] == "و"
        last = i + 1
        count = len(words)
        if last < count and words[last] in ('"', "#") and not definite:
            mark = words[last]
            close = last + 1
            if mark == '"':
                close = next((k for k in range(last + 1, min(last + 2 + _LONGEST, count)) if words[k] == mark), 0)
            if close > last + (mark == '"') and last + 1 not in taken:
                return Noun(i, close + 1, start, tokens[close].end, "group", joined=joined)
        if i and words[i - 1] == '"' and last < count:
            close = next((k for k in range(last, min(last + _LONGEST, count)) if words[k] == '"'), 0)
            if close > last:
                return Noun(i, close, start, tokens[close - 1].end, "group", joined=joined)
        adjectives = 0
        known = True
        while last < count and parse.is_word(last) and last not in taken and adjectives < 3:
            following = words[last]
            bare = following.removeprefix("ال")
            if following in ties.titles and bare not in ties.adjectives:
                break
            if bare in ties.adjectives and following.startswith("ال") == definite:
                adjectives += 1
            elif definite and len(following) > 4 and bare != following and not (parse.hits_at.get(last) or last in parse.date_tokens):
                adjectives += 1
                known = False
            elif parse.hit(last, "nisba") and following.startswith("ال") == definite:
                adjectives += 1
                known = known and not definite
            else:
                break
            last += 1
        end = tokens[last - 1].end
        if definite:
            if "ال" + core in ties.anaphora and known:
                return Noun(i, last, start, end, "group", anaphor=True, joined=joined)
            if core in ties.forces and (not known or adjectives):
                return Noun(i, last, start, end, "state", joined=joined)
            if not known:
                broad = core in _BROAD or words[i + 1] in _OFFICE
                return None if broad else Noun(i, last, start, end, "group", joined=joined)
            return Noun(i, last, start, end, "group", nameless=True, joined=joined) if core in ties.nameless else None
        if adjectives == 0 and core in ties.opening:
            last = self._proper(i + 1, taken)
            if last > i + 1:
                return Noun(i, last, start, tokens[last - 1].end, "group", joined=joined)
            last = i + 1
        if core in ties.nameless:
            return Noun(i, last, start, end, "group", nameless=True, joined=joined, single=core[-1] != "ت")
        return None

    def _proper(self, first: int, taken: set[int]) -> int:
        """Where the name of a group without quotation marks ends: up to three words that nothing else explains."""
        parse = self.parse
        words = parse.words
        grammar = parse.grammar
        last = first
        while last < len(words) and last - first < 3 and parse.is_word(last) and last not in taken and last not in parse.date_tokens:
            word = words[last]
            hits = parse.hits_at.get(last, ())
            known = _NO_NAME if not word.startswith("ال") else _NO_NAME & {"relation"}
            if any(h.sense.lexicon in known for h in hits):
                break
            small = word in grammar.prepositions or word in grammar.clause_starters or word in grammar.not_name
            if small or last in parse.number_at or (last == first and word.endswith("ه") and word not in self.ties.given):
                break
            given = word in self.ties.given and words[last - 1] not in self.ties.particles
            if last > first and (given or word[0] in "وف"):
                break
            last += 1
        return last


def _allowed(parse: Parse, hit: Hit) -> bool:
    """An alias that is a common word counts only where one of its `only` words stands in the article."""
    only = parse.tools.only.get((hit.sense.id, parse.text.folded[hit.start : hit.end]))
    return not only or any(w in parse.text.folded for w in only)
