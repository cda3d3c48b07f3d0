"""The API's document: FastAPI's, made whole with the forms of answers, the filter and the errors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args

import msgspec
from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from isnad.filter import FAMILIES, KEYS, SINGLE, Key
from isnad.model import EventType, Status

ROOT = "/api/v1"
_REF = "#/components/schemas/{name}"
_DESCRIPTION = """
The events of a project as reported; nothing here is confirmed. Everything that the workbench shows is here too.

**Session.** A cookie, from the address that `isnad serve` prints, or for `name` and `password` posted to `/login` as JSON. What changes
something carries the token that `/me` gives, as the header `X-CSRF-Token`.

**Pages.** Lists give at most `limit` rows and, if there are more, `next`: send it as `cursor`, with the same sort and filter.

**Filter.** Conditions that must all hold; the values of one, between commas, are alternatives, and `-` before `country`, `type`,
`family`, `status`, `actor`, `place`, `outlet`, `text` or `id` negates it. Events show those that occurred or are alleged unless a status is asked for.

**Names.** For readers private persons are masked as […]; offsets mean the untouched article all the same. Exports mask them for everyone,
unless the project's setting `names` keeps them; victims and minors always are.

**Caching.** Answers carry a weak ETag; a request with `If-None-Match` gets 304 while nothing has changed.
""".strip()


class Problem(msgspec.Struct, frozen=True):
    """What went wrong and how to mend it; `remedy` may be empty."""

    status: int
    what: str
    remedy: str


class Error(msgspec.Struct, frozen=True):
    """The answer to every request that fails."""

    error: Problem


_FAILURES = {
    "400": "The body cannot be read.", "401": "There is no session.", "403": "The session's role is too low, or the CSRF token is missing.", "404": "There is no such thing.",
    "409": "Someone else has changed it since; nothing was written.", "413": "The body is too large.", "421": "The server does not answer under this host name.",
    "422": "The request makes no sense.", "429": "Too many requests; `Retry-After` says when to try again.", "503": "The database is busy or cannot be read.",
}  # fmt: skip


def document(app: FastAPI, routers: Iterable[APIRouter]) -> None:
    """Have the app tell its whole document, made once; `routers` are those that it includes."""
    routes = [r for router in routers for r in router.routes if isinstance(r, APIRoute) and r.path_format.startswith(ROOT)]

    def made() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _made(app, routes)
        return app.openapi_schema

    app.openapi = made  # type: ignore[method-assign]


def _made(app: FastAPI, routes: list[APIRoute]) -> dict[str, Any]:
    out = get_openapi(title=app.title, version=app.version, description=_DESCRIPTION, routes=app.routes)
    out["paths"] = {path: operations for path, operations in out["paths"].items() if path.startswith(ROOT)}
    told = {(route.path_format, method.lower()): getattr(route.endpoint, "told", {}) for route in routes for method in route.methods or ()}
    forms = [form for t in told.values() for form in (t.get("gives"), t.get("takes")) if form is not None]
    schemas, components = msgspec.json.schema_components([Error, *forms], ref_template=_REF)
    known = dict(zip(map(_key, [Error, *forms]), schemas, strict=True))
    for path, operations in out["paths"].items():
        for method, operation in operations.items():
            _fill(operation, path, method, told.get((path, method), {}), known)
    own = out.get("components", {}).get("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):  # FastAPI's own error: here every error has one form
        own.pop(name, None)
    session = {"type": "apiKey", "in": "cookie", "name": "isnad_session", "description": "From /login or from isnad serve."}
    out["components"] = {"schemas": dict(sorted({**own, **components}.items())), "securitySchemes": {"session": session}}
    out["security"] = [{"session": []}]
    return out


def _fill(operation: dict[str, Any], path: str, method: str, told: dict[str, Any], known: dict[str, Any]) -> None:
    """Put into an operation what FastAPI cannot know."""
    operation.setdefault("tags", [path.removeprefix(f"{ROOT}/").split("/")[0]])
    responses = operation["responses"]
    responses.pop("422", None)
    success = next(iter(sorted((c for c in responses if c.startswith("2")), reverse=True)), "200")
    content = {kind: {"schema": _file(kind)} for kind in told.get("media", ())}
    if told.get("gives") is not None:
        content["application/json"] = {"schema": known[_key(told["gives"])]}
    if content:
        responses[success].update(content=content, description="Done." if method != "get" else "Found.")
    if told.get("takes") is not None:
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": known[_key(told["takes"])]}}}
    if told.get("filter"):
        operation.setdefault("parameters", []).extend(_parameters(told["filter"]))
    if method == "get" and told:
        responses["304"] = {"description": "Nothing has changed since the ETag that was sent."}
    for code, sentence in _FAILURES.items():
        if code in responses or (code == "404" and "{" not in path) or (code in ("400", "409", "413") and method == "get"):
            continue
        responses[code] = {"description": sentence, "content": {"application/json": {"schema": known[_key(Error)]}}}
    operation["responses"] = dict(sorted(responses.items()))


def _file(kind: str) -> dict[str, Any]:
    return {"type": "object"} if kind.endswith("json") and "ndjson" not in kind else {"type": "string", "format": "binary"}


def _parameters(table: str) -> Iterator[dict[str, Any]]:
    """The keys of a table's filter as parameters of the query."""
    for name, key in KEYS.items():
        if table in key.tables:
            reports = key.kind == "reviewed" and table == "reports"  # no report is judged in part
            yield _parameter(name, key.sentence, key._replace(kind="yes") if reports else key)
    for name, key in KEYS.items():
        if table in key.tables and key.kind not in SINGLE:
            yield _parameter(f"-{name}", f"Not this {name}.", key)


def _parameter(name: str, sentence: str, key: Key) -> dict[str, Any]:
    many = {"type": "array", "items": _KINDS[key.kind]}
    listed = key.kind in ("country", "type", "family", "status")
    schema = many if listed else _KINDS[key.kind]
    out: dict[str, Any] = {"name": name, "in": "query", "required": False, "description": sentence, "schema": schema}
    return {**out, "style": "form", "explode": False} if listed else out


_KINDS: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "country": {"type": "string", "pattern": "^[A-Za-z]{2}$"},
    "type": {"type": "string", "enum": list(get_args(EventType))},
    "family": {"type": "string", "enum": list(FAMILIES)},
    "status": {"type": "string", "enum": list(get_args(Status))},
    "day": {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"},
    "whole": {"type": "integer"},
    "share": {"type": "number", "minimum": 0, "maximum": 1},
    "yes": {"type": "string", "enum": ["yes", "no"]},
    "reviewed": {"type": "string", "enum": ["yes", "part", "no"]},
}


def _key(form: Any) -> str:
    return repr(form)
