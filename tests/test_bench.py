"""`make bench`: its jobs do the work that they are timed for, its ratios are of the same text, and BERT is an option."""

from __future__ import annotations

import sys
from itertools import chain
from pathlib import Path

import pytest

from benchmarks import bench, bert
from isnad.codebook import Codebook
from isnad.intake import Intake, article_of
from isnad.reading.tools import tools_of
from tests.articles import ARREST, ATTACK, SPORT, article, written


def test_jobs_do_what_they_are_timed_for(tmp_path: Path, codebook: Codebook) -> None:
    tools = tools_of(codebook)
    intake = Intake(tools.calendar)
    given = written(tmp_path / "in.jsonl", [article(1, ATTACK), article(2, SPORT)])
    chosen, differ = bench.sample(str(given), intake, 2, 1)
    jobs = bench.jobs_of(chosen, intake, tools)
    made = {name: job.run() for name, job in jobs.items()}
    assert (differ, made["match"], made["read"], made["lines"], made["part"]) == (2, 2, 1, 2, bench.PART)
    assert made["scan"] > 5
    took = bench.measured(jobs, 3)
    assert {len(rounds) for rounds in took.values()} == {3}
    assert min(bench.ratios(jobs, took, "lines", "match")) > 1  # reading holds the scan, so it cannot be cheaper


@pytest.mark.parametrize(
    ("number", "step", "ids"),
    [(2, 1, ["a0", "a1"]), (2, 3, ["a0", "a3"]), (5, 3, ["a0", "a3", "a0", "a3", "a0"])],  # the corpus is sliced, and repeated if short
)
def test_sample(tmp_path: Path, codebook: Codebook, number: int, step: int, ids: list[str]) -> None:
    given = written(tmp_path / "in.jsonl", [article(i, (ATTACK, ARREST)[i % 2]) for i in range(6)])
    intake = Intake(tools_of(codebook).calendar)
    chosen, differ = bench.sample(str(given), intake, number, step)
    assert [article_of(item, intake).id for item in chosen] == ids
    assert differ == len(set(ids))
    with pytest.raises(SystemExit, match=r"none\.jsonl"):
        bench.sample(str(tmp_path / "none.jsonl"), intake, number, step)


def test_ratios_are_per_article() -> None:
    jobs = {"a": bench.Job("a", 10, int), "b": bench.Job("b", 50, int)}
    took = {"a": [bench.Took(9, 4), bench.Took(9, 6)], "b": [bench.Took(1, 2), bench.Took(1, 2)]}
    assert bench.ratios(jobs, took, "a", "b") == [10, 15]


def test_a_job_that_makes_nothing_is_no_measurement() -> None:
    with pytest.raises(SystemExit, match="'idle' made nothing"):
        bench.measured({"idle": bench.Job("idle", 1, int)}, 1)


def test_table_without_bert(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    given = written(tmp_path / "in.jsonl", [article(1, ATTACK), article(2, ARREST)])
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    assert bench.main([str(given), "--articles", "2", "--rounds", "1"]) == 0
    told = capsys.readouterr().out
    for part in (
        "isnad, line to line  ",
        "fold, cut, scan  ",
        "times the CPU of folding",
        "1 different",
        "medians of 1 rounds",
        bench.WITHOUT,
    ):
        assert part in told, part
    assert "BERT-base int8" not in told


def test_the_packages_bench_names_are_those_make_installs() -> None:
    assert bench.WITHOUT.partition("pip install ")[2].partition(";")[0] in (bench.ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize(("text", "number"), [("", 0), ("من", 1), ("قتلت", 1), ("هجوما", 2), ("استهدفتهم", 3), ("قتل 12345 جنود.", 5)])
def test_pieces(text: str, number: int) -> None:
    ids = bert.pieces(text)
    assert len(ids) == number
    assert all(bert.USUAL <= id_ < bert.VOCABULARY for id_ in ids)
    assert ids == bert.pieces(text)


def test_batches_hold_every_piece_once_and_nothing_too_long() -> None:
    sentences = [[10 + n] * length for n, length in enumerate([300, 1, 126, 127, *range(2, 40)])]
    batches = bert.batched(sentences)
    flat = list(chain.from_iterable(batches))
    assert sorted(id_ for window in flat for id_ in window[1:-1]) == sorted(chain.from_iterable(sentences))
    assert all(window[0] == bert.FIRST and window[-1] == bert.LAST and len(window) <= bert.LONGEST for window in flat)
    assert [len(w) for w in flat] == sorted(len(w) for w in flat)
    assert {len(batch) for batch in batches[:-1]} == {bert.BATCH}
