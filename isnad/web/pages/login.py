"""Log in and out: for people with a name and a password; the person at the computer has the address that isnad serve prints."""

from __future__ import annotations

import hmac
import secrets
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from isnad.web.forms import fields_of, is_json
from isnad.web.limits import place_of
from isnad.web.people import LONGEST, proven
from isnad.web.render import page
from isnad.web.session import COOKIE, Sessions, error, keep, secure
from isnad.web.visit import Visit, visit_of

router = APIRouter(include_in_schema=False)
_MARK = "isnad_login"  # the cookie that a login form belongs to
_NAME = 200  # characters of a name that are looked at


@router.get("/login")
def login(request: Request, visit: Visit = Depends(visit_of)) -> Response:
    """The form; those who are in already go on."""
    if visit.name:
        return RedirectResponse(_way(request.query_params.get("next", "")), status_code=303)
    return _form(request, visit)


@router.post("/login")
def enter(request: Request, fields: dict[str, str] = Depends(fields_of), visit: Visit = Depends(visit_of)) -> Response:
    """A session for a right name and password; a wrong one and an unknown name get the same answer after the same time.

    Programs send `name` and `password` as JSON.
    """
    sessions: Sessions = request.app.state.sessions
    name = fields.get("name", "")[:_NAME].strip()
    if not _own(request, fields.get("seal", ""), sessions):
        return _form(request, visit, 400, "login.stale", name)
    keys = (f"name {name.casefold()}", f"from {place_of(request.client.host if request.client else '')}")
    if wait := sessions.tries.take(keys):
        answer = _form(request, visit, 429, "login.wait", name, n=-(-wait // 60))
        answer.headers["Retry-After"] = str(wait)
        return answer
    password = fields.get("password", "")
    user = proven(visit.desk.store, name, password) if name and len(password) <= LONGEST * 4 else None
    found = visit.desk.store.people.get(user) if user else None
    if found is None:
        known = visit.desk.store.people.get(name)  # what else stands in the field may be a password
        visit.note("login failed", f"{known.name if known else 'unknown name'} {keys[1]}")
        return _form(request, visit, 401, "login.wrong", name)
    sessions.tries.right(*keys)
    if old := request.cookies.get(COOKIE):
        sessions.end(old)
    secret = sessions.enter(visit.desk, found.name, found.role)
    visit.name = found.name
    visit.note("login", keys[1])
    way = _way(fields.get("next", ""))
    answer = JSONResponse({"name": found.name, "role": found.role}) if is_json(request) else RedirectResponse(way, status_code=303)
    keep(answer, request, secret)
    answer.delete_cookie(_MARK, path="/login")
    return answer


@router.post("/logout")
def leave(request: Request, visit: Visit = Depends(visit_of)) -> Response:
    """The end of the session."""
    sessions: Sessions = request.app.state.sessions
    sessions.end(request.cookies.get(COOKIE, ""))
    visit.note("logout", "")
    answer = RedirectResponse("/login", status_code=303)
    answer.delete_cookie(COOKIE, path="/")
    return answer


def _form(request: Request, visit: Visit, status: int = 200, problem: str = "", name: str = "", n: int = 0) -> Response:
    """The form, sealed to this browser; programs get the problem alone."""
    if is_json(request):
        return error(status, visit.wording(problem, n=n), "")
    sessions: Sessions = request.app.state.sessions
    mark = request.cookies.get(_MARK) or secrets.token_urlsafe(24)
    plain = request.url.scheme != "https" and secure(request)
    answer = page(
        request, visit, "login.html", status=status, problem=visit.wording(problem, n=n) if problem else "", given=name, seal=sessions.seal(mark),
        next=_way(request.query_params.get("next", "")), anyone=visit.desk.store.people.any(), plain=plain,
        spent="spent" in request.query_params,
    )  # fmt: skip
    answer.set_cookie(_MARK, mark, httponly=True, samesite="strict", path="/login", secure=secure(request))
    return answer


def _own(request: Request, seal: str, sessions: Sessions) -> bool:
    """Whether a form was ours: sent from this server's page, by the browser that it was made for."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host", ""):
        return False
    if is_json(request):
        return True
    return hmac.compare_digest(seal.encode(), sessions.seal(request.cookies.get(_MARK) or secrets.token_urlsafe(24)).encode())


def _way(given: str) -> str:
    """Where to go on: an address of this server, else the first page."""
    parts = urlsplit(given.replace("\\", "/"))
    own = given.startswith("/") and not given.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    plain = own and not any(ord(c) < 32 or c == "\\" for c in given)
    return given if plain and parts.path not in ("/login", "/logout") else "/"
