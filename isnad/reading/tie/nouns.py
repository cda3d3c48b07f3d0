"""Nouns for groups: actors of the codebook with what stands before their names, and unknown names behind a noun for groups."""

from __future__ import annotations

from typing import Literal

import msgspec

from isnad.reading.parse import Parse
from isnad.reading.tie.words import Ties
from isnad.scan import Hit

QUOTES = frozenset("\"'#()")
_BROAD = frozenset("منظمه ولايه مجموعات جماعات تنظيمات مجموعه خلايا".split())
_OFFICE = frozenset({"العامه", "العام"})  # الهيئة العامة is an office, no group
_NO_NAME = frozenset({"trigger", "verb", "cue", "connector", "person", "role", "relation", "nisba"})
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


class Nouns:
    """Makes the nouns of an article; `nisba` are the adjectives of actors that stand alone, by token."""

    def __init__(self, parse: Parse, ties: Ties) -> None:
        self.parse = parse
        self.ties = ties
        self.nisba: dict[int, Hit] = {}

    def named(self, hit: Hit) -> Noun | None:
        """An actor of the codebook, with the noun for groups before its name; None for a lone adjective, which is kept in `nisba`."""
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

    def parent(self, hit: Hit) -> Noun | None:
        """The group that an actor who is named by a cue belongs to: `الذراع العسكرية [لحماس]`."""
        parse = self.parse
        above = parse.book.actors[hit.sense.id].parent
        cue = next((h for k in range(hit.last - 1, hit.first - 1, -1) if (h := parse.hit(k, "relation"))), None)
        if above is None or cue is None or cue.last >= hit.last or self.ties.roles.get(above) != "group":
            return None
        start = max(parse.text.tokens[cue.last].start, cue.end)
        return Noun(cue.last, hit.last, start, hit.end, "group", above, parse.book.actors[above].names.get("en"))

    def unknown(self, i: int, glue: int, taken: set[int]) -> Noun | None:
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
                plain = close == last + 2 and words[last + 1] in ties.adjectives  # منظمة "إرهابية" has no name
                return Noun(i, close + 1, start, tokens[close].end, "group", nameless=plain, joined=joined)
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
        if core in ties.nameless or (adjectives and core in _BROAD):
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
