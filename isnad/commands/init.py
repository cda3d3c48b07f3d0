"""`isnad init`: a new project."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from isnad.commands.common import DONE, following, say, the_store


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the project; it is made if need be.")],
    title: Annotated[str, typer.Option("--title", help="The name of the data set.")] = "",
) -> int:
    """Make a project: a folder with its settings in isnad.toml and an empty database."""
    from isnad.project import made

    project = made(folder, title=title)
    with the_store(project):
        pass
    say(f"made {project.folder / 'isnad.toml'} and {project.database}. Next: {following(project, 'read INPUT...')}")
    return DONE
