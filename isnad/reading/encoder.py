"""Words in their context: what each word of an article means beside the others, by a small transformer.

Two layers of attention with rotary positions (Vaswani and others, "Attention Is All You Need", 2017; Su and others, "RoFormer", 2021) over
vectors of stems and what the codebook knows of each word. It has learnt to tell hidden words of a corpus (Devlin and others, 2019), then what
annotated articles tell (`scripts/pretrain.py`, `scripts/fit_encoder.py`), and is shipped with the codebook.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from isnad.codebook import Codebook
from isnad.reading.network import Array, full, names
from isnad.reading.parse import Parse
from isnad.reading.word.memo import Memo
from isnad.reading.word.stems import light_stem, stem

HEADS = 4
BASE = 1000.0  # of the angles by which words are turned
LONGEST = 128  # words that see each other
MARKS = 7  # of a word that count, at most
TITLE = 16  # words of the title that every stretch sees
_NONE = 1e-6
_HIDDEN = np.float32(-1e9)


class Encoder:
    """One trained transformer."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.stems = {w: k for k, w in enumerate(names(data["stems"]), 1)}
        self.lights = {w: k for k, w in enumerate(names(data["lights"]), 1)}
        self.marks = {w: k for k, w in enumerate(names(data["marks"]))}
        self.rows = Memo(self._row)
        w = {k: v.astype(np.float32) for k, v in data.items() if k.endswith(("_w", "_b"))}
        # Both tables are widened once, here, rather than at every word.
        self.stem_states: Array = full(data, "stem_vectors") @ w["widen_w"] + w["widen_b"]
        self.light_states: Array = full(data, "light_vectors") @ w["widen_w"]
        self.mark_states: Array = data["mark_vectors"].astype(np.float32)
        self.weights = w
        self.layers = sum(name.startswith("qkv") and name.endswith("_w") for name in w)
        self.angles = _angles(len(w["out0_b"]) // HEADS // 2)

    def _row(self, word: str) -> tuple[int, int]:
        return self.stems.get(plain(stem(word)), 0), self.lights.get(plain(light_stem(word)), 0)

    def states(self, parse: Parse, marks: Mapping[int, Sequence[str]], stretch: Sequence[int]) -> Array:
        """The states of some words of an article that see each other, a row for each; `marks` is what the codebook knows of each token."""
        words = [self.rows[parse.words[i]] for i in stretch]
        x: Array = self.stem_states.take([stem for stem, _ in words], 0)
        x += self.light_states.take([light for _, light in words], 0)
        at: list[int] = []
        rows: list[int] = []
        for k, i in enumerate(stretch):
            for row in map(self.marks.get, few(marks.get(i, ()))):
                if row is not None:
                    at.append(k)
                    rows.append(row)
        if at:
            starts = [n for n, k in enumerate(at) if not n or at[n - 1] != k]
            x[[at[n] for n in starts]] += np.add.reduceat(self.mark_states.take(rows, 0), starts, 0)
        return self._layers(x)

    def _layers(self, x: Array) -> Array:
        w, n = self.weights, len(x)
        cos, sin = (part[:n, None, :] for part in self.angles)
        for k in range(self.layers):
            qkv = (normal(x) @ w[f"qkv{k}_w"] + w[f"qkv{k}_b"]).reshape(n, 3, HEADS, -1)
            q, key = (_turned(qkv[:, p], cos, sin).transpose(1, 0, 2) for p in (0, 1))
            scores = q @ key.transpose(0, 2, 1) * np.float32(q.shape[-1] ** -0.5)
            scores -= scores.max(-1, keepdims=True)
            np.exp(scores, out=scores)
            scores /= scores.sum(-1, keepdims=True)
            heard = (scores @ qkv[:, 2].transpose(1, 0, 2)).transpose(1, 0, 2).reshape(n, -1)
            x = x + heard @ w[f"out{k}_w"] + w[f"out{k}_b"]
            x = x + gelu(normal(x) @ w[f"up{k}_w"] + w[f"up{k}_b"]) @ w[f"down{k}_w"] + w[f"down{k}_b"]
        return normal(x)

    def apart(self, name: str, states: Array, count: int) -> Array:
        """States through a layer of a name that has so many parts: (parts, states, numbers of a part), of a length that products keep small."""
        out: Array = (states @ self.weights[f"{name}_w"] + self.weights[f"{name}_b"]).reshape(len(states), count, -1).transpose(1, 0, 2)
        return out * np.float32(out.shape[-1] ** -0.25)


def _angles(half: int) -> tuple[Array, Array]:
    angle = np.arange(LONGEST)[:, None] * BASE ** (-np.arange(half) / half)
    return np.cos(angle).astype(np.float32), np.sin(angle).astype(np.float32)


def _turned(x: Array, cos: Array, sin: Array) -> Array:
    half = x.shape[-1] // 2
    a, b = x[..., :half], x[..., half:]
    out: Array = np.concatenate([a * cos - b * sin, a * sin + b * cos], -1)
    return out


def normal(x: Array) -> Array:
    """Each row brought to one length."""
    out: Array = x / np.sqrt((x * x).mean(-1, keepdims=True) + np.float32(_NONE))
    return out


def gelu(x: Array) -> Array:
    """Hendrycks and Gimpel (2016), by the hyperbolic tangent."""
    out: Array = x * np.float32(0.5) * (1 + np.tanh(np.float32(0.7978845608) * (x + np.float32(0.044715) * x * x * x)))
    return out


def plain(stem: str) -> str:
    """What stands for a word: every number is one."""
    return "0" if stem.isdigit() else stem


def few(marks: Sequence[str]) -> tuple[str, ...]:
    """The first marks of a word, each once."""
    return tuple(dict.fromkeys(marks))[:MARKS]


def stretches(sentences: Iterable[tuple[int, int]], title: int) -> list[list[int]]:
    """An article cut into words that see each other: whole sentences while they fit, each stretch behind the first words of the title."""
    head = list(range(min(title, TITLE)))
    room = LONGEST - len(head)
    out: list[list[int]] = []
    own: list[int] = []
    for first, b in sentences:
        a = max(first, len(head))  # what of the title stands at the head of the stretch is not told again
        while b - a > room or len(own) + b - a > room:
            if not own:
                own, a = list(range(a, a + room)), a + room
            out.append(head + own)
            own = []
        own += range(a, b)
    if own or not out:
        out.append(head + own)
    return out


@lru_cache(maxsize=2)
def encoder_of(book: Codebook) -> Encoder | None:
    """The transformer of a codebook, if it has one."""
    data = book.networks.get("encoder")
    return Encoder(data) if data is not None else None
