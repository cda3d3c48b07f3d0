"""Dates told by other dates, by feasts and by plans, read against Wednesday 18 April 2018."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from isnad.reading.time.calendar import Calendar
from isnad.reading.time.dates import find_dates
from isnad.text import Text

CODEBOOK = Path(__file__).parents[2] / "isnad" / "codebook"
PUBLISHED = date(2018, 4, 18)


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return Calendar.compile(yaml.safe_load((CODEBOOK / "calendar.yaml").read_text(encoding="utf-8")))


def _values(sentence: str, calendar: Calendar) -> list[str]:
    return [m.value for m in find_dates(Text.of(sentence), PUBLISHED, calendar)]


LAST = [
    # sentence, the date read last in it
    ("وقع الهجوم يوم 3 مارس 2003 وفي اليوم التالي اعتقل اثنان", "2003-03-04"),
    ("وقع هجوم يوم 3 مارس 2003، وفي اليوم نفسه اعتقل اثنان", "2003-03-03"),
    ("وقع هجوم في 7 يناير 2015. وبعد ذلك بيومين قتلت الشرطة المهاجمين", "2015-01-09"),
    ("وقع هجوم في 7 يناير 2015. وقبل ذلك بشهر فجر مسلح حافلة", "2014-12"),
    ("اندلعت الحرب في 2014. وبعدها بعام واحد توصل الطرفان إلى اتفاق", "2015"),
    ("أعدم سجين في 18 أبريل 2017، وقبل يوم واحد من ذلك أعدم آخر", "2017-04-17"),
    ("بدأت المعركة في 3 مارس 2003 وانتهت في 9 أبريل", "2003-04-09"),
    ("وقع الهجوم في مثل هذا اليوم من عام 1999", "1999-04-18"),
    ("تظاهر الآلاف في أبريل 2017 وأبريل 2016", "2016-04"),
    ("قتل جندي يوم 10/ أبريل", "2018-04-10"),
    ("عثر على الجثة يوم 9 ماي (1987)", "1987-05-09"),
    ("اغتيل قبل ثلاثة عقود", "1988"),
    ("وقع التفجير مطلع الشهر", "2018-04"),
    ("وقع التفجير يوم 15 من الشهر", "2018-04-15"),
    ("وقع التفجير قبل أمس", "2018-04-16"),
    ("اندلعت المواجهات عقب يوم من احتجاجات الأهالي", "2018-04-17"),
    ("اختطفوا في العراق 2015.", "2015"),
    ("1953: هاجم مسلحون الثكنة", "1953"),
]

FEASTS = [
    ("وقع الهجوم ليلة رأس السنة", "2017-12-31"),
    ("وقع الهجوم عشية عيد الميلاد عام 2000", "2000-12-24"),
    ("اعتقل العشرات يوم عيد العمال", "2017-05-01"),
    ("قتل شرطي في ثاني أيام عيد الأضحى", "2017-09-02"),
    ("قتل شرطي في أول أيام عيد الفطر", "2017-06-25"),
]

TO_COME = [
    ("تغلق الطرق اعتبارا من الخميس", "2018-04-19"),
    ("ومن المقرر أن تخرج احتجاجات أكبر، السبت، في العاصمة", "2018-04-21"),
    ("ويتوقع أن يصل التحرك ذروته الاثنين", "2018-04-23"),
    ("دعت النقابات إلى إضراب عام الأحد", "2018-04-22"),
    ("ودعا نشطاء إلى المشاركة في مسيرة تنطلق مساء الجمعة", "2018-04-20"),
    ("وقع الاتفاق على أن يبدأ تنفيذه الإثنين", "2018-04-23"),
    ("ستسير الهيئة الجمعة أول قافلة", "2018-04-20"),
]

PAST = [
    ("دعا الحزب الثلاثاء إلى التظاهر", "2018-04-17"),
    ("دعت المنظمة إلى تحقيق في مقتل متظاهرين خلال احتجاجات الجمعة", "2018-04-13"),
    ("أضرب العمال الخميس", "2018-04-12"),
    ("سيطر الجيش على القرية الأحد", "2018-04-15"),
]


NO_DATE = ["بلغت الحصيلة أكثر من 2015.", "احتفلوا بعيد الميلاد"]


@pytest.mark.parametrize(("sentence", "value"), [*LAST, *FEASTS, *TO_COME, *PAST])
def test_the_last_date(sentence: str, value: str, calendar: Calendar) -> None:
    assert _values(sentence, calendar)[-1:] == [value]


@pytest.mark.parametrize("sentence", NO_DATE)
def test_no_date(sentence: str, calendar: Calendar) -> None:
    assert _values(sentence, calendar) == []
