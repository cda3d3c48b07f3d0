"""isnad.toml changed in place: comments and order stay, and what is written is read back before it counts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from isnad.errors import ProjectError
from isnad.export.whole import whole_file
from isnad.project import FILE, Project, opened
from isnad.settings import PROJECT_SETTINGS


def changed_text(text: str, values: dict[str, Any]) -> str:
    """The text of isnad.toml with values put in; a setting that stands nowhere is added with its sentence."""
    for setting in PROJECT_SETTINGS:
        if setting.name not in values:
            continue
        written = json.dumps(values[setting.name], ensure_ascii=False)  # strings, numbers and booleans are written alike in both
        line = re.compile(rf"^([ \t]*{setting.name}[ \t]*=[ \t]*)({_VALUE})", re.MULTILINE)
        if line.search(text):
            text = line.sub(lambda m, w=written: m[1] + w, text, count=1)  # type: ignore[misc]
        else:
            text = f"{text.rstrip()}\n\n# {setting.sentence}\n{setting.name} = {written}\n".lstrip()
    return text


# A value on its line: a string in either quotes, or anything up to a comment. Strings over several lines are left to the check.
_VALUE = r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|[^#\n]*?(?=[ \t]*(?:#|$))"


def changed(project: Project, values: dict[str, Any]) -> Project:
    """The project with some settings changed, written to its file; ProjectError, and nothing written, if it cannot be read back."""
    path = project.folder / FILE
    text = changed_text(path.read_text(encoding="utf-8"), values)
    with TemporaryDirectory() as folder:
        trial = Path(folder)
        (trial / FILE).write_text(text, encoding="utf-8")
        try:
            read = opened(trial).settings
        except ProjectError as error:
            raise ProjectError(error.what, where=FILE, remedy=error.remedy) from None
    wrong = next((name for name, value in values.items() if read[name] != value), None)
    if wrong is not None:
        raise ProjectError(f"{wrong} stands there in a way that cannot be changed here", where=FILE, remedy="change it in the file by hand")
    with whole_file(path) as part:
        part.write_text(text, encoding="utf-8")
    return opened(project.folder)
