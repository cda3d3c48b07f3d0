"""Marks: the words of an article that each value was read from, or that a person gave for it, with the name they are linked by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

import msgspec

from isnad.masking.mask import MASK
from isnad.model import COUNT_FIELDS, Relation, Report, Span, Speaker, StoredReport, Strength
from isnad.review.values import SIDES
from isnad.store.beside import Items

PLAIN = ("type", "status", "date", "place", "country", "claimed_by", "background", "evidence")
MENDABLE = ("type", "status", "date", "date_end", "place", "country", "by", "against", *COUNT_FIELDS, "claimed_by", "background")
Hand = Literal["machine", "human"]


class Mark(NamedTuple):
    """Stretches of the article's title, newline and text, in code points; `id` is their anchor, `report` empty for items beside reports."""

    id: str
    report: str
    field: str
    hand: Hand
    spans: list[Span]


def changed(stored: StoredReport) -> frozenset[str]:
    """The fields that people left otherwise than the machine read them; all of a report that a person added."""
    if stored.machine is None:
        return frozenset({*(f for f in MENDABLE if said(stored.report, f)), "evidence", "chain"})
    return frozenset(f for f in MENDABLE if said(stored.report, f) != said(stored.machine, f))


def said(report: Report, field: str) -> Any:
    """What a field says, without the words that it was read from."""
    value = getattr(report, field)
    if field == "place":
        return report.place, report.place_id, report.country
    if field in SIDES:
        return [(p.text, p.id, p.kind, p.person) for p in value]
    return (value.n, value.low, value.high, value.q) if field in COUNT_FIELDS and value else value


def marks_of(stored: StoredReport) -> list[Mark]:
    """The marks of a report: one a field, one a party, one a source.

    Where a person mended a value without saying from which words, those that the machine read stay, as the machine's.
    """
    out = list(_of_report(stored.id, stored.report, "machine" if stored.machine else "human"))
    if stored.machine is None:
        return out
    read = {m.id: m for m in _of_report(stored.id, stored.machine, "machine")}
    mended = changed(stored)
    kept = [m if m.field not in mended or m.spans == (read[m.id].spans if m.id in read else []) else m._replace(hand="human") for m in out]
    told = {m.field for m in kept if m.spans}
    return kept + [m for m in read.values() if m.field in mended and m.field not in told]


def items_marks(items: Items) -> Iterator[Mark]:
    """The marks of relations, strengths and speakers, their evidence apart from their values."""
    yield from _of_items("relation", items.relations)
    yield from _of_items("strength", items.strengths)
    yield from _of_items("speaker", items.speakers)


def words_of(raw: str, spans: Iterable[Span]) -> str:
    """The words of a mark."""
    return " … ".join(raw[a:b] for a, b in spans)


def shown(text: str) -> str:
    """A text as a page can hold it, as long as it was: what HTML would drop or refuse is replaced."""
    return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)


class Masked(NamedTuple):
    """An article with stretches left out, and where the others have moved to."""

    raw: str
    cuts: list[Span]

    def at(self, place: int, *, end: bool = False) -> int:
        """Where a place of the untouched text is now; one inside of what was left out moves to the edge of the mask."""
        moved = 0
        for a, b in self.cuts:
            if place <= a:
                break
            if place < b:
                return a + moved + (len(MASK) if end else 0)
            moved += len(MASK) - (b - a)
        return place + moved

    def spans(self, spans: Sequence[Span]) -> list[Span]:
        """Stretches as they stand now."""
        return [(self.at(a), self.at(b, end=True)) for a, b in spans]


def masked(raw: str, cuts: list[Span]) -> Masked:
    """The text with stretches (in order, not touching) replaced by the mask."""
    out, at = [], 0
    for a, b in cuts:
        out += [raw[at:a], MASK]
        at = b
    return Masked("".join([*out, raw[at:]]), cuts)


def _of_report(id_: str, report: Report, hand: Hand) -> Iterator[Mark]:
    for field in PLAIN:
        if report.spans.get(field):
            yield Mark(f"{id_}-{field}", id_, field, hand, list(dict.fromkeys(report.spans[field])))
    for side in SIDES:
        yield from _of_side(id_, side, report, hand)
    for field in COUNT_FIELDS:
        count = getattr(report, field)
        if count is not None:
            spans = report.spans.get(field) or count.parts or [count.span]
            yield from _filled(Mark(f"{id_}-{field}", id_, field, hand, list(spans)))
    sources = [s.span for s in report.sources]
    yield from _filled(Mark(f"{id_}-chain", id_, "chain", hand, sources))
    for number, span in enumerate(sources):
        yield from _filled(Mark(f"{id_}-chain-{number}", id_, "chain", hand, [span]))
    for number, other in enumerate(report.alternatives):
        spans = [s for name, found in other.spans.items() if name != "evidence" for s in found]
        yield from _filled(Mark(f"{id_}-{other.field}-other-{number}", id_, other.field, hand, spans))


def _of_side(id_: str, side: str, report: Report, hand: Hand) -> Iterator[Mark]:
    parties = getattr(report, side)
    given = report.spans.get(side)
    yield from _filled(Mark(f"{id_}-{side}", id_, side, hand, list(given or [p.span for p in parties])))
    if not given:
        for number, party in enumerate(parties):
            yield from _filled(Mark(f"{id_}-{side}-{number}", id_, side, hand, [party.span]))


def _filled(mark: Mark) -> Iterator[Mark]:
    """The mark without empty stretches, unless nothing is left of it."""
    spans = [s for s in mark.spans if s[1] > s[0]]
    if spans:
        yield mark._replace(spans=spans)


def _of_items(kind: str, found: Sequence[Relation | Strength | Speaker]) -> Iterator[Mark]:
    for number, item in enumerate(found):
        yield Mark(f"{kind}-{number}", "", kind, "machine", _values(item))


def _values(item: Relation | Strength | Speaker) -> list[Span]:
    if isinstance(item, Speaker):
        return [item.span]
    return sorted({s for name, found in item.spans.items() if name != "evidence" for s in found}) or list(item.spans.get("evidence", ()))


def as_json(marks: Iterable[Mark]) -> str:
    """The marks for the script that draws them."""
    rows = [{"id": m.id, "report": m.report, "field": m.field, "hand": m.hand, "spans": m.spans} for m in marks]
    return msgspec.json.encode(rows).decode().replace("<", "\\u003c")
