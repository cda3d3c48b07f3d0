"""Who is cited in a sentence: verbs of speech with their subjects, and the turns that name a source."""

from __future__ import annotations

import msgspec

from isnad.reading.parse import Parse
from isnad.reading.speech.cited import Cited
from isnad.reading.speech.speakers import Phrases
from isnad.reading.speech.subjects import Subjects
from isnad.reading.speech.verbs import agrees, chosen, content, fits, quotes
from isnad.scan import Hit
from isnad.text.tokens import SUFFIXES

_THROUGH = 14  # words behind a subject in which the medium or origin stands


class Citation(msgspec.Struct):
    """One attribution: who, the tokens of the turn, and how he stands in the chain."""

    cited: Cited | None  # None: the last speaker goes on
    token: int
    last: int
    place: str  # speaker | origin | medium | after
    verb: Hit | None
    sense: str = ""


class Sentence:
    """The citations of one sentence, tokens `[first, end)`."""

    def __init__(self, parse: Parse, phrases: Phrases, first: int, end: int) -> None:
        self.parse, self.phrases, self.first, self.end = parse, phrases, first, end
        self.words = phrases.words
        self.subjects = Subjects(parse, phrases, first, end)
        self.covered: set[int] = set()
        self.quotes: set[int] = set()
        self.out: list[Citation] = []
        self.claims: list[tuple[int, Cited | None]] = []

    def read(self, verbs: list[Hit], connectors: list[Hit], *, quoted: bool = False) -> list[Citation]:
        """All citations in the order of the text; what stands in quotation marks cites nobody."""
        self.quotes = quotes(self.parse.words, self.first, self.end, quoted)
        for hit in connectors:
            if hit.first not in self.quotes:
                self._connector(hit)
        for hit in chosen(self.parse, verbs, self.end):
            if hit.first not in self.covered and hit.first not in self.quotes:
                self._verb(hit)
            elif hit.first in self.quotes and self.parse.book.verbs[hit.sense.id].sense == "claim":
                self._claimed(hit, None)  # quoted or not, a claim is told
        self._headline()
        self.out.sort(key=lambda c: c.token)
        return self.out

    # --- turns: according to, quoting

    def _connector(self, hit: Hit) -> None:
        connector = self.parse.book.connectors[hit.sense.id]
        text = self.parse.text.folded[hit.start : hit.end]
        if connector.role == "carrier" or hit.first in self.covered or text in ("عن", "ل", "عبر"):
            return
        start = hit.last - (hit.sense.suffix == "glue" and hit.suffix in SUFFIXES)  # the noun that the last letter is glued to
        if connector.verb_follows:
            return self._relative(hit, start)
        cited = self._noun(start)
        if cited is not None and connector.role == "medium" and self._is_medium(cited):
            self._add(Citation(cited, hit.first, cited.last, "medium", None))
        if cited is None or connector.role == "medium" or cited.role in self.words.no_speakers:
            return
        if cited.rule == "name.single" or (cited.rule == "party.generic" and not cited.definite):
            return
        self._add(Citation(cited, hit.first, cited.last, "origin" if text.endswith("عن") and "نق" in text else "after", None))
        self._through(cited)
        self._joined(cited, None, "", "after", hit.first)

    def _relative(self, hit: Hit, start: int) -> None:
        """`بحسب ما أفاد مصدر`, `وفق ما نقلت الوكالة عن المصدر`."""
        for i in range(start, min(self.end, start + 4)):
            verb = self.parse.hit(i, "verb")
            if verb is not None and verb.sense.pos == "verb":
                self.covered.add(i)
                cited = self.subjects.after(verb.last) or self.subjects.single_after(verb.last)
                if cited is not None:
                    sense = self.parse.book.verbs[verb.sense.id].sense
                    self._add(Citation(cited, hit.first, cited.last, "after", verb, sense))
                    self._between(verb.last, cited.first)
                    self._through(cited)
                    self._joined(cited, verb, sense, "after", hit.first)
                return

    def _noun(self, i: int) -> Cited | None:
        """The speaker phrase behind a connector; adjuncts between are skipped."""
        i = self.subjects.skip(i, self.end, media=False)
        return self.phrases.at(i) if i < self.end else None

    # --- verbs

    def _verb(self, hit: Hit) -> None:
        verb = self.parse.book.verbs[hit.sense.id]
        if hit.sense.pos == "noun":
            if verb.sense == "claim":
                self._claimed(hit, self.phrases.at(hit.last) if hit.last < self.end else None)
            self._masdar(hit)
            return
        if hit.sense.tense == "passive":
            return
        before = self.parse.words[hit.first - 1] if hit.first > self.first else ""
        if before in self.words.unsaid:
            return  # لم يوضح الجيش: nothing is said
        if hit.suffix and before not in self.words.whats:
            relay = self.subjects.after(hit.last) if verb.sense == "report" else None
            if relay is None or relay.kind not in ("media", "ngo") or relay.role in (*self.words.no_media, *self.words.vague_media):
                return  # a verb with an object pronoun speaks of its object: التي أعلنتها اللجنة
        cited = self.subjects.before(hit) if before == "قد" else None  # وكانت النيابة قد أعلنت فتح تحقيق: no Fatah speaks
        cited = cited or self.subjects.after(hit.last)
        agreed = cited is not None and agrees(self.phrases, hit, cited)
        if not agreed:
            topic = self.subjects.before(hit)
            if topic is not None and (agrees(self.phrases, hit, topic) or before in self.words.relatives):
                cited, agreed = topic, True
        if not agreed:
            cited = self.subjects.single_after(hit.last)
            agreed = cited is not None
        if verb.sense == "claim":
            self._claimed(hit, cited if agreed else None)
        if not agreed or cited is None:
            if verb.sense not in ("report",) and self._says_next(hit):
                self._add(Citation(None, hit.first, hit.last, "speaker", hit, verb.sense))
            return
        if not fits(self.words, verb.sense, cited, person_only=verb.person_only) or (
            verb.sense == "add" and not content(self.phrases, max(hit.last, cited.last), self.end)
        ):
            return
        media = cited.kind == "media" and cited.person is None
        place = "medium" if verb.sense == "report" and media else "speaker"
        self._add(Citation(cited, min(hit.first, cited.first), max(hit.last, cited.last), place, hit, verb.sense))
        if cited.first >= hit.last:
            self._between(hit.last, cited.first)
            self._through(cited)
            self._joined(cited, hit, verb.sense)
        else:
            self._through(cited, hit.last)

    def _claimed(self, hit: Hit, cited: Cited | None) -> None:
        """Take down a claim of responsibility: by an armed group, or (`وأعلنت مسؤوليتها`) by one that was named before."""
        before = self.parse.words[max(self.first, hit.first - 2) : hit.first]
        denied = any(w in self.words.nots for w in before) and not (before[-1:] == ("من",) and before[0] in self.words.selves)
        if denied or (cited is not None and cited.kind not in self.words.claimants):
            return
        if cited is not None or hit.sense.pos == "verb":
            self.claims.append((hit.first, cited))

    def _says_next(self, hit: Hit) -> bool:
        i = self.subjects.skip(hit.last, self.end)
        return i < self.end and (self.parse.words[i] in self.words.said_next or self.parse.words[i] in '":')

    def _between(self, start: int, end: int) -> None:
        """A medium between verb and subject: `أكد لوكالة الأنباء فلان`."""
        for i in range(start, end):
            self._medium(i)

    def _medium(self, i: int, *, told: bool = False) -> bool:
        """A medium that is spoken to; `told`: it may be the object of the verb (أبلغ المسؤول وكالة كذا)."""
        if not (told or self.parse.words[i].startswith(("ل", "مراسل"))) or i in self.covered:
            return False
        lone = self.parse.words[i] == "ل" and i + 1 < self.end  # لـ"صحيفة كذا"
        cited = self.phrases.at(i + lone)
        if cited is None or not self._is_medium(cited):
            return False
        if not lone and (cited.first != i or (self.parse.words[i][0] == "ل" and not self.subjects.glued(i))):
            return False
        self._add(Citation(cited, i, cited.last, "medium", None))
        self.covered.update(range(i, cited.last))
        return True

    def _is_medium(self, cited: Cited) -> bool:
        """Whether one who is spoken to hands it on: a medium, no journalist, no media in general."""
        vague = cited.bare and cited.role in self.words.vague_media
        return cited.kind == "media" and cited.role not in self.words.no_media and not vague

    # --- what else stands in the chain

    def _through(self, cited: Cited, start: int | None = None) -> None:
        """`نقلت الوكالة عن X`, `قال X لوكالة Y`: who else stands in the chain behind a subject."""
        words = self.parse.words
        i = start or cited.last
        for k in range(i, min(self.end, i + _THROUGH)):
            word = words[k]
            if (k > i and (word in self.words.said_next or word in (".", ":"))) or (k > i and self.subjects.is_verb(k)):
                return
            if word in ("عن", "عنه", "عنها") and cited.kind == "media" and k - i < 8:
                origin = self._noun(k + 1) or self.phrases.alone(k + 1)
                if origin is not None and word == "عن":
                    self._add(Citation(origin, k, origin.last, "origin", None))
                    self.covered.update(range(k, origin.last))
                    self._joined(origin, None, "say", "origin")
                    return
            self._medium(k, told=cited.last <= k <= cited.last + (words[cited.last] == "،"))

    def _joined(self, cited: Cited, verb: Hit | None, sense: str, place: str = "speaker", token: int = -1) -> None:
        """A second speaker: `قالت مصادر محلية وأخرى طبية`, `أعلنت السعودية والإمارات`."""
        i = cited.last
        words = self.parse.words
        for _ in range(3):
            if i >= self.end or not words[i].startswith("و") or len(words[i]) < 3 or self.subjects.is_verb(i):
                return
            if words[i] in self.words.others and i + 1 < self.end:
                other = self.phrases.at(i + 1 + (words[i + 1] == "من"))  # مصادر محلية وأخرى من الشرطة
                if other is None or not other.role:
                    return
            else:
                other = self.phrases.at(i)
                if other is None or other.first != i or other.rule.startswith(("name", "party.generic")) or not self._with_wa(i):
                    return
            self._add(Citation(other, other.first if token < 0 else token, other.last, place, verb, sense))
            i = other.last

    def _with_wa(self, i: int) -> bool:
        return any(h.prefix[:1] == "و" for h in self.parse.hits_at.get(i, ()))

    # --- nouns and headlines

    def _masdar(self, hit: Hit) -> None:
        """`إعلان وزارة الداخلية`, `تصريحات الرئيس`: the noun of an act of speech with the speaker right behind."""
        if hit.sense.id not in self.words.masdars or hit.suffix or hit.prefix.endswith("ال"):
            return
        cited = self.phrases.at(hit.last)
        if cited is None or cited.first != hit.last or self.subjects.glued(hit.last) or cited.bare:
            return
        if not cited.rule.startswith(("name", "party.generic")):
            self._add(Citation(cited, hit.first, cited.last, "mention", hit, "mention"))

    def _headline(self) -> None:
        """`الجيش: مقتل ...`: the speaker of a headline stands before a colon."""
        if self.out or self.first >= self.parse.title_tokens:
            return
        words = self.parse.words
        colon = next((i for i in range(self.first, min(self.end, self.first + 9)) if words[i] == ":"), 0)
        if not colon:
            return
        whole = self.phrases.at(self.first)
        single = self.phrases.alone(self.first) if colon == self.first + 1 else None
        cited = whole if whole is not None and whole.last == colon else single
        if cited is not None and cited.rule != "state":
            self._add(Citation(cited, self.first, colon, "speaker", None, "say"))

    def _add(self, citation: Citation) -> None:
        cited = citation.cited
        if cited is not None and any(c.cited is not None and c.cited.start == cited.start for c in self.out):
            return
        if cited is not None and cited.name:
            self.phrases.names.learn(*cited.name)
        self.out.append(citation)
