"""The codebook: what isnad knows of Arabic and of the conflicts, loaded from plain files and checked.

Layers: the package's own files, then a user's folder, whose entries are added or replace those with the same id.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from isnad.codebook.entries import (
    ActorEntry,
    Connector,
    CountryEntry,
    Cue,
    EventEntry,
    OutletEntry,
    Place,
    RelationCue,
    Role,
    SpeechVerb,
)
from isnad.codebook.files import digest, entries, load_yaml, places
from isnad.errors import CodebookError

VERSION = "0.1"
HERE = Path(__file__).parent
_LISTS: dict[str, Any] = {
    "speech/verbs.yaml": ("verbs", SpeechVerb, "id"),
    "speech/connectors.yaml": ("connectors", Connector, "text"),
    "speech/roles.yaml": ("roles", Role, "id"),
    "speech/cues.yaml": ("cues", Cue, "id"),
    "speech/relations.yaml": ("relations", RelationCue, "id"),
    "countries.yaml": ("countries", CountryEntry, "code"),
    "outlets.yaml": ("outlets", OutletEntry, "id"),
}


@dataclass(eq=False)
class Codebook:
    """Every entry by id; `version` names the codebook's version and the hash of its files."""

    version: str
    events: dict[str, EventEntry] = field(default_factory=dict)
    actors: dict[str, ActorEntry] = field(default_factory=dict)
    countries: dict[str, CountryEntry] = field(default_factory=dict)
    outlets: dict[str, OutletEntry] = field(default_factory=dict)
    verbs: dict[str, SpeechVerb] = field(default_factory=dict)
    connectors: dict[str, Connector] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    cues: dict[str, Cue] = field(default_factory=dict)
    relations: dict[str, RelationCue] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    tables: dict[str, Any] = field(default_factory=dict)
    stop_places: frozenset[str] = frozenset()
    origin: dict[str, str] = field(default_factory=dict)


def files_of(folder: Path) -> list[Path]:
    """The codebook files of a folder, in the order in which they are read."""
    found = [*folder.rglob("*.yaml"), *folder.rglob("*.csv"), *folder.rglob("*.csv.gz"), *folder.rglob("stop.txt")]
    return sorted(found, key=lambda p: (not p.name.startswith("gazetteer"), p.relative_to(folder).as_posix()))


def load(folder: Path | str | None = None) -> Codebook:
    """The codebook of the package with a user's `folder` laid over it; CodebookError for the first fault."""
    codebook, faults = load_all(Path(folder) if folder else None)
    if faults:
        more = f" (and {len(faults) - 1} more: isnad codebook check)" if len(faults) > 1 else ""
        raise CodebookError(f"{faults[0]}{more}")
    return codebook


@lru_cache(maxsize=4)
def load_all(folder: Path | None = None) -> tuple[Codebook, list[CodebookError]]:
    """The codebook and every fault of its files."""
    faults: list[CodebookError] = []
    layers = [HERE]
    if folder is not None:
        if not folder.is_dir():
            raise CodebookError("there is no such folder", where=str(folder), remedy="give --codebook a folder laid out like isnad/codebook")
        layers.append(folder)
    paths = [(layer, path) for layer in layers for path in files_of(layer)]
    book = Codebook(version=f"{VERSION}+{digest([p for _, p in paths])[:12]}")
    for layer, path in paths:
        name = path.relative_to(layer).as_posix()
        try:
            _read(book, name, path, faults)
        except CodebookError as error:
            faults.append(error)
    return book, faults


def _read(book: Codebook, name: str, path: Path, faults: list[CodebookError]) -> None:
    if name == "places/stop.txt":
        lines = path.read_text(encoding="utf-8").splitlines()
        book.stop_places |= {line.strip() for line in lines if line.strip() and not line.startswith("#")}
    elif name.startswith("places/"):
        for place in places(path, faults):
            known = book.places.get(place.id)
            book.places[place.id] = _joined(known, place) if known else place
            book.origin[place.id] = name
    elif name.startswith("events/"):
        for event in entries([load_yaml(path)], EventEntry, name, faults):
            book.events[event.id] = event
            book.origin[event.id] = name
    elif name.startswith("actors/"):
        for actor in entries(load_yaml(path), ActorEntry, name, faults):
            if actor.id in book.actors and path.is_relative_to(HERE):
                faults.append(CodebookError("the id stands twice", where=f"{name}: {actor.id}", remedy=f"it is in {book.origin[actor.id]} too"))
            book.actors[actor.id] = actor
            book.origin[actor.id] = name
    elif name in _LISTS:
        attribute, kind, key = _LISTS[name]
        table = getattr(book, attribute)
        for entry in entries(load_yaml(path), kind, name, faults):
            table[getattr(entry, key)] = entry
            book.origin[f"{attribute}/{getattr(entry, key)}"] = name
    elif name.count("/") == 0:
        data = load_yaml(path)
        known = book.tables.get(path.stem)
        book.tables[path.stem] = {**known, **data} if isinstance(known, dict) and isinstance(data, dict) else data
    else:
        faults.append(CodebookError("a file that the codebook does not know", where=name, remedy="see docs/reference/codebook.md"))


def _joined(old: Place, new: Place) -> Place:
    return Place(
        id=old.id,
        name_en=new.name_en or old.name_en,
        names=tuple(dict.fromkeys(new.names + old.names)),
        country=new.country or old.country,
        admin1=new.admin1 or old.admin1,
        kind=new.kind or old.kind,
        lat=old.lat if new.lat is None else new.lat,
        lon=old.lon if new.lon is None else new.lon,
        population=max(old.population, new.population),
    )
