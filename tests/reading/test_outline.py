"""What every pair of a mention asks of it: what its words announce, and whom and how many it tells."""

from __future__ import annotations

from datetime import date

import pytest

from isnad.codebook import Codebook
from isnad.model import Article
from isnad.reading.draft import draft_of
from isnad.reading.incident.outline import Outline
from isnad.reading.tools import tools_of

CASES = [
    ("قتل ثلاثة جنود في بعقوبة.", {"verbal": True, "definite": False, "other_incident": False, "opens_with_place": False}),
    ("وقع الهجوم ليلا قرب بعقوبة.", {"verbal": False, "definite": True, "anaphoric": True}),
    ("وقع هجوم آخر قرب بعقوبة.", {"other_word": True, "other_incident": True, "definite": False}),
    ("وفي بعقوبة قتل جندي.", {"opens_with_place": True}),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_what_the_words_announce(codebook: Codebook, text: str, expected: dict[str, bool]) -> None:
    draft = draft_of(Article(id="t", title="", text=text, published=date(2021, 4, 8)), tools_of(codebook))
    assert draft is not None
    outline = Outline.of(draft.parse, draft.mentions[0])
    assert {name: getattr(outline, name) for name in expected} == expected


def test_whom_and_how_many_it_tells(codebook: Codebook) -> None:
    draft = draft_of(Article(id="t", title="", text="قتل ثلاثة جنود في بعقوبة.", published=date(2021, 4, 8)), tools_of(codebook))
    assert draft is not None
    outline = Outline.of(draft.parse, draft.mentions[0])
    assert outline.figures == {"killed": frozenset({3})}
    assert outline.generic and all(i.startswith("generic") for i in outline.generic)
    assert not outline.by and 0 < outline.told_first < 1
