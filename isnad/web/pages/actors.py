"""Actors: who they are by the codebook, and what the project's events tell of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from isnad.codebook import Codebook
from isnad.filter import Condition, Filter
from isnad.model import Event, Relation, StoredItem, Strength
from isnad.text.fold import folded
from isnad.web import survey
from isnad.web.calling import above, actor_name, aliases
from isnad.web.charts import Mirror, mirror
from isnad.web.figures import events_of, mirrored
from isnad.web.pages.figures import file_of
from isnad.web.render import page, page_of
from isnad.web.veil import Veil
from isnad.web.visit import Visit, visit_of

router = APIRouter()
_ROWS = 60
_TOP = 12
_GROUPS, _NOUNS = "group", "noun"
_EMPTY = survey.Activity()


class Row(NamedTuple):
    """A line of the list."""

    id: str
    label: str
    ar: str
    kind: str
    countries: tuple[str, ...]
    activity: survey.Activity


class Tie(NamedTuple):
    """A relation as its articles tell it: which end the actor is, what, with whom, and where it was read, the latest first."""

    end: str
    type: str
    status: str
    other: str
    other_id: str | None
    items: list[StoredItem]

    @property
    def days(self) -> tuple[str | None, str | None]:
        """First and last day of publication."""
        days = sorted(i.published for i in self.items if i.published)
        return (days[0], days[-1]) if days else (None, None)


class Opponent(NamedTuple):
    """Who stands on the other side of events: `done` by the actor to them, `suffered` from them."""

    id: str
    label: str
    done: int
    suffered: int


@router.get("/actors", include_in_schema=False)
def actors(
    request: Request, visit: Visit = Depends(visit_of), q: str = "", kind: str = "", country: str = "", of: str = _GROUPS, all: str = "", page_: int = 1
) -> HTMLResponse:  # fmt: skip
    """The actors of the codebook with their activity, the most active first; those without events if asked for."""
    rows = list(_rows(visit, q=q, kind=kind, of=of))
    countries = sorted({code for row in rows for code in row.countries}, key=visit.wording.country)
    rows = [r for r in rows if not country or country in r.countries]
    silent = sum(not r.activity.events for r in rows)
    if not all and not q:
        rows = [r for r in rows if r.activity.events]
    start = _ROWS * (page_of(page_) - 1)
    shown = rows[start : start + _ROWS]
    most = max((max(r.activity.by, r.activity.against) for r in shown), default=0)
    kinds = sorted({e.kind for e in visit.desk.book.actors.values()})
    return page(
        request, visit, "actors.html", rows=shown, total=len(rows), silent=silent, most=most, kinds=kinds, countries=countries,
        given={"q": q, "kind": kind, "country": country, "of": of, "all": all}, number=page_of(page_), per=_ROWS,
    )  # fmt: skip


@router.get("/actors/candidates", include_in_schema=False)
def candidates(request: Request, visit: Visit = Depends(visit_of), page_: int = 1) -> HTMLResponse:
    """Parties that the codebook does not know, the most frequent first."""
    found = survey.candidates(visit.desk)
    start = _ROWS * (page_of(page_) - 1)
    return page(request, visit, "candidates.html", found=found[start : start + _ROWS], total=len(found), number=page_of(page_), per=_ROWS)


@router.get("/actors/{id}/activity.{kind}", include_in_schema=False)
def activity(id: str, kind: str, visit: Visit = Depends(visit_of)) -> Response:
    """The chart of an actor's activity as SVG, or its figures as CSV, with where they come from."""
    events = _events(visit, id)
    chart = _chart(events, id, visit.desk.book)
    if kind not in ("svg", "csv") or chart is None:
        raise HTTPException(404, visit.wording("actors.none", id=id))
    w = visit.wording
    title = f"{actor_name(id, visit.desk.book, w)} · {w(f'actors.chart.{chart.unit}')}"
    told = events_of(visit, Filter((Condition("actor", (id,)),)))
    most = w("chart.most", n=chart.most)
    return file_of(mirrored(chart, title, told, ["by", "against"], most, w("actors.by"), w("actors.against")), kind, f"{id}-activity")


