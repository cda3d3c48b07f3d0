"""Clusters: links to groups of reports, each group one incident.

Groups grow by average linkage from the strongest link on, after Bansal, Blum and Chawla (Correlation Clustering, 2004): two groups
are joined while their reports on average tell of one incident, a pair without a link counting against it. So a chain of reports of
which neighbours are alike but the ends are not, such as a week of attacks on one town, is not one event.

No group holds two reports of one article. Where two large groups are one incident but for a few articles that were read to tell it
twice, the weaker report of each such article leaves; otherwise one double report would part a hundred others.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from isnad.model import Link

Pair = tuple[int, int]
Edge = tuple[int, int, float]
_FORBIDDEN = float("-inf")
_LARGE = 5  # reports of the smaller group from which a few double reports do not keep groups apart
_LEAVING = 0.2  # share of the smaller group's reports that may leave


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
    forced = [sorted(index[k] for k in group if k in index) for group in same]
    apart = {(min(p), max(p)) for a, b in different if (p := _pair(index, a, b))}
    edges = [(min(p), max(p), link.weight) for link in links if (p := _pair(index, link.a, link.b))]
    root = _connected(len(ordered), edges, forced, threshold)
    out: list[list[str]] = []
    for part in _parts(root, edges, forced, apart):
        groups = _Groups([article_of[ordered[i]] for i in part.members], part, missing)
        groups.join(threshold)
        out += ([ordered[part.members[i]] for i in sorted(members)] for members in groups.members.values())
    return sorted(out)


class _Part(NamedTuple):
    """A component: its members, and by their places in it links, reports held together and pairs held apart."""

    members: list[int]
    weights: dict[Pair, float]
    forced: list[list[int]]
    apart: set[Pair]


def _connected(number: int, edges: Iterable[Edge], forced: Iterable[Sequence[int]], threshold: float) -> list[int]:
    """For each report the first of those that links above `threshold` and judgements connect it with."""
    root = list(range(number))
    for a, b, weight in edges:
        if weight > threshold:
            _unite(root, a, b)
    for group in forced:
        for a, b in pairwise(group):
            _unite(root, a, b)
    return [_find(root, i) for i in range(number)]


def _parts(root: Sequence[int], edges: Iterable[Edge], forced: Iterable[Sequence[int]], apart: Iterable[Pair]) -> Iterator[_Part]:
    """The components; what lies between two of them cannot join them."""
    place: list[int] = []
    parts: dict[int, _Part] = {}
    for i, r in enumerate(root):
        part = parts.setdefault(r, _Part([], {}, [], set()))
        place.append(len(part.members))
        part.members.append(i)
    for a, b, weight in edges:
        if root[a] == root[b]:
            parts[root[a]].weights[place[a], place[b]] = weight
    for group in forced:
        if group:
            parts[root[group[0]]].forced.append([place[i] for i in group])
    for a, b in apart:
        if root[a] == root[b]:
            parts[root[a]].apart.add((place[a], place[b]))
    yield from parts.values()


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

    def __init__(self, articles: Sequence[str], part: _Part, missing: float) -> None:
        self.missing = missing
        self.article_of, self.weights = articles, part.weights
        root = list(range(len(articles)))
        for group in part.forced:
            for a, b in pairwise(group):
                _unite(root, a, b)
        self.home = [_find(root, i) for i in range(len(articles))]
        self.members: dict[int, list[int]] = defaultdict(list)
        for i, group_ in enumerate(self.home):
            self.members[group_].append(i)
        self.articles = {g: {articles[i] for i in m} for g, m in self.members.items()}
        self.judged = {i for group in part.forced for i in group} | {i for pair in part.apart for i in pair}
        # per group: beside it, the sum of link weights and their number; -inf for groups that people hold apart
        self.beside: dict[int, dict[int, tuple[float, int]]] = defaultdict(dict)
        for (a, b), weight in sorted(part.weights.items()):
            self._add(self.home[a], self.home[b], weight, 1)
        for a, b in sorted(part.apart):
            self._add(self.home[a], self.home[b], _FORBIDDEN, 0)
        self.heap: list[tuple[float, int, int]] = []
        self.near: dict[int, list[tuple[int, float]]] | None = None

    def _add(self, a: int, b: int, weight: float, number: int) -> None:
        if a == b:
            return
        total, count = self.beside[a].get(b, (0.0, 0))
        self.beside[a][b] = self.beside[b][a] = (total + weight, count + number)

    def average(self, a: int, b: int) -> float:
        """The average weight between two groups; -inf if they are held apart, or share more articles than may leave."""
        total, count = self.beside[a][b]
        if total == _FORBIDDEN:
            return _FORBIDDEN
        sizes = len(self.members[a]), len(self.members[b])
        if (min(sizes) < _LARGE and not self.articles[a].isdisjoint(self.articles[b])) or not self._may_leave(a, b):
            return _FORBIDDEN
        return (total + (sizes[0] * sizes[1] - count) * self.missing) / (sizes[0] * sizes[1])

    def _may_leave(self, a: int, b: int) -> bool:
        shared = self.articles[a] & self.articles[b]
        if not shared:
            return True
        if len(shared) > _LEAVING * min(len(self.members[a]), len(self.members[b])):
            return False
        return not any(i in self.judged for g in (a, b) for i in self.members[g] if self.article_of[i] in shared)

    def join(self, threshold: float) -> None:
        """Join the two groups with the greatest average again and again, the first by key among equals."""
        self.heap = [(-w, a, b) for a in self.beside for b in self.beside[a] if a < b and (w := self.average(a, b)) > threshold]
        heapq.heapify(self.heap)
        while self.heap:
            weight, a, b = heapq.heappop(self.heap)
            if a not in self.members or b not in self.members or -weight != self.average(a, b):
                continue  # one of them has changed since
            left = [self._leave(i) for i in self._weaker(a, b)]
            self._merge(a, b)
            for group in (a, *left):
                self._offer(group, threshold)

    def _offer(self, a: int, threshold: float) -> None:
        """Put the joins of a group that has changed on the heap."""
        for b in self.beside[a]:
            if (w := self.average(a, b)) > threshold:
                heapq.heappush(self.heap, (-w, min(a, b), max(a, b)))

    def _merge(self, a: int, b: int) -> None:
        """Group `b` becomes part of `a`."""
        for i in self.members[b]:
            self.home[i] = a
        self.members[a] += self.members.pop(b)
        self.articles[a] |= self.articles.pop(b)
        for c, (total, count) in self.beside.pop(b).items():
            del self.beside[c][b]
            if c != a:
                self._add(a, c, total, count)

    def _weaker(self, a: int, b: int) -> list[int]:
        """Of each article that both groups have, the report with less weight to all reports of both."""
        both = self.members[a] + self.members[b]
        out = []
        for article in sorted(self.articles[a] & self.articles[b]):
            twice = sorted(i for i in both if self.article_of[i] == article)
            out.append(min(twice, key=lambda i: sum(self.weights.get((min(i, j), max(i, j)), self.missing) for j in both if j != i)))
        return out

    def _leave(self, i: int) -> int:
        """Report `i` leaves its group for one of its own, whose number no other group has."""
        if self.near is None:
            self.near = defaultdict(list)
            for (a, b), weight in self.weights.items():
                self.near[a].append((b, weight))
                self.near[b].append((a, weight))
        group, new = self.home[i], len(self.home) + i
        self.members[group].remove(i)
        self.articles[group].remove(self.article_of[i])
        self.home[i], self.members[new], self.articles[new] = new, [i], {self.article_of[i]}
        for j, weight in sorted(self.near[i]):
            if self.home[j] != group:
                self._add(group, self.home[j], -weight, -1)
            self._add(new, self.home[j], weight, 1)
        return new
