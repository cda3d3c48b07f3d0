"""Search keys: a word of a question is found in every form of it that a text may have, and in no other word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isnad.text.keys import found, keys, words

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
JOINING = ("", "و", "ف")
GLUED = ("", "ب", "ك", "ل")

# A question, and words in which it stands.
FINDS = [
    ("القصرين", ["القصرين", "بالقصرين", "والقصرين", "وبالقصرين", "للقصرين", "وللقصرين", "فللقصرين", "كالقصرين"]),
    ("قصرين", ["القصرين", "بالقصرين", "وللقصرين"]),
    ("بالقصرين", ["القصرين", "وللقصرين"]),
    ("وللقصرين", ["القصرين", "بالقصرين"]),
    ("تونس", ["تونس", "بتونس", "وتونس", "لتونس", "وبتونس", "ولتونس", "كتونس", "تُونُس", "تونــس"]),
    ("الجيش", ["جيش", "للجيش", "وجيش", "بجيش", "الجَيْش"]),
    ("إدلب", ["ادلب", "بإدلب", "وإدلب", "أدلب"]),
    ("غزة", ["غزه", "بغزة", "وغزة", "غزّة"]),
    ("فتح", ["فتح", "وفتح", "بفتح", "لفتح"]),
    ("بغداد", ["بغداد", "ببغداد", "وبغداد"]),
    ("كركوك", ["كركوك", "بكركوك", "وكركوك"]),
    ("لبنان", ["لبنان", "بلبنان", "ولبنان", "للبنان"]),
    ("الله", ["الله", "والله", "بالله"]),
    ("2018", ["2018", "٢٠١٨", "۲۰۱۸"]),
    ("Reuters", ["reuters", "REUTERS"]),
    ("شارع بورقيبة", ["شارع الحبيب بورقيبة"]),
]
# A question, and words in which it does not stand.
MISSES = [
    ("القصرين", ["القصر", "قصر", "القصرينية"]),
    ("تونس", ["التونسي", "تونسية", "نس"]),
    ("فتح", ["تح", "فاتح", "افتتح"]),
    ("لبنان", ["بنان", "لبن"]),
    ("بغداد", ["غداد", "بغدادي"]),
    ("كركوك", ["ركوك"]),
    ("2018", ["2019", "20180"]),
    ("شارع بورقيبة", ["شارع الحبيب", "بورقيبة"]),
]


def stands(question: str, text: str) -> bool:
    return set(words(question)) <= set(keys(text))


@pytest.mark.parametrize(("question", "texts"), FINDS)
def test_a_word_is_found_in_its_forms(question: str, texts: list[str]) -> None:
    missed = [t for t in texts if not stands(question, t)]
    assert not missed, missed


@pytest.mark.parametrize(("question", "texts"), MISSES)
def test_a_word_is_not_found_in_others(question: str, texts: list[str]) -> None:
    found_ = [t for t in texts if stands(question, t)]
    assert not found_, found_


@given(
    stem=st.text(alphabet=LETTERS, min_size=3, max_size=10),
    joining=st.sampled_from(JOINING),
    glued=st.sampled_from(GLUED),
    article=st.booleans(),
    asked_joining=st.sampled_from(JOINING),
    asked_glued=st.sampled_from(("", "ب", "ك", "ل")),
)  # fmt: skip
def test_whatever_is_glued_to_it(stem: str, joining: str, glued: str, article: bool, asked_joining: str, asked_glued: str) -> None:
    """A question with the article, whatever stands before it, finds the word with any clitics, with the article or without."""
    if stem.startswith("ال"):
        return  # the article of a word that begins like one cannot be told from its own letters
    text = joining + _with(glued, "ال" if article else "", stem)
    question = asked_joining + _with(asked_glued, "ال", stem)
    assert stands(question, text), (question, words(question), text, keys(text))


def _with(glued: str, article: str, stem: str) -> str:
    return f"لل{stem}" if glued == "ل" and article else glued + article + stem


@given(st.text(alphabet=LETTERS + "أإآىةؤئء ", max_size=40))
def test_a_text_answers_each_of_its_own_words(text: str) -> None:
    for word in text.split():
        assert stands(word, text), (word, words(word), keys(text))


@given(st.text(max_size=60))
def test_nothing_breaks_it(text: str) -> None:
    assert keys(text) == sorted(set(keys(text)))
    assert set(words(text)) <= set(keys(text)) | set(words(text))
    for start, end in found(text, text):
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    ("text", "question", "cuts"),
    [
        ("هجوم بالقصرين، ثم في القَصْرين", "القصرين", ["بالقصرين", "القَصْرين"]),
        ("الجيش والجيش وجيش", "جيش", ["الجيش", "والجيش", "وجيش"]),
        ("في تونـس سنة ٢٠١٨", "2018 تونس", ["تونـس", "٢٠١٨"]),
        ("لا شيء", "تونس", []),
        ("", "تونس", []),
    ],
)
def test_the_words_found_are_cut_from_the_text(text: str, question: str, cuts: list[str]) -> None:
    assert [text[a:b] for a, b in found(text, question)] == cuts
