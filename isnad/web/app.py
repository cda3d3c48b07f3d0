"""The application: pages, API and static files, behind the guard."""

from __future__ import annotations

from importlib import import_module
from importlib.resources import files
from pkgutil import iter_modules

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException as StarletteHTTPException

from isnad.errors import IsnadError, StoreError
from isnad.review.decide import ConflictError
from isnad.web import api, pages
from isnad.web.desk import Desk
from isnad.web.render import page
from isnad.web.schema import document
from isnad.web.session import LOOPBACK, Sessions, guard, owner
from isnad.web.visit import Visit


def create_app(desk: Desk, *, hosts: frozenset[str] = LOOPBACK) -> FastAPI:
    """The workbench of a project; `app.state.sessions.token` opens it once."""
    app = FastAPI(title="isnad", version=desk.version, docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json")
    app.state.desk = desk
    app.state.sessions = Sessions(owner(desk), desk)
    routers = []
    for package in (pages, api):
        for module in sorted(iter_modules(package.__path__), key=lambda m: m.name):
            router = getattr(import_module(f"{package.__name__}.{module.name}"), "router", None)
            if router is not None:
                app.include_router(router)
                routers.append(router)
    app.mount("/static", StaticFiles(directory=str(files("isnad.web").joinpath("static")), check_dir=False), name="static")
    _errors(app)
    document(app, routers)
    guard(app, app.state.sessions, hosts)
    return app


def _errors(app: FastAPI) -> None:
    """Every error in one shape: a page for people, `{"error": {status, what, remedy}}` for programs."""

    def told(request: Request, status: int, what: str, remedy: str = "") -> Response:
        if request.url.path.startswith("/api/") or "application/json" in request.headers.get("accept", ""):
            return JSONResponse({"error": {"status": status, "what": what, "remedy": remedy}}, status_code=status)
        return page(request, Visit(request), "error.html", status=status, code=status, what=what, remedy=remedy)

    @app.exception_handler(StarletteHTTPException)
    async def http(request: Request, error: StarletteHTTPException) -> Response:
        return told(request, error.status_code, str(error.detail))

    @app.exception_handler(ConflictError)
    async def conflict(request: Request, error: ConflictError) -> Response:
        return told(request, 409, error.what, error.remedy)

    @app.exception_handler(IsnadError)
    async def ours(request: Request, error: IsnadError) -> Response:
        if isinstance(error, StoreError):  # its place is a path of the server
            return told(request, 503, error.what, error.remedy)
        status = getattr(error, "status", 422)
        return told(request, status, f"{error.where}: {error.what}" if error.where else error.what, error.remedy)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0] if error.errors() else {"loc": (), "msg": "invalid"}
        return told(request, 422, f"{'.'.join(map(str, first['loc']))}: {first['msg']}")

    @app.exception_handler(Exception)
    async def fault(request: Request, error: Exception) -> Response:
        return told(
            request, 500, f"{type(error).__name__}: this is a fault of isnad", "the server's terminal shows where; please report it"
        )


__all__ = ["LOOPBACK", "HTTPException", "create_app"]
