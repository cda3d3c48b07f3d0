"""Who is chosen for an incident out of the parties around it, and the choice itself."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from isnad.codebook import Codebook
from isnad.model import Article
from isnad.reading import read
from isnad.reading.draft import draft_of
from isnad.reading.incident.incidents import find_incidents
from isnad.reading.incident.sides import find_candidates, select
from isnad.reading.tools import tools_of

PUBLISHED = date(2018, 5, 5)
AMBUSH = "قتل مسلحون من حركة الشباب خمسة جنود صوماليين في كمين قرب مدينة بيدوا، الجمعة، بحسب الشرطة."
ARREST = "أوقفت الشرطة التونسية، الجمعة، سمير الحمداوي في مدينة القصرين للاشتباه في انتمائه إلى تنظيم داعش."


def test_the_doer_and_the_victims_of_an_ambush(codebook: Codebook) -> None:
    (report,) = read(Article(id="a", text=AMBUSH, published=PUBLISHED), codebook).reports
    assert any("حركة الشباب" in p.text for p in report.by)
    assert any("جنود" in p.text for p in report.against)


def test_no_party_stands_on_both_sides(codebook: Codebook) -> None:
    for text in (AMBUSH, ARREST, f"{AMBUSH} {ARREST}"):
        for report in read(Article(id="a", text=text, published=PUBLISHED), codebook).reports:
            assert not {p.span for p in report.by} & {p.span for p in report.against}


def test_a_person_known_by_name_is_a_candidate_and_mentions_of_one_party_are_one(codebook: Codebook) -> None:
    text = f"{ARREST} وقالت الشرطة إن الحمداوي اعتقل في منزله."
    draft = draft_of(Article(id="a", text=text, published=PUBLISHED), tools_of(codebook))
    assert draft is not None
    candidates = find_candidates(draft, find_incidents(draft)[0])
    texts = [draft.parse.text.cut(c.party.start, c.party.end) for c in candidates]
    assert texts.count("سمير الحمداوي") == 1 and "الحمداوي" not in texts


@pytest.mark.parametrize(
    ("by", "against", "expected"),
    [
        ([2.0, -3.0], [-3.0, 1.0], ([0], [1])),
        ([2.0], [3.0], ([], [0])),  # the side where it passes the floor by more
        ([-0.5, -2.0], [-5.0, -5.0], ([0], [])),
        ([1.0, 2.0, 3.0, 4.0], [-9.0] * 4, ([3, 2, 1], [])),
        ([3.0, 0.4, 0.6], [-9.0] * 3, ([0, 2], [])),  # a further party needs more than the first
        ([-0.5, 0.4], [-9.0] * 2, ([1], [])),
        ([], [], ([], [])),
    ],
)
def test_choice_by_sums_and_floors(by: list[float], against: list[float], expected: tuple[list[int], list[int]]) -> None:
    floors = {"by_floor": -1.0, "by_more": 0.5, "against_floor": -1.0, "against_more": 0.5}
    chosen = select(np.array(list(zip(by, against, strict=True))).reshape(-1, 2), floors)
    assert (chosen["by"], chosen["against"]) == expected
