"""Merge invented reports and hold the result to the truth: python -m scripts.million N [--seed S].

Prints the seconds of each step, the peak of memory, and B-cubed and pairs against the truth. Inventing the reports is not counted.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable
from typing import TypeVar

from isnad.codebook import load
from isnad.evaluate.merging import rated
from isnad.merge.alone import found_links, grouped
from isnad.merge.facts import Facts, facts_of
from scripts.invented import World

T = TypeVar("T")
BATCH = 10_000


def main() -> int:
    """Invent, merge, print."""
    options = argparse.ArgumentParser(description="Merge invented reports.")
    options.add_argument("number", type=int)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    book = load()
    world = World(book, given.seed)
    rows: list[Facts] = []
    truth: dict[int, list[str]] = {}
    seconds = {"facts": 0.0}
    batch = []
    for n, told in enumerate(world.reports(given.number)):
        key = f"{told.article}#{n}"
        truth.setdefault(told.event, []).append(key)
        batch.append((key, told))
        if len(batch) == BATCH or n == given.number - 1:
            start = time.perf_counter()
            rows += [
                facts_of(t.report, key=k, article=t.article, published=t.published, book=book, title=t.title) for k, t in batch
            ]  # fmt: skip
            seconds["facts"] += time.perf_counter() - start
            batch = []

    def timed(name: str, work: Callable[[], T]) -> T:
        start = time.perf_counter()
        out = work()
        seconds[name] = time.perf_counter() - start
        return out

    found = timed("links", lambda: found_links(rows, book))
    groups = timed("clusters", lambda: grouped(rows, found, book))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    result = rated(truth.values(), groups)
    steps = ", ".join(f"{name} {s:.0f} s" for name, s in seconds.items())
    print(f"{given.number:,} reports, seed {given.seed}: {sum(seconds.values()):.0f} s ({steps}), {peak:.1f} GB peak")
    print(f"{len(truth):,} events in truth, {len(groups):,} found, {len(found):,} links, {result.within_article} within an article")
    for name, rate in (("B-cubed", result.b_cubed), ("pairs", result.pairs)):
        print(f"{name:<8} P {rate.precision:.3f}  R {rate.recall:.3f}  F1 {rate.f1:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
