"""The counts over the whole store, held to a plain recount of the records; after judgements too, and in a store of an earlier version."""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from isnad.codebook import Codebook
from isnad.filter import Filter, filter_of
from isnad.merge.update import merge
from isnad.model import Event, Figure
from isnad.review.decide import accept, different, mend, reject, same, undo, unsure
from isnad.store import Store
from isnad.store.shares import apart, compared
from isnad.store.survey import Activity, Share
from isnad.text.fold import folded
from isnad.web.ties import network_of
from isnad.web.wording import wording
from tests.store.older import older

BESIDE = (
    "event_actors", "event_outlets", "event_figures", "event_strangers", "report_sources", "relation_ends", "quotations", "members",
)  # fmt: skip


@pytest.fixture
def store(project: Path, tmp_path: Path) -> Iterator[Store]:
    """The examples, to be written to."""
    folder = Path(shutil.copytree(project, tmp_path / "project"))
    with Store(folder / "isnad.db") as opened:
        yield opened


def plain(store: Store, book: Codebook) -> dict[str, Any]:
    """What `asked` asks, counted from the records themselves."""
    events = list(store.events.chosen(Filter(), book.families))
    reports = [r for r in store.reports.chosen(Filter(), book.families) if r.publisher]
    by_id = {r.id: r for r in reports}
    sources = [(r.publisher, s) for r in reports for s in r.report.sources]
    speakers = store.reports.items("speakers", Filter())
    cited = {
        (i.publisher, rule[7:], i.article) for i in speakers if i.publisher and (rule := i.item.rules.get("text", "")).startswith("outlet.")
    }
    ties = {
        (i.item.a_id, i.item.b_id, i.item.type, i.item.status, i.article)  # type: ignore[union-attr]
        for i in store.reports.items("relations", Filter()) if i.item.a_id and i.item.b_id  # type: ignore[union-attr]
    }  # fmt: skip
    return {
        "actors": _actors(events, book),
        "shares": _shares(events, by_id),
        "reports": dict(Counter(r.publisher for r in reports)),
        "kinds": Counter((name, s.kind, s.person == "private") for name, s in sources),
        "sources": Counter((s.text, s.kind) for _, s in sources if s.person != "private"),
        "cited": Counter((name, quoted) for name, quoted, _ in cited),
        "ties": Counter(tie[:4] for tie in ties),
        "strangers": _strangers(events),
        "left": sum(len(e.reports) for e in events if e.reviewed != "all"),
        "casts": _casts(store, events, book),
    }


def asked(store: Store, book: Codebook) -> dict[str, Any]:
    """The same from the narrow tables."""
    found = store.survey
    casts: Counter[tuple[str, str]] = Counter()
    for cast, type_, n, killed in store.browse.casts(Filter(), book.families):
        casts[cast, type_] += n * 1000 + killed
    candidates, total = found.candidates(limit=10_000)
    assert total == len(candidates)
    open_ = store.sql.execute("SELECT count(*) FROM reports p JOIN members m ON m.report = p.id JOIN events e ON e.id = m.event"
                              " WHERE e.reviewed != 'all' AND e.status IN ('occurred', 'alleged') AND p.verdict IN ('accepted', 'mended')").fetchone()[0]  # fmt: skip
    return {
        "actors": found.actors(),
        "shares": found.shares(),
        "reports": found.reports(),
        "kinds": Counter({(name, kind, bool(private)): n for name, kind, private, n in found.kinds()}),
        "sources": Counter(dict(found.sources(limit=100_000))),
        "cited": Counter({(a, b): n for a, b, n in found.cited()}),
        "ties": Counter({tuple(tie[:4]): tie[4] for tie in store.browse.ties(Filter(), book.families)}),
        "strangers": {c.name: (c.kind, c.by, c.against, c.event) for c in candidates},
        "left": store.tasks.left(Filter(), book.families, "nobody") + open_ + _unsure(store),
        "casts": casts,
    }


