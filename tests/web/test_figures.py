"""Charts as files: whatever is drawn can be taken as SVG and CSV, with the line that says what it was made from."""

from __future__ import annotations

import csv
import re
import xml.etree.ElementTree as ET
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest

from isnad.web import survey
from isnad.web.figures import FIGURES
from isnad.web.gauges import GAUGES
from isnad.web.wording import LANGUAGES

# How a page draws a chart; each must stand beside its two files.
DRAWN = re.compile(
    r'<figure class="chart"|<section class="ranking"|<table class="matrix"|class="calibration card"|<svg class="stack"|class="chart[ "]'
)
SVG, CSV = re.compile(r'href="([^"]+(?:\.svg|format=svg)[^"]*)"'), re.compile(r'href="([^"]+(?:\.csv|format=csv)[^"]*)"')
MADE = ("by isnad test", "measured with isnad")


def _busiest(desk: Any) -> tuple[str, str]:
    """The outlet with most events, and an actor of the codebook with some."""
    outlets, actors = survey.outlets(desk).outlets, survey.actors(desk)
    known = [a for a in actors if a in desk.book.actors and not a.startswith("generic:")]
    return max(outlets, key=lambda o: outlets[o].share.events), max(known, key=lambda a: actors[a].events)


def _pages(desk: Any) -> list[str]:
    outlet, actor = _busiest(desk)
    return [
        "/",
        "/outlets",
        f"/outlets/{quote(outlet)}",
        "/outlets/reuters",
        f"/actors/{actor}",
        "/quality",
        *(f"/events?view={v}" for v in ("map", "timeline", "network")),
    ]


def _judge(client: Any, desk: Any) -> None:
    """A few judgements: without one there is no calibration of the project's own."""
    for report in client.get("/api/v1/reports?limit=12").json()["reports"]:
        given = {"action": "accept", "reports": [report["id"]], "seen": desk.store.judgements.count()}
        assert client.post("/api/v1/judgements", json=given).status_code == 201


def test_every_chart_has_its_two_files(client: Any, desk: Any) -> None:
    _judge(client, desk)
    seen = set()
    for page in _pages(desk):
        text = client.get(page).text
        drawings, tables = SVG.findall(text), CSV.findall(text)
        scripted = text.count('data-take="svg"')  # map, timeline and network are drawn, and taken, in the browser
        assert len(DRAWN.findall(text)) <= len(tables) == len(drawings) + scripted, page
        for address in map(unescape, [*drawings, *tables]):
            seen.add(address.split("?")[0])
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert "attachment" in answer.headers["content-disposition"]
            if "svg" in answer.headers["content-type"]:
                assert any(made in _text(answer.text) for made in MADE), address
            else:
                first, *rows = answer.text.splitlines()
                assert first.startswith("# ") and any(made in first for made in MADE), address
                assert len(rows) > 1
                assert len({len(row) for row in csv.reader(rows)}) == 1, address
    assert {f"/figures/{name}.{kind}" for name in (*FIGURES, *GAUGES) for kind in ("svg", "csv")} <= seen


def _text(drawing: str) -> str:
    """Every word of a drawing that can be read as XML."""
    return " ".join(" ".join(ET.fromstring(drawing).itertext()).split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["kinds", "matrix", "reviewed", "verdicts", "fields"])
def test_the_words_are_the_visitors_and_the_columns_are_not(client: Any, name: str, language: str) -> None:
    english = client.get(f"/figures/{name}.csv?lang=en").text.splitlines()[1]
    assert client.get(f"/figures/{name}.csv?lang={language}").text.splitlines()[1] == english
    ET.fromstring(client.get(f"/figures/{name}.svg?lang={language}").text)


def test_a_table_counts_as_the_page_does(client: Any, desk: Any) -> None:
    outlet, _ = _busiest(desk)
    rows = list(csv.reader(client.get("/figures/outlet-types.csv", params={"of": outlet}).text.splitlines()[1:]))
    assert sum(int(n) for *_, n in rows[1:]) == survey.outlets(desk).outlets[outlet].share.events
    months = list(csv.reader(client.get("/figures/outlet-months.csv", params={"of": outlet}).text.splitlines()[1:]))
    assert 0 < sum(int(n) for _, n in months[1:]) <= desk.store.articles.count()


def test_no_private_person_is_in_a_figure(client: Any, desk: Any) -> None:
    from isnad.filter import Filter

    private = {s.text for r in desk.store.reports.chosen(Filter(), desk.types) for s in r.report.sources if s.person == "private"}
    assert private
    named = {row[1] for row in csv.reader(client.get("/figures/sources.csv").text.splitlines()[1:])}
    assert not private & named


@pytest.mark.parametrize(
    "path", ["/figures/nothing.svg", "/figures/outlet-months.svg?of=nobody", "/figures/matrix.pdf", "/figures/outlet-types.csv"]
)
def test_what_cannot_be_drawn_is_told(client: Any, path: str) -> None:
    assert client.get(path).status_code in (404, 422)


@pytest.mark.parametrize("of", ["<script>alert(1)</script>", '"; DROP', "a\r\nX-Bad: 1"])
def test_a_name_is_data(client: Any, of: str) -> None:
    assert client.get("/figures/outlet-kinds.svg", params={"of": of}).status_code == 404
