"""Whether two mentions tell of one incident: the features of a pair."""

from __future__ import annotations

from datetime import date

import numpy as np

from isnad.reading.logit import probability
from isnad.reading.mention.mentions import VIOLENT, Mention, compatible
from isnad.reading.mention.triggers import TriggerMention
from isnad.reading.parse import Parse
from isnad.reading.place.places import PlaceMention
from isnad.reading.time.dates import DateMention

_PROVINCE = 2.0  # exactness from which a place is a province or finer
_RECENT = 6  # days before publication from which an incident counts as recalled


def comparable(a: Mention, b: Mention) -> bool:
    """Whether the types of two mentions could tell one incident at all; a bomber and forces who kill somebody else could not."""
    if a.sentence == b.sentence and "suicide_bomb" in (a.type, b.type) and a.effect_only != b.effect_only:
        return False  # mentions.py has set them apart
    if compatible(a.type, a.family, b.type, b.family):
        return True
    if a.effect_only or b.effect_only:
        families = {a.family, b.family}
        return families <= VIOLENT | {"demonstration"}
    return {a.family, b.family} <= VIOLENT | {"demonstration"} or (
        "arrests" in (a.type, b.type) and "demonstration" in (a.family, b.family)
    )


def pair_features(parse: Parse, a: Mention, b: Mention, published: date | None) -> dict[str, float]:
    """Features of an earlier and a later mention; all between -1 and 1 or small counts."""
    titled = a.sentence == 0 and parse.title_tokens > 0  # without a title the lead is sentence 0
    f: dict[str, float] = {
        "same_type": a.type == b.type,
        "compatible": compatible(a.type, a.family, b.type, b.family),
        "same_family": a.family == b.family,
        "attack_and_other": (a.type == "attack") != (b.type == "attack"),
        "effect_later": b.effect_only,
        "effect_earlier": a.effect_only,
        "arrests_of_protest": "arrests" in (a.type, b.type) and "demonstration" in (a.family, b.family),
        "protest_and_violence": (a.family == "demonstration") != (b.family == "demonstration"),
        "same_status": a.modality.status == b.modality.status,
        "same_sentence": a.sentence == b.sentence,
        "title": titled,
        "title_and_lead": titled and b.sentence == 1,
        "distance": min(10, b.sentence - a.sentence) / 10,
        "same_lemma": any(x.frame.id == y.frame.id for x in a.triggers for y in b.triggers),
        "definite_later": any(t.hit.definite and t.hit.sense.pos != "verb" for t in b.triggers),
        "other_word": any(_other(parse, t) for t in b.triggers),
        "other_incident": any(_other_incident(parse, t) for t in b.triggers),
        "shift": _shifts(parse, b),
        "recalled_later": b.modality.background and not a.modality.background,
        "recalled_both": b.modality.background and a.modality.background,
    }
    bare = not b.places and not b.dates
    anaphoric = all(t.hit.definite and t.hit.sense.pos != "verb" for t in b.triggers)
    apart = b.sentence - a.sentence
    f |= {
        "bare_later": bare,
        "anaphor": anaphoric and bare,
        "anaphor_near": anaphoric and apart <= 2,
        "near": apart == 1,
        "opens_with_place": _opens_with_place(parse, b) and not any(near(p, q) for p in _spots(a) for _, q in b.places[:1]),
        "effect_only_bare": b.effect_only and bare,
        "status_differs": a.modality.status != b.modality.status and "planned" in (a.modality.status, b.modality.status),
        "type_clash": a.family in VIOLENT and b.family in VIOLENT and not compatible(a.type, a.family, b.type, b.family),
        "both_verbal": any(t.verbal for t in a.triggers) and any(t.verbal for t in b.triggers) and not b.effect_only,
    }
    f |= _time(a, b, published)
    f |= _space(a, b)
    f |= _numbers(a, b)
    f |= _people(a, b)
    f |= _told(a, b)
    f["shared_words"] = _shared_words(a, b)
    return {k: float(v) for k, v in f.items() if v}


def _shifts(parse: Parse, m: Mention) -> bool:
    first, last = parse.sentences[m.sentence]
    return any(parse.words[i] in parse.narration.shifts for i in range(first, min(last, first + 4)))


def _other(parse: Parse, trigger: TriggerMention) -> bool:
    """`هجوم آخر`, `في عملية ثانية … قتلت`: another incident than the one before."""
    behind = parse.words[trigger.last : trigger.last + 3]
    return any(w in parse.narration.others for w in behind) or _announced(parse, trigger)


def _other_incident(parse: Parse, trigger: TriggerMention) -> bool:
    """The same where the word stands directly behind the noun: `هجوم آخر` and `في عملية ثانية`, not `وأصيب خمسة آخرون`."""
    behind = parse.words[trigger.last : trigger.last + 1]
    return (not trigger.verbal and any(w in parse.narration.others for w in behind)) or _announced(parse, trigger)


def _announced(parse: Parse, trigger: TriggerMention) -> bool:
    """`في عملية ثانية … قتلت`: before the trigger a noun for incidents says that it is another one."""
    n = parse.narration
    before = range(max(1, trigger.first - 6), trigger.first)
    return any(parse.words[i] in n.others and parse.core(i - 1) in n.incidents for i in before)


