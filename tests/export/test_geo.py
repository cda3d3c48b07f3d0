"""GeoJSON and GeoPackage, as geopandas and pyogrio see them."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas
import pyogrio
import pytest

from isnad.codebook import load
from isnad.export import formats
from isnad.export.rows import EVENTS, REPORTS
from isnad.export.selection import Table
from tests.export.builders import PROVENANCE, Drawn, event, stored

WHOLE = Drawn(
    event(),
    event(id="E3", place_precision="country", place="تونس"),
    event(id="E4", lat=None, lon=None, place=None),
    event(id="E5", place_precision="province"),
    reports=(stored(), stored({"lat": None, "lon": None}, id="r2")),
)


@pytest.mark.parametrize("suffix", ["geojson", "gpkg"])
def test_points_and_what_has_none(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"x.{suffix}"
    assert formats.write(suffix, WHOLE, "events", path, load()) == 4
    frame = geopandas.read_file(path)
    assert frame.crs.to_epsg() == 4326
    points = {row.id: (row.geometry.y, row.geometry.x) if row.geometry else None for row in frame.itertuples()}
    assert points == {"E2abc": (36.45, 8.44), "E3": None, "E4": None, "E5": (36.45, 8.44)}
    first = frame.iloc[0]
    assert (first["place"], first["place_precision"], first["killed_best"]) == ("غار الدماء", "town", 3)
    assert first["evidence"] == 'قتل ثلاثة أعوان في "كمين"\n=قرب الحدود'
    assert set(frame.columns) - {"geometry"} == {column.name for column in EVENTS}


@pytest.mark.parametrize("suffix", ["geojson", "gpkg"])
@pytest.mark.parametrize("chosen", [WHOLE, Drawn()])
def test_reports_and_nothing_the_same_bytes_twice(tmp_path: Path, suffix: str, chosen: Drawn) -> None:
    table: Table = "reports"
    paths = [tmp_path / f"{n}.{suffix}" for n in "ab"]
    number = len(list(chosen.reports()))
    assert [formats.write(suffix, chosen, table, path, load()) for path in paths] == [number, number]
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert len(list(tmp_path.iterdir())) == 2
    frame = geopandas.read_file(paths[0])
    assert len(frame) == number
    if number:
        assert set(frame.columns) - {"geometry"} == {column.name for column in REPORTS}


def test_both_say_what_they_count(tmp_path: Path) -> None:
    for suffix in ("geojson", "gpkg"):
        formats.write(suffix, WHOLE, "events", tmp_path / f"x.{suffix}", load())
    told = json.loads((tmp_path / "x.geojson").read_text(encoding="utf-8"))
    assert told["isnad"]["sentence"] == PROVENANCE.sentence
    info = pyogrio.read_info(tmp_path / "x.gpkg")
    assert info["layer_name"] == "events"
    assert info["layer_metadata"]["DESCRIPTION"] == PROVENANCE.sentence
    assert info["dataset_metadata"]["codebook"] == "0.1+abc"


def test_geojson_keeps_the_rules_of_its_standard(tmp_path: Path) -> None:
    formats.write("geojson", WHOLE, "events", tmp_path / "x.geojson", load())
    whole = json.loads((tmp_path / "x.geojson").read_text(encoding="utf-8"))
    assert "crs" not in whole
    for feature in whole["features"]:
        assert {"type", "id", "geometry", "properties"} == set(feature)
        if feature["geometry"]:
            assert feature["geometry"] == {"type": "Point", "coordinates": [8.44, 36.45]}
