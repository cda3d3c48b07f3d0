"""The Data Package (frictionless, version 1): all tables with their schema, and everything needed to say how they came about."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from isnad.export import flat, rows
from isnad.export.about import NOTE, POINTS, about_of
from isnad.export.rows import Column, Row
from isnad.export.selection import Provenance, Selection
from isnad.export.whole import whole_file, whole_folder
from isnad.model import Event, Reading, StoredReport

if TYPE_CHECKING:
    from isnad.codebook import Codebook

MARK = "datapackage.json"
_SENTENCES = {
    "events": "One row an incident as all its reports together tell it.",
    "reports": "One row an incident as one article tells it.",
    "members": "Which report belongs to which event.",
    "figures": "Every figure of every event: who said it, in which report, when.",
    "relations": "Ties between groups, or persons and groups, as one article tells them.",
    "strengths": "How many fighters or members a group is said to have.",
    "speakers": "Persons, bodies and media that an article quotes or cites.",
    "removed": "Events of earlier exports that are no more, and where their reports went.",
}
_TYPES = {"text": "string", "int": "integer", "float": "number", "bool": "boolean", "any": "string"}
_KEYS: dict[str, list[str]] = {"events": ["id"], "reports": ["id"], "members": ["event", "report"], "removed": ["event"]}
_LINKS: dict[str, dict[str, str]] = {  # column of a table: the table whose id it holds
    "reports": {"event": "events"},
    "members": {"event": "events", "report": "reports"},
    "figures": {"event": "events", "report": "reports"},
}
_SCHEMAS = {"reading": Reading, "event": Event, "report": StoredReport}


def write(
    path: Path,
    selection: Selection,
    book: Codebook,
    provenance: Provenance,
    *,
    codebook: Path | None = None,
    merge: Mapping[str, Any] | None = None,
) -> int:
    """Write the folder, or the archive where the path ends in .zip; the number of events.

    `codebook` is the user's folder that lies over isnad's own, `merge` the settings of the merge.
    """
    if path.suffix != ".zip":
        with whole_folder(path, MARK) as folder:
            return _fill(folder, path.name, selection, book, provenance, codebook, merge or {})
    with whole_file(path) as part:
        folder = part.with_name(part.name + ".d")
        folder.mkdir()
        try:
            number = _fill(folder, path.stem, selection, book, provenance, codebook, merge or {})
            _packed(folder, part, provenance)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return number


def _fill(
    folder: Path, name: str, selection: Selection, book: Codebook, provenance: Provenance, codebook: Path | None, merge: Mapping[str, Any]
) -> int:
    numbers = _tables(folder, selection, book)
    _json(folder / "filter.json", provenance.filter)
    _json(folder / "merge.json", {"version": provenance.merge, "settings": dict(merge)})
    for kind, record in _SCHEMAS.items():
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"isnad {kind}", **msgspec.json.schema(record)}
        _json(folder / "schema" / f"{kind}.schema.json", schema)
    left = _codebook(folder / "codebook", codebook)
    _json(folder / MARK, _descriptor(folder, name, provenance, numbers))
    (folder / "README.md").write_text(_readme(provenance, numbers, left), encoding="utf-8", newline="\n")
    (folder / "CITATION.cff").write_text(_citation(provenance), encoding="utf-8", newline="\n")
    return numbers["events"]


def _tables(folder: Path, selection: Selection, book: Codebook) -> dict[str, int]:
    """Write every table; how many rows each has. A link to a report or event that is not in the package is left empty."""
    events: set[str] = set()
    reports: dict[str, str] = {}

    def event_rows() -> Iterator[Row]:
        for event in selection.events():
            events.add(event.id)
            yield rows.event_row(event, book)

    def report_rows() -> Iterator[Row]:
        for stored in selection.reports():
            reports[stored.id] = stored.article
            yield {**rows.report_row(stored), "event": stored.event if stored.event in events else None}

    def figure_rows() -> Iterator[Row]:
        for event in selection.events():
            for row in rows.figure_rows(event):
                yield {**row, "report": row["report"] if row["report"] in reports else None}

    def item_rows(table: Literal["relations", "strengths", "speakers"]) -> Callable[[], Iterator[Row]]:
        return lambda: map(rows.item_row, selection.items(table))

    sources: dict[str, Callable[[], Iterable[Row]]] = {  # in this order: the links of the later are checked against the earlier
        "events": event_rows,
        "reports": report_rows,
        "members": lambda: (row for event in selection.events() for row in rows.member_rows(event, reports)),
        "figures": figure_rows,
        "relations": item_rows("relations"),
        "strengths": item_rows("strengths"),
        "speakers": item_rows("speakers"),
        "removed": lambda: map(dict, selection.removed()),
    }
    return {table: flat.write("csv", folder / f"{table}.csv", rows.TABLES[table], made()) for table, made in sources.items()}


def _descriptor(folder: Path, name: str, provenance: Provenance, numbers: Mapping[str, int]) -> Row:
    about = about_of(provenance)
    return {
        "profile": "tabular-data-package", "name": _slug(name), "title": provenance.title, "description": about["sentence"], "version": provenance.made_at[:10],
        "created": provenance.made_at, "contributors": [{"title": about["made_by"], "role": "wrangler"}], "isnad": {**about, "filter": provenance.filter},
        "resources": [_resource(folder / f"{table}.csv", table, number) for table, number in numbers.items()],
    }  # fmt: skip


def _resource(file: Path, table: str, number: int) -> Row:
    with file.open("rb") as opened:
        digest = file_digest(opened, "sha256").hexdigest()
    schema: Row = {"fields": [_field(column, table) for column in rows.TABLES[table]], "missingValues": [""]}
    if table in _KEYS:
        schema["primaryKey"] = _KEYS[table]
    if table in _LINKS:
        schema["foreignKeys"] = [
            {"fields": [field], "reference": {"resource": other, "fields": ["id"]}} for field, other in _LINKS[table].items()
        ]
    return {
        "profile": "tabular-data-resource", "name": table, "path": file.name, "title": table.capitalize(), "description": _SENTENCES[table],
        "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "dialect": {"lineTerminator": "\n"}, "bytes": file.stat().st_size,
        "hash": f"sha256:{digest}", "rows": number, "schema": schema,
    }  # fmt: skip


def _field(column: Column, table: str) -> Row:
    field: Row = {"name": column.name, "type": _TYPES[column.kind], "description": column.sentence}
    if column.name in _KEYS.get(table, ()):
        field["constraints"] = {"required": True}
    return field


def _codebook(folder: Path, own: Path | None) -> list[str]:
    """Copy the plain files of the codebook, and of the user's folder over it; the names of those left out for their size."""
    from isnad.codebook import HERE, files_of

    left: list[str] = []
    for base, target in ((HERE, folder), (own, folder / "own")):
        for file in files_of(base) if base else ():
            name = file.relative_to(base or HERE)
            if file.suffix in (".npz", ".gz"):
                left.append(name.as_posix())
                continue
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target / name)
    return left


