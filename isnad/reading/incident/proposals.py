"""Who the rules cast for an incident: the best of those that its mentions put on a side, with a fallback where they put none."""

from __future__ import annotations

from typing import Literal

from isnad.reading.incident.incidents import Incident
from isnad.reading.mention.mentions import Mention
from isnad.reading.mention.roles import ASSAILANTS
from isnad.reading.mention.subjects import says
from isnad.reading.parse import Parse
from isnad.reading.party.party import FORCES, PartyMention

Side = Literal["by", "against"]
_MOST = 3  # parties on one side of a report
# What the choice between the parties of several mentions weighs, in units of a sure construction.
_NAMED = 0.25  # a name of the codebook or a proper name tells more than a noun
_REPEATED = 0.1  # for each further mention, up to three
_LATER = 0.04  # for each mention before it
_FULLER = 0.04  # for each word behind the head, up to two: ميليشيات الحوثي before الحوثيين
_VAGUE = {"by": 0.6, "against": 0.35}  # a noun for anybody (أشخاص) tells nearly nothing
_EVENT = 0.4  # a demonstration instead of those who demonstrate
_BUILDING = 0.5  # a building instead of those attacked (guideline 11)
_WEAK = 0.15  # an adjective or a country instead of the force
ANYBODY = frozenset({"person", "people", "man", "men", "victim", "dead", "wounded", "citizen", "individual", "resident"})
_CIVIL_DOER = 0.5  # outside demonstrations civilians seldom are the doers
_NEARBY = 0.4  # a crowd that the sentence names without a slot
_FIGHTERS = frozenset({"rebel_group", "political_militia", "identity_militia"})
_VIOLENT = frozenset({"violence", "explosion"})
_ASSAULTS = frozenset({"attack", "suicide_bomb", "remote_explosive", "grenade"})
OFFICE = frozenset({"president", "minister", "governor", "official", "leader", "mp", "king", "parliament", "mayor", "ambassador"})
CROWD = frozenset({"civilians", "unknown", "protesters", "rioters", "political_militia"})


Ranked = list[tuple[float, PartyMention]]


def propose(parse: Parse, incident: Incident, mentions: list[Mention]) -> dict[Side, list[PartyMention]]:
    """The parties that the rules put on either side of an incident; `mentions` begin with the leading one."""
    by, against = _ranked(parse, incident, mentions, "by"), _ranked(parse, incident, mentions, "against")
    if incident.family == "demonstration":
        by, against = _faced(incident, mentions, by, against)
    elif incident.type in _ASSAULTS:
        by, against = _answered(by, against)
    if incident.type == "suicide_bomb":
        by = [(s, p) for s, p in by if p.kind not in FORCES and not (p.kind == "civilians" and not p.named)]
    chosen_by = _chosen(parse, by, ()) or _fallback(parse, incident, mentions, [p for _, p in against])
    chosen_against = _chosen(parse, against, chosen_by) or _foe(incident, mentions, chosen_by)
    everyone = [p for m in mentions for p in m.nearby]
    return {"by": [_fullest(p, everyone) for p in chosen_by], "against": [_fullest(p, everyone) for p in chosen_against]}


def _ranked(parse: Parse, incident: Incident, mentions: list[Mention], side: Side) -> Ranked:
    """The parties of one side, best first."""
    found: Ranked = []
    for place, mention in enumerate(mentions):
        for party in getattr(mention, side):
            score = mention.weights.get((side, party.first), 0.5) - _LATER * min(place, 5)
            score += _NAMED * party.named - _WEAK * party.weak + _FULLER * min(2, party.last - party.first - 1)
            if noun_of(party) in ANYBODY:
                score -= _VAGUE[side]
            if side == "against" and is_site(parse, party.first):
                score -= _BUILDING
            if noun_of(party) == "demonstration":
                score -= _EVENT
            if side == "by" and incident.family != "demonstration" and party.kind == "civilians" and not party.named:
                score -= _CIVIL_DOER
            found.append((score, party))
    return _sorted([(s + _REPEATED * min(3, sum(same_party(p, o) for _, o in found if o is not p)), p) for s, p in found])


def is_site(parse: Parse, token: int) -> bool:
    """Whether a word is a noun for buildings and places."""
    word = parse.core(token).removeprefix("ال")
    return word in parse.grammar.place_nouns or word in parse.grammar.sites


def _sorted(ranked: Ranked) -> Ranked:
    return sorted(ranked, key=lambda f: (-f[0], f[1].first))


def noun_of(party: PartyMention) -> str:
    """The generic noun that heads a party, without its prefix."""
    return party.generic.rpartition(":")[2] if party.generic else ""


