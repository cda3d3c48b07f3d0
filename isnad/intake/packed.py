"""Packed files: .gz and .zst, with an error where one ends too early."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path
from typing import IO, Any, cast

_BLOCK = 131_072
SUFFIXES = (".gz", ".zst")


def opened(path: Path) -> IO[bytes]:
    """A file for reading, unpacked if its name ends in .gz or .zst; OSError, EOFError or ValueError where it is broken."""
    if path.suffix == ".gz":
        return cast(IO[bytes], io.BufferedReader(_Checked(gzip.open(path, "rb"))))
    if path.suffix == ".zst":
        return cast(IO[bytes], io.BufferedReader(_Frames(path.open("rb"))))
    return path.open("rb")


class _Checked(io.RawIOBase):
    """gzip with one kind of error."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            return int(self._file.readinto(buffer))
        except zlib.error as error:
            raise ValueError(f"the packed file is broken ({error})") from None

    def close(self) -> None:
        self._file.close()
        super().close()


class _Frames(io.RawIOBase):
    """All frames of a .zst file: zstandard's own reader takes a file that was cut off for one that ended."""

    def __init__(self, file: IO[bytes]) -> None:
        import zstandard

        self._file = file
        self._error = zstandard.ZstdError
        self._maker = zstandard.ZstdDecompressor()
        self._frame: Any = None
        self._rest = b""
        self._out = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._out:
            block = self._rest or self._file.read(_BLOCK)
            self._rest = b""
            if not block:
                if self._frame is not None:
                    raise EOFError
                return 0
            if self._frame is None:
                self._frame = self._maker.decompressobj()
            try:
                self._out = self._frame.decompress(block)
            except self._error as error:
                raise ValueError(f"the packed file is broken ({error})") from None
            if self._frame.eof:
                self._rest = self._frame.unused_data
                self._frame = None
        size = min(len(buffer), len(self._out))
        buffer[:size], self._out = self._out[:size], self._out[size:]
        return size

    def close(self) -> None:
        self._file.close()
        super().close()
