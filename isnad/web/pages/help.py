"""Help: what the workbench is, and all keys."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from isnad.web.render import page
from isnad.web.visit import Visit, visit_of

router = APIRouter()


@router.get("/help", include_in_schema=False)
def help_(request: Request, visit: Visit = Depends(visit_of)) -> HTMLResponse:
    """All keys, and where to read on."""
    return page(request, visit, "help.html")
