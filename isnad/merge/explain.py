"""A link in words: what was compared, what was found, and how much it says for or against one incident."""

from __future__ import annotations

from typing import NamedTuple

from isnad.merge.compare import COMPARISONS
from isnad.model import Link

_WORDS = {name: {level.name: level.words for level in levels} for name, levels in COMPARISONS.items()}


class Reason(NamedTuple):
    """A comparison of a link: its name, the level reached, what that says, and its weight in bits (below 0 speaks against)."""

    comparison: str
    level: str
    words: str
    bits: float


def reasons(link: Link) -> list[Reason]:
    """The comparisons of a link, those that weigh most first; a level that is not known any more keeps its name as its words."""
    found = [Reason(name, level, _WORDS.get(name, {}).get(level, level), bits) for name, (level, bits) in link.levels.items()]
    return sorted(found, key=lambda r: (-abs(r.bits), r.comparison))


def explained(link: Link, *, least: float = 0.5) -> list[str]:
    """Lines such as `+2.4 date: the same day`, without comparisons that weigh less than `least` bits."""
    return [f"{r.bits:+.1f} {r.comparison}: {r.words}" for r in reasons(link) if abs(r.bits) >= least]


def sentence(link: Link) -> str:
    """One line for the terminal: the probability, and the two weightiest reasons for and the one against."""
    found = reasons(link)
    pro = [r.words for r in found if r.bits > 0][:2]
    con = [r.words for r in found if r.bits < 0][:1]
    told = "; ".join(pro) or "nothing speaks for it"
    return f"{link.probability:.0%}: {told}" + (f"; against it: {con[0]}" if con else "")