@router.get("/actors/{id}", include_in_schema=False)
def actor(request: Request, id: str, visit: Visit = Depends(visit_of)) -> HTMLResponse:
    """An actor: names, aliases by date, family, ties, activity, opponents."""
    book, w = visit.desk.book, visit.wording
    events = _events(visit, id)
    entry = book.actors.get(id)
    if entry is None and not events and id.removeprefix("country:") not in book.countries:
        raise HTTPException(404, w("actors.none", id=id))
    visit.about = Filter((Condition("actor", (id,)),))
    types = Counter(e.type for e in events)
    countries = Counter(e.country for e in events if e.country)
    return page(
        request, visit, "actor.html", id=id, label=actor_name(id, book, w), entry=entry, aliases=aliases(entry) if entry else [],
        above=above(id, book, w), below=[(i, actor_name(i, book, w)) for i in book.branches(id)],
        total=len(events), latest=Veil(visit).events(events[:8]), chart=_chart(events, id, book), sides=_sides(events, id, book), opponents=_opponents(visit, events, id),
        types=types.most_common(8), countries=countries.most_common(8), ties=_ties(visit, id), strengths=_strengths(visit, id),
        dated=sum(1 for e in events if e.date and len(e.date) >= 7),
    )  # fmt: skip


def _rows(visit: Visit, *, q: str, kind: str, of: str) -> Iterable[Row]:
    book, w, active = visit.desk.book, visit.wording, survey.actors(visit.desk)
    wanted = folded(q).casefold()
    found = []
    for id_, entry in book.actors.items():
        if id_.startswith("generic:") != (of == _NOUNS) or (kind and entry.kind != kind):
            continue
        names = [id_, *entry.names.values(), *(a.name for a in aliases(entry)), *(f for forms in entry.forms.values() for f in forms)]
        if wanted and not any(wanted in folded(name).casefold() for name in names):
            continue
        label = actor_name(id_, book, w)
        found.append(Row(id_, label, entry.names.get("ar", ""), entry.kind, entry.countries, active.get(id_, _EMPTY)))
    return sorted(found, key=lambda r: (-r.activity.events, r.label.casefold()))


def _events(visit: Visit, id_: str) -> list[Event]:
    """The events of an actor and of its branches, the latest first."""
    desk = visit.desk
    return list(desk.store.events.chosen(Filter((Condition("actor", (id_,)),)), desk.types, order="date"))


def _of(id_: str, book: Codebook, party: str | None) -> bool:
    """Whether a party is the actor or one of its branches."""
    return party is not None and id_ in book.lineage(party)


def _side(events: Iterable[Event], id_: str, book: Codebook, side: str) -> list[Event]:
    known: dict[str | None, bool] = {}
    out = []
    for event in events:
        for party in getattr(event, side):
            if party.id not in known:
                known[party.id] = _of(id_, book, party.id)
            if known[party.id]:
                out.append(event)
                break
    return out


def _sides(events: list[Event], id_: str, book: Codebook) -> tuple[int, int]:
    return len(_side(events, id_, book, "by")), len(_side(events, id_, book, "against"))


def _chart(events: list[Event], id_: str, book: Codebook) -> Mirror | None:
    return mirror([[e.date for e in _side(events, id_, book, side)] for side in ("by", "against")])


def _opponents(visit: Visit, events: list[Event], id_: str) -> list[Opponent]:
    book = visit.desk.book
    done: Counter[str] = Counter()
    suffered: Counter[str] = Counter()
    for side, other, count in (("by", "against", done), ("against", "by", suffered)):
        for event in _side(events, id_, book, side):
            count.update({p.id for p in getattr(event, other) if p.id and not _of(id_, book, p.id)})
    ids = sorted({*done, *suffered}, key=lambda i: (-done[i] - suffered[i], i))
    return [Opponent(i, actor_name(i, book, visit.wording), done[i], suffered[i]) for i in ids[:_TOP]]


def _ties(visit: Visit, id_: str) -> list[Tie]:
    """The relations of an actor; those of private persons are left out for everyone."""
    found: dict[tuple[str, str, str, str], list[StoredItem]] = {}
    ids: dict[tuple[str, str, str, str], str | None] = {}
    veil = Veil(visit)
    for stored in visit.desk.store.tallies.relations(id_):
        relation = stored.item
        if not isinstance(relation, Relation) or "private" in (relation.a_person, relation.b_person):
            continue
        end, other = ("a", "b") if relation.a_id == id_ else ("b", "a")
        other_id = getattr(relation, f"{other}_id")
        if other_id == id_:
            continue
        shown = next(iter(veil.items([stored])), None)
        if shown is None:
            continue
        label = actor_name(other_id, visit.desk.book, visit.wording) if other_id else getattr(shown.item, other)
        key = (end, relation.type, relation.status, label)
        found.setdefault(key, []).append(shown)
        ids[key] = other_id
    ties = [Tie(*key, ids[key], items) for key, items in found.items()]
    return sorted(ties, key=lambda t: (-len(t.items), t.type, t.other))


def _strengths(visit: Visit, id_: str) -> list[tuple[StoredItem, Strength]]:
    shown = Veil(visit).items(list(visit.desk.store.tallies.strengths(id_)))
    return [(s, s.item) for s in shown if isinstance(s.item, Strength)]
