"""Places in sentences written for the project: which words are places, their text, entry and country, and which are not."""

from __future__ import annotations

import pytest

from isnad.codebook import Codebook
from isnad.reading.place.places import PlaceMention, find_places, geography
from tests.reading.helpers import parsed


def places_in(sentence: str, codebook: Codebook, home: str | None = None) -> list[tuple[str, PlaceMention]]:
    parse = parsed(sentence, codebook)
    return [(parse.text.cut(p.start, p.end), p) for p in find_places(parse, geography(parse), home)]


FOUND = [
    # sentence, text of the place, country, precision
    ("قتل ثلاثة جنود في بلدة المسيفرة بريف درعا السورية.", "المسيفرة", "SY", "town"),
    ("هاجم مسلحون مركزا أمنيا بمدينة الزاوية الليبية.", "الزاوية", "LY", "town"),
    ("أوقف أعوان الحرس الوطني ببن قردان شخصين في تونس.", "بن قردان", "TN", "town"),
    ("انفجر لغم في جبل سمامة من ولاية القصرين التونسية.", "جبل سمامة", "TN", "feature"),
    ("دارت اشتباكات في شمال غرب باكستان.", "شمال غرب باكستان", "PK", "country"),
    ("قصفت الطائرات مواقع في الأراضي السورية.", "الأراضي السورية", "SY", "country"),
    ("أحبط الجيش تهريب أسلحة عند الحدود الإيرانية.", "الحدود الإيرانية", "IR", "country"),
    ("تظاهر المئات في العاصمة الروسية.", "العاصمة الروسية", "RU", "town"),
    ("تظاهر مئات العراقيين وسط العاصمة ضد الفساد.", "العاصمة", "IQ", "town"),
    ("قالت الشرطة الأفغانية إن هجوما وقع شرقي البلاد.", "شرقي البلاد", "AF", "country"),
    ("سقط صاروخ شمال القطاع، وقالت مصادر فلسطينية إن اثنين جرحا.", "شمال القطاع", "PS", "province"),
    ("انفجرت سيارة مفخخة على بعد 120 كلم شمال بغداد.", "بغداد", "IQ", "town"),
    ("دهست سيارة حشدا في #مونستر_الألمانية.", "مونستر", "DE", "town"),
    ("قتل شخصان في دوما السورية.", "دوما", "SY", "town"),
    ("سيطرت القوات السورية على مدينة تدمر.", "تدمر", "SY", "town"),
    ("قال الجيش العراقي إن انتحاريا هاجم حاجزا في القائم.", "القائم", "IQ", "town"),
    ("انتشرت الشرطة التونسية في قبلي بعد الاحتجاجات.", "قبلي", "TN", "province"),
    ("وقع هجوم وسط مالي.", "وسط مالي", "ML", "country"),
    ("خرجت مظاهرة في المغرب.", "المغرب", "MA", "country"),
    ("استهدف القصف قريتي الزرنوقة والشعيرة بريف حلب السورية.", "الزرنوقة", "SY", "town"),
    ("قتل شرطي في حي الشجاعية شرق مدينة غزة.", "الشجاعية", "PS", "district"),
    ("تعرض مطار أبها السعودي لهجوم بطائرة مسيرة.", "مطار أبها", "SA", "town"),
    ("استعاد الجيش اليمني مواقع في مديرية كتاف بمحافظة صعدة.", "كتاف", "YE", "town"),
    ("دارت معارك في محافظة البيضاء وسط اليمن.", "البيضاء", "YE", "province"),
    ('قصف الجيش التركي بلدة "عين دقنة" قرب حلب السورية.', "عين دقنة", "SY", "town"),
    ("هاجم مسلحون قرية أسديرة شمالي العراق.", "أسديرة", "IQ", "town"),
    ("انتشرت الشرطة التونسية في شارع الحبيب بورقيبة.", "شارع الحبيب بورقيبة", "TN", "exact"),
    ("قصفت المدفعية السورية أحياء في مدينة دوما.", "دوما", "SY", "town"),
    ("انفجرت سيارة في مدينة الصدر شرق بغداد.", "مدينة الصدر", "IQ", "town"),
    ("خرجت مسيرة في شارع حلب بمدينة القاهرة.", "شارع حلب", "EG", "exact"),
    ("خرجت مسيرة في شارع فلسطين بمدينة صفاقس.", "شارع فلسطين", "TN", "exact"),
    ("اغتيل الرجل في بلدته تبنين جنوب لبنان.", "تبنين", "LB", "town"),
    ("هاجم مسلحون مركزا في قلات، وفق الشرطة الباكستانية.", "قلات", "PK", "town"),
    ("انفجرت عبوة في مدينة قلات الأفغانية.", "قلات", "AF", "town"),
    ("وقع هجوم في ولاية المسيلة الجزائرية.", "المسيلة", "DZ", "province"),
    ("قال الحوثيون في صنعاء إنهم قصفوا جازان والرياض في جنوب المملكة، ثم غادروا صعدة وحجة والحديدة.", "جنوب المملكة", "SA", "country"),
    ("زار الوفد متحف باردو في تونس.", "متحف باردو", "TN", "exact"),
    ("قبلي: إيقاف ثلاثة عناصر، وفق الداخلية التونسية.", "قبلي", "TN", "province"),
    ("نفذ التونسي هجوم نيس، وقالت الشرطة الفرنسية إنها أوقفت أربعة.", "نيس", "FR", "town"),
    ("امتدت المظاهرات العراقية إلى مدن أخرى كبراها السماوة.", "السماوة", "IQ", "town"),
    ("قتل مسلح في قرية بيت ساوا السورية.", "بيت ساوا", "SY", "town"),
    ("أحرق مجهولون مسجدا في منطقة زيغندورف، وفق الشرطة الألمانية.", "زيغندورف", None, "town"),
    ("أصيب شخص في منطقة هارغريف بوينت.", "هارغريف بوينت", None, "town"),
    ("قطع الأهالي الطريق في منطقة أولاد جاد الله من معتمدية الجم التونسية.", "أولاد جاد الله", "TN", "town"),
    ("دارت معارك في مديرية صالة شرق تعز.", "صالة", "YE", "district"),
]

