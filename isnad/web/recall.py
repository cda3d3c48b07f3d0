"""Answers kept until the events change: the same question is asked by a page, its charts and their tables."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from hashlib import blake2b
from typing import Any, TypeVar

from fastapi import Request

from isnad.web.desk import Desk

_MOST = 200
_T = TypeVar("_T")


class Kept:
    """Answers by question for one state of the events; a new state forgets the old one's."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()
        self.version = ""

    def at(self, version: str) -> Kept:
        """The answers for a state of the events."""
        with self._lock:
            if version != self.version:
                self._answers.clear()
                self.version = version
        return self

    def of(self, question: Hashable, answer: Callable[[], _T]) -> _T:
        """The answer to a question, found only once."""
        with self._lock:
            if question in self._answers:
                self._answers.move_to_end(question)
                return self._answers[question]  # type: ignore[no-any-return]
            version = self.version
        found = answer()
        with self._lock:
            if version == self.version:
                self._answers[question] = found
                while len(self._answers) > _MOST:
                    self._answers.popitem(last=False)
        return found

    def has(self, question: Hashable) -> Any:
        """A known answer; None if it is not."""
        with self._lock:
            return self._answers.get(question)


def kept_of(request: Request, desk: Desk) -> Kept:
    """The answers kept by this workbench, for the events as they are now."""
    state = request.app.state
    if not hasattr(state, "recalled"):
        state.recalled = Kept()
    kept: Kept = state.recalled
    return kept.at(desk.store.browse.version())


def tag_of(*parts: object) -> str:
    """An ETag of a state and a question."""
    return f'"{blake2b(repr(parts).encode(), digest_size=12).hexdigest()}"'
