"""Which event is which foreign record: one to one, the surest pair first; what stands on one side alone, and what is out of scope."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from isnad.beside.foreign import ForeignFile
from isnad.beside.layouts import Foreign
from isnad.beside.likeness import Likeness, likeness, ranged
from isnad.beside.ours import Ours, ours_of
from isnad.codebook import Codebook
from isnad.model import Event

_WEEK = 7  # days


class Pair(NamedTuple):
    """An event and a record that are one incident, or nearly."""

    ours: Ours
    theirs: Foreign
    like: Likeness


class Scope(NamedTuple):
    """What both sides cover: countries, and the days from first to last."""

    countries: frozenset[str]
    first: date
    last: date

    def holds(self, country: str, first: date, last: date) -> bool:
        """Whether something lies within it, if only in part."""
        return country in self.countries and first <= self.last and last >= self.first


class Compared(NamedTuple):
    """The outcome: pairs by the file's day; the rest of each side within the scope, with its nearest neighbour; how many fell outside and why."""

    scope: Scope | None
    matched: list[Pair]
    here: list[Ours]
    there: list[Foreign]
    nearest_here: dict[str, Pair]
    nearest_there: dict[int, Pair]
    outside_here: Counter[str]
    outside_there: Counter[str]


def compared(events: Iterable[Event], file: ForeignFile, book: Codebook, *, published: tuple[date, date] | None = None) -> Compared:
    """Match events with the records of a file.

    Candidates share the country, lie no further apart in days than the window, and have types that may be one; each is scored (see
    `likeness`) and the surest pair is taken first, every event and record once; where no places can be compared, only what has no rival. What is in no pair counts as only here or only there
    when it lies in the countries and days that both sides cover and is of a kind that the other side has at all. The project covers
    the days of its articles, `published` from first to last, and a few before them, else the days of its events.
    """
    table = book.tables["compare"]
    outside_here: Counter[str] = Counter()
    outside_there: Counter[str] = Counter()
    fatal = file.form == "ucdp"
    ours = list(_comparable(events, outside_here, book, fatal=fatal))
    theirs = []
    for b in file.rows:
        if (b.last - b.first).days >= table["longest"]:
            outside_there["dated too loosely"] += 1
        else:
            theirs.append(b)
    scope = _scope(ours, theirs, _covered(ours, published, table["before"]))
    pairs = sorted(_pairs(ours, theirs, book), key=lambda p: (-p.like.score, p.like.days, p.like.km or 0.0, p.theirs.row, p.ours.event.id))
    matched, taken_here, taken_there = _assigned(pairs, table["least"], table["margin"])
    near = [p for p in pairs if p.like.score >= table["near"]]
    nearest_here = {p.ours.event.id: p for p in reversed(near) if p.ours.event.id not in taken_here}
    nearest_there = {p.theirs.row: p for p in reversed(near) if p.theirs.row not in taken_there}
    kinds_here, kinds_there = {a.family for a in ours}, {f for b in theirs for f in _own(b, table["families"]["same"])}
    here, there = [], []
    for a in ours:
        if a.event.id not in taken_here:
            why = _why_outside(scope, a.event.country or "", a.first, a.last)
            why = why if why or a.family in kinds_there else "of a kind that the file does not have"
            here.append(a) if why is None else outside_here.update([why])
    for b in theirs:
        if b.row not in taken_there:
            why = _why_outside(scope, b.country, b.first, b.last)
            why = why if why or kinds_here & _own(b, table["families"]["same"]) else "of a kind that the events do not have"
            there.append(b) if why is None else outside_there.update([why])
    return Compared(scope, matched, here, there, nearest_here, nearest_there, outside_here, outside_there)


def _comparable(events: Iterable[Event], outside: Counter[str], book: Codebook, *, fatal: bool) -> Iterator[Ours]:
    longest = book.tables["compare"]["longest"]
    for event in events:
        ours = ours_of(event, book)
        if ours is None:
            outside["no day told" if not event.date else "no country told"] += 1
        elif (ours.last - ours.first).days >= longest:
            outside["dated too loosely"] += 1
        elif fatal and not any(ranged(event.killed) or ()):
            outside["no death told (the file holds fatal events alone)"] += 1
        else:
            yield ours


