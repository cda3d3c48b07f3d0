"""Samples: drawn by seed, coded blind, agreement when all are done."""

from __future__ import annotations

import json
from html import unescape
from typing import Any

import pytest

from isnad.errors import IsnadError
from isnad.filter import Filter, made
from isnad.review import coding
from isnad.web.session import COOKIE


def _drawn(desk: Any, name: str = "s", **more: Any) -> int:
    given = {"name": name, "n": 3, "seed": "7", "coders": ["Salma", "Nadia"], "by": "admin", **more}
    return coding.draw(desk.store, given.pop("filter", Filter()), desk.types, **given)


def _as(client: Any, name: str, role: str = "coder") -> None:
    client.cookies.clear()
    client.cookies.set(COOKIE, client.app.state.sessions.start(name, role))
    page = client.get("/help").text
    client.headers["X-CSRF-Token"] = client.csrf = page.split('data-csrf="')[1].split('"')[0]


def _reports(desk: Any, number: int) -> list[str]:
    return [c.report for c in desk.store.samples.of(number, "Salma")]


def test_the_seed_draws_the_same(desk: Any) -> None:
    one, two, other = _drawn(desk, "one"), _drawn(desk, "two"), _drawn(desk, "other", seed="8")
    assert _reports(desk, one) == _reports(desk, two) != _reports(desk, other)
    small = _drawn(desk, "small", filter=Filter((made("country", ["IQ"]),)), n=2000)
    assert {r.report.country for r in desk.store.reports.get(_reports(desk, small))} == {"IQ"}


@pytest.mark.parametrize(
    "given", [{"coders": ["Salma", " Salma "]}, {"n": 0}, {"name": " "}, {"filter": Filter((made("country", ["IS"]),))}, {"name": "twice"}]
)
def test_what_cannot_be_drawn(desk: Any, given: dict[str, Any]) -> None:
    _drawn(desk, "twice")
    with pytest.raises(IsnadError):
        _drawn(desk, **{"name": "x", **given})


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"told": "no", "type": "attack"}, {"told": "no"}),
        ({"told": "yes", "killed": "٣", "date": "2019-03", "country": "iq", "background": "yes"},
         {"killed": 3, "date": "2019-03", "country": "IQ", "background": True, "type": None, "injured": None}),
    ],
)  # fmt: skip
def test_what_a_form_says(desk: Any, given: dict[str, str], expected: dict[str, Any]) -> None:
    report = next(desk.store.reports.chosen(Filter(), desk.types)).report
    code = coding.coded(desk.book, report, given)
    assert {k: code[k] for k in expected} == expected
    if given["told"] == "no":
        assert code == expected


@pytest.mark.parametrize("given", [{}, {"told": "yes", "killed": "-1"}, {"told": "yes", "date": "soon"}, {"told": "yes", "type": "x"}])
def test_what_a_form_cannot_say(desk: Any, given: dict[str, str]) -> None:
    report = next(desk.store.reports.chosen(Filter(), desk.types)).report
    with pytest.raises(IsnadError):
        coding.coded(desk.book, report, given)


def test_blind_until_all_are_done(client: Any, desk: Any) -> None:
    data = {"csrf": client.csrf, "name": "Spring", "n": "3", "seed": "7", "coders": "Salma، Nadia"}
    page = client.post("/review/samples?country=IQ&lang=en", data=data)
    address, number = page.url.path, int(page.url.path.rsplit("/", 1)[1])
    machine = {r.id: r.report for r in desk.store.reports.get(_reports(desk, number))}
    for name, killed in (("Salma", 4), ("Nadia", 5)):
        _as(client, name)
        for _ in range(3):
            page = client.get(f"{address}/code?lang=en")
            report = page.text.split('name="report" value="')[1].split('"')[0]
            assert "selected" not in page.text  # neither the machine's values nor those of the other
            marks = [json.loads(unescape(part.split('"')[0])) for part in page.text.split('data-marks="')[1:]]
            assert {mark[0] for passage in marks for mark in passage} == {"evidence"}
            code = {"told": "yes", "type": machine[report].type, "killed": str(killed), "background": "no", "status": "occurred"}
            page = client.post(f"{address}/code", data={"csrf": client.csrf, "report": report, **code})
        told = client.get(f"{address}?lang=en").text
        assert ("Agreement" in told) == (name == "Nadia")
    assert "Disagreements on 3 reports" in told
    measured = {f.field: f for f in coding.result(desk.store, number).fields}
    assert measured["killed"].equal == 0
    assert measured["type"].equal == 1
    assert measured["killed"].alpha is not None and measured["killed"].alpha < 0
    before = desk.store.samples.of(number)
    client.post(f"{address}/code", data={"csrf": client.csrf, "report": report, "told": "no"})
    assert client.get(f"{address}/code").url.path == address  # what all have said stays
    assert desk.store.samples.of(number) == before


def test_others_see_nothing(client: Any, desk: Any) -> None:
    number = _drawn(desk)
    _as(client, "Omar")
    assert client.get(f"/review/samples/{number}").status_code == 404
    assert client.post("/review/samples", data={"csrf": client.csrf}).status_code == 403
    _as(client, "Omar", "reviewer")
    assert client.get(f"/review/samples/{number}").status_code == 200
    assert client.get(f"/review/samples/{number}/code").status_code == 403


def test_coding_in_the_browser(tab: Any, browser: Any, served: Any, desk: Any) -> None:
    number = _drawn(desk, n=1)
    context = browser.new_context()
    context.add_cookies([{"name": COOKIE, "value": served.sessions.start("Salma", "coder"), "url": served.base}])
    page = context.new_page()
    page.goto(f"{served.base}/review/samples/{number}/code?lang=en")
    report = next(desk.store.reports.get(_reports(desk, number)))
    drawn = page.evaluate("[...CSS.highlights.keys()].filter(name => name.startsWith('read-')).join()")
    assert drawn == "read-evidence"
    words = page.evaluate("[...CSS.highlights.get('read-evidence')].map(r => r.toString()).join('')")
    assert words.strip() in report.report.evidence
    page.get_by_label("Yes").first.check()
    page.get_by_label("Killed").fill("4")
    page.get_by_role("button", name="Save, next").click()
    page.wait_for_url(f"**/review/samples/{number}")
    assert desk.store.samples.of(number, "Salma")[0].code["killed"] == 4
    context.close()
