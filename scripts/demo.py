"""What `make demo` shows: reports of the examples with their words, chains and tolls, then a project of them in the workbench."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

from isnad.cli import run
from isnad.codebook import load
from isnad.commands.explained import isolated
from isnad.commands.summary import Summary
from isnad.intake import Intake, article_of, items
from isnad.intake.inputs import Item
from isnad.model import COUNT_FIELDS, Article, Count, Reading, Report
from isnad.pipeline import batches, line_of, read_or_skip
from isnad.reading.tools import tools_of
from isnad.workers import cores

EXAMPLES = Path("isnad/examples/articles.jsonl")
OUT = Path("demo.jsonl")
PROJECT = Path("demo")
SHOWN = 3
STATUS = {"alleged": "alleged", "denied": "denied", "foiled": "foiled", "planned": "planned", "occurred": "reported"}


def main() -> int:
    """Read the examples, show three reports, print the summary and what to do next."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES
    if not path.exists():
        print(f"demo: {path} is not there; give a JSONL file of articles", file=sys.stderr)
        return 1
    book = load()
    intake = Intake(tools_of(book).calendar)
    summary = Summary(str(OUT), [str(path)])
    with OUT.open("wb") as out:
        for batch in batches(items([str(path)]), intake, book, jobs=cores(), render=line_of):
            out.write(batch.lines)
            summary.add(batch)
    articles = [article_of(item, intake) for item in items([str(path)]) if isinstance(item, Item)]
    read = [(article, read_or_skip(article, book)) for article in articles]
    labels = {id_: event.labels["en"] for id_, event in book.events.items()}
    for article, reading, number in chosen(read):
        print(*card(article, reading, number, labels), sep="\n", end="\n\n")
    print(f"{summary.line()}\nRead your own:  .venv/bin/isnad read FOLDER -o out.jsonl\n")
    return workbench(path)


def workbench(path: Path) -> int:
    """Make a project of the articles and open the workbench on it; without a terminal, say how to."""
    if not (PROJECT / "isnad.toml").exists():
        run(["init", str(PROJECT), "--title", "Sample"])
    for arguments in (["read", str(path), "--quiet"], ["merge"]):
        status = run([*arguments, "--project", str(PROJECT)])
        if status:
            return status
    if sys.stdin.isatty() and sys.stdout.isatty():
        return run(["serve", "--project", str(PROJECT)])
    print(f"Open the workbench:  .venv/bin/isnad serve --project {PROJECT}")
    return 0


def chosen(read: list[tuple[Article, Reading]]) -> list[tuple[Article, Reading, int]]:
    """The most telling reports, of different articles: disagreeing tolls first, then long chains, then figures."""

    def telling(report: Report) -> float:
        longest = max((len(c) for c in report.chains), default=0)
        tolls = sum(bool(getattr(report, name)) for name in COUNT_FIELDS)
        return 3 * len(report.alternatives) + 1.5 * longest + tolls + bool(report.place) + bool(report.by) + report.confidence

    ranked = sorted(
        ((-telling(r), a.id, n, a, reading) for a, reading in read for n, r in enumerate(reading.reports) if not r.background),
        key=lambda x: x[:3],
    )
    out: list[tuple[Article, Reading, int]] = []
    for _, _, number, article, reading in ranked:
        if len(out) < SHOWN and all(article.id != seen.id and reading.reports[number].type != r.reports[n].type for seen, r, n in out):
            out.append((article, reading, number))
    return out


def card(article: Article, reading: Reading, number: int, labels: dict[str, str]) -> list[str]:
    """One report as a few lines: what, where, when, who, how many, who says so, in which words."""
    r = reading.reports[number]
    where = ", ".join(filter(None, (r.place_en or (isolated(r.place) if r.place else None), r.country)))
    head = f"{labels[r.type]}, {STATUS[r.status]}  |  {where or 'place not told'}  |  {r.date or 'day not told'}"
    lines = [head, "-" * min(100, len(head))]
    for name, title in (("by", "by"), ("against", "against")):
        parties = getattr(r, name)
        if parties:
            lines.append(row(title, ", ".join(isolated(p.text) + (f" = {p.en}" if p.en else "") for p in parties)))
    for name in COUNT_FIELDS:
        count: Count | None = getattr(r, name)
        if count:
            lines.append(row(name, f"{figure(count)}  in the words {isolated(count.text)}" + said(r, count.chain)))
        lines += [
            row("", f"but {a.n if a.n is not None else '?'}" + (said(r, a.chain) or f"  says {isolated(a.source)}"))
            for a in r.alternatives
            if a.field == name
        ]
    lines += [
        row("chain", " -> ".join(f"{isolated(r.sources[i].text)} ({r.sources[i].kind})" for i in chain) + f" -> {article.publisher}")
        for chain in r.chains
    ]
    if r.claimed_by:
        lines.append(row("claimed by", isolated(r.claimed_by)))
    lines += [row("" if i else "evidence", isolated(part)) for i, part in enumerate(textwrap.wrap(" ".join(r.evidence.split()), 84))]
    lines.append(
        row(
            "article", f"{article.id}, characters {r.spans['evidence'][0][0]} to {r.spans['evidence'][0][1]}, confidence {r.confidence:.2f}"
        )
    )
    return lines


def said(report: Report, chain: int | None) -> str:
    """Who gave a figure: the innermost source of its chain."""
    if chain is None or chain >= len(report.chains):
        return ""
    return f"  says {isolated(report.sources[report.chains[chain][0]].text)}"


def figure(count: Count) -> str:
    """`at least 7`."""
    words = {"exact": "", "at_least": "at least ", "at_most": "at most ", "about": "about ", "vague": "vaguely "}
    return words[count.q] + (str(count.n) if count.n is not None else f"{count.low or '?'} or more")


def row(name: str, value: str) -> str:
    """A line with its name."""
    return f"  {name:<10} {value}"


if __name__ == "__main__":
    sys.exit(main())
