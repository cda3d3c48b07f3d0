"""Events: the table, driven by the filter of the address."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from isnad.web.render import page
from isnad.web.visit import Visit, visit_of

router = APIRouter()
_ROWS = 50


@router.get("/events", include_in_schema=False)
def events(request: Request, visit: Visit = Depends(visit_of), page_: int = 1) -> HTMLResponse:
    """The events that the filter lets through, a page at a time."""
    desk = visit.desk
    total = desk.store.events.count(visit.filter, desk.types)
    found = list(desk.store.events.chosen(visit.filter, desk.types, order="date", limit=_ROWS, offset=_ROWS * (page_ - 1)))
    return page(request, visit, "events.html", events=found, total=total, number=page_, rows=_ROWS)
