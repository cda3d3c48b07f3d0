"""People of the workbench: users, their sessions, and the log of what they did."""

from __future__ import annotations

import sqlite3
from typing import Any, NamedTuple

from isnad.errors import StoreError

_USERS = "SELECT name, role, created_at, disabled_at FROM users"
_BRIEFLY = 200  # milliseconds to wait for a writer where not writing is no loss
_BUSY = "another isnad is writing to it; try again in a moment"


class User(NamedTuple):
    """Someone who may log in, unless disabled; times are UTC."""

    name: str
    role: str
    created_at: str
    disabled_at: str | None


class Act(NamedTuple):
    """A line of the audit log: who did what when; `detail` holds ids and addresses, never text of articles."""

    id: int
    at: str
    user: str | None
    action: str
    detail: str | None


class People:
    """The tables of users, sessions and the audit log."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql

    # Users

    def any(self) -> bool:
        """Whether anyone may log in."""
        return self._sql.execute("SELECT 1 FROM users WHERE disabled_at IS NULL LIMIT 1").fetchone() is not None

    def all(self) -> list[User]:
        """Every user, by name."""
        return [User(*row) for row in self._sql.execute(f"{_USERS} ORDER BY name")]

    def get(self, name: str) -> User | None:
        """A user by name."""
        row = self._sql.execute(f"{_USERS} WHERE name = ?", (name,)).fetchone()
        return User(*row) if row else None

    def hash_of(self, name: str) -> str | None:
        """The hash of the password of a user who may log in."""
        row = self._sql.execute("SELECT hash FROM users WHERE name = ? AND disabled_at IS NULL", (name,)).fetchone()
        return str(row[0]) if row else None

    def add(self, name: str, role: str, hash: str, at: str) -> None:
        """Add a user; the name must be free."""
        self._write("INSERT INTO users (name, role, hash, created_at) VALUES (?, ?, ?, ?)", (name, role, hash, at))

    def set_role(self, name: str, role: str) -> None:
        """Change a role; it counts from the user's next request."""
        self._write("UPDATE users SET role = ? WHERE name = ?", (role, name))

    def set_hash(self, name: str, hash: str) -> None:
        """Change the hash of a password."""
        self._write("UPDATE users SET hash = ? WHERE name = ?", (hash, name))

    def set_disabled(self, name: str, at: str | None) -> None:
        """Keep a user out from now on, or let them in again (None)."""
        self._write("UPDATE users SET disabled_at = ? WHERE name = ?", (at, name))

    # Sessions

    def start(self, id_: str, user: str, role: str, at: str, expires: str) -> None:
        """Keep a session; those that have run out are forgotten."""
        self._write("DELETE FROM sessions WHERE expires_at <= ?", (at,))
        self._write("INSERT INTO sessions (id, user, role, created_at, expires_at) VALUES (?, ?, ?, ?, ?)", (id_, user, role, at, expires))

    def session(self, id_: str, at: str) -> tuple[str, str, str] | None:
        """Name, present role and end of an open session of a user who is not disabled."""
        query = (
            "SELECT u.name, u.role, s.expires_at FROM sessions s JOIN users u ON u.name = s.user"
            " WHERE s.id = ? AND s.expires_at > ? AND u.disabled_at IS NULL"
        )
        row = self._sql.execute(query, (id_, at)).fetchone()
        return (row[0], row[1], row[2]) if row else None

    def extend(self, id_: str, expires: str) -> None:
        """Let a session last longer; left out while another process writes, for the next request tries again."""
        before = self._sql.execute("PRAGMA busy_timeout").fetchone()[0]
        self._sql.execute(f"PRAGMA busy_timeout = {_BRIEFLY}")
        try:
            self._sql.execute("UPDATE sessions SET expires_at = ? WHERE id = ?", (expires, id_))
        except sqlite3.OperationalError:
            pass
        finally:
            self._sql.execute(f"PRAGMA busy_timeout = {before}")

    def end(self, id_: str) -> None:
        """End a session."""
        self._write("DELETE FROM sessions WHERE id = ?", (id_,))

    def end_all(self, user: str) -> None:
        """End every session of a user."""
        self._write("DELETE FROM sessions WHERE user = ?", (user,))

    # Audit

    def note(self, at: str, user: str | None, action: str, detail: str | None = None) -> None:
        """Append a line to the audit log."""
        self._write("INSERT INTO audit (at, user, action, detail) VALUES (?, ?, ?, ?)", (at, user, action, detail))

    def log(self, *, limit: int = 100, before: int | None = None) -> list[Act]:
        """Lines of the audit log, the latest first; `before` is the number from which to go on."""
        query = "SELECT id, at, user, action, detail FROM audit WHERE id < coalesce(?, 9223372036854775807) ORDER BY id DESC LIMIT ?"
        return [Act(*row) for row in self._sql.execute(query, (before, limit))]

    def _write(self, query: str, values: tuple[Any, ...]) -> None:
        try:
            self._sql.execute(query, values)
        except sqlite3.OperationalError as error:
            raise StoreError(str(error), remedy=_BUSY) from None
