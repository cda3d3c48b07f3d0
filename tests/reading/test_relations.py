"""Relations in sentences made up for the tests: who is tied to whom, and what ties nobody."""

from __future__ import annotations

import pytest

from isnad.codebook import Codebook, load
from isnad.model import Article, Relation
from isnad.reading import read


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load()


def _relations(sentence: str, book: Codebook) -> list[Relation]:
    return read(Article(id="t", text=sentence), book).relations


@pytest.mark.parametrize(
    ("sentence", "type_", "a", "b", "status"),
    [
        # leads
        ("ظهر زعيم الحوثيين عبد الملك الحوثي في تسجيل", "leads", "عبد الملك الحوثي", "الحوثيين", "asserted"),
        ("ظهر زعيم المتمردين فارس منصور في تسجيل", "leads", "فارس منصور", "المتمردين", "asserted"),
        ("تقدم الجيش الوطني الليبي الذي يقوده المشير طارق سالم", "leads", "طارق سالم", "الجيش الوطني الليبي", "asserted"),
        ("توعد زعيم تنظيم القاعدة أيمن سالم خصومه", "leads", "أيمن سالم", "تنظيم القاعدة", "asserted"),
        ("وقال كريم منصور زعيم حركة أحرار الشام إن المعارك مستمرة", "leads", "كريم منصور", "حركة أحرار الشام", "asserted"),
        ("انسحب تنظيم داعش بقيادة أبو حفص العراقي من البلدة", "leads", "أبو حفص العراقي", "تنظيم داعش", "asserted"),
        ("هاجم تنظيم داعش القرية. وظهر زعيم التنظيم أبو حفص العراقي في تسجيل", "leads", "أبو حفص العراقي", "تنظيم داعش", "asserted"),
        ("هاجمت حركة طالبان المدينة ونعت زعيمها عمر يوسف", "leads", "عمر يوسف", "حركة طالبان", "asserted"),
        ("أمير جماعة \"رماح الليل\" خالد بن سعيد قتل", "leads", "خالد بن سعيد", "جماعة \"رماح الليل\"", "asserted"),
        ("الأمين العام لحزب الله اللبناني، حسن سليم، ألقى كلمة", "leads", "حسن سليم", "حزب الله اللبناني", "asserted"),
        ("كتيبة صقور الوادي التي يقودها مراد الصالح", "leads", "مراد الصالح", "كتيبة صقور الوادي", "asserted"),
        ("كان يوسف سالم، الزعيم السابق لحركة طالبان، في المدينة", "leads", "يوسف سالم", "حركة طالبان", "ended"),
        ("قتل زعيم تنظيم القاعدة السابق أيمن سالم في غارة", "leads", "أيمن سالم", "تنظيم القاعدة", "ended"),
        ("ظهر رامي حسن، الرئيس السابق لحزب الوئام، أمس", "leads", "رامي حسن", "حزب الوئام", "ended"),
        # member_of
        ("قتل القيادي الميداني الحوثي ناصر علي أمس", "member_of", "ناصر علي", "الحوثي", "asserted"),
        ("قال عضو المكتب التنفيذي لحركة النهضة طارق سالم ذلك", "member_of", "طارق سالم", "حركة النهضة", "asserted"),
        ("تاب الناشط في صفوف تنظيم القاعدة، رائد حسن، أمس", "member_of", "رائد حسن", "تنظيم القاعدة", "asserted"),
        ("قتل سامي حمدان القيادي في حماس", "member_of", "سامي حمدان", "حماس", "asserted"),
        ("أعلن القيادي في حركة حماس سامي حمدان ذلك", "member_of", "سامي حمدان", "حركة حماس", "asserted"),
        ("اغتيل القيادي الحوثي ناصر علي أمس", "member_of", "ناصر علي", "الحوثي", "asserted"),
        ("صرح المتحدث باسم حماس رائد سالم", "member_of", "رائد سالم", "حماس", "asserted"),
        ("قتل فهد ناصر أحد قادة جبهة النصرة", "member_of", "فهد ناصر", "جبهة النصرة", "asserted"),
        ("سافر محمد عادل ثم انضم إلى تنظيم داعش", "member_of", "محمد عادل", "تنظيم داعش", "asserted"),
        ("أدين ياسين مراد بتهمة الانتماء إلى تنظيم القاعدة", "member_of", "ياسين مراد", "تنظيم القاعدة", "asserted"),
        ("نفى المحامي أن يكون سعيد كمال، وقال إن سعيد كمال لا ينتمي إلى حركة طالبان", "member_of", "سعيد كمال", "حركة طالبان", "rejected"),
        ("سلم طارق أنور المنشق عن تنظيم داعش نفسه", "member_of", "طارق أنور", "تنظيم داعش", "ended"),
        ("شاب فرنسي يقاتل في صفوف تنظيم داعش", "member_of", "شاب فرنسي", "تنظيم داعش", "asserted"),
        # part_of
        ("قصفت كتائب القسام، الجناح العسكري لحركة حماس، الموقع", "part_of", "كتائب القسام", "حركة حماس", "asserted"),
        ("فيلق القدس التابع للحرس الثوري الإيراني", "part_of", "فيلق القدس", "حرس الثوري الإيراني", "asserted"),
        ("تفكيك خلية نائمة تابعة لتنظيم داعش", "part_of", "خلية نائمة", "تنظيم داعش", "asserted"),
        ("انشق لواء الصخر ثم إن كتائب عقبة بن نافع انضمت إلى داعش", "part_of", "كتائب عقبة بن نافع", "داعش", "asserted"),
        ("قصفت كتائب القسام، الذراع العسكرية لحماس، البلدة", "part_of", "كتائب القسام", "حماس", "asserted"),
        ("تقدمت قوات سوريا الديمقراطية، وعلى رأسها لواء الشمال، شرقا", "part_of", "لواء الشمال", "قوات سوريا الديمقراطية", "asserted"),
        ("تعتبر أنقرة وحدات حماية الشعب منظمة إرهابية تابعة لحزب العمال الكردستاني", "part_of", "وحدات حماية الشعب", "حزب العمال الكردستاني", "asserted"),
        # pledges_allegiance
        ("قال تنظيم داعش إن جيش خالد بن الوليد المبايع للتنظيم انسحب", "pledges_allegiance", "جيش خالد بن الوليد", "تنظيم داعش", "asserted"),
        ("جماعة بوكو حرام بايعت تنظيم الدولة الإسلامية", "pledges_allegiance", "جماعة بوكو حرام", "تنظيم الدولة الإسلامية", "asserted"),
        ("رفضت جبهة النصرة ذلك، وجبهة النصرة رفضت مبايعة داعش", "pledges_allegiance", "جبهة النصرة", "داعش", "rejected"),
        # allied_with
        ("قصفت الميليشيات الحوثية التابعة لإيران المدينة", "allied_with", "الميليشيات الحوثية", "إيران", "asserted"),
        ("تقدمت قوات سوريا الديمقراطية المدعومة من قبل واشنطن", "allied_with", "قوات سوريا الديمقراطية", "واشنطن", "asserted"),
        ("انسحبت جماعة أنصار الشريعة القريبة من تنظيم القاعدة", "allied_with", "جماعة أنصار الشريعة", "تنظيم القاعدة", "asserted"),
        ("قصفت ميليشيات الحوثي الموالية لإيران المدينة", "allied_with", "ميليشيات الحوثي", "إيران", "asserted"),
        ("تقدمت قوات سوريا الديمقراطية المدعومة من واشنطن", "allied_with", "قوات سوريا الديمقراطية", "واشنطن", "asserted"),
        ("مجموعة مسلحة مرتبطة بتنظيم القاعدة", "allied_with", "مجموعة مسلحة", "تنظيم القاعدة", "asserted"),
        ("دخلت القوات التركية والفصائل السورية الموالية لها البلدة", "allied_with", "الفصائل السورية", "القوات التركية", "asserted"),
        ("ويقاتل حزب الله منذ أعوام إلى جانب الجيش السوري", "allied_with", "حزب الله", "الجيش السوري", "asserted"),
        # rival_of
        ("اندلع اقتتال بين هيئة تحرير الشام وحركة أحرار الشام", "rival_of", "هيئة تحرير الشام", "حركة أحرار الشام", "asserted"),
    ],
)  # fmt: skip
def test_told(sentence: str, type_: str, a: str, b: str, status: str, book: Codebook) -> None:
    found = [(r.type, r.a, r.b, r.status) for r in _relations(sentence, book)]
    assert (type_, a, b, status) in found


