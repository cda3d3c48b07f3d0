"""Whether two mentions tell of one incident: the features of a pair."""

from __future__ import annotations

import numpy as np

from isnad.reading.incident.nearness import PROVINCE, days, in_space, in_time, near, spots
from isnad.reading.incident.story import Story
from isnad.reading.logit import probability
from isnad.reading.mention.mentions import VIOLENT, Mention, compatible
from isnad.reading.mention.triggers import TriggerMention
from isnad.reading.parse import Parse


def comparable(a: Mention, b: Mention) -> bool:
    """Whether the types of two mentions could tell one incident at all; a bomber and forces who kill somebody else could not."""
    if a.sentence == b.sentence and "suicide_bomb" in (a.type, b.type) and a.effect_only != b.effect_only:
        return False  # mentions.py has set them apart
    if _elsewhere(a, b):
        return False
    if compatible(a.type, a.family, b.type, b.family):
        return True
    if a.effect_only or b.effect_only:
        families = {a.family, b.family}
        return families <= VIOLENT | {"demonstration"}
    return {a.family, b.family} <= VIOLENT | {"demonstration"} or (
        "arrests" in (a.type, b.type) and "demonstration" in (a.family, b.family)
    )


def _elsewhere(a: Mention, b: Mention) -> bool:
    """Whether two mentions are told of known places in two countries and of two days."""
    if not (a.places and b.places and a.dates and b.dates):
        return False
    x, y = a.places[0][1], b.places[0][1]
    abroad = min(x.exactness, y.exactness) >= PROVINCE and bool(x.country and y.country) and x.country != y.country
    return abroad and bool(days(a.dates[0], b.dates[0]))


def pair_features(story: Story, a: Mention, b: Mention) -> dict[str, float]:
    """Features of an earlier and a later mention; all between -1 and 1 or small counts."""
    parse = story.parse
    titled = a.sentence == 0
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
        "opens_with_place": _opens_with_place(parse, b) and not any(near(p, q) for p in spots(a) for _, q in b.places[:1]),
        "effect_only_bare": b.effect_only and bare,
        "status_differs": a.modality.status != b.modality.status and "planned" in (a.modality.status, b.modality.status),
        "type_clash": a.family in VIOLENT and b.family in VIOLENT and not compatible(a.type, a.family, b.type, b.family),
        "both_verbal": any(t.verbal for t in a.triggers) and any(t.verbal for t in b.triggers) and not b.effect_only,
    }
    f |= in_time(a, b, story.published)
    f |= in_space(a, b)
    f |= _numbers(a, b)
    f |= _people(a, b)
    f |= _told(a, b)
    f |= story.between(a, b)
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
    """How far the two tell alike: type, being recalled, status; which is told first, which as the main one; how near their points are."""
    if a.telling is None or b.telling is None:
        return {}
    x, y = a.telling, b.telling
    recalled = probability(x.background), probability(y.background)
    first, main = probability(y.first), (probability(x.main), probability(y.main))
    nearness = 1.0 - float(((x.point - y.point) ** 2).sum())
    return {
        "told_earlier": max(-1.0, min(1.0, x.told / 4)),
        "told_later": max(-1.0, min(1.0, y.told / 4)),
        "types_alike": float(np.minimum(x.types, y.types).sum()),
        "types_product": float(x.types @ y.types),
        "recalled_apart": abs(recalled[0] - recalled[1]),
        "recalled_more": recalled[1] - recalled[0],
        "first_earlier": probability(x.first),
        "first_later": first,
        "main_earlier": main[0],
        "main_later": main[1],
        "main_both": main[0] * main[1],
        "main_apart": abs(main[0] - main[1]),
        "main_first": first * main[0] * main[1],
        "points_near": max(-6.0, min(2.0, nearness)) / 3,
        "points_likely": probability(nearness),
        "statuses_alike": float(np.minimum(x.status, y.status).sum()),
    }
