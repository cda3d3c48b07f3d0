"""Which pairs are compared, on what levels, and with what outcome."""

from __future__ import annotations

from typing import Any

import pytest

from isnad.codebook import Codebook
from isnad.merge.compare import COMPARISONS
from isnad.merge.linking import compared, links
from tests.merge.rows import DAY, on, row, words

NOWHERE: dict[str, Any] = {"place": None, "lat": None, "lon": None, "radius": None}
WIDE: dict[str, Any] = {"place": "country:LY", "lat": 26.0, "lon": 17.0, "radius": 400.0}
NAMED: dict[str, Any] = {**NOWHERE, "spots": words("a", "b")}
CASES: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    ("type", "same", {}, {}),
    ("type", "near", {}, {"type": "armed_clash", "family": "battle"}),
    ("type", "family", {"type": "abduction"}, {"type": "sexual_violence"}),
    ("type", "differs", {}, {"type": "agreement", "family": "strategic"}),
    ("status", "soft", {}, {"status": "alleged"}),
    ("status", "differs", {}, {"status": "planned"}),
    ("date", "same_day", on(0), on(0)),
    ("date", "same_day", on(0, 2), on(1)),
    ("date", "next_day", on(0), on(1)),
    ("date", "close", on(0), on(3)),
    ("date", "apart", on(0), on(4)),
    ("date", "same_month", on(0, 29, 2), on(0, 29, 2)),
    ("date", "month_holds", on(0, 29, 2), on(12)),
    ("date", "year_holds", on(-90, 274, 3), on(0, 29, 2)),
    ("date", "same_year", on(-90, 274, 3), on(-90, 274, 3)),
    ("date", "apart", on(0, 29, 2), on(40)),
    ("date", "undated_near", {"day": 0, "day_end": 0, "precision": 0}, {"published": DAY + 1}),
    ("date", "undated", {"day": 0, "day_end": 0, "precision": 0}, {"published": DAY + 2}),
    ("date", "undated", {"day": 0, "day_end": 0, "precision": 0, "published": 0}, {}),
    ("told", "news", {}, {}),
    ("told", "later", {}, {"published": DAY + 5}),
    ("told", "recalled", {"background": True}, {"background": True, "published": DAY + 500}),
    ("told", "mixed", {"background": True}, {}),
    ("place", "same", {}, {"lat": 32.8}),
    ("place", "near", {}, {"place": "village", "lat": 32.75}),
    ("place", "region", {}, {"place": "village", "lat": 33.2}),
    ("place", "apart", {}, {"place": "village", "lat": 30.0}),
    ("place", "coarse", {}, WIDE),
    ("place", "country", WIDE, WIDE),
    ("place", "holds", {}, {"place": "province", "lat": 32.5, "radius": 70.0}),
    ("place", "same_wide", {"radius": 70.0}, {"radius": 70.0}),
    ("place", "untold", {}, NOWHERE),
    ("place", "unknown", {}, NAMED),
    ("place", "same_name", NAMED, NAMED),
    ("place", "unknown", {**NOWHERE, "spots": words("a")}, {**NOWHERE, "spots": words("b")}),
    ("country", "differs", {}, {"country": "TN"}),
    ("country", "untold", {}, {"country": None}),
    ("by", "untold", {"by": ("isis",)}, {}),
    ("by", "shared", {"by": ("haqqani", "taliban")}, {"by": ("taliban",)}),
    ("by", "differs", {"by": ("isis",)}, {"by": ("taliban",)}),
    ("names", "rare", {"names": words("a", "b")}, {"names": words("a", "b", "c")}),
    ("names", "some", {"names": words("a", "b")}, {"names": words("a", "c")}),
    ("names", "none", {"names": words("a")}, {"names": words("b")}),
    ("generic", "shared", {"generic": ("generic:soldier",)}, {"generic": ("generic:child", "generic:soldier")}),
    ("killed", "untold", {}, {}),
    ("killed", "one", {"killed_low": 3, "killed_high": 3}, {}),
    ("killed", "same", {"killed_low": 2, "killed_high": 2}, {"killed_low": 2, "killed_high": 2}),
    ("killed", "same_many", {"killed_low": 12, "killed_high": 12}, {"killed_low": 12, "killed_high": 12}),
    ("killed", "same", {"killed_low": 10, "killed_high": 20}, {"killed_low": 12, "killed_high": 12}),
    ("killed", "near", {"killed_low": 12, "killed_high": 12}, {"killed_low": 14, "killed_high": 14}),
    ("killed", "twice", {"killed_low": 12, "killed_high": 12}, {"killed_low": 20, "killed_high": 20}),
    ("killed", "differs", {"killed_low": 1, "killed_high": 1}, {"killed_low": 20, "killed_high": 20}),
    ("words", "most", {"words": words(*"abcde")}, {"words": words(*"abcdx")}),
    ("words", "other", {"words": words(*"abcde")}, {"words": words(*"vwxyz")}),
    ("words", "untold", {"words": words("a", bits=2)}, {"words": words("a", bits=2)}),
    ("title", "some", {"title": words(*"abcd")}, {"title": words(*"axyz")}),
]


