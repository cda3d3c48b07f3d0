"""Whether two mentions tell of one incident: the features of a pair."""

from __future__ import annotations

import numpy as np

from isnad.reading.incident.nearness import PROVINCE, days, in_space, in_time, near, spots
from isnad.reading.incident.outline import Outline
from isnad.reading.incident.story import Story
from isnad.reading.logit import probability
from isnad.reading.mention.families import VIOLENT, compatible
from isnad.reading.mention.mentions import Mention
from isnad.reading.mention.triggers import Telling


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
    x, y = story.outline(a), story.outline(b)
    titled = a.sentence == 0
    apart = b.sentence - a.sentence
    bare = not b.places and not b.dates
    agree = compatible(a.type, a.family, b.type, b.family)
    f: dict[str, float] = {
        "same_type": a.type == b.type,
        "compatible": agree,
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
        "distance": min(10, apart) / 10,
        "same_lemma": not x.frames.isdisjoint(y.frames),
        "definite_later": y.definite,
        "other_word": y.other_word,
        "other_incident": y.other_incident,
        "shift": y.shift,
        "recalled_later": b.modality.background and not a.modality.background,
        "recalled_both": b.modality.background and a.modality.background,
        "bare_later": bare,
        "anaphor": y.anaphoric and bare,
        "anaphor_near": y.anaphoric and apart <= 2,
        "near": apart == 1,
        "opens_with_place": y.opens_with_place and not any(near(p, q) for p in spots(a) for _, q in b.places[:1]),
        "effect_only_bare": b.effect_only and bare,
        "status_differs": a.modality.status != b.modality.status and "planned" in (a.modality.status, b.modality.status),
        "type_clash": a.family in VIOLENT and b.family in VIOLENT and not agree,
        "both_verbal": x.verbal and y.verbal and not b.effect_only,
    }
    f |= in_time(a, b, story.published)
    f |= in_space(a, b)
    f |= _numbers(x, y)
    f |= _people(x, y)
    if a.telling is not None and b.telling is not None:
        f |= _told(a.telling, b.telling, x, y)
    f |= story.between(a, b)
    return {k: float(v) for k, v in f.items() if v}


def _numbers(x: Outline, y: Outline) -> dict[str, float]:
    agree = differ = 0
    for name in x.figures.keys() & y.figures.keys():
        a, b = x.figures[name], y.figures[name]
        if a and b:
            agree += not a.isdisjoint(b)
            differ += a.isdisjoint(b)
    return {"figures_agree": agree, "figures_differ": differ}


def _people(x: Outline, y: Outline) -> dict[str, float]:
    by, against = not x.by.isdisjoint(y.by), not x.against.isdisjoint(y.against)
    return {
        "by_shared": by,
        "by_differs": bool(x.by and y.by) and not by,
        "against_shared": against,
        "against_differs": bool(x.against and y.against) and not against,
        "actor_shared": by or against or not x.by.isdisjoint(y.against) or not x.against.isdisjoint(y.by),
        "generic_shared": not x.generic.isdisjoint(y.generic),
    }


def _told(a: Telling, b: Telling, x: Outline, y: Outline) -> dict[str, float]:
    """How far the two tell alike: type, being recalled, status; which is told first, which as the main one; how near their points are."""
    nearness = 1.0 - float(((a.point - b.point) ** 2).sum())
    return {
        "told_earlier": max(-1.0, min(1.0, a.told / 4)),
        "told_later": max(-1.0, min(1.0, b.told / 4)),
        "types_alike": float(np.minimum(a.types, b.types).sum()),
        "types_product": float(a.types @ b.types),
        "recalled_apart": abs(x.recalled - y.recalled),
        "recalled_more": y.recalled - x.recalled,
        "first_earlier": x.told_first,
        "first_later": y.told_first,
        "main_earlier": x.main,
        "main_later": y.main,
        "main_both": x.main * y.main,
        "main_apart": abs(x.main - y.main),
        "main_first": y.told_first * x.main * y.main,
        "points_near": max(-6.0, min(2.0, nearness)) / 3,
        "points_likely": probability(nearness),
        "statuses_alike": float(np.minimum(a.status, b.status).sum()),
    }
