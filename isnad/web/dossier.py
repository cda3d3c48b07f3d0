"""The dossier of an event: its reports side by side, one row a field, with what differs, and the table of who said which figure when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from isnad.codebook import Codebook
from isnad.merge.origins import Traced, traced
from isnad.merge.tolls import Reason, reason, replaced
from isnad.merge.weigh import Scale
from isnad.merge.whereabouts import compatible, where
from isnad.model import COUNT_FIELDS, Count, Event, Figure, Judgement, Report, StoredReport
from isnad.store.verdicts import in_force
from isnad.web.marks import changed

ROWS = ("type", "status", "date", "place", "by", "against", *COUNT_FIELDS, "claimed_by", "chain", "evidence")
ALWAYS = frozenset({"type", "status", "date", "place", "by", "against", "killed", "chain", "evidence"})
COLUMNS = 12  # reports beside each other at once


class Column(NamedTuple):
    """A report of the event: `changed` are the fields that people left otherwise, `menders` who did, `differs` those that contradict the event.

    `copy` is the number of the first report from a near-copy of the same article, None for the first itself.
    """

    number: int
    stored: StoredReport
    changed: frozenset[str]
    menders: dict[str, str]
    differs: frozenset[str]
    copy: int | None


class Said(NamedTuple):
    """A figure of a toll, the number of its report, whether a later one took its place, and the anchor of its words."""

    figure: Figure
    number: int
    replaced: bool
    anchor: str


class Dossier(NamedTuple):
    """An event with its reports by day, from whom they have it, and why the best figure of each toll is the best."""

    event: Event
    columns: list[Column]
    figures: dict[str, list[Said]]
    trace: Traced
    reasons: dict[str, Reason | None]

    def rows(self, columns: Sequence[Column]) -> list[str]:
        """The fields to show for some columns: those always shown, and what any of them says."""
        return [f for f in ROWS if f in ALWAYS or any(filled(c.stored.report, f) for c in columns)]


def dossier_of(
    event: Event, shown: Event, reports: Sequence[StoredReport], veiled: Sequence[StoredReport], book: Codebook, log: Sequence[Judgement]
) -> Dossier:
    """The dossier of an event: compared as the reports truly are, shown as the visitor may see them; `reports` in the event's order."""
    trace = traced(reports, book)
    whole = {j.reports[0] for j in in_force(log) if j.action == "accept" and j.reports}
    accepted = [msgspec.structs.replace(r, verdict="accepted") if r.id in whole and r.verdict == "mended" else r for r in reports]
    scale = Scale(accepted, trace)
    numbers = {r.id: n for n, r in enumerate(reports, 1)}
    copies: dict[str, int] = {}
    mends = {(j.reports[0], j.field or ""): j.by for j in in_force(log) if j.action == "mend" and j.reports}
    columns = []
    for number, (stored, seen) in enumerate(zip(reports, veiled, strict=True), 1):
        first = copies.setdefault(stored.copies, number)
        menders = {f: by for (id_, f), by in mends.items() if id_ == stored.id}
        columns.append(
            Column(number, seen, changed(stored), menders, differing(event, stored, reports, book), first if first != number else None)
        )
    by_id = {r.id: r for r in reports}
    figures = {}
    for name in COUNT_FIELDS:
        toll = getattr(shown, name)
        if toll is not None:
            old = replaced(name, scale, book)
            old = old if len(old) == len(toll.figures) else [False] * len(toll.figures)
            true = getattr(event, name).figures
            figures[name] = [
                Said(f, numbers.get(f.report, 0), gone, _anchor(name, t, by_id.get(f.report)))
                for f, gone, t in zip(toll.figures, old, true, strict=True)
            ]
    return Dossier(shown, columns, figures, trace, {name: reason(name, scale, book) for name in figures})


def _anchor(name: str, figure: Figure, stored: StoredReport | None) -> str:
    """Where the words of a figure stand: with the field, or with what the article sets beside it."""
    if stored is None:
        return ""
    for number, other in enumerate(stored.report.alternatives if figure.alternative else ()):
        if (other.field, other.n, other.source) == (name, figure.n, figure.source):
            return f"{stored.id}-{name}-other-{number}"
    return f"{stored.id}-{name}"


def filled(report: Report, field: str) -> bool:
    """Whether a report says anything of a row."""
    return bool(report.sources) if field == "chain" else getattr(report, field) not in (None, "", [])


def differing(event: Event, stored: StoredReport, reports: Sequence[StoredReport], book: Codebook) -> frozenset[str]:
    """The disputed fields in which a report contradicts what the event holds; what it leaves out or tells less exactly is no contradiction."""
    report, out = stored.report, set()
    for field in event.disputed:
        if filled(report, field) if field in ROWS else getattr(report, field, None):
            if field in COUNT_FIELDS:
                out |= {field} if _another(getattr(report, field), event, field) else set()
            elif field == "place":
                out |= {field} if _elsewhere(event, report, reports, book) else set()
            elif field == "date":
                out |= {field} if _otherwhen(event, report) else set()
            elif field in ("by", "against"):
                out |= {field} if _others(event, stored, field) else set()
            elif getattr(report, field) != getattr(event, field):
                out.add(field)
    return frozenset({"place" if f == "country" else f for f in out})


def _another(count: Count, event: Event, field: str) -> bool:
    toll = getattr(event, field)
    if toll is None or toll.best is None:
        return False
    if count.q == "exact" or count.n is None:
        low = count.low if count.low is not None else count.n
        return not ((low is None or low <= toll.best) and (count.high is None or toll.best <= count.high))
    play = max(1.0, count.n * 0.2) if count.q == "about" else 0.0
    above = count.q == "at_least" and toll.best >= count.n
    below = count.q == "at_most" and toll.best <= count.n
    return not (above or below or abs(count.n - toll.best) <= play)


def _elsewhere(event: Event, report: Report, reports: Sequence[StoredReport], book: Codebook) -> bool:
    chosen = next((r.report for r in reports if (r.report.place_id, r.report.place) == (event.place_id, event.place)), None)
    chosen = chosen or next((r.report for r in reports if r.report.place_id == event.place_id), None)
    own, other = where(report, book), where(chosen, book) if chosen else None
    return own is not None and other is not None and not compatible(own, other)


def _otherwhen(event: Event, report: Report) -> bool:
    if not event.date or not report.date:
        return False
    first, last = (event.date, event.date_end or event.date), (report.date, report.date_end or report.date)
    return first[1][: len(last[0])] < last[0][: len(first[1])] or last[1][: len(first[0])] < first[0][: len(last[1])]


def _others(event: Event, stored: StoredReport, side: str) -> bool:
    """Whether a report names a side, but none of those whom most origins name there."""
    actors = getattr(event, side)
    most = max((a.origins for a in actors), default=0)
    return bool(actors) and not any(stored.id in a.reports for a in actors if a.origins == most)
