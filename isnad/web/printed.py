"""The line at the foot of every printed page: what was drawn from, by which filter, how much of it, and how it was made."""

from __future__ import annotations

from typing import NamedTuple

from fastapi import Request

from isnad.export.selection import Provenance
from isnad.filter import Filter
from isnad.store import now
from isnad.web.conditions import query_of, told
from isnad.web.veil import Veil
from isnad.web.visit import Visit

# The pages whose content is chosen by the filter of their address: elsewhere the same keys mean other things.
FILTERED = ("/events", "/export", "/review")


class Printed(NamedTuple):
    """The line as far as it is known without a count, and the query with which /api/v1/provenance gives the whole one."""

    line: str
    query: str


def printed(request: Request, visit: Visit) -> Printed:
    """What a page says of itself when it is printed; handlers set `visit.about` where the page is about some of the events."""
    filter = visit.about or (visit.filter if request.url.path in FILTERED else Filter())
    w, desk = visit.wording, visit.desk
    codebook = desk.store.last_codebook() or desk.book.version
    line = w(
        "print.short", title=desk.title, filter=conditions(filter, visit), codebook=codebook, version=desk.version, day=w.day(now()[:10])
    )  # fmt: skip
    return Printed(f"{line} {_care(visit)}", query_of(filter))


def line_of(visit: Visit, made: Provenance, events: int, reports: int, reviewed: int) -> str:
    """The whole line, in the language of the visitor, for the events of the visit's filter."""
    w = visit.wording
    span = w("print.span", first=w.day(made.first), last=w.day(made.last)) if made.first else w("print.undated")
    line = w(
        "print.line", title=made.title, filter=conditions(visit.filter, visit), articles=w("articles.count", n=made.articles),
        outlets=w("outlets.count", n=made.outlets), span=span, reports=w("reports.count", n=reports), events=w("events.count", n=events),
        share=w.share(reviewed / events if events else 0), codebook=made.codebook, version=made.version, day=w.day(made.made_at[:10]),
    )  # fmt: skip
    return f"{line} {_care(visit)}"


def conditions(filter: Filter, visit: Visit) -> str:
    """A filter of events in words, with the statuses that are shown unless others are asked for."""
    w = visit.wording
    parts = []
    for c in filter.of("events").conditions:
        value = w("pages.comma").join(told(c.key, v, visit) for v in c.values)
        parts.append(w("events.chip.not" if c.negated else "events.chip", field=w(f"events.key.{c.key}"), value=value))
    return w("print.and").join(parts)


def _care(visit: Visit) -> str:
    """Whether a sheet may name private persons: that depends on who prints it."""
    return visit.wording("print.masked" if Veil(visit).on and not visit.desk.names else "print.named")
