"""What the desk keeps, and which judgements take it away."""

from __future__ import annotations

from typing import Any

import pytest

from isnad.filter import Filter, filter_of
from isnad.review.decide import accept, mend


def _one(desk: Any) -> Any:
    """An event of one report, which stands on its own."""
    return next(e for e in desk.store.events.chosen(Filter(), desk.types) if len(e.reports) == 1 and e.status == "occurred")


@pytest.mark.parametrize(
    ("given", "steady"),
    [
        ([], True), (["country=SY", "from=2014", "type!=armed_clash"], True), (["actor=isis", "min-killed=3"], True),
        (["reviewed=yes"], False), (["country=SY", "min-confidence=0.5"], False), (["text=هجوم"], False), (["outlet=Reuters"], False),
    ],
)  # fmt: skip
def test_where_answers_to_a_filter_are_kept(desk: Any, given: list[str], steady: bool) -> None:
    assert desk.kept_for(filter_of(given)) is (desk.steady if steady else desk.kept)


def test_a_judgement_takes_away_only_what_it_changes(desk: Any) -> None:
    report = _one(desk).reports[0]
    for kept in (desk.kept, desk.surveys, desk.steady):
        kept.of("asked", lambda: 1)
    accept(desk.store, desk.book, report, "Amal")
    assert [kept.has("asked") for kept in (desk.kept, desk.surveys, desk.steady)] == [None, None, 1]
    mend(desk.store, desk.book, report, "killed", 1234, "Amal")
    assert desk.steady.has("asked") is None


def test_charts_outlive_a_judgement_and_what_is_reviewed_does_not(client: Any, desk: Any) -> None:
    tags = [client.get("/api/v1/map").headers["etag"], client.get("/api/v1/map?format=csv").headers["etag"]]
    line = client.get("/api/v1/provenance").json()["line"]
    accept(desk.store, desk.book, _one(desk).reports[0], "Amal")
    again = [client.get("/api/v1/map").headers["etag"], client.get("/api/v1/map?format=csv").headers["etag"]]
    assert [a == b for a, b in zip(tags, again, strict=True)] == [True, False]
    assert client.get("/api/v1/provenance").json()["line"] != line
