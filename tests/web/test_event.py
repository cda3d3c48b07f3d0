"""The page of an event: side by side, figures, origins, links, history, and what its forms do."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from playwright.sync_api import expect

from isnad.codebook import Codebook
from isnad.filter import Filter
from isnad.merge.values import event_of
from isnad.model import Event
from isnad.review.decide import mend, reject
from isnad.web.dossier import dossier_of
from isnad.web.wording import LANGUAGES
from tests.merge.stored import count, source, stored


def _largest(desk: Any) -> Event:
    """The event with the most reports that disagree on the killed."""
    return max((e for e in desk.store.events.chosen(Filter(), {}) if "killed" in e.disputed), key=lambda e: len(e.reports))


def _post(client: Any, id_: str, **fields: Any) -> Any:
    return client.post(f"/events/{id_}", data={"csrf": client.csrf, **fields})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_event_and_its_articles_can_be_seen(client: Any, desk: Any, language: str) -> None:
    events = sorted(desk.store.events.chosen(Filter(), {}), key=lambda e: -len(e.reports))[:12]
    for event in events:
        assert client.get(f"/events/{event.id}?lang={language}").status_code == 200
        for article in event.articles:
            assert client.get(f"/articles/{article}").status_code == 200


def test_sources_stand_side_by_side_and_disagreement_is_marked(client: Any, desk: Any) -> None:
    event = _largest(desk)
    text = client.get(f"/events/{event.id}").text
    for report in desk.store.reports.get(event.reports):
        assert f'href="/articles/{report.article}#{report.id}-place"' in text
        assert report.publisher in text
    row = text.split('class="split"')[-1]
    assert 'class="differs' in row and "≠" in row  # by sign, not by colour alone
    assert text.count('<li class="root"') == len(event.origins)
    assert 'class="reasons"' in text
    assert f"/api/v1/export/jsonld?id={event.id}" in text


POLICE = source("الشرطة", "police")


@pytest.mark.parametrize(
    ("given", "gone", "differ"),
    [
        ([(7, [POLICE], "2030-05-04"), (9, [POLICE], "2030-05-05")], [True, False], [set(), set()]),
        ([(7, [POLICE], "2030-05-04"), (9, [], "2030-05-05")], [False, False], [{"killed"}, set()]),
        ([(7, [], "2030-05-04"), (7, [], "2030-05-05"), (2, [], "2030-05-06")], [False] * 3, [set(), set(), {"killed"}]),
    ],
)
def test_the_dossier_tells_what_is_replaced_and_what_differs(
    codebook: Codebook, given: list[Any], gone: list[bool], differ: list[set[str]]
) -> None:
    """A voice that tells a higher toll on a later day replaces its own figure; others contradict it."""
    reports = [stored(n, killed=count(k), sources=s, published=day) for n, (k, s, day) in enumerate(given)]
    event = event_of("E1", reports, codebook)
    found = dossier_of(event, event, reports, reports, codebook, [])
    assert [s.replaced for s in found.figures["killed"]] == gone
    assert [set(c.differs) for c in found.columns] == differ


def test_accept_all_then_undo_one(client: Any, desk: Any) -> None:
    event = _largest(desk)
    answer = _post(client, event.id, do="accept")
    assert answer.status_code == 200
    assert next(desk.store.events.get([event.id])).reviewed == "all"
    number = int(re.search(r'name="judgement" value="(\d+)"', answer.text)[1])  # type: ignore[index]
    _post(client, event.id, do="undo", judgement=number)
    assert next(desk.store.events.get([event.id])).reviewed == "part"


def test_a_field_is_mended_and_the_machine_s_value_stays_to_be_seen(client: Any, desk: Any) -> None:
    event = _largest(desk)
    report = event.reports[0]
    form = client.get(f"/events/{event.id}?mend={report}:killed").text
    assert 'name="value"' in form and f'value="{report}"' in form
    text = _post(client, event.id, do="mend", report=report, field="killed", value="9").text
    stored = next(desk.store.reports.get([report]))
    assert stored.report.killed.n == 9 and stored.machine.killed.n != 9
    assert "The machine read:" in text and "✎" in text


def test_what_cannot_be_is_told_and_stays_typed(client: Any, desk: Any) -> None:
    event = _largest(desk)
    answer = _post(client, event.id, do="mend", report=event.reports[0], field="date", value="yesterday")
    assert answer.status_code == 422
    assert 'value="yesterday"' in answer.text and 'role="alert"' in answer.text
    assert desk.store.judgements.count() == 0


def test_a_conflict_is_told_and_nothing_is_lost(client: Any, desk: Any) -> None:
    event = _largest(desk)
    seen = desk.store.judgements.count()
    mend(desk.store, desk.book, event.reports[0], "killed", 3, "someone else")
    answer = _post(client, event.id, do="mend", report=event.reports[0], field="killed", value="9", seen=seen)
    assert answer.status_code == 409
    assert "someone else" in answer.text and 'value="9"' in answer.text
    assert desk.store.judgements.count() == seen + 1


def test_not_the_same_then_same_as_leads_from_the_old_id_to_the_new(client: Any, desk: Any) -> None:
    event = _largest(desk)
    report = event.reports[-1]
    _post(client, event.id, do="different", report=report)
    other = desk.store.events.held([report])[report]
    assert other != event.id and report not in next(desk.store.events.get([event.id])).reports
    text = _post(client, other, do="same", other=event.id).text
    assert report in next(desk.store.events.get([desk.store.events.now(event.id)])).reports
    gone = other if desk.store.events.now(other) != other else event.id
    answer = client.get(f"/events/{gone}")
    assert answer.url.path == f"/events/{desk.store.events.now(gone)}"
    assert f"Event {gone} was merged" in answer.text
    assert "one event now" in text


def test_same_as_nothing_is_told(client: Any, desk: Any) -> None:
    answer = _post(client, _largest(desk).id, do="same", other="E000000000000")
    assert answer.status_code == 422 and "E000000000000" in answer.text


def test_an_event_that_is_no_more_says_so_and_can_come_back(client: Any, desk: Any) -> None:
    event = next(e for e in desk.store.events.chosen(Filter(), {}) if len(e.reports) == 1)
    made = reject(desk.store, desk.book, event.reports[0], desk_owner(desk))
    answer = client.get(f"/events/{event.id}")
    assert answer.status_code == 410 and event.id in answer.text
    assert f'name="judgement" value="{made.id}"' in answer.text
    _post(client, event.id, do="undo", judgement=made.id)
    assert client.get(f"/events/{event.id}").status_code == 200


def test_what_never_was_is_not_found(client: Any) -> None:
    assert client.get("/events/E000000000000").status_code == 404
    assert client.get("/articles/none/such").status_code == 404


def desk_owner(desk: Any) -> str:
    from isnad.web.session import owner

    return owner(desk)


def reader(desk: Any) -> Any:
    """A client of someone who may only read."""
    from fastapi.testclient import TestClient

    from isnad.web.app import create_app
    from isnad.web.session import COOKIE

    app = create_app(desk)
    client = TestClient(app)
    client.cookies.set(COOKIE, app.state.sessions.start("rana", "reader"))
    client.headers["X-CSRF-Token"] = client.get("/help").text.split('data-csrf="')[1].split('"')[0]
    return client


def test_readers_see_no_private_names_and_decide_nothing(desk: Any) -> None:
    client = reader(desk)
    hidden = 0
    for event in desk.store.events.chosen(Filter(), {}):
        for report in desk.store.reports.get(event.reports):
            private = [s for s in report.report.sources if s.person == "private" and len(s.text.split()) > 1]
            for private_ in private:
                hidden += 1
                assert private_.text not in client.get(f"/events/{event.id}").text
                assert private_.text not in client.get(f"/articles/{report.article}").text
    assert hidden
    event = _largest(desk)
    assert 'name="do"' not in client.get(f"/events/{event.id}").text
    assert client.post(f"/events/{event.id}", data={"do": "accept"}).status_code == 403
    assert desk.store.judgements.count() == 0


def test_what_readers_see_lit_is_the_evidence_they_may_see(desk: Any) -> None:
    """Offsets move with what is left out of the text."""
    import msgspec

    from isnad.web.veil import Veil

    class Rana:
        def __init__(self) -> None:
            self.desk = desk

        def may(self, role: str) -> bool:
            return role == "reader"

    client, veil, moved = reader(desk), Veil(Rana()), 0  # type: ignore[arg-type]
    for key in desk.store.articles.every():
        article = next(desk.store.articles.get([key]))
        text = client.get(f"/articles/{article.id}").text
        if "left out of this text" not in text:
            continue
        raw = "".join(f"{unescape(t)}\n" for _, t in re.findall(r'data-start="(\d+)">([^<]*)<', text))
        starts = [int(n) for n in re.findall(r'data-start="(\d+)"', text)]
        whole = dict(zip(starts, raw.split("\n"), strict=False))
        marks = {m["id"]: m for m in msgspec.json.decode(re.search(r'id="marks">(.*?)</script>', text)[1])}  # type: ignore[index]
        for seen in veil.reports(desk.store.reports.of_article(key)):
            (a, b) = marks[f"{seen.id}-evidence"]["spans"][0]
            start = max(n for n in whole if n <= a)
            assert whole[start][a - start : b - start] == seen.report.evidence.split("\n")[0]
            moved += 1
    assert moved > 5


def test_in_the_browser_not_the_same_mend_and_undo(tab: Any, served: Any, desk: Any) -> None:
    event = _largest(desk)
    tab.goto(f"{served.base}/events/{event.id}")
    tab.get_by_role("link", name="Mend killed of report 1").click()
    tab.get_by_label("New value: killed").fill("9")
    tab.get_by_role("button", name="Save").click()
    expect(tab.locator("td.changed", has_text="9")).to_have_count(1)
    tab.locator(".note").get_by_role("button", name="Undo").click()
    expect(tab.locator("td.changed")).to_have_count(0)
    before = len(event.reports)
    tab.get_by_role("button", name=f"Not the same: report {before}").click()
    expect(tab.locator("th.report")).to_have_count(before - 1)
    tab.locator(".note").get_by_role("button", name="Undo").click()
    expect(tab.locator("th.report")).to_have_count(before)
