"""People: users on the command line, logging in and out, roles, limits, and the log of what was done."""

from __future__ import annotations

import io
import re
import time
from pathlib import Path
from typing import Any

import pytest

from isnad.cli import run
from isnad.errors import IsnadError
from isnad.store import Store
from isnad.web.limits import BURST, RATE, TRIES, WITHIN, Buckets, Tries, place_of
from isnad.web.pages.login import _way
from isnad.web.people import hashed, hasher, named, proven

PASSWORD = "seven small boats"
FIELD = re.compile(r'name="seal" value="([^"]+)"')


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that take no time."""
    from argon2 import PasswordHasher

    from isnad.web import people

    cheap = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    people._nobody.cache_clear()
    monkeypatch.setattr(people, "hasher", lambda: cheap)


def user(project: Path, *arguments: str, stdin: str = "", monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
    return run(["user", *arguments, "--project", str(project)])


@pytest.fixture
def team(project: Path, desk: Any) -> Any:
    """The workbench with a user of each role, named as the role; `team()` is a browser without a session."""
    from fastapi.testclient import TestClient

    from isnad.web.app import create_app

    with desk.store.writing():
        for role in ("reader", "coder", "reviewer", "admin"):
            desk.store.people.add(role, role, hashed(PASSWORD), "2026-01-01T00:00:00Z")
    app = create_app(desk, hosts=frozenset({"testserver", "team.example"}))
    return lambda base="http://testserver": TestClient(app, base_url=base, follow_redirects=False)


def log_in(browser: Any, name: str, password: str = PASSWORD, next_: str = "", **headers: str) -> Any:
    seal = FIELD.search(browser.get("/login").text)
    assert seal
    return browser.post("/login", data={"name": name, "password": password, "seal": seal[1], "next": next_}, headers=headers)


# On the command line


def test_a_user_comes_and_goes(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def does(*arguments: str, stdin: str = "") -> int:
        return user(project, *arguments, stdin=stdin, monkeypatch=monkeypatch)

    assert does("add", "Amal", "--role", "reviewer", "--password-stdin", stdin=f"{PASSWORD}\n") == 0
    with Store(project / "isnad.db") as store:
        assert proven(store, "Amal", PASSWORD) == "Amal"
        assert PASSWORD not in str(store.people.hash_of("Amal"))
        store.people.start("s", "Amal", "reviewer", "2026-01-01T00:00:00Z", "2999-01-01T00:00:00Z")
    capsys.readouterr()
    assert does("list") == 0
    assert "reviewer" in capsys.readouterr().out
    assert does("role", "Amal", "coder") == 0
    with Store(project / "isnad.db") as store:
        assert store.people.session("s", "2026-01-02T00:00:00Z") == ("Amal", "coder", "2999-01-01T00:00:00Z"), "a new role counts at once"
    assert does("password", "Amal", "--password-stdin", stdin="eight small boats") == 0
    with Store(project / "isnad.db") as store:
        assert store.people.session("s", "2026-01-02T00:00:00Z") is None
        assert proven(store, "Amal", PASSWORD) is None
        assert proven(store, "Amal", "eight small boats")
    assert does("disable", "Amal") == 0
    with Store(project / "isnad.db") as store:
        assert proven(store, "Amal", "eight small boats") is None
        assert not store.people.any()
    assert does("disable", "Amal", "--undo") == 0
    with Store(project / "isnad.db") as store:
        assert store.people.any()
    capsys.readouterr()
    assert does("log") == 0
    told = capsys.readouterr().out
    assert all(action in told for action in ("user added", "role changed", "password changed", "user disabled", "user enabled"))
    assert "boats" not in told


FAULTS = [
    (("add", "Amal", "--password-stdin"), "short", "10 to 256"),
    (("add", "Amal"), PASSWORD, "--password-stdin"),
    (("add", "Amal", "--role", "king", "--password-stdin"), PASSWORD, "reviewer"),
    (("add", " ", "--password-stdin"), PASSWORD, "letters"),
    (("add", "a\u202eb", "--password-stdin"), PASSWORD, "letters"),
    (("role", "Nobody", "coder"), "", "isnad user list"),
    (("disable", "Nobody"), "", "isnad user list"),
]


@pytest.mark.parametrize(("arguments", "stdin", "remedy"), FAULTS)
def test_faults_are_told(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], stdin: str, remedy: str
) -> None:
    assert user(project, *arguments, stdin=stdin, monkeypatch=monkeypatch) == 2
    assert remedy in capsys.readouterr().err


def test_names_that_differ_by_case_are_one(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert user(project, "add", "Amal", "--password-stdin", stdin=PASSWORD, monkeypatch=monkeypatch) == 0
    assert user(project, "add", "amal", "--password-stdin", stdin=PASSWORD, monkeypatch=monkeypatch) == 2


def test_one_name_in_any_form_of_unicode() -> None:
    assert named("  e\u0301lise  b ") == "\u00e9lise b"
    with pytest.raises(IsnadError):
        named("a\x00b")


def test_a_password_is_hashed_anew_when_hashing_gets_harder(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from argon2 import PasswordHasher

    from isnad.web import people

    desk.store.people.add("Amal", "coder", hashed(PASSWORD), "2026-01-01T00:00:00Z")
    before = desk.store.people.hash_of("Amal")
    monkeypatch.setattr(people, "hasher", lambda: PasswordHasher(time_cost=2, memory_cost=64, parallelism=1))
    assert proven(desk.store, "Amal", PASSWORD)
    assert "t=2" in desk.store.people.hash_of("Amal") != before


def test_hashing_is_as_hard_as_the_library_says() -> None:
    from argon2 import Type

    assert hasher().type == Type.ID
    assert hasher().memory_cost >= 65536


def test_unknown_names_take_as_long(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is named, one hash of the same cost is tried, so that the time does not tell who there is."""
    from argon2 import PasswordHasher, extract_parameters

    from isnad.web import people

    tried: list[str] = []

    class Watched(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Any:
            tried.append(str(hash))
            return super().verify(hash, password)

    quick = Watched(time_cost=1, memory_cost=8192, parallelism=1)
    monkeypatch.setattr(people, "hasher", lambda: quick)
    people._nobody.cache_clear()
    desk.store.people.add("Amal", "coder", hashed(PASSWORD), "2026-01-01T00:00:00Z")
    for name in ("Amal", "Nobody", ""):
        tried.clear()
        assert proven(desk.store, name, "wrong password") is None
        assert [extract_parameters(hash) for hash in tried] == [extract_parameters(quick.hash("any"))]
    people._nobody.cache_clear()


# In the browser


def test_in_and_out(team: Any, desk: Any) -> None:
    browser = team()
    away = browser.get("/events?country=TN")
    assert away.headers["location"] == "/login?next=/events%3Fcountry%3DTN"
    entered = log_in(browser, "reviewer", next_="/events?country=TN")
    assert entered.status_code == 303
    assert entered.headers["location"] == "/events?country=TN"
    cookie = next(c for c in entered.headers.get_list("set-cookie") if c.startswith("isnad_session="))
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    secret = browser.cookies["isnad_session"]
    assert desk.store.sql.execute("SELECT count(*) FROM sessions WHERE id = ?", (secret,)).fetchone()[0] == 0, "only its hash is kept"
    page = browser.get("/help").text
    assert "reviewer" in page
    csrf = page.split('data-csrf="')[1].split('"')[0]
    assert browser.get("/login").headers["location"] == "/"
    assert browser.post("/logout").status_code == 403
    assert browser.post("/logout", data={"csrf": csrf}).headers["location"] == "/login"
    browser.cookies.set("isnad_session", secret)
    assert browser.get("/help").headers["location"] == "/login?next=/help"
    assert [a.action for a in desk.store.people.log(limit=2)] == ["logout", "login"]


def test_a_session_outlives_the_server(team: Any, desk: Any) -> None:
    from fastapi.testclient import TestClient

    from isnad.web.app import create_app

    browser = team()
    log_in(browser, "coder")
    me = browser.get("/api/v1/me").json()
    later = TestClient(create_app(desk))
    later.cookies.set("isnad_session", browser.cookies["isnad_session"])
    assert later.get("/api/v1/me").json() == me


def test_a_session_ends_when_it_is_not_used(team: Any, desk: Any) -> None:
    browser = team()
    log_in(browser, "coder")
    assert browser.get("/help").status_code == 200
    desk.store.sql.execute("UPDATE sessions SET expires_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '+1 hour')")
    assert browser.get("/help").status_code == 200
    left = desk.store.sql.execute("SELECT (julianday(expires_at) - julianday('now')) * 24 FROM sessions").fetchone()[0]
    assert 11.9 < left < 12.1, "using it moves its end"
    desk.store.sql.execute("UPDATE sessions SET expires_at = '2020-01-01T00:00:00Z'")
    assert browser.get("/help").status_code == 303


def test_wrong_passwords_and_unknown_names_look_alike(team: Any) -> None:
    browser = team()
    pages = []
    for name in ("reviewer", "Nobody"):
        answer = log_in(browser, name, "wrong password")
        assert answer.status_code == 401
        assert "isnad_session" not in browser.cookies
        pages.append(answer.text.replace(name, "NAME"))
    assert pages[0] == pages[1]
    assert log_in(browser, "", "").status_code == 401
    assert log_in(browser, "reviewer", "x" * 100_000).status_code == 401


def test_a_disabled_user_is_out_at_once(team: Any, desk: Any) -> None:
    browser = team()
    log_in(browser, "coder")
    desk.store.people.set_disabled("coder", "2026-01-01T00:00:00Z")
    assert browser.get("/help").status_code == 303
    assert log_in(browser, "coder").status_code == 401


def test_a_new_role_counts_at_once(team: Any, desk: Any) -> None:
    browser = team()
    log_in(browser, "reader")
    assert browser.get("/api/v1/audit").status_code == 403
    desk.store.people.set_role("reader", "admin")
    assert browser.get("/api/v1/audit").status_code == 200


def test_forms_from_elsewhere_are_refused(team: Any) -> None:
    browser, other = team(), team()
    assert log_in(browser, "coder", origin="https://evil.example").status_code == 400
    assert log_in(browser, "coder", origin="null").status_code == 400
    seal = FIELD.search(other.get("/login").text)
    assert seal
    assert browser.post("/login", data={"name": "coder", "password": PASSWORD, "seal": seal[1]}).status_code == 400
    assert browser.post("/login", data={"name": "coder", "password": PASSWORD}).status_code == 400
    assert log_in(browser, "coder", origin="http://testserver").status_code == 303


def test_programs_log_in_with_json(team: Any) -> None:
    program = team()
    assert program.post("/login", json={"name": "coder", "password": "wrong password"}).json()["error"]["status"] == 401
    assert program.post("/login", json=["coder"]).status_code == 422
    assert (
        program.post("/login", json={"name": "coder", "password": PASSWORD}, headers={"origin": "https://evil.example"}).status_code == 400
    )
    assert program.post("/login", json={"name": "coder", "password": PASSWORD}).json() == {"name": "coder", "role": "coder"}
    assert program.get("/api/v1/events").status_code == 200


def test_cookies_travel_encrypted_beyond_this_computer(team: Any) -> None:
    for base, kept in (
        ("http://testserver", False),
        ("https://testserver", True),
        ("https://team.example", True),
        ("http://team.example", True),
    ):
        browser = team(base)
        seal = FIELD.search(browser.get("/login").text)
        assert seal
        cookies = browser.get("/login").headers.get_list("set-cookie")
        assert all(("Secure" in c) is kept for c in cookies), base
    assert "https" in team("http://team.example").get("/login?lang=en").text


WAYS = [
    ("/events?country=TN", "/events?country=TN"), ("", "/"), ("https://evil.example", "/"), ("//evil.example", "/"), ("/\\evil.example", "/"),
    ("/\t/evil.example", "/"), ("javascript:alert(1)", "/"), ("events", "/"), ("/login", "/"), ("/login?next=/login", "/"), ("/logout", "/"), ("/\r\nSet-Cookie: a=b", "/"),
    ("\\\\evil.example", "/"), ("/events\\..\\x", "/"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "way"), WAYS)
def test_one_goes_on_only_within_the_workbench(given: str, way: str) -> None:
    assert _way(given) == way


def test_too_many_tries(team: Any, desk: Any) -> None:
    browser = team()
    for _ in range(TRIES):
        assert log_in(browser, "coder", "wrong password").status_code == 401
    answer = log_in(browser, "coder")
    assert answer.status_code == 429, "the right password does not help then"
    assert 0 < int(answer.headers["retry-after"]) <= WITHIN + 1
    assert log_in(browser, "reviewer").status_code == 429, "nor another name from there"


def test_tries_are_forgotten_in_time() -> None:
    now = [0.0]
    tries = Tries(lambda: now[0])
    for _ in range(TRIES):
        assert tries.take(["a", "x"]) == 0
        now[0] += 1
    assert tries.take(["a", "y"]) == WITHIN - TRIES + 1
    assert tries.take(["b", "y"]) == 0
    tries.right("b", "y")
    tries.right("a")
    assert tries.take(["a"]) == 0
    assert tries.take(["x"]) > 0, "one name that is right does not free the address of the others"
    now[0] = WITHIN
    assert tries.take(["x"]) == 0


def test_right_ones_do_not_count() -> None:
    tries = Tries(lambda: 0.0)
    for _ in range(3 * TRIES):
        assert tries.take(["a", "x"]) == 0
        tries.right("a", "x")


def test_tries_at_once_are_counted(team: Any) -> None:
    from concurrent.futures import ThreadPoolExecutor

    browser = team()
    tried = {"name": "coder", "password": "wrong password"}
    with ThreadPoolExecutor(8) as pool:
        codes = sorted(a.status_code for a in pool.map(lambda _: browser.post("/login", json=tried), range(2 * TRIES)))
    assert codes == [401] * TRIES + [429] * TRIES


def test_a_house_has_many_addresses() -> None:
    assert place_of("2001:db8:1:2:3::4") == place_of("2001:db8:1:2:ffff::1")
    assert place_of("2001:db8:1:2::1") != place_of("2001:db8:1:3::1")
    assert place_of("192.0.2.1") != place_of("192.0.2.2")


def test_users_may_not_ask_without_end() -> None:
    now = [0.0]
    buckets = Buckets(lambda: now[0])
    for _ in range(int(BURST)):
        assert buckets.wait("a", "/api/v1/events") == 0
    assert buckets.wait("a", "/api/v1/events") == 1
    assert buckets.wait("b", "/api/v1/events") == 0
    now[0] += 1
    assert buckets.wait("a", "/api/v1/export/csv") == 2
    for _ in range(int(RATE)):
        assert buckets.wait("a", "/api/v1/events") == 0
    assert buckets.wait("a", "/api/v1/events") == 1


def test_the_api_says_when_it_is_too_much(team: Any) -> None:
    browser = team()
    log_in(browser, "coder")
    browser.app.state.sessions.buckets._left["coder"] = (0.0, time.monotonic() + 3)
    answer = browser.get("/api/v1/me")
    assert answer.status_code == 429
    assert answer.json()["error"]["remedy"]
    assert int(answer.headers["retry-after"]) >= 1
    assert browser.get("/help").status_code == 200, "pages go on"


def test_what_is_done_is_noted(team: Any, desk: Any) -> None:
    browser = team()
    log_in(browser, "admin", "wrong password")
    log_in(browser, PASSWORD, "admin")  # typed into the wrong field
    log_in(browser, "admin")
    browser.get("/api/v1/export/csv?country=TN")
    noted = [(a.user, a.action, a.detail) for a in reversed(desk.store.people.log())]
    assert noted == [
        (None, "login failed", "admin from testclient"),
        (None, "login failed", "unknown name from testclient"),
        ("admin", "login", "from testclient"),
        ("admin", "export", "csv events country=TN"),
    ]


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_the_form_in_every_language(team: Any, language: str) -> None:
    text = team().get(f"/login?lang={language}").text
    assert f'lang="{language}"' in text
    assert "<nav" not in text, "strangers see no menu"


def test_without_users_the_page_says_what_to_do(client: Any, desk: Any) -> None:
    from fastapi.testclient import TestClient

    text = TestClient(client.app).get("/login?lang=en").text
    assert "isnad user add NAME" in text
    assert "password" not in text.lower()


def test_in_and_out_in_the_browser(team: Any, served: Any, browser: Any, desk: Any) -> None:
    """Log in with a real browser, and out again."""
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(f"{served.base}/login?lang=en&next=/events")
    page.get_by_label("Name").fill("reviewer")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/events")
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/login")
    context.close()
