"""A project of invented events for timing the workbench: articles, reports, parties, sources, ties, links and judgements from a seed.

Everything is of the codebook's types, actors, outlets and places; a few of each have most of the events, as in the world.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from isnad.codebook import Codebook
from isnad.codebook.entries import ActorEntry, Place
from isnad.model import Count, Event, EventActor, Figure, Link, Origin, Party, Relation, Report, Source, Speaker, Strength, Toll
from isnad.project import Project, made
from isnad.review.decide import Decision, decided
from isnad.store import Store
from isnad.store.payload import Payload, report_rows
from isnad.text.keys import words

SEED = 5
LANDS = ("SY", "YE", "IQ", "LY", "SD", "PS", "LB", "EG", "TN", "DZ", "MA", "ML", "SO", "TR", "IR", "AF", "SA", "JO")
OUTLETS = tuple(f"Outlet {n}" for n in range(1, 61))
FIRST, DAYS = date(2012, 1, 1), 5_000
PRECISION = {"admin1": "province", "admin2": "district", "district": "district", "region": "province"}
COMMON = ("قال", "المدينة", "صباح", "مصدر", "أمني", "انفجار", "قتلى", "جرحى", "هجوم", "الحدود", "السوق", "احتجاج", "القوات", "بيان", "محلي")
LETTERS = "بتجحدرزسشصضطعغفقكلمنهوي"
VOCABULARY, RANK = 4_000, 2.2  # words, and how much more the first of them are written than the last
FREQUENT = ("isis", "houthis", "sy:army", "il:army", "generic:civilian", "generic:gunman", "generic:police")
STATUSES = ("occurred", "alleged", "planned", "denied", "foiled")
TIES = ("allied_with", "part_of", "rival_of", "pledges_allegiance")
KINDS = ("police", "military", "witness", "medical", "media")
PERCENT = {"unknown": 15, "cited": 50, "tie": 25, "strength": 4, "speaker": 60, "doubt": 4, "judged": 1}  # of reports, articles or events


class Invented(NamedTuple):
    """An event, its articles, and the actors of the codebook on each side with those above them."""

    event: Event
    payloads: list[Payload]
    sides: set[tuple[str, str]]


def generate(folder: Path, number: int, book: Codebook) -> Project:
    """A project of invented events, each with its reports and articles; some are judged, as a reviewer would."""
    project = made(folder, title="Benchmark")
    chance = random.Random(SEED)
    with Store(project.database, create=True) as store:
        reports: list[list[str]] = []
        with store.writing():
            run = store.start_run("merge", "0", book.version, [])

            def written() -> Iterator[tuple[Event, set[tuple[str, str]]]]:
                for event, payloads, sides in invented(number, book):
                    for payload in payloads:
                        key = store.articles.add(payload, event.created_at)
                        store.readings.replace(key, payload, run)
                    reports.append(event.reports)
                    store.events.set_members(dict.fromkeys(event.reports, event.id))
                    yield event, sides

            store.events.put(written())
            store.events.put_links(_links(reports, chance))
            store.reports.set_linked()
            store.end_run(run, {"events": number})
        chosen = chance.sample(reports, number * PERCENT["judged"] // 100)
        decided(store, book, [Decision(action="accept", on=(ids[0],)) for ids in chosen], "reviewer")
    return project


def invented(number: int, book: Codebook) -> Iterator[Invented]:
    """Events with the articles that tell them, the same for a seed."""
    chance = random.Random(SEED)
    world = _World(chance, book)
    for n in range(number):
        yield world.event(n)


class _World:
    """Who and what there is, the most frequent first."""

    def __init__(self, chance: random.Random, book: Codebook) -> None:
        self.chance, self.book, self.text = chance, book, _Text(chance)
        self.places = [p for p in book.places.values() if p.country in LANDS and p.lat is not None]
        chance.shuffle(self.places)
        self.places.sort(key=lambda p: LANDS.index(p.country or "") * chance.random())
        actors = [a for a in book.actors.values() if not a.id.startswith("generic:") and a.id not in FREQUENT]
        chance.shuffle(actors)
        self.actors = [book.actors[i] for i in FREQUENT if i in book.actors] + actors
        self.types = list(book.events)
        self.quoted = sorted(book.outlets)

    def one(self, of: Any, bias: float) -> Any:
        """One of a list, the first the more often the greater the bias."""
        return of[int(len(of) * self.chance.random() ** bias)]

    def some(self, what: str) -> bool:
        return self.chance.random() * 100 < PERCENT[what]

    def event(self, n: int) -> Invented:
        chance = self.chance
        place, day = self.one(self.places, 3), FIRST + timedelta(days=int(DAYS * chance.random() ** 0.7))
        told = 1 + int(3 * chance.random() ** 4)
        type_, status = chance.choice(self.types), chance.choices(STATUSES, (80, 12, 3, 3, 2))[0]
        killed = int(40 * chance.random() ** 5) if chance.random() < 0.6 else None
        parties = [self._party() for _ in range(2)]
        outlets = [self.one(OUTLETS, 2) for _ in range(told)]
        figures = [killed + k if killed is not None else None for k in range(told)]
        payloads = [
            self._payload(f"A{n}-{k}", outlets[k], day, self._report(type_, status, day, place, parties, figures[k])) for k in range(told)
        ]
        ids = [p.reports[0].id for p in payloads]
        sides = [_event_actor(p, ids) for p in parties]
        at = f"2025-{1 + n % 12:02}-{1 + n % 28:02}T{n % 24:02}:00:00Z"
        toll = _toll(figures, ids, outlets)
        event = Event(
            id=f"E{n:011x}", type=type_, status=status, date=day.isoformat(), date_end=None, date_precision="day", country=place.country,  # type: ignore[arg-type]
            place=place.names[0] if place.names else place.name_en, place_en=place.name_en, place_id=place.id,
            place_precision=PRECISION.get(place.kind, "town"), lat=place.lat, lon=place.lon, admin1=None, by=sides[:1], against=sides[1:],  # type: ignore[arg-type]
            killed=toll, injured=toll, arrested=None, abducted=None, claimed_by=None, background=chance.random() < 0.05, evidence=self.text.of(25),
            reports=ids, articles=[p.id for p in payloads], outlets=sorted(set(outlets)),
            origins=[Origin(label=o, kind="outlet", person=None, reports=[r], outlets=[o]) for o, r in zip(outlets, ids, strict=True)],
            disputed=["killed"] if told > 1 and chance.random() < 0.3 else [], variants={}, confidence=round(0.4 + 0.6 * chance.random(), 3),
            reviewed=chance.choices(("none", "part", "all"), (90, 4, 6))[0], created_at=at, updated_at=at,
        )  # fmt: skip
        above = {(side, id_) for side, p in zip(("by", "against"), parties, strict=True) for id_ in self._ancestry(p.id)}
        return Invented(event, payloads, above)

    def _ancestry(self, id_: str | None) -> Iterator[str]:
        """An actor and those above it."""
        while id_:
            yield id_
            entry = self.book.actors.get(id_)
            id_ = entry.parent if entry else None

    def _party(self) -> Party:
        if self.some("unknown"):
            name = self.text.of(2)
            return Party(text=name, en=None, kind="rebel_group", id=None, span=(0, len(name)), person=None, confidence=0.8)
        entry: ActorEntry = self.one(self.actors, 4)
        kind: Any = entry.kind if entry.kind not in ("political", "official") else "unknown"
        return Party(text=entry.names["ar"], en=entry.names["en"], kind=kind, id=entry.id, span=(0, 5), person=None, confidence=0.8)

    def _report(self, type_: Any, status: Any, day: date, place: Place, parties: list[Party], killed: int | None) -> Report:
        evidence = self.text.of(20)
        sources = [Source(text=self.text.of(2), kind=self.chance.choice(KINDS), person=None, span=(0, 5))] if self.some("cited") else []  # type: ignore[arg-type]
        count = Count(n=killed, low=killed, high=killed, q="exact", text="x", span=(0, 1)) if killed is not None else None
        return Report(
            type=type_, status=status, date=day.isoformat(), date_end=None, date_from="stated", country=place.country, place=place.name_en,
            place_en=place.name_en, lat=place.lat, lon=place.lon, place_id=place.id, place_precision="town", place_candidates=[],
            by=parties[:1], against=parties[1:], killed=count, injured=count, arrested=None, abducted=None, alternatives=[], claimed_by=None,
            sources=sources, chains=[[0]] if sources else [], evidence=evidence, background=False, confidence=0.8,
            spans={"evidence": [(0, len(evidence))]}, confidences={}, rules={},
        )  # fmt: skip

    def _payload(self, id_: str, outlet: str, day: date, report: Report) -> Payload:
        text = f"{report.evidence}. {self.text.of(60)}"
        keys = " ".join(sorted({w for t in text.replace(".", " ").split() for w in words(t)}))
        return Payload(
            id=id_, hash=id_, title=" ".join(text.split()[:6]), text=text, published=day.isoformat(), publisher=outlet, url=None, origin="benchmark",
            way="record", signature=b"", keys=keys, codebook="0", relevant=True, skipped=None, reports=report_rows(id_, id_, [report]),
            relations=[_json(self._relation())] if self.some("tie") else [], strengths=[_json(self._strength())] if self.some("strength") else [],
            speakers=[_json(self._speaker())] if self.some("speaker") else [],
        )  # fmt: skip

    def _relation(self) -> Relation:
        a, b = (self.one(self.actors, 3) for _ in range(2))
        return Relation(
            a=a.names["ar"], a_en=a.names["en"], type=self.chance.choice(TIES), b=b.names["ar"], b_en=b.names["en"], status="asserted",  # type: ignore[arg-type]
            evidence=self.text.of(12), a_id=a.id, b_id=b.id, a_person=None, b_person=None, confidence=0.7, spans={}, rules={},
        )  # fmt: skip

    def _strength(self) -> Strength:
        a = self.one(self.actors, 3)
        return Strength(
            group=a.names["ar"], group_en=a.names["en"], n=self.chance.randint(10, 9000), q="about", place=None, place_en=None,
            evidence=self.text.of(12), group_id=a.id, confidence=0.7, spans={}, rules={},
        )  # fmt: skip

    def _speaker(self) -> Speaker:
        media = self.chance.random() < 0.5
        rules = {"text": f"outlet.{self.one(self.quoted, 3)}"} if media else {}
        return Speaker(
            text=self.text.of(2), kind="media" if media else "police", person=None, evidence=self.text.of(12), span=(0, 5), confidence=0.7, spans={}, rules=rules,
        )  # fmt: skip


class _Text:
    """Sentences of made-up words after those of the news, the first written most, as in any language."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        made_up = ("".join(chance.choices(LETTERS, k=chance.randint(3, 6))) for _ in range(VOCABULARY))
        self._words = [*COMMON, *made_up]

    def of(self, number: int) -> str:
        return " ".join(self._words[int(len(self._words) * self._chance.random() ** RANK)] for _ in range(number))


