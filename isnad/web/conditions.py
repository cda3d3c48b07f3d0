"""The filter as people meet it: a form, chips that each take one condition away, and an address without anything empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple, get_args
from urllib.parse import urlencode

from fastapi import Request

from isnad.filter import KEYS, Filter
from isnad.model import EventType, Status
from isnad.web.calling import SHADES, actor_name, type_name
from isnad.web.recall import Kept
from isnad.web.visit import Visit

_JOINED = ("country", "type", "family", "status")  # of several values given one by one in a form any may hold
_FOLDED = (
    "actor",
    "place",
    "outlet",
    "min-killed",
    "min-origins",
    "min-outlets",
    "min-confidence",
    "reviewed",
    "disputed",
    "background",
    "status",
)
_SEVERAL = ("actor", "text")  # of these two conditions can hold at once
_LISTED = 400  # actors and outlets proposed while typing


class Chip(NamedTuple):
    """A condition in words, and the address without it."""

    text: str
    address: str


class Choice(NamedTuple):
    """A value to choose, what it is called, how many events have it, and whether it is chosen."""

    value: str
    label: str
    number: int | None
    chosen: bool


def query_of(filter: Filter, **more: Any) -> str:
    """The filter as the query of an address, with more keys at its end."""
    items = [(("-" if c.negated else "") + c.key, ",".join(c.values)) for c in filter.conditions]
    return urlencode([*items, *((k, str(v)) for k, v in more.items() if v not in (None, ""))], safe=",:")


def changed(filter: Filter, changes: dict[str, Any]) -> tuple[Filter, dict[str, Any]]:
    """The filter without the conditions that changes of an address take the place of, and the changes that it does not hold already."""
    kept = tuple(c for c in filter.conditions if c.negated or c.key not in changes or c.key in _SEVERAL)
    held = {(c.key, ",".join(c.values)) for c in kept if not c.negated}
    return Filter(kept), {k: v for k, v in changes.items() if (k, str(v)) not in held}


def address(request: Request, filter: Filter, **more: Any) -> str:
    """The address of this page with a filter."""
    query = query_of(filter, **more)
    return request.url.path + (f"?{query}" if query else "")


def tidy(request: Request, keep: Sequence[str]) -> str | None:
    """The address with the values of a form joined and what is empty left out; None if it is tidy."""
    given = request.query_params.multi_items()
    out: dict[tuple[str, int], list[str]] = {}
    for number, (key, value) in enumerate(given):
        plain = key.removeprefix("-")
        if plain not in KEYS and key not in keep:
            out[key, number] = [value]
        elif value.strip():
            out.setdefault((key, -1 if plain in _JOINED or key in keep else number), []).append(value.strip())
    items = [(key, values[-1] if key in keep else ",".join(dict.fromkeys(values))) for (key, _), values in out.items()]
    return None if items == given else request.url.path + (f"?{urlencode(items, safe=',:')}" if items else "")


def chips(request: Request, visit: Visit, **more: Any) -> list[Chip]:
    """The conditions in force, one chip a value."""
    w, conditions = visit.wording, visit.filter.conditions
    out = []
    for n, c in enumerate(conditions):
        for value in c.values:
            left = tuple(v for v in c.values if v != value)
            rest = (*conditions[:n], *((c.__class__(c.key, left, c.negated),) if left else ()), *conditions[n + 1 :])
            form = "events.chip.not" if c.negated else "events.chip"
            text = w(form, field=w(f"events.key.{c.key}"), value=told(c.key, value, visit))
            out.append(Chip(text, address(request, Filter(rest), **more)))
    return out


def told(key: str, value: str, visit: Visit) -> str:
    """A value of a condition in the visitor's language."""
    w, book = visit.wording, visit.desk.book
    match KEYS[key].kind:
        case "country":
            return w.country(value)
        case "type":
            return type_name(value, book, w)
        case "family":
            return w(f"events.family.{value}")
        case "status":
            return w(f"status.{value}")
        case "day":
            return w.day(value)
        case "yes" | "reviewed":
            return w(f"events.{value}")
        case "whole":
            return w.number(int(value))
        case "share":
            return w.share(float(value))
    if key == "actor":
        return actor_name(value, book, w)
    entry = book.places.get(value) if key == "place" else None
    if entry:
        return entry.names[0] if w.language == "ar" and entry.names else entry.name_en
    return w.country(value.removeprefix("country:")) if value.startswith("country:") else value


class Choices:
    """What the form proposes: values that the store's events have, with how many have them."""

    def __init__(self, visit: Visit, kept: Kept) -> None:
        self._visit, self._kept = visit, kept

    def countries(self) -> list[Choice]:
        """Countries by name."""
        w = self._visit.wording
        rows = [(code, w.country(code), n) for code, n in self._tally("country").items() if code]
        return [Choice(c, name, n, c in self._chosen("country")) for c, name, n in sorted(rows, key=lambda r: r[1])]

    def families(self) -> list[tuple[Choice, list[Choice]]]:
        """Families, each with its types."""
        w, book = self._visit.wording, self._visit.desk.book
        numbers = self._tally("type")
        out = []
        for family in SHADES:
            types = [
                Choice(t, type_name(t, book, w), numbers[t], t in self._chosen("type"))
                for t in get_args(EventType)
                if t in book.events and book.events[t].family == family
            ]
            number = sum(c.number or 0 for c in types)
            out.append((Choice(family, w(f"events.family.{family}"), number, family in self._chosen("family")), types))
        return out

    def statuses(self) -> list[Choice]:
        """Statuses."""
        w = self._visit.wording
        return [Choice(s, w(f"status.{s}"), None, s in self._chosen("status")) for s in get_args(Status)]

    def actors(self) -> list[tuple[str, str]]:
        """Actors to propose: id and name."""
        w, book = self._visit.wording, self._visit.desk.book
        found = self._kept.of(("actors",), self._visit.desk.store.browse.actors)
        return [(id_, actor_name(id_, book, w)) for id_, _ in found[:_LISTED]]

    def outlets(self) -> list[str]:
        """Outlets to propose."""
        return [name for name, _ in self._kept.of(("outlets",), self._visit.desk.store.browse.outlets)[:_LISTED]]

    def value(self, key: str) -> str:
        """What a field of the form holds: the first condition of a key that is not negated."""
        return next((",".join(c.values) for c in self._visit.filter.conditions if c.key == key and not c.negated), "")

    def open(self) -> bool:
        """Whether a field that the form folds away holds something."""
        return any(self.value(key) for key in _FOLDED)

    def hidden(self) -> list[tuple[str, str]]:
        """Conditions that the form has no field for: they go with it unseen."""
        shown: set[str] = set()
        out = []
        for c in self._visit.filter.conditions:
            if c.negated or c.key == "id" or (c.key in shown and c.key not in _JOINED):
                out.append((("-" if c.negated else "") + c.key, ",".join(c.values)))
            elif not c.negated:
                shown.add(c.key)
        return out

    def _chosen(self, key: str) -> set[str]:
        return {v for c in self._visit.filter.conditions if c.key == key and not c.negated for v in c.values}

    def _tally(self, by: Literal["country", "type"]) -> Counter[str]:
        found: Counter[str] = Counter()
        for country, type_, number in self._kept.of(("kinds",), self._visit.desk.store.browse.kinds):
            found[(country or "") if by == "country" else type_] += number
        return found
