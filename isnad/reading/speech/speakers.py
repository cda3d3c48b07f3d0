"""Noun phrases that name a speaker: a role with its body and name, a body, a medium, a state, or a bare name."""

from __future__ import annotations

from msgspec.structs import replace

from isnad.reading.name.proper import ProperNames
from isnad.reading.parse import Parse
from isnad.reading.party.party import PartyMention
from isnad.reading.speech.cited import BODY, PARTY_KINDS, Cited, party_kind
from isnad.reading.speech.complements import Complement
from isnad.reading.speech.plain import is_adjective
from isnad.reading.word.speech import phrase_at
from isnad.scan import Hit

_OFFICES = frozenset({"official", "medical", "judicial"})  # an office is no army, although it is a party of the state
_MARKS = frozenset("\"(#'")


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
        if i >= len(words) or self.names.end(i, least=1) != i + 1 or self.parse.hit(i, "place") or self.names.accusative(i):
            return None
        kind = self.names.kinds.get(words[i], "political")
        return self._cited(i, i + 1, kind, "public", "name.single", named=True, name=(i, i + 1))

    def _find(self, i: int) -> Cited | None:
        parse, table = self.parse, self.words
        if parse.kinds[i] != "w":
            return None
        word = parse.words[i]
        if word in table.titles and (titled := self._named(i)):
            return titled
        filler = phrase_at(table.fillers, parse.words, i) if word in table.fillers else 0
        if filler:
            return self.at(i + filler)
        party = self.party_at.get(i)
        role, outlet = (parse.hit(i, "role"), parse.hit(i, "outlet")) if i in parse.hits_at else (None, None)
        named_body = role is not None and parse.book.roles[role.sense.id].name
        if role and parse.book.roles[role.sense.id].person and parse.words[i] in parse.grammar.place_nouns:
            return None  # محافظة: the province, not its governor
        if role and role.sense.number == "two" and party is not None and party.named:
            role = None  # طالبان: the movement, not two students
        if outlet and (not role or outlet.last > role.last or (outlet.last == role.last and not named_body)):
            return self._outlet(i, outlet)
        named = party is not None and party.named and not party.generic
        if role and not (named and party and party.last > role.last and not parse.book.roles[role.sense.id].name):
            return self._role(i, role)
        if party is not None and (found := self._party(i, party)):
            kind = parse.book.roles[role.sense.id].kind if role else None
            return replace(found, kind=kind) if kind in _OFFICES else found
        chooser = phrase_at(table.choosers, parse.words, i) if word in table.choosers else 0
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
        while end < len(words) and end - last < 2 and (words[end] == "للانباء" or is_adjective(self, end, definite=True)):
            end += 1
        cited = self._cited(i, end, "media", None, f"outlet.{hit.sense.id}", id_=hit.sense.id, named=True, definite=True)
        closed = end == last and words[end - 1] == '"' and last > hit.last
        return replace(cited, end=self.parse.text.tokens[end - 2].end) if closed else cited

    def _party(self, i: int, party: PartyMention) -> Cited | None:
        if party.id == "generic:victim" or (not party.named and not party.definite and not party.many):
            return None
        if party.named and party.generic:  # a person with a name: the name is the text
            head = self.parse.hit(i, "person")
            end = self.names.end(head.last, least=2) if head else 0
            if head and end > head.last:
                return self._cited(
                    i, end, PARTY_KINDS.get(party.kind, "local"), "private", "party.named", named=True, name=(head.last, end)
                )
            return None
        kind = party_kind(self.parse.book, party)
        rule = "party" if party.named else "party.generic"
        return self._cited(i, party.last, kind, None, rule, id_=party.id, named=party.named, definite=party.definite, many=party.many)

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
        kind, at = self.titles(i)
        end = self.names.end(at, least=1 if at > i else 2)
        if end == at:
            return None
        cited = self._cited(i, end, kind or "political", "public", "titled" if at > i else "name", named=True, name=(at, end))
        apposed = self._apposition(end)
        if apposed is None:
            return cited
        role = parse.book.roles.get(apposed.role or "")
        kind = apposed.kind if kind in (None, "official") else kind
        rule = f"{cited.rule}.{role.id}" if role else cited.rule
        return replace(cited, kind=kind, person=apposed.person or "public", last=apposed.last, rule=rule, role=apposed.role)

    def titles(self, i: int) -> tuple[str | None, int]:
        """The kind that the titles at a token give, and the first token behind them."""
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
        if at < len(words) and words[at] in self.words.apposed:
            at += 1
        if at < len(words) and words[at] in self.words.one_of:
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
        many = (
            head.sense.number == "many" and head.last == first + 1 and parse.text.folded[head.start : head.end].endswith(("ون", "ين", "و"))
        )
        reader = Complement(self, role, first, last, definite=definite, many=many)
        reader.read()
        kind = reader.kind or role.kind or "official"
        idafa = any(parse.words[k].startswith("ال") for k in range(first + 1, min(head.last + 1, reader.last)))  # وزير الداخلية
        definite = definite or idafa or (role.kind == "media" and '"' in parse.words[first : reader.last])
        j, name = reader.last, reader.name
        rule = f"role.{role.id}"
        if name and not role.name:
            return self._cited(
                first, j, reader.name_kind or kind, role.person or "public", rule, named=True, name=name, role=role.id, definite=definite
            )
        return self._cited(
            first, j, kind, role.person, rule, id_=role.id if role.name else reader.body, named=role.name, role=role.id, definite=definite,
            bare=j == head.last and not role.name, many=head.sense.number == "many",
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
                if hit.sense.lexicon in BODY:
                    start += len(hit.prefix) if hit.prefix.endswith("لل") else len(hit.prefix.removesuffix("ال"))
                    break
        return Cited(first, last, start, tokens[b - 1].end, kind, person, rule, id_, named, role, definite, bare, name, many)
