"""The shell of every page: sessions, languages, headers, errors."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from isnad.web.wording import LANGUAGES, words


def test_every_language_has_the_same_keys() -> None:
    english = set(words("en"))
    for language in LANGUAGES:
        assert set(words(language)) == english, language


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_speak_the_language(client: Any, language: str) -> None:
    text = client.get(f"/events?lang={language}").text
    assert f'lang="{language}"' in text
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in text


def test_the_token_opens_once(desk: Any) -> None:
    from fastapi.testclient import TestClient

    from isnad.web.app import create_app

    app = create_app(desk)
    first, second = TestClient(app), TestClient(app)
    assert first.get(f"/events?token={app.state.sessions.token}").url.path == "/events"
    assert second.get(f"/events?token={app.state.sessions.token}", follow_redirects=False).headers["location"] == "/login?spent=yes"


def test_a_foreign_host_is_refused(client: Any) -> None:
    assert client.get("/events", headers={"host": "evil.example"}).status_code == 421


def test_in_the_browser(tab: Any, served: Any) -> None:
    tab.goto(f"{served.base}/events")
    assert tab.locator("h1").inner_text() == "Events"
    tab.get_by_role("link", name="العربية").click()
    expect(tab.locator("html")).to_have_attribute("dir", "rtl")
