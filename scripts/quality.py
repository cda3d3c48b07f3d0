"""Write docs/quality.md: what isnad reads well and what it does not, from the annotated articles.

    ISNAD_GOLD=... ISNAD_CORPUS=... python -m scripts.quality

Reads the development and the check part as the gate does. The check part gives totals alone. isnad has learnt from the development part,
so its articles are also read with networks that have not seen them (build/, by `make fit`); the tables by type, outlet and kind come from
that reading.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec

from isnad.commands.common import load_codebook
from isnad.commands.evaluate import read_file
from isnad.evaluate import load_readings, score
from isnad.evaluate.align import align
from isnad.evaluate.compare import pairs
from isnad.evaluate.floors import digest
from isnad.reading import read, reading_of
from isnad.reading.party.party import FORCES
from scripts.fitting import Fitting
from scripts.training import FOLDS, fold_of, folders, samples

DOC = Path("docs/quality.md")
TOTALS = (
    "slots", "detection", "fresh", "relevant", "place", "killed", "injured", "arrested", "by", "against", "sources", "speakers", "relations",
    "strengths", "type", "date", "country", "status", "background", "kinds", "q", "chain",
)  # fmt: skip
READERS = {
    "slots": 0.91, "detection": 0.96, "fresh": 0.96, "type": 0.97, "date": 0.95, "country": 0.99, "status": 0.99, "background": 0.99,
    "kinds": 0.99, "place": 0.97, "killed": 0.98, "injured": 1.00, "arrested": 1.00, "by": 0.94, "against": 0.88, "sources": 0.88,
    "chain": 0.68, "speakers": 0.96, "relations": 0.83,
}  # fmt: skip
NOT_HANDLED = """\
- Pronouns and bare nouns that stand for a party named in an earlier sentence are resolved within an incident only.
- Names of persons that no role, title or list of given names announces are not told from common words.
- Dates told by events ("two days after the attack on ...") are not counted out.
- One incident told again under another name and place late in a long article may come out twice; background lists may be cut short.
- Dialect is read only where it stands in quoted speech; satire, opinion and fiction are told from news by their words alone.
- Places finer than the gazetteer keep their words and the country, without coordinates."""


def main() -> int:
    """Score, sort, write."""
    gold, corpus = folders()
    parts = {
        name: (load_readings(gold / name / "readings.jsonl"), read_file(gold / name / "articles.jsonl", None, 0)[0])
        for name in ("dev", "check")
    }
    marks = {name: digest(gold / name / "articles.jsonl", gold / name / "readings.jsonl")[:12] for name in parts}
    dev_gold, dev = parts["dev"][0], unseen(Fitting(gold, [s for s in samples(gold, corpus) if s.gold]))
    parts = {"dev": parts["dev"], "unseen": (dev_gold, dev), "check": parts["check"]}
    scores = {name: score(g, p).rows() for name, (g, p) in parts.items()}
    book = load_codebook(None)
    matched = [
        (id_, dev_gold[id_]["reports"], dev[id_]["reports"], align(dev_gold[id_]["reports"], dev[id_]["reports"])) for id_ in dev_gold
    ]
    out = [
        "# Quality",
        "",
        f"Written by `make quality` with isnad {version('isnad')}, codebook {book.version}. Gold: dev {marks['dev']}, check {marks['check']}.",
        f"dev: {len(dev_gold)} articles, {scores['dev']['detection']['gold']} reports, learnt from, and in the second column read with networks that have not seen them (the sums behind have); "
        f"check: {len(parts['check'][0])} articles, {scores['check']['detection']['gold']} reports, scored only.",
        "A rate is an F1; `type` to `chain` are accuracies on aligned reports. *Readers*: two careful readers against each other.",
        "",
        *table(("field", "dev, learnt", "dev, unseen", "check", "readers"), totals(scores)),
        "",
        "## By event type (dev, unseen)",
        "",
        *table(("type", "gold", "found", "aligned", "type right"), by_type(matched)),
        "",
        "## By outlet (dev, unseen)",
        "",
        *table(("outlet", "articles", "reports", "detection F1", "slots F1"), by_outlet(dev_gold, dev)),
        "",
        "## State forces and armed groups (dev, unseen)",
        "",
        "Recall of the parties of aligned reports: the same words for the same acts, whoever commits them.",
        "",
        *table(("kind", "by", "against"), by_kind(matched)),
        "",
        "## Types taken for others (dev, unseen)",
        "",
        *table(("gold", "read as", "reports"), confusion(matched)),
        "",
        "## Calibration",
        "",
        "See [calibration.md](calibration.md).",
        "",
        "## Not handled",
        "",
        NOT_HANDLED,
        "",
    ]
    DOC.write_text("\n".join(out), encoding="utf-8")
    print(f"written: {DOC}")
    return 0


def unseen(f: Fitting) -> dict[str, dict[str, Any]]:
    """Readings of the development part by networks that have not seen each article."""
    out: dict[str, dict[str, Any]] = {}
    for fold in range(FOLDS):
        f.without(fold)
        for id_, sample in f.samples.items():
            if fold_of(id_) == fold:
                draft = f.drafts.get(id_)
                reading = reading_of(draft) if draft else read(sample.article, f.book)
                out[id_] = json.loads(msgspec.json.encode(reading))
    return out


def table(head: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> list[str]:
    """A Markdown table."""
    return [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *(f"| {' | '.join(map(str, row))} |" for row in rows)]


def totals(scores: dict[str, dict[str, Any]]) -> list[tuple[Any, ...]]:
    rows = []
    for name in TOTALS:
        values = [scores[part][name].get("f1", scores[part][name].get("accuracy")) for part in ("dev", "unseen", "check")]
        rows.append((name, *(f"{v:.3f}" for v in values), f"{READERS[name]:.2f}" if name in READERS else ""))
    return rows


def by_type(matched: list[Any]) -> list[tuple[Any, ...]]:
    gold, found, hit, right = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for _, g, p, match in matched:
        gold.update(r["type"] for r in g)
        found.update(r["type"] for r in p)
        for a, b in match.items():
            hit[g[a]["type"]] += 1
            right[g[a]["type"]] += g[a]["type"] == p[b]["type"]
    return [(t, n, found[t], hit[t], right[t]) for t, n in gold.most_common()]


def by_outlet(gold: dict[str, Any], found: dict[str, Any]) -> list[tuple[Any, ...]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for id_ in gold:
        groups[id_.split("-")[0]].append(id_)
    rows = []
    for outlet, ids in sorted(groups.items()):
        s = score({i: gold[i] for i in ids}, found).rows()
        rows.append((outlet, len(ids), s["detection"]["gold"], f"{s['detection']['f1']:.3f}", f"{s['slots']['f1']:.3f}"))
    return rows


def by_kind(matched: list[Any]) -> list[tuple[Any, ...]]:
    total, hits = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for _, g, p, match in matched:
        for a, b in match.items():
            for side in ("by", "against"):
                found = pairs(g[a].get(side) or [], p[b].get(side) or [])
                for party in g[a].get(side) or []:
                    kind = (
                        "state forces"
                        if party["kind"] in FORCES
                        else "armed groups"
                        if party["kind"] not in ("civilians", "protesters")
                        else "civilians"
                    )
                    total[kind, side] += 1
                    hits[kind, side] += any(x is party for x, _ in found)
    kinds = ("state forces", "armed groups", "civilians")
    return [(k, *(f"{hits[k, s]}/{total[k, s]} ({hits[k, s] / max(1, total[k, s]):.2f})" for s in ("by", "against"))) for k in kinds]


def confusion(matched: list[Any]) -> list[tuple[Any, ...]]:
    wrong = Counter((g[a]["type"], p[b]["type"]) for _, g, p, match in matched for a, b in match.items() if g[a]["type"] != p[b]["type"])
    return [(a, b, n) for (a, b), n in wrong.most_common(15)]


if __name__ == "__main__":
    raise SystemExit(main())
