"""Map tiles of the user's own: a file of the project, served in pieces, drawn beneath the events; faults are told and the map goes on."""

from __future__ import annotations

import os
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from isnad.project import Project, opened
from isnad.web.tiles import Credit, TilesError, tiles_of
from isnad.web.wording import LANGUAGES, words
from tests.web import pmtiles

RASTER = {spot: pmtiles.png(200, 30, 30) for spot in pmtiles.every(2)}
LAKE = [(1000, 1000), (3000, 1000), (3000, 3000), (1000, 3000)]
VECTOR = {
    spot: pmtiles.vector(
        water=[(3, LAKE)],
        roads=[(2, [(0, 2048), (4096, 2048)])],
        boundaries=[(2, [(0, 0), (4096, 4096)])],
        odd=[(3, [(0, 0), (9, 0), (9, 9)])],
    )
    for spot in pmtiles.every(3)
}
FAULTS = {
    "outside": "../other.pmtiles",
    "missing": "maps/none.pmtiles",
    "foreign": "text.pmtiles",
    "cut": "cut.pmtiles",
    "packed": "brotli.pmtiles",
    "kind": "odd.pmtiles",
}
# How red the map is: of a grid of its pixels, the share that are redder than green.
RED = """() => { const c = document.querySelector(".map canvas"), g = c.getContext("2d"); let red = 0, all = 0;
  for (let x = 8; x < c.width; x += 16) for (let y = 8; y < c.height; y += 16) { const p = g.getImageData(x, y, 1, 1).data; all++; red += p[0] > p[1] + 40 ? 1 : 0; }
  return red / all; }"""
SUM = """() => { const c = document.querySelector(".map canvas"), d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
  let sum = 0; for (let n = 0; n < d.length; n += 4) sum = (sum * 31 + d[n] + d[n + 1] * 3) % 1000003; return sum; }"""


def _set(project: Path, file: str) -> Project:
    toml = project / "isnad.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace('tiles = ""', f'tiles = "{file}"'), encoding="utf-8")
    return opened(project)


def _broken(project: Path) -> None:
    """A file for each fault that lies in the file."""
    whole = pmtiles.write(project / "whole.pmtiles", RASTER, "png").read_bytes()
    (project / "cut.pmtiles").write_bytes(whole[:-50])
    (project / "text.pmtiles").write_text("PMTiles of the second version", encoding="utf-8")
    pmtiles.write(project / "brotli.pmtiles", RASTER, "png", packed=3)
    pmtiles.write(project / "odd.pmtiles", RASTER, "odd")


@pytest.mark.parametrize("fault,file", FAULTS.items())
def test_a_file_that_cannot_be_drawn_from_is_told_and_the_map_goes_on(project: Path, client: Any, desk: Any, fault: str, file: str) -> None:
    _broken(project)
    desk.project = _set(project, file)
    with pytest.raises(TilesError) as raised:
        tiles_of(desk.project)
    assert raised.value.fault == fault
    assert raised.value.where == file and raised.value.remedy
    assert client.get("/tiles").status_code == 404
    for language in LANGUAGES:
        told = words(language)[f"tiles.{fault}"].split("{")[0].strip()
        page = client.get(f"/events?view=map&lang={language}").text
        assert told in page
        assert "data-source=" in page and "data-tiles" not in page
        assert told in client.get(f"/settings?lang={language}").text


@pytest.mark.parametrize("file", ["/etc/passwd", "C:\\maps\\a.pmtiles", "maps/../../a.pmtiles", "\\\\host\\a", "a\0b"])
def test_no_path_leaves_the_project(project: Path, file: str) -> None:
    with pytest.raises(TilesError):
        tiles_of(Project(project, {**opened(project).settings, "tiles": file}))


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_may_lead_elsewhere(project: Path, tmp_path: Path) -> None:
    (project / "map.pmtiles").symlink_to(pmtiles.write(tmp_path / "far.pmtiles", RASTER, "png"))
    found = tiles_of(_set(project, "map.pmtiles"))
    assert found and found.kind == "png"


@pytest.mark.parametrize("packed", [1, 2])
def test_an_attribution_is_text_and_links_alone(project: Path, packed: int) -> None:
    pmtiles.write(project / "map.pmtiles", VECTOR, "mvt", packed=packed)
    found = tiles_of(_set(project, "map.pmtiles"))
    assert found and found.kind == "mvt"
    assert found.credits == (Credit("Invented shapes", "https://example.org/shapes"), Credit("&", None), Credit("others", None))


def test_an_address_of_a_script_is_no_link(project: Path) -> None:
    pmtiles.write(
        project / "map.pmtiles", RASTER, "png", attribution='<a href="javascript:alert(1)">Someone</a><img src=x onerror=alert(1)>'
    )
    found = tiles_of(_set(project, "map.pmtiles"))
    assert found and found.credits == (Credit("Someone", None),)


