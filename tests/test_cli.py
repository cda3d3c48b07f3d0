"""The command line: exit statuses, resuming, the same bytes, and what it says."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from isnad.cli import run
from tests.articles import ARREST, ATTACK, article, lines, many, records, written


def isnad(*arguments: object) -> int:
    return run([str(a) for a in arguments])


def test_one_line_for_every_article(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = written(
        tmp_path / "in.jsonl", [*many(3), article(3, ""), article(4, "Three people were killed in Paris on Monday.", title="News")]
    )
    assert isnad("read", given, "-o", tmp_path / "out.jsonl", "--jobs", 1) == 0
    found = records(tmp_path / "out.jsonl")
    assert [r["id"] for r in found] == ["a0", "a1", "a2", "a3", "a4"]
    assert [bool(r["reports"]) for r in found] == [True, True, False, False, False]
    assert found[4]["skipped"]["reason"] == "not_arabic"
    told = capsys.readouterr().err
    assert "skipped a4: not_arabic" in told
    assert told.splitlines()[-1].startswith("5 articles read; 1 skipped (1 not_arabic)")
    assert re.search(r"Next: \S*isnad explain", told)


def test_every_line_fits_the_schema(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = written(tmp_path / "in.jsonl", [*many(4), {"id": "empty", "title": "", "text": " "}])
    isnad("read", given, "-o", tmp_path / "out.jsonl", "--jobs", 1)
    capsys.readouterr()
    assert isnad("schema") == 0
    schema = json.loads(capsys.readouterr().out)
    for record in records(tmp_path / "out.jsonl"):
        Draft202012Validator(schema).validate(record)


def test_the_same_bytes_whatever_the_jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISNAD_CHUNK_ITEMS", "3")
    given = written(tmp_path / "in.jsonl", many(40))
    outs = []
    for jobs in (1, 2, 5):
        out = tmp_path / f"out{jobs}.jsonl"
        assert isnad("read", given, "-o", out, "--jobs", jobs) == 0
        outs.append(out.read_bytes())
    assert outs[0] == outs[1] == outs[2]


@pytest.mark.parametrize("cut", [0, 1, 700, -1, -400])
def test_a_rerun_goes_on_where_it_stopped(tmp_path: Path, cut: int) -> None:
    given, out = written(tmp_path / "in.jsonl", many(12)), tmp_path / "out.jsonl"
    isnad("read", given, "-o", out, "--jobs", 1)
    whole = out.read_bytes()
    out.write_bytes(whole[:cut])
    assert isnad("read", given, "-o", out, "--jobs", 2) == 0
    assert out.read_bytes() == whole


def test_a_rerun_reads_only_what_is_new(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given, out = written(tmp_path / "in.jsonl", many(3)), tmp_path / "out.jsonl"
    isnad("read", given, "-o", out, "--jobs", 1)
    written(given, many(5))
    assert isnad("read", given, "-o", out, "--jobs", 1) == 0
    assert "2 articles read (3 done before)" in capsys.readouterr().err
    assert [r["id"] for r in records(out)] == ["a0", "a1", "a2", "a3", "a4"]


def test_a_changed_article_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given, out = written(tmp_path / "in.jsonl", many(3)), tmp_path / "out.jsonl"
    isnad("read", given, "-o", out, "--jobs", 1)
    written(given, [article(0, ARREST), *many(3)[1:]])
    assert isnad("read", given, "-o", out, "--jobs", 1) == 1
    assert "1 article changed since" in capsys.readouterr().err
    assert isnad("read", given, "-o", out, "--jobs", 1, "--restart") == 0


def test_another_codebook_refuses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given, out = written(tmp_path / "in.jsonl", many(3)), tmp_path / "out.jsonl"
    isnad("read", given, "-o", out, "--jobs", 1)
    before = out.read_bytes()
    own = tmp_path / "book" / "actors"
    own.mkdir(parents=True)
    entry = "- {id: my_group, names: {en: Mine, ar: حركة الاختبار, fr: Mien}, kind: rebel_group, country: [TN]}\n"
    (own / "mine.yaml").write_text(entry, encoding="utf-8")
    assert isnad("read", given, "-o", out, "--codebook", own.parent) == 2
    assert "--restart" in capsys.readouterr().err
    assert out.read_bytes() == before
    assert isnad("read", given, "-o", out, "--codebook", own.parent, "--restart") == 0
    assert len(records(out)) == 3


@pytest.mark.parametrize("content", [b"my notes\n", b"my notes", b'{"a": 1}\n', b'{"id": "x"}\n{"id": "y"}\n'])
def test_a_file_of_the_user_is_never_overwritten(tmp_path: Path, content: bytes) -> None:
    given, out = written(tmp_path / "in.jsonl", many(1)), tmp_path / "notes.txt"
    out.write_bytes(content)
    for more in ((), ("--restart",)):
        assert isnad("read", given, "-o", out, *more) == 2
        assert out.read_bytes() == content


def test_the_output_may_not_be_an_input(tmp_path: Path) -> None:
    given = written(tmp_path / "in.jsonl", many(1))
    assert isnad("read", given, "-o", given, "--restart") == 2


def test_broken_lines_are_named_and_the_rest_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = tmp_path / "in.jsonl"
    good = lines(many(2)).splitlines()
    given.write_bytes(b"\n".join([good[0], b'{"id": "x", "text": "', b"[1, 2]", b'{"id": "\xff"}', b"", good[1]]) + b"\n")
    assert isnad("read", given, "-o", tmp_path / "out.jsonl") == 1
    told = capsys.readouterr().err
    assert all(f"{given}:{n}: " in told for n in (2, 3, 4))
    assert [r["id"] for r in records(tmp_path / "out.jsonl")] == ["a0", "a1"]


def test_a_missing_input_fails_and_the_others_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = written(tmp_path / "in.jsonl", many(2))
    assert isnad("read", tmp_path / "none.jsonl", given, "-o", tmp_path / "out.jsonl") == 1
    assert "there is no such file" in capsys.readouterr().err
    assert len(records(tmp_path / "out.jsonl")) == 2


def test_ids_that_stand_twice_keep_their_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = written(tmp_path / "in.jsonl", [article(1, ATTACK), article(1, ARREST), article(2, ARREST)])
    assert isnad("read", given, "-o", tmp_path / "out.jsonl") == 0
    assert [r["id"] for r in records(tmp_path / "out.jsonl")] == ["a1", "a1", "a2"]
    assert "1 article with an id that another article has too" in capsys.readouterr().err


def test_dry_run_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = written(tmp_path / "in.jsonl", many(2))
    assert isnad("read", given, "-o", tmp_path / "out.jsonl", "--dry-run") == 0
    assert not (tmp_path / "out.jsonl").exists()
    assert "2 articles found" in capsys.readouterr().err


def test_the_summary_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = written(tmp_path / "in.jsonl", [*many(2), article(5, "!!", title="")])
    assert isnad("read", given, "-o", tmp_path / "out.jsonl", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["articles"], told["skipped"], told["fault_count"]) == (3, {"empty": 1}, 0)


@pytest.mark.parametrize(
    "arguments",
    [["read"], ["nothing"], ["read", "x", "--map", "headline"], ["read", "x", "--published", "soon"], ["read", "x", "--codebook", "none"], ["read", "x", "--format", "xml"]],
)  # fmt: skip
def test_usage_errors_are_sentences(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert isnad(*arguments) == 2
    told = capsys.readouterr().err
    assert told
    assert "Traceback" not in told


def test_a_fault_of_the_reading_costs_one_article(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("isnad.pipeline.read", broken)
    given = written(tmp_path / "in.jsonl", many(2))
    assert isnad("read", given, "-o", tmp_path / "out.jsonl", "--jobs", 1) == 1
    assert [r["skipped"]["reason"] for r in records(tmp_path / "out.jsonl")] == ["unreadable"] * 2
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_ctrl_c_leaves_whole_lines_and_a_rerun_completes(tmp_path: Path) -> None:
    articles = many(4_000)
    given, out = written(tmp_path / "in.jsonl", articles), tmp_path / "out.jsonl"
    command = [sys.executable, "-m", "isnad", "read", str(given), "-o", str(out), "--jobs", "2"]
    heeded = signal.signal(signal.SIGINT, signal.SIG_DFL)  # what a shell starts in the background ignores it, and so would the reading
    try:
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    finally:
        signal.signal(signal.SIGINT, heeded)
    while process.poll() is None and (not out.exists() or out.stat().st_size < 50_000):
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130, told
    assert "Traceback" not in told
    assert out.read_bytes().endswith(b"\n")
    assert 0 < len(records(out)) < len(articles)
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert [r["id"] for r in records(out)] == [a["id"] for a in articles]


def test_standard_input_and_output(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "isnad", "read", "-"]
    done = subprocess.run(command, input=lines(many(2)), capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a0", "a1"]
    done = subprocess.run(command, input=ATTACK.encode("cp1256"), capture_output=True, check=True)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["stdin"]
    assert json.loads(done.stdout)["reports"]


def test_a_closed_pipe_is_no_error_message(tmp_path: Path) -> None:
    given = written(tmp_path / "in.jsonl", many(400))
    done = subprocess.run(f"{sys.executable} -m isnad read -q {given} | head -1", shell=True, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert json.loads(done.stdout)["id"] == "a0"


def test_explain_shows_values_with_isolates(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = written(tmp_path / "in.jsonl", many(3))
    assert isnad("explain", f"{given}#a1") == 0
    told = capsys.readouterr().out
    assert "arrests" in told
    assert told.count("\u2068") == told.count("\u2069") > 3
    assert isnad("explain", f"{given}#a1", "--json") == 0
    assert json.loads(capsys.readouterr().out)["reading"]["id"] == "a1"
    assert isnad("explain", f"{given}#zzz") == 1


def test_doctor_version_and_codebook(capsys: pytest.CaptureFixture[str]) -> None:
    assert isnad("--version") == 0
    assert capsys.readouterr().out.startswith("isnad ")
    isnad("doctor", "--json")
    assert {f["name"] for f in json.loads(capsys.readouterr().out)} >= {"python", "codebook", "language model", "encodings"}
    assert isnad("codebook", "show", "arrests/detain") == 0
    assert "اعتقل" in capsys.readouterr().out
    assert isnad("codebook", "show", "isiss") == 1
    assert "did you mean isis" in capsys.readouterr().err


def test_evaluate_and_floors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given, out = written(tmp_path / "in.jsonl", many(6)), tmp_path / "out.jsonl"
    isnad("read", given, "-o", out)
    capsys.readouterr()
    assert isnad("evaluate", out, given, "--json") == 0
    scores = json.loads(capsys.readouterr().out)["scores"]
    assert scores["slots"]["f1"] == scores["detection"]["f1"] == 1.0
    floors = tmp_path / "floors.json"
    floors.write_text('{"slots": 1.01}', encoding="utf-8")
    assert isnad("evaluate", out, given, "--floors", floors) == 3
    assert "below the floor: slots" in capsys.readouterr().out


def test_codebook_diff_tells_what_an_entry_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "book" / "actors"
    own.mkdir(parents=True)
    entry = "- {id: my_group, names: {en: Mine, ar: مجموعة الاختبار, fr: Mien}, kind: rebel_group, country: [TN]}\n"
    (own / "mine.yaml").write_text(entry, encoding="utf-8")
    given = written(tmp_path / "in.jsonl", [article(1, "قتلت مجموعة الاختبار ثلاثة جنود في مدينة القصرين الثلاثاء."), article(2, ARREST)])
    assert isnad("codebook", "diff", own.parent, given, "--jobs", 1) == 0
    assert "2 articles; " in capsys.readouterr().err
