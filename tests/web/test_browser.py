"""A browser that does not answer is killed, and the next test has another."""

from __future__ import annotations

import os
import signal

import pytest

from .browser import Browser


def test_a_browser_that_hangs_is_killed_and_started_anew(browser: Browser) -> None:
    other = Browser(browser.play, browser.path, patience=1)
    context = other.new_context()
    context.new_page().goto("about:blank")
    for process in other.processes():
        os.kill(process, signal.SIGSTOP)
    with pytest.warns(UserWarning, match="did not close by itself"):
        other.leave(context)
    page = other.new_context().new_page()
    page.goto("data:text/html,<title>anew</title>")
    assert page.title() == "anew"
    other.close()
    assert not other.processes()
