"""The state of the project through the API: runs, counts, whether a command works on it now, and who asks."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse

from isnad.store.pulse import working
from isnad.web.answers import Ask, ask_of, gives
from isnad.web.api.events import Limit

router = APIRouter(prefix="/api/v1")


class Run(msgspec.Struct, frozen=True):
    """A run of a command; one without an end still works or was broken off. `inputs` are told to admins alone: they are paths."""

    id: int
    command: str
    started_at: str
    ended_at: str | None
    version: str
    codebook: str
    inputs: list[str]
    counts: dict[str, int]


class Runs(msgspec.Struct, frozen=True):
    """Runs, the latest first."""

    runs: list[Run]


class State(msgspec.Struct, frozen=True):
    """What the project holds now; `working` is the command that works on it, `mark` is another one after every change."""

    title: str
    version: str
    codebook: str
    articles: int
    reports: int
    events: int
    judgements: int
    working: str | None
    last_run: Run | None
    mark: str


class Me(msgspec.Struct, frozen=True):
    """Whose session it is; `csrf` goes with what changes something, as the header X-CSRF-Token."""

    name: str
    role: str
    csrf: str


class Deed(msgspec.Struct, frozen=True):
    """A line of the audit log."""

    id: int
    at: str
    user: str | None
    action: str
    detail: str | None


class Audit(msgspec.Struct, frozen=True):
    """Lines of the audit log, the latest first; `next` is the number from which to go on."""

    audit: list[Deed]
    next: int | None


@router.get("/runs")
@gives(Runs)
def list_runs(ask: Ask = Depends(ask_of), limit: int = Limit) -> Response:
    """The latest runs of read, merge and rebuild."""
    return ask.give(lambda: Runs([_run(ask, row) for row in ask.store.runs()[:limit]]))


@router.get("/state")
@gives(State)
def get_state(request: Request, ask: Ask = Depends(ask_of)) -> Response:
    """What the project holds, and whether a command works on it now; cheap enough to ask every second."""

    def made() -> State:
        last = next(iter(ask.store.runs()), None)
        return State(
            title=ask.desk.title, version=ask.desk.version, codebook=ask.desk.book.version, articles=_articles(request, ask),
            reports=ask.store.reports.count(), events=ask.store.events.count(), judgements=ask.store.judgements.count(),
            working=busy, last_run=_run(ask, last) if last else None, mark=ask.tag.strip('W/"'),
        )  # fmt: skip

    busy = working(ask.store.path)
    ask.tag = f'{ask.tag[:-1]}-{busy or "rest"}"'  # a command can begin and end without a commit
    return ask.give(made)


@router.get("/me")
@gives(Me)
def get_me(ask: Ask = Depends(ask_of)) -> Response:
    """Name, role and CSRF token of the session."""
    return JSONResponse({"name": ask.visit.name, "role": ask.visit.role, "csrf": ask.visit.csrf})


@router.get("/audit")
@gives(Audit)
def list_audit(
    ask: Ask = Depends(ask_of), limit: int = Limit, before: int | None = Query(None, ge=0, le=2**62, description="`next` of the answer before.")
) -> Response:  # fmt: skip
    """Who logged in, judged, exported or changed settings when; for admins."""
    ask.visit.must("admin")

    def made() -> Audit:
        found = ask.store.people.log(limit=limit + 1, before=before)
        return Audit([Deed(*act) for act in found[:limit]], found[limit - 1].id if len(found) > limit else None)

    return ask.give(made)


def _run(ask: Ask, row: dict[str, Any]) -> Run:
    inputs = msgspec.json.decode(row["inputs"], type=list[str]) if ask.visit.may("admin") else []
    counts = msgspec.json.decode(row["counts"], type=dict[str, int]) if row["counts"] else {}
    return Run(**{**row, "inputs": inputs, "counts": counts})


def _articles(request: Request, ask: Ask) -> int:
    """How many current articles there are: counting takes a tenth of a second, so it is done once for each article added last."""
    last = ask.store.paging.last_article()
    known: tuple[int, int] | None = getattr(request.app.state, "articles", None)
    if known is None or known[0] != last:
        known = request.app.state.articles = (last, ask.store.articles.count())
    return known[1]
