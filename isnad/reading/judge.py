"""Which incidents are told surely enough to be reports, and how sure."""

from __future__ import annotations

import math

from isnad.reading.draft import Draft
from isnad.reading.incidents import Incident
from isnad.reading.logit import logit, probability
from isnad.reading.parse import Parse
from isnad.reading.settle import caused, past
from isnad.reading.triggers import TriggerMention


def keep(draft: Draft, incidents: list[Incident]) -> list[tuple[Incident, float]]:
    """The incidents that are reports, each with its logistic sum."""
    tables = draft.parse.book.tables["weights"]
    weights, threshold = tables["report"], tables["threshold"]
    scored = [(i, logit(report_features(draft.parse, i, incidents), weights)) for i in incidents]
    return [(incident, z) for incident, z in scored if probability(z) >= threshold]


def report_features(parse: Parse, incident: Incident, incidents: list[Incident]) -> dict[str, float]:
    """What speaks for and against an incident being told as such; each between 0 and 1 or a small count."""
    m = incident.mentions
    lead = incident.lead
    words = frozenset(parse.words[: min(len(parse.words), 250)])
    sentence = frozenset(parse.words[slice(*parse.sentences[lead.sentence])])
    parties = [p for x in m for p in x.by + x.against]
    f: dict[str, float] = {
        "weight": max(x.weight for x in m),
        "weight_low": max(x.weight for x in m) < 0.5,
        "mentions": math.log(len(m)),
        "in_title": any(x.sentence == 0 for x in m),
        "in_lead": any(x.sentence == 1 for x in m),
        "late": min(1.0, m[0].sentence / 10),
        "figures": min(2, len({k for x in m for k in x.figures})),
        "figure_exact": any(g.n is not None for x in m for v in x.figures.values() for g in v),
        "dated": incident.date is not None,
        "dated_day": incident.date is not None and len(incident.date.value) == 10,
        "background": incident.background,
        "place_exact": incident.place is not None and incident.place.exactness >= 2,
        "place_strong": incident.place is not None and incident.place.strong,
        "place_none": incident.place is None,
        "by": any(x.by for x in m),
        "against": any(x.against for x in m),
        "named": any(p.named for p in parties),
        "armed": any(p.kind in ("rebel_group", "political_militia", "external_forces") for p in parties),
        "state": any(p.kind == "state_forces" for p in parties),
        "effect_only": all(x.effect_only for x in m),
        "verbal": any(t.verbal for x in m for t in x.triggers),
        "definite_only": all(t.hit.definite for x in m for t in x.triggers),
        "triggers": math.log(sum(len(x.triggers) for x in m)),
        "period": all(x.modality.period for x in m),
        "opinion": all(x.modality.opinion for x in m),
        "planned": lead.modality.status == "planned",
        "alleged": lead.modality.status == "alleged",
        "foiled": lead.modality.status == "foiled",
        "denied": lead.modality.status == "denied",
        "court": min(4, len(words & parse.narration.court)) / 4,
        "court_sentence": bool(sentence & parse.narration.court),
        "leisure": min(4, len(words & parse.narration.leisure)) / 4,
        "mishaps": min(4, len(words & parse.narration.mishaps)) / 4,
        "actors_in_article": min(6, len(parse.scan.of("actor"))) / 6,
        "others": min(6, len(incidents) - 1) / 6,
        "first": incident is incidents[0],
        "only": len(incidents) == 1,
        "doubled": probability(incident.nearest),
        "same_type_before": any(i.type == incident.type for i in incidents[: incidents.index(incident)]),
        "same_place_before": incident.place is not None
        and any(i.place is not None and i.place.place == incident.place.place for i in incidents[: incidents.index(incident)]),
        f"type_{incident.type}": 1.0,
        "caused": all(caused(parse, t) for x in m for t in x.triggers[:2]),
        "past": all(past(parse, x) for x in m),
        "dated_old": incident.date is not None and incident.background,
        "year_only": incident.date is not None and len(incident.date.value) == 4,
        "indefinite_noun": any(not t.verbal and not t.hit.definite for x in m for t in x.triggers),
        "past_verb": any(t.verbal and t.hit.sense.tense != "present" for x in m for t in x.triggers),
        "present_verb": any(t.verbal and t.hit.sense.tense == "present" for x in m for t in x.triggers),
        "first_words": any(t.first - parse.sentences[t.sentence][0] <= 6 for x in m for t in x.triggers),
        "weekday": incident.date is not None and incident.date.kind in ("weekday", "relative"),
        "figures_of_victims": any(x.figures.get("killed") or x.figures.get("injured") for x in m),
        "victim_party": any(p.n or p.number for x in m for p in x.against),
        "title_and_lead": any(x.sentence == 0 for x in m) and any(x.sentence == 1 for x in m),
        "title_untold": bool(parse.title_tokens) and not any(x.sentence == 0 for i in incidents for x in i.mentions),
        "density": min(2.0, sum(len(x.triggers) for i in incidents for x in i.mentions) / max(1, len(parse.sentences))),
        "mishap_sentence": bool(sentence & parse.narration.mishaps),
        "leisure_sentence": bool(sentence & parse.narration.leisure),
        "said": all(_said(parse, t) for x in m for t in x.triggers),
        "relative": all(parse.words[t.first - 1] in parse.narration.relatives for x in m for t in x.triggers if t.first),
        "clause_later": min(t.first - parse.sentences[t.sentence][0] for x in m for t in x.triggers) / 40,
        "by_named": any(p.named for x in m for p in x.by),
        "against_named": any(p.named for x in m for p in x.against),
        "many_places": min(4, len(lead.places)) / 4,
        "multi_type": len({t.frame.type for x in m for t in x.triggers}) > 1,
    }
    told = {k: float(v) for k, v in f.items() if v}
    if len(parse.sentences) <= 2 and not parse.title_tokens:  # a sentence alone tells less: it has weights of its own
        told |= {f"alone_{k}": v for k, v in told.items()}
        told["alone"] = 1.0
    return told


def _said(parse: Parse, trigger: TriggerMention) -> bool:
    """Whether a trigger stands in what somebody said."""
    first, _ = parse.sentences[trigger.sentence]
    return any(w in parse.narration.said for w in parse.words[first : trigger.first])
