"""Blind double coding: a seeded sample, what each coder says without seeing the others, and how far they agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

import msgspec

from isnad.codebook import Codebook
from isnad.errors import IsnadError
from isnad.evaluate.agreement import Agreement, Level, agreements
from isnad.filter import Filter
from isnad.model import COUNT_FIELDS, Report, StoredReport
from isnad.review.values import checked
from isnad.store import Store, now

# What is coded: `told` is whether the words tell such an incident at all; counts are whole numbers, empty where none is told.
CODED: dict[str, Level] = {
    "told": "nominal", "type": "nominal", "status": "nominal", "date": "nominal", "country": "nominal",
    **dict.fromkeys(COUNT_FIELDS, "interval"), "background": "nominal",
}  # fmt: skip
_MOST = 2000  # reports of a sample
_HIGHEST = 1_000_000  # people


class Disagreement(NamedTuple):
    """A report and the fields in which its coders differ, each with what each of them said."""

    report: str
    fields: dict[str, dict[str, Any]]


class Result(NamedTuple):
    """How far the coders of a finished sample agree."""

    coders: list[str]
    fields: list[Agreement]
    disagreements: list[Disagreement]


def draw(
    store: Store, filter: Filter, types: dict[str, tuple[str, ...]], *, name: str, n: int, seed: str, coders: Sequence[str], by: str,
    shown: bool = False,
) -> int:  # fmt: skip
    """The number of a new sample of `n` reports that a filter lets through; the same seed draws the same reports.

    Reports are ordered by a hash of seed and id, so that the draw does not depend on how the store lists them. `shown` lets coders
    see the machine's values. IsnadError for too few coders or reports.
    """
    people = list(dict.fromkeys(c.strip() for c in coders if c.strip()))
    if len(people) < 2:
        raise IsnadError("double coding needs two coders or more", remedy="name them, split by commas")
    if not name.strip():
        raise IsnadError("the sample needs a name", remedy="give it one")
    if not 1 <= n <= _MOST:
        raise IsnadError(f"a sample cannot have {n} reports", remedy=f"ask for 1 to {_MOST}")
    ids = sorted((_rank(seed, r.id), r.id) for r in store.reports.chosen(filter.of("reports"), types))
    if not ids:
        raise IsnadError("the filter lets no report through", remedy="take off a part of it")
    how = {"filter": msgspec.to_builtins(filter), "seed": seed, "asked": n, "shown": shown}
    with store.writing():
        chosen = [id_ for _, id_ in ids[:n]]
        return store.samples.add(name.strip(), at=now(), by=by, draw=how, reports=chosen, coders=people)


def coded(book: Codebook, report: Report, given: Mapping[str, str]) -> dict[str, Any]:
    """What a coder's form says, checked; IsnadError names the field. Where no incident is told the rest stays empty."""
    if given.get("told") not in ("yes", "no"):
        raise IsnadError("the form does not say whether such an incident is told", remedy="choose yes or no")
    if given["told"] == "no":
        return {"told": "no"}
    out: dict[str, Any] = {"told": "yes"}
    for field in CODED:
        text = given.get(field, "").strip()
        if field == "told":
            continue
        if field in COUNT_FIELDS:
            out[field] = _figure(field, text)
        else:
            out[field] = checked(book, report, field, text) if text else None
    return out


def finished(store: Store, sample: int) -> bool:
    """Whether every coder has coded every report that is still there."""
    return all(done == all_ for done, all_ in store.samples.progress(sample).values())


def result(store: Store, sample: int) -> Result:
    """Agreement per field over the reports that every coder coded."""
    by_report: dict[str, dict[str, dict[str, Any]]] = {}
    coders: dict[str, None] = {}
    for c in store.samples.of(sample):
        coders[c.coder] = None
        if c.code is not None:
            by_report.setdefault(c.report, {})[c.coder] = c.code
    whole = {report: codes for report, codes in by_report.items() if len(codes) == len(coders)}
    units = [[codes[coder] for coder in coders] for codes in whole.values()]
    told = [unit for unit in units if all(code.get("told") == "yes" for code in unit)]
    measured = agreements({"told": CODED["told"]}, units) + agreements({f: level for f, level in CODED.items() if f != "told"}, told)
    found = [Disagreement(report, differs) for report, codes in whole.items() if (differs := _differing(codes))]
    return Result(list(coders), measured, found)


def next_of(store: Store, sample: int, coder: str) -> StoredReport | None:
    """The next report that a coder is to code; None if they are done."""
    waiting = (c.report for c in store.samples.of(sample, coder) if c.code is None)
    return next((r for id_ in waiting for r in store.reports.get([id_])), None)


def _differing(codes: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """The fields in which codes differ; where one says that nothing is told, only that."""
    fields = ["told"] if len({code.get("told") for code in codes.values()}) > 1 else list(CODED)
    values = {f: {coder: code.get(f) for coder, code in codes.items()} for f in fields}
    return {f: said for f, said in values.items() if len(set(said.values())) > 1}


def _figure(field: str, text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or int(text) > _HIGHEST:
        raise IsnadError(f"{text!r} is no figure of {field}", remedy="write a whole number, or leave it empty")
    return int(text)


def _rank(seed: str, id_: str) -> bytes:
    return blake2b(f"{seed}\0{id_}".encode("utf-8", "replace"), digest_size=16).digest()
