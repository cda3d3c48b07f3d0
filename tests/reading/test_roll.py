"""The places of an article are described once for all its incidents, and described as each of them sees them."""

from __future__ import annotations

import gc
from datetime import date

from isnad.codebook import Codebook
from isnad.model import Article
from isnad.reading import read
from isnad.reading.draft import Draft, draft_of
from isnad.reading.incident.placing import place_candidates
from isnad.reading.incident.roll import roll_of
from isnad.reading.tools import tools_of

TEXT = "قتل ثلاثة جنود في هجوم على مدينة غاو شمالي مالي.\nواعتقلت الشرطة خمسة أشخاص في مدينة غاو، ثم في تمبكتو."


def draft(codebook: Codebook) -> Draft:
    found = draft_of(Article(id="t", title="", text=TEXT, published=date(2021, 4, 8)), tools_of(codebook))
    assert found is not None
    return found


def test_one_roll_serves_all_incidents_of_an_article(codebook: Codebook) -> None:
    one = draft(codebook)
    roll = roll_of(one.parse, one.places)
    assert roll_of(one.parse, one.places) is roll
    assert roll_of(one.parse, one.places[:1]) is not roll


def test_places_are_counted_by_what_they_name(codebook: Codebook) -> None:
    one = draft(codebook)
    roll = roll_of(one.parse, one.places)
    assert roll.most == 2 and sum(n == 2 for n in roll.counts.values()) == 1  # Gao
    assert [p.sentence for found in roll.inside.values() for p in found] == sorted(p.sentence for p in one.places)


def test_what_a_place_says_itself_stands_in_every_candidate_unchanged(codebook: Codebook) -> None:
    one = draft(codebook)
    roll = roll_of(one.parse, one.places)
    before = [(dict(roll.features(one.parse, p)), roll.words(one.parse, p)) for p in one.places]
    for mention in one.mentions:
        for candidate in place_candidates(one.parse, [mention], one.places, one.mentions)[:-1]:
            assert candidate.place is not None
            assert roll.features(one.parse, candidate.place).items() <= candidate.features.items()
            assert roll.words(one.parse, candidate.place) <= candidate.words
    assert [(roll.features(one.parse, p), roll.words(one.parse, p)) for p in one.places] == before


def test_what_was_read_of_an_article_goes_without_the_garbage_collector(codebook: Codebook) -> None:
    article = Article(id="t", title="", text=TEXT, published=date(2021, 4, 8))
    read(article, codebook)  # what is kept of words is made now
    gc.collect()
    gc.disable()
    try:
        assert read(article, codebook).reports
        assert gc.collect() == 0
    finally:
        gc.enable()
