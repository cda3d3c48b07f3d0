"""Measure how well and how fast copies are found: made copies of the example articles, a corpus, and rensa's other ways.

    python scripts/measure_copies.py                      the made copies
    python scripts/measure_copies.py --corpus FILE        a JSONL (.gz) of id, title, text, publisher too
    python scripts/measure_copies.py --many 1000000       signatures drawn at random, for time and memory

Figures go to docs/decisions/007-origins.md.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from isnad.merge.copies import alike, copies, grouped, signature
from isnad.text.fold import folded

EXAMPLES = Path(__file__).parents[1] / "isnad" / "examples"
WORD = re.compile(r"\S+")
Pairs = set[tuple[str, str]]
Change = Callable[[random.Random, list[str], list[str]], list[str]]


def _words_changed(share: float) -> Change:
    """Half of the share replaced, a quarter left out, a quarter put in between."""

    def change(rng: random.Random, words: list[str], others: list[str]) -> list[str]:
        out: list[str] = []
        for word in words:
            draw = rng.random()
            out += [rng.choice(others)] if draw < share / 2 else [] if draw < share * 0.75 else [word]
            out += [rng.choice(others)] if share * 0.75 <= draw < share else []
        return out

    return change


CHANGES: dict[str, Change] = {
    "the same": lambda _, words, __: words,
    "another title": lambda rng, words, others: rng.sample(others, 9) + words[9:],
    "dateline and credits": lambda rng, words, others: rng.sample(others, 10) + words + rng.sample(others, 12),
    "the first 70 %": lambda _, words, __: words[: len(words) * 7 // 10],
    "the first half": lambda _, words, __: words[: len(words) // 2],
    "the first third": lambda _, words, __: words[: len(words) // 3],
    "5 % of words": _words_changed(0.05),
    "10 % of words": _words_changed(0.10),
    "15 % of words": _words_changed(0.15),
    "title, 10 % of words, the first 70 %": lambda rng, words, others: (
        rng.sample(others, 9) + _words_changed(0.10)(rng, words[9 : len(words) * 7 // 10], others)
    ),
}


def _examples() -> tuple[dict[str, str], Pairs]:
    """The example articles, and the pairs of different articles that tell of one event."""
    texts = {a["id"]: f"{a['title']}\n{a['text']}" for a in _lines(EXAMPLES / "articles.jsonl")}
    events = ([a for a, _ in e["reports"]] for e in _lines(EXAMPLES / "events.jsonl"))
    return texts, {(a, b) for ids in events for a in ids for b in ids if a < b}


def _lines(path: Path) -> Iterator[Any]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def made(seed: int, times: int) -> None:
    """Precision and recall on made copies, change by change."""
    texts, events = _examples()
    others = [w for t in texts.values() for w in WORD.findall(t)]
    rng = random.Random(seed)
    print(f"{'change':40} recall  wrong")
    for name, change in CHANGES.items():
        found = wrong = 0
        for _ in range(times):
            articles = [*texts.items(), *((f"copy {i}", " ".join(change(rng, WORD.findall(t), others))) for i, t in texts.items())]
            groups = copies(articles)
            found += sum(groups.get(f"copy {i}") == i for i in texts)
            wrong += sum(groups[i] != i.removeprefix("copy ") and groups[i] != i for i in groups)
        print(f"{name:40} {found / len(texts) / times:6.3f} {wrong:6}")
    signed = {i: signature(t) for i, t in texts.items()}
    joined = [p for p in events if alike(signed[p[0]], signed[p[1]])]
    print(f"different articles on one event: {len(events)} pairs, joined {len(joined)}")


def _by_rensa(texts: list[str]) -> dict[str, Callable[[], int]]:
    """The ways of rensa to the same end, over the same pairs of words; each gives how many articles it holds to be copies."""
    from rensa import CMinHash, CMinHashDeduplicator, RMinHash, RMinHashDeduplicator, RMinHashLSH

    def shingles() -> list[list[str]]:
        words = [re.findall(r"[^\W\d_]+|\d+", folded(t).lower()) for t in texts]
        return [[f"{a} {b}" for a, b in pairwise(w)] for w in words]

    def lsh() -> int:
        index, hashes = RMinHashLSH(0.45, 160, 40), RMinHash.from_token_sets(shingles(), 160, 42)
        index.insert_many(hashes)
        met = index.query_all(hashes)
        return sum(any(o != n and hashes[n].jaccard(hashes[o]) >= 0.45 for o in other) for n, other in enumerate(met))

    def kept(all_: Any, hashes: list[Any]) -> int:
        return len(texts) - sum(all_.add_pairs([(str(n), h) for n, h in enumerate(hashes)]))

    return {
        "RMinHash + RMinHashLSH (160, 40 bands)": lsh,
        "RMinHashDeduplicator (160, LSH)": lambda: kept(
            RMinHashDeduplicator(0.45, 160, True, 40), RMinHash.from_token_sets(shingles(), 160, 42)
        ),
        "CMinHashDeduplicator (160)": lambda: kept(CMinHashDeduplicator(0.45, 160), CMinHash.from_token_sets(shingles(), 160, 42)),
    }


def corpus(path: Path, compared: int) -> None:
    """Groups, seconds and memory on a corpus, and rensa's other ways on its first articles."""
    articles = list(_lines(path))
    texts = {a["id"]: f"{a['title']}\n{a['text']}" for a in articles}
    outlets = {a["id"]: a["publisher"] for a in articles}
    start = time.perf_counter()
    signed = {i: signature(t) for i, t in texts.items()}
    middle = time.perf_counter()
    groups = grouped(signed, {})
    end = time.perf_counter()
    sizes = Counter(groups.values())
    several = {g for g, n in sizes.items() if n > 1}
    across = {g for i, g in groups.items() if outlets[i] != outlets[g]}
    print(
        f"{len(texts):,} articles: signatures {middle - start:.1f} s, {np.mean([len(s) for s in signed.values()]):.0f} bytes; groups {end - middle:.1f} s"
    )
    print(f"{len(several):,} groups of {sum(sizes[g] for g in several):,} articles, {len(across):,} over several outlets; {_memory()}")
    known = list(signed)[:-1000]
    start = time.perf_counter()
    grouped({i: signed[i] for i in list(signed)[-1000:]}, {i: signed[i] for i in known}, {i: groups[i] for i in known})
    print(f"1,000 more beside {len(known):,} known ones: {time.perf_counter() - start:.1f} s")
    first = list(texts.values())[:compared]
    start = time.perf_counter()
    own = Counter(grouped({str(n): signature(t) for n, t in enumerate(first)}, {}).values())
    print(
        f"{'of the first ' + format(len(first), ',') + ': this':45} {sum(n for n in own.values() if n > 1):6} {time.perf_counter() - start:6.1f} s"
    )
    for name, run in _by_rensa(first).items():
        start = time.perf_counter()
        print(f"{name:45} {run():6} {time.perf_counter() - start:6.1f} s")


