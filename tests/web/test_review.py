"""Review: every decision without a script, by the API, and by keys in the browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from isnad.review import decide
from isnad.web.session import COOKIE

ARABIC = {"KeyA": "ش", "KeyR": "ق", "KeyU": "ع", "KeyZ": "ئ", "KeyS": "س", "KeyD": "ي", "KeyN": "ى", "KeyP": "ح", "KeyM": "ة"}


def _queue(client: Any, query: str = "") -> dict[str, Any]:
    told: dict[str, Any] = client.get(f"/api/v1/queue?limit=60{query}").json()
    return told


def _post(client: Any, **given: Any) -> Any:
    return client.post("/api/v1/judgements", json=given)


# Without a script


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
@pytest.mark.parametrize("query", ["", "&ask=pair", "&country=IQ&status=occurred", "&family=battle&judged=yes", "&at=gone"])
def test_the_page_in_every_language(client: Any, language: str, query: str) -> None:
    answer = client.get(f"/review?lang={language}{query}")
    assert answer.status_code == 200
    assert 'id="decide"' in answer.text


def _form(client: Any, task: str, action: str, **more: str) -> Any:
    seen = client.app.state.desk.store.judgements.count()
    return client.post("/review?lang=en", data={"csrf": client.csrf, "task": task, "seen": str(seen), "action": action, **more})


def test_forms_decide_and_advance(client: Any, desk: Any) -> None:
    first, second = (t["key"] for t in _queue(client, "&ask=report")["items"][:2])
    left = _queue(client)["left"]
    answer = _form(client, first, "accept", note="checked")
    assert f"at={second}" in str(answer.url) or first not in str(answer.url)
    assert f"{left - 1} reports and " in answer.text
    assert next(desk.store.reports.get([first])).verdict == "accepted"
    answer = _form(client, second, "mend", field="killed", value="3..7")
    assert f"at={second}" in str(answer.url)  # after a mend the same card
    assert next(desk.store.reports.get([second])).report.killed.high == 7
    answer = _form(client, second, "undo")
    assert next(desk.store.reports.get([second])).verdict is None
    answer = _form(client, second, "mend", field="killed", value="many")
    assert answer.status_code == 422
    assert 'value="many"' in answer.text  # what was typed is still there


def test_a_conflict_keeps_what_was_typed(client: Any, desk: Any) -> None:
    first = _queue(client, "&ask=report")["items"][0]["key"]
    decide.mend(desk.store, desk.book, first, "killed", 5, "Salma")
    data = {"csrf": client.csrf, "task": first, "seen": "0", "action": "mend", "field": "killed", "value": "77", "note": "see line 3"}
    answer = client.post("/review?lang=en", data=data)
    assert answer.status_code == 409
    for text in ("Salma", "Killed is 5", 'value="77"', 'value="see line 3"'):
        assert text in answer.text
    assert desk.store.judgements.count() == 1


# The API


def test_decisions_answer_with_what_comes_next(client: Any) -> None:
    tasks = _queue(client, "&ask=report")
    a = tasks["items"][0]
    made = _post(client, action="accept", reports=[a["report"]], seen=a["seen"])
    told = made.json()
    assert made.status_code == 201
    assert told["report"]["verdict"] == "accepted"
    assert told["next"]["key"] != a["key"]
    assert told["left"] == tasks["left"] - 1
    undone = client.post(f"/api/v1/judgements/{told['judgement']['id']}/undo").json()
    assert undone["report"]["verdict"] is None
    assert undone["next"]["key"] == a["key"]
    again = client.post(f"/api/v1/judgements/{undone['judgement']['id']}/undo").json()
    assert again["report"]["verdict"] == "accepted"


def test_same_and_different(client: Any, desk: Any) -> None:
    pair = next(t for t in _queue(client, "&ask=pair")["items"] if t["probability"])
    ids = [pair["report"], pair["other"]]
    assert _post(client, action="same", reports=ids).status_code == 201
    assert len(set(desk.store.events.held(ids).values())) == 1
    assert _post(client, action="undo", reports=[]).status_code == 201
    assert _post(client, action="different", reports=ids).status_code == 201
    assert len(set(desk.store.events.held(ids).values())) == 2
    assert pair["key"] not in {t["key"] for t in _queue(client, "&ask=pair")["items"]}


def test_409_tells_who_when_and_what(client: Any, desk: Any) -> None:
    first = _queue(client, "&ask=report")["items"][0]["report"]
    decide.mend(desk.store, desk.book, first, "killed", 5, "Salma")
    answer = _post(client, action="accept", reports=[first], seen=0)
    told = answer.json()
    assert answer.status_code == 409
    assert {k: told["error"]["judgement"][k] for k in ("by", "field", "value")} == {"by": "Salma", "field": "killed", "value": 5}
    assert told["report"]["report"]["killed"]["n"] == 5
    assert _post(client, action="accept", reports=[first], seen=told["seen"]).status_code == 201


@pytest.mark.parametrize(
    "given",
    [
        {"action": "accept", "reports": []},
        {"action": "accept", "reports": ["Rnone"]},
        {"action": "same", "reports": ["Rnone"]},
        {"action": "mend", "reports": ["{first}"], "field": "killed", "value": -3},
        {"action": "mend", "reports": ["{first}"], "field": "nothing", "value": 3},
        {"action": "mend", "reports": ["{first}"], "field": "place", "value": {"lat": "x"}},
        {"action": "mend", "reports": ["{first}"], "field": "claimed_by", "value": "\x00"},
        {"action": "undo", "reports": [], "undoes": 999},
        {"action": "dance", "reports": []},
        {"action": "add", "reports": ["ex-001"], "value": {"type": "attack"}},
        {"action": "accept", "reports": ["{first}"], "more": 1},
    ],
)
def test_what_cannot_be_is_refused(client: Any, desk: Any, given: dict[str, Any]) -> None:
    first = _queue(client, "&ask=report")["items"][0]["report"]
    given["reports"] = [r.replace("{first}", first) for r in given["reports"]]
    answer = _post(client, **given)
    assert answer.status_code == 422, answer.text
    assert answer.json()["error"]["what"]
    assert desk.store.judgements.count() == 0


def test_half_a_character_is_refused(client: Any) -> None:
    first = _queue(client, "&ask=report")["items"][0]["report"]
    body = f'{{"action": "mend", "reports": ["{first}"], "field": "claimed_by", "value": "\\ud800"}}'
    assert client.post("/api/v1/judgements", content=body, headers={"Content-Type": "application/json"}).status_code == 422


def test_judgements_by_pages(client: Any) -> None:
    for task in _queue(client, "&ask=report")["items"][:5]:
        _post(client, action="accept", reports=[task["report"]])
    pages, cursor = [], ""
    while True:
        told = client.get(f"/api/v1/judgements?limit=2{cursor}").json()
        pages.append([j["id"] for j in told["items"]])
        if not told["next"]:
            break
        cursor = f"&cursor={told['next']}"
    assert pages == [[5, 4], [3, 2], [1]]
    assert client.get("/api/v1/judgements?cursor=nonsense").status_code == 422


def test_roles(client: Any, desk: Any) -> None:
    sessions = client.app.state.sessions
    task = _queue(client, "&ask=report")["items"][0]["report"]
    pair = _queue(client, "&ask=pair")["items"][0]
    mine = _post(client, action="accept", reports=[task]).json()["judgement"]["id"]

    def as_(role: str) -> None:
        client.cookies.clear()
        client.cookies.set(COOKIE, sessions.start("Nadia", role))
        page = client.get("/help").text
        client.headers["X-CSRF-Token"] = page.split('data-csrf="')[1].split('"')[0]

    as_("reader")
    assert client.get("/review").status_code == client.get("/api/v1/judgements").status_code == 403
    assert _post(client, action="accept", reports=[task]).status_code == 403
    as_("coder")
    assert _post(client, action="unsure", reports=[task]).status_code == 201
    assert _post(client, action="same", reports=[pair["report"], pair["other"]]).status_code == 403
    assert client.post(f"/api/v1/judgements/{mine}/undo").status_code == 403
    assert all(t["kind"] == "report" for t in _queue(client)["items"])
    as_("reviewer")
    assert client.post(f"/api/v1/judgements/{mine}/undo").status_code == 201
    joined = _post(client, action="same", reports=[pair["report"], pair["other"]]).json()["judgement"]["id"]
    as_("coder")  # whoever is no reviewer any more cannot part what they joined, neither by number nor as their last word
    assert client.post(f"/api/v1/judgements/{joined}/undo").status_code == _post(client, action="undo").status_code == 403


@pytest.mark.parametrize(
    ("field", "text", "language", "first"),
    [
        ("place", "القصرين", "en", "القصرين"),
        ("place", "Kasserine", "en", "القصرين"),
        ("type", "shel", "en", "shelling_artillery_missile"),
        ("by", "داعش", "en", "isis"),
        ("country", "تون", "ar", "TN"),
        ("country", "Tunis", "fr", "TN"),
        ("status", "منف", "en", "denied"),
        ("place", "  ", "en", None),
    ],
)
def test_completion(client: Any, field: str, text: str, language: str, first: str | None) -> None:
    items = client.get("/api/v1/complete", params={"field": field, "q": text, "lang": language}).json()["items"]
    assert (items[0]["label"] if field == "place" and items else items[0]["value"] if items else None) == first


# In the browser


def _press(tab: Any, code: str, **more: bool) -> None:
    """A key of an Arabic keyboard: the place is that of the Latin letter, the letter is not."""
    event = {"code": code, "key": ARABIC.get(code, code), "bubbles": True, "cancelable": True, **more}
    tab.evaluate("event => (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', event))", event)


def _settled(tab: Any, before: str) -> str:
    tab.wait_for_function("before => document.getElementById('review').dataset.task !== before", arg=before)
    return str(tab.locator("#review").get_attribute("data-task"))


def test_ten_reports_by_keyboard_with_an_arabic_layout(tab: Any, served: Any, desk: Any) -> None:
    tab.goto(f"{served.base}/review?ask=report&lang=ar")
    left = int(tab.locator("#review").get_attribute("data-left"))
    key, keys = str(tab.locator("#review").get_attribute("data-task")), []
    for code in ("KeyA", "KeyA", "KeyR", "KeyA", "KeyU", "KeyA", "KeyA", "KeyR", "KeyA", "KeyA"):
        keys.append(key)
        _press(tab, code)
        key = _settled(tab, key)
    verdicts = [r.verdict for r in desk.store.reports.get(keys)]
    a, r, u = "accepted", "rejected", "unsure"
    assert verdicts == [a, a, r, a, u, a, a, r, a, a]
    assert int(tab.locator("#review").get_attribute("data-left")) == left - 10
    expect(tab.locator("#live")).to_have_text(f"قُبلت. بقيت {left - 10} رواية")
    assert tab.evaluate("document.activeElement.id") == "task"
    _press(tab, "KeyZ")
    assert _settled(tab, key) == keys[-1]
    _press(tab, "KeyZ", shiftKey=True)
    tab.wait_for_function("left => document.getElementById('review').dataset.left === String(left)", arg=left - 10)
    assert next(desk.store.reports.get([keys[-1]])).verdict == "accepted"


def test_mend_with_completion_and_keys_that_rest_while_typing(tab: Any, served: Any, desk: Any) -> None:
    tab.goto(f"{served.base}/review?ask=report&lang=en")
    key = str(tab.locator("#review").get_attribute("data-task"))
    line = tab.locator(".value-line[data-field=place]")
    tab.keyboard.press("4")
    field = line.locator("input[name=value]")
    field.fill("")
    field.type("Kasserine")  # a, r, s, n are letters here
    line.locator(".options li").first.wait_for()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    assert field.input_value() == "القصرين"
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".value-line[data-field=place].by-human")
    mended = next(desk.store.reports.get([key]))
    assert (mended.report.country, mended.verdict) == ("TN", "mended")
    assert "read" in line.locator(".was").inner_text()
    assert desk.store.judgements.count() == 1


def test_same_and_not_the_same_by_key(tab: Any, served: Any, desk: Any) -> None:
    tab.goto(f"{served.base}/review?ask=pair&lang=en")
    key = str(tab.locator("#review").get_attribute("data-task"))
    _press(tab, "KeyS")
    second = _settled(tab, key)
    assert len(set(desk.store.events.held(key.split(".")).values())) == 1
    _press(tab, "KeyD")
    _settled(tab, second)
    assert len(set(desk.store.events.held(second.split(".")).values())) == 2


def test_two_browsers_in_conflict(tab: Any, browser: Any, served: Any, desk: Any) -> None:
    tab.goto(f"{served.base}/review?ask=report&lang=en")
    key = str(tab.locator("#review").get_attribute("data-task"))
    context = browser.new_context()
    context.add_cookies([{"name": COOKIE, "value": served.sessions.start("Salma", "coder"), "url": served.base}])
    other = context.new_page()
    other.goto(f"{served.base}/review?at={key}&lang=en")
    tab.locator(".value-line[data-field=killed] summary").click()
    field = tab.locator("#value-killed")
    field.fill("77")
    tab.locator("#note").fill("line 3")
    other.locator(".value-line[data-field=killed] summary").click()
    other.locator("#value-killed").fill("5")
    other.keyboard.press("Enter")
    other.wait_for_selector("#done")
    field.focus()
    tab.keyboard.press("Enter")
    told = tab.locator("#conflict")
    told.wait_for()
    assert "Salma" in told.inner_text()
    assert "Killed is 5" in told.inner_text()
    expect(tab.locator("#value-killed")).to_have_value("77")
    assert tab.locator("#note").input_value() == "line 3"
    assert desk.store.judgements.count() == 1
    tab.locator("#value-killed").focus()
    tab.keyboard.press("Enter")  # decided again, knowing
    tab.wait_for_selector("#done")
    assert next(desk.store.reports.get([key])).report.killed.n == 77
    browser.leave(context)


def test_keys_can_be_changed_and_turned_off(tab: Any, served: Any, desk: Any) -> None:
    tab.goto(f"{served.base}/review?ask=report&lang=en")
    key = str(tab.locator("#review").get_attribute("data-task"))
    tab.keyboard.press("?")
    tab.locator("[data-change=accept]").click()
    tab.keyboard.press("r")
    assert "already" in tab.locator("#keys-told").inner_text()
    tab.locator("[data-change=accept]").click()
    tab.keyboard.press("g")
    tab.keyboard.press("Escape")
    tab.reload()
    assert tab.locator("button[value=accept] kbd").inner_text() == "G"
    tab.keyboard.press("a")
    tab.keyboard.press("g")
    second = _settled(tab, key)
    assert desk.store.judgements.count() == 1
    tab.keyboard.press("?")
    tab.locator("#keys-on").uncheck()
    tab.keyboard.press("Escape")
    tab.keyboard.press("g")
    tab.wait_for_timeout(300)
    expect(tab.locator("#review")).to_have_attribute("data-task", second)


def test_a_run_is_noticed_and_typing_stays(tab: Any, served: Any, desk: Any) -> None:
    tab.goto(f"{served.base}/review?ask=report&lang=en")
    tab.wait_for_timeout(300)
    tab.locator("#note").fill("half a tho")
    members = desk.store.events.members()
    shown = members[str(tab.locator("#review").get_attribute("data-task"))]
    decide.accept(desk.store, desk.book, next(report for report, event in members.items() if event != shown), "Salma")
    run = desk.store.start_run("merge", "test", "test", [])
    desk.store.end_run(run, {})
    tab.wait_for_function("() => !document.getElementById('news').hidden", timeout=9000)
    assert "merged" in tab.locator("#news").inner_text()
    assert "merged" in str(tab.locator("#live").text_content())
    assert tab.locator("#note").input_value() == "half a tho"


def test_the_words_are_drawn_exactly(tab: Any, served: Any, desk: Any) -> None:
    tab.goto(f"{served.base}/review?ask=report&lang=en")
    key = str(tab.locator("#review").get_attribute("data-task"))
    drawn = tab.evaluate("[...CSS.highlights.get('read-evidence')].map(range => range.toString()).join('')")
    assert drawn.strip() == next(desk.store.reports.get([key])).report.evidence.strip()


def test_the_queue_asks_one_kind(desk: Any) -> None:
    from isnad.filter import Filter
    from isnad.review.queue import queue

    for asked in ("report", "pair"):
        tasks = queue(desk.store, desk.book, Filter(), by="x", limit=8, asked=asked)  # type: ignore[arg-type]
        assert {t.kind for t in tasks} == {asked}


def test_what_is_left_is_counted_as_the_queue_asks(desk: Any) -> None:
    from isnad.filter import Filter, made
    from isnad.review.queue import queue

    for filter in (Filter(), Filter((made("country", ["IQ"]),)), Filter((made("text", ["بغداد"]),))):
        ids = [t.report.id for t in queue(desk.store, desk.book, filter, by="x", limit=500, asked="report")]
        assert desk.store.tasks.left(filter, desk.types, "x") == len(ids)
    decide.unsure(desk.store, desk.book, ids[0], "x")
    assert desk.store.tasks.left(filter, desk.types, "x") == len(ids) - 1
    assert desk.store.tasks.left(filter, desk.types, "y") == len(ids)
