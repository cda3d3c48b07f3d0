"""A small project, read and merged once; every test has a copy of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from isnad.cli import run
from isnad.model import StoredReport
from isnad.store import Store

EXAMPLES = Path(__file__).parents[2] / "isnad" / "examples" / "articles.jsonl"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "project"
    for arguments in (["init", folder], ["read", EXAMPLES, "--jobs", 1, "-q", "--project", folder], ["merge", "--project", folder]):
        assert run([str(a) for a in arguments]) == 0
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "project"))


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with Store(folder / "isnad.db") as opened:
        yield opened


@pytest.fixture
def events(store: Store) -> dict[int, list[str]]:
    """The events by the number of their reports."""
    out: dict[int, list[str]] = {}
    held: dict[str, list[str]] = {}
    for report, event in sorted(store.events.members().items()):
        held.setdefault(event, []).append(report)
    for event, reports in sorted(held.items()):
        out.setdefault(len(reports), []).append(event)
    assert len(out[1]) > 10
    assert len(out[2]) > 2
    return out


def reports_of(store: Store, event: str) -> list[StoredReport]:
    return list(store.reports.get(store.events.members_of([event])[event]))


@pytest.fixture
def alone(store: Store, events: dict[int, list[str]]) -> StoredReport:
    """A report that is an event by itself, with a figure of the killed, without judgement."""
    return next(r for e in events[1] for r in reports_of(store, e) if r.report.killed and r.report.status == "occurred")


@pytest.fixture
def pair(store: Store, events: dict[int, list[str]]) -> tuple[StoredReport, StoredReport]:
    """The two reports of an event."""
    first, second = reports_of(store, events[2][0])
    return first, second
