"""Train the network that tells which trigger words tell an incident, how and as what (isnad/reading/mention/telling.py).

    ISNAD_GOLD=... ISNAD_CORPUS=... python -m scripts.fit_telling

Learns from gold/dev, the readings of quality/ and the GSR's sentences. Prints figures on articles that the network has not seen (five
folds), writes what it answers for them to build/tellings.pkl, from which the weights behind it are fitted, then the network trained on all.
Needs torch.
"""

from __future__ import annotations

import pickle

import numpy as np
import torch
from torch.nn import functional

from isnad.codebook import HERE, load
from isnad.reading.mention.telling import AGAINST, AGE, ANSWERS, BY, POINT, STATUS, SUMMED, TYPE
from scripts.fitting import ANSWERED
from scripts.network import Trained, crossed, train
from scripts.training import SENTENCE_TYPES, fold_of, folders, samples, sentences
from scripts.trigger_rows import Row, rows_of, rows_of_examples, rows_of_sentence

TARGET = HERE / "networks" / "telling.npz"
MOST = 80_000  # features that are learnt and shipped
ARTICLES = 24  # texts whose triggers make a batch
DECAY = 0.3  # of the weights; with 0.01 the network learns the stories of its articles by heart, with 1 too little
# What each answer counts beside whether a trigger tells at all.
WEIGHTS = {"type": 0.5, "background": 0.5, "status": 0.3, "first": 0.5, "main": 0.5, "age": 0.4, "by": 0.2, "against": 0.2, "point": 0.5}
SHARES = {"type": TYPE, "status": STATUS, "age": AGE, "by": BY, "against": AGAINST}  # answers of which one is right
SUMS = {name: column for column, name in enumerate(SUMMED) if name != "told"}  # answers that are right or wrong, by their column


def trained(rows: list[Row]) -> Trained:
    """A network trained on the rows that say something."""
    rows = [r for r in rows if r.told >= 0]
    said = {name: torch.tensor([getattr(r, name) for r in rows]) for name in ("told", "report", *SHARES, *SUMS)}
    weight = torch.tensor([r.weight for r in rows])
    texts: dict[str, list[int]] = {}
    for k, row in enumerate(rows):
        texts.setdefault(row.id, []).append(k)
    numbers = {id_: n for n, id_ in enumerate(texts)}
    text = torch.tensor([numbers[r.id] for r in rows])

    def loss(z: torch.Tensor, batch: list[int]) -> torch.Tensor:
        b = torch.tensor(batch)
        out = functional.binary_cross_entropy_with_logits(z[:, 0], said["told"][b].float(), weight[b])
        for name, part in SHARES.items():
            known = said[name][b] >= 0
            if known.any():
                out = out + WEIGHTS[name] * functional.cross_entropy(z[known][:, part], said[name][b[known]])
        for name, column in SUMS.items():
            known = said[name][b] >= 0
            if known.any():
                wanted = said[name][b[known]].float()
                out = out + WEIGHTS[name] * functional.binary_cross_entropy_with_logits(z[known][:, column], wanted)
        return out + WEIGHTS["point"] * apart(z[:, POINT], said["report"][b], text[b])

    return train(
        [r.features for r in rows],
        np.stack([r.senses for r in rows]),
        ANSWERS,
        loss,
        groups=list(texts.values()),
        size=ARTICLES,
        most=MOST,
        decay=DECAY,
    )


def apart(points: torch.Tensor, report: torch.Tensor, text: torch.Tensor) -> torch.Tensor:
    """How badly points tell which triggers of a text tell one report: near ones should, ones further apart than 1 should not.

    A trigger's pairs count by the root of how many triggers its text has, as in scripts/fit.py.
    """
    pair = (text[:, None] == text[None, :]) & (report[:, None] >= 0) & (report[None, :] >= 0)
    pair = pair & torch.ones_like(pair).triu(1)
    if not pair.any():
        return torch.zeros(())
    sums = 1.0 - ((points[:, None, :] - points[None, :, :]) ** 2).sum(-1)
    same = (report[:, None] == report[None, :]).float()
    weights = (torch.bincount(text)[text].float() ** -0.5)[:, None].expand_as(sums)[pair]
    lost = functional.binary_cross_entropy_with_logits(sums[pair], same[pair], reduction="none")
    return (lost * weights).sum() / weights.sum()


def figures(rows: list[Row], answers: np.ndarray) -> str:
    """How well answers fit: told (accuracy and area under the curve), type, recalled, told here first."""
    told = np.array([r.told for r in rows])
    known, kind = told >= 0, np.array([r.type for r in rows])
    z, y = answers[known, 0], told[known]
    ranks = np.empty(len(z))
    ranks[np.argsort(z)] = np.arange(1, len(z) + 1)
    area = (ranks[y == 1].sum() - (y == 1).sum() * ((y == 1).sum() + 1) / 2) / ((y == 1).sum() * (y == 0).sum())
    right = kind >= 0
    types = answers[right][:, TYPE].argmax(1) == kind[right]
    old = (answers[right, SUMS["background"]] > 0) == np.array([r.background for r in rows])[right]
    first = (answers[right, SUMS["first"]] > 0) == np.array([r.first for r in rows])[right]
    return f"told {((z > 0) == y).mean():.3f} (AUC {area:.3f}), type {types.mean():.3f}, recalled {old.mean():.3f}, told first {first.mean():.3f}"


def sums_of(network: Trained, rows: list[Row]) -> np.ndarray:
    """The answers to the rows of a fold, all in one; what they are worth on articles of the corpus is told at once."""
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
    for row, answer in crossed(rows + alone, trained, sums_of, TARGET):
        out.setdefault(row.id, {})[row.token] = answer
    ANSWERED.parent.mkdir(exist_ok=True)
    ANSWERED.write_bytes(pickle.dumps(out))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
