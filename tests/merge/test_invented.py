"""The invented world that the scale is measured on."""

from __future__ import annotations

from isnad.codebook import Codebook
from isnad.evaluate.merging import rated
from isnad.merge.alone import merged
from isnad.merge.facts import facts_of
from scripts.invented import World


def test_the_same_seed_gives_the_same_reports_and_the_merge_finds_their_events(codebook: Codebook) -> None:
    told = list(World(codebook, 7).reports(400))
    assert told == list(World(codebook, 7).reports(400))
    assert told != list(World(codebook, 8).reports(400))
    truth: dict[int, list[str]] = {}
    rows = []
    for n, t in enumerate(told):
        truth.setdefault(t.event, []).append(f"{t.article}#{n}")
        rows.append(facts_of(t.report, key=f"{t.article}#{n}", article=t.article, published=t.published, book=codebook, title=t.title))
    result = rated(truth.values(), merged(rows, codebook))
    assert result.within_article == 0
    assert result.b_cubed.f1 >= 0.93
    assert merged(rows[::-1], codebook) == merged(rows, codebook)
