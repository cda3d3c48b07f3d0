"""Train the network that tells which trigger words tell an incident, how and as what (isnad/reading/mention/telling.py).

    ISNAD_GOLD=... ISNAD_CORPUS=... python -m scripts.fit_telling

Learns from gold/dev, the readings of quality/ and the GSR's sentences. Prints figures on articles that the network has not seen (five
folds), keeps those networks and their answers in build/, from which what stands behind is fitted, then writes the network trained on all.
Needs torch.
"""

from __future__ import annotations

import pickle
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from isnad.codebook import HERE, load
from isnad.reading.mention.telling import ANSWERS, POINT
from scripts.network import Trained, crossed, lighten, train
from scripts.training import fold_of, folders
from scripts.trigger_rows import Row, rows_of_all
from scripts.wanted import Wanted, figures

TARGET = HERE / "networks" / "telling.npz"
ANSWERED = Path("build/tellings.pkl")  # what it answers for articles that it has not seen, by text and token
MOST = 80_000  # features that are learnt
KEPT = 56_000  # features that are shipped: five megabytes hold no more beside the transformer
ARTICLES = 24  # texts whose triggers make a batch
NEAR = 0.5  # what it counts that the triggers of a report are near each other, beside whether they tell at all
DECAY = 0.3  # of the weights; with 0.01 the network learns the stories of its articles by heart, with 1 too little


def trained(rows: list[Row]) -> Trained:
    """A network trained on the rows that say something."""
    rows = [r for r in rows if r.told >= 0]
    wanted = Wanted(rows)
    texts: dict[str, list[int]] = {}
    for k, row in enumerate(rows):
        texts.setdefault(row.id, []).append(k)
    numbers = {id_: n for n, id_ in enumerate(texts)}
    text, report = torch.tensor([numbers[r.id] for r in rows]), torch.tensor([r.report for r in rows])

    def loss(z: torch.Tensor, batch: list[int]) -> torch.Tensor:
        return wanted.lost(z, batch) + NEAR * apart(z[:, POINT], report[batch], text[batch])

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
    rows = [r for seen in rows_of_all(book, gold, corpus) for r in seen.rows]
    print(f"{len(rows)} triggers of {len({r.id for r in rows})} texts")
    out: dict[str, dict[int, np.ndarray]] = {}
    for row, answer in crossed(rows, trained, sums_of, TARGET):
        out.setdefault(row.id, {})[row.token] = answer
    lighten(TARGET, Counter(name for r in rows for name in r.features), KEPT)
    ANSWERED.parent.mkdir(exist_ok=True)
    ANSWERED.write_bytes(pickle.dumps(out))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
