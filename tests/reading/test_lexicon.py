"""Lexicons as they are compiled: folded words, and phrases by their first word."""

from __future__ import annotations

import pytest

from isnad.reading.word.lexicon import by_first, folded_set, parted, phrases_of


@pytest.mark.parametrize(
    ("form", "first", "rest"),
    [("أمس", "امس", ()), ("أول من أمس", "اول", ("من", "امس")), ("  الليلة الماضية ", "الليله", ("الماضيه",))],
)
def test_the_first_word_is_parted_from_the_others(form: str, first: str, rest: tuple[str, ...]) -> None:
    assert parted(form) == (first, rest)


def test_the_longest_comes_first_and_equally_long_ones_as_given() -> None:
    found = [("a", "z"), ("a", "xxx"), ("a", "y"), ("b", "q"), ("a", "z")]
    assert by_first(found, len) == {"a": ("xxx", "z", "y"), "b": ("q",)}


def test_phrases_stand_under_their_first_word() -> None:
    assert phrases_of(["على يد", "على", "على أيدي قوات"]) == {"علي": (("علي", "ايدي", "قوات"), ("علي", "يد"), ("علي",))}


def test_a_set_holds_normal_forms() -> None:
    assert folded_set(["إلى", "الى", "مدينة"]) == {"الي", "مدينه"}
