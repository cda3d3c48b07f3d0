"""Those told before whom a pronoun, a dual or nothing takes up; the attacker among them; and duals beside others who are counted."""

from __future__ import annotations

from datetime import date

import pytest

from isnad.codebook import Codebook
from isnad.model import Article
from isnad.reading import read
from tests.reading.helpers import roles_in

FIGURES: list[tuple[str, dict[str, int | None]]] = [
    ("طارد الجيش مهاجمين اثنين وقتلا برصاص القوات.", {"killed": 2}),
    ("لقي الأخوان مصرعهما في باريس.", {"killed": 2}),
    ("أصابته الشظايا جرحا في رأسه.", {"injured": 1}),
    ("لقي الإخوة مصرعهم في باريس.", {}),
    ("أوقفت الشرطة سيارة واعتقلا شرطيا.", {"arrested": 1}),
    ("سحبا من السيارة وتعرضا للضرب حتى الموت على أيدي حشد.", {"killed": 2}),
    ("أطلق النار على سبعة جنود في سيناء فأرداهم قتلى.", {"killed": 7}),
    ("أوقف الجنود خمسة شبان وأعدموهم.", {"arrested": 5, "killed": 5}),
    ("وصل الشبان إلى القرية فأعدموهم.", {}),
    ("مقتل فرنسيين ومواطن ألماني في باريس.", {"killed": 3}),
    ("مقتل فرنسيين وثلاثة ألمان في باريس.", {"killed": 5}),
    ("مقتل فرنسيين ومدنيين في باريس.", {"killed": None}),
    ("المهاجم أردي قتيلا برصاص الشرطة.", {"killed": 1}),
    ("قتل رجل شخصين في ليون.", {"killed": 2}),
    ("قتل رجل أحد المارة في ليون.", {"killed": 1}),
]
ATTACKS = [
    ("a pronoun behind before", "أطلق مسلح النار على مصلين في باماكو فقتل ثلاثة أشخاص وأصاب خمسة قبل أن ترديه قوات الأمن قتيلا.", 4),
    ("a passive behind before", "قتل رجل شخصين في باريس وأصاب أربعة آخرين قبل أن يقتل برصاص الشرطة.", 3),
    ("a pronoun for the attacker", "أسفر الهجوم عن مقتل ثلاثة أشخاص، وأطلقت الشرطة النار على المهاجم فأردته قتيلا في لندن.", 4),
    ("others among the dead", "أطلقت الشرطة النار على المهاجم في لندن فأردته قتيلا. وأسفر الهجوم عن مقتل 3 أشخاص بينهم شرطي.", 4),
    ("the attacker among the dead", "أطلقت الشرطة النار على المهاجم في لندن فأردته قتيلا. وأسفر الهجوم عن مقتل 3 أشخاص بينهم المهاجم.", 3),
    ("no force, no attacker", "اغتيل الوزير في بيروت قبل أن تقتله الميليشيات.", 1),
]


@pytest.mark.parametrize(("sentence", "figures"), FIGURES)
def test_those_taken_up(codebook: Codebook, sentence: str, figures: dict[str, int | None]) -> None:
    assert roles_in(sentence, codebook)[2] == figures


@pytest.mark.parametrize(("text", "n"), [a[1:] for a in ATTACKS], ids=[a[0] for a in ATTACKS])
def test_the_attacker_is_counted_once(codebook: Codebook, text: str, n: int) -> None:
    (report,) = read(Article(id="a", text=text, published=date(2021, 4, 8)), codebook).reports
    assert report.killed is not None
    assert report.killed.n == n
