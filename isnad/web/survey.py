"""A survey of all shown events: who acts, who suffers, which parties the codebook does not know, which outlets disagree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from isnad.model import COUNT_FIELDS
from isnad.store.tallies import SlimEvent, SlimFigure, SlimParty, SlimSource
from isnad.text.fold import folded
from isnad.web.desk import Desk


@dataclass
class Activity:
    """What a party does and what is done to it: numbers of events, first and last day."""

    by: int = 0
    against: int = 0
    events: int = 0
    first: str | None = None
    last: str | None = None

    def saw(self, date: str | None) -> None:
        """Widen the span by a day."""
        if date:
            self.first = min(self.first or date, date)
            self.last = max(self.last or date, date)


@dataclass
class Candidate:
    """A party that the codebook does not know: its words as they are written, kinds, events on each side, and one of the events."""

    words: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    by: int = 0
    against: int = 0
    event: str = ""

    @property
    def name(self) -> str:
        """The words most often written."""
        return min(self.words, key=lambda w: (-self.words[w], w))

    @property
    def kind(self) -> str:
        """The kind most often read."""
        return min(self.kinds, key=lambda k: (-self.kinds[k], k))

    @property
    def events(self) -> int:
        """On how many sides of events it stands."""
        return self.by + self.against


@dataclass
class Outlet:
    """What an outlet reports: events, those that others report too, told on the first day, figures beside those of others."""

    reports: int = 0
    events: int = 0
    shared: int = 0
    first: int = 0
    figures: int = 0
    contradicted: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    sources: Counter[tuple[str, str]] = field(default_factory=Counter)
    private: int = 0


@dataclass
class _Pass:
    """What one pass over the events gives: their days, unknown parties, and outlet, event, count and contradiction of every compared figure."""

    dates: dict[str, str | None]
    candidates: list[Candidate]
    figures: list[tuple[str, str, str, bool]]


@dataclass
class Outlets:
    """Outlets by name, who quotes whom in how many articles, and per outlet the events and counts on which another contradicts it."""

    outlets: dict[str, Outlet]
    quoted: list[tuple[str, str, int]]
    disagreements: dict[str, list[tuple[str, str]]]


def actors(desk: Desk) -> dict[str, Activity]:
    """What the parties of the codebook do and suffer, those above them in the codebook included."""
    return desk.surveys.of("actors", lambda: _actors(desk.store.tallies.sides(), _events(desk).dates))


def candidates(desk: Desk) -> list[Candidate]:
    """Parties that the codebook does not know, the most frequent first; persons are none of them."""
    return _events(desk).candidates


def outlets(desk: Desk) -> Outlets:
    """Who reports what, with whom, and against whom."""
    return desk.surveys.of("outlets", lambda: _outlets(desk))


def _events(desk: Desk) -> _Pass:
    return desk.surveys.of("events", lambda: _passed(desk))


def _passed(desk: Desk) -> _Pass:
    dates: dict[str, str | None] = {}
    unknown: dict[str, Candidate] = defaultdict(Candidate)
    figures: list[tuple[str, str, str, bool]] = []
    for event in desk.store.tallies.events():
        dates[event.id] = event.date
        _unknown(event, unknown)
        figures += [(outlet, event.id, count, against) for outlet, count, against in _compared(event)]
    return _Pass(dates, sorted(unknown.values(), key=lambda c: (-c.events, c.name)), figures)


def _outlets(desk: Desk) -> Outlets:
    found: dict[str, Outlet] = defaultdict(Outlet)
    disagreements: dict[str, list[tuple[str, str]]] = defaultdict(list)
    passed = _events(desk)
    for outlet, event, count, against in passed.figures:
        found[outlet].figures += 1
        if against:
            found[outlet].contradicted += 1
            disagreements[outlet].append((event, count))
    _told(desk, found, passed.dates)
    for outlet, sources in desk.store.tallies.sources():
        _sourced(found[outlet], sources)
    return Outlets(dict(found), desk.store.tallies.cited(), dict(disagreements))


def _actors(sides: Iterable[tuple[str, str, str]], dates: dict[str, str | None]) -> dict[str, Activity]:
    found: dict[str, Activity] = defaultdict(Activity)
    seen: set[tuple[str, str]] = set()
    for event, side, actor in sides:
        if event not in dates:
            continue
        activity = found[actor]
        setattr(activity, side, getattr(activity, side) + 1)
        if (event, actor) not in seen:
            seen.add((event, actor))
            activity.events += 1
            activity.saw(dates[event])
    return dict(found)


def _unknown(event: SlimEvent, found: dict[str, Candidate]) -> None:
    """Parties without an id; persons are left out, whoever they are: the codebook holds groups."""
    for side in ("by", "against"):
        parties: list[SlimParty] = getattr(event, side)
        for party in parties:
            if party.id is None and party.person is None:
                known = found[folded(party.text).removeprefix("ال")]
                known.words[party.text] += 1
                known.kinds[party.kind] += 1
                known.event = known.event or event.id
                setattr(known, side, getattr(known, side) + 1)


def _compared(event: SlimEvent) -> Iterator[tuple[str, str, bool]]:
    """Outlet, count, and whether another outlet contradicts it, for every count that several outlets give."""
    for count in COUNT_FIELDS:
        toll = getattr(event, count)
        by_outlet: dict[str, list[SlimFigure]] = defaultdict(list)
        for figure in toll.figures if toll else ():
            if figure.outlet and not figure.alternative:
                by_outlet[figure.outlet].append(figure)
        if len(by_outlet) > 1:
            for outlet, own in by_outlet.items():
                others = [f for name, figures in by_outlet.items() if name != outlet for f in figures]
                yield outlet, count, any(apart(a, b) for a in own for b in others)


def apart(a: SlimFigure, b: SlimFigure) -> bool:
    """Whether two figures cannot both be right: their bounds do not meet."""
    return _low(a) > _high(b) or _low(b) > _high(a)


def _low(f: SlimFigure) -> float:
    return f.low if f.low is not None else f.n if f.n is not None and f.high is None else 0


def _high(f: SlimFigure) -> float:
    return f.high if f.high is not None else f.n if f.n is not None and f.low is None else float("inf")


def _told(desk: Desk, found: dict[str, Outlet], dates: dict[str, str | None]) -> None:
    days: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for event, outlet, day, reports in desk.store.tallies.told():
        found[outlet].reports += reports
        if event is not None and event in dates:
            days[event].append((outlet, day))
    for told in days.values():
        first = min((day for _, day in told if day), default=None)
        for outlet, day in told:
            found[outlet].events += 1
            if len(told) > 1:
                found[outlet].shared += 1
                found[outlet].first += first is not None and day == first


def _sourced(outlet: Outlet, sources: Iterable[SlimSource]) -> None:
    """Count sources by kind and name; private persons are counted, never named."""
    for source in sources:
        outlet.kinds[source.kind] += 1
        if source.person == "private":
            outlet.private += 1
        else:
            outlet.sources[source.text, source.kind] += 1
