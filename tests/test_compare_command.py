"""`isnad compare`: the project's own events sent out ACLED-like and UCDP-like, changed by hand, and set beside the project."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from isnad.cli import run
from isnad.codebook import Codebook
from isnad.commands.charts import shown
from isnad.export import acled, ucdp
from isnad.filter import filter_of
from isnad.store import Store


def isnad(*arguments: object) -> int:
    return run([str(a) for a in arguments])


@pytest.fixture(scope="module")
def exported(project: Path, codebook: Codebook) -> dict[str, list[dict[str, Any]]]:
    """The rows of both exports."""
    with Store(project / "isnad.db") as store:
        events = list(store.events.chosen(filter_of([]), codebook.families))
        reports = {r.id: r for r in store.reports.get([id_ for e in events for id_ in e.reports])}
    return {
        "acled": [dict(r) for r in acled.rows(events, reports, codebook)],
        "ucdp": [dict(r) for r in ucdp.rows(events, reports, codebook)],
    }


def written(path: Path, rows: list[dict[str, Any]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        sink = csv.DictWriter(file, list(rows[0]))
        sink.writeheader()
        sink.writerows(rows)
    return path


@pytest.mark.parametrize(("form", "least"), [("acled", 0.95), ("ucdp", 0.9)])
def test_a_project_agrees_with_itself(
    project: Path, exported: dict[str, list[dict[str, Any]]], tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str, least: float
) -> None:
    dated = [r for r in exported[form] if r.get("event_date") or r.get("date_start")]
    assert isnad("compare", written(tmp_path / "own.csv", dated), "--project", project, "-o", tmp_path / "out.csv", "--json") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["form"] == form
    assert data["matched"] >= least * (data["matched"] + data["only_there"])
    assert data["tolls"]["lower_here"] == data["tolls"]["higher_here"] == 0
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        pairs = [r for r in csv.DictReader(file) if r["found"] == "matched"]
    assert len(pairs) == data["matched"]
    if form == "acled":
        wrong = [r for r in pairs if not r["their_id"].endswith(r["event"])]
        assert not wrong, wrong


def test_changed_tolls_missing_rows_and_broken_rows(
    project: Path, exported: dict[str, list[dict[str, Any]]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [dict(r) for r in exported["acled"] if r["event_date"] and r["time_precision"] == 1 and r["country"]]
    fatal = next(r for r in rows if (r["fatalities"] or 0) > 3)
    days = sorted(str(r["event_date"]) for r in rows)
    kinds, lands = Counter(r["event_type"] for r in rows), Counter(r["country"] for r in rows)
    inside = (r for r in rows if days[0] < r["event_date"] < days[-1] and kinds[r["event_type"]] > 2 and lands[r["country"]] > 2)
    gone = next(r for r in inside if r is not fatal)
    rows = [*(r for r in rows if r is not gone), dict(fatal)]
    fatal["fatalities"] = 1
    rows[-1]["event_date"] = "some day"
    assert (
        isnad("compare", written(tmp_path / "own.csv", rows), "--project", project, "-o", tmp_path / "out.jsonl") == 1
    )  # a row was broken
    told = capsys.readouterr()
    assert f"row {len(rows) + 1}: 'some day' is no day" in told.err
    found = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert sum(r["found"] in ("matched", "only_there") for r in found) == len(rows) - 1
    differing = next(r for r in found if r["their_id"] == fatal["event_id_cnty"])
    assert (differing["toll"], differing["their_killed_best"]) == ("higher_here", 1)
    alone = [r for r in found if r["found"] == "only_here"]
    assert any(gone["event_id_cnty"].endswith(r["event"]) for r in alone)
    assert [r["their_row"] for r in found if r["found"] == "unread"] == [len(rows) + 1]


def test_the_summary_fits_the_terminal(
    project: Path, exported: dict[str, list[dict[str, Any]]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "own.csv", [r for r in exported["acled"] if r["event_date"]])
    assert isnad("compare", path, "--project", project) == 0
    told = capsys.readouterr()
    assert max(shown(line) for line in told.out.splitlines()) <= 80
    for words in ("matched", "only here (events)", "only there (records)", "By country", "Both cover:"):
        assert words in told.out
    assert "\x1b" not in told.out
    assert "Next: " in told.err


@pytest.mark.parametrize(
    ("options", "countries"), [(["--country", "TN,IQ"], {"TN", "IQ"}), (["--from", "2019", "--to", "2019-12-31"], None)]
)
def test_the_filter_holds_for_both_sides(
    project: Path,
    exported: dict[str, list[dict[str, Any]]],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    countries: set[str] | None,
) -> None:
    path = written(tmp_path / "own.csv", [r for r in exported["acled"] if r["event_date"]])
    assert isnad("compare", path, "--project", project, *options, "--json") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["matched"] > 0
    assert data["matched"] >= 0.9 * data["rows"]
    if countries:
        assert set(data["countries"]) == countries
    else:
        assert {m[:4] for m in data["months"]} == {"2019"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["missing.csv"], "No such file"),
        (["own.csv", "-o", "out.doc"], ".doc is no format"),
        (["own.csv", "--format", "ucdp"], "has no column"),
        (["own.csv", "--country", "Iraq"], "no country code"),
    ],
)
def test_good_errors(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: list[str], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.csv").write_text("event_date,event_type,country,fatalities\n2018-01-01,Battles,Iraq,0\n", encoding="utf-8")
    assert isnad("compare", *arguments, "--project", project) == 2
    assert words in capsys.readouterr().err
