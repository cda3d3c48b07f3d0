"""How near two mentions stand: dates of any precision, places that hold one another or lie side by side."""

from __future__ import annotations

from datetime import date

import pytest

from isnad.codebook import Codebook
from isnad.model import Article
from isnad.reading.draft import draft_of
from isnad.reading.incident.nearness import in_space, in_time, near, old
from isnad.reading.mention.mentions import Mention
from isnad.reading.mention.modality import Modality
from isnad.reading.place.places import PlaceMention
from isnad.reading.time.dates import DateMention
from isnad.reading.tools import tools_of

PUBLISHED = date(2021, 4, 8)


def dated(value: str | None) -> Mention:
    mention = Mention(1, [], "attack", "violence", False, Modality("occurred", False, False, False, False, ""))
    mention.dates = [DateMention(0, 1, value, None, "stated", False)] if value else []
    return mention


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2021-04-02", False),
        ("2021-04-01", True),
        ("2021-04", False),
        ("2021-03", True),
        ("2021", False),
        ("2020", True),
        ("2021-05-01", False),
    ],
)
def test_what_lies_a_week_back_or_in_a_month_or_year_before_is_recalled(value: str, expected: bool) -> None:
    [day] = dated(value).dates
    assert old(day, PUBLISHED) is expected
    assert not old(day, None)


TIMES: list[tuple[str | None, str | None, set[str]]] = [
    ("2021-04-05", "2021-04-05", {"date_same"}),
    ("2021-04", "2021-04-05", {"date_same"}),  # the day lies in the month
    ("2021-04-05", "2021-04-06", {"date_next"}),
    ("2021-03-31", "2021-04-01", {"date_next"}),
    ("2021-04-05", "2021-04-02", {"date_differs"}),
    ("2021-04-05", "2021-03-05", {"date_differs", "date_far"}),
    ("2020", "2021-04-05", {"date_differs"}),  # how far, a year does not say
    (None, "2019", {"date_old_later"}),
    ("2019", None, {"date_old_earlier"}),
    (None, "2021-04-05", set()),
    (None, None, {"date_none"}),
]


@pytest.mark.parametrize(("earlier", "later", "told"), TIMES)
def test_two_dates(earlier: str | None, later: str | None, told: set[str]) -> None:
    assert {name for name, value in in_time(dated(earlier), dated(later), PUBLISHED).items() if value} == told


def placed(codebook: Codebook, where: str) -> Mention:
    text = f"قتل ثلاثة جنود في هجوم {where}."
    draft = draft_of(Article(id="t", text=text, published=PUBLISHED), tools_of(codebook))
    assert draft is not None
    return draft.mentions[0]


PLACES: list[tuple[str, str, set[str]]] = [
    ("في مدينة غاو في مالي", "في مدينة غاو", {"place_same"}),
    ("في مالي", "في مالي", {"place_same_country"}),
    ("في مدينة غاو في مالي", "في مالي", {"place_near"}),  # the country holds the town
    ("في مدينة غاو في مالي", "في مدينة كيدال في مالي", {"place_differs"}),  # although both stand beside the country
    ("في مدينة غاو في مالي", "في مدينة القصرين التونسية", {"place_differs", "country_differs"}),
    ("في مدينة غاو", "بسكين", {"place_none"}),
]


@pytest.mark.parametrize(("earlier", "later", "told"), PLACES)
def test_two_places(codebook: Codebook, earlier: str, later: str, told: set[str]) -> None:
    a, b = placed(codebook, earlier), placed(codebook, later)
    for x, y in ((a, b), (b, a)):
        assert {name for name, value in in_space(x, y).items() if value} == told


def test_a_place_is_near_itself_and_an_unknown_one_near_nothing(codebook: Codebook) -> None:
    [(_, gao), *_] = placed(codebook, "في مدينة غاو").places
    unknown: list[PlaceMention] = [p for _, p in placed(codebook, "في قرية زقزقزق").places if p.place is None]
    assert near(gao, gao)
    assert not any(near(gao, p) or near(p, gao) for p in unknown)