def _links(reports: list[list[str]], chance: random.Random) -> Iterator[Link]:
    """Sure links within events, and between some events doubtful ones, as reviewers are asked about."""
    for n, ids in enumerate(reports):
        for a in ids[1:]:
            yield Link(a=min(ids[0], a), b=max(ids[0], a), probability=0.97, weight=5.0, levels={"day": ("equal", 5.0)})
        if n and chance.random() * 100 < PERCENT["doubt"]:
            other = reports[chance.randrange(n)][0]
            yield Link(
                a=min(ids[0], other), b=max(ids[0], other), probability=round(0.25 + 0.5 * chance.random(), 3), weight=-2.0, levels={}
            )


def _event_actor(p: Party, reports: list[str]) -> EventActor:
    return EventActor(text=p.text, en=p.en, kind=p.kind, id=p.id, person=p.person, minor=False, confidence=0.8, origins=1, reports=reports)


def _toll(figures: list[int | None], reports: list[str], outlets: list[str]) -> Toll | None:
    given = [n for n in figures if n is not None]
    if not given:
        return None
    told = [
        Figure(n=n, low=n, high=n, q="exact", report=r, outlet=o, published=None, origin=i)
        for i, (n, r, o) in enumerate(zip(given, reports, outlets, strict=True))
    ]
    return Toll(low=given[0], best=given[0], high=given[-1], disputed=len(told) > 1, figures=told)


def _json(item: Any) -> str:
    return msgspec.json.encode(item).decode()
