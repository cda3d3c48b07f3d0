"""What is found of words is found once for each, and forgotten when there is too much of it."""

from __future__ import annotations

import pytest

from isnad.reading.word import memo
from isnad.reading.word.memo import Memo


def test_each_word_is_looked_up_once() -> None:
    asked: list[str] = []

    def find(word: str) -> int | None:
        asked.append(word)
        return len(word) if word != "لا" else None

    found = Memo(find)
    assert list(map(found.__getitem__, ["كتاب", "لا", "كتاب", "لا"])) == [4, None, 4, None]
    assert asked == ["كتاب", "لا"]  # None is an answer too


def test_it_begins_anew_when_it_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo, "_MOST", 2)
    found = Memo(str.upper)
    assert [found[w] for w in "abcab"] == list("ABCAB") and len(found) <= 2
