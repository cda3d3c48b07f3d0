"""Outlets and sources: who reports what, who quotes whom, and how often one contradicts another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse

from isnad.codebook.entries import OutletEntry
from isnad.filter import Condition, Filter
from isnad.merge.voices import voices
from isnad.model import Event, Figure
from isnad.store.tallies import OutletRow
from isnad.web import survey
from isnad.web.calling import outlet_name
from isnad.web.charts import drawn
from isnad.web.render import page
from isnad.web.veil import Veil
from isnad.web.visit import Visit, visit_of

router = APIRouter()
_COLUMNS, _PAIRS, _NAMED, _SHOWN, _TOP = 12, 30, 20, 15, 12
_NONE = survey.Outlet()


class Line(NamedTuple):
    """An outlet of the project: what it published and what was read in it."""

    row: OutletRow
    outlet: survey.Outlet
    id: str | None


class Cell(NamedTuple):
    """How many articles of an outlet quote another: the number, its level of 0 to 3, and whether it quotes itself."""

    n: int
    level: int
    own: bool


class Disagreement(NamedTuple):
    """An event on which outlets contradict each other: the count, the outlet's figures and those of the others."""

    event: Event
    field: str
    own: list[Figure]
    others: list[Figure]


@router.get("/outlets", include_in_schema=False)
def outlets(request: Request, visit: Visit = Depends(visit_of)) -> HTMLResponse:
    """All outlets of the project, who quotes whom, and the kinds of sources."""
    found = survey.outlets(visit.desk)
    lines = _lines(visit)
    own = {line.row.name: line.id for line in lines if line.row.name}
    quoted: Counter[str] = Counter()
    for _, id_, n in found.quoted:
        quoted[id_] += n
    columns = [id_ for id_, _ in quoted.most_common(_COLUMNS)]
    kinds: Counter[str] = Counter()
    for outlet in found.outlets.values():
        kinds.update(outlet.kinds)
    named = visit.desk.surveys.of("sources", lambda: visit.desk.store.survey.sources(limit=_NAMED))
    return page(
        request, visit, "outlets.html", lines=lines, columns=[(c, outlet_name(c, visit.desk.book, visit.wording)) for c in columns],
        matrix=_matrix(own, columns, found.quoted), kinds=kinds.most_common(), named=named,
        pairs=[(a, b, outlet_name(b, visit.desk.book, visit.wording), n) for a, b, n in found.quoted[:_PAIRS]],
        private=sum(o.private for o in found.outlets.values()), pairs_total=len(found.quoted),
    )  # fmt: skip


@router.get("/outlets/{name:path}", include_in_schema=False)
def outlet(request: Request, name: str, visit: Visit = Depends(visit_of)) -> HTMLResponse:
    """One outlet, by its name in the project or its id in the codebook."""
    book, w, desk = visit.desk.book, visit.wording, visit.desk
    found = survey.outlets(desk)
    lines = _lines(visit)
    line = next((x for x in lines if x.row.name == name), None) or next((x for x in lines if x.id == name), None)
    id_ = line.id if line else name
    entry: OutletEntry | None = book.outlets.get(id_ or "")
    if line is None and entry is None:
        raise HTTPException(404, w("outlets.none", name=name))
    published = line.row.name if line else None
    visit.about = Filter((Condition("outlet", (published,)),)) if published else None
    quotes = [(b, outlet_name(b, book, w), n) for a, b, n in found.quoted if a == published and b != id_]
    quoted_by = [(a, n) for a, b, n in found.quoted if b == id_ and a != published]
    month = dict(desk.store.tallies.months(published)) if published else {}
    counted = desk.kept.of(("counted", published), lambda: _counted(visit, published)) if published else {}
    return page(
        request, visit, "outlet.html", name=published or outlet_name(name, book, w), line=line, entry=entry, outlet_id=id_,
        quotes=quotes, quoted_by=quoted_by, chart=drawn([month], unit="month", one=True), counted=counted,
        disagreements=_disagreements(visit, published) if published else [],
        sources=desk.store.survey.sources(limit=_TOP, outlet=published) if published else [],
    )  # fmt: skip


def _lines(visit: Visit) -> list[Line]:
    known = voices(visit.desk.book)
    found = survey.outlets(visit.desk).outlets
    rows = visit.desk.surveys.of("outlet rows", visit.desk.store.tallies.outlets)
    out = []
    for row in rows:
        key = known.publisher(row.name).removeprefix("outlet:") if row.name else ""
        out.append(Line(row, found.get(row.name or "", _NONE), key if key in visit.desk.book.outlets else None))
    return out


def _matrix(own: dict[str, str | None], columns: list[str], quoted: list[tuple[str, str, int]]) -> list[tuple[str, list[Cell]]]:
    """A row an outlet, a column a quoted one; levels part the cells into thirds of the square root of the largest."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for outlet_, id_, n in quoted:
        counts[outlet_][id_] = n
    most = max((n for a, b, n in quoted if b != own.get(a)), default=1)

    def cell(outlet_: str, id_: str) -> Cell:
        n = counts[outlet_].get(id_, 0)
        level = min(3, 1 + int(3 * (n / most) ** 0.5)) if n else 0
        return Cell(n, level, own.get(outlet_) == id_)

    return [(outlet_, [cell(outlet_, id_) for id_ in columns]) for outlet_ in own if outlet_ in counts]


def _counted(visit: Visit, name: str) -> dict[str, list[tuple[str, int]]]:
    """The events of an outlet by type and country, the most first."""
    found: dict[str, Counter[str]] = {"type": Counter(), "country": Counter()}
    for country, type_, n in visit.desk.store.browse.kinds(Filter((Condition("outlet", (name,)),)), visit.desk.types):
        found["type"][type_] += n
        found["country"][country or ""] += n
    return {by: sorted(((key, n) for key, n in counts.items() if key), key=lambda x: (-x[1], x[0]))[:8] for by, counts in found.items()}


def _disagreements(visit: Visit, name: str) -> list[Disagreement]:
    """The latest events on which another outlet contradicts this one."""
    veil, out = Veil(visit), []
    for id_, count in visit.desk.store.survey.disagreements(name, limit=_SHOWN):
        (event,) = veil.events(list(visit.desk.store.events.get([id_])))
        toll = getattr(event, count)
        figures = [f for f in toll.figures if not f.alternative and f.outlet] if toll else []
        out.append(Disagreement(event, count, _once(f for f in figures if f.outlet == name), _once(f for f in figures if f.outlet != name)))
    return out


def _once(figures: Iterable[Figure]) -> list[Figure]:
    """The figures of each outlet, the same one once, on its first day."""
    found: dict[tuple[object, ...], Figure] = {}
    for f in sorted(figures, key=lambda f: f.published or ""):
        found.setdefault((f.outlet, f.n, f.low, f.high, f.q), f)
    return list(found.values())
