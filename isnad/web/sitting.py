"""A sitting: the tasks that one person has before them, in the order in which they were first asked.

The queue changes with every judgement; who decides and advances must not jump about in it. A sitting therefore keeps the list that
was made when it began, leaves out what has been judged meanwhile, and is made anew when it is worked off, or when a run changed
the reports; what was passed over comes back then.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple, get_args

import msgspec

from isnad.filter import Filter
from isnad.model import Event, Link, StoredReport
from isnad.review.decide import last_seen
from isnad.review.queue import Asked, Task, pairs_left, queue
from isnad.web.desk import Desk

ASKED: tuple[Asked, ...] = get_args(Asked)
_LENGTH = 60  # tasks
_KEPT = 64  # sittings


class Question(msgspec.Struct, frozen=True):
    """What a sitting is about: whose it is, the filter, the kind of tasks, and whether judged ones are asked again."""

    by: str
    filter: Filter
    asked: Asked = "all"
    judged: bool = False


class Asking(NamedTuple):
    """A task as things stand: the report and its event (None: rejected, or not merged yet); for a pair the other and their link."""

    key: str
    report: StoredReport
    other: StoredReport | None
    event: Event | None
    link: Link | None
    seen: int


class Sittings:
    """The sittings of this server, the least used forgotten first."""

    def __init__(self) -> None:
        self._open: OrderedDict[Question, tuple[object, list[str]]] = OrderedDict()
        self._left: OrderedDict[tuple[object, Question], int] = OrderedDict()
        self._pairs: OrderedDict[tuple[object, Question], int] = OrderedDict()

    def keys(self, desk: Desk, question: Question, at: str | None = None) -> list[str]:
        """The keys of the tasks in order; `at` stands among them, wherever it comes from."""
        run, _ = desk.store.tasks.moment()
        kept = self._open.get(question)
        if kept is None or kept[0] != run:
            kept = self._open[question] = (run, _asked(desk, question))
        if at and at not in kept[1]:
            kept[1].insert(0, at)
        self._open.move_to_end(question)
        while len(self._open) > _KEPT:
            self._open.popitem(last=False)
        return kept[1]

    def left(self, desk: Desk, question: Question) -> int:
        """How many reports wait; counted once for each state of the store."""
        key = (desk.store.tasks.moment(), question)
        if key not in self._left:
            self._left[key] = desk.store.tasks.left(question.filter, desk.types, question.by)
            while len(self._left) > _KEPT:
                self._left.popitem(last=False)
        return self._left[key]

    def pairs(self, desk: Desk, question: Question) -> int:
        """How many pairs wait; none for who is asked of reports only."""
        if question.asked == "report":
            return 0
        key = (desk.store.tasks.moment(), question)
        if key not in self._pairs:
            self._pairs[key] = pairs_left(desk.store, desk.book, question.filter)
            while len(self._pairs) > _KEPT:
                self._pairs.popitem(last=False)
        return self._pairs[key]

    def after(self, desk: Desk, question: Question, at: str | None) -> str | None:
        """The next task that still waits; from the end on the list is made anew, so that what was passed over comes back."""
        keys = self.keys(desk, question, at)
        found = next((k for k in keys[keys.index(at) + 1 if at else 0 :] if waits(desk, question, k)), None)
        if found is None and at is not None and not question.judged:
            self._open.pop(question, None)
            found = next((k for k in self.keys(desk, question) if k != at and waits(desk, question, k)), None)
            self.keys(desk, question, at)
        return found

    def before(self, desk: Desk, question: Question, at: str | None) -> str | None:
        """The task before, judged or not."""
        keys = self.keys(desk, question, at)
        return next((k for k in reversed(keys[: keys.index(at) if at else 0]) if asking(desk, k)), None)


def asking(desk: Desk, key: str) -> Asking | None:
    """The task of a key as things stand now; None if a report of it is gone."""
    store = desk.store
    ids = key.split(".")[:2]
    seen = last_seen(store)  # before the reports are read: what is judged in between must count as unseen
    reports = list(store.reports.get(ids))
    if len(reports) != len(ids) or len(set(ids)) != len(ids):
        return None
    event = next(store.events.get([r.event for r in reports if r.event]), None)
    link = next(store.events.links(sorted(ids)), None) if len(ids) > 1 else None
    return Asking(key, reports[0], reports[1] if len(ids) > 1 else None, event, link, seen)


def waits(desk: Desk, question: Question, key: str) -> bool:
    """Whether a task is still to be decided by the person of a sitting."""
    task = asking(desk, key)
    if task is None:
        return False
    if question.judged:
        return True
    if task.other is None:
        return task.report.verdict is None or (task.report.verdict == "unsure" and task.report.by != question.by)
    both = {task.report.id, task.other.id}
    log, undone = desk.store.judgements.of_reports(sorted(both)), desk.store.judgements.undone()
    told = any(j.action in ("same", "different") and j.id not in undone and both <= {*j.reports} for j in log)
    return not told and "rejected" not in (task.report.verdict, task.other.verdict)


def key_of(task: Task) -> str:
    """What a task is called in addresses: the ids of its reports."""
    return f"{task.report.id}.{task.other.id}" if task.other else task.report.id


def _asked(desk: Desk, q: Question) -> list[str]:
    found = queue(desk.store, desk.book, q.filter, by=q.by, limit=_LENGTH, judged=q.judged, asked=q.asked)
    return [key_of(task) for task in found]