def test_every_level_is_reached_where_it_should(codebook: Codebook) -> None:
    rows, pairs = [], []
    for n, (_, _, a, b) in enumerate(CASES):
        rows += [row(f"{n:03}a", **a), row(f"{n:03}b", **b)]
        pairs.append((f"{n:03}a", f"{n:03}b"))
    found = compared(rows, codebook.tables["merge"], pairs)
    wrong = [
        (comparison, level, found[pair].levels[comparison][0], a, b)
        for pair, (comparison, level, a, b) in zip(pairs, CASES, strict=True)
        if found[pair].levels[comparison][0] != level
    ]
    assert wrong == []
    assert all(tuple(link.levels) == tuple(COMPARISONS) for link in found.values())


def test_the_order_of_a_pair_does_not_matter(codebook: Codebook) -> None:
    rows = [row("a", killed_low=3, killed_high=9, **on(0, 29, 2)), row("b", by=("isis",))]
    table = codebook.tables["merge"]
    (one,) = compared(rows, table, [("a", "b")]).values()
    (other,) = compared([row("b", killed_low=3, killed_high=9, **on(0, 29, 2)), row("a", by=("isis",))], table, [("b", "a")]).values()
    assert (one.weight, one.levels) == (other.weight, other.levels)


def test_the_weight_is_the_sum_of_the_levels(codebook: Codebook) -> None:
    table = codebook.tables["merge"]
    (found,) = compared([row("a"), row("b")], table, [("a", "b")]).values()
    assert found.weight == pytest.approx(table["bias"] + sum(bits for _, bits in found.levels.values()), abs=0.01)
    assert found.probability == pytest.approx(1 / (1 + 2**-found.weight), abs=1e-3)


@pytest.mark.parametrize(
    ("a", "b", "met"),
    [
        ({}, {}, True),
        ({}, on(1), True),
        ({}, on(2), True),  # the same place
        ({}, {**NOWHERE, **on(2)}, False),
        ({}, on(5), False),
        ({}, NOWHERE, True),
        ({}, {"country": None}, True),
        ({}, {"country": "TN", "place": "village"}, False),
        ({}, {"article": "0a"}, False),
        ({}, {"type": "arrests", "family": "strategic"}, False),
        ({}, {"type": "excessive_force_against_protesters", "family": "demonstration"}, True),
        ({"background": True}, {"background": True, "published": DAY + 900}, True),
        (on(0, 29, 2), {"published": DAY + 400, **on(9)}, True),
        (on(-90, 274, 3), on(-90, 274, 3), True),
        (on(-90, 274, 3), {**NOWHERE, **on(0)}, False),
        ({"precision": 0, "day": 0, "day_end": 0}, {}, True),
        (
            {"precision": 0, "day": 0, "day_end": 0, "background": True},
            {"precision": 0, "day": 0, "day_end": 0, "published": DAY + 2},
            True,
        ),
        ({"precision": 0, "day": 0, "day_end": 0, **NOWHERE, "names": words("x")}, {"names": words("x"), "published": DAY + 20}, True),
        ({"precision": 0, "day": 0, "day_end": 0, **NOWHERE}, {"published": DAY + 20, **on(20)}, False),
        (on(0, 3), {"type": "excessive_force_against_protesters", "family": "demonstration", **on(3)}, True),
    ],
)
def test_blocking(codebook: Codebook, a: dict[str, Any], b: dict[str, Any], met: bool) -> None:
    rows = [row("0a", **a), row("0b", **b)]
    assert bool(links(rows, {**codebook.tables["merge"], "keep": -1000.0})) is met


def test_only_pairs_with_something_fresh_are_compared(codebook: Codebook) -> None:
    rows = [row(k) for k in "abcd"]
    table = codebook.tables["merge"]
    everything = links(rows, table)
    assert [(x.a, x.b) for x in everything] == [("a", "b"), ("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"), ("c", "d")]
    assert links(rows, table, fresh={"b", "gone"}) == [x for x in everything if "b" in (x.a, x.b)]
    assert links(rows, table, fresh=set()) == []
    assert links(rows[::-1], table) == everything


def test_little_is_nothing(codebook: Codebook) -> None:
    assert links([], codebook.tables["merge"]) == links([row("a")], codebook.tables["merge"]) == []


def test_pairs_in_several_chunks_are_the_same_links(codebook: Codebook, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [row(k) for k in "abcde"]
    whole = links(rows, codebook.tables["merge"])
    monkeypatch.setattr("isnad.merge.linking._CHUNK", 3)
    assert links(rows, codebook.tables["merge"]) == whole
    assert len(whole) == 10
