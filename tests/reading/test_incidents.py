"""One incident, many mentions: what is folded into one report and what stays two; and the types that parties make."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from isnad.codebook import Codebook
from isnad.model import Article, Report
from isnad.reading import read
from isnad.reading.draft import draft_of
from isnad.reading.incident.incidents import find_incidents
from isnad.reading.incident.judge import report_features
from isnad.reading.incident.sides import find_candidates
from isnad.reading.mention.families import compatible
from isnad.reading.mention.telling import MOST
from isnad.reading.tools import tools_of

PUBLISHED = date(2021, 4, 8)  # a Thursday


def reports(text: str, codebook: Codebook, title: str = "") -> list[Report]:
    return read(Article(id="t", title=title, text=text, published=PUBLISHED), codebook).reports


def told(report: Report) -> dict[str, Any]:
    counts = {name: count.n for name in ("killed", "injured", "arrested") if (count := getattr(report, name)) is not None}
    return {"type": report.type, "place": report.place, "date": report.date, **counts}


# Two incidents of one article: title, text, and what each report tells.
TWO: list[tuple[str, str, list[dict[str, Any]]]] = [
    (
        "",
        "قتل خمسة جنود في هجوم شنه مسلحون على حاجز للجيش في مدينة كيدال شمال مالي يوم الثلاثاء.\n"
        "وفي مدينة غاو، قتل ثلاثة مدنيين في انفجار عبوة ناسفة لدى مرور حافلتهم يوم الأربعاء.",
        [
            {"type": "attack", "place": "كيدال", "date": "2021-04-06", "killed": 5},
            {"type": "remote_explosive", "place": "غاو", "date": "2021-04-07", "killed": 3},
        ],
    ),
    (
        "",
        "هاجم مسلحون ثكنة للجيش في مدينة تيلابيري غربي النيجر، أمس الأربعاء، وقتلوا 12 جنديا.\n"
        "وهاجم مسلحون آخرون قرية قرب مدينة جيبو في بوركينا فاسو، الثلاثاء، وقتلوا خمسة مدنيين.",
        [
            {"type": "attack", "place": "تيلابيري", "date": "2021-04-07", "killed": 12},
            {"type": "attack", "place": "جيبو", "date": "2021-04-06", "killed": 5},
        ],
    ),
    (
        "قتلى في هجومين في العراق",
        "قتل أربعة أشخاص في انفجار عبوة ناسفة في مدينة بعقوبة شرق العراق، الاثنين.\n"
        "وفي مدينة الرمادي، قتل سبعة أشخاص في انفجار سيارة مفخخة، الثلاثاء.",
        [
            {"type": "remote_explosive", "place": "بعقوبة", "date": "2021-04-05", "killed": 4},
            {"type": "remote_explosive", "place": "الرمادي", "date": "2021-04-06", "killed": 7},
        ],
    ),
    (
        "",
        "اعتقلت الشرطة عشرة متظاهرين في مدينة صفاقس، الاثنين.\nوفي مدينة بنزرت، اعتقلت الشرطة أربعة متظاهرين، الثلاثاء.",
        [
            {"type": "protest_with_intervention", "place": "صفاقس", "date": "2021-04-05", "arrested": 10},
            {"type": "protest_with_intervention", "place": "بنزرت", "date": "2021-04-06", "arrested": 4},
        ],
    ),
    (
        "احتجاجات في لبنان",
        "تظاهر مئات المحتجين في مدينة طرابلس شمال لبنان، أمس الأربعاء، احتجاجا على غلاء المعيشة.\n"
        "وقتل ثلاثة جنود لبنانيين في كمين نصبه مسلحون قرب مدينة بعلبك، الثلاثاء.",
        [
            {"type": "peaceful_protest", "place": "طرابلس", "date": "2021-04-07"},
            {"type": "attack", "place": "بعلبك", "date": "2021-04-06", "killed": 3},
        ],
    ),
]


@pytest.mark.parametrize(("title", "text", "expected"), TWO)
def test_two_incidents_stay_two(codebook: Codebook, title: str, text: str, expected: list[dict[str, Any]]) -> None:
    assert [told(r) for r in reports(text, codebook, title)] == expected


# One incident told again and again.
ONE: list[tuple[str, str, dict[str, Any]]] = [
    (
        "مقتل تسعة جنود في هجوم شمال بوركينا فاسو",
        "قتل تسعة جنود وأصيب أربعة آخرون، الاثنين، في هجوم شنه مسلحون على ثكنة في مدينة جيبو شمال بوركينا فاسو، وفق ما أعلن الجيش.\n"
        "وقال الجيش في بيان إن المهاجمين وصلوا على متن دراجات نارية.\n"
        "وخلف الهجوم تسعة قتلى وأربعة جرحى في صفوف الجنود.",
        {"type": "attack", "place": "جيبو", "date": "2021-04-05", "killed": 9, "injured": 4},
    ),
    (
        "غارة جوية تقتل ستة مدنيين في اليمن",
        "قتل ستة مدنيين في غارة جوية شنها التحالف على مدينة الحديدة غربي اليمن، أمس الأربعاء.\nواستهدفت الغارة منزلا في حي سكني.",
        {"type": "air_drone_strike", "place": "الحديدة", "date": "2021-04-07", "killed": 6},
    ),
    (
        "",
        "انفجرت سيارة مفخخة أمام مقر للشرطة في مدينة مقديشو، أمس الأربعاء.\nوأدى الانفجار إلى مقتل ستة من رجال الشرطة وإصابة عشرة آخرين.",
        {"type": "remote_explosive", "place": "مقديشو", "date": "2021-04-07", "killed": 6, "injured": 10},
    ),
]


@pytest.mark.parametrize(("title", "text", "expected"), ONE)
def test_title_lead_and_recap_are_one_report(codebook: Codebook, title: str, text: str, expected: dict[str, Any]) -> None:
    assert [told(r) for r in reports(text, codebook, title)] == [expected]


# An older incident that the article recalls: behind the news, with its own date.
RECALLED = [
    (
        "قتل ستة أشخاص في انفجار سيارة مفخخة قرب فندق وسط مقديشو، أمس الأربعاء، بحسب الشرطة.\n"
        "وكانت حركة الشباب قد هاجمت فندقا في مدينة كيسمايو في يوليو 2019، ما أسفر عن مقتل 26 شخصا.",
        ("2021-04-07", 6),
        ("2019-07", "كيسمايو", 26),
    ),
    (
        "قتل ثلاثة جنود في كمين قرب مدينة غاو في مالي الاثنين.\nيذكر أن مسلحين هاجموا ثكنة في مدينة موبتي في مارس 2020 وقتلوا عشرين جنديا.",
        ("2021-04-05", 3),
        ("2020-03", "موبتي", 20),
    ),
]


@pytest.mark.parametrize(("text", "news", "older"), RECALLED)
def test_what_is_recalled_is_background_with_its_date(
    codebook: Codebook, text: str, news: tuple[str, int], older: tuple[str, str, int]
) -> None:
    fresh, recalled = reports(text, codebook)
    assert (fresh.background, fresh.date, fresh.killed and fresh.killed.n) == (False, *news)
    assert (recalled.background, recalled.date, recalled.place, recalled.killed and recalled.killed.n) == (True, *older)


def test_mentions_are_kept_together_in_the_order_of_the_text(codebook: Codebook) -> None:
    title, text, _ = ONE[0]
    draft = draft_of(Article(id="t", title=title, text=text, published=PUBLISHED), tools_of(codebook))
    assert draft is not None
    [incident] = find_incidents(draft)
    assert [m.sentence for m in incident.mentions] == [0, 1, 3]
    assert incident.mentions == draft.mentions
    assert incident.lead.sentence == 1


# What parties and victims make of a type: sentence, type and the rule that says so.
TYPES = [
    ("اشتبك الجيش مع مسلحين قرب مدينة سرت، الثلاثاء، ما أدى إلى مقتل أربعة جنود.", "armed_clash", "armed_clash/"),
    (
        "أصيب عشرة متظاهرين بالرصاص عندما فتحت قوات الأمن النار على محتجين في مدينة الناصرية جنوبي العراق، أمس الأربعاء.",
        "excessive_force_against_protesters",
        "",
    ),
    (
        "تظاهر المئات في مدينة وهران غربي الجزائر، أمس الأربعاء، واعتقلت الشرطة عشرين متظاهرا.",
        "protest_with_intervention",
        "protest.arrests",
    ),
    ("قتل الجيش النيجيري سبعة من عناصر بوكو حرام في عملية قرب مدينة ديكوا أمس الأربعاء.", "armed_clash", "attack.state_on_armed"),
    ("هاجم مسلحون قرية قرب مدينة ديكوا أمس الأربعاء وقتلوا سبعة مدنيين.", "attack", "attack/"),
    # a verb of attack leaves the noun that it needs to tell how
    ("شن مسلحون هجوما على ثكنة في مدينة قندهار يوم الثلاثاء.", "attack", ""),
    ("شن مسلحون هجوما انتحاريا على ثكنة في مدينة قندهار يوم الثلاثاء.", "suicide_bomb", ""),
    ("نجا الوزير من هجوم انتحاري في مدينة كويتا عام 2014.", "suicide_bomb", ""),
    ("تعرض موقع للجيش لهجوم كيميائي في بلدة سراقب أمس أسفر عن اختناق عشرة أشخاص.", "chemical_weapon", ""),
    ("صد الجيش هجوما انتحاريا على ثكنة في مدينة قندهار يوم الثلاثاء.", "armed_clash", ""),
]


@pytest.mark.parametrize(("text", "type_", "rule"), TYPES)
def test_the_type_and_its_rule(codebook: Codebook, text: str, type_: str, rule: str) -> None:
    [report] = reports(text, codebook)
    assert report.type == type_
    assert report.rules["type"].startswith(rule)


@pytest.mark.parametrize("word", ["قتل", "هجوم", "مقتله", "تفجير.", "خسائر", "اعتقلتهم", "و", ".", " ", ""])
@pytest.mark.parametrize("published", [PUBLISHED, None])
def test_a_text_of_one_word_or_none_is_read(codebook: Codebook, word: str, published: date | None) -> None:
    for title, text in ((word, ""), ("", word), (word, word)):
        reading = read(Article(id="t", title=title, text=text, published=published), codebook)
        assert published or all(r.date is None for r in reading.reports)


def test_triggers_beyond_those_that_are_weighed_are_read_all_the_same(codebook: Codebook) -> None:
    text = "قتل جندي في بعقوبة.\n" * MOST + "واعتقلت الشرطة سبعة محتجين في مدينة القصرين التونسية."
    draft = draft_of(Article(id="t", text=text), tools_of(codebook))
    assert draft is not None
    incidents = find_incidents(draft)
    [late] = [i for i in incidents if i.mentions[0] is draft.mentions[-1]]
    assert late.lead.telling is None and late.type in ("arrests", "protest_with_intervention")
    features = report_features(draft.parse, late, incidents)
    assert not any(name.startswith("told") for name in features) and find_candidates(draft, late)


COMPATIBLE = [
    ("attack", "violence", "suicide_bomb", "explosion", True),
    ("attack", "violence", "armed_clash", "battle", True),
    ("air_drone_strike", "explosion", "grenade", "explosion", True),
    ("air_drone_strike", "explosion", "armed_clash", "battle", False),
    ("attack", "violence", "peaceful_protest", "demonstration", False),
    ("peaceful_protest", "demonstration", "violent_demonstration", "demonstration", True),
    ("abduction", "violence", "attack", "violence", False),
    ("abduction", "violence", "abduction", "violence", True),
    ("agreement", "strategic", "recruitment", "strategic", False),
]


@pytest.mark.parametrize(("a", "fa", "b", "fb", "expected"), COMPATIBLE)
def test_which_types_can_tell_one_incident(a: str, fa: str, b: str, fb: str, expected: bool) -> None:
    assert compatible(a, fa, b, fb) is expected
    assert compatible(b, fb, a, fa) is expected


# Ground that is told by its name alone, behind an insertion between commas; and what no ground is.
GROUND = [
    ("طهرت القوات العراقية الحويجة من مسلحي تنظيم داعش يوم الخميس.", ["government_regains_territory"]),
    ("استرد الجيش السوري، بإسناد من حلفائه، الغوطة الشرقية يوم الخميس.", ["government_regains_territory"]),
    ("استعادت روسيا مكانتها بين الدول المصدرة للقمح.", []),
    ("استرد المصرف العراق من عملائه أقساطا متأخرة.", []),  # a country's name is no ground
]


@pytest.mark.parametrize(("text", "types"), GROUND)
def test_a_named_place_is_ground_that_is_taken(codebook: Codebook, text: str, types: list[str]) -> None:
    assert [r.type for r in reports(text, codebook)] == types
