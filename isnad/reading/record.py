"""Incidents as records: every value with its span, rule and confidence."""

from __future__ import annotations

from datetime import date
from typing import Any

from isnad.model import COUNT_FIELDS, Alternative, Count, Party, Report, Spans
from isnad.reading.attribution import Attribution
from isnad.reading.roles import Figure
from isnad.reading.sourcing import sources_of
from isnad.reading.dates import DateMention
from isnad.reading.incidents import Incident
from isnad.reading.mentions import Mention
from isnad.reading.parse import Parse
from isnad.reading.parties import PartyMention

_EVIDENCE = 200  # code points
_PUBLIC = frozenset({"public"})


def report_of(parse: Parse, incident: Incident, attribution: Attribution, published: date | None, home: str | None, confidence: float) -> Report:
    """The record of an incident."""
    lead = incident.lead
    spans: Spans = {"type": _type_spans(parse, incident)}
    rules = {"type": incident.rule if incident.rule != "trigger" else lead.triggers[0].frame.id}
    day, end, source = _date(incident, published)
    if incident.date is not None:
        spans["date"] = [parse.raw_span(incident.date.first, incident.date.last)]
    place, country = incident.place, _country(incident, home)
    place_text = None
    if place is not None:
        spans["place"] = [parse.text.span(place.start, place.end)]
        place_text = parse.text.cut(place.start, place.end)
    evidence = _evidence(parse, lead)
    spans["evidence"] = [evidence]
    by, against = _parties(parse, incident, country)
    counts: dict[str, Count | None] = dict.fromkeys(COUNT_FIELDS)
    for name in COUNT_FIELDS:
        counts[name] = _count(parse, incident, name)
        if counts[name]:
            rules[name] = next(m.rules[name] for m in incident.mentions if name in m.rules)
    sources, chains = sources_of(parse, incident, attribution)
    entry = place.place if place else None
    return Report(
        type=incident.type, status=lead.modality.status, date=day, date_end=end, date_from=source,
        country=country, place=place_text, place_en=entry.name_en if entry else None, lat=entry.lat if entry else None, lon=entry.lon if entry else None,
        place_id=entry.id if entry else None, place_precision=place.precision if place else None,
        place_candidates=list(place.resolved.losers) if place else [],
        by=by, against=against, **counts, alternatives=_alternatives(parse, incident, counts, attribution), claimed_by=None,
        sources=sources, chains=chains, evidence=parse.text.raw[evidence[0] : evidence[1]], background=incident.background,
        confidence=round(confidence, 3), spans=spans, confidences={}, rules=rules,
    )  # type: ignore[arg-type]  # fmt: skip


def _type_spans(parse: Parse, incident: Incident) -> list[tuple[int, int]]:
    return [parse.raw_span(t.first, t.last) for m in incident.mentions[:4] for t in m.triggers]


def _date(incident: Incident, published: date | None) -> tuple[str | None, str | None, Any]:
    if incident.date is not None:
        return incident.date.value, incident.date.end, incident.date.kind
    if incident.background or published is None or incident.lead.modality.status == "planned":
        return None, None, None
    return published.isoformat(), None, "publication"


def _country(incident: Incident, home: str | None) -> str | None:
    return incident.country


def _evidence(parse: Parse, mention: Mention) -> tuple[int, int]:
    """The sentence of the mention, or the stretch of 200 code points around its triggers."""
    first, last = parse.sentences[mention.sentence]
    start, end = parse.raw_span(first, last)
    if end - start <= _EVIDENCE:
        return start, end
    a, b = mention.first, min(mention.last, last)
    while True:
        wider = parse.raw_span(max(first, a - 1), min(last, b + 1))
        if wider[1] - wider[0] > _EVIDENCE or (a <= first and b >= last):
            break
        a, b = max(first, a - 1), min(last, b + 1)
    start, end = parse.raw_span(a, b)
    return start, min(end, start + _EVIDENCE)


def _parties(parse: Parse, incident: Incident, country: str | None) -> tuple[list[Party], list[Party]]:
    by: list[PartyMention] = []
    against: list[PartyMention] = []
    mentions = [incident.lead, *(m for m in incident.mentions if m is not incident.lead)]
    for name, out in (("by", by), ("against", against)):
        for mention in mentions:
            for party in getattr(mention, name):
                if len(out) < 3 and not any(_same_party(party, o) for o in out) and not (name == "against" and any(_same_party(party, o) for o in by)):
                    out.append(party)
            if out:
                break
    return [_party(parse, p, country) for p in by], [_party(parse, p, country) for p in against]


def _same_party(a: PartyMention, b: PartyMention) -> bool:
    return (a.first, a.last) == (b.first, b.last) or bool(a.named and b.named and set(a.ids) & set(b.ids))


def _party(parse: Parse, party: PartyMention, country: str | None) -> Party:
    actor = parse.book.actors.get(party.id) if party.id else None
    kind = party.kind
    if kind == "state_forces" and country and party.countries and country not in party.countries:
        kind = "external_forces"
    person = actor.person if actor and actor.forms and party.n == 1 else None
    if party.named and party.generic:
        person = "private"
    return Party(
        text=parse.text.cut(party.start, party.end), en=actor.names.get("en") if actor else None, kind=kind, id=party.id,
        span=parse.text.span(party.start, party.end), person=person, minor=party.minor, confidence=0.6,
    )  # type: ignore[arg-type]  # fmt: skip


def _count(parse: Parse, incident: Incident, name: str) -> Count | None:
    mentions = [incident.lead, *(m for m in incident.mentions if m is not incident.lead)]
    vague: Count | None = None
    for mention in mentions:
        figures = mention.figures.get(name)
        figure = total(figures) if figures else None
        if figure is None:
            continue
        span = parse.raw_span(figure.first, figure.last)
        parts = [parse.raw_span(a, b) for a, b in figure.parts]
        text = parse.text.raw[span[0] : span[1]]
        count = Count(n=figure.n, low=figure.low, high=figure.high, q=figure.q, text=text, span=span, parts=parts)  # type: ignore[arg-type]
        if figure.n is not None:
            return count
        vague = vague or count
    return vague


def _alternatives(parse: Parse, incident: Incident, counts: dict[str, Count | None], attribution: Attribution) -> list[Alternative]:
    return []


def total(figures: list[Figure]) -> Figure | None:
    """One figure from those of one mention: the greatest that is known."""
    known = [f for f in figures if f.n is not None]
    if not known:
        return figures[0] if figures else None
    return max(known, key=lambda f: f.n or 0)
