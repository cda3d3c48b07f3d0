"""Do no harm: private persons do not leave the store by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from isnad.model import Alternative, Party, Report, Source, Span, Speaker

MASK = "[…]"


def masked(report: Report, speakers: Sequence[Speaker] = (), *, names: bool = False) -> Report:
    """The report with private persons masked in its values and in its evidence.

    With `names` those who did it and those who said it are kept; those to whom it was done, and minors, never are.
    """
    hidden: list[Span] = []
    by = [_party(p, hidden, keep=names and not p.minor) for p in report.by]
    against = [_party(p, hidden, keep=False) for p in report.against]
    sources = [_source(s, hidden, keep=names) for s in report.sources]
    if not names:
        hidden += [s.span for s in speakers if s.person == "private"]
    words = {s.text for s in report.sources if s.person == "private"} if not names else set()
    alternatives = [_alternative(a, words) for a in report.alternatives]
    claimed = report.claimed_by if not _inside(report.spans.get("claimed_by", ()), hidden) else MASK
    evidence = _evidence(report, hidden)
    return msgspec.structs.replace(
        report, by=by, against=against, sources=sources, alternatives=alternatives, claimed_by=claimed, evidence=evidence
    )


def _party(party: Party, hidden: list[Span], *, keep: bool) -> Party:
    if keep or (party.person != "private" and not party.minor):
        return party
    hidden.append(party.span)
    return msgspec.structs.replace(party, text=MASK, en=party.en if (party.id or "").startswith("generic:") else None)


def _source(source: Source, hidden: list[Span], *, keep: bool) -> Source:
    if keep or source.person != "private":
        return source
    hidden.append(source.span)
    return msgspec.structs.replace(source, text=MASK)


def _alternative(alternative: Alternative, words: set[str]) -> Alternative:
    return msgspec.structs.replace(alternative, source=MASK) if alternative.source in words else alternative


def _inside(spans: Iterable[Span], hidden: Sequence[Span]) -> bool:
    return any(a < d and c < b for a, b in spans for c, d in hidden)


def _evidence(report: Report, hidden: Sequence[Span]) -> str:
    """The evidence with every stretch of a hidden name replaced."""
    spans = report.spans.get("evidence")
    if not spans or not hidden:
        return report.evidence
    start, end = spans[0]
    out: list[str] = []
    at = start
    for a, b in sorted(hidden):
        if b <= at or a >= end:
            continue
        if a > at:
            out.append(report.evidence[at - start : a - start])
        out.append(MASK)
        at = b
    out.append(report.evidence[max(0, at - start) :])
    return "".join(out)
