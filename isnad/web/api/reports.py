"""Reports through the API."""

from __future__ import annotations

from typing import Literal

import msgspec
from fastapi import APIRouter, Depends, Query, Response

from isnad.model import StoredReport
from isnad.web.answers import Ask, Refusal, ask_of, gives
from isnad.web.api.events import Cursor, Limit

router = APIRouter(prefix="/api/v1/reports")


class Reports(msgspec.Struct, frozen=True):
    """A page of reports; `total` only where it was asked for."""

    reports: list[StoredReport]
    next: str | None
    total: int | None


@router.get("")
@gives(Reports, filter="reports")
def list_reports(
    ask: Ask = Depends(ask_of),
    sort: Literal["date", "old"] = Query("date", description="Latest day first, `old`: earliest day first; unknown last."),
    limit: int = Limit,
    cursor: str | None = Cursor,
    total: bool = Query(False, description="Whether to count all reports that the filter lets through."),
) -> Response:
    """The reports that the filter lets through, a page at a time; those that people rejected are left out."""
    wanted = ask.filter("reports")
    after = ask.mark(cursor, sort, tuple[str | None, str])

    def made() -> Reports:
        ids, next_, number = ask.ids("reports", wanted, sort, limit=limit, after=after, total=total)
        return Reports(ask.veil.reports(list(ask.store.reports.get(ids))), next_, number)

    return ask.give(made)


@router.get("/{id}")
@gives(StoredReport)
def get_report(id: str, ask: Ask = Depends(ask_of)) -> Response:
    """One report: as people left it, and as it was read."""
    found = list(ask.store.reports.get([id]))
    if not found:
        raise Refusal(404, f"there is no report {id!r}", remedy="/api/v1/reports lists them; a text that was read anew has new ones")
    return ask.give(lambda: ask.veil.reports(found)[0])