@pytest.mark.parametrize(
    "sentence",
    [
        "التقى رئيس الوزراء العراقي حيدر محمود سفير فرنسا",  # a state's office
        "قال المتحدث باسم وزارة الداخلية خالد مجاهد إن الوضع هادئ",
        "تشهد المدينة حركة مرور كثيفة بقيادة سيارات كثيرة",
        "زار زعيم المعارضة المدينة أمس",  # no name, no group
        "شاب يشتبه في انتمائه إلى تنظيم إرهابي",  # a group without a name
        "هاجم تنظيم داعش القرية ثم بايع أهلها الشيخ على الصبر",  # على is not علي
        "قتلت القوات 12 مسلحا من حركة طالبان",  # many, none of them named
        "تضم القائمة خمسة أسماء",
        "القوات السورية المدعومة من روسيا",  # two states
        "اتهم الجيش الإسرائيلي حماس. ثم أعلن الجيش الإسرائيلي عبر الناطق باسمه سامي حمدان أن الطريق مغلق",  # not of Hamas
        "سكان القرية يعيشون تحت حماية الجيش الليبي وحدهم",  # no fighters
        "وصل محمد علي الحوثي إلى القرية برفقة زعيمها",  # a surname
        "القوات التي تقاتل الحوثيين إلى جانب الجيش اليمني",  # the group is the object
        "قال سمير خالد، ورئيس حزب الوئام غائب، إن القرار صدر",  # another person
    ],
)
def test_not_told(sentence: str, book: Codebook) -> None:
    assert _relations(sentence, book) == []


