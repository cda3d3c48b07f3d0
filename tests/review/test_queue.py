"""What waits: order, what is left out, and that it is asked of indexes."""

from __future__ import annotations

import pytest

from isnad.codebook import Codebook
from isnad.filter import Filter, filter_of
from isnad.model import StoredReport
from isnad.review import decide
from isnad.review.queue import Task, queue
from isnad.store import Store
from isnad.store.tasks import WORTH


def asked(store: Store, book: Codebook, by: str = "Amal", **more: object) -> list[Task]:
    return queue(store, book, more.pop("filter", Filter()), by=by, **{"limit": 1000, **more})  # type: ignore[arg-type]


def test_every_open_report_is_asked_once_and_events_stay_together(store: Store, codebook: Codebook) -> None:
    tasks = asked(store, codebook)
    reports = [t.report.id for t in tasks if t.kind == "report"]
    shown = {e.id for e in store.events.chosen(Filter(), {})}
    assert sorted(reports) == sorted(r for r, e in store.events.members().items() if e in shown)
    order = [t.event.id for t in tasks]
    assert order == sorted(order, key=order.index)
    weights = [t.weight for t in tasks]
    assert weights == sorted(weights, reverse=True)


def test_what_matters_and_is_doubtful_comes_first(store: Store, codebook: Codebook) -> None:
    first, last = (asked(store, codebook)[n].event for n in (0, -1))
    assert first.disputed
    assert first.killed
    assert not last.disputed
    assert queue(store, codebook, Filter(), by="Amal", limit=3) == asked(store, codebook)[:3]


def test_what_was_judged_is_left_out(store: Store, codebook: Codebook, alone: StoredReport) -> None:
    decide.accept(store, codebook, alone.id, "Badr")
    assert alone.id not in {t.report.id for t in asked(store, codebook)}
    assert alone.id in {t.report.id for t in asked(store, codebook, judged=True)}


def test_unsure_waits_for_someone_else(store: Store, codebook: Codebook, alone: StoredReport) -> None:
    decide.unsure(store, codebook, alone.id, "Amal")
    open_to = {by: alone.id in {t.report.id for t in asked(store, codebook, by) if t.kind == "report"} for by in ("Amal", "Badr")}
    assert open_to == {"Amal": False, "Badr": True}


@pytest.mark.parametrize("action", ["same", "different"])
def test_a_doubtful_link_is_asked_until_someone_says(action: str, store: Store, codebook: Codebook) -> None:
    def pairs() -> set[frozenset[str]]:
        return {frozenset((t.report.id, t.other.id)) for t in asked(store, codebook) if t.kind == "pair" and t.other}

    before = pairs()
    task = next(t for t in asked(store, codebook) if t.kind == "pair")
    assert task.other is not None
    assert task.probability is not None
    assert 0.2 < task.probability < 0.8
    getattr(decide, action)(store, codebook, task.other.id, task.report.id, "Badr")
    assert frozenset((task.report.id, task.other.id)) in before - pairs()
    decide.undo(store, codebook, "Badr")
    assert pairs() == before


def test_copies_stand_together(store: Store, codebook: Codebook, events: dict[int, list[str]]) -> None:
    singles = [store.events.members_of([e])[e][0] for e in events[1][:5]]
    for other in singles[1:]:
        decide.same(store, codebook, singles[0], other, "Amal")
    by_day = [t.report for t in asked(store, codebook) if t.report.id in singles and t.kind == "report"]
    first, last = by_day[0], by_day[-1]
    key = store.articles.named(last.article).key  # type: ignore[union-attr]
    with store.writing():
        store.articles.set_copies([(key, int(first.copies))])
    now = [t.report.id for t in asked(store, codebook) if t.report.id in singles and t.kind == "report"]
    assert now[:2] == [first.id, last.id]


def test_the_filter_is_that_of_events(store: Store, codebook: Codebook) -> None:
    tasks = asked(store, codebook, filter=filter_of(["country=IQ", "type=remote_explosive"]))
    assert tasks
    assert {(t.event.country, t.event.type) for t in tasks} == {("IQ", "remote_explosive")}
    assert {t.event.status for t in asked(store, codebook)} <= {"occurred", "alleged"}
    assert "planned" in {t.event.status for t in asked(store, codebook, filter=filter_of(["status=planned"]))}


def test_the_order_is_that_of_an_index(store: Store) -> None:
    plan = store.sql.execute(
        f"EXPLAIN QUERY PLAN SELECT t.json FROM events t WHERE t.reviewed != 'all' ORDER BY {WORTH} DESC, t.id LIMIT 5"
    ).fetchall()
    assert "events_by_worth" in str(plan)
    assert "TEMP B-TREE" not in str(plan)
