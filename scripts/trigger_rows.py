"""The trigger words of the annotated articles, of the GSR's sentences and of the codebook's examples, with what is told of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from isnad.codebook import Codebook
from isnad.model import Article
from isnad.reading.draft import Draft, draft_of
from isnad.reading.mention.context import Context
from isnad.reading.mention.telling import KINDS, STATUSES, TYPES
from isnad.reading.mention.triggers import find_triggers
from isnad.reading.network import vectors_of
from isnad.reading.time.age import age_of
from isnad.reading.tools import tools_of
from scripts.network import Features
from scripts.training import SENTENCE_TYPES, Sample, article_of, examples_of, samples, sentences

GOLD = 3.0  # weight of a trigger of gold/dev, annotated more carefully than the corpus, and as the gold that isnad is held to
SENTENCE = 0.8  # and of one of a GSR sentence
EXAMPLE = 3.0  # and of one of the codebook's examples: few, and what users hold isnad to
_NOTHING = np.zeros(0, np.float32)


@dataclass
class Row:
    """A trigger: its features and what the annotators say of it; -1 where they say nothing."""

    id: str
    token: int
    features: Features
    senses: np.ndarray
    told: int = -1
    type: int = -1
    background: int = -1
    status: int = -1
    first: int = -1  # whether its incident is told here first
    main: int = -1  # whether it is the one that the article tells first
    age: int = -1
    by: int = -1  # the kind of the first party on a side
    against: int = -1
    report: int = -1
    weight: float = 1.0


class Seen(NamedTuple):
    """A text as its triggers see it, none of them weighed, its draft, and its triggers with what is told of them."""

    context: Context
    draft: Draft
    rows: list[Row]
    reports: list[dict[str, Any]]  # of an annotated article, in the gold's form


def seen_of(book: Codebook, article: Article, reports: Iterable[dict[str, Any]] = ()) -> Seen | None:
    """An article without rows; None where it has nothing to read."""
    draft = draft_of(article, tools_of(book), teller=None)
    return Seen(Context(draft.parse, find_triggers(draft.parse), draft.parties), draft, [], list(reports)) if draft else None


def rows_at(context: Context, id_: str, found: Sequence[int], weight: float = 1.0, *, bare: bool = False) -> list[Row]:
    """Triggers of a text by their numbers in it, nothing told of them yet; `bare`: without features and senses."""
    if not found:
        return []
    if bare:
        return [Row(id_, context.triggers[k].first, {}, _NOTHING, weight=weight) for k in found]
    senses = vectors_of(context.parse.book).means(context.parse, [context.windows(k) for k in found])
    return [
        Row(id_, context.triggers[k].first, dict.fromkeys(sorted(context.features(k)), 1.0), sense, weight=weight)
        for k, sense in zip(found, senses, strict=True)
    ]


def rows_of(book: Codebook, sample: Sample, *, bare: bool = False) -> Iterator[Seen]:
    """The triggers of an annotated article; none where it has nothing to read."""
    seen = seen_of(book, sample.article, sample.reading["reports"])
    if seen is None:
        return
    context = seen.context
    rows = rows_at(context, sample.id, range(len(context.triggers)), GOLD if sample.gold else 1.0, bare=bare)
    published = sample.article.published
    assert published is not None  # every annotated article has its day
    begins: dict[int, int] = {}  # by report the sentence that tells it first
    for row, trigger in zip(rows, context.triggers, strict=True):
        number = sample.tells(context.parse, trigger)
        row.told = -1 if number is None else int(number >= 0)
        if number is not None and number >= 0:
            report = seen.reports[number]
            row.type, row.status = TYPES.index(report["type"]), STATUSES.index(report["status"])
            row.background, row.age = int(report["background"]), age_of(report["date"], published)
            row.report, row.by, row.against = number, first_kind(report["by"]), first_kind(report["against"])
            row.first = int(begins.setdefault(number, trigger.sentence) == trigger.sentence)
            row.main = int(number == next(iter(begins)))
    yield seen._replace(rows=rows)


def first_kind(parties: list[dict[str, Any]]) -> int:
    """The number of the kind of the first party on a side, or of nobody."""
    return KINDS.index(parties[0]["kind"] if parties else "none")


def rows_of_sentence(book: Codebook, sentence: dict[str, Any], types: frozenset[str], *, bare: bool = False) -> Iterator[Seen]:
    """The triggers of a GSR sentence: none tells in a sentence that is no example, the only one of its kind tells in one that is."""
    seen = seen_of(book, article_of(sentence)) if sentence["label"] in ("yes", "easy no") else None
    if seen is None:
        return
    found = [k for k, t in enumerate(seen.context.triggers) if t.frame.type in types]
    yes = sentence["label"] == "yes"
    if not yes or len(found) < 2:
        yield seen._replace(rows=[replace(row, told=int(yes)) for row in rows_at(seen.context, sentence["id"], found, SENTENCE, bare=bare)])


def rows_of_examples(book: Codebook, *, bare: bool = False) -> Iterator[Seen]:
    """The triggers of the codebook's own examples that tell their type, and those of a counter-example's type, which tell nothing."""
    for event in book.events.values():
        for article, example, tells in examples_of(event):
            if not tells and ("status" in example.expect or "type" in example.expect or example.status):
                continue
            seen = seen_of(book, article)
            if seen is None:
                continue
            wanted = example.expect.get("type", event.id)
            found = [k for k, t in enumerate(seen.context.triggers) if t.frame.type == wanted]
            rows = rows_at(seen.context, article.id, found, EXAMPLE, bare=bare)
            for row in rows:
                row.told = int(tells)
                if tells:
                    row.type, row.background = TYPES.index(wanted), int(bool(example.expect.get("background", False)))
                    row.status = STATUSES.index(example.expect.get("status", example.status or "occurred"))
            yield seen._replace(rows=rows)


def rows_of_all(book: Codebook, gold: Path, corpus: Path, *, bare: bool = False) -> Iterator[Seen]:
    """The triggers of the annotated articles, of the GSR's sentences and of the codebook's examples."""
    for sample in samples(gold, corpus):
        yield from rows_of(book, sample, bare=bare)
    for name, types in SENTENCE_TYPES.items():
        for sentence in sentences(gold, name):
            yield from rows_of_sentence(book, sentence, types, bare=bare)
    yield from rows_of_examples(book, bare=bare)
