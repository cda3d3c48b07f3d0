"""Speakers, chains and claims: sentences of our own, each with what must be read in it."""

from __future__ import annotations

from datetime import date

import pytest

from isnad.codebook import load
from isnad.model import Article, Reading
from isnad.reading import read

PUBLISHED = date(2021, 4, 6)


def _read(text: str, title: str = "", publisher: str | None = None) -> Reading:
    return read(Article(id="t", title=title, text=text, published=PUBLISHED, publisher=publisher), load())


SPEAKERS: list[tuple[str, list[tuple[str, str]]]] = [
    # subject behind the verb
    ("قالت الشرطة إن رجلا أطلق النار على متجر.", [("الشرطة", "police")]),
    ("أعلنت، مساء أمس الاثنين، وزارة الداخلية العراقية أن الطريق أغلق.", [("وزارة الداخلية العراقية", "official")]),
    ("وأفادت مصادر طبية بأن الجرحى نقلوا إلى المدينة.", [("مصادر طبية", "medical")]),
    ("وذكر شهود عيان أن النار اندلعت ليلا.", [("شهود عيان", "witness")]),
    ("نددت منظمة العفو الدولية بالاعتقالات.", [("منظمة العفو الدولية", "ngo")]),
    # a role with its body and a name: the name is the text
    ("وقال المتحدث باسم الجيش العميد سامر القحطاني إن القوات تقدمت.", [("سامر القحطاني", "military")]),
    ("قال وزير الخارجية التركي، مولود أوغلو، إن بلاده ترفض القرار.", [("مولود أوغلو", "official")]),
    ("وقال فادي نصار، مدير المستشفى، إن الأسرة امتلأت.", [("فادي نصار", "medical")]),
    ("صرح متحدث باسم وزارة الصحة بأن العدد ارتفع.", [("متحدث باسم وزارة الصحة", "medical")]),
    # subject before the verb
    ("لكن موسكو قالت إن الاتفاق لم يوقع.", [("موسكو", "official")]),
    ("وكانت النيابة العامة قد أعلنت فتح تحقيق.", [("النيابة العامة", "judicial")]),
    # turns that name a source
    ("أغلق المحتجون الطريق، بحسب مصدر أمني.", [("مصدر أمني", "police")]),
    ("سقط سبعة قتلى وفقا لمصادر محلية.", [("مصادر محلية", "local")]),
    ("عاد الهدوء إلى البلدة وفق ما أفاد به المرصد السوري لحقوق الإنسان.", [("المرصد السوري لحقوق الإنسان", "ngo")]),
    # media that relay
    ("نقلت وكالة رويترز عن مسؤول حكومي قوله إن الجسر دمر.", [("وكالة رويترز", "media"), ("مسؤول حكومي", "official")]),
    ("وقال قائد الشرطة لوكالة فرانس برس إن المشتبه به فر.", [("قائد الشرطة", "police"), ("وكالة فرانس برس", "media")]),
    # one speaker, however often and however named
    (
        "قال وزير الدفاع الفرنسي مارك دوبوا إن العملية انتهت.\nوأضاف دوبوا أن الجنود عادوا.\nوأكد الوزير أن لا إصابات.",
        [("مارك دوبوا", "military")],
    ),
    ("أفاد مصدر أمني بأن الانفجار قوي.\nوأضاف المصدر ذاته أن لا ضحايا.", [("مصدر أمني", "police")]),
    ("قتل رجل وفقا لوكالة رويترز.", [("وكالة رويترز", "media")]),
    ("أغلق الطريق وفق حصيلة نشرها المرصد السوري لحقوق الإنسان.", [("المرصد السوري لحقوق الإنسان", "ngo")]),
    ("قالت مصادر محلية وأخرى من الشرطة إن الطريق أغلق.", [("مصادر محلية", "local"), ("الشرطة", "police")]),
    ("أغلق الطريق بحسب وزارة الصحة ومنظمة العفو الدولية.", [("وزارة الصحة", "medical"), ("منظمة العفو الدولية", "ngo")]),
    # the holder of an office that the lead named without him; the body of a bare word
    (
        "أفاد مسؤول محلي بأن الجسر دمر.\nوقال المسؤول في البلدية سامر القحطاني إن العمل بدأ.",
        [("سامر القحطاني", "official")],
    ),
    ('قالت صحيفة "الأفق" إن الاتفاق قريب.\nوأضافت الصحيفة أن التوقيع غدا.', [('صحيفة "الأفق"', "media")]),
    ("قال وزير الخارجية التركي سامر القحطاني إن الأمر انتهى.\nوأضاف وزير الخارجية أن الباب مفتوح.", [("سامر القحطاني", "official")]),
    # whose name it is
    ("وأفادت والدة سامر القحطاني بأنه غادر.", [("والدة سامر القحطاني", "local")]),
    ('قال المحامي الفرنسي "برنارد دوبوا" إن موكله بريء.', [("برنارد دوبوا", "judicial")]),
    ("أصدر رئيس الوزراء سامر القحطاني أمرا قال فيه إن التحقيق بدأ.", [("سامر القحطاني", "official")]),
    # the name behind a title that goes on for longer than its words are known
    ("أفاد كاتب عام نقابة النقل بالضاحية الشمالية، سامر القحطاني، بأن الإضراب متواصل.", [("سامر القحطاني", "political")]),
    ("وأكد قائد اللواء 14 مشاة العميد سامر القحطاني أن القوات تقدمت.", [("سامر القحطاني", "military")]),
    ("أعلن القائد العام لجبهة الساحل، أبو زرعة القحطاني، أن القوات تقدمت.", [("أبو زرعة القحطاني", "armed_group")]),
    ("قالت رئيسة جمعية المزارعين روضة القحطاني إن الموسم ضاع.", [("روضة القحطاني", "ngo")]),
    ("وقال أحد المعتصمين، سامر القحطاني، إن الشرطة فرقتهم.", [("سامر القحطاني", "witness")]),
    ("وقال مساعد قائد الشرطة، سامر القحطاني، إن المشتبه به فر.", [("سامر القحطاني", "police")]),
    ("قال داميان القحطاني مفوض الشرطة إن المشتبه به فر.", [("داميان القحطاني", "police")]),
    # and where none stands there
    ("وقال قيادي محلي لوكالة رويترز الثلاثاء إن الهدنة صامدة.", [("قيادي محلي", "armed_group"), ("وكالة رويترز", "media")]),
    ("وقال قائد الشرطة في المدينة الثلاثاء إن الهدنة صامدة.", [("قائد الشرطة في المدينة", "police")]),
    # statements with whose they are
    ("أغلق الطريق وفق ما جاء في بلاغ لوزارة الداخلية.", [("وزارة الداخلية", "official")]),
    ("أغلق الطريق، بحسب بيان أصدرته وزارة الدفاع.", [("وزارة الدفاع", "military")]),
    ("أغلق الطريق، كما جاء في بيان صادر اليوم عن وزارة الدفاع.", [("وزارة الدفاع", "military")]),
    ("أغلق الطريق بحسب تقارير من البلدة.", [("تقارير", "media")]),
    # a description between subject and verb
    ("وكانت القوات المسلحة العراقية، المنتشرة في البلدة منذ شهر، أعلنت انتهاء العملية.", [("القوات المسلحة العراقية", "military")]),
    ("وكان المرصد السوري لحقوق الإنسان، ومقره بريطانيا، قال السبت إن القصف توقف.", [("المرصد السوري لحقوق الإنسان", "ngo")]),
    ("وكانت جمعية التجار (المستقلة)، اتهمت ميليشيات الحوثي بالنهب.", [("جمعية التجار (المستقلة)", "ngo")]),
    # numbers, correspondents, a verb with its object
    ("كشفت 3 مصادر أمنية أن المشتبه به فر.", [("مصادر أمنية", "police")]),
    ("قال مصدر أمني لمراسل وكالة رويترز إن الطريق أغلق.", [("مصدر أمني", "police"), ("وكالة رويترز", "media")]),
    ("والرجل الذي تتهمه أنقرة بالضلوع في الانقلاب غادر البلاد.", [("أنقرة", "official")]),
    ("وبينت وزارة الداخلية أن المشتبه به أوقف.", [("وزارة الداخلية", "official")]),
    ("وبين وزارة الداخلية والجيش خلاف على أن الطريق مفتوح.", []),
    # one source, described twice; one who goes on, described
    ("أفادت مصادر عسكرية وحقوقية بأن القصف توقف.", [("مصادر عسكرية", "military")]),
    (
        "قال مسؤول في وزارة الداخلية إن الطريق أغلق.\nوأضاف المسؤول الأمني أن لا ضحايا.",
        [("مسؤول في وزارة الداخلية", "official")],
    ),
    # objects do not speak
    ("دعا الحوثيين إلى الانسحاب.", []),
    ("يتهم روسيا بقصف المدينة.", []),
    ("واعتبر فتح الطريق إنجازا.", []),
    ("وتحمل مسؤولية القصف.", []),
    ("وأبلغ السلطات العراقية بأن الملف أغلق.", []),
    ("والشاب يبلغ من العمر عشرين عاما.", []),
    # no speech
    ("أقال رئيس الوزراء قائد الشرطة.", []),
    ("ولم يعلق الجيش على الخبر.", []),
    ("أضاف اللاعب الهدف الثاني في الشوط الأول.", []),
    ("وقف الوفد بين الوزير والمحافظ عند المدخل.", []),
    ("دعت المنظمة في وثيقة سابقة لم تنشر بعد.", [("المنظمة", "ngo")]),
]


