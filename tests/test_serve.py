"""`isnad serve`: what it says beyond this computer, and https with a certificate of one's own or behind a proxy."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from typing import Any

import pytest

from isnad.cli import run
from isnad.commands.serve import serve, wire
from isnad.errors import IsnadError

# A pair made for these tests alone: it is nobody's.
KEY = """-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgmqokOyH8cMhuSPVG
K8JNH3JWFUvp5r4nqyyasZwZ2vihRANCAAToHbgWKxtCrs0sYORQ17LqQ2UhKeCy
l9BvJhVFsABgcZ8eaBbBVWcTFS6HyuVGznErnMcJUh7CtqT2ykFWAOH3
-----END PRIVATE KEY-----
"""
CERTIFICATE = """-----BEGIN CERTIFICATE-----
MIIBsDCCAVWgAwIBAgIUARlIVTnws/QE6E9/69PLstq6btswCgYIKoZIzj0EAwIw
FzEVMBMGA1UEAwwMdGVhbS5leGFtcGxlMCAXDTI2MTEyMjA4NDYxOFoYDzIxMjYx
MDI5MDg0NjE4WjAXMRUwEwYDVQQDDAx0ZWFtLmV4YW1wbGUwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAAToHbgWKxtCrs0sYORQ17LqQ2UhKeCyl9BvJhVFsABgcZ8e
aBbBVWcTFS6HyuVGznErnMcJUh7CtqT2ykFWAOH3o30wezAdBgNVHQ4EFgQUbX3u
4aAIet5lRukpz98HeldahFMwHwYDVR0jBBgwFoAUbX3u4aAIet5lRukpz98Helda
hFMwDwYDVR0TAQH/BAUwAwEB/zAoBgNVHREEITAfggx0ZWFtLmV4YW1wbGWCCWxv
Y2FsaG9zdIcEfwAAATAKBggqhkjOPQQDAgNJADBGAiEA+R5+ts7sdGZfk+RbTb5E
8Mfj4RIK8kV8g9Ds8fS/wO8CIQDwhOd/QWFPmnuBIay2Pc8GLdDENl6hAr590OrX
Wwpg9A==
-----END CERTIFICATE-----
"""


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    certificate.write_text(CERTIFICATE)
    key.write_text(KEY)
    return certificate, key


@contextmanager
def serving(monkeypatch: pytest.MonkeyPatch, project: Path, **arguments: Any) -> Iterator[int]:
    """`isnad serve` in a thread; its port."""
    import uvicorn

    servers: list[Any] = []
    started = uvicorn.Server.startup

    async def startup(self: Any, sockets: Any = None) -> None:
        await started(self, sockets)
        servers.append(self)

    monkeypatch.setattr(uvicorn.Server, "startup", startup)
    thread = threading.Thread(target=serve, kwargs={"project": project, "port": 0, "open_": False, **arguments}, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not servers and thread.is_alive() and time.monotonic() < until:
        time.sleep(0.02)
    assert servers, "it did not start"
    yield servers[0].servers[0].sockets[0].getsockname()[1]
    servers[0].should_exit = True
    thread.join(5)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "p"
    assert run(["init", str(folder), "--title", "Small"]) == 0
    return folder


def cookies(connection: Any, **headers: str) -> tuple[int, list[str]]:
    connection.request("GET", "/login", headers=headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status, answer.headers.get_all("set-cookie") or []


def test_a_certificate_makes_it_speak_https(
    monkeypatch: pytest.MonkeyPatch, project: Path, pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(monkeypatch, project, certificate=pair[0], key=pair[1]) as port:
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        status, kept = cookies(HTTPSConnection("127.0.0.1", port, context=trusting, timeout=5))
        assert status == 200
        assert kept and all("Secure" in c for c in kept)
        with pytest.raises((ConnectionError, OSError)):
            cookies(HTTPConnection("127.0.0.1", port, timeout=5))
    told = capsys.readouterr().err
    assert f"https://127.0.0.1:{port}/?token=" in told
    assert "unencrypted" not in told


@pytest.mark.parametrize(("arguments", "secure"), [({"proxy": ["127.0.0.1"]}, True), ({}, False), ({"proxy": ["10.9.8.7"]}, False)])
def test_only_a_known_proxy_is_believed(monkeypatch: pytest.MonkeyPatch, project: Path, arguments: dict[str, Any], secure: bool) -> None:
    with serving(monkeypatch, project, **arguments) as port:
        status, kept = cookies(HTTPConnection("127.0.0.1", port, timeout=5), **{"X-Forwarded-Proto": "https"})
        assert status == 200
        assert kept and all(("Secure" in c) is secure for c in kept)


def test_plain_http_beyond_this_computer_is_warned_of(
    monkeypatch: pytest.MonkeyPatch, project: Path, pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    from isnad.project import opened
    from isnad.store import Store

    with Store(opened(project).database) as store, store.writing():
        store.people.add("Amal", "admin", "-", "2026-01-01T00:00:00Z")
    sure: dict[str, Any] = {"certificate": pair[0], "key": pair[1]}
    cases: list[tuple[dict[str, Any], bool]] = [({}, True), ({"proxy": ["127.0.0.1"]}, False), (sure, False)]
    for arguments, warned in cases:
        with serving(monkeypatch, project, host="0.0.0.0", **arguments):
            pass
        assert ("unencrypted" in capsys.readouterr().err) is warned, arguments


def test_it_says_how_long_the_terminal_is_taken(monkeypatch: pytest.MonkeyPatch, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(monkeypatch, project):
        told = capsys.readouterr().err
    assert "opens once" in told
    assert "occupies this terminal until Ctrl-C; the next start prints a new address" in told


@pytest.mark.parametrize(
    ("host", "words", "remedy"), [("127.0.0.1", "port {port} is taken", "--port 0 takes a free one"), ("256.0.0.1", "cannot listen at 256.0.0.1", "--host")]
)  # fmt: skip
def test_a_port_that_cannot_be_had(project: Path, capsys: pytest.CaptureFixture[str], host: str, words: str, remedy: str) -> None:
    from isnad.project import opened
    from isnad.store import Store

    with Store(opened(project).database) as store, store.writing():
        store.people.add("Amal", "admin", "-", "2026-01-01T00:00:00Z")
    capsys.readouterr()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert run(["serve", "--project", str(project), "--host", host, "--port", str(port), "--no-open"]) == 2
    told = capsys.readouterr().err
    assert words.format(port=port) in told
    assert remedy in told
    assert "Errno" not in told


WRONG: dict[str, tuple[Callable[[Path, Path], tuple[Path | None, Path | None]], str]] = {
    "no key": (lambda c, k: (c, None), "belong together"),
    "no certificate": (lambda c, k: (None, k), "belong together"),
    "no such file": (lambda c, k: (c, k.with_name("other.pem")), "no such file"),
    "turned about": (lambda c, k: (k, c), "cannot be used"),
    "no pem": (lambda c, k: (c, _written(k, "nothing")), "cannot be used"),
}


def _written(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


@pytest.mark.parametrize("name", WRONG)
def test_a_pair_that_cannot_be_used(pair: tuple[Path, Path], name: str) -> None:
    made, told = WRONG[name]
    with pytest.raises(IsnadError, match=told):
        wire(*made(*pair), None)
