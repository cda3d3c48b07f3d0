"""When and where an incident was, and whether it is recalled: each candidate weighed, the best taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from isnad.reading.incident.nearness import old
from isnad.reading.logit import log_share, logit, probability
from isnad.reading.mention.mentions import Mention, together
from isnad.reading.mention.triggers import Telling, TriggerMention
from isnad.reading.parse import Parse
from isnad.reading.time.age import AGES, age_of
from isnad.reading.time.dates import DateMention

PUBLICATION, NONE = "publication", "none"

_BACK = 3  # sentences before a mention whose dates may be its own
DateCandidate = DateMention | str


def date_candidates(
    parse: Parse, mentions: list[Mention], published: date | None, whole: Telling | None = None
) -> Iterator[tuple[DateCandidate, dict[str, float]]]:
    """Each date told in the sentences of the mentions, the publication date, and no date, with what speaks for each.

    `whole` is how the mentions tell together, where it has been made already; so in `background_features`.
    """
    whole = whole or together(mentions)
    for candidate, features in _told_dates(parse, mentions, published, whole):
        yield candidate, features | _aged(candidate, whole, published) if whole and published else features


def _aged(candidate: DateCandidate, whole: Telling, published: date) -> dict[str, float]:
    """How likely the network finds an incident of such an age, of one the article opens with, of one told here first."""
    value = candidate.value if isinstance(candidate, DateMention) else published.isoformat() if candidate == PUBLICATION else None
    k = age_of(value, published)
    p, kind = float(whole.ages[k]), "told" if isinstance(candidate, DateMention) else candidate
    return {
        "age_likely": p, "age_log": log_share(p), "age_best": float(p == whole.ages.max()), f"age_{AGES[k]}": 1.0,
        f"{kind}_main": probability(whole.main), f"{kind}_first": probability(whole.first),
    }  # fmt: skip


def _told_dates(
    parse: Parse, mentions: list[Mention], published: date | None, whole: Telling | None
) -> Iterator[tuple[DateCandidate, dict[str, float]]]:
    """The candidates with what the words say of each."""
    seen: set[int] = set()
    general = _general(parse, mentions, whole)
    for order, mention in enumerate(mentions):
        for d in mention.dates:
            if d.first in seen:
                continue
            seen.add(d.first)
            yield d, _date_features(parse, mentions, mention, d, order, published) | _under("date", general)
    dated = bool(seen)
    inside = {m.sentence for m in mentions}
    for d in parse.dates:
        sentence = parse.sentence_of(d.first)
        back = min((s - sentence for s in inside if s > sentence), default=_BACK + 1)
        if d.first not in seen and sentence not in inside and (back <= _BACK or sentence - 1 in inside) and not d.future:
            yield d, {
                "beside": 1.0, "beside_before": float(sentence + 1 in inside), "beside_far": float(1 < back <= _BACK), "beside_dated": float(dated), f"beside_{d.kind}": 1.0,
                "beside_day": float(len(d.value) == 10), "beside_old": float(old(d, published)), "beside_early": general["early"],
            }  # fmt: skip
    if published is not None:
        yield PUBLICATION, {"publication": 1.0, "publication_dated": float(dated)} | _under("publication", general)
    yield NONE, {"none": 1.0, "none_dated": float(dated)} | _under("none", general)


def _under(name: str, general: Mapping[str, float]) -> dict[str, float]:
    """How the incident stands in the article, told of one kind of candidate; what is 0 counts nothing."""
    return {f"{name}_{k}": v for k, v in general.items() if v}


def _general(parse: Parse, mentions: list[Mention], whole: Telling | None) -> dict[str, float]:
    """How the incident stands in the article."""
    triggers = [t for m in mentions for t in m.triggers]
    status = mentions[0].modality.status
    return {
        "early": float(mentions[0].sentence <= 1),
        "title": float(mentions[0].sentence == 0),
        "definite": float(all(t.hit.definite for t in triggers)),
        "noun": float(not any(t.verbal for t in triggers)),
        "recalled": float(all(m.modality.background for m in mentions)),
        "caused": float(all(caused(parse, t) for t in triggers[:2])),
        "past": float(all(past(parse, m) for m in mentions)),
        "late": min(1.0, mentions[0].sentence / 10),
        f"status_{status}": 1.0,
        f"family_{mentions[0].family}": 1.0,
        "second": float(2 <= mentions[0].sentence <= 3),
        "short": float(len(parse.sentences) <= 4),
        "opinion": float(all(m.modality.opinion for m in mentions)),
        "several": float(len(mentions) > 1),
        "told_background": probability(whole.background) if whole else 0.5,
    }


def caused(parse: Parse, trigger: TriggerMention) -> bool:
    """Whether a trigger stands as the ground of something else: `ردا على هجوم`, `بعد مقتل`."""
    return any(parse.core(i) in parse.narration.causes for i in range(max(0, trigger.first - 3), trigger.first))


def past(parse: Parse, mention: Mention) -> bool:
    first, last = parse.sentences[mention.sentence]
    return any(parse.words[i] in parse.narration.recalls for i in range(first, min(last, first + 3)))


def _date_features(
    parse: Parse, mentions: list[Mention], mention: Mention, d: DateMention, order: int, published: date | None
) -> dict[str, float]:
    best: dict[str, float] = {}
    for trigger in mention.triggers:
        after = d.first >= trigger.last
        between = parse.words[trigger.last : d.first] if after else parse.words[d.last : trigger.first]
        f = {
            "after": float(after),
            "words": min(25, len(between)) / 25,
            "said_between": float(not after and any(w in parse.narration.said for w in between)),
            "said_between_after": float(after and any(w in parse.narration.said for w in between)),
            "breaks": min(2, sum(w in parse.narration.breaks for w in between)) / 2,
            "commas": min(4, sum(w == "،" for w in between)) / 4,
        }
        if not best or f["words"] < best["words"]:
            best = f
    rivals = [x for x in mention.dates if x is not d]
    best |= {
        f"kind_{d.kind}": 1.0,
        "day": float(len(d.value) == 10),
        "year": float(len(d.value) == 4),
        "future": float(d.future),
        "old": float(old(d, published)),
        "alone": float(not rivals),
        "nearest": float(bool(mention.dates) and mention.dates[0] is d),
        "first_mention": float(order == 0),
        "in_title": float(mention.sentence == 0),
        "in_lead": float(mention.sentence == 1),
        "behind": float(parse.words[max(0, d.first - 1)] in parse.narration.bounds),
        "at_start": float(d.first - parse.sentences[mention.sentence][0] < 3),
        "agrees": float(any(x.value == d.value for m in mentions if m is not mention for x in m.dates)),
    }
    return best


def choose_date(
    parse: Parse, mentions: list[Mention], published: date | None, weights: Mapping[str, float], whole: Telling | None = None
) -> DateCandidate:
    """The candidate of the greatest sum."""
    return max(date_candidates(parse, mentions, published, whole), key=lambda c: logit(c[1], weights))[0]


def background_features(
    parse: Parse, mentions: list[Mention], chosen: DateCandidate, published: date | None, whole: Telling | None = None
) -> dict[str, float]:
    """What tells a recalled incident from news."""
    whole = whole or together(mentions)
    f = _general(parse, mentions, whole)
    if isinstance(chosen, DateMention):
        f |= {"dated": 1.0, "date_old": float(old(chosen, published)), "date_day": float(len(chosen.value) == 10)}
        f["date_before"] = float(bool(published) and chosen.value < published.isoformat()[: len(chosen.value)]) if published else 0.0
        f["partly"] = float(len(chosen.value) < 10)
        f |= _age(chosen, published)
    else:
        f[f"date_{chosen}"] = 1.0
    f |= {
        "sentences": min(1.0, len(parse.sentences) / 20),
        "far_down": mentions[0].sentence / len(parse.sentences),
        "mentions": min(3, len(mentions)) / 3,
    }
    if whole:
        lead = mentions[0].telling or whole
        f |= {"told": max(-1.0, min(1.0, whole.background / 4)), "told_first": max(-1.0, min(1.0, lead.background / 4))}
    return f


def _age(chosen: DateMention, published: date | None) -> dict[str, float]:
    """How many days before publication a day lies, in steps."""
    if published is None or len(chosen.value) != 10:
        return {}
    days = (published - date.fromisoformat(chosen.value)).days
    return {"days_0": float(days <= 0), "days_1": float(days == 1), "days_few": float(2 <= days <= 6), "days_many": float(days > 30)}
