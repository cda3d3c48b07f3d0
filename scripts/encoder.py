"""The transformer of isnad/reading/encoder.py while it learns, and how it is saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from isnad.reading.encoder import BASE, HEADS
from isnad.reading.network import full
from scripts.network import in_steps, packed, stepped

STEMS, LIGHTS = 16_000, 10_000  # commonest stems and light stems that have a vector
VECTOR, WIDTH, INNER, LAYERS = 48, 128, 256, 2
_PARTS = ("qkv", "out", "up", "down")  # of a layer
_STEP = 0.45  # deviations of a column by which word vectors are rounded


class Layer(nn.Module):
    """Attention, then two layers over each word, both over what is brought to one length before (Xiong and others, 2020)."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: torch.Tensor, turn: tuple[torch.Tensor, torch.Tensor], seen: torch.Tensor) -> torch.Tensor:
        n, t, _ = x.shape
        q, k, v = self.qkv(norm(x)).reshape(n, t, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        heard = functional.scaled_dot_product_attention(turned(q, *turn), turned(k, *turn), v, attn_mask=seen)
        x = x + self.drop(self.out(heard.transpose(1, 2).reshape(n, t, WIDTH)))
        out: torch.Tensor = x + self.drop(self.down(functional.gelu(self.up(norm(x)), approximate="tanh")))
        return out


class Words(nn.Module):
    """Words to states: vectors of stems and light stems, marks, layers. Row 0 of either table is a word that is not known, the last row of stems one that is hidden."""

    def __init__(self, marks: int) -> None:
        super().__init__()
        self.stems, self.lights = nn.Embedding(STEMS + 2, VECTOR), nn.Embedding(LIGHTS + 1, VECTOR)
        self.widen = nn.Linear(VECTOR, WIDTH)
        self.marks = nn.EmbeddingBag(marks + 1, WIDTH, mode="sum", padding_idx=marks)
        self.layers = nn.ModuleList([Layer() for _ in range(LAYERS)])
        nn.init.normal_(self.stems.weight, 0, 0.3)
        nn.init.normal_(self.lights.weight, 0, 0.1)
        nn.init.zeros_(self.marks.weight)
        self.steps: list[torch.Tensor] = []  # of the columns of both tables, once they are rounded

    def forward(self, stems: torch.Tensor, lights: torch.Tensor, marks: torch.Tensor | None, seen: torch.Tensor) -> torch.Tensor:
        """States of (texts, words); `marks` are rows of (texts, words, most marks), `seen` which words are there."""
        n, t = stems.shape
        x = self.widen(self._vectors(0, stems) + self._vectors(1, lights))
        if marks is not None:
            x = x + self.marks(marks.reshape(n * t, -1)).reshape(n, t, WIDTH)
        angle = turn(t)
        for layer in self.layers:
            x = layer(x, angle, seen[:, None, None, :])
        return norm(x)

    def _vectors(self, number: int, rows: torch.Tensor) -> torch.Tensor:
        out: torch.Tensor = (self.stems, self.lights)[number](rows)
        if self.steps:  # gradients pass the rounding as if it were not there, as in scripts/network.py
            step = self.steps[number]
            out = out + (in_steps(out, step) * step - out).detach()
        return out

    def round(self) -> None:
        """From now on know the vectors of words only in steps, as they are shipped."""
        self.steps = [table.weight.detach().std(0) * _STEP for table in (self.stems, self.lights)]

    def take(self, known: Mapping[str, Any]) -> None:
        """Begin with words that have been learnt, as `arrays` tells them, in the steps in which they are told."""
        for name, table in (("stem", self.stems), ("light", self.lights)):
            vectors = torch.from_numpy(full(known, f"{name}_vectors"))
            table.weight.data[: len(vectors)] = vectors
            self.steps.append(torch.from_numpy(known[f"{name}_vectors_scale"]))
        layers = {"widen": self.widen} | {f"{p}{k}": getattr(layer, p) for k, layer in enumerate(self.layers) for p in _PARTS}
        for name, layer in layers.items():
            layer.weight.data = torch.from_numpy(known[f"{name}_w"].T.astype(np.float32))
            layer.bias.data = torch.from_numpy(known[f"{name}_b"].astype(np.float32))

    def arrays(self, stems: list[str], lights: list[str], marks: list[str]) -> dict[str, np.ndarray]:
        """What isnad/reading/encoder.py reads."""
        out: dict[str, np.ndarray] = {"stems": packed(stems), "lights": packed(lights), "marks": packed(marks)}
        for name, table, step in (("stem", self.stems, self.steps[0]), ("light", self.lights, self.steps[1])):
            known = table.weight.detach()[: -1 if name == "stem" else None]
            out |= stepped(f"{name}_vectors", known.numpy(), step.numpy())
        out["mark_vectors"] = _half(self.marks.weight[:-1])
        out |= linear("widen", self.widen)
        for k, layer in enumerate(self.layers):
            for part in _PARTS:
                out |= linear(f"{part}{k}", getattr(layer, part))
        return out


def linear(name: str, layer: nn.Linear) -> dict[str, np.ndarray]:
    return {f"{name}_w": _half(layer.weight.T), f"{name}_b": _half(layer.bias)}


def _half(table: torch.Tensor) -> np.ndarray:
    out: np.ndarray = table.detach().numpy().astype(np.float16)
    return out


def norm(x: torch.Tensor) -> torch.Tensor:
    """Each row brought to one length (Zhang and Sennrich, 2019)."""
    return x * torch.rsqrt(x.float().pow(2).mean(-1, keepdim=True) + 1e-6).to(x.dtype)


def turn(t: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Cosines and sines of the angles by which the first `t` words are turned."""
    half = WIDTH // HEADS // 2
    angle = torch.arange(t)[:, None] * BASE ** (-torch.arange(half) / half)
    return angle.cos(), angle.sin()


def turned(x: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
    """Rotary positions (Su and others, 2021)."""
    a, b = x.chunk(2, -1)
    return torch.cat([a * cos - b * sin, a * sin + b * cos], -1).to(x.dtype)
