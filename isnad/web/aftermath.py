"""The aftermath of a judgement: what else it changed in the event, told once to whoever made it; and what an undoing took back."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from isnad.codebook import Codebook
from isnad.errors import IsnadError
from isnad.model import COUNT_FIELDS, Event, Judgement, StoredReport
from isnad.review.decide import TIES, Decision
from isnad.review.values import NOTHING, SIDES, checked, told
from isnad.store import Store
from isnad.store.verdicts import FIELDS, mended
from isnad.web.marks import said
from isnad.web.wording import Wording

_KEPT = 64  # judgements whose aftermath is known
_SHOWN = ("type", "status", "date", "place", "country", *SIDES, *COUNT_FIELDS, "claimed_by")
# What a mended field changes of itself in an event is no news.
_OWN = {"date_end": ("date",), "place": ("place", "country"), "country": ("country", "place")}


class Change(NamedTuple):
    """A field of an event and its values before and after, as people read them; empty for none."""

    field: str
    before: str
    after: str


class Aftermath:
    """The events that the last judgements touched, as they were before and after; the oldest is forgotten first."""

    def __init__(self) -> None:
        self._events: OrderedDict[int, tuple[Event, Event]] = OrderedDict()

    def keep(self, judgement: int, before: Event, after: Event) -> None:
        """Note what became of an event."""
        self._events[judgement] = before, after
        while len(self._events) > _KEPT:
            self._events.popitem(last=False)

    def changes(self, j: Judgement, book: Codebook, w: Wording) -> list[Change]:
        """What else than the mended field changed in the event of a judgement."""
        if j.id not in self._events:
            return []
        before, after = self._events[j.id]
        own = _OWN.get(j.field, (j.field,)) if j.field else ()
        pairs = [(f, _words(before, f, book, w), _words(after, f, book, w)) for f in _SHOWN if f not in own]
        return [Change(f, a, b) for f, a, b in pairs if a != b]


def event_of(store: Store, decisions: Sequence[Decision]) -> Event | None:
    """The event that decisions on single reports concern; None if there is none, or more than one."""
    ids = [d.on[0] for d in decisions if d.action not in (*TIES, "add", "undo") and d.on]
    for d in decisions:
        root = root_of(store, d.undoes)[0] if d.undoes else None
        ids += root.reports[:1] if root and root.action not in TIES else []
    held = set(store.events.held(ids).values()) if ids else set()
    return next(store.events.get(sorted(held)), None) if len(held) == 1 else None


def root_of(store: Store, number: int) -> tuple[Judgement | None, bool]:
    """The judgement that one by its number is about in the end, and whether it takes that back: an undoing of an undoing brings it back."""
    j, back = store.judgements.get(number), False
    while j is not None and j.undoes is not None:
        j, back = store.judgements.get(j.undoes), not back
    return j, back


def idle(book: Codebook, stored: StoredReport | None, d: Decision) -> bool:
    """Whether a mending leaves everything as it is: the value that the report has, no words of the article, no note."""
    if stored is None or d.action != "mend" or d.field not in FIELDS or d.spans or d.note:
        return False
    if isinstance(d.value, str) and d.value.strip() in {told(stored.report, d.field) or NOTHING, told(stored.report, d.field)}:
        return True
    try:
        return bool(
            said(mended(stored.report, d.field, checked(book, stored.report, d.field, d.value)), d.field) == said(stored.report, d.field)
        )
    except (IsnadError, msgspec.ValidationError):
        return False  # whoever decides tells what is wrong


def _words(event: Event, field: str, book: Codebook, w: Wording) -> str:
    value: Any = getattr(event, field)
    if value in (None, []):
        return ""
    if field in COUNT_FIELDS:
        return w.number(value.best)
    if field in SIDES:
        return "; ".join(book.actors[p.id].names.get(w.language, p.text) if p.id in book.actors else p.text for p in value)
    if field == "date":
        return "–".join(w.day(d) for d in dict.fromkeys(filter(None, (value, event.date_end))))
    if field == "place":
        return str(value if w.language == "ar" else event.place_en or value)
    named = {
        "type": lambda: book.events[value].labels[w.language],
        "status": lambda: w(f"status.{value}"),
        "country": lambda: w.country(value),
    }
    return str(named[field]()) if field in named else str(value)