def _faced(incident: Incident, mentions: list[Mention], by: Ranked, against: Ranked) -> tuple[Ranked, Ranked]:
    """Demonstrators and those they face, whatever the verb: the force that arrests or disperses stands against them."""
    crowd: Ranked = []
    faced: Ranked = []
    for ranked, own in ((by, crowd), (against, faced)):
        for score, party in ranked:
            if party.weak:
                continue
            if party.kind in FORCES:
                faced.append((score, party))
            elif party.kind in ("protesters", "rioters") or (
                incident.type != "peaceful_protest" and party.kind in CROWD and noun_of(party) not in OFFICE
            ):
                crowd.append((score, party))
            elif own is crowd or party.kind != "civilians" or noun_of(party) in OFFICE or incident.type != "peaceful_protest":
                own.append((score, party))
    crowd += [(_NEARBY - _LATER * n, p) for n, m in enumerate(mentions) for p in m.nearby if p.kind in ("protesters", "rioters")]
    if incident.type != "peaceful_protest":
        faced += [(_NEARBY - _LATER * n, p) for n, m in enumerate(mentions) for p in m.nearby if p.kind in FORCES and p.number is None]
    crowd, faced = _sorted(crowd), _sorted(faced)
    return (faced, crowd) if incident.type == "excessive_force_against_protesters" else (crowd, faced)


def _answered(by: Ranked, against: Ranked) -> tuple[Ranked, Ranked]:
    """Forces that kill the assailant answer an attack: the assailant did it."""
    assailants = [(s, p) for s, p in against if noun_of(p) in ASSAILANTS]
    if not assailants or (by and by[0][1].kind not in FORCES):
        return by, against
    rest = [(s, p) for s, p in against if noun_of(p) not in ASSAILANTS]
    return assailants + [f for f in by if f[1].kind not in FORCES], rest


def _fallback(parse: Parse, incident: Incident, mentions: list[Mention], against: list[PartyMention]) -> list[PartyMention]:
    """Who else in the sentences can have done it: an assailant, a bomber, an armed group that suffers nothing; for arrests, the force."""
    if incident.type == "suicide_bomb":
        for mention in mentions:
            first, last = parse.sentences[mention.sentence]
            bomber = next((p for i in range(first, last) if (p := _bomber(parse, i)) is not None), None)
            if bomber is not None:
                return [bomber]
    for mention in mentions:
        for party in mention.nearby:
            if any(same_party(party, a) for a in against):
                continue
            if incident.type == "arrests" and party.kind in FORCES and party.number is None:
                return [party]
            if incident.family in _VIOLENT and noun_of(party) in ASSAILANTS and party.number is None:
                return [party]
            fighter = party.kind in FORCES | _FIGHTERS and party.named and party.number is None and not says(parse, party)
            if incident.family in ("battle", "strategic", "explosion") and incident.type not in ("arrests", "remote_explosive") and fighter:
                return [party]
    return []


def _foe(incident: Incident, mentions: list[Mention], by: list[PartyMention]) -> list[PartyMention]:
    """The other side of a battle or strike, if a sentence names one without a slot."""
    if incident.family not in ("battle", "explosion") or incident.type == "chemical_weapon" or not by:
        return []
    kinds = {p.kind for p in by}
    for named in (True, False):
        for mention in mentions:
            for party in mention.nearby:
                armed = party.kind in _FIGHTERS or (party.kind in FORCES and not kinds & FORCES)
                if armed and party.kind not in kinds and party.named is named and not any(same_party(party, b) for b in by):
                    return [party]
    return []


def _bomber(parse: Parse, i: int) -> PartyMention | None:
    """The adjective of a suicide attack, which tells its doer."""
    if not parse.core(i).removeprefix("ال").startswith("انتحاري"):
        return None
    token = parse.text.tokens[i]
    return PartyMention(
        i, i + 1, token.start, token.end, None, (), "unknown", (), None, 1, False, False, False, "", False, "generic:suicide_bomber"
    )


def _chosen(parse: Parse, ranked: list[tuple[float, PartyMention]], taken: list[PartyMention] | tuple[()]) -> list[PartyMention]:
    """The best party that the other side has not taken, and those listed with it."""
    free = [(s, p) for s, p in ranked if not any(same_party(p, t) for t in taken)]
    if not free:
        return []
    out = [free[0][1]]
    for _, party in sorted(free[1:], key=lambda f: f[1].first):
        if len(out) < _MOST and not any(same_party(party, o) for o in out) and any(listed(parse, party, o) for o in out):
            out.append(party)
    return sorted(out, key=lambda p: p.first)


def _fullest(party: PartyMention, everyone: list[PartyMention]) -> PartyMention:
    """The same group under its name, where it is chosen by one adjective or member noun: `ميليشيات الحوثي` for `الحوثيين`."""
    if not party.named or party.last - party.first > 1 or party.generic is not None or party.weak:
        return party
    return next((p for p in everyone if p.id == party.id and p.last - p.first == 2 and p.kind == party.kind and p.number is None), party)


def listed(parse: Parse, a: PartyMention, b: PartyMention) -> bool:
    """Whether two parties stand in one list: `الولايات المتحدة وفرنسا`."""
    first, second = (a, b) if a.first < b.first else (b, a)
    between = parse.words[first.last : second.begin]
    joined = parse.conjoined(second.begin) or "و" in between
    return (joined and len(between) <= 1) or (between == ("،",) and first.named and second.named)


def same_party(a: PartyMention, b: PartyMention) -> bool:
    """Whether two mentions name one party: the same words, the same entry, or one country's forces."""
    if a.first == b.first and a.last == b.last:
        return True
    if a.named and b.named and a.ids and not set(a.ids).isdisjoint(b.ids):
        return True
    if (a.weak or b.weak) and a.countries and a.countries == b.countries:
        return True
    return a.id is not None and a.id == b.id and not a.named and not b.named and a.kind != "civilians"
