"""Figures of those told with others: in company, besides, under one number, in a dual that its letters or its verb tell."""

from __future__ import annotations

from datetime import date

import pytest

from isnad.codebook import Codebook
from isnad.model import Article
from isnad.reading import read

FIELDS = ("killed", "injured", "arrested", "abducted")
TOLD = [
    ("with nobody knows how many", "لقي القيادي الحوثي أبو علي مصرعه مع عدد من مرافقيه في غارة جوية بمديرية صرواح.", {"killed": None}),
    (
        "a name and a day between",
        "قتل القيادي في الميليشيا حسين المطري، الأحد، مع عدد من أتباعه في قصف مدفعي غربي تعز.",
        {"killed": None},
    ),
    ("the death of those besides", "أسفر الهجوم على مركز الشرطة في باماكو عن مقتل ستة أشخاص، فضلا عن مقتل حارس واحد.", {"killed": 7}),
    ("two nouns under one number", "مقتل أكثر من 50 قياديا وعنصرا في حركة طالبان في غارة أمريكية على قندوز.", {"killed": 50}),
    ("one who is not under it", "مقتل 12 جنديا ومدني في هجوم على قاعدة في بورنو.", {"killed": 13}),
    ("one of the strikes", "وقتلت إحدى الغارات 17 شخصا في بلدة سراقب بريف إدلب.", {"killed": 17}),
    ("behind a chain of nouns", "وقتل في معركة السيطرة على معسكر اللواء، الأربعاء، أكثر من 90 عنصرا من الحوثيين.", {"killed": 90}),
    ("in brackets", "أسفرت العملية عن القضاء على (26) فردا تكفيريا شديد الخطورة بالعريش.", {"killed": 26}),
    ("prisoners who are killed", "عرض التنظيم شريطا يظهر قطع رأس رهينة أميركي و18 جنديا من الجيش السوري.", {"killed": 19}),
    ("captives beside the dead", "سقوط أكثر من 250 قتيلا في صفوف الميليشيا و87 أسيرا في معارك الحديدة.", {"killed": 250, "arrested": 87}),
    ("between whom they fell", "سقط 4 قتلى و9 جرحى في اشتباكات مسلحة بين سرايا الصدر ومسلحين قرب سامراء.", {"killed": 4, "injured": 9}),
    ("a dual by its verb", "قال ناشطون إن محتجين قتلا برصاص قوات الأمن في الناصرية.", {"killed": 2}),
    ("a dual by a fatha", "أصيب مستوطنَين بجروح في عملية طعن قرب نابلس.", {"injured": 2}),
    ("a dual by a sukun", "مقتل إرهابييْن في عملية أمنية بالقصرين.", {"killed": 2}),
    ("his parents", "أوقفت الشرطة والديه بعد الهجوم بسكين في ليون.", {"arrested": 2}),
    ("bodies in the dual", "العثور على جثتي تلميذتين بعد هجوم للجماعة على قرية في يوبي.", {"killed": 2}),
    ("a noun that is an adjective too", "قتل جندي وشرطي في هجوم على كمين في العريش.", {"killed": 2}),
    ("others behind their wounds", "أصيب ثلاثة جنود بجروح خطيرة ورابع بجروح طفيفة في تفجير عبوة قرب غزة.", {"injured": 4}),
    ("who passed away", "قضى 27 مسلحا في غارة مركزة في الملاحيظ بمحافظة صعدة.", {"killed": 27}),
    ("the honour of martyrdom", "نال ثلاثة من مقاتلي الحشد شرف الشهادة خلال تصديهم لهجوم التنظيم قرب جلولاء.", {"killed": 3}),
    ("one more captured", "أسفر الهجوم عن مقتل خمسة وأسر سادس في عملية بحرية قبالة الحديدة.", {"killed": 5, "arrested": 1}),
    ("the assistant of one", "أعلنت الوزارة إلقاء القبض على سالم مرزوق ومساعده في عملية أمنية بكركوك.", {"arrested": 2}),
    ("a name behind a title and a noun", "القبض على قائد العملية جمال المطيري و67 من أتباعه في مكة.", {"arrested": 68}),
    ("for whose sake", "وأوقفت السلطات على خلفية الاحتجاجات في جرادة أكثر من 450 شخصا.", {"arrested": 450}),
    (
        "a number behind a comma",
        "في 29 أكتوبر، أوقفت الوحدة الوطنية للأبحاث في جرائم الإرهاب التابعة للحرس الوطني، 30 عنصرا إرهابيا.",
        {"arrested": 30},
    ),
    ("one and nobody knows how many", "قتل القيادي الحوثي أبو محمد المرتضى وعدد من مرافقيه بغارة للتحالف في صعدة.", {"killed": None}),
    ("a preposition that looks like a name", "وقد قتل الزعيم الليبي، سالم العبيدي، على أيدي مسلحين في سرت.", {"killed": 1}),
    ("a name behind its title and a comma", "اغتيل رئيس الوزراء اللبناني الأسبق، سمير الخوري، في تفجير ببيروت.", {"killed": 1}),
    ("killed and captured", "نجحت القوات في قتل وأسر عناصر حوثية في الدريهمي.", {"killed": None, "arrested": None}),
    ("a dual before an adjective's like", "قتل ضابط وجنديان ومدني في هجوم على حاجز.", {"killed": 4}),
    ("whom an attack claimed", "أودى الهجوم الكيماوي على بلدة كفرزيتا بأكثر من 40 شخصا.", {"killed": 40}),
    ("a toll behind a day", "ارتفعت حصيلة القتلى المدنيين في الغوطة، يوم الأحد، إلى 52 شخصا جراء قصف النظام.", {"killed": 52}),
    ("a toll taken up", "أعلنت الشرطة أن عدد القتلى في الهجوم بشاحنة في ستوكهولم يوم الجمعة، ارتفع إلى 5.", {"killed": 5}),
    (
        "aboard, and their number",
        "أسقط المتمردون بصاروخ طائرة فوق دونيتسك، ما أدى لمقتل كل من كانوا على متنها وعددهم 298.",
        {"killed": 298},
    ),
    ("as many of the others", "أسفر الهجوم على السفارة في واغادوغو عن مقتل ثمانية أشخاص، بالإضافة لمقتل ثمانية مهاجمين.", {"killed": 16}),
    ("one and the attacker", "لقي شرطي مصرعه في إطلاق نار في باريس وقتل المهاجم.", {"killed": 2}),
    ("all of them", "أسفرت الغارة عن مقتل جميع عناصر المجموعة في شمال سيناء.", {"killed": None}),
    ("in its ranks", "منيت الميليشيا بانكسار في معارك الحديدة إذ قتل في صفوفها أكثر من تسعين عنصرا.", {"killed": 90}),
    ("on board", "اختطاف طائرة ليبية على متنها 118 مسافرا وتحويلها إلى مالطا.", {"abducted": 118}),
    ("whom an abduction struck", "عملية اختطاف طالت 40 تلميذة من مدرسة حكومية في ولاية كيبي.", {"abducted": 40}),
]


@pytest.mark.parametrize(("text", "told"), [t[1:] for t in TOLD], ids=[t[0] for t in TOLD])
def test_those_told_with_others_are_counted(codebook: Codebook, text: str, told: dict[str, int | None]) -> None:
    reports = read(Article(id="t", text=text, published=date(2018, 5, 14)), codebook).reports
    assert {f: count.n for r in reports for f in FIELDS if (count := getattr(r, f)) is not None} == told