ENDS = [
    # Whom they accuse is no part of them: a definite party behind an indefinite plural, an owner or a name.
    ("اتهم ناشطون القوات الحكومية بقصف قرية.", ["ناشطون"]),
    ("اتهمت وسائل إعلام تابعة للحوثيين التحالف بقصف منزل.", ["وسائل إعلام تابعة للحوثيين"]),
    ("اتهم مصدر مقرب من الرئاسة الجيش بقتل ثلاثة جنود.", ["مصدر مقرب من الرئاسة"]),
    ("قال مصدر في المعارضة المسلحة إن الطريق مغلق.", ["مصدر في المعارضة المسلحة"]),
    ("قال مسؤولون أتراك إن الطريق مغلق.", ["مسؤولون أتراك"]),
    # A title that begins the name of a place is none.
    ("قال شيخ قبيلة في الشيخ زويد إن مسلحين خطفوا ثلاثة من رجاله.", ["شيخ قبيلة في الشيخ زويد"]),
    # A man whose post has a feminine ending.
    ("قال عمدة البلدة إن مسلحين قتلوا سبعة مزارعين.", ["عمدة البلدة"]),
    # Nor what they call, describe or ask for: an act behind a definite noun, a noun without the article, a preposition of the verb.
    ("ووصف المندوب الروسي الهجوم بأنه خطير.", ["المندوب الروسي"]),
    ("وأدان أمين عام الحلف الاعتداء على البلدة.", ["أمين عام الحلف"]),
    ("وشددت الحكومة المحلية الحصار، وقالت إن الطريق مغلق.", ["الحكومة المحلية"]),
    ("نقلت قناة محلية فرنسية أنباء عن وصول القوات.", ["قناة محلية فرنسية"]),
    ("دعت منظمات حقوقية دولية البحرين إلى الإفراج عن الموقوفين.", ["منظمات حقوقية دولية"]),
    ("اتهم مسؤولون في الأمم المتحدة قوات الحكومة بإغلاق الطريق.", ["مسؤولون في الأمم المتحدة"]),
    ("دعت المنظمة إلى إجراء تحقيق في الحادث.", ["المنظمة"]),
    ("طلبت وزارة الخارجية الفرنسية من الجيش فتح الطريق.", ["وزارة الخارجية الفرنسية"]),
    ("سقط سبعة قتلى وفق المرصد على أطراف البلدة.", ["المرصد"]),
    ("قال مبعوث الأمم المتحدة إلى ليبيا إن الطريق مغلق.", ["مبعوث الأمم المتحدة إلى ليبيا"]),
    ("قال رئيس لجنة الدفاع عن المزارعين إن الطريق مغلق.", ["رئيس لجنة الدفاع عن المزارعين"]),
    ("قال رئيس بلدية القدس إن الطريق مغلق.", ["رئيس بلدية القدس"]),
    ("قالت لجنة الأمم المتحدة لحقوق الإنسان إن الطريق مغلق.", ["لجنة الأمم المتحدة لحقوق الإنسان"]),
    # Who fell dead cites nobody.
    ("استشهد الشاب محمود كميل برصاص الجيش.", []),
    # To whom somebody spoke is no part of him.
    ("قال المتحدث باسم الوزارة للصحافيين إن الطريق مغلق.", ["المتحدث باسم الوزارة"]),
]


