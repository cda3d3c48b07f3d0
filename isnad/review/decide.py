"""What people decide: each decision is checked, appended to the log, laid over its article, and seen at once in its event.

`decided` takes any number of decisions in one transaction; the functions by the names of the actions take one. `seen` is the
number of the last judgement that the reviewer knew of: if someone else has judged the same reports since, nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from typing import Any

import msgspec

from isnad.codebook import Codebook
from isnad.errors import IsnadError
from isnad.merge.identity import assigned
from isnad.merge.update import recluster, refresh
from isnad.model import Action, Judgement, Report, Span, StoredReport
from isnad.review.values import checked
from isnad.store import Store, now
from isnad.store.verdicts import FIELDS, in_force

TIES: tuple[Action, ...] = ("same", "different")


class ConflictError(IsnadError):
    """Someone else has judged since the reviewer looked; `judgement` is the latest word."""

    def __init__(self, judgement: Judgement) -> None:
        self.judgement = judgement
        what = f"{judgement.by} judged it at {judgement.at}: {said(judgement)}"
        super().__init__(what, where=", ".join(judgement.reports[:2]), remedy="nothing was written; look at it again, then judge")


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be judged: ids of reports (for same and different also of events), and what of them.

    `mark` is kept in the judgement's state, so that the row of a sheet is known again; so are `spans`, the words of the article
    that a mended value was taken from, in code points.
    """

    action: Action
    on: tuple[str, ...]
    field: str | None = None
    value: Any = None
    note: str | None = None
    undoes: int | None = None
    seen: int | None = None
    mark: str | None = None
    spans: tuple[Span, ...] = ()


def accept(store: Store, book: Codebook, report_id: str, by: str, *, note: str | None = None, seen: int | None = None) -> Judgement:
    """A report is right as it stands."""
    return _one(store, book, Decision(action="accept", on=(report_id,), note=note, seen=seen), by)


def mend(
    store: Store, book: Codebook, report_id: str, field: str, value: Any, by: str, *, note: str | None = None, seen: int | None = None
) -> Judgement:
    """A field of a report is this; `value` is typed, or text as `isnad.review.values` reads it."""
    return _one(store, book, Decision(action="mend", on=(report_id,), field=field, value=value, note=note, seen=seen), by)


def reject(store: Store, book: Codebook, report_id: str, by: str, *, note: str | None = None, seen: int | None = None) -> Judgement:
    """A report tells no such incident; it leaves its event."""
    return _one(store, book, Decision(action="reject", on=(report_id,), note=note, seen=seen), by)


def unsure(store: Store, book: Codebook, report_id: str, by: str, *, note: str | None = None, seen: int | None = None) -> Judgement:
    """The reviewer cannot tell."""
    return _one(store, book, Decision(action="unsure", on=(report_id,), note=note, seen=seen), by)


def add(store: Store, book: Codebook, article_id: str, report: Report, by: str, *, note: str | None = None) -> Judgement:
    """An article has a report that was not read; its id is that of the judgement's only report."""
    return _one(store, book, Decision(action="add", on=(article_id,), value=msgspec.to_builtins(report), note=note), by)


def same(
    store: Store, book: Codebook, a: str, b: str, by: str, *, floor: float = 0.0, note: str | None = None, seen: int | None = None
) -> Judgement:
    """Two events, or the events of two reports, are one incident."""
    return _one(store, book, Decision(action="same", on=(a, b), note=note, seen=seen), by, floor)


def different(
    store: Store, book: Codebook, other: str, report_id: str, by: str, *, floor: float = 0.0, note: str | None = None, seen: int | None = None
) -> Judgement:  # fmt: skip
    """A report does not belong with the other reports of an event, or with another report."""
    return _one(store, book, Decision(action="different", on=(report_id, other), note=note, seen=seen), by, floor)


def undo(store: Store, book: Codebook, by: str, judgement: int | None = None, *, floor: float = 0.0, seen: int | None = None) -> Judgement:
    """A judgement, by default the reviewer's last that is in force, is taken back; so is an undoing, by its number."""
    return _one(store, book, Decision(action="undo", on=(), undoes=judgement, seen=seen), by, floor)


def decided(store: Store, book: Codebook, decisions: Iterable[Decision], by: str, *, floor: float = 0.0) -> list[Judgement]:
    """The judgements of decisions, all in one transaction: at the first that cannot be (IsnadError, ConflictError) nothing is written.

    `floor` is the setting merge_floor: less sure reports stand in no event unless people accepted them.
    """
    if not by.strip():
        raise IsnadError("a judgement needs a name", remedy="--by NAME, or set `reviewer` in isnad.toml")
    with store.writing():
        bench = _Bench(store, book, by.strip(), floor)
        numbers = [bench.take(decision) for decision in decisions]
        bench.end()
    return [j for n in numbers if (j := store.judgements.get(n))]


