"""Answers kept until what they are found in changes: the same question is asked by a page, its charts and their tables."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from hashlib import blake2b
from typing import Any, TypeVar

_MOST = 200
_T = TypeVar("_T")


class Kept:
    """Answers by question for one state; a new state forgets the old one's."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()
        self._finding: dict[Hashable, threading.Lock] = {}
        self.version: Hashable = None

    def at(self, version: Hashable) -> Kept:
        """The answers for a state."""
        with self._lock:
            if version != self.version:
                self._answers.clear()
                self.version = version
        return self

    def of(self, question: Hashable, answer: Callable[[], _T]) -> _T:
        """The answer to a question, found only once: whoever asks meanwhile waits for it. It may be made of other answers."""
        with self._lock:
            if question in self._answers:
                self._answers.move_to_end(question)
                return self._answers[question]  # type: ignore[no-any-return]
            finding = self._finding.setdefault(question, threading.Lock())
        with finding:
            with self._lock:
                if question in self._answers:
                    return self._answers[question]  # type: ignore[no-any-return]
                version = self.version
            try:
                found = answer()
                self._keep(question, found, version)
            finally:
                with self._lock:
                    self._finding.pop(question, None)
        return found

    def has(self, question: Hashable) -> Any:
        """A known answer; None if it is not."""
        with self._lock:
            return self._answers.get(question)

    def _keep(self, question: Hashable, found: Any, version: Hashable) -> None:
        with self._lock:
            if version == self.version:
                self._answers[question] = found
                while len(self._answers) > _MOST:
                    self._answers.popitem(last=False)


def tag_of(*parts: object) -> str:
    """An ETag of a state and a question."""
    return f'"{blake2b(repr(parts).encode(), digest_size=12).hexdigest()}"'