def _opens_with_place(parse: Parse, m: Mention) -> bool:
    """`وفي مدينة …`: a sentence that turns to another place."""
    first, _ = parse.sentences[m.sentence]
    return any(p.first - first <= 3 and p.exactness >= 2 for _, p in m.places)


def old(mention: DateMention, published: date | None) -> bool:
    """Whether a date lies so far before publication that what it dates is recalled."""
    if published is None:
        return False
    value = mention.value
    if len(value) == 10:
        return (published - date.fromisoformat(value)).days > _RECENT
    return value < published.isoformat()[: len(value)]


def days(a: DateMention, b: DateMention) -> float | None:
    """Days between two dates of day precision."""
    if len(a.value) == len(b.value) == 10:
        return abs((date.fromisoformat(a.value) - date.fromisoformat(b.value)).days)
    return None


def _time(a: Mention, b: Mention, published: date | None) -> dict[str, float]:
    x, y = (a.dates[0] if a.dates else None), (b.dates[0] if b.dates else None)
    if x and y:
        apart = days(x, y)
        same = x.value.startswith(y.value) or y.value.startswith(x.value)
        return {
            "date_same": same,
            "date_next": bool(apart == 1),
            "date_differs": not same and apart != 1,
            "date_far": apart is not None and apart > 6,
        }
    late, early = y is not None and old(y, published), x is not None and old(x, published)
    return {"date_old_later": late, "date_old_earlier": early, "date_none": x is None and y is None}


def near(a: PlaceMention, b: PlaceMention) -> bool:
    """Whether two places can be one: the same, within 30 km or so, or one holding the other."""
    if a.place is None or b.place is None:
        return False
    if a.place.id == b.place.id:
        return True
    if None not in (a.place.lat, a.place.lon, b.place.lat, b.place.lon):
        close = abs((a.place.lat or 0) - (b.place.lat or 0)) < 0.3 and abs((a.place.lon or 0) - (b.place.lon or 0)) < 0.4
        if close:
            return True
    return a.country == b.country and min(a.exactness, b.exactness) < 1.0


def _spots(m: Mention) -> list[PlaceMention]:
    """The two likeliest places of a mention without what holds them: Kidal is near Gao no more because `Mali` stands beside it."""
    places = [p for _, p in m.places[:2]]
    return [p for p in places if p.exactness >= _PROVINCE] or places


def _space(a: Mention, b: Mention) -> dict[str, float]:
    if not a.places or not b.places:
        return {"place_none": 1.0}
    x, y = a.places[0][1], b.places[0][1]
    same = x.place is not None and y.place is not None and x.place.id == y.place.id
    any_near = any(near(p, q) for p in _spots(a) for q in _spots(b))
    exact = min(x.exactness, y.exactness) >= _PROVINCE
    countries = {p.country for _, p in a.places if p.country}, {p.country for _, p in b.places if p.country}
    return {
        "place_same": same and x.exactness >= _PROVINCE,
        "place_same_country": same and x.exactness < _PROVINCE,
        "place_near": any_near and not same,
        "place_differs": exact and not any_near,
        "country_differs": bool(countries[0] and countries[1] and countries[0].isdisjoint(countries[1])),
    }


def _numbers(a: Mention, b: Mention) -> dict[str, float]:
    agree = differ = 0
    for name in a.figures.keys() & b.figures.keys():
        x, y = {f.n for f in a.figures[name]} - {None}, {f.n for f in b.figures[name]} - {None}
        if x and y:
            agree += bool(x & y)
            differ += not x & y
    return {"figures_agree": agree, "figures_differ": differ}


def _people(a: Mention, b: Mention) -> dict[str, float]:
    ids = [{i for p in getattr(m, side) for i in p.ids if not i.startswith("generic")} for m in (a, b) for side in ("by", "against")]
    generic = [{i for p in m.by + m.against for i in p.ids if i.startswith("generic")} for m in (a, b)]
    both_by, both_against = ids[0] and ids[2], ids[1] and ids[3]
    return {
        "by_shared": bool(ids[0] & ids[2]),
        "by_differs": bool(both_by and not ids[0] & ids[2]),
        "against_shared": bool(ids[1] & ids[3]),
        "against_differs": bool(both_against and not ids[1] & ids[3]),
        "actor_shared": bool((ids[0] | ids[1]) & (ids[2] | ids[3])),
        "generic_shared": bool(generic[0] & generic[1]),
    }


def _told(a: Mention, b: Mention) -> dict[str, float]:
    """How far the two tell alike: type, being recalled, status."""
    if a.telling is None or b.telling is None:
        return {}
    x, y = a.telling, b.telling
    recalled = probability(x.background), probability(y.background)
    return {
        "told_earlier": max(-1.0, min(1.0, x.told / 4)),
        "told_later": max(-1.0, min(1.0, y.told / 4)),
        "types_alike": float(np.minimum(x.types, y.types).sum()),
        "types_product": float(x.types @ y.types),
        "recalled_apart": abs(recalled[0] - recalled[1]),
        "recalled_more": recalled[1] - recalled[0],
        "statuses_alike": float(np.minimum(x.status, y.status).sum()),
    }


def _shared_words(a: Mention, b: Mention) -> float:
    """Longer words near the triggers of both, up to four."""
    return min(4, len(a.content & b.content)) / 4 if a.sentence != b.sentence else 0.0