def _unsure(store: Store) -> int:
    query = "SELECT count(*) FROM reports WHERE verdict = 'unsure' AND judged_by = 'nobody'"
    return int(store.sql.execute(query).fetchone()[0])


def _above(book: Codebook, id_: str) -> set[str]:
    out: set[str] = set()
    while id_ and id_ not in out:
        out.add(id_)
        id_ = book.actors[id_].parent or "" if id_ in book.actors else ""
    return out


def _sides(event: Event, book: Codebook) -> dict[str, set[str]]:
    return {side: {a for p in getattr(event, side) if p.id for a in _above(book, p.id)} for side in ("by", "against")}


def _actors(events: list[Event], book: Codebook) -> dict[str, Activity]:
    seen: dict[str, list[tuple[Event, bool, bool]]] = defaultdict(list)
    for event in events:
        sides = _sides(event, book)
        for actor in sides["by"] | sides["against"]:
            seen[actor].append((event, actor in sides["by"], actor in sides["against"]))
    out = {}
    for actor, rows in seen.items():
        days = sorted(e.date for e, _, _ in rows if e.date)
        out[actor] = Activity(
            sum(b for _, b, _ in rows), sum(a for _, _, a in rows), len(rows), *((days[0], days[-1]) if days else (None, None))
        )
    return out


def _shares(events: list[Event], reports: dict[str, Any]) -> dict[str, Share]:
    out: dict[str, Share] = {}
    for event in events:
        days: dict[str, list[str]] = defaultdict(list)
        for r in (reports[id_] for id_ in event.reports if id_ in reports):
            days[r.publisher] += [r.published] if r.published else []
        first = min((d for known in days.values() for d in known), default=None)
        for outlet, known in days.items():
            was = out.get(outlet, Share())
            many = len(days) > 1
            out[outlet] = was._replace(events=was.events + 1, shared=was.shared + many, first=was.first + (many and first in known))
        for outlet, _, against in compared(event):
            was = out.get(outlet, Share())
            out[outlet] = was._replace(figures=was.figures + 1, contradicted=was.contradicted + against)
    return out


def _strangers(events: list[Event]) -> dict[str, tuple[str, int, int, str]]:
    rows = sorted(
        (folded(p.text).removeprefix("ال"), e.id, side, p.text, p.kind)
        for e in events for side in ("by", "against") for p in getattr(e, side) if p.id is None and p.person is None
    )  # fmt: skip
    out = {}
    for _, group in groupby(rows, key=lambda r: r[0]):
        same_ = list(group)
        words, kinds, sides = Counter(r[3] for r in same_), Counter(r[4] for r in same_), Counter(r[2] for r in same_)
        name = min(words, key=lambda w: (-words[w], w))
        out[name] = (min(kinds, key=lambda k: (-kinds[k], k)), sides["by"], sides["against"], min(r[1] for r in same_))
    return out


def _casts(store: Store, events: list[Event], book: Codebook) -> Counter[tuple[str, str]]:
    out: Counter[tuple[str, str]] = Counter()
    for event in events:
        cast = "\n".join(sorted(f"{side} {actor}" for side, actors in _sides(event, book).items() for actor in actors))
        if cast:
            out[cast, event.type] += 1000 + ((event.killed.best or 0) if event.killed else 0)
    return out


def test_counts_are_those_of_the_records(store: Store, codebook: Codebook) -> None:
    expected = plain(store, codebook)
    assert all(expected.values())
    assert asked(store, codebook) == expected


