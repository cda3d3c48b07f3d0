"""Every example and counter-example of the codebook is a case."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from isnad.codebook import Codebook, load
from isnad.codebook.entries import Example
from isnad.model import COUNT_FIELDS, Article, Report
from isnad.reading import read
from isnad.text.fold import folded
from tests.conftest import KNOWN_FAILURES


def cases() -> list[Any]:
    lines = KNOWN_FAILURES.read_text(encoding="utf-8").splitlines() if KNOWN_FAILURES.exists() else []
    known = {line.strip() for line in lines if line and not line.startswith("#")}
    out = []
    for event in load().events.values():
        for kind, examples in (("example", event.examples), ("counter", event.counter_examples)):
            for number, example in enumerate(examples, 1):
                name = f"{event.id}-{kind}-{number}"
                out.append(pytest.param(event.id, kind, example, name, id=name, marks=[pytest.mark.known] if name in known else []))
    return out


def matches(report: Report, expect: dict[str, Any]) -> bool:
    """Whether a report has all that is expected; names by folded substring."""
    for name, value in expect.items():
        found = getattr(report, name)
        if name in ("by", "against"):
            if not all(any(_within(wanted, party.text) for party in found) for wanted in value):
                return False
        elif name in COUNT_FIELDS:
            if (found.n if found else None) != value:
                return False
        elif name in ("place", "claimed_by"):
            if (value is None) != (found is None) or (value is not None and not _within(value, found)):
                return False
        elif name == "date":
            if (None if value is None else str(value)) != found:
                return False
        elif found != value:
            return False
    return True


def _within(a: str, b: str) -> bool:
    x, y = folded(a), folded(b)
    return x in y or y in x


def fine(codebook: Codebook, type_: str, kind: str, example: Example) -> bool:
    published = date.fromisoformat(example.published) if example.published else None
    reading = read(Article(id="x", title=example.title, text=example.text, published=published), codebook)
    expect = dict(example.expect) | ({"status": example.status} if example.status else {})
    if kind == "example":
        return any(matches(report, {"type": type_, **expect}) for report in reading.reports)
    wrong = any(report.type == type_ and report.status == "occurred" for report in reading.reports)
    return not wrong and (not expect or any(matches(report, expect) for report in reading.reports))


@pytest.mark.parametrize(("type_", "kind", "example", "name"), cases())
def test_example(
    codebook: Codebook, type_: str, kind: str, example: Example, name: str, failing: list[str], request: pytest.FixtureRequest
) -> None:
    right = fine(codebook, type_, kind, example)
    if not right:
        failing.append(name)
    if request.config.getoption("--write-known-failures"):
        return
    if request.node.get_closest_marker("known"):
        assert not right, f"{name} is read right now: take it from {KNOWN_FAILURES.name} (pytest --write-known-failures)"
        pytest.xfail("known")
    assert right, example.text
