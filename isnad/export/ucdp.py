"""UCDP GED-like: fatal events in the 49 columns of the UCDP Georeferenced Event Dataset. These are isnad's data, not UCDP's.

The mapping, column by column: docs/reference/exports-coded.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from isnad.codebook import Codebook
from isnad.export.coded import (
    Days,
    Row,
    best,
    country,
    country_name,
    days,
    degrees,
    home,
    id_part,
    label,
    listed,
    of_event,
    precision,
    priogrid,
    publicly,
    step,
    table,
)
from isnad.model import Event, EventActor, StoredReport

NAME = "UCDP GED-like"
COLUMNS: tuple[str, ...] = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id", "conflict_name",
    "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b",
    "number_of_sources", "source_article", "source_office", "source_date", "source_headline", "source_original",
    "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid",
    "country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end",
    "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3


def rows(events: Iterable[Event], reports: Mapping[str, StoredReport], book: Codebook, *, every: bool = False) -> Iterator[Row]:
    """One row an event of which at least one death is told, with exactly the keys of `COLUMNS`; all events with `every`.

    UCDP holds an event to be "at least 1 direct death in either the best, low or high estimate" (Sundberg and Melander, 2013).
    """
    for event in events:
        if every or fatal(event):
            yield _row(event, of_event(event, reports), book)


def fatal(event: Event) -> bool:
    """Whether a death is told in the low, best or high figure; what is not fatal is left out, and may be counted with this."""
    return event.killed is not None and any(n for n in (event.killed.low, event.killed.best, event.killed.high))


def _row(event: Event, told: list[StoredReport], book: Codebook) -> Row:
    when, where, codes = days(event, told), country(book, event.country), table(book, "ucdp")
    type_, a, b = sides(event, book)
    side_a, side_b = side_name(a, book), "Civilians" if type_ == ONE_SIDED else side_name(b, book)
    lat, lon = degrees(event.lat), degrees(event.lon)
    where_prec, date_prec = precision(event, book, codes["where_prec"], codes["where_prec_of_area"]), _date_prec(when, codes)
    toll, dead = event.killed, best(event)
    values = {
        "id": event.id, "year": when.first.year if when else None, "code_status": "Clear" if event.reviewed == "all" else "Check",
        "type_of_violence": type_, "dyad_name": f"{side_a} - {side_b}" if side_a and side_b else None, "side_a": side_a, "side_b": side_b,
        "number_of_sources": len(event.origins), "source_article": listed(_article(r) for r in told), "source_office": listed(event.outlets),
        "source_date": listed(r.published for r in told),
        "source_headline": listed(r.title for r in told), "source_original": _innermost(event, told),
        "where_prec": where_prec, "where_coordinates": event.place_en or event.place, "where_description": event.place, "adm_1": event.admin1,
        "latitude": lat, "longitude": lon, "geom_wkt": None if lat is None or lon is None else f"POINT ({lon} {lat})",
        "priogrid_gid": priogrid(event.lat, event.lon),
        "country": country_name(book, event.country), "country_id": where.get("gw"), "region": where.get("ucdp"),
        "event_clarity": 1 if _clear(event, date_prec, where_prec, codes) else 2, "date_prec": date_prec,
        "date_start": when.first.isoformat() if when else None, "date_end": when.last.isoformat() if when else None,
        "deaths_unknown": dead, "best": dead, "high": toll.high if toll else None, "low": toll.low if toll else None,
        "gwnoa": state(a, book), "gwnob": None if type_ == ONE_SIDED else state(b, book),
    }  # fmt: skip
    return {name: values.get(name) for name in COLUMNS}


def sides(event: Event, book: Codebook) -> tuple[int | None, EventActor | None, EventActor | None]:
    """Type of violence, side A and side B, from the kinds of the parties.

    1 state-based: both sides organised and armed, one of them (side A) a government or external forces; 2 non-state: both organised, neither of
    them; 3 one-sided: an organised side against civilians or protesters. None where a side is unknown, unorganised, or the same government's.
    """
    codes = table(book, "ucdp")
    by, against = _first(event.by, codes["organised"]), _first(event.against, codes["organised"])
    if by and against:
        if by.kind not in codes["government"] and against.kind in codes["government"]:
            by, against = against, by
        one_government = state(by, book) is not None and state(by, book) == state(against, book)
        if one_government:
            return None, by, against
        return (STATE_BASED if by.kind in codes["government"] else NON_STATE), by, against
    victims = _first(event.against, codes["unarmed"])
    if by and victims:
        return ONE_SIDED, by, victims
    by, against = by or _first(event.by), against or _first(event.against)
    if against and against.kind in codes["government"] and not (by and by.kind in codes["government"]):
        by, against = against, by
    return None, by, against


def side_name(actor: EventActor | None, book: Codebook) -> str | None:
    """A side as UCDP writes it: `Government of Tunisia` for a state's forces, else its own name."""
    if actor is None:
        return None
    code = home(actor, book) if _governs(actor, book) else None
    return f"Government of {country_name(book, code)}" if code else label(actor)


def state(actor: EventActor | None, book: Codebook) -> int | None:
    """The Gleditsch-Ward number of the state whose forces a side is; None for any other side."""
    if actor is None or not _governs(actor, book):
        return None
    found: int | None = country(book, home(actor, book)).get("gw")
    return found


def _governs(actor: EventActor, book: Codebook) -> bool:
    return actor.kind == "state_forces" and id_part(actor) not in table(book, "ucdp")["not_government"]


def _first(actors: list[EventActor], kinds: Sequence[str] | None = None) -> EventActor | None:
    return next((a for a in actors if kinds is None or a.kind in kinds), None)


def _date_prec(when: Days | None, codes: Mapping[str, Any]) -> int | None:
    if when is None:
        return None
    code = step(codes["date_prec"], when.span)
    return code if when.told or code is None else max(code, codes["date_from_publication"])


def _clear(event: Event, date_prec: int | None, where_prec: int | None, codes: Mapping[str, Any]) -> bool:
    """Whether the reports tell day and place well enough for one incident to be known by them."""
    limits = codes["clear"]
    return (
        not event.background
        and bool(date_prec and where_prec)
        and (date_prec or 9) <= limits["date_prec"]
        and (where_prec or 9) <= limits["where_prec"]
    )


def _article(told: StoredReport) -> str | None:
    """Outlet, day and address."""
    return listed((told.publisher, told.published, told.url), ", ")


def _innermost(event: Event, told: list[StoredReport]) -> str | None:
    """The first of each chain: to whom the reports go back; where no chain is told, the origins that are no outlet."""
    first = [r.report.sources[chain[0]] for r in told for chain in r.report.chains if chain]
    origins = (publicly(o.label, o.person, o.kind) for o in event.origins if o.kind != "outlet")
    return listed(publicly(s.text, s.person, s.kind) for s in first) or listed(origins)
