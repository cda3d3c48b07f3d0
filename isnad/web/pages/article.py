"""Article: its untouched text with the evidence drawn over it, all that was read in it beside it, and people's own reports of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

import msgspec
from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup, escape

from isnad.errors import IsnadError
from isnad.masking.address import quoted
from isnad.masking.mask import hidden_in, masked_item
from isnad.model import Event, StoredItem, StoredReport
from isnad.resolve import place_of
from isnad.review.decide import ConflictError, Decision, last_seen
from isnad.store.articles import StoredArticle
from isnad.store.beside import Items
from isnad.web.acting import NEW, act, done_in, field_in, history, mend_in, number_in, report_in
from isnad.web.controls import Control, control_of, open_control
from isnad.web.forms import fields_of
from isnad.web.marks import MENDABLE, Mark, Masked, as_json, changed, items_marks, marks_of, masked, shown, words_of
from isnad.web.pages.event import article_url
from isnad.web.render import page
from isnad.web.veil import Veil
from isnad.web.visit import Visit, visit_of

router = APIRouter()


class Block(NamedTuple):
    """A line of the article; `start` is its place in the whole, in code points."""

    start: int
    text: str


class Told(NamedTuple):
    """A report as the page shows it: with the event that holds it, the fields that people changed, and its marks by their anchor."""

    stored: StoredReport
    event: Event | None
    changed: frozenset[str]
    marks: dict[str, Mark]


class Sight(NamedTuple):
    """An article as the visitor may see it: its text, what was left out of it, items, and the marks of reports and items."""

    raw: str
    hidden: Masked | None
    items: Items
    marks: list[Mark]
    others: list[Mark]

    def at(self, place: int) -> int:
        """Where a place of the untouched text is now."""
        return self.hidden.at(place, end=True) if self.hidden else place


@router.get("/articles/{id:path}", include_in_schema=False)
def article(request: Request, id: str, visit: Visit = Depends(visit_of)) -> HTMLResponse:
    """The article of an id; `text` asks for one of its texts by the hash."""
    return _shown(request, visit, _found(request, visit, id))


@router.post("/articles/{id:path}", include_in_schema=False)
def decide(request: Request, id: str, visit: Visit = Depends(visit_of), fields: dict[str, str] = Depends(fields_of)) -> Response:
    """What a form of the page asks for: a new report, a field mended, a verdict, an undoing."""
    found = _found(request, visit, id)
    raw = found.article.raw
    try:
        if fields.get("hash", found.hash) != found.hash:
            raise IsnadError(visit.wording("article.newer"), remedy=visit.wording("article.newer.then"))
        do = fields.get("do", "")
        seen = number_in(fields, "seen")
        match do:
            case "add":
                visit.must("coder")
                value = msgspec.to_builtins(report_in(fields, raw, visit.desk.book))
                decision = Decision(action="add", on=(found.id,), value=value, note=field_in(fields, "note") or None)
            case "mend":
                decision = mend_in(fields, raw)
            case "accept" | "reject" | "unsure":
                decision = Decision(action=do, on=(field_in(fields, "report"),), seen=seen)
            case "undo":
                decision = Decision(action="undo", on=(), undoes=number_in(fields, "judgement") or 0, seen=seen)
            case _:
                raise HTTPException(422, f"there is nothing called {do!r} to do")
        made = act(visit, [decision])
    except (ConflictError, IsnadError) as error:
        return _shown(request, visit, found, problem=error, kept=fields)
    anchor = f"{decision.on[0]}-{decision.field}" if do == "mend" else next((r for j in made for r in j.reports), "")
    told = {"done": do, "j": made[0].id} if made else {"done": "unchanged"}
    return RedirectResponse(f"{article_url(id)}?{urlencode(told)}#{quoted(anchor)}", status_code=303)


def _found(request: Request, visit: Visit, id_: str) -> StoredArticle:
    """The article of an address; earlier texts are for coders, since what was read in them, and thus whom to mask, is gone."""
    store = visit.desk.store
    wanted = request.query_params.get("text", "")
    if wanted:
        visit.must("coder")
    found = store.beside.text(id_, wanted) if wanted else store.articles.named(id_)
    if found is None:
        raise HTTPException(404, visit.wording("article.unknown", id=id_))
    return found


def _shown(
    request: Request, visit: Visit, found: StoredArticle, *, problem: IsnadError | None = None, kept: dict[str, str] | None = None
) -> HTMLResponse:
    store, veil = visit.desk.store, Veil(visit)
    seen = last_seen(store)  # before the reports are read: what is judged in between must count as unseen
    reports = store.reports.of_article(found.key)
    sight = _sight(visit, found, reports)
    status = 200 if problem is None else 409 if isinstance(problem, ConflictError) else 422
    return page(
        request, visit, "article.html", status=status, problem=problem, kept=kept or {}, seen=seen, done=done_in(request, visit),
        **_text(veil, found, sight), **_read(visit, veil, found, reports, sight), **_beside(visit, veil, found),
        control=open_control(request, visit, reports, kept), fresh=_fresh(request, visit, reports, found, kept), mendable=MENDABLE, article_url=article_url,
    )  # fmt: skip


def _text(veil: Veil, found: StoredArticle, sight: Sight) -> dict[str, Any]:
    """The article itself, line by line, and the marks to draw over it."""
    cut = sight.at(len(found.title))
    return {
        "article": veil.article(found), "hash": found.hash, "title": Block(0, sight.raw[:cut]), "blocks": _blocks(sight.raw, cut + 1), "whole": _whole,
        "masked": bool(sight.hidden and sight.hidden.cuts), "marks_json": as_json([*sight.marks, *sight.others]),
    }  # fmt: skip


def _read(visit: Visit, veil: Veil, found: StoredArticle, reports: list[StoredReport], sight: Sight) -> dict[str, Any]:
    """What was read in it, and the events that hold it."""
    store, book = visit.desk.store, visit.desk.book
    events = {e.id: e for e in veil.events(list(store.events.get({r.event: None for r in reports if r.event})))}
    told = [
        Told(shown_, events.get(own.event or ""), changed(own), {m.id: m for m in sight.marks if m.report == own.id})
        for own, shown_ in zip(reports, veil.reports(reports), strict=True)
    ]
    return {
        "told": told, "items": sight.items, "events": list(events.values()), "words_of": lambda spans: words_of(sight.raw, spans),
        "place_of": lambda id_: place_of(book, id_), "past": history(store, store.judgements.of_article(found.id), visit, hidden=veil.on),
    }  # fmt: skip


def _beside(visit: Visit, veil: Veil, found: StoredArticle) -> dict[str, Any]:
    """How it came in, its near-copies, and its other texts."""
    beside = visit.desk.store.beside
    texts = [] if veil.on else [(a, beside.superseded(a.key)) for a in beside.texts(found.key)]
    copies = [veil.article(a) for a in beside.copies(found.key)]
    return {"way": beside.way(found.key), "copies": copies, "texts": texts, "superseded": beside.superseded(found.key)}


def _sight(visit: Visit, found: StoredArticle, reports: list[StoredReport]) -> Sight:
    """The text, items and marks as the visitor may see them: for readers private names are left out, and all offsets move along."""
    raw, items = found.article.raw, visit.desk.store.beside.items(found.key)
    marks = [m for r in reports for m in marks_of(r)]
    if visit.may("coder"):
        return Sight(shown(raw), None, items, marks, list(items_marks(items)))
    names = visit.desk.names
    hidden = hidden_in(*visit.desk.store.reports.persons(found.id), names=names)

    def veiled(rows: Sequence[Any]) -> list[Any]:
        kept = [StoredItem(article=found.id, published=None, publisher=None, url=None, item=i) for i in rows]
        return [m.item for k in kept if (m := masked_item(k, hidden, names=names))]

    new = masked(raw, hidden.cuts(raw))
    items = Items(veiled(items.relations), veiled(items.strengths), veiled(items.speakers))
    moved, others = ([m._replace(spans=new.spans(m.spans)) for m in found_] for found_ in (marks, items_marks(items)))
    return Sight(shown(new.raw), new, items, moved, others)


def _blocks(raw: str, start: int) -> list[Block]:
    """The lines of the text with something in them."""
    out = []
    for line in raw[start:].split("\n"):
        if line.strip():
            out.append(Block(start, line))
        start += len(line) + 1
    return out


def _whole(text: str) -> Markup:
    """A line for HTML with every character kept: a bare carriage return would be read as the end of a line."""
    return Markup(str(escape(text)).replace("\r", "&#13;"))  # noqa: S704 (it is escaped)


def _fresh(
    request: Request, visit: Visit, reports: list[StoredReport], found: StoredArticle, kept: dict[str, str] | None
) -> list[Control] | None:
    """The controls of a new report, filled with what was typed; the day of publication to begin with."""
    if not visit.may("coder"):
        return None
    typed = kept if kept and kept.get("do") == "add" else {}
    first = {"date": (found.published or "")[:10], "status": "occurred", "background": "no"}
    beside = [r.report for r in reports]
    return [control_of(visit.desk.book, visit.wording, f, None, beside, typed.get(f, first.get(f, "") if not typed else "")) for f in NEW]
