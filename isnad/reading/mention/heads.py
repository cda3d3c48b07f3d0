"""What a network knows of words by where they stand about a trigger: the beginnings of the names of its features, looked up once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from isnad.reading.network import Names

BESIDE = 4  # words on either side whose place counts
OPENING, TYPED = 3, 2  # words that open a sentence; those that count for each type by itself
LATE = 8  # sentence from which on it does not count where a trigger stands

Get = Callable[[str], Any]  # the row of a feature of a word, or None


class Typed:
    """The features that count for every type of event (`before` empty) or for one by itself."""

    def __init__(self, names: Names, before: str) -> None:
        def by(head: str) -> Get:
            return names.by(before + head).get

        self.left, self.right, self.marks_left, self.marks_right = by("l"), by("r"), by("sl"), by("sr")
        self.titled, self.previous, self.following = by("tt"), by("pt"), by("nt")
        self.opening: list[Get] = [by(f"b{k}") for k in range(TYPED)]
        self.sentence: list[Any] = [names.rows.get(f"{before}sent{k}") for k in range(LATE + 1)]


class Heads:
    """All that triggers ask a network for. What a lookup gives is a row, or the name itself where `names` are spelled."""

    def __init__(self, names: Names) -> None:
        def by(head: str) -> Get:
            return names.by(head).get

        self.names = names
        self.row: Get = names.rows.get
        self.left: list[Get] = [by(f"L{-k}") for k in range(1, BESIDE + 1)]
        self.right: list[Get] = [by(f"R{k}") for k in range(BESIDE)]
        self.opening: list[Get] = [by(f"b{k}") for k in range(TYPED, OPENING)]
        self.pairs_left, self.pairs_right = by("pl"), by("pr")
        self.joined_left: list[Get] = [by("L1"), by("L2")]
        self.joined_right: list[Get] = [by("R1"), by("R2")]
        self.word, self.raw, self.sign = by("w"), by("raw"), by("sg")
        self.about, self.title, self.inside = by("t"), by("ti"), by("s")
        self.every = Typed(names, "")
        self.types: dict[str, Typed] = {}

    def of(self, type_: str) -> Typed:
        """What counts for one type of event by itself."""
        found = self.types.get(type_)
        if found is None:
            found = self.types[type_] = Typed(self.names, f"{type_}|")
        return found


class _Spelled(dict[str, Any]):
    """Every word, behind what stands before it in the name of a feature."""

    def __init__(self, before: str) -> None:
        super().__init__()
        self.before = before

    def get(self, word: str, default: Any = None) -> Any:
        return self.before + word


class _Spelling(Names):
    def __init__(self) -> None:
        super().__init__(_Spelled(""))

    def by(self, head: str) -> dict[str, Any]:
        return _Spelled(f"{head}=")


SPELLED = Heads(_Spelling())  # the names of features in place of rows: what networks are trained on
