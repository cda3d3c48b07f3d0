"""Who stands on either side of a cue that ties a person or group to a group."""

from __future__ import annotations

from collections.abc import Iterator

from isnad.codebook.entries import RelationCue
from isnad.reading.parse import Parse
from isnad.reading.party.party import FORCES, PartyMention
from isnad.reading.tie.groups import Groups, Noun
from isnad.reading.tie.names import Names
from isnad.reading.tie.states import state_at
from isnad.reading.tie.words import Ties
from isnad.scan import Hit

_PERSONAL = frozenset({"leads", "member_of"})
_NEAR = 25  # tokens: what is told further from its cue is recalled
_LEAD = 3  # words: a sentence that begins so with a verb goes on about the person of the one before
_HEAD = 5  # words of a noun for persons with its adjectives
_RELATIVE = frozenset({"وهي", "وهو", "هي", "هو", "كانت", "كان", "بعضها", "بعضهم", "معظمها"})
_PARTING = frozenset({"،", ".", "و", "ان", "انه", "انها"})
_NO_ONE = frozenset({"generic:victim", "generic:relative", "generic:brother"})
_LINKS = frozenset({"الي", "ل", "ب", "عن", "في", "من", "مع", "ضد", "بين", "و"})


class Slots:
    """The two slots of a cue, filled from groups, names and nouns for persons."""

    def __init__(self, parse: Parse, parties: tuple[PartyMention, ...], groups: Groups, names: Names, ties: Ties) -> None:
        self.parse = parse
        self.parties = parties
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

    def _pronoun(self, hit: Hit) -> bool:
        if hit.suffix not in self.ties.pronouns:
            return False
        return not self.parse.raw(hit.last - 1, hit.last).endswith("ة")  # رئيسة is no رئيسه

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

    def _left_person(self, cue: RelationCue, hit: Hit) -> Noun | None:
        office = cue.type == "leads" or cue.id in self.ties.public
        if office and hit.prefix[:1] == "و":
            return None  # قال فلان، ورئيس الحزب علان: another person
        name = self.names.before(hit.first) or (None if office else self._apart(cue, hit))
        if name is not None:
            return None if self.groups.covers(name.first) else name
        if office or self._pronoun(hit):
            return None
        someone = self._someone(cue, hit)
        if someone is not None:
            return someone if someone.single else None
        if cue.id in self.ties.understood and not self.parse.words[hit.first].endswith(("وا", "ا", "ون", "هم")):
            sentence = self.parse.sentence_of(hit.first)
            floor, _ = self.parse.sentences[sentence]
            name = self.names.nearest(hit.first, floor)
            if name is not None:
                return name
            if sentence and hit.first - floor < _LEAD:
                before, end = self.parse.sentences[sentence - 1]
                return self.names.nearest(end, before)
        return None

    def _apart(self, cue: RelationCue, hit: Hit) -> Noun | None:
        """The name that a few words part from its cue: `فلان بعد إدانته بالانتماء إلى`."""
        words = self.parse.words
        for i in range(hit.first - 1, max(0, hit.first - 1 - cue.gap), -1):
            if words[i] in (".", "\n", ":", "و") or i in self.groups.by_first:
                return None
            if self.names.is_given(i) or words[i].startswith("ال") or not self.parse.is_word(i):
                continue
            name = self.names.before(i)
            if name is not None:
                return name
        return None

    def _someone(self, cue: RelationCue, hit: Hit) -> Noun | None:
        """The noun for persons that the cue describes: `مسلحين موالين ل`, `شاب تونسي يقاتل`."""
        parse = self.parse
        if cue.id not in self.ties.descriptive or hit.prefix[:1] in ("و", "ف"):
            return None
        for party in reversed(self.parties):
            if party.first >= hit.first:
                continue
            if party.generic is None or hit.first - party.first > _HEAD:
                break
            if any(parse.words[k] in _PARTING or parse.hits_at.get(k) for k in range(party.last, hit.first)):
                break
            last = min(party.last, hit.first)
            described = party.first > 0 and parse.words[party.first].startswith("ال") and parse.words[party.first - 1].startswith("ال")
            if party.generic in _NO_ONE or (party.n == 1 and described):
                break
            if party.kind in FORCES and cue.type != "member_of":
                end = min(party.last, hit.first)
                return Noun(party.first, end, party.start, parse.text.tokens[end - 1].end, "state", party.id)
            single = party.n in (1, 2) and not (party.number and (party.number.n or 0) > 2)
            return Noun(party.first, last, party.start, parse.text.tokens[last - 1].end, "person", None, None, nameless=True, single=single)
        k = hit.first - 1
        if k >= 0 and parse.words[k] in self.ties.kin:
            token = parse.text.tokens[k]
            return Noun(k, k + 1, token.start, token.end, "person", nameless=True)
        return None

    def _between(self, cue: RelationCue, hit: Hit) -> Iterator[tuple[Noun, Noun]]:
        """a, cue, b."""
        right = [] if self._pronoun(hit) else self._right(cue, hit)
        left = self._left_person(cue, hit) if cue.type in _PERSONAL else self._left_group(cue, hit, right)
        if cue.type == "allied_with":
            someone = self._someone(cue, hit)
            if someone is not None and (left is None or left.last < someone.last):
                left = someone
        if left is None:
            return
        if self._pronoun(hit):
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
        if self._pronoun(hit):
            if cue.id == "head_of_group":
                return
            b, after = self.groups.antecedent(hit.first), hit.last
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
