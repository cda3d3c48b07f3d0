"""JSONL output that only ever holds whole lines, and that a rerun goes on with."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import IO

import msgspec

from isnad.errors import OutputError
from isnad.pipeline import key_of

_START = b'{"id":'  # how every line begins


class _Line(msgspec.Struct):
    id: str
    article_hash: str
    codebook: str


class LinesOutput:
    """A JSONL file, or standard output for `None`.

    `done` counts the keys of the ids that stand in the file already, `hashes` holds the keys of id and article hash.
    OutputError if the file is no output of isnad, was written with another codebook, or is in use.
    """

    def __init__(self, path: Path | None, version: str, *, restart: bool = False) -> None:
        self.done: Counter[int] = Counter()
        self.hashes: set[int] = set()
        self._path = path
        self._whole = 0
        if path is None:
            self._file: IO[bytes] = sys.stdout.buffer
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("r+b" if path.exists() else "w+b", buffering=0)
            _lock(self._file, path)
        except OSError as error:
            raise OutputError(error.strerror or str(error), where=str(path), remedy="choose another -o") from None
        try:
            if restart:
                self._checked(None)
            else:
                self._whole = self._checked(version)
                self._file.seek(self._whole)
            self._file.truncate(self._whole)
            self._file.seek(self._whole)
        except OutputError:
            self._file.close()
            raise

    def _checked(self, version: str | None) -> int:
        """The length of the whole lines in the file; every line is checked, for None only the first."""
        whole = 0
        with open(self._file.fileno(), "rb", closefd=False) as file:
            for number, line in enumerate(file, 1):
                if not line.endswith(b"\n"):
                    if number == 1 and line[: len(_START)] != _START[: len(line)]:
                        raise self._foreign(number)
                    break  # torn by a crash: trimmed
                try:
                    found = msgspec.json.decode(line, type=_Line)
                except msgspec.DecodeError:
                    raise self._foreign(number) from None
                if version is None:
                    break
                if found.codebook != version:
                    what = f"it was written with codebook {found.codebook}, this is {version}"
                    raise OutputError(what, where=str(self._path), remedy="--restart reads everything anew, or choose another -o")
                self.done[key_of(found.id)] += 1
                self.hashes.add(key_of(f"{found.id}\0{found.article_hash}"))
                whole += len(line)
        return whole

    def _foreign(self, number: int) -> OutputError:
        return OutputError(
            "this file is no output of isnad and is left as it is", where=f"{self._path}:{number}", remedy="choose another -o"
        )

    def write(self, lines: bytes) -> None:
        """Append whole lines."""
        try:
            view = memoryview(lines)
            while view:
                view = view[self._file.write(view) :]
            if self._path is None:
                self._file.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(error.strerror or str(error), where=str(self._path or "stdout"), remedy="rerun to go on") from None
        self._whole += len(lines)

    def __enter__(self) -> LinesOutput:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._path is None:
            return
        if kind is not None:
            self._file.truncate(self._whole)  # what an interrupt cut off in the middle of a write
        self._file.close()


def _lock(file: IO[bytes], path: Path) -> None:
    if os.name != "posix":
        return
    import fcntl

    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise OutputError("another isnad is writing it", where=str(path), remedy="wait for it, or choose another -o") from None
    except OSError:  # a file system without locks
        return
