"""`isnad summary` and `isnad search`: the figures held to the records, the lines to the terminal."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from isnad.cli import run
from isnad.codebook import Codebook
from isnad.commands.charts import bars, fitted, shown, table
from isnad.commands.search import snippets
from isnad.filter import filter_of
from isnad.store import Store
from isnad.text.keys import found


def isnad(*arguments: object) -> int:
    return run([str(a) for a in arguments])


def summary(project: Path, capsys: pytest.CaptureFixture[str], *options: object) -> dict[str, Any]:
    assert isnad("summary", "--project", project, "--json", *options) == 0
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    return data


@pytest.mark.parametrize(
    "clauses", [[], ["country=TN"], ["min-origins=2"], ["type!=arrests", "from=2019"], ["status=planned,foiled"], ["country=AQ"]]
)
def test_the_figures_are_those_of_the_events(
    project: Path, codebook: Codebook, capsys: pytest.CaptureFixture[str], clauses: list[str]
) -> None:
    data = summary(project, capsys, *(o for c in clauses for o in ("--where", c)))
    with Store(project / "isnad.db") as store:
        events = list(store.events.chosen(filter_of(clauses), codebook.families))
        assert data["reports"] == store.reports.count()
    assert data["events"] == len(events)
    assert data["reports_in_events"] == sum(len(e.reports) for e in events)
    assert data["events_by_country"] == Counter(e.country or "unknown" for e in events)
    assert data["events_by_type"] == Counter(e.type for e in events)
    assert data["events_by_month"] == Counter(e.date[:7] if e.date and len(e.date) > 4 else "unknown" for e in events)
    assert data["events_by_outlet"] == Counter(o for e in events for o in set(e.outlets))
    assert data["events_by_origins"] == {str(n): c for n, c in Counter(len(e.origins) for e in events).items()}
    assert data["events_by_review"] == Counter(e.reviewed for e in events)
    assert data["events_disputed"] == sum(bool(e.disputed) for e in events)
    for field in ("killed", "injured", "arrested", "abducted"):
        tolls = [t for e in events if (t := getattr(e, field))]
        assert data["tolls"][field]["events"] == len(tolls)
        assert data["tolls"][field]["best"] == sum(
            t.best if t.best is not None else t.low or 0 for t in tolls if (t.best, t.low, t.high) != (None, None, None)
        )


def test_options_are_clauses(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = summary(project, capsys, "--country", "TN", "--from", "2018", "--to", "2021", "--type", "arrests,armed_clash")
    two = summary(
        project, capsys, "--where", "country=TN", "--where", "from=2018", "--where", "to=2021", "--where", "type=arrests,armed_clash"
    )
    assert one["events"] > 0
    assert {k: v for k, v in one.items() if k != "filter"} == {k: v for k, v in two.items() if k != "filter"}


def test_months_stand_in_order_and_the_rest_by_number(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = summary(project, capsys)
    assert [m for m in data["events_by_month"] if m != "unknown"] == sorted(m for m in data["events_by_month"] if m != "unknown")
    figures = list(data["events_by_type"].values())
    assert figures == sorted(figures, reverse=True)


def test_private_persons_are_no_sources(own_project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import sqlite3

    sql = sqlite3.connect(own_project / "isnad.db")
    id_, text = sql.execute("SELECT id, json FROM events WHERE origins = 1 AND status = 'occurred' LIMIT 1").fetchone()
    data = json.loads(text)
    data["origins"] = [
        {"label": "سعاد الجوهري", "kind": "witness", "person": "private", "reports": data["reports"], "outlets": data["outlets"]}
    ]
    actor = {
        "text": "سعاد الجوهري",
        "en": "Souad Jouhri",
        "kind": "civilians",
        "id": "x",
        "person": "private",
        "minor": False,
        "confidence": 1,
        "origins": 1,
        "reports": [],
    }
    data["by"] = [actor]
    sql.execute("UPDATE events SET json = ? WHERE id = ?", (json.dumps(data), id_))
    sql.commit()
    found_ = summary(own_project, capsys)
    assert "سعاد" not in json.dumps(found_, ensure_ascii=False)
    assert "Souad" not in json.dumps(found_)
    assert found_["events_by_source_kind"]["witness"] == 1


def test_lines_fit_the_terminal_and_say_what_they_count(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert isnad("summary", "--project", project) == 0
    told = capsys.readouterr()
    assert max(shown(line) for line in told.out.splitlines()) <= 80
    headings = [line for at, line in enumerate(told.out.splitlines()) if at > 2 and line and not line.startswith(" ")]
    assert headings
    assert all(any(w in line.lower() for w in ("event", "report", "article", "merge")) for line in headings), headings
    assert "\x1b" not in told.out
    assert f"isnad review --project {project}, " in told.err.split("Next: ")[1]


def test_an_empty_project_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert isnad("init", tmp_path / "p") == 0
    assert isnad("summary", "--project", tmp_path / "p") == 0
    told = capsys.readouterr()
    assert "0 events" in told.out
    assert f"isnad merge --project {tmp_path / 'p'}" in told.err.split("Next: ")[-1]


@pytest.mark.parametrize(
    ("options", "words"),
    [(["--where", "colour=red"], "nothing called"), (["--type", "riot"], "type does not know"), (["--from", "x"], "does not understand")],
)
def test_a_wrong_filter_is_named(project: Path, capsys: pytest.CaptureFixture[str], options: list[str], words: str) -> None:
    assert isnad("summary", "--project", project, *options) == 2
    assert words in capsys.readouterr().err


def test_bars_and_tables() -> None:
    assert list(bars("T", [("a", 2), ("bb", 1), ("c", 0)], 12)) == ["T", "  a  2 █████", "  bb 1 ██▌", "  c  0", ""]
    assert list(bars("T", [], 12)) == []
    assert list(bars("T", [("a", 1), ("b", 3)], 20, of=4))[1:3] == ["  a 1   25% ██▋", "  b 3   75% ████████"]
    assert list(table("T", ("", "only here", "n"), [("x", 1, 2000), ("y", None, 0.5)], 40)) == [
        "T",
        "     only",
        "     here      n",
        "  x     1  2,000",
        "  y     -   0.50",
        "",
    ]
    assert fitted("abcdef", 4) == "abc…"
    assert fitted("\u2068القصرين\u2069", 4) == "\u2068الق…\u2069"
    assert shown("\u2068قَصر\u2069") == 3


def test_articles_are_found_with_what_was_read_in_them(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert isnad("search", "القصرين", "--project", project, "--json") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["articles"] == len(data["found"]) >= 3
    assert all("قصرين" in " ".join(f["snippets"]) for f in data["found"])
    assert any(r["event"] for f in data["found"] for r in f["reports"])
    assert {e["id"] for f in data["found"] for e in f["events"]} == {r["event"] for f in data["found"] for r in f["reports"] if r["event"]}
    assert isnad("search", "القصرين", "-n", "1", "--project", project, "--json") == 0
    fewer = json.loads(capsys.readouterr().out)
    assert (fewer["articles"], len(fewer["found"])) == (data["articles"], 1)


def test_search_on_the_terminal(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert isnad("search", "القصرين", "--project", project) == 0
    told = capsys.readouterr()
    assert "[بالقصرين]" in told.out
    assert max(shown(line) for line in told.out.splitlines()) <= 80
    assert told.err.startswith("3 articles")
    assert isnad("search", "لايوجدهذا", "--project", project) == 0
    assert capsys.readouterr().err.startswith("0 articles")
    assert isnad("search", "؟", "--project", project) == 2


@pytest.mark.parametrize(
    ("text", "question", "size", "wanted"),
    [
        ("هجوم في تونس", "تونس", 40, ["هجوم في [تونس]"]),
        ("ا" * 50 + " تونس " + "ب" * 50, "تونس", 20, ["… [تونس] …"]),
        ("تونس\nتونس", "تونس", 40, ["[تونس]", "[تونس]"]),
        ("تونس و تونس", "تونس", 60, ["[تونس] و [تونس]"]),
        ("ت" * 90, "ت" * 90, 20, ["[" + "ت" * 90 + "]"]),
        ("لا شيء", "تونس", 40, []),
    ],
)
def test_snippets(text: str, question: str, size: int, wanted: list[str]) -> None:
    assert [s.strip("\u2068\u2069") for s in snippets(text, found(text, question), size)] == wanted
