"""Parties, places and speakers of a draft and of annotated reports as the scorer sees them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from isnad.codebook import Codebook
from isnad.reading.draft import Draft
from isnad.reading.party.party import PartyMention
from isnad.reading.place.places import PlaceMention
from isnad.text.fold import folded


def entered(draft: Draft, party: dict[str, Any]) -> dict[str, Any]:
    """An annotated party with the English name of its entry, which readings of the corpus do not keep: a state or group is right by any of its names."""
    key = folded(party["text"])
    for known in draft.parties:
        if known.named and known.id in draft.parse.book.actors and folded(draft.parse.text.cut(known.start, known.end)) == key:
            return {"en": draft.parse.book.actors[known.id].names.get("en"), **party}
    state = _states(draft.parse.book).get(key)
    return {"en": state, **party} if state else party


@lru_cache(maxsize=1)
def _states(book: Codebook) -> dict[str, str]:
    """The English names of states by their folded Arabic ones."""
    return {folded(name): c.en for c in book.countries.values() for name in c.names}


def named(draft: Draft, party: PartyMention) -> dict[str, Any]:
    """A party as the scorer sees it."""
    book = draft.parse.book
    state = book.countries.get(party.countries[0]) if party.weak and party.countries else None
    actor = book.actors.get(party.id) if party.id else None
    return {"text": draft.parse.text.cut(party.start, party.end), "en": state.en if state else actor.names.get("en") if actor else None}


def spot(draft: Draft, place: PlaceMention) -> dict[str, Any]:
    """A place as the scorer sees it."""
    entry = place.place
    return {"place": draft.parse.text.cut(place.start, place.end), "lat": entry.lat if entry else None, "lon": entry.lon if entry else None}
