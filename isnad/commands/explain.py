"""`isnad explain`: an article with what was read in it, from which words and by which rule."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from isnad.commands.common import DONE, FAILED, CodebookOption, JsonOption, load_codebook, program, say, tell
from isnad.errors import IsnadError, SourceError

if TYPE_CHECKING:
    from isnad.intake import Intake
    from isnad.model import Article


def explain(
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE", help="A text or HTML file, FILE.jsonl#ID, an http(s) address, or - for standard input.")
    ],
    codebook: CodebookOption = None,
    map: Annotated[str, typer.Option("--map", metavar="OURS=THEIRS,...", help="Names of JSONL fields, as for isnad read.")] = "",
    published: Annotated[
        str, typer.Option("--published", metavar="DATE", help="Day of publication (YYYY-MM-DD) if the article does not tell it.")
    ] = "",
    color: Annotated[
        bool | None, typer.Option("--color/--no-color", help="Colour the words that were read; by default on a terminal.")
    ] = None,
    json: JsonOption = False,
) -> int:
    """Show an article and what was read in it: values, their words, rules, and candidates that lost."""
    import msgspec

    from isnad.commands.explained import explained
    from isnad.intake import Intake
    from isnad.intake.jsonl import field_map
    from isnad.pipeline import read_or_skip
    from isnad.reading.tools import tools_of

    names = field_map(map)
    try:
        day = date.fromisoformat(published) if published else None
    except ValueError:
        raise IsnadError(f"--published does not understand {published!r}", remedy="write YYYY-MM-DD") from None
    book = load_codebook(codebook)
    found = _found(article, Intake(tools_of(book).calendar, names=names, published=day))
    if found is None:
        return FAILED
    reading = read_or_skip(found, book)
    if json:
        tell(msgspec.json.encode({"article": found, "reading": reading}).decode())
    else:
        for line in explained(found, reading, color=sys.stdout.isatty() if color is None else color):
            tell(line)
        say(f"Next: {program()} codebook show ID prints the entry behind a rule or an id")
    return DONE


def _found(given: str, intake: Intake) -> Article | None:
    """The article that was asked for: of several the one with the id after #, else the first."""
    from isnad.intake import Fault, article_of, items

    name, sign, wanted = given.partition("#")
    if given.startswith(("http://", "https://")) or (sign and Path(given).exists()):
        name, wanted = given, ""
    faults: list[str] = []
    for item in items([name]):
        if isinstance(item, Fault):
            faults.append(f"{item.where}: {item.what}")
            continue
        if wanted and item.kind == "line" and wanted.encode() not in (item.data or b"") and wanted.isascii() and wanted != item.id:
            continue
        try:
            article = article_of(item, intake)
        except SourceError as error:
            faults.append(str(error))
            continue
        if not wanted or article.id == wanted:
            return article
    for fault in faults:
        say(f"isnad: {fault}")
    if wanted:
        say(f"isnad: no article with the id {wanted} in {name}")
    elif not faults:
        say(f"isnad: no article in {name}")
    return None
