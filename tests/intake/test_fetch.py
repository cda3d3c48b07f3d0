"""Addresses: a page, a file of lines, and what is told when there is none."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer

import pytest

from isnad.codebook import Codebook
from isnad.intake import Fault, Intake, Item, article_of, items
from isnad.reading.tools import tools_of
from tests.articles import ATTACK, article, lines
from tests.intake.test_inputs import page

PAGES = {
    "/2018/05/16/news": (page(ATTACK).encode(), "text/html; charset=utf-8"),
    "/a.jsonl": (lines([article(1, ATTACK), article(2, ATTACK)]), "application/octet-stream"),
    "/plain": (ATTACK.encode("cp1256"), "text/plain"),
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        found = PAGES.get(self.path)
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", found[1] if found else "text/plain")
        self.end_headers()
        self.wfile.write(found[0] if found else b"")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch, ThreadingTCPServer(("127.0.0.1", 0), _Handler) as http:
        patch.setenv("no_proxy", "*")
        threading.Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_address[1]}"
        http.shutdown()


def test_addresses_are_read(server: str, codebook: Codebook) -> None:
    intake = Intake(tools_of(codebook).calendar)
    found = [article_of(i, intake) for i in items([f"{server}{path}" for path in PAGES]) if isinstance(i, Item)]
    assert [a.id for a in found] == [f"{server}/2018/05/16/news", "a1", "a2", f"{server}/plain"]
    assert ATTACK in found[0].text
    assert found[0].published is not None
    assert found[0].published.isoformat() == "2018-05-16"
    assert found[3].text == ATTACK


def test_an_address_without_a_page_is_a_fault(server: str) -> None:
    (fault,) = items([f"{server}/none"])
    assert isinstance(fault, Fault)
    assert "404" in fault.what
    (fault,) = items(["http://127.0.0.1:1/"])
    assert isinstance(fault, Fault)
    assert "cannot be reached" in fault.what
