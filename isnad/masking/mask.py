"""Do no harm: private persons do not leave the store by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

import msgspec

from isnad.masking.address import site_of, unquoted
from isnad.model import (
    COUNT_FIELDS,
    Event,
    EventActor,
    Party,
    Relation,
    Report,
    Source,
    Span,
    Speaker,
    StoredItem,
    StoredReport,
    Toll,
)
from isnad.text.fold import fold, folded, raw_span

MASK = "[…]"
_Actor = TypeVar("_Actor", Party, EventActor)


class Hidden(msgspec.Struct, frozen=True, kw_only=True):
    """What must not be seen of an article or event: where its private persons are named, and their names in folded letters.

    A name of one word is looked for in running text only: in a value it must be the whole of it, else the town of Sheikh Zuweid
    would go with a man called Zuweid.
    """

    spans: tuple[Span, ...] = ()
    words: frozenset[str] = frozenset()

    def text(self, value: str) -> str:
        """A value with every hidden name replaced, however its letters are written."""
        if not self.words or not value:
            return value
        if folded(value) in self.words:
            return MASK
        return _cut(value, _found(value, frozenset(w for w in self.words if " " in w)))

    def prose(self, value: str) -> str:
        """Running text with every hidden name replaced."""
        return _cut(value, _found(value, self.words))

    def stretch(self, value: str, start: int) -> str:
        """The stretch of the article that begins at `start`, with hidden spans and names replaced."""
        return _cut(value, [*((a - start, b - start) for a, b in self.spans), *_found(value, self.words)])

    def cuts(self, value: str) -> list[Span]:
        """What of an article's whole text is hidden: stretches in order that do not touch."""
        out: list[Span] = []
        for start, end in sorted([*self.spans, *_found(value, self.words)]):
            if out and start <= out[-1][1]:
                out[-1] = (out[-1][0], max(end, out[-1][1]))
            elif start < end <= len(value):
                out.append((start, end))
        return out

    def address(self, url: str | None) -> str | None:
        """The address of an article; only its site where the path holds a hidden name."""
        if not url or not self.words:
            return url
        plain = re.sub(r"[-_+/.]+", " ", unquoted(url))
        return url if self.prose(plain) == plain else site_of(url)

    def opt(self, value: str | None) -> str | None:
        """`text` for what may be missing."""
        return None if value is None else self.text(value)


def hidden_in(
    reports: Iterable[Report], speakers: Iterable[Speaker] = (), relations: Iterable[Relation] = (), *, names: bool = False
) -> Hidden:
    """What must not be seen of one article, given all that was read in it.

    With `names` only those to whom it was done, and minors.
    """
    found: list[tuple[str, Span]] = []
    for report in reports:
        found += [(_name(p), p.span) for p in report.by if _withheld(p, names=names)]
        found += [(_name(p), p.span) for p in report.against if _withheld(p, names=False)]
        found += [(s.text, s.span) for s in report.sources if s.person == "private" and not names]
    if not names:
        found += [(s.text, s.span) for s in speakers if s.person == "private"]
        for tie in relations:
            for side in ("a", "b"):
                if getattr(tie, f"{side}_person") == "private":
                    found += [(getattr(tie, side), span) for span in tie.spans.get(side, ())]
    return Hidden(spans=tuple(sorted({span for _, span in found})), words=_words(text for text, _ in found))


def masked(report: Report, speakers: Sequence[Speaker] = (), *, names: bool = False, hidden: Hidden | None = None) -> Report:
    """The report with private persons masked in its values and in its evidence.

    With `names` those who did it and those who said it are kept; those to whom it was done, and minors, never are. `hidden` is
    what `hidden_in` finds in the whole article; without it the report and the speakers alone are looked at.
    """
    out = hidden or hidden_in([report], speakers, names=names)
    claimed = report.claimed_by if not _inside(report.spans.get("claimed_by", ()), out.spans) else MASK
    start = next(iter(report.spans.get("evidence", ())), None)
    return msgspec.structs.replace(
        report,
        by=[_party(p, out, keep=names) for p in report.by],
        against=[_party(p, out, keep=False) for p in report.against],
        sources=[_source(s, out, keep=names) for s in report.sources],
        alternatives=[msgspec.structs.replace(a, source=out.text(a.source)) for a in report.alternatives],
        claimed_by=out.opt(claimed),
        place=out.opt(report.place),
        evidence=out.stretch(report.evidence, start[0]) if start else out.prose(report.evidence),
        **{f: msgspec.structs.replace(c, text=out.text(c.text)) for f in COUNT_FIELDS if (c := getattr(report, f)) and out.words},
    )


def masked_stored(stored: StoredReport, hidden: Hidden, *, names: bool = False) -> StoredReport:
    """The stored report masked: report, machine reading, title and address; `hidden` is what `hidden_in` finds in the article."""
    return msgspec.structs.replace(
        stored,
        report=masked(stored.report, names=names, hidden=hidden),
        machine=masked(stored.machine, names=names, hidden=hidden) if stored.machine else None,
        title=hidden.stretch(stored.title, 0),
        url=hidden.address(stored.url),
    )


def masked_item(stored: StoredItem, hidden: Hidden | None = None, *, names: bool = False) -> StoredItem | None:
    """A relation, strength or speaker masked; None for a relation of a private person, unless `names`."""
    item = stored.item
    own = hidden_in((), [item] if isinstance(item, Speaker) else (), [item] if isinstance(item, Relation) else (), names=names)
    out = joined_hidden([own, hidden or Hidden()])
    if isinstance(item, Relation) and not names and "private" in (item.a_person, item.b_person):
        return None
    changes: dict[str, Any] = {f: out.opt(getattr(item, f)) for f in ("a", "b", "group", "place", "text") if hasattr(item, f)}
    if isinstance(item, Speaker) and item.person == "private" and not names:
        changes["text"] = MASK
    start = next(iter(item.spans.get("evidence", ())), None)
    changes["evidence"] = out.stretch(item.evidence, start[0]) if start else out.prose(item.evidence)
    return msgspec.structs.replace(stored, url=out.address(stored.url), item=msgspec.structs.replace(item, **changes))


