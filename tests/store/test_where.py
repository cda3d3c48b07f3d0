"""Every key of the filter on every table that has it, held to the same question asked of the records themselves."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from isnad.codebook import Codebook
from isnad.filter import KEYS, SHOWN, filter_of
from isnad.merge.update import merge
from isnad.model import Event, StoredItem, StoredReport
from isnad.store import Store
from isnad.text.keys import keys, words

EVENTS, REPORTS, ITEMS = "events", "reports", "speakers"


class Held:
    """A store with its records in memory."""

    def __init__(self, store: Store, book: Codebook) -> None:
        self.store, self.types = store, book.families
        self.reports = {r.id: r for r in store.reports.chosen(filter_of([]), self.types, rejected=True)}
        self.events = list(
            store.events.chosen(filter_of([f"status={','.join(('occurred', 'alleged', 'foiled', 'planned', 'denied'))}"]), self.types)
        )
        self.items = {t: list(store.reports.items(t, filter_of([]))) for t in ("relations", "strengths", "speakers")}
        self.texts = {a.id: set(keys(a.article.raw)) for a in store.articles.get(store.articles.every())}

    def ids(self, table: str, *clauses: str) -> set[str]:
        chosen = filter_of(clauses)
        if table == EVENTS:
            return {e.id for e in self.store.events.chosen(chosen, self.types)}
        if table == REPORTS:
            return {r.id for r in self.store.reports.chosen(chosen, self.types)}
        return {f"{i.article} {i.item}" for i in self.store.reports.items(table, chosen)}  # type: ignore[arg-type]

    def those(self, table: str, test: Callable[[Any], bool], *, shown: bool = True) -> set[str]:
        if table == EVENTS:
            return {e.id for e in self.events if test(e) and (not shown or e.status in SHOWN)}
        if table == REPORTS:
            return {r.id for r in self.reports.values() if r.verdict != "rejected" and test(r)}
        return {f"{i.article} {i.item}" for i in self.items[table] if test(i)}

    def of(self, record: Any) -> list[StoredReport]:
        return [self.reports[r] for r in record.reports] if isinstance(record, Event) else [record]


@pytest.fixture(scope="module")
def held(project: Path, tmp_path_factory: pytest.TempPathFactory, codebook: Codebook) -> Iterator[Held]:
    """The examples, with three judgements: a report accepted, one rejected, one mended to a higher toll, one to no country."""
    folder = Path(shutil.copytree(project, tmp_path_factory.mktemp("where") / "project"))
    with Store(folder / "isnad.db") as store:
        types = codebook.families
        several = next(e for e in store.events.chosen(filter_of(["min-origins=2"]), types) if len(e.reports) > 1)
        single = [e for e in store.events.chosen(filter_of(["type=arrests"]), types) if len(e.reports) == 1]
        judged = [(several.reports[0], "accept", None, None), (single[0].reports[0], "accept", None, None), (single[1].reports[0], "reject", None, None), (single[2].reports[0], "mend", "killed", 77), (single[3].reports[0], "mend", "country", None)]  # fmt: skip
        with store.writing():
            for id_, action, field, value in judged:
                report = next(store.reports.get([id_]))
                store.judgements.append(
                    at="2026-01-02T03:04:05Z", by="anna", action=action, reports=[id_], articles=[report.article], field=field, value=value, state=None,  # type: ignore[arg-type]
                )  # fmt: skip
                store.readings.judge_anew(report.article)
        merge(store, codebook, floor=0.0, everything=False)
        yield Held(store, codebook)


def dated(r: Any) -> str:
    return (r.report.date if isinstance(r, StoredReport) else r.date) or ""


def one(r: Any) -> Any:
    return r.report if isinstance(r, StoredReport) else r


def killed(r: Any) -> int:
    toll = one(r).killed
    best = None if toll is None else toll.n if isinstance(r, StoredReport) else toll.best
    return -1 if best is None else best


# The clause, and the same question in Python; keys that concern values alike in both tables.
BOTH: list[tuple[str, Callable[[Any], bool]]] = [
    ("country=TN", lambda r: one(r).country == "TN"),
    ("country=tn,SY", lambda r: one(r).country in ("TN", "SY")),
    ("country!=TN", lambda r: one(r).country != "TN"),  # what has no country has not this one
    ("type=arrests", lambda r: one(r).type == "arrests"),
    ("type!=arrests,attack", lambda r: one(r).type not in ("arrests", "attack")),
    ("from=2019", lambda r: dated(r) >= "2019"[: len(dated(r))] and dated(r) != ""),
    ("from=2018-10-20", lambda r: dated(r) >= "2018-10-20"[: len(dated(r))] and dated(r) != ""),
    ("to=2018", lambda r: dated(r) != "" and dated(r)[:4] <= "2018"),
    ("to=2018-10-20", lambda r: dated(r) != "" and dated(r)[:10] <= "2018-10-20"),
    ("min-killed=3", lambda r: killed(r) >= 3),
    ("min-killed=77", lambda r: killed(r) >= 77),
    ("min-confidence=0.8", lambda r: one(r).confidence >= 0.8),
    ("background=yes", lambda r: one(r).background),
    ("background=no", lambda r: not one(r).background),
    ("place=Jebel Salloum", lambda r: one(r).place_en == "Jebel Salloum"),
    ("place=jebel salloum", lambda r: one(r).place_en == "Jebel Salloum"),
    ("place=isnad:tn-jebel-salloum", lambda r: one(r).place_id == "isnad:tn-jebel-salloum"),
]
STATUS = [(f"status={s}", s) for s in ("occurred", "alleged", "foiled", "planned", "denied")]


@pytest.mark.parametrize("table", [EVENTS, REPORTS])
@pytest.mark.parametrize(("clause", "test"), BOTH, ids=[c for c, _ in BOTH])
def test_events_and_reports(held: Held, table: str, clause: str, test: Callable[[Any], bool]) -> None:
    assert held.ids(table, clause) == held.those(table, test)


@pytest.mark.parametrize("clause", [c for c, _ in BOTH if "77" not in c])
def test_the_cases_tell_something(held: Held, clause: str) -> None:
    """A clause that lets all or nothing through would pass any test."""
    assert 0 < len(held.ids(REPORTS, clause)) < len(held.ids(REPORTS))


@pytest.mark.parametrize(("clause", "status"), STATUS)
def test_status(held: Held, clause: str, status: str) -> None:
    assert held.ids(EVENTS, clause) == held.those(EVENTS, lambda e: e.status == status, shown=False)
    assert held.ids(REPORTS, clause) == held.those(REPORTS, lambda r: r.report.status == status)


def test_events_show_what_happened(held: Held) -> None:
    assert held.ids(EVENTS) == held.those(EVENTS, lambda e: e.status in SHOWN)
    assert held.ids(EVENTS, "status!=denied") == held.those(EVENTS, lambda e: e.status != "denied", shown=False)


@pytest.mark.parametrize("family", ["battle", "explosion", "violence", "demonstration", "strategic"])
def test_family(held: Held, codebook: Codebook, family: str) -> None:
    for table in (EVENTS, REPORTS):
        assert held.ids(table, f"family={family}") == held.those(table, lambda r: codebook.events[one(r).type].family == family)
        assert held.ids(table, f"family!={family}") == held.those(table, lambda r: codebook.events[one(r).type].family != family)


def test_the_families_are_all_of_it(held: Held) -> None:
    found = [held.ids(EVENTS, f"family={f}") for f in ("battle", "explosion", "violence", "demonstration", "strategic")]
    assert set().union(*found) == held.ids(EVENTS)
    assert sum(map(len, found)) == len(held.ids(EVENTS))


@pytest.mark.parametrize(
    "clauses",
    [["min-origins=2"], ["min-origins=3"], ["min-outlets=2"], ["disputed=yes"], ["disputed=no"], ["min-origins=2", "disputed=no"]],
)
def test_what_events_alone_have(held: Held, clauses: list[str]) -> None:
    asks: dict[str, Callable[[Event], bool]] = {
        "min-origins=2": lambda e: len(e.origins) >= 2, "min-origins=3": lambda e: len(e.origins) >= 3, "min-outlets=2": lambda e: len(e.outlets) >= 2,
        "disputed=yes": lambda e: bool(e.disputed), "disputed=no": lambda e: not e.disputed,
    }  # fmt: skip
    found = held.ids(EVENTS, *clauses)
    assert found == held.those(EVENTS, lambda e: all(asks[c](e) for c in clauses))
    assert 0 < len(found) < len(held.ids(EVENTS))


def test_actor_with_its_branches(held: Held) -> None:
    """Sinai Province is a branch of the Islamic State: asking for the whole finds it, asking for it does not find the whole."""

    def named(record: Any, *ids: str) -> bool:
        return any(a.id in ids for a in (*one(record).by, *one(record).against))

    branch = held.ids(EVENTS, "actor=sinai_province")
    whole = held.ids(EVENTS, "actor=isis")
    assert branch == held.those(EVENTS, lambda e: named(e, "sinai_province"))
    assert branch < whole
    assert held.those(EVENTS, lambda e: named(e, "isis")) <= whole
    assert held.ids(EVENTS, "actor!=isis") == held.ids(EVENTS) - whole
    reports = held.ids(REPORTS, "actor=sinai_province")
    assert held.those(REPORTS, lambda r: named(r, "sinai_province")) <= reports


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_reviewed(held: Held, answer: str) -> None:
    done = answer == "yes"
    events = held.ids(EVENTS, f"reviewed={answer}")
    reports = held.ids(REPORTS, f"reviewed={answer}")
    assert events == held.those(EVENTS, lambda e: (e.reviewed == "all") == done)
    assert reports == held.those(REPORTS, lambda r: (r.verdict in ("accepted", "mended")) == done)
    assert events
    assert reports


def test_reviewed_in_part(held: Held) -> None:
    found = held.ids(EVENTS, "reviewed=part")
    assert found == held.those(EVENTS, lambda e: e.reviewed == "part")
    assert found
    assert found <= held.ids(EVENTS, "reviewed=no")


def test_id(held: Held) -> None:
    event = sorted(held.ids(EVENTS))[0]
    report = sorted(held.ids(REPORTS))[0]
    assert held.ids(EVENTS, f"id={event}") == {event}
    assert held.ids(EVENTS, f"id!={event}") == held.ids(EVENTS) - {event}
    assert held.ids(REPORTS, f"id={report}") == {report}
    assert held.ids(EVENTS, "id=no such thing") == set()


@pytest.mark.parametrize("table", [EVENTS, REPORTS, "relations", "strengths", "speakers"])
def test_outlet(held: Held, table: str) -> None:
    outlet = "راديو قمرة أف أم"

    def test(record: Any) -> bool:
        return any(r.publisher == outlet for r in (held.of(record) if not isinstance(record, StoredItem) else [record]))

    assert held.ids(table, f"outlet={outlet}") == held.those(table, test)
    assert held.ids(table, f"outlet!={outlet}") == held.those(table, lambda r: not test(r))
    assert held.ids(table, f"outlet={outlet}")


@pytest.mark.parametrize("table", [EVENTS, REPORTS, "relations", "strengths", "speakers"])
@pytest.mark.parametrize("question", ["القصرين", "وبالقصرين", "الجيش", "تونس جيش", "لا يوجد هذا", "؟"])
def test_text(held: Held, table: str, question: str) -> None:
    wanted = set(words(question))

    def test(record: Any) -> bool:
        articles = [r.article for r in held.of(record)] if not isinstance(record, StoredItem) else [record.article]
        return bool(wanted) and any(wanted <= held.texts[a] for a in articles)

    assert held.ids(table, f"text={question}") == held.those(table, test)


@pytest.mark.parametrize("table", ["relations", "strengths", "speakers"])
@pytest.mark.parametrize(
    ("clause", "test"),
    [("from=2021", lambda d: d >= "2021"), ("to=2020", lambda d: d[:4] <= "2020"), ("to=2020-02-11", lambda d: d <= "2020-02-11")],
)
def test_items_by_day_of_publication(held: Held, table: str, clause: str, test: Callable[[str], bool]) -> None:
    assert held.ids(table, clause) == held.those(table, lambda i: i.published is not None and test(i.published))


def test_values_are_no_sql(held: Held) -> None:
    for key in ("place", "outlet", "actor", "text", "id"):
        assert held.ids(EVENTS, f"{key}=x' OR '1'='1") == set()


def test_every_key_is_tested() -> None:
    told = {c.split("=")[0].rstrip("!") for c, _ in BOTH} | {"status", "family", "actor", "reviewed", "id", "outlet", "text"}
    assert told | {"min-origins", "min-outlets", "disputed"} == set(KEYS)
