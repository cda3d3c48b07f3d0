"""Noun phrases that name a speaker: a role with its body and name, a body, a medium, a state, or a bare name."""

from __future__ import annotations

from dataclasses import dataclass, replace

from isnad.codebook.entries import Role
from isnad.reading.propernames import ProperNames, phrase_at
from isnad.reading.parse import Parse
from isnad.reading.parties import PartyMention
from isnad.scan import Hit

_FORCE = {"police": "police", "army": "military", "security": "police", "air_force": "military", "guard": "police", "gendarmerie": "police"}
_PARTY = {
    "state_forces": "military", "external_forces": "military", "rebel_group": "armed_group", "political_militia": "political",
    "identity_militia": "local", "civilians": "local", "protesters": "local", "rioters": "local", "unknown": "armed_group",
}  # fmt: skip
_MARKS = frozenset('"(#\'')
_CLOSE = {"(": ")", '"': '"', "'": "'"}
_LONGEST = 16  # words of a phrase
_BODY = ("outlet", "role", "actor", "nisba", "place", "person")
_FEMININE = ("ه", "ات", "اء")


@dataclass(frozen=True, slots=True)
class Cited:
    """Someone to whom a sentence is attributed: tokens `[first, last)`, the folded span of his text, kind and rule."""

    first: int
    last: int
    start: int
    end: int
    kind: str
    person: str | None
    rule: str
    id: str | None
    named: bool
    role: str | None = None
    definite: bool = False
    bare: bool = False  # a role without complement or name
    name: tuple[int, int] | None = None
    many: bool = False


