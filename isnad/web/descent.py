"""Descent: from whom the reports of an event have it, as a tree of origins, and why they are held to tell of one incident."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from isnad.merge.explain import Reason, reasons
from isnad.model import Link, Origin, Source, StoredReport
from isnad.web.dossier import Dossier

_OTHERS = 40  # links that are shown beyond those that hold an event together
_LEAST = 0.05  # bits; what weighs less says nothing


class Chain(NamedTuple):
    """A chain of a report, innermost first, with the places of its sources in the report; without sources the outlet speaks itself."""

    sources: list[tuple[int, Source]]
    number: int
    stored: StoredReport


class Root(NamedTuple):
    """An origin with the chains that go back to it."""

    number: int
    origin: Origin
    chains: list[Chain]


class Tie(NamedTuple):
    """A link between two reports, with the numbers of their columns and what speaks for and against it."""

    a: int
    b: int
    link: Link
    reasons: list[Reason]


def roots_of(dossier: Dossier) -> list[Root]:
    """The origins of an event, those with the most reports first; equal origins are one root."""
    found: dict[int, list[Chain]] = {}
    for column, origins in zip(dossier.columns, dossier.trace.chains, strict=True):
        report = column.stored.report
        chains = report.chains or ([[n] for n in range(len(report.sources))] or [[]])
        for chain, origin in zip(chains, origins, strict=False):
            sources = [(i, report.sources[i]) for i in chain if 0 <= i < len(report.sources)]
            found.setdefault(origin, []).append(Chain(sources, column.number, column.stored))
    roots = [Root(n, o, found.get(n, [])) for n, o in enumerate(dossier.event.origins)]
    return sorted(roots, key=lambda r: (-len({c.stored.id for c in r.chains}), r.number))


def ties_of(links: Sequence[Link], numbers: Mapping[str, int]) -> tuple[list[Tie], list[Tie], int]:
    """The links that hold an event together, the strongest first, just enough to join its reports; the strongest others; how many others."""
    group = {id_: id_ for id_ in numbers}

    def top(id_: str) -> str:
        while group[id_] != id_:
            id_ = group[id_]
        return id_

    kept: list[Tie] = []
    rest: list[Link] = []
    for link in sorted(links, key=lambda k: (-k.weight, k.a, k.b)):
        if link.a in numbers and link.b in numbers:
            a, b = top(link.a), top(link.b)
            if a == b:
                rest.append(link)
            else:
                kept.append(_tie(link, numbers))
                group[a] = b
    return kept, [_tie(k, numbers) for k in rest[:_OTHERS]], len(rest)


def _tie(link: Link, numbers: Mapping[str, int]) -> Tie:
    first, second = sorted((numbers[link.a], numbers[link.b]))
    return Tie(first, second, link, [r for r in reasons(link) if abs(r.bits) >= _LEAST])
