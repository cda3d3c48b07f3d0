"""How likely each value of a report is right: a logistic sum a slot, over features that can be read off the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from isnad.model import COUNT_FIELDS, Report
from isnad.reading.logit import logit, probability

LISTS = ("by", "against", "sources")
_LARGE = 100  # persons above which a figure is seldom that of one incident


def slot_features(report: Report, sum_: float) -> Iterator[tuple[str, int, dict[str, float]]]:
    """Each filled slot of a report: its name, its index in the list (0 for single values), and its features.

    `sum_` is the report's own logistic sum; a status of `occurred` is no slot.
    """
    general = {
        "report": max(-4.0, min(4.0, sum_)),
        "background": float(report.background),
        "occurred": float(report.status == "occurred"),
        "sourced": float(bool(report.sources)),
    }
    for name, own in (*_values(report), *_counts(report)):
        yield name, 0, general | own
    if report.claimed_by:
        yield "claimed_by", 0, general
    for side in ("by", "against"):
        for n, own in enumerate(_parties(report, side)):
            yield side, n, general | own
    many = min(4, len(report.sources)) / 4
    for n, source in enumerate(report.sources):
        yield "sources", n, general | {f"kind_{source.kind}": 1.0, "later": min(3, n) / 3, "own": source.confidence, "many": many}


def _values(report: Report) -> Iterator[tuple[str, dict[str, float]]]:
    rule = report.rules.get("type", "")
    yield "type", {f"is_{report.type}": 1.0, "by_rule": float("." in rule and "/" not in rule)}
    if report.status != "occurred":
        yield "status", {f"is_{report.status}": 1.0}
    if report.date:
        yield "date", {f"from_{report.date_from}": 1.0, "day": float(len(report.date) == 10), "year": float(len(report.date) == 4)}
    if report.country:
        yield "country", {"placed": float(report.place is not None), **_place(report)}
    if report.place:
        yield "place", _place(report)


def _counts(report: Report) -> Iterator[tuple[str, dict[str, float]]]:
    for name in COUNT_FIELDS:
        count = getattr(report, name)
        if count is not None:
            rule = report.rules.get(name, "").rpartition(".")[2]
            large = float((count.n or 0) > _LARGE)
            yield name, {f"q_{count.q}": 1.0, "summed": float(bool(count.parts)), f"rule_{rule}": 1.0, "large": large}


def _parties(report: Report, side: str) -> Iterator[dict[str, float]]:
    both = (len(report.by) + len(report.against)) / 4
    for n, party in enumerate(getattr(report, side)):
        yield {
            f"kind_{party.kind}": 1.0,
            "named": float(bool(party.id) and not str(party.id).startswith("generic")),
            "unknown": float(party.id is None),
            "later": float(n > 0),
            "parties": both,
            f"of_{report.type}": 1.0,
            "words": min(5, len(party.text.split())) / 5,
        }


def _place(report: Report) -> dict[str, float]:
    lost = sum(share for _, share in report.place_candidates)
    return {
        f"precision_{report.place_precision}": 1.0,
        "contested": lost,
        "unlisted": float(report.place is not None and report.place_id is None),
    }


def with_confidence(report: Report, sum_: float, weights: Mapping[str, Mapping[str, float]]) -> Report:
    """The report with the probability of each of its values; slots without weights keep that of the report."""
    single: dict[str, float] = {}
    lists: dict[str, list[Any]] = {side: list(getattr(report, side)) for side in LISTS}
    for slot, n, features in slot_features(report, sum_):
        p = round(probability(logit(features, weights[slot]) if slot in weights else sum_), 3)
        if slot in lists:
            lists[slot][n] = msgspec.structs.replace(lists[slot][n], confidence=p)
        else:
            single[slot] = p
    return msgspec.structs.replace(report, confidences=single, **lists)
