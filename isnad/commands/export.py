"""`isnad export`: events, reports and what belongs to them, into files that other tools read."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from isnad.commands.common import DONE, CodebookOption, ProjectOption, load_codebook, number, say, tell, the_project, the_store, version
from isnad.commands.filters import (
    ActorOption,
    CountryOption,
    FromOption,
    OriginsOption,
    OutletOption,
    ReviewedOption,
    StatusOption,
    SureOption,
    ToOption,
    TypeOption,
    WhereOption,
)
from isnad.errors import IsnadError

if TYPE_CHECKING:
    from isnad.filter import Filter
    from isnad.project import Project
    from isnad.store import Store


def export(
    format: Annotated[
        str, typer.Argument(metavar="FORMAT", show_default=False, help="The format; `isnad export list` tells them all.")
    ] = "",
    table: Annotated[
        str,
        typer.Option(
            "--table", metavar="TABLE", help="reports, events, relations, strengths or speakers; by default what the format holds."
        ),
    ] = "",
    out: Annotated[Path | None, typer.Option("-o", "--output", metavar="PATH", help="Where to write; without it, standard output.")] = None,
    where: WhereOption = None,
    since: FromOption = None,
    until: ToOption = None,
    country: CountryOption = None,
    type: TypeOption = None,
    status: StatusOption = None,
    actor: ActorOption = None,
    outlet: OutletOption = None,
    min_origins: OriginsOption = None,
    min_confidence: SureOption = None,
    reviewed: ReviewedOption = False,
    changed: Annotated[
        str, typer.Option("--changed", metavar="TIME", help="Feeds: only what changed from this time on, YYYY-MM-DD or with a time.")
    ] = "",
    excel: Annotated[
        bool, typer.Option("--excel", help="CSV for Excel: with its mark of UTF-8, and cells that look like formulas guarded.")
    ] = False,
    masked: Annotated[bool, typer.Option("--masked", help="Mask private persons even if the project's settings keep their names.")] = False,
    keys: Annotated[bool, typer.Option("--keys", help="List what can be filtered by.")] = False,
    project: ProjectOption = None,
    codebook: CodebookOption = None,
) -> int:
    """Write a table of the project in a format: csv, jsonl, parquet, xlsx, acled, ucdp, polecat, geojson, gpkg, jsonld, graphml, rss, jsonfeed, package."""
    from isnad.export.formats import FORMATS, write
    from isnad.export.selection import TABLES
    from isnad.export.stored import StoredSelection
    from isnad.filter import KEYS, filter_of

    start = time.monotonic()
    if keys:
        for name, key in KEYS.items():
            tell(f"{name:<15} {key.sentence} ({', '.join(key.tables)})")
        return DONE
    if format == "list":
        for f in FORMATS.values():
            tell(f"{f.name:<10} {f.sentence} Tables: {', '.join(f.tables)}.")
        tell("judgements The log of judgements, as a spreadsheet; `isnad review --to FILE` writes a sheet to judge in.")
        return DONE
    if format == "judgements":
        return _judgements(the_project(project), out, excel=excel, masked=masked)
    if not format:
        raise IsnadError("which format?", remedy="isnad export FORMAT, for example csv; isnad export list tells them all")
    if format not in FORMATS:
        raise IsnadError(f"there is no format {format!r}", remedy=f"one of {', '.join(FORMATS)}, judgements")
    chosen = table or ("events" if "events" in FORMATS[format].tables else FORMATS[format].tables[0])
    if chosen not in TABLES:
        raise IsnadError(f"there is no table {chosen!r}", remedy=f"one of {', '.join(TABLES)}")
    options = {"country": country, "type": type, "status": status, "actor": actor, "outlet": outlet, "min_origins": min_origins}
    wanted = filter_of(where or [], from_=since, to=until, min_confidence=min_confidence, reviewed=reviewed, **options)
    at = the_project(project)
    book = load_codebook(codebook or at.codebook)
    names = bool(at.settings["names"]) and not masked
    with the_store(at) as store:
        floor = float(at.settings["merge_floor"])
        selection = StoredSelection(
            store, wanted, chosen, book, title=str(at.settings["title"]), version=version(), floor=floor, names=names
        )
        settings = {**book.tables["merge"], "floor": floor}
        folder = codebook or at.codebook
        n = write(format, selection, chosen, out, book, excel=excel, names=names, since=changed or None, codebook=folder, merge=settings)
        part = _in_part(store, wanted, book.families) if chosen == "events" and not n else 0
    say(f"{number(n, 'row')} of {chosen} written" + (f" to {out}" if out else "") + f"; {time.monotonic() - start:.1f} s")
    if part:
        are = "event is" if part == 1 else "events are"
        say(f"reviewed means that every report is judged; {part:,} {are} judged in part: --where reviewed=part gives them")
    return DONE


def _in_part(store: Store, wanted: Filter, types: dict[str, tuple[str, ...]]) -> int:
    """How many events a filter for reviewed ones leaves out because people have judged only some of their reports."""
    from isnad.filter import Condition, Filter

    if not any(c.key == "reviewed" and c.values == ("yes",) for c in wanted.conditions):
        return 0
    rest = (c for c in wanted.conditions if c.key != "reviewed")
    return store.browse.sizes(Filter((*rest, Condition("reviewed", ("part",)))), types)[0]


def _judgements(project: Project, out: Path | None, *, excel: bool, masked: bool) -> int:
    from isnad.review.sheet import write_log

    with the_store(project) as store:
        n = write_log(store, out, names=bool(project.settings["names"]) and not masked, excel=excel)
    say(f"{number(n, 'judgement')} written" + (f" to {out}" if out else ""))
    return DONE
