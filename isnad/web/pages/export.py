"""Export: what the filter of the address lets through, as a file."""

from __future__ import annotations

import re
import shlex
import shutil
import zipfile
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import FileResponse, RedirectResponse, Response
from starlette.background import BackgroundTask

from isnad.errors import IsnadError
from isnad.export.formats import FORMATS, Format, write
from isnad.export.selection import Table
from isnad.filter import KEYS, made, parted
from isnad.web.render import page
from isnad.web.visit import Visit, visit_of

router = APIRouter()
_EXCEL = ("csv", "acled", "ucdp", "polecat")
_FEEDS = ("rss", "jsonfeed")
_WHOLE = ("jsonld", "graphml", "package")  # what they hold is more than a row an event
_SINCE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?Z?)?")


class Wish(NamedTuple):
    """What is asked for: format, table and options; `names` says whether names of private persons are kept."""

    format: Format
    table: Table
    excel: bool
    masked: bool
    names: bool
    since: str
    pack: bool

    @property
    def beside(self) -> bool:
        """Whether what the file counts stands in a second file."""
        return self.format.name in (*_EXCEL, "jsonl")


def wish_of(
    visit: Visit = Depends(visit_of),
    format: str = "csv",
    table: str = "",
    excel: str = "",
    masked: str = "",
    since: str = "",
    pack: str = "",
) -> Wish:
    """The wish of an address; what it leaves out has its default, what makes no sense is a problem of the page."""
    chosen = FORMATS.get(format)
    if chosen is None:
        visit.problems.append(visit.wording("export.no.format", format=format))
        chosen = FORMATS["csv"]
    known = [t for t in get_args(Table) if t == table and t in chosen.tables]
    default: Table = "events" if "events" in chosen.tables else chosen.tables[0]
    if since and not _SINCE.fullmatch(since):
        visit.problems.append(visit.wording("export.no.since", since=since))
        since = ""
    names = visit.desk.names and visit.may("coder") and not masked
    return Wish(chosen, known[0] if known else default, bool(excel) and format in _EXCEL, bool(masked), names, since, bool(pack))


@router.get("/export", include_in_schema=False)
def export(request: Request, visit: Visit = Depends(visit_of), wish: Wish = Depends(wish_of), key: str = "", value: str = "") -> Response:
    """What will be written, and in which format; `key` and `value` add a condition."""
    problem = ""
    if key and value:
        try:
            condition = made(key, parted(key, value))
            query = [(k, v) for k, v in request.query_params.multi_items() if k not in ("key", "value", condition.key)]
            return RedirectResponse(f"/export?{urlencode([*query, (condition.key, ','.join(condition.values))])}", status_code=303)
        except IsnadError as error:
            problem = str(error)
    rows, fault = _count(visit, wish)
    return page(
        request, visit, "export.html", wish=wish, formats=FORMATS.values(), keys=[k for k, v in KEYS.items() if wish.table in v.tables],
        rows=rows, fault=fault, problem=problem, given={"key": key, "value": value}, command=_command(visit, wish), file=_name(visit, wish),
        query=[(k, v) for k, v in request.query_params.multi_items() if k not in ("key", "value", "lang", "theme")], excel=_EXCEL, feeds=_FEEDS, whole=_WHOLE,
    )  # fmt: skip


@router.get("/export/file", include_in_schema=False)
def file(visit: Visit = Depends(visit_of), wish: Wish = Depends(wish_of)) -> Response:
    """The file, written whole before its first byte is sent."""
    if visit.problems:
        raise HTTPException(422, " ".join(visit.problems))
    desk = visit.desk
    folder = Path(mkdtemp(prefix="isnad-export-"))
    try:
        path = folder / _name(visit, wish)
        selection = desk.selection(visit.filter, wish.table, names=wish.names)
        settings = {**desk.book.tables["merge"], "floor": desk.floor}
        write(
            wish.format.name, selection, wish.table, path, desk.book, excel=wish.excel, names=wish.names, since=wish.since or None,
            codebook=desk.project.codebook, merge=settings,
        )  # fmt: skip
        if wish.pack and wish.beside:
            path = _packed(path)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return FileResponse(path, filename=path.name, background=BackgroundTask(shutil.rmtree, folder, ignore_errors=True))


def _packed(path: Path) -> Path:
    """The file and what stands beside it, as one archive."""
    out = path.with_name(path.name + ".zip")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in sorted(path.parent.iterdir()):
            if each != out:
                archive.write(each, each.name)
    return out


def _count(visit: Visit, wish: Wish) -> tuple[int | None, str]:
    """How many rows will be written, or why none can be."""
    try:
        filter_ = visit.filter.of(wish.table)
    except IsnadError as error:
        return None, str(error)
    ask, types = visit.desk.store.tallies, visit.desk.types
    if wish.format.name in _FEEDS:
        return ask.changed(filter_, types, wish.since), ""
    return ask.rows(wish.table, filter_, types, names=wish.names), ""


def _name(visit: Visit, wish: Wish) -> str:
    """The name of the file: the title in plain letters, and the table or format."""
    title = re.sub(r"[^A-Za-z0-9]+", "-", visit.desk.title).strip("-").lower() or "isnad"
    what = wish.table if len(wish.format.tables) > 1 else wish.format.name
    return f"{title}-{what}{wish.format.suffix or '.zip'}"


def _command(visit: Visit, wish: Wish) -> str:
    """The same on the command line."""
    parts = ["isnad", "export", wish.format.name]
    parts += ["--project", str(visit.desk.project.folder.resolve())] if visit.may("admin") else []  # others need no path of the server
    if len(wish.format.tables) > 1:
        parts += ["--table", wish.table]
    for condition in visit.filter.conditions:
        parts += ["--where", str(condition)]
    parts += ["--excel"] if wish.excel else []
    parts += ["--masked"] if visit.desk.names and not wish.names else []
    parts += ["--changed", wish.since] if wish.since and wish.format.name in _FEEDS else []
    return shlex.join([*parts, "-o", _name(visit, wish)])
