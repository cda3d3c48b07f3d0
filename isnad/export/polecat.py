"""POLECAT-like: who did what to whom in PLOVER's codes and the 40 columns of POLECAT's files. These are isnad's data, not POLECAT's.

The mapping, column by column: docs/reference/exports-coded.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from itertools import product

from isnad.codebook import Codebook
from isnad.export.coded import Row, Value, country, days, degrees, home, id_part, label, listed, named, of_event, place_class, table
from isnad.model import Event, EventActor, StoredReport

NAME = "POLECAT-like"
COLUMNS: tuple[str, ...] = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title",
    "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip


_BODIES = frozenset({"official", "police", "military", "medical", "judicial", "armed_group", "ngo", "media", "political", "un"})


def rows(events: Iterable[Event], reports: Mapping[str, StoredReport], book: Codebook) -> Iterator[Row]:
    """One row a pair of actor and recipient, one at least an event, with exactly the keys of `COLUMNS`; what nobody says is None.

    Events of several rows must be counted by `Event ID` before its last `-`, not by rows.
    """
    for event in events:
        common = _common(event, of_event(event, reports), book)
        for number, (actor, recipient) in enumerate(product(_some(event.by), _some(event.against)), 1):
            values = {
                **common,
                "Event ID": f"{event.id}-{number}",
                **_party(actor, "Actor", book),
                **_party(recipient, "Recipient", book),
            }
            yield {name: values.get(name) for name in COLUMNS}


def _some(actors: list[EventActor]) -> Sequence[EventActor | None]:
    return actors or [None]


def _common(event: Event, told: list[StoredReport], book: Codebook) -> Row:
    """What the rows of an event share."""
    plover, when = book.events[event.type].plover, days(event, told)
    type_ = plover["type"]
    score = table(book, "plover")["types"].get(type_, {})
    return {
        "Event Date": when.first.isoformat() if when and when.unit == "day" else None,
        "Event Type": type_, "Event Mode": plover["mode"], "Intensity": score.get("intensity"), "Quad Code": score.get("quad"),
        "Contexts": _contexts(event, book), **_place(event, book), "Source": listed(event.outlets),
        "Publication Date": min((r.published for r in told if r.published), default=None),
        **_story(event, told), "Language": "ara", "Version": f"isnad {version('isnad')}, codebook {book.version}",
    }  # fmt: skip


def _contexts(event: Event, book: Codebook) -> str | None:
    """PLOVER's contexts that follow from type and status; the many that tell a story's topic are not known."""
    codes = table(book, "plover")
    past = "historical" if event.background else None
    return listed((codes["contexts_by_type"].get(event.type), codes["contexts_by_status"].get(event.status), past), ";")


def _party(actor: EventActor | None, role: str, book: Codebook) -> Row:
    if actor is None:
        return {}
    found = sectors(actor, book)
    code, number = nation(actor, book)
    return {
        f"{role} Name": label(actor), f"{role} Country": code, f"{role} COW": number,
        f"Primary {role} Sector": found[0] if found else None, f"{role} Sectors": listed(found, ";"), f"{role} Name Raw": actor.text,
    }  # fmt: skip


def sectors(actor: EventActor, book: Codebook) -> list[str]:
    """PLOVER's sectors of an actor, the closest first: by its id (`tn:police` is COP), then by its kind."""
    codes = table(book, "plover")
    part = id_part(actor)
    close = [sector for sector, ids in codes["sector_by_id"].items() if part and part in ids]
    return list(dict.fromkeys([*close, *([codes["sector"][actor.kind]] if actor.kind in codes["sector"] else [])]))


def nation(actor: EventActor, book: Codebook) -> tuple[str | None, int | None]:
    """Alpha-3 code and Correlates of War number of an actor's country, or PLOVER's code for those of none.

    IGO for forces of international organisations, IMG for armed groups of several countries; None for nouns such as soldier.
    """
    if actor.id in table(book, "plover")["igo"]:
        return "IGO", None
    entry = book.actors.get(actor.id or "") if named(actor) else None
    if entry and actor.kind == "rebel_group" and len(entry.countries) > 1:
        return "IMG", None
    codes = country(book, home(actor, book))
    return codes.get("iso3"), codes.get("cow")


def _place(event: Event, book: Codebook) -> Row:
    class_, name = place_class(event, book), event.place_en or event.place
    in_city = class_ in table(book, "cities") or (class_ is None and event.place_precision == "town")
    in_district = class_ in table(book, "districts") or (class_ is None and event.place_precision == "district")
    scheme, _, number = (event.place_id or "").partition(":")
    where: dict[str, Value] = {
        "Placename": name, "City": name if in_city else None, "District": name if in_district else None, "Province": event.admin1,
        "Country": country(book, event.country).get("iso3"), "Latitude": degrees(event.lat), "Longitude": degrees(event.lon),
        "GeoNames ID": int(number) if scheme == "geonames" and number.isdigit() else None, "Raw Placename": event.place,
        "Feature Type": table(book, "plover")["feature"].get(class_ or (event.place_precision == "country" and "country")),
    }  # fmt: skip
    return where


def _story(event: Event, told: list[StoredReport]) -> Row:
    """People in a public role, organisations that the codebook or the article names, and places, of the event's own reports."""
    actors = [*event.by, *event.against]
    sources = [s for r in told for s in r.report.sources]
    people = [*(label(a) for a in actors if a.person == "public"), *(s.text for s in sources if s.person == "public")]
    bodies = [
        *(label(a) for a in actors if a.person is None and named(a)),
        *(s.text for s in sources if s.person is None and s.kind in _BODIES),
    ]
    places = [event.place_en or event.place, *(r.report.place_en or r.report.place for r in told), event.admin1]
    return {"Story People": listed(people, ";"), "Story Organizations": listed(bodies, ";"), "Story Locations": listed(places, ";")}
