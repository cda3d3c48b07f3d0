"""The status of an incident: the words of its tellings and what the network takes them to mean are weighed together."""

from __future__ import annotations

from datetime import date

import pytest

from isnad.codebook import Codebook
from isnad.model import Article, Status
from isnad.reading.draft import draft_of
from isnad.reading.incident.incidents import find_incidents
from isnad.reading.incident.status import choose_status, status_candidates
from isnad.reading.mention.telling import STATUSES
from isnad.reading.tools import tools_of

CASES = [
    ("قتل أربعة جنود في كمين نصبه مسلحون قرب مدينة غاو شمالي مالي.", "occurred"),
    ("أحبطت قوات الأمن المصرية هجوما انتحاريا على كنيسة في القاهرة.", "foiled"),
    ("دعت النقابة العمال إلى التظاهر غدا الجمعة أمام البرلمان في تونس.", "planned"),
]


@pytest.mark.parametrize(("text", "status"), CASES)
def test_the_status_is_read_from_the_words(codebook: Codebook, text: str, status: Status) -> None:
    draft = draft_of(Article(id="t", text=text, published=date(2021, 4, 8)), tools_of(codebook))
    assert draft is not None
    assert status in [i.status for i in find_incidents(draft)]


def test_every_status_is_weighed_and_the_weights_decide(codebook: Codebook) -> None:
    draft = draft_of(Article(id="t", text=CASES[0][0], published=date(2021, 4, 8)), tools_of(codebook))
    assert draft is not None
    [incident] = find_incidents(draft)
    told = (incident.mentions, incident.lead, incident.type, incident.background)
    assert [name for name, _ in status_candidates(*told)] == list(STATUSES)
    assert choose_status(*told, weights={"denied.is": 1.0}) == "denied"
    assert choose_status(*told, weights={"ruled": 1.0}) == "occurred"
    assert choose_status(*told, weights={}) == incident.lead.modality.status
