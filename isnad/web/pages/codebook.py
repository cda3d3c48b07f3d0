"""The codebook: browse, search, and propose entries for the project's own folder."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, get_args

import msgspec
from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse

from isnad.codebook import Codebook, files_of, load
from isnad.codebook.entries import ActorEntry, Entry, EventEntry
from isnad.filter import FAMILIES, Filter
from isnad.model import COUNT_FIELDS, EventType
from isnad.text.fold import folded
from isnad.web.calling import above, aliases
from isnad.web.forms import fields_of
from isnad.web.proposals import KINDS, MARK, Fields, proposed
from isnad.web.render import page, page_of
from isnad.web.renew import renew
from isnad.web.visit import Visit, visit_of

router = APIRouter()
TABLES = ("events", "actors", "outlets", "countries", "places", "verbs", "connectors", "roles", "cues", "relations")
_ROWS, _FOUND = 80, 25
_KINDS_OF_OUTLETS = ("agency", "newspaper", "television", "radio", "website", "magazine")


class Found(NamedTuple):
    """An entry in a list: its table, id, and names as the visitor reads them and in Arabic."""

    table: str
    id: str
    label: str
    ar: str


@router.get("/codebook", include_in_schema=False)
def codebook(request: Request, visit: Visit = Depends(visit_of), q: str = "") -> HTMLResponse:
    """The event types by family, the other tables, and what a search finds in any of them."""
    book = visit.desk.book
    families = {f: sorted((e for e in book.events.values() if e.family == f), key=lambda e: e.labels["en"]) for f in FAMILIES}
    counts = dict(visit.desk.store.events.tally("type", Filter(), visit.desk.types))
    found: dict[str, list[Found]] = {}
    for table in TABLES if q.strip() else ():
        hits = list(_listed(visit, table, q))
        if hits:
            found[table] = hits
    sizes = {table: len(getattr(book, table)) for table in TABLES}
    return page(
        request, visit, "codebook.html", families=families, counts=counts, sizes=sizes, q=q, found=found, most=_FOUND, own=_own(visit),
    )  # fmt: skip


@router.get("/codebook/propose", include_in_schema=False)
def propose(request: Request, visit: Visit = Depends(visit_of), what: str = "alias") -> HTMLResponse:
    """The form of a proposal; the address may fill fields in."""
    visit.must("admin")
    return _form(request, visit, what, dict(request.query_params))


@router.post("/codebook/propose", include_in_schema=False)
def propose_(request: Request, visit: Visit = Depends(visit_of), fields: Fields = Depends(fields_of)) -> HTMLResponse:
    """Check a proposal with the whole codebook, and write it if there is no fault and it was not only to be checked."""
    visit.must("admin")
    what, desk = fields.get("what", ""), visit.desk
    if what not in KINDS:
        raise HTTPException(404, visit.wording("codebook.no.kind"))
    write = fields.get("do") == "write"
    proposal, faults, book = proposed(desk.project, desk.book, what, fields, write=write)
    written = write and book is not None
    if written and book is not None:
        renew(desk, desk.project, book)
        visit.note("codebook", f"{proposal.file if proposal else ''} {fields.get('id', '')}")
    return _form(
        request, visit, what, {} if written else fields, status=422 if faults else 200, proposal=proposal, faults=faults, written=written
    )


@router.get("/codebook/{table}", include_in_schema=False)
def table(request: Request, table: str, visit: Visit = Depends(visit_of), q: str = "", page_: int = 1) -> HTMLResponse:
    """The entries of a table, those that a search finds."""
    if table not in TABLES:
        raise HTTPException(404, visit.wording("codebook.no.table", name=table))
    found = list(_listed(visit, table, q))
    start = _ROWS * (page_of(page_) - 1)
    return page(
        request, visit, "codebook_table.html", table=table, tables=TABLES, q=q, total=len(found), found=found[start : start + _ROWS],
        number=page_of(page_), per=_ROWS,
    )  # fmt: skip


@router.get("/codebook/{table}/{id:path}", include_in_schema=False)
def entry(request: Request, table: str, id: str, visit: Visit = Depends(visit_of)) -> HTMLResponse:
    """An entry with all that it says, and the file it stands in."""
    book, w = visit.desk.book, visit.wording
    found: Entry | None = getattr(book, table).get(id) if table in TABLES else None
    if found is None:
        raise HTTPException(404, w("codebook.no.entry", name=f"{table}/{id}"))
    file = book.origin.get(id) or book.origin.get(f"{table}/{id}", "")
    own = _is_own(visit, table, id)
    if isinstance(found, EventEntry):
        events = visit.desk.store.events
        count = dict(events.tally("type", Filter(), visit.desk.types)).get(id, 0)
        return page(request, visit, "codebook_event.html", e=found, file=file, own=own, count=count)
    line, listed = (above(id, book, w), aliases(found)) if isinstance(found, ActorEntry) else ([], [])
    return page(
        request, visit, "codebook_entry.html", table=table, id=id, file=file, own=own, label=_label(book, visit, table, found), above=line, aliases=listed,
        facts={k: v for k, v in msgspec.to_builtins(found).items() if v not in (None, [], {}, "", ()) and not (listed and k == "aliases")},
    )  # fmt: skip


def _form(request: Request, visit: Visit, what: str, values: dict[str, Any], *, status: int = 200, **shown: Any) -> HTMLResponse:
    if what not in KINDS:
        what = "alias"
    book = visit.desk.book
    choices = {
        "actor.kind": sorted({a.kind for a in book.actors.values()}), "outlet.kind": _KINDS_OF_OUTLETS, "trigger.type": get_args(EventType),
        "place.class": ("", *sorted({p.kind for p in book.places.values() if p.kind})), "trigger.count": ("", *COUNT_FIELDS),
        **{f"trigger.{slot}": ("", "by", "against", "both", "target") for slot in ("subject", "object", "of")},
    }  # fmt: skip
    context = {"proposal": None, "faults": [], "written": False, **shown}
    fields = [(f.rstrip("*"), f.endswith("*")) for f in KINDS[what].fields]
    return page(
        request, visit, "codebook_propose.html", status=status, what=what, kinds=list(KINDS), fields=fields, values=values, choices=choices,
        folder=str(visit.desk.project.settings["codebook"] or "codebook"), **context,
    )  # fmt: skip


def _label(book: Codebook, visit: Visit, table: str, entry: Any) -> str:
    """The name of an entry in the visitor's language, or what stands for it."""
    language = visit.wording.language
    names = getattr(entry, "labels", None) or (entry.names if isinstance(getattr(entry, "names", None), dict) else {})
    if names:
        return str(names.get(language) or names.get("en") or next(iter(names.values())))
    if table == "countries":
        return visit.wording.country(entry.code)
    return str(getattr(entry, "name_en", None) or getattr(entry, "id", None) or getattr(entry, "text", ""))


