"""Tolls as the press writes them: who fell before the verb or behind it, who is a part of them, and what is counted besides."""

from __future__ import annotations

from datetime import date

import pytest

from isnad.codebook import Codebook
from isnad.model import Article
from isnad.reading import read

TOLD = [
    ("parts behind the verb", "وأكد المرصد أن 24 شخصا أصيبوا، بينهم ستة أطفال، جراء قصف على مدينة حلب.", "injured", 24),
    (
        "parts right behind it",
        "قال مصدر إن نحو ثلاثين عنصرا من الميليشيا قتلوا بينهم القيادي سالم المنصوري بغارات شمال صعدة.",
        "killed",
        30,
    ),
    ("a victim by a pronoun", "أطلق مسلحون مجهولون النار على ناشط مدني وسط مدينة البصرة فأردوه قتيلا.", "killed", 1),
    ("two of them", "أطلق مسلحون النار على شرطيين في بغداد فأردوهما قتيلين.", "killed", 2),
    ("bodies by their number", "عثر على جثث سبعة جنود خطفوا الأسبوع الماضي في بنغازي.", "killed", 7),
    ("vehicles are no dead", "قتل الجيش 15 مسلحا ودمر ثلاث سيارات في شمال سيناء.", "killed", 15),
    ("stabbed", "قتلت الشرطة رجلا بعد أن طعن امرأتين في مرسيليا.", "injured", 2),
    ("stabbed to death", "طعن رجل ثلاثة أشخاص حتى الموت في مدينة هوتان.", "killed", 3),
    ("treated", "قصفت طائرات بلدة سراقب بغاز الكلور، وقال الدفاع المدني إن 12 شخصا تلقوا العلاج في مستشفى البلدة.", "injured", 12),
    ("one behind a plural", "اغتال مسلحون مجهولون إمام مسجد في عدن.", "killed", 1),
]


@pytest.mark.parametrize(("text", "field", "n"), [t[1:] for t in TOLD], ids=[t[0] for t in TOLD])
def test_a_toll_is_read_as_it_is_written(codebook: Codebook, text: str, field: str, n: int) -> None:
    reports = read(Article(id="t", text=text, published=date(2018, 5, 14)), codebook).reports
    told = [getattr(r, field) for r in reports]
    assert [count.n for count in told if count is not None] == [n]
