"""Which triggers of one sentence tell one incident."""

from __future__ import annotations

from datetime import date

import pytest

from isnad.codebook import Codebook
from isnad.model import Article
from isnad.reading.draft import Draft, draft_of
from isnad.reading.mention.fusion import Filled, Sentence
from isnad.reading.tools import tools_of

PUBLISHED = date(2021, 4, 8)
# How the triggers of one sentence part: the types of each telling.
CASES = [
    ("قتل ثلاثة جنود في هجوم مسلح استهدف حاجزا قرب بعقوبة.", 1),
    ("انفجرت سيارة مفخخة في مقديشو ما أدى إلى مقتل ستة أشخاص وإصابة عشرة.", 1),
    ("قتل جندي في هجوم في الموصل يوم السبت، وتظاهر المئات في البصرة يوم الأحد.", 2),
    ("اعتقلت الشرطة خمسة أشخاص في تونس، فيما قصفت طائرات إسرائيلية مواقع في غزة.", 2),
]


def drafted(text: str, codebook: Codebook, *, weighed: bool = True) -> Draft:
    article = Article(id="t", title="", text=text, published=PUBLISHED)
    draft = draft_of(article, tools_of(codebook)) if weighed else draft_of(article, tools_of(codebook), teller=None)
    assert draft is not None
    return draft


@pytest.mark.parametrize(("text", "tellings"), CASES)
def test_triggers_of_one_incident_stand_together(codebook: Codebook, text: str, tellings: int) -> None:
    mentions = drafted(text, codebook).mentions
    assert len(mentions) == tellings
    assert [t.first for m in mentions for t in m.triggers] != []


def test_a_telling_with_an_act_is_no_mere_effect(codebook: Codebook) -> None:
    [mention] = drafted(CASES[0][0], codebook).mentions
    assert not mention.effect_only and mention.type == "attack"
    assert len(mention.filled) == len(mention.triggers) > 1


def test_triggers_that_nobody_weighed_part_by_their_types(codebook: Codebook) -> None:
    [mention] = drafted(CASES[0][0], codebook, weighed=False).mentions
    assert all(t.telling is None for t in mention.triggers) and len(mention.triggers) > 1
    assert len(drafted(CASES[3][0], codebook, weighed=False).mentions) == 2


def test_features_tell_what_stands_between(codebook: Codebook) -> None:
    draft = drafted(CASES[2][0], codebook)
    filled = sorted((f for m in draft.mentions for f in m.filled), key=lambda f: f.trigger.first)
    features = Sentence(draft.parse, filled[0].trigger.sentence, draft.places).features(filled[0], filled[-1], len(filled) - 2)
    assert features["place_between"] and features["date_between"] and features["place_each"] and features["commas"]
    assert features["families.demonstration.violence"] == 1.0 and "compatible" not in features
    assert all(-3 <= v <= 3 for v in features.values())


def test_a_long_sentence_takes_no_longer_for_each_trigger(codebook: Codebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each trigger is set against a bounded number of others, however many its sentence has."""
    calls = 0
    plain = Sentence.features

    def counted(self: Sentence, a: Filled, b: Filled, between: int) -> dict[str, float]:
        nonlocal calls
        calls += 1
        return plain(self, a, b, between)

    monkeypatch.setattr(Sentence, "features", counted)
    n = 60
    drafted("قتل جندي في هجوم وقع في بعقوبة و" * n, codebook)
    assert 0 < calls <= 24 * 3 * n
