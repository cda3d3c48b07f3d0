"""Where a party ends and another begins, by the number, case and article of the words."""

from __future__ import annotations

from isnad.reading.parse import Parse
from isnad.reading.party.agreement import body, other_case, regular
from isnad.reading.party.heads import is_preposition
from isnad.reading.party.party import ARMED, FORCES, LONE
from isnad.scan import Hit

_QUOTE = '"'
_NOBODY = frozenset({"generic:man", "generic:young_man", "generic:woman", "generic:person", "generic:boy", "generic:girl"})
_OF = ("بها", "فيها")  # behind the charge of a group


class Bounds:
    """What a head and its article, number and noun leave open behind it."""

    __slots__ = ("collective", "definite", "head", "parse")

    def __init__(self, parse: Parse, head: Hit, *, definite: bool, collective: bool) -> None:
        self.parse, self.head, self.definite, self.collective = parse, head, definite, collective

    def open_to(self, hit: Hit, i: int, ended: str) -> bool:
        """Whether a party or people at token `i` can go on with the phrase: no indefinite one behind a definite word.

        `ended` is what cannot follow: "ال" an indefinite adjective, "name" a proper name.
        """
        sense, word, before = hit.sense, self.parse.words[i], self.parse.words[i - 1]
        if hit.prefix not in ("", "ال") or (not hit.prefix and (self._behind_article(i) or (before == _QUOTE and not self._proper(hit)))):
            return False  # حزب "كذا" تشكيلات
        if ended == ("ال" if hit.prefix else "name") and sense.lexicon == "person":
            return False  # طائرة أميركية القيادي، مقاتلو داعش نساء
        described = ended == "ال" or (i > self.head.first + 1 and self._qualifies(before))
        if described and not hit.prefix and sense.lexicon != "nisba" and self._plural(i) and not self._qualifies(word):
            return False  # فصائل شيعية مقاتلي
        if hit.prefix and self.closes(i):
            return False
        if sense.lexicon in ("nisba", "actor") and hit.prefix and self.others(word, i):
            return False  # الجيش الإسرائيلي الفلسطينيين
        if sense.lexicon == "person" and is_preposition(self.parse, hit):
            return False  # الأطباء أمام الوزارة
        return not other_case(self.head, self.parse.words, i) and (sense.lexicon != "actor" or self.parse.meant(hit))

    def quotes(self, i: int) -> bool:
        """Whether no name of the party stands behind the mark at token `i`, but what is said of it, or others: `قوات الأمن "الدواعش"`."""
        hits, tokens = self.parse.hits_at.get(i + 1, ()), self.parse.text.tokens
        closed = tokens[i].end < tokens[i + 1].start or (tokens[i + 1].kind == "p" and self.parse.words[i + 1] != "#")
        if tokens[i - 1].end == tokens[i].start and closed:
            return True  # it closes one
        verbs = any(h.sense.lexicon in ("trigger", "verb") and h.sense.pos == "verb" for h in hits)
        if verbs and self.parse.hit(i + 1, "actor") is None:
            return True  # المتظاهرين "يحرقون"
        word, after = self.parse.words[i - 1], self.parse.words[i + 1]
        many = any(h.prefix == "ال" and h.sense.number == "many" for h in hits)
        return many and word.startswith("ال") and not after.endswith(("ه", "ات")) and not regular(word)

    def _behind_article(self, i: int) -> bool:
        """Whether the word before token `i` has the article, be it behind what is glued to the head: `للنظام`, `والجيش`."""
        glued = i == self.head.first + 1 and self.head.prefix.endswith(("ال", "لل"))
        return glued or self.parse.words[i - 1].startswith(("ال", "لل"))

    def _qualifies(self, word: str) -> bool:
        """Whether an indefinite word can be one more adjective."""
        grammar = self.parse.grammar
        return regular(word) or word in grammar.adjectives or word in grammar.epithets or word in grammar.acting_for

    def _plural(self, i: int) -> bool:
        """Whether a word for persons can be a plural."""
        return any(h.sense.number == "many" and h.sense.lexicon in ("person", "actor") for h in self.parse.hits_at[i])

    def _proper(self, hit: Hit) -> bool:
        """Whether a hit is the proper name of a group: `حركة "كذا" حماس`."""
        return hit.sense.lexicon == "actor" and not self.parse.book.actors[hit.sense.id].forms

    def closes(self, i: int) -> bool:
        """Whether no definite word can go on behind the word before token `i`: a regular plural or dual or an adjective, indefinite."""
        before = self.parse.words[i - 1]
        if self._behind_article(i):
            return False
        dual = self.head.sense.number == "two" and before.endswith("ان")
        return regular(before) or dual or (i > self.head.first + 1 and before in self.parse.grammar.adjectives)

    def others(self, word: str, i: int) -> bool:
        """Whether a definite plural of persons stands behind a definite body: no adjective of it, but others."""
        sense = self.head.sense
        troop = (
            body(self.parse.words[self.head.first]) and self.parse.book.actors[sense.id].collective if sense.lexicon == "person" else True
        )
        persons = sense.number == "many" and not troop  # القناصة الحوثيين
        return regular(word) and not persons and self._behind_article(i) and not regular(self.parse.words[i - 1])

    def described(self, hit: Hit, i: int) -> bool:
        """Whether a noun for one person says of what kind the one before it is: `مواطنا قبطيا`."""
        word, before = self.parse.words[i], self.parse.words[i - 1]
        if (
            hit.last != i + 1
            or before.startswith("ال")
            or word.endswith("ه") != before.endswith("ه")
            or word.endswith("ا") != before.endswith("ا")
        ):
            return False
        return word in self.parse.grammar.epithets or word.removesuffix("ا") in self.parse.grammar.epithets

    def apart(self, hit: Hit, i: int, ended: str) -> bool:
        """Whether a body or one person stands behind a word that governs no noun, and is another party: `قصفت الطائرات الأحياء السكنية`."""
        before, word, number = self.parse.words[i - 1], self.parse.words[i], hit.sense.number
        behind, definite, grammar = self._behind_article(i), hit.prefix == "ال", self.parse.grammar
        if definite and self.others(word, i):
            return True  # فرقت قوات الأمن المتظاهرين
        if definite and (ended == "name" or (behind and body(self.parse.words[self.head.first]))) and self._alone(hit, word):
            return word.removeprefix("ال") not in grammar.adjectives  # قوات الأمن الصحفي
        if before.endswith("ون") and number == "one" and not (hit.prefix and behind):
            return True  # اغتال مسلحون إمام مسجد
        if regular(before) and number == "many" and not hit.prefix and not hit.suffix and not regular(word):
            return word not in grammar.epithets  # احتجز مسلحون رهائن
        if number == "one" and not hit.prefix and self._another(i, hit):
            return True  # خطفت عناصر مسلحة رجل أعمال
        if self._two_others(hit, before):
            return True  # اعتقلت قوات الاحتلال الشابين
        if (definite and self._charged(i)) or self._lone_fighter(hit, i) or self._anybody(hit, i):
            return True
        lone = definite and behind and hit.sense.id.rpartition(":")[2] in LONE
        if self.collective and lone and not word.endswith("ه"):
            return True  # أردت الشرطة المهاجم
        if word.endswith(("ه", "ون", "ين")) or not self.parse.book.actors[hit.sense.id].collective:
            return False
        return (behind and definite) or (before.endswith(("ون", "ين")) and not hit.prefix)

    def _charged(self, i: int) -> bool:
        """Whether a suspect stands behind a definite body that is none: `احتجزت السلطات المشتبه به`."""
        words, charged = self.parse.words, self.parse.grammar.charged
        word = words[i].removeprefix("ال")
        suspect = word in charged and word.removesuffix("ه") not in charged and words[i - 1].startswith("ال")
        return suspect and body(words[self.head.first]) and words[i + 1 : i + 2] not in [(w,) for w in _OF]

    def _lone_fighter(self, hit: Hit, i: int) -> bool:
        """Whether one definite person stands behind one fighter without article, who governs no noun: `دهس مستوطن الطفل`."""
        sense, actors = self.head.sense, self.parse.book.actors
        if self.definite or i != self.head.last or hit.prefix != "ال" or hit.sense.number != "one" or sense.number != "one":
            return False
        fighter = sense.lexicon == "person" and actors[sense.id].kind in ARMED and not actors[sense.id].collective
        word = self.parse.words[i - 1]
        described = word.endswith("ي") or word in self.parse.grammar.epithets
        return fighter and described and not actors[hit.sense.id].collective

    def _anybody(self, hit: Hit, i: int) -> bool:
        """Whether definite people stand behind one person of no post, who governs no people: `دهس رجل المارة`."""
        person = self.head.sense.id in _NOBODY and self.head.sense.number == "one" and i == self.head.last and not self.definite
        return person and hit.prefix == "ال" and hit.sense.number == "many" and self.parse.book.actors[hit.sense.id].kind == "civilians"

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

    def _alone(self, hit: Hit, word: str) -> bool:
        """Whether a noun for persons cannot be the adjective of a body: `الصحفي`, `الطلبة`, not `المرتزقة`."""
        return not word.endswith("ه") or (hit.sense.number == "many" and not self.parse.book.actors[hit.sense.id].collective)
