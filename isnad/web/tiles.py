"""Map tiles of the user's own: one PMTiles file of the project, looked at before anything is drawn from it.

The form of the file: https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
"""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, NamedTuple

import msgspec

from isnad.errors import IsnadError
from isnad.project import Project
from isnad.web.wording import Wording

_MAGIC, _VERSION = b"PMTiles", 3
_HEADER = struct.Struct("<7sB11Q6B4iB2i")  # 127 bytes; the eleven are four offsets with lengths and three numbers of tiles
_KINDS = {1: "mvt", 2: "png", 3: "jpeg", 4: "webp", 5: "avif"}
_PLAIN, _GZIP = 1, 2  # the ways of packing that browsers undo by themselves
_METADATA = 5_000_000  # bytes that are read of it, and that it may have unpacked
_GZIPPED = 31  # what zlib calls the form of gzip
_LETTERS = 400  # of an attribution that are shown


class TilesError(IsnadError):
    """A file of map tiles that cannot be drawn from; `fault` names its kind and `values` what its sentence needs."""

    def __init__(self, fault: str, file: str, **values: Any) -> None:
        self.fault, self.values = fault, {"file": file, **values}
        what, remedy = _FAULTS[fault]
        super().__init__(what.format(**self.values), where=file, remedy=remedy)

    def told(self, w: Wording) -> str:
        """What is wrong, where, and how to mend it, in the language of the visitor."""
        return w(f"tiles.{self.fault}", **self.values)


# The same in every language: words/*/tiles.yaml.
_FAULTS = {
    "outside": ("the map tiles must lie in the project's folder", "give a path within it; a link there may lead elsewhere"),
    "missing": ("there is no such file of map tiles in the project's folder", "put it there, or empty the setting tiles"),
    "closed": ("the map tiles cannot be read", "let the workbench read the file"),
    "foreign": ("this is no PMTiles file of version 3", "make one with the program pmtiles"),
    "cut": ("the PMTiles file is cut off: {has} of {needs} bytes", "copy it anew"),
    "packed": ("the tiles are packed in a way that browsers do not undo", "pack them with gzip"),
    "kind": ("the tiles are of a kind that is not drawn", "take vector tiles (MVT), PNG, JPEG, WebP or AVIF"),
}


class Credit(NamedTuple):
    """A stretch of an attribution, with the address that it leads to, if any."""

    text: str
    address: str | None


class Tiles(NamedTuple):
    """A file of tiles as its head tells: what the tiles are, and to whom they are owed."""

    path: Path
    file: str
    kind: str
    mark: str
    credits: tuple[Credit, ...]


def tiles_of(project: Project) -> Tiles | None:
    """The tiles that a project's settings name, None without; TilesError for a file that cannot be drawn from."""
    file = str(project.settings["tiles"])
    if not file:
        return None
    if _outside(file):
        raise TilesError("outside", file)
    path = project.folder / file
    try:
        found = path.stat()
        if not path.is_file():
            raise TilesError("missing", file)
        return _read(path, file, found.st_size, found.st_mtime_ns)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise TilesError("missing", file) from None
    except OSError as error:
        raise TilesError("closed", file, why=error.strerror or str(error)) from None


def _outside(file: str) -> bool:
    """Whether a path leaves the project's folder: whoever may change settings is not by that let to read the computer."""
    return any(p.is_absolute() or p.drive or p.root or ".." in p.parts for p in (PurePosixPath(file), PureWindowsPath(file)))


@lru_cache(maxsize=8)
def _read(path: Path, file: str, size: int, changed: int) -> Tiles:
    with path.open("rb") as stream:
        head = stream.read(_HEADER.size)
        if len(head) < _HEADER.size or not head.startswith(_MAGIC) or head[7] != _VERSION:
            raise TilesError("foreign", file)
        values = _HEADER.unpack(head)
        spans, (inside, outside, kind) = values[2:10], values[14:17]
        needs = max(spans[n] + spans[n + 1] for n in (0, 2, 4, 6))
        if needs > size:
            raise TilesError("cut", file, has=size, needs=needs)
        if kind not in _KINDS:
            raise TilesError("kind", file)
        if inside not in (_PLAIN, _GZIP) or outside not in (0, _PLAIN, _GZIP):
            raise TilesError("packed", file)
        stream.seek(spans[2])
        data = stream.read(min(spans[3], _METADATA))
    return Tiles(path, file, _KINDS[kind], f"{changed:x}-{size:x}", _credits(data, packed=inside == _GZIP))


def _credits(data: bytes, *, packed: bool) -> tuple[Credit, ...]:
    """The attribution in the metadata; none if there is none, or nobody can read it."""
    try:
        told = msgspec.json.decode(zlib.decompressobj(_GZIPPED).decompress(data, _METADATA) if packed else data)
    except (zlib.error, msgspec.DecodeError):
        return ()
    text = told.get("attribution") if isinstance(told, dict) else None
    reader = _Credits()
    reader.feed(text if isinstance(text, str) else "")
    reader.close()
    return tuple(reader.found)


class _Credits(HTMLParser):
    """The words and links of an attribution: it is HTML of unknown origin, of which nothing else may reach a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Credit] = []
        self._address: str | None = None
        self._hidden = 0
        self._left = _LETTERS

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self._hidden += 1
        elif tag == "a":
            address = dict(attrs).get("href") or ""
            self._address = address if address.startswith(("https://", "http://")) else None

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._hidden = max(0, self._hidden - 1)
        elif tag == "a":
            self._address = None

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())[: self._left]
        if text and not self._hidden:
            self._left -= len(text)
            self.found.append(Credit(text, self._address))
