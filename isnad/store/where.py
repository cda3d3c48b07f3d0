"""A filter as SQL: one clause a condition, values always as parameters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from isnad.filter import FAMILIES, Condition, Filter
from isnad.text.keys import words

Clause = tuple[str, list[Any]]
Types = dict[str, tuple[str, ...]]
_Id = TypeVar("_Id", str, int)
_LOT = 500
_MOST = 2**53  # SQLite takes no greater whole numbers than those of 64 bits
# Dates are text of ISO 8601: `2018-07` sorts before its days, so the end of a span is compared by its length.
_FROM = "{c} >= substr(?, 1, length({c}))"
_TO = "substr({c}, 1, length(?)) <= ?"
# The plus keeps the planner from looking up each event in its wide row, where a scan of the narrow index is quicker and steady.
_OUTLETS = {
    "events": "+t.id IN (SELECT event FROM event_outlets WHERE outlet IN ({marks}))",
    "": "a.publisher IN ({marks})",
}
_TEXT = {
    "events": "+t.id IN (SELECT event FROM members WHERE article IN (SELECT rowid FROM search WHERE search MATCH ?){outside})",
    "": "t.article IN (SELECT rowid FROM search WHERE search MATCH ?){outside}",
}
_ACTORS = {
    "events": "+t.id IN (SELECT event FROM event_actors WHERE actor IN ({marks}))",
    "": "t.id IN (SELECT m.report FROM members m JOIN event_actors e ON e.event = m.event WHERE e.actor IN ({marks}))",
}


def where(filter: Filter, table: str, types: Types) -> Clause:
    """The WHERE clause of a filter on a table `t` (and its articles `a`), with parameters; `types` are the event types of each family."""
    clauses, values = ["1"], []
    for condition in filter.of(table).conditions:
        text, given = _clause(condition, table, types)
        clauses.append(f"NOT coalesce(({text}), 0)" if condition.negated else f"({text})")
        values += given
    return " AND ".join(clauses), values


def lots(ids: Sequence[_Id]) -> Iterator[tuple[Sequence[_Id], str]]:
    """Ids in lots that a query takes at once, each with its place-holders."""
    for start in range(0, len(ids), _LOT):
        part = ids[start : start + _LOT]
        yield part, _marks(part)


def outside(question: str, article: str, veil: str) -> Clause:
    """A clause that no word of a question is one that the article (a column) has in masked names alone.

    `veil` is `all`, or `victims` where the project keeps names; nothing for people who see the whole text.
    """
    wanted = list(dict.fromkeys(words(question)))
    if not veil or not wanted:
        return "", []
    only = " AND always" if veil == "victims" else ""
    return f" AND {article} NOT IN (SELECT article FROM veiled WHERE key IN ({', '.join('?' * len(wanted))}){only})", list(wanted)


def _clause(c: Condition, table: str, types: Types) -> Clause:
    kind = "events" if table == "events" else ""
    maker = _MAKERS.get(c.key)
    if maker:
        return maker(c, table)
    if c.key == "family":
        return _among("t.type", [type_ for f in c.values for type_ in types.get(f, ()) if f in FAMILIES])
    if c.key == "actor":
        return _ACTORS[kind].format(marks=_marks(c.values)), list(c.values)
    if c.key == "outlet":
        return _OUTLETS[kind].format(marks=_marks(c.values)), list(c.values)
    outer, keys = outside(" ".join(c.values), "article" if kind else "t.article", c.veil)
    return _TEXT[kind].format(outside=outer), [" AND ".join(f'"{w}"' for value in c.values for w in words(value)) or '""', *keys]


def _among(column: str, values: list[Any] | tuple[Any, ...]) -> Clause:
    return f"{column} IN ({_marks(values)})", list(values)


def _marks(values: Any) -> str:
    return ", ".join("?" * len(values))


def _column(name: str) -> Callable[[Condition, str], Clause]:
    return lambda c, _: _among(f"t.{name}", c.values)


def _day(pattern: str, times: int) -> Callable[[Condition, str], Clause]:
    def made(c: Condition, table: str) -> Clause:
        column = "t.date" if table in ("events", "reports") else "a.published"
        return pattern.format(c=column), [c.values[0]] * times

    return made


def _least(name: str, of: type) -> Callable[[Condition, str], Clause]:
    def made(c: Condition, table: str) -> Clause:
        column = "json_extract(coalesce(t.human, t.machine), '$.killed.n')" if name == "killed" and table == "reports" else f"t.{name}"
        return f"{column} >= ?", [min(of(c.values[0]), _MOST)]

    return made


def _reviewed(c: Condition, table: str) -> Clause:
    if c.values[0] == "part":
        return "t.reviewed = 'part'", []  # events alone: Filter.of refuses it for reports
    done = "t.reviewed = 'all'" if table == "events" else "t.verdict IN ('accepted', 'mended', 'rejected')"
    return (done if c.values[0] == "yes" else f"NOT coalesce({done}, 0)"), []


def _flag(name: str) -> Callable[[Condition, str], Clause]:
    return lambda c, _: (
        f"t.{name} = {int(c.values[0] == 'yes')}" if name != "disputed" else f"(t.disputed > 0) = {int(c.values[0] == 'yes')}",
        [],
    )


def _place(c: Condition, table: str) -> Clause:
    json = "coalesce(t.human, t.machine)" if table != "events" else "t.json"
    columns = (
        "t.place_id" if table == "events" else f"json_extract({json}, '$.place_id')",
        *(f"json_extract({json}, '$.{f}')" for f in ("place_en", "place")),
    )
    return " OR ".join(f"{column} COLLATE NOCASE IN ({_marks(c.values)})" for column in columns), list(c.values) * len(columns)


_MAKERS: dict[str, Callable[[Condition, str], Clause]] = {
    "country": _column("country"),
    "type": _column("type"),
    "status": _column("status"),
    "id": _column("id"),
    "from": _day(_FROM, 1),
    "to": _day(_TO, 2),
    "min-origins": _least("origins", int),
    "min-outlets": _least("outlets", int),
    "min-killed": _least("killed", int),
    "min-confidence": _least("confidence", float),
    "reviewed": _reviewed,
    "disputed": _flag("disputed"),
    "background": _flag("background"),
    "place": _place,
}
