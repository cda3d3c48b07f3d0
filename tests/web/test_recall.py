"""Answers are found once, forgotten with the state they are of, and a failure is nobody's answer."""

from __future__ import annotations

import threading

import pytest

from isnad.web.recall import Kept


def test_an_answer_is_found_once_for_each_state() -> None:
    kept, asked = Kept(), []

    def answer() -> int:
        asked.append(1)
        return len(asked)

    assert [kept.at(state).of("q", answer) for state in ("a", "a", "b", "b", "a")] == [1, 1, 2, 2, 3]
    assert (kept.has("q"), kept.has("other")) == (3, None)


def test_an_answer_may_be_made_of_another_one() -> None:
    kept = Kept()
    assert kept.of("whole", lambda: kept.of("part", lambda: 2) + 1) == 3


def test_who_asks_meanwhile_waits_and_other_questions_do_not() -> None:
    kept, asked, begun, go = Kept(), [], threading.Event(), threading.Event()

    def slow() -> str:
        asked.append(1)
        begun.set()
        assert go.wait(5)
        return "slow"

    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(kept.of("q", slow))) for _ in range(4)]
    for thread in threads:
        thread.start()
    assert begun.wait(5)
    assert kept.of("other", lambda: "quick") == "quick"
    go.set()
    for thread in threads:
        thread.join(5)
    assert (found, len(asked)) == (["slow"] * 4, 1)


def test_what_was_found_for_an_older_state_is_not_kept() -> None:
    kept = Kept().at("a")
    assert kept.of("q", lambda: kept.at("b").version) == "b"
    assert kept.has("q") is None


def test_a_failure_is_not_kept() -> None:
    kept = Kept()
    with pytest.raises(ZeroDivisionError):
        kept.of("q", lambda: 1 // 0)
    assert kept.of("q", lambda: 1) == 1
