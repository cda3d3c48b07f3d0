"""The database file: opening, migrations, transactions, runs."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec

from isnad.errors import StoreError
from isnad.store.articles import Articles
from isnad.store.beside import Beside
from isnad.store.brief import Briefs
from isnad.store.browse import Browse
from isnad.store.events import Events
from isnad.store.judgements import Judgements
from isnad.store.news import Newsroom
from isnad.store.paging import Paging
from isnad.store.people import People
from isnad.store.pulse import Hold
from isnad.store.readings import Readings
from isnad.store.reports import Reports
from isnad.store.samples import Samples
from isnad.store.shares import stranger_key
from isnad.store.survey import Survey
from isnad.store.tallies import Tallies
from isnad.store.tasks import Tasks
from isnad.store.veiled import Veiled

_WAIT = 30.0  # seconds that a writer waits for another process
_CACHE = -64_000  # KiB of pages
_FILLED: dict[str, Callable[[sqlite3.Connection], None]] = {"006.sql": lambda sql: Veiled(sql).fill()}  # what scripts cannot work out
_BUSY = "another isnad is writing to it; wait for it to end, or stop it"


class Store:
    """The parts of an open database, each with its own queries.

    Use it as a context manager. Reading needs no transaction; writing happens inside `with store.writing():`, which is one
    transaction: after a kill at any moment it is there as a whole or not at all.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        if not create and not path.exists():
            raise StoreError(
                "the database is not there", where=str(path), remedy="isnad read INPUT... fills it, isnad init makes a new project"
            )
        try:
            self.sql = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
            self.sql.execute("PRAGMA journal_mode = WAL")
            self.sql.execute("PRAGMA synchronous = NORMAL")
            self.sql.execute("PRAGMA foreign_keys = ON")
            self.sql.execute(f"PRAGMA cache_size = {_CACHE}")
            _migrate(self.sql, path)
        except sqlite3.OperationalError as error:
            raise StoreError(str(error), where=str(path), remedy=_BUSY if "locked" in str(error) else "is the folder writable?") from None
        except sqlite3.DatabaseError as error:
            raise StoreError(str(error), where=str(path), remedy="restore it from a copy; articles can be read in anew") from None
        self.path = path
        self.articles = Articles(self.sql)
        self.readings = Readings(self.sql)
        self.reports = Reports(self.sql)
        self.events = Events(self.sql)
        self.judgements = Judgements(self.sql)
        self.briefs = Briefs(self.sql)
        self.tasks = Tasks(self.sql)
        self.samples = Samples(self.sql)
        self.people = People(self.sql)
        self.paging = Paging(self.sql)
        self._hold = Hold(path)
        self.beside = Beside(self.sql)
        self.browse = Browse(self.sql)
        self.tallies = Tallies(self.sql)
        self.survey = Survey(self.sql)
        self.news = Newsroom(self.sql)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._hold.drop()
        self.sql.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction; StoreError if another process holds the database for long."""
        try:
            self.sql.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise StoreError(str(error), where=str(self.path), remedy=_BUSY) from None
        try:
            yield
        except BaseException:
            self.sql.execute("ROLLBACK")
            raise
        self.sql.execute("COMMIT")

    def start_run(self, command: str, version: str, codebook: str, inputs: list[str]) -> int:
        """The number of a new run."""
        self._hold.take(command)
        row = (command, now(), version, codebook, msgspec.json.encode(inputs).decode())
        return int(
            self.sql.execute("INSERT INTO runs (command, started_at, version, codebook, inputs) VALUES (?, ?, ?, ?, ?)", row).lastrowid or 0
        )

    def end_run(self, run: int, counts: dict[str, int]) -> None:
        """Note what a run counted; a run without an end was broken off."""
        self.sql.execute("UPDATE runs SET ended_at = ?, counts = ? WHERE id = ?", (now(), msgspec.json.encode(counts).decode(), run))
        self._hold.drop()

    def mark(self, *, articles: bool = False) -> tuple[object, ...]:
        """What is another after every merge, run and judgement; with `articles`, after every new article too."""
        parts = ["max(updated_at) FROM events", "max(id) FROM runs", "max(ended_at) FROM runs", "max(id) FROM judgements"]
        if articles:
            parts.append("max(key) FROM articles")
        return tuple(self.sql.execute(f"SELECT {part}").fetchone()[0] for part in parts)

    def substance(self) -> tuple[object, ...]:
        """The same after a judgement that leaves type, status, day, place, parties, killed and reports of the events as they are."""
        parts = ("n FROM marks WHERE name = 'substance'", "max(id) FROM runs", "max(ended_at) FROM runs")
        return tuple(self.sql.execute(f"SELECT {part}").fetchone()[0] for part in parts)

    def runs(self) -> list[dict[str, Any]]:
        """Every run, the latest first."""
        names = ("id", "command", "started_at", "ended_at", "version", "codebook", "inputs", "counts")
        return [dict(zip(names, row, strict=True)) for row in self.sql.execute(f"SELECT {', '.join(names)} FROM runs ORDER BY id DESC")]

    def last_codebook(self, *commands: str) -> str | None:
        """The codebook of the latest run that came to its end, of all or of those of some commands."""
        among = f" AND command IN ({', '.join('?' * len(commands))})" if commands else ""
        row = self.sql.execute(f"SELECT codebook FROM runs WHERE ended_at IS NOT NULL{among} ORDER BY id DESC LIMIT 1", commands).fetchone()
        return str(row[0]) if row else None


def now() -> str:
    """The present moment in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _migrate(sql: sqlite3.Connection, path: Path) -> None:
    """Bring the schema up to date: the scripts of `schema/` in order, each in one transaction."""
    scripts = sorted((f for f in files("isnad.store").joinpath("schema").iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    version = sql.execute("PRAGMA user_version").fetchone()[0]
    if version > len(scripts):
        raise StoreError(
            f"the database is of a later version of isnad ({version} against {len(scripts)})", where=str(path), remedy="update isnad"
        )
    sql.create_function("stranger_key", 1, stranger_key, deterministic=True)
    for number, script in enumerate(scripts[version:], version + 1):
        sql.executescript(f"BEGIN IMMEDIATE;\n{script.read_text(encoding='utf-8')}")
        if fill := _FILLED.get(script.name):
            fill(sql)
        sql.execute(f"PRAGMA user_version = {number}")
        sql.execute("COMMIT")
