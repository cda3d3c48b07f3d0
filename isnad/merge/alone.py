"""Merging files of readings without a project."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from isnad.codebook import Codebook
from isnad.errors import SourceError
from isnad.merge.clustering import clusters
from isnad.merge.facts import Facts, facts_of, report_of
from isnad.merge.linking import links


def rows_of(readings: Iterable[Mapping[str, Any]], articles: Mapping[str, Mapping[str, Any]], book: Codebook) -> list[Facts]:
    """The facts of all reports of readings; a report's key is its article's id, `#` and its number from 0."""
    rows = []
    for reading in readings:
        article = articles.get(reading["id"], {})
        title, text = article.get("title") or "", article.get("text") or ""
        day = published_of(article)
        for number, entry in enumerate(reading.get("reports") or []):
            key = f"{reading['id']}#{number}"
            try:
                report = report_of(entry)
            except msgspec.ValidationError as error:
                raise SourceError(str(error), where=key, remedy="the form is that of the annotation guidelines: isnad schema") from None
            rows.append(
                facts_of(report, key=key, article=reading["id"], published=day, book=book, title=title, text=f"{title}\n{text}")
            )  # fmt: skip
    return rows


def published_of(article: Mapping[str, Any]) -> date | None:
    """The day of publication that an article line gives."""
    try:
        return date.fromisoformat(str(article.get("published"))[:10])
    except ValueError:
        return None


def merged(rows: Sequence[Facts], book: Codebook) -> list[list[str]]:
    """Groups of report keys, one an incident."""
    table = book.tables["merge"]
    found = links(rows, table)
    article_of = {row.key: row.article for row in rows}
    return clusters(article_of, found, article_of, threshold=float(table["threshold"]), missing=float(table["missing"]))


def refs_line(group: Sequence[str]) -> bytes:
    """An event as a line of references: its first report gives it its name."""
    reports = [[article, int(number)] for article, _, number in (key.rpartition("#") for key in group)]
    return json.dumps({"event": group[0], "reports": reports}, ensure_ascii=False).encode() + b"\n"


def lines_of(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file; SourceError with line for what is none."""
    out = []
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                entry = msgspec.json.decode(line)
                if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
                    raise SourceError("an object with a string `id` is needed", where=f"{path}:{number}")
                out.append(entry)
    except msgspec.DecodeError as error:
        raise SourceError(f"no JSON: {error}", where=f"{path}:{number}") from None
    except OSError as error:
        raise SourceError(error.strerror or str(error), where=str(path)) from None
    return out
