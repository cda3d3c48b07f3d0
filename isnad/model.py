"""The nouns of isnad: what comes in, what is read, and the record that goes out."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any, Literal

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


DatePrecision = Literal["day", "month", "year"]
ReviewState = Literal["none", "part", "all"]
Verdict = Literal["accepted", "mended", "rejected", "unsure"]
Action = Literal["accept", "mend", "reject", "unsure", "same", "different", "add", "undo"]


class StoredReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report with what the store knows of it: `report` as people left it, `machine` as it was read (None: a person added it).

    `article` is the article's id, `copies` the group of near-identical articles it belongs to (its own id if it has no copy),
    `number` counts the reports of the article from 0, `event` the event that holds it, `by` who last judged it.
    """

    id: str
    article: str
    number: int
    report: Report
    machine: Report | None
    article_hash: str = ""
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    title: str = ""
    copies: str = ""
    event: str | None = None
    verdict: Verdict | None = None
    by: str | None = None


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One statement of a toll: who said it when; `origin` is its place in the event's origins, `alternative` one that the article sets beside its own."""

    n: int | None
    low: int | None
    high: int | None
    q: Qualifier
    report: str
    outlet: str | None
    published: str | None
    origin: int | None
    source: str | None = None
    source_kind: SourceKind | None = None
    person: Person | None = None
    alternative: bool = False


class Toll(msgspec.Struct, frozen=True, kw_only=True):
    """A count of an event: the lowest, best and highest figure told, and the table of who said which."""

    low: int | None
    best: int | None
    high: int | None
    disputed: bool
    figures: list[Figure]


class Variant(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a field, with the reports that give it and the number of origins behind them."""

    value: str | None
    reports: list[str]
    origins: int


class EventActor(msgspec.Struct, frozen=True, kw_only=True):
    """A party of an event, joined over the reports that name it; `origins` counts those who do."""

    text: str
    en: str | None
    kind: PartyKind
    id: str | None
    person: Person | None
    minor: bool
    confidence: float
    origins: int
    reports: list[str]


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Whom reports go back to: an agency, a spokesman, or an outlet that reports in its own name."""

    label: str
    kind: SourceKind | Literal["outlet"]
    person: Person | None
    reports: list[str]
    outlets: list[str]


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Why two reports are held to tell of one incident: `levels` names, per comparison, the level reached and its weight in bits."""

    a: str
    b: str
    probability: float
    weight: float
    levels: dict[str, tuple[str, float]]


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One incident as all its reports together tell it.

    Values carry the most origins; where reports disagree, `disputed` names the field and `variants` holds every value with its
    reports. `reports`, `articles` and `outlets` are sorted by day of publication; times are UTC, `YYYY-MM-DDTHH:MM:SSZ`.
    """

    id: str
    type: EventType
    status: Status
    date: str | None
    date_end: str | None
    date_precision: DatePrecision | None
    country: str | None
    place: str | None
    place_en: str | None
    place_id: str | None
    place_precision: Precision | None
    lat: float | None
    lon: float | None
    admin1: str | None
    by: list[EventActor]
    against: list[EventActor]
    killed: Toll | None
    injured: Toll | None
    arrested: Toll | None
    abducted: Toll | None
    claimed_by: str | None
    background: bool
    evidence: str
    reports: list[str]
    articles: list[str]
    outlets: list[str]
    origins: list[Origin]
    disputed: list[str]
    variants: dict[str, list[Variant]]
    confidence: float
    reviewed: ReviewState
    created_at: str = ""
    updated_at: str = ""


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What a person decided: appended, never changed; `undoes` names the judgement that it takes back.

    accept, reject, unsure, mend and add concern `reports[0]`; mend sets `field` to `value`; add brings a whole report as `value`;
    same says that all `reports` tell of one event, different that the first does not belong with the others. `state` holds
    what the person saw: the report, or for same and different the ids of the events.
    """

    id: int
    at: str
    by: str
    action: Action
    reports: list[str]
    field: str | None = None
    value: Any = None
    state: Any = None
    note: str | None = None
    undoes: int | None = None


class StoredItem(msgspec.Struct, frozen=True, kw_only=True):
    """A relation, strength or speaker with the article that has it."""

    article: str
    published: str | None
    publisher: str | None
    url: str | None
    item: Relation | Strength | Speaker
