"""How well matching finds a file's records again: events copied, moved, renamed and recounted by a seed, among others that are not theirs."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from isnad.beside import Foreign, ForeignFile, compared
from isnad.beside.layouts import stands_for
from isnad.codebook import Codebook
from isnad.codebook.entries import Place
from isnad.model import Event
from tests.export.builders import ARMY, CELL, event

_COUNTRIES = ("TN", "SY", "IQ")
_SPELT = (("ou", "u"), ("q", "k"), ("Al-", "Al "), ("al-", ""), ("h", ""), ("ee", "i"), ("dh", "d"), ("aa", "a"), ("e", "i"))
_TYPES = ("armed_clash", "attack", "remote_explosive", "air_drone_strike", "arrests", "peaceful_protest", "shelling_artillery_missile")
_RELATED = {"armed_clash": "battle", "attack": "battle", "remote_explosive": "violence", "air_drone_strike": "battle"}
GROUP = {**CELL, "text": "تنظيم الدولة", "en": "Islamic State", "id": "isis", "kind": "rebel_group"}


class Truth(NamedTuple):
    events: list[Event]
    file: ForeignFile
    pairs: set[tuple[str, int]]


def _drawn(book: Codebook, seed: int, *, events: int, days: int) -> Truth:
    draw = random.Random(seed)
    towns = {
        c: [p for p in book.places.values() if p.country == c and p.lat is not None and p.kind in ("city", "town", "village")]
        for c in _COUNTRIES
    }
    made, rows, pairs = [], [], set()
    for number in range(events):
        country = draw.choice(_COUNTRIES)
        place, type_ = draw.choice(towns[country]), draw.choice(_TYPES)
        day = date(2018, 1, 1) + timedelta(days=draw.randrange(days))
        killed = draw.choice((None, 1, 2, 3, 5, 8, 12))
        kind = draw.random()
        if kind < 0.75:
            made.append(_event(f"E{number}", type_, day, place, killed, draw))
        if kind > 0.25:
            rows.append(_row(number + 2, type_, day, place, killed, draw, book))
        if 0.25 < kind < 0.75:
            pairs.add((f"E{number}", number + 2))
    return Truth(made, ForeignFile(Path("x.csv"), "acled", rows, [], []), pairs)


def _event(id_: str, type_: str, day: date, place: Place, killed: int | None, draw: random.Random) -> Event:
    toll = {"low": killed, "best": killed, "high": killed, "disputed": False, "figures": []} if killed else None
    vague = draw.random() < 0.15
    return event(
        id=id_, type=type_, date=day.isoformat(), country=place.country, place=place.names[0] if place.names else None,
        place_en=None if vague else place.name_en, place_id=place.id, lat=None if vague else place.lat, lon=None if vague else place.lon,
        place_precision=None if vague else "town", killed=toll, by=[draw.choice((CELL, GROUP))], against=[ARMY], admin1=None, reports=[],
    )  # fmt: skip


def _row(number: int, type_: str, day: date, place: Place, killed: int | None, draw: random.Random, book: Codebook) -> Foreign:
    name = place.name_en
    for written, other in draw.sample(_SPELT, 2):
        name = name.replace(written, other)
    family, exact = book.events[type_].family, frozenset({type_})
    if draw.random() < 0.2 and type_ in _RELATED:
        family, exact = _RELATED[type_], frozenset[str]()
    moved: Any = day + timedelta(days=draw.choice((0, 0, 0, 0, -1, 1)))
    toll = killed if draw.random() < 0.7 else (killed or 0) + draw.choice((0, 1, 2))
    assert place.lat is not None
    assert place.lon is not None
    return Foreign(
        row=number, id=f"X{number}", first=moved, last=moved, label=type_, types=exact, families=stands_for(family, book), country=place.country or "",
        place=name, admin1=None, lat=place.lat + draw.gauss(0, 0.03), lon=place.lon + draw.gauss(0, 0.03), radius=8.0,
        side_a="Military Forces of Tunisia (2014-)", side_b=draw.choice((None, "Islamic State (Libya)")), more=(),
        kinds=frozenset(draw.choice((["state_forces"], ["state_forces", "rebel_group"]))), low=toll or 0, best=toll or 0, high=toll or 0,
    )  # fmt: skip


# 600 events over 200, 60 and 10 days: 1, 3 and 20 a day and country, of all kinds and in towns of the whole country.
@pytest.mark.parametrize(("days", "precision", "recall"), [(200, 0.98, 0.93), (60, 0.96, 0.9), (10, 0.89, 0.84)])
def test_records_are_found_again(codebook: Codebook, days: int, precision: float, recall: float) -> None:
    right = found = there = 0
    for seed in (1, 2):
        truth = _drawn(codebook, seed, events=600, days=days)
        matched = {(p.ours.event.id, p.theirs.row) for p in compared(truth.events, truth.file, codebook).matched}
        right, found, there = right + len(matched & truth.pairs), found + len(matched), there + len(truth.pairs)
    assert right / found >= precision
    assert right / there >= recall
