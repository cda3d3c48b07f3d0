"""Train the transformer that sees trigger words in their context (isnad/reading/encoder.py, isnad/reading/mention/sight.py).

    ISNAD_GOLD=... ISNAD_CORPUS=... python -m scripts.fit_encoder

Begins with what scripts/pretrain.py has learnt of words, and learns from what scripts/fit_telling.py learns from, and which parties, places and
speakers belong to a trigger. Prints figures on articles that it has not seen (five folds), by itself and beside the network of triggers;
keeps the transformers that have not seen a fold in build/, and writes the one trained on all. Needs torch; takes forty minutes on two cores that do nothing else.
"""

from __future__ import annotations

import os
import pickle
import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from isnad.codebook import HERE, load
from isnad.codebook.files import load_arrays
from isnad.reading.mention.sight import BONDS
from isnad.reading.mention.telling import POINT
from isnad.reading.network import names
from scripts.encoder import WIDTH, Words, linear
from scripts.encoder_texts import Batch, Batches, EncoderText, marks_in, texts_of
from scripts.fit_telling import ANSWERED
from scripts.mixing import mixing_of
from scripts.network import write
from scripts.pretrain import TARGET as WORDS
from scripts.training import FOLDS, fold_of, folders, unseen_path
from scripts.trigger_rows import Row, rows_of_all
from scripts.wanted import Wanted, area, figures

TARGET = HERE / "networks" / "encoder.npz"
EPOCHS, ARTICLES, RATE, DECAY = 4, 24, 8e-4, 0.1
PART = 32  # numbers by which a trigger asks for what belongs to it, for each kind of bond
BOND = 0.5  # what the bonds of a kind count beside whether a trigger tells at all


class Sighted(nn.Module):
    """The transformer, what it answers for triggers, and what bonds it sees."""

    def __init__(self, known: dict[str, Any], marks: int) -> None:
        super().__init__()
        self.words = Words(marks)
        self.words.take(known)
        nn.init.normal_(self.words.marks.weight, 0, 0.05)
        self.first, self.second, self.drop = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, POINT.start), nn.Dropout(0.2)
        self.asks, self.tells = (nn.Linear(WIDTH, PART * len(BONDS)) for _ in range(2))
        self.bias = nn.Parameter(torch.full((len(BONDS),), -2.0))

    def forward(self, batch: Batch) -> tuple[torch.Tensor, list[torch.Tensor]]:
        """The answers for the triggers, and the sums of the bonds of each kind."""
        states = self.words(*batch.shown)
        own = states[batch.at]
        answers = self.second(self.drop(functional.gelu(self.first(self.drop(own)), approximate="tanh")))
        asked, told = (layer(self.drop(s)).unflatten(-1, (len(BONDS), PART)) for layer, s in ((self.asks, own), (self.tells, states)))
        sums = [
            (asked[b[:, 0], k] * told[b[:, 1], b[:, 2], k]).sum(-1).float() * PART**-0.5 + self.bias[k] for k, b in enumerate(batch.bonds)
        ]
        return answers.float(), sums


