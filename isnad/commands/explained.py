"""The lines of `isnad explain`: logical order, every Arabic stretch in directional isolates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from isnad.model import COUNT_FIELDS, Article, Reading, Relation, Report, Skipped, Span, Spans, Speaker, Strength

FSI, PDI = "\u2068", "\u2069"
_ON, _OFF = "\x1b[1;4m", "\x1b[0m"
_WORDS = 80  # code points of an evidence shown on one line


def isolated(text: str | None) -> str:
    """A stretch of text that does not disturb the order of what stands around it."""
    return f"{FSI}{' '.join((text or '').split())}{PDI}"


def explained(article: Article, reading: Reading, *, color: bool = False) -> Iterator[str]:
    """The article with its read words marked, then every value with its words, rule and rivals."""
    raw = article.raw
    day = article.published.isoformat() if article.published else "unknown day"
    yield f"{reading.id}  {article.publisher or 'unknown outlet'}, {day}  codebook {reading.codebook}"
    yield ""
    yield from _text(raw, _marked(reading), color)
    yield ""
    if isinstance(reading.skipped, Skipped):
        yield f"skipped: {reading.skipped.reason}" + (f" ({reading.skipped.detail})" if reading.skipped.detail else "")
        return
    if not reading.relevant:
        yield "nothing in scope was read"
    for number, report in enumerate(reading.reports, 1):
        yield from _report(raw, number, report)
        yield ""
    for relation in reading.relations:
        yield from _relation(raw, relation)
    for strength in reading.strengths:
        yield from _strength(raw, strength)
    for speaker in reading.speakers:
        yield from _speaker(speaker)


def _text(raw: str, spans: Sequence[Span], color: bool) -> Iterator[str]:
    on, off = (_ON, _OFF) if color else ("[", "]")
    at = 0
    out: list[str] = []
    for start, end in spans:
        out += [raw[at:start], on, raw[start:end], off]
        at = end
    out.append(raw[at:])
    for line in "".join(out).split("\n"):
        if line.strip():
            yield f"{FSI}{line}{PDI}"


def _marked(reading: Reading) -> list[Span]:
    """The spans of all values but evidence, overlaps joined."""
    found: list[Span] = []
    for report in reading.reports:
        found += [s for name, spans in report.spans.items() if name != "evidence" for s in spans]
        found += [*(p.span for p in (*report.by, *report.against)), *(s.span for s in report.sources)]
        found += [c.span for c in (getattr(report, name) for name in COUNT_FIELDS) if c]
    for spans in (*(r.spans for r in reading.relations), *(s.spans for s in reading.strengths)):
        found += [s for name, cuts in spans.items() if name != "evidence" for s in cuts]
    found += [speaker.span for speaker in reading.speakers]
    out: list[Span] = []
    for start, end in sorted(found):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        elif end > start:
            out.append((start, end))
    return out


def _cut(raw: str, spans: Spans, name: str) -> str:
    return " + ".join(isolated(raw[a:b]) for a, b in spans.get(name, ()))


def _line(name: str, value: Any, *, words: str = "", rule: str | None = None, note: str = "", sure: float | None = None) -> str:
    parts = [f"   {name:<9} {value}"]
    if words:
        parts.append(f"from {words}")
    if rule:
        parts.append(f"by {rule}")
    if sure is not None:
        parts.append(f"{sure:.2f}")
    if note:
        parts.append(note)
    return "   ".join(parts)


def _report(raw: str, number: int, r: Report) -> Iterator[str]:
    def line(name: str, value: Any, **more: Any) -> str:
        return _line(name, value, rule=r.rules.get(name), sure=r.confidences.get(name), **more)

    yield f"report {number}: {r.type}, {r.status}{', background' if r.background else ''}   {r.confidence:.2f}"
    yield line("type", r.type, words=_cut(raw, r.spans, "type"))
    if r.status != "occurred":
        yield line("status", r.status, words=_cut(raw, r.spans, "status"))
    end = f" to {r.date_end}" if r.date_end else ""
    yield line("date", f"{r.date or 'unknown'}{end}", words=_cut(raw, r.spans, "date"), note=f"({r.date_from})" if r.date_from else "")
    if r.place:
        rivals = ", ".join(f"{id_} {weight:.2f}" for id_, weight in r.place_candidates)
        where = f"{r.place_en or isolated(r.place)}, {r.country or '?'} ({r.place_precision}, {r.place_id})"
        yield line("place", where, words=_cut(raw, r.spans, "place"), note=f"lost: {rivals}" if rivals else "")
    elif r.country:
        yield line("country", r.country)
    for name in ("by", "against"):
        for p in getattr(r, name):
            about = ", ".join(filter(None, (p.kind, p.id, p.person, "minor" if p.minor else None)))
            yield _line(name, isolated(p.text), note=f"{p.en or ''} ({about})".strip(), rule=r.rules.get(name), sure=p.confidence)
    for name in COUNT_FIELDS:
        count = getattr(r, name)
        if count:
            parts = " + ".join(isolated(raw[a:b]) for a, b in count.parts)
            chain = f"chain {count.chain}" if count.chain is not None else ""
            yield line(
                name,
                f"{count.n if count.n is not None else '?'} ({count.q}, {count.low}-{count.high})",
                words=parts or isolated(count.text),
                note=chain,
            )
    for other in r.alternatives:
        yield _line(
            "but", f"{other.field} {other.n}", words=isolated(other.source), note=f"chain {other.chain}" if other.chain is not None else ""
        )
    if r.claimed_by:
        yield line("claimed", isolated(r.claimed_by))
    for links in r.chains:
        yield _line("told by", " < ".join(f"{isolated(r.sources[i].text)} ({r.sources[i].kind})" for i in links))
    yield _line("evidence", isolated(r.evidence))


def _relation(raw: str, r: Relation) -> Iterator[str]:
    yield f"relation: {r.type}, {r.status}   {r.confidence:.2f}"
    yield _line("a", isolated(r.a), note=f"{r.a_en or ''} ({r.a_id})", rule=r.rules.get("type"))
    yield _line("b", isolated(r.b), note=f"{r.b_en or ''} ({r.b_id})")
    yield _line("evidence", isolated(r.evidence[:_WORDS]))


def _strength(raw: str, s: Strength) -> Iterator[str]:
    yield f"strength: {s.n if s.n is not None else '?'} ({s.q})   {s.confidence:.2f}"
    yield _line("group", isolated(s.group), note=f"{s.group_en or ''} ({s.group_id})", rule=s.rules.get("n"))
    if s.place:
        yield _line("place", isolated(s.place), note=s.place_en or "")
    yield _line("evidence", isolated(s.evidence[:_WORDS]))


def _speaker(s: Speaker) -> Iterator[str]:
    about = ", ".join(filter(None, (s.kind, s.person)))
    yield f"speaker: {isolated(s.text)} ({about})   {s.confidence:.2f}   from {isolated(s.evidence[:_WORDS])}"
