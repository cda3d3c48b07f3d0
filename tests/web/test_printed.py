"""Printed pages: every sheet of every section says what it was made from."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from playwright.sync_api import expect

from isnad.filter import Filter, made
from isnad.web.wording import LANGUAGES, wording
from tests.web.pdf import pages

SECTIONS = (
    "/", "/events", "/events?view=map", "/events?view=timeline", "/events?view=network", "/articles/ex-001", "/review", "/review/samples", "/search?q=الشرطة",
    "/actors", "/actors/isis", "/outlets", "/codebook", "/codebook/events/attack", "/quality", "/export", "/settings", "/help",
)  # fmt: skip


def _line(text: str) -> str:
    return unescape(text.split('class="printed"')[1].split("<p>")[1].split("</p>", maxsplit=1)[0])


def _squeezed(text: str) -> str:
    return "".join(text.split())  # lines of a PDF end without a blank


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", SECTIONS)
def test_every_section_has_its_line_without_a_script(client: Any, desk: Any, path: str, language: str) -> None:
    line = _line(client.get(path, params={"lang": language}).text)
    for part in ("Sample", desk.store.last_codebook(), "isnad test", wording(language)("print.named")):
        assert part in line


@pytest.mark.parametrize(
    "path,query", [("/events?country=TN", "country=TN"), ("/actors?country=TN", ""), ("/actors/isis", "actor=isis"), ("/search?text=x", "")]
)
def test_the_line_is_about_what_the_page_shows(client: Any, path: str, query: str) -> None:
    text = unescape(client.get(path).text)
    assert f'data-provenance="/api/v1/provenance{"?" + query if query else ""}"' in text


def test_the_page_of_an_event_is_about_it_whatever_its_status(client: Any, desk: Any) -> None:
    wanted = Filter((made("status", ["denied", "planned", "foiled"]),))
    event = next(iter(desk.store.events.chosen(wanted, desk.types)))
    address = unescape(client.get(f"/events/{event.id}").text).split('data-provenance="')[1].split('"')[0]
    line = client.get(f"{address}&lang=en").json()["line"]
    assert "/ 1 event ·" in line and event.id in line


def test_the_line_counts_as_the_store_does(client: Any, desk: Any) -> None:
    filter = Filter((made("country", ["TN"]),))
    events, reports, reviewed = desk.store.browse.sizes(filter, desk.types)
    assert events == desk.store.events.count(filter, desk.types)
    assert reports == sum(len(e.reports) for e in desk.store.events.chosen(filter, desk.types))
    assert reviewed == 0
    told = client.get("/api/v1/provenance?country=TN&lang=en").json()
    assert f"{reports} reports / {events} events" in told["line"] and "Country: Tunisia; Status: Reported, Alleged" in told["line"]
    assert "0% of the events reviewed" in told["line"]
    assert told["sentence"].startswith("Sample: events (country TN, status occurred, alleged)")


def test_a_reader_prints_what_is_masked_and_others_are_warned(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    w = wording("en")
    assert w("print.named") in _line(client.get("/events?lang=en").text)
    monkeypatch.setattr("isnad.web.visit.Visit.may", lambda self, role: role == "reader")
    assert w("print.masked") in _line(client.get("/events?lang=en").text)


@pytest.mark.parametrize("language,theme", [("en", "dark"), ("ar", "light"), ("fr", "contrast")])
def test_in_the_browser_a_print_shows_the_whole_line_on_white(tab: Any, served: Any, language: str, theme: str) -> None:
    tab.goto(f"{served.base}/events?country=TN&lang={language}&theme={theme}")
    foot = tab.locator(".printed")
    expect(foot).to_be_hidden()
    tab.emulate_media(media="print")
    expect(foot).to_be_visible()
    expect(foot).to_contain_text(wording(language)("events.count", n=int(tab.locator("tbody tr").count())))
    assert tab.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert tab.evaluate("getComputedStyle(document.querySelector('tbody a')).color") in ("rgb(23, 94, 107)", "rgb(0, 48, 122)")


@pytest.mark.parametrize("path", SECTIONS)
def test_in_the_browser_every_sheet_has_the_line_at_its_foot(tab: Any, served: Any, path: str) -> None:
    tab.goto(f"{served.base}{path}{'&' if '?' in path else '?'}lang=en")
    if tab.locator("[data-chart]").count():
        tab.wait_for_selector("[data-ready]")
    sheets = [_squeezed(text) for text in pages(tab.pdf(format="A4"))]
    assert sheets
    for number, sheet in enumerate(sheets, 1):
        assert sheet.count("codedbyisnadtest") == sheet.count("oftheeventsreviewed") == 1, number
