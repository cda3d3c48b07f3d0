"""Written forms of verbs and nouns: those that the news writes are there, with what they say, and no others' forms."""

from __future__ import annotations

import pytest

from isnad.text.fold import folded
from isnad.text.morphology import Form, nisba_forms, noun_forms, present_of, verb_forms


def forms_of(found: list[Form], letters: str) -> list[Form]:
    return [f for f in found if f.letters == folded(letters)]


# past, present where it is not regular, and the forms that must be among them.
VERBS: list[tuple[str, str | None, list[str]]] = [
    # sound
    ("قتل", None, ["قتل", "قتلت", "قتلوا", "قتلا", "قتلتا", "يقتل", "تقتل", "نقتل", "يقتلون", "يقتلوا", "يقتلان", "تقتلان"]),
    ("اعتقل", None, ["اعتقلت", "اعتقلوا", "اعتقلن", "يعتقل", "تعتقل", "يعتقلون", "يعتقلن"]),
    ("هاجم", None, ["هاجمت", "هاجموا", "يهاجم", "يهاجمون"]),
    # hollow
    ("أصاب", "يصيب", ["أصاب", "أصابت", "أصابوا", "يصيب", "تصيب", "يصيبون"]),
    ("قام", "يقوم", ["قام", "قامت", "قاموا", "يقوم", "تقوم", "يقومون"]),
    # defective, in ى, in ا and in ي
    ("ألقى", "يلقي", ["ألقى", "ألقت", "ألقوا", "ألقيا", "ألقتا", "يلقي", "تلقي", "يلق", "يلقون", "يلقوا", "يلقيان"]),
    ("دعا", "يدعو", ["دعا", "دعت", "دعوا", "دعتا", "يدعو", "تدعو", "يدعون"]),
    ("لقي", "يلقى", ["لقي", "لقيت", "لقوا", "لقيا", "يلقى", "يلقون"]),
    # doubled
    ("شن", "يشن", ["شن", "شنت", "شنوا", "يشن", "تشن", "يشنون"]),
    # hamzated: the seat of the hamza changes
    ("أنشأ", "ينشئ", ["أنشأت", "أنشأوا", "أنشؤوا", "ينشئ", "ينشئون"]),
    ("بدأ", None, ["بدأت", "بدأوا", "بدؤوا", "يبدأ", "يبدأون", "يبدؤون"]),
    ("أسر", "يأسر", ["أسر", "أسرت", "أسروا", "يأسر", "يأسرون"]),
]


@pytest.mark.parametrize(("past", "present", "expected"), VERBS)
def test_forms_of_a_verb(past: str, present: str | None, expected: list[str]) -> None:
    letters = {f.letters for f in verb_forms(past, present)}
    assert {folded(e) for e in expected} - letters == set()


# A form that is another word must not come of the lemma.
STRANGERS = [("بدأ", None, "يبدون"), ("دعا", "يدعو", "دعاوا"), ("ألقى", "يلقي", "ألقاوا"), ("شن", "يشن", "شنن"), ("قتل", None, "قتلون"),
             ("أصاب", "يصيب", "أصابن")]  # fmt: skip


@pytest.mark.parametrize(("past", "present", "stranger"), STRANGERS)
def test_forms_that_a_verb_has_not(past: str, present: str | None, stranger: str) -> None:
    assert not forms_of(verb_forms(past, present), stranger)


VERB_FEATURES = [
    ("قتل", None, "قتلت", {("may", "past", "one", "f")}),
    ("قتل", None, "قتلوا", {("no", "past", "many", "m")}),
    ("قتل", None, "قتلو", {("must", "past", "many", "m")}),  # قتلوهم
    ("قتل", None, "يقتلون", {("no", "present", "many", "m")}),
    ("ألقى", "يلقي", "ألقى", {("no", "past", "one", "m")}),
    ("ألقى", "يلقي", "ألقا", {("must", "past", "one", "m")}),  # ألقاها
]


@pytest.mark.parametrize(("past", "present", "letters", "expected"), VERB_FEATURES)
def test_what_a_verb_form_says(past: str, present: str | None, letters: str, expected: set[tuple[str, str, str, str]]) -> None:
    assert {(f.suffix, f.tense, f.number, f.gender) for f in forms_of(verb_forms(past, present), letters)} == expected


