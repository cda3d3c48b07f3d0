"""Noun phrases that name a party, and words that only look like one."""

from __future__ import annotations

import pytest

from isnad.codebook import Codebook
from isnad.reading.party.bystates import find_attackers, find_states, known_by_name, states_in
from isnad.reading.party.parties import find_parties
from tests.reading.helpers import cut, parsed


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("وصل ثلاثة جنود", [("جنود", "state_forces", 3)]),
        ("قوات الأمن التونسية", [("قوات الأمن التونسية", "state_forces", None)]),
        ("إصابة 40 فلسطينيا", [("فلسطينيا", "civilians", 40)]),
        ("حوار مع الجنود الثلاثة", [("الجنود الثلاثة", "state_forces", 3)]),
        ("خلف ذلك عشرات المدنيين", [("المدنيين", "civilians", None)]),
        ("الإرهابي سالم المنصوري", [("الإرهابي سالم المنصوري", "rebel_group", None)]),
        ("مسلحون مجهولون مهندسين", [("مسلحون مجهولون", "unknown", None), ("مهندسين", "civilians", None)]),
        ("خرج شخصان اثنان", [("شخصان اثنان", "civilians", 2)]),
        ("اعتداء مسلح على الدار", []),
        ("خطاب أمام المقر", []),
        ("في محافظة بعيدة", []),
        ("احتجاجات أكثر قوة", []),
        ("مخططا إرهابيا كبيرا", []),
        ("أعمال عنف", []),
        ("قوات الجيش الوطني", [("قوات الجيش الوطني", "state_forces", None)]),
        ("الزعيم ألكسي وصل", [("الزعيم", "political_militia", None)]),
        ("سقط برصاص شرطي", [("شرطي", "state_forces", None)]),
        ("أطلقوا النار على فلسطيني", [("فلسطيني", "civilians", None)]),
        ("ودعت شقيقها ماهر في القرية", [("شقيقها ماهر", "civilians", None)]),
        ("غادرت شقيقته أمس", [("شقيقته", "civilians", None)]),
        ("هاجم مسلحون نقطتي تفتيش", [("مسلحون", "unknown", None), ("نقطتي تفتيش", "state_forces", None)]),
        ("متظاهرون غاضبون", [("متظاهرون غاضبون", "protesters", None)]),
        ("منازل مدمرة", []),
    ],
)
def test_parties(codebook: Codebook, sentence: str, expected: list[tuple[str, str, int | None]]) -> None:
    parse = parsed(sentence, codebook)
    found = [(cut(parse, p), p.kind, p.number.n if p.number else None) for p in find_parties(parse)]
    assert found == expected


@pytest.mark.parametrize(("sentence", "code"), [("قصف جوي إسرائيلي عنيف", "IL"), ("قصف على القرية", None), ("القصف المدفعي التركي", "TR")])
def test_the_adjective_of_a_strike_names_the_attacker(codebook: Codebook, sentence: str, code: str | None) -> None:
    attacker = find_attackers(parsed(sentence, codebook), 1)
    assert (attacker.countries[0] if attacker else None) == code


def test_capitals_and_countries_are_states(codebook: Codebook) -> None:
    assert [s.countries for s in find_states(parsed("قررت موسكو وفرنسا ذلك", codebook))] == [("RU",), ("FR",)]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("معارك شمال مدينة مأرب اليمنية", []),
        ("انفجار في ضواحي العاصمة السورية", []),
        ("غارات على مأرب، والرد السعودي عليها", ["country:SA"]),
        ("نددت بالغارات السورية على البلدة", ["country:SY"]),
    ],
)
def test_an_adjective_behind_a_place_is_no_party(codebook: Codebook, sentence: str, told: list[str]) -> None:
    parse = parsed(sentence, codebook)
    assert [s.id for s in states_in(parse, 0, len(parse.words))] == told


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("أوقفت الشرطة سمير الحمداوي ثم أفرجت عن الحمداوي", ["سمير الحمداوي", "الحمداوي"]),
        ("أوقفت الشرطة عبد السلام الفلاني", ["عبد السلام الفلاني"]),
        ("أصابت الغارة أبو همام وأبو سالم", ["أبو همام", "أبو سالم"]),
        ("هجوم قرب أبو غريب", []),
        ("على مشارف المدينة", []),
        ("قصف تركي استهدف قرية", []),
        # The family name alone, behind a post with the full name.
        ("عثر على الصحفي كريم الخورفي ميتا. وأثار مقتل الخورفي ضجة", ["الخورفي"]),
        # A name goes on to الله and الدين, unless a place is called so.
        ("اغتيال كريم عبد الله أمس", ["كريم عبد الله"]),
        ("وصل سامي سيف الدين أمس", ["سامي سيف الدين"]),
        ("هجوم في محافظة صلاح الدين", []),
        # Two persons are two names, and what else stands behind a name is none of it.
        ("قتل سيرغي غوروف وديمتان كوليف", ["سيرغي غوروف"]),
        ("تسميم أندريه غوروف بغاز سام", ["أندريه غوروف"]),
        ("وجد أندريه غوروف مسموما", ["أندريه غوروف"]),
        ("لقي سمير الحمداوي حتفه", ["سمير الحمداوي"]),
        # A given name that acts, verbs and nouns with their owner.
        ("فتح النار على المارة", []),
        ("وصل فتح الله غورزيل", ["فتح الله غورزيل"]),
        ("حاولوا اجتياز السياج", []),
        ("رهام الزبيدي تقود الحملة", ["رهام الزبيدي"]),
    ],
)
def test_persons_known_by_name_only(codebook: Codebook, sentence: str, names: list[str]) -> None:
    parse = parsed(sentence, codebook)
    assert [cut(parse, p) for p in known_by_name(parse, find_parties(parse))] == names