def test_the_file_is_served_in_pieces_to_sessions_alone(project: Path, client: Any, desk: Any) -> None:
    from fastapi.testclient import TestClient

    whole = pmtiles.write(project / "map.pmtiles", RASTER, "png").read_bytes()
    assert client.get("/tiles").status_code == 404
    desk.project = _set(project, "map.pmtiles")
    piece = client.get("/tiles?file=../isnad.toml", headers={"Range": "bytes=100-199"})
    assert (piece.status_code, piece.content) == (206, whole[100:200])
    assert piece.headers["content-range"] == f"bytes 100-199/{len(whole)}"
    assert client.get("/tiles", headers={"Range": f"bytes={len(whole)}-"}).status_code == 416
    stranger = TestClient(client.app).get("/tiles", headers={"Range": "bytes=0-9"}, follow_redirects=False)
    assert stranger.status_code == 303 and not stranger.content


def test_settings_take_only_a_file_that_can_be_drawn_from(project: Path, client: Any, desk: Any) -> None:
    pmtiles.write(project / "map.pmtiles", RASTER, "png")
    given = {"title": "Sample", "contact": "", "codebook": "codebook", "reviewer": "", "merge_floor": "0.0"}
    refused = client.post("/settings", data={**given, "tiles": "none.pmtiles"})
    assert refused.status_code == 422 and "none.pmtiles" in refused.text
    assert client.post("/settings", data={**given, "tiles": "map.pmtiles"}).status_code == 200
    assert opened(project).settings["tiles"] == desk.project.settings["tiles"] == "map.pmtiles"
    page = client.get("/events?view=map").text
    assert '<a href="https://example.org/shapes" rel="noreferrer"><bdi>Invented shapes</bdi></a>' in page
    assert "alert(1)" not in page


def _shown(tab: Any, served: Any, more: str = "") -> None:
    tab.goto(f"{served.base}/events?view=map{more}")
    tab.wait_for_selector("[data-chart=map][data-ready][data-under=drawn]")
    tab.wait_for_timeout(100)


def test_in_the_browser_raster_tiles_lie_beneath_and_can_be_taken_away(
    tab: Any, served: Any, project: Path, desk: Any, tmp_path: Path
) -> None:
    pmtiles.write(project / "map.pmtiles", RASTER, "png")
    desk.project = _set(project, "map.pmtiles")
    _shown(tab, served)
    assert tab.evaluate(RED) > 0.5
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name="Take as SVG").click()
    drawing = Path(waiting.value.path()).read_text(encoding="utf-8")
    ET.fromstring(drawing)
    assert 'href="data:image/png' in drawing and "Invented shapes" in drawing
    tab.get_by_label("Tiles").uncheck()
    tab.wait_for_timeout(100)
    assert tab.evaluate(RED) < 0.1
    assert tab.locator("[data-unread]").is_hidden()


def test_in_the_browser_vector_tiles_take_the_colours_of_the_theme(tab: Any, served: Any, project: Path, desk: Any) -> None:
    pmtiles.write(project / "map.pmtiles", VECTOR, "mvt", packed=2)
    desk.project = _set(project, "map.pmtiles")
    sums = []
    for theme in ("light", "dark"):
        _shown(tab, served, f"&theme={theme}")
        sums.append(tab.evaluate(SUM))
        tab.get_by_label("Tiles").uncheck()
        tab.wait_for_timeout(100)
        sums.append(tab.evaluate(SUM))
    assert len(set(sums)) == 4
    tab.get_by_label("Tiles").check()
    tab.locator("canvas").press("+")
    tab.wait_for_selector("[data-under=drawn]")
    assert tab.locator("[data-unread]").is_hidden()


def test_in_the_browser_a_pan_over_tiles_stays_short(tab: Any, served: Any, project: Path, desk: Any) -> None:
    """Of the main thread, the median of the redraws: a redraw only lays out pictures that are there."""
    pmtiles.write(project / "map.pmtiles", VECTOR, "mvt", packed=2)
    desk.project = _set(project, "map.pmtiles")
    _shown(tab, served)
    tab.evaluate("performance.clearMeasures()")
    canvas = tab.locator("canvas")
    for key in ("ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown") * 4:
        canvas.press(key)
    times = sorted(tab.evaluate("performance.getEntriesByName('map-draw').map(m => m.duration)"))
    assert times and times[len(times) // 2] < 50


def test_in_the_browser_a_file_that_goes_while_it_is_shown_is_told(tab: Any, served: Any, project: Path, desk: Any) -> None:
    file = pmtiles.write(project / "map.pmtiles", RASTER, "png")
    desk.project = _set(project, "map.pmtiles")
    tab.route("**/tiles?*", lambda route: (file.unlink(missing_ok=True), route.continue_()))
    tab.goto(f"{served.base}/events?view=map")
    tab.wait_for_selector("[data-chart=map][data-ready]")
    tab.locator("[data-unread]").wait_for(state="visible")
    assert "map.pmtiles" in tab.locator("[data-unread]").inner_text()
    assert tab.evaluate("performance.getEntriesByName('map-draw').length") > 0
