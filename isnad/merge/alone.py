"""Merging files of readings without a project."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from isnad.codebook import Codebook
from isnad.errors import OutputError, SourceError
from isnad.merge.clustering import clusters
from isnad.merge.explain import explained
from isnad.merge.facts import Facts, facts_of, report_of
from isnad.merge.linking import links
from isnad.model import Link

_FORM = "the form is that of the annotation guidelines: isnad schema"


class Merged(NamedTuple):
    """What a run without a project did."""

    reports: int
    events: int
    joined: int  # events of more than one report

    def __str__(self) -> str:
        return f"{self.reports:,} reports, {self.events:,} events, {self.joined:,} of them told by several reports"


def merge_alone(readings: Path, articles: Path, out: Path | None, codebook: Codebook, *, refs: bool = False) -> Merged:
    """Merge the reports of a file of readings, isnad's own or annotated ones, and write one event a line to `out` or standard output.

    An event has `event` and `reports`, a list of `[article id, number of the report from 0]`; without `refs` also `links`, the reasons
    in words. Every report stands in one event. SourceError for input that is not in the form, OutputError if `out` cannot be written.
    """
    rows = rows_of(lines_of(readings), {a["id"]: a for a in lines_of(articles)}, codebook)
    found = found_links(rows, codebook)
    groups = grouped(rows, found, codebook)
    reasons = {} if refs else _reasons(groups, found)
    _write(out, b"".join(_line(group, None if refs else reasons.get(group[0], [])) for group in groups))
    return Merged(len(rows), len(groups), sum(len(group) > 1 for group in groups))


def rows_of(readings: Iterable[Mapping[str, Any]], articles: Mapping[str, Mapping[str, Any]], book: Codebook) -> list[Facts]:
    """The facts of all reports of readings; a report's key is its article's id, `#` and its number from 0."""
    rows = []
    for reading in readings:
        article = articles.get(reading["id"], {})
        title, text = article.get("title") or "", article.get("text") or ""
        told = {"article": reading["id"], "published": published_of(article), "title": title, "text": f"{title}\n{text}", "book": book}
        for number, entry in enumerate(reading.get("reports") or []):
            key = f"{reading['id']}#{number}"
            try:
                report = report_of(entry)
            except (msgspec.ValidationError, KeyError, TypeError, AttributeError) as error:
                raise SourceError(str(error), where=key, remedy=_FORM) from None
            rows.append(facts_of(report, key=key, **told))
    return rows


def published_of(article: Mapping[str, Any]) -> date | None:
    """The day of publication that an article line gives."""
    try:
        return date.fromisoformat(str(article.get("published"))[:10])
    except ValueError:
        return None


def merged(rows: Sequence[Facts], book: Codebook) -> list[list[str]]:
    """Groups of report keys, one an incident."""
    return grouped(rows, found_links(rows, book), book)


def found_links(rows: Sequence[Facts], book: Codebook) -> list[Link]:
    return links(rows, book.tables["merge"])


def grouped(rows: Sequence[Facts], found: Sequence[Link], book: Codebook) -> list[list[str]]:
    """The clusters of linked reports by the codebook's threshold."""
    table = book.tables["merge"]
    article_of = {row.key: row.article for row in rows}
    return clusters(article_of, found, article_of, threshold=float(table["threshold"]), missing=float(table["missing"]))


def lines_of(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file; SourceError with line for what is none or stands twice."""
    seen: set[str] = set()
    number = 0
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                entry = msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf"))
                if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
                    raise SourceError("an object with a string `id` is needed", where=f"{path}:{number}", remedy=_FORM)
                if entry["id"] in seen:
                    raise SourceError(f"id {entry['id']} stands twice", where=f"{path}:{number}")
                seen.add(entry["id"])
                yield entry
    except msgspec.DecodeError as error:
        raise SourceError(f"no JSON: {error}", where=f"{path}:{number}") from None
    except OSError as error:
        raise SourceError(error.strerror or str(error), where=str(path)) from None


def _reasons(groups: Sequence[Sequence[str]], found: Sequence[Link]) -> dict[str, list[dict[str, Any]]]:
    """By the first report of an event, the links within it."""
    event = {key: group[0] for group in groups for key in group}
    out: dict[str, list[dict[str, Any]]] = {}
    for link in found:
        if event[link.a] == event[link.b]:
            out.setdefault(event[link.a], []).append(
                {"reports": [_ref(link.a), _ref(link.b)], "probability": link.probability, "why": explained(link)}
            )
    return out


def _ref(key: str) -> list[str | int]:
    article, _, number = key.rpartition("#")
    return [article, int(number)]


def _line(group: Sequence[str], reasons: Sequence[Mapping[str, Any]] | None) -> bytes:
    entry: dict[str, Any] = {"event": group[0], "reports": [_ref(key) for key in group]}
    if reasons is not None:
        entry["links"] = reasons
    return json.dumps(entry, ensure_ascii=False).encode() + b"\n"


def _write(out: Path | None, lines: bytes) -> None:
    """To a temporary name first: a file is there whole or not at all."""
    if out is None:
        sys.stdout.buffer.write(lines)
        sys.stdout.buffer.flush()
        return
    part = out.with_name(f".{out.name}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(lines)
        part.replace(out)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise OutputError(error.strerror or str(error), where=str(out), remedy="choose another -o") from None
