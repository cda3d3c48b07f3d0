"""Reports as people left them: the log of judgements laid over what was read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from isnad.errors import IsnadError
from isnad.model import COUNT_FIELDS, Count, Judgement, Party, Qualifier, Report, StoredReport, Verdict

# A judged report is found again in a new reading of its article by what it shares with the reading it was judged in.
_SHARED = {"type": 1.0, "date": 0.5, "place": 0.7, "country": 0.3, "status": 0.2}
_WORDS = 2.0  # for the same words of evidence
_LIKE = 2.2  # of 4.7: evidence and type, or evidence, place and date
_SPOT = ("place", "place_en", "place_id", "place_precision", "lat", "lon")
_PLACE_FIELDS = (*_SPOT, "country")
# What a value is made of, where it is more than the field of its name: a country is given with its place.
_PARTS = {"date": ("date", "date_end"), "place": _SPOT, "country": _PLACE_FIELDS}
FIELDS = (
    "type", "status", "date", "date_end", "country", "place", "background", "claimed_by", "by", "against", *COUNT_FIELDS,
)  # fmt: skip


class Standing(NamedTuple):
    """A report as it stands: after judgements, as it was read (None: people hold it alone), and who judged it last."""

    id: str
    report: Report
    machine: Report | None
    verdict: Verdict | None
    by: str | None


def in_force(log: Sequence[Judgement]) -> list[Judgement]:
    """The judgements that are not undone; an undoing can itself be undone."""
    undone: set[int] = set()
    for judgement in reversed(log):
        if judgement.action == "undo" and judgement.id not in undone and judgement.undoes is not None:
            undone.add(judgement.undoes)
    return [j for j in log if j.id not in undone and j.action != "undo"]


def standing(machine: Sequence[tuple[str, Report]], log: Sequence[Judgement]) -> list[Standing]:
    """The reports of one article as they stand, in the order of the reading, those that people hold alone at the end.

    A judgement whose report the reading no longer has is laid on the report most like the one that was judged; if there is
    none, a report that was accepted, mended or added stays as people left it.
    """
    by_report: dict[str, list[Judgement]] = {}
    for j in in_force(log):
        if j.action not in ("same", "different") and j.reports:
            by_report.setdefault(j.reports[0], []).append(j)
    read = dict(machine)
    target: dict[str, str] = {id_: id_ for id_ in by_report if id_ in read}
    free = [(id_, r) for id_, r in machine if id_ not in by_report]
    for id_, log_ in by_report.items():
        judged = _judged(log_)
        if id_ in target or not free or not judged:
            continue
        best = alike(judged, _after(log_, judged, free))
        if best:
            target[id_] = best
            free = [item for item in free if item[0] != best]
    laid = {target[id_]: laid_over(target[id_], read[target[id_]], log_) for id_, log_ in by_report.items() if id_ in target}
    out = [laid.get(id_) or Standing(id_, report, report, None, None) for id_, report in machine]
    for id_, log_ in by_report.items():
        judged = _judged(log_)
        if id_ not in target and judged and any(j.action in ("accept", "mend", "add") for j in log_):
            out.append(laid_over(id_, judged, log_)._replace(machine=None))
    return out


def _after(log: Sequence[Judgement], judged: Report, free: Sequence[tuple[str, Report]]) -> Sequence[tuple[str, Report]]:
    """The reports that a judged one can be: an added one is none that stood beside it when it was added, and none of another type."""
    beside = next((j.state.get("beside", ()) for j in log if j.action == "add" and isinstance(j.state, dict)), None)
    return free if beside is None else [(id_, r) for id_, r in free if id_ not in beside and r.type == judged.type]


def alike(judged: Report | dict[str, Any], reports: Sequence[tuple[str, Report]]) -> str:
    """The id of the report most like one that was judged; empty if none is like it."""
    known = judged if isinstance(judged, Report) else msgspec.convert(judged, Report)
    best = max(reports, key=lambda item: _likeness(known, item[1]), default=None)
    return best[0] if best and _likeness(known, best[1]) >= _LIKE else ""


def laid_over(id_: str, report: Report, log: Sequence[Judgement]) -> Standing:
    """A report with its own judgements, in order, laid over it."""
    verdict: Verdict | None = None
    by: str | None = None
    now = report
    for j in log:
        by = j.by
        if j.action == "mend" and j.field:
            now = _told_in(mended(now, j.field, j.value), j)
            verdict = "mended"
        elif j.action == "add":
            now, verdict = msgspec.convert(j.value, Report), "accepted"
        elif j.action == "accept" and verdict != "mended":
            verdict = "accepted"
        elif j.action == "reject":
            verdict = "rejected"
        elif j.action == "unsure":
            verdict = "unsure"
    return Standing(id_, now, report, verdict, by)


def mended(report: Report, field: str, value: Any) -> Report:
    """A report with one field set; IsnadError for a field or value that cannot be."""
    if field not in FIELDS:
        raise IsnadError(f"there is no field {field!r} to mend", remedy=f"one of {', '.join(FIELDS)}")
    try:
        data = msgspec.to_builtins(report)
        if field == "place" and isinstance(value, dict):
            data.update({k: value.get(k) for k in _PLACE_FIELDS if k in value})
            data.update(place_candidates=[])
        elif field in COUNT_FIELDS:
            data[field] = _count(value)
        elif field in ("by", "against"):
            data[field] = [_party(p) for p in value]
        else:
            data[field] = value
        if field == "date":
            data["date_from"] = "stated" if value else None
        return msgspec.convert(data, Report)
    except (msgspec.ValidationError, TypeError, AttributeError, KeyError) as error:
        raise IsnadError(f"{value!r} is no value of {field}: {error}", remedy="see isnad schema") from None


def given(stored: StoredReport, field: str) -> bool:
    """Whether a value of a report is a person's word: any of one accepted or added, of a mended one those that people changed."""
    if stored.verdict != "mended" or stored.machine is None:
        return stored.verdict in ("accepted", "mended")
    now, read = stored.report, stored.machine
    return any(getattr(now, part) != getattr(read, part) for part in _PARTS.get(field, (field,)))


