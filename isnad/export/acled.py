"""ACLED-like: one row an event in the 31 columns of ACLED's files. These are isnad's data in that form, not ACLED's.

The mapping, column by column: docs/reference/exports-coded.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from isnad.codebook import Codebook
from isnad.export.coded import (
    Days,
    Row,
    best,
    country,
    country_name,
    days,
    degrees,
    label,
    listed,
    of_event,
    precision,
    publicly,
    step,
    table,
)
from isnad.masking.mask import MASK
from isnad.model import COUNT_FIELDS, Event, EventActor, StoredReport, Toll
from isnad.text.fold import folded

NAME = "ACLED-like"
COLUMNS: tuple[str, ...] = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
    "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip


def rows(events: Iterable[Event], reports: Mapping[str, StoredReport], book: Codebook) -> Iterator[Row]:
    """One row an event, with exactly the keys of `COLUMNS` in their order; what nobody says is None."""
    scale = _Scale(book)
    for event in events:
        yield _row(event, of_event(event, reports), book, scale)


def _row(event: Event, told: list[StoredReport], book: Codebook, scale: _Scale) -> Row:
    when = days(event, told)
    actor1, assoc1, inter1 = _side(event.by, event, book)
    actor2, assoc2, inter2 = _side(event.against, event, book)
    kinds = table(book, "acled")
    geo = precision(event, book, kinds["geo_precision"], kinds["geo_precision_of_area"])
    where = country(book, event.country)
    type_, sub = event_types(event, book)
    values = (
        f"{where.get('iso3', 'XXX')}-{event.id}", _day(when), when.first.year if when else None, _time_precision(when, book),
        disorder(type_, sub, book), type_, sub,
        actor1, assoc1, _name(inter1, book), actor2, assoc2, _name(inter2, book), interaction(inter1, inter2, book),
        "Civilian targeting" if targets_civilians(event, book) else None,
        where.get("iso"), where.get("acled"), country_name(book, event.country), event.admin1, None, None,
        event.place_en or event.place, degrees(event.lat), degrees(event.lon), geo,
        listed(event.outlets), scale.of(event), _notes(event, book), best(event), _tags(event), _timestamp(event.updated_at),
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def event_types(event: Event, book: Codebook) -> tuple[str | None, str | None]:
    """Event type and sub-event type: the codebook's, but an attack on armed men is a battle, as ACLED counts it."""
    for rule in table(book, "acled")["against_armed"]:
        if event.type == rule["type"] and event.against and event.against[0].kind in rule["kinds"]:
            return rule["event_type"], rule["sub_event_type"]
    entry = book.events[event.type].acled
    return entry["event_type"], entry["sub_event_type"]


def disorder(type_: str | None, sub: str | None, book: Codebook) -> str | None:
    """ACLED's disorder type of an event type and sub-event type."""
    kinds = table(book, "acled")
    found: str | None = kinds["disorder_by_sub_event"].get(sub) or kinds["disorder"].get(type_)
    return found


def interaction(kind1: str | None, kind2: str | None, book: Codebook) -> str | None:
    """The two actor types in ACLED's words: `State forces-Rebel group`, `Protesters only`; None where the first is unknown.

    Types stand in the order of their numbers; only external forces stand before civilians.
    """
    if kind1 is None:
        return None
    inter = table(book, "acled")["inter"]
    if kind2 is None:
        return f"{inter[kind1]['name']} only"
    pair = sorted((kind1, kind2), key=lambda kind: int(inter[kind]["code"]))
    if pair == ["civilians", "external_forces"]:
        pair.reverse()
    return "-".join(inter[kind]["name"] for kind in pair)


def targets_civilians(event: Event, book: Codebook) -> bool:
    """Whether those to whom a violent event was done, the first named, are civilians or protesters."""
    rule = table(book, "acled")["targeting"]
    violent = book.events[event.type].family in rule["families"] or event.type in rule["types"]
    return violent and bool(event.against) and event.against[0].kind in rule["kinds"]


