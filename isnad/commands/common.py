"""What the commands share: exit statuses, messages, the codebook option."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from isnad.errors import IsnadError

if TYPE_CHECKING:
    from isnad.codebook import Codebook
    from isnad.project import Project
    from isnad.store import Store

COLLECT = (100_000, 50, 50)  # see gc.set_threshold: new objects before a collection
DONE, FAILED, USAGE, GATE, INTERRUPTED = 0, 1, 2, 3, 130

CodebookOption = Annotated[
    Path | None,
    typer.Option("--codebook", metavar="DIR", envvar="ISNAD_CODEBOOK", help="A folder laid over the codebook: adds and overrides entries."),
]
ProjectOption = Annotated[
    Path | None,
    typer.Option("--project", metavar="DIR", envvar="ISNAD_PROJECT", help="The project; by default the nearest folder with an isnad.toml."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
JobsOption = Annotated[int, typer.Option("--jobs", "-j", min=0, metavar="N", help="Processes; 0 takes all cores. The output is the same.")]


def say(text: str) -> None:
    """A line on standard error."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201


def tell(text: str) -> None:
    """A line on standard output."""
    print(text)  # noqa: T201


def load_codebook(folder: Path | None) -> Codebook:
    """The codebook with its tools compiled, so that processes forked later share them."""
    from isnad.codebook import load
    from isnad.reading.tools import tools_of

    gc.disable()  # nothing of it is ever garbage: with the collector on, loading takes half as long again
    try:
        book = load(folder)
        tools_of(book)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise IsnadError(f"the codebook cannot be compiled: {type(error).__name__}: {error}", remedy="isnad codebook check") from None
    finally:
        gc.freeze()
        gc.set_threshold(*COLLECT)  # an article's values die with it: collecting seldom saves an eighth of the reading
        gc.enable()
    return book


def number(n: int, noun: str) -> str:
    """`1,234 reports`."""
    return f"{n:,} {noun if n == 1 or noun.endswith('s') else noun + 's'}"


def the_project(given: Path | None) -> Project:
    """The project that was given or stands nearest; IsnadError if there is none."""
    from isnad.project import found

    project = found(given)
    if project is None:
        raise IsnadError("there is no project here", remedy="isnad init DIR makes one; --project DIR names another")
    return project


def the_store(project: Project) -> Store:
    """The open database of a project."""
    from isnad.store import Store

    return Store(project.database, create=True)


def version() -> str:
    """The version of isnad."""
    from importlib import metadata

    return metadata.version("isnad")
