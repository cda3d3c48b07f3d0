"""One incident found twice: what its mentions did not show to be one, their settled day, place and toll do."""

from __future__ import annotations

from isnad.model import COUNT_FIELDS
from isnad.reading.draft import Draft
from isnad.reading.incident.incidents import Incident, inherited, settle
from isnad.reading.incident.nearness import near
from isnad.reading.incident.tolls import figure_of
from isnad.reading.place.places import PlaceMention

Told = tuple[Incident, float]  # an incident with the logistic sum that it is told
_DAY = len("2021-04-01")
_MANY = 3  # victims from which a toll marks an incident whose place or day is told once only
# Types of which seldom two are told of one day and place.
_ONCE = frozenset({
    "disrupted_weapons_use", "agreement", "suicide_bomb", "other_strategic", "change_to_group", "excessive_force_against_protesters",
    "protest_with_intervention", "violent_demonstration", "chemical_weapon", "government_regains_territory", "nonstate_overtakes_territory",
})  # fmt: skip


def undoubled(draft: Draft, told: list[Told]) -> list[Told]:
    """The incidents, those of one type, status, day, place and toll folded into one; the surer sum is its own."""
    out: list[Told] = []
    for incident, sum_ in told:
        at = next((n for n, (other, _) in enumerate(out) if alike(draft, other, incident)), None)
        if at is None:
            out.append((incident, sum_))
            continue
        first, surer = out[at]
        mentions = sorted([*first.mentions, *incident.mentions], key=lambda m: (m.sentence, m.first))
        whole = Incident(mentions, first.type, first.family, nearest=first.nearest)
        settle(draft, whole, draft.places)
        out[at] = (whole, max(sum_, surer))
    return out


def alike(draft: Draft, a: Incident, b: Incident) -> bool:
    """Whether two incidents are told alike in all that tells incidents apart."""
    if a.type != b.type or a.status != b.status or a.country != b.country:
        return False
    x, y = _day(draft, a), _day(draft, b)
    if not (x.startswith(y) or y.startswith(x)):
        return False
    tolls = [(f.n, g.n) for name in COUNT_FIELDS if (f := figure_of(draft, a, name)) and (g := figure_of(draft, b, name))]
    if any(n != m for n, m in tolls):
        return False
    known = [n for n, _ in tolls if n is not None]
    there = a.place is not None and b.place is not None and _at_one(draft, a.place, b.place)
    if known and max(known) >= _MANY:
        return there or a.place is None or b.place is None
    return there and x == y and len(x) == _DAY and (bool(known) or a.type in _ONCE)


def _day(draft: Draft, incident: Incident) -> str:
    """The date of an incident as the record will have it; empty if none is told."""
    if date := incident.date or inherited(draft, incident):
        return date.value
    published = draft.article.published
    return published.isoformat() if published and incident.from_publication else ""


def _at_one(draft: Draft, a: PlaceMention, b: PlaceMention) -> bool:
    """Whether two places are one, or are written alike."""
    words = draft.parse.words
    return near(a, b) or words[a.first : a.last] == words[b.first : b.last]
