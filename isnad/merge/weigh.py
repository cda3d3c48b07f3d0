"""How the reports of an event are weighed: each value with the reports and origins that give it, and the one that carries most."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from isnad.merge.origins import Traced
from isnad.model import StoredReport, Variant
from isnad.store.verdicts import given

V = TypeVar("V", bound=Hashable)
SURE = 0.99  # the most that any combination of readings reaches
_JUDGED = frozenset({"accepted", "mended"})


@dataclass(slots=True)
class Backing:
    """What stands behind a value: reports by their index, origins by theirs, whether a person gave it or accepted a report of it."""

    reports: list[int] = field(default_factory=list)
    origins: set[int] = field(default_factory=set)
    judged: bool = False
    confidence: float = 0.0

    def joined(self, others: Iterable[Backing]) -> Backing:
        """The backing of this value and others together."""
        all_ = [self, *others]
        if len(all_) == 1:
            return self
        return Backing(
            sorted({n for b in all_ for n in b.reports}), {o for b in all_ for o in b.origins}, any(b.judged for b in all_),
            max(b.confidence for b in all_),
        )  # fmt: skip


class Scale:
    """The reports of an event, in order, with their origins."""

    def __init__(self, reports: Sequence[StoredReport], trace: Traced) -> None:
        self.reports, self.trace = reports, trace
        self.judged = [r.verdict in _JUDGED for r in reports]
        self.accepted = [judged and (r.verdict == "accepted" or r.machine is None) for judged, r in zip(self.judged, reports, strict=True)]
        self._origins = [trace.of(n) for n in range(len(reports))]

    def given(self, number: int, name: str) -> bool:
        """Whether a report's value of a field is a person's word; who mends one field says nothing of the others."""
        return self.judged[number] and given(self.reports[number], name)

    def confidence(self, number: int, name: str) -> float:
        """How sure a report's value is: of the field if the reading says so, else of the report; SURE if a person gave or accepted it."""
        report = self.reports[number].report
        return SURE if self.given(number, name) else report.confidences.get(name, report.confidence)

    def weigh(self, name: str, told: Iterable[tuple[int, V]]) -> dict[V, Backing]:
        """The backing of every value, from pairs of a report's index and its value of the field `name`."""
        backed: dict[V, Backing] = {}
        for number, value in told:
            backing = backed.setdefault(value, Backing())
            backing.reports.append(number)
            backing.origins |= self._origins[number]
            backing.judged |= self.given(number, name)
            backing.confidence = max(backing.confidence, self.confidence(number, name))
        return backed

    def variants(self, backed: Mapping[V, Backing], label: Callable[[V], str | None]) -> list[Variant]:
        """Every value with its reports and the number of its origins, the best supported first; those told by one label are one."""
        labelled: dict[str | None, Backing] = {}
        for value, backing in backed.items():
            name = label(value)
            labelled[name] = labelled[name].joined([backing]) if name in labelled else backing
        order = sorted(labelled.items(), key=lambda item: _rank(item[1], item[1], 0.0))
        return [Variant(value=v, reports=[self.reports[n].id for n in sorted(set(b.reports))], origins=len(b.origins)) for v, b in order]


def leaves(backed: Mapping[V, Backing], covers: Callable[[V, V], bool]) -> dict[V, Backing]:
    """The values that no other one makes more precise, each with the backing of those that it makes precise.

    `covers(a, b)` holds where a is the same as b, less precisely told.
    """
    if len(backed) == 1:
        return dict(backed)
    kept = {v: b for v, b in backed.items() if not any(w != v and covers(v, w) and not covers(w, v) for w in backed)}
    return {v: b.joined(o for w, o in backed.items() if w not in kept and covers(w, v)) for v, b in kept.items()}


def best(backed: Mapping[V, Backing], own: Mapping[V, Backing], precision: Callable[[V], float]) -> V:
    """The value that carries most: judged by a person, then origins, confidence, precision, and the earliest report."""
    if len(backed) == 1:
        return next(iter(backed))
    return min(backed, key=lambda v: _rank(backed[v], own[v], precision(v)))


def _rank(backing: Backing, own: Backing, precision: float) -> tuple[bool, bool, int, int, float, float, int]:
    return (
        not own.judged, not backing.judged, -len(backing.origins), -len(own.origins), -round(own.confidence, 3), -precision, own.reports[0],
    )  # fmt: skip


def agreed(confidences: Iterable[float]) -> float:
    """How sure a thing is that independent origins tell: one less the product of their doubts, SURE at most."""
    doubt = 1.0
    for confidence in confidences:
        doubt *= 1.0 - min(max(confidence, 0.0), 1.0)
    return round(min(SURE, 1.0 - doubt), 3)
