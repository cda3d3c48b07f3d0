"""What waits, under /api/v1: a small answer by which an open page notices that something changed."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response

from isnad.web.card import mark_of
from isnad.web.judging import question_of, sittings
from isnad.web.sitting import asking
from isnad.web.visit import Visit, visit_of

router = APIRouter(prefix="/api/v1", tags=["judgements"])


@router.get("/waiting")
def waiting(request: Request, visit: Visit = Depends(visit_of), at: str | None = None) -> Response:
    """The latest run (null as its end: it goes on, or was broken off) and how many reports, events and judgements there are.

    Coders are told how many reports are left under the filter of the address, and with `at` a mark that changes with the task.
    """
    run, command, ended, reports, events, judgements = visit.desk.store.tasks.stamp()
    told: dict[str, object] = {
        "run": {"id": run, "command": command, "ended_at": ended}, "reports": reports, "events": events, "judgements": judgements
    }  # fmt: skip
    if visit.may("coder"):
        told["left"] = sittings(request).left(visit.desk, question_of(request, visit))
        told["mark"] = mark_of(asking(visit.desk, at)) if at else None
    return JSONResponse(told)
