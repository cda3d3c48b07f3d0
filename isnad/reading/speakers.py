"""Noun phrases that name a speaker: a role with its body and name, a body, a medium, or a bare name."""

from __future__ import annotations

from dataclasses import dataclass

from isnad.codebook.entries import Role
from isnad.reading.parse import Parse
from isnad.reading.parties import PartyMention

_FORCE = {"police": "police", "army": "military", "security": "police", "air_force": "military", "guard": "police", "gendarmerie": "police"}
_PARTY = {
    "state_forces": "military", "external_forces": "military", "rebel_group": "armed_group", "political_militia": "political",
    "identity_militia": "local", "civilians": "local", "protesters": "local", "rioters": "local", "unknown": "armed_group",
}  # fmt: skip
_OPEN = frozenset('"(#\'')
_STOP = frozenset({"verb", "trigger", "cue", "connector", "role", "relation", "outlet", "actor", "person"})
_TITLES = frozenset("السيد الدكتور د الشيخ العميد العقيد اللواء المقدم الرايد الاستاذ المهندس الجنرال القاضي الفريق النقيب السيده الحاج الملا".split())


@dataclass(frozen=True, slots=True)
class Cited:
    """Someone to whom a sentence is attributed: tokens `[first, last)`, the name's own folded span, kind and rule."""

    first: int
    last: int
    start: int
    end: int
    kind: str
    person: str | None
    rule: str
    id: str | None
    named: bool