def test_counts_follow_judgements(store: Store, codebook: Codebook) -> None:
    several = [e for e in store.events.chosen(filter_of(["min-origins=2"]), codebook.families) if len(e.reports) > 1]
    single = next(e for e in store.events.chosen(Filter(), codebook.families) if len(e.reports) == 1)
    first, second = several[0], several[1]
    apart_ = first.reports[0]
    steps = [
        lambda: accept(store, codebook, second.reports[0], "Amal"),
        lambda: unsure(store, codebook, second.reports[1], "Amal"),
        lambda: mend(store, codebook, second.reports[0], "killed", 77, "Amal"),
        lambda: mend(store, codebook, second.reports[0], "by", "isis", "Amal"),
        lambda: mend(store, codebook, second.reports[0], "status", "denied", "Amal"),
        lambda: reject(store, codebook, single.reports[0], "Amal"),
        lambda: undo(store, codebook, "Amal"),
        lambda: different(store, codebook, first.id, apart_, "Amal"),
        lambda: undo(store, codebook, "Amal"),
        lambda: same(store, codebook, first.id, second.id, "Amal"),
        lambda: merge(store, codebook, everything=True),
    ]
    for number, step in enumerate(steps):
        step()
        assert asked(store, codebook) == plain(store, codebook), number


@pytest.mark.parametrize(("field", "value", "turns"), [("killed", 1234, True), ("status", "denied", True), ("claimed_by", "nobody", False)])
def test_only_what_counts_turns_the_mark(store: Store, codebook: Codebook, field: str, value: Any, turns: bool) -> None:
    event = next(e for e in store.events.chosen(Filter(), codebook.families) if len(e.reports) == 1 and e.status == "occurred")
    before = store.substance()
    accept(store, codebook, event.reports[0], "Amal")
    assert store.substance() == before  # that a report is right changes no count by place, day or party
    mend(store, codebook, event.reports[0], field, value, "Amal")
    assert (store.substance() != before) is turns


def test_an_earlier_store_is_filled(store: Store, codebook: Codebook, tmp_path: Path) -> None:
    """The same rows come of the migration as of writing them with the events."""
    older(store.path, tmp_path / "old.db")
    with Store(tmp_path / "old.db") as opened:
        for table in BESIDE:
            rows = [sorted(s.sql.execute(f"SELECT * FROM {table}"), key=repr) for s in (opened, store)]
            assert rows[0], table
            assert rows[0] == rows[1], table
        assert asked(opened, codebook) == plain(store, codebook)
        types, w = codebook.families, wording("en")
        assert network_of(opened, codebook, Filter(), types, w) == network_of(store, codebook, Filter(), types, w)
    with Store(tmp_path / "old.db") as again:
        assert asked(again, codebook) == plain(store, codebook)


@pytest.mark.parametrize(
    ("a", "b", "contradict"),
    [
        ((5, 5, 5), (5, 5, 5), False),
        ((5, 5, 5), (6, 6, 6), True),
        ((5, 5, None), (8, 8, 8), False),  # at least five, and eight
        ((9, 9, None), (8, 8, 8), True),
        ((None, None, None), (8, 8, 8), False),  # some, and eight
        ((None, 10, 20), (15, 15, 15), False),
    ],
)
def test_figures_that_cannot_both_be_right(a: tuple[Any, ...], b: tuple[Any, ...], contradict: bool) -> None:
    first, second = (
        Figure(n=n, low=low, high=high, q="exact", report="R", outlet="x", published=None, origin=None) for n, low, high in (a, b)
    )
    assert apart(first, second) is apart(second, first) is contradict


def test_places_count_every_event_once(store: Store, codebook: Codebook) -> None:
    types = codebook.families
    events = list(store.events.chosen(Filter(), types))
    found = list(store.browse.places(Filter(), types, tuple(types)))
    expected: Counter[tuple[Any, ...]] = Counter()
    for e in events:
        expected[e.place_id, e.lat, e.lon, e.country, codebook.events[e.type].family] += 1
    assert Counter({(*row[:4], f): n for row in found for f, n in zip(types, row[4], strict=True) if n}) == expected
    assert sum(row[5] for row in found) == sum((e.killed.best or 0) for e in events if e.killed)
