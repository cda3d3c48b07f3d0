"""The person of whom a cue before a group is told: named before it, or described by it."""

from __future__ import annotations

from isnad.codebook.entries import RelationCue
from isnad.reading.parse import Parse
from isnad.reading.party.party import FORCES, PartyMention
from isnad.reading.tie.groups import Groups
from isnad.reading.tie.names import Names
from isnad.reading.tie.nouns import Noun
from isnad.reading.tie.words import Ties
from isnad.scan import Hit

_LEAD = 3  # words: a sentence that begins so with a verb goes on about the person of the one before
_HEAD = 5  # words of a noun for persons with its adjectives
_PARTING = frozenset({"،", ".", "و", "ان", "انه", "انها"})
_PEACEFUL = frozenset({"civilians", "protesters", "official", "political"})  # مواطنون تحت حماية الجيش are no allies of his
_NO_ONE = frozenset({"generic:victim", "generic:relative", "generic:brother"})


class Persons:
    """The persons that stand before cues."""

    def __init__(self, parse: Parse, parties: tuple[PartyMention, ...], groups: Groups, names: Names, ties: Ties) -> None:
        self.parse = parse
        self.parties = parties
        self.groups = groups
        self.names = names
        self.ties = ties

    def is_pronoun(self, hit: Hit) -> bool:
        """Whether a pronoun is glued to the cue, which stands for its group."""
        if hit.suffix not in self.ties.pronouns:
            return False
        return not self.parse.raw(hit.last - 1, hit.last).endswith("ة")  # رئيسة is no رئيسه

    def before(self, cue: RelationCue, hit: Hit) -> Noun | None:
        """The person before a cue of whom it is told: by name, or by a noun for one."""
        office = cue.type == "leads" or cue.id in self.ties.public
        if office and hit.prefix[:1] == "و":
            return None  # قال فلان، ورئيس الحزب علان: another person
        name = self.names.before(hit.first) or (None if office else self._apart(cue, hit))
        if name is not None:
            return None if self.groups.covers(name.first) else name
        if office or self.is_pronoun(hit):
            return None
        someone = self.someone(cue, hit)
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

    def someone(self, cue: RelationCue, hit: Hit) -> Noun | None:
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
            if party.generic in _NO_ONE or (party.n == 1 and described) or (cue.type == "allied_with" and party.kind in _PEACEFUL):
                break
            if party.kind in FORCES and cue.type != "member_of":
                return Noun(party.first, last, party.start, parse.text.tokens[last - 1].end, "state", party.id)
            single = party.n in (1, 2) and not (party.number and (party.number.n or 0) > 2)
            return Noun(party.first, last, party.start, parse.text.tokens[last - 1].end, "person", None, None, nameless=True, single=single)
        k = hit.first - 1
        if k >= 0 and parse.words[k] in self.ties.kin:
            token = parse.text.tokens[k]
            return Noun(k, k + 1, token.start, token.end, "person", nameless=True)
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
