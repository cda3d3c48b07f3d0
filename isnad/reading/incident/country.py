"""The country of an incident: of those that its place, its parties and its article name the one that most speaks for, or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from isnad.codebook import Codebook
from isnad.reading.draft import Draft
from isnad.reading.logit import logit
from isnad.reading.mention.mentions import Mention
from isnad.reading.parse import Parse
from isnad.reading.party.party import FORCES, PartyMention
from isnad.reading.place.places import PlaceMention
from isnad.resolve import place_of

Features = dict[str, float]
_LEAST = 0.1  # share of the article's geography from which a country may be meant
_MOST = 0.4  # share that a country needs to stand out
_ALONE = 0.9  # share from which hardly another one is named
_SURE = 0.9  # share of a name's entries from which it has in effect one meaning
_EXACT = 1.5  # exactness from which a place lies in one province
_WHOLE = 0.5  # exactness below which a place is a country
_STRAITS = ("باب", "مضيق")  # first words of names of water between coasts that one country may hold
_LEAD = 3  # sentences of title and lead
_GREAT = 50_000  # inhabitants of a town that is meant wherever it is named
_KNOWN = frozenset({"admin1", "region", "mountain", "facility"})  # classes whose names are not given twice without being told apart
_RECALLED = ("some", "share", "foremost", "home")  # what counts otherwise where the incident is recalled
_UNPLACED = ("some", "share", "foremost", "home", "inside", "adjective", "nearest", "told")  # and where it has no place


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
    view = _View(draft, mentions, place, background)
    if place is not None and place.country and _sole(place):
        return [(place.country, _filled(view.some(place.country)))]
    codes = sorted({*view.here, *view.placed, *view.homes, *(c for c, share in draft.shares.items() if share >= _LEAST)})
    out: list[tuple[str | None, Features]] = [] if view.placed else [(None, _filled(view.none()))]
    if place is not None and not view.placed and view.at_sea(place):
        return out
    return out + [(code, _filled(view.some(code))) for code in codes]


class _View:
    """What an incident and its article tell of countries."""

    def __init__(self, draft: Draft, mentions: Sequence[Mention], place: PlaceMention | None, background: bool) -> None:
        self.shares, self.place, self.background, self.lead = draft.shares, place, background, mentions[0]
        self.foremost = max(draft.shares.values(), default=0.0)
        self.homes = [draft.home] if draft.home else []
        self.placed = [place.country] if place is not None and place.country else []
        self.namesakes = _namesakes(draft.parse.book, place) if place is not None and place.place is not None else frozenset[str]()
        sentences = {m.sentence for m in mentions}
        self.inside = _named(draft.places, sentences)
        self.beside = _named(draft.places, {s - 1 for s in sentences} | {s + 1 for s in sentences})
        self.title = _named(draft.places, {0, 1})
        self.adjectives = frozenset([code for _, code in _adjectives(draft.parse, sentences)])
        self.roles = _roles(draft.places, sentences)
        self.parties = list(_parties(mentions))
        self.here = {*self.inside, *self.adjectives, *(code for code, _ in self.parties)}
        self.nearest = _nearest(draft, self.lead)
        named = [p for p in draft.places if p.country]
        self.latest = [p.country for p in named if p.sentence < self.lead.sentence and not p.dateline][-1:]
        self.datelines = [p.country for p in named if p.dateline][:1]
        self.told = Counter([p.country for m in draft.mentions for _, p in m.places[:1] if p.country])
        self.most_told = max(self.told.values(), default=0)
        self.mentions = len(draft.mentions)

    def at_sea(self, place: PlaceMention) -> bool:
        """Whether a ship was hit in a sea and no coast or town is told with it: the sea is no country's."""
        if place.place is None or place.place.kind != "water" or place.role != "inside" or place.place.names[0].startswith(_STRAITS):
            return False
        return not any("role_inside" in told or "role_near" in told for told in self.roles.values())

    def some(self, code: str) -> dict[str, float | bool]:
        """What speaks for a country."""
        share, place = self.shares.get(code, 0.0), self.place if code in self.placed else None
        f: dict[str, float | bool] = {
            "some": True,
            "placed": place is not None,
            "placed_exact": place is not None and place.exactness >= _EXACT,
            "placed_sure": place is not None and place.place is not None and place.resolved.share > _SURE,
            "placed_unknown": place is not None and place.place is None,
            "placed_elsewhere": bool(self.placed) and place is None,
            "placed_only": place is not None and len(self.namesakes) == 1,
            "placed_never": bool(self.placed and self.namesakes) and code not in self.namesakes,
            "untold": code not in self.here,
            "untold_around": code not in self.here and code not in self.beside and code not in self.title,
            "share": share,
            "foremost": share == self.foremost,
            "alone": share == self.foremost and share > _ALONE,
            "minor": share < _LEAST,
            "home": code in self.homes,
            "abroad": bool(self.homes) and code not in self.homes,
            "inside": code in self.inside,
            "inside_alone": code in self.inside and len(self.inside) == 1,
            "beside": code in self.beside,
            "title": code in self.title,
            "adjective": code in self.adjectives,
            "nearest": code in self.nearest[:1],
            "second": code in self.nearest[1:2],
            "latest": code in self.latest,
            "dateline": code in self.datelines,
            "told": self.told[code] / self.mentions,
            "most_told": self.told[code] == self.most_told > 0,
        }
        f |= dict.fromkeys(self.roles.get(code, ()), True)
        f |= {part: True for country, part in self.parties if country == code}
        f |= {f"recalled_{name}": f[name] for name in _RECALLED if self.background}
        return f | {f"unplaced_{name}": f[name] for name in _UNPLACED if not self.placed}

    def none(self) -> dict[str, float | bool]:
        """What speaks for no country at all."""
        return {
            "none_unplaced": self.place is None,
            "none_unresolved": self.place is not None and not self.placed,
            "none_recalled": self.background,
            "none_scattered": self.place is None and self.foremost < _MOST,
            "none_far": self.lead.sentence > _LEAD,
            "none_by": not self.lead.by,
            "none_against": not self.lead.against,
            f"none_{self.lead.family}": True,
            "none_here": not self.here,
            "none_several": len(self.here) > 1,
            "none_around": not self.here and not self.beside,
            "none_title": not self.here and not self.title,
        }


