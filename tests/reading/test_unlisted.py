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
]

NOT_FOUND = [
    ("انفجرت سيارة خارج محطة للقطارات بمدينة حيفا.", "محطة للقطارات"),
    ("قصف الطيران قرى سارة وزارة وأيضا مزارع قرب حلب.", "أيضا"),
    ("وصل إلى قرية صغيرة قرب حلب السورية.", "صغيرة"),
]


@pytest.mark.parametrize(("sentence", "text", "country"), FOUND)
def test_a_place_is_told(sentence: str, text: str, country: str, codebook: Codebook) -> None:
    told = _told(sentence, codebook)
    assert text in told, f"places read: {list(told)}"
    assert told[text].country == country


@pytest.mark.parametrize(("sentence", "word"), NOT_FOUND)
def test_a_word_is_no_place(sentence: str, word: str, codebook: Codebook) -> None:
    assert word not in _told(sentence, codebook)
