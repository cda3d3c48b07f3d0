"""A task of the review as lines: what the report says and on whose word, and where the event's reports disagree."""

from __future__ import annotations

from collections.abc import Iterator

from isnad.commands.explained import isolated
from isnad.model import COUNT_FIELDS, Count, Event, EventActor, Party, Report, StoredReport, Toll
from isnad.review.values import told
from isnad.store.verdicts import FIELDS

_HELP = {
    "a": "accept: right as it stands",
    "r": "reject: it tells no such incident",
    "m": "mend a field: m killed 5, m date 2018-07-04, m place Kasserine, m against taliban; m killed - empties it",
    "u": "unsure",
    "s": "same: the two are one incident (pairs)",
    "d": "different: they are not; of a single report, it does not belong to this event",
    "z": "undo your last judgement",
    "n": "next", "p": "previous", "?": "this help", "q": "quit",
}  # fmt: skip


def help_lines() -> Iterator[str]:
    """Every key with what it does."""
    yield from (f"   {key}  {text}" for key, text in _HELP.items())
    yield "   In an Arabic layout the same keys. Fields to mend: " + ", ".join(FIELDS)


def report_card(head: str, stored: StoredReport, event: Event | None, beside: list[StoredReport]) -> Iterator[str]:
    """A report to judge: `beside` are the other reports of its event."""
    yield head
    yield from _told(stored)
    if event is not None and beside:
        yield f"   event     {event.id}: {len(event.reports)} reports, {len(event.outlets)} outlets, {len(event.origins)} origins"
        yield from _disagreement(event)
        for other in beside:
            yield f"             {_line(other)}"


def pair_card(head: str, a: StoredReport, b: StoredReport, probability: float, *, together: bool) -> Iterator[str]:
    """Two reports of which it is asked whether they tell of one incident."""
    yield f"{head}  one incident or two? The merge says {probability:.2f} and holds them {'together' if together else 'apart'}."
    yield from _told(a)
    yield "   --"
    yield from _told(b)


def _told(s: StoredReport) -> Iterator[str]:
    r = s.report
    yield _row("report", f"{s.id}  {isolated(s.publisher or 'unknown outlet')} {s.published or ''}  {s.url or s.article}")
    if s.verdict:
        yield _row("judged", f"{s.verdict} by {isolated(s.by)}")
    yield _row("title", isolated(s.title))
    yield _row("type", f"{r.type}, {r.status}{', recalled' if r.background else ''}  {r.confidence:.2f}")
    yield _row("date", " to ".join(filter(None, (r.date, r.date_end))) + (f" ({r.date_from})" if r.date_from else "") if r.date else "-")
    where = ", ".join(filter(None, (r.place_en, r.country)))
    yield _row("place", f"{isolated(r.place) if r.place else '-'} {where}" + (f" ({r.place_precision})" if r.place_precision else ""))
    for side in ("by", "against"):
        yield _row(side, "; ".join(_party(p) for p in getattr(r, side)) or "-")
    for name in COUNT_FIELDS:
        count: Count | None = getattr(r, name)
        if count is not None:
            words = f"  from {isolated(count.text)}" if count.text else ""
            yield _row(name, told(r, name) + words + (f"  said by {_chain(r, count.chain)}" if count.chain is not None else ""))
    for other in r.alternatives:
        yield _row("but", f"{other.field} {other.n}  said by {isolated(other.source)}")
    if r.claimed_by:
        yield _row("claimed", isolated(r.claimed_by))
    for number in range(len(r.chains)):
        yield _row("told by", _chain(r, number))
    yield _row("evidence", isolated(r.evidence))
    if s.machine is None:
        yield _row("read as", "not read: a person added it")
    else:
        changed = [f for f in FIELDS if told(s.machine, f) != told(r, f)]
        if changed:
            yield _row("read as", "; ".join(f"{f} {isolated(told(s.machine, f) or '-')}" for f in changed))


def _row(name: str, value: str) -> str:
    return f"   {name:<9} {value}"


def _party(p: Party | EventActor) -> str:
    known = p.en or p.id
    return f"{isolated(p.text)} ({', '.join(filter(None, (known, p.kind, p.person, 'minor' if p.minor else None)))})"


def _chain(r: Report, number: int | None) -> str:
    if number is None or not 0 <= number < len(r.chains):
        return "-"
    return " < ".join(f"{isolated(r.sources[i].text)} ({r.sources[i].kind})" for i in r.chains[number] if 0 <= i < len(r.sources)) or "-"


def _disagreement(event: Event) -> Iterator[str]:
    """Every field on which the event's reports differ, with who says what."""
    for name in event.disputed:
        toll = getattr(event, name, None)
        if isinstance(toll, Toll):
            said = "; ".join(
                f"{f.n if f.n is not None else '?'} ({isolated(f.source or 'own words')}, {isolated(f.outlet)} {f.published or ''})"
                for f in toll.figures
            )
            yield _row("disputed", f"{name} {toll.low}-{toll.high}, best {toll.best}: {said}")
        else:
            values = "; ".join(f"{isolated(v.value or '-')} ({v.origins}, {' '.join(v.reports)})" for v in event.variants.get(name, ()))
            yield _row("disputed", f"{name}: {values}")


def _line(s: StoredReport) -> str:
    r = s.report
    counts = ", ".join(f"{name} {told(r, name)}" for name in COUNT_FIELDS if getattr(r, name))
    parts = (
        s.id,
        isolated(s.publisher or "?"),
        s.published,
        r.type,
        r.date,
        r.place_en or (isolated(r.place) if r.place else None),
        counts,
    )
    return "  ".join(filter(None, (*parts, s.verdict)))
