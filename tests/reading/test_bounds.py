"""Where a party ends and the next begins, whose a target is, and which names that are written alike are meant."""

from __future__ import annotations

import pytest

from isnad.codebook import Codebook
from isnad.model import Article
from isnad.reading import read
from isnad.reading.party.parties import find_parties
from tests.reading.helpers import cut, parsed, roles_in


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # An indefinite plural, dual or adjective governs nothing: the definite person behind it is another party.
        ("اغتال مسلحون الشيخ القبلي", ["مسلحون", "الشيخ القبلي"]),
        ("خطف مسلحون مجهولون الطبيب", ["مسلحون مجهولون", "الطبيب"]),
        ("قتل مسلحان ملثمان العقيد", ["مسلحان ملثمان", "العقيد"]),
        ("قتلت عناصر مسلحة القاضي", ["عناصر مسلحة", "القاضي"]),
        ("استهدف مسلحون قبليون الجنود", ["مسلحون قبليون", "الجنود"]),
        ("أحرق مستوطنون النار", ["مستوطنون"]),
        # What they open, besiege or storm is no adjective of theirs.
        ("أطلقت قوات الأمن النار", ["قوات الأمن"]),
        ("حاصرت قوات النظام المدينة", ["قوات النظام"]),
        ("قوات النظام السوري", ["قوات النظام السوري"]),
        # Persons behind a definite body are no adjective of it.
        ("فرقت قوات الأمن المتظاهرين", ["قوات الأمن", "المتظاهرين"]),
        ("فرقت قوات مكافحة الشغب الطلبة", ["قوات مكافحة الشغب", "الطلبة"]),
        ("قتل الجيش الإسرائيلي الفلسطينيين", ["الجيش الإسرائيلي", "الفلسطينيين"]),
        ("اعتقلت أجهزة السلطة الفلسطينية الصحفي", ["أجهزة السلطة الفلسطينية", "الصحفي"]),
        ("أعدم عناصر داعش الإعلامي", ["عناصر داعش", "الإعلامي"]),
        ("قتل مسلحو الحركة الإرهابيون", ["مسلحو الحركة الإرهابيون"]),
        ("الفصائل المسلحة المعارضة", ["الفصائل المسلحة المعارضة"]),
        # Other nouns behind a plural or a name.
        ("احتجز مسلحون رهائن", ["مسلحون", "رهائن"]),
        ("خطف مقاتلو داعش نساء", ["مقاتلو داعش", "نساء"]),
        ("قتلت طائرة مسيرة أميركية القيادي", ["طائرة مسيرة أميركية", "القيادي"]),
        # What describes one person, and what is only the charge.
        ("أعدموا مواطنا قبطيا", ["مواطنا قبطيا"]),
        ("توقيف أشخاص متهمين بالتخريب", ["أشخاص"]),
        ("إيقاف عناصر مشتبه في انتمائهم", ["عناصر"]),
        # Owners and members.
        ("دمروا رتلا للجيش", ["رتلا للجيش"]),
        ("اغتيال قيادي في حركة حماس", ["قيادي في حركة حماس"]),
        ("أصيب ضابط من الجيش اللبناني", ["ضابط من الجيش اللبناني"]),
        ("مواقع للمعارضة", ["معارضة"]),
        ("آلية تابعة للفرقة الثامنة", ["فرقة الثامنة"]),
        ("مقاتلون من قبيلة النوير", ["مقاتلون من قبيلة النوير"]),
        # Worn, not there.
        ("رجال يرتدون زي الشرطة", ["رجال"]),
        ("اغتالوا فجر أمس شرطيا", ["شرطيا"]),
    ],
)
def test_where_a_party_ends(codebook: Codebook, sentence: str, expected: list[str]) -> None:
    parse = parsed(sentence, codebook)
    assert [cut(parse, p) for p in find_parties(parse)] == expected


@pytest.mark.parametrize(
    ("sentence", "by", "against"),
    [
        ("هاجم مسلحو حركة الشباب قاعدة للقوات الأفريقية.", ["مسلحو حركة الشباب"], ["قوات الأفريقية"]),
        ("هاجم مسلحون حاجزا تابعا للشرطة.", ["مسلحون"], ["شرطة"]),
        ("استهدفت عبوة ناسفة رتلا للجيش.", [], ["رتلا للجيش"]),
        ("اغتال مسلحون، مساء السبت، وزير الدفاع السابق.", ["مسلحون"], ["وزير الدفاع السابق"]),
        ("هاجمت مجموعة مسلحة يرجح أنها محلية حافلة.", ["مجموعة مسلحة"], []),
        ("ذبح أربعة مزارعين بأيدي مقاتلين من التنظيم.", ["مقاتلين من التنظيم"], ["مزارعين"]),
        ("نفذت الشرطة اعتقالات في حق أعضاء الحركة.", ["الشرطة"], ["أعضاء الحركة"]),
        ("أسفر قصف الطيران الروسي مخبزا عن مقتل مدنيين.", ["الطيران الروسي"], ["مدنيين"]),
        ("استهدف قصف مدفعي لقوات النظام سوقا.", ["قوات النظام"], []),
        ("تظاهر العشرات أمام البرلمان.", ["العشرات"], []),
        ("أصيب العشرات في التفجير.", [], []),
    ],
)
def test_who_did_it_to_whom(codebook: Codebook, sentence: str, by: list[str], against: list[str]) -> None:
    assert roles_in(sentence, codebook)[:2] == (by, against)


@pytest.mark.parametrize(
    ("sentence", "id_"),
    [
        ("قتل مسلحو جماعة أنصار الإسلام جنديا شمالي بوركينا فاسو.", "ansarul_islam"),
        ("قتل مسلحو جماعة أنصار الإسلام جنديا في كردستان العراق.", "ansar_al_islam_iq"),
    ],
)
def test_names_written_alike(codebook: Codebook, sentence: str, id_: str) -> None:
    assert find_parties(parsed(sentence, codebook))[0].id == id_


def test_a_text_that_ends_with_an_owner(codebook: Codebook) -> None:
    """The phrase of a speaker was read on beyond the last word."""
    assert read(Article(id="x", title="", text="شن مسلحون هجوما على موقع تابع للجيش"), codebook).reports
