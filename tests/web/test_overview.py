"""The overview: figures, small charts, what is new and what waits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from isnad.filter import Filter
from isnad.web.wording import LANGUAGES


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
