"""Words without what is glued to them."""

from __future__ import annotations

import pytest

from isnad.reading.word.stems import light_stem, shape, stem


@pytest.mark.parametrize(("word", "expected"), [("والهجوم", "هجوم"), ("بالسيارة", "سيارة"), ("ولد", "ولد"), ("قتل", "قتل")])
def test_stems(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_forms_of_one_noun_share_their_light_stem_and_short_words_stay_whole() -> None:
    assert len({light_stem(w) for w in ("القوات", "قواته", "وقواتها", "قوات")}) == 1
    assert light_stem("مسلحا") == "مسلح" and light_stem("يد") == "يد"


def test_what_is_glued_to_a_word_is_named() -> None:
    assert shape("والمسلحون") == ["prefix.وال", "suffix.ون"]
    assert shape("يد") == []
