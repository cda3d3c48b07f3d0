"""What map, timeline and network draw, for one filter: compact JSON, or CSV with its provenance."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar

import msgspec
from fastapi import APIRouter, Depends, Request, Response

from isnad.export.selection import Provenance
from isnad.web.answers import gives
from isnad.web.charting import MapData, TimeData, map_of, timeline_of
from isnad.web.printed import line_of
from isnad.web.recall import tag_of
from isnad.web.tables import csv_of, days_table, places_table, ties_table
from isnad.web.ties import NetData, network_of
from isnad.web.visit import Visit, visit_of

Format = Literal["json", "csv"]
_T = TypeVar("_T")
router = APIRouter(prefix="/api/v1", tags=["charts"])


def map_data(visit: Visit) -> MapData:
    """The events of the visit's filter by place."""
    desk, w = visit.desk, visit.wording
    return _kept(visit, "map", lambda: map_of(desk.store, desk.book, visit.filter, desk.types, w))


def timeline_data(visit: Visit) -> TimeData:
    """The events of the visit's filter by date."""
    desk = visit.desk
    return _kept(visit, "timeline", lambda: timeline_of(desk.store, desk.book, visit.filter, desk.types))


def network_data(visit: Visit) -> NetData:
    """Who did what to whom among the events of the visit's filter."""
    desk, w = visit.desk, visit.wording
    return _kept(visit, "network", lambda: network_of(desk.store, desk.book, visit.filter, desk.types, w))


def sentence_of(visit: Visit) -> str:
    """What the events of the visit's filter are made from, in one line."""
    return provenance_of(visit).sentence


def provenance_of(visit: Visit) -> Provenance:
    """What the events of the visit's filter are made from."""
    desk = visit.desk
    return desk.kept.of(("provenance", visit.filter), lambda: desk.selection(visit.filter).provenance)


@router.get("/map", summary="Events by place")
@gives(MapData, filter="events", media=("text/csv",))
def map_(request: Request, visit: Visit = Depends(visit_of), format: Format = "json") -> Response:
    """The events that the filter lets through by place, country and family of type; the extent of districts and provinces in km."""
    return _answer(request, visit, format, "map", lambda: map_data(visit), places_table)


@router.get("/timeline", summary="Events by date")
@gives(TimeData, filter="events", media=("text/csv",))
def timeline(request: Request, visit: Visit = Depends(visit_of), format: Format = "json") -> Response:
    """The events that the filter lets through by date, as exact as it is known, and family of type."""
    return _answer(request, visit, format, "timeline", lambda: timeline_data(visit), days_table)


@router.get("/network", summary="Actors and ties")
@gives(NetData, filter="events", media=("text/csv",))
def network(request: Request, visit: Visit = Depends(visit_of), format: Format = "json") -> Response:
    """The strongest ties between actors of the codebook: events of one against another, and relations that articles tell; CSV has all."""
    desk, w = visit.desk, visit.wording
    if format == "csv":
        return _answer(
            request, visit, format, "network", lambda: network_of(desk.store, desk.book, visit.filter, desk.types, w, most=None), ties_table
        )
    return _answer(request, visit, format, "network", lambda: network_data(visit), ties_table)


@router.get("/provenance", summary="Where the events come from")
@gives(dict[str, str], filter="events")
def provenance(visit: Visit = Depends(visit_of)) -> Response:
    """`sentence` goes with every chart and export of the filter; `line` is what a printed page says, in the language of the visitor."""
    desk = visit.desk
    made = provenance_of(visit)
    sizes = desk.kept.of(("sizes", visit.filter), lambda: desk.store.browse.sizes(visit.filter, desk.types))
    told = {"sentence": made.sentence, "line": line_of(visit, made, *sizes)}
    return Response(msgspec.json.encode(told), media_type="application/json")


def _kept(visit: Visit, what: str, found: Callable[[], _T]) -> _T:
    question = (what, visit.filter, visit.wording.language)
    return visit.desk.kept_for(visit.filter).of(question, found)


def _answer(request: Request, visit: Visit, format: Format, name: str, data: Callable[[], Any], table: Callable[[Any], Any]) -> Response:
    """The data with an ETag of the state of the events and the question; 304 to one who has it."""
    kept = visit.desk.kept_for(visit.filter) if format == "json" else visit.desk.kept  # CSV tells where the events come from
    tag = tag_of(kept.version, visit.desk.version, visit.desk.book.version, name, format, visit.filter, visit.wording.language)
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if tag in request.headers.get("if-none-match", "").split(", "):
        return Response(status_code=304, headers=headers)
    if format == "csv":
        body: str | bytes = csv_of(sentence_of(visit), *table(data()))
        headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return Response(body, media_type="text/csv; charset=utf-8", headers=headers)
    body = _kept(visit, f"{name} json", lambda: msgspec.json.encode(data()))
    return Response(body, media_type="application/json", headers=headers)
