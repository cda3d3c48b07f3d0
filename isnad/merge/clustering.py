"""Clusters: links to groups of reports, each group one incident.

Groups grow by average linkage from the strongest link on, after Bansal, Blum and Chawla (Correlation Clustering, 2004): two groups
are joined while their reports on average tell of one incident, a pair without a link counting against it. So a chain of reports of
which neighbours are alike but the ends are not, such as a week of attacks on one town, is not one event.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from isnad.model import Link

Pair = tuple[int, int]
_FORBIDDEN = float("-inf")


def clusters(
    keys: Iterable[str], links: Iterable[Link], article_of: Mapping[str, str], *, same: Iterable[Sequence[str]] = (),
    different: Iterable[tuple[str, str]] = (), threshold: float = 0.0, missing: float = -6.0,
) -> list[list[str]]:  # fmt: skip
    """Groups of report keys, each sorted, sorted by their first; every key stands in one.

    `same` names reports that people hold to be one incident, of one article or not, `different` pairs that they hold apart; both
    win over links, and `same` over `different`. Otherwise no group has two reports of one article. Groups are joined while their
    average weight in bits is above `threshold`; `missing` is that of a pair without a link. The order of the arguments does not
    matter, and a component of linked reports comes out the same whatever else there is.
    """
    ordered = sorted(set(keys))
    index = {key: i for i, key in enumerate(ordered)}
    weights = {(min(p), max(p)): link.weight for link in links if (p := _pair(index, link.a, link.b))}
    forced = [[index[k] for k in group if k in index] for group in same]
    apart = {(min(p), max(p)) for a, b in different if (p := _pair(index, a, b))}
    groups = _Groups([article_of[k] for k in ordered], weights, forced, apart, missing)
    groups.join(threshold)
    return sorted(sorted(ordered[i] for i in members) for members in groups.members.values())


def components(
    keys: Iterable[str], links: Iterable[Link], *, same: Iterable[Sequence[str]] = (), threshold: float = 0.0
) -> list[list[str]]:
    """Groups of keys that links above `threshold` or human judgements connect, sorted: what one of them may change."""
    ordered = sorted(set(keys))
    index = {key: i for i, key in enumerate(ordered)}
    root = list(range(len(ordered)))
    edges = [p for link in links if link.weight > threshold and (p := _pair(index, link.a, link.b))]
    edges += [(index[a], index[b]) for group in same for a, b in zip(group, group[1:], strict=False) if a in index and b in index]
    for a, b in edges:
        _unite(root, a, b)
    out: dict[int, list[str]] = defaultdict(list)
    for i, key in enumerate(ordered):
        out[_find(root, i)].append(key)
    return sorted(out.values())


def _pair(index: Mapping[str, int], a: str, b: str) -> Pair | None:
    return (index[a], index[b]) if a != b and a in index and b in index else None


def _find(root: list[int], i: int) -> int:
    while root[i] != i:
        root[i] = root[root[i]]
        i = root[i]
    return i


def _unite(root: list[int], a: int, b: int) -> None:
    x, y = _find(root, a), _find(root, b)
    root[max(x, y)] = min(x, y)


class _Groups:
    """Groups that grow: members, articles, and the summed weights and number of links to the groups beside them."""

    def __init__(
        self, articles: Sequence[str], weights: Mapping[Pair, float], forced: Sequence[Sequence[int]], apart: Iterable[Pair], missing: float
    ) -> None:
        self.missing = missing
        root = list(range(len(articles)))
        for group in forced:
            for a, b in zip(group, group[1:], strict=False):
                _unite(root, a, b)
        self.members: dict[int, list[int]] = defaultdict(list)
        for i in range(len(articles)):
            self.members[_find(root, i)].append(i)
        self.articles = {g: {articles[i] for i in m} for g, m in self.members.items()}
        # per group: beside it, the sum of link weights and their number; -inf for groups that people hold apart
        self.beside: dict[int, dict[int, tuple[float, int]]] = defaultdict(dict)
        for (a, b), weight in sorted(weights.items()):
            self._add(_find(root, a), _find(root, b), weight, 1)
        for a, b in sorted(apart):
            self._add(_find(root, a), _find(root, b), _FORBIDDEN, 0)

    def _add(self, a: int, b: int, weight: float, number: int) -> None:
        if a == b:
            return
        total, count = self.beside[a].get(b, (0.0, 0))
        self.beside[a][b] = self.beside[b][a] = (total + weight, count + number)

    def average(self, a: int, b: int) -> float:
        """The average weight between two groups; -inf if they share an article or are held apart."""
        total, count = self.beside[a][b]
        if total == _FORBIDDEN or not self.articles[a].isdisjoint(self.articles[b]):
            return _FORBIDDEN
        pairs = len(self.members[a]) * len(self.members[b])
        return (total + (pairs - count) * self.missing) / pairs

    def join(self, threshold: float) -> None:
        """Join the two groups with the greatest average again and again, the first by key among equals."""
        heap = [(-w, a, b) for a in self.beside for b in self.beside[a] if a < b and (w := self.average(a, b)) > threshold]
        heapq.heapify(heap)
        while heap:
            weight, a, b = heapq.heappop(heap)
            if a not in self.members or b not in self.members or -weight != self.average(a, b):
                continue  # one of them has grown since
            self._merge(a, b)
            for c in self.beside[a]:
                if (w := self.average(a, c)) > threshold:
                    heapq.heappush(heap, (-w, min(a, c), max(a, c)))

    def _merge(self, a: int, b: int) -> None:
        """Group `b` becomes part of `a`."""
        self.members[a] += self.members.pop(b)
        self.articles[a] |= self.articles.pop(b)
        for c, (total, count) in self.beside.pop(b).items():
            del self.beside[c][b]
            if c != a:
                self._add(a, c, total, count)
