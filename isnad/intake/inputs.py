"""What was given on the command line, as a stream of items: a line, a text, a page, or a fault."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any, Literal, NamedTuple

from isnad.intake import encodings
from isnad.intake.fetch import fetch
from isnad.intake.packed import SUFFIXES, opened
from isnad.settings import setting

Kind = Literal["line", "text", "page"]
_KINDS: dict[str, Literal["lines", "text", "page"]] = {
    ".jsonl": "lines", ".ndjson": "lines", ".txt": "text", ".html": "page", ".htm": "page", ".xhtml": "page",
}  # fmt: skip
_SAMPLE = 65_536


class Item(NamedTuple):
    """One article to be: its bytes, or the file that holds them; `origin` is for messages."""

    kind: Kind
    id: str
    origin: str
    data: bytes | None = None
    path: str | None = None
    url: str | None = None


class Fault(NamedTuple):
    """An input, or a part of it, that could not be opened or parsed."""

    where: str
    what: str


def items(inputs: Sequence[str], *, stdin: IO[bytes] | None = None) -> Iterator[Item | Fault]:
    """The items of all inputs in order; folders are walked in the order of their paths."""
    for given in inputs:
        try:
            if given == "-":
                yield from _stream("stdin", stdin or sys.stdin.buffer)
            elif given.startswith(("http://", "https://")):
                yield from _address(given)
            elif Path(given).is_dir():
                yield from _folder(Path(given))
            else:
                yield from _file(Path(given), Path(given).name, explicit=True)
        except (OSError, EOFError, ValueError) as error:
            yield Fault(given, sentence(error))


def kind_of(path: Path) -> Literal["lines", "text", "page"] | None:
    """How a file is read, by the end of its name."""
    name = path.with_suffix("") if path.suffix in SUFFIXES else path
    return _KINDS.get(name.suffix.casefold())


def _folder(folder: Path) -> Iterator[Item | Fault]:
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and not any(part.startswith(".") for part in p.relative_to(folder).parts))
    known = [p for p in paths if kind_of(p)]
    if not known:
        yield Fault(str(folder), "no .txt, .html or .jsonl file (also .gz, .zst) in this folder")
    for path in known:
        yield from _file(path, path.relative_to(folder).as_posix(), explicit=False)


def _file(path: Path, id_: str, *, explicit: bool) -> Iterator[Item | Fault]:
    origin = str(path)
    kind = kind_of(path)
    try:
        with opened(path) as file:
            head = file.read(1 if kind in ("text", "page") else 4096)
            kind = kind or _sniffed(head)
            if kind == "lines":
                yield from _lines(_Again(head, file), origin, path.name)
                return
    except (OSError, EOFError, ValueError) as error:
        yield Fault(origin, sentence(error))
        return
    yield Item("text" if kind == "text" else "page", id_, origin, path=origin)


def _stream(name: str, file: IO[bytes]) -> Iterator[Item | Fault]:
    head = file.read(4096)
    kind = _sniffed(head)
    again = _Again(head, file)
    if kind == "lines":
        yield from _lines(again, name, name)
    else:
        yield Item("text" if kind == "text" else "page", name, name, data=again.read_all())


def _address(url: str) -> Iterator[Item | Fault]:
    data, media = fetch(url)
    kind = _KINDS.get(Path(url.partition("?")[0]).suffix.casefold()) or ("page" if "html" in media else _sniffed(data[:4096]))
    if kind == "lines":
        yield from _lines(_Again(data, None), url, url)
    else:
        yield Item("text" if kind == "text" else "page", url, url, data=data, url=url)


def _sniffed(head: bytes) -> Literal["lines", "text", "page"]:
    """What bytes without a telling name are, by their first sign."""
    start = head.decode(encodings.detect(head), "replace").lstrip("\ufeff \t\r\n")[:1]
    return "lines" if start == "{" else "page" if start == "<" else "text"


class _Again:
    """A stream whose first bytes were read already."""

    def __init__(self, head: bytes, file: IO[bytes] | None) -> None:
        self._head = head
        self._file = file

    def read(self, size: int) -> bytes:
        if self._head:
            head, self._head = self._head, b""
            return head
        return self._file.read(size) if self._file is not None else b""

    def read_all(self) -> bytes:
        out = self._head + (self._file.read() if self._file is not None else b"")
        self._head = b""
        return out


def _lines(file: _Again, origin: str, name: str) -> Iterator[Item | Fault]:
    """The lines of a JSONL stream as items with UTF-8 bytes, whatever its encoding; blank lines give none."""
    number = 0
    try:
        for line in _split(_utf8(file)):
            number += 1
            if line is None:
                yield Fault(f"{origin}:{number}", f"a line longer than {setting('max_line')} bytes (ISNAD_MAX_LINE)")
            elif line.strip():
                yield Item("line", f"{name}:{number}", f"{origin}:{number}", data=line)
    except (OSError, EOFError, ValueError) as error:
        yield Fault(f"{origin}:{number + 1}", f"{sentence(error)}; the rest of the file is left out")


def _utf8(file: _Again) -> Iterator[bytes]:
    sample = b""
    while len(sample) < _SAMPLE:
        block = file.read(_SAMPLE)
        if not block:
            break
        sample += block
    encoding = encodings.detect(sample)
    if encoding == "utf-8":
        yield sample.removeprefix(codecs.BOM_UTF8)
        while block := file.read(1 << 20):
            yield block
        return
    decoder: Any = codecs.getincrementaldecoder(encoding)("replace")
    yield decoder.decode(sample).removeprefix("\ufeff").encode("utf-8", "replace")
    while block := file.read(1 << 20):
        yield decoder.decode(block).encode("utf-8", "replace")
    yield decoder.decode(b"", True).encode("utf-8", "replace")


def _split(blocks: Iterator[bytes]) -> Iterator[bytes | None]:
    """Lines without their ends; None for one that is longer than may be."""
    longest = setting("max_line")
    rest = b""
    lost = False
    for block in blocks:
        lines = (rest + block).split(b"\n")
        rest = lines.pop()
        for line in lines:
            yield None if lost or len(line) > longest else line
            lost = False
        if len(rest) > longest:
            rest, lost = b"", True
    if rest or lost:
        yield None if lost else rest


def sentence(error: BaseException) -> str:
    """What is wrong with an input, for people."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, PermissionError):
        return "it may not be read (permission denied)"
    if isinstance(error, EOFError):
        return "the packed file ends too early"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error)
