"""Judging: every action, what it leaves in the store, and its undoing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from random import Random
from typing import Any

import msgspec
import pytest

from isnad.archive import payload_of
from isnad.codebook import Codebook
from isnad.errors import IsnadError
from isnad.merge.update import merge
from isnad.model import Event, Judgement, Report, StoredReport
from isnad.pipeline import read_or_skip
from isnad.review import decide
from isnad.review.decide import ConflictError, Decision, decided
from isnad.store import Store
from isnad.store.payload import ReportRow

Act = Callable[[Store, Codebook, StoredReport], Judgement]
ACTS: dict[str, Act] = {
    "accept": lambda s, b, r: decide.accept(s, b, r.id, "Amal"),
    "mend": lambda s, b, r: decide.mend(s, b, r.id, "killed", 77, "Amal"),
    "mend type": lambda s, b, r: decide.mend(s, b, r.id, "type", "mob_violence", "Amal"),
    "reject": lambda s, b, r: decide.reject(s, b, r.id, "Amal"),
    "unsure": lambda s, b, r: decide.unsure(s, b, r.id, "Amal"),
}
VERDICTS = {"accept": "accepted", "mend": "mended", "mend type": "mended", "reject": "rejected", "unsure": "unsure"}


def report(store: Store, id_: str) -> StoredReport:
    return next(store.reports.get([id_]))


def event(store: Store, id_: str | None) -> Event | None:
    return next(store.events.get([id_]), None) if id_ else None


def picture(store: Store) -> tuple[Any, ...]:
    """All that is to be as before when a judgement is undone."""
    still = [msgspec.structs.replace(e, updated_at="") for e in store.events.get(sorted(set(store.events.members().values())))]
    columns = store.sql.execute(
        "SELECT id, type, status, date, country, background, verdict, judged_by, human FROM reports ORDER BY id"
    ).fetchall()
    return store.events.members(), still, columns, [r["event"] for r in store.events.removed()]


@pytest.mark.parametrize("name", ACTS)
def test_a_judgement_stands_at_once(name: str, store: Store, codebook: Codebook, alone: StoredReport) -> None:
    judgement = ACTS[name](store, codebook, alone)
    now = report(store, alone.id)
    assert (now.verdict, now.by) == (VERDICTS[name], "Amal")
    assert now.machine == alone.machine
    assert msgspec.convert(judgement.state["report"], Report) == alone.report
    assert (judgement.state["article"], judgement.state["event"]) == (alone.article, alone.event)
    made = event(store, alone.event)
    if name == "reject":
        assert made is None
        assert now.event is None
        tombstone = next(t for t in store.events.removed() if t["event"] == alone.event)
        assert (tombstone["merged_into"], tombstone["reason"]) == (None, "no report left")
    else:
        assert made is not None
        assert made.reviewed == ("none" if name == "unsure" else "all")
    if name == "mend":
        assert made is not None
        assert made.killed is not None
        assert made.killed.best == 77
        assert now.report.killed != now.machine.killed  # type: ignore[union-attr]
    if name == "mend type":
        assert made is not None
        assert made.type == "mob_violence"


@pytest.mark.parametrize("name", ACTS)
def test_undo_brings_back_what_was(name: str, store: Store, codebook: Codebook, alone: StoredReport) -> None:
    before = picture(store)
    judgement = ACTS[name](store, codebook, alone)
    after = picture(store)
    assert after != before
    undoing = decide.undo(store, codebook, "Amal")
    assert undoing.undoes == judgement.id
    assert picture(store) == before
    decide.undo(store, codebook, "Amal", undoing.id)
    assert picture(store) == after
    assert store.judgements.count() == 3


def test_a_mended_field_changes_no_other_of_the_event(store: Store, codebook: Codebook) -> None:
    """Mending the injured of one report once made all its other values the event's."""
    before = next(
        e for e in store.events.get(sorted(set(store.events.members().values()))) if len(e.reports) > 2 and e.killed and e.injured
    )
    assert before.killed
    other = next(r for r in store.reports.get(before.reports) if r.report.killed and r.report.killed.n != before.killed.best)
    assert other.report.killed
    decide.mend(store, codebook, other.id, "injured", 77, "Amal")
    now = event(store, before.id)
    assert now is not None
    assert now.killed == before.killed
    assert (now.place, now.date, now.type) == (before.place, before.date, before.type)
    assert now.injured is not None
    assert now.injured.best == 77
    decide.accept(store, codebook, other.id, "Amal")
    now = event(store, before.id)
    assert now is not None
    assert now.killed is not None
    assert now.killed.best == other.report.killed.n, "accepted, it is a person's word in every field"


