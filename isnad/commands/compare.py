"""`isnad compare`: a foreign file of events beside the project's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
import typer

from isnad.commands.charts import bars, cut, table, width
from isnad.commands.common import (
    DONE,
    FAILED,
    CodebookOption,
    JsonOption,
    ProjectOption,
    load_codebook,
    number,
    say,
    tell,
    the_project,
    the_store,
    version,
)
from isnad.commands.filters import CountryOption, FromOption, ToOption, TypeOption, WhereOption
from isnad.errors import IsnadError

if TYPE_CHECKING:
    from isnad.beside import Compared, ForeignFile
    from isnad.beside.agreement import Agreement
    from isnad.codebook import Codebook
    from isnad.filter import Filter

_SUFFIXES: dict[str, Literal["csv", "jsonl", "parquet", "xlsx"]] = {
    ".csv": "csv",
    ".jsonl": "jsonl",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
}
_LISTED = 10  # broken rows named on the terminal; all stand in the output
_MONTHS = 36  # lines of months on the terminal; above, years


def compare(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Events in the columns of ACLED or UCDP GED: .csv, .xlsx or .parquet.")],
    out: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="OUT",
            help="One row a match, and a row for what is only here or only there: .csv, .xlsx, .jsonl, .parquet.",
        ),
    ] = None,
    format: Annotated[
        Literal["acled", "ucdp"] | None, typer.Option("--format", help="The form of FILE; by default its columns tell.")
    ] = None,
    dates: Annotated[
        Literal["dmy", "mdy"] | None, typer.Option("--dates", help="Whether days such as 01/02/2020 have the day or the month first.")
    ] = None,
    where: WhereOption = None,
    first: FromOption = None,
    last: ToOption = None,
    country: CountryOption = None,
    type: TypeOption = None,
    excel: Annotated[bool, typer.Option("--excel", help="CSV for Excel: marked as UTF-8, formulas guarded.")] = False,
    project: ProjectOption = None,
    codebook: CodebookOption = None,
    json: JsonOption = False,
) -> int:
    """Set a file of events beside the project's: matched, only here, only there, and where the tolls differ."""
    from isnad.beside import compared, foreign_file
    from isnad.beside.agreement import agreement
    from isnad.export.stored import StoredSelection
    from isnad.filter import filter_of

    kind = _SUFFIXES.get(out.suffix.lower()) if out else None
    if out and kind is None:
        raise IsnadError(f"{out.suffix or 'no suffix'} is no format", where=str(out), remedy=f"end the name with {', '.join(_SUFFIXES)}")
    chosen = filter_of(where or [], from_=first, to=last, country=country, type=type)
    at = the_project(project)
    title = str(at.settings["title"])
    book = load_codebook(codebook or at.codebook)
    foreign = _within(foreign_file(file, book, form=format, order=dates), first, last, country)
    with the_store(at) as store:
        selection = StoredSelection(
            store,
            chosen,
            "events",
            book,
            title=title,
            version=version(),
            floor=float(at.settings["merge_floor"]),
            names=bool(at.settings["names"]),
        )
        result = compared(selection.events(), foreign, book, published=store.articles.span())
        total = agreement(result)
    if out and kind:
        _write(out, kind, result, foreign, book, title=title, filter=chosen, excel=excel)
    if json:
        tell(msgspec.json.encode(_data(result, total, foreign, out)).decode())
    else:
        for line in told(result, total, foreign, width()):
            tell(line)
        for bad in foreign.unread[:_LISTED]:
            say(f"isnad: {file}: row {bad.row}: {bad.why}")
        if len(foreign.unread) > _LISTED:
            say(
                f"isnad: ... and {len(foreign.unread) - _LISTED:,} more rows that could not be taken"
                + ("" if out else "; -o OUT.csv lists them")
            )
        end = f"{number(len(result.matched), 'match')}" if len(result.matched) == 1 else f"{len(result.matched):,} matches"
        say(
            f"{end}; {len(result.here):,} only here; {len(result.there):,} only there; {len(foreign.unread):,} rows not taken. "
            + _next(out)
        )
    return FAILED if foreign.unread else DONE


def _next(out: Path | None) -> str:
    return f"Written to {out}" if out else "Next: the same with -o OUT.csv, for one row a match"


