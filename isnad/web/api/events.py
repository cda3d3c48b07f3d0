"""Events through the API: a list, one with its reports, and why its reports are held together."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import JSONResponse

from isnad.model import Event, Link, StoredReport
from isnad.web.answers import Ask, Refusal, Whole, ask_of, gives

router = APIRouter(prefix="/api/v1/events")
Limit = Query(100, ge=1, le=500, description="How many at most.")
Cursor = Query(None, max_length=1000, description="`next` of the answer before.")
Order = Literal["date", "old", "changed", "killed"]


class Events(msgspec.Struct, frozen=True):
    """A page of events; `total` only where it was asked for."""

    events: list[Event]
    next: str | None
    total: int | None


class WholeEvent(msgspec.Struct, frozen=True):
    """An event with the reports that it holds, by day of publication."""

    event: Event
    reports: list[StoredReport]


class Links(msgspec.Struct, frozen=True):
    """The links between the reports of an event."""

    links: list[Link]


@router.get("")
@gives(Events, filter="events")
def list_events(
    ask: Ask = Depends(ask_of),
    sort: Order = Query(
        "date", description="Latest day first, `old`: earliest day first, lately `changed` first, most `killed` first; unknown last."
    ),
    limit: int = Limit,
    cursor: str | None = Cursor,
    total: bool = Query(False, description="Whether to count all events that the filter lets through."),
) -> Response:
    """The events that the filter lets through, a page at a time."""
    wanted = ask.filter("events")
    after = ask.mark(cursor, sort, tuple[Whole | None, str] if sort == "killed" else tuple[str | None, str])

    def made() -> Events:
        ids, next_, number = ask.ids("events", wanted, sort, limit=limit, after=after, total=total)
        return Events(ask.veil.events(list(ask.store.events.get(ids))), next_, number)

    return ask.give(made)


@router.get("/{id}")
@gives(WholeEvent)
def get_event(id: str, ask: Ask = Depends(ask_of)) -> Response:
    """One event with its reports; 410 tells of one that is no more, and where its reports are now."""
    event = _event(ask, id)
    if isinstance(event, Response):
        return event
    return ask.give(lambda: WholeEvent(ask.veil.events([event])[0], ask.veil.reports(list(ask.store.reports.get(event.reports)))))


@router.get("/{id}/links")
@gives(Links)
def get_links(id: str, ask: Ask = Depends(ask_of)) -> Response:
    """Why the reports of an event are held to tell of one incident: what was compared, the level reached and its weight in bits."""
    event = _event(ask, id)
    if isinstance(event, Response):
        return event
    return ask.give(lambda: Links(list(ask.store.events.links(event.reports))))


def _event(ask: Ask, id_: str) -> Event | Response:
    """An event; the answer for one that is no more; Refusal 404 for one that never was."""
    found = next(ask.store.events.get([id_]), None)
    if found is not None:
        return found
    gone = ask.store.paging.tombstone(id_)
    if gone is None:
        raise Refusal(404, f"there is no event {id_!r}", remedy="/api/v1/events lists them")
    now = ask.store.events.now(id_)
    told: dict[str, Any] = {
        "status": 410,
        "what": f"event {id_} is no more: {gone['reason']}",
        "remedy": f"see /api/v1/events/{now}" if now else "",
    }
    headers = {"Link": f'</api/v1/events/{now}>; rel="successor-version"'} if now else None
    return JSONResponse({"error": told, "merged_into": now, "at": gone["at"]}, status_code=410, headers=headers)
