"""Overview: how much there is, when, where and of what type; what is new, what waits, what ran."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from isnad.filter import Filter
from isnad.web.calling import SHADES
from isnad.web.draw import Series, bars, families, mini
from isnad.web.listing import rows
from isnad.web.months import Months, months_of
from isnad.web.render import page
from isnad.web.visit import Visit, visit_of

router = APIRouter()
_ALL = Filter()
_NEW, _WAITING, _RUNS = 8, 6, 6


@router.get("/", include_in_schema=False)
def overview(request: Request, visit: Visit = Depends(visit_of)) -> HTMLResponse:
    """The whole project at a glance."""
    desk = visit.desk
    kept = desk.kept
    browse = desk.store.browse
    figures = kept.of(("figures",), browse.figures)
    months: Months = desk.steady.of(("months", visit.wording.language), lambda: months_of(desk.store, desk.book, desk.types, visit.wording))
    new = kept.of(("new",), lambda: [r.id for r in browse.page(_ALL, desk.types, order="changed", limit=_NEW, total=0)[0]])
    waiting, number = kept.of(("weightiest",), lambda: browse.weightiest(_WAITING))
    return page(
        request, visit, "overview.html", figures=figures, months=months, families=SHADES, bars=bars, stack=families, mini=mini, series=Series,
        new=rows(visit, new), waiting=rows(visit, waiting), number=number, runs=[_run(r) for r in desk.store.runs()[:_RUNS]],
    )  # fmt: skip


def _run(run: dict[str, Any]) -> dict[str, Any]:
    """A run with what it counted, and how many seconds it took (None: it was broken off or is not done)."""
    counts = msgspec.json.decode(run["counts"]) if run["counts"] else {}
    took = None
    if run["ended_at"]:
        took = int((datetime.fromisoformat(run["ended_at"]) - datetime.fromisoformat(run["started_at"])).total_seconds())
    return {**run, "counts": {k: v for k, v in counts.items() if ":" not in k and isinstance(v, int)}, "took": took}
