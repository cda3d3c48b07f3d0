"""Judgements and the queue under /api/v1: what people decided, what waits, and deciding."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from isnad.model import Action, Judgement, StoredReport
from isnad.review.decide import ConflictError, last_seen, said
from isnad.web.judging import judge, question_of, sittings
from isnad.web.render import cursor_of, values_of
from isnad.web.sitting import Asking, asking, waits
from isnad.web.visit import Visit, visit_of

router = APIRouter(prefix="/api/v1", tags=["judgements"])
_NUMBERS = 2**53  # what JSON and SQLite both hold
Number = Annotated[int, Field(ge=0, le=_NUMBERS)]


class Given(BaseModel):
    """A decision: `seen` is the number of the last judgement that the reviewer knew of; if others judged since, nothing is written (409)."""

    model_config = ConfigDict(extra="forbid")

    action: Action
    reports: list[Annotated[str, Field(max_length=200)]] = Field(default=[], max_length=2)
    field: str | None = Field(default=None, max_length=40)
    value: Any = None
    note: str | None = Field(default=None, max_length=2000)
    seen: Number | None = None
    undoes: Number | None = None
    at: str | None = Field(default=None, max_length=80, description="The task that was asked, to be told the one after it.")


class Undoing(BaseModel):
    """The undoing of a judgement; an undoing can itself be undone."""

    model_config = ConfigDict(extra="forbid")

    note: str | None = Field(default=None, max_length=2000)
    seen: Number | None = None


@router.post("/judgements", status_code=201, responses={200: {"description": "Nothing changed, and nothing was written"}})
def decide(given: Given, request: Request, visit: Visit = Depends(visit_of)) -> Response:
    """Accept, mend, reject, or be unsure of a report (coders); same and different (reviewers); undo one's last, or `undoes`; add a report to an article.

    The answer holds the judgement, the report as it now stands, the next task of the queue that the filter of the address makes,
    how many reports are left, `seen` for the next decision, and `also`: what else changed in the event. A value that the report has
    already is no judgement: nothing is written, `judgement` is null and the status 200.
    """
    on = tuple(given.reports)
    try:
        made = judge(visit, given.action, on, field=given.field, value=given.value, note=given.note, seen=given.seen, undoes=given.undoes)
    except ConflictError as error:
        return _conflict(visit, error)
    return _answer(request, visit, made, given.at or (".".join(on) if on else None), on)


@router.post("/judgements/{id}/undo", status_code=201)
def undo(
    id: Annotated[int, Path(ge=1, le=_NUMBERS)], request: Request, given: Undoing | None = None, visit: Visit = Depends(visit_of)
) -> Response:
    """Take a judgement back; those of others, and what joined or parted events, are a reviewer's to undo."""
    if visit.desk.store.judgements.get(id) is None:
        raise HTTPException(404, f"there is no judgement {id}")
    given = given or Undoing()
    try:
        made = judge(visit, "undo", (), note=given.note, seen=given.seen, undoes=id)
    except ConflictError as error:
        return _conflict(visit, error)
    return _answer(request, visit, made, None)


@router.get("/judgements")
def listed(
    visit: Visit = Depends(visit_of), limit: Annotated[int, Query(ge=1, le=200)] = 50, cursor: str | None = None, by: str | None = None,
    report: str | None = None,
) -> Response:  # fmt: skip
    """What people decided, the latest first; `next` is the cursor of the page after, null on the last."""
    visit.must("coder")
    before = values_of(cursor) if cursor else [None]
    if before is None or len(before) != 1 or not (before[0] is None or (isinstance(before[0], int) and 0 <= before[0] <= _NUMBERS)):
        raise HTTPException(422, "this is no cursor")
    found = visit.desk.store.judgements.newest(limit=limit + 1, before=before[0], by=by, report=report)
    undone = visit.desk.store.judgements.undone()
    items = [{**_told(j), "in_force": j.id not in undone} for j in found[:limit]]
    return JSONResponse({"items": items, "next": cursor_of(found[limit - 1].id) if len(found) > limit else None})


@router.get("/queue")
def queue(request: Request, visit: Visit = Depends(visit_of), limit: Annotated[int, Query(ge=0, le=60)] = 20) -> Response:
    """The first tasks that wait for the visitor, and how many reports are left; `ask` is all, report or pair, the filter that of events."""
    visit.must("coder")
    question = question_of(request, visit)
    keys = sittings(request).keys(visit.desk, question) if limit else []
    tasks = list(islice((task for key in keys if waits(visit.desk, question, key) and (task := asking(visit.desk, key))), limit))
    return JSONResponse({"items": [_brief(t) for t in tasks], "left": sittings(request).left(visit.desk, question)})


def _answer(request: Request, visit: Visit, made: Judgement | None, at: str | None, on: Sequence[str] = ()) -> Response:
    store, question = visit.desk.store, question_of(request, visit)
    concerned = next(store.reports.get(made.reports[:1] if made else on[:1]), None)
    if made and made.action == "undo":
        following: str | None = ".".join(made.reports[:2]) if len(made.reports) > 1 else next(iter(made.reports), None)
    else:
        following = sittings(request).after(visit.desk, question, at)
    task = asking(visit.desk, following) if following else None
    return JSONResponse(
        {
            "judgement": _told(made) if made else None, "report": _report(concerned), "next": _brief(task) if task else None, "left": sittings(request).left(visit.desk, question),
            "seen": last_seen(store),
            "also": [c._asdict() for c in visit.desk.aftermath.changes(made, visit.desk.book, visit.wording)] if made else [],
        },
        status_code=201 if made else 200,
    )  # fmt: skip


def _conflict(visit: Visit, error: ConflictError) -> Response:
    """409 with what changed, so that nothing is lost: who judged when, what, and the report as it now stands."""
    store = visit.desk.store
    concerned = next(store.reports.get(error.judgement.reports[:1]), None)
    told = {"status": 409, "what": error.what, "remedy": error.remedy, "judgement": _told(error.judgement)}
    return JSONResponse({"error": told, "report": _report(concerned), "seen": last_seen(store)}, status_code=409)


def _told(j: Judgement) -> dict[str, Any]:
    return {
        "id": j.id, "at": j.at, "by": j.by, "action": j.action, "reports": j.reports, "field": j.field, "value": j.value, "note": j.note,
        "undoes": j.undoes, "said": said(j),
    }  # fmt: skip


def _report(stored: StoredReport | None) -> Any:
    return msgspec.to_builtins(stored) if stored else None


def _brief(t: Asking) -> dict[str, Any]:
    """A task by its ids and coded values; the texts are at the report and its article."""
    r = t.report.report
    return {
        "key": t.key, "kind": "pair" if t.other else "report", "event": t.event.id if t.event else None, "report": t.report.id,
        "other": t.other.id if t.other else None, "probability": t.link.probability if t.link else None, "article": t.report.article,
        "outlet": t.report.publisher, "published": t.report.published, "type": r.type, "status": r.status, "date": r.date,
        "country": r.country, "place_id": r.place_id, "confidence": r.confidence, "disputed": t.event.disputed if t.event else [],
        "verdict": t.report.verdict, "seen": t.seen,
    }  # fmt: skip
