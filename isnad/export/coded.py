"""What the coded exports share: days, places, names and codes of an event, from the event, its reports and `exports.yaml`."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import msgspec

from isnad.codebook import Codebook
from isnad.masking.mask import MASK
from isnad.model import DatePrecision, Event, EventActor, StoredReport

Value = str | int | float | None
Row = dict[str, Value]
_LENGTHS: dict[str, int] = {"year": 4, "month": 7, "day": 10}
_UNITS: tuple[DatePrecision, ...] = ("year", "month", "day")


class Days(msgspec.Struct, frozen=True):
    """The first and the last day that an event's date may mean; in its `unit`; `told` is false where publication stands in."""

    first: date
    last: date
    told: bool
    unit: DatePrecision

    @property
    def span(self) -> int:
        """Days from the first to the last, both counted."""
        return (self.last - self.first).days + 1

    @property
    def middle(self) -> date:
        """The day in the middle, the later of two."""
        return self.first + timedelta(days=self.span // 2)


def table(book: Codebook, name: str) -> Any:
    """A part of `exports.yaml`."""
    return book.tables["exports"][name]


def country(book: Codebook, code: str | None) -> Mapping[str, Any]:
    """Codes and regions of a country by its alpha-2 code; empty for none or one that the table does not hold."""
    found: Mapping[str, Any] = table(book, "countries").get(code, {})
    return found


def country_name(book: Codebook, code: str | None) -> str | None:
    """The English name of a country."""
    entry = book.countries.get(code or "")
    return entry.en if entry else None


def days(event: Event, told: Iterable[StoredReport] = ()) -> Days | None:
    """The days an event's date may mean: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, cut to its precision, up to `date_end`.

    The date counts as told unless every report that gives a day has it from its day of publication.
    """
    if not event.date:
        return None
    length = _LENGTHS[event.date_precision or "day"]
    text = event.date[:length]
    first, last = _ends(text)
    if event.date_end:
        last = max(last, _ends(event.date_end[:length])[1])
    given = {r.report.date_from for r in told if r.report.date}
    return Days(first, last, given != {"publication"}, _UNITS[text.count("-")])


def _ends(text: str) -> tuple[date, date]:
    """First and last day of a partial date."""
    year, *rest = (int(part) for part in text.split("-"))
    month = rest[0] if rest else None
    if len(rest) == 2:
        day = date(year, rest[0], rest[1])
        return day, day
    if month:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)


def step(steps: Iterable[tuple[int, int]], size: int) -> int | None:
    """The code of the first step that a size fits under; None above the last."""
    return next((code for longest, code in steps if size <= longest), None)


def place_class(event: Event, book: Codebook) -> str | None:
    """The gazetteer's class of the event's place, such as `town` or `mountain`."""
    place = book.places.get(event.place_id or "")
    return place.kind if place else None


def is_area(event: Event, book: Codebook) -> bool:
    """Whether the place is a feature with an extent, such as a mountain or a lake, for which one point stands."""
    return event.place_precision == "feature" and place_class(event, book) in table(book, "areas")


def precision(event: Event, book: Codebook, codes: Mapping[str, int], area: int) -> int | None:
    """The code of the place's precision, `area` for a feature with an extent."""
    if event.place_precision is None:
        return None
    return area if is_area(event, book) else codes[event.place_precision]


def degrees(value: float | None) -> float | None:
    """A coordinate with four decimals, about ten metres, the most that the formats write."""
    return None if value is None else round(value, 4)


def priogrid(lat: float | None, lon: float | None) -> int | None:
    """The PRIO-GRID cell of a point: cells of half a degree, numbered by row from the south-west corner, 720 a row.

    Tollefsen, Strand and Buhaug, 2012, Journal of Peace Research 49(2).
    """
    if lat is None or lon is None:
        return None
    row = min(int((lat + 90) * 2), 359)
    column = min(int((lon + 180) * 2), 719)
    return row * 720 + column + 1


def label(actor: EventActor) -> str:
    """The English name of an actor, else its words in the text, else the mask."""
    return actor.en or actor.text


def listed(values: Iterable[str | None], between: str = "; ") -> str | None:
    """Values joined, each once, without what is empty or masked; None if nothing is left."""
    return between.join(dict.fromkeys(v for v in values if v and v != MASK)) or None


def publicly(words: str, person: str | None, kind: str) -> str:
    """The words for someone cited, or the kind alone for a private person: those who tell are not named in any coded file."""
    return kind if person == "private" else words


def of_event(event: Event, reports: Mapping[str, StoredReport]) -> list[StoredReport]:
    """The reports of an event that the selection holds, in the event's order."""
    return [reports[id_] for id_ in event.reports if id_ in reports]


def named(actor: EventActor) -> bool:
    """Whether the codebook knows the actor by name: not a noun such as soldier or gunman."""
    return bool(actor.id) and not (actor.id or "").startswith("generic:")


def id_part(actor: EventActor) -> str:
    """The last part of an actor's id: `police` for `tn:police`."""
    return (actor.id or "").rpartition(":")[2]


def home(actor: EventActor, book: Codebook) -> str | None:
    """The one country that the codebook gives a named actor; None for nouns, for several countries and for forces abroad.

    The country of external forces in the codebook is where they serve, which says nothing of whose they are.
    """
    entry = book.actors.get(actor.id or "") if named(actor) and actor.kind != "external_forces" else None
    return entry.countries[0] if entry and len(entry.countries) == 1 else None


def best(event: Event) -> int | None:
    """The killed of an event: the best figure told, else the lowest; None where nobody gives one."""
    toll = event.killed
    if toll is None:
        return None
    return toll.low if toll.best is None else toll.best


__all__ = [
    "Days", "Row", "Value", "best", "country", "country_name", "days", "degrees", "home", "id_part", "is_area", "label", "listed", "named",
    "of_event", "place_class", "precision", "priogrid", "publicly", "step", "table",
]  # fmt: skip
