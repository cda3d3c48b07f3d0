"""Readings from a file, checked: file, line and field of the first fault."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from isnad.errors import SourceError
from isnad.evaluate.align import FAMILY
from isnad.evaluate.compare import partial_date
from isnad.evaluate.scores import LISTS
from isnad.model import COUNT_FIELDS

_REMEDY = "the form is that of the annotation guidelines: isnad schema"
_KEYS = (("relations", ("a", "b", "type")), ("strengths", ("group",)), ("speakers", ("text",)))


def load_readings(path: Path) -> dict[str, dict[str, Any]]:
    """The readings of a JSONL file by id; SourceError for what is not in the form or stands twice."""
    out: dict[str, dict[str, Any]] = {}
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(getattr(error, "strerror", None) or str(error), where=str(path)) from None
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            reading = json.loads(line)
        except ValueError as error:
            raise SourceError(f"no JSON: {error}", where=where) from None
        _check(reading, where)
        _need(reading["id"] not in out, where, f"id {reading['id']} stands twice")
        out[reading["id"]] = reading
    return out


def _need(fine: bool, where: str, what: str) -> None:
    if not fine:
        raise SourceError(what, where=where, remedy=_REMEDY)


def _check(reading: Any, where: str) -> None:
    _need(isinstance(reading, dict) and isinstance(reading.get("id"), str), where, "an object with a string `id` is needed")
    for k in ("reports", "relations", "strengths", "speakers"):
        value = reading.get(k) or []
        _need(isinstance(value, list) and all(isinstance(x, dict) for x in value), where, f"`{k}` must be a list of objects")
    for number, report in enumerate(reading.get("reports") or []):
        _check_report(report, f"{where}: report {number}")
    for k, keys in _KEYS:
        for x in reading.get(k) or []:
            _need(all(isinstance(x.get(y), str) for y in keys), where, f"`{k}` need the strings {', '.join(keys)}")


def _check_report(r: dict[str, Any], where: str) -> None:
    _need(r.get("type") in FAMILY, where, f"unknown `type` {r.get('type')!r}")
    for k in ("date", "country", "place", "claimed_by", "evidence", "status"):
        _need(r.get(k) is None or isinstance(r[k], str), where, f"`{k}` must be a string or null")
    _need(r.get("date") is None or partial_date(r["date"]) is not None, where, f"`date` is no ISO date: {r.get('date')!r}")
    for c in COUNT_FIELDS:
        _need(r.get(c) is None or (isinstance(r[c], dict) and "n" in r[c]), where, f"`{c}` must be null or an object with `n`")
    for k in LISTS:
        value = r.get(k) or []
        fine = isinstance(value, list) and all(isinstance(x, dict) and isinstance(x.get("text"), str) for x in value)
        _need(fine, where, f"`{k}` must be a list of objects with `text`")
