"""Who is cast for an incident, with their kinds."""

from __future__ import annotations

from typing import cast as typed

import msgspec

from isnad.model import Party, PartyKind, Span
from isnad.reading.draft import Draft
from isnad.reading.incident.incidents import Incident
from isnad.reading.incident.proposals import ANYBODY, CROWD, Side
from isnad.reading.incident.sides import choose
from isnad.reading.mention.families import VIOLENT
from isnad.reading.parse import Parse
from isnad.reading.party.party import PartyMention

_DEMONSTRATORS: dict[str, PartyKind] = {
    "peaceful_protest": "protesters", "protest_with_intervention": "protesters", "violent_demonstration": "rioters",
    "mob_violence": "rioters",
}  # fmt: skip
_RULER = "generic:president"  # who stands for the forces of his state
_MILITIA = "generic:militia"
_IRREGULAR = frozenset({"rebel_group", "political_militia", "identity_militia"})


def cast(draft: Draft, incident: Incident, country: str | None, claimed: Span | None = None) -> tuple[list[Party], list[Party]]:
    """The parties of an incident, `by` and `against`, with their kinds; who `claimed` it (raw span) did it if nobody else is told."""
    parse = draft.parse
    by, against = choose(draft, incident)
    if not by:  # who blew himself up is told by the verb, whatever else he is
        by = [p for m in incident.mentions if any(t.frame.trigger.fatal for t in m.triggers) for p in m.by if p not in against][:1]
    if claimed and not by:
        by = [p for p in draft.parties if _overlap(parse.text.span(p.start, p.end), claimed) and p not in against][:1]
    by, against = [_posted(draft, p) for p in by], [_posted(draft, p) for p in against]
    abroad = _abroad(by, against)
    sides = (
        [_party(parse, incident, p, "by", country, abroad) for p in by],
        [_party(parse, incident, p, "against", country, abroad) for p in against],
    )
    if any(p.id == _MILITIA for side in sides for p in side) and (kind := _militias(draft)) is not None:
        return _as(sides[0], kind), _as(sides[1], kind)
    return sides


def _militias(draft: Draft) -> PartyKind | None:
    """The kind of those whom an article means by `الميليشيات` alone: the groups that it calls so by name, else all that it names, if of one kind."""
    groups = [p for p in draft.parties if p.kind in _IRREGULAR and p.named and p.generic != _MILITIA and p.id is not None]
    called = [p for p in groups if any(h.sense.id == _MILITIA for h in draft.parse.hits_at.get(p.first, ()))]
    kinds = {p.kind for p in called or groups}
    return typed(PartyKind, kinds.pop()) if len(kinds) == 1 else None


def _as(side: list[Party], kind: PartyKind) -> list[Party]:
    """A side of which nameless militias are of a kind."""
    return [msgspec.structs.replace(p, kind=kind) if p.id == _MILITIA and p.kind == "political_militia" else p for p in side]


def _posted(draft: Draft, party: PartyMention) -> PartyMention:
    """A person by the family name alone, with the kind and the countries of the post that the article tells with the full name."""
    if party.id is not None or not party.named or party.last > party.first + 1:
        return party
    words = draft.parse.words
    own = {*party.ids, f"name:{words[party.last - 1]}"}
    full = next((p for p in draft.parties if p.posted and f"name:{words[p.last - 1]}" in own), None)
    return party if full is None else msgspec.structs.replace(party, kind=full.kind, countries=full.countries, generic=full.generic)


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _abroad(by: list[PartyMention], against: list[PartyMention]) -> frozenset[str]:
    """States whose forces act on people of another country."""
    own = {c for p in by if p.kind == "state_forces" for c in p.countries}
    others = {c for p in against for c in p.countries}
    return frozenset(own) if own and others and not own & others else frozenset()


def _party(parse: Parse, incident: Incident, party: PartyMention, side: Side, country: str | None, abroad: frozenset[str]) -> Party:
    actor = parse.book.actors.get(party.id) if party.id else None
    state = parse.book.countries.get(party.countries[0]) if party.weak and party.countries else None
    person = actor.person if actor and actor.forms and party.n == 1 else None
    group = actor is not None and not actor.forms  # كتائب, then a name that the codebook has
    if party.named and not group and (party.generic or state is None):
        person = "private"
    return Party(
        text=parse.text.cut(party.start, party.end), en=state.en if state else actor.names.get("en") if actor else None,
        kind=_kind(parse, incident, party, side, country, abroad), id=party.id,
        span=parse.text.span(party.start, party.end), person=person, minor=party.minor, confidence=0.6,
    )  # fmt: skip


def _kind(parse: Parse, incident: Incident, party: PartyMention, side: Side, country: str | None, abroad: frozenset[str]) -> PartyKind:
    """The kind of a party in this incident: armies abroad, crowds of a demonstration, suspects of an arrest."""
    definite = party.id is None or party.prefix.endswith(("ال", "لل"))
    ruler = party.generic == _RULER and party.n == 1 and definite  # الرئيس الفلاني, not رئيس النقابة
    kind = typed(PartyKind, "state_forces" if ruler else party.kind)
    if kind == "state_forces":
        away = bool(party.countries) and ((country is not None and country not in party.countries) or bool(abroad & set(party.countries)))
        return "external_forces" if away else kind
    if incident.type in _DEMONSTRATORS and side == "by" and kind in CROWD:
        return _DEMONSTRATORS[incident.type]
    if side == "by" and kind == "civilians" and (incident.type == "suicide_bomb" or (incident.family in VIOLENT and _single(party))):
        return _suspect(parse, party, "unknown")  # who does it is no bystander; whose he is, nobody says
    if incident.type == "excessive_force_against_protesters" and side == "against" and kind in CROWD:
        return "protesters"
    if incident.type == "arrests" and side == "against" and kind == "civilians" and (party.generic or party.id is None):
        vague = party.generic is not None and party.generic.rpartition(":")[2] in ANYBODY
        return _suspect(parse, party, "unknown" if vague else kind)
    return kind


def _single(party: PartyMention) -> bool:
    """Whether a party is one person, by name or not, and no state."""
    return party.n == 1 and not party.weak


def _suspect(parse: Parse, party: PartyMention, else_: PartyKind) -> PartyKind:
    """Those without a side of their own are suspects: of terrorism if the sentence says so."""
    first, last = parse.sentences[parse.sentence_of(party.first)]
    tokens = parse.text.tokens
    sentence = parse.text.folded[tokens[first].start : tokens[last - 1].end]
    if any(word in sentence for word in parse.grammar.suspicion):
        return "rebel_group"
    return else_
