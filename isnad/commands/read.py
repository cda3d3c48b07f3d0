"""`isnad read`: articles in, readings out."""

from __future__ import annotations

import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from isnad.commands.common import DONE, FAILED, CodebookOption, JobsOption, JsonOption, ProjectOption, load_codebook, say, tell
from isnad.commands.into import into
from isnad.commands.progress import Progress
from isnad.commands.summary import Summary
from isnad.errors import IsnadError, OutputError
from isnad.project import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from isnad.export import LinesOutput, TableOutput
    from isnad.intake import Fault, Intake, Item
    from isnad.model import Article, Reading

Format = Literal["jsonl", "csv", "parquet"]


def read(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT...", help="Files and folders of .txt, .html, .jsonl (also .gz, .zst), http(s) addresses, - for standard input."
        ),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="OUT",
            help="Where to write; - is standard output. A rerun goes on where it stopped. No project is touched.",
        ),
    ] = None,
    project: ProjectOption = None,
    format: Annotated[
        Format, typer.Option("--format", help="jsonl: one reading a line; csv, parquet: one report a row, private persons masked.")
    ] = "jsonl",
    jobs: JobsOption = 0,
    codebook: CodebookOption = None,
    map: Annotated[
        str,
        typer.Option(
            "--map",
            metavar="OURS=THEIRS,...",
            help="Names of JSONL fields: title=headline,text=body. Ours: id, title, text, published, publisher, url.",
        ),
    ] = "",
    published: Annotated[
        str, typer.Option("--published", metavar="DATE", help="Day of publication (YYYY-MM-DD) of articles that do not tell it.")
    ] = "",
    names: Annotated[
        bool, typer.Option("--with-names", help="csv, parquet: keep names of private persons other than victims and minors.")
    ] = False,
    restart: Annotated[
        bool, typer.Option("--restart", help="Read everything anew and overwrite OUT; in a project, the given articles.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Open and count everything; read and write nothing.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no list of what was left out.")] = False,
    json: JsonOption = False,
) -> int:
    """Read Arabic articles: into the project if there is one, else one line of JSON for each; reports, relations, strengths and speakers."""
    at = found(project) if out is None else None
    day = _day(published)
    if at is not None:
        return into(at, inputs or [], names=map, day=day, jobs=jobs, codebook=codebook, again=restart, dry=dry_run, quiet=quiet, json=json)
    if not inputs:
        raise IsnadError("there is nothing to read", remedy="give files, folders, addresses, or - for standard input")
    out = out or "-"
    from isnad.intake import Intake, items
    from isnad.intake.jsonl import field_map
    from isnad.pipeline import batches, line_of
    from isnad.reading.tools import tools_of
    from isnad.workers import cores

    names_of_fields = field_map(map)
    path = _target(out, inputs)
    book = load_codebook(codebook)
    intake = Intake(tools_of(book).calendar, names=names_of_fields, published=day)
    summary = Summary(out, inputs, dry=dry_run)
    progress = Progress(shown=not quiet and not json)
    stream: Iterator[Item | Fault] = items(inputs)
    if dry_run:
        for batch in batches(stream, intake, book, jobs=jobs or cores(), dry=True):
            summary.add(batch)
            progress.show(summary.counts)
        progress.clear()
        return _end(summary, quiet, json, path is None)
    with _output(path, format, book.version, restart) as sink:
        stream = _new(stream, sink, intake, summary)
        render = line_of if format == "jsonl" else partial(_rows, names=names)
        try:
            for batch in batches(stream, intake, book, jobs=jobs or cores(), render=render):
                sink.write(batch.lines)
                summary.add(batch)
                progress.show(summary.counts)
        finally:
            progress.clear()
    return _end(summary, quiet, json, path is None)


def _day(given: str) -> date | None:
    if not given:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise IsnadError(f"--published does not understand {given!r}", remedy="write YYYY-MM-DD") from None


def _target(out: str, inputs: list[str]) -> Path | None:
    if out == "-":
        return None
    path = Path(out)
    if path.is_dir():
        raise OutputError("this is a folder", where=out, remedy="give -o the name of a file")
    if path.suffix in (".gz", ".zst"):
        raise OutputError("packed output could not be gone on with", where=out, remedy="write plain, or pipe: isnad read ... | gzip > OUT")
    if path.exists():
        for given in inputs:
            if given != "-" and Path(given).is_file() and Path(given).samefile(path):
                raise OutputError("this is one of the inputs", where=out, remedy="choose another -o")
    return path


def _output(path: Path | None, format: Format, version: str, restart: bool) -> LinesOutput | TableOutput:
    from isnad.export import LinesOutput, TableOutput

    return LinesOutput(path, version, restart=restart) if format == "jsonl" else TableOutput(path, format, restart=restart)


def _new(stream: Iterator[Item | Fault], sink: LinesOutput | TableOutput, intake: Intake, summary: Summary) -> Iterator[Item | Fault]:
    """The items that are not in the output yet."""
    from isnad.export import LinesOutput
    from isnad.export.resume import not_done

    if not isinstance(sink, LinesOutput) or not sink.done:
        return stream
    return not_done(stream, sink, intake, summary.resumed)


def _rows(article: Article, reading: Reading, *, names: bool) -> bytes:
    import msgspec

    from isnad.export import rows_of

    return b"".join(msgspec.json.encode(row) + b"\n" for row in rows_of(article, reading, names=names))


def _end(summary: Summary, quiet: bool, json: bool, to_stdout: bool) -> int:
    if json:
        (say if to_stdout else tell)(summary.json())
    else:
        if not quiet:
            for line in summary.listed():
                say(line)
        say(summary.line())
    sys.stdout.flush()
    return FAILED if summary.failed else DONE
