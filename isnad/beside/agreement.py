"""What the comparison comes to: how tolls agree, totals by month and country, and one row for each record."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

import msgspec

from isnad.beside.foreign import ForeignFile
from isnad.beside.layouts import Foreign
from isnad.beside.likeness import ranged
from isnad.beside.ours import Ours
from isnad.beside.pairing import Compared, Pair
from isnad.export.rows import Row, columns
from isnad.masking.mask import MASK
from isnad.model import EventActor

Toll = Literal["same", "within", "lower_here", "higher_here", "not_told_here", "not_told_there", "none_told"]
TOLLS: dict[Toll, str] = {
    "same": "the same number of killed",
    "within": "differing, but within the range of the other",
    "lower_here": "fewer killed here",
    "higher_here": "more killed here",
    "not_told_here": "killed told there alone",
    "not_told_there": "killed told here alone",
    "none_told": "no killed told in either",
}
COLUMNS = columns("""
found text matched, only_here (an event without a record), only_there (a record without an event), or unread (a row that could not be taken).
score float How alike the two are, 0 to 1; for only_here and only_there, how alike the nearest of the other side is.
reason text What was compared and found; for unread, what is wrong with the row.
toll text How the killed compare: same, within (one's best lies in the range of the other), lower_here, higher_here, not_told_here, not_told_there, none_told.
km float Kilometres between the points, empty where one stands for no place.
days int Days between the two, 0 if they overlap.
nearest text Of what is on one side alone, the most similar of the other side, perhaps matched with something else.
event text The event's id.
date text The event's day.
date_end text Its last day, where there are several.
country text ISO 3166-1 alpha-2 code of the country.
place text Its place.
type text Its type, an id of the codebook.
by text Those who did it, joined by `; `; […] is a person whose name is withheld.
against text Those to whom it was done.
killed_low int The lowest figure of the killed that a report gives.
killed_best int The figure with the most origins behind it.
killed_high int The highest figure.
origins int Number of origins that report it.
outlets int Number of outlets that report it.
their_row int The row of the file, the head being row 1.
their_id text The record's id.
their_date text Its day, or the first that it leaves open.
their_date_end text The last day that it leaves open.
their_country text ISO 3166-1 alpha-2 code of its country.
their_place text Its place.
their_type text Its type.
their_side_a text Its first actor.
their_side_b text Its second actor.
their_killed_low int Its lowest figure of the killed.
their_killed_best int Its best, or only, figure.
their_killed_high int Its highest figure.
""")


class Line(msgspec.Struct):
    """Totals of a month or country: matched, only here, only there, and the killed by the best figures of each side."""

    matched: int = 0
    only_here: int = 0
    only_there: int = 0
    killed_here: int = 0
    killed_there: int = 0

    @property
    def events(self) -> int:
        """Events of the project."""
        return self.matched + self.only_here

    @property
    def records(self) -> int:
        """Records of the file."""
        return self.matched + self.only_there


class Agreement(msgspec.Struct, frozen=True):
    """The totals: how tolls of the matched agree, and the lines by month and by country."""

    tolls: dict[str, int]
    months: dict[str, Line]
    countries: dict[str, Line]
    whole: Line


def toll_of(ours: Ours, theirs: Foreign) -> Toll:
    """How the killed of a pair compare; a record's 0 says no more than that none is told."""
    here = ranged(ours.event.killed)
    there = theirs.best or theirs.high or 0
    if here is None or not any(here):
        return "not_told_here" if there else "none_told"
    if not there:
        return "not_told_there"
    low, best, high = here
    if best == theirs.best:
        return "same"
    least, most = low or 0, high if high is not None else max(low or 0, best or 0)
    own = best if best is not None else least
    if least <= there <= most or (theirs.low or 0) <= own <= (theirs.high or there):
        return "within"
    return "lower_here" if own < there else "higher_here"


def agreement(result: Compared) -> Agreement:
    """The totals of a comparison."""
    tolls = Counter(toll_of(p.ours, p.theirs) for p in result.matched)
    months: defaultdict[str, Line] = defaultdict(Line)
    countries: defaultdict[str, Line] = defaultdict(Line)
    whole = Line()
    for found, a, b in _records(result):
        day, country = (a.first, a.event.country or "") if a else (b.first, b.country) if b else (None, "")
        for line in (whole, months[f"{day:%Y-%m}"], countries[country]):
            setattr(line, found, getattr(line, found) + 1)
            line.killed_here += _best(a) if a else 0
            line.killed_there += (b.best or 0) if b else 0
    return Agreement({t: tolls[t] for t in TOLLS}, dict(sorted(months.items())), dict(sorted(countries.items())), whole)


def by_year(months: Mapping[str, Line]) -> dict[str, Line]:
    """The lines of months added up to years."""
    years: defaultdict[str, Line] = defaultdict(Line)
    for month, line in months.items():
        for name in Line.__struct_fields__:
            setattr(years[month[:4]], name, getattr(years[month[:4]], name) + getattr(line, name))
    return dict(years)


def _records(result: Compared) -> Iterator[tuple[str, Ours | None, Foreign | None]]:
    yield from (("matched", p.ours, p.theirs) for p in result.matched)
    yield from (("only_here", a, None) for a in result.here)
    yield from (("only_there", None, b) for b in result.there)


def _best(ours: Ours) -> int:
    low, best, _ = ranged(ours.event.killed) or (0, 0, 0)
    return best if best is not None else low or 0


def rows(result: Compared, file: ForeignFile) -> Iterator[Row]:
    """One row a pair, then what is only here, only there, and what could not be read; the keys of COLUMNS."""
    for pair in result.matched:
        yield {"found": "matched", "toll": toll_of(pair.ours, pair.theirs), **_compared(pair), **_here(pair.ours), **_there(pair.theirs)}
    for a in result.here:
        near = result.nearest_here.get(a.event.id)
        yield {"found": "only_here", **(_compared(near, str(near.theirs.id or near.theirs.row)) if near else {}), **_here(a)}
    for b in result.there:
        near = result.nearest_there.get(b.row)
        yield {"found": "only_there", **(_compared(near, near.ours.event.id) if near else {}), **_there(b)}
    for bad in file.unread:
        yield {"found": "unread", "reason": bad.why, "their_row": bad.row, "their_id": bad.id or None}


def _compared(pair: Pair, nearest: str | None = None) -> Row:
    like = pair.like
    return {"score": like.score, "reason": like.reason, "km": like.km, "days": like.days, "nearest": nearest}


def _here(ours: Ours) -> Row:
    event = ours.event
    low, best, high = ranged(event.killed) or (None, None, None)
    return {
        "event": event.id, "date": event.date, "date_end": event.date_end, "country": event.country, "place": event.place_en or event.place,
        "type": event.type, "by": _named(event.by), "against": _named(event.against), "killed_low": low, "killed_best": best,
        "killed_high": high, "origins": len(event.origins), "outlets": len(event.outlets),
    }  # fmt: skip


def _there(b: Foreign) -> Row:
    return {
        "their_row": b.row, "their_id": b.id or None, "their_date": b.first.isoformat(), "their_date_end": b.last.isoformat() if b.last != b.first else None,
        "their_country": b.country, "their_place": b.place, "their_type": b.label, "their_side_a": b.side_a, "their_side_b": b.side_b,
        "their_killed_low": b.low, "their_killed_best": b.best, "their_killed_high": b.high,
    }  # fmt: skip


def _named(actors: Iterable[EventActor]) -> str | None:
    """The actors as exports name them: a private person by the codebook's noun or not at all."""
    return "; ".join(dict.fromkeys(label(a) for a in actors)) or None


def label(actor: EventActor) -> str:
    """The English name, else the words of the text; the mask for a private person or a child without a noun in the codebook."""
    if actor.person == "private" or actor.minor:
        return (actor.en if (actor.id or "").startswith("generic:") else None) or MASK
    return actor.en or actor.text


def told(agreement: Agreement) -> dict[str, Any]:
    """The totals for programs."""
    by = {"months": agreement.months, "countries": agreement.countries}
    return {
        "tolls": agreement.tolls,
        "whole": _line(agreement.whole),
        **{name: {key: _line(line) for key, line in lines.items()} for name, lines in by.items()},
    }


def _line(line: Line) -> dict[str, int]:
    return {"events": line.events, "records": line.records, **msgspec.structs.asdict(line)}
