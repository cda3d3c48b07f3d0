"""Names that no gazetteer lists, namesakes, and bases, in sentences written for the project."""

from __future__ import annotations

import pytest

from isnad.codebook import Codebook
from isnad.reading.place.places import PlaceMention, find_places, geography
from tests.reading.helpers import parsed


def _told(sentence: str, codebook: Codebook) -> dict[str, PlaceMention]:
    parse = parsed(sentence, codebook)
    return {parse.text.cut(p.start, p.end): p for p in find_places(parse, geography(parse), None)}


FOUND = [
    # sentence, text of the place, country
    ("قصف الجيش قرية منزر جنوب الحديدة في اليمن.", "منزر", "YE"),
    ("استهدف القصف رتلا قرب بلدة كريفة بريف حلب السورية.", "كريفة", "SY"),
    ("قصف الجيش السوري بلدة أم الزقازق في ريف درعا.", "أم الزقازق", "SY"),
    ("سيطر الجيش على قرية آل مغزم في صعدة اليمنية.", "آل مغزم", "YE"),
    ("دارت المعارك في قرية كفر بطنيش في إدلب السورية.", "كفر بطنيش", "SY"),
    ("سقطت طائرة قرب قاعدة حميميم الروسية في سوريا.", "قاعدة حميميم", "SY"),
    ("دمر الجيش نفقا بمدينة رفح بشمال سيناء.", "رفح", "EG"),
    ("قصف الطيران مدينة رفح جنوب قطاع غزة.", "رفح", "PS"),
    ("دارت اشتباكات في لحج.", "لحج", "YE"),
    ("قصف الطيران منطقة السرايا بمديرية الراهدة جنوب تعز.", "السرايا", "YE"),
    ("دارت معارك في وادي الفرع بمديرية كتاف في صعدة.", "وادي الفرع", "YE"),
    ("دارت معارك في جبال حام بمديرية المتون في الجوف.", "جبال حام", "YE"),
    ("قصف الطيران منطقة قانيسة التابعة لمحافظة البيضاء في اليمن.", "قانيسة", "YE"),
    ("قصف الطيران منطقة المرير التابعة للحديدة في اليمن.", "المرير", "YE"),
    ("انفجرت سيارة عند قاعدة الصولبان على مشارف عدن.", "قاعدة الصولبان", "YE"),
    ("قصف الطيران مواقع في مديريتي غمر ورازح في صعدة.", "غمر", "YE"),
    ("أوقف مسلح بجهة برقو من ولاية سليانة.", "برقو", "TN"),
    ("قتل شرطي في هجوم على كمين الفرافرة بالصحراء الغربية في مصر.", "الفرافرة", "EG"),
    ("انفجرت عبوة في منطقة ذباب غرب تعز.", "ذباب", "YE"),
]

NOT_FOUND = [
    ("انفجرت سيارة خارج محطة للقطارات بمدينة حيفا.", "محطة للقطارات"),
    ("قصف الطيران قرى سارة وزارة وأيضا مزارع قرب حلب.", "أيضا"),
    ("وصل إلى قرية صغيرة قرب حلب السورية.", "صغيرة"),
    ("انسحب عناصر جبهة النصرة من البلدة السورية.", "النصرة"),
    ('دخلت القوات مناطق "خفض التوتر" في سوريا.', "خفض"),
    ("نزح السكان من جبال المنطقة ومن مديريات المحافظة في اليمن.", "المحافظة"),
    ("نزح السكان من جبال المنطقة ومن مديريات المحافظة في اليمن.", "جبال المنطقة"),
    ("وقع الانفجار في منطقة المعارك بمديرية الراهدة جنوب تعز.", "المعارك"),
    ("انتشر ذباب كثير في سوق تعز.", "ذباب"),
]


@pytest.mark.parametrize(("sentence", "text", "country"), FOUND)
def test_a_place_is_told(sentence: str, text: str, country: str, codebook: Codebook) -> None:
    told = _told(sentence, codebook)
    assert text in told, f"places read: {list(told)}"
    assert told[text].country == country


@pytest.mark.parametrize(("sentence", "word"), NOT_FOUND)
def test_a_word_is_no_place(sentence: str, word: str, codebook: Codebook) -> None:
    assert word not in _told(sentence, codebook)


SAME = [
    # sentences, the doubtful name, how often it is a place in them
    ("خرج المقاتلون من مدينة دوما في سوريا. وقصفت الطائرات دوما.", "دوما", 2),
    ("قصفت الطائرات دوما في روسيا.", "دوما", 0),
    ("استهدفت الطائرات بلدات في سوريا، واستهدف المدفع دوما.", "دوما", 0),
    ("استهدف القصف بلدات في سوريا. واستهدفت دوما مساء.", "دوما", 1),
    ("استهدف القائم بالأعمال في سوريا.", "القائم", 0),
    ("تظاهر المئات في العاصمة الكورية الجنوبية سول.", "سول", 1),
    ("قال سول إن العاصمة بعيدة.", "سول", 0),
]


@pytest.mark.parametrize(("sentences", "name", "times"), SAME)
def test_a_doubtful_name_is_a_place_throughout(sentences: str, name: str, times: int, codebook: Codebook) -> None:
    parse = parsed(sentences, codebook)
    found = find_places(parse, geography(parse), None)
    assert [parse.text.cut(p.start, p.end) for p in found].count(name) == times
