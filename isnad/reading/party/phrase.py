"""The phrase that a head opens: what belongs to it, whose it is, and the figure that stands with it."""

from __future__ import annotations

from isnad.reading.name.personal import name_end_at, opens_ordinary, own_name_end
from isnad.reading.parse import Parse
from isnad.reading.party.agreement import describes, governs, regular
from isnad.reading.party.bounds import Bounds
from isnad.reading.party.figure import number_before, number_behind, own_number
from isnad.reading.party.heads import name_at
from isnad.reading.party.party import ARMED, PartyMention
from isnad.reading.word.speech import words_of
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

    __slots__ = (
        "adjectives", "bounds", "collective", "countries", "definite", "ended", "head", "ids", "kinds", "last", "limit", "named", "opens", "parse",
        "person",
    )  # fmt: skip

    def __init__(self, parse: Parse, head: Hit) -> None:
        self.parse, self.head, self.last = parse, head, head.last
        self.limit = min(len(parse.words), head.first + _MAX_WORDS)
        self.ids: list[str] = []
        self.kinds: list[tuple[int, str]] = []
        self.countries: list[str] = []
        self.definite = head.prefix.endswith(("ال", "لل")) or head.sense.lexicon == "actor"
        self.person = parse.book.actors[head.sense.id] if head.sense.lexicon == "person" else None
        self.collective = self.person is not None and (self.person.collective or head.sense.number == "many")
        self.bounds = Bounds(parse, head, definite=self.definite, collective=self.collective)
        self.adjectives = 0
        self.named = False
        # where a genitive may follow that no list knows
        self.opens = head.last if self.person and governs(parse, self.person, head) else -1
        self.ended = ""  # what the last hit leaves out: an indefinite adjective "ال", a proper name whatever is not definite
        self.note(head)

    def note(self, hit: Hit) -> int:
        """Take down what one hit says of the party, the more specific hit decides the kind; the end of the hit."""
        sense = hit.sense
        self.ended = ""
        if sense.lexicon == "nisba":
            self.ended = "" if hit.prefix.endswith("ال") or hit is self.head else "ال"
            self.countries.append(sense.id)
            self.kinds.append((5, "civilians"))
            return hit.last
        actor = self.parse.book.actors[sense.id]
        self.ids.append(sense.id)
        if hit is not self.head and sense.lexicon == "actor" and not actor.forms:
            self.ended = "name"
        rank = 0 if sense.lexicon == "actor" and not actor.forms else 3 if actor.collective else 2
        kind = {"political": "political_militia", "official": "civilians"}.get(actor.kind, actor.kind)
        self.kinds.append((rank if kind != "unknown" else 4, kind))
        self.countries.extend(actor.countries[:1] if actor.kind == "state_forces" else ())
        return hit.last

    def lengthen(self) -> None:
        """A longer name that begins inside the head: وحدات من الجيش, and then الجيش السوري."""
        for i in range(self.head.first + 1, self.head.last):
            longer = self.parse.hit(i, "actor")
            if longer is not None and longer.last > self.last and self.parse.meant(longer):
                self.last = self.note(longer)

    def next(self, i: int) -> int:
        """Where what belongs to the phrase at token `i` ends; `i` itself if nothing does."""
        parse, words = self.parse, self.parse.words
        hit = name_at(parse, i, "actor", "person", "nisba")
        if hit and ((owns := self._owns(hit)) or self.bounds.open_to(hit, i, self.ended)):
            return self.note(hit) if owns or self._belongs(hit, i) else i
        word = words[i]
        if word == "#" and i + 1 < self.limit and (inner := parse.hit(i + 1, "actor", "nisba")):
            return self.note(inner)
        if word == _QUOTE and i + 1 < self.limit:
            return self._quoted(i)
        if word in parse.grammar.owned_by and i + 1 < self.limit and (self.collective or word not in _LOOSE or self._serves(i)):
            return self._owner(i)
        return self._adjective(i, word) if word.startswith("ال") else i

    def take_name(self) -> None:
        """The name of one person, right behind the phrase, behind a comma or behind `المدعو`."""
        person, words = self.person, self.parse.words
        if not self.definite and self.last == self.head.last and words[self.last - 1] in self.parse.grammar.followers:
            self.last = max(self.last, name_end_at(self.parse, self.last, least=1))  # أنصار فلان: whose they are
        if person is not None and self.head.sense.number == "one" and not self.collective:
            named = words[self.last] in words_of(self.parse.book).namings if self.last < self.limit else False
            start = self.last + (named or (self.definite and self.last < self.limit and words[self.last] == "،"))
            end = own_name_end(self.parse, start) if self.head.suffix else name_end_at(self.parse, start)
            if not (named or self.definite or self.head.suffix == "ي") and opens_ordinary(self.parse, start):
                end = start  # مهاجم يقود, but ناشطي حقوق الإنسان
            closed = named or start == self.last or (end < len(words) and words[end] in ("،", "."))
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

    def _owns(self, hit: Hit) -> bool:
        """Whether a party behind `ل` owns what was just named: `رتلا للجيش`, `قوات موالية للنظام`."""
        behind = self.parse.words[hit.first - 1] in self.parse.grammar.owned_by  # القوات الموالية للحكومة
        if hit.prefix not in ("ل", "لل") or hit.sense.lexicon == "nisba" or (self.definite and not behind):
            return False
        actor = self.parse.book.actors[hit.sense.id]
        known = hit.sense.lexicon == "actor" or actor.collective
        tied = behind or self.parse.core(self.head.first) in self.parse.grammar.materiel
        unit = self.person is not None and self.person.collective and self.person.kind == actor.kind == "state_forces"
        return known and self.parse.meant(hit) and (tied or unit)  # فرقة الأبحاث والتفتيش للحرس الوطني

    def _belongs(self, hit: Hit, i: int) -> bool:
        """Whether it does go on with it: it has no figure of its own, and is no other single person."""
        if self.parse.number_at.get(i):
            return False
        if hit.sense.lexicon != "person":
            return True
        if i == self.head.last and self.head.sense.lexicon == "actor":
            people = regular(self.parse.words[i - 1]) or self.parse.book.actors[self.head.sense.id].forms
            return bool(people) and regular(self.parse.words[i])  # مستوطنون مسلحون، أتراك غاضبون
        if self.bounds.apart(hit, i, self.ended) or (
            not hit.prefix and hit.last == i + 1 and self.parse.words[i] in self.parse.grammar.charged
        ):
            return False
        single = self.head.sense.number == "one" and not (self.collective or self.definite)
        other = single and i == self.head.last != self.opens and hit.sense.number == "two" and not hit.prefix  # قتل مسلح شرطيين
        return not other and (self.collective or hit.prefix != "" or hit.sense.number != "one" or self.bounds.described(hit, i))

    def _quoted(self, i: int) -> int:
        """What stands in quotation marks: `تنظيم "كذا"`."""
        words = self.parse.words
        close = next((k for k in range(i + 1, min(self.limit + 3, len(words))) if words[k] == _QUOTE), 0)
        inner = self.parse.hit(i + 1, "actor", "person")
        if not close or close - i > _QUOTED or not (inner or self.person is not None) or self.bounds.quotes(i):
            return i
        if inner:
            self.note(inner)
        self.ended = "name" if self.collective or self.person is None else ""
        return close + 1

    def _serves(self, i: int) -> bool:
        """Whether a group or force stands behind the preposition at token `i`, in which one person serves: `قيادي في حركة كذا`."""
        inner = name_at(self.parse, i + 1, "actor", "person")
        if inner is None or inner.prefix not in ("", "ال") or self.person is None:
            return False
        if inner.sense.lexicon == "actor":
            return self.parse.meant(inner)
        force = self.parse.book.actors[inner.sense.id]
        armed = self.person.kind in ARMED and force.collective and force.kind in ARMED
        return armed and not self.collective and self.parse.core(i + 1) not in self.parse.grammar.loose_heads  # العقيد في الشرطة

    def _consists(self, inner: Hit) -> bool:
        """Whether those behind `من` are of whom an unarmed crowd consists: `حشدا من المارة`."""
        person = self.person
        crowd = person is not None and person.collective and person.kind not in ARMED and not self.definite
        return crowd and inner.sense.number != "one" and self.parse.words[inner.first - 1] == "من"

    def _owner(self, i: int) -> int:
        """Whose it is: `مسلحون من تنظيم كذا`, `قوات تابعة ل...`."""
        parse, words, owned_by = self.parse, self.parse.words, self.parse.grammar.owned_by
        at = i + 1
        while at < self.limit and (words[at] in owned_by or words[at] in ('"', "الى", "#")):
            at += 1
        inner = name_at(parse, at, "actor", "person") if at < self.limit else None
        if inner is None:
            return i
        if (
            words[i] in _LOOSE
            and inner.sense.lexicon == "person"
            and (words[i] == "في" or not parse.book.actors[inner.sense.id].collective)
            and not (at == i + 1 and (self._serves(i) or self._consists(inner)))
        ):
            return i
        if not self.collective and self.person is not None and self.person.kind == "civilians" and words[i] == "في":
            return inner.last  # موظف في الأمم المتحدة: no force
        end = self.note(inner)
        if inner.sense.lexicon == "person" and governs(parse, parse.book.actors[inner.sense.id], inner):
            self.opens = end  # من قبيلة النوير
        return end + (end < len(words) and words[end] == _QUOTE and words[at - 1] == _QUOTE)

    def _adjective(self, i: int, word: str) -> int:
        """A definite word that no list knows: an adjective of the phrase, or the noun that ends its genitive."""
        parse, words, head = self.parse, self.parse.words, self.head
        if self.adjectives == _MAX_ADJECTIVES or len(word) < 5 or parse.hits_at.get(i) or not parse.is_word(i):
            return i
        if not (self.definite or words[i - 1].startswith(("ال", "لل")) or i == self.opens):
            return i
        if i == head.last and not head.prefix.endswith("ال") and regular(words[head.last - 1]):
            return i  # مستوطنون النار
        if word in parse.grammar.objects and words[i - 1].startswith("ال"):
            return i  # حاصرت قوات النظام المدينة
        if i in parse.date_tokens or i in parse.number_at or not parse.raw(i, i + 1).startswith("ا"):
            return i  # ألكسي is a name
        if not describes(parse, words[head.first if self.definite else i - 1], word):
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