def _side(actors: list[EventActor], event: Event, book: Codebook) -> tuple[str | None, str | None, str | None]:
    """A side's main actor, its associated actors, and the kind of the main one (None if unknown)."""
    if not actors:
        return None, None, None
    kinds = table(book, "acled")
    first, *others = actors
    more = [_actor(a, event, book) for a in others]
    if first.kind in kinds["collective"]:
        more = [label(first), *more]
    main = _actor(first, event, book)
    return main, listed(a for a in more if a != main), first.kind if first.kind in kinds["inter"] else None


def _actor(actor: EventActor, event: Event, book: Codebook) -> str:
    kinds = table(book, "acled")
    if actor.kind not in kinds["collective"]:
        return label(actor)
    name, where = kinds["inter"][actor.kind]["name"], country_name(book, event.country)
    return f"{name} ({where})" if where else str(name)


def _name(kind: str | None, book: Codebook) -> str | None:
    return table(book, "acled")["inter"][kind]["name"] if kind else None


def _day(when: Days | None) -> str | None:
    """The day; the middle of the month where only a month is told, as ACLED does; none where only a year is."""
    if when is None or when.unit == "year":
        return None
    return (when.middle if when.unit == "month" else when.first).isoformat()


def _time_precision(when: Days | None, book: Codebook) -> int | None:
    if when is None:
        return None
    kinds = table(book, "acled")
    code = step(kinds["time_precision"], when.span)
    return code if when.told or code is None else max(code, kinds["date_from_publication"])


def _notes(event: Event, book: Codebook) -> str:
    """One neutral sentence a fact, from codes and names alone: who reports it, never that it is so."""
    when = f" dated {event.date}" + (f" to {event.date_end}" if event.date_end else "") if event.date else ""
    where = ", ".join(p for p in (event.place_en or event.place, event.admin1, country_name(book, event.country)) if p)
    said = [f"{book.events[event.type].labels['en']}{when}{' in ' + where if where else ''}; status: {event.status}."]
    for words, actors in (("By", event.by), ("Against", event.against)):
        if actors:
            said.append(f"{words}: {', '.join(dict.fromkeys(label(a) for a in actors))}.")
    said += [_toll(name, toll) for name in COUNT_FIELDS if (toll := getattr(event, name))]
    origins = ", ".join(dict.fromkeys(publicly(o.label, o.person, o.kind) for o in event.origins))
    said.append(f"Reported by {_counted(len(event.outlets), 'outlet')}, {_counted(len(event.origins), 'origin')}: {origins or 'not told'}.")
    return " ".join(said)


def _toll(name: str, toll: Toll) -> str:
    low, best_, high = ("?" if n is None else str(n) for n in (toll.low, toll.best, toll.high))
    ends = "" if low == best_ == high else f" ({low} to {high} told)"
    return f"{name.capitalize()}: {best_}{ends}{', sources differ' if toll.disputed else ''}."


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _tags(event: Event) -> str | None:
    """What the other columns have no room for: status, disagreement, claim, review."""
    tags = [f"status: {event.status}"] if event.status != "occurred" else []
    tags += [f"disputed: {field}" for field in event.disputed]
    tags += [f"claimed by: {event.claimed_by}"] if event.claimed_by and event.claimed_by != MASK else []
    tags += ["background"] if event.background else []
    tags += [f"reviewed: {event.reviewed}"] if event.reviewed != "none" else []
    return listed(tags)


def _timestamp(text: str) -> int | None:
    return int(datetime.fromisoformat(text).timestamp()) if text else None


class _Scale:
    """Where an event's outlets sit, by the codebook's list: in its country, abroad, or both; None if none is known."""

    def __init__(self, book: Codebook) -> None:
        self._seat = {
            folded(name): entry.country
            for entry in book.outlets.values()
            for name in (*entry.names.values(), *entry.aliases)
            if entry.country
        }

    def of(self, event: Event) -> str | None:
        """`National`, `International`, `National-International` or None."""
        seats = {seat for outlet in event.outlets if (seat := self._seat.get(folded(outlet)))}
        if not seats or event.country is None:
            return None
        scales = [name for name, found in (("National", event.country in seats), ("International", bool(seats - {event.country}))) if found]
        return "-".join(scales)
