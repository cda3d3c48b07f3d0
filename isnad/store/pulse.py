"""The pulse of a database: whether a command works on it now, and a mark that changes with every commit."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from isnad.errors import StoreError

try:
    import fcntl
except ImportError:  # Windows: nobody can tell there whether a command works
    fcntl = None  # type: ignore[assignment]

_SUFFIX = ".working"


class Hold:
    """The sign that this process works on a database; the system takes it away when the process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        self._file = _sign(path)
        self._handle: int | None = None

    def take(self, command: str) -> None:
        """Show the sign; where that cannot be, or another process shows it, nothing happens."""
        if fcntl is None or self._handle is not None:
            return
        with contextlib.suppress(OSError):
            handle = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                os.close(handle)
                return
            os.ftruncate(handle, 0)
            os.write(handle, command.encode())
            self._handle = handle

    def drop(self) -> None:
        """Take the sign away."""
        if fcntl is not None and self._handle is not None:
            fcntl.flock(self._handle, fcntl.LOCK_UN)  # closing alone would leave it with worker processes that were forked since
            os.close(self._handle)
            self._handle = None


def working(path: Path) -> str | None:
    """The command that works on a database now, such as `read` or `merge`; None if none does, or nobody can tell."""
    if fcntl is None:
        return None
    try:
        handle = os.open(_sign(path), os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return os.read(handle, 64).decode("utf-8", "replace") or None
    finally:
        os.close(handle)
    return None


def stamp(path: Path) -> str:
    """A mark of the state of a database: another one after every commit.

    Take it before what is read: a change in between then makes the mark too old, never the answer.
    """
    parts = []
    for file in (path, path.with_name(path.name + "-wal")):
        try:
            found = file.stat()
        except FileNotFoundError:
            parts.append("0")
        except OSError as error:
            raise StoreError(error.strerror or str(error), where=str(file), remedy="is the folder readable?") from None
        else:
            parts.append(f"{found.st_mtime_ns:x}.{found.st_size:x}")
    return "-".join(parts)


def _sign(path: Path) -> Path:
    return path.with_name(path.name + _SUFFIX)
