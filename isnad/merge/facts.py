"""The facts of a report that are compared: one flat row each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import msgspec

from isnad.codebook import Codebook
from isnad.codebook.matcher import matcher
from isnad.merge.placing import NOWHERE, Spot, spot_of
from isnad.merge.wording import Words
from isnad.model import Party, Precision, Report
from isnad.scan import scan
from isnad.text import Text

# Which precision a date has, by its length.
_PRECISION = {10: 1, 7: 2, 4: 3}
# What the codebook tells of persons without a name.
_GENERIC = "generic:"
# Parts of a state: `il:army` belongs to `country:IL`.
_STATE = 2


class Facts(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One report as a row: `key` is its id, days are ordinals, lists are sorted.

    `day` and `day_end` bound when it happened and `precision` says how exactly (0 untold, 1 day, 2 month, 3 year); `published` is 0
    if unknown. `lat`, `lon` in degrees, `radius` in km; `spots` are the folded words of the place's name. `by`, `against` hold the
    codebook's ids of named actors with what they belong to, `generic` those of persons without a name; `names` the words of the
    parties, `words` those of the evidence and `title` those of the headline, as isnad.merge.wording encodes them.
    Each figure has a low and a high bound, both None if none was told.
    """

    key: str
    article: str
    published: int
    day: int
    day_end: int
    precision: int
    type: str
    family: str
    status: str
    background: bool
    country: str | None
    place: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    radius: float | None
    spots: tuple[int, ...] = ()
    by: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    generic: tuple[str, ...] = ()
    names: tuple[int, ...] = ()
    words: tuple[int, ...] = ()
    title: tuple[int, ...] = ()
    killed_low: int | None = None
    killed_high: int | None = None
    injured_low: int | None = None
    injured_high: int | None = None
    held_low: int | None = None
    held_high: int | None = None


def facts_of(
    report: Report, *, key: str, article: str, published: date | None, book: Codebook, title: str = "", text: str | None = None
) -> Facts:
    """The row of a report; places and actors that carry no id are looked up by their words.

    `text` is the article's title and text: with it the words of the whole sentence are compared, not of the evidence alone.
    """
    words = Words.of(book)
    day, day_end, precision = days_of(report.date, report.date_end)
    spot = _spot(book, report)
    by, against, generic = _actors(book, report)
    evidence = f"{_around(report, text)} {report.place or ''}"
    killed, injured = _bounds(report.killed), _bounds(report.injured)
    held = _bounds(report.arrested or report.abducted)
    return Facts(
        key=key, article=article, published=published.toordinal() if published else 0, day=day, day_end=day_end, precision=precision,
        type=report.type, family=book.events[report.type].family, status=report.status, background=report.background,
        country=report.country or spot.country, place=spot.id, admin1=spot.admin1, lat=spot.lat, lon=spot.lon, radius=spot.radius,
        spots=words.encoded(report.place), by=by, against=against, generic=generic,
        names=words.encoded(" ".join(p.text for p in (*report.by, *report.against))), words=words.encoded(evidence),
        title=words.encoded(title), killed_low=killed[0], killed_high=killed[1], injured_low=injured[0], injured_high=injured[1],
        held_low=held[0], held_high=held[1],
    )  # fmt: skip


def days_of(start: str | None, end: str | None) -> tuple[int, int, int]:
    """First and last day that a date can mean, as ordinals, and its precision; zeros for no date or one that is none."""
    first, last = _day(start), _day(end)
    if first is None or start is None:
        return 0, 0, 0
    return first[0], max(first[1], last[1] if last else 0), _PRECISION[len(start)]


@lru_cache(maxsize=100_000)
def _day(text: str | None) -> tuple[int, int] | None:
    if not text or len(text) not in _PRECISION:
        return None
    try:
        parts = [int(p) for p in text.split("-")]
        first = date(*[*parts, 1, 1][:3])
    except (ValueError, TypeError):
        return None
    if len(parts) == 3:
        return first.toordinal(), first.toordinal()
    after = date(first.year + 1, 1, 1) if len(parts) == 1 or first.month == 12 else date(first.year, first.month + 1, 1)
    return first.toordinal(), (after - timedelta(days=1)).toordinal()


def _spot(book: Codebook, report: Report) -> Spot:
    if report.place is None and report.place_id is None:
        return NOWHERE
    precision: Precision | None = report.place_precision
    return spot_of(book, report.place_id, report.place or "", report.country, precision)