def _words(table: str, id_: str, entry: Any) -> Iterator[str]:
    """Every name and word of an entry that a search may mean; places are looked for by their names alone, there are so many."""
    yield id_
    if table == "places":
        yield entry.name_en
        yield from entry.names
        return
    yield from _texts(
        msgspec.to_builtins(entry) if table != "events" else {**entry.labels, "triggers": msgspec.to_builtins(entry.triggers)}
    )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)


def _arabic(table: str, entry: Any) -> str:
    if table in ("countries", "places"):
        return str(entry.names[0]) if entry.names else ""
    for name in ("labels", "names"):
        if isinstance(getattr(entry, name, None), dict):
            return str(getattr(entry, name).get("ar", ""))
    words: list[str] = (
        [getattr(entry, "past", "") or ""]
        + [w for k in ("forms", "words") for w in (getattr(entry, k, None) or [])[:3]]
        + [getattr(entry, "text", "")]
    )
    return "، ".join(w for w in words if w)


def _listed(visit: Visit, table: str, q: str) -> Iterator[Found]:
    book = visit.desk.book
    wanted = folded(q).casefold()
    index: dict[str, list[str]] = visit.desk.steady.of(f"words {table}", lambda: _index(book, table))
    for id_, item in getattr(book, table).items():
        if not wanted or any(wanted in word for word in index[id_]):
            yield Found(table, id_, _label(book, visit, table, item), _arabic(table, item))


def _index(book: Codebook, table: str) -> dict[str, list[str]]:
    return {id_: list({folded(w).casefold() for w in _words(table, id_, item)}) for id_, item in getattr(book, table).items()}


def _own(visit: Visit) -> list[tuple[str, bool]]:
    """The files of the project's own codebook, and whether the workbench wrote them."""
    folder = visit.desk.project.codebook
    if folder is None:
        return []
    return [
        (p.relative_to(folder).as_posix(), p.suffix == ".yaml" and p.read_text(encoding="utf-8").startswith(MARK)) for p in files_of(folder)
    ]


def _is_own(visit: Visit, table: str, id_: str) -> bool:
    """Whether an entry, or a part of it, is the project's own."""
    return bool(getattr(load(), table).get(id_) != getattr(visit.desk.book, table).get(id_))
