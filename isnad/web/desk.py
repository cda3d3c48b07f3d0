"""The desk: the project that the workbench shows, with one open store for each thread that works on it."""

from __future__ import annotations

import threading

from isnad.codebook import Codebook
from isnad.export.selection import Table
from isnad.export.stored import StoredSelection
from isnad.filter import Filter
from isnad.project import Project
from isnad.store import Store
from isnad.web.aftermath import Aftermath
from isnad.web.recall import Kept

# What a condition may ask for whose events stay the same while Store.substance does.
_STEADY = frozenset({"country", "type", "family", "status", "id", "from", "to", "actor", "place", "min-killed"})


class Desk:
    """A project and its codebook; `types` are the event types of each family, as filters want them."""

    def __init__(self, project: Project, book: Codebook, *, version: str) -> None:
        self.project = project
        self.book = book
        self.version = version
        self.types = book.families
        self._threads = threading.local()
        self.aftermath = Aftermath()
        self._kept, self._surveys, self._steady = Kept(), Kept(), Kept()

    @property
    def store(self) -> Store:
        """The store of this thread: SQLite connections are not shared."""
        store = getattr(self._threads, "store", None)
        if store is None:
            store = self._threads.store = Store(self.project.database, create=True)
        return store

    @property
    def kept(self) -> Kept:
        """Answers that hold until the events, the codebook or what a provenance says of the project change."""
        return self._kept.at((self.store.mark(), self.book.version, self.title, self.floor, self.names))

    @property
    def surveys(self) -> Kept:
        """Answers that hold until anything changes: apart from the others, which a reading under way would make forget everything."""
        return self._surveys.at((self.store.mark(articles=True), self.book.version))

    @property
    def steady(self) -> Kept:
        """Answers that hold until the events are about something else: a judgement that leaves that as it is, as most do, takes none away."""
        return self._steady.at((self.store.substance(), self.book.version))

    def kept_for(self, filter: Filter) -> Kept:
        """Where to keep what depends on nothing but a filter's events and what they are about: `steady`, if the filter lets it."""
        return self.steady if all(c.key in _STEADY for c in filter.conditions) else self.kept

    def selection(self, filter: Filter, table: Table = "events", *, names: bool | None = None) -> StoredSelection:
        """What a filter lets through of a table, masked for an export; `names` says whether private ones are kept, None: as the owner does."""
        kept = self.names if names is None else names
        return StoredSelection(self.store, filter, table, self.book, title=self.title, version=self.version, floor=self.floor, names=kept)

    @property
    def floor(self) -> float:
        """How sure a report must be to found or join events."""
        return float(self.project.settings["merge_floor"])

    @property
    def title(self) -> str:
        """The name of the data set."""
        return str(self.project.settings["title"])

    @property
    def names(self) -> bool:
        """Whether the project's owner lets names of private persons be seen in exports and by readers."""
        return bool(self.project.settings["names"])
