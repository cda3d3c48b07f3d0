"""Events: one filter in the address, and what it lets through as table, map, timeline and network."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from isnad.filter import Condition, Filter
from isnad.store.browse import Row
from isnad.web.api.charts import map_data, network_data, timeline_data
from isnad.web.calling import SHADES
from isnad.web.conditions import Choices, address, changed, chips, query_of, tidy
from isnad.web.listing import order_of, rows
from isnad.web.recall import Kept
from isnad.web.render import cursor_of, page, values_of
from isnad.web.ties import Tie
from isnad.web.tiles import Tiles, TilesError, tiles_of
from isnad.web.visit import Visit, visit_of
from isnad.web.wording import words

router = APIRouter()
VIEWS = ("table", "map", "timeline", "network")
_KEYS = ("view", "order", "ties")
_ROWS = 50
_PLACES = 200
_SORTS: dict[str, Callable[[Tie, dict[str, str]], Any]] = {
    "a": lambda tie, names: (names[tie.a], -tie.number),
    "b": lambda tie, names: (names[tie.b], -tie.number),
    "tie": lambda tie, names: (tie.tie, -tie.number),
    "killed": lambda tie, names: (-tie.killed, -tie.number),
}
_GREAT = 2**53
_MARK = 2  # values of a mark: id and what is sorted by


@router.get("/events", include_in_schema=False)
def events(request: Request, visit: Visit = Depends(visit_of)) -> Response:
    """The events that the filter lets through, in one of the views."""
    tidied = tidy(request, _KEYS)
    if tidied:
        return RedirectResponse(tidied, status_code=303)
    asked = request.query_params
    view = asked.get("view", "table") if asked.get("view") in VIEWS else "table"
    kept = visit.desk.kept_for(visit.filter)
    shown = {"table": _table, "map": _map, "timeline": _timeline, "network": _network}[view](request, visit, kept)
    more = {"view": view if view != "table" else None, "order": asked.get("order")}
    return _page(request, visit, kept, view=view, more=more, **shown)


def _page(request: Request, visit: Visit, kept: Kept, *, view: str, more: dict[str, Any], **shown: Any) -> HTMLResponse:
    def at(**changes: Any) -> str:
        filter, left = changed(visit.filter, {**more, **changes})
        return address(request, filter, **left)

    query = query_of(visit.filter)
    return page(
        request, visit, "events.html", view=view, views=VIEWS, families=SHADES, at=at, query=query, chips=chips(request, visit, **more),
        clear=request.url.path + (f"?view={view}" if view != "table" else ""), form=Choices(visit, visit.desk.steady), more=more, **shown,
    )  # fmt: skip


def _table(request: Request, visit: Visit, kept: Kept) -> dict[str, Any]:
    desk, asked = visit.desk, request.query_params
    order = order_of(asked.get("order"))
    back = "before" in asked
    given = values_of(asked.get("before") or asked.get("after") or "")
    mark = Row(str(given[0]), given[1]) if given and len(given) == _MARK and _sorted_by(given[1]) else None
    question = ("total", visit.filter)
    found, total = desk.store.browse.page(
        visit.filter, desk.types, order=order, after=mark, back=back and mark is not None, limit=_ROWS + 1, total=kept.has(question)
    )
    kept.of(question, lambda: total)
    further = len(found) > _ROWS
    found = found[-_ROWS:] if back and mark else found[:_ROWS]
    has_after, has_before = (bool(mark), further) if back and mark else (further, mark is not None)
    ends = (cursor_of(found[0].id, found[0].key), cursor_of(found[-1].id, found[-1].key)) if found else ("", "")
    return {
        "rows": rows(visit, [r.id for r in found]), "total": total, "order": order,
        "before": ends[0] if has_before else None, "after": ends[1] if has_after else None,
    }  # fmt: skip


def _sorted_by(value: Any) -> bool:
    """Whether a mark holds something that events can be sorted by, and not what someone made up."""
    return isinstance(value, str) or (isinstance(value, int) and abs(value) < _GREAT)


def _map(request: Request, visit: Visit, kept: Kept) -> dict[str, Any]:
    data = map_data(visit)
    tiles, fault = _tiles(visit)
    return {
        "tiles": tiles,
        "fault": fault,
        "total": data.total,
        "data": data,
        "texts": _texts(visit, "map"),
        "listed": min(_PLACES, len(data.places.id)),
        "lands": [c for c in data.countries if any(c.events)],
    }


def _tiles(visit: Visit) -> tuple[Tiles | None, str]:
    """The tiles that are drawn beneath the events, and what is wrong with them: the map goes on without."""
    try:
        return tiles_of(visit.desk.project), ""
    except TilesError as fault:
        return None, fault.told(visit.wording)


def _timeline(request: Request, visit: Visit, kept: Kept) -> dict[str, Any]:
    data = timeline_data(visit)
    months: dict[str, list[int]] = {}
    for date, events in zip(data.dates, data.events, strict=True):
        row = months.setdefault(date[:7], [0] * len(SHADES))
        months[date[:7]] = [a + b for a, b in zip(row, events, strict=True)]
    return {"total": data.total, "data": data, "texts": _texts(visit, "time"), "months": sorted(months.items(), reverse=True)}


def _network(request: Request, visit: Visit, kept: Kept) -> dict[str, Any]:
    data = network_data(visit)
    names = {n.id: n.name for n in data.nodes}
    by = request.query_params.get("ties", "")
    ties = sorted(data.ties, key=lambda t: _SORTS[by](t, names)) if by in _SORTS else data.ties

    def pair(a: str, b: str) -> str:
        wanted = [c for c in (Condition("actor", (a,)), Condition("actor", (b,))) if c not in visit.filter.conditions]
        return address(request, Filter((*visit.filter.conditions, *wanted)))

    return {
        "total": _total(visit, kept), "data": data, "texts": _texts(visit, "net"), "names": names, "ties": ties, "pair": pair,
        "sorted": by if by in _SORTS else "events",
    }  # fmt: skip


def _total(visit: Visit, kept: Kept) -> int:
    return kept.of(("total", visit.filter), lambda: visit.desk.store.events.count(visit.filter, visit.desk.types))


def _texts(visit: Visit, chart: str) -> dict[str, Any]:
    """The words that a chart's script needs, forms by number and all."""
    wanted = ("events.count", "articles.count", "events.made", "events.arrow")
    starts = (f"events.{chart}.", "events.family.", "events.tie." if chart == "net" else f"events.{chart}.")
    found = {key: text for key, text in words(visit.wording.language).items() if key in wanted or key.startswith(starts)}
    return {"language": visit.wording.language, **found}
