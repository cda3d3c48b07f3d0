"""The annotated articles that isnad learns from: the development gold and the readings of quality/, with their trigger words."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from isnad.codebook.entries import EventEntry, Example
from isnad.evaluate.align import FAMILY
from isnad.model import Article
from isnad.reading.mention.triggers import TriggerMention
from isnad.reading.parse import Parse
from scripts.readings import HELD_OUT, TRIGGERS, digest, lines, load

FOLDS = 5
EXAMPLE_DAY = "2018-06-15"  # of publication, where an example gives none
# The parts of the Arabic GSR, with the types of event that a sentence of theirs may tell.
SENTENCE_TYPES = {
    "assault": frozenset(
        "armed_clash chemical_weapon air_drone_strike suicide_bomb shelling_artillery_missile remote_explosive grenade attack abduction "
        "sexual_violence excessive_force_against_protesters mob_violence looting_property_destruction".split()
    ),
    "protest": frozenset(
        "peaceful_protest protest_with_intervention excessive_force_against_protesters violent_demonstration mob_violence".split()
    ),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """An annotated article: its reading in the gold's form, and by span of a trigger word the report that it tells (-1: none)."""

    article: Article
    reading: dict[str, Any]
    told: dict[tuple[int, int], int]
    gold: bool

    @property
    def id(self) -> str:
        return self.article.id

    @property
    def fold(self) -> int:
        """The fifth to which an article belongs."""
        return fold_of(self.article.id)

    def tells(self, parse: Parse, trigger: TriggerMention) -> int | None:
        """The report that a trigger tells, -1 for none, None where that is not known.

        A trigger that the codebook has learnt since the words were marked tells the one report in whose evidence it stands, if the family fits.
        """
        reports = self.reading["reports"]
        if not reports:
            return -1
        start, end = parse.raw_span(trigger.first, trigger.last)
        if (start, end) in self.told:
            return self.told[start, end]
        fit = [n for n, (a, b) in enumerate(map(self._evidence, reports)) if a <= start and end <= b]
        return fit[0] if len(fit) == 1 and FAMILY[reports[fit[0]]["type"]] == trigger.frame.family else None

    def _evidence(self, report: dict[str, Any]) -> tuple[int, int]:
        start = self.article.raw.find(report["evidence"])
        return start, start + len(report["evidence"])


def fold_of(id_: str) -> int:
    """The fifth to which an article, a sentence or an example belongs by its id."""
    return sum(map(ord, id_)) % FOLDS


def unseen_path(network: Path, fold: int) -> Path:
    """Where the network of this name is kept that has not seen the articles of a fold."""
    return Path("build") / f"{network.stem}-{fold}.npz"


def examples_of(event: EventEntry) -> Iterator[tuple[Article, Example, bool]]:
    """The codebook's examples and counter-examples of a type as articles, and whether they tell it; ids as the tests name them."""
    for kind, found in (("example", event.examples), ("counter", event.counter_examples)):
        for n, example in enumerate(found, 1):
            day = date.fromisoformat(example.published or EXAMPLE_DAY)
            yield Article(id=f"{event.id}-{kind}-{n}", title=example.title, text=example.text, published=day), example, kind == "example"


def article_of(a: dict[str, Any]) -> Article:
    day = date.fromisoformat(a["published"]) if a.get("published") else None
    return Article(id=a["id"], title=a.get("title") or "", text=a["text"], published=day, publisher=a.get("publisher"))


def folders() -> tuple[Path, Path]:
    """The gold and the corpus that the environment names; ends the program where it names none."""
    try:
        return Path(os.environ["ISNAD_GOLD"]), Path(os.environ["ISNAD_CORPUS"])
    except KeyError as error:
        print(f"set {error.args[0]}: the folder of the gold (ISNAD_GOLD), the corpus file (ISNAD_CORPUS)", file=sys.stderr)
        raise SystemExit(2) from None


def samples(gold: Path, corpus: Path) -> list[Sample]:
    """All annotated articles that may be learnt from, those of the gold last; articles held out of all learning are not among them."""
    triggers = {t["id"]: t for t in lines(TRIGGERS)}
    readings = {r["id"]: r for r in lines(gold / "dev" / "readings.jsonl")}
    seeds = {r["id"]: r for r in lines(gold / "dev" / "seeds.readings.jsonl")}
    known = [(a, r, False) for a, r in load(corpus) if r.get("drawn") != HELD_OUT] + [
        (a, seeds[a["id"]], False) for a in lines(gold / "dev" / "seeds.articles.jsonl")
    ]
    known += [(a, readings[a["id"]], True) for a in lines(gold / "dev" / "articles.jsonl")]
    out = []
    for article, reading, is_gold in known:
        marks = triggers.get(article["id"], {"spans": [], "hash": digest(article)})
        if marks["hash"] != digest(article):
            raise ValueError(f"{article['id']}: another text than the one whose triggers were marked")
        out.append(Sample(article_of(article), reading, {(s, e): n for s, e, n in marks["spans"]}, is_gold))
    return out


def sentences(gold: Path, name: str) -> list[dict[str, Any]]:
    """Sentences of the development half of a part of the Arabic GSR, one of SENTENCE_TYPES."""
    path = gold / "gsr" / f"{name}_dev.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
