"""The overview, and that axe finds nothing on it and on the views of the events."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from isnad.filter import Filter
from isnad.web.wording import LANGUAGES

AXE = Path("frontend/node_modules/axe-core/axe.min.js")
PAGES = ("/", "/events?country=TN&order=killed", "/events?view=map", "/events?view=timeline", "/events?view=network", "/events?country=ZZ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figures_are_those_of_the_store(client: Any, desk: Any, language: str) -> None:
    text = client.get(f"/?lang={language}").text
    store = desk.store
    for number in (store.articles.count(), store.reports.count(), store.events.count(Filter(), desk.types)):
        assert f">{number}<" in text


def test_a_project_without_articles_says_what_to_do(tmp_path: Path) -> None:
    from fastapi.testclient import TestClient

    from isnad.codebook import load
    from isnad.project import made
    from isnad.web.app import create_app
    from isnad.web.desk import Desk

    app = create_app(Desk(made(tmp_path / "new", title="New"), load(), version="test"))
    client = TestClient(app)
    text = client.get(f"/?token={app.state.sessions.token}&lang=en").text
    assert "isnad read" in text
    for view in ("table", "map", "timeline", "network"):
        assert "No event fits." in client.get(f"/events?view={view}").text


@pytest.mark.parametrize("language,theme,width", [("en", "light", 1280), ("ar", "dark", 1280), ("fr", "contrast", 320)])
def test_axe_finds_nothing(tab: Any, served: Any, language: str, theme: str, width: int) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: cd frontend && npm ci")
    tab.set_viewport_size({"width": width, "height": 900})
    for page in PAGES:
        tab.goto(f"{served.base}{page}{'&' if '?' in page else '?'}lang={language}&theme={theme}")
        if tab.locator("[data-chart]").count():
            tab.wait_for_selector("[data-ready]")
        tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = !d.classList.contains('pick'))")
        tab.evaluate(AXE.read_text(encoding="utf-8"))
        found = tab.evaluate(
            "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(v => v.id + ' ' + v.nodes[0].html))"
        )
        assert found == [], page
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, page
