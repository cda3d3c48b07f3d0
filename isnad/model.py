"""The nouns of isnad: what comes in, what is read, and the record that goes out."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Literal

import msgspec

Span = tuple[int, int]
Spans = dict[str, list[Span]]

EventType = Literal[
    "armed_clash", "government_regains_territory", "nonstate_overtakes_territory",
    "chemical_weapon", "air_drone_strike", "suicide_bomb", "shelling_artillery_missile", "remote_explosive", "grenade",
    "attack", "abduction", "sexual_violence",
    "peaceful_protest", "protest_with_intervention", "excessive_force_against_protesters", "violent_demonstration", "mob_violence",
    "agreement", "arrests", "change_to_group", "disrupted_weapons_use", "base_established", "looting_property_destruction",
    "nonviolent_transfer_of_territory", "recruitment", "other_strategic",
]  # fmt: skip
Status = Literal["occurred", "alleged", "foiled", "planned", "denied"]
DateFrom = Literal["stated", "relative", "weekday", "hijri", "publication"]
Precision = Literal["exact", "feature", "town", "district", "province", "country"]
PartyKind = Literal[
    "state_forces", "rebel_group", "political_militia", "identity_militia", "rioters", "protesters", "civilians", "external_forces", "unknown"
]  # fmt: skip
SourceKind = Literal[
    "official", "police", "military", "medical", "judicial", "witness", "local", "armed_group", "ngo", "expert", "media", "political", "un", "unnamed"
]  # fmt: skip
Qualifier = Literal["exact", "at_least", "at_most", "about", "vague"]
Person = Literal["public", "private"]
RelationType = Literal["pledges_allegiance", "part_of", "allied_with", "rival_of", "leads", "member_of"]
RelationStatus = Literal["asserted", "sought", "rejected", "ended"]
SkipReason = Literal["not_arabic", "empty", "unreadable", "too_long"]
COUNT_FIELDS: tuple[str, ...] = ("killed", "injured", "arrested", "abducted")


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One article as it came in; `origin` says from where, for messages and logs."""

    id: str
    title: str = ""
    text: str = ""
    published: date | None = None
    publisher: str | None = None
    url: str | None = None
    origin: str = ""
    fault: str | None = None

    @property
    def raw(self) -> str:
        """The string that every offset of the reading refers to."""
        return f"{self.title}\n{self.text}"

    @property
    def hash(self) -> str:
        """SHA-256 of `raw` in UTF-8."""
        return hashlib.sha256(self.raw.encode("utf-8", "surrogatepass")).hexdigest()


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """Who did it, or to whom: a phrase of the text and what the codebook knows of it."""

    text: str
    en: str | None
    kind: PartyKind
    id: str | None
    span: Span
    person: Person | None
    minor: bool = False
    confidence: float = 0.5


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """A figure: `n` with its bounds and qualifier, the words it was read from, and the chain that gave it."""

    n: int | None
    low: int | None
    high: int | None
    q: Qualifier
    text: str
    span: Span
    parts: list[Span] = []
    chain: int | None = None


class Alternative(msgspec.Struct, frozen=True, kw_only=True):
    """Another figure for a count, given by another source of the same article."""

    field: str
    n: int | None
    source: str
    chain: int | None
    spans: Spans


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Someone to whom the article attributes a report."""

    text: str
    kind: SourceKind
    person: Person | None
    span: Span
    confidence: float = 0.5


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One incident as one article tells it."""

    type: EventType
    status: Status
    date: str | None
    date_end: str | None
    date_from: DateFrom | None
    country: str | None
    place: str | None
    place_en: str | None
    lat: float | None
    lon: float | None
    place_id: str | None
    place_precision: Precision | None
    place_candidates: list[tuple[str, float]]
    by: list[Party]
    against: list[Party]
    killed: Count | None
    injured: Count | None
    arrested: Count | None
    abducted: Count | None
    alternatives: list[Alternative]
    claimed_by: str | None
    sources: list[Source]
    chains: list[list[int]]
    evidence: str
    background: bool
    confidence: float
    spans: Spans
    confidences: dict[str, float]
    rules: dict[str, str]


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """A tie between two groups, or a person and a group."""

    a: str
    a_en: str | None
    type: RelationType
    b: str
    b_en: str | None
    status: RelationStatus
    evidence: str
    a_id: str | None
    b_id: str | None
    a_person: Person | None
    b_person: Person | None
    confidence: float
    spans: Spans
    rules: dict[str, str]


class Strength(msgspec.Struct, frozen=True, kw_only=True):
    """How many fighters or members a group has."""

    group: str
    group_en: str | None
    n: int | None
    q: Qualifier
    place: str | None
    place_en: str | None
    evidence: str
    group_id: str | None
    confidence: float
    spans: Spans
    rules: dict[str, str]


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """A person, body or medium that the article quotes or cites."""

    text: str
    kind: SourceKind
    person: Person | None
    evidence: str
    span: Span
    confidence: float
    spans: Spans
    rules: dict[str, str]


class Skipped(msgspec.Struct, frozen=True, kw_only=True):
    """Why an article was not read."""

    reason: SkipReason
    detail: str | None = None


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """All that was read in one article: one line of the output."""

    id: str
    article_hash: str
    codebook: str
    relevant: bool
    reports: list[Report] = []
    relations: list[Relation] = []
    strengths: list[Strength] = []
    speakers: list[Speaker] = []
    skipped: Skipped | msgspec.UnsetType = msgspec.UNSET
