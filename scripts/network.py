"""Train a wide and deep network (isnad/reading/network.py) with torch, and save it as bytes with a scale for each column."""

from __future__ import annotations

import io
import os
import random
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from isnad.codebook.files import load_arrays
from isnad.reading.network import Candidate, full, names
from scripts.training import FOLDS, fold_of, unseen_path

Features = dict[str, float]
Loss = Callable[[torch.Tensor, list[int]], torch.Tensor]
_BATCH = 192
# Deviations of a column by which the weights of features are rounded. Finer steps gain 0.001 in area under the trigger network's curve.
_STEP = 1.2
_ROUNDED = 0.4  # share of the epochs after which the network learns with rounded weights
T = TypeVar("T")
torch.set_num_threads(1)  # the matrices are small: threads would wait for each other


class Case(Protocol):
    """What a network learns from; its id tells the fold."""

    id: str


C = TypeVar("C", bound=Case)


class Model(nn.Module):
    """The network while it learns: `kept` is the share of features that a step sees."""

    def __init__(self, features: int, senses: int, answers: int, width: int) -> None:
        super().__init__()
        self.bag, self.wide = nn.EmbeddingBag(features, width, mode="sum"), nn.EmbeddingBag(features, answers, mode="sum")
        nn.init.normal_(self.bag.weight, 0, 0.05)
        nn.init.zeros_(self.wide.weight)
        self.e, self.h, self.o, self.ew = (
            nn.Linear(senses, width), nn.Linear(width, width), nn.Linear(width, answers), nn.Linear(senses, answers),
        )  # fmt: skip
        self.drop = nn.Dropout(0.4)
        self.steps: list[torch.Tensor] = []  # of the columns of bag and wide, once they are rounded

    def forward(self, rows: torch.Tensor, offsets: torch.Tensor, values: torch.Tensor, senses: torch.Tensor) -> torch.Tensor:
        tables = [self.bag.weight, self.wide.weight]
        if self.steps:  # gradients pass the rounding as if it were not there (Bengio and others, 2013: the straight-through estimator)
            seen, rows = torch.unique(rows, return_inverse=True)
            tables = [t.index_select(0, seen) for t in tables]
            tables = [t + (in_steps(t, step) * step - t).detach() for t, step in zip(tables, self.steps, strict=True)]
        bag, wide = (functional.embedding_bag(rows, t, offsets, mode="sum", per_sample_weights=values) for t in tables)
        first = torch.relu(bag * 0.3 + self.e(self.drop(senses)))
        second = torch.relu(self.h(self.drop(first)))
        out: torch.Tensor = self.o(self.drop(second)) + wide + 0.3 * self.ew(self.drop(senses))
        return out

    def round(self) -> None:
        """From now on know the weights of features only in steps."""
        self.steps = [t.detach().std(0) * _STEP + 1e-12 for t in (self.bag.weight, self.wide.weight)]


class Trained:
    """A network with the names of its features and the spread of its senses."""

    def __init__(self, names: dict[str, int], mean: np.ndarray, spread: np.ndarray, model: Model, kept: float) -> None:
        self.names, self.mean, self.spread, self.model, self.kept = names, mean, spread, model, kept

    def answers(self, features: Sequence[Features], senses: np.ndarray) -> np.ndarray:
        """As isnad will compute them."""
        rows, offsets, values = [], [], []
        for told in features:
            offsets.append(len(rows))
            for name, value in told.items():
                if name in self.names:
                    rows.append(self.names[name])
                    values.append(value * self.kept)
        with torch.no_grad():
            out: np.ndarray = self.model(
                torch.tensor(rows),
                torch.tensor(offsets),
                torch.tensor(values, dtype=torch.float32),
                _scaled(senses, self.mean, self.spread),
            ).numpy()
        return out

    def save(self, path: Path) -> None:
        """Write the arrays that isnad/reading/network.py reads; the share of features seen is multiplied in."""
        m = self.model
        arrays: dict[str, np.ndarray] = {"names": packed(list(self.names)), "mean": self.mean, "spread": self.spread}
        for name, table, step, scale in (("bag", m.bag, m.steps[0], 0.3), ("wide", m.wide, m.steps[1], 1.0)):
            arrays |= stepped(name, table.weight.detach().numpy(), step.numpy(), scale * self.kept)
        for name, layer, scale in (("e", m.e, 1.0), ("ew", m.ew, 0.3), ("h", m.h, 1.0), ("o", m.o, 1.0)):
            arrays[f"{name}_w"] = (layer.weight.detach().numpy().T * scale).astype(np.float16)
            arrays[f"{name}_b"] = (layer.bias.detach().numpy() * scale).astype(np.float16)
        write(path, arrays)


