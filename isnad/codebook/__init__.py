"""The codebook: what isnad knows of Arabic and of the conflicts, loaded from plain files and checked.

Layers: the package's own files, then a user's folder, whose entries are added or replace those with the same id. A user's
event type may be a few keys: what it leaves out stays, its triggers are added or replace those with the same id.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from isnad.codebook.entries import (
    ActorEntry,
    Connector,
    CountryEntry,
    Cue,
    Entry,
    EventEntry,
    OutletEntry,
    Place,
    RelationCue,
    Role,
    SpeechVerb,
)
from isnad.codebook.files import digest, entries, load_arrays, load_text, load_yaml, places
from isnad.errors import CodebookError

VERSION = "0.1"
HERE = Path(__file__).parent
_FORMAT = "see docs/reference/codebook.md"
_LISTS: dict[str, tuple[str, type[Entry], str]] = {
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
    networks: dict[str, dict[str, Any]] = field(default_factory=dict)
    stop_places: frozenset[str] = frozenset()
    origin: dict[str, str] = field(default_factory=dict)

    @property
    def families(self) -> dict[str, tuple[str, ...]]:
        """The event types of each family, as filters want them."""
        out: dict[str, tuple[str, ...]] = {}
        for event in self.events.values():
            out[event.family] = (*out.get(event.family, ()), event.id)
        return out

    def lineage(self, id_: str) -> list[str]:
        """An actor and those above it, the nearest first; it ends with an id that has no entry, or before one that would come again."""
        out: list[str] = []
        at: str | None = id_
        while at and at not in out:
            out.append(at)
            entry = self.actors.get(at)
            at = entry.parent if entry else None
        return out

    def branches(self, id_: str) -> list[str]:
        """The actors right below one, in order."""
        return sorted(other for other, entry in self.actors.items() if entry.parent == id_)


def files_of(folder: Path) -> list[Path]:
    """The codebook files of a folder, in the order in which they are read."""
    found = [*folder.rglob("*.yaml"), *folder.rglob("*.csv"), *folder.rglob("*.csv.gz"), *folder.rglob("stop.txt"), *folder.rglob("*.npz")]
    return sorted(found, key=lambda p: (not p.name.startswith("gazetteer"), p.relative_to(folder).as_posix()))


def load(folder: Path | str | None = None) -> Codebook:
    """The codebook of the package with a user's `folder` laid over it; CodebookError for the first fault."""
    codebook, faults = load_all(Path(folder) if folder else None)
    if faults:
        first, more = faults[0], len(faults) - 1
        what = f"{first.what} (and {more} more: isnad codebook check)" if more else first.what
        raise CodebookError(what, where=first.where, remedy=first.remedy)
    return codebook


@lru_cache(maxsize=4)
def load_all(folder: Path | None = None) -> tuple[Codebook, list[CodebookError]]:
    """The codebook and every fault of its files."""
    if folder is None:
        return _laid(Codebook(version=_version(files_of(HERE))), HERE, base=True)
    if not folder.is_dir():
        raise CodebookError("there is no such folder", where=str(folder), remedy="give --codebook a folder laid out like isnad/codebook")
    below, faults = load_all(None)
    copies: dict[str, Any] = {f.name: dict(value) for f in fields(below) if isinstance(value := getattr(below, f.name), dict)}
    book = replace(below, version=_version([*files_of(HERE), *files_of(folder)]), **copies)
    book, more = _laid(book, folder, base=False)
    return book, [*faults, *more]


def _version(paths: list[Path]) -> str:
    return f"{VERSION}+{digest(paths)[:12]}"


def _laid(book: Codebook, folder: Path, *, base: bool) -> tuple[Codebook, list[CodebookError]]:
    """The book with the files of a folder read into it, and their faults."""
    faults: list[CodebookError] = []
    layer = _Layer(book, faults, base=base)
    for path in files_of(folder):
        try:
            layer.read(path.relative_to(folder).as_posix(), path)
        except CodebookError as error:
            faults.append(error)
    return book, faults


class _Layer:
    """One folder, read into the codebook over what stands there already; an id may stand in a folder once."""

    def __init__(self, book: Codebook, faults: list[CodebookError], *, base: bool) -> None:
        self.book, self.faults, self.base = book, faults, base
        self.seen: set[str] = set()

    def read(self, name: str, path: Path) -> None:
        """Read a file; `name` is its path within the folder."""
        if name == "places/stop.txt":
            lines = load_text(path).splitlines()
            self.book.stop_places |= {line.strip() for line in lines if line.strip() and not line.startswith("#")}
        elif name.startswith("places/"):
            self._places(name, path)
        elif name.startswith("events/"):
            self._entries([self._event(load_yaml(path))], ("events", EventEntry, "id"), name)
        elif name.startswith("actors/"):
            self._entries(load_yaml(path), ("actors", ActorEntry, "id"), name)
        elif name.startswith("networks/") and self.base:
            self.book.networks[path.stem] = load_arrays(path)
        elif name in _LISTS:
            self._entries(load_yaml(path), _LISTS[name], name)
        elif "/" not in name and name.endswith(".yaml") and (self.base or path.stem in self.book.tables):
            self._table(load_yaml(path), name, path.stem)
        else:
            self.faults.append(CodebookError("a file that the codebook does not know", where=name, remedy=_FORMAT))

    def _places(self, name: str, path: Path) -> None:
        for place in places(path, self.faults):
            known = self.book.places.get(place.id)
            self.book.places[place.id] = _joined(known, place) if known else place
            self.book.origin[place.id] = name

    def _entries(self, data: Any, list_: tuple[str, type[Entry], str], name: str) -> None:
        attribute, kind, key = list_
        for entry in entries(data, kind, name, self.faults):
            id_ = getattr(entry, key)
            origin = id_ if attribute in ("events", "actors") else f"{attribute}/{id_}"
            if origin in self.seen:
                remedy = f"it is in {self.book.origin[origin]} too"
                self.faults.append(CodebookError("the id stands twice", where=f"{name}: {id_}", remedy=remedy))
            self.seen.add(origin)
            getattr(self.book, attribute)[id_] = entry
            self.book.origin[origin] = name

    def _event(self, data: Any) -> Any:
        """An event type with what a user's file leaves out; its triggers join those of the layer below, the same id replaces."""
        known = self.book.events.get(data["id"]) if isinstance(data, dict) and isinstance(data.get("id"), str) else None
        if known is None or self.base:
            return data
        below = msgspec.to_builtins(known)
        own = data.get("triggers", [])
        if not isinstance(own, list):
            return data
        ids = {t.get("id") for t in own if isinstance(t, dict)}
        return {**below, **data, "triggers": [*(t for t in below["triggers"] if t["id"] not in ids), *own]}

    def _table(self, data: Any, name: str, stem: str) -> None:
        """A mapping of lists; a user's keys replace those of the layer below."""
        known = self.book.tables.get(stem, {})
        if not isinstance(data, dict):
            self.faults.append(CodebookError("a mapping is needed", where=name, remedy=_FORMAT))
            return
        for key in data:
            if not self.base and key not in known:
                self.faults.append(CodebookError("the key is unknown", where=f"{name}: {key}", remedy=f"one of {', '.join(known)}"))
        self.book.tables[stem] = {**known, **data}


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
