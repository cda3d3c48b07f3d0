"""What `make bench` measures: start, reading by stage, and a whole run; on ISNAD_CORPUS or the examples.

benchmarks/bench.py [ARTICLES] [N]      N articles (default 2,000), one process
"""

from __future__ import annotations

import cProfile
import os
import pstats
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import islice
from typing import Any

ROUNDS = 3


def timed(name: str, run: Callable[[], Any], per: int = 1, unit: str = "s") -> Any:
    """Run once, print the time or the rate."""
    start = time.perf_counter()
    out = run()
    seconds = time.perf_counter() - start
    print(f"{name:<28} {seconds:8.3f} s" + (f"   {per / seconds:10,.0f} {unit}/s" if per > 1 else ""))
    return out


def main() -> int:
    """Measure start, intake, language, reading and encoding."""
    given = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("ISNAD_CORPUS", "isnad/examples/articles.jsonl")
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 2_000
    for command in ("--version", "--help", "schema"):
        timed(
            f"isnad {command}", lambda c=command: subprocess.run([sys.executable, "-m", "isnad", c], stdout=subprocess.DEVNULL, check=True)
        )
    from isnad.codebook import load
    from isnad.intake import Intake, Item, article_of, items, skipped
    from isnad.pipeline import line_of
    from isnad.reading import read
    from isnad.reading.tools import tools_of

    book = timed("load the codebook", load)
    tools = timed("compile it", lambda: tools_of(book))
    intake = Intake(tools.calendar)
    found = timed("open and split", lambda: [i for i in islice(items([given]), number) if isinstance(i, Item)], number, "articles")
    articles = timed("decode", lambda: [article_of(i, intake) for i in found], len(found), "articles")
    timed("language", lambda: [skipped(a) for a in articles], len(articles), "articles")
    readings = timed("read", lambda: [read(a, book) for a in articles], len(articles), "articles")
    timed("encode", lambda: [line_of(a, r) for a, r in zip(articles, readings, strict=True)], len(articles), "articles")
    profile = cProfile.Profile()
    profile.runcall(lambda: [read(a, book) for a in articles[: number // 4]])
    pstats.Stats(profile).sort_stats("tottime").print_stats(18)
    return 0


if __name__ == "__main__":
    sys.exit(main())
