"""What `make bench` prints: how fast isnad reads, against its own scan alone and against a BERT-base over the same sentences.

python -m benchmarks.bench [INPUT] [--articles N] [--rounds N]

The articles: every 100th of INPUT or ISNAD_CORPUS, else the examples, over again until there are N. In every round all jobs take
their turn on the same articles, in one process and one thread; rates, times and ratios are medians of the rounds, and ratios are
of CPU time within a round, so that other work on the machine weighs on both sides.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks import bert
from isnad.codebook import load
from isnad.intake import Intake, Item, article_of, items, skipped
from isnad.model import Article
from isnad.pipeline import batches
from isnad.reading import read
from isnad.reading.tools import Tools, tools_of
from isnad.scan import scan
from isnad.text import Text
from isnad.text.fold import fold
from isnad.workers import cores

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "isnad" / "examples" / "articles.jsonl"
MODEL = ROOT / "build" / "bert-base-int8.onnx"
ARTICLES, STEP, ROUNDS = 400, 100, 7
PART = 5  # BERT reads every 5th of the articles: all of them would take minutes a round
WITHOUT = 'BERT is left out: it needs onnx and onnxruntime (pip install "onnx>=1.17,<2" "onnxruntime>=1.20,<2"; make bench does)'


class Job(NamedTuple):
    """A row of the table: what runs in a round, giving how many things it made, and how many articles that reads."""

    name: str
    articles: int
    run: Callable[[], int]


class Took(NamedTuple):
    """What a job took in one round, in seconds."""

    wall: float
    cpu: float


def sample(given: str, intake: Intake, number: int, step: int) -> tuple[list[Item], int]:
    """`number` readable articles, every `step`th of the input and over again if they are too few; and how many differ."""
    chosen = islice(items([given]), 0, number * step, step)
    found = [i for i in chosen if isinstance(i, Item) and skipped(article_of(i, intake)) is None]
    if not found:
        raise SystemExit(f"bench: no article to read in {given}")
    return [found[i % len(found)] for i in range(number)], len(found)


def jobs_of(given: list[Item], intake: Intake, tools: Tools) -> dict[str, Job]:
    """What is measured without any other package: the scan alone, in two senses, and isnad."""
    articles = [article_of(item, intake) for item in given]
    automaton = tools.matcher.automaton

    def match() -> int:
        return sum(len(deque(automaton.iter(fold(a.raw)[0]), maxlen=1)) for a in articles)  # nothing is kept but the last hit

    def cut() -> int:
        return sum(len(scan(Text.of(a.raw, title_end=len(a.title)), tools.matcher).hits) for a in articles)

    def reading() -> int:
        return sum(read(a, tools.book).relevant for a in articles)

    number = len(articles)
    return {
        "match": Job("fold, run the automaton", number, match),
        "scan": Job("fold, cut, scan", number, cut),
        "read": Job("isnad, article to reading", number, reading),
        "lines": _lines("isnad, line to line", given, intake, tools),
        "part": _lines(f"isnad, 1 in {PART}, {PART} times", given[::PART] * PART, intake, tools),  # as long as the others, so as steady
    }


def _lines(name: str, given: list[Item], intake: Intake, tools: Tools) -> Job:
    def run() -> int:
        return sum(batch.lines.count(b"\n") for batch in batches(given, intake, tools.book, jobs=1))

    return Job(name, len(given), run)


def bert_job(articles: list[Article]) -> tuple[Job, str]:
    """The token classifier over the sentences of the articles, and what it was given in words."""
    texts = [Text.of(a.raw, title_end=len(a.title)) for a in articles]
    sentences = [text.folded[start:end] for text in texts for start, end in text.sentences]
    words = [t.text for text in texts for t in text.tokens if t.kind == "w"]
    given = bert.batched(map(bert.pieces, sentences))
    label = bert.classifier(MODEL)
    label(given[:1])
    told = f"{len(sentences):,} sentences, {len(words):,} words, {sum(len(bert.pieces(w)) for w in words) / len(words):.2f} pieces a word"
    return Job(f"BERT-base int8, 1 in {PART}", len(articles), lambda: label(given)), told


def measured(jobs: dict[str, Job], rounds: int) -> dict[str, list[Took]]:
    """Every job once a round, in turn."""
    out: dict[str, list[Took]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            wall, cpu = time.perf_counter(), time.process_time()
            made = job.run()
            out[name].append(Took(time.perf_counter() - wall, time.process_time() - cpu))
            if not made:
                raise SystemExit(f"bench: {job.name!r} made nothing, so its time means nothing")
    return out


def ratios(jobs: dict[str, Job], took: dict[str, list[Took]], job: str, base: str) -> list[float]:
    """CPU time an article of one job in that of another, by round; both read the same articles, though not as often."""
    scale = jobs[base].articles / jobs[job].articles
    return [a.cpu / b.cpu * scale for a, b in zip(took[job], took[base], strict=True)]


def table(jobs: dict[str, Job], took: dict[str, list[Took]]) -> str:
    """One row a job, then the ratios as sentences."""
    out = [f"{'':<28}{'articles':>9}{'articles/s':>12}{'ms/article':>12}{'CPU ms/article':>16}"]
    for name, job in jobs.items():
        wall, cpu = (median(t[i] for t in took[name]) for i in (0, 1))
        out.append(
            f"{job.name:<28}{job.articles:>9,}{job.articles / wall:>12,.1f}{wall / job.articles * 1e3:>12.3f}{cpu / job.articles * 1e3:>16.3f}"
        )
    out.append("")
    for job, base, words in (
        ("lines", "scan", "isnad, line to line, takes {} times the CPU of folding, cutting and scanning alone"),
        ("read", "scan", "isnad, article to reading, takes {} times that"),
        ("lines", "match", "isnad, line to line, takes {} times the CPU of folding and running the automaton alone"),
        ("bert", "part", "BERT-base int8 takes {} times the CPU of isnad, line to line"),
    ):
        if job in took:
            found = ratios(jobs, took, job, base)
            out.append(words.format(f"{median(found):.1f}") + f" (rounds: {min(found):.1f} to {max(found):.1f})")
    return "\n".join(out)


def machine() -> str:
    """Processor, cores, Python and system."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.processor() or "unknown")
    return f"{model}, {cores()} cores, Python {platform.python_version()}, {platform.system()}"


