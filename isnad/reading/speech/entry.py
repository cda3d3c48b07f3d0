"""One speaker of an article, under all the names that it gives him."""

from __future__ import annotations

from dataclasses import dataclass

from isnad.reading.speech.cited import Citation, Cited

_CONFIDENCE = {"outlet": 0.85, "role": 0.8, "party": 0.6, "state": 0.6, "name": 0.65, "titled": 0.75}


@dataclass(slots=True)
class Entry:
    """A speaker: how he is best named, the words of all his phrases, the parts of his name."""

    cited: Cited
    citation: Citation | None
    words: set[str]
    name: tuple[str, ...]
    count: int = 1
    headline: bool = False  # cited in the title only: the body names him more fully
    shown: tuple[int, int] = (0, 0)  # folded span of the words that name him best

    @property
    def confidence(self) -> float:
        """How likely the speaker is one: by rule, higher if cited more than once (shares of right ones on the dev gold)."""
        base = _CONFIDENCE.get(self.cited.rule.partition(".")[0], 0.6)
        return min(0.95, base + 0.1) if self.count > 1 else base
