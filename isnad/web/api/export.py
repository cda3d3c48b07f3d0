"""Exports through the API: a file of any format, made in a temporary place and gone once it is sent."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from tempfile import mkdtemp
from threading import BoundedSemaphore
from typing import Literal

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from isnad.export.formats import FORMATS, write
from isnad.export.selection import Table
from isnad.web.answers import FRESH, Ask, Refusal, ask_of, gives

router = APIRouter(prefix="/api/v1/export")
_AT_ONCE = BoundedSemaphore(2)  # a large export keeps a core busy
_MEDIA = {
    "csv": "text/csv", "jsonl": "application/x-ndjson", "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "acled": "text/csv", "ucdp": "text/csv", "polecat": "text/csv",
    "geojson": "application/geo+json", "gpkg": "application/geopackage+sqlite3", "jsonld": "application/ld+json", "graphml": "application/graphml+xml",
    "rss": "application/rss+xml", "jsonfeed": "application/feed+json", "package": "application/zip",
}  # fmt: skip
Name = Literal[
    "csv", "jsonl", "parquet", "xlsx", "acled", "ucdp", "polecat", "geojson", "gpkg", "jsonld", "graphml", "rss", "jsonfeed", "package"
]


@router.get("/{format}", response_class=FileResponse)
@gives(None, filter="events", media=sorted(set(_MEDIA.values())))
def get_export(
    format: Name,
    ask: Ask = Depends(ask_of),
    table: Table | None = Query(
        None, description="The table; without it what the format holds, events first. The filter is that of the table."
    ),
    excel: bool = Query(False, description="CSV for Excel: with its mark of UTF-8, and cells that look like formulas guarded."),
    changed: str = Query(
        "", pattern=r"^(\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?)?$", description="Feeds: only what changed from this time on."
    ),
) -> Response:
    """The rows that the filter lets through as a file; private persons are masked as the project's settings say."""
    kind = FORMATS[format]
    chosen: Table = table or ("events" if "events" in kind.tables else kind.tables[0])
    if chosen not in kind.tables:
        raise Refusal(422, f"{format} does not hold {chosen}", remedy=f"it holds {' or '.join(kind.tables)}")
    wanted = ask.filter(chosen)
    headers = {"ETag": ask.tag, "Cache-Control": FRESH, "Vary": "Cookie"}
    if ask.known:
        return Response(status_code=304, headers=headers)
    ask.visit.note("export", " ".join([format, chosen, *map(str, wanted.conditions)]))
    book, names = ask.desk.book, ask.desk.names
    folder = Path(mkdtemp(prefix="isnad-"))
    try:
        with _AT_ONCE:
            selection = ask.desk.selection(wanted, chosen)
            file = folder / f"{_plain(ask.desk.title)}-{chosen}{kind.suffix or '.zip'}"
            merge = {**book.tables["merge"], "floor": ask.desk.floor}
            write(
                format, selection, chosen, file, book, excel=excel, names=names, since=changed or None, codebook=ask.desk.project.codebook, merge=merge
            )  # fmt: skip
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    gone = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
    return FileResponse(file, media_type=_MEDIA[format], filename=file.name, headers=headers, background=gone)


def _plain(title: str) -> str:
    """The name of a data set as that of a file."""
    return re.sub(r"[\W_]+", "-", title).strip("-").lower()[:60] or "isnad"
