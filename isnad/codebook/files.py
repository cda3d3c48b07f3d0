"""Reading the codebook's files: YAML and CSV, each fault with its file and key."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import numpy as np
import yaml

from isnad.codebook.entries import Entry, Place
from isnad.errors import CodebookError

T = TypeVar("T", bound=Entry)
_COLUMNS = ["id", "name_en", "names_ar", "country", "admin1", "class", "lat", "lon", "population"]
_CLASSES = frozenset(
    "country admin1 admin2 city town village district neighbourhood camp mountain crossing region water island facility".split()
)
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """YAML without dates and without yes/no: `2014-06` and Norway's `NO` stay strings; a key that stands twice is a fault."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        if len(set(keys)) < len(keys):
            twice = next(key for key in keys if keys.count(key) > 1)
            raise yaml.constructor.ConstructorError(None, None, f"the key {twice!r} stands twice", node.start_mark)
        return super().construct_mapping(node, deep)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regex) for tag, regex in rows if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")]
    for first, rows in _Base.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def digest(paths: list[Path]) -> str:
    """SHA-256 over the names and bytes of files, in order."""
    out = hashlib.sha256()
    for path in paths:
        out.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return out.hexdigest()


def load_arrays(path: Path) -> dict[str, Any]:
    """The arrays of an `.npz` file by name; CodebookError if it is none."""
    try:
        with np.load(path, allow_pickle=False) as data:
            return {name: data[name] for name in data.files}
    except (OSError, ValueError, zlib.error, zipfile.BadZipFile) as error:
        raise CodebookError(f"cannot be read: {error}", where=str(path)) from None


def load_text(path: Path) -> str:
    """The text of a file, unpacked if it is `.gz`; CodebookError if it is no UTF-8."""
    try:
        data = path.read_bytes()
        return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    except UnicodeDecodeError as error:
        raise CodebookError(f"no UTF-8 at byte {error.start}", where=path.name, remedy="save it as UTF-8") from None
    except (OSError, EOFError, zlib.error) as error:
        raise CodebookError(f"it cannot be read: {error}", where=path.name, remedy="mend the file or leave it out") from None


def load_yaml(path: Path) -> Any:
    """The content of a YAML file; CodebookError with line if it cannot be parsed."""
    try:
        return yaml.load(load_text(path), Loader=_Loader)  # noqa: S506 (a safe loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path.name}:{mark.line + 1}" if mark else path.name
        raise CodebookError(str(getattr(error, "problem", error)), where=where, remedy="mend the YAML") from None


def entries(data: Any, kind: type[T], file: str, faults: list[CodebookError]) -> Iterator[T]:
    """The entries of a list, each fault noted with file and key, the good ones given."""
    if not isinstance(data, list):
        faults.append(CodebookError("a list of entries is needed", where=file))
        return
    for number, item in enumerate(data):
        name = item.get("id") or item.get("code") or item.get("text") if isinstance(item, dict) else None
        try:
            yield msgspec.convert(item, kind)
        except msgspec.ValidationError as error:
            faults.append(
                CodebookError(str(error), where=f"{file}: {name or f'entry {number + 1}'}", remedy="see docs/reference/codebook.md")
            )


def places(path: Path, faults: list[CodebookError]) -> Iterator[Place]:
    """The lines of a places file (`.csv` or `.csv.gz`)."""
    rows = csv.reader(io.StringIO(load_text(path)))
    head = next(rows, None)
    if head != _COLUMNS:
        faults.append(CodebookError(f"the columns must be {','.join(_COLUMNS)}", where=path.name))
        return
    for number, row in enumerate(rows, 2):
        if not row or row[0].startswith("#"):
            continue
        try:
            id_, name_en, names, country, admin1, class_, lat, lon, population = row
            if class_ not in _CLASSES and class_:
                raise ValueError(f"unknown class {class_!r}")
            yield Place(
                id=id_,
                name_en=name_en,
                names=tuple(n.strip() for n in names.split("|") if n.strip()),
                country=country or None,
                admin1=admin1 or None,
                kind=class_,
                lat=float(lat) if lat else None,
                lon=float(lon) if lon else None,
                population=int(float(population)) if population else 0,
            )
        except ValueError as error:
            faults.append(CodebookError(str(error), where=f"{path.name}:{number}", remedy="nine columns, coordinates in degrees"))
