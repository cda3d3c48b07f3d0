"""How many fighters or members a group has."""

from __future__ import annotations

from isnad.model import Strength
from isnad.reading.parse import Parse
from isnad.reading.parties import PartyMention
from isnad.reading.places import PlaceMention


def find_strengths(parse: Parse, parties: tuple[PartyMention, ...], places: tuple[PlaceMention, ...]) -> list[Strength]:
    """All strengths in order."""
    return []
