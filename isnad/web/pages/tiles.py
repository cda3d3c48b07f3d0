"""The file of map tiles, piece by piece: browsers ask for stretches of it (HTTP Range)."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, Response

from isnad.web.tiles import TilesError, tiles_of
from isnad.web.visit import Visit

router = APIRouter()


@router.get("/tiles", include_in_schema=False)
def tiles(request: Request) -> Response:
    """The file that the settings name: nothing of the request decides which one; 404 if there is none to draw from."""
    visit = Visit(request)
    try:
        found = tiles_of(visit.desk.project)
    except TilesError as fault:
        raise HTTPException(404, fault.told(visit.wording)) from None
    if found is None:
        raise HTTPException(404, visit.wording("tiles.none"))
    return FileResponse(found.path, media_type="application/vnd.pmtiles", headers={"Cache-Control": "private, no-cache"})
