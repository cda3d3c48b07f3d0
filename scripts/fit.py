"""Fit the weights of isnad/codebook/weights.yaml on the development gold.

    ISNAD_GOLD=path/to/gold python scripts/fit.py [--dry-run]

Reads `dev/articles.jsonl`, `dev/readings.jsonl` and, for sentences that stand alone, `gsr/*_dev.jsonl`. Never reads `check`.
Prints five-fold cross-validated figures (folds by article), then writes the weights fitted on all of it: whether two
mentions tell one incident, the date and place of an incident, whether it is recalled, whether it is a report.
Needs numpy; takes about two minutes.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import yaml

from isnad.codebook import HERE, load
from isnad.evaluate import load_readings, score
from isnad.evaluate.align import align, similarity
from isnad.evaluate.compare import same_place
from isnad.model import Article
from isnad.reading.draft import Draft, draft_of
from isnad.reading.incidents import Incident, find_incidents, settle
from isnad.reading.judge import report_features
from isnad.reading.likeness import comparable, pair_features
from isnad.reading.logit import logit, probability
from isnad.reading.placing import place_candidates
from isnad.reading.record import report_of
from isnad.reading.settle import PUBLICATION, background_features, choose_date, date_candidates
from isnad.reading.tools import tools_of
from scripts.logistic import Features, conditional, logistic

FOLDS = 5
THRESHOLD = (
    0.38  # of a report's probability; where slots and detection F1 peak on the development part, flat in cross-validation from 0.25 to 0.4
)
PLACE_FLOOR = 1.0  # sum under which no place is better than the best; measured on the aligned reports
L2 = {"same_incident": 3.0, "date": 1.0, "place": 3.0, "background": 4.0, "report": 3.0}  # penalties, best in cross-validation
BOOST = 0.35  # of the likeness of a mention that stands inside the gold's evidence
TARGET = HERE / "weights.yaml"
HEAD = "# Weights of logistic sums over named features, written by scripts/fit.py: do not edit by hand.\n"
ASSAULT = frozenset(
    "armed_clash chemical_weapon air_drone_strike suicide_bomb shelling_artillery_missile remote_explosive grenade attack abduction "
    "sexual_violence excessive_force_against_protesters mob_violence looting_property_destruction".split()
)
PROTEST = frozenset(
    "peaceful_protest protest_with_intervention excessive_force_against_protesters violent_demonstration mob_violence".split()
)
EXAMPLE_DAY = "2018-06-15"  # of publication, where an example gives none, as in the tests
EXAMPLE_WEIGHT = 1.0
SENTENCE_WEIGHT = {"yes": 0.6, "easy no": 0.45, "difficult no": 0.2}

Row = tuple[str, Features, bool, float]


class Fitting:
    """Drafts of the gold articles, and the weights as they are fitted, one after the other."""

    def __init__(self, gold: Path) -> None:
        self.book = load()
        self.weights: dict[str, Any] = self.book.tables["weights"]
        self.gold = load_readings(gold / "dev" / "readings.jsonl")
        self.drafts = {a["id"]: d for a in _lines(gold / "dev" / "articles.jsonl") if (d := self.draft(a))}
        self.folder = gold
        ids = sorted(self.gold)
        random.Random(7).shuffle(ids)
        self.fold = {id_: n % FOLDS for n, id_ in enumerate(ids)}

    def draft(self, a: dict[str, Any]) -> Draft | None:
        article = Article(
            id=a["id"],
            title=a.get("title") or "",
            text=a["text"],
            published=date.fromisoformat(a["published"]),
            publisher=a.get("publisher"),
        )
        return draft_of(article, tools_of(self.book))

    def cross(self, rows: list[Row], fit: Callable[[list[Row]], Features]) -> Iterator[tuple[Row, float]]:
        """Each row with its probability from weights fitted without its fold."""
        for fold in range(FOLDS):
            weights = fit([r for r in rows if self.fold.get(r[0], hash_fold(r[0])) != fold])
            for row in rows:
                if self.fold.get(row[0], hash_fold(row[0])) == fold:
                    yield row, probability(logit(row[1], weights))


def hash_fold(id_: str) -> int:
    return sum(map(ord, id_)) % FOLDS


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def record(draft: Draft, incident: Incident) -> dict[str, Any]:
    out: dict[str, Any] = json.loads(msgspec.json.encode(report_of(draft, incident, 0.5)))
    return out


def plain(rows: list[Row], l2: float) -> Features:
    return logistic([r[1] for r in rows], [r[2] for r in rows], [r[3] for r in rows], l2=l2)


def label(draft: Draft, gold: list[dict[str, Any]], mention: Any) -> int | None:
    """The gold report that a mention tells of, if one is like enough."""
    incident = Incident([mention], mention.type, mention.family)
    settle(draft, incident, tuple(p for _, p in mention.places))
    found = record(draft, incident)
    places = [draft.parse.raw_span(t.first, t.last)[0] for t in mention.triggers]
    best, at = 0.0, None
    for k, g in enumerate(gold):
        s = similarity(g, found)
        start = draft.article.raw.find(g["evidence"])
        if start >= 0 and any(start <= p < start + len(g["evidence"]) for p in places):
            s += BOOST
        if s > best:
            best, at = s, k
    return at if best >= 0.5 else None


def pairs(f: Fitting) -> list[Row]:
    """Pairs of mentions: whether they tell one gold report."""
    rows: list[Row] = []
    for id_, draft in f.drafts.items():
        labels = [label(draft, f.gold[id_]["reports"], m) for m in draft.mentions]
        for j, later in enumerate(draft.mentions):
            for i, earlier in enumerate(draft.mentions[:j]):
                if labels[i] is not None and labels[j] is not None and comparable(earlier, later):
                    features = pair_features(draft.parse, earlier, later, draft.article.published)
                    rows.append((id_, features, labels[i] == labels[j], 1.0))
    return rows


def settled(f: Fitting) -> tuple[dict[str, list[Any]], list[Row]]:
    """For each aligned report its candidates of date and place (right or wrong), and whether it is recalled."""
    groups: dict[str, list[Any]] = {"date": [], "place": []}
    background: list[Row] = []
    for id_, draft in f.drafts.items():
        incidents = find_incidents(draft)
        published = draft.article.published
        assert published is not None
        gold = f.gold[id_]["reports"]
        for a, b in align(gold, [record(draft, i) for i in incidents]).items():
            g, mentions = gold[a], incidents[b].mentions
            dates = [(x, _value(c, published) == g["date"]) for c, x in date_candidates(draft.parse, mentions, published)]
            groups["date"].append((id_, dates))
            spots = [(x, same_place(g, _spot(draft, p))) for p, x in place_candidates(draft.parse, mentions, draft.places)]
            groups["place"].append((id_, spots))
            chosen = choose_date(draft.parse, mentions, published, f.weights["date"])
            background.append((id_, background_features(draft.parse, mentions, chosen, published), bool(g["background"]), 1.0))
    return groups, background


def _value(candidate: Any, published: date) -> str | None:
    if isinstance(candidate, str):
        return published.isoformat() if candidate == PUBLICATION else None
    value: str = candidate.value
    return value


def _spot(draft: Draft, place: Any) -> dict[str, Any]:
    entry = place.place
    return {"place": draft.parse.text.cut(place.start, place.end), "lat": entry.lat if entry else None, "lon": entry.lon if entry else None}


def chosen_right(f: Fitting, groups: list[Any], l2: float) -> float:
    """Cross-validated share of groups whose best candidate is right."""
    right = total = 0
    for fold in range(FOLDS):
        weights = conditional([g for i, g in groups if f.fold[i] != fold], l2=l2)
        for id_, group in groups:
            if f.fold[id_] == fold and group:
                right += max(group, key=lambda c: logit(c[0], weights))[1]
                total += 1
    return right / total


def sentences(f: Fitting) -> list[Row]:
    """Sentences alone: whether the incident is told as one that happened."""
    rows: list[Row] = []
    for name, types in (("assault", ASSAULT), ("protest", PROTEST)):
        path = f.folder / "gsr" / f"{name}_dev.jsonl"
        for a in _lines(path) if path.exists() else ():
            draft = f.draft(a) if a["label"] in SENTENCE_WEIGHT else None
            if draft is None:
                continue
            incidents = find_incidents(draft)
            fit = [i for i in incidents if i.type in types and i.lead.modality.status in ("occurred", "alleged")]
            if a["label"] == "yes":
                fit = sorted(fit, key=lambda i: -sum(len(m.triggers) for m in i.mentions))[:1]
            rows += [(a["id"], report_features(draft.parse, i, incidents), a["label"] == "yes", SENTENCE_WEIGHT[a["label"]]) for i in fit]
    return rows


def examples(f: Fitting) -> list[Row]:
    """The codebook's own examples and counter-examples: whether an incident of the type is told."""
    rows: list[Row] = []
    for event in f.book.events.values():
        both = [(e, True) for e in event.examples] + [
            (e, False) for e in event.counter_examples if "status" not in e.expect and not e.status
        ]
        for n, (example, told) in enumerate(both):
            id_ = f"{event.id}-{n}"
            draft = f.draft({"id": id_, "title": example.title, "text": example.text, "published": example.published or EXAMPLE_DAY})
            if draft is None:
                continue
            incidents = find_incidents(draft)
            wanted = example.expect.get("type", event.id if told else None)
            for i in incidents:
                if i.type == wanted or (i.type == event.id and not told):
                    rows.append((id_, report_features(draft.parse, i, incidents), i.type == wanted, EXAMPLE_WEIGHT))
    return rows


