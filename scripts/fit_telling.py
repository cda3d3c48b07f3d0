"""Train the network that tells which trigger words tell an incident, how and as what (isnad/reading/mention/telling.py).

    ISNAD_GOLD=... ISNAD_CORPUS=... python -m scripts.fit_telling

Learns from gold/dev, the readings of quality/ and the GSR's sentences. Prints figures on articles that the network has not seen (five
folds), writes what it answers for them to build/tellings.pkl, from which the weights behind it are fitted, then the network trained on all.
Needs torch.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from isnad.codebook import HERE, Codebook, load
from isnad.model import Article
from isnad.reading.draft import draft_of
from isnad.reading.mention.context import Context
from isnad.reading.mention.telling import ANSWERS, STATUSES, TYPES
from isnad.reading.mention.triggers import find_triggers
from isnad.reading.network import vectors_of
from isnad.reading.tools import tools_of
from scripts.fitting import ANSWERED
from scripts.network import Features, Trained, crossed, train
from scripts.training import SENTENCE_TYPES, Sample, article_of, examples_of, fold_of, folders, samples, sentences

TARGET = HERE / "networks" / "telling.npz"
MOST = 24_000  # features that are shipped
WEIGHTS = {"type": 0.5, "background": 0.5, "status": 0.3}
SENTENCE = 0.35  # weight of a trigger of a GSR sentence
EXAMPLE = 0.99  # and of one of the codebook's examples


@dataclass
class Row:
    """A trigger: its features and what the annotators say of it; -1 where they say nothing."""

    id: str
    first: int
    features: Features
    senses: np.ndarray
    told: int = -1
    type: int = -1
    background: int = -1
    status: int = -1
    weight: float = 1.0


def context_of(book: Codebook, article: Article) -> Context | None:
    draft = draft_of(article, tools_of(book), teller=None)
    return Context(draft.parse, find_triggers(draft.parse), draft.parties) if draft else None


def rows_at(context: Context, id_: str, found: Sequence[int], weight: float = 1.0) -> list[Row]:
    """Triggers of a text by their numbers in it, nothing told of them yet."""
    if not found:
        return []
    senses = vectors_of(context.parse.book).means(context.parse, [context.windows(k) for k in found])
    return [
        Row(id_, context.triggers[k].first, dict.fromkeys(sorted(context.features(k)), 1.0), sense, weight=weight)
        for k, sense in zip(found, senses, strict=True)
    ]


def rows_of(book: Codebook, sample: Sample) -> list[Row]:
    """The triggers of an annotated article."""
    context = context_of(book, sample.article)
    if context is None:
        return []
    rows = rows_at(context, sample.id, range(len(context.triggers)))
    for row, trigger in zip(rows, context.triggers, strict=True):
        number = sample.tells(context.parse, trigger)
        row.told = -1 if number is None else int(number >= 0)
        if number is not None and number >= 0:
            report = sample.reading["reports"][number]
            row.type, row.status = TYPES.index(report["type"]), STATUSES.index(report["status"])
            row.background = int(report["background"])
    return rows


def rows_of_sentence(book: Codebook, sentence: dict[str, Any], types: frozenset[str]) -> list[Row]:
    """The triggers of a GSR sentence: none tells in a sentence that is no example, the only one of its kind tells in one that is."""
    context = context_of(book, article_of(sentence)) if sentence["label"] in ("yes", "easy no") else None
    if context is None:
        return []
    found = [k for k, t in enumerate(context.triggers) if t.frame.type in types]
    yes = sentence["label"] == "yes"
    if yes and len(found) > 1:
        return []
    return [replace(row, told=int(yes)) for row in rows_at(context, sentence["id"], found, SENTENCE)]


def rows_of_examples(book: Codebook) -> list[Row]:
    """The triggers of the codebook's own examples that tell their type, and those of a counter-example's type, which tell nothing."""
    out = []
    for event in book.events.values():
        for article, example, tells in examples_of(event):
            if not tells and ("status" in example.expect or "type" in example.expect or example.status):
                continue
            context = context_of(book, article)
            if context is None:
                continue
            wanted = example.expect.get("type", event.id)
            for row in rows_at(context, article.id, [k for k, t in enumerate(context.triggers) if t.frame.type == wanted], EXAMPLE):
                row.told = int(tells)
                if tells:
                    row.type, row.background = TYPES.index(wanted), int(bool(example.expect.get("background", False)))
                    row.status = STATUSES.index(example.expect.get("status", example.status or "occurred"))
                out.append(row)
    return out


def trained(rows: list[Row]) -> Trained:
    """A network trained on the rows that say something."""
    rows = [r for r in rows if r.told >= 0]
    told, kind, old, status = (torch.tensor([getattr(r, k) for r in rows]) for k in ("told", "type", "background", "status"))
    weight = torch.tensor([r.weight for r in rows])

    def loss(z: torch.Tensor, batch: list[int]) -> torch.Tensor:
        out = functional.binary_cross_entropy_with_logits(z[:, 0], told[batch].float(), weight[batch])
        known = kind[batch] >= 0
        if known.any():
            z, b = z[known], torch.tensor(batch)[known]
            out = out + WEIGHTS["background"] * functional.binary_cross_entropy_with_logits(z[:, 1], old[b].float())
            first = 2 + len(STATUSES)
            out = out + WEIGHTS["status"] * functional.cross_entropy(z[:, 2:first], status[b])
            out = out + WEIGHTS["type"] * functional.cross_entropy(z[:, first:], kind[b])
        return out

    return train([r.features for r in rows], np.stack([r.senses for r in rows]), ANSWERS, loss)


def figures(rows: list[Row], answers: np.ndarray) -> str:
    """How well answers fit: told (accuracy and area under the curve), type, recalled."""
    told = np.array([r.told for r in rows])
    known, kind = told >= 0, np.array([r.type for r in rows])
    z, y = answers[known, 0], told[known]
    ranks = np.empty(len(z))
    ranks[np.argsort(z)] = np.arange(1, len(z) + 1)
    area = (ranks[y == 1].sum() - (y == 1).sum() * ((y == 1).sum() + 1) / 2) / ((y == 1).sum() * (y == 0).sum())
    right = kind >= 0
    types = answers[right][:, 2 + len(STATUSES) :].argmax(1) == kind[right]
    old = (answers[right, 1] > 0) == np.array([r.background for r in rows])[right]
    return f"told {((z > 0) == y).mean():.3f} (AUC {area:.3f}), type {types.mean():.3f}, recalled {old.mean():.3f}"


def sums_of(network: Trained, rows: list[Row]) -> np.ndarray:
    """The answers to the rows of a fold, all in one; what they are worth is told at once."""
    answers = network.answers([r.features for r in rows], np.stack([r.senses for r in rows]))
    mine = [k for k, r in enumerate(rows) if r.weight == 1.0]
    print(f"fold {fold_of(rows[0].id)}: {figures([rows[k] for k in mine], answers[mine])}", flush=True)
    return answers


def main() -> int:
    """Five folds, then the network that is shipped."""
    gold, corpus = folders()
    book = load()
    rows = [r for s in samples(gold, corpus) for r in rows_of(book, s)]
    alone = [r for name, types in SENTENCE_TYPES.items() for s in sentences(gold, name) for r in rows_of_sentence(book, s, types)]
    alone += rows_of_examples(book)
    print(f"{len(rows)} triggers of {len({r.id for r in rows})} articles, {len(alone)} of sentences and examples")
    out: dict[str, dict[int, np.ndarray]] = {}
    for row, answer in crossed(rows + alone, trained, sums_of, TARGET, MOST):
        out.setdefault(row.id, {})[row.first] = answer
    ANSWERED.parent.mkdir(exist_ok=True)
    ANSWERED.write_bytes(pickle.dumps(out))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
