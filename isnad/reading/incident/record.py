"""Incidents as records: every value with its span, rule and confidence."""

from __future__ import annotations

from datetime import date
from typing import Any

from isnad.model import COUNT_FIELDS, Report, Spans
from isnad.reading.draft import Draft
from isnad.reading.incident.casting import cast
from isnad.reading.incident.claims import Claim, alternatives_of, with_chains
from isnad.reading.incident.confidence import with_confidence
from isnad.reading.incident.incidents import Incident, inherited
from isnad.reading.incident.sourcing import chains_of
from isnad.reading.incident.tolls import count_of, figure_of, rule_of
from isnad.reading.logit import probability
from isnad.reading.mention.mentions import Mention
from isnad.reading.parse import Parse
from isnad.reading.time.dates import DateMention

_EVIDENCE = 200  # code points


def report_of(draft: Draft, incident: Incident, sum_: float, claim: Claim | None = None) -> Report:
    """The record of an incident; `sum_` is the logistic sum that it is told."""
    parse, attribution, published = draft.parse, draft.attribution, draft.article.published
    lead = incident.lead
    spans: Spans = {"type": _type_spans(parse, incident)}
    rules = {"type": _type_rule(incident)}
    told = incident.date or inherited(draft, incident)
    day, end, source = _date(incident, told, published)
    if told is not None:
        spans["date"] = [parse.raw_span(told.first, told.last)]
    place, country = incident.place, incident.country
    place_text = None
    if place is not None:
        spans["place"] = [parse.text.span(place.start, place.end)]
        place_text = parse.text.cut(place.start, place.end)
    evidence = _evidence(parse, lead)
    spans["evidence"] = [evidence]
    by, against = cast(draft, incident, country, claim.span if claim else None)
    figures = {name: figure_of(draft, incident, name) for name in COUNT_FIELDS}
    counts = {name: count_of(parse, figure) if figure else None for name, figure in figures.items()}
    rules |= {name: rule_of(draft, figure) for name, figure in figures.items() if figure}
    chains = chains_of(parse, incident, attribution)
    counts = with_chains(incident, counts, chains)
    if claim:
        spans["claimed_by"] = [claim.span]
    entry = place.place if place else None
    values: dict[str, Any] = {
        "type": incident.type, "status": incident.status, "date": day, "date_end": end, "date_from": source, "country": country,
        "place": place_text, "place_en": entry.name_en if entry else None, "lat": entry.lat if entry else None, "lon": entry.lon if entry else None,
        "place_id": entry.id if entry else None, "place_precision": place.precision if place else None,
        "place_candidates": list(place.resolved.losers) if place else [], "by": by, "against": against, **counts,
        "alternatives": alternatives_of(parse, incident, counts, chains), "claimed_by": claim.text if claim else None,
        "sources": chains.sources, "chains": chains.chains, "evidence": parse.text.raw[evidence[0] : evidence[1]],
        "background": incident.background, "confidence": round(probability(sum_), 3), "spans": spans, "confidences": {}, "rules": rules,
    }  # fmt: skip
    return with_confidence(Report(**values), sum_, parse.book.tables["weights"].get("slots", {}))


def _type_rule(incident: Incident) -> str:
    """What made the type: a rule over the parties, or the first trigger of that type, the leading mention's before others."""
    if incident.rule != "trigger":
        return incident.rule
    triggers = [t for m in (incident.lead, *incident.mentions) for t in m.triggers]
    return next((t for t in triggers if t.frame.type == incident.type), triggers[0]).frame.id


def _type_spans(parse: Parse, incident: Incident) -> list[tuple[int, int]]:
    return [parse.raw_span(t.first, t.last) for m in incident.mentions[:4] for t in m.triggers]


def _date(incident: Incident, told: DateMention | None, published: date | None) -> tuple[str | None, str | None, Any]:
    if told is not None:
        return told.value, told.end, told.kind
    if published is None or not incident.from_publication:
        return None, None, None
    return published.isoformat(), None, "publication"


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
