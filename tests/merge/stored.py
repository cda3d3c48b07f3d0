"""Reports for the tests of merging, invented, with as little said as a case needs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from isnad.model import COUNT_FIELDS, Alternative, Count, Party, Report, Source, StoredReport

EXAMPLES = Path(__file__).parents[2] / "isnad" / "examples"


def source(text: str, kind: str = "official", person: str | None = None) -> dict[str, Any]:
    return {"text": text, "kind": kind, "person": person, "span": [0, 1]}


def party(text: str, kind: str = "rebel_group", id_: str | None = None, **more: Any) -> dict[str, Any]:
    return {"text": text, "en": None, "kind": kind, "id": id_, "span": [0, 1], "person": None, **more}


def count(n: int | None, q: str = "exact", low: int | None = None, high: int | None = None, chain: int | None = None) -> dict[str, Any]:
    if n is not None and q in ("exact", "at_least"):
        low = n
    if n is not None and q in ("exact", "at_most"):
        high = n
    return {"n": n, "low": low, "high": high, "q": q, "text": "", "span": [0, 1], "chain": chain}


def other(field: str, n: int, text: str, chain: int | None = None) -> dict[str, Any]:
    return {"field": field, "n": n, "source": text, "chain": chain, "spans": {}}


def stored(number: int, *, sources: Any = (), chains: Any = None, **given: Any) -> StoredReport:
    """Report `number`; what a StoredReport has is taken for it, the rest for its report."""
    own = {k: given.pop(k) for k in list(given) if k in StoredReport.__struct_fields__ and k != "by"}
    sources = list(sources)
    report = {
        "type": "attack", "status": "occurred", "date": "2030-05-04", "date_end": None, "date_from": "stated", "country": "TN", "place": None,
        "place_en": None, "lat": None, "lon": None, "place_id": None, "place_precision": None, "place_candidates": [], "by": [], "against": [],
        "killed": None, "injured": None, "arrested": None, "abducted": None, "alternatives": [], "claimed_by": None, "sources": sources,
        "chains": [list(range(len(sources)))] if chains is None and sources else chains or [], "evidence": f"كلمات {number}",
        "background": False, "confidence": 0.8, "spans": {}, "confidences": {}, "rules": {}, **given,
    }  # fmt: skip
    read = msgspec.convert(report, Report)
    told = {"published": "2030-05-05", "publisher": f"صحيفة {number}", "article": f"a{number}", "copies": f"a{number}", **own}
    return StoredReport(id=f"r{number}", number=0, report=read, machine=read, **told)


def examples() -> dict[str, list[StoredReport]]:
    """The reports of the example files, event by event."""
    articles = {a["id"]: a for a in _lines("articles.jsonl")}
    reports = {
        (reading["id"], n): StoredReport(
            id=f"{reading['id']}.{n}", article=reading["id"], number=n, report=(report := _example(r)), machine=report,
            published=articles[reading["id"]]["published"], publisher=articles[reading["id"]]["publisher"], copies=reading["id"],
        )
        for reading in _lines("readings.jsonl") for n, r in enumerate(reading["reports"])
    }  # fmt: skip
    return {e["event"]: [reports[a, n] for a, n in e["reports"]] for e in _lines("events.jsonl")}


def _lines(name: str) -> list[Any]:
    return [json.loads(line) for line in (EXAMPLES / name).read_text(encoding="utf-8").splitlines()]


def _example(report: dict[str, Any]) -> Report:
    sources = [Source(text=s["text"], kind=s["kind"], person=None, span=(0, 1)) for s in report["sources"]]
    parties = {
        side: [Party(text=p["text"], en=p["en"], kind=p["kind"], id=None, span=(0, 1), person=None) for p in report[side]]
        for side in ("by", "against")
    }
    counts = {f: msgspec.convert(count(c["n"], c["q"]), Count) if (c := report[f]) else None for f in COUNT_FIELDS}
    alternatives = [Alternative(field=a["field"], n=a["n"], source=a["source"], chain=None, spans={}) for a in report["alternatives"]]
    plain = ("type", "status", "date", "country", "place", "place_en", "lat", "lon", "claimed_by", "evidence", "background")
    return Report(
        **{f: report[f] for f in plain}, **parties, **counts, alternatives=alternatives, sources=sources,
        chains=[list(range(len(sources)))] if sources else [], date_end=None, date_from="stated", place_id=None, place_precision=None,
        place_candidates=[], confidence=0.8, spans={}, confidences={}, rules={},
    )  # fmt: skip
