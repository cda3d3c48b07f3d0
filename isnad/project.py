"""A project: a folder with isnad.toml, the database, and perhaps a codebook of its own."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from isnad.errors import ProjectError
from isnad.settings import PROJECT_SETTINGS

FILE = "isnad.toml"
DATABASE = "isnad.db"


class Project(msgspec.Struct, frozen=True):
    """The folder of a project and its settings, each of them set."""

    folder: Path
    settings: dict[str, Any]

    @property
    def database(self) -> Path:
        """The database file."""
        return self.folder / DATABASE

    @property
    def codebook(self) -> Path | None:
        """The project's own codebook folder, if it is there."""
        folder = self.folder / str(self.settings["codebook"])
        return folder if self.settings["codebook"] and folder.is_dir() else None


def found(given: Path | None, *, start: Path | None = None) -> Project | None:
    """The project of a folder, or the nearest one at or above `start`; ProjectError if the given folder is none."""
    if given is not None:
        if not (given / FILE).is_file():
            raise ProjectError("this is no project", where=str(given), remedy=f"isnad init {given}")
        return opened(given)
    here = (start or Path.cwd()).resolve()
    return next((opened(folder) for folder in (here, *here.parents) if (folder / FILE).is_file()), None)


def opened(folder: Path) -> Project:
    """The project of a folder with an isnad.toml; ProjectError for a fault in it."""
    path = folder / FILE
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ProjectError(str(error), where=str(path), remedy="mend the file, or take the lines of a new project: isnad init") from None
    known = {s.name: s for s in PROJECT_SETTINGS}
    for name, value in given.items():
        if name not in known:
            raise ProjectError(f"there is no setting {name!r}", where=str(path), remedy=f"one of {', '.join(known)}")
        wanted = type(known[name].default)
        if not (isinstance(value, wanted) or (wanted is float and type(value) is int)) or (wanted is not bool and isinstance(value, bool)):
            raise ProjectError(f"{name} is {value!r}", where=str(path), remedy=f"give a value like {_toml(known[name].default)}")
    return Project(folder, {s.name: given.get(s.name, s.default) for s in PROJECT_SETTINGS})


def made(folder: Path, *, title: str = "") -> Project:
    """A new project in a folder, made if need be; ProjectError if there is one already."""
    path = folder / FILE
    if path.exists():
        raise ProjectError("there is a project already", where=str(folder), remedy="choose another folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(template(title or folder.resolve().name), encoding="utf-8")
    except OSError as error:
        raise ProjectError(error.strerror or str(error), where=str(folder), remedy="choose another folder") from None
    return opened(folder)


def template(title: str) -> str:
    """The isnad.toml of a new project: every setting with its sentence."""
    lines = ["# The settings of this project; a line that is left out has its default."]
    for s in PROJECT_SETTINGS:
        lines += ["", f"# {s.sentence}", f"{s.name} = {_toml(title if s.name == 'title' else s.default)}"]
    return "\n".join(lines) + "\n"


def _toml(value: str | float | bool) -> str:
    return json.dumps(value, ensure_ascii=False)  # strings, numbers and booleans are written alike in both