def _within(file: ForeignFile, first: str | None, last: str | None, country: str | None) -> ForeignFile:
    """The rows that the span and countries asked for hold, so that neither side is judged by what was left out of the other."""
    codes = {c.strip().upper() for c in (country or "").split(",") if c.strip()}
    kept = [
        r
        for r in file.rows
        if (not codes or r.country in codes)
        and (not first or r.last.isoformat()[: len(first)] >= first)
        and (not last or r.first.isoformat()[: len(last)] <= last)
    ]
    return file._replace(rows=kept)


def _write(
    out: Path, kind: Literal["csv", "jsonl", "parquet", "xlsx"], result: Compared, file: ForeignFile, book: Codebook, *, title: str,
    filter: Filter, excel: bool,
) -> None:  # fmt: skip
    from isnad.beside.agreement import COLUMNS, rows
    from isnad.export.flat import write
    from isnad.store import now

    chosen = ", ".join(f"{k} {v}" for k, v in filter.of("events").told().items())
    about = {
        "sentence": f"{title}: events ({chosen}) beside the records of {file.path.name}; everything as reported, nothing confirmed.",
        "file": file.path.name, "form": file.form, "scope": _scope(result), "outside_here": _reasons(result.outside_here),
        "outside_there": _reasons(result.outside_there), "made_at": now(), "version": version(), "codebook": book.version,
    }  # fmt: skip
    write(kind, out, COLUMNS, rows(result, file), about=about, excel=excel)


def _scope(result: Compared) -> str:
    if result.scope is None:
        return "they share no country or no day"
    return f"{result.scope.first} to {result.scope.last}, {', '.join(sorted(result.scope.countries))}"


def _reasons(outside: Any) -> str:
    return ", ".join(f"{n:,} {why}" for why, n in sorted(outside.items(), key=lambda item: -item[1])) or "none"


def _data(result: Compared, total: Agreement, file: ForeignFile, out: Path | None) -> dict[str, Any]:
    from isnad.beside.agreement import told as totals

    scope = result.scope
    return {
        "file": str(file.path), "form": file.form, "rows": len(file.rows), "notes": file.notes, "unread": [u._asdict() for u in file.unread],
        "scope": {"from": scope.first, "to": scope.last, "countries": sorted(scope.countries)} if scope else None,
        "matched": len(result.matched), "only_here": len(result.here), "only_there": len(result.there),
        "outside_here": dict(result.outside_here), "outside_there": dict(result.outside_there), **totals(total),
        "output": str(out) if out else None,
    }  # fmt: skip


def told(result: Compared, total: Agreement, file: ForeignFile, columns: int) -> Iterator[str]:
    """The comparison for people, in lines no wider than `columns`."""
    from isnad.beside.agreement import TOLLS, by_year

    whole = total.whole
    yield from cut(f"Events of the project beside {len(file.rows):,} records of {file.path.name} ({file.form.upper()}-like)", columns)
    yield from cut(f"Both cover: {_scope(result)}", columns)
    for note in file.notes:
        yield from cut(f"Note: {note}", columns)
    yield ""
    found = [("matched", whole.matched), ("only here (events)", whole.only_here), ("only there (records)", whole.only_there)]
    yield from bars("Found", found, columns)
    yield from bars("Killed, in matched pairs", [(text, total.tolls[t]) for t, text in TOLLS.items() if total.tolls[t]], columns)
    head = ("", "matched", "only here", "only there", "killed here", "killed there")
    by = ("By month", total.months) if len(total.months) <= _MONTHS else ("By year", by_year(total.months))
    for title, lines in (("By country", total.countries), by):
        if lines:
            body = [(key, e.matched, e.only_here, e.only_there, e.killed_here, e.killed_there) for key, e in lines.items()]
            yield from table(title, head, body, columns)
    if whole.events or whole.records:
        yield from cut("Killed are sums of best figures, as told, over matched and unmatched alike.", columns)
    for side, outside in (("events", result.outside_here), ("records", result.outside_there)):
        if outside:
            yield from cut(f"Not counted, {sum(outside.values()):,} {side}: {_reasons(outside)}.", columns)


__all__ = ["compare", "told"]
