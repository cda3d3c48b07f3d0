"""Sessions: the one-time token of the person at this computer, those of users, CSRF, and what every answer's head says."""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from urllib.parse import parse_qs, quote

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from isnad.errors import StoreError
from isnad.store import now
from isnad.web.desk import Desk
from isnad.web.limits import Buckets, Tries
from isnad.web.visit import Role, owner

COOKIE = "isnad_session"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1", "testserver"})
IDLE = timedelta(hours=12)  # a user's session ends when it was not used for so long
SAFE = {"GET", "HEAD", "OPTIONS"}
ALONE = ("/api/v1/news",)  # what open pages ask by themselves: that is no use of a session, else none would ever end
OPEN = ("/static/",)  # what is seen without a session, beside /login
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# What the audit log calls a change by the address that it was sent to; handlers may say more with Visit.note.
_ACTIONS = (("/api/v1/judgements", "judgement"), ("/review", "judgement"), ("/settings", "setting"), ("/codebook", "codebook"))
_EXTENDED = timedelta(minutes=10)  # how often the end of a session is written anew
_log = logging.getLogger("isnad.web")


class Person(NamedTuple):
    """Who a session belongs to; `csrf` must come with everything that changes something, `user` says that they logged in."""

    name: str
    role: Role
    csrf: str
    user: bool = False


class Sessions:
    """The open sessions: that of the person at the computer lives as long as the server, those of users in the database."""

    def __init__(self, owner: str, desk: Desk | None = None) -> None:
        self.token = secrets.token_urlsafe(24)
        self.tries = Tries()
        self.buckets = Buckets()
        self.owner = owner
        self._desk = desk
        self._used = False
        self._key = secrets.token_bytes(32)
        self._open: dict[str, tuple[str, Role]] = {}

    def redeem(self, token: str) -> str | None:
        """A new session for the one-time token; None if it is wrong or spent."""
        if self._used or not hmac.compare_digest(token.encode(), self.token.encode()):
            return None
        self._used = True
        return self.start(self.owner, "admin")

    def start(self, name: str, role: Role) -> str:
        """A new session of the person at the computer: what their browser is to hold."""
        secret = secrets.token_urlsafe(32)
        self._open[_hash(secret)] = (name, role)
        return secret

    def enter(self, desk: Desk, user: str, role: str) -> str:
        """A new session of a user, kept in the database: what their browser is to hold."""
        secret = secrets.token_urlsafe(32)
        desk.store.people.start(_hash(secret), user, role, now(), _end())
        return secret

    def end(self, secret: str) -> None:
        """End a session."""
        if self._open.pop(_hash(secret), None) is None and self._desk is not None:
            self._desk.store.people.end(_hash(secret))

    def person(self, secret: str | None) -> Person | None:
        """Whose session it is."""
        if not secret:
            return None
        csrf = hmac.new(secret.encode(), b"csrf", "sha256").hexdigest()  # lasts as long as the session, also over a restart
        found = self._open.get(_hash(secret))
        if found:
            return Person(*found, csrf)
        kept = self._desk.store.people.session(_hash(secret), now()) if self._desk else None
        return Person(kept[0], kept[1], csrf, user=True) if kept else None  # type: ignore[arg-type]

    def extend(self, secret: str) -> None:
        """Move the end of a user's session, which was just used."""
        kept = self._desk.store.people.session(_hash(secret), now()) if self._desk else None
        if kept and self._desk and kept[2] < _end(IDLE - _EXTENDED):
            self._desk.store.people.extend(_hash(secret), _end())

    def seal(self, mark: str) -> str:
        """What a login form must bring along with the cookie that holds `mark`."""
        return hmac.new(self._key, mark.encode(), "sha256").hexdigest()


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _end(after: timedelta = IDLE) -> str:
    return (datetime.now(UTC) + after).strftime("%Y-%m-%dT%H:%M:%SZ")


def secure(request: Request) -> bool:
    """Whether a cookie must only travel encrypted: everywhere but on this computer itself."""
    return request.url.scheme == "https" or (request.url.hostname or "") not in LOOPBACK