def _covered(ours: list[Ours], published: tuple[date, date] | None, before: int) -> tuple[date, date] | None:
    """The days that the project covers; without `published`, those of its events but the ones that articles only recall."""
    if published:
        return published[0] - timedelta(days=before), published[1]
    told = [a for a in ours if not a.event.background] or ours
    return (min(a.first for a in told), max(a.last for a in told)) if told else None


def _scope(ours: list[Ours], theirs: list[Foreign], covered: tuple[date, date] | None) -> Scope | None:
    """The countries and days of both; None if they share nothing."""
    if covered is None or not theirs:
        return None
    countries = frozenset(a.event.country or "" for a in ours) & frozenset(b.country for b in theirs)
    first, last = max(covered[0], min(b.first for b in theirs)), min(covered[1], max(b.last for b in theirs))
    return Scope(countries, first, last) if countries and first <= last else None


def _own(b: Foreign, least: float) -> set[str]:
    """The families that a record is of, not those that may merely stand for it."""
    return {family for family, worth in b.families.items() if worth >= least}


def _why_outside(scope: Scope | None, country: str, first: date, last: date) -> str | None:
    if scope is None or country not in scope.countries:
        return "in a country that only one of them has"
    return None if scope.holds(country, first, last) else "on a day that only one of them covers"


def _pairs(ours: list[Ours], theirs: list[Foreign], book: Codebook) -> Iterator[Pair]:
    """Every pair that may be one, by country and day."""
    table = book.tables["compare"]
    shelves = _shelves(theirs)
    for a in ours:
        for shelf in shelves.get(a.event.country or "", ()):
            for b in shelf.near(a, timedelta(days=table["window"])):
                like = likeness(a, b, book)
                if like is not None and like.score >= table["near"]:
                    yield Pair(a, b, like)


class _Shelf(NamedTuple):
    """Records of one country that leave about as many days open, by their first day."""

    rows: list[Foreign]
    starts: list[date]
    longest: timedelta

    def near(self, a: Ours, window: timedelta) -> list[Foreign]:
        """Those that may begin early enough to meet the days of an event."""
        return self.rows[bisect_left(self.starts, a.first - window - self.longest) : bisect_right(self.starts, a.last + window)]


def _shelves(theirs: list[Foreign]) -> dict[str, list[_Shelf]]:
    """By country; the dated loosely stand apart, else each event would be held against a month of records."""
    groups: defaultdict[tuple[str, int], list[Foreign]] = defaultdict(list)
    for b in theirs:
        days = (b.last - b.first).days
        groups[b.country, 0 if not days else 1 if days < _WEEK else 2].append(b)
    out: defaultdict[str, list[_Shelf]] = defaultdict(list)
    for (country, _), rows in sorted(groups.items()):
        rows.sort(key=lambda b: (b.first, b.row))
        out[country].append(_Shelf(rows, [b.first for b in rows], timedelta(days=max((b.last - b.first).days for b in rows))))
    return out


def _assigned(pairs: list[Pair], least: float, margin: float) -> tuple[list[Pair], set[str], set[int]]:
    """The pairs that are taken, the surest first, and what is taken on each side.

    Where no places could be compared, a pair is taken last, and only if nothing that is left would do nearly as well on either side:
    day and type alone do not tell two bombs of one day in one country apart.
    """
    matched: list[Pair] = []
    here: set[str] = set()
    there: set[int] = set()

    def take(pair: Pair) -> None:
        matched.append(pair)
        here.add(pair.ours.event.id)
        there.add(pair.theirs.row)

    good = [p for p in pairs if p.like.score >= least]
    for pair in good:
        if not pair.like.parts["place"].blank and pair.ours.event.id not in here and pair.theirs.row not in there:
            take(pair)
    left = [p for p in pairs if p.like.score >= least - margin and p.ours.event.id not in here and p.theirs.row not in there]
    rivals: defaultdict[str | int, list[float]] = defaultdict(list)
    for pair in left:
        rivals[pair.ours.event.id].append(pair.like.score)
        rivals[pair.theirs.row].append(pair.like.score)
    for pair in left:
        floor = pair.like.score - margin
        alone = all(sum(score >= floor for score in rivals[key]) == 1 for key in (pair.ours.event.id, pair.theirs.row))
        if pair.like.score >= least and alone:
            take(pair)
    return sorted(matched, key=lambda p: (p.theirs.first, p.theirs.row)), here, there
