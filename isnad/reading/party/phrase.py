"""The phrase that a head opens: what belongs to it, whose it is, and the figure that stands with it."""

from __future__ import annotations

from isnad.codebook.entries import ActorEntry
from isnad.reading.name.personal import name_end_at, own_name_end
from isnad.reading.parse import Parse
from isnad.reading.party.figure import number_before, number_behind, own_number
from isnad.reading.party.heads import allowed
from isnad.reading.party.party import FORCES, LONE, PartyMention
from isnad.scan import Hit

_QUOTE = '"'
_LOOSE = ("من", "في")  # prepositions that also begin something else
_MAX_WORDS = 9
_QUOTED = 6  # words between quotation marks
_MAX_ADJECTIVES = 2
_NAMED_KINDS = ("rebel_group", "unknown", "state_forces")  # kinds of an indefinite person behind whom his name stands


def phrase_of(parse: Parse, head: Hit) -> PartyMention:
    """The party that a head names: its phrase read on while words belong to it, then its name and its figure."""
    phrase = _Phrase(parse, head)
    phrase.lengthen()
    last, limit = phrase.last, phrase.limit
    while last < limit and (end := phrase.next(last)) > last:
        phrase.last = last = end
    phrase.take_name()
    return phrase.mention()


class _Phrase:
    """A phrase while it is read: tokens from the head to `last`, the entries, ranked kinds and countries found in it."""

    __slots__ = ("adjectives", "collective", "countries", "definite", "head", "ids", "kinds", "last", "limit", "named", "parse", "person")

    def __init__(self, parse: Parse, head: Hit) -> None:
        self.parse, self.head, self.last = parse, head, head.last
        self.limit = min(len(parse.words), head.first + _MAX_WORDS)
        self.ids: list[str] = []
        self.kinds: list[tuple[int, str]] = []
        self.countries: list[str] = []
        self.definite = head.prefix.endswith(("ال", "لل")) or head.sense.lexicon == "actor"
        self.person = parse.book.actors[head.sense.id] if head.sense.lexicon == "person" else None
        self.collective = self.person is not None and (self.person.collective or head.sense.number == "many")
        self.adjectives = 0
        self.named = False
        self.note(head)

    def note(self, hit: Hit) -> int:
        """Take down what one hit says of the party, the more specific hit decides the kind; the end of the hit."""
        sense = hit.sense
        if sense.lexicon == "nisba":
            self.countries.append(sense.id)
            self.kinds.append((5, "civilians"))
            return hit.last
        actor = self.parse.book.actors[sense.id]
        self.ids.append(sense.id)
        rank = 0 if sense.lexicon == "actor" and not actor.forms else 3 if actor.collective else 2
        kind = {"political": "political_militia", "official": "civilians"}.get(actor.kind, actor.kind)
        self.kinds.append((rank if kind != "unknown" else 4, kind))
        self.countries.extend(actor.countries[:1] if actor.kind == "state_forces" else ())
        return hit.last

    def lengthen(self) -> None:
        """A longer name that begins inside the head: وحدات من الجيش, and then الجيش السوري."""
        for i in range(self.head.first + 1, self.head.last):
            longer = self.parse.hit(i, "actor")
            if longer is not None and longer.last > self.last and allowed(self.parse, longer):
                self.last = self.note(longer)

    def next(self, i: int) -> int:
        """Where what belongs to the phrase at token `i` ends; `i` itself if nothing does."""
        parse, words = self.parse, self.parse.words
        hit = parse.hit(i, "actor", "person", "nisba")
        if hit and self._continues(hit, i):
            return self.note(hit) if self._belongs(hit, i) else i
        word = words[i]
        if word == "#" and i + 1 < self.limit and (inner := parse.hit(i + 1, "actor", "nisba")):
            return self.note(inner)
        if word == _QUOTE and i + 1 < self.limit:
            return self._quoted(i)
        if word in parse.grammar.owned_by and i + 1 < self.limit and (self.collective or word not in _LOOSE):
            return self._owner(i)
        return self._adjective(i, word) if word.startswith("ال") else i

    def take_name(self) -> None:
        """The name of one person, right behind the phrase or behind a comma."""
        person, words = self.person, self.parse.words
        if person is not None and self.head.sense.number == "one" and not self.collective:
            start = self.last + (self.definite and self.last < self.limit and words[self.last] == "،")
            end = own_name_end(self.parse, start) if self.head.suffix else name_end_at(self.parse, start)
            closed = start == self.last or (end < len(words) and words[end] in ("،", "."))
            if end > start and closed and (self.definite or self.head.suffix or person.kind in _NAMED_KINDS):
                self.last, self.named = end, True

    def mention(self) -> PartyMention:
        """What was read, with the figure before or behind it."""
        parse, head, person, first = self.parse, self.head, self.person, self.head.first
        number, last = number_before(parse, first, head.prefix), self.last
        if number is None:
            number, last = number_behind(parse, last, self.definite or bool(head.suffix))
        within = parse.words[first:last]
        return PartyMention(
            first,
            last,
            head.start - (2 if head.prefix.endswith("ال") else 0),
            parse.text.tokens[last - 1].end,
            self._id(),
            tuple(self.ids),
            min(self.kinds)[1] if self.kinds else "unknown",
            tuple(dict.fromkeys(self.countries)),
            number,
            own_number(head, collective=bool(person and person.collective)),
            head.sense.number == "many",
            self.definite or (number is None and any(w.startswith("ال") for w in within) and "من" not in within),
            bool(person and person.minor),
            head.prefix,
            self.named or any(not parse.book.actors[i].forms for i in self.ids),
            head.sense.id if person else None,
        )

    def _continues(self, hit: Hit, i: int) -> bool:
        """Whether a party or people at a token can go on with the phrase: no indefinite one behind a definite word."""
        if hit.prefix not in ("", "ال") or (not hit.prefix and self.parse.words[i - 1].startswith("ال")):
            return False
        return not _other_case(self.head, self.parse.words, i) and (hit.sense.lexicon != "actor" or allowed(self.parse, hit))

    def _belongs(self, hit: Hit, i: int) -> bool:
        """Whether it does go on with it: it has no figure of its own, and is no other single person."""
        if self.parse.number_at.get(i):
            return False
        if hit.sense.lexicon != "person":
            return True
        if i == self.head.last and self.head.sense.lexicon == "actor":
            return False
        if self._apart(hit, i):
            return False
        return self.collective or hit.prefix != "" or hit.sense.number != "one"

    def _apart(self, hit: Hit, i: int) -> bool:
        """Whether a body or one person stands behind a word that governs no noun, and is another party: `قصفت الطائرات الأحياء السكنية`."""
        before, word = self.parse.words[i - 1], self.parse.words[i]
        if before.endswith("ون") and hit.sense.number == "one" and not (hit.prefix and before.startswith("ال")):
            return True  # اغتال مسلحون إمام مسجد
        if hit.sense.number == "one" and not hit.prefix and self._another(i, hit):
            return True  # خطفت عناصر مسلحة رجل أعمال
        if self._two_others(hit, before):
            return True  # اعتقلت قوات الاحتلال الشابين
        if (
            self.collective
            and hit.prefix == "ال"
            and before.startswith("ال")
            and hit.sense.id.rpartition(":")[2] in LONE
            and not word.endswith("ه")
        ):
            return True  # أردت الشرطة المهاجم
        if word.endswith(("ه", "ون", "ين")) or not self.parse.book.actors[hit.sense.id].collective:
            return False
        return (before.startswith("ال") and hit.prefix == "ال") or (before.endswith(("ون", "ين")) and not hit.prefix)

    def _two_others(self, hit: Hit, before: str) -> bool:
        """Whether two civilians stand behind a force, in a form that is no plural."""
        actors, hits = self.parse.book.actors, self.parse.hits_at[hit.first]
        if hit.sense.number != "two" or hit.prefix != "ال" or before.endswith(("ان", "ين")):
            return False
        if any(h.sense.number == "many" and h.sense.id == hit.sense.id for h in hits):
            return False
        return actors[self.head.sense.id].kind in FORCES and actors[hit.sense.id].kind == "civilians"

    def _another(self, i: int, hit: Hit) -> bool:
        """Whether one indefinite person stands behind an indefinite adjective, which no genitive follows."""
        if i < self.head.first + 2 or self.definite or self.parse.words[i - 1].startswith("ال"):
            return False
        word = self.parse.text.folded[hit.start : hit.end]
        described = self.parse.words[i - 1] in self.parse.grammar.adjectives
        return described and word.removesuffix("ا") not in self.parse.grammar.adjectives

    def _quoted(self, i: int) -> int:
        """What stands in quotation marks: `تنظيم "كذا"`."""
        words = self.parse.words
        close = next((k for k in range(i + 1, min(self.limit + 3, len(words))) if words[k] == _QUOTE), 0)
        inner = self.parse.hit(i + 1, "actor", "person")
        if not close or close - i > _QUOTED or not (inner or self.person is not None):
            return i
        if inner:
            self.note(inner)
        return close + 1

    def _owner(self, i: int) -> int:
        """Whose it is: `مسلحون من تنظيم كذا`, `قوات تابعة ل...`."""
        parse, words, owned_by = self.parse, self.parse.words, self.parse.grammar.owned_by
        at = i + 1
        while at < self.limit and (words[at] in owned_by or words[at] in ('"', "الى", "#")):
            at += 1
        inner = parse.hit(at, "actor", "person") if at < self.limit else None
        if inner is None:
            return i
        if (
            words[i] in _LOOSE
            and inner.sense.lexicon == "person"
            and (words[i] == "في" or not parse.book.actors[inner.sense.id].collective)
        ):
            return i
        end = self.note(inner)
        return end + (end < len(words) and words[end] == _QUOTE and words[at - 1] == _QUOTE)

    def _adjective(self, i: int, word: str) -> int:
        """A definite word that no list knows: an adjective of the phrase, or the noun that ends its genitive."""
        parse, words, head = self.parse, self.parse.words, self.head
        if self.adjectives == _MAX_ADJECTIVES or len(word) < 5 or parse.hits_at.get(i) or not parse.is_word(i):
            return i
        if not (self.definite or words[i - 1].startswith("ال") or (i == head.last and self.person and _governs(parse, self.person, head))):
            return i
        if i in parse.date_tokens or i in parse.number_at or not parse.raw(i, i + 1).startswith("ا"):
            return i  # ألكسي is a name
        if not _describes(parse, words[head.first if self.definite else i - 1], word):
            return i
        self.adjectives += 1
        return i + 1

    def _id(self) -> str | None:
        """The most specific entry: a named actor, else the country's own force, else the generic noun."""
        actors = self.parse.book.actors
        for id_ in self.ids:
            if not actors[id_].forms:
                return id_
        for id_ in self.ids:
            for country in self.countries:
                own = f"{country.lower()}:{id_.rpartition(':')[2]}"
                if own in actors:
                    return own
        return self.ids[0] if self.ids else None