_jobs: list[Callable[[int], Any]] = []  # the last one is what forked processes do


def _done(number: int) -> Any:
    return _jobs[-1](number)


def side_by_side(job: Callable[[int], Any], count: int) -> list[Any]:
    """What a job returns for 0, 1 … count - 1, each in a process forked from this one, as many at once as there are processors."""
    _jobs.append(job)
    with get_context("fork").Pool(min(count, os.cpu_count() or 1)) as pool:
        return pool.map(_done, range(count), chunksize=1)


def crossed(
    found: Sequence[C], trained: Callable[[list[C]], Trained], answer: Callable[[Trained, list[C]], Iterable[T]],
    path: Path, *, known: Sequence[C] = (), ship: bool = True,
) -> list[tuple[C, T]]:  # fmt: skip
    """Each case with what is answered for it by a network that has not seen its fold, in the order of the folds.

    `answer` gives the answers of a network to the cases of one fold, in their order. Every network learns from `known` too. Those that have
    not seen a fold are kept (`unseen_path`); the network of all cases is written to `path` if it is to be shipped. They are trained side by side.
    """
    folds = [[c for c in found if fold_of(c.id) == fold] for fold in range(FOLDS)]
    unseen_path(path, 0).parent.mkdir(exist_ok=True)

    def job(fold: int) -> list[T]:
        if fold == FOLDS:
            trained([*found, *known]).save(path)
            return []
        network = trained([c for c in found if fold_of(c.id) != fold] + list(known))
        network.save(unseen_path(path, fold))
        return list(answer(network, folds[fold]))

    answers = side_by_side(job, FOLDS + ship)[:FOLDS]
    return [pair for cases, told in zip(folds, answers, strict=True) for pair in zip(cases, told, strict=True)]


def valued(candidate: Candidate) -> Features:
    """The features of a candidate, the named ones of the words around it among them, in a fixed order."""
    return candidate.features | dict.fromkeys(sorted(candidate.words), 1.0)


def packed(words: list[str]) -> np.ndarray:
    return np.frombuffer("\0".join(words).encode(), np.uint8)


def in_steps(table: torch.Tensor, step: torch.Tensor) -> torch.Tensor:
    """A matrix in whole steps, of which sixteen are told."""
    return torch.round(table / step).clamp(-8, 7)


def stepped(name: str, table: np.ndarray, step: np.ndarray, scale: float = 1.0) -> dict[str, np.ndarray]:
    """A matrix in steps, two to a byte, and the step of each column, multiplied by a scale (read by `full` of isnad/reading/network.py)."""
    steps = (in_steps(torch.from_numpy(table), torch.from_numpy(step)).numpy() + 8).astype(np.uint8)
    steps = np.pad(steps, ((0, 0), (0, steps.shape[1] % 2)))
    return {name: steps[:, 0::2] << 4 | steps[:, 1::2], f"{name}_scale": (step * scale).astype(np.float32)}


