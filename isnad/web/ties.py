"""What the network draws: who did what to whom among the events of a filter, and the relations that their articles tell."""

from __future__ import annotations

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
    sides: tuple[set[str], set[str]] = (set(), set())
    at: tuple[str, str, int] | None = None

    def close() -> None:
        nonlocal total
        if at is None:
            return
        by, against = above.lowest(sides[0]), above.lowest(sides[1])
        for a in by | against:
            weight[a] += 1
        for a in by:
            for b in against:
                row = pairs.setdefault((a, b), [0] * (len(SHADES) + 1))
                row[family[at[1]]] += 1
                row[-1] += at[2]
        total += 1

    for event, side, actor, type_, killed in store.browse.parties(filter, types):
        if at is None or event != at[0]:
            close()
            sides = (set(), set())
            at = (event, type_, killed or 0)
        sides[side == "against"].add(actor)
    close()
    ties = [Tie(a, b, "event", "", row[:-1], row[-1], 0) for (a, b), row in pairs.items()]
    ties += [Tie(a, b, type_, status, [0] * len(SHADES), 0, n) for a, b, type_, status, n in store.browse.ties(filter, types)]
    ties.sort(key=lambda t: (-t.number, t.tie != "event", t.a, t.b, t.tie))
    kept = ties[:most]
    ids = sorted({i for t in kept for i in (t.a, t.b)}, key=lambda i: (-weight[i], i))
    nodes = [Node(i, actor_name(i, book, w), _kind(i, book), i.startswith("generic:"), weight[i]) for i in ids]
    return NetData(total, SHADES, nodes, kept, len(ties) - len(kept))


class _Above:
    """Which actors stand above which in the codebook."""

    def __init__(self, book: Codebook) -> None:
        self._book = book
        self._known: dict[str, frozenset[str]] = {}

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
