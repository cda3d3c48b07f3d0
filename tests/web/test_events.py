"""Events: one filter in the address drives table, map, timeline and network; pages of the table lose and repeat nothing."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from isnad.filter import Filter, made
from isnad.web.pages import events as page_of
from isnad.web.wording import LANGUAGES

_ID = re.compile(r'<th scope="row" class="day"><a href="/events/(E\w+)">')


def _next(text: str, way: str = "next") -> str | None:
    found = re.search(rf'rel="{way}" href="([^"]+)"', text)
    return unescape(found[1]) if found else None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", page_of.VIEWS)
def test_every_view_in_every_language(client: Any, view: str, language: str) -> None:
    answer = client.get(f"/events?lang={language}&view={view}")
    assert answer.status_code == 200
    assert f'lang="{language}"' in answer.text


@pytest.mark.parametrize(
    "key,value",
    [
        ("country", "TN"),
        ("family", "battle"),
        ("min-origins", "2"),
        ("status", "denied"),
        ("min-killed", "1"),
        ("reviewed", "no"),
        ("reviewed", "part"),
    ],
)
def test_the_filter_counts_as_the_store_does_and_goes_on_to_the_export(client: Any, desk: Any, key: str, value: str) -> None:
    wanted = desk.store.events.count(Filter((made(key, [value]),)), desk.types)
    for view in page_of.VIEWS:
        text = client.get(f"/events?{key}={value}&view={view}&lang=en").text
        assert f"<strong>{wanted} event" in text
        assert f'href="/export?{key}={value}"' in text


@pytest.mark.parametrize("order", ["date", "old", "killed", "changed"])
def test_pages_hold_every_event_once(client: Any, desk: Any, monkeypatch: pytest.MonkeyPatch, order: str) -> None:
    monkeypatch.setattr(page_of, "_ROWS", 7)
    address: str | None = f"/events?order={order}"
    seen: list[str] = []
    texts = []
    while address:
        texts.append(client.get(address).text)
        seen += _ID.findall(texts[-1])
        address = _next(texts[-1])
    every = {e.id for e in desk.store.events.chosen(Filter(), desk.types)}
    assert len(texts) > 2
    assert len(seen) == len(set(seen))
    assert set(seen) == every
    back = client.get(_next(texts[2], "prev")).text
    assert _ID.findall(back) == _ID.findall(texts[1])
    assert _next(back, "prev") and _ID.findall(client.get(_next(back, "prev")).text) == _ID.findall(texts[0])


def test_a_broken_mark_begins_at_the_start(client: Any) -> None:
    first = _ID.findall(client.get("/events").text)
    assert _ID.findall(client.get("/events?after=nonsense").text) == first
    assert client.get("/events?before=WyJhIl0").status_code == 200


@pytest.mark.parametrize(
    "given,tidied",
    [
        ("/events?text=&country=TN&country=LY&from=", "/events?country=TN,LY"),
        ("/events?view=map&type=arrests&type=attack&order=", "/events?view=map&type=arrests,attack"),
        ("/events?actor=isis&actor=houthis", None),
        ("/events?country=TN", None),
    ],
)
def test_the_address_of_a_form_is_made_tidy(client: Any, given: str, tidied: str | None) -> None:
    answer = client.get(given, follow_redirects=False)
    assert answer.headers.get("location") == tidied


def test_a_chip_takes_its_condition_away(client: Any) -> None:
    text = client.get("/events?country=TN,LY&-type=arrests&view=map&lang=en").text
    chips = dict(re.findall(r'<a class="chip" href="([^"]+)" aria-label="[^:]+: ([^"]+)"', text))
    assert {unescape(k): v for k, v in chips.items()} == {
        "/events?country=LY&-type=arrests&view=map": "Country: Tunisia",
        "/events?country=TN&-type=arrests&view=map": "Country: Libya",
        "/events?country=TN,LY&view=map": "not Type: Arrests",
    }
    assert '<input type="hidden" name="-type" value="arrests">' in text  # the form has no field for it and must not lose it


def test_a_place_is_found_by_id_and_by_name_in_any_case(client: Any, desk: Any) -> None:
    event = next(e for e in desk.store.events.chosen(Filter(), desk.types) if e.place_en and e.place_id)
    counts = [
        desk.store.events.count(Filter((made("place", [v]),)), desk.types) for v in (event.place_id, event.place_en.upper(), event.place)
    ]
    assert counts[0] >= 1
    assert all(counts)


def test_readers_do_not_see_private_persons(client: Any, desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import msgspec

    event = next(e for e in desk.store.events.chosen(Filter(), desk.types) if e.by)
    name = "فلان بن علان"
    with desk.store.writing():
        private = msgspec.structs.replace(event.by[0], id=None, en=None, text=name, person="private", minor=False)
        desk.store.events.put([(msgspec.structs.replace(event, by=[private], place="سوق البلدة", place_en=None, place_id=None), [])])
    address = f"/events?id={event.id}&status={event.status}"
    assert name in client.get(address).text
    monkeypatch.setattr("isnad.web.visit.Visit.may", lambda self, role: role == "reader")
    masked = client.get(address).text
    assert event.id in masked
    assert name not in masked


def test_in_the_browser_the_map_is_moved_by_keys_and_tells_what_lies_at_the_centre(tab: Any, served: Any) -> None:
    tab.goto(f"{served.base}/events?view=map")
    tab.wait_for_selector("[data-chart=map][data-ready]")
    before = tab.evaluate("performance.getEntriesByName('map-draw').length")
    canvas = tab.locator("canvas")
    canvas.focus()
    canvas.press("ArrowLeft")
    canvas.press("+")
    tab.wait_for_function(f"performance.getEntriesByName('map-draw').length > {before}")
    for _ in range(4):
        canvas.press("-")
    canvas.press("0")
    tab.wait_for_timeout(200)
    box = canvas.bounding_box()
    spots = tab.locator(".picked a")
    for n in range(0, 100, 3):  # some mark lies somewhere on the middle lines
        tab.mouse.click(box["x"] + box["width"] * n / 100, box["y"] + box["height"] * (0.3 + 0.4 * (n % 7) / 7))
        if spots.count():
            break
    canvas.press("Enter")
    assert tab.locator(".picked h3").inner_text()


def test_in_the_browser_the_brush_sets_the_days_of_the_filter(tab: Any, served: Any) -> None:
    tab.goto(f"{served.base}/events?view=timeline&family=battle,violence,explosion,demonstration,strategic")
    tab.wait_for_selector("[data-chart=timeline][data-ready]")
    first = tab.get_by_role("slider", name="First day")
    first.focus()
    first.press("End")
    first.press("ArrowLeft")
    told = tab.locator(".told").inner_text()
    first.press("Enter")
    tab.wait_for_url("**from=**")
    assert "from=" in tab.url and "to=" in tab.url and "family=" in tab.url and "view=timeline" in tab.url
    assert tab.locator(".count").inner_text().split()[0] == told.split()[0]


def test_in_the_browser_a_chart_is_taken_with_its_provenance(tab: Any, served: Any) -> None:
    for view in ("map", "timeline", "network"):
        tab.goto(f"{served.base}/events?view={view}")
        tab.wait_for_selector(f"[data-chart={view}][data-ready]")
        with tab.expect_download() as taken:
            tab.get_by_role("button", name="Take as SVG").click()
        text = Path(taken.value.path()).read_text(encoding="utf-8")
        assert text.startswith("<svg") and "nothing here is confirmed" in text
        assert "var(--" not in text


@pytest.mark.parametrize(
    "query", ["min-killed=99999999999999999999", "after=WyJhIiwxMDAwMDAwMDAwMDAwMDAwMDAwMDAwXQ", "from=2018-13", "text=%22", "text=%ff"]
)
def test_nonsense_in_the_address_breaks_nothing(client: Any, query: str) -> None:
    assert client.get(f"/events?{query}").status_code == 200
    assert client.get(f"/api/v1/map?{query}").status_code == 200
