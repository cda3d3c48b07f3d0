"""Which incidents are told surely enough to be reports, and how sure."""

from __future__ import annotations

import math

from isnad.reading.draft import Draft
from isnad.reading.incident.incidents import Incident
from isnad.reading.incident.settle import caused, past
from isnad.reading.logit import logit, probability
from isnad.reading.mention.mentions import together
from isnad.reading.mention.telling import STATUSES, TYPES
from isnad.reading.mention.triggers import TriggerMention
from isnad.reading.parse import Parse

_OPENING = 250  # words from which it is told what an article is about


def keep(draft: Draft, incidents: list[Incident]) -> list[tuple[Incident, float]]:
    """The incidents that are reports, each with its logistic sum."""
    tables = draft.parse.book.tables["weights"]
    weights = tables["report"]
    threshold = tables["alone_threshold" if _alone(draft.parse) else "threshold"]
    scored = [(i, logit(report_features(draft.parse, i, incidents), weights)) for i in incidents]
    return [(incident, z) for incident, z in scored if probability(z) >= threshold]


def report_features(parse: Parse, incident: Incident, incidents: list[Incident]) -> dict[str, float]:
    """What speaks for and against an incident being told as such; each between 0 and 1 or a small count."""
    f = _mentions(parse, incident) | _triggers(parse, incident) | _parties(incident) | _settled(incident)
    f |= _article(parse, incident) | _among(parse, incident, incidents) | _told(incident, incidents)
    told = {k: float(v) for k, v in f.items() if v}
    if _alone(parse):
        told |= {f"alone_{k}": v for k, v in told.items()}
        told["alone"] = 1.0
    return told


def _alone(parse: Parse) -> bool:
    """Whether a text is a sentence or two without a title, which tell less: such texts have weights and a threshold of their own."""
    return len(parse.sentences) <= 3 and not parse.title_tokens


def _mentions(parse: Parse, incident: Incident) -> dict[str, float]:
    """How often, how early and how fully it is told."""
    m, status = incident.mentions, incident.status
    weight = max(x.weight for x in m)
    return {
        "weight": weight,
        "weight_low": weight < 0.5,
        "mentions": math.log(len(m)),
        "in_title": any(x.sentence == 0 for x in m),
        "in_lead": any(x.sentence == 1 for x in m),
        "title_and_lead": any(x.sentence == 0 for x in m) and any(x.sentence == 1 for x in m),
        "late": min(1.0, m[0].sentence / 10),
        "figures": min(2, len({k for x in m for k in x.figures})),
        "figure_exact": any(g.n is not None for x in m for v in x.figures.values() for g in v),
        "figures_of_victims": any(x.figures.get("killed") or x.figures.get("injured") for x in m),
        "effect_only": all(x.effect_only for x in m),
        "period": all(x.modality.period for x in m),
        "opinion": all(x.modality.opinion for x in m),
        "past": all(past(parse, x) for x in m),
        **{told: status == told for told in ("planned", "alleged", "foiled", "denied")},
        f"type_{incident.type}": 1.0,
    }


def _triggers(parse: Parse, incident: Incident) -> dict[str, float]:
    """By what words it is told, and where they stand in their sentences."""
    m = incident.mentions
    triggers = [t for x in m for t in x.triggers]
    depth = [t.first - parse.sentences[t.sentence][0] for t in triggers]
    return {
        "verbal": any(t.verbal for t in triggers),
        "definite_only": all(t.hit.definite for t in triggers),
        "triggers": math.log(len(triggers)),
        "caused": all(caused(parse, t) for x in m for t in x.triggers[:2]),
        "indefinite_noun": any(not t.verbal and not t.hit.definite for t in triggers),
        "past_verb": any(t.verbal and t.hit.sense.tense != "present" for t in triggers),
        "present_verb": any(t.verbal and t.hit.sense.tense == "present" for t in triggers),
        "first_words": any(d <= 6 for d in depth),
        "clause_later": min(depth) / 40,
        "said": all(_said(parse, t) for t in triggers),
        "relative": all(parse.words[t.first - 1] in parse.narration.relatives for t in triggers if t.first),
        "multi_type": len({t.frame.type for t in triggers}) > 1,
    }


