"""What the commands share: exit statuses, messages, the codebook option."""

from __future__ import annotations

import gc
import shlex
import shutil
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


def following(project: Project, *commands: str) -> str:
    """Commands of isnad that can be pasted where this one was given: `isnad merge --project demo, isnad summary --project demo`.

    The project is named unless it is the one that stands nearest.
    """
    from isnad.project import found

    try:
        nearest = found(None)
    except IsnadError:  # a fault in the settings of another project
        nearest = None
    here = nearest is not None and nearest.folder.resolve() == project.folder.resolve()
    option = "" if here else f" --project {shlex.quote(str(project.folder))}"
    return ", ".join(f"{program()} {command}{option}" for command in commands)


def program() -> str:
    """How isnad is called here: by its name where the PATH has it, else as the program that stands beside this Python."""
    beside = Path(sys.executable).with_name("isnad")
    if shutil.which("isnad") or not beside.exists():
        return "isnad"
    return shlex.quote(str(beside.relative_to(Path.cwd()) if beside.is_relative_to(Path.cwd()) else beside))


def the_store(project: Project) -> Store:
    """The open database of a project."""
    from isnad.store import Store

    return Store(project.database, create=True)


def version() -> str:
    """The version of isnad."""
    from importlib import metadata

    return metadata.version("isnad")
