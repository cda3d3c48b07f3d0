"""Precision, recall and accuracy of readings by field.

slots is the headline: every filled slot of every report is one item, equal items of aligned reports are hits.
detection counts aligned reports, fresh the same without background, the others are taken on aligned reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from isnad.evaluate.align import FAMILY, align
from isnad.evaluate.compare import Entry, pairs, same_count, same_place, same_relation, same_strength, same_text
from isnad.model import COUNT_FIELDS

LISTS = ("by", "against", "sources")
RATES = ("slots", "detection", "fresh", "relevant", "place", *COUNT_FIELDS, *LISTS, "claimed_by", "speakers", "relations", "strengths")
SHARES = ("type", "family", "status", "date", "country", "background", "kinds", "q", "chain")


@dataclass(slots=True)
class Rate:
    """Hits among what is in the gold and what was found."""

    hit: int = 0
    gold: int = 0
    pred: int = 0

    def add(self, hit: int, gold: int, pred: int) -> None:
        self.hit += hit
        self.gold += gold
        self.pred += pred

    def row(self) -> dict[str, Any]:
        p = self.hit / self.pred if self.pred else 0.0
        r = self.hit / self.gold if self.gold else 0.0
        f = 2 * p * r / (p + r) if p + r else 0.0
        return {"p": round(p, 3), "r": round(r, 3), "f1": round(f, 3), "gold": self.gold, "pred": self.pred}


@dataclass(slots=True)
class Share:
    """How many of `n` are right."""

    right: int = 0
    n: int = 0

    def add(self, right: bool) -> None:
        self.right += right
        self.n += 1

    def row(self) -> dict[str, Any]:
        return {"accuracy": round(self.right / self.n, 3) if self.n else 0.0, "n": self.n}


@dataclass(slots=True)
class Score:
    """Every figure by name, recall by type, and what differs, in words."""

    rates: dict[str, Rate] = field(default_factory=lambda: {n: Rate() for n in RATES})
    shares: dict[str, Share] = field(default_factory=lambda: {n: Share() for n in SHARES})
    by_type: dict[str, Rate] = field(default_factory=lambda: defaultdict(Rate))
    differences: list[str] = field(default_factory=list)

    def rows(self) -> dict[str, dict[str, Any]]:
        """The figures as a table of rows, rates first."""
        out = {n: v.row() for n, v in self.rates.items()}
        out.update({n: v.row() for n, v in self.shares.items()})
        out["recall_by_type"] = {t: f"{v.hit}/{v.gold}" for t, v in sorted(self.by_type.items())}
        return out


def score(gold: Mapping[str, Entry], found: Mapping[str, Entry]) -> Score:
    """Score readings by article id; a missing reading counts as one in which nothing was found."""
    out = Score()
    for id_, g in gold.items():
        _article(out, id_, g, found.get(id_) or {})
    return out


def _article(out: Score, id_: str, g: Entry, p: Entry) -> None:
    rates = out.rates
    gold, found = g.get("reports") or [], p.get("reports") or []
    match = align(gold, found)
    fresh = [k for k, r in enumerate(gold) if not r.get("background")]
    hits = sum(k in match for k in fresh)
    rates["detection"].add(len(match), len(gold), len(found))
    rates["fresh"].add(hits, len(fresh), len(found) - (len(match) - hits))
    rates["relevant"].add(_relevant(g) and _relevant(p), _relevant(g), _relevant(p))
    slot_hits = sum(_slot_hits(gold[a], found[b]) for a, b in match.items())
    rates["slots"].add(slot_hits, sum(map(_slots, gold)), sum(map(_slots, found)))
    for k, report in enumerate(gold):
        out.by_type[report["type"]].add(k in match, 1, 0)
    for a, b in match.items():
        _report(out, gold[a], found[b])
    for name, same in (("speakers", None), ("relations", same_relation), ("strengths", same_strength)):
        x, y = g.get(name) or [], p.get(name) or []
        rates[name].add(len(pairs(x, y, same) if same else pairs(x, y)), len(x), len(y))
    out.differences += _differences(id_, gold, found, match)


def _report(out: Score, x: Entry, y: Entry) -> None:
    rates, shares = out.rates, out.shares
    for k in ("type", "date", "country"):
        shares[k].add(x.get(k) == y.get(k))
    shares["family"].add(FAMILY.get(x["type"]) == FAMILY.get(y["type"]))
    shares["status"].add(_status(x) == _status(y))
    shares["background"].add(bool(x.get("background")) == bool(y.get("background")))
    rates["place"].add(same_place(x, y), bool(x.get("place")), bool(y.get("place")))
    claimed = same_text(x.get("claimed_by"), y.get("claimed_by"))
    rates["claimed_by"].add(claimed, bool(x.get("claimed_by")), bool(y.get("claimed_by")))
    for c in COUNT_FIELDS:
        same = same_count(x.get(c), y.get(c))
        rates[c].add(same, bool(x.get(c)), bool(y.get(c)))
        if same:
            shares["q"].add(x[c].get("q") == y[c].get("q"))
    for k in LISTS:
        a, b = x.get(k) or [], y.get(k) or []
        same_items = pairs(a, b)
        rates[k].add(len(same_items), len(a), len(b))
        for u, v in same_items:
            shares["kinds"].add(u.get("kind") == v.get("kind"))
        if k == "sources" and len(a) > 1:
            order = [list(b).index(v) for _, v in same_items]
            shares["chain"].add(len(same_items) == len(a) and order == sorted(order))


def _relevant(reading: Entry) -> bool:
    return any(reading.get(k) for k in ("reports", "relations", "strengths"))


def _status(report: Entry) -> str:
    return report.get("status") or "occurred"


def _slots(r: Entry) -> int:
    n = sum(bool(r.get(k)) for k in ("type", "date", "country", "place", "claimed_by", *COUNT_FIELDS))
    return n + sum(len(r.get(k) or []) for k in LISTS) + (_status(r) != "occurred")


def _slot_hits(g: Entry, p: Entry) -> int:
    n = sum(bool(g.get(k) and g.get(k) == p.get(k)) for k in ("type", "date", "country"))
    n += same_place(g, p) + same_text(g.get("claimed_by"), p.get("claimed_by"))
    n += sum(same_count(g.get(c), p.get(c)) for c in COUNT_FIELDS)
    n += sum(len(pairs(g.get(k) or [], p.get(k) or [])) for k in LISTS)
    return n + bool(_status(g) == _status(p) != "occurred")


def _differences(id_: str, gold: Sequence[Entry], found: Sequence[Entry], match: Mapping[int, int]) -> Iterator[str]:
    for sign, reports, known in (("MISS ", gold, set(match)), ("EXTRA", found, set(match.values()))):
        for k, r in enumerate(reports):
            if k not in known:
                yield f"{sign} {id_} {r['type']} {r.get('date')} | {(r.get('evidence') or '')[:110]}"
    for a, b in match.items():
        told = list(_fields(gold[a], found[b]))
        if told:
            yield f"DIFF  {id_} {'; '.join(told)}"


def _fields(x: Entry, y: Entry) -> Iterator[str]:
    for k in ("type", "date", "country", "place", "status"):
        if x.get(k) != y.get(k):
            yield f"{k}: {x.get(k)!r} / {y.get(k)!r}"
    for c in COUNT_FIELDS:
        if (x.get(c) or y.get(c)) and not same_count(x.get(c), y.get(c)):
            yield f"{c}: {(x.get(c) or {}).get('n')} / {(y.get(c) or {}).get('n')}"
    for k in LISTS:
        a, b = x.get(k) or [], y.get(k) or []
        if len(pairs(a, b)) < max(len(a), len(b)):
            yield f"{k}: {[u['text'] for u in a]} / {[u['text'] for u in b]}"
