"""Someone to whom words are attributed, the turn that does it, and the kind of source that a party is."""

from __future__ import annotations

import msgspec

from isnad.codebook import Codebook
from isnad.reading.party.party import PartyMention
from isnad.scan import Hit

BODY = ("outlet", "role", "actor", "nisba", "place", "person")  # lexicons of what a speaker can be or belong to
_FORCE = {"police": "police", "army": "military", "security": "police", "air_force": "military", "guard": "police", "gendarmerie": "police"}
PARTY_KINDS = {
    "state_forces": "military", "external_forces": "military", "rebel_group": "armed_group", "political_militia": "political",
    "identity_militia": "local", "civilians": "local", "protesters": "local", "rioters": "local", "unknown": "armed_group",
}  # fmt: skip


class Cited(msgspec.Struct, frozen=True, gc=False):
    """Someone to whom a sentence is attributed: tokens `[first, last)`, the folded span of his text, kind and rule."""

    first: int
    last: int
    start: int
    end: int
    kind: str
    person: str | None
    rule: str
    id: str | None
    named: bool
    role: str | None = None
    definite: bool = False
    bare: bool = False  # a role without complement or name
    name: tuple[int, int] | None = None
    many: bool = False


class Citation(msgspec.Struct):
    """One attribution: who, the tokens of the turn, and how he stands in the chain."""

    cited: Cited | None  # None: the last speaker goes on
    token: int
    last: int
    place: str  # speaker | origin | medium | after | mention
    verb: Hit | None
    sense: str = ""


def party_kind(book: Codebook, party: PartyMention) -> str:
    """The kind that a party has as a source."""
    id_ = party.id or ""
    for key, kind in _FORCE.items():
        if key in id_:
            return kind
    actor = book.actors.get(id_)
    if actor is not None and actor.kind in ("political", "official"):
        return actor.kind
    if party.id in ("generic:authorities", "generic:government"):
        return "official"
    return PARTY_KINDS.get(party.kind, "official")
