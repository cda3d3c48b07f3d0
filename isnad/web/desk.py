"""The desk: the project that the workbench shows, with one open store for each thread that works on it."""

from __future__ import annotations

import threading

from isnad.codebook import Codebook
from isnad.project import Project
from isnad.store import Store


class Desk:
    """A project and its codebook; `types` are the event types of each family, as filters want them."""

    def __init__(self, project: Project, book: Codebook, *, version: str) -> None:
        self.project = project
        self.book = book
        self.version = version
        self.types: dict[str, tuple[str, ...]] = {}
        for event in book.events.values():
            self.types[event.family] = (*self.types.get(event.family, ()), event.id)
        self._threads = threading.local()

    @property
    def store(self) -> Store:
        """The store of this thread: SQLite connections are not shared."""
        store = getattr(self._threads, "store", None)
        if store is None:
            store = self._threads.store = Store(self.project.database, create=True)
        return store

    @property
    def title(self) -> str:
        """The name of the data set."""
        return str(self.project.settings["title"])

    @property
    def names(self) -> bool:
        """Whether the project's owner lets names of private persons be seen in exports and by readers."""
        return bool(self.project.settings["names"])
