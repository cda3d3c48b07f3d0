"""Incidents found twice: folded where type, status, day, place and toll are told alike, kept apart where one of them differs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from isnad.codebook import Codebook
from isnad.model import Article
from isnad.reading.draft import Draft, draft_of
from isnad.reading.incident.doubled import undoubled
from isnad.reading.incident.incidents import Incident, settle
from isnad.reading.tools import tools_of

PUBLISHED = date(2021, 4, 8)
KILLED = "قتل 12 جنديا في هجوم شنه مسلحون على ثكنة في مدينة تيلابيري بالنيجر، أمس الأربعاء."
AGAIN = "وقال ضابط إن 12 جنديا قتلوا في هجوم على مدينة تيلابيري يوم الأربعاء."


def told(text: str, codebook: Codebook) -> tuple[Draft, list[tuple[Incident, float]]]:
    """Each mention an incident of its own, as if nothing had shown that they are one."""
    draft = draft_of(Article(id="t", text=text, published=PUBLISHED), tools_of(codebook))
    assert draft is not None
    out = [Incident([m], m.type, m.family) for m in draft.mentions]
    for incident in out:
        settle(draft, incident, draft.places)
    return draft, [(incident, float(n)) for n, incident in enumerate(out)]


def test_the_same_toll_on_one_day_at_one_place_is_one_incident(codebook: Codebook) -> None:
    draft, found = told(f"{KILLED} {AGAIN}", codebook)
    assert len(found) == 2
    [(incident, sum_)] = undoubled(draft, found)
    assert [m.sentence for m in incident.mentions] == sorted(m.sentence for i, _ in found for m in i.mentions)
    assert sum_ == 1.0


APART = [
    ("toll", AGAIN.replace("12", "15")),
    ("place", AGAIN.replace("تيلابيري", "ديفا")),
    ("day", AGAIN.replace("يوم الأربعاء", "يوم الأحد الماضي")),
]


@pytest.mark.parametrize(("what", "second"), APART, ids=[what for what, _ in APART])
def test_another_toll_place_or_day_is_another_incident(codebook: Codebook, what: str, second: str) -> None:
    draft, found = told(f"{KILLED} {second}", codebook)
    assert len(undoubled(draft, found)) == len(found) == 2


def test_another_status_is_another_incident(codebook: Codebook) -> None:
    draft, found = told(f"{KILLED} {AGAIN}", codebook)
    found[1] = (replace(found[1][0], status="alleged"), 1.0)
    assert len(undoubled(draft, found)) == 2


def test_a_lone_incident_stays_as_it_is(codebook: Codebook) -> None:
    draft, found = told(KILLED, codebook)
    assert undoubled(draft, found) == found


ROAD = "أغلق محتجون غاضبون طريقا في مدينة البصرة بالعراق أمس الأربعاء وأضرموا النار في إطارات."
STONES = "ورشق محتجون الشرطة بالحجارة في مدينة البصرة يوم الأربعاء."


def test_a_riot_of_one_day_and_place_is_one_without_a_toll(codebook: Codebook) -> None:
    draft, found = told(f"{ROAD} {STONES}", codebook)
    riots = [(replace(i, type="violent_demonstration", status="occurred"), z) for i, z in found]
    assert len(riots) > 1
    assert len(undoubled(draft, riots)) == 1
    elsewhere, found = told(f"{ROAD} {STONES.replace('البصرة', 'الناصرية')}", codebook)
    riots = [(replace(i, type="violent_demonstration", status="occurred"), z) for i, z in found]
    assert len(undoubled(elsewhere, riots)) > 1