@pytest.mark.parametrize(("text", "expected"), ENDS)
def test_where_a_speaker_ends(text: str, expected: list[str]) -> None:
    assert [s.text for s in _read(text).speakers] == expected


@pytest.mark.parametrize(("text", "expected"), SPEAKERS)
def test_speakers(text: str, expected: list[tuple[str, str]]) -> None:
    reading = _read(text)
    assert sorted((s.text, s.kind) for s in reading.speakers) == sorted(expected)


@pytest.mark.parametrize(("text", "expected"), SPEAKERS)
def test_spans_cut_their_text(text: str, expected: list[tuple[str, str]]) -> None:
    raw = f"\n{text}"
    for speaker in _read(text).speakers:
        start, end = speaker.span
        assert raw[start:end] == speaker.text
        start, end = speaker.spans["evidence"][0]
        assert raw[start:end] == speaker.evidence and len(speaker.evidence) <= 120


def test_own_outlet_is_no_speaker() -> None:
    text = "قال قائد الشرطة لسكاي نيوز عربية إن الطريق مغلق."
    assert [s.text for s in _read(text, publisher="Sky News Arabia").speakers] == ["قائد الشرطة"]
    assert len(_read(text).speakers) == 2


def test_quoted_words_cite_nobody() -> None:
    text = 'قال المتحدث باسم الجيش: "لقد أعلنت الحكومة أن الطريق مفتوح وأن المدينة آمنة تماما اليوم".'
    assert [s.text for s in _read(text).speakers] == ["المتحدث باسم الجيش"]


