"""The merge of a project: only reports that are new or changed are compared, and only what they touch is clustered anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

import msgspec

from isnad.codebook import Codebook
from isnad.merge.clustering import clusters
from isnad.merge.copies import grouped
from isnad.merge.facts import Facts, facts_of
from isnad.merge.identity import assigned
from isnad.merge.linking import links
from isnad.merge.values import event_of
from isnad.model import Event, Judgement, Link
from isnad.store import Store, now
from isnad.store.verdicts import alike, in_force

_AT_ONCE = 2_000  # events made before they are written
_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(Facts).decode


class Merged(NamedTuple):
    """What a merge did."""

    reports: int
    compared: int
    copies: int
    events: int
    made: int
    changed: int
    removed: int


def merge(store: Store, book: Codebook, *, floor: float = 0.0, everything: bool = False) -> Merged:
    """Bring the events of a project up to date, in one transaction; `everything` compares all reports anew.

    Reports below `floor` of confidence take no part unless people accepted them. Human judgements (same, different) always win.
    """
    with store.writing():
        if everything:
            store.articles.forget_copies()
            store.events.forget()
        copies = _copies(store)
        articles = store.reports.to_merge(floor)
        fresh = [id_ for id_ in store.reports.unlinked() if id_ in articles]
        if fresh:
            _compare(store, book, articles, fresh)
        store.reports.set_linked()
        done = _clustered(store, book, articles, set(fresh))
        return done._replace(reports=len(articles), compared=len(fresh), copies=copies)


def refresh(store: Store, book: Codebook, events: Iterable[str]) -> None:
    """Make events anew from the reports they have that were not rejected; within the caller's transaction."""
    members = store.events.members_of(events)
    kept = {event: [r.id for r in store.reports.get(ids) if r.verdict != "rejected"] for event, ids in members.items()}
    _write(store, book, {event: ids for event, ids in kept.items() if ids}, now())


def _compare(store: Store, book: Codebook, articles: Mapping[str, str], fresh: Sequence[str]) -> None:
    """Compare fresh reports with all others and keep the links."""
    store.events.drop_links(fresh)
    made = []
    for r, text in store.reports.with_text(fresh):
        day = date.fromisoformat(r.published) if r.published else None
        raw = f"{r.title}\n{text}"
        facts = facts_of(r.report, key=r.id, article=articles[r.id], published=day, book=book, title=r.title, text=raw)
        made.append((_pack(facts), r.id))
    store.reports.set_facts(made)
    rows = [_unpack(data) for id_, data in store.reports.facts() if id_ in articles]
    store.events.put_links(links(rows, book.tables["merge"], fresh=None if len(fresh) == len(rows) else frozenset(fresh)))


def _copies(store: Store) -> int:
    """Put new articles into groups of near-copies; how many joined one."""
    new = {str(key): signature for key, signature in store.articles.ungrouped()}
    if not new:
        return 0
    known = store.articles.grouped()
    old = {str(key): signature for key, signature, _ in known}
    groups = grouped(new, old, {str(key): str(group) for key, _, group in known})
    store.articles.set_copies((int(key), int(groups.get(key, key))) for key in new)
    return sum(groups.get(key, key) != key for key in new)


def _clustered(store: Store, book: Codebook, articles: Mapping[str, str], fresh: set[str]) -> Merged:
    """Cluster what the fresh reports and the stale events touch; write the events that came out otherwise."""
    before = store.events.members()
    gone = {report: event for report, event in before.items() if report not in articles}
    log = in_force(list(store.judgements.all()))
    same = _held(store, log, "same", articles)
    different = [(first, other) for first, *rest in _held(store, log, "different", articles) for other in rest]
    touched = {*store.events.stale(), *gone.values()}
    seeds = fresh | {r for r in articles if r not in before or before[r] in touched}
    pairs = [k for k in store.events.pairs() if k[0] in articles and k[1] in articles]
    affected = _reached(seeds, [*((a, b) for a, b, _ in pairs), *(edge for group in same for edge in pairwise(group))])
    found = clusters(
        affected, (Link(a=a, b=b, probability=0.0, weight=w, levels={}) for a, b, w in pairs if a in affected), articles,
        same=same, different=different, threshold=float(book.tables["merge"]["threshold"]), missing=float(book.tables["merge"]["missing"]),
    )  # fmt: skip
    result = assigned(found, {r: before[r] for r in affected if r in before}, gone, set(before.values()).__contains__)
    store.events.set_members({r: id_ for id_, cluster in zip(result.ids, found, strict=True) for r in cluster}, gone)
    at = now()
    for event, heir in result.gone.items():
        store.events.remove(event, heir, at, "merged" if heir else "no report left", [r for r, e in before.items() if e == event])
    made, changed = _write(store, book, dict(zip(result.ids, found, strict=True)), at)
    return Merged(0, 0, 0, store.events.count(), made, changed, len(result.gone))


def _write(store: Store, book: Codebook, events: Mapping[str, Sequence[str]], at: str) -> tuple[int, int]:
    """Make events of their reports and write them; those that came out as they were keep their time of change. How many are new, and changed."""
    made = changed = 0
    names = list(events)
    for start in range(0, len(names), _AT_ONCE):
        part = names[start : start + _AT_ONCE]
        old = {e.id: e for e in store.events.get(part)}
        reports = {r.id: r for r in store.reports.get([r for id_ in part for r in events[id_]])}
        out: list[tuple[Event, set[tuple[str, str]]]] = []
        for id_ in part:
            was = old.get(id_)
            created = was.created_at if was else store.events.revive(id_) or at
            event = event_of(id_, [reports[r] for r in events[id_]], book, created_at=created, updated_at=at)
            if was and msgspec.structs.replace(event, updated_at=was.updated_at) == was:
                continue
            made += was is None
            changed += was is not None
            out.append(
                (event, {(side, a) for side in ("by", "against") for p in getattr(event, side) if p.id for a in _ancestry(book, p.id)})
            )
        store.events.put(out)
        store.events.fresh(part)
    return made, changed


def _ancestry(book: Codebook, id_: str) -> list[str]:
    """An actor and those above it in the codebook."""
    out: list[str] = []
    at: str | None = id_
    while at and at not in out:
        out.append(at)
        entry = book.actors.get(at)
        at = entry.parent if entry else None
    return out


def _reached(seeds: set[str], edges: Sequence[tuple[str, str]]) -> set[str]:
    """Everything that is connected with the seeds."""
    beside: dict[str, list[str]] = {}
    for a, b in edges:
        beside.setdefault(a, []).append(b)
        beside.setdefault(b, []).append(a)
    reached, waiting = set(seeds), list(seeds)
    while waiting:
        for other in beside.get(waiting.pop(), ()):
            if other not in reached:
                reached.add(other)
                waiting.append(other)
    return reached


def _held(store: Store, log: Sequence[Judgement], action: str, articles: Mapping[str, str]) -> list[list[str]]:
    """The reports that judgements hold together or apart; those read anew since are found by likeness."""
    out = []
    for j in log:
        if j.action == action:
            ids = [id_ if id_ in articles else _again(store, j.state, id_) for id_ in j.reports]
            out.append([id_ for id_ in ids if id_ in articles])
    return [ids for ids in out if len(ids) > 1]


def _again(store: Store, state: Any, id_: str) -> str:
    """The report that now stands where one stood that was judged; empty if there is none like it."""
    saw = (state or {}).get("reports", {}).get(id_)
    article = store.articles.named(saw["article"]) if saw else None
    return alike(saw["report"], [(r.id, r.report) for r in store.reports.of_article(article.key)]) if article else ""
