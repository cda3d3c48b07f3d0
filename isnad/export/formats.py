"""The formats of `isnad export`: a table of name, suffix, the tables each can hold, a sentence, and what writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from isnad.errors import OutputError
from isnad.export import feeds, flat, geo, graphml, jsonld, package, rows
from isnad.export.about import about_of
from isnad.export.rows import Column, Row
from isnad.export.selection import TABLES, Provenance, Selection, Table

if TYPE_CHECKING:
    from isnad.codebook import Codebook

_EVENTS: tuple[Table, ...] = ("events",)


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One export: what goes where, and how.

    `path` None is standard output; `names` says that the selection keeps names; `since` leaves out of feeds what has not changed
    from then on; `codebook` is the user's folder of the codebook, and `merge` the settings of the merge, for the package.
    """

    selection: Selection
    table: Table
    path: Path | None
    book: Codebook
    excel: bool = False
    names: bool = False
    since: str | None = None
    codebook: Path | None = None
    merge: Mapping[str, Any] | None = None

    @property
    def provenance(self) -> Provenance:
        """What the file says of itself: the table is the one that is written."""
        return msgspec.structs.replace(self.selection.provenance, table=self.table, names=self.names)

    @property
    def file(self) -> Path:
        """The path, for formats that must have one."""
        if self.path is None:
            raise OutputError("this format cannot be written to the terminal", remedy="give -o PATH")
        return self.path

    def rows(self) -> Iterator[Row]:
        """The rows of the table."""
        match self.table:
            case "events":
                return (rows.event_row(event, self.book) for event in self.selection.events())
            case "reports":
                return map(rows.report_row, self.selection.reports())
            case _:
                return map(rows.item_row, self.selection.items(self.table))


class Format(NamedTuple):
    """A format: its suffix, the tables it can hold (the first is the default), a sentence, and what writes it."""

    name: str
    suffix: str
    tables: tuple[Table, ...]
    sentence: str
    write: Callable[[Job], int]


def write(
    name: str,
    selection: Selection,
    table: Table,
    path: Path | None,
    book: Codebook,
    *,
    excel: bool = False,
    names: bool = False,
    since: str | None = None,
    codebook: Path | None = None,
    merge: Mapping[str, Any] | None = None,
) -> int:
    """Write the selection in a format (see `Job`); the number of rows, features or items. OutputError where it cannot hold the table."""
    format_ = FORMATS.get(name)
    if format_ is None:
        raise OutputError(f"there is no format {name}", remedy=f"one of {', '.join(FORMATS)}")
    if table not in format_.tables:
        fitting = ", ".join(f.name for f in FORMATS.values() if table in f.tables)
        raise OutputError(f"{name} holds {' or '.join(format_.tables)}, not {table}", remedy=f"{table} go into {fitting}")
    job = Job(selection=selection, table=table, path=path, book=book, excel=excel, names=names, since=since, codebook=codebook, merge=merge)
    return format_.write(job)


def _flat(kind: flat.FlatKind, job: Job) -> int:
    return flat.write(kind, job.path, rows.TABLES[job.table], job.rows(), about=about_of(job.provenance), excel=job.excel)


def _geojson(job: Job) -> int:
    return geo.geojson(job.path, rows.TABLES[job.table], job.rows(), job.provenance)


def _geopackage(job: Job) -> int:
    return geo.geopackage(job.file, rows.TABLES[job.table], job.rows(), job.provenance)


_SUFFIXES: dict[str, flat.FlatKind] = {".jsonl": "jsonl", ".parquet": "parquet", ".xlsx": "xlsx"}


def _coded(module: str, job: Job) -> int:
    """Write in the columns of another project, as CSV or as what the suffix of the path says."""
    from importlib import import_module

    coder = import_module(f"isnad.export.{module}")
    reports = {report.id: report for report in job.selection.reports()}
    kind = _SUFFIXES.get(job.path.suffix, "csv") if job.path else "csv"
    found = coder.rows(job.selection.events(), reports, job.book)
    columns = [c if isinstance(c, Column) else Column(c, "any", "") for c in coder.COLUMNS]
    return flat.write(kind, job.path, columns, found, about=about_of(job.provenance), excel=job.excel)


def _jsonld(job: Job) -> int:
    return jsonld.write(job.path, job.selection, job.book, job.provenance)


def _graphml(job: Job) -> int:
    return graphml.write(job.path, job.selection, job.book, job.provenance)


def _rss(job: Job) -> int:
    return feeds.rss(job.path, job.selection, job.book, job.provenance, since=job.since)


def _jsonfeed(job: Job) -> int:
    return feeds.jsonfeed(job.path, job.selection, job.book, job.provenance, since=job.since)


def _package(job: Job) -> int:
    return package.write(job.file, job.selection, job.book, job.provenance, codebook=job.codebook, merge=job.merge or {})


FORMATS: dict[str, Format] = {
    format_.name: format_
    for format_ in (
        Format("csv", ".csv", TABLES, "One row a record, UTF-8, comma-separated; what the file counts stands in NAME.csv-metadata.json.", partial(_flat, "csv")),
        Format("jsonl", ".jsonl", TABLES, "One row a record, one line of JSON a row; what the file counts stands in NAME.jsonl-metadata.json.", partial(_flat, "jsonl")),
        Format("parquet", ".parquet", TABLES, "One row a record, typed columns, for pandas, R, DuckDB and the like.", partial(_flat, "parquet")),
        Format("xlsx", ".xlsx", TABLES, "One row a record, as a spreadsheet with a sheet that says what it counts.", partial(_flat, "xlsx")),
        Format("acled", ".csv", _EVENTS, "ACLED-like: events in the columns and codes of ACLED; not ACLED's data.", partial(_coded, "acled")),
        Format("ucdp", ".csv", _EVENTS, "UCDP GED-like: events in the columns and codes of UCDP GED; not UCDP's data.", partial(_coded, "ucdp")),
        Format("polecat", ".csv", _EVENTS, "POLECAT-like: events in the columns of POLECAT and the codes of PLOVER; not POLECAT's data.", partial(_coded, "polecat")),
        Format("geojson", ".geojson", ("events", "reports"), "Points for web maps; no point for what is only known by country.", _geojson),
        Format("gpkg", ".gpkg", ("events", "reports"), "GeoPackage: a layer of points for QGIS, ArcGIS and the like.", _geopackage),
        Format("jsonld", ".jsonld", _EVENTS, "JSON-LD: events and reports as linked data, with the chain of sources in PROV.", _jsonld),
        Format("graphml", ".graphml", _EVENTS, "GraphML: a network of actors, their relations and who did what to whom.", _graphml),
        Format("rss", ".xml", _EVENTS, "RSS 2.0: new, changed and removed events.", _rss),
        Format("jsonfeed", ".json", _EVENTS, "JSON Feed 1.1: new, changed and removed events.", _jsonfeed),
        Format("package", "", _EVENTS, "Data Package: a folder (or .zip) with all tables, codebook, schema, filter, merge settings and citation.", _package),
    )
}  # fmt: skip