class Phrases:
    """The phrase for a speaker that begins at a token, if one does."""

    def __init__(self, parse: Parse, parties: tuple[PartyMention, ...]) -> None:
        self.parse = parse
        self.party_at = {p.first: p for p in parties}
        self.cache: dict[int, Cited | None] = {}

    def at(self, i: int) -> Cited | None:
        """The speaker phrase that begins at token `i` (or behind quotation marks there)."""
        while i < len(self.parse.words) and self.parse.words[i] in _OPEN:
            i += 1
        if i >= len(self.parse.words):
            return None
        if i not in self.cache:
            self.cache[i] = self._find(i)
        return self.cache[i]

    def _find(self, i: int) -> Cited | None:
        parse = self.parse
        if not parse.is_word(i):
            return None
        role_hit, outlet, party = parse.hit(i, "role"), parse.hit(i, "outlet"), self.party_at.get(i)
        if outlet and (not role_hit or outlet.last >= role_hit.last):
            return self._cited(i, outlet.last, "media", None, f"outlet.{outlet.sense.id}", outlet.sense.id, named=True)
        if role_hit and not (party and party.last > role_hit.last and party.named):
            return self._role(i, role_hit.last, parse.book.roles[role_hit.sense.id])
        if party is not None and party.generic != "generic:victim":
            kind = self._party_kind(party)
            return self._cited(i, party.last, kind, None, "party", party.id, named=party.named)
        if parse.words[i] in _TITLES:
            end = self.name_end(i + 1, single=True)
            if end > i + 1:
                return self._cited(i, end, "official", "public", "titled", None, named=True, text_first=i + 1)
        end = self.name_end(i)
        if end - i >= 2:
            return self._cited(i, end, "political", "public", "name", None, named=True)
        return None

    def _party_kind(self, party: PartyMention) -> str:
        id_ = party.id or ""
        for key, kind in _FORCE.items():
            if key in id_:
                return kind
        if party.id in ("generic:authorities", "generic:government"):
            return "official"
        return _PARTY.get(party.kind, "official")

    def _role(self, first: int, last: int, role: Role) -> Cited:
        parse = self.parse
        words = parse.words
        kind = role.kind
        qualifiers = parse.tools.qualifiers.get(role.id, {})
        name: tuple[int, int] | None = None
        j = last
        person: str | None = role.person
        while j < len(words) and j - first < 16:
            word = words[j]
            core = word.removeprefix("ال").removeprefix("لل")
            qualified = qualifiers.get(core) or qualifiers.get(word) or qualifiers.get(word.lstrip("بل").removeprefix("ال"))
            if qualified and j - last < 6:
                kind = qualified
                j += 1
                continue
            if word in ('"', "(") and j + 1 < len(words):
                close = next((k for k in range(j + 1, min(j + 7, len(words))) if words[k] in ('"', ")")), 0)
                if close and (role.kind == "media" or any(h.sense.lexicon in ("actor", "outlet", "role") for h in parse.hits_at.get(j + 1, ()))):
                    j = close + 1
                    continue
                break
            inner = parse.hit(j, "outlet", "role", "actor", "nisba", "place", "person")
            glued = inner.prefix.removesuffix("ال").lstrip("وف") if inner else ""
            joined = word.startswith("و") and inner is not None and inner.prefix.startswith("و")
            if inner is not None and not joined and glued in ("", "ل", "ب") and (role.of or role.kind == "media" or inner.sense.lexicon == "nisba"):
                if inner.sense.lexicon == "role":
                    other = parse.book.roles[inner.sense.id]
                    if other.person == "public" and not other.name and inner.prefix == "" and j > last:
                        break
                    kind = kind or other.kind
                elif inner.sense.lexicon == "actor":
                    party = self.party_at.get(j)
                    kind = kind or (self._party_kind(party) if party else "official")
                elif inner.sense.lexicon == "person" and inner.sense.number == "one" and not inner.prefix:
                    break
                j = inner.last
                continue
            if word in ("باسم", "في", "من", "لدي", "ب", "ل", "عن", "#") and role.of and j + 1 < len(words) and (self._body(j + 1) or word == "باسم"):
                j += 1
                if word == "باسم" and not self._body(j):
                    j += 1
                continue
            if word == "،" and j + 1 < len(words):
                end = self.name_end(j + 1)
                if end - j - 1 >= 2 and end < len(words) and words[end] in ("،", "ان", "انه", "انها", "ل", "(", ":", ".", "في") and role.person == "public":
                    name = (j + 1, end)
                    j = end
                break
            if parse.is_word(j):
                end = self.name_end(j, single=word not in _TITLES)
                if words[j] in _TITLES:
                    end = self.name_end(j + 1, single=True)
                    if end > j + 1:
                        name = (j + 1, end)
                        j = end
                        break
                if end - j >= 2 or (end - j == 1 and role.person is not None and j > last - 1 and (words[first].startswith(("ال", "وال")))):
                    name = (j, end)
                    j = end
                    break
                if word.startswith("ال") and len(word) > 4 and not parse.hits_at.get(j) and j - last < 4:
                    j += 1
                    continue
            break
        rule = f"role.{role.id}"
        if name and role.kind != "media":
            return self._cited(first, j, kind or "official", person or "public", rule, None, named=True, text_first=name[0], text_last=name[1])
        return self._cited(first, max(j, last), kind or "official", person, rule, f"role:{role.id}" if role.name else None, named=role.name)

    def _body(self, i: int) -> bool:
        return bool(self.parse.hit(i, "outlet", "role", "actor", "person", "place", "nisba"))

    def name_end(self, start: int, *, single: bool = False) -> int:
        """Where an unknown proper name that begins at `start` ends (`start` if there is none)."""
        parse = self.parse
        end = start
        while end < len(parse.words) and end - start < 4 and parse.is_word(end):
            word = parse.words[end]
            hits = parse.hits_at.get(end, ())
            if any(h.sense.lexicon in _STOP for h in hits) or end in parse.date_tokens or end in parse.number_at:
                break
            if any(h.sense.lexicon == "nisba" for h in hits) and end == start:
                break
            if any(h.sense.lexicon == "place" for h in hits) and end == start:
                break
            grammar = parse.grammar
            if word in grammar.prepositions or word in grammar.clause_starters or word in grammar.place_nouns or word in grammar.not_name:
                break
            if end == start and (word.startswith("ال") or (not single and word[0] in "ولب" and len(word) > 6)):
                break
            if end > start and word[0] in "وفبل" and len(word) > 3 and word[1:3] == "ال":
                break
            if len(word) < 2 or (end > start and word in ("ان", "انه", "الي", "ثم", "قد")):
                break
            end += 1
        return end

    def _cited(
        self, first: int, last: int, kind: str, person: str | None, rule: str, id_: str | None, *, named: bool,
        text_first: int | None = None, text_last: int | None = None,
    ) -> Cited:  # fmt: skip
        tokens = self.parse.text.tokens
        a, b = first if text_first is None else text_first, last if text_last is None else text_last
        start = tokens[a].start
        if a == first:
            for hit in self.parse.hits_at.get(a, ()):
                glued = len(hit.prefix.removesuffix("ال"))
                if hit.prefix.endswith("لل"):
                    glued = len(hit.prefix)
                start = tokens[a].start + glued
                break
        return Cited(first, last, start, tokens[b - 1].end, kind, person, rule, id_, named)

