"""Numbers in texts: values, qualifiers, ranges, and what is no count."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from isnad.reading.number.counts import Number, Numbers, find_numbers
from isnad.text import Text
from isnad.text.fold import folded

CODEBOOK = Path(__file__).parents[2] / "isnad" / "codebook"


@pytest.fixture(scope="module")
def lexicon() -> Numbers:
    return Numbers.compile(yaml.safe_load((CODEBOOK / "numbers.yaml").read_text(encoding="utf-8")))


def _found(sentence: str, lexicon: Numbers) -> list[tuple[str, Number]]:
    text = Text.of(sentence)
    return [(text.cut(text.tokens[n.first].start, text.tokens[n.last - 1].end), n) for n in find_numbers(text, lexicon)]


@pytest.mark.parametrize(
    ("sentence", "n"),
    [
        ("قُتل ثلاثة جنود", 3),
        ("أوقف الأعوان 06 عناصر", 6),
        ("أوقف الأعوان 5عناصر", 5),
        ("خمسة عشر جنديا", 15),
        ("خمس عشرة امرأة", 15),
        ("اثني عشر مسلحا", 12),
        ("إحدى عشرة ضحية", 11),
        ("واحد وعشرين قتيلا", 21),
        ("إحدى وعشرين امرأة", 21),
        ("39 تسعة وثلاثون قتيلا", 39),
        ("سبعة و خمسون جريحا", 57),
        ("مئة وخمسة وعشرون قتيلا", 125),
        ("مائتي مقاتل", 200),
        ("ثلاث مئة نازح", 300),
        ("ثلاثمائة وأربعة نازحين", 304),
        ("ألفين وثلاثمئة مقاتل", 2300),
        ("ألف شخص", 1000),
        ("4 آلاف نازح", 4000),
        ("12 ألفا و500 نازح", 12500),
        ("خمسة وعشرين ألف لاجئ", 25000),
        ("مليون وخمسة وعشرين ألفا وسبعة لاجئين", 1025007),
        ("3.5 ملايين لاجئ", 3500000),
        ("1.200 شخص", 1200),
        ("1,200,000 لاجئ", 1200000),
        ("٢٣ متظاهرا", 23),
        ("2000 مقاتل وصلوا", 2000),
        ("القتلى الثلاثة", 3),
        ("شخصين اثنين", 2),
        ("ل20 موقوفا", 20),
        ("تتكون من5 عناصر", 5),
        ("أعلن أن 21 شخصا قتلوا", 21),  # "آن" (moment) is folded to the same letters
        ("ما مجموعه 76 شخصا", 76),
        ("من طرف ثلاثة أشخاص", 3),
        ("وأصيب خمسة يوم السبت", 5),  # a day of the week, not five days
        ("وقُتل أربعة مساء أمس", 4),
        ("الـ15 الباقين", 15),
    ],
)
def test_exact(sentence: str, n: int, lexicon: Numbers) -> None:
    [(_, number)] = _found(sentence, lexicon)
    assert (number.n, number.low, number.high, number.q, number.kind) == (n, n, n, "exact", "count")


@pytest.mark.parametrize(
    ("sentence", "words", "n", "low", "high", "q"),
    [
        ("مقتل ما لا يقل عن ثلاثة وعشرين شخصا", "ما لا يقل عن ثلاثة وعشرين", 23, 23, None, "at_least"),
        ("أصيب أكثر من عشرين", "أكثر من عشرين", 20, 20, None, "at_least"),
        ("بأكثر من 40 قتيلا", "بأكثر من 40", 40, 40, None, "at_least"),
        ("12 على الأقل", "12 على الأقل", 12, 12, None, "at_least"),
        ("مقتل ما يصل إلى 75 شخصا", "ما يصل إلى 75", 75, None, 75, "at_most"),
        ("قتل 12 شخصا على الأقل", "12", 12, 12, None, "at_least"),
        ("جرح ستة من رجال الشرطة على الأقل", "ستة", 6, 6, None, "at_least"),
        ("ما يزيد على مئة مقاتل", "ما يزيد على مئة", 100, 100, None, "at_least"),
        ("لا يزيد على 20 رجلا", "لا يزيد على 20", 20, None, 20, "at_most"),
        ("أقل من عشرة مسلحين", "أقل من عشرة", 10, None, 10, "at_most"),
        ("نحو 30 شخصا", "نحو 30", 30, None, None, "about"),
        ("زهاء ألفي مقاتل", "زهاء ألفي", 2000, None, None, "about"),
        ("30 مسلحا تقريبا", "30", 30, None, None, "about"),
        ("من 3 إلى 5 عناصر", "من 3 إلى 5", 3, 3, 5, "about"),
        ("ما بين 10 و15 مسلحا", "ما بين 10 و15", 10, 10, 15, "about"),
        ("بين عشرة وخمسة عشر مسلحا", "بين عشرة وخمسة عشر", 10, 10, 15, "about"),
        ("خمسة إلى ستة أشخاص", "خمسة إلى ستة", 5, 5, 6, "about"),
        ("ثلاثة أو أربعة مسلحين", "ثلاثة أو أربعة", 3, 3, 4, "about"),
        ("3-5 قتلى", "3-5", 3, 3, 5, "about"),
        ("ما بين 20 و30 ألف مقاتل", "ما بين 20 و30 ألف", 20000, 20000, 30000, "about"),
        ("من 500 إلى ألف مقاتل", "من 500 إلى ألف", 500, 500, 1000, "about"),
        ("عشرات القتلى", "عشرات", None, 20, None, "vague"),
        ("مئات الجرحى", "مئات", None, 200, None, "vague"),
        ("عشرات الآلاف من النازحين", "عشرات الآلاف", None, 20000, None, "vague"),
        ("آلاف المحتجين", "آلاف", None, 2000, None, "vague"),
        ("عدد من الجنود", "عدد من", None, 2, None, "vague"),
        ("جرح عدد منهم", "عدد منهم", None, 2, None, "vague"),
        ("وإصابة عدد آخر", "عدد آخر", None, 2, None, "vague"),
        ("والعديد من الجرحى", "والعديد من", None, 2, None, "vague"),
        ("بعض السكان", "بعض", None, 2, None, "vague"),
        ("مليون ونصف مليون نازح", "مليون ونصف مليون", None, None, None, "vague"),
    ],
)
def test_qualified(sentence: str, words: str, n: int | None, low: int | None, high: int | None, q: str, lexicon: Numbers) -> None:
    [(cut, number)] = _found(sentence, lexicon)
    assert (cut, number.n, number.low, number.high, number.q, number.kind) == (words, n, low, high, q, "count")


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("قتل ثلاثة وأصيب خمسة", [3, 5]),
        ("مئة قتيل وخمسة جرحى", [100, 5]),
        ("قتل 4 وجرح 12", [4, 12]),
        ("ارتفعت الحصيلة من 3 إلى 5 قتلى", [3, 5]),
        ("3.400 قتيل و12,500 جريح", [3400, 12500]),
    ],
)
def test_several(sentence: str, values: list[int], lexicon: Numbers) -> None:
    assert [n.n for _, n in _found(sentence, lexicon) if n.kind == "count"] == values


@pytest.mark.parametrize(
    "sentence",
    [
        "في 2015", "عام 2014", "يوم 3 أبريل", "23 من جويلية", "يومي 3 و5 مارس", "16/04/2024", "2018-04-16", "الساعة 10", "10:30",
        "رجل عمره 30 عاما", "البالغ من العمر 30 عاما", "12 في المئة", "12%", "6.75 بالمئة", "بنسبة مئة بالمئة", "120 كلم",
        "بين 10 و15 كلم", "رصاصة عيار 9 ملم", "500 دولار", "3.5 درجة", "القرار رقم 12", "طائرة F-16", "دبابة T4", "فرانس 24",
        "الشهر الثالث", "الثالث عشر", "منذ سبع سنوات", "عدة أيام", "24 ساعة", "20123456789", "5+1", "3 كيلوغرامات", "ثلاث مرات",
        "في وقت واحد", "صفر", "بين 2007 و2011",
    ],
)  # fmt: skip
def test_no_count(sentence: str, lexicon: Numbers) -> None:
    assert [words for words, n in _found(sentence, lexicon) if n.kind == "count"] == []


@pytest.mark.parametrize("sentence", ["يوم الاثنين", "لست أدري", "كميات من السلاح", "مدير بعده", "هاجم مسلحون", ""])
def test_no_number(sentence: str, lexicon: Numbers) -> None:
    assert _found(sentence, lexicon) == []


def test_months_of_the_calendar_are_known(lexicon: Numbers) -> None:
    calendar = yaml.safe_load((CODEBOOK / "calendar.yaml").read_text(encoding="utf-8"))
    names = {folded(form).split()[0] for forms in calendar["months"].values() for form in forms}
    assert names <= lexicon.months


@pytest.mark.parametrize("sentence", ["9" * 5000, "5 م²", "2² ²", "1/2/3/4", "( 12", "من", "ما بين 5", "مليون ونصف"])
def test_odd_input_is_read_without_error(sentence: str, lexicon: Numbers) -> None:
    assert all(0 <= n.first < n.last for _, n in _found(sentence, lexicon))
