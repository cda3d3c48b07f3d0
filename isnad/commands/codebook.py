"""`isnad codebook`: look at what isnad knows, and at what a change of it changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from isnad.commands.common import DONE, FAILED, CodebookOption, JobsOption, JsonOption, number, program, say, tell

if TYPE_CHECKING:
    from isnad.codebook import Codebook

app = typer.Typer(no_args_is_help=True, help="Check the codebook, show an entry, compare two codebooks on a corpus.")
_TABLES = ("events", "actors", "countries", "outlets", "verbs", "connectors", "roles", "cues", "relations", "places")


@app.command("check")
def check(codebook: CodebookOption = None, json: JsonOption = False) -> int:
    """List every fault of the codebook with file and key; exit 1 if there is one."""
    import msgspec

    from isnad.codebook import load_all
    from isnad.codebook.checks import faults

    book, found = load_all(codebook)
    found = [*found, *faults(book)]
    if json:
        tell(msgspec.json.encode([{"where": f.where, "what": f.what, "remedy": f.remedy} for f in found]).decode())
    else:
        for fault in found:
            tell(str(fault))
        sizes = ", ".join(f"{len(getattr(book, name)):,} {name}" for name in _TABLES)
        say(f"codebook {book.version}: {sizes}; {number(len(found), 'fault')}. Next: {program()} codebook show ID")
    return FAILED if found else DONE


@app.command("show")
def show(
    id: Annotated[
        str, typer.Argument(metavar="ID", help="Of an event type, actor, outlet, place, verb, role, cue, or a trigger as TYPE/TRIGGER.")
    ],
    codebook: CodebookOption = None,
    json: JsonOption = False,
) -> int:
    """Print an entry of the codebook."""
    import msgspec
    import yaml

    from isnad.codebook import load

    book = load(codebook)
    found = _entries(book, id)
    if not found:
        import difflib

        known = [key for name in _TABLES for key in getattr(book, name)]
        near = difflib.get_close_matches(id, known, 3)
        say(f"isnad: no entry {id}" + (f" (did you mean {', '.join(near)}?)" if near else ""))
        return FAILED
    plain = [{"table": table, "file": file, "entry": msgspec.to_builtins(entry)} for table, file, entry in found]
    if json:
        tell(msgspec.json.encode(plain).decode())
    else:
        for item in plain:
            tell(f"# {item['table']}, {item['file']}")
            tell(yaml.safe_dump(item["entry"], allow_unicode=True, sort_keys=False, width=140).rstrip())
    return DONE


def _entries(book: Codebook, id_: str) -> list[tuple[str, str, Any]]:
    found = []
    for name in _TABLES:
        entry = getattr(book, name).get(id_)
        if entry is not None:
            found.append((name, book.origin.get(id_) or book.origin.get(f"{name}/{id_}", ""), entry))
    type_, _, trigger = id_.partition("/")
    if type_ in book.events:
        found += [("triggers", book.origin[type_], t) for t in book.events[type_].triggers if t.id == trigger.partition(".")[0]]
    code = id_.removeprefix("country:")
    if code != id_ and code in book.countries:
        found.append(("countries", book.origin.get(f"countries/{code}", ""), book.countries[code]))
    return found


@app.command("diff")
def diff(
    other: Annotated[Path, typer.Argument(metavar="OTHER", help="A codebook folder, laid over the package's own.")],
    corpus: Annotated[list[str], typer.Argument(metavar="CORPUS...", help="Articles, as for isnad read.")],
    codebook: CodebookOption = None,
    limit: Annotated[int, typer.Option("--limit", min=0, metavar="N", help="Show at most N changed articles; 0 shows all.")] = 20,
    jobs: JobsOption = 0,
    json: JsonOption = False,
) -> int:
    """Read a corpus with two codebooks and show which readings change, and how."""
    import msgspec

    from isnad.commands.common import load_codebook
    from isnad.commands.differences import compared
    from isnad.workers import cores

    ours, theirs = load_codebook(codebook), load_codebook(other)
    total = compared(corpus, ours, theirs, jobs=jobs or cores())
    if json:
        tell(
            msgspec.json.encode(
                {"articles": total.articles, "changed": total.changed, "fields": total.fields, "examples": total.lines}
            ).decode()
        )
    else:
        for line in total.lines[: limit or None]:
            tell(line)
        fields = ", ".join(f"{name} {n:,}" for name, n in total.fields.most_common())
        say(
            f"{number(total.articles, 'article')}; {total.changed:,} read otherwise ({fields or 'nothing'}); "
            f"{ours.version} -> {theirs.version}"
        )
    return FAILED if total.faults else DONE
