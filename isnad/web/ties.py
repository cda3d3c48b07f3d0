"""What the network draws: who did what to whom among the events of a filter, and the relations that their articles tell."""

from __future__ import annotations

import heapq
from collections import defaultdict

import msgspec

from isnad.codebook import Codebook
from isnad.filter import Filter
from isnad.store import Store
from isnad.store.where import Types
from isnad.web.calling import SHADES, actor_name
from isnad.web.charting import families_of
from isnad.web.wording import Wording

TIES = 150  # as many as can be told apart in a drawing


class Node(msgspec.Struct):
    """An actor with the number of events that it is a party of; `general` if it is a noun and no name."""

    id: str
    name: str
    kind: str
    general: bool
    events: int


class Tie(msgspec.Struct):
    """Events of `a` against `b`, or a relation between them that articles tell: `tie` is `event` or its type."""

    a: str
    b: str
    tie: str
    status: str
    events: list[int]
    killed: int
    articles: int

    @property
    def number(self) -> int:
        """Events or articles."""
        return sum(self.events) or self.articles


class NetData(msgspec.Struct):
    """The actors and ties of a filter, the strongest first; `left` ties are too weak to be drawn."""

    total: int
    families: tuple[str, ...]
    nodes: list[Node]
    ties: list[Tie]
    left: int


def network_of(store: Store, book: Codebook, filter: Filter, types: Types, w: Wording, *, most: int | None = TIES) -> NetData:
    """Who did what to whom among the events of a filter, and the relations that their articles tell.

    Only actors of the codebook are in it, so it names no private person; of an actor and those above it the lowest is taken.
    """
    family, above = families_of(book), _Above(book)
    pairs: dict[tuple[str, str], list[int]] = {}
    weight: dict[str, int] = defaultdict(int)
    total = 0
    last, by, against = "", set[str](), set[str]()
    for cast, type_, number, killed in store.browse.casts(filter, types):
        if cast != last:
            last, by, against = cast, *above.sides(cast)
        total += number
        for a in by | against:
            weight[a] += number
        for a in by:
            for b in against:
                row = pairs.get((a, b))
                if row is None:
                    row = pairs[a, b] = [0] * (len(SHADES) + 1)
                row[family[type_]] += number
                row[-1] += killed
    found = [(-sum(row) + row[-1], False, a, b, "event", "") for (a, b), row in pairs.items()]
    told = store.browse.ties(filter, types)
    found += [(-n, True, a, b, type_, status) for a, b, type_, status, n in told]
    # Most ties are never drawn: only those that are become objects.
    kept = [_tie(each, pairs) for each in (sorted(found) if most is None else heapq.nsmallest(most, found))]
    ids = sorted({i for t in kept for i in (t.a, t.b)}, key=lambda i: (-weight[i], i))
    nodes = [Node(i, actor_name(i, book, w), _kind(i, book), i.startswith("generic:"), weight[i]) for i in ids]
    return NetData(total, SHADES, nodes, kept, len(found) - len(kept))


def _tie(found: tuple[int, bool, str, str, str, str], pairs: dict[tuple[str, str], list[int]]) -> Tie:
    number, told, a, b, tie, status = found
    if told:
        return Tie(a, b, tie, status, [0] * len(SHADES), 0, -number)
    return Tie(a, b, tie, status, pairs[a, b][:-1], pairs[a, b][-1], 0)


class _Above:
    """Which actors stand above which in the codebook."""

    def __init__(self, book: Codebook) -> None:
        self._book = book
        self._known: dict[str, frozenset[str]] = {}
        self._sides: dict[tuple[str, str], set[str]] = {}

    def sides(self, cast: str) -> tuple[set[str], set[str]]:
        """The lowest actors of a cast, by and against; its lines are in order, so those of `against` come first."""
        against, _, by = cast.partition("\nby ") if not cast.startswith("by ") else ("", "", cast[3:])
        return self._side(by, "\nby "), self._side(against.removeprefix("against "), "\nagainst ")

    def _side(self, text: str, between: str) -> set[str]:
        key = text, between
        if key not in self._sides:
            self._sides[key] = self.lowest(set(text.split(between))) if text else set()
        return self._sides[key]

    def lowest(self, actors: set[str]) -> set[str]:
        if len(actors) < 2:
            return actors
        return actors - frozenset[str]().union(*map(self._of, actors))

    def _of(self, id_: str) -> frozenset[str]:
        if id_ not in self._known:
            self._known[id_] = frozenset(self._book.lineage(id_)[1:])
        return self._known[id_]


def _kind(id_: str, book: Codebook) -> str:
    entry = book.actors.get(id_)
    return entry.kind if entry else "state_forces" if id_.startswith("country:") else "unknown"
