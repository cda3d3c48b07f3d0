"""News: an open page is told what a read, a merge or others changed; asking costs next to nothing and takes nothing away."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from isnad.cli import run
from isnad.store.pulse import Hold

NEWS = "/api/v1/news"
AXE = Path("frontend/node_modules/axe-core/axe.min.js")
TOLD = (
    "انفجرت عبوة ناسفة في سوق بمدينة درعا السورية أمس ما أدى إلى مقتل {n} مدنيين وإصابة آخرين، وفق ما أعلنت الشرطة.",
    "أصيب {n} جنود في هجوم شنه مسلحون مجهولون على حاجز للجيش قرب مدينة سبها جنوب ليبيا، حسبما قال مصدر أمني.",
)


def _articles(folder: Path) -> Path:
    """Four articles that no project has."""
    lines = [
        {"id": f"new-{n}", "title": "خبر", "text": text.format(n=n + 3), "published": f"2021-05-0{n + 1}", "publisher": "مثال"}
        for n, text in enumerate(TOLD * 2)
    ]
    file = folder / "new.jsonl"
    file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    return file


def _ask(client: Any, since: str = "") -> dict[str, Any]:
    answer = client.get(NEWS, params={"since": since} if since else {})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_what_came_is_counted_from_the_mark_on(client: Any, desk: Any, project: Path, tmp_path: Path) -> None:
    first = _ask(client)
    assert [first[k] for k in ("articles", "reports", "events", "judgements", "working")] == [0, 0, 0, 0, None]
    before = desk.store.reports.count()
    assert run(["read", str(_articles(tmp_path)), "--project", str(project), "-q"]) == 0
    read = _ask(client, first["since"])
    assert (read["articles"], read["reports"]) == (4, desk.store.reports.count() - before)
    assert read["reports"] and not read["events"]
    assert run(["merge", "--project", str(project)]) == 0
    merged = _ask(client, first["since"])
    assert merged["events"] and merged["reports"] == read["reports"]
    assert [_ask(client, merged["since"])[k] for k in ("articles", "reports", "events")] == [0, 0, 0]


def test_judgements_of_others_alone_are_news(client: Any, desk: Any) -> None:
    since, mark = _ask(client)["since"], desk.store.news.mark()
    report = client.get("/api/v1/reports?limit=1").json()["reports"][0]["id"]
    answer = client.post("/api/v1/judgements", json={"action": "accept", "reports": [report], "seen": desk.store.judgements.count()})
    assert answer.status_code == 201, answer.text
    assert _ask(client, since)["judgements"] == 0
    assert desk.store.news.since(mark, by="someone else").judgements == 1


def test_nothing_new_is_told_without_a_look_at_the_store(client: Any, desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = client.get(NEWS)
    since = answer.json()["since"]
    tag = client.get(NEWS, params={"since": since}).headers["etag"]

    def asked(*_: Any, **__: Any) -> None:
        raise AssertionError("the store was asked")

    monkeypatch.setattr(type(desk.store.news), "since", asked)
    assert client.get(NEWS, params={"since": since}, headers={"If-None-Match": tag}).status_code == 304
    hold = Hold(desk.store.path)
    hold.take("merge")
    monkeypatch.undo()
    assert client.get(NEWS, params={"since": since}, headers={"If-None-Match": tag}).json()["working"] == "merge"
    hold.drop()


def test_the_questions_go_down_an_index(desk: Any) -> None:
    """A plan that scans a table would cost more with every article."""
    asked: list[str] = []
    desk.store.sql.set_trace_callback(asked.append)
    mark = desk.store.news.mark()
    desk.store.news.since(mark, by="x")
    desk.store.sql.set_trace_callback(None)
    assert len(asked) == 8
    for query in asked:
        plan = [row[3] for row in desk.store.sql.execute(f"EXPLAIN QUERY PLAN {query}")]
        assert not [step for step in plan if step.startswith("SCAN") and "subquery" not in step.lower() and "max(" not in query], plan


def test_a_page_that_asks_by_itself_does_not_keep_a_session_alive(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    sessions, used = client.app.state.sessions, []
    person = sessions.person(client.cookies["isnad_session"])._replace(user=True)
    monkeypatch.setattr(sessions, "person", lambda secret: person)
    monkeypatch.setattr(sessions, "extend", used.append)
    _ask(client)
    assert not used
    assert client.get("/help").status_code == 200
    assert len(used) == 1


@pytest.mark.parametrize("since", ["nonsense", "WyJhIl0", "Wzk5OTk5OTk5OTk5OTk5OTk5OTk5LDAsMCwiIl0"])
def test_a_mark_that_is_none_is_told(client: Any, since: str) -> None:
    assert client.get(NEWS, params={"since": since}).status_code == 422


@pytest.mark.parametrize("path", ["/", "/events", "/actors", "/settings", "/help"])
def test_every_page_carries_its_mark(client: Any, path: str) -> None:
    text = client.get(path).text
    assert 'id="changes"' in text
    since = text.split('data-since="')[1].split('"')[0]
    assert _ask(client, since)["reports"] == 0


def test_in_the_browser_a_read_and_a_merge_are_told_and_shown_when_asked_for(tab: Any, served: Any, project: Path, tmp_path: Path) -> None:
    tab.goto(f"{served.base}/events?lang=en")
    before = tab.locator(".count").inner_text()
    box = tab.locator("#changes")
    expect(box).to_be_hidden()
    hold = Hold(project / "isnad.db")
    hold.take("read")
    expect(box).to_contain_text("isnad read is running.", timeout=10_000)
    expect(box.get_by_role("link", name="Show them")).to_be_hidden()
    hold.drop()
    assert run(["read", str(_articles(tmp_path)), "--project", str(project), "-q"]) == 0
    expect(box).to_contain_text("new reports since you opened this page.", timeout=10_000)
    assert run(["merge", "--project", str(project)]) == 0
    expect(box).to_contain_text("new or changed since you opened this page.", timeout=10_000)
    assert "since you opened this page" in tab.locator("#live").inner_text() or "isnad read" in tab.locator("#live").inner_text()
    assert tab.locator(".count").inner_text() == before  # nothing moves under the reader
    if AXE.is_file():
        tab.evaluate(AXE.read_text(encoding="utf-8"))
        assert tab.evaluate("axe.run(document.getElementById('changes')).then(r => r.violations.map(v => v.id))") == []
    box.get_by_role("link", name="Show them").click()
    expect(tab.locator(".count")).not_to_have_text(before)
    expect(tab.locator("#changes")).to_be_hidden()


def test_in_the_browser_nobody_asks_for_a_page_that_is_hidden(tab: Any, served: Any) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url) if NEWS in request.url else None)
    tab.add_init_script("Object.defineProperty(document, 'hidden', { get: () => window.away === true });")
    tab.clock.install()
    tab.goto(f"{served.base}/help")
    tab.clock.run_for(9_000)
    tab.wait_for_timeout(300)
    assert asked
    tab.evaluate("window.away = true")
    tab.clock.run_for(5_000)
    tab.wait_for_timeout(200)
    seen = len(asked)
    tab.clock.run_for(60_000)
    assert len(asked) == seen
    tab.evaluate("window.away = false; document.dispatchEvent(new Event('visibilitychange'))")
    tab.clock.run_for(10)
    tab.wait_for_timeout(300)
    assert len(asked) == seen + 1
