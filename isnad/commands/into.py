"""`isnad read` in a project: new articles into the store, and those that another codebook read, anew."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from isnad.commands.common import DONE, FAILED, following, load_codebook, number, say, tell, the_store, version
from isnad.commands.progress import Progress
from isnad.commands.summary import Summary
from isnad.errors import IsnadError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from isnad.archive import Step
    from isnad.project import Project


def into(
    project: Project, inputs: list[str], *, names: str, day: date | None, jobs: int, codebook: Path | None, again: bool, dry: bool, quiet: bool,
    json: bool,
) -> int:  # fmt: skip
    """Read inputs into a project; without inputs, read what it holds with a codebook that has changed since."""
    from isnad.archive import read_again, read_in
    from isnad.intake import Intake, items
    from isnad.intake.jsonl import field_map
    from isnad.reading.tools import tools_of
    from isnad.workers import cores

    fields = field_map(names)
    book = load_codebook(codebook or project.codebook)
    intake = Intake(tools_of(book).calendar, names=fields, published=day)
    with the_store(project) as store:
        stale = store.articles.stale(book.version)
        if dry:
            tell(f"{number(store.articles.count(), 'article')} in {project.database}; {len(stale):,} to read anew; nothing was read")
            return DONE
        if not inputs and not stale:
            raise IsnadError("there is nothing to read", remedy="give files, folders, addresses, or - for standard input")
        run = store.start_run("read", version(), book.version, inputs)
        work = _Work(Summary(str(project.database), inputs or ["-"]), Progress(shown=not quiet and not json), following(project, "merge"))
        at_work = jobs or cores()
        if inputs:
            work.follow(read_in(items(inputs), intake, book, store, run=run, jobs=at_work, again=again))
        left = store.articles.stale(book.version)
        if left:
            work.follow(read_again(left, book, store, run=run, jobs=at_work))
        counts = {**work.summary.counts, **{f"store:{k}": n for k, n in work.stored.items()}, "anew": len(left)}
        with store.writing():
            store.end_run(run, {k: n for k, n in counts.items() if n})
        total = store.articles.count()
    return work.end(total, anew=len(left), quiet=quiet, json=json)


class _Work:
    """Counts what the steps did and tells it."""

    def __init__(self, summary: Summary, progress: Progress, then: str) -> None:
        self.summary, self.progress, self.then = summary, progress, then
        self.stored: Counter[str] = Counter()

    def follow(self, steps: Iterable[Step]) -> None:
        try:
            for step in steps:
                self.summary.add(step.batch)
                self.stored += step.stored
                self.progress.show(self.summary.counts)
        finally:
            self.progress.clear()

    def end(self, total: int, *, anew: int, quiet: bool, json: bool) -> int:
        counts = self.summary.counts
        known = counts["known"]
        if json:
            data = msgspec.json.decode(self.summary.json())
            tell(msgspec.json.encode({**data, "known": known, "read_anew": anew, **self.stored, "next": "isnad merge"}).decode())
            return FAILED if self.summary.failed else DONE
        if not quiet:
            for line in self.summary.listed():
                say(line)
        done = f"{number(counts['articles'], 'article')} read" + (f", {anew:,} of them anew" if anew else "")
        parts = [
            done,
            f"{known:,} known before" if known else "",
            f"{self.stored['replaced']:,} earlier texts replaced" if self.stored["replaced"] else "",
        ]
        parts += [f"{self.summary.skipped:,} skipped", f"{counts['faults']:,} unreadable inputs or lines" if counts["faults"] else ""]
        parts.append(f"{number(counts['reports'], 'report')}; {number(total, 'article')} in the project")
        say("; ".join(filter(None, parts)) + f". Next: {self.then}")
        return FAILED if self.summary.failed else DONE