def _parties(incident: Incident) -> dict[str, float]:
    """Who is told to have taken part."""
    by, against = [p for x in incident.mentions for p in x.by], [p for x in incident.mentions for p in x.against]
    kinds = {p.kind for p in by + against}
    return {
        "by": bool(by),
        "against": bool(against),
        "named": any(p.named for p in by + against),
        "by_named": any(p.named for p in by),
        "against_named": any(p.named for p in against),
        "armed": bool(kinds & {"rebel_group", "political_militia", "external_forces"}),
        "state": "state_forces" in kinds,
        "victim_party": any(p.n or p.number for p in against),
    }


def _settled(incident: Incident) -> dict[str, float]:
    """Its date and place."""
    day, place = incident.date, incident.place
    return {
        "dated": day is not None,
        "dated_day": day is not None and len(day.value) == 10,
        "dated_old": day is not None and incident.background,
        "year_only": day is not None and len(day.value) == 4,
        "weekday": day is not None and day.kind in ("weekday", "relative"),
        "background": incident.background,
        "place_exact": place is not None and place.exactness >= 2,
        "place_strong": place is not None and place.strong,
        "place_none": place is None,
        "many_places": min(4, len(incident.lead.places)) / 4,
    }


def _article(parse: Parse, incident: Incident) -> dict[str, float]:
    """What the article and the sentence are about."""
    n = parse.narration
    if (key := ("about",)) not in parse.memo:
        words = frozenset(parse.words[:_OPENING])
        parse.memo[key] = {
            name: min(4, len(words & known)) / 4 for name, known in (("court", n.court), ("leisure", n.leisure), ("mishaps", n.mishaps))
        }
    sentence = frozenset(parse.words[slice(*parse.sentences[incident.lead.sentence])])
    return {
        **parse.memo[key],
        "court_sentence": bool(sentence & n.court),
        "leisure_sentence": bool(sentence & n.leisure),
        "mishap_sentence": bool(sentence & n.mishaps),
        "actors_in_article": min(6, len(parse.scan.of("actor"))) / 6,
    }


def _among(parse: Parse, incident: Incident, incidents: list[Incident]) -> dict[str, float]:
    """How it stands among the other incidents of the article."""
    before = incidents[: incidents.index(incident)]
    place = incident.place
    return {
        "others": min(6, len(incidents) - 1) / 6,
        "first": not before,
        "only": len(incidents) == 1,
        "doubled": probability(incident.nearest),
        "same_type_before": any(i.type == incident.type for i in before),
        "same_place_before": place is not None and any(i.place is not None and i.place.place == place.place for i in before),
        "title_untold": bool(parse.title_tokens) and not any(x.sentence == 0 for i in incidents for x in i.mentions),
        "density": min(2.0, sum(len(x.triggers) for i in incidents for x in i.mentions) / max(1, len(parse.sentences))),
    }


def _said(parse: Parse, trigger: TriggerMention) -> bool:
    """Whether a trigger stands in what somebody said."""
    first, _ = parse.sentences[trigger.sentence]
    return any(w in parse.narration.said for w in parse.words[first : trigger.first])


def _told(incident: Incident, incidents: list[Incident]) -> dict[str, float]:
    """How surely the words around its triggers tell an incident, and whether of this type, status and age."""
    told = [t.telling for m in incident.mentions for t in m.triggers if t.telling is not None]
    whole = incident.whole or together(incident.mentions)
    if whole is None:
        return {}
    shares = [probability(t.told) for t in told]
    others = [probability(t.telling.told) for i in incidents if i is not incident for m in i.mentions for t in m.triggers if t.telling]
    lead = incident.lead.telling or whole
    first = [probability(t.first) for t in told]
    main = [probability(t.main) for t in told]
    later = incidents[0] is not incident
    return {
        "told_first": max(first),
        "told_first_mean": sum(first) / len(first),
        "told_first_early": first[0],
        "told_first_later": later * max(first),
        "told_first_early_later": later * first[0],
        "told_main": max(main),
        "told_main_mean": sum(main) / len(main),
        "told": max(-1.0, min(1.0, whole.told / 5)),
        "told_mean": sum(shares) / len(shares),
        "told_lead": probability(lead.told),
        "told_sum": math.log1p(sum(shares)),
        "told_untold": float(max(shares) < 0.5),
        "told_surer": float(bool(others) and max(others) > max(shares)),
        "told_elsewhere": max(others, default=0.0),
        "told_background": probability(whole.background),
        "told_type": float(whole.types[TYPES.index(incident.type)]),
        "told_best_type": float(whole.types.max()),
        "told_occurred": float(whole.status[0]),
        "told_status": float(whole.status[STATUSES.index(incident.status)]),
    }
