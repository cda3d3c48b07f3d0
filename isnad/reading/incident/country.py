"""The country of an incident: of those that its place, its parties and its article name the one that most speaks for, or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from isnad.reading.draft import Draft
from isnad.reading.logit import logit
from isnad.reading.mention.mentions import Mention
from isnad.reading.parse import Parse
from isnad.reading.party.party import FORCES, PartyMention
from isnad.reading.place.places import PlaceMention

Features = dict[str, float]
_LEAST = 0.1  # share of the article's geography from which a country may be meant
_EXACT = 1.5  # exactness from which a place lies in one province
_WHOLE = 0.5  # exactness below which a place is a country


def choose_country(
    draft: Draft, mentions: Sequence[Mention], place: PlaceMention | None, weights: Mapping[str, float], *, background: bool
) -> str | None:
    """The candidate of the greatest sum; `mentions` have the leading one first, `place` is the incident's own."""
    found = country_candidates(draft, mentions, place, background=background)
    return max(found, key=lambda c: logit(c[1], weights))[0]


def country_candidates(
    draft: Draft, mentions: Sequence[Mention], place: PlaceMention | None, *, background: bool
) -> list[tuple[str | None, Features]]:
    """Each country that an incident may have been in, with what speaks for each; and none at all, where its place tells none."""
    lead = mentions[0]
    sentences = {m.sentence for m in mentions}
    shares, home = draft.shares, draft.home
    most = max(shares.values(), default=0.0)
    inside = _named(draft.places, sentences)
    before = _named(draft.places, {s - 1 for s in sentences} | {s + 1 for s in sentences})
    title = _named(draft.places, {0, 1})
    adjectives = _adjectives(draft.parse, sentences)
    roles = _roles(draft, sentences)
    nearest = _nearest(draft, lead)
    latest = next((p.country for p in reversed(draft.places) if p.sentence < lead.sentence and p.country and not p.dateline), None)
    dateline = next((p.country for p in draft.places if p.dateline), None)
    told = Counter([c for m in draft.mentions for c in {p.country for _, p in m.places[:1] if p.country}])
    most_told = max(told.values(), default=0)
    parties = list(_parties(mentions))
    placed = place.country if place is not None else None
    known = Counter([*inside, *adjectives, *(c for c, _ in parties), *(c for c, share in shares.items() if share >= _LEAST)])
    known.update({c: 1 for c in (placed, home) if c is not None})
    out: list[tuple[str | None, Features]] = [] if placed else [(None, _none(place, background, most, lead))]
    for code in sorted(known):
        share = shares.get(code, 0.0)
        f: Features = {
            "some": 1.0,
            "placed": code == placed,
            "placed_exact": code == placed and place is not None and place.exactness >= _EXACT,
            "placed_elsewhere": placed is not None and code != placed,
            "share": share,
            "foremost": share == most,
            "alone": share == most and share > 0.9,
            "minor": share < _LEAST,
            "home": code == home,
            "abroad": home is not None and code != home,
            "inside": code in inside,
            "inside_alone": code in inside and len(inside) == 1,
            "beside": code in before,
            "title": code in title,
            "adjective": code in adjectives,
            "nearest": code in nearest[:1],
            "second": code in nearest[1:2],
            "latest": code == latest,
            "dateline": code == dateline,
            "told": told[code] / len(draft.mentions),
            "most_told": told[code] == most_told > 0,
        }
        f |= dict.fromkeys(roles.get(code, ()), 1.0)
        for party in {told for c, told in parties if c == code}:
            f[party] = 1.0
        f |= {f"recalled_{name}": f[name] for name in ("some", "share", "foremost", "home") if background}
        f |= {
            f"unplaced_{name}": f[name]
            for name in ("some", "share", "foremost", "home", "inside", "adjective", "nearest", "told")
            if placed is None
        }
        out.append((code, {name: float(value) for name, value in f.items() if value}))
    return out


def _none(place: PlaceMention | None, background: bool, most: float, lead: Mention) -> Features:
    """What speaks for no country at all."""
    f: Features = {
        "none_unplaced": place is None,
        "none_recalled": background,
        "none_scattered": place is None and most < 0.4,
        "none_unresolved": place is not None and place.country is None,
        "none_far": lead.sentence > 3,
        "none_by": not lead.by,
        "none_against": not lead.against,
        f"none_{lead.family}": 1.0,
    }
    return {name: float(value) for name, value in f.items() if value}


def _named(places: Iterable[PlaceMention], sentences: set[int]) -> Counter[str]:
    """The countries of the places that these sentences name, a dateline not counted."""
    return Counter([p.country for p in places if p.sentence in sentences and p.country and not p.dateline])


def _adjectives(parse: Parse, sentences: set[int]) -> frozenset[str]:
    """The countries that adjectives of these sentences name."""
    return frozenset([h.sense.id for h in parse.scan.of("nisba") if parse.sentence_of(h.first) in sentences])


def _roles(draft: Draft, sentences: set[int]) -> dict[str, set[str]]:
    """By country how the places of these sentences are told."""
    out: dict[str, set[str]] = {}
    for p in draft.places:
        if p.sentence in sentences and p.country:
            named = out.setdefault(p.country, set())
            named.add(f"role_{p.role or 'none'}")
            fine = p.exactness >= _EXACT and not p.weak
            told = {"weak": p.weak, "posted": p.posted, "native": p.native, "whole": p.exactness < _WHOLE, "fine": fine}
            named |= {name for name, so in told.items() if so}
    return out


def _nearest(draft: Draft, lead: Mention) -> list[str]:
    """The countries that the leading sentence names by place or adjective, the nearest to what tells the incident first."""
    at = lead.first
    named = [(abs(p.first - at), p.country) for p in draft.places if p.sentence == lead.sentence and p.country and not p.dateline]
    hits = draft.parse.scan.of("nisba")
    named += [(abs(h.first - at), h.sense.id) for h in hits if draft.parse.sentence_of(h.first) == lead.sentence]
    return list(dict.fromkeys(country for _, country in sorted(named)))


def _parties(mentions: Sequence[Mention]) -> Iterable[tuple[str, str]]:
    """The countries of the parties, each with how it takes part: `by_forces`, `against_people_elsewhere`, `near_group`."""
    for n, mention in enumerate(mentions):
        cast = {(p.first, p.last) for p in mention.by + mention.against}
        yield from ((code, f"near_{_sort(p)}") for p in mention.nearby if (p.first, p.last) not in cast for code in p.countries)
        for side, parties in (("by", mention.by), ("against", mention.against)):
            for party in parties:
                for code in party.countries:
                    yield code, f"{side}_{_sort(party)}" + ("_elsewhere" if n else "") + ("_several" if len(party.countries) > 1 else "")


def _sort(party: PartyMention) -> str:
    return "forces" if party.kind in FORCES else "group" if party.named else "people"
