"""What the files of the codebook hold: one typed entry a concept; an unknown key is an error."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from isnad.model import EventType, RelationStatus, RelationType, SourceKind, Status


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The base of every entry: frozen, by key, strict."""


NUMBER = "#"  # among the words that a trigger needs: a number right behind the trigger
PLACE = "@"  # among them: the name of a place that is no word of another meaning, and no country


class Trigger(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A word that tells an incident, and where its parties stand."""

    id: str
    verb: str | None = None
    present: str | None = None
    passive: list[str] = []
    noun: list[str] = []
    participle: list[str] = []
    victims: list[str] = []
    phrase: list[str] = []
    needs: list[str] = []
    gap: int = 8
    frame: dict[str, Literal["by", "against", "both", "target"]] = {}
    count: Literal["killed", "injured", "arrested", "abducted"] | None = None
    role: Literal["means", "effect"] = "means"
    weight: float = 1.0
    unless: list[str] = []
    only: list[str] = []
    status: Status | None = None
    fatal: bool = False


class Example(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sentence with what must be read in it."""

    text: str
    published: str | None = None
    title: str = ""
    expect: dict[str, Any] = {}
    status: Status | None = None


class EventEntry(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One event type."""

    id: EventType
    family: Literal["battle", "explosion", "violence", "demonstration", "strategic"]
    labels: dict[str, str]
    definition: str
    includes: list[str] = []
    excludes: list[str] = []
    acled: dict[str, str | None]
    plover: dict[str, str | None]
    triggers: list[Trigger]
    examples: list[Example]
    counter_examples: list[Example]


class Alias(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"start": "from"}):
    """A name with the dates of its use, or the words that must stand in the article beside it."""

    name: str
    start: str | int | None = None
    to: str | int | None = None
    only: list[str] = []


class ActorEntry(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"start": "from"}):
    """An armed group, state force, party, or a noun for persons without a name."""

    id: str
    names: dict[str, str]
    aliases: list[str | Alias] = []
    kind: Literal[
        "state_forces", "rebel_group", "political_militia", "identity_militia", "rioters", "protesters", "civilians", "external_forces",
        "unknown", "political", "official",
    ]  # fmt: skip
    country: list[str] | str = []
    parent: str | None = None
    nisba: list[str] = []
    wikidata: str | None = None
    start: str | int | None = None
    to: str | int | None = None
    note: str | None = None
    forms: dict[Literal["one", "two", "many", "woman", "women"], list[str]] = {}
    collective: bool = False
    minor: bool = False
    person: Literal["public", "private"] | None = None

    @property
    def countries(self) -> tuple[str, ...]:
        return (self.country,) if isinstance(self.country, str) else tuple(self.country)


class CountryEntry(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A country with the names and adjectives the press uses."""

    code: str
    en: str
    fr: str
    names: list[str]
    nisba: list[str] = []
    lat: float | None = None
    lon: float | None = None


class OutletEntry(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An outlet or agency."""

    id: str
    names: dict[str, str]
    aliases: list[str] = []
    country: str | None = None
    kind: str
    domains: list[str] = []
    short: bool = False


class SpeechVerb(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A reporting verb."""

    id: str
    past: str
    present: str | None = None
    passive: list[str] = []
    masdar: list[str] = []
    sense: str
    person_only: bool = False
    needs: list[str] = []
    unless: list[str] = []


class Connector(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A preposition or phrase that introduces a source, a medium, or a carrier such as a statement."""

    text: str
    role: Literal["source", "medium", "carrier"]
    verb_follows: bool = False


class Role(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A noun for speakers, or the name of a body that speaks."""

    id: str
    forms: list[str]
    kind: SourceKind | None = None
    of: bool = False
    person: Literal["public", "private"] | None = None
    qualifiers: dict[str, SourceKind] = {}
    name: bool = False
    en: str | None = None


class Cue(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that change the status of what they stand with."""

    id: str
    words: list[str]
    effect: Literal["denied", "alleged", "foiled", "planned", "conditional", "background", "period", "negated", "opinion"]
    scope: Literal["after", "before", "clause"] = "after"
    examples: list[str] = []
    counter_examples: list[str] = []


class RelationCue(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that tie a group or person to a group."""

    id: str
    type: RelationType | Literal["none"]
    words: list[str]
    order: Literal["ab", "ba", "after_ab", "after_ba"] = "ab"
    status: RelationStatus = "asserted"
    gap: int = 4
    note: str | None = None


class Place(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line of the gazetteer."""

    id: str
    name_en: str
    names: tuple[str, ...]
    country: str | None
    admin1: str | None
    kind: str
    lat: float | None
    lon: float | None
    population: int
