"""Fit the weights by which the parties of an incident are chosen, on the development gold.

    ISNAD_GOLD=path/to/gold python scripts/fit_parties.py [--dry-run]

Reads `dev/articles.jsonl` and `dev/readings.jsonl`. Each party around an incident that is aligned with a gold report is a row
for either side: right if the gold names it there. The codebook's own examples are rows too. Prints five-fold cross-validated figures (folds by article) beside those of the
rules, then replaces `by`, `against` and their floors in isnad/codebook/weights.yaml. Needs numpy; takes about half a minute.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from isnad.evaluate.align import align
from isnad.evaluate.compare import pairs, same_named
from isnad.reading.draft import Draft
from isnad.reading.incidents import find_incidents
from isnad.reading.judge import keep
from isnad.reading.logit import logit
from isnad.reading.proposals import Side, propose
from isnad.reading.sides import SIDES, Candidate, find_candidates, select
from scripts.fit import EXAMPLE_DAY, FOLDS, HEAD, TARGET, Fitting, record
from scripts.logistic import Features, logistic

L2 = 4.0  # best in cross-validation, flat from 2 to 8
FLOORS: dict[Side, float] = {"by": -0.8, "against": -1.3}  # sums; about where F1 peaks in cross-validation, flat around
LEAST = 5  # rows that a feature needs


@dataclass
class Case:
    """An incident aligned with a gold report, its candidates and how the scorer sees them."""

    id: str
    gold: dict[str, Any]
    candidates: list[Candidate]
    named: list[dict[str, Any]]
    ruled: dict[Side, list[dict[str, Any]]]
    kept: bool


def cases(f: Fitting) -> list[Case]:
    """The aligned incidents of the gold articles; `kept` ones are reports too."""
    out = []
    for id_, draft in f.drafts.items():
        incidents = find_incidents(draft)
        reports = {id(i) for i, _ in keep(draft, incidents)}
        gold = f.gold[id_]["reports"]
        for a, b in align(gold, [record(draft, i) for i in incidents]).items():
            incident = incidents[b]
            candidates = find_candidates(draft, incident)
            mentions = [incident.lead, *(m for m in incident.mentions if m is not incident.lead)]
            ruled = {side: [_named(draft, p) for p in found] for side, found in propose(draft.parse, incident, mentions).items()}
            named = [_named(draft, c.party) for c in candidates]
            out.append(Case(id_, gold[a], candidates, named, ruled, id(incident) in reports))
    return out


def examples(f: Fitting) -> list[Case]:
    """The codebook's own examples that tell their parties; a side that is not told gives no rows."""
    out = []
    for event in f.book.events.values():
        for n, example in enumerate(event.examples):
            sides: dict[str, Any] = {side: [{"text": t} for t in example.expect[side]] for side in SIDES if side in example.expect}
            published = example.published or EXAMPLE_DAY
            draft = f.draft({"id": event.id, "title": example.title, "text": example.text, "published": published}) if sides else None
            wanted = example.expect.get("type", event.id)
            incident = next((i for i in find_incidents(draft) if i.type == wanted), None) if draft else None
            if draft is not None and incident is not None:
                candidates = find_candidates(draft, incident)
                out.append(Case(f"{event.id}-{n}", dict(sides), candidates, [_named(draft, c.party) for c in candidates], {}, False))
    return out


def _named(draft: Draft, party: Any) -> dict[str, Any]:
    book = draft.parse.book
    state = book.countries.get(party.countries[0]) if party.weak and party.countries else None
    actor = book.actors.get(party.id) if party.id else None
    return {"text": draft.parse.text.cut(party.start, party.end), "en": state.en if state else actor.names.get("en") if actor else None}


def fitted(found: list[Case], side: Side) -> Features:
    """Weights of one side, of the features that are seen often enough."""
    rows = []
    for case in (c for c in found if side in c.gold):
        rows += [(c.features, any(same_named(g, n) for g in case.gold[side])) for c, n in zip(case.candidates, case.named, strict=True)]
    seen = Counter(name for features, _ in rows for name in features)
    return logistic([{k: v for k, v in x.items() if seen[k] >= LEAST} for x, _ in rows], [y for _, y in rows], l2=L2)


class Tally:
    """Hits, gold and found parties."""

    def __init__(self) -> None:
        self.hit = self.gold = self.found = 0

    def add(self, gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> None:
        self.hit, self.gold, self.found = self.hit + len(pairs(gold, found)), self.gold + len(gold), self.found + len(found)

    def __str__(self) -> str:
        return f"F1 {2 * self.hit / max(1, self.gold + self.found):.3f} ({self.hit} right of {self.found}, gold {self.gold})"


def main() -> int:
    """Compare rules and sums, then write the weights."""
    if "ISNAD_GOLD" not in os.environ:
        print("fit_parties: set ISNAD_GOLD to the folder of the gold", file=sys.stderr)
        return 2
    f = Fitting(Path(os.environ["ISNAD_GOLD"]))
    for side in SIDES:
        f.weights.setdefault(side, {})
        f.weights[f"{side}_floor"] = FLOORS[side]
    found = cases(f)
    known = examples(f)
    folds = [{side: fitted([c for c in found if f.fold[c.id] != fold] + known, side) for side in SIDES} for fold in range(FOLDS)]
    whole = {side: fitted(found + known, side) for side in SIDES}
    for shift in (-0.3, 0.0, 0.3):
        rules, crossed, inside = ({side: Tally() for side in SIDES} for _ in range(3))
        for case in (c for c in found if c.kept):
            for tally, weights in ((crossed, folds[f.fold[case.id]]), (inside, whole)):
                sums = {side: [logit(c.features, weights[side]) for c in case.candidates] for side in SIDES}
                chosen = select(sums, {side: FLOORS[side] + shift for side in SIDES})
                for side in SIDES:
                    tally[side].add(case.gold[side], [case.named[k] for k in sorted(chosen[side])])
            for side in SIDES:
                rules[side].add(case.gold[side], case.ruled[side])
        for side in SIDES:
            print(f"{side} (floor {FLOORS[side] + shift:.1f}): rules {rules[side]}")
            print(f"    sums {crossed[side]} cross-validated, {inside[side]} in sample")
    f.weights |= {str(side): weights for side, weights in whole.items()}
    if "--dry-run" not in sys.argv:
        table = yaml.safe_load(TARGET.read_text(encoding="utf-8")) | {k: f.weights[k] for side in SIDES for k in (side, f"{side}_floor")}
        TARGET.write_text(HEAD + yaml.safe_dump(table, allow_unicode=True, sort_keys=True), encoding="utf-8")
        print(f"written: {TARGET.name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
