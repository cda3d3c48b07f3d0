"""Proper names that no lexicon knows: where one begins and where it ends."""

from __future__ import annotations

from functools import lru_cache

from isnad.codebook import Codebook
from isnad.reading.parse import Parse
from isnad.reading.tools import tools_of
from isnad.reading.word.memo import Memo
from isnad.reading.word.speech import Words, led_words, owned_noun, phrase_at, words_of

# What is read as something else is part of no name, unless it is a given name.
_STOP = frozenset({"verb", "trigger", "cue", "connector", "role", "relation", "outlet", "actor", "person"})
_LONGEST = 5  # words of a name
TANWIN = "\u064b"


@lru_cache(maxsize=4)
def _small_words(book: Codebook) -> frozenset[str]:
    """The small words that stand in no name, with a particle before them too."""
    grammar = tools_of(book).grammar
    return led_words(grammar.prepositions | grammar.clause_starters | grammar.not_name | words_of(book).ties, words_of(book))


@lru_cache(maxsize=4)
def ordinary_words(book: Codebook) -> Memo[bool]:
    """Whether a word is known as an ordinary one, by itself or without what is glued to it."""
    words = words_of(book)
    return Memo(lambda word: _ordinary(words, word))


def _ordinary(words: Words, word: str) -> bool:
    if word in words.ordinary or word.endswith(("تها", "هما")):
        return True
    if word.startswith("ال"):
        return word[2:] in words.definite
    if word.endswith("ته") and word[:-2] + "ه" in words.ordinary:
        return True
    if word[0] in "وفبلك" and len(word) > 4:
        rest = word[1:]
        if rest in words.ordinary or owned_noun(words, rest) or (word[0] == "ل" and rest[0] == "ل"):
            return True
        if rest.startswith("ال") and (len(rest) > 4 or rest[2:] in words.definite or rest in words.relatives):
            return True  # but كالين, فالس are names
    if word[-1] in "اه" and len(word) > 4 and (word[:-1] in words.ordinary or word[:-1] + "ه" in words.ordinary):
        return True
    return (
        len(word) > 4
        and (word[:-1] in words.ordinary or word[:-2] in words.ordinary)
        and word.endswith(("ها", "هم", "ات", "ين", "ون", "ان"))
    )