def started(rounds: int) -> float:
    """Seconds until `isnad read` has read one article, from nothing: mostly the codebook."""
    line = EXAMPLES.read_bytes().splitlines()[0]
    took = []
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-P", "-m", "isnad", "read", "-", "--jobs", "1", "--quiet"], input=line, capture_output=True, check=True
        )
        took.append(time.perf_counter() - start)
    return median(took)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    corpus = os.environ.get("ISNAD_CORPUS")
    parser = argparse.ArgumentParser(prog="benchmarks.bench", description="How fast isnad reads.")
    parser.add_argument("input", nargs="?", default=corpus, help="articles; else ISNAD_CORPUS, else the examples")
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args(argv)
    given, step = (options.input, STEP) if options.input else (str(EXAMPLES), 1)

    tools = tools_of(load())
    intake = Intake(tools.calendar)
    chosen, differ = sample(given, intake, options.articles, step)
    print(f"{machine()}\n{len(chosen)} articles ({differ} different) of {Path(given).name}; medians of {options.rounds} rounds, one core")
    print(f"start to the first reading: {started(options.rounds):.2f} s\n", flush=True)

    jobs = jobs_of(chosen, intake, tools)
    told = WITHOUT
    if all(importlib.util.find_spec(name) for name in ("onnx", "onnxruntime")):
        jobs["bert"], told = bert_job([article_of(i, intake) for i in chosen[::PART]])
        told = f"BERT has random weights, reads {told} in batches of {bert.BATCH}; its tokenising is not timed"
    print(f"{table(jobs, measured(jobs, options.rounds))}\n{told}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