def test_a_rejected_report_leaves_the_others(store: Store, codebook: Codebook, pair: tuple[StoredReport, StoredReport]) -> None:
    first, second = pair
    before = picture(store)
    decide.reject(store, codebook, first.id, "Amal")
    made = event(store, second.event)
    assert made is not None
    assert made.reports == [second.id]
    decide.reject(store, codebook, second.id, "Badr")
    assert event(store, second.event) is None
    decide.undo(store, codebook, "Amal")
    made = event(store, first.event)
    assert made is not None
    assert made.reports == [first.id]
    decide.undo(store, codebook, "Badr")
    assert picture(store) == before


def test_a_report_that_is_added_and_taken_back(store: Store, codebook: Codebook, alone: StoredReport) -> None:
    before = picture(store)
    new = msgspec.structs.replace(alone.report, type="abduction", killed=None)
    judgement = decide.add(store, codebook, alone.article, new, "Amal", note="missed")
    added = report(store, judgement.reports[0])
    assert (added.machine, added.report, added.verdict) == (None, new, "accepted")
    made = event(store, added.event)
    assert made is not None
    assert made.type == "abduction"
    undoing = decide.undo(store, codebook, "Amal")
    assert list(store.reports.get([added.id])) == []
    assert event(store, added.event) is None
    decide.undo(store, codebook, "Amal", undoing.id)
    assert report(store, added.id) == added
    decide.undo(store, codebook, "Amal")
    assert picture(store)[:3] == before[:3]


def test_same_joins_events_and_undo_parts_them(
    store: Store, codebook: Codebook, alone: StoredReport, pair: tuple[StoredReport, StoredReport]
) -> None:
    before = picture(store)
    judgement = decide.same(store, codebook, str(alone.event), pair[0].id, "Amal")
    held = store.events.held([alone.id, pair[0].id, pair[1].id])
    assert set(held.values()) == {pair[0].event}
    assert store.events.now(str(alone.event)) == pair[0].event
    assert set(judgement.state["events"]) == {alone.event, pair[0].event}
    assert judgement.state["reports"][alone.id]["article"] == alone.article
    undoing = decide.undo(store, codebook, "Amal")
    assert picture(store) == before
    decide.undo(store, codebook, "Amal", undoing.id)
    assert set(store.events.held([alone.id, pair[0].id, pair[1].id]).values()) == {pair[0].event}


def test_a_reading_that_comes_to_find_an_added_report_leaves_it_as_people_wrote_it(
    store: Store, codebook: Codebook, alone: StoredReport
) -> None:
    stored = store.articles.named(alone.article)
    assert stored is not None
    payload = payload_of(stored.article, read_or_skip(stored.article, codebook))
    run = store.start_run("read", "0", "other", [])
    rest = [r for r in payload.reports if r.id != alone.id]
    with store.writing():
        store.readings.replace(stored.key, msgspec.structs.replace(payload, reports=rest), run)
    new = msgspec.structs.replace(alone.report, killed=None)
    judgement = decide.add(store, codebook, alone.article, new, "Amal")
    with store.writing():
        store.readings.replace(stored.key, payload, run)
    assert list(store.reports.get(judgement.reports)) == []
    found = report(store, alone.id)
    assert (found.report, found.machine, found.verdict) == (new, alone.machine, "accepted")


@pytest.mark.parametrize("other", ["event", "report"])
def test_different_parts_an_event_and_undo_joins_it(
    other: str, store: Store, codebook: Codebook, pair: tuple[StoredReport, StoredReport]
) -> None:
    before, known = picture(store), set(store.events.members().values())
    decide.different(store, codebook, str(pair[0].event) if other == "event" else pair[1].id, pair[0].id, "Amal")
    held = store.events.held([pair[0].id, pair[1].id])
    assert len(set(held.values())) == 2
    assert store.events.now(str(pair[0].event)) in held.values()  # its old id leads on, though one part may have joined another event
    new = set(held.values()) - known
    assert len(new) == 1
    decide.undo(store, codebook, "Amal")
    assert picture(store)[:3] == before[:3]
    assert store.events.now(new.pop()) == pair[0].event


def test_the_later_word_counts(store: Store, codebook: Codebook, alone: StoredReport, pair: tuple[StoredReport, StoredReport]) -> None:
    decide.same(store, codebook, pair[0].id, alone.id, "Amal")
    decide.different(store, codebook, str(pair[0].event), alone.id, "Badr")
    assert store.events.held([alone.id])[alone.id] != pair[0].event
    decide.same(store, codebook, alone.id, pair[0].id, "Amal")
    assert len(set(store.events.held([alone.id, pair[0].id, pair[1].id]).values())) == 1