class Phrases:
    """The phrase for a speaker that begins at a token, if one does."""

    def __init__(self, parse: Parse, parties: tuple[PartyMention, ...]) -> None:
        self.parse = parse
        self.names = ProperNames(parse)
        self.words = self.names.words
        self.party_at = {p.first: p for p in parties}
        self.cache: dict[int, Cited | None] = {}

    def at(self, i: int) -> Cited | None:
        """The speaker phrase that begins at token `i` (or behind marks there); its name, if any, is of two words or known."""
        words = self.parse.words
        while i < len(words) and words[i] in _MARKS:
            i += 1
        if i >= len(words):
            return None
        if i not in self.cache:
            self.cache[i] = None
            self.cache[i] = self._find(i)
        return self.cache[i]

    def alone(self, i: int) -> Cited | None:
        """A name of one word that begins at token `i`: part of a full name of the article, or a word that is no other."""
        words = self.parse.words
        while i < len(words) and words[i] in _MARKS:
            i += 1
        if i >= len(words) or self.names.end(i, least=1) != i + 1 or self.parse.hit(i, "place"):
            return None
        return self._cited(i, i + 1, "political", "public", "name.single", named=True, name=(i, i + 1))

    def _find(self, i: int) -> Cited | None:
        parse, table = self.parse, self.words
        if not parse.is_word(i):
            return None
        filler = phrase_at(table.fillers, parse.words, i)
        if filler:
            return self.at(i + filler)
        role, outlet, party = parse.hit(i, "role"), parse.hit(i, "outlet"), self.party_at.get(i)
        named_body = role is not None and parse.book.roles[role.sense.id].name
        if outlet and (not role or outlet.last > role.last or (outlet.last == role.last and not named_body)):
            return self._outlet(i, outlet)
        named = party is not None and party.named and not party.generic
        if role and not (named and party and party.last > role.last and not parse.book.roles[role.sense.id].name):
            return self._role(i, role)
        if party is not None and (found := self._party(i, party)):
            return found
        chooser = phrase_at(table.choosers, parse.words, i)
        if chooser:
            inner = self.at(i + chooser)
            if inner is not None and inner.first == i + chooser and not inner.named:
                comma = inner.last + (inner.last < len(parse.words) and parse.words[inner.last] == "،")
                end = self.names.end(comma) if comma > inner.last and inner.role else comma
                if end > comma:  # أحد عناصر الشرطة، فلان الفلاني
                    return replace(inner, first=i, last=end, start=parse.text.tokens[comma].start, end=parse.text.tokens[end - 1].end,
                                   name=(comma, end), named=True, definite=False, bare=False)  # fmt: skip
                start = parse.text.tokens[i].start + (parse.words[i].startswith("و") and parse.words[i] not in table.choosers)
                return replace(inner, first=i, start=start, definite=False, bare=False, many=True)
        state = self._state(i)
        if state:
            return state
        return self._named(i)

    def _outlet(self, i: int, hit: Hit) -> Cited:
        """An outlet with what says which: `"رويترز" للأنباء`, `سانا الرسمية`."""
        words = self.parse.words
        last = hit.last
        if last < len(words) and words[last] == '"' and i and words[i - 1] == '"':
            last += 1
        end = last
        while end < len(words) and end - last < 2 and (words[end] == "للانباء" or self._adjective(end, definite=True)):
            end += 1
        return self._cited(i, end, "media", None, f"outlet.{hit.sense.id}", id_=hit.sense.id, named=True, definite=True)

    def _party(self, i: int, party: PartyMention) -> Cited | None:
        if party.id == "generic:victim" or (not party.named and not party.definite and not party.many):
            return None
        if party.named and party.generic:  # a person with a name: the name is the text
            head = self.parse.hit(i, "person")
            end = self.names.end(head.last, least=2) if head else 0
            if head and end > head.last:
                return self._cited(i, end, _PARTY.get(party.kind, "local"), "private", "party.named", named=True, name=(head.last, end))
            return None
        kind = self._party_kind(party)
        rule = "party" if party.named else "party.generic"
        return self._cited(i, party.last, kind, None, rule, id_=party.id, named=party.named, definite=party.definite, many=party.many)

    def _party_kind(self, party: PartyMention) -> str:
        id_ = party.id or ""
        for key, kind in _FORCE.items():
            if key in id_:
                return kind
        actor = self.parse.book.actors.get(id_)
        if actor is not None and actor.kind in ("political", "official"):
            return actor.kind
        if party.id in ("generic:authorities", "generic:government"):
            return "official"
        return _PARTY.get(party.kind, "official")

    def _state(self, i: int) -> Cited | None:
        """A country or capital that stands for its government: `قالت موسكو`, `مملكة البحرين`."""
        parse = self.parse
        hit, at = parse.hit(i, "place"), i
        if hit is None and parse.words[i].removeprefix("و") in self.words.states and i + 1 < len(parse.words):
            hit, at = parse.hit(i + 1, "place"), i + 1
        if hit is None or hit.prefix.removesuffix("ال") not in ("", "و"):
            return None
        country = any(id_.startswith("country:") for id_ in parse.tools.matcher.place_names.get(hit.sense.id, ()))
        if not country and (at > i or hit.sense.id not in self.words.capitals):
            return None
        return self._cited(i, hit.last, "official", None, "state", id_=f"state:{hit.sense.id}", named=True, definite=True)

    def _named(self, i: int) -> Cited | None:
        """A title and a name, or a name, with the role that stands in apposition behind it."""
        parse = self.parse
        kind, at = self._titles(i)
        end = self.names.end(at, least=1 if at > i else 2)
        if end == at:
            return None
        cited = self._cited(i, end, kind or "political", "public", "titled" if at > i else "name", named=True, name=(at, end))
        apposed = self._apposition(end)
        if apposed is None:
            return cited
        role = parse.book.roles.get(apposed.role or "")
        return replace(cited, kind=apposed.kind if kind in (None, "official") else kind, person=apposed.person or "public", last=apposed.last,
                       rule=f"{cited.rule}.{role.id}" if role else cited.rule, role=apposed.role)  # fmt: skip

    def _titles(self, i: int) -> tuple[str | None, int]:
        words, kind = self.parse.words, None
        while i < len(words) and words[i] in self.words.titles:
            kind = self.words.titles[words[i]] or kind
            i += 1
        return kind, i

    def _apposition(self, i: int) -> Cited | None:
        """The role behind a name: `فلان، المتحدث باسم ...`, `فلان رئيس ...`, `فلان وهو مسؤول ...`."""
        parse, words = self.parse, self.parse.words
        at = i
        if at < len(words) and words[at] == "(":
            return None
        comma = at < len(words) and words[at] == "،"
        at += comma
        if at < len(words) and words[at] in ("وهو", "وهي", "هو", "هي"):
            at += 1
        if at < len(words) and words[at] in ("احد", "احدي"):
            at += 1
        if at >= len(words) or not parse.is_word(at):
            return None
        hit = parse.hit(at, "role")
        if hit is None or hit.prefix not in ("", "ال") or parse.book.roles[hit.sense.id].name:
            return None
        role = parse.book.roles[hit.sense.id]
        if role.kind == "media" and role.person is None:
            return None
        cited = self.at(at)
        return cited if cited is not None and cited.role and (cited.name is None) else None

    def _role(self, first: int, head: Hit) -> Cited:
        """A role with its complement and name."""
        parse = self.parse
        role = parse.book.roles[head.sense.id]
        last = head.last
        if role.id in self.words.carriers and (behind := self._carried(last)):
            return replace(behind, first=first)
        definite = head.prefix.endswith(("ال", "لل")) or parse.text.folded[head.start : head.end].startswith("ال")
        for i in range(first + 1, last):  # the body in the role's own words may go on: مدير [المرصد السوري]
            if (body := parse.hit(i, "role", "outlet", "actor")) and body.last > last:
                last = body.last
        reader = _Complement(self, role, first, last, definite)
        reader.read()
        kind = reader.kind or role.kind or "official"
        j, name = reader.last, reader.name
        many = head.sense.number == "many"
        rule = f"role.{role.id}"
        if name and not role.name:
            return self._cited(first, j, reader.name_kind or kind, role.person or "public", rule, named=True, name=name, role=role.id, definite=definite)
        return self._cited(
            first, j, kind, role.person, rule, id_=role.id if role.name else reader.body, named=role.name, role=role.id, definite=definite,
            bare=j == head.last and not role.name, many=many,
        )  # fmt: skip

    def _carried(self, i: int) -> Cited | None:
        """Who stands behind a statement: `بيان صادر عن الوزارة`, `بلاغ لوزارة الداخلية`."""
        words = self.parse.words
        at, tied = i, False
        while at < len(words) and at - i < 6 and (words[at] in self.words.carrier_ties or words[at] == "،"):
            tied = tied or words[at] != "،"
            at += 1
        if at >= len(words):
            return None
        inner = self.at(at)
        if inner is None or inner.first != at:
            return None
        glued = any("ل" in h.prefix.removesuffix("ال") for h in self.parse.hits_at.get(at, ()))
        idafa = at == i and self.parse.is_word(at) and not tied
        return inner if glued or tied or (idafa and inner.rule.startswith(("role", "party"))) else None

    def _adjective(self, i: int, *, definite: bool) -> bool:
        """Whether the word can describe a noun before it."""
        parse = self.parse
        word = parse.words[i]
        if not parse.is_word(i) or i in parse.date_tokens or word in parse.grammar.prepositions:
            return False
        hit = parse.hit(i, "verb", "outlet", "role", "actor")
        nisba = parse.hit(i, "nisba")
        if nisba is not None and nisba.prefix == ("ال" if definite else ""):
            return not (hit and hit.sense.lexicon == "actor" and hit.last > nisba.last)
        if hit is not None and not (hit.sense.lexicon == "role" and hit.prefix == ("ال" if definite else "") and word in self.parse.grammar.adjectives):
            return False
        if definite:
            return word.startswith("ال") and len(word) > 4 and word[2:] in self.words.definite and not parse.hit(i, "place")
        return word in self.words.definite and word.endswith(("ي", "يه", "يين", "يون", "يان"))

    def _cited(
        self, first: int, last: int, kind: str, person: str | None, rule: str, *, named: bool, id_: str | None = None,
        name: tuple[int, int] | None = None, role: str | None = None, definite: bool = False, bare: bool = False, many: bool = False,
    ) -> Cited:  # fmt: skip
        tokens = self.parse.text.tokens
        a, b = name or (first, last)
        while a < b - 1 and self.parse.words[a] == "#":
            a += 1
        start = tokens[a].start
        if a == first:
            for hit in self.parse.hits_at.get(a, ()):
                if hit.sense.lexicon in _BODY:
                    start += len(hit.prefix) if hit.prefix.endswith("لل") else len(hit.prefix.removesuffix("ال"))
                    break
        return Cited(first, last, start, tokens[b - 1].end, kind, person, rule, id_, named, role, definite, bare, name, many)


