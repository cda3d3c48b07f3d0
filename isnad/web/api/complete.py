"""Completion under /api/v1: what a person begins to type, from codebook and gazetteer."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from fastapi.responses import JSONResponse, Response

from isnad.web.completion import options
from isnad.web.visit import Visit, visit_of

router = APIRouter(prefix="/api/v1", tags=["codebook"])


@router.get("/complete")
def complete(
    field: Literal["place", "by", "against", "actor", "type", "country", "status"], q: Annotated[str, Query(max_length=200)],
    visit: Visit = Depends(visit_of), within: Annotated[str | None, Query(max_length=2)] = None,
    limit: Annotated[int, Query(ge=1, le=50)] = 12,
) -> Response:  # fmt: skip
    """The values of a field whose names begin with `q`, whatever its letters; `within` is a country whose places come first."""
    found = options(visit.desk.book, visit.wording, field, q, country=within, limit=limit)
    return JSONResponse({"items": [option._asdict() for option in found]}, headers={"Cache-Control": "private, max-age=60"})
