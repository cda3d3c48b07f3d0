"""Figures that stand apart from their noun, in its form alone, in a list of names, or are denied: all of an item's, by field."""

from __future__ import annotations

from datetime import date

import pytest

from isnad.codebook import Codebook
from isnad.model import Article
from isnad.reading import read

FIELDS = ("killed", "injured", "arrested", "abducted")
TOLD = [
    ("a dual with a pronoun, subject", "لقي ضابط ومرافقاه حتفهم في كمين مسلح بمحافظة الأنبار.", {"killed": 3}),
    ("a dual with a pronoun, genitive", "مقتل امرأة وطفليها بقصف مدفعي على درعا.", {"killed": 3}),
    ("children by their number", "تسبب القصف الصاروخي في مقتل أم وأطفالها الثلاثة في مدينة تعز.", {"killed": 4}),
    ("one behind a plural that governs none", "اغتال مسلحون القاضي سالم الورفلي وسائقه في مدينة درنة.", {"killed": 2}),
    ("a dual behind a force", "اعتقلت قوات الاحتلال الشابين أمجد صالح ورائد فارس من بلدة بيت أمر.", {"arrested": 2}),
    ("names behind a title", "استشهد الشبان محمد الخطيب وأحمد سرور ويوسف عابد وخالد النجار برصاص الاحتلال في جنين.", {"killed": 4}),
    ("a rank between two who fell", "اغتيال القيادي البارز في الحركة محمد النجار ونجله بعبوة لاصقة في صيدا.", {"killed": 2}),
    ("his men behind his group", "تصفية قيادي في الجماعة وأربعة من عناصره في عملية أمنية بمحافظة بني سويف.", {"killed": 5}),
    (
        "a title with a second name",
        "استشهد الأسير المحرر وليد جابر وأصيب ثلاثة من أبنائه برصاص مستوطنين قرب سلفيت.",
        {"killed": 1, "injured": 3},
    ),
    ("victims put off", "راح ضحية التفجير الذي هز سوقا شعبيا في مقديشو 18 شخصا.", {"killed": 18}),
    ("lives behind the place", "أودى هجوم انتحاري على مسجد في بيشاور بحياة 25 مصليا.", {"killed": 25}),
    ("reaped lives", "حصد انفجار سيارة مفخخة في البصرة أرواح 14 شخصا.", {"killed": 14}),
    ("a number before its verb", "قال المرصد السوري إن 26 على الأقل قتلوا في ضربات جوية على بلدة في محافظة دير الزور.", {"killed": 26}),
    ("a number before its noun", "أسفر الانفجار عن وقوع 3 إصابات في صفوف الجنود في رفح.", {"injured": 3}),
    ("numbers behind their nouns", "ذكرت مصادر أمنية أن القتلى ستة والجرحى أحد عشر في تفجير سوق ببعقوبة.", {"killed": 6, "injured": 11}),
    ("who the dead are", "ذكرت مصادر محلية أن القتلى هم ثلاثة مدنيين وجندي في الهجوم على قرية بشمال بوركينا فاسو.", {"killed": 4}),
    ("a toll that rose from one to another", "ارتفعت حصيلة ضحايا الهجوم على المسجد في كابول من 20 إلى 31 قتيلا.", {"killed": 31}),
    ("a toll at the end", "أعلن مسؤول محلي ارتفاع عدد قتلى الهجوم الانتحاري في مقديشو إلى 19 شخصا.", {"killed": 19}),
    ("a toll ahead", "ارتفع إلى 14 عدد قتلى التفجير الذي استهدف مسجدا في ديالى.", {"killed": 14}),
    ("two tolls", "ارتفعت حصيلة القتلى إلى 20 والمصابين إلى 50 في تفجير بسوق في كويتا.", {"killed": 20, "injured": 50}),
    ("the bomber besides", "قتل سبعة أشخاص إضافة إلى الانتحاري في هجوم على سوق بمدينة كولوفاتا.", {"killed": 8}),
    ("of one family", "أدت غارة إلى مقتل 7 أطفال من عائلة واحدة في كابول.", {"killed": 7}),
    ("dead and wounded together", "سقوط 25 شخصا بين قتيل وجريح في تفجير بسوق في ديالى.", {"killed": None, "injured": None}),
    ("dead and wounded by one", "قتلت الميليشيات وأصابت عشرات المدنيين في قصفها لأحياء تعز.", {"killed": None, "injured": None}),
    ("dead of their wounds", "توفي جريحان متأثرين بإصابتهما ليرتفع عدد قتلى التفجير في بغداد إلى 12.", {"killed": 12}),
    ("no dead", "انفجرت عبوة ناسفة في بغداد دون أن تسفر عن سقوط ضحايا.", {}),
    ("a dual before a genitive", "لقي رجلا أمن وثلاثة مسلحين مصرعهم في اشتباك وقع جنوب مدينة العريش.", {"killed": 5}),
    ("wounded by an adjective", "نقل ثلاثة جنود جرحى إلى المستشفى بعد اشتباكات مع مسلحين في كيدال.", {"injured": 3}),
    ("what many suffered", "تعرض 119 فلسطينيا لإصابات مختلفة برصاص الجيش الإسرائيلي في غزة.", {"injured": 119}),
    ("what one suffered to death", "تعرض شابان للضرب حتى الموت على أيدي حشد غاضب في ولاية بيهار الهندية.", {"killed": 2}),
    ("how two were killed", "قتل شخصان طعنا داخل متجر في مدينة مرسيليا.", {"killed": 2}),
    ("how three were killed, by a noun", "مقتل ثلاثة مستوطنين طعنا في بلدة قرب الخليل.", {"killed": 3}),
    ("more besides, before the verb", "قالت الشرطة إن أربعة أشخاص إضافة إلى مرتكب الهجوم قتلوا في ليون.", {"killed": 5}),
    ("two titles of one", "ألقت الشرطة القبض على المحامي والناشط الحقوقي كريم فوزي في الإسكندرية.", {"arrested": 1}),
    ("two by a participle", "أودع النائبان سليم دمير وهدى كايا الموقوفان منذ نوفمبر 2016 السجن في أنقرة.", {"arrested": 2}),
    ("those thought to be others", "قتل مسلحون يشتبه بأنهم متطرفون 18 شخصا على الأقل في هجوم على فندق في بوبو.", {"killed": 18}),
    ("names behind a pronoun", "قتل عناصر من الحرس الوطني، وهم سقراط الشارني وعماد الحيزي ورضا المناصري، في القصرين.", {"killed": 3}),
    ("what those told do, behind a pronoun", "قتل جنود، وهم يحاولون صد الهجوم وإجلاء الجرحى، في القصرين.", {"killed": None}),
    ("dead that are feared", "هز انفجار قوي العاصمة كابول وسط مخاوف من وقوع قتلى.", {}),
    (
        "one of those of whom nothing is known",
        "استعملت الشرطة الغاز المسيل للدموع لتفريق متظاهرين في صفاقس ما أدى إلى إصابة أحد المشاركين بالاختناق.",
        {"injured": 1},
    ),
    (
        "all aboard, dead and wounded",
        "أسفرت الغارات على صعدة عن تدمير آليات للحوثيين ومصرع وإصابة جميع من كان على متنها.",
        {"killed": None, "injured": None},
    ),
    (
        "dead and wounded, told at a distance",
        "سقط خمسة ضحايا على الأقل ما بين قتيل وجريح في تفجير بمدينة عدن.",
        {"killed": None, "injured": None},
    ),
    ("one of his men", "لقي ضابط مصرعه مع أحد الجنود في كمين قرب العريش.", {"killed": 2}),
    ("a plural of which no number is told", "اعتقلت السلطات أمس مجموعة من الناشطات في مجال حقوق المرأة في الرياض.", {"arrested": None}),
    ("said twice how many", "اعتقلت قوات الأمن جميع أفراد الشرطة المحلية وعددهم 27 فردا في بلدة أوكامبو المكسيكية.", {"arrested": 27}),
    ("two by a pronoun", "قبضت الشرطة على المشتبه بهما في تنفيذ الهجوم على الكنيسة بمانيلا.", {"arrested": 2}),
]


@pytest.mark.parametrize(("text", "told"), [t[1:] for t in TOLD], ids=[t[0] for t in TOLD])
def test_figures_are_read_as_they_are_told(codebook: Codebook, text: str, told: dict[str, int | None]) -> None:
    reports = read(Article(id="t", text=text, published=date(2018, 5, 14)), codebook).reports
    assert {f: count.n for r in reports for f in FIELDS if (count := getattr(r, f)) is not None} == told
