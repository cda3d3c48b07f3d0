"""Whom reports go back to: outlets are not counted, origins are."""

from __future__ import annotations

from typing import Any

import pytest

from isnad.codebook import Codebook
from isnad.merge.naming import same_person, words
from isnad.merge.origins import traced
from isnad.merge.voices import voices
from tests.merge.stored import source, stored

REUTERS, AFP = source('وكالة "رويترز" للأنباء', "media"), source("فرانس برس", "media")
SPOKESMAN = source("سالم البلاوي", "police", "public")
UNNAMED = source("مصدر أمني", "police")

# name, per report the keyword arguments of `stored`, the origins' labels and how many reports each has
CASES: list[tuple[str, list[dict[str, Any]], list[tuple[str, int]]]] = [
    ("three outlets quote one agency", [{"sources": [s]} for s in (REUTERS, source("رويترز", "media"), source("وكالة رويترز", "media"))],
     [('وكالة "رويترز" للأنباء', 3)]),
    ("one spokesman through three agencies",
     [{"sources": [SPOKESMAN, a]} for a in (REUTERS, AFP, source("وكالة الأنباء التونسية الرسمية", "media"))], [("سالم البلاوي", 3)]),
    ("one spokesman, once by his family name", [{"sources": [SPOKESMAN]}, {"sources": [source("البلاوي", "official", "public")]}],
     [("سالم البلاوي", 2)]),
    ("two persons", [{"sources": [SPOKESMAN]}, {"sources": [source("سالم العيادي", "police", "public")]}],
     [("سالم البلاوي", 1), ("سالم العيادي", 1)]),
    ("two chains of one report", [{"sources": [SPOKESMAN, source("مستشفى الجهة", "medical")], "chains": [[0], [1]]}],
     [("سالم البلاوي", 1), ("مستشفى الجهة", 1)]),
    ("outlets that speak for themselves", [{}, {}], [("صحيفة 0", 1), ("صحيفة 1", 1)]),
    ("two articles of one outlet", [{"publisher": "صحيفة الغد الجديد"}, {"publisher": "صحيفة الغد الجديد"}], [("صحيفة الغد الجديد", 2)]),
    ("unnamed sources are their outlet's", [{"sources": [UNNAMED]}, {"sources": [UNNAMED]}], [("صحيفة 0", 1), ("صحيفة 1", 1)]),
    ("an unnamed source of an agency", [{"sources": [UNNAMED, REUTERS]}, {"sources": [source("شهود عيان", "witness"), REUTERS]}],
     [('وكالة "رويترز" للأنباء', 2)]),
    ("an agency's own report", [{"publisher": "Reuters"}, {"sources": [REUTERS]}], [('وكالة "رويترز" للأنباء', 2)]),
    ("what an agency's own report goes back to", [{"publisher": "رويترز", "sources": [SPOKESMAN]}, {"sources": [REUTERS]}],
     [("سالم البلاوي", 2)]),
    ("a body, with and without its country", [{"sources": [source("وزارة الداخلية")]}, {"sources": [source("الداخلية التونسية")]}],
     [("الداخلية التونسية", 2)]),
    ("who speaks for a body", [{"sources": [source("المتحدث باسم وزارة الداخلية", person="public")]},
                               {"sources": [source("مصدر مسؤول بوزارة الداخلية")]}], [("المتحدث باسم وزارة الداخلية", 2)]),
    ("bodies of two countries", [{"sources": [source("الجيش التونسي", "military")]}, {"sources": [source("الجيش الجزائري", "military")]}],
     [("الجيش التونسي", 1), ("الجيش الجزائري", 1)]),
    ("a known spokesman and his body", [{"sources": [source("رامي عبد الرحمن", "ngo", "public")]},
                                        {"sources": [source("المرصد السوري", "ngo")]}], [("المرصد السوري", 2)]),
    ("a group by two names", [{"sources": [source("تنظيم داعش", "armed_group")]}, {"sources": [source("الدولة الإسلامية", "armed_group")]}],
     [("الدولة الإسلامية", 2)]),
    ("copies", [{"copies": "a0"}, {"copies": "a0"}, {}], [("صحيفة 0", 2), ("صحيفة 2", 1)]),
    ("a copy that leaves the source out", [{"copies": "a0", "sources": [SPOKESMAN]}, {"copies": "a0"}], [("سالم البلاوي", 2)]),
    ("a copy read otherwise adds nothing", [{"copies": "a0", "sources": [SPOKESMAN]},
                                            {"copies": "a0", "sources": [source("محمد العوني", "police", "public")]}], [("سالم البلاوي", 2)]),
    ("sources without chains", [{"sources": [SPOKESMAN, source("مستشفى الجهة", "medical")], "chains": []}],
     [("سالم البلاوي", 1), ("مستشفى الجهة", 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("given", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_origins(codebook: Codebook, given: list[dict[str, Any]], expected: list[tuple[str, int]]) -> None:
    origins = traced([stored(n, **arguments) for n, arguments in enumerate(given)], codebook).origins
    assert [(o.label, len(o.reports)) for o in origins] == expected


def test_each_chain_knows_its_origin(codebook: Codebook) -> None:
    reports = [stored(0, sources=[SPOKESMAN, REUTERS, AFP], chains=[[0, 1], [2]]), stored(1), stored(2, sources=[AFP])]
    trace = traced(reports, codebook)
    assert trace.chains == [[0, 1], [2], [1]]
    assert [o.outlets for o in trace.origins] == [["صحيفة 0"], ["صحيفة 0", "صحيفة 2"], ["صحيفة 1"]]
    assert trace.voices[0] == ["person:سالم بلاوي", "outlet:afp"]


def test_persons_stay_marked_for_the_mask(codebook: Codebook) -> None:
    witness = source("منجي الهمامي", "witness", "private")
    assert [o.person for o in traced([stored(0, sources=[witness]), stored(1, sources=[SPOKESMAN])], codebook).origins] == [
        "private",
        "public",
    ]


@pytest.mark.parametrize(
    ("text", "kind", "person", "key"),
    [
        ("وكالة الأنباء الفرنسية", "media", None, "outlet:afp"),
        ("مراسل لوكالة الأنباء الفرنسية", "media", "public", "outlet:afp"),
        ("وكالة الأنباء الرسمية (سانا)", "media", None, "outlet:sana"),
        ("لرويترز", "media", None, "outlet:reuters"),
        ("لوزارة الداخلية", "official", None, "body:وزارة الداخلية"),
        ("قناة العربية", "media", None, "outlet:al_arabiya"),
        ("وسائل إعلام محلية", "media", None, None),
        ("وكالات أنباء روسية", "media", None, None),
        ("شهود عيان", "witness", "private", None),
        ("مسؤولون محليون", "official", "public", None),
        ("مصدر في الشرطة", "police", None, "body:الشرطة"),
        ("للجيش الإسرائيلي", "military", None, "body:الجيش"),
        ("حماس", "armed_group", None, "actor:hamas"),
        ("النائب العام التونسي", "judicial", "public", "body:نايب عام"),
        ("عقيد في الشرطة", "police", "public", "body:عقيد"),
        ("العميد سالم البلاوي", "police", "public", "person:سالم بلاوي"),
    ],
)
def test_voices(codebook: Codebook, text: str, kind: str, person: Any, key: str | None) -> None:
    assert voices(codebook).of(text, kind, person).key == key


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("حسام الدين الجبابلي", "الجبابلي", True),
        ("حسام الدين الجبابلي", "حسام الجبابلي", True),
        ("نيكي هايلي", "نيكي هيلي", True),
        ("بنيامين نتنياهو", "بنيامين نتانياهو", True),
        ("محمد بن سلمان", "خالد بن سلمان", False),
        ("محمد عباس", "محمود عباس", False),
        ("حسام الدين الجبابلي", "حسام", False),
    ],
)
def test_names_of_one_person(a: str, b: str, same: bool) -> None:
    assert same_person(words(a), words(b)) is same_person(words(b), words(a)) is same
