"""What fitting and training begin with: drafts of the annotated articles, and their incidents beside the gold."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from isnad.codebook import HERE, load
from isnad.codebook.files import load_arrays
from isnad.evaluate.align import align
from isnad.evaluate.compare import pairs
from isnad.model import Article
from isnad.reading.draft import Draft, draft_of
from isnad.reading.encoder import encoder_of
from isnad.reading.incident.incidents import Incident, find_incidents
from isnad.reading.incident.record import report_of
from isnad.reading.logit import logit, probability
from isnad.reading.network import network_of
from isnad.reading.tools import tools_of
from scripts.logistic import Features, logistic
from scripts.training import FOLDS, Sample, examples_of, fold_of, unseen_path

TELLING = ("telling", "encoder")  # what drafts hang on
NETWORKS = ("sides", "place", "sources")  # and incidents
# Sums from which a party stands on a side: the first there, and further ones; where F1 peaks in cross-validation, flat around.
# Those whom a peaceful protest faces are told in 3 of 27 reports of gold/dev, but its addressee stands in four of ten of the corpus.
FLOORS = {"by_floor": -1.0, "by_more": 0.6, "against_floor": -1.2, "against_floor.peaceful_protest": 0.3, "against_more": 0.4}

Row = tuple[str, Features, bool, float]
Record = dict[str, Any]  # a report, or part of one, in the gold's form


class Fitting:
    """Drafts of the annotated articles, and the weights as they are fitted, one after the other."""

    def __init__(self, gold: Path, known: Sequence[Sample]) -> None:
        self.book = load()
        self.weights: dict[str, Any] = self.book.tables["weights"]
        self.weights |= FLOORS
        self.samples = {s.id: s for s in known}
        self.gold = {s.id: s.reading for s in known}
        self.folder = gold
        self.learnt = {*self.samples, *(a.id for event in self.book.events.values() for a, _, _ in examples_of(event))}
        self.told_without: int | None = None  # the fold that the networks of triggers have not seen now
        self.redraft()

    def redraft(self) -> None:
        """Draft all articles anew: how triggers are put together hangs on the weights."""
        by_fold = sorted(self.samples.values(), key=lambda s: s.fold)
        drafts = {s.id: d for s in by_fold if (d := self.draft(s.article))}
        self.drafts = {id_: drafts[id_] for id_ in self.samples if id_ in drafts}

    def draft(self, article: Article) -> Draft | None:
        """The draft with the networks of triggers that have not seen the article, where it is one that they learnt from."""
        fold = fold_of(article.id) if article.id in self.learnt else None
        if fold != self.told_without:
            self._take(TELLING, fold)
            self.told_without = fold
        return draft_of(article, tools_of(self.book))

    def without(self, fold: int | None) -> None:
        """Read on with the networks of parties, places and sources that have not seen a fold, by `make fit`; None: with those that are shipped."""
        self._take(NETWORKS, fold)

    def _take(self, names: tuple[str, ...], fold: int | None) -> None:
        for name in names:
            shipped = HERE / "networks" / f"{name}.npz"
            self.book.networks[name] = load_arrays(shipped if fold is None else unseen_path(shipped, fold))
        network_of.cache_clear()
        encoder_of.cache_clear()

    def found(self, id_: str) -> tuple[list[Incident], list[Record], dict[int, int]]:
        """The incidents of a drafted article, each as a report, and by the number of a gold report that of the one aligned with it."""
        draft = self.drafts[id_]
        incidents = find_incidents(draft)
        records = [record(draft, i) for i in incidents]
        return incidents, records, align(self.gold[id_]["reports"], records)

    def aligned(self) -> Iterator[tuple[str, Draft, Incident, Record]]:
        """Each incident that is aligned with a gold report, with that report, the draft and the id of the article."""
        for id_, draft in self.drafts.items():
            incidents, _, beside = self.found(id_)
            for a, b in beside.items():
                yield id_, draft, incidents[b], self.gold[id_]["reports"][a]

    def cross(self, rows: list[Row], fit: Callable[[list[Row]], Features]) -> Iterator[tuple[Row, float]]:
        """Each row with its probability from weights fitted without its fold."""
        for fold in range(FOLDS):
            weights = fit([r for r in rows if fold_of(r[0]) != fold])
            for row in rows:
                if fold_of(row[0]) == fold:
                    yield row, probability(logit(row[1], weights))


def record(draft: Draft, incident: Incident) -> Record:
    out: Record = json.loads(msgspec.json.encode(report_of(draft, incident, 0.5)))
    return out


def plain(rows: list[Row], l2: float) -> Features:
    return logistic([r[1] for r in rows], [r[2] for r in rows], [r[3] for r in rows], l2=l2)


def rate(told: Iterable[tuple[list[Record], list[Record]]]) -> str:
    """F1 of what the gold names and what was found, over pairs of the two lists."""
    hit = gold = found = 0
    for wanted, given in told:
        hit, gold, found = hit + len(pairs(wanted, given)), gold + len(wanted), found + len(given)
    return f"F1 {2 * hit / max(1, gold + found):.3f} ({hit} right of {found}, gold {gold})"
