"""Invented reports with the truth of which tell of one incident: a world of seeded events told, mistold and recalled by outlets.

The time span grows with the number of reports, as it does in life: about `DAILY` events a day in `COUNTRIES` countries, of which a few
have most. Places are the gazetteer's, words are drawn from the table of common stems and from rare ones made up. Nothing is anyone's text.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from typing import Any, NamedTuple

from isnad.codebook import Codebook
from isnad.codebook.entries import Place
from isnad.model import Count, Party, Report

START = date(2000, 1, 1)
DAILY = 130
COUNTRIES = 30
PLACES = 150  # of a country
OUTLETS = 12
TYPES = {
    "attack": 20, "armed_clash": 18, "air_drone_strike": 12, "shelling_artillery_missile": 10, "remote_explosive": 9, "suicide_bomb": 4,
    "arrests": 9, "peaceful_protest": 6, "protest_with_intervention": 4, "violent_demonstration": 3, "abduction": 3, "agreement": 2,
}  # fmt: skip
MISTOLD = {
    "attack": "armed_clash", "armed_clash": "attack", "air_drone_strike": "shelling_artillery_missile", "remote_explosive": "attack",
    "shelling_artillery_missile": "air_drone_strike", "suicide_bomb": "remote_explosive", "peaceful_protest": "protest_with_intervention",
    "protest_with_intervention": "peaceful_protest", "violent_demonstration": "protest_with_intervention",
}  # fmt: skip
LETTERS = "بتجحدرسشصطعفقكلمن"


class Told(NamedTuple):
    """A report with its article, day of publication and headline, and the event that it tells of."""

    report: Report
    article: str
    published: date
    title: str
    event: int


class _Event(NamedTuple):
    number: int
    day: date
    type: str
    place: Place
    by: str | None
    toll: tuple[int | None, int | None]
    words: list[str]
    title: list[str]


class World:
    """A seeded world of events; the same seed gives the same reports."""

    def __init__(self, book: Codebook, seed: int) -> None:
        self.random = random.Random(seed)
        self.book = book
        self.places = _places(book)
        self.codes = sorted(self.places)[:COUNTRIES]
        self.random.shuffle(self.codes)
        self.shares = list(accumulate(1 / (n + 1) for n in range(len(self.codes))))
        self.actors = {code: _actors(book, code) for code in self.codes}
        self.common = [word for line in book.tables["merge"]["common"].values() for word in str(line).split()]
        self.types = list(TYPES)
        self.weights = list(accumulate(TYPES.values()))

    def reports(self, number: int) -> Iterator[Told]:
        """`number` reports in the order of their events."""
        count = events = 0
        pending: dict[tuple[int, int], str] = {}
        while count < number:
            day = START + timedelta(days=events // DAILY)
            event = self._event(events, day)
            events += 1
            for told in self._told(event, pending):
                yield told
                count += 1
                if count == number:
                    return
            if events % DAILY == 0:
                pending.clear()

    def _event(self, number: int, day: date) -> _Event:
        r = self.random
        code = self.codes[bisect(self.shares, r.random() * self.shares[-1])]
        places = self.places[code]
        place = places[min(len(places) - 1, int(len(places) * r.random() ** 2.5))]
        type_ = self.types[bisect(self.weights, r.random() * self.weights[-1])]
        by = r.choice(self.actors[code]) if self.actors[code] and r.random() < 0.6 else None
        killed = int(r.paretovariate(0.9)) if r.random() < 0.6 else None
        injured = int(r.paretovariate(0.7)) if r.random() < 0.5 else None
        words = r.choices(self.common, k=14) + [self._rare() for _ in range(5)]
        return _Event(number, day, type_, place, by, (killed, injured), words, r.sample(words, 6))

    def _rare(self) -> str:
        return "".join(self.random.choices(LETTERS, k=6))

    def _told(self, event: _Event, pending: dict[tuple[int, int], str]) -> Iterator[Told]:
        """The event by one to eight outlets, and now and then recalled later."""
        r = self.random
        for outlet in r.sample(range(OUTLETS), min(8, 1 + int(r.expovariate(0.75)))):
            late = r.random() < 0.25
            key = (outlet, r.randrange(DAILY // 8))  # some articles tell two incidents
            article = pending.pop(key, None) if not late else None
            if article is None:
                article = f"{outlet}-{event.number}"
                pending[key] = article
            elif article.endswith(f"-{event.number}"):
                article = f"{outlet}-{event.number}b"
            published = event.day + timedelta(days=late)
            yield Told(self._report(event, published, recalled=False), article, published, self._title(event), event.number)
        if r.random() < 0.08:
            for n in range(r.randint(1, 3)):
                published = event.day + timedelta(days=r.randint(20, 700))
                report = self._report(event, published, recalled=True)
                yield Told(report, f"recall-{event.number}-{n}", published, " ".join(r.choices(self.common, k=6)), event.number)

    def _title(self, event: _Event) -> str:
        return " ".join(self.random.sample(event.title, 4) + self.random.choices(self.common, k=3))

    def _report(self, event: _Event, published: date, *, recalled: bool) -> Report:
        r = self.random
        place, precision = self._place(event)
        type_ = MISTOLD.get(event.type, event.type) if r.random() < 0.12 else event.type
        words = r.sample(event.words, 12) + r.choices(self.common, k=8)
        by = [self._party(event.by)] if event.by and r.random() < 0.75 else []
        told: dict[str, Any] = {"killed": self._count(event.toll[0]), "injured": self._count(event.toll[1])}
        return Report(
            type=type_, status="occurred", date=self._date(event.day, recalled=recalled), date_end=None, date_from="stated",  # type: ignore[arg-type]
            country=event.place.country if r.random() < 0.98 else None, place=place.names[0] if place and place.names else None,
            place_en=None, lat=None, lon=None, place_id=place.id if place else None, place_precision=precision,  # type: ignore[arg-type]
            place_candidates=[], by=by, against=[], arrested=None, abducted=None, alternatives=[], claimed_by=None, sources=[], chains=[],
            evidence=" ".join(words), background=recalled, confidence=0.8, spans={}, confidences={}, rules={}, **told,
        )  # fmt: skip

    def _date(self, day: date, *, recalled: bool) -> str | None:
        dice = self.random.random()
        if recalled and dice < 0.3:
            return day.isoformat()[: 7 if dice < 0.2 else 4]
        if dice > 0.96:
            return None
        return (day + timedelta(days=(dice > 0.92))).isoformat()

    def _place(self, event: _Event) -> tuple[Place | None, str | None]:
        dice = self.random.random()
        if dice < 0.05:
            return None, None
        if dice < 0.12:
            country = self.book.countries[event.place.country or ""]
            return _country(country), "country"
        return event.place, "town"

    def _party(self, id_: str) -> Party:
        name = self.book.actors[id_].names.get("ar", id_)
        return Party(text=name, en=None, kind="unknown", id=id_, span=(0, 0), person=None)

    def _count(self, n: int | None) -> Count | None:
        r = self.random
        if n is None or r.random() < 0.25:
            return None
        told = max(1, round(n * r.uniform(0.7, 1.3))) if r.random() < 0.3 else n
        return Count(n=told, low=told, high=told, q="exact", text="", span=(0, 0))


def _places(book: Codebook) -> dict[str, list[Place]]:
    """By country its towns, the largest first; countries with few are left out."""
    out: dict[str, list[Place]] = {}
    for place in book.places.values():
        if place.country and place.kind in ("city", "town", "village") and place.names and place.lat is not None:
            out.setdefault(place.country, []).append(place)
    ranked = {code: sorted(places, key=lambda p: (-p.population, p.id))[:PLACES] for code, places in out.items()}
    return {code: places for code, places in ranked.items() if len(places) >= PLACES // 2}


def _actors(book: Codebook, code: str) -> list[str]:
    return sorted(a.id for a in book.actors.values() if code in a.countries and not a.id.startswith("generic:"))[:12]


def _country(entry: Any) -> Place:
    return Place(
        id=f"country:{entry.code}", name_en=entry.en, names=tuple(entry.names), country=entry.code, admin1=None, kind="country",
        lat=entry.lat, lon=entry.lon, population=0,
    )  # fmt: skip
