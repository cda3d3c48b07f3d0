"""`isnad review`: cards, keys of both layouts, a script from a pipe, and how it ends."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

from isnad.cli import run
from isnad.commands import keyboard
from isnad.commands.keyboard import ARABIC, KEYS, Command, commands, key_of
from isnad.model import StoredReport
from isnad.review import decide
from isnad.store import Store


def review(monkeypatch: pytest.MonkeyPatch, folder: Path, typed: str, *more: str) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    return run(["review", "--project", str(folder), "--by", "Amal", *more])


def log(folder: Path) -> list[tuple[str, str | None]]:
    with Store(folder / "isnad.db") as store:
        return [(j.action, j.field) for j in store.judgements.all()]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("a\nm killed 5\nz\nq\n", [("accept", None), ("mend", "killed"), ("undo", None)]),
        ("ش\nة killed 5\nئ\nض\na\n", [("accept", None), ("mend", "killed"), ("undo", None)]),
        ("accept fine\nREJECT\np\nunsure\n", [("accept", None), ("reject", None), ("unsure", None)]),
        ("n\np\n?\nx\n\nm\nm killed\nm killed many\ns\nz\nz 7\n", []),
        ("", []),
    ],
)
def test_a_script_of_commands(typed: str, written: list[tuple[str, str | None]], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert review(monkeypatch, folder, typed) == 0
    assert log(folder) == written


def test_the_card_tells_the_words_the_chain_and_the_disagreement(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert review(monkeypatch, folder, "m killed 5\n" + 20 * "n\n") == 0
    told = capsys.readouterr()
    assert told.out.count("\u2068") == told.out.count("\u2069") > 20
    for words in ("  E", "evidence", "told by", "disputed  killed", "said by", "mended by", "read as   killed"):
        assert words in told.out
    assert told.err.splitlines()[-1].startswith("judged by Amal: 1 mend; all of it is stored.")


def test_pairs_are_asked_and_answered(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert review(monkeypatch, folder, "", "--json") == 0
    tasks = json.loads(capsys.readouterr().out)
    place = next(n for n, t in enumerate(tasks) if t["kind"] == "pair")
    assert not {"evidence", "title", "by", "against"} & tasks[0].keys()
    assert review(monkeypatch, folder, "n\n" * place + "a\ns\nz\nd\n") == 0
    assert log(folder) == [("same", None), ("undo", None), ("different", None)]
    told = capsys.readouterr()
    assert "one incident or two?" in told.out
    assert "'a' is no command here" in told.err


def test_a_report_that_does_not_belong(
    folder: Path, monkeypatch: pytest.MonkeyPatch, store: Store, pair: tuple[StoredReport, StoredReport]
) -> None:
    assert review(monkeypatch, folder, "d\n", "--where", f"id={pair[0].event}") == 0
    held = store.events.held([pair[0].id, pair[1].id])
    assert len(set(held.values())) == 2


def test_someone_else_was_faster(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], store: Store, codebook: object
) -> None:
    def typed() -> object:
        capsys.readouterr()
        assert review(monkeypatch, folder, "", "--json") == 0
        first = json.loads(capsys.readouterr().out)[0]["report"]
        yield Command("?")
        decide.reject(store, codebook, first, "Badr", note="sport")  # type: ignore[arg-type]
        yield Command("a")
        yield Command("a")

    script = typed()
    monkeypatch.setattr("isnad.commands.keyboard.commands", lambda: script)
    assert run(["review", "--project", str(folder), "--by", "Amal"]) == 0
    assert "Badr judged it" in capsys.readouterr().err
    assert [(j.by, j.action) for j in store.judgements.all()] == [("Badr", "reject"), ("Amal", "accept")]


def test_ctrl_c_keeps_what_was_decided(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def typed() -> object:
        yield Command("a")
        raise KeyboardInterrupt

    monkeypatch.setattr("isnad.commands.keyboard.commands", typed)
    assert run(["review", "--project", str(folder), "--by", "Amal"]) == 130
    assert log(folder) == [("accept", None)]
    assert "1 accept; all of it is stored" in capsys.readouterr().err


def test_a_sheet_goes_out_and_comes_back(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sheet.csv"
    assert review(monkeypatch, folder, "", "--to", str(path), "--limit", "5") == 0
    text = path.read_text(encoding="utf-8-sig").splitlines()
    column = text[0].split(",").index("verdict")
    assert f"--from {path}" in capsys.readouterr().err
    import csv

    rows = list(csv.reader(text))
    rows[1][column] = "accept"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    assert review(monkeypatch, folder, "", "--from", str(path), "--dry-run") == 0
    assert log(folder) == []
    assert review(monkeypatch, folder, "", "--from", str(path)) == 0
    assert review(monkeypatch, folder, "", "--from", str(path)) == 0
    assert log(folder) == [("accept", None)]
    assert "1 row filled in, 1 of them taken before; 0 judgements written" in capsys.readouterr().err
    rows[2][column] = "perhaps"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    assert review(monkeypatch, folder, "", "--from", str(path)) == 2
    assert "row 3, column verdict" in capsys.readouterr().err


@pytest.mark.parametrize("more", [(), ("--judged",)])
def test_a_sheet_says_what_it_left_out(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], more: tuple[str, ...]
) -> None:
    """A sheet of the 50 weightiest was taken for the whole."""
    import csv

    path = tmp_path / "a sheet.csv"
    rows: dict[str, int] = {}
    for limit in ("7", "0"):
        assert review(monkeypatch, folder, "", "--to", str(path), "--limit", limit, *more) == 0
        told = capsys.readouterr().err
        rows[told] = len(list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))) - 1
        assert f"review --from '{path}' --project {folder}" in told
    some, every = rows
    assert rows[some] == 7
    assert some.startswith(f"7 of {rows[every]} reports written to {path}; --limit 0 writes all. Next: ")
    assert every.startswith(f"{rows[every]} reports written to {path}. Next: ")


def test_without_events_the_remedy_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init", str(tmp_path / "new")]) == 0
    assert run(["review", "--project", str(tmp_path / "new")]) == 2
    assert "isnad merge" in capsys.readouterr().err


def test_every_key_has_its_arabic_letter_and_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    from isnad.commands.cards import help_lines

    assert set(ARABIC.values()) == set(KEYS)
    told = list(help_lines())
    for key, name in KEYS.items():
        assert any(line.strip().startswith(f"{key} ") for line in told)
        assert key_of(name) == key_of(name.upper()) == key_of(key) == key


STROKES = [
    ("a", ["a"]),
    ("ش", ["a"]),
    ("A", ["a"]),
    ("\x1b[A", ["p"]),
    ("\x1b[C", ["n"]),
    ("\x1b[3~", []),
    ("\x1bOP", []),
    ("\x04", ["q"]),
    (" ", ["n"]),
    ("ab", ["a", "b"]),
]


@pytest.mark.parametrize(("struck", "keys"), STROKES)
def test_a_stroke_needs_no_enter_and_an_arrow_is_no_letter(struck: str, keys: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    master, slave = os.openpty()
    with os.fdopen(slave, "r", encoding="utf-8") as terminal:
        monkeypatch.setattr("sys.stdin", terminal)
        with keyboard._raw() as read:
            os.write(master, struck.encode())
            text = read()
        monkeypatch.setattr(keyboard, "_raw", lambda: _Held(text))
        assert keyboard._struck() == keys
    os.close(master)


class _Held:
    """What was read, handed on."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __enter__(self) -> object:
        return lambda: self.text

    def __exit__(self, *_: object) -> None:
        return


def test_a_mend_asks_for_field_and_value_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    master, slave = os.openpty()
    with os.fdopen(slave, "r", encoding="utf-8") as terminal:
        monkeypatch.setattr("sys.stdin", terminal)
        given = commands()
        monkeypatch.setattr(keyboard, "_struck", lambda: ["m"])
        os.write(master, b"killed 5\n")
        assert next(given) == Command("m", "killed 5")
    os.close(master)