def reports(f: Fitting, same: list[Features]) -> list[tuple[Row, dict[str, Any]]]:
    """Incidents, folded with weights that have not seen their article: whether the gold has them."""
    out = []
    for id_, draft in f.drafts.items():
        f.weights["same_incident"] = same[f.fold[id_]]
        incidents = find_incidents(draft)
        found = [record(draft, i) for i in incidents]
        hits = set(align(f.gold[id_]["reports"], found).values())
        for n, incident in enumerate(incidents):
            out.append(((id_, report_features(draft.parse, incident, incidents), n in hits, 1.0), found[n]))
    return out


def main() -> int:
    """Fit in the order of the reading and write the weights."""
    if "ISNAD_GOLD" not in os.environ:
        print("fit: set ISNAD_GOLD to the folder of the gold", file=sys.stderr)
        return 2
    f = Fitting(Path(os.environ["ISNAD_GOLD"]))
    for name in ("same_incident", "date", "place", "background", "report"):
        f.weights.setdefault(name, {})
    f.weights["place_floor"], f.weights["threshold"] = PLACE_FLOOR, THRESHOLD
    rows = pairs(f)
    right = [(p > 0.5) == row[2] for row, p in f.cross(rows, lambda r: plain(r, L2["same_incident"]))]
    print(f"same incident: {len(rows)} pairs, {sum(right) / len(rows):.3f} right (cross-validated)")
    f.weights["same_incident"] = plain(rows, L2["same_incident"])
    for _ in range(2):  # the background leans on the date
        groups, background = settled(f)
        for name in ("date", "place"):
            f.weights[name] = conditional([g for _, g in groups[name]], l2=L2[name])
        f.weights["background"] = plain(background, L2["background"])
    for name in ("date", "place"):
        oracle = sum(any(ok for _, ok in g) for _, g in groups[name]) / len(groups[name])
        print(f"{name}: {chosen_right(f, groups[name], L2[name]):.3f} of the best candidates right, {oracle:.3f} among the candidates")
    right = [(p > 0.5) == row[2] for row, p in f.cross(background, lambda r: plain(r, L2["background"]))]
    print(f"background: {sum(right) / len(right):.3f} right")
    same = [plain([r for r in rows if f.fold[r[0]] != fold], L2["same_incident"]) for fold in range(FOLDS)]
    alone = sentences(f) + examples(f)
    judged = reports(f, same)
    f.weights["same_incident"] = plain(rows, L2["same_incident"])
    records = {id(row): found for row, found in judged}
    predicted = list(f.cross([row for row, _ in judged] + alone, lambda r: plain(r, L2["report"])))
    for threshold in (0.25, 0.3, THRESHOLD, 0.45):
        found: dict[str, Any] = {i: {"reports": []} for i in f.gold}
        for row, p in predicted:
            if p >= threshold and id(row) in records:
                found[row[0]]["reports"].append(records[id(row)])
        s = score(f.gold, found).rows()
        print(
            f"threshold {threshold}: slots {s['slots']['f1']:.3f}, detection {s['detection']['f1']:.3f}, relevant {s['relevant']['f1']:.3f} (cross-validated)"
        )
    f.weights["report"] = plain([row for row, _ in judged] + alone, L2["report"])
    if "--dry-run" not in sys.argv:
        TARGET.write_text(HEAD + yaml.safe_dump(f.weights, allow_unicode=True, sort_keys=True), encoding="utf-8")
        print(f"written: {TARGET.name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
