"""Fit the weights by which reports are merged (isnad/codebook/merge.yaml) on labelled pairs of reports.

    ISNAD_GOLD=... ISNAD_CORPUS=... python -m scripts.fit_merge [--write]

Learns from the events of gold/dev, of the examples, and from quality/pairs.jsonl: verdicts on pairs of reports that isnad read in the
corpus. Two reports of one article tell of two incidents: those that blocking would compare are learnt from too, at a lower weight.
A logistic regression is drawn towards `PRIOR`, what the field would expect of each level, since the labels are few; without
ISNAD_CORPUS only what is at hand is learnt from. Prints B-cubed and pairs of five folds, each merged with weights that have not seen it.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from isnad.codebook import HERE, Codebook, load
from isnad.evaluate.merging import Merging, events_of, rated
from isnad.intake.packed import opened
from isnad.merge.alone import lines_of, rows_of
from isnad.merge.clustering import clusters
from isnad.merge.compare import COMPARISONS
from isnad.merge.facts import Facts
from isnad.merge.linking import compared, links
from isnad.model import Article, Link
from isnad.reading import read
from scripts.merge_prior import BIAS, PRIOR
from scripts.training import fold_of

TARGET = HERE / "merge.yaml"
PAIRS = Path("quality/pairs.jsonl")
PULL = 2.0  # strength with which a weight is drawn to its prior: one over its variance, in natural units
WITHIN = 0.3  # weight of a pair within one article
FOLDS = 5
SOURCES = ("within", "corpus")  # besides the events


@dataclass
class Pair:
    """A labelled pair: the level reached in each comparison, whether it is one incident, its weight, the articles of both, where from."""

    levels: Mapping[str, tuple[str, float]]
    same: bool
    weight: float
    articles: tuple[str, str]
    source: str = "events"


def main() -> int:
    """Fit, report, and write with --write."""
    options = argparse.ArgumentParser(description="Fit the weights of merging.")
    options.add_argument("--write", action="store_true", help=f"write {TARGET.name}")
    given = options.parse_args()
    book = load()
    gold = Path(os.environ["ISNAD_GOLD"]) / "dev"
    pairs = [*folder_pairs(gold, book, "gold"), *folder_pairs(Path("isnad/examples"), book, "examples"), *corpus_pairs(book)]
    print(f"{len(pairs)} pairs, {sum(p.same for p in pairs)} of one incident")
    stories = stories_of(gold)
    results = [fold_result(gold, book, pairs, stories, fold) for fold in range(FOLDS)]
    show("folds", joined(results))
    table = {**book.tables["merge"], **fitted(pairs)}
    show("all", rate(gold, book, table))
    if given.write:
        write(table)
    return 0


def show(name: str, result: Merging) -> None:
    b, p = result.b_cubed, result.pairs
    print(f"{name:<6} B-cubed {b.precision:.3f} {b.recall:.3f} {b.f1:.3f}  pairs {p.precision:.3f} {p.recall:.3f} {p.f1:.3f}")


def folder_pairs(folder: Path, book: Codebook, name: str) -> list[Pair]:
    """The pairs of a folder's events that blocking finds, and those within one article."""
    events = {key: n for n, event in enumerate(events_of(folder / "events.jsonl")) for key in event}
    rows = folder_rows(folder, book)
    table = book.tables["merge"]
    found = links(rows, {**table, "keep": -1000.0})
    out = [Pair(x.levels, events[x.a] == events[x.b], 1.0, articles_of(x)) for x in found if x.a in events and x.b in events]
    apart = [msgspec.structs.replace(row, article=row.key) for row in rows]
    inside = [x for x in links(apart, {**table, "keep": -1000.0}) if len(set(articles_of(x))) == 1]
    # the headline that they share says nothing
    out += [Pair({k: v for k, v in x.levels.items() if k != "title"}, False, WITHIN, articles_of(x), "within") for x in inside]
    print(f"{name}: {len(out) - len(inside)} pairs across articles, {len(inside)} within")
    return out


def articles_of(link: Link) -> tuple[str, str]:
    return link.a.rpartition("#")[0], link.b.rpartition("#")[0]


def stories_of(folder: Path) -> dict[str, int]:
    """The fold of each article: articles that share an event, or another one with such an article, are in one fold."""
    story: dict[str, set[str]] = {}
    for event in events_of(folder / "events.jsonl"):
        together = {key.rpartition("#")[0] for key in event}
        together = together.union(*(story.get(article, set()) for article in together))
        story.update(dict.fromkeys(together, together))
    return {article: fold_of(min(together)) for article, together in story.items()}


def folder_rows(folder: Path, book: Codebook) -> list[Facts]:
    articles = {a["id"]: a for a in lines_of(folder / "articles.jsonl")}
    return rows_of(lines_of(folder / "readings.jsonl"), articles, book)


