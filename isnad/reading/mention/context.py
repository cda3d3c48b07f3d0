"""What stands around a trigger word: the named features from which it is weighed whether, how and as what it tells an incident."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

from isnad.reading.mention.triggers import TriggerMention
from isnad.reading.network import Window
from isnad.reading.parse import Parse
from isnad.reading.party.party import PartyMention
from isnad.reading.word.memo import Memo
from isnad.reading.word.stems import light_stems, shape, stems

_BESIDE = 4  # words on either side whose place counts
_AROUND = 7  # words on either side in which parties, places, dates and figures are looked for
_LEFT, _RIGHT = 6, 6  # words on either side whose sense is averaged
_TITLE, _LEAD, _ARTICLE = 14, 25, 300  # words from which it is told what the article is about
_OFTEN = 6  # times beyond which it does not count how often
_OPENING, _TYPED = 3, 2  # words that open a sentence; those that count for each type by itself
_LEXICONS = ("place", "nisba", "outlet", "verb", "connector", "cue", "relation")


def stems_of(parse: Parse) -> list[str]:
    """The stems of all words of an article, made once."""
    return _made(parse, "stems", stems)


def light_stems_of(parse: Parse) -> list[str]:
    """The same without endings."""
    return _made(parse, "light stems", light_stems)


def _made(parse: Parse, name: str, memo: Callable[[], Memo[str]]) -> list[str]:
    if (key := (name,)) not in parse.memo:
        parse.memo[key] = list(map(memo().__getitem__, parse.words))
    made: list[str] = parse.memo[key]
    return made


@lru_cache(maxsize=64)
def _of_type(type_: str) -> Memo[str]:
    """The names of features that count for one type of event by themselves, each made once."""
    return Memo(lambda name: f"{type_}|{name}")


class Context:
    """An article as its triggers see it: stems and marks of tokens, made once."""

    def __init__(self, parse: Parse, triggers: Sequence[TriggerMention], parties: Sequence[PartyMention]) -> None:
        self.parse, self.triggers = parse, triggers
        self.stems, self.light = stems_of(parse), light_stems_of(parse)
        self.marks = _marks(parse, triggers, parties)
        self.titled = sorted({t.frame.type for t in triggers if t.sentence == 0})
        self.heading, self.lead = frozenset(self._in(0, self.stems)), frozenset(self._in(1, self.stems))
        self.about = frozenset([f"t={w}" for w in self.light[:_LEAD]])
        self.title = frozenset([f"ti={w}" for w in self._in(0, self.light)])
        self.types = Counter([t.frame.type for t in triggers])
        self.told_in = Counter([t.sentence for t in triggers])
        self.sentences: dict[int, frozenset[str]] = {}

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
        """The names of the features of a trigger; each counts one."""
        return set().union(*self.parts(n))

    def parts(self, n: int) -> tuple[frozenset[str], ...]:
        """The features of a trigger alone, of its article, of the title, and of its sentence."""
        t, parse, stems = self.triggers[n], self.parse, self.stems
        i, j, type_ = t.first, t.last, t.frame.type
        a, b = parse.sentences[t.sentence]
        out = {
            f"ty={type_}", f"w={stems[i]}", f"raw={parse.words[i]}", f"off{min((i - a) // 4, 8)}", f"nt{min(len(self.triggers) // 3, 6)}",
            f"len{min((b - a) // 10, 6)}", "same" if type_ in self.titled else "nosame",
        }  # fmt: skip
        out |= self._told_before(t, stems[i])
        out.update(f"sg={x}" for x in (*shape(parse.words[i]), *self.marks.get(i, ())))
        out.update(f"L{q - i}={stems[q]}" for q in range(max(a, i - _BESIDE), i))
        out.update(f"R{q - j}={stems[q]}" for q in range(j, min(b, j + _BESIDE)))
        out |= self._pairs(t)
        told = self._around(n)
        out |= told
        out.update(map(_of_type(type_).__getitem__, told))
        out.update(f"b{q - a}={parse.words[q]}" for q in range(min(a + _TYPED, b), min(a + _OPENING, b)))
        return frozenset(out), self.about, self.title, self._sentence(t.sentence)

    def _around(self, n: int) -> set[str]:
        """What stands around a trigger that means one thing for one type and another for another."""
        t, parse, light = self.triggers[n], self.parse, self.light
        i, j = t.first, t.last
        a, b = parse.sentences[t.sentence]
        out = {f"sent{min(t.sentence, 8)}"}
        out.update(f"tt={x}" for x in self.titled)
        out.update(f"l={light[q]}" for q in range(max(a, i - _BESIDE), i))
        out.update(f"r={light[q]}" for q in range(j, min(b, j + _BESIDE)))
        out.update(f"b{q - a}={parse.words[q]}" for q in range(a, min(a + _TYPED, b)))
        for q in range(max(a, i - _AROUND), min(b, j + _AROUND)):
            out.update(f"sl={x}" if q < i else f"sr={x}" for x in self.marks.get(q, ()))
        for m, name in ((n - 1, "pt"), (n + 1, "nt")):
            if 0 <= m < len(self.triggers):
                other = self.triggers[m]
                out.add(f"{name}={other.frame.type}{'.same' if other.sentence == t.sentence else ''}")
        return out

    def _pairs(self, t: TriggerMention) -> set[str]:
        """Neighbouring words before and behind a trigger, and the two on either side with its own word."""
        i, j, light = t.first, t.last, self.light
        a, b = self.parse.sentences[t.sentence]
        before, behind = light[max(a, i - _BESIDE) : i], light[j : min(b, j + _BESIDE)]
        out = {f"pl={x}_{y}" for x, y in pairwise(before)} | {f"pr={x}_{y}" for x, y in pairwise(behind)}
        out.update(f"L{k}={x}|{light[i]}" for k, x in zip((1, 2), reversed(before), strict=False))
        out.update(f"R{k}={x}|{light[i]}" for k, x in zip((1, 2), behind, strict=False))
        return out

    def _told_before(self, t: TriggerMention, word: str) -> set[str]:
        """Where else the article has the word of a trigger, and how many others tell of its type or stand in its sentence."""
        first = self.stems.index(word) >= t.first
        return {
            f"titled{word in self.heading}", f"leads{word in self.lead}", f"first{first}", f"often{min(_OFTEN, self.stems.count(word))}",
            f"alike{min(_OFTEN, self.types[t.frame.type])}", f"beside{min(_OFTEN, self.told_in[t.sentence])}",
        }  # fmt: skip

    def _sentence(self, k: int) -> frozenset[str]:
        if k not in self.sentences:
            self.sentences[k] = frozenset([f"s={w}" for w in self._in(k, self.light)])
        return self.sentences[k]


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
