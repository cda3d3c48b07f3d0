"""What takes a pass over the whole store, kept until the store changes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from isnad.store.tallies import Tallies
from isnad.web.desk import Desk

T = TypeVar("T")
_lock = threading.RLock()  # what is kept may be made from what is kept
_of_desk: WeakKeyDictionary[Desk, dict[str, tuple[Any, Any]]] = WeakKeyDictionary()


def tallies(desk: Desk) -> Tallies:
    """The questions over the whole store."""
    return Tallies(desk.store.sql)


def page_of(number: int) -> int:
    """The page of a list that an address asks for: within what the store can count to."""
    return min(max(number, 1), 1_000_000)


def kept(desk: Desk, name: str, make: Callable[[Desk], T]) -> T:
    """What `make` gives for the store and codebook as they now are; made once, whoever asks meanwhile waits for it."""
    with _lock:
        known = _of_desk.setdefault(desk, {})
        mark = (tallies(desk).mark(), desk.book.version)
        if name not in known or known[name][0] != mark:
            known[name] = (mark, make(desk))
        return known[name][1]  # type: ignore[no-any-return]
