"""Sessions: the one-time token of the person at this computer, cookies, CSRF, and what every answer's head says."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable
from typing import NamedTuple
from urllib.parse import parse_qs

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse

from isnad.web.visit import Role, owner

COOKIE = "isnad_session"
SAFE = {"GET", "HEAD", "OPTIONS"}
OPEN = ("/static/", "/login")  # what is seen without a session
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Person(NamedTuple):
    """Who a session belongs to; `csrf` must come with everything that changes something."""

    name: str
    role: Role
    csrf: str


class Sessions:
    """The sessions of this server; those of the person at the computer live as long as the server."""

    def __init__(self, owner: str) -> None:
        self.token = secrets.token_urlsafe(24)
        self._used = False
        self.owner = owner
        self._key = secrets.token_bytes(32)
        self._open: dict[str, tuple[str, Role]] = {}

    def redeem(self, token: str) -> str | None:
        """A new session for the one-time token; None if it is wrong or spent."""
        if self._used or not hmac.compare_digest(token.encode(), self.token.encode()):
            return None
        self._used = True
        return self.start(self.owner, "admin")

    def start(self, name: str, role: Role) -> str:
        """A new session of a person: what their browser is to hold."""
        secret = secrets.token_urlsafe(32)
        self._open[_hash(secret)] = (name, role)
        return secret

    def end(self, secret: str) -> None:
        """End a session."""
        self._open.pop(_hash(secret), None)

    def person(self, secret: str | None) -> Person | None:
        """Whose session it is."""
        found = self._open.get(_hash(secret)) if secret else None
        return Person(*found, hmac.new(self._key, (secret or "").encode(), "sha256").hexdigest()) if found else None


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def guard(app: FastAPI, sessions: Sessions, hosts: frozenset[str]) -> None:
    """Let in only sessions, and only changes that carry their CSRF token; `hosts` are the names under which the server answers.

    A foreign host name is refused, else a page elsewhere could point its own name at this computer and read the answers.
    """

    @app.middleware("http")
    async def guarded(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        answer = await _refused(request, sessions, hosts) or await call_next(request)
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        if not request.url.path.startswith("/static/"):
            answer.headers.setdefault("Cache-Control", "no-store")
        return answer


async def _refused(request: Request, sessions: Sessions, hosts: frozenset[str]) -> Response | None:
    """The answer to a request that is not let in; None for one that is."""
    if (request.url.hostname or "") not in hosts:
        return PlainTextResponse("unknown host", status_code=421)
    secret = request.cookies.get(COOKIE)
    token = request.query_params.get("token")
    if token and (started := sessions.redeem(token)):
        answer = RedirectResponse(str(request.url.remove_query_params("token")), status_code=303)
        answer.set_cookie(COOKIE, started, httponly=True, samesite="strict", path="/")
        return answer
    person = sessions.person(secret)
    request.state.person = person
    if request.url.path.startswith(OPEN):
        return None
    api = request.url.path.startswith("/api/")
    if person is None:
        return (
            _error(401, "no session", "open the address that isnad serve printed, or log in")
            if api
            else RedirectResponse("/login", status_code=303)
        )
    if request.method not in SAFE and not await _carries(request, person):
        return _error(403, "the request carries no valid CSRF token", "send it as the header X-CSRF-Token or the field csrf")
    return None


async def _carries(request: Request, person: Person) -> bool:
    given = request.headers.get("x-csrf-token", "")
    if not given and request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        fields = parse_qs((await request.body()).decode("utf-8", "replace"))  # the body stays for the handler: Starlette keeps it
        given = fields.get("csrf", [""])[0]
    return hmac.compare_digest(given.encode(), person.csrf.encode())


def _error(status: int, what: str, remedy: str) -> Response:
    return JSONResponse({"error": {"status": status, "what": what, "remedy": remedy}}, status_code=status)


__all__ = ["COOKIE", "Person", "Sessions", "guard", "owner"]