def corpus_pairs(book: Codebook) -> list[Pair]:
    """The verdicts of quality/pairs.jsonl, whose reports are read anew and found by type and evidence."""
    corpus = os.environ.get("ISNAD_CORPUS")
    if not corpus:
        print("corpus: left out, ISNAD_CORPUS is not set")
        return []
    verdicts = [v for v in map(json.loads, PAIRS.read_text(encoding="utf-8").splitlines()) if v["verdict"] != "unsure"]
    wanted = {side[0] for v in verdicts for side in (v["a"], v["b"])}
    articles = {}
    with opened(Path(corpus)) as file:
        for line in file:
            entry = json.loads(line)
            if entry["id"] in wanted:
                articles[entry["id"]] = entry
    readings = [json.loads(msgspec.json.encode(read(msgspec.convert(_known(a), Article, strict=False), book))) for a in articles.values()]
    rows = {row.key: row for row in rows_of(readings, articles, book)}
    keys = {(r["id"], x["type"], *x["spans"]["evidence"][0]): f"{r['id']}#{n}" for r in readings for n, x in enumerate(r["reports"])}
    judged = {
        (min(a, b), max(a, b)): v["verdict"] == "same"
        for v in verdicts
        if (a := keys.get(tuple(v["a"]))) and (b := keys.get(tuple(v["b"])))
    }
    print(f"corpus: {len(judged)} of {len(verdicts)} verdicts found")
    levels = compared(list(rows.values()), book.tables["merge"], list(judged))
    return [Pair(levels[p].levels, same, 1.0, articles_of(levels[p]), "corpus") for p, same in judged.items()]


def _known(article: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in article.items() if k in Article.__struct_fields__}


def fitted(pairs: Sequence[Pair]) -> dict[str, Any]:
    """Weights in bits and bias: logistic regression by Newton's method, drawn towards the prior.

    Each source has its own share of pairs of one incident, which says nothing of others: a column takes it up and is dropped.
    """
    names = {(c, level.name): i for i, (c, level) in enumerate((c, level) for c, levels in COMPARISONS.items() for level in levels)}
    x = np.zeros((len(pairs), len(names) + len(SOURCES) + 1))
    x[:, -1] = 1
    for i, pair in enumerate(pairs):
        for comparison, (level, _) in pair.levels.items():
            x[i, names[comparison, level]] = 1
        if pair.source in SOURCES:
            x[i, len(names) + SOURCES.index(pair.source)] = 1
    y, w = np.array([p.same for p in pairs], float), np.array([p.weight for p in pairs])
    prior = np.array([*(PRIOR.get(c, {}).get(level, 0.0) for c, level in names), *[0.0] * len(SOURCES), BIAS]) * np.log(2)
    beta, pull = prior.copy(), np.array([PULL] * len(names) + [0.2] * (len(SOURCES) + 1))
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        step = np.linalg.solve((x * (w * p * (1 - p))[:, None]).T @ x + np.diag(pull), x.T @ (w * (p - y)) + pull * (beta - prior))
        beta -= step
        if abs(step).max() < 1e-7:
            break
    bits = beta / np.log(2)
    weights: dict[str, dict[str, float]] = {c: {} for c in COMPARISONS}
    for (comparison, level), i in names.items():
        weights[comparison][level] = round(float(bits[i]), 1)
    return {"weights": weights, "bias": round(float(bits[-1]), 1)}


def fold_result(
    folder: Path, book: Codebook, pairs: Sequence[Pair], stories: Mapping[str, int], fold: int
) -> tuple[list[list[str]], list[list[str]]]:
    """The annotated and the found events of a fold, found with weights that have seen none of its articles."""
    held = {article for article, its in stories.items() if its == fold}
    table = {**book.tables["merge"], **fitted([p for p in pairs if held.isdisjoint(p.articles)])}
    gold = [event for event in events_of(folder / "events.jsonl") if event[0].rpartition("#")[0] in held]
    return gold, merged_by(folder_rows(folder, book), table)


def merged_by(rows: Sequence[Facts], table: Mapping[str, Any]) -> list[list[str]]:
    article_of = {row.key: row.article for row in rows}
    return clusters(article_of, links(rows, dict(table)), article_of, threshold=table["threshold"], missing=table["missing"])


def joined(results: Iterable[tuple[list[list[str]], list[list[str]]]]) -> Merging:
    """The rates over all folds; the keys of each fold are set apart from those of the others."""
    gold, found = [], []
    for n, (events, groups) in enumerate(results):
        gold += [[f"{n} {key}" for key in event] for event in events]
        found += [[f"{n} {key}" for key in group] for group in groups]
    return rated(gold, found)


def rate(folder: Path, book: Codebook, table: Mapping[str, Any]) -> Merging:
    return rated(events_of(folder / "events.jsonl"), merged_by(folder_rows(folder, book), table))


def write(table: Mapping[str, Any]) -> None:
    """Replace `bias` and `weights` in the file; what stands around them stays."""
    text = TARGET.read_text(encoding="utf-8")
    start, end = text.index("bias:"), text.index("\n\n", text.index("weights:"))
    lines = [f"bias: {table['bias']}", "weights:"]
    lines += [f"  {name}: {{{', '.join(f'{k}: {v}' for k, v in levels.items())}}}" for name, levels in table["weights"].items()]
    TARGET.write_text(text[:start] + "\n".join(lines) + text[end:], encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
