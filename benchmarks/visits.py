"""How long each page and each address of the API takes: at the first visit, after a judgement, and when it was asked before.

A reviewer judges every few seconds, so what people see most often is a page whose project has just changed.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from isnad.codebook import Codebook
from isnad.review.decide import Decision, decided
from isnad.store import Store

# What is asked for: the name in the table, and the address; braces are filled with what the project has most of.
ADDRESSES = (
    "/", "/events", "/events?view=map", "/events?view=timeline", "/events?view=network", "/events?view=network&country=SY", "/events?outlet=Outlet+1", "/events/{event}", "/articles/{article}",
    "/review", "/review/samples", "/review?country=SY", "/review?ask=pair", "/search", "/search?q={word}", "/actors", "/actors?of=noun", "/actors/candidates",
    "/actors/{actor}", "/actors/{actor}/activity.svg", "/figures/actor-types.csv?of={actor}", "/outlets", "/outlets/{outlet}", "/figures/outlet-sources.csv?of={outlet}",
    "/codebook", "/codebook/actors", "/quality", "/export",
    "/export?table=relations", "/settings", "/help",
    "/api/v1/events", "/api/v1/events?total=true", "/api/v1/events/{event}", "/api/v1/events/{event}/links", "/api/v1/reports", "/api/v1/reports?total=true", "/api/v1/reports/{report}",
    "/api/v1/articles", "/api/v1/articles?q={word}", "/api/v1/articles?outlet={outlet}", "/api/v1/articles/{article}", "/api/v1/relations", "/api/v1/strengths", "/api/v1/speakers",
    "/api/v1/actors/{actor}", "/api/v1/codebook/actors", "/api/v1/complete?field=actor&q={word}", "/api/v1/queue", "/api/v1/queue?ask=pair", "/api/v1/waiting", "/api/v1/waiting?at={report}",
    "/api/v1/judgements", "/api/v1/map", "/api/v1/timeline", "/api/v1/network", "/api/v1/tally", "/api/v1/provenance", "/api/v1/runs", "/api/v1/state", "/api/v1/me", "/api/v1/audit",
)  # fmt: skip
_FIRST, _AMONG = 100, 20_000  # events: the first of the queue are left to the browser; a project that is kept has fewer that wait each time
JUDGING = "POST /api/v1/judgements"


class Took(NamedTuple):
    """Milliseconds of one address: the first visit, visits right after a judgement, and visits to what was asked before."""

    address: str
    first: float
    judged: list[float]
    warm: list[float]


def addresses(store: Store) -> list[str]:
    """The addresses with what is usual in this project in place of the braces."""
    held = next(store.events.get(store.browse.weightiest(1)[0]))
    found = {
        "event": held.id, "report": held.reports[0], "article": held.articles[0], "word": "هجوم", "actor": store.browse.actors()[0][0],
        "outlet": store.browse.outlets()[0][0],
    }  # fmt: skip
    return [a.format(**found) for a in ADDRESSES]


def visits(client: Any, csrf: str, app: Any, store: Store, book: Codebook, *, rounds: int, fresh: Any) -> Iterator[Took]:
    """Every address as a reviewer's browser asks for it; the last line is the judgement itself. `fresh` makes a desk as after a start."""
    asked = addresses(store)
    waiting = _waiting(store, book, rounds * len(asked))
    posted: list[float] = []

    def judge() -> None:
        given = {"action": "accept", "reports": [waiting.pop()]}
        posted.append(_timed(client, "POST", "/api/v1/judgements", json=given, headers={"X-CSRF-Token": csrf}))

    for address in asked:
        forget(app)
        app.state.desk = fresh()
        first = _timed(client, "GET", address)
        judged = []
        for _ in range(rounds):
            judge()
            judged.append(_timed(client, "GET", address))
        yield Took(address, first, judged, [_timed(client, "GET", address) for _ in range(4 * rounds)])
    yield Took(JUDGING, posted[0], posted, posted)


def _waiting(store: Store, book: Codebook, number: int) -> list[str]:
    """Reports that wait, of events made by the merge's own rules: the invented ones become so with a first judgement."""
    events = store.events.get(store.browse.weightiest(_AMONG)[0][_FIRST:])
    found = list(islice((r.id for e in events for r in store.reports.get(e.reports[:1]) if r.verdict is None), number))
    decided(store, book, [Decision(action="unsure", on=(id_,)) for id_ in found], "somebody")
    return found


def forget(app: Any) -> None:
    """Nothing is kept any more, as after a start."""
    for kept in (app.state.desk.kept, app.state.desk.steady, app.state.desk.surveys):
        kept.at(None)
    for name in ("sittings", "articles"):
        if hasattr(app.state, name):
            delattr(app.state, name)


def _timed(client: Any, method: str, address: str, **given: Any) -> float:
    start = time.perf_counter()
    answer = client.request(method, address, **given)
    took = 1000 * (time.perf_counter() - start)
    if answer.status_code not in (200, 201):
        raise SystemExit(f"{method} {address}: {answer.status_code} {answer.text[:200]}")
    return took