class _Complement:
    """What follows a role: adjectives, the body it belongs to, titles and a name; reads on until nothing fits."""

    def __init__(self, phrases: Phrases, role: Role, first: int, last: int, definite: bool) -> None:
        self.phrases, self.parse, self.role = phrases, phrases.parse, role
        self.first, self.last, self.definite = first, last, definite
        self.head_last = last
        self.kind: str | None = None
        self.name: tuple[int, int] | None = None
        self.name_kind: str | None = None
        self.body: str | None = None
        self.tied = False
        self.qualifiers = phrases.parse.tools.qualifiers.get(role.id, {})

    def read(self) -> None:
        words = self.parse.words
        given = self.phrases.names.words.given
        if self.role.person and self.last < len(words) and words[self.last] in given and self._name(self.last, least=2):
            return  # a given name that is a nisba too: العقيد تركي ...
        steps = (self._qualifier, self._quoted, self._inner, self._tie, self._named, self._plain, self._apposed)
        while self.name is None and self.last < len(words) and self.last - self.first < _LONGEST:
            if words[self.last] == "#" or (self.last in self.parse.number_at and self.role.id in ("commander", "brigade", "general")):
                self.last += 1
            elif not any(step(self.last) for step in steps):
                break
        while self.name is None and self.last > self.head_last and words[self.last - 1] in (*self.phrases.words.ties, "#"):
            self.last -= 1

    def _qualifier(self, i: int) -> bool:
        words = self.parse.words
        if i - self.head_last > 6 or not self.parse.is_word(i):
            return False
        for size in (2, 1):
            for core in _cores(words[i]):
                kind = self.qualifiers.get(" ".join((core, *(w.removeprefix("ال") for w in words[i + 1 : i + size]))))
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
        if any(h.sense.lexicon == "verb" and h.sense.pos == "verb" for h in hits) or words[i + 1] in self.phrases.words.said_next:
            return False
        known = any(h.sense.lexicon in ("actor", "outlet", "role", "place") for h in hits)
        body = self.role.person is None and self.role.id != "source" and at - i <= 6
        if not (known or body):
            return False
        for hit in hits:
            if hit.sense.lexicon == "actor" and not self.kind and self.role.kind is None and (party := self.phrases.party_at.get(i + 1)):
                self.kind = self.phrases._party_kind(party)
        return self._take(at + 1)

    def _inner(self, i: int) -> bool:
        """A body, place or nisba that belongs to the role."""
        parse, role = self.parse, self.role
        hit = parse.hit(i, *_BODY)
        if hit is None:
            return False
        glued = hit.prefix.removesuffix("ال")
        if glued not in ("", "ل", "ب", "لل") or (hit.prefix == "لل" and not role.of and role.kind != "media"):
            return False
        lexicon = hit.sense.lexicon
        if lexicon == "nisba":
            return self.phrases._adjective(i, definite=parse.words[i].startswith("ال")) and self._take(hit.last)
        if lexicon == "place" and hit.prefix == "" and not self.tied and i > self.head_last and self.name_here(i):
            return False
        if not (role.of or role.kind == "media"):
            return False
        if self.definite and not self.tied and glued == "" and not hit.prefix and lexicon != "outlet" and i == self.head_last:
            return False
        if lexicon == "outlet" and role.kind != "media" and role.id not in ("correspondent", "journalist"):
            return False  # قال المتحدث لرويترز: the medium is no part of him
        if lexicon in ("role", "actor", "person") and i >= self.head_last and hit.prefix == "ال" and parse.words[i - 1].startswith("ال") and not self.tied:
            return lexicon == "person" and parse.words[i] in parse.grammar.adjectives and self._take(hit.last)
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
                self.kind = self.kind or self.phrases._party_kind(party)
            if lexicon == "actor":
                self.body = self.body or hit.sense.id
        self.tied = False
        return self._take(hit.last)

    def name_here(self, i: int) -> bool:
        return self.phrases.names.end(i) > i

    def _tie(self, i: int) -> bool:
        words = self.parse.words
        if phrase_at(self.phrases.words.adjuncts, words, i) or (self.role.kind == "media" and words[i] in ("عن", "من", "الي")):
            return False  # نقلت الوكالة عن فلان
        if words[i] not in self.phrases.words.ties or not (self.role.of or self.role.kind == "media") or i + 1 >= len(words):
            return False
        nxt = words[i + 1]
        known = self.parse.hit(i + 1, *_BODY)
        turn = self.parse.hit(i, "connector")
        if turn is not None and turn.last > i + 1 or (known and known.sense.lexicon == "role" and known.sense.id in (*self.phrases.words.carriers, "reports_word")):
            return False  # في بيان, في تقرير: how, not who
        if words[i] == "باسم" or known or nxt.startswith(("ال", "لل")) or nxt in self.parse.grammar.place_nouns or nxt in self.phrases.words.ties or nxt in '"#':
            if (i + 1) in self.parse.date_tokens or (words[i] in ("في", "من", "عن", "علي", "مع") and not known and not self.kin(i + 1)):
                return False
            self.tied = True
            return self._take(i + 1)
        return False

    def kin(self, i: int) -> bool:
        """Whether a definite or place noun can belong to a speaker: not an occasion (في المؤتمر), not a time."""
        words = self.parse.words
        return words[i] in self.parse.grammar.place_nouns or (words[i] in '"#') or (self.role.person is not None and words[i].startswith("ال") and i == self.head_last + 1)

    def _named(self, i: int) -> bool:
        """Titles and a name right behind."""
        role, phrases = self.role, self.phrases
        if role.kind == "media" and role.person is None and i == self.head_last:
            end = phrases.names.end(i, least=1)
            return end > i and not self.definite and self._take(end)
        if role.name or (role.person is None and i == self.head_last and role.id != "statement" and not phrases.words.titles.get(self.parse.words[i])):
            return False
        return self._name(i, least=2 if i > self.head_last or not self.definite else 1)

    def _name(self, i: int, *, least: int) -> bool:
        kind, at = self.phrases._titles(i)
        end = self.phrases.names.end(at, least=1 if at > i else least)
        if end == at or (self.role.person is None and at == i):
            return False
        self.name, self.name_kind = (at, end), None
        if kind in ("military", "judicial") and (self.kind or self.role.kind) in (None, "official") and self.role.kind is None:
            self.name_kind = kind if self.kind is None else None
        return self._take(end)

    def _plain(self, i: int) -> bool:
        """An ordinary word of the phrase: an adjective, or the noun an indefinite role needs (مدير مكتب الصحة)."""
        parse, words = self.parse, self.parse.words
        word = words[i]
        if not parse.is_word(i) or i in parse.date_tokens or i in parse.number_at:
            return False
        if self.phrases._adjective(i, definite=word.startswith("ال")) and self._describes(i):
            return self._take(i + 1)
        if parse.hit(i, "verb", "connector", "outlet") or word in parse.grammar.prepositions or word in parse.grammar.clause_starters:
            return False
        if word in parse.grammar.not_name or not (self.role.of or self.tied) or i - self.first > 9:
            return False
        names = self.phrases.names
        if self.tied:
            self.tied = False
            return self._take(i + 1)
        if not self.definite and i == self.head_last:  # idafa
            return (names.ordinary(word) or word.startswith("ال")) and word[0] not in "وف" and not word.startswith("لل") and self._take(i + 1)
        before = words[i - 1]
        construct = i > self.head_last and not parse.hit(i - 1, "place") and not before.startswith("ال") and before in names.words.ordinary and not before.endswith(("ي", "يه"))
        if word.startswith("ال") and construct and parse.is_word(i - 1):
            return self._take(i + 1)
        ahead = words[i + 1] if i + 1 < len(words) else "."
        if names.ordinary(word) is False and ahead in ("،", "(") and i - 1 == self.head_last and parse.hit(i - 1, "role"):
            return self._take(i + 1)  # رئيس شبكة كذا، فلان
        if word.startswith(("لل", "ل")) and self.role.person is None and names.ordinary(word) and not self._speaks_to(i):
            return self._take(i + 1)  # اللجنة العليا للإغاثة
        post = self.role.id.endswith(("minister", "mayor", "president", "council")) and word[0] == "ل" and before.startswith("ال")
        if post and not parse.hit(i, "outlet") and (names.ordinary(word) or parse.hit(i, "place")):
            return self._take(i + 1)  # الوزير السريلانكي للتخطيط المدني
        joined = word.startswith("وال") and (self.role.id.endswith("minister") or self.role.id == "ministry") and word[3:] in names.words.definite
        return (joined or (word.startswith("لل") and self.role.id.endswith(("minister", "spokesman", "ministry", "envoy")))) and self._take(i + 1)

    def _describes(self, i: int) -> bool:
        """Whether an adjective agrees with what stands before it: definite behind definite, no plural behind one person."""
        word, before = self.parse.words[i], self.parse.words[i - 1]
        if word.endswith(("ون", "ين")) and not before.endswith(("ون", "ين", "و", "اء")):
            return False
        return i == self.head_last or not word.startswith("ال") or before.startswith(("ال", "لل", "بال")) or word in self.parse.grammar.adjectives

    def _speaks_to(self, i: int) -> bool:
        """Whether what is glued to ل at `i` is a medium or person that is spoken to."""
        hit = self.parse.hit(i, *_BODY)
        return hit is not None or self.parse.words[i] in ("لدي", "لان", "لكن", "لكي", "لم", "لن", "لا")

    def _apposed(self, i: int) -> bool:
        """A name behind a comma: `وزير الداخلية، فلان الفلاني،`."""
        words = self.parse.words
        if words[i] not in ("،", "-", ":", "ويدعي", "يدعي", "واسمه") or i + 1 >= len(words) or self.role.person is None or words[i] == ":":
            return False
        named = words[i].endswith(("يدعي", "اسمه"))
        if not self._name(i + 1, least=1 if named else 2):
            return False
        end = self.last
        if end < len(words) and (self.parse.is_word(end) and self.parse.hit(end, "role", "nisba") is not None):
            return True
        return True

    def _take(self, last: int) -> bool:
        self.last = last
        return True


def _cores(word: str) -> tuple[str, ...]:
    """A word, and what is left without the article or a glued preposition."""
    out = [word]
    for prefix in ("ال", "لل", "بال", "ل", "ب"):
        if word.startswith(prefix) and len(word) - len(prefix) > 2:
            out.append(word[len(prefix) :])
            break
    return tuple(out)