def said(j: Judgement) -> str:
    """A judgement in a few words."""
    words = j.action if j.action != "mend" else f"mend {j.field} to {msgspec.json.encode(j.value).decode()}"
    words += f" of {j.undoes}" if j.undoes else ""
    return f"{words} ({j.note})" if j.note else words


def last_seen(store: Store) -> int:
    """The number of the latest judgement of all: what a reviewer who looks now has seen."""
    return store.judgements.count()  # they are numbered from 1 and none is ever taken away


def _one(store: Store, book: Codebook, decision: Decision, by: str, floor: float = 0.0) -> Judgement:
    return decided(store, book, [decision], by, floor=floor)[0]


class _Bench:
    """One transaction of decisions; events that were touched are made anew at its end."""

    def __init__(self, store: Store, book: Codebook, by: str, floor: float) -> None:
        self.store, self.book, self.by, self.floor = store, book, by, floor
        self.touched: set[str] = set()

    def take(self, d: Decision) -> int:
        """Check and carry out a decision; its number in the log."""
        return _TAKERS[d.action](self, d)

    def end(self) -> None:
        """Make the touched events anew."""
        events, self.touched = self.touched, set()
        refresh(self.store, self.book, sorted(events))

    def judged(self, d: Decision) -> int:
        """accept, mend, reject, unsure."""
        stored = _stored(self.store, d.on[0])
        self._unseen(d, [stored.id])
        if d.action == "mend" and not d.field:
            raise IsnadError("nothing says which field to mend", remedy=f"one of {', '.join(FIELDS)}")
        value = checked(self.book, stored.report, d.field or "", d.value) if d.action == "mend" else None
        number = self._append(d, [stored.id], [stored.article], _state(stored), value=value)
        self._lay([stored.article], stored.event)
        return number

    def added(self, d: Decision) -> int:
        """A report that a person brings; once there are events, it founds one until the next merge compares it."""
        article = self.store.articles.named(d.on[0])
        if article is None:
            raise IsnadError(f"there is no article {d.on[0]!r}", remedy="isnad read adds articles")
        try:
            value = msgspec.to_builtins(msgspec.convert(d.value, Report))
        except msgspec.ValidationError as error:
            raise IsnadError(f"this is no report: {error}", remedy="see isnad schema") from None
        turn = f"{article.id}\0{article.hash}\0added\0{last_seen(self.store) + 1}"
        id_ = "R" + blake2b(turn.encode("utf-8", "replace"), digest_size=8).hexdigest()
        event = assigned([[id_]], {}, {}, self._taken).ids[0] if self.store.events.count() else None
        beside = [r.id for r in self.store.reports.of_article(article.key)]
        state = {"article": article.id, "article_hash": article.hash, "report": value, "event": event, "beside": beside}
        number = self._append(d, [id_], [article.id], state, value=value)
        self._lay([article.id], event)
        return number

    def same(self, d: Decision) -> int:
        """All reports of the events on both sides are held together."""
        sides = [self._members(id_) for id_ in d.on]
        ids = list(dict.fromkeys(r for side in sides for r in side))
        if len(ids) < 2:
            raise IsnadError("there is one report on both sides", remedy="name two events or reports")
        return self._tied(d, ids)

    def different(self, d: Decision) -> int:
        """The first report is held apart from the other, or from all others of the event."""
        first = _stored(self.store, d.on[0]).id
        other = next(self.store.reports.get([d.on[1]]), None)
        rest = [r for r in ([other.id] if other else self._members(d.on[1])) if r != first]
        if not rest:
            raise IsnadError("there is no other report to tell it from", remedy="name another report, or its event")
        number = self._tied(d, [first, *rest])
        events = self.store.events.held([first, *rest])
        if first in events and events[first] in {events.get(r) for r in rest}:
            held = [j for j in in_force(self.store.judgements.ties()) if j.action == "same" and first in j.reports]
            by = ", ".join(f"{j.id} ({j.by})" for j in held)
            raise IsnadError("people hold them to be one incident through a third report", remedy=f"undo judgement {by} first")
        return number

    def undone(self, d: Decision) -> int:
        """The effect of a judgement goes; reports return to the event that they were in when it was made."""
        log = self.store.judgements
        target = log.get(d.undoes) if d.undoes is not None else log.last(self.by)
        if target is None:
            what = f"there is no judgement {d.undoes}" if d.undoes is not None else f"{self.by} has nothing to undo"
            raise IsnadError(what, remedy="isnad export judgements lists them")
        if target.id in log.undone():
            raise IsnadError(f"judgement {target.id} is undone already", remedy="undo the undoing to have it back")
        root = target
        while root.undoes is not None:
            root = log.get(root.undoes) or root
        self._unseen(d, target.reports)
        d = msgspec.structs.replace(d, undoes=target.id)
        if root.action in TIES:
            return self._tied(d, target.reports, target)
        stored = next(self.store.reports.get(target.reports[:1]), None)
        state = _state(stored) if stored else {**(root.state or {}), "event": None}
        articles = log.articles_of(target.id)
        number = self._append(d, target.reports, articles, state)
        self._lay(articles, (target.state or {}).get("event"), stored.event if stored else None)
        return number

    def _tied(self, d: Decision, ids: Sequence[str], undone: Judgement | None = None) -> int:
        """Append a judgement on how reports belong together, or the undoing of one, and cluster them anew."""
        self._unseen(d, ids)
        self.end()  # reports judged in the same transaction stand in their events first
        stored = list(self.store.reports.get(ids))
        articles = self.store.judgements.articles_of(undone.id) if undone else list(dict.fromkeys(r.article for r in stored))
        members = {r.id: r.event for r in stored if r.event}
        saw = {r.id: {"article": r.article, "report": msgspec.to_builtins(r.report)} for r in stored}
        state = {"reports": saw, "events": sorted(set(members.values())), "members": members}
        number = self._append(d, ids, articles, state)
        seeds = list(ids)
        if len(stored) < len(ids):  # read anew since, under other ids
            found = (self.store.articles.named(a) for a in articles)
            seeds += [r.id for article in found if article for r in self.store.reports.of_article(article.key)]
        recluster(self.store, self.book, self.floor, seeds, (undone.state or {}).get("members") if undone else None)
        return number

    def _append(self, d: Decision, reports: Sequence[str], articles: Sequence[str], state: dict[str, Any], value: Any = None) -> int:
        state = {**state, "sheet": d.mark} if d.mark else state
        state = {**state, "spans": d.spans} if d.spans else state
        return self.store.judgements.append(
            at=now(), by=self.by, action=d.action, reports=reports, articles=articles, field=d.field, value=value, state=state, note=d.note,
            undoes=d.undoes,
        )  # fmt: skip

    def _lay(self, articles: Iterable[str], *events: str | None) -> None:
        """Lay the log over articles; reports that stand again without an event go to the first of the given ones."""
        changed = [r for a in articles for r in self.store.readings.judge_anew(a)]
        home = events[0] and (self.store.events.now(events[0]) or events[0])
        for r in self.store.reports.get(changed):
            if r.event is None and r.verdict != "rejected" and home:
                self.store.events.set_members({r.id: home})
            self.touched.update(filter(None, (r.event,)))
        self.touched.update(filter(None, (home, *events[1:])))

    def _members(self, id_: str) -> list[str]:
        """The reports of an event, or of the event of a report."""
        report = next(self.store.reports.get([id_]), None)
        event = report.event if report else self.store.events.now(id_)
        if report is None and event is None:
            raise IsnadError(f"there is no event or report {id_!r}", remedy="isnad review --json lists what there is")
        if report and report.verdict == "rejected":
            raise IsnadError(f"report {id_} was rejected", remedy="undo that first")
        return self.store.events.members_of([event])[event] if event else [id_]

    def _unseen(self, d: Decision, reports: Sequence[str]) -> None:
        if d.seen is None:
            return
        later = [j for j in self.store.judgements.of_reports(reports) if j.id > d.seen and j.by != self.by]
        if later:
            raise ConflictError(later[-1])

    def _taken(self, event: str) -> bool:
        return self.store.events.now(event) is not None


_TAKERS: dict[Action, Callable[[_Bench, Decision], int]] = {
    **dict.fromkeys(("accept", "mend", "reject", "unsure"), _Bench.judged),
    "add": _Bench.added, "same": _Bench.same, "different": _Bench.different, "undo": _Bench.undone,
}  # fmt: skip


def _stored(store: Store, id_: str) -> StoredReport:
    found = next(store.reports.get([id_]), None)
    if found is None:
        raise IsnadError(f"there is no report {id_!r}", remedy="isnad review --json lists what waits")
    return found


def _state(stored: StoredReport) -> dict[str, Any]:
    """What the person saw."""
    report = msgspec.to_builtins(stored.report)
    return {"article": stored.article, "article_hash": stored.article_hash, "report": report, "event": stored.event}
