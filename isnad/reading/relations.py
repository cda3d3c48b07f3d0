"""Ties between groups, and between persons and groups."""

from __future__ import annotations

from isnad.model import Relation
from isnad.reading.parse import Parse
from isnad.reading.parties import PartyMention


def find_relations(parse: Parse, parties: tuple[PartyMention, ...]) -> list[Relation]:
    """All relations in order."""
    return []
