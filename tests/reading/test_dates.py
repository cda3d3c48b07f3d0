"""Dates in texts, read against Wednesday 18 April 2018 unless told otherwise."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from isnad.reading.time.calendar import Calendar
from isnad.reading.time.dates import DateMention, find_dates
from isnad.text import Text

CODEBOOK = Path(__file__).parents[2] / "isnad" / "codebook"
PUBLISHED = date(2018, 4, 18)


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return Calendar.compile(yaml.safe_load((CODEBOOK / "calendar.yaml").read_text(encoding="utf-8")))


def _found(sentence: str, calendar: Calendar, published: date | None = PUBLISHED) -> list[tuple[str, DateMention]]:
    text = Text.of(sentence)
    mentions = find_dates(text, published, calendar)
    return [(text.cut(text.tokens[m.first].start, text.tokens[m.last - 1].end), m) for m in mentions]


STATED = [
    ("2 أفريل 2017", "2017-04-02"), ("1 أبريل/نيسان 2018", "2018-04-01"), ("9 تشرين الأول/أكتوبر 2012", "2012-10-09"),
    ("5 كانون الثاني 2016", "2016-01-05"), ("12 غشت 2015", "2015-08-12"), ("3 آب 2017", "2017-08-03"), ("7 شتنبر 2016", "2016-09-07"),
    ("يونيو (حزيران)", "2017-06"), ("مارس2016", "2016-03"), ("23 من جويلية الماضي", "2017-07-23"), ("الأول من أبريل الجاري", "2018-04-01"),
    ("التاسع والعشرين من تشرين الثاني 2017", "2017-11-29"), ("16/04/2017", "2017-04-16"), ("2018-04-16", "2018-04-16"),
    ("عام 2014", "2014"), ("سنة 2011", "2011"), ("شهر مارس", "2018-03"), ("نهاية مارس", "2018-03"), ("مطلع عام 2016", "2016"),
    ("ربيع 2013", "2013"), ("الجمعة 13 مارس 2015", "2015-03-13"), ("يوم الأربعاء الموافق 4 أبريل", "2018-04-04"),
    ("أبريل الماضي", "2017-04"),
    ("يوليو/تموز من العام الماضي", "2017-07"), ("30 ديسمبر الماضي", "2017-12-30"), ("أمس الثلاثاء 3 أبريل", "2018-04-03"),
    ("الخميس (12 أبريل)", "2018-04-12"), ("15 رمضان 1438 الموافق 10 يونيو 2017", "2017-06-10"), ("١٦ أبريل ٢٠١٨", "2018-04-16"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "value"), STATED)
def test_stated(sentence: str, value: str, calendar: Calendar) -> None:
    [(words, mention)] = _found(sentence, calendar)
    assert (words, mention.value, mention.end, mention.kind, mention.future) == (sentence, value, None, "stated", False)


RELATIVE = [
    ("أمس", "2018-04-17"), ("أول من أمس", "2018-04-16"), ("أمس الأول", "2018-04-16"), ("البارحة", "2018-04-17"), ("ليلة أمس", "2018-04-17"),
    ("الليلة الماضية", "2018-04-17"), ("اليوم", "2018-04-18"), ("فجر اليوم الأربعاء", "2018-04-18"),
    ("أمس الثلاثاء", "2018-04-17"),
    ("مساء أمس الأول الاثنين", "2018-04-16"),
    ("قبل يومين", "2018-04-16"), ("منذ 3 أيام", "2018-04-15"), ("قبل ثلاثة أيام", "2018-04-15"),
    ("قبل أسبوع", "2018-04"), ("قبل شهرين", "2018-02"), ("قبل عامين", "2016"), ("منذ أيام", "2018-04"), ("قبل 5 ساعات", "2018-04-18"),
    ("اليومين الماضيين", "2018-04"), ("الأيام القليلة الماضية", "2018-04"), ("الأيام الثلاثة الأخيرة", "2018-04"), ("الأشهر الأخيرة", "2018"),
    ("منذ أكثر من عامين", "2016"), ("قبل عام ونصف العام", "2016"), ("قبل أيام قليلة", "2018-04"),
    ("الأسبوع الماضي", "2018-04"), ("الشهر الماضي", "2018-03"), ("العام الماضي", "2017"), ("السنة الفارطة", "2017"),
    ("هذا الأسبوع", "2018-04"),
    ("الشهر الجاري", "2018-04"), ("العام قبل الماضي", "2016"), ("الساعات الماضية", "2018-04-18"), ("الـ24 ساعة الماضية", "2018-04-18"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "value"), RELATIVE)
def test_relative(sentence: str, value: str, calendar: Calendar) -> None:
    [(words, mention)] = _found(sentence, calendar)
    assert (words, mention.value, mention.end, mention.kind, mention.future) == (sentence, value, None, "relative", False)


WEEKDAYS = [
    ("الثلاثاء", "2018-04-17"), ("يوم الجمعة", "2018-04-13"), ("الأربعاء", "2018-04-18"), ("الأربعاء الماضي", "2018-04-11"),
    ("الثلاثاء الماضي", "2018-04-17"), ("مساء الأحد", "2018-04-15"), ("منتصف ليل الإثنين", "2018-04-16"), ("أمس الاثنين", "2018-04-16"),
    ("الثلاثاء من الأسبوع الماضي", "2018-04-10"), ("ليلة الثلاثاء الأربعاء", "2018-04-18"), ("ليل الأربعاء الخميس", "2018-04-18"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "value"), WEEKDAYS)
def test_weekday(sentence: str, value: str, calendar: Calendar) -> None:
    [(words, mention)] = _found(sentence, calendar)
    assert (words, mention.value, mention.kind, mention.future) == (sentence, value, "weekday", False)


@pytest.mark.parametrize(
    ("sentence", "value", "end"),
    [
        ("يومي الثالث والرابع من مارس", "2018-03-03", "2018-03-04"),
        ("بين 3 و5 مارس", "2018-03-03", "2018-03-05"),
        ("من 3 إلى 5 مارس 2016", "2016-03-03", "2016-03-05"),
        ("بين عامي 2011 و2013", "2011", "2013"),
        ("يومي الجمعة والسبت", "2018-04-13", "2018-04-14"),
        ("الساعات الـ48 الماضية", "2018-04-16", "2018-04-18"),
    ],
)
def test_range(sentence: str, value: str, end: str, calendar: Calendar) -> None:
    [(words, mention)] = _found(sentence, calendar)
    assert (words, mention.value, mention.end) == (sentence, value, end)


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("غدا", "2018-04-19"),
        ("بعد غد الجمعة", "2018-04-20"),
        ("الأحد المقبل", "2018-04-22"),
        ("الأربعاء القادم", "2018-04-25"),
        ("الأسبوع المقبل", "2018-04"),
        ("12 مايو المقبل", "2018-05-12"),
        ("12 مايو", "2018-05-12"),  # of eleven months ago one would not write so
        ("مارس المقبل", "2019-03"),
        ("عام 2030", "2030"),
    ],
)
def test_future(sentence: str, value: str, calendar: Calendar) -> None:
    [(_, mention)] = _found(sentence, calendar)
    assert (mention.value, mention.future) == (value, True)


@pytest.mark.parametrize(
    ("sentence", "value"), [("15 رمضان 1438 هـ", "2017-06-10"), ("9 ذي الحجة 1438", "2017-08-31"), ("الأول من شهر رجب", "2018-03-18")]
)
def test_hijri(sentence: str, value: str, calendar: Calendar) -> None:
    [(words, mention)] = _found(sentence, calendar)
    assert (words.rstrip("ـ"), mention.value, mention.kind) == (sentence.rstrip("ـ"), value, "hijri")


@pytest.mark.parametrize(
    ("published", "sentence", "value"),
    [
        ("2018-03-06", "الأسبوع الماضي", "2018"),  # 26 February to 4 March
        ("2018-08-03", "الأسبوع الماضي", "2018-07"),
        ("2017-06-09", "قبل أيام", "2017"),
        ("2018-01-05", "الشهر الماضي", "2017-12"),
        ("2018-01-05", "20 ديسمبر", "2017-12-20"),
        ("2018-12-28", "3 يناير", "2019-01-03"),
        ("2018-07-09", "منذ 23 يوليو", "2017-07-23"),
        ("2018-04-16", "اليوم الأحد", "2018-04-15"),  # published after midnight
    ],
)
def test_other_days_of_publication(published: str, sentence: str, value: str, calendar: Calendar) -> None:
    [(_, mention)] = _found(sentence, calendar, date.fromisoformat(published))
    assert mention.value == value


@pytest.mark.parametrize(
    "sentence",
    [
        "مارس ضغوطا على الحكومة", "31 فبراير 2018", "الأمين العام الحالي", "في أمس الحاجة إلى الدواء", "ثورة 25 يناير",
        "روسيا اليوم", "اليوم العالمي للمرأة", "في اليوم نفسه", "قبل يومين من الهجوم", "لامس الجدار", "عند باب المسجد", "45/13/2018",
        "مسيرات كل الجمعة", "قتل 12 شخصا", "يونيو من كل عام", "هجمات الحادي عشر من سبتمبر", "بمنطقة السادس من أكتوبر", "ثورة 25 يناير/كانون الثاني", "",
    ],
)  # fmt: skip
def test_no_date(sentence: str, calendar: Calendar) -> None:
    assert _found(sentence, calendar) == []


def test_without_publication_only_stated_dates_with_a_year(calendar: Calendar) -> None:
    sentence = "أعلن أمس الثلاثاء أن الهجوم وقع في 3 أبريل، قبل هجوم 5 مايو 2016 وبعد هجوم عام 2014 وهجوم 15 رمضان 1438"
    assert [m.value for _, m in _found(sentence, calendar, None)] == ["2016-05-05", "2014", "2017-06-10"]


def test_several_in_a_sentence(calendar: Calendar) -> None:
    sentence = "قتل جنديان صباح الاثنين في هجوم، بعد أن فجر انتحاري نفسه يوم 2 أبريل، وكانت البلدة شهدت معارك في مارس 2016."
    assert [(w, m.value) for w, m in _found(sentence, calendar)] == [
        ("صباح الاثنين", "2018-04-16"),
        ("يوم 2 أبريل", "2018-04-02"),
        ("مارس 2016", "2016-03"),
    ]


def test_every_month_name_of_cldr_is_known(calendar: Calendar) -> None:
    babel = pytest.importorskip("babel")
    for region in ("EG", "DZ", "TN", "MA", "MR", "SY", "IQ", "LB", "JO", "PS", "SA", "LY"):
        for number, name in babel.Locale("ar", region).months["format"]["wide"].items():
            assert [m.value for _, m in _found(f"3 {name} 2016", calendar)] == [f"2016-{number:02}-03"], (region, name)


@pytest.mark.parametrize("published", [None, date(1, 1, 1), date(9999, 12, 31), date(1901, 1, 1)])
@pytest.mark.parametrize("sentence", ["9" * 5000, "2² ²", "1/2/3/4", "99999999/1/1", "قبل 99999 عاما", "الأحد المقبل", "29 فبراير", "قبل"])
def test_odd_input_is_read_without_error(sentence: str, published: date | None, calendar: Calendar) -> None:
    assert all(m.value >= "1900" for _, m in _found(sentence, calendar, published))


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("أغلق المعبر السبت بعد يوم من احتجاجات", ["2018-04-14", "2018-04-13"]),
        ("يأتي ذلك بعد يومين فقط من تفجير", ["2018-04-16"]),
        ("جاء القرار بعد أقل من شهر على الهجوم", ["2018-03"]),
        ("غداة اشتباكات في المدينة", ["2018-04-17"]),
        ("في الذكرى العاشرة لاغتيال الزعيم", ["2008"]),
        ("في الذكرى السنوية الـ20 للمجزرة", ["1998"]),
        ("في الذكرى السابعة لثورة 17 فبراير", ["2011-02-17"]),
        ("في الذكرى الـ16 لأحداث الحادي عشر من سبتمبر/أيلول", ["2002-09-11"]),
        ("في الذكرى الخامسة لمقتل 25 متظاهرا", ["2013"]),
        ("بين يناير/كانون الثاني وفبراير/شباط 2017", ["2018-01", "2017-02"]),
        ("خرجوا في يوليو 2017 ثم عادوا في أغسطس من العام نفسه", ["2017-07", "2017-08"]),
        ("تسلم الحكم عام 2012 وعزل في العام التالي", ["2012", "2013"]),
        ("وقع الهجوم في الخامس من الشهر الجاري", ["2018-04-05"]),
        ("قتل في 12 مايو 2017 ودفن في 15 من الشهر نفسه", ["2017-05-12", "2017-05-15"]),
        ("تنطلق المسيرة في غرة مارس", ["2018-03-01"]),
        ("من المقرر تنظيم مسيرة يوم الجمعة", ["2018-04-20"]),
        ("كان من المقرر أن تنتهي الهدنة الجمعة", ["2018-04-13"]),
        ("تمكنت القوات قبل يومين من دخول البلدة", ["2018-04-16"]),
        ("منذ حرب 2006", ["2006"]),
        ("ليل 5-6 مارس", ["2018-03-06"]),
    ],
)
def test_measured_from_another_day(sentence: str, values: list[str], calendar: Calendar) -> None:
    assert [mention.value for _, mention in _found(sentence, calendar)] == values