def _governs(parse: Parse, person: ActorEntry, head: Hit) -> bool:
    """Whether a collective noun without an article takes a definite noun as its genitive: `نقابة الإطارات العليا`."""
    word = parse.text.folded[head.start : head.end]
    if not person.collective or head.last != head.first + 1 or head.suffix or word.endswith(("ون", "ين", "ان", "ا")):
        return False
    return word not in parse.grammar.loose_heads or head.sense.id == "generic:union"


def _other_case(head: Hit, words: tuple[str, ...], last: int) -> bool:
    """Whether a plural behind a plural stands in another case, and is no part of its phrase: `مسلحون مهندسين`."""
    before, word = words[last - 1], words[last]
    if head.sense.number == "many" and word.endswith("ا") and not word.startswith("ال"):
        return True
    return head.sense.number == "many" and before.endswith(("ون", "ين")) and word.endswith(("ون", "ين")) and before[-2:] != word[-2:]


def _describes(parse: Parse, noun: str, word: str) -> bool:
    """Whether a definite word can be an adjective of a noun, or the noun that ends its genitive."""
    if word in parse.grammar.clause_starters or word in parse.grammar.not_name or word.startswith(("الذ", "الت", "اللو", "اللا")):
        return False
    if "ال" not in noun[:4]:
        return True
    if noun.endswith(("ه", "ات")):
        return word.endswith("ه")
    return not noun.endswith(("ين", "ون")) or word.endswith(("ين", "ون"))
