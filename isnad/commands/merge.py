"""`isnad merge` and `isnad rebuild`: events from reports."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from isnad.commands.common import (
    DONE,
    CodebookOption,
    JobsOption,
    JsonOption,
    ProjectOption,
    following,
    load_codebook,
    number,
    say,
    tell,
    the_project,
    the_store,
    version,
)
from isnad.errors import IsnadError

if TYPE_CHECKING:
    from isnad.merge.update import Merged
    from isnad.project import Project


def merge(
    readings: Annotated[
        Path | None,
        typer.Option("--readings", metavar="FILE", help="Merge the readings of a file, without a project; needs --articles and -o."),
    ] = None,
    articles: Annotated[Path | None, typer.Option("--articles", metavar="FILE", help="The articles of --readings.")] = None,
    refs: Annotated[
        bool, typer.Option("--refs", help="With --readings: write which reports each event holds, as [article, number].")
    ] = False,
    out: Annotated[Path | None, typer.Option("-o", "--output", metavar="OUT", help="With --readings: where to write.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Compare every report anew, not only new and changed ones.")] = False,
    project: ProjectOption = None,
    codebook: CodebookOption = None,
    json: JsonOption = False,
) -> int:
    """Link the reports of different articles that tell of one incident, and make an event of each."""
    start = time.monotonic()
    if readings is not None:
        from isnad.merge.alone import merge_alone

        if articles is None or out is None:
            raise IsnadError(
                "--readings needs --articles and -o", remedy="isnad merge --readings R.jsonl --articles A.jsonl --refs -o events.jsonl"
            )
        told = merge_alone(readings, articles, out, load_codebook(codebook), refs=refs)
        say(f"{told}; {time.monotonic() - start:.1f} s")
        return DONE
    from isnad.merge.update import merge as merged

    at = the_project(project)
    book = load_codebook(codebook or at.codebook)
    with the_store(at) as store:
        everything = everything or store.last_codebook("merge", "rebuild") not in (
            None,
            book.version,
        )  # what reports are compared by is the codebook's
        run = store.start_run("merge", version(), book.version, [])
        done = merged(store, book, floor=float(at.settings["merge_floor"]), everything=everything)
        with store.writing():
            store.end_run(run, done._asdict())
    _tell(at, done, time.monotonic() - start, json=json)
    return DONE


def rebuild(project: ProjectOption = None, codebook: CodebookOption = None, jobs: JobsOption = 0, json: JsonOption = False) -> int:
    """Make readings, links and events anew from articles, codebook and judgements; the ids of events stay."""
    from isnad.archive import read_again
    from isnad.merge.update import merge as merged
    from isnad.workers import cores

    start = time.monotonic()
    at = the_project(project)
    book = load_codebook(codebook or at.codebook)
    with the_store(at) as store:
        run = store.start_run("rebuild", version(), book.version, [])
        for _ in read_again(store.articles.every(), book, store, run=run, jobs=jobs or cores()):
            pass
        done = merged(store, book, floor=float(at.settings["merge_floor"]), everything=True)
        with store.writing():
            store.end_run(run, done._asdict())
    _tell(at, done, time.monotonic() - start, json=json)
    return DONE


def _tell(at: Project, done: Merged, seconds: float, *, json: bool) -> None:
    if json:
        tell(msgspec.json.encode({**done._asdict(), "seconds": round(seconds, 3)}).decode())
        return
    text = f"{number(done.reports, 'report')}, {done.compared:,} of them compared; {done.copies:,} new copies; {number(done.events, 'event')}: "
    text += f"{done.made:,} new, {done.changed:,} changed, {done.removed:,} removed; {seconds:.1f} s"
    say(f"{text}. Next: {following(at, 'serve', 'review', 'summary')}")