def test_two_groups_joined(book: Codebook) -> None:
    found = _relations("جماعات متطرفة مرتبطة بتنظيمي القاعدة وداعش", book)
    assert [r.b_id for r in found] == ["aq", "isis"] or {r.b for r in found} >= {"داعش"}
    assert len(found) == 2


def test_one_for_each_pair(book: Codebook) -> None:
    found = _relations("قال زعيم حماس خالد سعيد كلمة. وأضاف خالد سعيد زعيم حماس أن المعركة طويلة", book)
    assert [(r.type, r.a) for r in found] == [("leads", "خالد سعيد")]


def test_fields(book: Codebook) -> None:
    sentence = "قتل سامي حمدان القيادي في حماس أمس"
    article = Article(id="t", title="خبر", text=sentence)
    relation = read(article, book).relations[0]
    raw = article.raw
    for field, words in (("a", relation.a), ("b", relation.b), ("evidence", relation.evidence)):
        start, end = relation.spans[field][0]
        assert raw[start:end] == words
    assert len(relation.evidence) <= 200
    assert (relation.a_person, relation.b_person, relation.a_id) == ("public", None, None)
    assert relation.b_en == "Hamas"
    assert relation.rules == {"type": "leading_member"}
    assert 0 < relation.confidence < 1


def test_members_are_private(book: Codebook) -> None:
    relation = _relations("أدين ياسين مراد بتهمة الانتماء إلى تنظيم القاعدة", book)[0]
    assert relation.a_person == "private"
