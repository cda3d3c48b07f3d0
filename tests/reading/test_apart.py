"""Figures apart from the word that counts: behind a comma, before an unknown noun, beside the number of those told, as an adjective."""

from __future__ import annotations

import pytest

from isnad.codebook import Codebook
from tests.reading.helpers import roles_in

FIGURES: list[tuple[str, dict[str, int | None]]] = [
    # behind a comma those counted, where the doer alone stands before it
    ("قتلت القوات الخميس، أربعة مسلحين في سرت.", {"killed": 4}),
    ("اعتقلت الشرطة أمس، خمسة من عناصر التنظيم.", {"arrested": 5}),
    ("اعتقال ميليشيات الحوثي الموالية لإيران، مئات التجار.", {"arrested": None}),
    ("مقتل جنود في سيناء، 7 منهم ضباط.", {"killed": None}),
    ("قتل قائد الشرطة في حلب، خمسة جنود فروا.", {"killed": 1}),
    # behind an event with a demonstrative, in brackets, behind the doer of a masdar
    ("قتل خلال هذا القصف 20 طفلا وستة راشدين.", {"killed": 26}),
    ("مقتل (5) وجرح (8) في صعدة.", {"killed": 5, "injured": 8}),
    ("مقتل شرطي (24 عاما) في صعدة.", {"killed": 1}),
    ("إثر قتل الجيش الإسرائيلي لنحو 60 فلسطينيا.", {"killed": 60}),
    ("مقتل الآلاف في حلب.", {"killed": None}),
    ("ألقت الشرطة القبض على اثنين آخرين.", {"arrested": 2}),
    # a noun that nobody knows, cases, many without a number
    ("سبعة حطابين على الأقل قتلوا في كفرنبل.", {"killed": 7}),
    ("تسجيل 21 حالة وفاة جراء قصف دوما.", {"killed": 21}),
    ("عشرات الإصابات في غزة.", {"injured": None}),
    ("رقم 12 الإصابات في غزة.", {}),
    # the number as an adjective
    ("إن القتلى الـ12 في درعا سوريون.", {"killed": 12}),
    ("نقل الجرحى العشرة إلى بغداد.", {"injured": 10}),
    ("نقل الجرحى عشرة كيلومترات.", {}),
    # how many those are of whom a clause says what befell them
    ("قدر عدد الذين قتلوا في حلب بنحو 380 شخصا.", {"killed": 380}),
    ("ليرتفع إلى ثلاثة عدد الناشطين الذين قتلوا في غزة.", {"killed": 3}),
    ("ارتفع عدد المتشددين الذين تم إلقاء القبض عليهم في السلط إلى خمسة.", {"arrested": 5}),
    ("ارتفع عدد الذين قتلوا منذ بدء الحرب.", {}),
    # more of those counted, whatever governs them, and of those who belong to others
    ("كانت من بين تسعة ناشطين اعتقلوا في أثينا.", {"arrested": 9}),
    ("إن نحو 119 من عناصر ميليشيا الحوثي الإرهابية قتلوا في صعدة.", {"killed": 119}),
    ("قالت ثلاثة مصادر إن المدنيين قتلوا في حلب.", {}),
    ("إطلاق سراح 30 سيدة وطفلا يحتجزهم التنظيم.", {"abducted": 30}),
]


@pytest.mark.parametrize(("sentence", "figures"), FIGURES)
def test_figures_apart_from_the_word_that_counts(codebook: Codebook, sentence: str, figures: dict[str, int | None]) -> None:
    assert roles_in(sentence, codebook)[2] == figures
