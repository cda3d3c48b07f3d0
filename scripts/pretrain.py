"""Let a transformer learn the words of a corpus, by telling those that are hidden from it.

    python -m scripts.pretrain CORPUS.jsonl.gz [MINUTES]

Writes scripts/words.npz, with which scripts/fit_encoder.py begins; goes on from build/words.pt where that is there. Articles held out of
all learning are left out. Every fifth word is hidden (Devlin and others, "BERT", 2019). Needs torch and two cores that do nothing else.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from isnad.codebook import HERE
from isnad.codebook.files import load_arrays
from isnad.reading.encoder import LONGEST, plain
from isnad.reading.network import Vectors
from isnad.reading.word.stems import light_stem, stem
from isnad.text import Text
from scripts.encoder import LIGHTS, STEMS, VECTOR, WIDTH, Words
from scripts.network import write
from scripts.readings import HELD_OUT, PACKED, lines, raw_of

TARGET = Path(__file__).parent / "words.npz"
STATE = Path("build/words.pt")  # more exact than what is kept, to go on from
MINUTES, BATCH, RATE = 56.0, 64, 2e-3
_OTHERS = 3000  # words of the corpus, many of them twice, from which those that are hidden are told too
_HIDDEN, _FALSE = 0.2, 0.1  # share of the words that are to be told; of those the share that another word stands for


class Corpus:
    """All words of a corpus, as rows of stems and light stems, article behind article."""

    def __init__(self, path: Path) -> None:
        held = {r["id"] for r in lines(PACKED) if r.get("drawn") == HELD_OUT}
        texts = [Text.of(raw_of(a), title_end=len(a.get("title") or "")).words for a in lines(path) if a["id"] not in held]
        words = Counter(w for t in texts for w in t)
        stems, lights = Counter[str](), Counter[str]()
        for w, n in words.items():
            stems[plain(stem(w))] += n
            lights[plain(light_stem(w))] += n
        self.stems = [w for w, _ in stems.most_common(STEMS)]
        self.lights = [w for w, _ in lights.most_common(LIGHTS)]
        stem_rows, light_rows = ({w: k for k, w in enumerate(known, 1)} for known in (self.stems, self.lights))
        rows = {w: (stem_rows.get(plain(stem(w)), 0), light_rows.get(plain(light_stem(w)), 0)) for w in words}
        self.rows = torch.tensor(np.array([rows[w] for t in texts for w in t], np.int64))
        print(f"{len(self.rows)} words of {len(texts)} articles", flush=True)

    def vectors(self) -> torch.Tensor:
        """What is known of stems by the word vectors: where learning begins."""
        known = Vectors(load_arrays(HERE / "networks" / "vectors.npz"))
        best = np.argsort(-known.table.var(0))[:VECTOR]
        table = np.zeros((STEMS + 2, VECTOR), np.float32)
        index = {w: k for k, w in enumerate(self.stems, 1)}
        for word, row in reversed(known.rows.items()):  # the commonest word of a stem last
            if (k := index.get(stem(word))) is not None:
                table[k] = known.table[row, best]
        return torch.from_numpy(table / table[table.any(1)].std() * 0.3)


class Guesser(nn.Module):
    """The words, and what tells a hidden one by its state."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words, self.narrow, self.bias = words, nn.Linear(WIDTH, VECTOR), nn.Parameter(torch.zeros(STEMS + 1))

    def forward(self, stems: torch.Tensor, lights: torch.Tensor, hidden: torch.Tensor, among: torch.Tensor) -> torch.Tensor:
        states = self.words(stems, lights, None, torch.ones_like(stems, dtype=torch.bool))
        out: torch.Tensor = self.narrow(states[hidden]) @ self.words.stems(among).T * 2.0
        return out.float() + self.bias[among]


def batch_of(corpus: Corpus, starts: np.ndarray, chance: np.random.Generator) -> tuple[torch.Tensor, ...]:
    """Stretches of the corpus with words hidden: rows of stems and light stems, which are hidden, the words they are told from, and which of those they are.

    Those are all that are hidden in the batch, and some others by their share in the corpus.
    """
    rows = corpus.rows[torch.from_numpy(starts[:, None] + np.arange(LONGEST))]
    stems, lights = rows[..., 0].clone(), rows[..., 1].clone()
    luck = torch.from_numpy(chance.random(stems.shape, np.float32))
    hidden = (luck < _HIDDEN) & (stems > 0)
    wanted = stems[hidden]
    false = luck < _HIDDEN * _FALSE
    stems[hidden], lights[hidden] = STEMS + 1, 0
    stems[hidden & false] = torch.from_numpy(chance.integers(1, STEMS, int((hidden & false).sum())))
    others = corpus.rows[torch.from_numpy(chance.integers(0, len(corpus.rows), _OTHERS)), 0]
    among, index = torch.unique(torch.cat([wanted, others]), return_inverse=True)
    return stems, lights, hidden, among, index[: len(wanted)]


def main() -> int:
    """Learn for as long as is asked."""
    if len(sys.argv) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    seconds = 60 * float(sys.argv[2] if len(sys.argv) == 3 else MINUTES)
    torch.manual_seed(0)
    chance = np.random.default_rng(0)
    corpus = Corpus(Path(sys.argv[1]))
    model = Guesser(Words(0))
    model.words.stems.weight.data = corpus.vectors()
    if STATE.exists():
        model.words.load_state_dict(torch.load(STATE))
    import os

    if os.environ.get("GO_ON"):
        known = torch.load(os.environ["GO_ON"])
        assert known["stems"] == corpus.stems and known["lights"] == corpus.lights
        model.words.load_state_dict(known["state"])
    optimiser = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=0.01, fused=True)
    begun, step, lost, right = time.time(), 0, 0.0, 0.0
    while (past := (time.time() - begun) / seconds) < 1:
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / 300) * max(0.02, 1 - past)
        *shown, wanted = batch_of(corpus, chance.integers(0, len(corpus.rows) - LONGEST, BATCH), chance)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            z = model(*shown)
        loss = functional.cross_entropy(z, wanted)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        step += 1
        lost, right = 0.99 * lost + 0.01 * loss.item(), 0.99 * right + 0.01 * (z.argmax(1) == wanted).float().mean().item()
        if step % 100 == 0:
            print(f"{step} steps, {past:.3f} of the time: loss {lost:.3f}, told {right:.3f}", flush=True)
            torch.save(model.words.state_dict(), STATE)
    torch.save(model.words.state_dict(), STATE)
    model.words.round()
    write(TARGET, model.words.arrays(corpus.stems, corpus.lights, []))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
