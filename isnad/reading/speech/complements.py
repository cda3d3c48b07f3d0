"""What follows a role: adjectives, the body it belongs to, titles and a name."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from isnad.codebook.entries import Role
from isnad.reading.speech.cited import BODY, party_kind
from isnad.reading.speech.plain import is_adjective, plain_end
from isnad.reading.tools import Tools
from isnad.reading.word.speech import cores_of, phrase_at

if TYPE_CHECKING:
    from isnad.reading.speech.speakers import Phrases

_CLOSE = {"(": ")", '"': '"', "'": "'"}
_LONGEST = 16  # words of a phrase


class Complement:
    """What follows a role: adjectives, the body it belongs to, titles and a name; reads on until nothing fits."""

    def __init__(self, phrases: Phrases, role: Role, first: int, last: int, *, definite: bool, many: bool) -> None:
        self.phrases, self.parse, self.role = phrases, phrases.parse, role
        self.first, self.last, self.definite, self.many = first, last, definite, many
        self.head_last = last
        self.kind: str | None = None
        self.name: tuple[int, int] | None = None
        self.name_kind: str | None = None
        self.body: str | None = None
        self.tied = False
        self.qualifiers = phrases.parse.tools.qualifiers.get(role.id, {})
        self.firsts = _firsts(phrases.parse.tools, role.id)

    def read(self) -> None:
        words = self.parse.words
        given = self.phrases.names.words.given
        if self.role.person and self.last < len(words) and words[self.last] in given and self._name(self.last, least=2):
            return  # a given name that is a nisba too: العقيد تركي ...
        person = self.role.person is not None
        steps = [self._titled] if person and not self.many else []
        steps += [self._qualifier] if self.firsts else []
        steps += [self._quoted, self._inner, self._tie, self._named, self._word]
        steps += [self._apposed] if person else []
        while self.name is None and self.last < len(words) and self.last - self.first < _LONGEST:
            if words[self.last] == "#" or (self.last in self.parse.number_at and self.role.id in ("commander", "brigade", "general")):
                self.last += 1
            else:
                for step in steps:
                    if step(self.last):
                        break
                else:
                    break
        while self.name is None and self.last > self.head_last and words[self.last - 1] in (*self.phrases.words.ties, "#"):
            self.last -= 1

    def _qualifier(self, i: int) -> bool:
        words = self.parse.words
        if i - self.head_last > 6 or not self.parse.is_word(i):
            return False
        cores = [core for core in cores_of(words[i]) if core in self.firsts]
        for size in (2, 1) if cores else ():
            for core in cores:
                rest = words[i + 1 : i + size]
                kind = self.qualifiers.get(" ".join((core, *(w.removeprefix("ال") for w in rest)))) or self.qualifiers.get(
                    " ".join((core, *rest))
                )
                if kind and not (words[i][0] == "و" and core != words[i]):
                    hit = self.parse.hit(i, "verb")
                    if hit and hit.sense.pos == "verb" and not words[i].startswith(("ال", "لل")):
                        continue
                    self.kind = self.kind or kind
                    return self._take(i + size)
        return False

    def _quoted(self, i: int) -> bool:
        parse, words = self.parse, self.parse.words
        close = _CLOSE.get(words[i])
        if not close or i + 1 >= len(words):
            return False
        at = next((k for k in range(i + 1, min(i + 8, len(words))) if words[k] == close), 0)
        if not at or at == i + 1:
            return False
        hits = parse.hits_at.get(i + 1, ())
        if any(h.sense.lexicon == "verb" and h.sense.pos == "verb" for h in hits) or (
            words[i + 1] in self.phrases.words.said_next and (self.role.kind != "media" or at - i > 5)
        ):
            return False
        if self.role.kind != "media" and any(h.sense.lexicon == "outlet" for h in hits):
            return False
        known = any(h.sense.lexicon in ("actor", "outlet", "role", "place") for h in hits)
        body = self.role.person is None and self.role.id != "source" and at - i <= 6
        if not (known or body):
            return False
        for hit in hits:
            if hit.sense.lexicon == "actor" and not self.kind and self.role.kind is None and (party := self.phrases.party_at.get(i + 1)):
                self.kind = party_kind(self.parse.book, party)
        return self._take(at + 1)

    def _inner(self, i: int) -> bool:
        """A body, place or nisba that belongs to the role."""
        parse, role = self.parse, self.role
        hit = parse.hit(i, *BODY)
        if hit is None:
            return False
        office = parse.hit(i, "role")
        if office is not None and hit.sense.lexicon in ("actor", "person") and office.last >= hit.last:
            hit = office
        glued = hit.prefix.removesuffix("ال")
        if glued not in ("", "ل", "ب", "لل") or (hit.prefix == "لل" and not role.of and role.kind != "media"):
            return False
        lexicon = hit.sense.lexicon
        if lexicon == "nisba":
            return is_adjective(self.phrases, i, definite=parse.words[i].startswith("ال")) and self._take(hit.last)
        if i > self.head_last and not self.tied:
            described = parse.hit(i - 1, "nisba") is not None
            if lexicon == "place" and hit.prefix == "" and (described or self.name_here(i)):
                return False  # اتهمت وسائل إعلام مصرية الخرطوم
            if lexicon in ("role", "actor") and hit.prefix == "ال" and parse.hit(i - 1, "place"):
                return False  # دعت السفارة في لندن الحكومة إلى
        if not (role.of or role.kind == "media"):
            return False
        if self.definite and not self.tied and glued == "" and not hit.prefix and lexicon != "outlet" and i == self.head_last:
            return False
        if lexicon == "outlet" and role.kind != "media" and role.id not in ("correspondent", "journalist"):
            return False  # قال المتحدث لرويترز: the medium is no part of him
        if (
            lexicon in ("role", "actor", "person")
            and i >= self.head_last
            and hit.prefix == "ال"
            and parse.words[i - 1].startswith("ال")
            and not self.tied
        ):
            described = i + 1 < len(parse.words) and (nisba := parse.hit(i + 1, "nisba")) is not None and nisba.prefix == "ال"
            adjective = lexicon == "person" and parse.words[i] in parse.grammar.adjectives
            return (adjective or (described and hit.last == i + 1 and hit.sense.number == "one")) and self._take(hit.last)
        if lexicon == "role" and hit.sense.id in self.phrases.words.carriers:
            return False  # أصدرت الرئاسة بيانا
        if lexicon == "role":
            other = parse.book.roles[hit.sense.id]
            if other.kind == "media" and glued and role.kind != "media":
                return False  # قال المسؤول لشبكة كذا
            if other.person is not None and not other.name and hit.prefix == "" and i > self.head_last and not self.tied:
                return False
            self.kind = self.kind or (other.kind if role.kind is None else None)
        elif lexicon in ("actor", "person"):
            party = self.phrases.party_at.get(i)
            if lexicon == "person" and hit.sense.number == "one" and not hit.prefix and not self.tied:
                return False
            if role.kind is None and party:
                self.kind = self.kind or party_kind(self.parse.book, party)
            if lexicon == "actor":
                self.body = self.body or hit.sense.id
        self.tied = False
        return self._take(hit.last)

    def name_here(self, i: int) -> bool:
        return self.phrases.names.end(i) > i

    def _tie(self, i: int) -> bool:
        words = self.parse.words
        if phrase_at(self.phrases.words.adjuncts, words, i) or (self.role.kind == "media" and words[i] in self.phrases.words.media_ties):
            return False  # نقلت الوكالة عن فلان
        if words[i] not in self.phrases.words.ties or not (self.role.of or self.role.kind == "media") or i + 1 >= len(words):
            return False
        nxt = words[i + 1]
        known = self.parse.hit(i + 1, *BODY)
        turn = self.parse.hit(i, "connector")
        if (turn is not None and turn.last > i + 1) or (
            known and known.sense.lexicon == "role" and known.sense.id in (*self.phrases.words.carriers, "reports_word")
        ):
            return False  # في بيان, في تقرير: how, not who
        if (
            words[i] == "باسم"
            or known
            or nxt.startswith(("ال", "لل"))
            or nxt in self.parse.grammar.place_nouns
            or nxt in self.phrases.words.ties
            or nxt in '"#'
        ):
            if (i + 1) in self.parse.date_tokens or (words[i] in self.phrases.words.loose_ties and not known and not self.kin(i + 1)):
                return False
            self.tied = True
            return self._take(i + 1)
        return False

    def kin(self, i: int) -> bool:
        """Whether a definite or place noun can belong to a speaker: not an occasion (في المؤتمر), not a time."""
        words = self.parse.words
        return (
            words[i] in self.parse.grammar.place_nouns
            or (words[i] in '"#')
            or (self.role.person is not None and words[i].startswith("ال") and i == self.head_last + 1)
        )

    def _titled(self, i: int) -> bool:
        """A title with a name, before the title is read as a role of its own."""
        return i > self.head_last and self.parse.words[i] in self.phrases.words.titles and self._name(i, least=2)

    def _named(self, i: int) -> bool:
        """Titles and a name right behind."""
        role, phrases = self.role, self.phrases
        if self.many and i > self.head_last:
            return False  # اتهم منتقدون الرئيس فلانا
        if role.id in phrases.words.belonging and not self.definite and not self.tied:
            end = phrases.names.end(i)
            if end > i and i <= self.head_last + 1:
                return self._take(end)  # والدة فلان: the name is another's
        if role.kind == "media" and role.person is None and i == self.head_last:
            end = phrases.names.end(i, least=1)
            return end > i and not self.definite and self._take(end)
        if role.name or (
            role.person is None and i == self.head_last and role.id != "statement" and not phrases.words.titles.get(self.parse.words[i])
        ):
            return False
        return self._name(i, least=2 if i > self.head_last or not self.definite else 1)

    def _name(self, i: int, *, least: int) -> bool:
        kind, at = self.phrases.titles(i)
        end = self.phrases.names.end(at, least=1 if at > i else least)
        if end == at or (self.role.person is None and at == i):
            return False
        self.name, self.name_kind = (at, end), None
        if kind in ("military", "judicial") and (self.kind or self.role.kind) in (None, "official") and self.role.kind is None:
            self.name_kind = kind if self.kind is None else None
        return self._take(end)

    def _word(self, i: int) -> bool:
        """An ordinary word of the phrase."""
        end = plain_end(self, i)
        return end > i and self._take(end)

    def _apposed(self, i: int) -> bool:
        """A name behind a comma: `وزير الداخلية، فلان الفلاني،`."""
        words = self.parse.words
        if words[i] == '"' and not self.many and i + 1 < len(words):
            close = next((k for k in range(i + 2, min(i + 7, len(words))) if words[k] == '"'), 0)
            return bool(close) and self.phrases.names.end(i + 1) == close and self._name(i + 1, least=2)
        if words[i] not in self.phrases.words.apposers or i + 1 >= len(words):
            return False
        return self._name(i + 1, least=1 if self.parse.is_word(i) else 2)

    def _take(self, last: int) -> bool:
        self.last = last
        return True


@lru_cache(maxsize=1024)
def _firsts(tools: Tools, role: str) -> frozenset[str]:
    """The first words of the qualifiers of a role: most words are none of them."""
    return frozenset(qualifier.partition(" ")[0] for qualifier in tools.qualifiers.get(role, {}))