class ProperNames:
    """Proper names in one article."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.words = words_of(parse.book)
        self.small = _small_words(parse.book)
        self._ordinary = ordinary_words(parse.book)
        self.nameish = parse.nameish  # shared, for it does not depend on what was learnt
        self.full: dict[str, tuple[int, int]] = {}
        self.kinds: dict[str, str] = {}

    def ordinary(self, word: str) -> bool:
        """Whether a word is known as an ordinary one, by itself or without what is glued to it."""
        return self._ordinary[word]

    def could(self, i: int) -> bool:
        """Whether the word at a token can be part of a name."""
        known = self.nameish.get(i)
        if known is None:
            known = self.nameish[i] = self._could(i)
        return known

    def _could(self, i: int) -> bool:
        parse, grammar, words = self.parse, self.parse.grammar, self.words
        if not parse.is_word(i) or i in parse.date_tokens or i in parse.number_at:
            return False
        word = parse.words[i]
        if word == "علي" and i + 1 < len(parse.words):
            nxt = parse.words[i + 1]
            if nxt in words.given or (parse.raw(i, i + 1).endswith("ي") and self.could(i + 1)):
                return True
        if i and parse.words[i - 1] in words.servants and word.startswith("ال"):
            return True  # عبد السلام
        if len(word) < 2 or word in self.small or word in words.apposed:
            return False
        given = word in words.given or (word.startswith("ال") and word[2:] in words.given)
        for hit in parse.hits_at.get(i, ()):
            if hit.sense.lexicon == "verb" and hit.prefix[:1] == "ا":
                continue  # إيريك is no question whether he shows
            glued = hit.prefix[:1] in ("ب", "ل", "ك", "و", "ف") and not self.ordinary(word)
            if hit.sense.lexicon in ("outlet", "role") and hit.prefix:
                return False
            if hit.sense.lexicon == "actor" and hit.prefix == "ال" and word.endswith("ي") and self._kinsman(i):
                return True
            if hit.sense.lexicon in _STOP and not (given and hit.last == i + 1) and not glued:
                return False
            if hit.sense.lexicon == "nisba" and not given:
                return False
        if given or word in words.joiners:
            return True
        return not self.ordinary(word) and word not in grammar.place_nouns

    def _kinsman(self, i: int) -> bool:
        """Whether the nisba of a movement at a token is a family name: it stands right behind a given one (`عبد الملك الحوثي`)."""
        words = self.parse.words
        return i > 1 and (words[i - 1] in self.words.given or words[i - 1] == "الدين" or words[i - 2] in self.words.servants)

    def end(self, start: int, *, least: int = 2) -> int:
        """Where the name of at least `least` words that begins at `start` ends (`start` if there is none)."""
        parse, words = self.parse, self.words
        total = len(parse.words)
        known = start < total and parse.words[start] != "#" and parse.words[start + 1 : start + 2] != ("الدين",)
        if known and not (self.could(start) and self._first(start)):
            return start  # most words begin no name
        end = start
        while end < total and end - start < _LONGEST + 2:
            word = parse.words[end]
            if end > start and word in "-#" and end + 1 < total and self.could(end + 1) and (word == "#" or self._tight(end)):
                end += 2
                continue
            if end == start and word == "#":
                end += 1
                continue
            if not self.could(end) or (not self._first(end) if end == start else word[0] == "و" and self._another(word, end - start)):
                break
            if end >= start + 2 and word not in words.given and self._country(end):
                break  # توعد حسن نصر الله إسرائيل
            if (end == start + 1 and self._surname(start)) or (end > start and self.accusative(end)):
                break  # اتهم أردوغان دميرتاش, أضاف ماكرون متوجها
            end += 1
        end = self._stretched(start, end)
        if end == start:
            return start
        while end > start and parse.words[end - 1] in words.joiners and parse.words[end - 1] not in ("الدين", "الله"):
            end -= 1
        size = sum(parse.is_word(k) for k in range(start, end))
        if size == 1 and parse.words[start][0] in "بل" and not (parse.words[start] in words.given or parse.words[start] in self.full):
            return start
        return end if size >= least and not (size == 1 and len(parse.words[end - 1]) < 3) else start

    def _another(self, word: str, size: int) -> bool:
        """Whether a word with و opens another name behind `size` words of one: `سلفا كير ورياك مشار`."""
        rest, words = word[1:], self.words
        known = rest in words.given or rest in words.joiners or (len(word) > 3 and rest[:2] == "ال")
        return known or (size > 1 and len(word) > 4 and word not in words.given)

    def _country(self, i: int) -> bool:
        hit = self.parse.hit(i, "place")
        return hit is not None and any(p.startswith("country:") for p in self.parse.tools.matcher.place_names.get(hit.sense.id, ()))

    def _surname(self, i: int) -> bool:
        """Whether a word is the last of a full name of the article: what follows is somebody or something else."""
        full = self.full.get(self.parse.words[i])
        return full is not None and full[1] <= i and self.parse.words[full[1] - 1] == self.parse.words[i]

    def accusative(self, i: int) -> bool:
        """Whether a word is an indefinite noun or participle in the accusative: `أمرا`, `متوجهًا`."""
        word = self.parse.words[i]
        if word[-1] != "ا" or word in self.words.given:
            return False
        return TANWIN in self.parse.raw(i, i + 1) or word[:2] == "مت" or (len(word) > 3 and word[:-1] in self.words.ordinary)

    def _stretched(self, start: int, end: int) -> int:
        """A name with a part that is a word too: it must end where names end (`نهاد المشنوق في`, `نيكي هايلي إن`)."""
        if end > start:
            known = self.parse.words[end - 1] in self.words.given
            if end - start == 1 and self._surname(start) and not self.words.given.issuperset(self.parse.words[end : end + 1]):
                return end  # رفض ترامب الكشف عنه
            given = known or (end - start == 1 and end < len(self.parse.words) and self.parse.words[end] != "علي")
            if given and self.weak(end) and self._boundary(end + 1):
                return end + 1
            if given and self.weak(end) and self.weak(end + 1) and self._boundary(end + 2) and self.parse.words[start] in self.words.given:
                return end + 2
            return end
        if start + 1 < len(self.parse.words) and self.parse.words[start + 1] == "الدين" and self.weak(start):
            return start + 3 if self.could(start + 2) or (self.weak(start + 2) and self._boundary(start + 3)) else start + 2
        return start

    def weak(self, i: int) -> bool:
        """Whether an ordinary word can be part of a name where the rest shows that one stands there."""
        parse = self.parse
        if i >= len(parse.words) or not parse.is_word(i) or i in parse.date_tokens or i in parse.number_at:
            return False
        word, grammar = parse.words[i], parse.grammar
        if word == "علي":
            return parse.raw(i, i + 1).endswith("ي")
        if self.accusative(i) or (owned_noun(self.words, word) and not parse.raw(i, i + 1).endswith("ة")):
            return False
        if word[0] in "بلكوف" and len(word) > 4 and (word[1:] in self.words.ordinary or word[1:] in self.words.definite):
            return False
        if len(word) < 3 or word in self.small:
            return False
        if word in self.words.said_next or word[:3] in ("وال", "بال", "فال", "كال") or word[:2] == "لل" or word in grammar.place_nouns:
            return False
        if (word,) in self.words.adjuncts.get(word, ()) or parse.hit(i, "connector", "role", "outlet", "actor", "nisba", "place"):
            return False
        counts = i + 1 in parse.number_at  # أعلن محمد حسن مقتل 12 مسلحا
        return not any(
            h.sense.lexicon in ("verb", "trigger")
            and (h.suffix or (h.sense.pos == "verb" and (h.sense.tense == "present" or h.sense.lexicon == "trigger")) or counts)
            for h in parse.hits_at.get(i, ())
        )

    def _boundary(self, i: int) -> bool:
        """Whether a name can end before token `i`."""
        parse = self.parse
        if i >= len(parse.words) or not parse.is_word(i):
            return True
        word = parse.words[i]
        if (
            word in self.words.said_next
            or word in parse.grammar.prepositions
            or i in parse.date_tokens
            or word in parse.grammar.clause_starters
        ):
            return True
        return bool(parse.hit(i, "role", "connector", "verb", "outlet")) or phrase_at(self.words.adjuncts, parse.words, i) > 0

    def _first(self, i: int) -> bool:
        word = self.parse.words[i]
        if word in self.words.joiners:
            return word not in self.words.inner_parts
        if word.startswith("ال") and len(word) > 4:
            return word in self.words.given or word[2:] in self.words.given or word in self.full
        place = self.parse.hit(i, "place")
        if word[0] == "ل" and word not in self.words.given and self.parse.words[i + 1 : i + 2] and self.parse.words[i + 1].startswith("ال"):
            return word in self.full  # لكرة القدم
        titled = i > 0 and self.parse.words[i - 1] in self.words.titles
        return place is None or word in self.words.given or (titled and place.last == i + 1 and not self.ordinary(word))

    def _tight(self, i: int) -> bool:
        tokens = self.parse.text.tokens
        return tokens[i - 1].end == tokens[i].start and tokens[i].end == tokens[i + 1].start

    def learn(self, first: int, last: int, kind: str | None = None) -> None:
        """Take down a full name and the kind of its role, so that a part of it is known when it comes alone."""
        head = self.parse.words[first]
        if last - first < 2 or (head[0] in "بلكوف" and head not in self.words.given and head[1:] in self.words.given):
            return
        for i in range(first, last):
            word = self.parse.words[i]
            if len(word) > 2 and word not in self.words.joiners:
                self.full.setdefault(word, (first, last))
                if kind:
                    self.kinds.setdefault(word, kind)
