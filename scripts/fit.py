"""Fit the weights of isnad/codebook/weights.yaml on the annotated articles.

    ISNAD_GOLD=... ISNAD_CORPUS=... python -m scripts.fit [--dry-run]

Learns from `gold/dev`, the readings of quality/ and, for sentences that stand alone, `gsr/*_dev.jsonl`. Never reads `check`.
Each article is read with what networks trained without it say of its trigger words (build/tellings.pkl, by scripts/fit_telling.py).
Prints five-fold cross-validated figures (folds by article), then writes the weights fitted on all of it: whether two mentions tell one
incident, the date, type, status and country of an incident, whether it is recalled, whether it is a report. Needs numpy; takes
about six minutes.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from typing import Any

import yaml

from isnad.codebook import HERE
from isnad.evaluate import score
from isnad.reading.draft import Draft
from isnad.reading.incident.country import country_candidates
from isnad.reading.incident.doubled import alike
from isnad.reading.incident.eventtype import type_candidates
from isnad.reading.incident.incidents import find_incidents
from isnad.reading.incident.judge import report_features
from isnad.reading.incident.likeness import comparable, pair_features
from isnad.reading.incident.placing import choose_place
from isnad.reading.incident.settle import PUBLICATION, background_features, choose_date, date_candidates
from isnad.reading.incident.status import status_candidates
from isnad.reading.incident.story import Story
from isnad.reading.logit import logit
from isnad.reading.mention.fusion import Filled, Sentence
from isnad.reading.mention.mentions import Mention
from scripts.fitting import FLOORS, Fitting, Row, plain
from scripts.logistic import Features, conditional
from scripts.training import FOLDS, SENTENCE_TYPES, Sample, article_of, examples_of, fold_of, folders, samples, sentences

THRESHOLD = 0.44  # of a report's probability; slots and detection F1 are flat from 0.40 to 0.48, fresh reports better above
ALONE_THRESHOLD = 0.36  # the same for sentences that stand alone (gold/gsr)
SENTENCE_FLOOR = 0.8  # mean sum from which a trigger joins others of its sentence
WINDOW = 6  # triggers of a sentence that are paired with one
# Mean sum from which a mention joins an incident. Reports found of 2,108 random articles and of dev, networks not having seen them: 0.768 and
# 0.810 at 0, 0.771 and 0.811 at 0.4, 0.766 and 0.805 at 0.8; of the articles held out 0.681 at 0.4 and 0.685 at 0.8.
SAME_FLOOR = 0.4
# Penalties, best in cross-validation.
L2 = {"same_sentence": 3.0, "same_incident": 3.0, "date": 1.0, "type": 4.0, "status": 1.0, "country": 3.0, "background": 4.0, "report": 3.0}
# How often a group of gold/dev counts, which tells no country twice as often as the corpus does. Cross-validated on it: country 0.954 to 0.957
# right, date 0.802 to 0.807, status 0.935 to 0.937; types 0.913 to 0.911.
GOLD = {"country": 8, "date": 4, "status": 4}
TARGET = HERE / "weights.yaml"
HEAD = "# Weights of logistic sums over named features, written by scripts/fit.py: do not edit by hand.\n"
EXAMPLE_WEIGHT = 4.0
SENTENCE_WEIGHT = {"yes": 1.5, "easy no": 1.5, "difficult no": 0.6}


def label(sample: Sample, draft: Draft, mention: Mention) -> int | None:
    """The report that a mention tells of: what most of its triggers tell, -1 for none; None where nobody looked."""
    told = [n for t in mention.triggers if (n := sample.tells(draft.parse, t)) is not None]
    reports = [n for n in told if n >= 0]
    return Counter(reports).most_common(1)[0][0] if reports else -1 if told else None


def within(f: Fitting) -> list[Row]:
    """Pairs of triggers of one sentence, up to six apart: whether they tell one gold report."""
    out: list[Row] = []
    for id_, draft in f.drafts.items():
        sentences: dict[int, list[Filled]] = {}
        for mention in draft.mentions:
            sentences.setdefault(mention.sentence, []).extend(mention.filled)
        for number, filled in sentences.items():
            told = sorted(filled, key=lambda x: x.trigger.first)
            labels = [f.samples[id_].tells(draft.parse, x.trigger) for x in told]
            sentence = Sentence(draft.parse, number, draft.places)
            for j, later in enumerate(told):
                for i in range(max(0, j - WINDOW), j):
                    pair = (labels[i], labels[j])
                    if None not in pair and -1 not in pair:
                        out.append((id_, sentence.features(told[i], later, j - i - 1), labels[i] == labels[j], 1.0))
    return out


def pairs(f: Fitting) -> list[Row]:
    """Pairs of mentions: whether they tell one gold report. An article with many pairs counts by the root of their number."""
    out: list[Row] = []
    for id_, draft in f.drafts.items():
        rows: list[Row] = []
        story = Story(draft.parse, draft.mentions, draft.article.published)
        labels = [label(f.samples[id_], draft, m) for m in draft.mentions]
        for j, later in enumerate(draft.mentions):
            for i, earlier in enumerate(draft.mentions[:j]):
                told = (labels[i], labels[j])
                if None not in told and -1 not in told and comparable(earlier, later):
                    rows.append((id_, pair_features(story, earlier, later), labels[i] == labels[j], 1.0))
        out += [(*row[:3], len(rows) ** -0.5) for row in rows]
    return out


def settled(f: Fitting) -> tuple[dict[str, list[Any]], list[Row]]:
    """For each aligned report its candidates of date, type, status and country (right or wrong), and whether it is recalled."""
    groups: dict[str, list[Any]] = {"date": [], "type": [], "status": [], "country": []}
    background: list[Row] = []
    for id_, draft, incident, gold in f.aligned():
        mentions, published = incident.mentions, draft.article.published
        assert published is not None
        dates = [(x, _value(c, published) == gold["date"]) for c, x in date_candidates(draft.parse, mentions, published)]
        groups["date"].append((id_, dates))
        groups["type"].append((id_, [(x, name == gold["type"]) for name, _, x in type_candidates(mentions)]))
        statuses = status_candidates(mentions, incident.lead, incident.type, incident.background)
        groups["status"].append((id_, [(x, name == gold["status"]) for name, x in statuses]))
        place = choose_place(draft.parse, mentions, draft.places, draft.mentions)  # as found: its country may have been changed
        countries = country_candidates(draft, incident.led, place, background=incident.background)
        groups["country"].append((id_, [(x, code == gold["country"]) for code, x in countries]))
        chosen = choose_date(draft.parse, mentions, published, f.weights["date"])
        background.append((id_, background_features(draft.parse, mentions, chosen, published), bool(gold["background"]), 1.0))
    for name, of in of_examples(f).items():
        groups[name] += of
    return groups, background


def of_examples(f: Fitting) -> dict[str, list[Any]]:
    """The codebook's own examples: their candidates of type and status. Rare ones stand in few articles."""
    out: dict[str, list[Any]] = {"type": [], "status": []}
    for event in f.book.events.values():
        for article, example, tells in examples_of(event):
            draft = f.draft(article) if tells else None
            incidents = find_incidents(draft) if draft else []
            if len(incidents) == 1:
                wanted = example.expect.get("type", event.id)
                out["type"].append((article.id, [(x, name == wanted) for name, _, x in type_candidates(incidents[0].mentions)]))
                one, status = incidents[0], example.expect.get("status", example.status or "occurred")
                found = status_candidates(one.mentions, one.lead, one.type, one.background)
                out["status"].append((article.id, [(x, name == status) for name, x in found]))
    return out