NOT_FOUND = [
    # sentence, what is no place in it
    ("قالوا إنهم غادروا المكان في اليمن.", "نهم"),
    ("وصل الفريق إلى كأس العالم.", "كأس"),
    ("شنت الطائرات الغارة فجرا.", "الغارة"),
    ("أوقفت الشرطة العنصر الثاني.", "العنصر"),
    ("دخل المسلحون المبنى.", "دخل"),
    ("من ناحية أخرى، قال المتحدث إن القوات تقدمت.", "أخرى"),
    ("يضم البلد مليون نسمة.", "نسمة"),
    ("أعلنت الناشطة عهد التميمي إضرابا.", "التميمي"),
    ("هذا قرار باطل لأسرار كثيرة.", "سرار"),
    ("استشهد حسن نصر الله في الضاحية.", "نصر الله"),
    ("أضرم النار في جسده أمام المقر.", "جسده"),
    ("غادر بلده إلى الخارج بعد الحرب.", "ه إلى"),
    ("قال فؤاد معصوم إن الحكومة ستعمل.", "واد معصوم"),
    ("انعقدت قمة تاريخية بين الزعيمين.", "قمة تاريخية"),
    ("ارتفع مؤشر سوق الأسهم.", "سوق الأسهم"),
    ("أطلقت الشرطة الجزائرية القنابل المسيلة للدموع.", "المسيلة"),
    ("خرجت مسيرات يوم القدس في طهران.", "القدس"),
    ("عاد الرجل إلى قريته الصغيرة قرب حلب.", "الصغيرة"),
    ("كشف عن مشروع منطقة لوجستية في الميناء.", "لوجستية"),
]


@pytest.mark.parametrize(("sentence", "text", "country", "precision"), FOUND)
def test_a_place_is_told(sentence: str, text: str, country: str | None, precision: str, codebook: Codebook) -> None:
    found = places_in(sentence, codebook)
    told = dict(found)
    match = next((p for t, p in told.items() if t == text or t.endswith(" " + text)), None)
    assert match is not None, f"places read: {list(told)}"
    assert (match.country, match.precision) == (country, precision)


@pytest.mark.parametrize(("sentence", "word"), NOT_FOUND)
def test_a_word_is_no_place(sentence: str, word: str, codebook: Codebook) -> None:
    assert word not in [t for t, _ in places_in(sentence, codebook)]


HOW = [
    # sentence, place, what is told of it
    ("القاهرة - (رويترز) قالت الشرطة إن رجلا قتل.", "القاهرة", "dateline"),
    ("قال مراسلنا في بغداد إن انفجارا وقع.", "بغداد", "posted"),
    ("القتيل أصيل المنستير.", "المنستير", "native"),
    ("أغلقت السفارة وأعلن سفير تونس ذلك.", "تونس", "weak"),
    ("تظاهر المئات في صفاقس.", "صفاقس", "strong"),
]


@pytest.mark.parametrize(("sentence", "text", "flag"), HOW)
def test_how_a_place_is_told(sentence: str, text: str, flag: str, codebook: Codebook) -> None:
    told = dict(places_in(sentence, codebook))
    assert getattr(told[text], flag)


ROLES = [
    ("وقع الهجوم في الموصل.", "الموصل", "inside"),
    ("وقع الهجوم قرب الموصل.", "الموصل", "near"),
    ("تقدمت القوات نحو الموصل.", "الموصل", "toward"),
    ("خرج المقاتلون من الموصل.", "الموصل", "from"),
    ("شن الطيران غارات على الموصل.", "الموصل", "upon"),
    ("وقع الهجوم بالموصل.", "الموصل", "inside"),
    ("شن الطيران غارات على مدينة الموصل.", "الموصل", "upon"),
]


@pytest.mark.parametrize(("sentence", "text", "role"), ROLES)
def test_the_preposition_tells_the_role(sentence: str, text: str, role: str, codebook: Codebook) -> None:
    assert dict(places_in(sentence, codebook))[text].role == role


def test_spans_cut_the_text() -> None:
    from isnad.codebook import load

    sentence = "قُتِلَ جنديّ في بلدة العَدَيْسَة اللبنانية."
    for text, place in places_in(sentence, load()):
        assert text in sentence and place.first < place.last
