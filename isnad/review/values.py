"""Values as people write them: a cell or a typed word to the value of a field, and back.

A count is `5`, `5+`, `<=5`, `~5`, `3..7`; parties are split by `;`, each a codebook id or a name, with `| kind` and `| private` or
`| public` behind it; a place is a name in Arabic or English, or an id of the gazetteer; `-` empties a field.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, get_args

import msgspec

from isnad.codebook import Codebook
from isnad.codebook.entries import Place
from isnad.errors import IsnadError
from isnad.masking.mask import MASK
from isnad.merge.placing import spot_of
from isnad.model import COUNT_FIELDS, Count, EventType, Party, PartyKind, Person, Report, Status
from isnad.resolve import PRECISION, place_of
from isnad.store.verdicts import FIELDS, mended

NOTHING = "-"
SIDES = ("by", "against")
_COUNT = re.compile(r"(?P<mark><=|>=|~|)\s*(?P<n>\d+)\s*(?:(?P<more>\+)|(?:\.\.|-|–)\s*(?P<to>\d+))?\Z")
_FIGURES = f"write 5, 5+, <=5, ~5, 3..7, or {NOTHING} for none"
_MARKS = {"": "exact", ">=": "at_least", "<=": "at_most", "~": "about"}
_SHOWN = {"exact": "{}", "at_least": "{}+", "at_most": "<={}", "about": "~{}"}
_YES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_DAY_ZERO = date(1899, 12, 30).toordinal()  # spreadsheets count days from there
_SERIAL = re.compile(r"(\d{5})(?:\.0+)?\Z")


def told(report: Report, field: str) -> str:
    """A field as people read and write it; empty for nothing."""
    value = getattr(report, field)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Count):
        if value.n is not None and value.q in _SHOWN and (value.q != "about" or value.low is None):
            return _SHOWN[value.q].format(value.n)
        if value.low is not None:
            return f"{value.low}..{value.high}" if value.high is not None else f"{value.low}+"
        return "?"
    return "; ".join(p.text for p in value) if isinstance(value, list) else str(value)


def value_of(book: Codebook, report: Report, field: str, text: str) -> Any:
    """The value that a text means for a field of a report; IsnadError says how it is written."""
    if field not in FIELDS:
        raise IsnadError(f"there is no field {field!r} to mend", remedy=f"one of {', '.join(FIELDS)}")
    plain = text.strip()
    if MASK in plain and field not in SIDES:
        raise IsnadError(f"{field} holds a masked value", remedy="write the whole value, or leave the cell empty")
    if plain in ("", NOTHING):
        if field in ("type", "status", "background"):
            raise IsnadError(f"{field} cannot be empty", remedy="write a value")
        return [] if field in SIDES else None
    if field in COUNT_FIELDS:
        return _count(field, plain)
    if field in SIDES:
        return [_party(book, report, field, part.strip(), position) for position, part in enumerate(plain.split(";")) if part.strip()]
    if field == "place":
        return _place(book, report, plain)
    return _PLAIN[field](field, plain) if field in _PLAIN else plain


def checked(book: Codebook, report: Report, field: str, value: Any) -> Any:
    """A value as the log of judgements keeps it, from one that a person or program gives; IsnadError if it cannot be."""
    if isinstance(value, str) and field not in ("claimed_by",):
        value = value_of(book, report, field, value)
    if field in ("date", "date_end") and value is not None:
        value = _day(field, str(value))
    new = mended(report, field, value)
    count = getattr(new, field) if field in COUNT_FIELDS else None
    if count is not None and (any(n is not None and n < 0 for n in (count.n, count.low, count.high)) or isinstance(value, bool)):
        raise IsnadError(f"{value!r} is no figure of {field}", remedy=_FIGURES)
    if new.date and new.date_end and field in ("date", "date_end") and new.date_end < new.date[: len(new.date_end)]:
        raise IsnadError(f"the end {new.date_end} is before {new.date}", remedy="mend the other end first")
    return value


def _day(field: str, text: str) -> str:
    serial = _SERIAL.match(text)
    if serial:
        return date.fromordinal(_DAY_ZERO + int(serial[1])).isoformat()
    day = text[:10] if re.fullmatch(r"\d{4}-\d\d-\d\d[T ]00:00(:00)?", text) else text
    try:
        date.fromisoformat(day + "-01-01"[len(day) - 10 :] if len(day) in (4, 7) else day)
        if len(day) not in (4, 7, 10):
            raise ValueError
    except ValueError:
        raise IsnadError(f"{text!r} is no {field}", remedy="write YYYY-MM-DD, YYYY-MM or YYYY") from None
    return day


def _among(known: tuple[str, ...]) -> Callable[[str, str], str]:
    def one(field: str, text: str) -> str:
        if text not in known:
            raise IsnadError(f"{field} does not know {text!r}", remedy=f"one of {', '.join(known)}")
        return text

    return one


def _country(field: str, text: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2}", text):
        raise IsnadError(f"{text!r} is no country code", remedy="write two letters, as in TN")
    return text.upper()


def _flag(field: str, text: str) -> bool:
    if text.lower() not in _YES:
        raise IsnadError(f"{field} is yes or no, not {text!r}", remedy="write yes or no")
    return _YES[text.lower()]


_PLAIN: dict[str, Callable[[str, str], Any]] = {
    "type": _among(get_args(EventType)), "status": _among(get_args(Status)), "date": _day, "date_end": _day, "country": _country,
    "background": _flag,
}  # fmt: skip


def _count(field: str, text: str) -> Any:
    plain = re.sub(r"(\d)\.0+\Z", r"\1", text).translate(_DIGITS)
    match = _COUNT.match(plain)
    if not match or (match["mark"] and (match["more"] or match["to"])) or (match["to"] and int(match["to"]) < int(match["n"])):
        raise IsnadError(f"{text!r} is no figure of {field}", remedy=_FIGURES)
    n = int(match["n"])
    if match["to"]:
        return [n, int(match["to"])]
    q = "at_least" if match["more"] else _MARKS[match["mark"]]
    if q == "exact":
        return n
    count = {"n": n, "low": n if q == "at_least" else None, "high": n if q == "at_most" else None, "q": q, "text": "", "span": [0, 0]}
    return msgspec.to_builtins(msgspec.convert(count, Count))


_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def _party(book: Codebook, report: Report, side: str, text: str, position: int) -> dict[str, Any]:
    """A party: one that the report has stays what it is; a name that the codebook does not know is a private person unless a kind stands by it."""
    name, *more = (part.strip() for part in text.split("|"))
    kinds = [m for m in more if m in get_args(PartyKind)]
    persons = [m for m in more if m in get_args(Person)]
    if len(kinds) + len(persons) != len(more) or len(kinds) > 1 or len(persons) > 1:
        raise IsnadError(f"{text!r} is no party", remedy=f"write id or name | kind | private; kinds: {', '.join(get_args(PartyKind))}")
    own: list[Party] = getattr(report, side)
    if MASK in name:
        hidden = own[position] if position < len(own) and (own[position].person == "private" or own[position].minor) else None
        if hidden is None or name != MASK or more:
            raise IsnadError(f"{text!r} stands for nobody here", remedy="leave masked names where they stand, or write the name")
        return _builtins(hidden)
    known = next((p for p in own if p.text == name or (p.id and p.id == name)), None)
    if known is not None:
        changes: dict[str, Any] = {"kind": kinds[0]} if kinds else {}
        return _builtins(msgspec.structs.replace(known, **changes, **({"person": persons[0]} if persons else {})))
    entry = book.actors.get(name)
    if entry is not None:
        kind = entry.kind if entry.kind in get_args(PartyKind) else "unknown"
        label = entry.names.get("en")
        return _whole(entry.names.get("ar", name), label, kinds[0] if kinds else kind, name, persons[0] if persons else entry.person)
    person = persons[0] if persons else None if kinds else "private"
    return _whole(name, None, kinds[0] if kinds else "unknown", None, person)


def _whole(text: str, en: str | None, kind: str, id_: str | None, person: str | None) -> dict[str, Any]:
    data = {"text": text, "en": en, "kind": kind, "id": id_, "span": [0, 0], "person": person, "confidence": 1.0}
    return _builtins(msgspec.convert(data, Party))


def _builtins(party: Party) -> dict[str, Any]:
    data: dict[str, Any] = msgspec.to_builtins(party)
    return data


def _place(book: Codebook, report: Report, text: str) -> dict[str, Any]:
    """A place of the gazetteer with all that belongs to it, or the name alone, without coordinates that are not its own."""
    place = place_of(book, text) or _by_name(book, report, text)
    if place is None:
        return {"place": text, "place_en": None, "place_id": None, "place_precision": None, "lat": None, "lon": None}
    name = place.names[0] if place.names and text.isascii() else text
    return {
        "place": name, "place_en": place.name_en or None, "place_id": place.id, "place_precision": PRECISION.get(place.kind),
        "lat": place.lat, "lon": place.lon, "country": place.country or report.country,
    }  # fmt: skip


def _by_name(book: Codebook, report: Report, text: str) -> Place | None:
    if not text.isascii():
        id_ = spot_of(book, None, text, report.country, None).id
        return place_of(book, id_) if id_ else None
    found = [p for p in book.places.values() if p.name_en.casefold() == text.casefold()]
    return max(found, key=lambda p: (p.country == report.country, p.population), default=None)
