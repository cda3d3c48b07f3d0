"""Actors: who they are by the codebook, and what the project's events tell of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from isnad.codebook import Codebook
from isnad.filter import Condition, Filter
from isnad.model import Relation, StoredItem, Strength
from isnad.store.survey import Activity
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
_LATEST = 8
_QUOTED = 20  # articles of a tie are listed
_GROUPS, _NOUNS = "group", "noun"
_EMPTY = Activity()


class Row(NamedTuple):
    """A line of the list."""

    id: str
    label: str
    ar: str
    kind: str
    countries: tuple[str, ...]
    activity: Activity


class Tie(NamedTuple):
    """A relation as its articles tell it: which end the actor is, what, with whom, in how many articles, on which first and last day of
    publication, and where it was read, the latest first.
    """

    end: str
    type: str
    status: str
    other: str
    other_id: str | None
    number: int
    days: tuple[str | None, str | None]
    items: list[StoredItem]


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
    number = page_of(page_)
    ask = visit.desk.store.survey
    found, total = visit.desk.kept.of(("candidates", number), lambda: ask.candidates(limit=_ROWS, offset=_ROWS * (number - 1)))
    return page(request, visit, "candidates.html", found=found, total=total, number=number, per=_ROWS)


@router.get("/actors/{id}/activity.{kind}", include_in_schema=False)
def activity(id: str, kind: str, visit: Visit = Depends(visit_of)) -> Response:
    """The chart of an actor's activity as SVG, or its figures as CSV, with where they come from."""
    chart = _chart(visit, id)
    if kind not in ("svg", "csv") or chart is None:
        raise HTTPException(404, visit.wording("actors.none", id=id))
    w, filter_ = visit.wording, Filter((Condition("actor", (id,)),))
    title = f"{actor_name(id, visit.desk.book, w)} · {w(f'actors.chart.{chart.unit}')}"
    told = visit.desk.kept.of(("told", id), lambda: events_of(visit, filter_))
    most = w("chart.most", n=chart.most)
    return file_of(mirrored(chart, title, told, ["by", "against"], most, w("actors.by"), w("actors.against")), kind, f"{id}-activity")


@router.get("/actors/{id}", include_in_schema=False)
def actor(request: Request, id: str, visit: Visit = Depends(visit_of)) -> HTMLResponse:
    """An actor: names, aliases by date, family, ties, activity, opponents."""
    desk, book, w = visit.desk, visit.desk.book, visit.wording
    active = survey.actors(desk).get(id, _EMPTY)
    entry = book.actors.get(id)
    if entry is None and not active.events and id.removeprefix("country:") not in book.countries:
        raise HTTPException(404, w("actors.none", id=id))
    wanted = visit.about = Filter((Condition("actor", (id,)),))
    kept = desk.kept_for(wanted)
    types, countries = kept.of(("actor kinds", id), lambda: _kinds(visit, wanted))
    latest = kept.of(
        ("actor latest", id), lambda: [r.id for r in desk.store.browse.page(wanted, desk.types, order="date", limit=_LATEST, total=0)[0]]
    )
    chart = kept.of(("actor chart", id), lambda: _chart(visit, id))
    opponents = kept.of(("opponents", id, w.language), lambda: _opponents(visit, id))
    whole = desk.kept if Veil(visit).on else kept  # what is masked can change with any judgement
    ties = whole.of(("actor ties", id, w.language, desk.names), lambda: _ties(visit, id))
    return page(
        request, visit, "actor.html", id=id, label=actor_name(id, book, w), entry=entry, aliases=aliases(entry) if entry else [],
        above=above(id, book, w), below=[(i, actor_name(i, book, w)) for i in book.branches(id)],
        total=active.events, latest=Veil(visit).events(list(desk.store.events.get(latest))), chart=chart,
        sides=(active.by, active.against), opponents=opponents, types=types.most_common(8), countries=countries.most_common(8),
        ties=ties, strengths=_strengths(visit, id), dated=desk.store.survey.dated(id),
    )  # fmt: skip


def _kinds(visit: Visit, wanted: Filter) -> tuple[Counter[str], Counter[str]]:
    """The events of a filter by type and by country."""
    types: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    for country, type_, n in visit.desk.store.browse.kinds(wanted, visit.desk.types):
        types[type_] += n
        if country:
            countries[country] += n
    return types, countries


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


def _of(id_: str, book: Codebook, party: str | None) -> bool:
    """Whether a party is the actor or one of its branches."""
    return party is not None and id_ in book.lineage(party)


def _chart(visit: Visit, id_: str) -> Mirror | None:
    return mirror([visit.desk.store.survey.days(id_, side) for side in ("by", "against")])


def _opponents(visit: Visit, id_: str) -> list[Opponent]:
    book = visit.desk.book
    done: Counter[str] = Counter()
    suffered: Counter[str] = Counter()
    for side, other, n in visit.desk.store.survey.opponents(id_):
        if not _of(id_, book, other):
            (done if side == "by" else suffered)[other] += n
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
    ties = [Tie(*key, ids[key], len(items), _span(items), items[:_QUOTED]) for key, items in found.items()]
    return sorted(ties, key=lambda t: (-t.number, t.type, t.other))


def _span(items: list[StoredItem]) -> tuple[str | None, str | None]:
    days = sorted(i.published for i in items if i.published)
    return (days[0], days[-1]) if days else (None, None)


def _strengths(visit: Visit, id_: str) -> list[tuple[StoredItem, Strength]]:
    shown = Veil(visit).items(list(visit.desk.store.tallies.strengths(id_)))
    return [(s, s.item) for s in shown if isinstance(s.item, Strength)]
