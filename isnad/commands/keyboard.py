"""Commands of a review: single keys at a terminal, on the same physical keys in an Arabic layout; else one command a line."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from isnad.errors import IsnadError

KEYS = {
    "a": "accept", "r": "reject", "m": "mend", "u": "unsure", "s": "same", "d": "different", "z": "undo", "n": "next", "p": "previous",
    "?": "help", "q": "quit",
}  # fmt: skip
# The letters on the same keys of an Arabic keyboard (101), and arrows and the like as a terminal sends them.
ARABIC = dict(zip("شقةعسيئىحض؟", "armusdznpq?", strict=True))
_SENT = {"\x1b[A": "p", "\x1b[D": "p", "\x1b[B": "n", "\x1b[C": "n", "\x04": "q", "\r": "n", "\n": "n", " ": "n"}
_ASKS = {"m": "field and value, or nothing: "}
_WORDS = {name: key for key, name in KEYS.items()}


class Command(NamedTuple):
    """A key and what stands behind it."""

    key: str
    rest: str = ""


def commands() -> Iterator[Command]:
    """The commands from standard input until it ends; unknown ones come with their own text as key."""
    if sys.stdin.isatty():
        yield from _pressed()
        return
    for line in sys.stdin:
        head, _, rest = line.strip().partition(" ")
        if head:
            yield Command(key_of(head), rest.strip())


def key_of(word: str) -> str:
    """The key of a letter in either layout or of the name of a command; the word itself if it is none."""
    plain = ARABIC.get(word, word.lower())
    return _WORDS.get(plain, plain)


def _pressed() -> Iterator[Command]:
    while True:
        for key in _struck():
            rest = _line(_ASKS[key]) if key in _ASKS else ""
            yield Command(key, rest)


def _struck() -> list[str]:
    """The keys of one stroke; a sequence that means nothing here gives none, so that an arrow is not taken for the letters in it."""
    with _raw() as read:
        text = read()
    if text in _SENT:
        return [_SENT[text]]
    return [] if text.startswith("\x1b") else [key_of(letter) for letter in text if letter.strip()]


def _line(question: str) -> str:
    print(question, end="", file=sys.stderr, flush=True)  # noqa: T201
    return sys.stdin.readline().strip()


@contextmanager
def _raw() -> Iterator[_Reader]:
    """Keys without Enter and without echo; Ctrl-C still interrupts."""
    try:
        import termios
        import tty
    except ImportError:  # no POSIX
        yield _Windows()
        return
    handle = sys.stdin.fileno()
    try:
        before = termios.tcgetattr(handle)
    except termios.error:
        raise IsnadError("the terminal gives no single keys", remedy="pipe commands in, one a line") from None
    try:
        tty.setcbreak(handle)
        yield _Reader()
    finally:
        termios.tcsetattr(handle, termios.TCSADRAIN, before)


class _Reader:
    """One stroke of a POSIX terminal, whose bytes come together."""

    def __call__(self) -> str:
        data = os.read(sys.stdin.fileno(), 64)
        return data.decode("utf-8", "ignore") if data else "\x04"


class _Windows(_Reader):
    """One stroke of a Windows console; function keys come as two characters and mean nothing here."""

    def __call__(self) -> str:
        import msvcrt

        letter: str = msvcrt.getwch()  # type: ignore[attr-defined]
        if letter in "\x00\xe0":
            msvcrt.getwch()  # type: ignore[attr-defined]
            return "\x1b"
        if letter == "\x03":
            raise KeyboardInterrupt
        return letter
