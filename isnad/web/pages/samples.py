"""Samples: blind double coding, from the draw to the agreement."""

from __future__ import annotations

from typing import Any, get_args

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from isnad.errors import IsnadError
from isnad.filter import FAMILIES
from isnad.model import COUNT_FIELDS, Status, StoredReport
from isnad.review.coding import CODED, coded, draw, finished, next_of, result
from isnad.store import now
from isnad.store.samples import Sample
from isnad.web.card import passage_of, title_of
from isnad.web.forms import fields_of
from isnad.web.judging import question_of
from isnad.web.render import page
from isnad.web.visit import Visit, visit_of

router = APIRouter(prefix="/review/samples", include_in_schema=False)
_WHOLE = 1_000_000  # a coder sees the whole article


@router.get("")
def samples(request: Request, visit: Visit = Depends(visit_of)) -> Response:
    """The samples that the visitor may see, and for administrators the form to draw one."""
    visit.must("coder")
    return _listed(request, visit)


@router.post("")
def drawn(request: Request, visit: Visit = Depends(visit_of), given: dict[str, str] = Depends(fields_of)) -> Response:
    """Draw a sample from the filter of the address."""
    visit.must("admin")
    n = given.get("n", "")
    try:
        number = draw(
            visit.desk.store, visit.filter, visit.desk.types, name=given.get("name", ""), n=int(n) if n.isdecimal() and len(n) < 6 else 0,
            seed=given.get("seed", ""), coders=given.get("coders", "").replace("\n", ",").replace("،", ",").split(","), by=visit.name,
            shown=given.get("shown") == "yes",
        )  # fmt: skip
    except IsnadError as error:
        return _listed(request, visit, problem=_told(error), given=given, status=422)
    return RedirectResponse(f"/review/samples/{number}", status_code=303)


@router.get("/{number}")
def sample(number: int, request: Request, visit: Visit = Depends(visit_of)) -> Response:
    """How far the coders are; when all are done, how far they agree."""
    found = _sample(visit, number)
    store = visit.desk.store
    done = finished(store, number)
    return page(
        request, visit, "sample.html", sample=found, progress=store.samples.progress(number), done=done,
        result=result(store, number) if done else None, mine=visit.name in store.samples.progress(number), counts=COUNT_FIELDS,
        own=store.samples.of(number, visit.name),
    )  # fmt: skip


@router.get("/{number}/code")
def code(number: int, request: Request, visit: Visit = Depends(visit_of), at: str | None = None) -> Response:
    """The report `at`, or the next that the visitor is to code."""
    return _coding(request, visit, _own(visit, number), at)


@router.post("/{number}/code")
def say(number: int, request: Request, visit: Visit = Depends(visit_of), given: dict[str, str] = Depends(fields_of)) -> Response:
    """What a coder says of a report; then the next."""
    found = _own(visit, number)
    store, at = visit.desk.store, given.get("report", "")
    stored = next(store.reports.get([at]), None)
    if stored is None:
        raise HTTPException(404, visit.wording("review.gone"))
    try:
        values = coded(visit.desk.book, stored.report, given)
    except IsnadError as error:
        return _coding(request, visit, found, at, given=given, problem=_told(error), status=422)
    if finished(store, number):
        return RedirectResponse(f"/review/samples/{number}", status_code=303)  # what all have said is no more changed
    with store.writing():
        if not store.samples.code(number, at, visit.name, at=now(), code=values):
            raise HTTPException(404, visit.wording("review.gone"))
    done = next_of(store, number, visit.name) is None
    return RedirectResponse(f"/review/samples/{number}" + ("" if done else "/code"), status_code=303)


def _listed(request: Request, visit: Visit, *, problem: str = "", given: dict[str, str] | None = None, status: int = 200) -> Response:
    store = visit.desk.store
    progress = {s.id: store.samples.progress(s.id) for s in store.samples.all()}
    shown = [s for s in store.samples.all() if visit.may("reviewer") or visit.name in progress[s.id]]
    return page(
        request, visit, "samples.html", status=status, samples=shown, progress=progress, problem=problem, given=given or {},
        question=question_of(request, visit), families=FAMILIES, statuses=get_args(Status),
    )  # fmt: skip


def _coding(
    request: Request, visit: Visit, found: Sample, at: str | None, *, given: dict[str, str] | None = None, problem: str = "",
    status: int = 200,
) -> Response:  # fmt: skip
    store = visit.desk.store
    if finished(store, found.id):
        return RedirectResponse(f"/review/samples/{found.id}", status_code=303)
    own = {c.report: c for c in store.samples.of(found.id, visit.name)}
    stored: StoredReport | None = next(store.reports.get([at]), None) if at in own else next_of(store, found.id, visit.name)
    if stored is None:
        return RedirectResponse(f"/review/samples/{found.id}", status_code=303)
    shown = bool(found.draw.get("shown"))
    heading, passage = (
        p if shown else p._replace(marks=[m for m in p.marks if m.field == "evidence"])
        for p in (title_of(stored), passage_of(store, stored, around=_WHOLE))
    )  # fmt: skip
    return page(
        request, visit, "coding.html", status=status, sample=found, stored=stored, heading=heading, passage=passage, shown=shown, fields=CODED,
        counts=COUNT_FIELDS, statuses=get_args(Status), given=given or _before(own[stored.id].code), problem=problem,
        progress=store.samples.progress(found.id)[visit.name],
    )  # fmt: skip


def _before(code: dict[str, Any] | None) -> dict[str, str]:
    """A form as it was filled in before."""
    if code is None:
        return {}
    return {f: ("yes" if v is True else "no" if v is False else "" if v is None else str(v)) for f, v in code.items()}


def _sample(visit: Visit, number: int) -> Sample:
    visit.must("coder")
    found = visit.desk.store.samples.get(number) if 0 < number < 2**53 else None
    if found is None or not (visit.may("reviewer") or visit.name in visit.desk.store.samples.progress(number)):
        raise HTTPException(404, visit.wording("samples.gone"))
    return found


def _own(visit: Visit, number: int) -> Sample:
    found = _sample(visit, number)
    if visit.name not in visit.desk.store.samples.progress(number):
        raise HTTPException(403, visit.wording("samples.notyours"))
    return found


def _told(error: IsnadError) -> str:
    return f"{error.what}: {error.remedy}" if error.remedy else error.what
