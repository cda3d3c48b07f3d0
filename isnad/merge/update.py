"""The merge of a project: only reports that are new or changed are compared, and only what they touch is clustered anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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
from isnad.model import Event, Link, StoredReport
from isnad.store import Store, now
from isnad.store.verdicts import alike, in_force
from isnad.store.where import lots

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
        done = _clustered(store, book, articles, set(fresh), floor)
        return done._replace(reports=len(articles), compared=len(fresh), copies=copies)


def refresh(store: Store, book: Codebook, events: Iterable[str]) -> None:
    """Make events anew from the reports they have, within the caller's transaction.

    Rejected reports leave their event; one that has no report left is removed, with a tombstone.
    """
    at = now()
    kept: dict[str, list[str]] = {}
    for event, ids in store.events.members_of(events).items():
        kept[event] = [r.id for r in store.reports.get(ids) if r.verdict != "rejected"]
        store.events.set_members({}, set(ids).difference(kept[event]))
        if not kept[event] and store.events.now(event) == event:
            store.events.remove(event, None, at, "no report left", ids)
    _write(store, book, {event: ids for event, ids in kept.items() if ids}, at)


def recluster(store: Store, book: Codebook, floor: float, reports: Iterable[str], back: Mapping[str, str] | None = None) -> None:
    """Cluster anew what hangs together with these reports, by the links there are, within the caller's transaction.

    `back` names the events that reports were in before a judgement that is now undone: they take their ids up again.
    """
    same, different = _ties(store, floor)
    threshold = float(book.tables["merge"]["threshold"])
    articles, pairs = _around(store, floor, set(reports), same, threshold)
    was = store.events.held(articles)
    before = {**was, **{r: event for r, event in (back or {}).items() if r in articles}}
    _settled(store, book, _Touched(set(articles), articles, pairs, before, {}, same, different, lambda id_: store.events.now(id_) == id_))
    for event in {e for e, ids in store.events.members_of(was.values()).items() if not ids and store.events.now(e) == e}:
        heir = store.events.held(r for r, e in was.items() if e == event)
        store.events.remove(event, next(iter(heir.values()), None), now(), "merged", [])


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


class _Touched(NamedTuple):
    """What is clustered: the reports, the article of each, links, the event of each until now, those in no cluster any more, what people said, taken ids."""

    affected: set[str]
    articles: Mapping[str, str]
    pairs: Sequence[tuple[str, str, float]]
    before: Mapping[str, str]
    gone: Mapping[str, str]
    same: Sequence[Sequence[str]]
    different: Sequence[tuple[str, str]]
    taken: Callable[[str], bool]


def _clustered(store: Store, book: Codebook, articles: Mapping[str, str], fresh: set[str], floor: float) -> Merged:
    """Cluster what the fresh reports and the stale events touch; write the events that came out otherwise."""
    before = store.events.members()
    gone = {report: event for report, event in before.items() if report not in articles}
    same, different = _ties(store, floor)
    touched = {*store.events.stale(), *gone.values()}
    seeds = fresh | {r for r in articles if r not in before or before[r] in touched}
    pairs = [k for k in store.events.pairs() if k[0] in articles and k[1] in articles]
    threshold = float(book.tables["merge"]["threshold"])
    affected = _reached(seeds, [*((a, b) for a, b, w in pairs if w > threshold), *(edge for group in same for edge in pairwise(group))])
    return _settled(store, book, _Touched(affected, articles, pairs, before, gone, same, different, set(before.values()).__contains__))


def _settled(store: Store, book: Codebook, t: _Touched) -> Merged:
    """Cluster, give every cluster its id, and write the events that came out otherwise."""
    table = book.tables["merge"]
    found = clusters(
        t.affected, (Link(a=a, b=b, probability=0.0, weight=w, levels={}) for a, b, w in t.pairs if a in t.affected), t.articles,
        same=t.same, different=t.different, threshold=float(table["threshold"]), missing=float(table["missing"]),
    )  # fmt: skip
    result = assigned(found, {r: t.before[r] for r in t.affected if r in t.before}, t.gone, t.taken)
    store.events.set_members({r: id_ for id_, cluster in zip(result.ids, found, strict=True) for r in cluster}, t.gone)
    at = now()
    for event, heir in result.gone.items():
        store.events.remove(event, heir, at, "merged" if heir else "no report left", [r for r, e in t.before.items() if e == event])
    made, changed = _write(store, book, dict(zip(result.ids, found, strict=True)), at)
    return Merged(0, 0, 0, store.events.count(), made, changed, len(result.gone))


def _around(
    store: Store, floor: float, seeds: set[str], same: Sequence[Sequence[str]], threshold: float
) -> tuple[dict[str, str], list[tuple[str, str, float]]]:
    """What hangs together with reports, by links that could join them or by judgement: the article of each report, and all links.

    A weaker link joins nothing by itself, so that a component comes out the same whatever stands around it.
    """
    tied: dict[str, set[str]] = {}
    for group in same:
        for report in group:
            tied.setdefault(report, set()).update(group)
    members = store.events.members_of(store.events.held(seeds).values())
    waiting = seeds.union(*members.values())
    articles: dict[str, str] = {}
    pairs: set[tuple[str, str, float]] = set()
    while waiting:
        new = store.reports.to_merge(floor, sorted(waiting))
        articles.update(new)
        found = list(store.events.pairs_of(list(new)))
        pairs.update(found)
        waiting = (
            {r for a, b, w in found if w > threshold for r in (a, b)}.union(*(tied.get(r, ()) for r in new)) - articles.keys() - waiting
        )
    return articles, sorted(pairs)


def _write(store: Store, book: Codebook, events: Mapping[str, Sequence[str]], at: str) -> tuple[int, int]:
    """Make events of their reports and write them; those that came out as they were keep their time of change. How many are new, and changed."""
    made = changed = 0
    names = list(events)
    for start in range(0, len(names), _AT_ONCE):
        part = names[start : start + _AT_ONCE]
        old = {e.id: e for e in store.events.get(part)}
        reports = {r.id: r for r in _accepted(store, list(store.reports.get([r for id_ in part for r in events[id_]])))}
        out: list[tuple[Event, set[tuple[str, str]]]] = []
        for id_ in part:
            was = old.get(id_)
            created = was.created_at if was else store.events.revive(id_) or at
            event = event_of(id_, [reports[r] for r in events[id_]], book, created_at=created, updated_at=at)
            if was and msgspec.structs.replace(event, updated_at=was.updated_at) == was:
                continue
            made += was is None
            changed += was is not None
            out.append((event, {(side, a) for side in ("by", "against") for p in getattr(event, side) if p.id for a in book.lineage(p.id)}))
        store.events.put(out)
        store.events.fresh(part)
    return made, changed


def _accepted(store: Store, reports: Sequence[StoredReport]) -> list[StoredReport]:
    """Reports to make events of: one that people mended and accepted too is their word in every field, not only in those they changed."""
    mended = [r.id for r in reports if r.verdict == "mended"]
    if not mended:
        return list(reports)
    log = [j for part, _ in lots(mended) for j in in_force(store.judgements.of_reports(part))]
    whole = {j.reports[0] for j in log if j.action == "accept"}
    return [msgspec.structs.replace(r, verdict="accepted") if r.id in whole and r.verdict == "mended" else r for r in reports]


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


def _ties(store: Store, floor: float) -> tuple[list[list[str]], list[tuple[str, str]]]:
    """The groups of reports that judgements hold together, and the pairs that they hold apart; the later word counts.

    Reports that were read anew since are found by likeness.
    """
    log = in_force(store.judgements.ties())
    known = store.reports.to_merge(floor, sorted({r for j in log for r in j.reports}))
    now_at = {r: r if r in known else _again(store, j.state, r) for j in log for r in j.reports}
    standing = store.reports.to_merge(floor, sorted(set(now_at.values())))
    same: list[list[str]] = []
    different: list[tuple[str, str]] = []
    for j in log:
        ids = [now_at[r] for r in j.reports if now_at[r] in standing]
        if j.action == "same":
            same.append(ids)
            different = [(a, b) for a, b in different if a not in ids or b not in ids]
        elif ids and ids[0] == now_at[j.reports[0]]:
            first, rest = ids[0], ids[1:]
            same = [[r for r in group if r != first] if set(group).intersection(rest) else group for group in same]
            different += [(first, other) for other in rest]
    return [group for group in same if len(group) > 1], different


def _again(store: Store, state: Any, id_: str) -> str:
    """The report that now stands where one stood that was judged; empty if there is none like it."""
    saw = (state or {}).get("reports", {}).get(id_)
    article = store.articles.named(saw["article"]) if saw else None
    return alike(saw["report"], [(r.id, r.report) for r in store.reports.of_article(article.key)]) if article else ""
