"""Who is chosen for an incident out of the parties around it, and the choice itself."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from isnad.codebook import Codebook
from isnad.model import Article
from isnad.reading import read
from isnad.reading.draft import Draft, draft_of
from isnad.reading.incident.incidents import Incident, find_incidents
from isnad.reading.incident.proposals import Side
from isnad.reading.incident.sides import find_candidates, join, once, select
from isnad.reading.mention.index import PartyIndex
from isnad.reading.mention.telling import KINDS, tell
from isnad.reading.party.parties import find_parties
from isnad.reading.tools import tools_of
from tests.reading.helpers import cut, parsed

PUBLISHED = date(2018, 5, 5)
AMBUSH = "قتل مسلحون من حركة الشباب خمسة جنود صوماليين في كمين قرب مدينة بيدوا، الجمعة، بحسب الشرطة."
RAID = "قتل مسلح ثلاثة مدنيين في هجوم بسكين في مدينة بعقوبة العراقية، الجمعة."
ARREST = "أوقفت الشرطة التونسية، الجمعة، سمير الحمداوي في مدينة القصرين للاشتباه في انتمائه إلى تنظيم داعش."


def drafted(text: str, codebook: Codebook, *, weighed: bool = True) -> tuple[Draft, list[Incident]]:
    draft = draft_of(Article(id="a", text=text, published=PUBLISHED), tools_of(codebook), teller=tell if weighed else None)
    assert draft is not None
    return draft, find_incidents(draft)


def test_the_doer_and_the_victims_of_an_ambush(codebook: Codebook) -> None:
    (report,) = read(Article(id="a", text=AMBUSH, published=PUBLISHED), codebook).reports
    assert any("حركة الشباب" in p.text for p in report.by)
    assert any("جنود" in p.text for p in report.against)


def test_those_who_flee_in_a_battle_suffer_it(codebook: Codebook) -> None:
    _, incidents = drafted("حررت القوات الحكومية الميناء وسط فرار المسلحين من الجبهة.", codebook)
    (mention,) = [m for i in incidents for m in i.mentions if m.family == "battle"]
    assert [p.kind for p in mention.by] == ["state_forces"]
    assert [p.kind for p in mention.against] == ["rebel_group"]


def test_no_party_stands_on_both_sides(codebook: Codebook) -> None:
    for text in (AMBUSH, ARREST, f"{AMBUSH} {ARREST}"):
        for report in read(Article(id="a", text=text, published=PUBLISHED), codebook).reports:
            assert not {p.span for p in report.by} & {p.span for p in report.against}


def test_a_person_known_by_name_is_a_candidate_and_mentions_of_one_party_are_one(codebook: Codebook) -> None:
    text = f"{ARREST} وقالت الشرطة إن الحمداوي اعتقل في منزله."
    draft, incidents = drafted(text, codebook)
    candidates = find_candidates(draft, incidents[0])
    texts = [draft.parse.text.cut(c.party.start, c.party.end) for c in candidates]
    assert texts.count("سمير الحمداوي") == 1 and "الحمداوي" not in texts


def test_the_network_says_how_likely_a_kind_of_party_stands_on_either_side(codebook: Codebook) -> None:
    draft, [incident] = drafted(RAID, codebook)
    told = incident.lead.telling
    assert told is not None
    for candidate in find_candidates(draft, incident):
        k = KINDS.index(candidate.party.kind)
        for side, shares in (("by", told.by), ("against", told.against)):
            assert candidate.features[f"likely_{side}"] == pytest.approx(float(shares[k]))
            assert candidate.features[f"likely_{side}_none"] == pytest.approx(float(shares[-1]))
            assert candidate.features.get(f"likeliest_{side}", 0.0) == float(k == shares.argmax())
            assert 0 < candidate.features[f"likely_{side}_log"] < 1.25


def test_without_the_network_parties_are_weighed_by_words_alone(codebook: Codebook) -> None:
    draft, [incident] = drafted(RAID, codebook, weighed=False)
    assert incident.lead.telling is None
    found = find_candidates(draft, incident)
    assert found and not any(name.startswith("like") for c in found for name in c.features)


def test_a_party_is_named_by_its_force_and_not_by_its_country(codebook: Codebook) -> None:
    text = "قالت الصومال إنها ستقاتل. وقتل الجيش الصومالي خمسة مسلحين في هجوم قرب مدينة بيدوا، الجمعة."
    draft, incidents = drafted(text, codebook)
    named = [draft.parse.text.cut(p.start, p.end) for p in (c.named["by"] for c in find_candidates(draft, incidents[0]))]
    assert "الجيش الصومالي" in named and "الصومال" not in named


FAR = "وهطلت الأمطار.\nوارتفعت الأسعار.\nوقتل خمسة مدنيين في هجوم قرب مدينة بيدوا الصومالية، الجمعة."
TAXES = "قال سكان إن الأسعار ارتفعت.\nوأغلقت المدارس.\nوتملك حركة الشباب مزارع.\nوتدير حركة الشباب محاكم."


def test_the_parties_that_an_article_names_most_are_candidates_wherever_they_stand(codebook: Codebook) -> None:
    draft, [incident] = drafted(f"{TAXES}\n{FAR}", codebook)
    [shabaab] = [c for c in find_candidates(draft, incident) if "الشباب" in draft.parse.text.cut(c.party.start, c.party.end)]
    assert draft.parse.sentence_of(shabaab.party.first) == 4  # where it stands nearest to the telling
    assert shabaab.features["where.elsewhere"] == 1.0


def test_no_more_than_the_foremost_parties_of_an_article_are_candidates(codebook: Codebook) -> None:
    often = "\n".join(f"وتدير {name} محاكم.\nوتملك {name} مزارع." for name in ("الشرطة", "النقابات", "القبائل", "الأحزاب", "العصابات"))
    draft, [incident] = drafted(f"وهطلت الأمطار.\nوارتفعت الأسعار.\nوتملك حركة الشباب مزارع.\n{often}\n{FAR}", codebook)
    names = {i for p in draft.parties for i in p.ids}
    found = {i for c in find_candidates(draft, incident) for i in c.party.ids}
    assert len(names) > 6 and not any("shabaab" in i for i in found)


@pytest.mark.parametrize(
    ("by", "against", "expected"),
    [
        ([2.0, -3.0], [-3.0, 1.0], ([0], [1])),
        ([2.0], [3.0], ([], [0])),  # the side where it passes the floor by more
        ([-0.5, -2.0], [-5.0, -5.0], ([0], [])),
        ([1.0, 2.0, 3.0, 4.0], [-9.0] * 4, ([3, 2, 1], [])),
        ([3.0, 0.4, 0.6], [-9.0] * 3, ([0, 2], [])),  # a further party needs more than the first
        ([-0.5, 0.4], [-9.0] * 2, ([1], [])),
        ([], [], ([], [])),
    ],
)
def test_choice_by_sums_and_floors(by: list[float], against: list[float], expected: tuple[list[int], list[int]]) -> None:
    floors = {"by_floor": -1.0, "by_more": 0.5, "against_floor": -1.0, "against_more": 0.5}
    chosen = select(np.array(list(zip(by, against, strict=True))).reshape(-1, 2), floors)
    assert (chosen["by"], chosen["against"]) == expected


def test_a_type_with_a_floor_of_its_own() -> None:
    floors = {"by_floor": -1.0, "by_more": 0.5, "against_floor": -1.0, "against_floor.peaceful_protest": 0.5, "against_more": 0.5}
    sums = np.array([[-9.0, 0.0]])
    assert select(sums, floors, "attack")["against"] == [0]
    assert select(sums, floors, "peaceful_protest")["against"] == []
    assert select(sums + 1, floors, "peaceful_protest")["against"] == [0]


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("هاجم الجيش الحوثيين، ثم انسحبت الميليشيات من البلدة", ["الجيش", "الحوثيين"]),
        ("انسحبت الميليشيات من البلدة بعدما قصفها مسلحون من ميليشيا الحوثي", ["مسلحون من ميليشيا الحوثي"]),
        ("قصفت مقاتلات التحالف العربي البلدة في غارة للتحالف", ["مقاتلات التحالف العربي"]),
        ("دهست سيارة مشاة في الساحة، وهرع رجال إلى المشاة", ["مشاة", "رجال"]),
        ("أوقفت السلطات رجلا بعدما داهمت شرطة المدينة منزله", ["رجلا", "شرطة المدينة"]),
        ("قتل سمير الحمداوي في بغداد، وشيع الحمداوي أمس", ["سمير الحمداوي"]),
        # those joined to another, and those of another sort, are others
        ("هاجم الجيش الحوثيين والمسلحين", ["الجيش", "الحوثيين", "المسلحين"]),
        ("انتشر الجيش والشرطة والميليشيات في البلدة", ["الجيش", "الشرطة", "الميليشيات"]),
    ],
)
def test_a_party_is_told_once_on_a_side(sentence: str, kept: list[str], codebook: Codebook) -> None:
    parse = parsed(sentence, codebook)
    parties = list(PartyIndex.of(parse, find_parties(parse)).parties)
    assert [cut(parse, p) for p in once(parse, parties)] == kept


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("قتل خمسة مدنيين في غارات روسية وسورية على بلدة في ريف إدلب.", ["روسية", "سورية"]),
        ("سيطرت القوات التركية ومقاتلو الجيش السوري الحر على بلدة قرب عفرين.", ["القوات التركية", "مقاتلو الجيش السوري الحر"]),
        ("اندلعت اشتباكات بين الجيش اليمني وميليشيا الحوثي قرب تعز.", ["الجيش اليمني"]),
    ],
)
def test_those_joined_to_a_side_stand_there_too(text: str, by: list[str], codebook: Codebook) -> None:
    (report,) = read(Article(id="a", text=text, published=PUBLISHED), codebook).reports
    assert [p.text for p in report.by] == by


def test_joined_candidates_need_that_something_speaks_for_them(codebook: Codebook) -> None:
    draft, [incident] = drafted("قتل مدني في غارات روسية وسورية على بلدة في ريف إدلب.", codebook)
    candidates = find_candidates(draft, incident)
    first, second = (next(k for k, c in enumerate(candidates) if cut(draft.parse, c.party) == text) for text in ("روسية", "سورية"))
    for told, expected in ((-0.5, [first, second]), (-3.0, [first])):
        sums = np.full((len(candidates), 2), -5.0)
        sums[second] = told
        chosen: dict[Side, list[int]] = {"by": [first], "against": []}
        join(draft.parse, candidates, sums, chosen)
        assert chosen == {"by": expected, "against": []}


@pytest.mark.parametrize(
    ("text", "party", "kind"),
    [
        ("قتلت القوات الحكومية عشرين عنصرا من ميليشيات الحوثي في تعز. وقصفت الميليشيات حيا سكنيا في تعز وقتلت أربعة مدنيين.", "الميليشيات", "rebel_group"),
        ("قصفت الميليشيات حيا سكنيا في طرابلس وقتلت أربعة مدنيين.", "الميليشيات", "political_militia"),
        ("طعن رجل ثلاثة أشخاص في مدينة ليون الفرنسية، الجمعة.", "رجل", "unknown"),
        ("قتل كريم بنسالم شرطيين اثنين في مدينة ليون الفرنسية، الجمعة.", "كريم بنسالم", "unknown"),
        ("حاول مسلحون اغتيال الرئيس المالي في باماكو، الجمعة.", "الرئيس المالي", "state_forces"),
        ("حاول مسلحون اغتيال الرئيس كريم الخورفي في باماكو، الجمعة. وأصيب الخورفي في الهجوم.", "الرئيس كريم الخورفي", "state_forces"),
        ("حاول مسلحون اغتيال رئيس النقابة في باماكو، الجمعة.", "رئيس النقابة", "civilians"),
    ],
)  # fmt: skip
def test_of_what_kind_a_party_is_here(text: str, party: str, kind: str, codebook: Codebook) -> None:
    reports = read(Article(id="a", text=text, published=PUBLISHED), codebook).reports
    kinds = {p.text: p.kind for report in reports for p in (*report.by, *report.against)}
    assert kinds.get(party) == kind, kinds