def keep(answer: Response, request: Request, secret: str) -> None:
    """Have the browser hold a session until it is closed."""
    answer.set_cookie(COOKIE, secret, httponly=True, samesite="strict", path="/", secure=secure(request))


def guard(app: FastAPI, sessions: Sessions, hosts: frozenset[str]) -> None:
    """Let in only sessions, and only changes that carry their CSRF token; `hosts` are the names under which the server answers.

    A foreign host name is refused, else a page elsewhere could point its own name at this computer and read the answers.
    """

    @app.middleware("http")
    async def guarded(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        answer = await _refused(request, sessions, hosts)
        if answer is None:
            answer = await call_next(request)
            await _noted(request, answer)
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        if not request.url.path.startswith("/static/"):
            answer.headers.setdefault("Cache-Control", "no-store")
        return answer


async def _refused(request: Request, sessions: Sessions, hosts: frozenset[str]) -> Response | None:
    """The answer to a request that is not let in; None for one that is."""
    if (request.url.hostname or "") not in hosts:
        return error(421, "unknown host", "isnad serve --name HOST lets it answer under this name")
    secret = request.cookies.get(COOKIE)
    token = request.query_params.get("token")
    if token and (started := sessions.redeem(token)):
        answer = RedirectResponse(str(request.url.remove_query_params("token")), status_code=303)
        keep(answer, request, started)
        return answer
    person = sessions.person(secret)
    request.state.person = person
    path = request.url.path
    if path.startswith(OPEN) or path == "/login":
        return None
    if person is None:
        return _stranger(request)
    if person.user:
        if path not in ALONE:
            await run_in_threadpool(sessions.extend, secret or "")
        if path.startswith("/api/") and (wait := sessions.buckets.wait(person.name, path)):
            return error(429, "too many requests", f"try again in {wait} s", {"Retry-After": str(wait)})
    if request.method not in SAFE and not await _carries(request, person):
        return error(403, "the request carries no valid CSRF token", "send it as the header X-CSRF-Token or the field csrf")
    return None


def _stranger(request: Request) -> Response:
    """Programs are told to log in, people are led there and back; of a spent token they are told, and it is not carried along."""
    if request.url.path.startswith("/api/"):
        return error(401, "no session", "open the address that isnad serve printed, or log in")
    back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    if "token" in request.query_params:
        return RedirectResponse("/login?spent=yes", status_code=303)
    way = f"?next={quote(back, safe='/')}" if request.method in SAFE and back != "/" else ""
    return RedirectResponse(f"/login{way}", status_code=303)


async def _carries(request: Request, person: Person) -> bool:
    given = request.headers.get("x-csrf-token", "")
    if not given and request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        fields = parse_qs((await request.body()).decode("utf-8", "replace"))  # the body stays for the handler: Starlette keeps it
        given = fields.get("csrf", [""])[0]
    return hmac.compare_digest(given.encode(), person.csrf.encode())


async def _noted(request: Request, answer: Response) -> None:
    """Write a change that was made into the audit log, unless its handler did."""
    person = getattr(request.state, "person", None)
    if request.method in SAFE or person is None or answer.status_code >= 400 or getattr(request.state, "noted", False):
        return
    path = request.url.path
    action = next((a for prefix, a in _ACTIONS if path.startswith(prefix)), "change")
    desk: Desk = request.app.state.desk
    try:
        await run_in_threadpool(lambda: desk.store.people.note(now(), person.name, action, f"{request.method} {path}"))
    except StoreError as fault:  # what was done is done: to answer with an error now would say that it was not
        _log.error("not in the audit log: %s of %s, %s %s: %s", action, person.name, request.method, path, fault)


def error(status: int, what: str, remedy: str, headers: dict[str, str] | None = None) -> Response:
    """An error in the one shape that programs know."""
    return JSONResponse({"error": {"status": status, "what": what, "remedy": remedy}}, status_code=status, headers=headers)


__all__ = ["COOKIE", "LOOPBACK", "Person", "Sessions", "error", "guard", "keep", "owner", "secure"]
