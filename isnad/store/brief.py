"""What summaries count of events: a few fields of each, which decode ten times faster than the whole."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator

import msgspec

from isnad.filter import Filter
from isnad.store.where import Types, where


class BriefActor(msgspec.Struct, frozen=True):
    """A party in brief."""

    text: str
    en: str | None
    id: str | None
    person: str | None
    minor: bool


class BriefOrigin(msgspec.Struct, frozen=True):
    """An origin in brief."""

    label: str
    kind: str
    person: str | None


class BriefToll(msgspec.Struct, frozen=True):
    """A toll without its figures."""

    low: int | None
    best: int | None
    high: int | None
    disputed: bool


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """An event in brief: the fields of the model by the same names; `reports` and `outlets` as they stand there."""

    type: str
    status: str
    date: str | None
    country: str | None
    by: list[BriefActor]
    against: list[BriefActor]
    killed: BriefToll | None
    injured: BriefToll | None
    arrested: BriefToll | None
    abducted: BriefToll | None
    reports: list[str]
    outlets: list[str]
    origins: list[BriefOrigin]
    disputed: list[str]
    reviewed: str


class Briefs:
    """Questions of summaries."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql

    def events(self, filter: Filter, types: Types) -> Iterator[Brief]:
        """The events that a filter lets through, in brief, in no order."""
        clause, values = where(filter, "events", types)
        decode = msgspec.json.Decoder(Brief).decode
        for (json,) in self._sql.execute(f"SELECT t.json FROM events t WHERE {clause}", values):
            yield decode(json)

    def verdicts(self) -> Counter[str]:
        """Reports by what people decided of them; `none` where nobody looked."""
        return Counter(dict(self._sql.execute("SELECT coalesce(verdict, 'none'), count(*) FROM reports GROUP BY 1")))

    def loose(self) -> int:
        """Reports that no event holds, rejected ones left out: less sure than the project's floor, or not merged yet."""
        query = (
            "SELECT count(*) FROM reports t LEFT JOIN members m ON m.report = t.id WHERE m.event IS NULL AND t.verdict IS NOT 'rejected'"
        )
        return int(self._sql.execute(query).fetchone()[0])

    def skipped(self) -> Counter[str]:
        """Articles and inputs that were not read, by reason."""
        return Counter(dict(self._sql.execute("SELECT reason, count(*) FROM skipped GROUP BY 1")))

    def articles(self) -> dict[str, int]:
        """Current articles: all, those in which something in scope was read, those that are near-copies of another, those superseded."""
        query = (
            "SELECT sum(a.superseded_by IS NULL), sum(a.superseded_by IS NULL AND r.relevant), sum(a.superseded_by IS NULL AND a.copies != a.key),"
            " sum(a.superseded_by IS NOT NULL) FROM articles a LEFT JOIN readings r ON r.article = a.key"
        )
        row = self._sql.execute(query).fetchone()
        return dict(zip(("current", "relevant", "copies", "superseded"), (n or 0 for n in row), strict=True))

    def removed(self) -> tuple[int, int]:
        """Events that are no more: merged into another, and gone altogether."""
        row = self._sql.execute("SELECT count(merged_into), count(*) - count(merged_into) FROM removed").fetchone()
        return int(row[0]), int(row[1])

    def waiting(self) -> tuple[int, int]:
        """Reports that were not yet compared as they stand, and events that were not made anew since: what a merge would do."""
        reports = self._sql.execute("SELECT count(*) FROM reports WHERE linked = 0").fetchone()[0]
        return int(reports), int(self._sql.execute("SELECT count(*) FROM events WHERE stale = 1").fetchone()[0])
