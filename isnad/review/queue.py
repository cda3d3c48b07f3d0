"""What waits to be judged: first what matters and is doubtful, near-duplicates together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from isnad.codebook import Codebook
from isnad.filter import Filter
from isnad.model import Event, StoredReport
from isnad.review.decide import last_seen
from isnad.store import Store
from isnad.store.tasks import Waiting
from isnad.store.verdicts import in_force

_NEAR = 0.15  # doubt that a link near the threshold adds, of three at most; ours, not fitted
_MOST = 3
Asked = Literal["all", "report", "pair"]
_PAGE = 2  # events looked at for each task that is wanted


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """A question: is this `report` right, or (`pair`) do `report` and `other` tell of one incident.

    `probability` is what the merge says of a pair; `event` holds the report; `seen` is the number of the last judgement when it was asked.
    """

    kind: Literal["report", "pair"]
    weight: float
    event: Event
    report: StoredReport
    other: StoredReport | None = None
    probability: float | None = None
    seen: int = 0


def queue(
    store: Store, book: Codebook, filter: Filter, *, by: str, limit: int = 50, judged: bool = False, asked: Asked = "all"
) -> list[Task]:  # fmt: skip
    """The first `limit` tasks of the events that a filter lets through, those of one event together; `asked` takes one kind only.

    Left out is what someone has judged, and what `by` was unsure of; `judged` asks for that too.
    """
    return _Queue(store, book, filter, by, judged=judged, kind=asked).first(limit)


def pairs_left(store: Store, book: Codebook, filter: Filter) -> int:
    """How many pairs `queue` has of the events that a filter lets through."""
    told = _told(store)
    return sum((min(p), max(p)) not in told for p in store.tasks.pairs(filter, book.families))


class _Queue:
    def __init__(self, store: Store, book: Codebook, filter: Filter, by: str, *, judged: bool, kind: Asked) -> None:
        self.store, self.filter, self.by, self.judged, self.kind = store, filter, by, judged, kind
        self.types = book.families
        self.seen = last_seen(store)
        self.told = _told(store)
        self.asked: set[tuple[str, str]] = set()

    def first(self, limit: int) -> list[Task]:
        tasks: list[Task] = []
        known: set[str] = set()
        size = _PAGE * limit
        found = list(self.store.tasks.doubted(self.filter, self.types, limit=limit, judged=self.judged))
        for page in range(1_000_000):
            more = list(self.store.tasks.waiting(self.filter, self.types, limit=size, offset=page * size, judged=self.judged))
            new = {w.event.id: w for w in (*found, *more) if w.event.id not in known}
            known |= new.keys()
            for weight, waiting, near in sorted(map(self._weighed, new.values()), key=lambda item: (-item[0], item[1].event.id)):
                tasks += self._of_event(weight, waiting.event, near)
                if len(tasks) >= limit:
                    return tasks[:limit]
            if len(more) < size:
                break
            found = []
        return tasks

    def _weighed(self, w: Waiting) -> tuple[float, Waiting, list[tuple[str, str, float]]]:
        near = [k for k in self.store.tasks.near(w.event.reports) if self.judged or (k[0], k[1]) not in self.told]
        return round(w.importance * (w.doubt + _NEAR * min(_MOST, len(near))), 3), w, near

    def _of_event(self, weight: float, event: Event, near: list[tuple[str, str, float]]) -> Iterator[Task]:
        if self.kind == "pair" and not near:
            return
        reports = {r.id: r for r in self.store.reports.get(event.reports)}
        singles = reports.values() if self.kind != "pair" else ()
        for report in sorted(singles, key=lambda r: (self._first_copy(r, reports), r.published or "", r.id)):
            if self.judged or report.verdict is None or (report.verdict == "unsure" and report.by != self.by):
                yield Task(kind="report", weight=weight, event=event, report=report, seen=self.seen)
        for a, b, probability in near if self.kind != "report" else ():
            if (a, b) in self.asked:
                continue
            self.asked.add((a, b))
            own, other = (a, b) if a in reports else (b, a)
            beside = reports.get(other) or next(self.store.reports.get([other]), None)
            if own in reports and beside is not None and beside.event is not None:
                yield Task(
                    kind="pair", weight=weight, event=event, report=reports[own], other=beside, probability=probability, seen=self.seen
                )

    @staticmethod
    def _first_copy(report: StoredReport, reports: dict[str, StoredReport]) -> str:
        """The day of the first of the near-copies of a report's article: copies stand together, in the order of the first."""
        return min((r.published or "", r.copies) for r in reports.values() if r.copies == report.copies)[0] + "\0" + report.copies


def _told(store: Store) -> set[tuple[str, str]]:
    """The pairs of which people said whether they are one incident."""
    out: set[tuple[str, str]] = set()
    for j in in_force(store.judgements.ties()):
        ids = j.reports
        pairs = [(a, b) for a in ids for b in ids if a < b] if j.action == "same" else [(ids[0], b) for b in ids[1:]]
        out.update((min(p), max(p)) for p in pairs)
    return out