def _value(candidate: Any, published: date) -> str | None:
    if isinstance(candidate, str):
        return published.isoformat() if candidate == PUBLICATION else None
    value: str = candidate.value
    return value


def counted(f: Fitting, name: str, groups: list[Any]) -> list[Any]:
    """The groups of a field without their ids, those of the gold as often as they count."""
    gold = {s.id for s in f.samples.values() if s.gold}
    return [g for id_, g in groups for _ in range(GOLD.get(name, 1) if id_ in gold else 1)]


def chosen_right(f: Fitting, name: str, groups: list[Any], l2: float) -> float:
    """Cross-validated share of groups whose best candidate is right."""
    right = total = 0
    for fold in range(FOLDS):
        weights = conditional(counted(f, name, [(i, g) for i, g in groups if fold_of(i) != fold]), l2=l2)
        for id_, group in groups:
            if fold_of(id_) == fold and group:
                right += max(group, key=lambda c: logit(c[0], weights))[1]
                total += 1
    return right / total


def alone(f: Fitting) -> list[Row]:
    """Sentences alone: whether the incident is told as one that happened."""
    rows: list[Row] = []
    for name, types in SENTENCE_TYPES.items():
        for a in sentences(f.folder, name):
            draft = f.draft(article_of(a)) if a["label"] in SENTENCE_WEIGHT else None
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
        for article, example, told in examples_of(event):
            if not told and ("status" in example.expect or example.status):
                continue
            draft = f.draft(article)
            if draft is None:
                continue
            incidents = find_incidents(draft)
            wanted = example.expect.get("type", event.id if told else None)
            for i in incidents:
                if i.type == wanted or (i.type == event.id and not told):
                    rows.append((article.id, report_features(draft.parse, i, incidents), i.type == wanted, EXAMPLE_WEIGHT))
    return rows


