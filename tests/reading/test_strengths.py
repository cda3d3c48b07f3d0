"""Strengths in sentences made up for the tests, and figures that are none."""

from __future__ import annotations

import pytest

from isnad.codebook import Codebook, load
from isnad.model import Article, Strength
from isnad.reading import read


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load()


def _strengths(sentence: str, book: Codebook) -> list[Strength]:
    return read(Article(id="t", text=sentence), book).strengths


@pytest.mark.parametrize(
    ("sentence", "group", "n", "q"),
    [
        ("وقال التقرير إن هناك تنظيم القاعدة، بنحو 900 مقاتل", "تنظيم القاعدة", 900, "about"),
        ("أعلنت مصادر أن تنظيم داعش يبلغ عدد عناصره نحو 600 مقاتل", "تنظيم داعش", 600, "about"),
        ("وقدر التقرير عدد مقاتلي حركة الشباب بنحو 7 آلاف", "حركة الشباب", 7000, "about"),
        ("توجد قرب البلدة نحو 3 آلاف عنصر من داعش", "داعش", 3000, "about"),
        ("أعلنت الوزارة تفكيك خلية إرهابية تتكون من خمسة عناصر", "خلية إرهابية", 5, "exact"),
        ("ألقت الشرطة القبض على خلية من ثلاثة أفراد", "خلية", 3, "exact"),
        ("أعلنت الشرطة كشف خلية تكفيرية متكونة من عنصرين", "خلية تكفيرية", 2, "exact"),
        ("هاجمت مجموعة مسلحة مكونة من 12 مسلحا القرية", "مجموعة مسلحة", 12, "exact"),
        ("أعلن تشكيل قوة قوامها 300 جندي", "قوة", 300, "exact"),
        ("وقال إن كتيبة صقور الوادي تضم 500 مقاتل", "كتيبة صقور الوادي", 500, "exact"),
    ],
)
def test_told(sentence: str, group: str, n: int, q: str, book: Codebook) -> None:
    assert [(s.group, s.n, s.q) for s in _strengths(sentence, book)] == [(group, n, q)]


@pytest.mark.parametrize(
    "sentence",
    [
        "قتل نحو 40 عنصرا من داعش في الغارات",  # losses
        "أوقفت قوات الأمن 15 عنصرا من تنظيم القاعدة",  # arrests
        "أرسلت الوزارة 200 جندي إلى الحدود",  # a deployment
        "أعلنت الشرطة أن مجموعة مكونة من 6 أشخاص غرقت",  # any group of persons
        "تضم القائمة 12 مرشحا",
        "قوات سوريا الديمقراطية المؤلفة من مقاتلين عرب",  # a plural, not a dual
        "هاجم خمسة مسلحين من داعش نقطة تفتيش",
    ],
)
def test_not_told(sentence: str, book: Codebook) -> None:
    assert _strengths(sentence, book) == []


def test_fields(book: Codebook) -> None:
    article = Article(id="t", text="أعلنت الوزارة تفكيك خلية إرهابية تتكون من خمسة عناصر في مدينة صفاقس")
    strength = read(article, book).strengths[0]
    for field, words in (("group", strength.group), ("evidence", strength.evidence), ("place", strength.place)):
        start, end = strength.spans[field][0]
        assert article.raw[start:end] == words
    assert strength.place_en == "Sfax"
    assert strength.rules == {"n": "composed"}
