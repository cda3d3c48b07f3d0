"""What is found of words, looked up once for each: most words of an article stood in one before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")
_MOST = 1 << 17  # words; the press has twice as many, but half of them hardly come again


class Memo(dict[str, Found]):
    """What a function of one word gives, by word; forgets all when there are too many.

    Faster than `lru_cache`, whose order and locks nobody needs here; `map(memo.__getitem__, words)` calls no Python for known words.
    """

    def __init__(self, find: Callable[[str], Found]) -> None:
        super().__init__()
        self.find = find

    def __missing__(self, word: str) -> Found:
        if len(self) >= _MOST:
            self.clear()
        found = self[word] = self.find(word)
        return found
