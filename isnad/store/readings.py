"""Readings in the store: what was read in an article, replaced as a whole, with the judgements laid over it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

import msgspec

from isnad.model import Judgement, Person, Report, SourceKind
from isnad.store.judgements import Judgements
from isnad.store.payload import Payload, ReportRow
from isnad.store.veiled import Veiled
from isnad.store.verdicts import Standing, standing


class _Source(msgspec.Struct, frozen=True):
    text: str
    kind: SourceKind
    person: Person | None


class _Cited(msgspec.Struct, frozen=True):
    """The sources of a report, the rest of it unread."""

    sources: list[_Source]


class _Tie(msgspec.Struct, frozen=True):
    a_id: str | None
    b_id: str | None
    type: str
    status: str


class _Speaker(msgspec.Struct, frozen=True):
    rules: dict[str, str]


_ITEMS = ("relations", "strengths", "speakers")
_COUNTED = ("relation_ends", "quotations")
_OUTLET = "outlet."  # rules of speakers that name an outlet of the codebook begin so
_tie = msgspec.json.Decoder(_Tie).decode
_speaker = msgspec.json.Decoder(_Speaker).decode
_cited = msgspec.json.Decoder(_Cited).decode
_decode = msgspec.json.Decoder(Report).decode
_encode = msgspec.json.Encoder().encode
_COLUMNS = "id, article, number, type, status, date, country, background, confidence, machine, human, verdict, judged_by, outlet"
_SET = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS.split(", ")[2:])
# A report that stands otherwise than before keeps its links, so that its event can be made anew at once; the next merge compares it.
_PUT = f"""INSERT INTO reports ({_COLUMNS}, linked) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
ON CONFLICT (id) DO UPDATE SET {_SET}, facts = NULL, linked = 0"""


class Readings:
    """The tables of readings, reports and items."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql
        self._judgements = Judgements(sql)
        self._veiled = Veiled(sql)

    def replace(self, key: int, payload: Payload, run: int) -> None:
        """Put the reading of an article in place of the one before; judgements stay laid over it."""
        sql = self._sql
        log = self._judgements.of_article(payload.id)
        rows = _standing_rows(payload.reports, log) if log else [(r, r.json, None, None, None) for r in payload.reports]
        self._put(key, rows)
        for name in _ITEMS:
            sql.execute(f"DELETE FROM {name} WHERE article = ?", (key,))
            values = [(key, n, json) for n, json in enumerate(getattr(payload, name))]
            if values:
                sql.executemany(f"INSERT INTO {name} (article, number, json) VALUES (?, ?, ?)", values)
        self._counted(key, payload)
        sql.execute("DELETE FROM skipped WHERE article = ?", (key,))
        if payload.skipped:
            self.skip(run, payload.origin or payload.id, *payload.skipped, article=key)
        sql.execute(
            "INSERT INTO readings (article, codebook, run, relevant, outlet, published) SELECT key, ?, ?, ?, publisher, published FROM articles"
            " WHERE key = ? ON CONFLICT (article) DO UPDATE SET codebook = excluded.codebook, run = excluded.run, relevant = excluded.relevant",
            (payload.codebook, run, payload.relevant, key),
        )
        if log or self._others(key):
            self._veiled.renew([payload.id])
        else:
            self._veiled.put(key, payload.veiled)

    def withdraw(self, key: int) -> None:
        """Take away what was read in an article that a later text supersedes."""
        self._put(key, [])
        for name in (*_ITEMS, *_COUNTED, "readings", "skipped"):
            self._sql.execute(f"DELETE FROM {name} WHERE article = ?", (key,))
        self._veiled.put(key, {})

    def _counted(self, key: int, payload: Payload) -> None:
        """Ties and quotations of an article by what they are counted by."""
        for name in _COUNTED:
            self._sql.execute(f"DELETE FROM {name} WHERE article = ?", (key,))
        ties = ((n, _tie(json)) for n, json in enumerate(payload.relations))
        ends = [(t.a_id, t.b_id, t.type, t.status, key, n) for n, t in ties if t.a_id and t.b_id]
        self._sql.executemany("INSERT INTO relation_ends (a, b, type, status, article, number) VALUES (?, ?, ?, ?, ?, ?)", ends)
        rules = (_speaker(json).rules.get("text", "") for json in payload.speakers)
        quoted = {rule.removeprefix(_OUTLET) for rule in rules if rule.startswith(_OUTLET)}
        query = "INSERT INTO quotations (outlet, quoted, article) SELECT publisher, ?, key FROM articles WHERE key = ? AND publisher IS NOT NULL"
        self._sql.executemany(query, [(outlet, key) for outlet in sorted(quoted)])

    def judge_anew(self, article: str) -> list[str]:
        """Lay the judgements over the reports of an article again; the ids of the reports that changed."""
        log = self._judgements.of_article(article)
        changed = []
        query = "SELECT DISTINCT a.key FROM articles a JOIN readings r ON r.article = a.key WHERE a.id = ? AND a.superseded_by IS NULL ORDER BY a.key"
        for (key,) in self._sql.execute(query, (article,)).fetchall():
            machine = self._sql.execute(
                "SELECT id, type, status, date, country, background, confidence, machine FROM reports"
                " WHERE article = ? AND machine IS NOT NULL ORDER BY number",
                (key,),
            ).fetchall()
            own = [j for j in log if not j.reports or self._is_of(j, key)]
            changed += self._put(key, _standing_rows([ReportRow(*row) for row in machine], own))
        if changed:
            self._veiled.renew([article])
        return changed

    def skip(self, run: int, place: str, reason: str, detail: str | None, *, article: int | None = None) -> None:
        """Note what could not be read; the same once."""
        self._sql.execute(
            "INSERT OR IGNORE INTO skipped (run, article, place, reason, detail) VALUES (?, ?, ?, ?, ?)",
            (run, article, place, reason, detail),
        )

    def _others(self, key: int) -> bool:
        """Whether another current article has the id of this one: what is masked in the one is masked in both."""
        query = "SELECT 1 FROM articles WHERE id = (SELECT id FROM articles WHERE key = ?) AND key != ? AND superseded_by IS NULL LIMIT 1"
        return self._sql.execute(query, (key, key)).fetchone() is not None

    def _is_of(self, judgement: Judgement, key: int) -> bool:
        """Whether a judgement concerns this article, and not another one of the same id."""
        state = judgement.state if isinstance(judgement.state, dict) else {}
        hash_ = self._sql.execute("SELECT hash FROM articles WHERE key = ?", (key,)).fetchone()[0]
        others = self._sql.execute(
            "SELECT count(*) FROM articles WHERE superseded_by IS NULL AND id = (SELECT id FROM articles WHERE key = ?)", (key,)
        ).fetchone()[0]
        return bool(others == 1 or state.get("article_hash") in (None, hash_))

    def _put(self, key: int, rows: Sequence[tuple[ReportRow, str | None, str | None, str | None, str | None]]) -> list[str]:
        """Replace the reports of an article; those that stay keep their links and events. The ids of those that changed or are gone."""
        sql = self._sql
        before = {
            row[0]: row[1:]
            for row in sql.execute("SELECT id, number, machine, human, verdict, judged_by FROM reports WHERE article = ?", (key,))
        }
        outlet = sql.execute("SELECT publisher FROM articles WHERE key = ?", (key,)).fetchone()[0] if rows else None
        values = []
        for number, (row, *stands) in enumerate(rows):
            old = before.pop(row.id, None)
            if old is None or old[1:] != tuple(stands):
                values.append(
                    (row.id, key, number, row.type, row.status, row.date, row.country, row.background, row.confidence, *stands, outlet)
                )  # fmt: skip
            elif old[0] != number:
                sql.execute("UPDATE reports SET number = ? WHERE id = ?", (number, row.id))
        changed, gone = [v[0] for v in values], list(before)
        query = "UPDATE events SET stale = 1 WHERE id = (SELECT event FROM members WHERE report = ?)"
        sql.executemany(query, [(id_,) for id_ in (*changed, *gone)])
        for table, column in (("links", "a"), ("links", "b"), ("members", "report"), ("reports", "id")):
            sql.executemany(f"DELETE FROM {table} WHERE {column} = ?", [(id_,) for id_ in gone])
        sql.executemany(_PUT, values)
        sql.executemany("DELETE FROM report_sources WHERE report = ?", [(id_,) for id_ in (*changed, *gone)])
        sql.executemany(
            "INSERT INTO report_sources (report, number, outlet, kind, private, text) VALUES (?, ?, ?, ?, ?, ?)", _sources(values)
        )
        return [*changed, *gone]


