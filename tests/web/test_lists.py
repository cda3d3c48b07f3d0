"""Actors, outlets, search, help: what the pages say of the sample, and to whom."""

from __future__ import annotations

from typing import Any

import pytest

from isnad.filter import Condition, Filter
from isnad.model import SourceKind, StoredReport
from isnad.text.keys import words
from isnad.web import survey
from isnad.web.charts import mirror
from isnad.web.snippets import hits, pieces, snippets
from isnad.web.wording import LANGUAGES

ADDRESSES = (
    "/actors", "/actors?of=noun", "/actors?q=الجيش&all=1", "/actors/candidates", "/outlets", "/codebook", "/codebook?q=قصف", "/codebook/actors",
    "/codebook/events/arrests", "/codebook/actors/isis", "/codebook/places?q=القصرين", "/codebook/verbs", "/codebook/countries/TN", "/codebook/propose",
    "/codebook/propose?what=trigger", "/quality", "/search", "/search?q=الشرطة", "/export", "/export?format=package", "/settings", "/help",
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_answer(client: Any, address: str, language: str) -> None:
    answer = client.get(address + ("&" if "?" in address else "?") + f"lang={language}")
    assert answer.status_code == 200, answer.text
    assert answer.text.count("<h1") == 1
    assert "style=" not in answer.text  # what the content security policy forbids


@pytest.mark.parametrize(
    "address", ["/actors/nosuch", "/outlets/nosuch", "/codebook/nosuch", "/codebook/actors/nosuch", "/actors/isis/activity.png"]
)
def test_what_is_not_there(client: Any, address: str) -> None:
    assert client.get(address).status_code == 404


def test_an_actor_shows_its_events(client: Any, desk: Any) -> None:
    active = survey.actors(desk)
    most = max((a for a in active if a in desk.book.actors and not a.startswith("generic:")), key=lambda a: active[a].events)
    chosen = list(desk.store.events.chosen(Filter((Condition("actor", (most,)),)), desk.types))
    assert len(chosen) == active[most].events > 0
    text = client.get(f"/actors/{most}").text
    assert f"/events/{chosen[-1].id}" in text
    table = client.get(f"/actors/{most}/activity.csv").text
    assert table.startswith("# Sample: events")
    counted = [line.split(",") for line in table.splitlines()[2:]]
    assert sum(int(by) for _, by, _ in counted) <= active[most].by
    assert client.get(f"/actors/{most}/activity.svg").text.lstrip().startswith("<svg")


def test_no_private_person_is_listed(client: Any, desk: Any) -> None:
    reports = list(desk.store.reports.chosen(Filter(), desk.types))
    private = {s.text for r in reports for s in r.report.sources if s.person == "private"}
    private |= {p.text for r in reports for p in (*r.report.by, *r.report.against) if p.person == "private" and p.id is None}
    assert private
    outlets = {r.publisher for r in reports if r.publisher}
    texts = [client.get(a).text for a in ("/actors/candidates", "/outlets", *(f"/outlets/{name}" for name in outlets))]
    public = {s.text for r in reports for s in r.report.sources if s.person != "private"}
    assert not [name for name in private - public if any(f">{name}<" in text for text in texts)]


def test_outlets_count_as_the_store_does(client: Any, desk: Any) -> None:
    reports: list[StoredReport] = [r for r in desk.store.reports.chosen(Filter(), desk.types) if r.publisher]
    found = survey.outlets(desk).outlets
    for name in {r.publisher for r in reports}:
        assert found[name].reports == sum(r.publisher == name for r in reports)
        shown = list(desk.store.events.chosen(Filter((Condition("outlet", (name,)),)), desk.types))
        assert found[name].share.events == len(shown)
        assert client.get(f"/outlets/{name}").status_code == 200
    kinds: set[SourceKind] = {s.kind for r in reports for s in r.report.sources}
    assert {k for o in found.values() for k in o.kinds} == kinds


@pytest.mark.parametrize(
    ("text", "question", "marked"),
    [
        ("وصل إلى القصرين أمس", "القصرين", ["القصرين"]),
        ("هجوم بالقصرين، والقصرين مدينة", "القصرين", ["بالقصرين", "والقصرين"]),
        ("قُتِلَ أربعة", "قتل", ["قُتِلَ"]),  # the marks of vowels stay within
        ("أحداث ٢٠١٨", "2018", ["٢٠١٨"]),
        ("الشرطة والجيش", "جيش شرطة", ["الشرطة", "والجيش"]),
        ("لا شيء هنا", "القصرين", []),
    ],
)
def test_words_are_marked_as_they_stand(text: str, question: str, marked: list[str]) -> None:
    found = hits(text, frozenset(words(question)))
    cut = pieces(text, found)
    assert [p.text for p in cut if p.found] == marked
    assert "".join(p.text for p in cut) == text


def test_a_snippet_shows_every_word_it_can() -> None:
    text = "كلمة " * 100 + "القصرين " + "كلمة " * 200 + "الشرطة " + "كلمة " * 50
    shown = snippets(text, hits(text, frozenset(words("القصرين الشرطة"))))
    assert [[p.text for p in s if p.found] for s in shown] == [["القصرين"], ["الشرطة"]]
    assert all(sum(len(p.text) for p in s) < 300 for s in shown)


def test_search_finds_and_links(client: Any, desk: Any) -> None:
    article = next(r for r in desk.store.reports.chosen(Filter(), desk.types) if r.event)
    word = next(w for w in article.title.split() if len(w) > 4)
    text = client.get("/search", params={"q": word}).text
    assert f"/articles/{article.article}" in text
    assert "<mark>" in text
    assert f"/events/{article.event}" in text
    assert "<mark>" not in client.get("/search?q=قسطنطينوبوليس").text


def test_a_reader_does_not_find_private_names(desk: Any) -> None:
    from fastapi.testclient import TestClient

    from isnad.web.app import create_app
    from isnad.web.session import COOKIE

    names = [
        s.text for r in desk.store.reports.chosen(Filter(), desk.types) for s in r.report.sources if s.person == "private" and " " in s.text
    ]
    found = next((n for n in names if desk.store.articles.search(n)), None)
    assert found
    app = create_app(desk)
    client = TestClient(app)
    client.cookies.set(COOKIE, app.state.sessions.start("reader", "reader"))
    for article in desk.store.articles.search(found):
        text = client.get("/search", params={"q": found}).text
        assert f"/articles/{article.id}" not in text
    assert client.get("/codebook/propose").status_code == 403


def test_the_chart_leaves_out_what_is_recalled() -> None:
    chart = mirror([["1999-01-02", *(["2018-03-01"] * 40), *(["2018-05-01"] * 30)], ["2018"]])
    assert chart is not None
    assert (chart.unit, chart.before, chart.most) == ("month", 1, 40)
    assert [row[:2] for row in chart.rows] == [("2018-03", 40), ("2018-05", 30)]
    assert mirror([[], [None]]) is None


def test_the_help_has_every_key_of_the_review(client: Any) -> None:
    text = client.get("/help").text
    for key in "ARMUSDZNPE?":
        assert f"<kbd>{key}</kbd>" in text
