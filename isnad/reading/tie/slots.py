"""Who stands on either side of a cue that ties a person or group to a group."""

from __future__ import annotations

from collections.abc import Iterator

from isnad.codebook.entries import RelationCue
from isnad.reading.parse import Parse
from isnad.reading.party.party import PartyMention
from isnad.reading.tie.groups import Groups
from isnad.reading.tie.names import Names
from isnad.reading.tie.nouns import Noun
from isnad.reading.tie.persons import Persons
from isnad.reading.tie.states import state_at
from isnad.reading.tie.words import Ties
from isnad.scan import Hit

_PERSONAL = frozenset({"leads", "member_of"})
_NEAR = 25  # tokens: what is told further from its cue is recalled
_RELATIVE = frozenset({"وهي", "وهو", "هي", "هو", "كانت", "كان", "بعضها", "بعضهم", "معظمها"})
_LINKS = frozenset({"الي", "ل", "ب", "عن", "في", "من", "مع", "ضد", "بين", "و"})


class Slots:
    """The two slots of a cue, filled from groups, names and nouns for persons."""

    def __init__(self, parse: Parse, parties: tuple[PartyMention, ...], groups: Groups, names: Names, ties: Ties) -> None:
        self.parse = parse
        self.persons = Persons(parse, parties, groups, names, ties)
        self.groups = groups
        self.names = names
        self.ties = ties

    def pairs(self, cue: RelationCue, hit: Hit) -> Iterator[tuple[Noun, Noun]]:
        """The pairs (a, b) that the text around a cue gives."""
        if cue.order == "ab":
            yield from self._between(cue, hit)
        elif cue.order == "ba":
            yield from self._backward(cue, hit)
        elif cue.order == "after_ba":
            yield from self._after_ba(cue, hit)
        else:
            yield from self._after_ab(cue, hit)

    def beside(self, noun: Noun, hit: Hit) -> bool:
        """Whether a noun stands near the cue, in its sentence."""
        if not (-_NEAR < noun.first - hit.first < _NEAR):
            return False
        return self.parse.sentence_of(noun.first) == self.parse.sentence_of(hit.first)

    def _right(self, cue: RelationCue, hit: Hit) -> list[Noun]:
        """The groups behind a cue, with those joined by و."""
        noun = self.groups.at(hit.last, cue.gap)
        if noun is None and cue.type == "allied_with":
            noun = state_at(self.parse, self.ties, hit.last)
        if noun is None or noun.joined:
            return []
        resolved = self.groups.resolved(noun)
        if resolved is None or resolved.nameless:
            return []
        out = [resolved]
        after = noun.last
        while after < len(self.parse.words) and self.parse.words[after] in "\"')":
            after += 1
        more = self.groups.by_first.get(after)
        if more is not None and resolved.role == "group" and more.joined and not more.anaphor and not more.nameless:
            out.append(more)
        return out

    def _left_group(self, cue: RelationCue, hit: Hit, right: list[Noun]) -> Noun | None:
        noun = self.groups.before(hit.first, cue.gap)
        if noun is not None and noun.id is not None and any(noun.id == b.id for b in right):
            noun = self.groups.before(noun.first, cue.gap)
        if noun is not None and cue.id in self.ties.close and not all(self._describes(k) for k in range(noun.last, hit.first)):
            return None
        return (self.groups.resolved(noun) or noun) if noun else None

    def _describes(self, i: int) -> bool:
        """Whether a word between a noun and what describes it belongs to the noun: an adjective, a place, a date, a mark."""
        parse = self.parse
        word = parse.words[i]
        if not parse.is_word(i) or word.startswith("ال") or word in parse.grammar.prepositions or i in parse.date_tokens:
            return True
        hit = parse.hit(i, "place", "nisba", "relation")
        return (hit is not None and hit.prefix[:1] != "و") or word in _RELATIVE or word in self.ties.adjectives

    def _between(self, cue: RelationCue, hit: Hit) -> Iterator[tuple[Noun, Noun]]:
        """a, cue, b."""
        right = [] if self.persons.is_pronoun(hit) else self._right(cue, hit)
        left = self.persons.before(cue, hit) if cue.type in _PERSONAL else self._left_group(cue, hit, right)
        if cue.type == "allied_with":
            someone = self.persons.someone(cue, hit)
            if someone is not None and (left is None or left.last < someone.last):
                left = self.groups.described(someone)
        if left is None:
            return
        if self.persons.is_pronoun(hit):
            last = self.parse.text.folded[hit.start : hit.end].rpartition(" ")[2]
            floor = self.parse.sentences[self.parse.sentence_of(hit.first)][0] if cue.type == "allied_with" else 0
            b = self.groups.antecedent(left.first, floor=floor, state=cue.type == "allied_with") if last in _LINKS else None
            if b is not None:
                yield left, b
            return
        for b in right:
            yield left, b

    def _backward(self, cue: RelationCue, hit: Hit) -> Iterator[tuple[Noun, Noun]]:
        """b, cue, a."""
        noun = self.groups.before(hit.first, cue.gap)
        b = self.groups.resolved(noun) if noun else None
        if b is None:
            return
        if cue.type in _PERSONAL:
            name = self.names.after(hit.last)
            if name is not None:
                yield name, b
                for more in self.names.joined(name):
                    yield more, b
            return
        for a in self._right(cue, hit):
            yield a, b

    def _after_ba(self, cue: RelationCue, hit: Hit) -> Iterator[tuple[Noun, Noun]]:
        """cue, b, a."""
        if self.persons.is_pronoun(hit):
            if cue.id == "head_of_group":
                return
            spoken = cue.id == "spokesman_of_group"  # قال الجيش ... وأضاف الناطق باسمه
            b, after = self.groups.antecedent(hit.first, state=spoken), hit.last
        elif cue.id.startswith("nisba") or hit.last in self.groups.nisba:
            nisba = self.groups.nisba.get(hit.last)
            named = self.groups.by_first.get(hit.last)
            if named is not None and not self.parse.words[hit.last].startswith("ال"):
                named = None
            b = self._of_nisba(nisba) if nisba else named if named and not named.anaphor and not named.nameless else None
            after = named.last if named and not nisba else hit.last + 1
        else:
            noun = self.groups.at(hit.last, cue.gap)
            if noun is None or noun.joined or noun.nameless:
                return
            b, after = self.groups.resolved(noun), noun.last
        if b is None:
            return
        if cue.type in _PERSONAL:
            name = self.names.after(self._past(after))
            if name is not None:
                yield name, b
            return
        a = self.groups.at(after, 0)
        if a is not None and not a.anaphor and not a.nameless and not a.joined:
            yield a, b

    def _past(self, i: int) -> int:
        """Behind what may stand between a group and a name: adjectives, nisbas, and a place with its preposition."""
        parse = self.parse
        while i < len(parse.words):
            word = parse.words[i]
            if word in "\"'" or (word.startswith("ال") and (word[2:] in self.ties.adjectives or parse.hit(i, "nisba"))):
                i += 1
                continue
            at = i + 1 if word in ("في", "ب") else i
            place = parse.hit(at, "place") if at < len(parse.words) else None
            if place is None or (at == i and place.prefix[:1] != "ب"):
                break
            i = place.last
        return i

    def _after_ab(self, cue: RelationCue, hit: Hit) -> Iterator[tuple[Noun, Noun]]:
        """cue, a, b."""
        personal = cue.type in _PERSONAL
        if cue.id in self.ties.links and hit.first and self.parse.is_word(hit.first - 1) and hit.prefix[:1] != "و":
            return  # a subject stands before the verb: what follows is its object
        noun = self.names.after(hit.last) if personal else self.groups.at(hit.last, 0)
        if noun is None:
            return
        a = noun if personal else self.groups.resolved(noun)
        if a is None:
            return
        words = self.parse.words
        links = self.ties.links.get(cue.id)
        for k in range(noun.last, min(noun.last + cue.gap + 2, len(words))):
            b = self.groups.by_first.get(k)
            if b is not None:
                plain = words[k - 1] in _LINKS or words[k - 2] in _LINKS or words[k][0] in "لبو"
                linked = plain if links is None else words[k - 1] in links
                resolved = self.groups.resolved(b) if linked else None
                if resolved is not None:
                    yield a, resolved
                if linked or links is None:
                    return
            if words[k] in (".", "\n", "؛"):
                return

    def _of_nisba(self, hit: Hit) -> Noun | None:
        """The group that a nisba names: its mention by name in the article, else the nisba itself."""
        if self.ties.roles.get(hit.sense.id) != "group":
            return None
        known = self.groups.of_id(hit.sense.id)
        if known is not None:
            return known
        start = hit.start - (2 if hit.prefix.endswith("ال") else 0)
        return Noun(hit.first, hit.last, start, hit.end, "group", hit.sense.id, self.parse.book.actors[hit.sense.id].names.get("en"))