def _readme(provenance: Provenance, numbers: Mapping[str, int], left: list[str]) -> str:
    about = about_of(provenance)
    tables = "\n".join(f"- `{table}.csv` ({number:,} rows): {_SENTENCES[table]}" for table, number in numbers.items())
    chosen = "\n".join(f"- {key}: {value}" for key, value in provenance.filter.items()) or "- everything"
    without = f" Left out for their size: {', '.join(left)}; the version names the hash of all files." if left else ""
    kept = (
        "Names of private persons are kept; victims and minors are masked."
        if provenance.names
        else "Private persons, victims and minors are masked."
    )
    return f"""# {provenance.title}

{about["sentence"]}

{NOTE} {kept} Of the articles only the quoted evidence is given. {POINTS}

## Tables

{tables}

`datapackage.json` describes every column and how the tables hang together (`frictionless validate datapackage.json`).

## How it came about

The filter (`filter.json`):

{chosen}

`merge.json` holds the settings by which reports were joined into events ({provenance.merge}). `codebook/` is the codebook
({provenance.codebook}), what a user laid over it in `codebook/own/`.{without} `schema/` holds the JSON Schema of isnad's records.
`removed.csv` names events of earlier exports that are no more: who cites an event by its id finds there where it went.

Values that reports do not give are empty. `CITATION.cff` says how to cite; the licence is for the project's owner to add.
"""


def _citation(provenance: Provenance) -> str:
    """Citation File Format 1.2.0; JSON strings are YAML too."""
    lines = {
        "cff-version": "1.2.0", "message": "Please cite this data set as below, with the version of the codebook.", "type": "dataset",
        "title": provenance.title, "abstract": provenance.sentence, "version": f"{provenance.made_at} {provenance.codebook}",
        "date-released": provenance.made_at[:10],
    }  # fmt: skip
    head = "\n".join(f"{key}: {_quoted(value)}" for key, value in lines.items())
    authors = f"authors:\n  - name: {_quoted('The owners of ' + provenance.title)}"
    software = f'references:\n  - type: software\n    title: isnad\n    version: {_quoted(provenance.version)}\n    authors:\n      - name: "The isnad project"'
    return f"{head}\n{authors}\n{software}\n"


def _quoted(value: str) -> str:
    return msgspec.json.encode(value).decode()


def _slug(name: str) -> str:
    """A name as the specification wants it: lower case, letters, digits, dot, hyphen and underscore."""
    kept = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "-" for c in name.lower()).strip("-.")
    return kept or "isnad"


def _json(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")


def _packed(folder: Path, archive: Path, provenance: Provenance) -> None:
    """The folder as an archive, its files stamped with the time of the selection, so that the bytes are the same again."""
    made = provenance.made_at
    stamp = (int(made[:4]), int(made[5:7]), int(made[8:10]), 0, 0, 0)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                info = zipfile.ZipInfo(file.relative_to(folder).as_posix(), stamp)
                info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                with file.open("rb") as source, out.open(info, "w", force_zip64=True) as target:
                    shutil.copyfileobj(source, target, 1 << 20)
