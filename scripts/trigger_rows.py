"""The trigger words of the annotated articles, of the GSR's sentences and of the codebook's examples, with what is told of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from isnad.codebook import Codebook
from isnad.model import Article
from isnad.reading.draft import draft_of
from isnad.reading.mention.context import Context
from isnad.reading.mention.telling import KINDS, STATUSES, TYPES
from isnad.reading.mention.triggers import find_triggers
from isnad.reading.network import vectors_of
from isnad.reading.time.age import age_of
from isnad.reading.tools import tools_of
from scripts.network import Features
from scripts.training import Sample, article_of, examples_of

GOLD = 3.0  # weight of a trigger of gold/dev, annotated more carefully than the corpus, and as the gold that isnad is held to
SENTENCE = 0.8  # and of one of a GSR sentence
EXAMPLE = 3.0  # and of one of the codebook's examples: few, and what users hold isnad to


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


def context_of(book: Codebook, article: Article) -> Context | None:
    """An article as its triggers see it, none of them weighed; None where it has nothing to read."""
    draft = draft_of(article, tools_of(book), teller=None)
    return Context(draft.parse, find_triggers(draft.parse), draft.parties) if draft else None


def rows_at(context: Context, id_: str, found: Sequence[int], weight: float = 1.0) -> list[Row]:
    """Triggers of a text by their numbers in it, nothing told of them yet."""
    if not found:
        return []
    senses = vectors_of(context.parse.book).means(context.parse, [context.windows(k) for k in found])
    return [
        Row(id_, context.triggers[k].first, dict.fromkeys(sorted(context.features(k)), 1.0), sense, weight=weight)
        for k, sense in zip(found, senses, strict=True)
    ]


def rows_of(book: Codebook, sample: Sample) -> list[Row]:
    """The triggers of an annotated article."""
    context = context_of(book, sample.article)
    if context is None:
        return []
    rows = rows_at(context, sample.id, range(len(context.triggers)), GOLD if sample.gold else 1.0)
    published = sample.article.published
    assert published is not None  # every annotated article has its day
    begins: dict[int, int] = {}  # by report the sentence that tells it first
    for row, trigger in zip(rows, context.triggers, strict=True):
        number = sample.tells(context.parse, trigger)
        row.told = -1 if number is None else int(number >= 0)
        if number is not None and number >= 0:
            report = sample.reading["reports"][number]
            row.type, row.status = TYPES.index(report["type"]), STATUSES.index(report["status"])
            row.background, row.age = int(report["background"]), age_of(report["date"], published)
            row.report, row.by, row.against = number, first_kind(report["by"]), first_kind(report["against"])
            row.first = int(begins.setdefault(number, trigger.sentence) == trigger.sentence)
            row.main = int(number == next(iter(begins)))
    return rows


def first_kind(parties: list[dict[str, Any]]) -> int:
    """The number of the kind of the first party on a side, or of nobody."""
    return KINDS.index(parties[0]["kind"] if parties else "none")


def rows_of_sentence(book: Codebook, sentence: dict[str, Any], types: frozenset[str]) -> list[Row]:
    """The triggers of a GSR sentence: none tells in a sentence that is no example, the only one of its kind tells in one that is."""
    context = context_of(book, article_of(sentence)) if sentence["label"] in ("yes", "easy no") else None
    if context is None:
        return []
    found = [k for k, t in enumerate(context.triggers) if t.frame.type in types]
    yes = sentence["label"] == "yes"
    if yes and len(found) > 1:
        return []
    return [replace(row, told=int(yes)) for row in rows_at(context, sentence["id"], found, SENTENCE)]


def rows_of_examples(book: Codebook) -> list[Row]:
    """The triggers of the codebook's own examples that tell their type, and those of a counter-example's type, which tell nothing."""
    out = []
    for event in book.events.values():
        for article, example, tells in examples_of(event):
            if not tells and ("status" in example.expect or "type" in example.expect or example.status):
                continue
            context = context_of(book, article)
            if context is None:
                continue
            wanted = example.expect.get("type", event.id)
            for row in rows_at(context, article.id, [k for k, t in enumerate(context.triggers) if t.frame.type == wanted], EXAMPLE):
                row.told = int(tells)
                if tells:
                    row.type, row.background = TYPES.index(wanted), int(bool(example.expect.get("background", False)))
                    row.status = STATUSES.index(example.expect.get("status", example.status or "occurred"))
                out.append(row)
    return out
