"""Event: its reports side by side, who said which figure when, from whom they have it, why they are one, and what people decided."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from isnad.errors import IsnadError
from isnad.filter import Condition, Filter
from isnad.masking.address import quoted
from isnad.model import Event, Judgement, StoredReport
from isnad.review.decide import ConflictError, Decision, last_seen
from isnad.web.acting import act, all_open, done_in, field_in, history, mend_in, number_in
from isnad.web.controls import open_control
from isnad.web.descent import roots_of, ties_of
from isnad.web.dossier import COLUMNS, dossier_of
from isnad.web.forms import fields_of
from isnad.web.marks import MENDABLE
from isnad.web.render import page
from isnad.web.veil import Veil
from isnad.web.visit import Visit, visit_of

router = APIRouter()


@router.get("/events/{id}", include_in_schema=False)
def event(request: Request, id: str, visit: Visit = Depends(visit_of)) -> Response:
    """The event of an id: one that was merged redirects to the event it stands for now, one that is no more is told with 410."""
    found = next(visit.desk.store.events.get([id]), None)
    if found is not None:
        return _shown(request, visit, found)
    now = visit.desk.store.events.now(id)
    if now is not None:
        query = [(k, v) for k, v in request.query_params.multi_items() if k != "was"]
        return RedirectResponse(f"/events/{quoted(now)}?{urlencode([*query, ('was', id)])}", status_code=302)
    return _gone(request, visit, id)


@router.post("/events/{id}", include_in_schema=False)
def decide(request: Request, id: str, visit: Visit = Depends(visit_of), fields: dict[str, str] = Depends(fields_of)) -> Response:
    """What a form of the page asks for; back to the page with a note, or with what was wrong and all that was typed."""
    store = visit.desk.store
    do = fields.get("do", "")
    if do not in _DOERS:
        raise HTTPException(422, f"there is nothing called {do!r} to do")
    if store.events.now(id) is None and store.paging.tombstone(id) is None:
        raise HTTPException(404, visit.wording("event.unknown", id=id))
    try:
        made = act(visit, _DOERS[do](visit, id, fields))
    except (ConflictError, IsnadError) as error:
        found = next(store.events.get(filter(None, [store.events.now(id)])), None)
        if found is None:
            raise
        return _shown(request, visit, found, problem=error, kept=fields)
    query: dict[str, Any] = {"done": do, "j": made[-1].id} if made else {"done": "unchanged"}
    held = next(store.events.get([id]), None)
    place = held.reports.index(fields["report"]) if held and fields.get("report") in held.reports else 0
    if place >= COLUMNS:
        query["first"] = place + 1
    return RedirectResponse(f"/events/{quoted(id)}?{urlencode(query)}", status_code=303)


def _accept(visit: Visit, id_: str, fields: dict[str, str]) -> list[Decision]:
    """One report, or all that wait."""
    one = field_in(fields, "report")
    if one:
        return [Decision(action="accept", on=(one,), seen=number_in(fields, "seen"))]
    return all_open(_reports(visit, next(visit.desk.store.events.get([id_]), None)), number_in(fields, "seen"))


def _reject(visit: Visit, id_: str, fields: dict[str, str]) -> list[Decision]:
    return [Decision(action="reject", on=(field_in(fields, "report"),), seen=number_in(fields, "seen"))]


def _apart(visit: Visit, id_: str, fields: dict[str, str]) -> list[Decision]:
    return [Decision(action="different", on=(field_in(fields, "report"), id_), seen=number_in(fields, "seen"))]


def _same(visit: Visit, id_: str, fields: dict[str, str]) -> list[Decision]:
    other = field_in(fields, "other").rstrip("/").rsplit("/", 1)[-1]  # an address will do
    store = visit.desk.store
    if not other or (store.events.now(other) is None and next(store.reports.get([other]), None) is None):
        raise IsnadError(visit.wording("event.same.unknown", id=other), remedy=visit.wording("event.same.how"))
    return [Decision(action="same", on=(id_, other), seen=number_in(fields, "seen"))]


def _mend(visit: Visit, id_: str, fields: dict[str, str]) -> list[Decision]:
    stored = next(visit.desk.store.reports.get([field_in(fields, "report")]), None)
    article = visit.desk.store.articles.named(stored.article) if stored else None
    return [mend_in(fields, article.article.raw if article else "")]


def _undo(visit: Visit, id_: str, fields: dict[str, str]) -> list[Decision]:
    return [Decision(action="undo", on=(), undoes=number_in(fields, "judgement") or 0, seen=number_in(fields, "seen"))]


_DOERS = {"accept": _accept, "reject": _reject, "different": _apart, "same": _same, "mend": _mend, "undo": _undo}


def _shown(
    request: Request, visit: Visit, found: Event, *, problem: IsnadError | None = None, kept: dict[str, str] | None = None
) -> HTMLResponse:
    desk, veil = visit.desk, Veil(visit)
    visit.about = Filter((Condition("id", (found.id,)), Condition("status", (found.status,))))
    store = desk.store
    seen = last_seen(store)  # before the reports are read: what is judged in between must count as unseen
    reports = _reports(visit, found)
    log = store.judgements.of_reports(found.reports)
    dossier = dossier_of(found, veil.events([found])[0], reports, veil.reports(reports), desk.book, log)
    columns = dossier.columns
    first = number_in(dict(request.query_params), "first") or 1
    first = (min(max(first, 1), len(columns)) - 1) // COLUMNS * COLUMNS
    shown = columns[first : first + COLUMNS]
    kept_ties, more_ties, other_ties = ties_of(list(store.events.links(found.reports)), {c.stored.id: c.number for c in columns})
    status = 200 if problem is None else 409 if isinstance(problem, ConflictError) else 422
    return page(
        request, visit, "event.html", status=status, event=dossier.event, dossier=dossier, columns=shown, first=first, size=COLUMNS,
        rows=dossier.rows(shown), roots=roots_of(dossier), ties=kept_ties, more_ties=more_ties, other_ties=other_ties, past=_past(visit, found.id, log, veil),
        control=open_control(request, visit, reports, kept), problem=problem, kept=kept or {}, done=done_in(request, visit), seen=seen,
        was=_was(request, visit, found), mendable=MENDABLE, article_url=article_url, masked=veil.on,
    )  # fmt: skip


def _gone(request: Request, visit: Visit, id_: str) -> HTMLResponse:
    """An event that is no more: when and why, and what people decided."""
    tombstone = visit.desk.store.paging.tombstone(id_)
    if tombstone is None:
        raise HTTPException(404, visit.wording("event.unknown", id=id_))
    return page(
        request, visit, "event_gone.html", status=410, id=id_, tombstone=tombstone, past=_past(visit, id_, [], Veil(visit)),
        done=done_in(request, visit), seen=last_seen(visit.desk.store), article_url=article_url,
    )  # fmt: skip


def _reports(visit: Visit, found: Event | None) -> list[StoredReport]:
    """The reports of an event in its order: by day of publication."""
    return list(visit.desk.store.reports.get(found.reports)) if found else []


def _past(visit: Visit, id_: str, log: list[Judgement], veil: Veil) -> Any:
    """The judgements on the reports of an event, and those made on reports that it once held."""
    store = visit.desk.store
    numbers = {j.id for j in log}
    also = [j for n in store.beside.judged(id_) if n not in numbers and (j := store.judgements.get(n))]
    more = {j.undoes for j in also if j.undoes} - numbers - {j.id for j in also}
    also += [j for n in sorted(more) if (j := store.judgements.get(n))]
    return history(store, [*log, *also], visit, hidden=veil.on)


def _was(request: Request, visit: Visit, found: Event) -> dict[str, str | None] | None:
    """The event under whose id the visitor came, if it stands for this one now."""
    was = request.query_params.get("was", "")
    return visit.desk.store.paging.tombstone(was) if was and visit.desk.store.events.now(was) == found.id else None


def article_url(id_: str, anchor: str = "") -> str:
    """The address of an article's page; slashes of its id are escaped, so that a browser leaves dots between them alone."""
    return f"/articles/{quoted(id_)}" + (f"#{anchor}" if anchor else "")