CHAINS: list[tuple[str, list[list[str]]]] = [
    (
        "قال متحدث باسم الشرطة لوكالة رويترز إن انفجار سيارة مفخخة في بغداد أسفر عن مقتل خمسة أشخاص.",
        [["متحدث باسم الشرطة", "وكالة رويترز"]],
    ),
    ("نقلت وكالة الأناضول عن مصدر أمني قوله إن عشرة مدنيين قتلوا في انفجار سيارة مفخخة في بغداد.", [["مصدر أمني", "وكالة الأناضول"]]),
    ("قتل سبعة جنود في هجوم مسلح على حاجز في كركوك، بحسب مصادر أمنية.", [["مصادر أمنية"]]),
    ("قتل سبعة جنود في هجوم مسلح على حاجز في كركوك.", []),
    # told without a source, and the next sentence has one who reports; offices only comment
    ("قتل سبعة جنود في هجوم مسلح على حاجز في كركوك.\nوقالت مصادر أمنية إن المهاجمين فروا.", [["مصادر أمنية"]]),
    ("قتل سبعة جنود في هجوم مسلح على حاجز في كركوك.\nوقال رئيس الوزراء إن البلاد ستنتصر.", []),
    # the medium that was told
    (
        "قتل سبعة جنود في هجوم مسلح على حاجز في كركوك، وفق ما أفاد مسؤول محلي وكالة فرانس برس.",
        [["مسؤول محلي", "وكالة فرانس برس"]],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CHAINS)
def test_chains(text: str, expected: list[list[str]]) -> None:
    report = _read(text).reports[0]
    assert [[report.sources[i].text for i in chain] for chain in report.chains] == expected


def test_count_names_its_chain() -> None:
    report = _read(CHAINS[0][0]).reports[0]
    assert report.killed is not None and report.killed.chain == 0


def test_claim_is_apart_from_the_sources() -> None:
    text = "قتل خمسة أشخاص في تفجير سيارة مفخخة وسط بغداد، بحسب الشرطة.\nوتبنى تنظيم داعش التفجير في بيان."
    report = _read(text).reports[0]
    assert report.claimed_by is not None and "داعش" in report.claimed_by
    assert [s.text for s in report.sources] == ["الشرطة"]
    start, end = report.spans["claimed_by"][0]
    assert f"\n{text}"[start:end] == report.claimed_by


def test_claim_of_the_group_that_was_spoken_of() -> None:
    text = "قتل خمسة جنود في انفجار عبوة ناسفة في بغداد أمس.\nوتنشط في المنطقة حركة الشباب، ذراع تنظيم القاعدة، وأعلنت مسؤوليتها عن الهجوم."
    claimed = _read(text).reports[0].claimed_by
    assert claimed is not None and "الشباب" in claimed


def test_no_claim_where_none_was_made() -> None:
    report = _read("قتل خمسة أشخاص في تفجير سيارة مفخخة وسط بغداد.\nولم تتبن أي جهة التفجير.").reports[0]
    assert report.claimed_by is None


def test_the_body_names_more_fully_than_the_headline() -> None:
    reading = _read("قالت الشرطة البريطانية إن المشتبه به فر.", "شرطة بريطانيا: المشتبه به فر")
    assert [s.text for s in reading.speakers] == ["الشرطة البريطانية"]
