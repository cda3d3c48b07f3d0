"""A survey of all shown events: who acts, who suffers, who reports and how often outlets disagree; kept until it changes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from isnad.store.survey import Activity, Share
from isnad.web.desk import Desk


@dataclass
class Outlet:
    """What an outlet reports: reports, its share in the events, kinds of sources; `private` persons are counted, never named."""

    reports: int = 0
    share: Share = field(default_factory=Share)
    kinds: Counter[str] = field(default_factory=Counter)
    private: int = 0


@dataclass
class Outlets:
    """Outlets by name, and who quotes whom in how many articles."""

    outlets: dict[str, Outlet]
    quoted: list[tuple[str, str, int]]


def actors(desk: Desk) -> dict[str, Activity]:
    """What the parties of the codebook do and suffer, those above them in the codebook included."""
    return desk.steady.of("activity", desk.store.survey.actors)


def outlets(desk: Desk) -> Outlets:
    """Who reports what, with whom, and against whom."""
    return desk.surveys.of("outlets", lambda: _outlets(desk))


def _outlets(desk: Desk) -> Outlets:
    ask = desk.store.survey
    shares, reports = ask.shares(), ask.reports()
    found = {name: Outlet(reports.get(name, 0), shares.get(name, Share())) for name in {*shares, *reports}}
    for name, kind, private, n in ask.kinds():
        found[name].kinds[kind] += n
        found[name].private += n if private else 0
    return Outlets(found, desk.steady.of("quoted", ask.cited))
