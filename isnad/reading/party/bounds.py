"""Where a party ends and another begins, by the number, case and article of the words."""

from __future__ import annotations

from isnad.reading.parse import Parse
from isnad.reading.party.agreement import body, regular
from isnad.reading.party.party import FORCES, LONE
from isnad.scan import Hit


class Bounds:
    """What a head and its article, number and noun leave open behind it."""

    __slots__ = ("collective", "definite", "head", "parse")

    def __init__(self, parse: Parse, head: Hit, *, definite: bool, collective: bool) -> None:
        self.parse, self.head, self.definite, self.collective = parse, head, definite, collective

    def closes(self, i: int) -> bool:
        """Whether no definite word can go on behind the word before token `i`: a regular plural or dual or an adjective, indefinite."""
        before = self.parse.words[i - 1]
        if before.startswith("ال"):
            return False
        dual = self.head.sense.number == "two" and before.endswith("ان")
        return regular(before) or dual or (i > self.head.first + 1 and before in self.parse.grammar.adjectives)

    def others(self, word: str, i: int) -> bool:
        """Whether a definite plural of persons stands behind a definite body: no adjective of it, but others."""
        persons = self.head.sense.lexicon == "person" and self.head.sense.number == "many" and not body(self.parse.words[self.head.first])
        return regular(word) and not persons and self.parse.words[i - 1].startswith("ال") and not regular(self.parse.words[i - 1])

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
        behind, definite, grammar = before.startswith("ال"), hit.prefix == "ال", self.parse.grammar
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
        lone = definite and behind and hit.sense.id.rpartition(":")[2] in LONE
        if self.collective and lone and not word.endswith("ه"):
            return True  # أردت الشرطة المهاجم
        if word.endswith(("ه", "ون", "ين")) or not self.parse.book.actors[hit.sense.id].collective:
            return False
        return (behind and definite) or (before.endswith(("ون", "ين")) and not hit.prefix)

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
