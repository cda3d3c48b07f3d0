"""What stands around a trigger word: the named features from which it is weighed whether, how and as what it tells an incident."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from isnad.reading.mention.heads import BESIDE, LATE, SPELLED, TYPED, Heads, Typed
from isnad.reading.mention.triggers import TriggerMention
from isnad.reading.network import Window, vectors_of
from isnad.reading.parse import Parse
from isnad.reading.party.party import PartyMention
from isnad.reading.word.stems import shape

_AROUND = 7  # words on either side in which parties, places, dates and figures are looked for
_LEFT, _RIGHT = 6, 6  # words on either side whose sense is averaged
_TITLE, _LEAD, _ARTICLE = 14, 25, 300  # words from which it is told what the article is about
_OFTEN = 6  # times beyond which it does not count how often
_LEXICONS = ("place", "nisba", "outlet", "verb", "connector", "cue", "relation")


def stems_of(parse: Parse) -> list[str]:
    """The stems of all words of an article, made once."""
    return vectors_of(parse.book).lexemes_of(parse)[0]


class Context:
    """An article as its triggers see it: stems and marks of tokens, made once."""

    def __init__(self, parse: Parse, triggers: Sequence[TriggerMention], parties: Sequence[PartyMention], heads: Heads = SPELLED) -> None:
        self.parse, self.triggers, self.heads = parse, triggers, heads
        self.stems, self.light, _ = vectors_of(parse.book).lexemes_of(parse)
        self.marks = _marks(parse, triggers, parties)
        self.titled = sorted({t.frame.type for t in triggers if t.sentence == 0})
        self.heading, self.lead = frozenset(self._in(0, self.stems)), frozenset(self._in(1, self.stems))
        self.about = _known(set(map(heads.about, self.light[:_LEAD])))
        self.title = _known(set(map(heads.title, self._in(0, self.light))))
        self.types = Counter([t.frame.type for t in triggers])
        self.told_in = Counter([t.sentence for t in triggers])
        self.sentences: dict[int, frozenset[Any]] = {}

    def _in(self, sentence: int, words: list[str]) -> list[str]:
        """Of what stands for the words of the article that of one sentence, if there is one."""
        return [w for bounds in self.parse.sentences[sentence : sentence + 1] for w in words[slice(*bounds)]]

    def windows(self, n: int) -> list[Window]:
        """The stretches of tokens whose sense is averaged: before, the trigger, behind, its sentence, the article, its title."""
        t = self.triggers[n]
        a, b = self.parse.sentences[t.sentence]
        end = len(self.parse.words)
        return [
            (max(a, t.first - _LEFT), t.first), (t.first, t.last), (t.last, min(b, t.last + _RIGHT)), (a, b),
            (0, min(end, _ARTICLE)), (0, min(end, _TITLE)),
        ]  # fmt: skip

    def features(self, n: int) -> set[str]:
        """The names of the features of a trigger, where they are spelled; each counts one."""
        return set().union(*self.parts(n))

    def parts(self, n: int) -> tuple[frozenset[Any], ...]:
        """The features of a trigger alone, of its article, of the title, and of its sentence: rows, or names where they are spelled."""
        t, parse, stems, heads = self.triggers[n], self.parse, self.stems, self.heads
        i, j, type_ = t.first, t.last, t.frame.type
        a, b = parse.sentences[t.sentence]
        row = heads.row
        out: set[Any] = {
            row(f"ty={type_}"), heads.word(stems[i]), heads.raw(parse.words[i]), row(f"off{min((i - a) // 4, 8)}"),
            row(f"nt{min(len(self.triggers) // 3, 6)}"), row(f"len{min((b - a) // 10, 6)}"), row("same" if type_ in self.titled else "nosame"),
        }  # fmt: skip
        self._told_before(out, t, stems[i])
        out.update(map(heads.sign, shape(parse.words[i])))
        out.update(map(heads.sign, self.marks.get(i, ())))
        out.update([get(w) for get, w in zip(heads.left, reversed(stems[max(a, i - BESIDE) : i]), strict=False)])
        out.update([get(w) for get, w in zip(heads.right, stems[j : min(b, j + BESIDE)], strict=False)])
        self._pairs(out, t)
        self._around(out, n, heads.every)
        self._around(out, n, heads.of(type_))
        out.update([get(w) for get, w in zip(heads.opening, parse.words[min(a + TYPED, b) : b], strict=False)])
        return _known(out), self.about, self.title, self._sentence(t.sentence)

    def _around(self, out: set[Any], n: int, of: Typed) -> None:
        """What stands around a trigger, as it counts for every type or for its own: it means one thing for one type and another for another."""
        t, parse, light = self.triggers[n], self.parse, self.light
        i, j = t.first, t.last
        a, b = parse.sentences[t.sentence]
        out.add(of.sentence[min(t.sentence, LATE)])
        out.update(map(of.titled, self.titled))
        out.update(map(of.left, light[max(a, i - BESIDE) : i]))
        out.update(map(of.right, light[j : min(b, j + BESIDE)]))
        out.update([get(w) for get, w in zip(of.opening, parse.words[a:b], strict=False)])
        for q in range(max(a, i - _AROUND), min(b, j + _AROUND)):
            if (marks := self.marks.get(q)) is not None:
                out.update(map(of.marks_left if q < i else of.marks_right, marks))
        for m, get in ((n - 1, of.previous), (n + 1, of.following)):
            if 0 <= m < len(self.triggers):
                other = self.triggers[m]
                out.add(get(f"{other.frame.type}{'.same' if other.sentence == t.sentence else ''}"))

    def _pairs(self, out: set[Any], t: TriggerMention) -> None:
        """Neighbouring words before and behind a trigger, and the two on either side with its own word."""
        i, j, light, heads = t.first, t.last, self.light, self.heads
        a, b = self.parse.sentences[t.sentence]
        before, behind = light[max(a, i - BESIDE) : i], light[j : min(b, j + BESIDE)]
        out.update([heads.pairs_left(f"{x}_{y}") for x, y in pairwise(before)])
        out.update([heads.pairs_right(f"{x}_{y}") for x, y in pairwise(behind)])
        out.update([get(f"{x}|{light[i]}") for get, x in zip(heads.joined_left, reversed(before), strict=False)])
        out.update([get(f"{x}|{light[i]}") for get, x in zip(heads.joined_right, behind, strict=False)])

    def _told_before(self, out: set[Any], t: TriggerMention, word: str) -> None:
        """Where else the article has the word of a trigger, and how many others tell of its type or stand in its sentence."""
        first, row = self.stems.index(word) >= t.first, self.heads.row
        out |= {
            row(f"titled{word in self.heading}"), row(f"leads{word in self.lead}"), row(f"first{first}"),
            row(f"often{min(_OFTEN, self.stems.count(word))}"), row(f"alike{min(_OFTEN, self.types[t.frame.type])}"),
            row(f"beside{min(_OFTEN, self.told_in[t.sentence])}"),
        }  # fmt: skip

    def _sentence(self, k: int) -> frozenset[Any]:
        if k not in self.sentences:
            self.sentences[k] = _known(set(map(self.heads.inside, self._in(k, self.light))))
        return self.sentences[k]


def _known(rows: set[Any]) -> frozenset[Any]:
    rows.discard(None)
    return frozenset(rows)


def _marks(parse: Parse, triggers: Sequence[TriggerMention], parties: Sequence[PartyMention]) -> dict[int, list[str]]:
    """What the codebook knows of each token."""
    out: dict[int, list[str]] = {}

    def add(first: int, last: int, *told: str) -> None:
        for i in range(first, last):
            out.setdefault(i, []).extend(told)

    for number in parse.numbers:
        add(number.first, number.last, "number", f"number.{number.q}")
    for day in parse.dates:
        add(day.first, day.last, "date", f"date.{day.kind}")
    for lexicon in _LEXICONS:
        for hit in parse.scan.of(lexicon):
            add(hit.first, hit.last, f"hit.{lexicon}")
    for party in parties:
        add(party.first, party.last, "party", f"party.{party.kind}", "party.named" if party.named else "party.common")
        out[party.first].append("party.first")
    for t in triggers:
        add(t.first, t.last, f"trigger.{t.frame.type}", "trigger.verb" if t.verbal else "trigger.noun", f"trigger.{t.frame.trigger.role}")
        if t.hit.definite:
            add(t.first, t.last, "trigger.definite")
    return out