def write(path: Path, arrays: dict[str, np.ndarray]) -> None:
    """Write arrays as numpy reads them, packed by LZMA, which makes them a seventh smaller than numpy's own packing."""
    path.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as file:
        for name, array in arrays.items():
            told = io.BytesIO()
            np.lib.format.write_array(told, array, allow_pickle=False)
            file.writestr(zipfile.ZipInfo(f"{name}.npy"), told.getvalue(), zipfile.ZIP_LZMA)
    print(f"written: {path} ({path.stat().st_size / 1e6:.2f} MB)")


def lighten(path: Path, seen: Counter[str], kept: int) -> None:
    """Leave of a shipped network only the features that weigh most: by the length of their weights and the root of how often each is seen."""
    arrays = load_arrays(path)
    known = names(arrays["names"])
    length = np.linalg.norm(np.hstack([full(arrays, "bag"), full(arrays, "wide")]), axis=1)
    weight = length * np.sqrt([seen[name] for name in known])
    rows = np.sort(np.argsort(-weight, kind="stable")[:kept])
    taken = {"names": packed([known[k] for k in rows]), **{name: arrays[name][rows] for name in ("bag", "wide")}}
    write(path, arrays | taken)


def _scaled(senses: np.ndarray, mean: np.ndarray, spread: np.ndarray) -> torch.Tensor:
    return torch.tensor((senses - mean) / spread, dtype=torch.float32)


def train(
    features: Sequence[Features], senses: np.ndarray, answers: int, loss: Loss, *,
    groups: Sequence[Sequence[int]] | None = None, size: int = _BATCH,
    most: int, epochs: int = 12, width: int = 64, kept: float = 0.7, rate: float = 3e-3, decay: float = 1e-2, seed: int = 0,
) -> Trained:  # fmt: skip
    """Train on rows of features and senses; `loss` takes the answers of a batch and its row numbers.

    Rows of one of the `groups` stand in one batch, side by side; without groups each row is one. A batch holds `size` groups.
    The `most` commonest features are learnt (left out of a trained network they are missed); the later epochs know their weights only in
    steps, as they are shipped: rounded afterwards they lose four times as much.
    """
    torch.manual_seed(seed)
    rng, chance = random.Random(seed), np.random.default_rng(seed)
    seen = Counter(name for told in features for name in told)
    commonest = sorted(seen, key=lambda name: (-seen[name], name))[:most]
    names = {name: k for k, name in enumerate(sorted(commonest))}
    rows = [np.array([names[n] for n in sorted(told) if n in names], np.int64) for told in features]
    values = [np.array([told[n] for n in sorted(told) if n in names], np.float32) for told in features]
    mean, spread = senses.mean(0).astype(np.float32), (senses.std(0) + 1e-6).astype(np.float32)
    scaled = _scaled(senses, mean, spread)
    model = Model(len(names), senses.shape[1], answers, width)
    optimiser = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=decay, fused=True)
    order = [list(group) for group in groups] if groups is not None else [[k] for k in range(len(rows))]
    steps = epochs * ((len(order) + size - 1) // size)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps, pct_start=0.2)
    for epoch in range(epochs):
        model.train()
        if epoch == int(_ROUNDED * epochs):
            model.round()
        rng.shuffle(order)
        for start in range(0, len(order), size):
            batch = [k for group in order[start : start + size] for k in group]
            seen_now = [chance.random(len(rows[k])) < kept for k in batch]
            taken = np.concatenate([rows[k][m] for k, m in zip(batch, seen_now, strict=True)])
            value = np.concatenate([values[k][m] for k, m in zip(batch, seen_now, strict=True)])
            offsets = np.concatenate([[0], np.cumsum([m.sum() for m in seen_now])[:-1]])
            z = model(torch.from_numpy(taken), torch.from_numpy(offsets), torch.from_numpy(value), scaled[batch])
            optimiser.zero_grad()
            loss(z, batch).backward()
            optimiser.step()
            schedule.step()
    return Trained(names, mean, spread, model.eval(), kept)