def _actors(book: Codebook, report: Report) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Named actors of both sides with what they belong to, and the nouns for persons of either."""
    by, against = _ids(book, report.by, report.country), _ids(book, report.against, report.country)
    generic = {i for i in by | against if i.startswith(_GENERIC)}
    return tuple(sorted(_kin(book, by - generic))), tuple(sorted(_kin(book, against - generic))), tuple(sorted(generic))


def _ids(book: Codebook, parties: Iterable[Party], country: str | None) -> set[str]:
    return {id_ for p in parties for id_ in ((p.id,) if p.id else _fitting(named(book, p.text), country))}


def _fitting(ids: Iterable[str], country: str | None) -> list[str]:
    """The ids without forces of a state that neither is the country of the report nor is named beside them."""
    named_states = {i.partition(":")[2] for i in ids if i.startswith("country:")} | {country}
    return [i for i in ids if len(i.partition(":")[0]) != _STATE or ":" not in i or i[:_STATE].upper() in named_states]


@lru_cache(maxsize=100_000)
def named(book: Codebook, phrase: str) -> tuple[str, ...]:
    """The actors, countries and nouns for persons that the codebook knows in a phrase."""
    found = scan(Text.of(phrase), matcher(book))
    ids = {h.sense.id for lexicon in ("actor", "person") for h in found.of(lexicon)}
    ids |= {f"country:{h.sense.id}" for h in found.of("nisba")}
    for hit in found.of("place"):
        ids |= {i for i in matcher(book).place_names[hit.sense.id] if i.startswith("country:")}
    return tuple(sorted(ids))


def _kin(book: Codebook, ids: Iterable[str]) -> set[str]:
    """Ids with those of the groups and the state that they belong to."""
    out: set[str] = set()
    for each in (a for id_ in ids for a in book.lineage(id_)):
        out.add(each)
        state, _, part = each.partition(":")
        if part and len(state) == _STATE:
            out.add(f"country:{state.upper()}")
    return out


def _around(report: Report, text: str | None) -> str:
    """The sentence that holds the evidence; the evidence alone where the article does not have it."""
    if not text or not report.evidence:
        return report.evidence
    start = report.spans["evidence"][0][0] if report.spans.get("evidence") else text.find(report.evidence)
    if start < 0 or text[start : start + len(report.evidence)] != report.evidence:
        return report.evidence
    left = max(text.rfind(mark, 0, start) for mark in ".\n") + 1
    ends = [e for mark in ".\n" if (e := text.find(mark, start + len(report.evidence))) >= 0]
    right = min(ends, default=len(text))
    return text[max(left, start - 200) : min(right, start + len(report.evidence) + 200)]


def _bounds(count: Any) -> tuple[int | None, int | None]:
    """Low and high of a figure; None for one without number."""
    if count is None:
        return None, None
    low, high = count.low if count.low is not None else count.n, count.high if count.high is not None else count.n
    if count.n is None:
        return None, None
    return min(low, count.n), max(high, count.n)


def report_of(entry: Mapping[str, Any]) -> Report:
    """A report from JSON: isnad's own, or one with the fields of the annotation guidelines alone; msgspec.ValidationError for others.

    Labels and coordinates that only annotators give are left out, so that both kinds are compared by the same facts.
    """
    own = "place_id" in entry
    data = {**_BLANK, **{k: v for k, v in entry.items() if own or k not in _ANNOTATED}}
    if not own:
        for side in ("by", "against"):
            data[side] = [{**_PARTY, "text": p["text"], "kind": p.get("kind", "unknown")} for p in entry.get(side) or []]
        for field in ("killed", "injured", "arrested", "abducted"):
            data[field] = _count(entry.get(field))
    return msgspec.convert(data, Report)


_ANNOTATED = frozenset({"place_en", "lat", "lon", "alternatives", "sources"})
_PARTY = {"en": None, "id": None, "span": [0, 0], "person": None}
_BLANK: dict[str, Any] = {
    "status": "occurred", "date": None, "date_end": None, "date_from": None, "country": None, "place": None, "place_en": None, "lat": None,
    "lon": None, "place_id": None, "place_precision": None, "place_candidates": [], "by": [], "against": [], "killed": None, "injured": None,
    "arrested": None, "abducted": None, "alternatives": [], "claimed_by": None, "sources": [], "chains": [], "evidence": "",
    "background": False, "confidence": 1.0, "spans": {}, "confidences": {}, "rules": {},
}  # fmt: skip


def _count(entry: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if entry is None:
        return None
    n, q = entry.get("n"), entry.get("q") or "exact"
    low, high = (None if q == "at_most" else n), (None if q == "at_least" else n)
    return {"n": n, "low": low, "high": high, "q": q, "text": entry.get("text") or "", "span": [0, 0]}
