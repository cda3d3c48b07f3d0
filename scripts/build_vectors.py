"""Build isnad/codebook/networks/vectors.npz: word vectors from the words that stand together in a corpus.

    python -m scripts.build_vectors CORPUS.jsonl.gz

A truncated singular value decomposition of positive pointwise mutual information in windows of four words (Levy and Goldberg 2014).
Needs scipy; takes about a minute for nine million words.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.linalg import svds

from isnad.text.fold import folded
from scripts.network import packed, stepped, write
from scripts.readings import lines, raw_of

TARGET = Path("isnad/codebook/networks/vectors.npz")
WORDS, DIMENSIONS, WINDOW = 20_000, 64, 4
SMOOTHED = 0.75  # exponent of the context counts, as in word2vec
_WORD = re.compile(r"[^\W\d_]+|\d+")
_STEP = 0.5  # deviations of a column by which its values are rounded
_AT_ONCE = 8000  # articles counted at once


def counts(documents: list[np.ndarray]) -> csr_matrix:
    """How often two words stand within the window of each other."""
    whole = csr_matrix((WORDS, WORDS), dtype=np.float32)
    for start in range(0, len(documents), _AT_ONCE):
        keys = []
        for ids in documents[start : start + _AT_ONCE]:
            for apart in range(1, WINDOW + 1):
                a, b = ids[:-apart], ids[apart:]
                known = (a >= 0) & (b >= 0)
                keys.append(a[known].astype(np.int64) * WORDS + b[known])
        pairs, n = np.unique(np.concatenate(keys), return_counts=True)
        whole = whole + coo_matrix((n.astype(np.float32), (pairs // WORDS, pairs % WORDS)), shape=(WORDS, WORDS)).tocsr()
    return whole + whole.T


def main() -> int:
    """Count, weigh, decompose, write."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    texts = [["0" if w.isdigit() else w for w in _WORD.findall(folded(raw_of(a)))] for a in lines(Path(sys.argv[1]))]
    common = [w for w, _ in Counter(w for t in texts for w in t).most_common(WORDS)]
    index = {w: i for i, w in enumerate(common)}
    table = counts([np.array([index.get(w, -1) for w in t]) for t in texts]).tocoo()
    row = np.asarray(table.tocsr().sum(1)).ravel()
    context = row**SMOOTHED / (row**SMOOTHED).sum()
    information = np.log(table.data / (row[table.row] * context[table.col]))
    kept = information > 0
    positive = coo_matrix((information[kept], (table.row[kept], table.col[kept])), shape=(WORDS, WORDS)).tocsr()
    left, values, _ = svds(positive, k=DIMENSIONS, random_state=0)
    vectors = left * np.sqrt(values)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    write(TARGET, {"words": packed(common), **stepped("vectors", vectors, vectors.std(0) * _STEP)})
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
