"""Progress on standard error: only on a terminal, gone at the end."""

from __future__ import annotations

import sys
import time
from collections import Counter

_EVERY = 0.2  # seconds between two changes of the line


class Progress:
    """One line that tells how far a run is; totals alone, for the length of a stream is unknown."""

    def __init__(self, *, shown: bool) -> None:
        self._shown = shown and sys.stderr.isatty()
        self._start = time.monotonic()
        self._last = 0.0

    def show(self, counts: Counter[str]) -> None:
        """Draw the line anew."""
        now = time.monotonic()
        if not self._shown or now - self._last < _EVERY:
            return
        self._last = now
        n = counts["articles"]
        sys.stderr.write(f"\r\x1b[K{n:,} articles, {counts['reports']:,} reports, {n / max(0.1, now - self._start):,.0f} articles/s")
        sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
