"""What a run did, what it left out and why, and the next command."""

from __future__ import annotations

import shlex
import time
from collections import Counter
from pathlib import Path

import msgspec

from isnad.commands.common import number, program
from isnad.export.resume import Resumed
from isnad.intake import Fault
from isnad.pipeline import Batch, Omission
from isnad.settings import setting

_SKIPPED = "skipped:"


class Summary:
    """Adds up the batches of a run."""

    def __init__(self, out: str, inputs: list[str], *, dry: bool = False) -> None:
        self.counts: Counter[str] = Counter()
        self.faults: list[Fault] = []
        self.omissions: list[Omission] = []
        self.resumed = Resumed()
        self._out = out
        self._inputs = inputs
        self._dry = dry
        self._start = time.monotonic()
        self._first: str | None = None
        self._listed = setting("listed")

    def add(self, batch: Batch) -> None:
        """Count a batch."""
        self.counts += batch.counts
        self.counts["faults"] += len(batch.faults)
        self.faults += batch.faults[: max(0, self._listed - len(self.faults))]
        self.omissions += batch.omissions[: max(0, self._listed - len(self.omissions))]
        self._first = self._first or batch.first
        for key in batch.keys:
            self.counts["twice"] += self.resumed.seen_before(key)

    @property
    def failed(self) -> bool:
        """Whether an input could not be opened or parsed, or isnad itself failed on an article."""
        return bool(self.counts["faults"] or self.counts["errors"] or self.resumed.changed)

    def listed(self) -> list[str]:
        """What could not be read, by name, as far as the list goes."""
        lines = [f"isnad: {f.where}: {f.what}" for f in self.faults]
        if self.counts["faults"] > len(self.faults):
            lines.append(f"isnad: ... and {self.counts['faults'] - len(self.faults):,} more inputs or lines that could not be read")
        lines += [f"skipped {o.id}: {o.reason}" + (f" ({o.detail})" if o.detail else "") for o in self.omissions]
        more = self.skipped - len(self.omissions)
        if more > 0:
            lines.append(f'skipped ... and {more:,} more: each has its reason in the output, under "skipped"')
        if self.counts["twice"]:
            lines.append(
                f"note: {number(self.counts['twice'], 'article')} with an id that another article has too: "
                "each has its own line; article_hash tells them apart"
            )
        if self.resumed.changed:
            lines.append(f"note: {number(self.resumed.changed, 'article')} changed since they were read; --restart reads them anew")
        if self.resumed.left:
            lines.append(f"note: {number(self.resumed.left, 'line')} of the output belong to no article of this input")
        return lines

    @property
    def skipped(self) -> int:
        return sum(n for name, n in self.counts.items() if name.startswith(_SKIPPED))

    def line(self) -> str:
        """The last line of a run."""
        counts = self.counts
        reasons = ", ".join(f"{n:,} {name.removeprefix(_SKIPPED)}" for name, n in sorted(counts.items()) if name.startswith(_SKIPPED) and n)
        parts = [f"{number(counts['articles'], 'article')} {'found' if self._dry else 'read'}"]
        if self.resumed.skipped:
            parts[0] += f" ({self.resumed.skipped:,} done before)"
        parts.append(f"{self.skipped:,} skipped" + (f" ({reasons})" if reasons else ""))
        if counts["faults"]:
            parts.append(f"{counts['faults']:,} unreadable inputs or lines")
        if not self._dry:
            parts.append(
                f"{number(counts['reports'], 'report')} in {number(counts['relevant'], 'relevant article')}, "
                f"{number(counts['relations'], 'relation')}, {number(counts['strengths'], 'strength')}"
            )
        return f"{'; '.join(parts)}; {time.monotonic() - self._start:.1f} s. Next: {self._next()}"

    def _next(self) -> str:
        given = self._inputs[0]
        if self._dry:
            return f"{program()} read {' '.join(map(shlex.quote, self._inputs))} -o OUT.jsonl"
        if self._first is not None and given != "-" and ".jsonl" in Path(given).name:
            return f"{program()} explain {shlex.quote(f'{given}#{self._first}')}"
        if self._first is not None and Path(given).is_dir():
            return f"{program()} explain {shlex.quote(str(Path(given) / self._first))}"
        return f"{program()} explain {shlex.quote(given)}" if given != "-" else f"{program()} explain ARTICLE"

    def json(self) -> str:
        """The summary as JSON."""
        counts = self.counts
        return msgspec.json.encode(
            {
                "articles": counts["articles"], "done_before": self.resumed.skipped, "relevant": counts["relevant"],
                **{name: counts[name] for name in ("reports", "relations", "strengths", "speakers")},
                "skipped": {k.removeprefix(_SKIPPED): n for k, n in sorted(counts.items()) if k.startswith(_SKIPPED)},
                "omissions": [o._asdict() for o in self.omissions],
                "faults": [f._asdict() for f in self.faults], "fault_count": counts["faults"], "duplicate_ids": counts["twice"],
                "changed": self.resumed.changed, "left_over": self.resumed.left,
                "seconds": round(time.monotonic() - self._start, 3), "output": None if self._dry else self._out, "next": self._next(),
            }
        ).decode()  # fmt: skip