class Learning:
    """What transformers begin with: the words, the marks, and the texts of all."""

    def __init__(self, texts: list[EncoderText]) -> None:
        self.known = load_arrays(WORDS)
        self.stems, self.lights = names(self.known["stems"]), names(self.known["lights"])
        self.texts, self.marks = texts, marks_in(texts)

    def batches(self, texts: Sequence[EncoderText]) -> Batches:
        return Batches(texts, self.stems, self.lights, self.marks)

    def trained(self, texts: Sequence[EncoderText]) -> Sighted:
        """A transformer trained on texts."""
        torch.manual_seed(0)
        rng = random.Random(0)
        batches, wanted = self.batches(texts), Wanted([r for t in texts for r in t.rows])
        model = Sighted(self.known, len(self.marks))
        vectors = [model.words.stems.weight, model.words.lights.weight]
        others = [p for p in model.parameters() if all(p is not v for v in vectors)]
        optimiser = torch.optim.AdamW(
            [{"params": others, "weight_decay": DECAY}, {"params": vectors, "weight_decay": 0.0}], lr=RATE, fused=True
        )
        order = list(range(len(texts)))
        steps = EPOCHS * ((len(texts) + ARTICLES - 1) // ARTICLES)
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.1)
        for _ in range(EPOCHS):
            model.train()
            rng.shuffle(order)
            for start in range(0, len(order), ARTICLES):
                batch = batches.of(order[start : start + ARTICLES])
                z, sums = model(batch)
                loss = wanted.lost(z, batch.rows)
                for told, b in zip(sums, batch.bonds, strict=True):
                    if len(b):
                        loss = loss + BOND * functional.binary_cross_entropy_with_logits(told, b[:, 3].float())
                optimiser.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                optimiser.step()
                schedule.step()
        return model.eval()

    def answers(self, model: Sighted, texts: Sequence[EncoderText]) -> np.ndarray:
        """The answers for the triggers of texts, in order; prints how well bonds are told."""
        batches, answers = self.batches(texts), []
        bonds: list[list[np.ndarray]] = [[] for _ in BONDS]
        with torch.no_grad():
            for start in range(0, len(texts), ARTICLES):
                batch = batches.of(range(start, min(start + ARTICLES, len(texts))))
                z, sums = model(batch)
                answers.append(z.numpy())
                for kind, told, b in zip(bonds, sums, batch.bonds, strict=True):
                    kind.append(np.stack([told.numpy(), b[:, 3].numpy()]))
        told = [np.concatenate(kind, 1) for kind in bonds]
        print(
            f"    bonds of fold {fold_of(texts[0].id)}: "
            + ", ".join(f"{name} {area(z, y):.3f}" for name, (z, y) in zip(BONDS, told, strict=True)),
            flush=True,
        )
        return np.concatenate(answers)

    def arrays(self, model: Sighted) -> dict[str, np.ndarray]:
        """What isnad/reading/encoder.py and mention/sight.py read, but for how answers are mixed."""
        out = model.words.arrays(self.stems, self.lights, self.marks)
        for name, layer in (("answer", model.first), ("answers", model.second), ("asks", model.asks), ("tells", model.tells)):
            out |= linear(name, layer)
        return out | {"bond_b": model.bias.detach().numpy().astype(np.float16)}


def main() -> int:
    """Five folds, then the transformer that is shipped."""
    gold, corpus = folders()
    torch.set_num_threads(os.cpu_count() or 1)  # its matrices are large enough
    learning = Learning(texts_of(rows_of_all(load(), gold, corpus, bare=True)))
    print(f"{sum(len(t.rows) for t in learning.texts)} triggers of {len(learning.texts)} texts, {len(learning.marks)} marks", flush=True)
    answered = pickle.loads(ANSWERED.read_bytes())
    rows: list[Row] = []
    wide, own, folds = [], [], []
    for fold in range(FOLDS):
        unseen = [t for t in learning.texts if fold_of(t.id) == fold]
        model = learning.trained([t for t in learning.texts if fold_of(t.id) != fold])
        folds.append(learning.arrays(model))
        mine = [r for t in unseen for r in t.rows]
        own.append(learning.answers(model, unseen))
        wide.append(np.stack([answered[r.id][r.token][: POINT.start] for r in mine]))
        shown = [k for k, r in enumerate(mine) if r.weight == 1.0]
        for name, z in (("alone", own[-1]), ("the network", wide[-1]), ("both", wide[-1] + 0.5 * own[-1])):
            print(f"fold {fold}, {name}: {figures([mine[k] for k in shown], z[shown])}", flush=True)
        rows += mine
    mixing = mixing_of(rows, np.concatenate(wide), np.concatenate(own))
    for fold, arrays in enumerate(folds):
        write(unseen_path(TARGET, fold), arrays | mixing)
    write(TARGET, learning.arrays(learning.trained(learning.texts)) | mixing)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
