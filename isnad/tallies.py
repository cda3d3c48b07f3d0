"""What a summary counts: one pass over the events in brief, and what the store counts by itself."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec

from isnad.filter import Filter
from isnad.masking.mask import MASK
from isnad.model import COUNT_FIELDS
from isnad.store import Store
from isnad.store.brief import Brief, BriefActor

UNKNOWN = "unknown"


class TollSum(msgspec.Struct):
    """Sums over the events that tell a toll at all; `vague` are those without a figure, `disputed` those on which reports differ."""

    events: int = 0
    low: int = 0
    best: int = 0
    high: int = 0
    vague: int = 0
    disputed: int = 0


class Tallies(msgspec.Struct, kw_only=True):
    """Everything that a summary shows; each counter says in its name what it counts, events or reports.

    `origins` maps the number of origins of an event to events, `sizes` its number of reports; `sources` are the origins that are no
    outlet, private persons left out; `actors` are by the codebook's label, `outlets` those that report an event.
    """

    events: int = 0
    reports_in_events: int = 0
    events_by_month: Counter[str] = msgspec.field(default_factory=Counter)
    events_by_country: Counter[str] = msgspec.field(default_factory=Counter)
    events_by_type: Counter[str] = msgspec.field(default_factory=Counter)
    events_by_status: Counter[str] = msgspec.field(default_factory=Counter)
    events_by_actor: Counter[str] = msgspec.field(default_factory=Counter)
    events_by_source: Counter[str] = msgspec.field(default_factory=Counter)
    events_by_source_kind: Counter[str] = msgspec.field(default_factory=Counter)
    events_by_outlet: Counter[str] = msgspec.field(default_factory=Counter)
    events_by_origins: Counter[int] = msgspec.field(default_factory=Counter)
    events_by_reports: Counter[int] = msgspec.field(default_factory=Counter)
    events_by_review: Counter[str] = msgspec.field(default_factory=Counter)
    events_by_disputed_field: Counter[str] = msgspec.field(default_factory=Counter)
    events_disputed: int = 0
    tolls: dict[str, TollSum] = msgspec.field(default_factory=dict)
    articles: dict[str, int] = msgspec.field(default_factory=dict)
    reports: int = 0
    reports_by_verdict: Counter[str] = msgspec.field(default_factory=Counter)
    reports_without_event: int = 0
    reports_to_merge: int = 0
    events_to_merge: int = 0
    events_merged_away: int = 0
    events_gone: int = 0
    skipped: Counter[str] = msgspec.field(default_factory=Counter)


def tallies(store: Store, filter: Filter, types: dict[str, tuple[str, ...]]) -> Tallies:
    """The tallies of the events that a filter lets through; articles, verdicts and what was skipped are of the whole project."""
    out = Tallies(tolls={field: TollSum() for field in COUNT_FIELDS})
    for event in store.briefs.events(filter, types):
        _count(out, event)
    out.articles = store.briefs.articles()
    out.reports = store.reports.count()
    out.reports_by_verdict = store.briefs.verdicts()
    out.reports_without_event = store.briefs.loose()
    out.reports_to_merge, out.events_to_merge = store.briefs.waiting()
    out.events_merged_away, out.events_gone = store.briefs.removed()
    out.skipped = store.briefs.skipped()
    return out


def _count(out: Tallies, event: Brief) -> None:
    out.events += 1
    out.reports_in_events += len(event.reports)
    out.events_by_month[event.date[:7] if event.date and len(event.date) >= 7 else UNKNOWN] += 1
    out.events_by_country[event.country or UNKNOWN] += 1
    out.events_by_type[event.type] += 1
    out.events_by_status[event.status] += 1
    out.events_by_review[event.reviewed] += 1
    out.events_by_origins[len(event.origins)] += 1
    out.events_by_reports[len(event.reports)] += 1
    out.events_by_outlet.update(set(event.outlets))
    cited = [o for o in event.origins if o.kind != "outlet"]
    out.events_by_source.update({o.label for o in cited if o.person != "private" and o.label != MASK})
    out.events_by_source_kind.update({o.kind for o in event.origins})
    out.events_by_actor.update({name for a in (*event.by, *event.against) if (name := actor_name(a))})
    out.events_by_disputed_field.update(set(event.disputed))
    out.events_disputed += bool(event.disputed)
    for field in COUNT_FIELDS:
        toll = getattr(event, field)
        if toll is not None:
            _add(out.tolls[field], toll)


def _add(sum_: TollSum, toll: Any) -> None:
    sum_.events += 1
    sum_.disputed += toll.disputed
    known = [n for n in (toll.low, toll.best, toll.high) if n is not None]
    if not known:
        sum_.vague += 1
        return
    best = toll.best if toll.best is not None else known[0]
    sum_.low += toll.low if toll.low is not None else min(known)
    sum_.best += best
    sum_.high += toll.high if toll.high is not None else max(known)


def actor_name(actor: BriefActor) -> str | None:
    """How an actor is counted: by the codebook's label; those that it does not know, and its nouns (soldier, gunman), are left out."""
    known = actor.id and not actor.id.startswith("generic:") and actor.person != "private" and not actor.minor
    return actor.en or actor.id if known else None