def test_what_a_third_report_holds_together_is_told(store: Store, codebook: Codebook, events: dict[int, list[str]]) -> None:
    a, b, c = (store.events.members_of([e])[e][0] for e in events[1][:3])
    decided(store, codebook, [Decision(action="same", on=(a, b))], "Amal")
    store.judgements.append(at="", by="Amal", action="same", reports=[b, c], articles=[], state={})
    decide.accept(store, codebook, a, "Amal")
    with pytest.raises(IsnadError, match="through a third report"):
        decide.different(store, codebook, a, c, "Badr")
    assert store.judgements.count() == 3


def test_judgements_outlast_a_merge_of_everything(
    store: Store, codebook: Codebook, events: dict[int, list[str]], pair: tuple[StoredReport, StoredReport]
) -> None:
    singles = [e for e in events[1] if (s := next(store.events.get([e]))) and not s.background][:4]
    joined, parted, rejected, mended = singles[0], pair, singles[2], singles[3]
    decide.same(store, codebook, joined, singles[1], "Amal")
    decide.different(store, codebook, str(parted[0].event), parted[0].id, "Amal")
    decide.reject(store, codebook, store.events.members_of([rejected])[rejected][0], "Amal")
    decide.mend(store, codebook, store.events.members_of([mended])[mended][0], "killed", 41, "Amal")
    before = picture(store)
    done = merge(store, codebook, everything=True)
    assert picture(store) == before
    assert (done.made, done.removed) == (0, 0)


def test_judgements_outlast_a_reading_under_other_ids(
    store: Store, codebook: Codebook, pair: tuple[StoredReport, StoredReport], alone: StoredReport
) -> None:
    decide.different(store, codebook, pair[1].id, pair[0].id, "Amal")
    decide.mend(store, codebook, alone.id, "killed", 41, "Amal")
    decide.same(store, codebook, alone.id, pair[1].id, "Amal")
    run = store.start_run("read", "0", "other", [])
    with store.writing():
        for article in {pair[0].article, pair[1].article, alone.article}:
            stored = store.articles.named(article)
            assert stored is not None
            payload = payload_of(stored.article, read_or_skip(stored.article, codebook))
            other = [msgspec.structs.replace(r, id=f"{r.id}b") for r in payload.reports]
            store.readings.replace(stored.key, msgspec.structs.replace(payload, reports=other, codebook="other"), run)
    assert list(store.reports.get([pair[0].id, pair[1].id, alone.id])) == []
    assert report(store, f"{alone.id}b").report.killed.n == 41  # type: ignore[union-attr]
    merge(store, codebook)
    held = store.events.held([f"{r.id}b" for r in (*pair, alone)])
    assert held[f"{alone.id}b"] == held[f"{pair[1].id}b"] != held[f"{pair[0].id}b"]
    decide.undo(store, codebook, "Amal")
    held = store.events.held([f"{r.id}b" for r in (*pair, alone)])
    assert held[f"{alone.id}b"] != held[f"{pair[1].id}b"]


def test_a_judged_report_stands_where_it_stood_after_the_next_merge(
    store: Store, codebook: Codebook, pair: tuple[StoredReport, StoredReport]
) -> None:
    """An accepted report lost its links, and with the next judgement beside it its event fell apart."""
    decide.accept(store, codebook, pair[0].id, "Amal")
    decide.accept(store, codebook, pair[1].id, "Amal")
    decide.undo(store, codebook, "Amal", decide.different(store, codebook, pair[0].id, pair[1].id, "Amal").id)
    assert set(store.events.held([pair[0].id, pair[1].id]).values()) == {pair[0].event}
    done = merge(store, codebook)
    assert (done.compared, done.made, done.removed) == (2, 0, 0)


