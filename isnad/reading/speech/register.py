"""The speakers of one article: the same speaker under two names is one."""

from __future__ import annotations

from typing import cast

from msgspec.structs import replace

from isnad.model import Person, SourceKind, Speaker
from isnad.reading.name.alike import same_name
from isnad.reading.parse import Parse
from isnad.reading.speech.cited import Citation, Cited
from isnad.reading.speech.entry import Entry
from isnad.reading.speech.speakers import Phrases

_EVIDENCE = 120  # code points
_LEAD = 1  # sentences of title and lead: up to the one of this number
_INTRODUCED = 3  # sentences behind an office in which its holder is named


class Register:
    """Speakers in the order of their first citation; those of the article's own outlet are known but not listed."""

    def __init__(self, parse: Parse, phrases: Phrases, own: frozenset[str]) -> None:
        self.parse, self.phrases, self.own = parse, phrases, own
        self.entries: list[Entry] = []
        self.last: Entry | None = None

    def add(self, citation: Citation) -> Entry | None:
        """The entry of the one cited, new or known; None for the article's own outlet."""
        cited = citation.cited
        if cited is None or self._is_own(cited):
            return None
        name = self._name(cited)
        words = self._words(cited)
        entry = self._known(cited, name, words)
        if entry is None:
            if cited.role in self.phrases.words.carriers:
                return self.last
            entry = Entry(cited, citation, words, name, headline=cited.first < self.parse.title_tokens)
            self.entries.append(entry)
        else:
            entry.count += 1
            titled = entry.headline
            entry.headline = entry.headline and cited.first < self.parse.title_tokens
            if (
                (name and not entry.name)
                or (len(name) > len(entry.name) and entry.name)
                or (not entry.name and not name and entry.cited.bare and not cited.bare)
                or (titled and not entry.headline and not entry.name and not cited.bare)  # a headline says it shorter
            ):
                entry.cited, entry.citation, entry.name = cited, citation, name or entry.name
            elif cited.name and cited.role and not entry.cited.role and entry.cited.kind == "political":
                entry.cited = replace(entry.cited, kind=cited.kind)
            entry.words |= words
        entry.shown = self._shown(entry.cited)
        if citation.place in ("speaker", "origin", "after"):
            self.last = entry
        return entry

    def _is_own(self, cited: Cited) -> bool:
        parse = self.parse
        if parse.words[cited.first] in self.phrases.words.ours:
            return True
        if not self.own or cited.kind != "media" or (cited.name and cited.role is not None):
            return False
        return any(
            h.sense.lexicon == "outlet" and h.sense.id in self.own for i in range(cited.first, cited.last) for h in parse.hits_at.get(i, ())
        )

    def _name(self, cited: Cited) -> tuple[str, ...]:
        if cited.name is None:
            return ()
        first, last = cited.name
        if cited.rule == "name.single" and (full := self.phrases.names.full.get(self.parse.words[first])):
            first, last = full
        return tuple(w for w in self.parse.words[first:last] if len(w) > 1)

    def _words(self, cited: Cited) -> set[str]:
        out = set()
        for i in range(cited.first, cited.last):
            word = self.parse.words[i]
            if self.parse.is_word(i) and len(word) > 2:
                for prefix in ("وال", "بال", "لل", "ال"):
                    if word.startswith(prefix) and len(word) - len(prefix) > 2:
                        word = word[len(prefix) :]
                        break
                else:
                    if i == cited.first and word[0] in "ولبف" and len(word) > 4 and self.parse.text.tokens[i].start < cited.start:
                        word = word[1:]
                out.add(word.removesuffix("ه"))
        return out

    def _known(self, cited: Cited, name: tuple[str, ...], words: set[str]) -> Entry | None:
        """The entry of one who was cited before, under this name or another."""
        return self._alike(cited, name, words) or (self._announced(cited) or self._pointed(cited) if not name else self._introduced(cited))

    def _announced(self, cited: Cited) -> Entry | None:
        """One whom title or lead called by nothing but a bare word: `مصادر: …` and then `قالت مصادر أمنية`."""
        if cited.bare or not cited.role:
            return None
        sentence = self.parse.sentence_of(cited.first)
        for entry in self.entries:
            other = entry.cited
            begun = self.parse.sentence_of(other.first)
            if begun <= _LEAD and sentence <= begun + _INTRODUCED and other.bare and other.role == cited.role and other.many == cited.many:
                return entry
        return None

    def _pointed(self, cited: Cited) -> Entry | None:
        """Who is meant by a bare definite word: `وأضاف المسؤول` him who spoke last, `وأضافت الصحيفة` the medium that was cited last."""
        if not (cited.definite and (cited.bare or self._described(cited))):
            return None
        last = self.last
        if last is not None and self._is_person(cited) and (self._is_person(last.cited) or cited.role == "source"):
            return last
        for entry in reversed(self.entries):
            other = entry.cited
            if cited.role == other.role and cited.person == other.person:
                return entry
            if cited.kind == "media" == other.kind and cited.person is None and other.person is None and other.named:
                return entry
        return None

    def _described(self, cited: Cited) -> bool:
        """Whether a word for somebody who goes on speaking stands with nothing but descriptions: `المسؤول الأمني`."""
        if not self._is_person(cited) or cited.many or cited.name or cited.last - cited.first > 3:
            return False
        return all(w.startswith("ال") and _nisbas({w}) for w in self.parse.words[cited.first + 1 : cited.last])

    def _introduced(self, cited: Cited) -> Entry | None:
        """One whom the lead named by his office only: `أفاد مسؤول محلي` and then `وقال القائم مقام فلان`."""
        sentence = self.parse.sentence_of(cited.first)
        for entry in reversed(self.entries):
            other = entry.cited
            if entry.name or entry.count > 1 or other.definite or other.many or other.person != "public" or not cited.role:
                continue
            near = sentence - self.parse.sentence_of(other.first) <= _INTRODUCED
            if near and other.role != "source" and cited.person == "public" and cited.kind == other.kind and cited.first > other.last:
                return entry
        return None

    def _alike(self, cited: Cited, name: tuple[str, ...], words: set[str]) -> Entry | None:
        for entry in reversed(self.entries):
            other = entry.cited
            if name and entry.name:
                if same_name(name, entry.name):
                    return entry
                continue
            same = cited.id and cited.id == other.id and not name and not entry.name
            if same and (cited.named or words == entry.words or cited.id in self.parse.book.outlets):
                return entry
            if name and not entry.name:
                if cited.role and cited.role == other.role and (other.definite or other.bare) and words >= entry.words:
                    return entry
                continue
            if entry.name:
                if (
                    cited.role
                    and cited.definite
                    and cited.person == other.person
                    and (words <= entry.words or (cited.role == other.role and _nisbas(words - entry.words)))
                ):
                    return entry
                continue
            if words == entry.words and (cited.role == other.role or cited.kind == other.kind):
                return entry
            if cited.definite and cited.role and cited.role == other.role and words <= entry.words:
                return entry
            if other.definite and other.role and cited.role == other.role and words >= entry.words and cited.definite:
                return entry
            if (
                cited.definite
                and words
                and words < entry.words
                and (cited.kind == other.kind or cited.role == other.role or cited.bare)
                and cited.person == other.person
            ):
                return entry
            alike = cited.kind == other.kind and cited.person == other.person
            if other.definite and entry.words and entry.words < words and alike and (cited.definite or cited.named):
                return entry
        return None

    def _is_person(self, cited: Cited) -> bool:
        """Whether a role is one of the words for persons who go on speaking without a name."""
        return cited.role in self.phrases.words.persons

    def speakers(self) -> list[Speaker]:
        """The records, in the order of the text."""
        body = [e for e in self.entries if not e.headline]
        return [self._record(e) for e in body or self.entries]

    def _record(self, entry: Entry) -> Speaker:
        parse, cited = self.parse, entry.cited
        own = parse.text.span(*entry.shown)
        span = self._evidence(entry)
        return Speaker(
            text=parse.text.raw[own[0] : own[1]],
            kind=cast(SourceKind, cited.kind),
            person=cast("Person | None", cited.person),
            evidence=parse.text.raw[span[0] : span[1]],
            span=own,
            confidence=entry.confidence,
            spans={"evidence": [span]},
            rules={"text": cited.rule, "verb": _verb_rule(entry)},
        )

    def _shown(self, cited: Cited) -> tuple[int, int]:
        """The folded span of the words shown: the full name where the article has one."""
        if cited.rule == "name.single" and cited.name and (full := self.phrases.names.full.get(self.parse.words[cited.name[0]])):
            tokens = self.parse.text.tokens
            return tokens[full[0]].start, tokens[full[1] - 1].end
        return cited.start, cited.end

    def _evidence(self, entry: Entry) -> tuple[int, int]:
        cited, citation = entry.cited, entry.citation
        if citation is not None:
            first, last = min(cited.first, citation.token), max(cited.last, citation.last)
            span = self.parse.raw_span(first, last)
            if span[1] - span[0] <= _EVIDENCE:
                return span
        own = self.parse.text.span(cited.start, cited.end)
        return own[0], min(own[1], own[0] + _EVIDENCE)


def _nisbas(words: set[str]) -> bool:
    """Whether words only describe: `الوزير الفرنسي` is the minister of whom the article spoke."""
    return all(w.endswith("ي") for w in words)


def _verb_rule(entry: Entry) -> str:
    """The verb or the place in the chain by which the speaker was found."""
    citation = entry.citation
    if citation is None:
        return "none"
    return citation.verb.sense.id if citation.verb is not None else citation.place
