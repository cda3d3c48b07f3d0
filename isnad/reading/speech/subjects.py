"""The subject of a verb of speech: behind it, before it, or at the head of the sentence."""

from __future__ import annotations

from msgspec.structs import replace

from isnad.reading.parse import Parse
from isnad.reading.speech.bearers import posted
from isnad.reading.speech.cited import Cited
from isnad.reading.speech.speakers import Phrases
from isnad.reading.word.speech import phrase_at
from isnad.scan import Hit

_BACK = 24  # words before a verb in which its subject begins
_OPENING = 3  # words in which `كان` opens a sentence
_PREPOSED = ("ب", "ل", "ك")


class Subjects:
    """Finds subjects in one sentence, tokens `[first, end)`."""

    def __init__(self, parse: Parse, phrases: Phrases, first: int, end: int) -> None:
        self.parse, self.phrases, self.first, self.end = parse, phrases, first, end
        self.words = phrases.words

    def after(self, start: int) -> Cited | None:
        """The subject right behind a verb; adjuncts, commas and a medium may stand between."""
        i = self.skip(start, self.end)
        if i >= self.end or self.parse.words[i] in self.words.said_next:
            return None
        if self.parse.words[i].isdecimal() and (counted := self.phrases.at(i + 1)) is not None and counted.role and not counted.named:
            return replace(counted, many=True, definite=False)  # كشفت 3 مصادر
        cited = self.phrases.at(i) or posted(self.phrases, i)
        if cited is None or cited.last > self.end or self.glued(cited.first):
            return None
        if self.parse.words[i] == '"' and cited.rule.startswith("name"):
            return None  # the quotation begins
        return cited

    def single_after(self, start: int) -> Cited | None:
        """A name of one word behind a verb, where what follows shows that it is one."""
        i = self.skip(start, self.end)
        if i >= self.end or self.parse.words[i] == '"' or self.parse.words[i] in self.words.said_next:
            return None
        cited = self.phrases.alone(i)
        if cited is None or self.glued(i):
            return None
        word = self.parse.words[i]
        if word in self.phrases.names.full:
            return cited
        if (word[0] in "بلكو" and word not in self.words.given) or (len(word) < 4 and word not in self.words.given):
            return None
        nxt = self.parse.words[i + 1] if i + 1 < len(self.parse.words) else "."
        if nxt in self.words.said_next or nxt in '،:"(' or nxt in self.words.after_single:
            return cited
        medium = self.phrases.at(i + 1) if nxt[0] == "ل" else None
        return cited if medium is not None and medium.kind == "media" else None

    def glued(self, i: int) -> bool:
        """Whether ب, ل or ك is glued to what stands at a token."""
        return any(c in h.prefix.removesuffix("ال") for h in self.parse.hits_at.get(i, ()) for c in _PREPOSED)

    def skip(self, i: int, end: int, *, media: bool = True) -> int:
        """The next token that is no adjunct, date, comma or (unless one is looked for) medium."""
        words, parse = self.parse.words, self.parse
        commas = 0
        while i < end:
            size = phrase_at(self.words.adjuncts, words, i)
            if size:
                i += size
            elif i in parse.date_tokens:
                i += 1
            elif words[i] == "،" and commas < 2 and i + 1 < end:
                commas += 1
                i += 1
            elif (
                words[i] == "("
                and (close := next((k for k in range(i, min(i + 6, end)) if words[k] == ")"), 0))
                and not self.phrases.at(i + 1)
            ):
                i = close + 1
            elif (
                media
                and words[i].startswith("ل")
                and (medium := self.phrases.at(i))
                and medium.kind == "media"
                and medium.first == i
                and self.glued(i)
            ):
                i = medium.last
            else:
                break
        return i

    def before(self, hit: Hit) -> Cited | None:
        """The subject before its verb: nothing but adjuncts and particles between, and no preposition before."""
        parse, words = self.parse, self.parse.words
        back = hit.first
        relative = False
        steps = 0
        while back > self.first and steps < 8:
            word = words[back - 1]
            if word in self.words.links:
                relative = relative or word in self.words.relatives
            elif not (word in ("،", ")", '"') or (back - 1) in parse.date_tokens or (word,) in self.words.adjuncts.get(word, ())):
                break
            back -= 1
            steps += 1
        if back <= self.first:
            return self.topic(hit)
        for i in range(max(self.first, back - _BACK), back):
            if not parse.is_word(i):
                continue
            cited = self.phrases.at(i)
            if cited is None or cited.first != i or not back <= cited.last <= hit.first or self.glued(i):
                continue
            if cited.rule in ("name", "party.generic") and not self.opens(i):
                continue
            if relative or self.opens(i):
                return cited
            break
        topic = self.topic(hit)
        if topic is not None:
            return topic
        if back - self.first <= 3 and words[hit.first - 1] not in self.words.relatives:
            cited = self.phrases.alone(back - 1)
            if cited is not None and words[back - 1] in self.phrases.names.full and self.opens(back - 1):
                return cited
        return None

    def topic(self, hit: Hit) -> Cited | None:
        """The noun at the head of the sentence, when a relative clause or a few words part it from its verb."""
        words = self.parse.words
        if hit.prefix and hit.prefix != "ف":
            return None
        i = self.first
        while i < hit.first and (words[i] in self.words.openers or words[i] in '"(#'):
            i += 1
        cited = self.phrases.at(i) if i < hit.first else None
        if (
            cited is None
            or cited.last >= hit.first
            or self.glued(cited.first)
            or not (cited.rule.startswith(("role", "name", "titled", "outlet", "state")) or (cited.rule == "party" and self._past(i)))
        ):
            return None
        k = cited.last
        if words[k] in '،("' and words[hit.first - 1] in ("،", ")", "قد", '"'):
            return cited if hit.first - k < 24 else None
        if self._recalled(k, hit) and (words[k] in '،("' or words[hit.first - 1] == "،" or k == hit.first):
            return cited
        plain = not any(self.is_verb(j) or words[j] in ("،", ":") for j in range(k, hit.first))
        return cited if plain and hit.first - k <= 6 and i > self.first else None

    def _past(self, i: int) -> bool:
        """Whether `كان` stands before what begins at a token."""
        words = self.parse.words
        while i > self.first and words[i - 1] in '"(#':
            i -= 1
        return i > self.first and words[i - 1].removeprefix("و") in self.words.pasts

    def _recalled(self, k: int, hit: Hit) -> bool:
        """Whether a clause with `كان` and a description behind a comma runs on to its verb: `وكانت القوات، بدعم من …، أعلنت`."""
        words = self.parse.words
        between = range(k, hit.first)
        return (
            self.recalls(hit)
            and hit.first - k < _BACK
            and not any(self.is_verb(j) or words[j] in (":", ".") or words[j].removeprefix("و") in self.words.pasts for j in between)
        )

    def recalls(self, hit: Hit) -> bool:
        """Whether a sentence that `كان` opens puts a verb behind its subject: `وكان السفير وصف التقارير`."""
        words = self.parse.words[self.first : min(hit.first, self.first + _OPENING)]
        return hit.sense.tense == "past" and not hit.prefix and any(w.removeprefix("و") in self.words.pasts for w in words)

    def opens(self, i: int) -> bool:
        """Whether a noun at `i` stands as the topic: at the head of its clause."""
        words = self.parse.words
        while i > self.first and words[i - 1] in '"(#':
            i -= 1
        if i <= self.first:
            return True
        before = words[i - 1]
        if before in self.words.openers or before in ("،", ":", "؛", "..", "-", "…", "|"):
            return before != "،" or i - self.first < 3 or words[i].startswith("و") or words[i - 2] in self.words.openers
        return i - self.first == 1 and before in self.parse.grammar.not_name

    def is_verb(self, i: int) -> bool:
        """Whether a verb of speech stands at a token."""
        hits = self.parse.hits_at.get(i)
        return hits is not None and any(h.sense.lexicon == "verb" and h.sense.pos == "verb" for h in hits)
