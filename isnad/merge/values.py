"""The event that reports tell together: every value by the weight of its origins, every disagreement kept.

Values are weighed by origins, not by outlets. Ties go to the surer reading, then the more precise value, then the earliest report.
A value that a person has accepted or given comes before any that a machine read; who mends one field of a report says nothing of
its others. How tolls are made stands in `tolls`.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar

from isnad.codebook import Codebook
from isnad.merge.cast import cast_of
from isnad.merge.origins import traced
from isnad.merge.tolls import toll_of
from isnad.merge.voices import voices
from isnad.merge.weigh import SURE, Backing, Scale, agreed, best, leaves
from isnad.merge.whereabouts import Where, compatible, covers, provinces, where
from isnad.model import DatePrecision, Event, EventType, ReviewState, Status, StoredReport, Toll, Variant

V = TypeVar("V", bound=Hashable)
When = tuple[str, str | None]
_PRECISION: dict[int, DatePrecision] = {10: "day", 7: "month", 4: "year"}
_DOUBTED: frozenset[Status] = frozenset({"occurred", "alleged"})


def event_of(
    id: str, reports: Sequence[StoredReport], book: Codebook, *, created_at: str = "", updated_at: str = "", confidence: float | None = None
) -> Event:
    """The event made of these reports, rejected ones left out; ValueError if none is left.

    `confidence` is the merge's own probability that they tell of one incident (None: certain). With it the event is as sure as
    its origins together, without it as sure as its surest report alone: `p * (1 - prod(1 - c)) + (1 - p) * max(c)`, c per origin.
    `variants` holds every value told of the fields, for events of more than one report.
    """
    told = sorted((r for r in reports if r.verdict != "rejected"), key=lambda r: (r.published or "9999", r.id))
    if not told:
        raise ValueError(f"event {id}: no report is left to make it of")
    scale = Scale(told, traced(told, book))
    fields = _Fields(scale, book)
    type_, status = fields.plain("type"), fields.status()
    when, place, country = fields.when(), fields.place(), fields.country()
    by, against = (fields.side(s) for s in ("by", "against"))
    claimed_by = fields.claim()
    tolls = {name: fields.toll(name) for name in ("killed", "injured", "arrested", "abducted")}
    point = place.point if place else None
    return Event(
        id=id, type=type_, status=status, date=when[0] if when else None, date_end=when[1] if when else None,
        date_precision=_PRECISION.get(len(when[0])) if when else None, country=country, place=place.text if place else None,
        place_en=place.en if place else None, place_id=place.id if place else None, place_precision=place.precision if place else None,
        lat=point.lat if point else None, lon=point.lon if point else None, admin1=fields.province(place), by=by, against=against, **tolls,
        claimed_by=claimed_by, background=all(r.report.background for r in told), evidence=_evidence(scale, type_, status, when),
        reports=[r.id for r in told], articles=list(dict.fromkeys(r.article for r in told)),
        outlets=list(dict.fromkeys(r.publisher for r in told if r.publisher)), origins=scale.trace.origins, disputed=fields.disputed,
        variants=fields.variants if len(told) > 1 else {}, confidence=_confidence(scale, confidence), reviewed=_reviewed(scale),
        created_at=created_at, updated_at=updated_at,
    )  # fmt: skip


class _Fields:
    """The fields of one event, weighed one after another; `disputed` and `variants` fill up on the way."""

    def __init__(self, scale: Scale, book: Codebook) -> None:
        self.scale, self.book = scale, book
        self.disputed: list[str] = []
        self.variants: dict[str, list[Variant]] = {}
        self._places: dict[str, Where] = {}

    def _weighed(self, name: str, values: Sequence[V | None], label: Callable[[V], str | None] = str) -> dict[V, Backing]:
        backed = self.scale.weigh(name, ((n, v) for n, v in enumerate(values) if v is not None))
        if backed and len(values) > 1:
            self.variants[name] = self.scale.variants(backed, label)
        return backed

    def _flag(self, name: str, values: Sequence[V], agree: Callable[[V, V], bool]) -> None:
        if any(not agree(a, b) for i, a in enumerate(values) for b in values[i + 1 :]):
            self.disputed.append(name)

    def plain(self, name: str) -> Any:
        """A field whose values are equal or contradict each other."""
        backed = self._weighed(name, [getattr(r.report, name) for r in self.scale.reports])
        self._flag(name, list(backed), lambda a, b: a == b)
        return best(backed, backed, lambda _: 0.0) if backed else None

    def status(self) -> Status:
        """What is planned gives way to what became of it; that something is said to have happened is no contradiction of its having."""
        backed: dict[Status, Backing] = self._weighed("status", [r.report.status for r in self.scale.reports])
        kept = leaves(backed, lambda a, b: a == "planned" and b != "planned")
        self._flag("status", list(kept), lambda a, b: a in _DOUBTED and b in _DOUBTED)
        return best(kept, backed, lambda _: 0.0)

    def when(self) -> When | None:
        """The day, or the month or year if none tells the day; a day taken from the publication only where nobody states one."""
        told: list[When | None] = [(r.report.date, r.report.date_end) if r.report.date else None for r in self.scale.reports]
        backed = self._weighed("date", told, lambda w: "/".join(filter(None, w)))
        if not backed:
            return None
        guessed = [r.report.date_from == "publication" for r in self.scale.reports]
        stated = {w: b for w, b in backed.items() if b.judged or not all(guessed[n] for n in b.reports)} or backed
        kept = leaves(stated, _spans)
        self._flag("date", list(kept), _meet)
        return best(kept, stated, lambda w: len(w[0]))

    def place(self) -> Where | None:
        """The most exact place within the best supported one."""
        told = [where(r.report, self.book) for r in self.scale.reports]
        for place in told:
            if place is not None and not (place.key in self._places and self._places[place.key].text):
                self._places[place.key] = place
        backed = self._weighed("place", [p.key if p else None for p in told], lambda k: self._places[k].en or self._places[k].text)
        if not backed:
            return None
        places = self._places
        kept = leaves(backed, lambda a, b: covers(places[a], places[b]))
        self._flag("place", list(kept), lambda a, b: compatible(places[a], places[b]))
        return places[best(kept, backed, lambda k: places[k].exactness)]

    def country(self) -> str | None:
        country: str | None = self.plain("country")
        return country

    def province(self, chosen: Where | None) -> str | None:
        """The province of the place, or of a less exact one that holds it."""
        if chosen is None:
            return None
        known = provinces(self.book)
        near = [p for p in self._places.values() if p is not chosen and covers(p, chosen)]
        return next((name for p in (chosen, *near) if (name := known.name(p.point))), None)

    def side(self, side: str) -> list[Any]:
        cast = cast_of(side, self.scale, self.book)
        if cast.disputed:
            self.disputed.append(side)
        if cast.variants and len(self.scale.reports) > 1:
            self.variants[side] = cast.variants
        return cast.actors

    def claim(self) -> str | None:
        """Who claims it, in the words of the surest report; names of one group are one."""
        texts = [r.report.claimed_by for r in self.scale.reports]
        if not any(texts):
            return None
        known = voices(self.book)
        keys = [known.of(t, "armed_group", None).key or t if t else None for t in texts]
        label = {k: t for k, t in zip(reversed(keys), reversed(texts), strict=True) if k}
        backed = self._weighed("claimed_by", keys, lambda k: label[k])
        self._flag("claimed_by", list(backed), lambda a, b: a == b)
        return label[best(backed, backed, lambda _: 0.0)]

    def toll(self, name: str) -> Toll | None:
        toll = toll_of(name, self.scale, self.book)
        if toll is not None and toll.disputed:
            self.disputed.append(name)
        return toll


def _days(when: When) -> tuple[str, str]:
    """The first and last day that a date with its end may mean."""
    first, last = when[0], when[1] or when[0]
    if len(last) == 4:
        last += "-12"
    if len(last) == 7:
        last += f"-{monthrange(int(last[:4]), int(last[5:7]))[1]}"
    return first + "-01-01"[len(first) - 4 :] if len(first) < 10 else first, last


def _spans(a: When, b: When) -> bool:
    """Whether `a` is a stretch of time that holds `b`."""
    (a0, a1), (b0, b1) = _days(a), _days(b)
    return a0 <= b0 and b1 <= a1 and (a0, a1) != (b0, b1)


def _meet(a: When, b: When) -> bool:
    (a0, a1), (b0, b1) = _days(a), _days(b)
    return a0 <= b1 and b0 <= a1


def _evidence(scale: Scale, type_: EventType, status: Status, when: When | None) -> str:
    """The words of the report that agrees best with the event: accepted, of its type, status and day, no recollection, sure."""

    def rank(number: int) -> tuple[bool, int, bool, float, int]:
        report = scale.reports[number].report
        same = (report.type == type_) + (report.status == status) + (when is not None and report.date == when[0])
        return scale.accepted[number], same, not report.background, report.confidence, -number

    return scale.reports[max(range(len(scale.reports)), key=rank)].report.evidence


def _confidence(scale: Scale, joined: float | None) -> float:
    """As in `event_of`; each report counts for one origin, so that a reading with many sources is not taken for many readings."""
    sure: dict[int, float] = {}
    for number, stored in enumerate(scale.reports):
        origin = scale.trace.chains[number][0]
        sure[origin] = max(sure.get(origin, 0.0), SURE if scale.judged[number] else stored.report.confidence)
    p = 1.0 if joined is None else joined
    return round(p * agreed(sure.values()) + (1 - p) * agreed([max(sure.values())]), 3)


def _reviewed(scale: Scale) -> ReviewState:
    return "all" if all(scale.judged) else "part" if any(scale.judged) else "none"