WRONG: dict[str, tuple[Decision, str]] = {
    "report": (Decision(action="accept", on=("Rnone",)), "there is no report"),
    "article": (Decision(action="add", on=("none",), value={}), "there is no article"),
    "added": (Decision(action="add", on=("ARTICLE",), value={"type": "attack"}), "this is no report"),
    "field": (Decision(action="mend", on=("REPORT",), field="sources", value=[]), "no field"),
    "no field": (Decision(action="mend", on=("REPORT",)), "which field"),
    "type": (Decision(action="mend", on=("REPORT",), field="type", value="war"), "does not know"),
    "count": (Decision(action="mend", on=("REPORT",), field="killed", value="many"), "no figure"),
    "negative": (Decision(action="mend", on=("REPORT",), field="killed", value={"n": "x"}), "no value of killed"),
    "date": (Decision(action="mend", on=("REPORT",), field="date", value="2018-02-30"), "no date"),
    "span": (Decision(action="mend", on=("REPORT",), field="date_end", value="1999-01-01"), "is before"),
    "same once": (Decision(action="same", on=("REPORT", "REPORT")), "one report"),
    "same none": (Decision(action="same", on=("REPORT", "Enone")), "no event or report"),
    "different": (Decision(action="different", on=("REPORT", "EVENT")), "no other report"),
    "undo none": (Decision(action="undo", on=(), undoes=99), "no judgement 99"),
    "undo nothing": (Decision(action="undo", on=()), "nothing to undo"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_is_told_and_nothing_written(name: str, store: Store, codebook: Codebook, alone: StoredReport) -> None:
    decision, words = WRONG[name]
    ids = {"REPORT": alone.id, "EVENT": str(alone.event), "ARTICLE": alone.article}
    decision = msgspec.structs.replace(decision, on=tuple(ids.get(i, i) for i in decision.on))
    before = picture(store)
    with pytest.raises(IsnadError, match=words) as caught:
        decided(store, codebook, [Decision(action="accept", on=(alone.id,))] * (not name.startswith("undo")) + [decision], "Amal")
    assert caught.value.remedy
    assert picture(store) == before
    assert store.judgements.count() == 0


def test_the_second_reviewer_sees_what_changed(
    store: Store, codebook: Codebook, alone: StoredReport, pair: tuple[StoredReport, StoredReport]
) -> None:
    seen = decide.last_seen(store)
    decide.mend(store, codebook, alone.id, "killed", 5, "Amal", note="the ministry says so", seen=seen)
    decide.accept(store, codebook, alone.id, "Amal", seen=seen)  # one's own word is no surprise
    for act in (
        lambda: decide.reject(store, codebook, alone.id, "Badr", seen=seen),
        lambda: decide.same(store, codebook, alone.id, pair[0].id, "Badr", seen=seen),
        lambda: decide.undo(store, codebook, "Badr", 1, seen=seen),
    ):
        with pytest.raises(ConflictError, match="Amal judged it") as caught:
            act()
        assert caught.value.judgement.id == 2
    assert store.judgements.count() == 2
    decide.reject(store, codebook, alone.id, "Badr", seen=decide.last_seen(store))
    assert [j.by for j in store.judgements.of_reports([alone.id])] == ["Amal", "Amal", "Badr"]


def test_undo_takes_ones_own_last_word(store: Store, codebook: Codebook, alone: StoredReport) -> None:
    decide.accept(store, codebook, alone.id, "Amal")
    decide.unsure(store, codebook, alone.id, "Badr")
    undoing = decide.undo(store, codebook, "Amal")
    assert undoing.undoes == 1
    assert report(store, alone.id).verdict == "unsure"
    with pytest.raises(IsnadError, match="undone already"):
        decide.undo(store, codebook, "Badr", 1)
    decide.undo(store, codebook, "Amal", undoing.id)
    assert decide.undo(store, codebook, "Amal").undoes == 1  # in force again


def test_a_nameless_judge_is_none(store: Store, codebook: Codebook, alone: StoredReport) -> None:
    with pytest.raises(IsnadError, match="needs a name"):
        decide.accept(store, codebook, alone.id, " ")


def test_an_article_id_that_two_outlets_use(store: Store, codebook: Codebook, alone: StoredReport) -> None:
    """The judgement of one article was laid over the other of the same id."""
    stored = store.articles.named(alone.article)
    assert stored is not None
    twin = msgspec.structs.replace(stored.article, publisher="another", url="https://another.example.org/1", text=stored.text + "\nانتهى.")
    run = store.start_run("read", "0", "x", [])
    with store.writing():
        payload = payload_of(twin, read_or_skip(twin, codebook))
        key = store.articles.add(payload, "2020-01-01T00:00:00Z")
        assert store.articles.superseded(key) == []
        store.readings.replace(key, payload, run)
    decide.reject(store, codebook, alone.id, "Amal")
    assert [r.verdict for r in store.reports.of_article(key)] == [None] * len(payload.reports)
    assert isinstance(payload.reports[0], ReportRow)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_clustered_at_once_is_what_a_merge_of_everything_makes(seed: int, store: Store, codebook: Codebook) -> None:
    chance = Random(seed)
    for _ in range(25):
        a, b = chance.sample(sorted(store.events.members()), 2)
        act = chance.choice(["same", "same", "different", "different event", "undo"])
        with suppress(IsnadError):
            if act == "undo":
                decide.undo(store, codebook, "Amal", chance.randint(1, max(1, store.judgements.count())))
            elif act == "same":
                decide.same(store, codebook, a, b, "Amal")
            else:
                others = store.events.members_of([store.events.held([a])[a]])
                event, reports = next(iter(others.items()))
                decide.different(store, codebook, event if act == "different event" else chance.choice(reports), a, "Amal")
    before = picture(store)
    assert store.judgements.count() > 10
    assert set(before[0].values()) == {e.id for e in before[1]} == {i for (i,) in store.sql.execute("SELECT id FROM events")}
    assert not set(before[0].values()) & set(before[3])
    merge(store, codebook, everything=True)
    assert picture(store) == before
