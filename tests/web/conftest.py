"""A project of the examples, its workbench running, and a browser on it."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from isnad.cli import run
from isnad.codebook import load
from isnad.project import opened
from scripts.chromium import chromium

from .browser import Browser

if TYPE_CHECKING:
    from isnad.web.desk import Desk


class Served(NamedTuple):
    """A running workbench: its address and sessions."""

    base: str
    sessions: Any


_START = 20  # seconds in which the workbench must listen
EXAMPLES = "isnad/examples/articles.jsonl"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of the examples, read and merged; not to be written to."""
    folder = tmp_path_factory.mktemp("sample")
    assert run(["init", str(folder), "--title", "Sample"]) == 0
    assert run(["read", EXAMPLES, "--project", str(folder), "-q"]) == 0
    assert run(["merge", "--project", str(folder)]) == 0
    return folder


@pytest.fixture
def project(sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample that a test may write to."""
    return Path(shutil.copytree(sample, tmp_path / "project"))


@pytest.fixture
def desk(project: Path) -> Desk:
    from isnad.web.desk import Desk

    return Desk(opened(project), load(), version="test")


@pytest.fixture
def client(desk: Desk) -> Any:
    """A client with the session of the person at the computer; `client.csrf` goes with what changes something."""
    from fastapi.testclient import TestClient

    from isnad.web.app import create_app

    app = create_app(desk)
    client = TestClient(app)
    assert client.get(f"/events?token={app.state.sessions.token}").status_code == 200
    client.csrf = client.get("/help").text.split('data-csrf="')[1].split('"')[0]  # type: ignore[attr-defined]
    client.headers["X-CSRF-Token"] = client.csrf  # type: ignore[attr-defined]
    return client


@contextmanager
def running(desk: Desk) -> Iterator[Served]:
    """The workbench on a port of its own."""
    import uvicorn

    from isnad.web.app import create_app

    app = create_app(desk)
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error")
    sock = config.bind_socket()
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + _START
    while not server.started:  # the port is bound, but refuses until the thread has come to listen
        assert thread.is_alive() and time.monotonic() < deadline, f"the workbench has not started within {_START} s"
        time.sleep(0.01)
    yield Served(f"http://127.0.0.1:{sock.getsockname()[1]}", app.state.sessions)
    server.should_exit = True
    thread.join(5)


@pytest.fixture
def served(desk: Desk) -> Iterator[Served]:
    """The workbench on a port of its own."""
    with running(desk) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of the machine; without one the tests that need it are left out, which fails under ISNAD_CI."""
    path = chromium()
    if path is None:
        pytest.skip("no Chromium on this machine: the tests in the browser are left out")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        found = Browser(play, path)
        yield found
        found.close()


@pytest.fixture
def tab(browser: Browser, served: Any) -> Iterator[Any]:
    """A tab with a session; `tab.goto(served.base + path)` opens a page."""
    from isnad.web.session import COOKIE

    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    secret = served.sessions.start(served.sessions.owner, "admin")
    context.add_cookies([{"name": COOKIE, "value": secret, "url": served.base}])
    page = context.new_page()
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    yield page
    browser.leave(context)
    assert not page.faults, page.faults
