"""Descent: from whom the reports of an event have it, as a tree of origins, and why they are held to tell of one incident."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from isnad.merge.explain import Reason, reasons
from isnad.model import Link, Origin, Source, StoredReport
from isnad.web.dossier import Dossier

_WHY = 6  # the weightiest comparisons of a link that are shown at once


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
    more: list[Reason]


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


def ties_of(links: Sequence[Link], numbers: Mapping[str, int]) -> tuple[list[Tie], list[Tie]]:
    """The links that hold an event together, the strongest first (enough of them to join all reports that are linked), and the others."""
    group = {id_: id_ for id_ in numbers}

    def top(id_: str) -> str:
        while group[id_] != id_:
            id_ = group[id_]
        return id_

    kept: list[Tie] = []
    rest: list[Tie] = []
    for link in sorted(links, key=lambda k: (-k.weight, k.a, k.b)):
        if link.a not in numbers or link.b not in numbers:
            continue
        a, b = top(link.a), top(link.b)
        why = [r for r in reasons(link) if abs(r.bits) >= 0.05]
        first, second = sorted((numbers[link.a], numbers[link.b]))
        tie = Tie(first, second, link, why[:_WHY], why[_WHY:])
        (kept if a != b else rest).append(tie)
        group[a] = b
    return kept, rest