def reports(f: Fitting, same: list[Features]) -> list[tuple[Row, dict[str, Any]]]:
    """Incidents, folded with weights that have not seen their article: whether the gold has them, or others told alike in all."""
    out = []
    for id_, draft in f.drafts.items():
        f.weights["same_incident"] = same[fold_of(id_)]
        incidents, records, beside = f.found(id_)
        hits = set(beside.values())
        hits |= {n for n, i in enumerate(incidents) if n not in hits and any(alike(draft, i, incidents[k]) for k in beside.values())}
        for n, incident in enumerate(incidents):
            out.append(((id_, report_features(draft.parse, incident, incidents), n in hits, 1.0), records[n]))
    return out


def show(f: Fitting, predicted: list[tuple[Row, float]], records: dict[int, dict[str, Any]]) -> None:
    """Cross-validated figures of a few thresholds, for the gold's own articles and for all."""
    for name, ids in (("gold/dev", {s.id for s in f.samples.values() if s.gold}), ("all articles", set(f.gold))):
        for threshold in (0.36, 0.4, THRESHOLD, 0.48):
            found: dict[str, Any] = {i: {"reports": []} for i in ids}
            for row, p in predicted:
                if p >= threshold and id(row) in records and row[0] in ids:
                    found[row[0]]["reports"].append(records[id(row)])
            s = score({i: f.gold[i] for i in ids}, found).rows()
            told = ", ".join(f"{k} {s[k]['f1']:.3f}" for k in ("slots", "detection", "fresh", "relevant"))
            print(f"{name}, threshold {threshold}: {told} (cross-validated)", flush=True)


def main() -> int:
    """Fit in the order of the reading and write the weights."""
    gold, corpus = folders()
    f = Fitting(gold, samples(gold, corpus))
    for name in L2:
        f.weights.setdefault(name, {})
    f.weights |= {
        "threshold": THRESHOLD,
        "alone_threshold": ALONE_THRESHOLD,
        "same_sentence_floor": SENTENCE_FLOOR,
        "same_incident_floor": SAME_FLOOR,
    }
    rows = within(f)
    right = [(p > 0.5) == row[2] for row, p in f.cross(rows, lambda r: plain(r, L2["same_sentence"]))]
    print(f"same sentence: {len(rows)} pairs, {sum(right) / len(right):.3f} right (cross-validated)", flush=True)
    f.weights["same_sentence"] = plain(rows, L2["same_sentence"])
    f.redraft()
    rows = pairs(f)
    right = [(p > 0.5) == row[2] for row, p in f.cross(rows, lambda r: plain(r, L2["same_incident"]))]
    print(f"same incident: {len(rows)} pairs, {sum(right) / len(right):.3f} right (cross-validated)", flush=True)
    f.weights["same_incident"] = plain(rows, L2["same_incident"])
    for _ in range(2):  # the background leans on the date, the date on what is aligned
        groups, background = settled(f)
        for name, of in groups.items():
            f.weights[name] = conditional(counted(f, name, of), l2=L2[name])
        f.weights["background"] = plain(background, L2["background"])
    for name, of in groups.items():
        oracle = sum(any(ok for _, ok in g) for _, g in of) / len(of)
        print(
            f"{name}: {chosen_right(f, name, of, L2[name]):.3f} of the best candidates right, {oracle:.3f} among the candidates", flush=True
        )
    right = [(p > 0.5) == row[2] for row, p in f.cross(background, lambda r: plain(r, L2["background"]))]
    print(f"background: {sum(right) / len(right):.3f} right", flush=True)
    same = [plain([r for r in rows if fold_of(r[0]) != fold], L2["same_incident"]) for fold in range(FOLDS)]
    single = alone(f) + examples(f)
    judged = reports(f, same)
    f.weights["same_incident"] = plain(rows, L2["same_incident"])
    predicted = list(f.cross([row for row, _ in judged] + single, lambda r: plain(r, L2["report"])))
    show(f, predicted, {id(row): found for row, found in judged})
    f.weights["report"] = plain([row for row, _ in judged] + single, L2["report"])
    if "--dry-run" not in sys.argv:
        used = {
            k: v
            for k, v in f.weights.items()
            if k in (*L2, *FLOORS, "threshold", "alone_threshold", "same_sentence_floor", "same_incident_floor", "slots", "figures")
        }
        TARGET.write_text(HEAD + yaml.safe_dump(used, allow_unicode=True, sort_keys=True), encoding="utf-8")
        print(f"written: {TARGET.name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
