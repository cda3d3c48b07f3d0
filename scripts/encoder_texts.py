"""Annotated articles, sentences and examples as a transformer learns them: stretches of words with marks, the triggers in them, and their bonds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import torch

from isnad.evaluate.compare import same_named, same_place
from isnad.reading.encoder import LONGEST, MARKS, few, plain, stretches
from isnad.reading.mention.sight import BONDS
from isnad.reading.party.bystates import states_in
from scripts.named import entered, named, spot
from scripts.trigger_rows import Row, Seen

_LEAST = 20  # words that have a mark which is learnt
Place = tuple[int, int]  # the number of a stretch, and that of a word in it
Word = tuple[str, str, tuple[str, ...]]  # stem, light stem and marks


@dataclass
class EncoderText:
    """A text: the words of its stretches, its triggers and where each stands, and of each bond the trigger, where the other stands, and whether it is one."""

    id: str
    words: list[list[Word]]
    rows: list[Row]
    at: list[Place]
    bonds: list[list[tuple[int, Place, bool]]]


def text_of(seen: Seen) -> EncoderText:
    """A text with its triggers; only stretches that hold one are kept."""
    context, parse = seen.context, seen.context.parse
    where: dict[int, Place] = {}
    words: list[list[Word]] = []
    sought = {r.token for r in seen.rows}
    for stretch in stretches(parse.sentences, parse.title_tokens):
        if not any(i in sought and i not in where for i in stretch):
            continue
        where |= {i: (len(words), k) for k, i in enumerate(stretch) if i not in where}
        marks = (few(context.marks.get(i, ())) for i in stretch)
        words.append([(plain(context.stems[i]), plain(context.light[i]), told) for i, told in zip(stretch, marks, strict=True)])
    told: list[list[tuple[int, Place, bool]]] = []
    for belonging in _belonging(seen):
        spans = [(where[token], fits) for token, fits in belonging.items() if token in where]
        told.append([(k, at, row.report in fits) for k, row in enumerate(seen.rows) if row.report >= 0 for at, fits in spans])
    return EncoderText(seen.rows[0].id, words, seen.rows, [where[r.token] for r in seen.rows], told)


def _belonging(seen: Seen) -> Iterator[dict[int, set[int]]]:
    """For each of BONDS the first tokens of all that may belong to a report, with the numbers of the reports that it belongs to."""
    draft, reports = seen.draft, seen.reports
    parse = draft.parse
    if not reports:
        yield from ({} for _ in BONDS)
        return
    parties = list(draft.parties)
    covered = {i for p in parties for i in range(p.first, p.last)}
    parties += [s for a, b in parse.sentences for s in states_in(parse, a, b) if s.first not in covered]
    shown = [(p.first, named(draft, p)) for p in parties]
    for side in ("by", "against"):
        wanted = [[entered(draft, g) for g in report[side]] for report in reports]
        yield {first: {n for n, of in enumerate(wanted) if any(same_named(g, own) for g in of)} for first, own in shown}
    yield {p.first: {n for n, r in enumerate(reports) if same_place(r, spot(draft, p))} for p in draft.places}
    entries = {id(e): e for turns in draft.attribution.turns.values() for turn in turns for chain in turn.chains for _, e in chain}
    told = [(e.cited.first, {"text": parse.text.cut(*e.shown)}) for e in entries.values()]
    yield {first: {n for n, r in enumerate(reports) if any(same_named(g, own) for g in r["sources"])} for first, own in told}


def texts_of(told: Iterable[Seen]) -> list[EncoderText]:
    """Texts that have triggers of which something is told."""
    kept = (seen._replace(rows=[r for r in seen.rows if r.told >= 0]) for seen in told)
    return [text_of(seen) for seen in kept if seen.rows]


def marks_in(texts: Iterable[EncoderText]) -> list[str]:
    """The marks that enough words have, in order."""
    every = sorted(m for t in texts for words in t.words for _, _, told in words for m in told)
    return [mark for mark, group in groupby(every) if sum(1 for _ in group) >= _LEAST]


@dataclass
class Batch:
    """Some texts as tensors: stems, light stems, marks and which words are there; where triggers stand and their rows; bonds of each kind."""

    shown: tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]
    at: tuple[torch.Tensor, torch.Tensor]
    rows: list[int]
    bonds: list[torch.Tensor]  # (bonds, 4): the trigger, the stretch and the word of the other, whether it is one


class Batches:
    """Texts by the rows that a transformer has for stems, light stems and marks."""

    def __init__(self, texts: Sequence[EncoderText], stems: Sequence[str], lights: Sequence[str], marks: Sequence[str]) -> None:
        self.texts, self.none = texts, len(marks)
        tables = [{w: k for k, w in enumerate(known, first)} for known, first in ((stems, 1), (lights, 1), (marks, 0))]
        self.stretches: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
        self.first: list[int] = []  # of each text, among the stretches
        self.bonds: list[list[np.ndarray]] = []
        for text in texts:
            self.first.append(len(self.stretches))
            self.stretches += [self._rows(words, tables) for words in text.words]
            self.bonds.append([np.array([(k, *at, fits) for k, at, fits in told], np.int64).reshape(-1, 4) for told in text.bonds])
        self.begin = np.cumsum([0, *(len(t.rows) for t in texts)]).tolist()  # of the rows of each text

    def _rows(self, words: list[Word], tables: list[dict[str, int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        stem = np.array([tables[0].get(s, 0) for s, _, _ in words], np.int64)
        light = np.array([tables[1].get(w, 0) for _, w, _ in words], np.int64)
        mark = np.full((len(words), MARKS), self.none, np.int64)
        for k, (_, _, told) in enumerate(words):
            known = [tables[2][m] for m in told if m in tables[2]]
            mark[k, : len(known)] = known
        return stem, light, mark

    def of(self, numbers: Sequence[int]) -> Batch:
        """The texts of some numbers."""
        own = [self.first[n] + k for n in numbers for k in range(len(self.texts[n].words))]
        index = {k: i for i, k in enumerate(own)}
        longest = max(len(self.stretches[k][0]) for k in own)
        assert longest <= LONGEST
        stem, light = (torch.zeros(len(own), longest, dtype=torch.int64) for _ in range(2))
        mark = torch.full((len(own), longest, MARKS), self.none, dtype=torch.int64)
        seen = torch.zeros(len(own), longest, dtype=torch.bool)
        for i, k in enumerate(own):
            n = len(self.stretches[k][0])
            stem[i, :n], light[i, :n], mark[i, :n] = (torch.from_numpy(part) for part in self.stretches[k])
            seen[i, :n] = True
        at = [(index[self.first[n] + s], p) for n in numbers for s, p in self.texts[n].at]
        rows = [r for n in numbers for r in range(self.begin[n], self.begin[n + 1])]
        begins = np.cumsum([0, *(len(self.texts[n].rows) for n in numbers)])
        moved = [
            [self.bonds[n][kind] + (begins[i], index[self.first[n]], 0, 0) for i, n in enumerate(numbers)] for kind in range(len(BONDS))
        ]
        where = torch.tensor([s for s, _ in at]), torch.tensor([p for _, p in at])
        return Batch((stem, light, mark, seen), where, rows, [torch.from_numpy(np.concatenate(parts)) for parts in moved])