def _standing_rows(
    machine: Sequence[ReportRow], log: Sequence[Judgement]
) -> list[tuple[ReportRow, str | None, str | None, str | None, str | None]]:
    """The reports of an article with the log laid over them: row, machine's JSON, people's JSON, verdict, judge."""
    read = {row.id: row for row in machine}
    out: list[tuple[ReportRow, str | None, str | None, str | None, str | None]] = []
    for s in standing([(row.id, _decode(row.json)) for row in machine], log):
        own = read.get(s.id)
        human = _encode(s.report).decode() if own is None or s.report != s.machine else None
        out.append((_row(s), own.json if own else None, human, s.verdict, s.by))
    return out


def _row(s: Standing) -> ReportRow:
    r = s.report
    return ReportRow(s.id, r.type, r.status, r.date, r.country, r.background, r.confidence, "")


def _sources(values: Sequence[tuple[Any, ...]]) -> list[tuple[object, ...]]:
    """Whom reports that nobody rejected attribute what they tell to, for reports of a known outlet."""
    out: list[tuple[object, ...]] = []
    for id_, *_, machine, human, verdict, _by, outlet in values:
        if outlet is not None and verdict != "rejected":
            sources = _cited(human or machine).sources
            out += [(id_, n, outlet, s.kind, s.person == "private", s.text) for n, s in enumerate(sources)]
    return out