def _filled(features: Mapping[str, float | bool]) -> Features:
    return {name: float(value) for name, value in features.items() if value}


def _named(places: Iterable[PlaceMention], sentences: set[int]) -> frozenset[str]:
    """The countries of the places that these sentences name, a dateline not counted."""
    return frozenset([p.country for p in places if p.sentence in sentences and p.country and not p.dateline])


def _adjectives(parse: Parse, sentences: set[int]) -> list[tuple[int, str]]:
    """The countries that adjectives of these sentences name, each with its token."""
    return [(h.first, h.sense.id) for h in parse.scan.of("nisba") if parse.sentence_of(h.first) in sentences]


def _namesakes(book: Codebook, place: PlaceMention) -> frozenset[str]:
    """The countries that have a place of this name."""
    entries = [place.place, *(place_of(book, id_) for id_, _ in place.resolved.losers)]
    return frozenset([entry.country for entry in entries if entry is not None and entry.country])


def _sole(place: PlaceMention) -> bool:
    """Whether a name means one place only, so that no other country can be meant: a great city, a province, a mountain, a landmark."""
    entry = place.place
    if entry is None or place.resolved.losers or place.resolved.share < 1.0:
        return False
    return entry.kind in _KNOWN or entry.population >= _GREAT


def _roles(places: Iterable[PlaceMention], sentences: set[int]) -> dict[str, set[str]]:
    """By country how the places of these sentences are told."""
    out: dict[str, set[str]] = {}
    for p in places:
        if p.sentence in sentences and p.country:
            fine = p.exactness >= _EXACT and not p.weak
            told = {"weak": p.weak, "posted": p.posted, "native": p.native, "whole": p.exactness < _WHOLE, "fine": fine}
            out.setdefault(p.country, set()).update([f"role_{p.role or 'none'}", *(name for name, so in told.items() if so)])
    return out


def _nearest(draft: Draft, lead: Mention) -> list[str]:
    """The countries that the leading sentence names by place or adjective, the nearest to what tells the incident first."""
    named = [(p.first, p.country) for p in draft.places if p.sentence == lead.sentence and p.country and not p.dateline]
    named += _adjectives(draft.parse, {lead.sentence})
    return list(dict.fromkeys([country for _, country in sorted([(abs(first - lead.first), country) for first, country in named])]))


def _parties(mentions: Sequence[Mention]) -> Iterator[tuple[str, str]]:
    """The countries of the parties, each with how it takes part: `by_forces`, `against_people_elsewhere`, `near_group`."""
    for n, mention in enumerate(mentions):
        cast = {(p.first, p.last) for p in mention.by + mention.against}
        yield from [(code, f"near_{_sort(p)}") for p in mention.nearby if (p.first, p.last) not in cast for code in p.countries]
        for side, parties in (("by", mention.by), ("against", mention.against)):
            for party in parties:
                for code in party.countries:
                    yield code, f"{side}_{_sort(party)}" + ("_elsewhere" if n else "") + ("_several" if len(party.countries) > 1 else "")
                    if not n:
                        yield code, f"{side}_{_sort(party)}.{mention.type}"  # forces arrest at home and bomb abroad


def _sort(party: PartyMention) -> str:
    return "forces" if party.kind in FORCES else "group" if party.named else "people"
