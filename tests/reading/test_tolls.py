"""The figures of an incident: what its tellings and their neighbours may tell, and which of it is taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from isnad.codebook import Codebook
from isnad.model import COUNT_FIELDS, Article
from isnad.reading import read
from isnad.reading.draft import Draft, draft_of
from isnad.reading.incident.incidents import Incident, find_incidents
from isnad.reading.incident.tolls import count_of, figure_candidates, figure_of, rule_of
from isnad.reading.mention.telling import tell
from isnad.reading.number.figures import Figure
from isnad.reading.tools import tools_of

PUBLISHED = date(2018, 5, 5)
RAID = "قتل مسلح ثلاثة مدنيين في هجوم بسكين في مدينة بعقوبة العراقية، الجمعة."
KILLED_ATTACKER = f"{RAID} وقتل منفذ الهجوم برصاص الشرطة في بعقوبة."


def drafted(text: str, codebook: Codebook, *, weighed: bool = True) -> tuple[Draft, list[Incident]]:
    draft = draft_of(Article(id="a", text=text, published=PUBLISHED), tools_of(codebook), teller=tell if weighed else None)
    assert draft is not None
    return draft, find_incidents(draft)


def candidates(draft: Draft, incident: Incident, name: str) -> dict[int | str | None, tuple[Figure | None, dict[str, float]]]:
    """The candidates of a field by number; `none` for no figure."""
    return {"none" if f is None else f.n: (f, signs) for f, signs in figure_candidates(draft, incident, name)}


def usual(draft: Draft, incident: Incident, name: str) -> Figure | None:
    """The candidate that is told most often."""
    return next((f for f, signs in figure_candidates(draft, incident, name) if signs.get("usual")), None)


def figures_of(codebook: Codebook, text: str) -> dict[str, int | None]:
    report = read(Article(id="a", text=text, published=PUBLISHED), codebook).reports[0]
    return {name: count.n for name in COUNT_FIELDS if (count := getattr(report, name)) is not None}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (KILLED_ATTACKER, {"killed": 4}),
        (f"{RAID} وقالت الشرطة إن المهاجم فر بعد ساعة.", {"killed": 3}),
        (f"{RAID} وقال الأهالي إن هجوم بعقوبة أوقع خمسة قتلى. وأكدت الوزارة مقتل خمسة أشخاص في هجوم بعقوبة.", {"killed": 5}),
        ("أوقفت الشرطة التونسية، الجمعة، أربعة عناصر متشددين في مدينة القصرين.", {"arrested": 4}),
        ("انفجرت سيارة مفخخة في مدينة كركوك العراقية، الجمعة، ما أسفر عن مقتل شخص واحد وإصابة عشرة.", {"killed": 1, "injured": 10}),
    ],
)
def test_the_figures_of_a_report(codebook: Codebook, text: str, told: dict[str, int]) -> None:
    assert figures_of(codebook, text) == told


def killed(n: int, *, side: str = "other", attacker: bool = False, at: int = 3) -> Figure:
    return Figure(n, "exact", at, at + 2, n, n, "object", side=side, attacker=attacker)


TOLLS: list[tuple[list[Figure], list[Figure], int, int]] = [
    # figures of the first telling and of the second; the usual figure, and how many stretches of words it is told in
    ([killed(3)], [killed(1, side="armed", attacker=True, at=16)], 4, 2),
    ([killed(3)], [killed(1, side="armed", at=16)], 3, 0),  # one gunman of several is no attacker told apart
    ([killed(3)], [killed(2, side="armed", attacker=True, at=16)], 3, 0),  # two attackers: who they are, nobody says
    ([killed(3, side="armed")], [killed(1, side="armed", attacker=True, at=16)], 3, 0),  # he may be one of the three
    ([killed(1, side="armed", attacker=True)], [killed(1, side="armed", attacker=True, at=16)], 1, 0),  # he alone, told twice
    ([killed(3), killed(1, side="armed", attacker=True, at=10)], [], 4, 2),  # both in one telling: counted once
]


@pytest.mark.parametrize(("first", "second", "n", "parts"), TOLLS)
def test_the_attacker_is_added_to_a_toll_that_leaves_him_out(
    codebook: Codebook, first: list[Figure], second: list[Figure], n: int, parts: int
) -> None:
    draft, [incident] = drafted(KILLED_ATTACKER, codebook)
    for mention, figures in zip(incident.mentions, (first, second), strict=True):
        mention.figures = {"killed": figures} if figures else {}
    figure = usual(draft, incident, "killed")
    assert figure is not None
    count = count_of(draft.parse, figure)
    assert (count.n, len(count.parts)) == (n, parts)
    assert count.text.startswith("ثلاثة مدنيين") and "منفذ" not in count.text  # the words are those of the toll


def test_an_attacker_whose_death_is_only_planned_is_not_added(codebook: Codebook) -> None:
    draft, [incident] = drafted(KILLED_ATTACKER, codebook)
    incident.mentions[1].modality = replace(incident.mentions[1].modality, status="planned")
    figure = usual(draft, incident, "killed")
    assert figure is not None and figure.n == 3


UNTOLD = [
    ("peaceful_protest", set()),
    ("abduction", {"killed", "injured", "abducted"}),
    ("arrests", {"killed", "injured", "arrested"}),
    ("protest_with_intervention", {"killed", "injured", "arrested"}),
    ("looting_property_destruction", {"killed", "injured", "arrested"}),
    ("attack", {"killed", "injured", "arrested", "abducted"}),
]


@pytest.mark.parametrize(("type_", "told"), UNTOLD)
def test_a_type_tells_no_figure_that_would_be_of_another_incident(codebook: Codebook, type_: str, told: set[str]) -> None:
    draft, [incident] = drafted(RAID, codebook)
    incident.type = type_
    incident.lead.figures = {name: [killed(2)] for name in COUNT_FIELDS}
    assert {name for name in COUNT_FIELDS if 2 in candidates(draft, incident, name)} == told


def test_who_went_missing_is_abducted_only_where_the_incident_is_an_abduction(codebook: Codebook) -> None:
    draft, [incident] = drafted("اختفى ثلاثة ناشطين في مدينة بعقوبة العراقية، الجمعة.", codebook)
    assert incident.type == "abduction" and 3 in candidates(draft, incident, "abducted")
    incident.type = "attack"
    assert figure_of(draft, incident, "abducted") is None and 3 not in candidates(draft, incident, "abducted")


def test_of_those_missing_and_those_abducted_each_has_a_figure(codebook: Codebook) -> None:
    draft, incidents = drafted("خطف مسلحون خمسة عمال قرب مدينة بعقوبة العراقية، الجمعة، واختفى ثلاثة ناشطين في المدينة.", codebook)
    incident = incidents[0]
    incident.type = "attack"
    assert {5, 3} & set(candidates(draft, incident, "abducted")) == {5}  # only those gone missing are left out


def test_a_figure_told_beside_an_incident_is_a_candidate(codebook: Codebook) -> None:
    draft, [incident, *_] = drafted(f"{RAID} وقتل تسعة جنود في انفجار لغم في مدينة مأرب اليمنية، الخميس.", codebook)
    own = incident.mentions[:1]
    for mention in (m for m in incident.mentions if m not in own):
        incident.mentions.remove(mention)
    _, signs = candidates(draft, incident, "killed")[9]
    assert signs["only_beside"] == 1.0 and "own" not in signs
    figure = figure_of(draft, incident, "killed")
    assert figure is not None and figure.n == 3


def test_a_word_that_counts_without_a_figure_may_tell_one_or_many(codebook: Codebook) -> None:
    draft, [incident] = drafted("تم القبض على هارون في مدينة القصرين التونسية، الجمعة.", codebook)
    found = candidates(draft, incident, "arrested")
    assert found.keys() == {"none", 1, None}
    one, many = found[1][0], found[None][0]
    assert one is not None and many is not None
    assert (rule_of(draft, one), many.rule) == ("arrests/arrest_phrase.guess.one", "guess.many")


@pytest.mark.parametrize(
    ("text", "dual"),
    [
        ("مقتل عسكريين في انفجار لغم في مدينة القصرين التونسية، الجمعة.", "dual.nisba"),
        ("مقتل جنود في انفجار لغم في مدينة القصرين التونسية، الجمعة.", None),
    ],
)
def test_a_form_that_may_be_a_dual_may_tell_two(codebook: Codebook, text: str, dual: str | None) -> None:
    draft, [incident] = drafted(text, codebook)
    two = candidates(draft, incident, "killed").get(2)
    assert (two[0].rule if two and two[0] else None) == dual


def test_the_dead_of_both_sides_may_be_one_sum(codebook: Codebook) -> None:
    draft, [incident, *_] = drafted("قتل 17 جنديا في اشتباكات مع متمردين قرب مدينة كيدال في مالي، الجمعة، كما قتل تسعة متمردين.", codebook)
    figure = candidates(draft, incident, "killed")[26][0]
    assert figure is not None and len(count_of(draft.parse, figure).parts) == 2


def test_of_what_was_not_told_there_is_nothing_but_none(codebook: Codebook) -> None:
    draft, [incident] = drafted(RAID, codebook)
    assert candidates(draft, incident, "arrested").keys() == {"none"}


def test_figures_are_weighed_without_the_network_too(codebook: Codebook) -> None:
    draft, [incident] = drafted(RAID, codebook, weighed=False)
    _, signs = candidates(draft, incident, "killed")[3]
    assert signs["usual"] == 1.0 and "own_near" not in signs


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("فجر انتحاري نفسه في مدينة كركوك العراقية، الجمعة.", 1),
        ("ثلاثة انتحاريين فجروا أنفسهم في مدينة كركوك العراقية، الجمعة.", 3),
        ("فجر ثلاثة انتحاريين أنفسهم في مدينة كركوك العراقية، الجمعة.", 3),
        ("فجرت انتحاريتان نفسيهما في مدينة كركوك العراقية، الجمعة.", 2),
    ],
)
def test_those_who_blow_themselves_up_die(codebook: Codebook, text: str, n: int) -> None:
    draft, [incident] = drafted(text, codebook)
    figure = figure_of(draft, incident, "killed")
    assert figure is not None and (figure.n, rule_of(draft, figure)) == (n, "fatal")


def test_of_many_who_blow_themselves_up_nobody_knows_how_many_die(codebook: Codebook) -> None:
    draft, incidents = drafted("فجر مسلحون أنفسهم في مدينة كركوك العراقية، الجمعة.", codebook)
    assert all(figure_of(draft, incident, "killed") is None for incident in incidents)


def test_of_a_verb_that_shares_its_victims_no_one_is_guessed(codebook: Codebook) -> None:
    draft, incidents = drafted("أطلقت الميليشيات صاروخا على مدينة تعز قتلت وأصابت المدنيين.", codebook)
    assert all(1 not in candidates(draft, incident, "killed") for incident in incidents)
