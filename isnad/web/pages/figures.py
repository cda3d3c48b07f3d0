"""Charts as files: SVG to look at, CSV to count with, each with the line that says what it was made from."""

from __future__ import annotations

import re
from typing import Literal

from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import Response

from isnad.web.figures import FIGURES, Figure
from isnad.web.gauges import GAUGES
from isnad.web.visit import Visit, visit_of

router = APIRouter()
Kind = Literal["svg", "csv"]
_ALL = {**FIGURES, **GAUGES}
_MEDIA = {"svg": "image/svg+xml", "csv": "text/csv; charset=utf-8"}


@router.get("/figures/{name}.{kind}", include_in_schema=False)
def figure(name: str, kind: Kind, visit: Visit = Depends(visit_of), of: str = "") -> Response:
    """A chart of actors, outlets or quality; 404 where there is none to draw."""
    found = _ALL[name](visit, of) if name in _ALL else None
    if found is None:
        raise HTTPException(404, visit.wording("chart.none", name=f"{name} {of}".strip()))
    return file_of(found, kind, f"{name}-{of}" if of else name)


def file_of(found: Figure, kind: str, name: str) -> Response:
    """A figure as an answer to keep under a name; letters that a file name must not have become dashes."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")
    headers = {"Content-Disposition": f'attachment; filename="{plain}.{kind}"'}
    return Response(found.svg() if kind == "svg" else found.csv(), media_type=_MEDIA[kind], headers=headers)