def masked_event(
    event: Event, reports: Mapping[str, StoredReport], *, names: bool = False, hidden: Mapping[str, Hidden] | None = None
) -> Event:
    """The event masked in every value and in its evidence.

    `reports` are its reports as stored, not masked; `hidden` what `hidden_in` finds in each article, by the article's id.
    """
    members = [reports[r] for r in event.reports if r in reports]
    articles = {m.article: m.report for m in members}
    known = dict(hidden or {})
    per_report = {m.id: joined_hidden([hidden_in([m.report], names=names), known.get(m.article, Hidden())]) for m in members}
    own = [_name(a) for a in event.by if _withheld(a, names=names)] + [_name(a) for a in event.against if _withheld(a, names=False)]
    if not names:
        own += [o.label for o in event.origins if o.person == "private"]
        own += [f.source for t in _tolls(event) for f in t.figures if f.person == "private" and f.source]
    out = joined_hidden([*per_report.values(), *(h for a, h in known.items() if a in articles), Hidden(words=_words(own))])
    told = next((m for m in members if m.report.evidence == event.evidence and m.report.spans.get("evidence")), None)
    words = Hidden(spans=per_report[told.id].spans if told else (), words=out.words)
    evidence = words.stretch(event.evidence, told.report.spans["evidence"][0][0] if told else 0)
    return msgspec.structs.replace(
        event,
        by=[_party(a, out, keep=names) for a in event.by],
        against=[_party(a, out, keep=False) for a in event.against],
        place=out.opt(event.place),
        claimed_by=out.opt(event.claimed_by),
        evidence=evidence,
        origins=[
            msgspec.structs.replace(o, label=MASK if o.person == "private" and not names else out.text(o.label)) for o in event.origins
        ],
        variants={f: [msgspec.structs.replace(v, value=out.opt(v.value)) for v in values] for f, values in event.variants.items()},
        **{f: _toll(toll, out, keep=names) for f in COUNT_FIELDS if (toll := getattr(event, f))},
    )


def joined_hidden(parts: Iterable[Hidden]) -> Hidden:
    """All that any of the parts hides; spans only mean something within one article."""
    parts = list(parts)
    return Hidden(spans=tuple(sorted({s for p in parts for s in p.spans})), words=frozenset[str]().union(*(p.words for p in parts)))


def _withheld(actor: Party | EventActor, *, names: bool) -> bool:
    return actor.minor or (actor.person == "private" and not names)


def _generic(actor: Party | EventActor) -> bool:
    return (actor.id or "").startswith("generic:")


def _name(actor: Party | EventActor) -> str:
    """What to look for elsewhere; nothing for `soldier` or `child` alone, else an `army source` would be hidden with the soldier."""
    return "" if _generic(actor) and len(actor.text.split()) == 1 else actor.text


def _party(actor: _Actor, out: Hidden, *, keep: bool) -> _Actor:
    if not _withheld(actor, names=keep):
        known_noun = actor.id and len(actor.text.split()) == 1  # `residents` who did it, where `residents` are quoted too
        return actor if known_noun else msgspec.structs.replace(actor, text=out.text(actor.text))
    known = {} if _generic(actor) else {"en": None, "id": None}
    return msgspec.structs.replace(actor, text=MASK, **known)


def _source(source: Source, out: Hidden, *, keep: bool) -> Source:
    return msgspec.structs.replace(source, text=MASK if source.person == "private" and not keep else out.text(source.text))


def _tolls(event: Event) -> list[Toll]:
    return [toll for f in COUNT_FIELDS if (toll := getattr(event, f))]


def _toll(toll: Toll, out: Hidden, *, keep: bool) -> Toll:
    figures = [
        msgspec.structs.replace(f, source=MASK if f.source and f.person == "private" and not keep else out.opt(f.source))
        for f in toll.figures
    ]
    return msgspec.structs.replace(toll, figures=figures)


def _words(texts: Iterable[str]) -> frozenset[str]:
    """The names to look for wherever they stand, in folded letters; one or two letters are no name."""
    plain = (folded(text) for text in texts if text != MASK)
    return frozenset(text for text in plain if len(text) > 2)


def _found(value: str, words: frozenset[str]) -> Iterator[Span]:
    """Where the names stand in the value, however their letters are written."""
    if words and value:
        plain, offsets = fold(value)
        yield from (raw_span(value, offsets, *match.span(1)) for match in _pattern(words).finditer(plain))


@lru_cache(maxsize=4096)
def _pattern(words: frozenset[str]) -> re.Pattern[str]:
    """The names, longest first, as whole words after the clitics that Arabic writes with them; any blanks between their parts."""
    each = (r"\s+".join(map(re.escape, word.split())) for word in sorted(words, key=lambda w: (-len(w), w)))
    return re.compile(rf"(?<!\w)[وفبكل]{{0,2}}({'|'.join(each)})(?!\w)")


def _inside(spans: Iterable[Span], hidden: Sequence[Span]) -> bool:
    return any(a < d and c < b for a, b in spans for c, d in hidden)


def _cut(value: str, spans: Iterable[Span]) -> str:
    """The value with every span replaced; what overlaps is replaced once."""
    out: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if end <= at or start >= len(value):
            continue
        if start > at:
            out.append(value[at:start])
        if start >= at or not out:
            out.append(MASK)
        at = end
    return "".join(out) + value[at:] if out else value
