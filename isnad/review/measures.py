"""What judgements say of the machine and of the reviewers: acceptance, calibration, agreement."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from isnad.evaluate.agreement import alpha, equal
from isnad.model import Judgement, Report
from isnad.review.coding import finished, result
from isnad.store import Store
from isnad.store.tallies import Judged
from isnad.store.verdicts import FIELDS, in_force
from isnad.text.fold import folded

VERDICTS = ("accept", "mend", "reject", "unsure")
_BINS = 10


class Acceptance(NamedTuple):
    """How the machine's values of a field, or its reports of a type, fared: right, mended, rejected, unsure."""

    name: str
    right: int
    mended: int
    rejected: int
    unsure: int

    @property
    def judged(self) -> int:
        """All that people decided on."""
        return self.right + self.mended + self.rejected

    @property
    def rate(self) -> float | None:
        """The share that is right of what was decided on."""
        return self.right / self.judged if self.judged else None


class Bin(NamedTuple):
    """Values of a like probability: its mean, the share of them that is right, their number."""

    said: float
    right: float
    n: int


class Agreement(NamedTuple):
    """How far people agree: on what, the reports that several judged, the share of equal pairs, Krippendorff's alpha."""

    name: str
    units: int
    same: float | None
    alpha: float | None


def by_type(judged: Iterable[Judged]) -> list[Acceptance]:
    """Acceptance of the machine's reports by the type that it read, the most judged first."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for report in judged:
        if report.machine is not None:
            counts[report.machine.type][report.verdict] += 1
    rows = [Acceptance(name, c["accepted"], c["mended"], c["rejected"], c["unsure"]) for name, c in counts.items()]
    return sorted(rows, key=lambda a: (-a.judged, a.name))


def by_field(judged: Iterable[Judged]) -> list[Acceptance]:
    """Acceptance of the machine's values by field, in reports that people accepted or mended.

    A field counts where the machine or people gave it a value: what people left as it was is right, what they changed is mended.
    """
    right: Counter[str] = Counter()
    mended: Counter[str] = Counter()
    for report in _kept(judged):
        for name in FIELDS:
            read, stands = value_of(report.machine, name), value_of(report.report, name)
            if read or stands:
                (right if read == stands else mended)[name] += 1
    return [Acceptance(name, right[name], mended[name], 0, 0) for name in FIELDS if right[name] + mended[name]]


def value_of(report: Report | None, name: str) -> Any:
    """A field as it is compared: parties by id or folded words, counts by their bounds, places by id or words."""
    value = getattr(report, name, None)
    if name in ("by", "against"):
        return tuple(sorted(p.id or folded(p.text) for p in value or ()))
    if name == "place":
        return (report.place_id or folded(value)) if report and value else None
    if value is not None and hasattr(value, "q"):
        return (value.n, value.low, value.high)
    return value


def calibration(judged: Iterable[Judged]) -> list[tuple[float, bool]]:
    """Probability said and whether it was right, of every value of accepted and mended reports, and of every decided report as such."""
    out: list[tuple[float, bool]] = []
    for report in judged:
        if report.machine is None or report.verdict == "unsure":
            continue
        out.append((report.machine.confidence, report.verdict != "rejected"))
        if report.verdict != "rejected":
            given = report.machine.confidences.items()
            out += [(p, value_of(report.machine, name) == value_of(report.report, name)) for name, p in given if name in FIELDS]
    return out


def bins(values: Sequence[tuple[float, bool]]) -> list[Bin]:
    """The values in tenths of the probability, empty ones left out."""
    parts: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for p, right in values:
        parts[min(_BINS - 1, int(p * _BINS))].append((p, right))
    return [Bin(sum(p for p, _ in v) / len(v), sum(r for _, r in v) / len(v), len(v)) for _, v in sorted(parts.items())]


def error(rows: Sequence[Bin]) -> float | None:
    """The expected calibration error: the mean distance of said and right, weighted by the values."""
    total = sum(b.n for b in rows)
    return sum(b.n * abs(b.said - b.right) for b in rows) / total if total else None


def verdicts_agree(log: Sequence[Judgement]) -> Agreement | None:
    """How far people agree on reports that two or more judged, by the last verdict of each; None if there is none.

    Mending is accepting here: the report tells such an incident.
    """
    last: dict[str, dict[str, str]] = defaultdict(dict)
    for j in in_force(log):
        if j.action in VERDICTS and j.reports:
            last[j.reports[0]][j.by] = "accept" if j.action == "mend" else j.action
    units = [list(given.values()) for given in last.values() if len(given) > 1]
    return Agreement("verdict", len(units), equal(units), alpha(units)) if units else None


def codings_agree(store: Store) -> list[tuple[str, list[Agreement]]]:
    """How far the coders of each finished sample agree, field by field; what is not finished stays unseen."""
    done = [s for s in store.samples.all() if finished(store, s.id)]
    return [(s.name, [Agreement(a.field, a.units, a.equal, a.alpha) for a in result(store, s.id).fields]) for s in done]


def _kept(judged: Iterable[Judged]) -> Iterable[Judged]:
    return (r for r in judged if r.machine is not None and r.verdict in ("accepted", "mended"))
