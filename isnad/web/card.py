"""The card of a report: its fields as people and the machine give them, what other reports say, the words, the chain, the history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

import msgspec

from isnad.model import COUNT_FIELDS, Event, Judgement, Report, Source, Span, StoredReport
from isnad.review.values import told
from isnad.store import Store
from isnad.store.verdicts import in_force
from isnad.web.sitting import Asking

# The order of the card; a field that says nothing stands with the others of its like at the end.
ORDER = (
    "type", "status", "date", "date_end", "place", "country", "by", "against", *COUNT_FIELDS, "claimed_by", "background",
)  # fmt: skip
ALWAYS = frozenset({"type", "status", "date", "place", "country", "by", "against", "killed"})
_BESIDE = 6  # other reports in the table; the event's page has all
_AROUND = 700  # characters of the article before and after the evidence


class Said(NamedTuple):
    """What other reports say of a field: one of them, and how many say so."""

    report: StoredReport
    n: int


class Line(NamedTuple):
    """A field of the card; `machine` is the reading where people changed it, `by` who did."""

    field: str
    filled: bool
    text: str
    machine: Report | None
    by: str | None
    confidence: float | None
    others: list[Said]


class Mark(NamedTuple):
    """A stretch of a passage, in code points, that a field was read from."""

    field: str
    start: int
    end: int


class Passage(NamedTuple):
    """A part of an article; `start` is where it begins in it, `before` and `after` whether there is more."""

    text: str
    start: int
    before: bool
    after: bool
    marks: list[Mark]

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """The text cut at the edges of the evidence, for browsers that cannot draw over it."""
        spans = [(m.start, m.end) for m in self.marks if m.field == "evidence"] or [(0, 0)]
        a, b = spans[0]
        return [(part, n == 1) for n, part in enumerate((self.text[:a], self.text[a:b], self.text[b:])) if part]


class Column(NamedTuple):
    """A report beside the one that is judged: whether its article is a near-copy, and the fields in which it says otherwise."""

    report: StoredReport
    copy: bool
    differs: frozenset[str]


class Card(NamedTuple):
    """A report with all that is needed to judge it."""

    stored: StoredReport
    lines: list[Line]
    empty: list[Line]
    title: Passage
    passage: Passage
    chains: list[list[Source]]
    beside: list[Column]
    more: int
    log: list[Judgement]
    undone: set[int]


def card_of(store: Store, stored: StoredReport, event: Event | None) -> Card:
    """The card of a report in its event."""
    others = [r for r in store.reports.get(event.reports) if r.id != stored.id] if event else []
    disputed = frozenset(event.disputed) if event else frozenset[str]()
    log = store.judgements.of_reports([stored.id])
    mended = {j.field: j.by for j in in_force(log) if j.action == "mend" and j.reports[:1] == [stored.id]}
    lines = [_line(stored, field, mended.get(field), others if field in disputed else []) for field in ORDER]
    beside = [Column(r, r.copies == stored.copies, differing(stored.report, r.report, disputed)) for r in others]
    return Card(
        stored=stored, lines=[x for x in lines if x.filled or x.field in ALWAYS], empty=[x for x in lines if not x.filled and x.field not in ALWAYS],
        title=title_of(stored), passage=passage_of(store, stored), chains=chains_of(stored.report), beside=beside[:_BESIDE], more=max(0, len(beside) - _BESIDE),
        log=list(reversed(log)), undone=store.judgements.undone(),
    )  # fmt: skip


def differing(a: Report, b: Report, among: frozenset[str] = frozenset(ORDER)) -> frozenset[str]:
    """The fields in which two reports say different things; what one of them leaves out is no difference."""
    return frozenset(f for f in among & {*ORDER} if filled(a, f) and filled(b, f) and _said(a, f) != _said(b, f))


def filled(report: Report, field: str) -> bool:
    """Whether a field says anything."""
    value = getattr(report, field)
    return value not in (None, "", []) and not (field == "background" and value is False)


def passage_of(store: Store, stored: StoredReport, *, around: int = _AROUND) -> Passage:
    """The evidence of a report in the text around it, without the title."""
    found = next(store.reports.with_text([stored.id]), None)
    raw = f"{stored.title}\n{found[1]}" if found else stored.title
    body = min(len(stored.title) + 1, len(raw))
    first, last = next(iter(stored.report.spans.get("evidence", ())), (body, body))
    start, end = _around(raw, max(first, body), max(last, body), around, body)
    return Passage(raw[start:end], start, start > body, end < len(raw), _marks(stored.report, start, end))


def title_of(stored: StoredReport) -> Passage:
    """The title of a report's article, with what was read in it."""
    end = len(stored.title)
    return Passage(stored.title or stored.article, 0, False, False, _marks(stored.report, 0, end))


def _marks(report: Report, start: int, end: int) -> list[Mark]:
    """The marks that reach into a stretch of the article, in its own offsets."""
    return [Mark(f, max(a, start) - start, min(b, end) - start) for f, (a, b) in spans_of(report) if a < end and b > start and a < b]


def spans_of(report: Report) -> Iterator[tuple[str, Span]]:
    """Every stretch of the article that a field was read from, with the field; `chain` for sources."""
    for field, spans in report.spans.items():
        yield from ((field, span) for span in spans)
    for side in ("by", "against"):
        yield from ((side, p.span) for p in getattr(report, side))
    for name in COUNT_FIELDS:
        count = getattr(report, name)
        if count is not None:
            yield from ((name, span) for span in (count.span, *count.parts))
    yield from (("chain", s.span) for s in report.sources)


def chains_of(report: Report) -> list[list[Source]]:
    """Who told it to whom, the nearest to the incident last."""
    return [[report.sources[i] for i in chain if 0 <= i < len(report.sources)] for chain in report.chains]


def mark_of(task: Asking | None) -> str:
    """What tells whether a card still stands as it was shown."""
    if task is None:
        return "gone"
    shown = [(r.id, r.verdict, r.by, r.event, r.report) for r in (task.report, task.other) if r]
    return blake2b(msgspec.json.encode([shown, task.event]), digest_size=8).hexdigest()


def _line(stored: StoredReport, field: str, by: str | None, others: Sequence[StoredReport]) -> Line:
    report, machine = stored.report, stored.machine
    said: dict[Any, Said] = {}
    for other in others:
        if field not in differing(report, other.report, frozenset({field})):
            continue
        key = _said(other.report, field)
        said[key] = Said(said[key].report, said[key].n + 1) if key in said else Said(other, 1)
    changed = machine is not None and _said(machine, field) != _said(report, field)
    by = by or (stored.by if machine is None else None)
    return Line(
        field, filled(report, field), told(report, field), machine if changed else None, by, None if by else report.confidences.get(field),
        list(said.values()),
    )  # fmt: skip


def _said(report: Report, field: str) -> Any:
    """A field's value as it is compared."""
    if field in ("by", "against"):
        return tuple(sorted({p.id or p.text for p in getattr(report, field)}))
    if field == "place":
        return report.place_id or report.place
    return told(report, field)


def _around(raw: str, first: int, last: int, around: int, least: int) -> Span:
    """The stretch of the article that is shown: about as much on both sides, from the edge of a line or a word."""
    start, end = max(least, first - around), min(len(raw), last + around)
    if start > least:
        edges = [at for char in "\n " if (at := raw.find(char, start, first)) >= 0]
        start = edges[0] + 1 if edges else start
    if end < len(raw):
        edges = [at for char in "\n " if (at := raw.rfind(char, last, end)) >= 0]
        end = edges[0] if edges else end
    return start, end
