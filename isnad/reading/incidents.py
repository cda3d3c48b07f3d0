"""One incident, many mentions: title, lead, body and recap folded into one; a new attack kept apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from isnad.reading.dates import DateMention
from isnad.reading.mentions import PRIORITY, Mention, compatible
from isnad.reading.parse import Parse
from isnad.reading.places import PlaceMention
from isnad.reading.roles import Figure

_RECENT = 6  # days before publication from which an incident counts as recalled
_STATE = frozenset({"state_forces", "external_forces"})
_ARMED = frozenset({"rebel_group", "political_militia", "identity_militia"})


@dataclass(slots=True)
class Incident:
    """The mentions of one incident and what they say together."""

    mentions: list[Mention]
    type: str
    family: str
    background: bool = False
    date: DateMention | None = None
    place: PlaceMention | None = None
    country: str | None = None
    rule: str = ""

    @property
    def lead(self) -> Mention:
        """The mention that says most, of equal ones the first behind the title."""
        return max(self.mentions, key=lambda m: (_fullness(m) - (0.5 if m.sentence == 0 else 0), -m.sentence))


def _fullness(m: Mention) -> float:
    return len(m.figures) + 0.5 * len(m.by[:2]) + 0.5 * len(m.against[:2]) + bool(m.places) + 0.5 * bool(m.dates) + m.weight


def find_incidents(parse: Parse, mentions: list[Mention], published: date | None) -> list[Incident]:
    """Fold mentions into incidents, in the order of the text."""
    out: list[Incident] = []
    for mention in mentions:
        scored = [(_affinity(parse, i, mention, published), n) for n, i in enumerate(out)]
        best = max(scored, default=(0.0, -1), key=lambda s: (s[0], s[1]))
        if best[0] >= 0.5:
            host = out[best[1]]
            host.mentions.append(mention)
            if PRIORITY.get(mention.type, 1) > PRIORITY.get(host.type, 1) and not (host.family != mention.family and host.family == "demonstration"):
                host.type, host.family = mention.type, mention.family
        else:
            out.append(Incident([mention], mention.type, mention.family))
    for incident in out:
        _settle(parse, incident, published)
    return out


def _affinity(parse: Parse, incident: Incident, mention: Mention, published: date | None) -> float:
    """How likely a mention tells of an incident already found; 0.5 and more joins."""
    if not compatible(incident.type, incident.family, mention.type, mention.family):
        return 0.0
    own = [m for m in incident.mentions]
    if {m.modality.status for m in own} != {mention.modality.status} and incident.type != mention.type:
        return 0.0
    score = 0.55 if incident.type == mention.type else 0.5
    a = next((d for m in own for d in m.dates[:1]), None)
    b = mention.dates[0] if mention.dates else None
    if a and b:
        if _agree(a, b):
            score += 0.2
        else:
            return 0.0
    elif b and published and _old(b, published) and not a:
        return 0.0
    elif a and published and _old(a, published) and not b and not mention.modality.background:
        score -= 0.25
    elif mention.modality.background and not any(m.modality.background for m in own):
        score -= 0.2
    places_a = [p for m in own for _, p in m.places[:2] if p.exactness > 1.5]
    places_b = [p for _, p in mention.places[:2] if p.exactness > 1.5]
    if places_a and places_b:
        shared = any(_same_place(x, y) for x in places_a for y in places_b)
        score += 0.15 if shared else -0.15
        if not shared and {p.country for p in places_a if p.country}.isdisjoint({p.country for p in places_b if p.country} or {None}):
            score -= 0.25
    for name in mention.figures:
        mine = {f.n for m in own for f in m.figures.get(name, ())} - {None}
        theirs = {f.n for f in mention.figures[name]} - {None}
        if mine and theirs:
            score += 0.15 if mine & theirs else -0.1
    ids_a, ids_b = ({i for m in own for p in m.by + m.against for i in p.ids}, {i for p in mention.by + mention.against for i in p.ids})
    if ids_a and ids_b:
        score += 0.1 if ids_a & ids_b else -0.05
    score -= 0.01 * min(10, mention.sentence - own[-1].sentence)
    if any(w in _other_words(parse, mention) for w in ("اخر", "اخرى", "ثان", "ثانيه", "مماثل", "منفصل", "منفصله")):
        score -= 0.25
    return score


def _other_words(parse: Parse, mention: Mention) -> tuple[str, ...]:
    trigger = mention.triggers[0]
    return parse.words[trigger.last : trigger.last + 3]


def _same_place(a: PlaceMention, b: PlaceMention) -> bool:
    if a.place is not None and b.place is not None:
        if a.place.id == b.place.id:
            return True
        if a.place.lat is not None and b.place.lat is not None and a.place.lon is not None and b.place.lon is not None:
            near = abs(a.place.lat - b.place.lat) < 0.3 and abs(a.place.lon - b.place.lon) < 0.4
            return near or (abs(a.exactness - b.exactness) >= 0.8 and a.country == b.country)
    return abs(a.exactness - b.exactness) >= 0.8


def _agree(a: DateMention, b: DateMention) -> bool:
    if a.value.startswith(b.value) or b.value.startswith(a.value):
        return True
    if len(a.value) == len(b.value) == 10:
        return abs((date.fromisoformat(a.value) - date.fromisoformat(b.value)).days) <= 1
    return False


def _old(mention: DateMention, published: date) -> bool:
    value = mention.value
    if len(value) == 10:
        return (published - date.fromisoformat(value)).days > _RECENT
    if len(value) == 7:
        return value < published.isoformat()[:7]
    return value < published.isoformat()[:4]


def _settle(parse: Parse, incident: Incident, published: date | None) -> None:
    """Date, place, background and the final type, from all mentions together."""
    mentions = incident.mentions
    incident.date = _date(mentions)
    old = incident.date is not None and published is not None and _old(incident.date, published)
    early = any(m.sentence <= 1 for m in mentions)
    incident.background = bool(old or (all(m.modality.background for m in mentions) and not early))
    ranked: dict[tuple[int, int], float] = {}
    by_key: dict[tuple[int, int], PlaceMention] = {}
    for n, mention in enumerate(mentions):
        for score, place in mention.places:
            key = (place.first, place.last)
            ranked[key] = score - 0.1 * min(n, 4)
            by_key[key] = place
    if ranked:
        best = max(ranked, key=lambda k: (ranked[k], -k[0]))
        incident.place = by_key[best]
        incident.country = incident.place.country
    incident.type, incident.rule = _type(incident)


def _date(mentions: list[Mention]) -> DateMention | None:
    dated = [m.dates[0] for m in mentions if m.dates]
    if not dated:
        return None
    return max(dated, key=lambda d: (len(d.value), -dated.index(d)))


def _type(incident: Incident) -> tuple[str, str]:
    """The final type: rules over who did what to whom, first that fits."""
    by = {p.kind for m in incident.mentions for p in m.by}
    against = {p.kind for m in incident.mentions for p in m.against}
    dead = any(m.figures.get("killed") or m.figures.get("injured") for m in incident.mentions)
    arrested = any(m.figures.get("arrested") or any(t.frame.type == "arrests" for t in m.triggers) for m in incident.mentions)
    type_ = incident.type
    if incident.family == "demonstration":
        if dead and (by & _STATE) and type_ in ("peaceful_protest", "protest_with_intervention"):
            return "excessive_force_against_protesters", "protest.fired_on"
        if arrested and type_ == "peaceful_protest":
            return "protest_with_intervention", "protest.arrests"
        return type_, "trigger"
    if type_ == "attack":
        if by & _STATE and against & _ARMED:
            return "armed_clash", "attack.state_on_armed"
        if by & _STATE and "protesters" in against and dead:
            return "excessive_force_against_protesters", "attack.on_protesters"
    return type_, "trigger"


def total(figures: list[Figure]) -> Figure | None:
    """One figure from those of one mention: parts side by side are summed."""
    known = [f for f in figures if f.n is not None]
    if not known:
        return figures[0] if figures else None
    return known[0] if len(known) == 1 else max(known, key=lambda f: f.n or 0)
