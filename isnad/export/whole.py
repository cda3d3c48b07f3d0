"""Files and folders that appear when they are whole: written beside their place under another name, then renamed."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from isnad.errors import OutputError


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """The temporary name to write to; on success it takes the place of `path`, else it is gone. OutputError where the disk says no."""
    part = path.with_name(f".{path.stem}.{os.getpid()}.part{path.suffix}")  # writers tell the format by the suffix
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise OutputError("this is a folder", where=str(path), remedy="give -o the name of a file")
        yield part
        _settle(part)
        part.replace(path)
        _settle(path.parent)
    except OSError as error:
        raise _refused(error, path) from None
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def whole_bytes(path: Path | None) -> Iterator[IO[bytes]]:
    """What to write bytes to: a file that appears when it is whole, or standard output for None."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with whole_file(path) as part, part.open("wb") as file:
        yield file


@contextmanager
def whole_folder(path: Path, mark: str) -> Iterator[Path]:
    """The temporary folder to fill; on success it takes the place of `path`.

    Only an empty folder or one that holds the file `mark` is replaced, so that a slip of -o deletes no one's files.
    """
    part, old = (path.with_name(f".{path.name}.{os.getpid()}.{end}") for end in ("part", "old"))
    if path.exists() and not (path.is_dir() and (not any(path.iterdir()) or (path / mark).is_file())):
        raise OutputError(f"it exists and holds no {mark}", where=str(path), remedy="choose another -o")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.mkdir()
        yield part
        for file in sorted(part.rglob("*")):
            _settle(file)
        if path.exists():
            path.replace(old)
        part.replace(path)
        _settle(path.parent)
    except OSError as error:
        if old.exists() and not path.exists():
            old.replace(path)
        raise _refused(error, path) from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _refused(error: OSError, path: Path) -> OutputError:
    return OutputError(error.strerror or str(error), where=str(path), remedy="choose another -o, or make room")


def _settle(path: Path) -> None:
    """Ask the disk to keep it: without this a rename may outlive the bytes it names when the power goes."""
    if path.is_dir() and os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    except OSError:  # file systems that cannot
        if not path.is_dir():
            raise
    finally:
        os.close(handle)
