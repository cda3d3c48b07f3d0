"""What is handed to the store at once: an article with its reading, in the columns by which it is found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b

import msgspec

from isnad.model import Report

_encode = msgspec.json.Encoder().encode


class ReportRow(msgspec.Struct, frozen=True, array_like=True):
    """A report and its columns; `json` is the whole of it."""

    id: str
    type: str
    status: str
    date: str | None
    country: str | None
    background: bool
    confidence: float
    json: str


class Payload(msgspec.Struct, frozen=True, array_like=True):
    """An article as it is stored, and all that was read in it; relations, strengths and speakers as JSON.

    `veiled` are the search keys that it has in masked names alone, each with whether that is so also where names are kept.
    """

    id: str
    hash: str
    title: str
    text: str
    published: str | None
    publisher: str | None
    url: str | None
    origin: str
    way: str
    signature: bytes
    keys: str
    codebook: str
    relevant: bool
    skipped: tuple[str, str | None] | None
    reports: list[ReportRow]
    relations: list[str]
    strengths: list[str]
    speakers: list[str]
    veiled: dict[str, bool] = msgspec.field(default_factory=dict)


def report_rows(article: str, hash: str, reports: Iterable[Report]) -> list[ReportRow]:
    """The reports of an article, each with an id that depends on the article, the type and the words that tell it alone."""
    seen: Counter[str] = Counter()
    rows = []
    for report in reports:
        told = report.spans.get("type") or report.spans.get("evidence") or [(0, 0)]
        stem = f"{article}\0{hash}\0{report.type}\0{told[0][0]}"
        seen[stem] += 1
        digest = blake2b(f"{stem}\0{seen[stem]}".encode("utf-8", "replace"), digest_size=8).hexdigest()
        columns = (report.type, report.status, report.date, report.country, report.background, report.confidence)
        rows.append(ReportRow(f"R{digest}", *columns, _encode(report).decode()))
    return rows
