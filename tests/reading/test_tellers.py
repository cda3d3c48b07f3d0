"""Who told of an incident: the speakers around its tellings, and those of them that count."""

from __future__ import annotations

from datetime import date

import pytest

from isnad.codebook import Codebook
from isnad.model import Article, Report
from isnad.reading import read
from isnad.reading.draft import Draft, draft_of
from isnad.reading.incident.incidents import find_incidents
from isnad.reading.incident.sourcing import ruled_chains
from isnad.reading.incident.tellers import Teller, chains_over, chosen, find_tellers
from isnad.reading.tools import tools_of

PUBLISHED = date(2018, 5, 5)
TITLE = "قتلى في تفجير بمدينة بعقوبة"
# what the article goes on to say; the sources of its report
QUIET = "\nوتشهد المدينة هدوءا." * 4
CASES = [
    ("قالت الشرطة العراقية إن سيارة مفخخة انفجرت في سوق بمدينة بعقوبة، الجمعة، ما أدى إلى مقتل أربعة مدنيين.", ["الشرطة العراقية"]),
    ("انفجرت سيارة مفخخة في سوق بمدينة بعقوبة، الجمعة، ما أدى إلى مقتل أربعة مدنيين، بحسب مصدر طبي.", ["مصدر طبي"]),
    ("انفجرت سيارة مفخخة في سوق بمدينة بعقوبة، الجمعة، ما أدى إلى مقتل أربعة مدنيين.", []),
]


def report_of(codebook: Codebook, text: str, title: str = TITLE, publisher: str | None = None) -> Report:
    (report,) = read(Article(id="a", title=title, text=text, published=PUBLISHED, publisher=publisher), codebook).reports
    return report


@pytest.mark.parametrize(("text", "sources"), CASES)
def test_sources(codebook: Codebook, text: str, sources: list[str]) -> None:
    report = report_of(codebook, text)
    assert [s.text for s in report.sources] == sources
    assert report.chains == [[n] for n in range(len(sources))]


def test_one_s_own_correspondent_is_no_source(codebook: Codebook) -> None:
    text = "نظم عدد من الأهالي، اليوم السبت، وقفة احتجاجية أمام مقر ولاية سليانة، حسب ما أفاد مراسل الجوهرة أف أم."
    title = "وقفة احتجاجية في سليانة"
    assert report_of(codebook, text, title, "Jawhara FM").sources == []
    assert [s.text for s in report_of(codebook, text, title, "Sky News Arabia").sources] == ["مراسل الجوهرة أف أم"]


def drafted(codebook: Codebook, text: str) -> Draft:
    draft = draft_of(Article(id="a", title=TITLE, text=text, published=PUBLISHED), tools_of(codebook))
    assert draft is not None
    return draft


def tellers(codebook: Codebook, text: str) -> dict[str, Teller]:
    """The candidates of the first incident by the words that name them best."""
    draft = drafted(codebook, text)
    incident = find_incidents(draft)[0]
    over = chains_over(incident, draft.attribution)
    ruled = {id(e) for chain in ruled_chains(draft.parse, incident, draft.attribution, over).values() for e in chain}
    return {draft.parse.text.cut(*t.entry.shown): t for t in find_tellers(draft.parse, incident, draft.attribution, over, ruled)}


def test_speakers_of_the_sentence_and_of_those_near_it_are_candidates(codebook: Codebook) -> None:
    text = f"{CASES[0][0]}\nوقال مصدر طبي إن الأطباء يواصلون عملهم.\nوتشهد المدينة هدوءا منذ أشهر.\nوصرح رئيس البلدية بأن السوق قديم.{QUIET}\nوقالت وزارة التجارة إن الأسعار مستقرة."
    found = tellers(codebook, text)
    assert list(found) == ["الشرطة العراقية", "مصدر طبي", "رئيس البلدية"]
    police, doctor = found["الشرطة العراقية"], found["مصدر طبي"]
    assert police.features["over_lead"] == police.features["ruled"] == 1.0 and "over" not in doctor.features
    assert {"next", "next.says.medical", "kind.medical"} <= set(doctor.features) and "w=الشرطه" not in doctor.words
    assert any(w.startswith("v=") for w in police.words)


def test_who_is_doubtful_counts_if_he_hands_on_the_words_of_one_who_is_sure(codebook: Codebook) -> None:
    text = f"{CASES[0][0]}\nوقال مصدر طبي لوكالة رويترز إن عدد القتلى ارتفع إلى خمسة."
    found = tellers(codebook, text)
    assert list(found) == ["الشرطة العراقية", "مصدر طبي", "وكالة رويترز"]
    for sums, names in (
        ((1.0, 1.0, -1.5), ["الشرطة العراقية", "مصدر طبي", "وكالة رويترز"]),  # he spoke to the agency
        ((1.0, -1.5, -1.5), ["الشرطة العراقية"]),  # the police spoke to nobody
        ((1.0, 1.0, -3.0), ["الشرطة العراقية", "مصدر طبي"]),
    ):
        sure = [id(t) for t in chosen(list(found.values()), sums)]
        assert [name for name, t in found.items() if id(t) in sure] == names


def test_speakers_far_off_are_known_by_what_they_share_with_the_telling(codebook: Codebook) -> None:
    text = (
        f"{CASES[0][0]}\nوتشهد المدينة هدوءا.\nوتشهد المدينة هدوءا.\nوقال مصدر طبي إن مدنيين قتلوا عندما انفجرت سيارة في سوق بعقوبة."
        "\nوقال رئيس البلدية إن الحديقة العامة ستفتح."
    )
    found = tellers(codebook, text)
    assert found["مصدر طبي"].features["shared"] > found["رئيس البلدية"].features.get("shared", 0.0)