def many(number: int, seed: int) -> None:
    """Time and memory for a great many signatures, a tenth of them copies with a tenth of their hashes changed."""
    rng = np.random.default_rng(seed)
    signed: dict[str, bytes] = {}
    for n in range(number):
        hashes = rng.integers(0, 1 << 32, 150, dtype=np.uint32)
        if n % 10 == 9:
            old = np.frombuffer(signed[str(n - 5)], "<u4", offset=1)
            hashes = np.concatenate([rng.choice(old, len(old) * 9 // 10, replace=False), hashes[:15]])
        signed[str(n)] = bytes([0]) + np.unique(hashes).astype("<u4").tobytes()
    start = time.perf_counter()
    groups = grouped(signed, {})
    right = sum(groups[str(n)] == str(n - 5) for n in range(9, number, 10))
    found = sum(g != i for i, g in groups.items())
    print(f"{number:,} signatures: {time.perf_counter() - start:.0f} s, {_memory()}; found {found:,}, right {right:,} of {number // 10:,}")


def _memory() -> str:
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB at most"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--compared", type=int, default=10_000, help="articles on which rensa's ways are compared")
    parser.add_argument("--many", type=int)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--times", type=int, default=5)
    given = parser.parse_args()
    if given.many:
        many(given.many, given.seed)
    elif given.corpus:
        corpus(given.corpus, given.compared)
    else:
        made(given.seed, given.times)


if __name__ == "__main__":
    main()
