"""Maps: events or reports as points, in GeoJSON (RFC 7946) and GeoPackage (OGC 12-128)."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, Any

import msgspec

from isnad.export.about import about_of
from isnad.export.rows import Column, Row
from isnad.export.selection import Provenance
from isnad.export.whole import whole_bytes, whole_file

_BATCH = 5_000
_POINT = struct.Struct("<BIdd")  # well-known binary: little-endian, type 1, longitude, latitude


def geojson(path: Path | None, columns: Sequence[Column], rows: Iterable[Row], provenance: Provenance) -> int:
    """Write rows with `lat` and `lon` as features; a row without them becomes a feature without geometry. The number of rows."""
    with whole_bytes(path) as file:
        return _collection(file, columns, rows, provenance)


def _collection(file: IO[bytes], columns: Sequence[Column], rows: Iterable[Row], provenance: Provenance) -> int:
    encode = msgspec.json.encode
    described = {c.name: c.sentence for c in columns}
    head = {"type": "FeatureCollection", "name": provenance.title, "isnad": {**about_of(provenance), "columns": described}}
    file.write(encode(head)[:-1] + b',"features":[')
    number = 0
    for number, row in enumerate(rows, 1):
        file.write((b",\n" if number > 1 else b"\n") + encode(_feature(columns, row)))
    file.write(b"\n]}\n")
    return number


def _feature(columns: Sequence[Column], row: Row) -> Row:
    point = None if row["lat"] is None else {"type": "Point", "coordinates": [row["lon"], row["lat"]]}
    properties = {c.name: row.get(c.name) for c in columns}
    return {"type": "Feature", "id": row["id"], "geometry": point, "properties": properties}


def geopackage(path: Path, columns: Sequence[Column], rows: Iterable[Row], provenance: Provenance) -> int:
    """Write rows as a layer of points named as the table, with what it counts as the layer's description. The number of rows."""
    import pyarrow
    import pyogrio

    kinds = {"text": pyarrow.string(), "int": pyarrow.int64(), "float": pyarrow.float64(), "bool": pyarrow.bool_()}
    fields = [pyarrow.field(c.name, kinds[c.kind]) for c in columns]
    schema = pyarrow.schema([*fields, pyarrow.field("geometry", pyarrow.binary())])
    counted = _Counted(rows)
    about = about_of(provenance)
    with whole_file(path) as part, _clock(about["made_at"]):
        pyogrio.write_arrow(
            pyarrow.RecordBatchReader.from_batches(schema, _batches(counted, schema)),
            part,
            layer=provenance.table,
            driver="GPKG",
            geometry_name="geometry",
            geometry_type="Point",
            crs="EPSG:4326",
            dataset_metadata=about,
            layer_metadata={"DESCRIPTION": about["sentence"], **{f"column {c.name}": c.sentence for c in columns}},
            layer_options={"DESCRIPTION": about["sentence"], "IDENTIFIER": provenance.title, "FID": "row", "GEOMETRY_NAME": "geometry"},
        )
    return counted.number


class _Counted:
    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = iter(rows)
        self.number = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.number += 1
            yield row


def _batches(rows: Iterable[Row], schema: Any) -> Iterator[Any]:
    import pyarrow

    stream = iter(rows)
    while batch := list(islice(stream, _BATCH)):
        placed = [{**row, "geometry": None if row["lat"] is None else _POINT.pack(1, 1, row["lon"], row["lat"])} for row in batch]
        yield pyarrow.RecordBatch.from_pylist(placed, schema=schema)


@contextmanager
def _clock(made_at: str) -> Iterator[None]:
    """Stamp the file with the time of the selection: with the clock's time the same selection would not give the same bytes."""
    import pyogrio

    name = "OGR_CURRENT_DATE"
    before = pyogrio.get_gdal_config_option(name)
    pyogrio.set_gdal_config_options({name: made_at.replace("Z", ".000Z")})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({name: before})
