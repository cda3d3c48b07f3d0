"""What is said after a judgement: what else changed, that nothing changed, what was undone; and small helps of the pages."""

from __future__ import annotations

import re
from typing import Any

import pytest

from isnad.filter import Filter, made
from isnad.model import Event, StoredReport
from isnad.review.queue import pairs_left, queue
from isnad.review.values import told


def _disputed(desk: Any) -> tuple[Event, StoredReport]:
    """An event whose reports disagree on the killed, and the report that differs."""
    for event in desk.store.events.chosen(Filter(), {}):
        for report in desk.store.reports.get(event.reports) if len(event.reports) > 2 and event.killed else ():
            if report.report.killed and event.killed.best != report.report.killed.n:
                return event, report
    raise AssertionError("the examples have such an event")


def _post(client: Any, path: str, **fields: Any) -> Any:
    seen = client.app.state.desk.store.judgements.count()
    return client.post(path, data={"csrf": client.csrf, "seen": str(seen), **fields}, headers={"Accept": "text/html"})


def _event(client: Any, event: Event, **fields: Any) -> str:
    return str(_post(client, f"/events/{event.id}?lang=en", **fields).text)


def test_what_else_changed_is_listed(client: Any, desk: Any) -> None:
    event, report = _disputed(desk)
    text = _event(client, event, do="mend", report=report.id, field="injured", value="77")
    assert "Also changed" not in text, "one mended field changes no other"
    text = _event(client, event, do="accept", report=report.id)
    assert event.killed
    line = re.search(r"<li>killed: <bdi>(\d+)</bdi>.*?<bdi>(\d+)</bdi></li>", text)
    assert "Also changed in the event" in text
    assert line
    assert line.groups() == (str(event.killed.best), str(report.report.killed.n))  # type: ignore[union-attr]


@pytest.mark.parametrize("field", ["killed", "place", "date", "type", "by"])
def test_an_unchanged_value_is_no_judgement(client: Any, desk: Any, field: str) -> None:
    event, report = _disputed(desk)
    value = told(report.report, field)
    assert "Nothing changed" in _event(client, event, do="mend", report=report.id, field=field, value=value)
    page = _post(client, f"/articles/{report.article}?lang=en", do="mend", report=report.id, field=field, value=value)
    assert "Nothing changed" in page.text
    page = _post(client, "/review?lang=en", action="mend", task=report.id, field=field, value=value)
    assert "Nothing changed" in page.text
    given = {"action": "mend", "reports": [report.id], "field": field, "value": value}
    answer = client.post("/api/v1/judgements", json=given)
    assert (answer.status_code, answer.json()["judgement"]) == (200, None)
    assert answer.json()["report"]["verdict"] is None
    assert desk.store.judgements.count() == 0
    assert client.post("/api/v1/judgements", json={**given, "note": "looked it up"}).status_code == 201, "a note is a word of its own"


def test_undo_and_redo_say_what(client: Any, desk: Any) -> None:
    event, report = _disputed(desk)
    _event(client, event, do="mend", report=report.id, field="killed", value="77")
    assert re.search(r"Undone: mended a report: killed\s+<bdi class=\"given\">77", _event(client, event, do="undo", judgement=1))
    assert re.search(r"Redone: mended a report: killed\s+<bdi class=\"given\">77", _event(client, event, do="undo", judgement=2))
    text = client.get(f"/review?lang=en&at={report.id}&done=2").text
    assert "Undone: Killed is 77" in text
    assert "took back: Killed is 77" in text
    assert "brought back: Killed is 77" in text
    assert "Redone: Killed is 77" in client.get(f"/review?lang=en&at={report.id}&done=3").text


@pytest.mark.parametrize("conditions", [[], ["country=IQ"], ["family=explosion"], ["min-killed=5"]])
def test_pairs_are_counted_as_the_queue_asks(client: Any, desk: Any, conditions: list[str]) -> None:
    filter = Filter(tuple(made(*c.split("=")[:1], [c.split("=")[1]]) for c in conditions))
    asked = queue(desk.store, desk.book, filter, by="x", limit=10_000, asked="pair")
    assert pairs_left(desk.store, desk.book, filter) == len(asked)
    if not conditions:
        assert len(asked) > 1
        assert f"and {len(asked)} pairs left" in client.get("/review?lang=en").text
        assert f"{len(asked)} pairs left" in client.get("/review?lang=en&ask=pair").text
        assert "pairs left" not in client.get("/review?lang=en&ask=report").text


def test_the_export_link_takes_the_filter_along(client: Any) -> None:
    assert 'href="/export?country=IQ"' in client.get("/events?country=IQ").text
    assert 'href="/export"' in client.get("/codebook?country=IQ").text


def test_a_spent_address_says_so(desk: Any) -> None:
    from fastapi.testclient import TestClient

    from isnad.web.app import create_app

    app = create_app(desk)
    first, second = TestClient(app), TestClient(app)
    assert first.get(f"/events?token={app.state.sessions.token}").status_code == 200
    text = second.get(f"/events?lang=en&token={app.state.sessions.token}", headers={"Accept-Language": "en"}).text
    assert "This address was used already" in text
    assert "start it again" in text
    assert "Nobody can log in here yet" not in text
    assert "Nobody can log in here yet" in second.get("/login", headers={"Accept-Language": "en"}).text


def test_a_place_that_no_gazetteer_has_is_marked(client: Any, desk: Any) -> None:
    event, report = _disputed(desk)
    text = _event(client, event, do="mend", report=report.id, field="place", value="حارة لا يعرفها أحد")
    assert "not in the gazetteer" in text
    assert "not in the gazetteer" in client.get(f"/articles/{report.article}?lang=en").text
    assert "not in the gazetteer" in client.get(f"/review?lang=en&at={report.id}").text


def test_the_command_can_be_pasted(client: Any, desk: Any) -> None:
    text = client.get("/export?country=IQ&lang=en").text
    assert f"isnad export csv --project {desk.project.folder.resolve()} --table events" in text
    assert "NAME.csv-metadata.json" in text


# In the browser


def test_completion_and_escape_on_the_event_page(tab: Any, served: Any, desk: Any) -> None:
    event, report = _disputed(desk)
    address = f"{served.base}/events/{event.id}"
    tab.goto(f"{address}?lang=en&mend={report.id}:place#mend")
    field = tab.locator("#mend-place")
    field.fill("حارة لا يعرفها أحد")
    warning = tab.locator("#mend .unresolved")
    tab.wait_for_function("() => document.querySelector('#mend .unresolved').textContent.includes('Not in the gazetteer')")
    field.fill("Mosul")
    tab.locator("#mend .options li").first.wait_for()
    assert warning.text_content() == ""
    field.press("ArrowDown")
    field.press("Enter")
    tab.locator("#mend button.main").click()
    tab.locator(".note").wait_for()
    assert next(desk.store.reports.get([report.id])).report.place_en == "Mosul"
    tab.goto(f"{address}?lang=en&mend={report.id}:killed#mend")
    tab.locator("#mend-killed").press("Escape")
    tab.wait_for_function("() => !document.getElementById('mend')")
    tab.goto(f"{served.base}/events?lang=en")
    tab.locator("table.events a.open").first.click()
    tab.wait_for_url("**/events/E*")
