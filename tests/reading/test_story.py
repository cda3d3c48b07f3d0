"""What two tellings of an article share: words that are rare, places, triggers; what stands between them."""

from __future__ import annotations

from datetime import date

import pytest

from isnad.codebook import Codebook
from isnad.model import Article
from isnad.reading.draft import draft_of
from isnad.reading.incident.likeness import pair_features
from isnad.reading.incident.story import Story
from isnad.reading.network import vectors_of
from isnad.reading.tools import tools_of
from tests.reading.helpers import parsed

TITLE = "مقتل ثلاثة جنود في كمين قرب غاو"
LEAD = "قتل ثلاثة جنود في كمين نصبه مسلحون قرب مدينة غاو شمالي مالي، يوم الاثنين."
AGAIN = "وقال شهود إن الكمين وقع حين كان الجنود الثلاثة في طريقهم إلى غاو."
OTHER = "وفي مدينة القصرين التونسية اعتقلت الشرطة سبعة محتجين بعد مظاهرة ضد البطالة."


def story_of(codebook: Codebook, *sentences: str) -> Story:
    draft = draft_of(Article(id="t", title=TITLE, text="\n".join(sentences), published=date(2021, 4, 8)), tools_of(codebook))
    assert draft is not None
    return Story(draft.parse, draft.mentions, date(2021, 4, 8))


def test_tellings_of_one_incident_share_more_than_those_of_two(codebook: Codebook) -> None:
    story = story_of(codebook, LEAD, AGAIN, OTHER)
    title, *rest = story.mentions
    again = next(m for m in rest if m.sentence == 2)
    other = next(m for m in rest if m.sentence == 3)
    near, far = story.between(title, again), story.between(title, other)
    for name in ("shared_near", "shared_sentence", "share_sentence"):
        assert near[name] > far[name]
    for name in ("alike_before", "alike_behind", "alike_around", "alike_sentence"):
        assert -1 <= near[name] <= 1.001 and -1 <= far[name] <= 1.001
    assert near["same_word"] and not far["same_word"]
    assert near["one_place"] == far["one_place"] == 0  # Gao and Kasserine
    assert far["gap"] > near["gap"] and not far["next"]


def test_the_lead_stands_next_to_the_title_and_shares_no_words_with_itself(codebook: Codebook) -> None:
    story = story_of(codebook, LEAD)
    first, second = story.mentions[:2]
    found = story.between(first, second)
    assert found["next"] and found["gap"] == 0 and found["told_in_few"]
    assert "type_between" not in found and "shared_near" in found
    assert "shared_near" not in story.between(first, first)


def test_the_network_and_the_words_enter_the_features_of_a_pair(codebook: Codebook) -> None:
    story = story_of(codebook, LEAD, OTHER)
    features = pair_features(story, story.mentions[0], story.mentions[1])
    assert {"points_near", "points_likely", "main_both", "shared_near", "title_and_lead"} <= features.keys()
    assert all(isinstance(v, float) and -1 <= v <= 4 for k, v in features.items() if k != "points_near") and features["points_near"] >= -2


@pytest.mark.parametrize(("common", "rare"), [("في", "كمين"), ("كمين", "زقزقزق")])
def test_common_words_weigh_less(codebook: Codebook, common: str, rare: str) -> None:
    least, most = vectors_of(codebook).rarities_of(parsed(f"{common} {rare}", codebook), 0, 2)
    assert 0 <= least < most <= 1.1
