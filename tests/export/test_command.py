"""`isnad export` at the terminal: lists without a format, and what it says when nothing is reviewed throughout."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from isnad.cli import run
from isnad.commands.common import following, program
from isnad.filter import KEYS, filter_of
from isnad.project import opened
from isnad.review import decide
from isnad.store import Store
from tests.review.conftest import made  # noqa: F401


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:  # noqa: F811
    return Path(shutil.copytree(made, tmp_path / "project"))


def test_keys_need_no_format(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "--keys"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(KEYS)


def test_without_a_format_the_remedy_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export"]) == 2
    assert "isnad export list" in capsys.readouterr().err


def test_an_event_judged_in_part_is_told_of(folder: Path, capsys: pytest.CaptureFixture[str], codebook: object) -> None:
    """A newcomer had judged two of three reports, and got an empty file without a word."""

    def exported(*arguments: str) -> tuple[str, str]:
        assert run(["export", "csv", "--project", str(folder), *arguments]) == 0
        told = capsys.readouterr()
        return told.out, told.err

    assert "in part" not in exported("--reviewed")[1]
    with Store(folder / "isnad.db") as store:
        event = next(e for e in store.events.chosen(filter_of(["min-outlets=2"]), codebook.families))  # type: ignore[attr-defined]
        decide.accept(store, codebook, event.reports[0], "Amal")  # type: ignore[arg-type]
    for given in (("--reviewed",), ("--where", "reviewed=yes")):
        assert "1 event is judged in part: --where reviewed=part gives them" in exported(*given)[1]
    assert "in part" not in exported("--reviewed", "--country", "NZ")[1]
    out, err = exported("--where", "reviewed=part")
    assert event.id in out
    assert "in part" not in err


def test_a_following_command_can_be_pasted(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert (
        following(opened(Path("project")), "merge", "review")
        == f"{program()} merge --project project, {program()} review --project project"
    )
    monkeypatch.chdir(folder)
    assert following(opened(folder), "merge") == f"{program()} merge"


def test_the_program_is_named_as_it_can_be_called(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "isnad").touch(mode=0o755)
    monkeypatch.setattr("sys.executable", str(tmp_path / "bin" / "python"))
    monkeypatch.setenv("PATH", "")
    monkeypatch.chdir(tmp_path)
    assert program() == "bin/isnad"
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert program() == "isnad"
