"""Names of persons that the codebook does not hold, beside the words that tell of their tie to a group."""

from __future__ import annotations

from isnad.reading.parse import Parse
from isnad.reading.tie.nouns import Noun
from isnad.reading.tie.words import Ties

_MARKS = frozenset("\"'#(")
_STOP = frozenset({"verb", "trigger", "cue", "connector", "role", "relation", "outlet", "person"})
_SURNAME = frozenset({"actor", "nisba", "place", "person"})
_LONGEST = 5


class Names:
    """Finds the name that begins or ends at a token."""

    def __init__(self, parse: Parse, ties: Ties) -> None:
        self.parse = parse
        self.ties = ties

    def after(self, i: int, skip: int = 5) -> Noun | None:
        """The name at token `i`, behind titles, quotation marks and at most one comma."""
        words, ties = self.parse.words, self.ties
        limit = min(i + skip, len(words))
        comma = titled = False
        quoted = False
        while i < limit:
            word = words[i]
            if word == "،" and not comma:
                comma = True
            elif word in _MARKS:
                quoted = quoted or word in "\"'"
            elif word in ties.titles and word not in ties.given:
                titled = True
            elif not word.startswith("ال") or self.is_given(i) or not (word[2:] in ties.adjectives or self.parse.hit(i, "nisba")):
                break
            i += 1
        if i >= len(words) or (words[i].startswith("ال") and not self.is_given(i)):
            return None
        end = self._end(i)
        closed = end < len(words) and words[end] in "\"'"
        sure = (quoted and closed) or titled
        ends = end >= len(words) or words[end] in "،.:\n()" or words[end] in _GOES_ON or self._announces(end)
        expected = 2 <= end - i <= 3 and not comma and ends
        if end > i and self._is_name(i, end, sure=sure or expected, single=sure and (quoted or self.is_given(i))):
            if comma and not (titled or quoted) and end < len(words) and self.parse.is_word(end) and not self.is_given(i):
                return None
            return self._noun(i, end)
        return None

    def joined(self, name: Noun) -> list[Noun]:
        """The names that follow a name and are joined to it by و."""
        words = self.parse.words
        i = name.last
        while i < len(words) and words[i] in "\"')":
            i += 1
        if i < len(words) and words[i][0] == "و" and words[i][1:] in self.ties.given:
            end = self._end(i)
            if end - i >= 2:
                tokens = self.parse.text.tokens
                return [Noun(i, end, tokens[i].start + 1, tokens[end - 1].end, "person")]
        return []

    def before(self, i: int, gap: int = 1) -> Noun | None:
        """The name that ends right before token `i`: a comma, marks and up to `gap` small words may stand between."""
        words = self.parse.words
        end = i
        spent = 0
        while end > 0:
            word = words[end - 1]
            if word in "\"')(-" or word == "،":
                end -= 1
            elif spent < gap and word in _LINKS:
                end -= 1
                spent += 1
            else:
                break
        first = end
        while first > 0 and end - first < _LONGEST and self._part(first - 1, last=first == end):
            first -= 1
            if words[first][0] == "و" and words[first][1:] in self.ties.given and not self.is_given(first) and end - first > 1:
                token = self.parse.text.tokens[first]
                return Noun(first, end, token.start + 1, self.parse.text.tokens[end - 1].end, "person")
        while first < end and (words[first].startswith("ال") or not self._open(first)) and not self.is_given(first):
            first += 1
        for k in range(first + 1, end - 1):
            known = self.is_given(first) or words[first] in self.ties.particles
            if self.is_given(k) and not known and words[k - 1] not in self.ties.particles:
                first = k
                break
        if first >= end:
            return None
        ahead = first - 1
        while ahead >= 0 and words[ahead] in _MARKS:
            ahead -= 1
        titled = ahead >= 0 and (words[ahead] in self.ties.titles or self._announces(ahead))
        if not self._is_name(first, end, sure=titled, single=False):
            return None
        return self._noun(first, end)

    def nearest(self, i: int, floor: int) -> Noun | None:
        """The last full name between `floor` and token `i`."""
        words = self.parse.words
        found: Noun | None = None
        k = floor
        while k < i:
            if self.is_given(k) or words[k] in self.ties.particles:
                end = self._end(k)
                if k + 2 <= end <= i and not self._speaks(k) and any(self.is_given(m) for m in range(k, end)):
                    found = self._noun(k, end)
                    k = end
                    continue
            k += 1
        return found

    def is_given(self, i: int) -> bool:
        """Whether a token is a first name (not على, which is folded to the letters of علي)."""
        word = self.parse.words[i]
        return word in self.ties.given and not (word == "علي" and self.parse.raw(i, i + 1).endswith("ى"))

    def _end(self, start: int) -> int:
        end = start
        words = self.parse.words
        while end < len(words) and end - start < _LONGEST and self._part(end, last=False):
            if end > start and not self._goes_on(end):
                break
            end += 1
        while end > start + 1 and words[end - 1] in self.ties.particles and words[end - 1] not in self.ties.given:
            end -= 1
        return end

    def _goes_on(self, i: int) -> bool:
        """Whether a word may be the second or a later word of a name."""
        word = self.parse.words[i]
        before = self.parse.words[i - 1]
        if before in self.ties.particles or self.is_given(i) or word in self.ties.particles:
            return True
        if word[0] == "و" or word.startswith(("بال", "لل", "كال", "فال", "يت", "ست", "سي")):
            return False
        if word[0] in "بلف" and self.is_given(i - 2):
            return False
        if word.startswith("ال") and not self.is_given(i - 1) and self.is_given(i - 2) and not self.parse.hits_at.get(i):
            return False
        return word.startswith("ال") or not self.parse.hits_at.get(i) or self._surname(i)

    def _surname(self, i: int) -> bool:
        """Whether a place name stands behind a first name, as surnames do (حسن نصرالله); no country, no capital."""
        hits = self.parse.hits_at.get(i, ())
        if i == 0 or not self.is_given(i - 1) or any(h.sense.lexicon != "place" or h.prefix or h.last != i + 1 for h in hits):
            return False
        names = self.parse.tools.matcher.place_names
        return not any(h.sense.id in self.ties.capitals or names[h.sense.id][0].startswith("country:") for h in hits)

    def _borne(self, i: int) -> bool:
        """Whether the adjective of a group is the last name of someone: علي الحوثي, عبد الملك الحوثي, but القيادي الحوثي."""
        nisba = i > 0 and self.parse.hit(i, "nisba", "actor")
        return bool(nisba) and (self.is_given(i - 1) or (i > 1 and self.parse.words[i - 2] == "عبد"))

    def _part(self, i: int, *, last: bool) -> bool:
        """Whether the token can be a word of a name at all."""
        parse = self.parse
        if not parse.is_word(i) or i in parse.date_tokens or i in parse.number_at:
            return False
        word = parse.words[i]
        if len(word) < 2:
            return False
        if self.is_given(i) or word in self.ties.particles:
            return True
        grammar = parse.grammar
        if word in grammar.prepositions or word in grammar.clause_starters or word in grammar.not_name or word in grammar.place_nouns:
            return False
        if word in self.ties.nobody or word in self.ties.kin or word in self.ties.containers:
            return False
        hits = parse.hits_at.get(i, ())
        if word.startswith("ال"):
            if i and parse.words[i - 1] == "عبد":
                return True  # عبد الملك: a king elsewhere
            if (word in self.ties.titles and not self._borne(i)) or word.removeprefix("ال") in self.ties.adjectives:
                return False
            return all(h.sense.lexicon in _SURNAME - {"person"} and h.last == i + 1 for h in hits)
        return self._surname(i) or not any(h.sense.lexicon in _STOP or h.sense.lexicon in _SURNAME for h in hits)

    def _open(self, i: int) -> bool:
        """Whether a word may be the first of a name: no verb, no article, nothing glued before it."""
        word = self.parse.words[i]
        if self.is_given(i) or word in self.ties.particles:
            return True
        return word[0] not in "يتو" and not word.startswith(("ال", "لل", "بال", "سي", "ست")) and not word.endswith(("ه", "ات", "ون", "ين"))

    def _is_name(self, first: int, end: int, *, sure: bool, single: bool) -> bool:
        words = self.parse.words
        width = end - first
        if width == 1 and not single:
            return False
        if any(self.is_given(k) for k in range(first, min(first + 2, end))) or words[first] in self.ties.particles:
            return True
        return sure and self._open(first) and all(words[k].startswith("ال") or self._open(k) for k in range(first + 1, end))

    def _announces(self, i: int) -> bool:
        """Whether a name is to be expected behind a token: a finite verb, a role or one person."""
        for hit in self.parse.hits_at.get(i, ()):
            sense = hit.sense
            if sense.lexicon in ("role", "connector") or (sense.lexicon == "verb" and sense.tense):
                return True
            if sense.lexicon in ("person", "nisba") and sense.number == "one":
                return True
        return False

    def _speaks(self, first: int) -> bool:
        """Whether the name belongs to someone who speaks, not to someone told of."""
        words = self.parse.words
        for k in range(max(0, first - 4), first):
            if words[k] in (".", "\n", "،"):
                continue
            if any(h.sense.lexicon in ("verb", "role") for h in self.parse.hits_at.get(k, ())):
                return True
        return False

    def _noun(self, first: int, end: int) -> Noun:
        tokens = self.parse.text.tokens
        return Noun(first, end, tokens[first].start, tokens[end - 1].end, "person")


_GOES_ON = frozenset("ان انه في من الي عن خلال بعد قبل امس اليوم".split())
_LINKS = frozenset("وهو وهي هو هي كان وكان الذي والذي التي".split())
