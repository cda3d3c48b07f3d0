"""Clusters: no chains, no two reports of one article, human judgements win, order does not matter."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isnad.merge.clustering import clusters
from isnad.merge.update import _reached
from isnad.model import Link
from tests.merge.rows import link


def joined(keys: str, links: list[Link], articles: dict[str, str] | None = None, **more: object) -> list[str]:
    of = {k: (articles or {}).get(k, k) for k in keys}
    return ["".join(group) for group in clusters(keys, links, of, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("links", "articles", "more", "expected"),
    [
        ([], {}, {}, ["a", "b", "c", "d"]),
        ([("a", "b", 5)], {}, {}, ["ab", "c", "d"]),
        ([("a", "b", -1)], {}, {}, ["a", "b", "c", "d"]),
        ([("a", "b", 5), ("b", "c", 5), ("a", "c", 4)], {}, {}, ["abc", "d"]),
        # two days' attacks: the ends of the chain were not even compared
        ([("a", "b", 5), ("b", "c", 4), ("c", "d", 5)], {}, {}, ["ab", "cd"]),
        ([("a", "b", 5), ("b", "c", 4), ("c", "d", 5)], {}, {"missing": 0.0}, ["abcd"]),
        ([("a", "b", 5), ("b", "c", 3)], {"c": "a"}, {}, ["ab", "c", "d"]),
        ([("a", "b", 3), ("b", "c", 5)], {"c": "a"}, {}, ["a", "bc", "d"]),
        # the better of two assignments
        ([("a", "c", 9), ("b", "d", 3), ("a", "d", 8), ("b", "c", 5)], {"b": "a", "d": "c"}, {}, ["ac", "bd"]),
        ([], {}, {"same": [("a", "c", "d")]}, ["acd", "b"]),
        ([], {"c": "a"}, {"same": [("a", "c")]}, ["ac", "b", "d"]),
        ([("a", "b", 9)], {}, {"different": [("b", "a")]}, ["a", "b", "c", "d"]),
        ([("a", "b", 9), ("a", "c", 9), ("b", "c", 9)], {}, {"different": [("a", "b")]}, ["ac", "b", "d"]),
        ([("a", "b", 9), ("b", "c", 9), ("a", "c", 9)], {}, {"same": [("a", "b")], "different": [("b", "c")]}, ["ab", "c", "d"]),
        ([("a", "b", 9)], {}, {"same": [("a", "b")], "different": [("a", "b")]}, ["ab", "c", "d"]),
        ([], {}, {"same": [("a", "gone"), ("gone", "b")], "different": [("a", "gone")]}, ["a", "b", "c", "d"]),
        ([("a", "b", 2)], {}, {"threshold": 3.0}, ["a", "b", "c", "d"]),
    ],
)
def test_groups(links: list[tuple[str, str, float]], articles: dict[str, str], more: dict[str, object], expected: list[str]) -> None:
    assert joined("abcd", [link(*x) for x in links], articles, **more) == expected


def test_one_article_read_to_tell_it_twice_does_not_part_a_large_event() -> None:
    left, right = "abcdef", "ghijkl"
    links = [link(a, b, 6) for half in (left, right) for a, b in combinations(half, 2)]
    links += [link(a, b, 3 if b == "g" else 4) for a in left for b in right if (a, b) != ("f", "g")]
    assert joined(left + right, links, {"g": "f"}) == ["abcdefhijkl", "g"]
    # but where people have judged, nothing leaves
    assert joined(left + right, links, {"g": "f"}, same=[("g", "h")]) == [left, right]
    assert joined(left[3:] + right[:3], links, {"g": "f"}) == ["def", "ghi"]


KEYS = "abcdefghij"
ARTICLES = {k: str(n // 2) for n, k in enumerate(KEYS)}
weights = st.integers(-8, 12).map(float)
graphs = st.dictionaries(st.sampled_from(list(combinations(KEYS, 2))), weights, max_size=30)


@settings(max_examples=150, deadline=None)
@given(graphs, st.randoms(use_true_random=False))
def test_every_report_once_and_none_of_one_article_whatever_the_order(graph: dict[tuple[str, str], float], random: object) -> None:
    links = [link(a, b, w) for (a, b), w in graph.items()]
    found = clusters(KEYS, links, ARTICLES)
    assert sorted(k for group in found for k in group) == list(KEYS)
    assert all(len({ARTICLES[k] for k in group}) == len(group) for group in found)
    random.shuffle(links)  # type: ignore[attr-defined]
    assert clusters(KEYS[::-1], links, ARTICLES) == found


@settings(max_examples=100, deadline=None)
@given(graphs)
def test_a_component_does_not_move_when_another_comes(graph: dict[tuple[str, str], float]) -> None:
    links = [link(a, b, w) for (a, b), w in graph.items()]
    more = [*links, link("x", "y", 9), link("y", "z", 3)]
    found = clusters([*KEYS, "x", "y", "z"], more, {**ARTICLES, "x": "x", "y": "y", "z": "z"})
    assert [group for group in found if group[0] in KEYS] == clusters(KEYS, links, ARTICLES)
    for part in (_reached({key}, [(x.a, x.b) for x in links if x.weight > 0]) for key in KEYS):
        inside = [x for x in links if x.a in part and x.b in part]
        assert clusters(part, inside, ARTICLES) == [group for group in clusters(KEYS, links, ARTICLES) if group[0] in part]
