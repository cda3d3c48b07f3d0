"""The data of the charts: every event is somewhere, once; an answer is known again until the events change."""

from __future__ import annotations

import csv
from typing import Any

import pytest

from isnad.filter import Filter, made
from isnad.web.charting import _extents, map_of, timeline_of
from isnad.web.ties import network_of
from isnad.web.wording import wording

FILTERS = (Filter(), Filter((made("country", ["TN", "LY"]),)), Filter((made("family", ["battle"]),)), Filter((made("min-origins", ["2"]),)))


@pytest.mark.parametrize("filter", FILTERS)
def test_map_and_timeline_count_every_event_once(desk: Any, filter: Filter) -> None:
    total = desk.store.events.count(filter, desk.types)
    drawn = map_of(desk.store, desk.book, filter, desk.types, wording("en"))
    assert drawn.total == total
    assert sum(map(sum, drawn.places.events)) + sum(sum(c.events) for c in drawn.countries) + sum(drawn.nowhere) == total
    times = timeline_of(desk.store, desk.book, filter, desk.types)
    assert sum(map(sum, times.events)) + times.undated == times.total == total


def test_what_is_known_by_country_alone_is_no_point(desk: Any) -> None:
    drawn = map_of(desk.store, desk.book, Filter(), desk.types, wording("en"))
    assert not [id_ for id_ in drawn.places.id if id_.startswith("country:")]
    assert all((radius > 0) == (kind != "town") for radius, kind in zip(drawn.places.radius, drawn.places.precision, strict=True))


def test_a_province_reaches_as_far_as_its_towns(desk: Any) -> None:
    reach = _extents(desk.book)
    wide = next(p.id for p in desk.book.places.values() if p.kind == "admin1" and p.name_en == "Tamanrasset")
    narrow = next(p.id for p in desk.book.places.values() if p.kind == "admin1" and p.name_en == "Tunis")
    assert reach[narrow] < 40 < reach[wide]


def test_the_network_names_only_the_codebook(desk: Any) -> None:
    drawn = network_of(desk.store, desk.book, Filter(), desk.types, wording("ar"))
    assert drawn.nodes
    assert all(n.id in desk.book.actors or n.id.startswith("country:") for n in drawn.nodes)
    assert {i for t in drawn.ties for i in (t.a, t.b)} == {n.id for n in drawn.nodes}


@pytest.mark.parametrize("chart", ["map", "timeline", "network"])
def test_an_answer_is_known_again_until_the_events_change(client: Any, desk: Any, chart: str) -> None:
    first = client.get(f"/api/v1/{chart}?country=TN")
    again = client.get(f"/api/v1/{chart}?country=TN", headers={"If-None-Match": first.headers["etag"]})
    other = client.get(f"/api/v1/{chart}?country=LY", headers={"If-None-Match": first.headers["etag"]})
    assert (first.status_code, again.status_code, other.status_code) == (200, 304, 200)
    with desk.store.writing():
        desk.store.end_run(desk.store.start_run("merge", "test", desk.book.version, []), {})
    assert client.get(f"/api/v1/{chart}?country=TN", headers={"If-None-Match": first.headers["etag"]}).status_code == 200


@pytest.mark.parametrize("address", [f"/api/v1/{c}?format=csv" for c in ("map", "timeline", "network")] + [f"/api/v1/tally?by={b}&format=csv" for b in ("month", "country", "type")])  # fmt: skip
def test_csv_says_what_it_counts_and_every_row_is_whole(client: Any, address: str) -> None:
    answer = client.get(address)
    lines = answer.text.splitlines()
    assert lines[0].startswith("# Sample: events") and "nothing here is confirmed" in lines[0]
    rows = list(csv.reader(lines[1:]))
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize("by", ["month", "country", "type"])
def test_the_overview_as_svg_stands_by_itself(client: Any, by: str) -> None:
    from xml.etree import ElementTree

    text = client.get(f"/api/v1/tally?by={by}&format=svg").text
    assert ElementTree.fromstring(text).tag.endswith("svg")
    assert "nothing here is confirmed" in text


def test_a_format_that_is_none_is_told_in_the_one_shape(client: Any) -> None:
    answer = client.get("/api/v1/map?format=pdf")
    assert answer.status_code == 422
    assert answer.json()["error"]["status"] == 422
