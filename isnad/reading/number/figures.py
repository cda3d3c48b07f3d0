"""Figures of victims and prisoners: one from the parts of a phrase, of a sentence, of an incident."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec


class Figure(msgspec.Struct):
    """A figure of one field: the number or the noun that gave it, tokens `[first, last)`.

    `side` tells whose dead they are where the noun says so: `armed` or `other`; "" where it does not. `attacker` tells
    that the one who attacked is among them; `trigger` is the first token of the word that told it, -1 where none did.
    """

    n: int | None
    q: str
    first: int
    last: int
    low: int | None
    high: int | None
    rule: str
    parts: list[tuple[int, int]] = []
    side: str = ""
    attacker: bool = False
    trigger: int = -1

    def blur(self) -> None:
        """Tell no more how many: the number counts others as well."""
        self.n, self.q, self.low, self.high = None, "vague", None, None


def summed(figures: Sequence[Figure]) -> Figure:
    """The figure of one trigger: parts told side by side (`ثلاثة جنود ومدنيان`) are added up."""
    known = sorted((f for f in figures if f.n is not None), key=lambda f: f.first)
    some = next((f for f in figures if f.n is None and not f.rule.endswith(".plural")), None)
    if some is not None and [f.n for f in known] == [1]:
        return some  # القيادي فلان وعدد من مرافقيه
    if len(known) < 2:
        return known[0] if known else figures[0]
    n = sum(f.n or 0 for f in known)
    low, high = sum(f.low or f.n or 0 for f in known), sum(f.high or f.n or 0 for f in known)
    q = next((f.q for f in known if f.q != "exact"), "exact")
    sides = {f.side for f in known}
    parts = [part for f in known for part in (f.parts or [(f.first, f.last)])]
    side = sides.pop() if len(sides) == 1 else ""
    attacker = any(f.attacker for f in known)
    return Figure(n, q, known[0].first, known[-1].last, low, high, "sum_of_parts", parts, side, attacker)


def total(figures: Sequence[Figure]) -> Figure | None:
    """One figure from those of one mention: a toll that is announced, else the dead of both sides, else the greatest."""
    known = [f for f in figures if f.n is not None]
    if not known:
        return figures[0] if figures else None
    tolls = [f for f in known if f.rule == "toll"]
    if tolls:
        return tolls[-1]
    best = max(known, key=lambda f: f.n or 0)
    if best.side:
        others = [f for f in known if f.side and f.side != best.side and (f.last <= best.first or best.last <= f.first)]
        if others:
            return summed([best, max(others, key=lambda f: f.n or 0)])
    return best