def _told_in(report: Report, j: Judgement) -> Report:
    """A report with the words that a mended field was taken from, if the judgement says which."""
    spans = j.state.get("spans") if isinstance(j.state, dict) else None
    if not spans or not j.field:
        return report
    return msgspec.structs.replace(report, spans={**report.spans, j.field: [(a, b) for a, b in spans]})


def _count(value: Any) -> Any:
    """A count as people give it: nothing, a number, a record, or [low, high]."""
    if value is None or isinstance(value, dict):
        return value
    low, high = value if isinstance(value, list) else (value, value)
    n = low if low == high else None
    q: Qualifier = "exact" if low == high else "vague"
    return msgspec.to_builtins(Count(n=n, low=low, high=high, q=q, text="", span=(0, 0)))


def _party(value: Any) -> Any:
    whole = {"text": value.get("en") or "", "en": None, "kind": "unknown", "id": None, "span": [0, 0], "person": None, "confidence": 1.0}
    return msgspec.to_builtins(msgspec.convert({**whole, **value}, Party))


def _judged(log: Sequence[Judgement]) -> Report | None:
    """The report as it stood when it was first judged."""
    for j in log:
        data = j.value if j.action == "add" else (j.state or {}).get("report") if isinstance(j.state, dict) else None
        if data:
            return msgspec.convert(data, Report)
    return None


def _likeness(a: Report, b: Report) -> float:
    words_a, words_b = set(a.evidence.split()), set(b.evidence.split())
    shared = len(words_a & words_b) / max(1, min(len(words_a), len(words_b)))
    return _WORDS * shared + sum(w for name, w in _SHARED.items() if getattr(a, name) == getattr(b, name))