def test_the_passive_that_is_written_otherwise() -> None:
    found = verb_forms("أصاب", "يصيب", ("أصيب", "يصاب"))
    assert {f.tense for f in forms_of(found, "أصيبت")} == {"passive"}
    assert {f.tense for f in forms_of(found, "يصابون")} == {"passive"}
    assert {f.tense for f in forms_of(found, "أصابت")} == {"past"}


@pytest.mark.parametrize(
    ("past", "expected"), [("قتل", "يقتل"), ("اعتقل", "يعتقل"), ("أطلق", "يطلق"), ("استهدف", "يستهدف"), ("تظاهر", "يتظاهر")]
)
def test_the_regular_present(past: str, expected: str) -> None:
    assert present_of(past) == expected


# lemma, its number, a form, and (suffix, number) of it; None: not a form.
NOUNS: list[tuple[str, str, str, tuple[str, str] | None]] = [
    ("هجوم", "one", "هجوم", ("may", "one")),
    ("هجوم", "one", "هجوما", ("no", "one")),
    ("جندي", "one", "جنديان", ("no", "two")),
    ("جندي", "one", "جنديين", ("no", "two")),
    ("جندي", "one", "جنديا", ("no", "one")),
    ("غارة", "one", "غارة", ("no", "one")),
    ("غارة", "one", "غارت", ("must", "one")),  # غارتها
    ("غارة", "one", "غارتان", ("no", "two")),
    ("غارة", "one", "غارتين", ("no", "two")),
    ("غارة", "one", "غارةا", None),
    ("غارات", "many", "غاراتان", None),
    ("غارات", "many", "غارات", ("may", "many")),
    ("مسلحون", "many", "مسلحون", ("no", "many")),
    ("مسلحون", "many", "مسلحين", ("may", "many")),
    ("مسلحون", "many", "مسلحو", ("may", "many")),  # مسلحو التنظيم، مسلحوه
    ("مسلحين", "many", "مسلحي", ("may", "many")),  # مسلحي التنظيم، مسلحيه
    ("مسلحون", "many", "مسلحونين", None),
    ("قتلى", "many", "قتلى", ("may", "many")),
    # the first noun of an idafa or of a noun with its adjective is inflected, the rest stays
    ("إطلاق نار", "one", "إطلاق نار", ("may", "one")),
    ("عبوة ناسفة", "one", "عبوتان ناسفة", ("no", "two")),
    ("هجوم انتحاري", "one", "هجوما انتحاري", ("no", "one")),
    ("عبوة ناسفة", "one", "عبوت ناسفة", None),
]


@pytest.mark.parametrize(("lemma", "number", "letters", "expected"), NOUNS)
def test_forms_of_a_noun(lemma: str, number: str, letters: str, expected: tuple[str, str] | None) -> None:
    found = {(f.suffix, f.number) for f in forms_of(noun_forms(lemma, number), letters)}
    if expected and " " in lemma:
        expected = ("no", expected[1])  # nothing is glued to the first of several words
    assert found == ({expected} if expected else set())


NISBA = [
    ("تونسي", "one", "m"), ("تونسية", "one", "f"), ("تونسيا", "one", "m"), ("تونسيون", "many", "m"), ("تونسيين", "many", "m"),
    ("تونسيو", "many", "m"), ("تونسيات", "many", "f"), ("تونسيان", "two", "m"), ("تونسيتان", "two", "f"), ("تونسيتين", "two", "f"),
]  # fmt: skip


@pytest.mark.parametrize(("letters", "number", "gender"), NISBA)
def test_forms_of_a_nisba(letters: str, number: str, gender: str) -> None:
    assert [(f.number, f.gender) for f in forms_of(nisba_forms("تونسي"), letters)] == [(number, gender)]


@pytest.mark.parametrize(
    "found", [verb_forms("ألقى", "يلقي", ("ألقي",)), noun_forms("غارة"), noun_forms("مسلحون", "many"), nisba_forms("يمني")]
)
def test_forms_are_folded_and_stand_once(found: list[Form]) -> None:
    assert all(folded(f.letters) == f.letters for f in found)
    assert len(set(found)) == len(found)
