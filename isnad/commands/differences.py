"""What one codebook reads otherwise than another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from isnad.codebook import Codebook
from isnad.errors import SourceError
from isnad.evaluate.align import align
from isnad.intake import Fault, Intake, Item, article_of, items
from isnad.model import COUNT_FIELDS, Reading
from isnad.pipeline import chunks, read_or_skip
from isnad.reading.tools import tools_of
from isnad.workers import ordered

_FIELDS = ("type", "status", "date", "country", "place", *COUNT_FIELDS, "by", "against", "sources", "claimed_by")


@dataclass(slots=True)
class Differences:
    """Totals over a corpus, and a line for every article that is read otherwise."""

    articles: int = 0
    changed: int = 0
    faults: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)


def compared(corpus: Sequence[str], ours: Codebook, theirs: Codebook, *, jobs: int) -> Differences:
    """Read every article with both codebooks."""
    intake = Intake(tools_of(ours).calendar)

    def work(chunk: list[Item | Fault]) -> Differences:
        out = Differences()
        for item in chunk:
            try:
                if isinstance(item, Fault):
                    raise SourceError(item.what, where=item.where)
                article = article_of(item, intake)
            except SourceError as error:
                out.faults += 1
                out.lines.append(f"could not be read: {error}")
                continue
            _compare(out, read_or_skip(article, ours), read_or_skip(article, theirs))
        return out

    total = Differences()
    for part in ordered(work, chunks(items(corpus)), jobs):
        total.articles += part.articles
        total.changed += part.changed
        total.faults += part.faults
        total.fields += part.fields
        total.lines += part.lines
    return total


def _compare(out: Differences, old: Reading, new: Reading) -> None:
    out.articles += 1
    a, b = msgspec.to_builtins(old), msgspec.to_builtins(new)
    told: list[str] = []
    match = align(a["reports"], b["reports"])
    for i, report in enumerate(a["reports"]):
        if i not in match:
            told.append(f"- {report['type']} {report['date']} {report['place'] or ''}".rstrip())
            out.fields["report lost"] += 1
        else:
            for name in _FIELDS:
                x, y = _short(report[name]), _short(b["reports"][match[i]][name])
                if x != y:
                    told.append(f"{name}: {x} -> {y}")
                    out.fields[name] += 1
    for j, report in enumerate(b["reports"]):
        if j not in match.values():
            told.append(f"+ {report['type']} {report['date']} {report['place'] or ''}".rstrip())
            out.fields["report new"] += 1
    for name in ("relations", "strengths", "speakers"):
        if len(a[name]) != len(b[name]):
            told.append(f"{name}: {len(a[name])} -> {len(b[name])}")
            out.fields[name] += 1
    if told:
        out.changed += 1
        out.lines.append(f"{old.id}: {'; '.join(told)}")


def _short(value: Any) -> Any:
    if isinstance(value, list):
        return [v["text"] for v in value]
    return value["n"] if isinstance(value, dict) else value
