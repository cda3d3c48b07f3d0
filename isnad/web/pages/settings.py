"""Settings: what belongs to the project, the runs that made it, its size, its people."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from isnad.errors import IsnadError
from isnad.project import Project
from isnad.settings import PROJECT_SETTINGS, SETTINGS, ProjectSetting, setting
from isnad.web.acting import field_in
from isnad.web.forms import fields_of
from isnad.web.render import page
from isnad.web.renew import fresh_book, renew
from isnad.web.tiles import TilesError, tiles_of
from isnad.web.toml import changed
from isnad.web.visit import Visit, visit_of

router = APIRouter()
_RUNS = 30
_Counts = dict[str, Any]


@router.get("/settings", include_in_schema=False)
def settings(request: Request, visit: Visit = Depends(visit_of), saved: str = "") -> Response:
    """Every setting with its sentence, and what the project holds."""
    return _shown(request, visit, dict(visit.desk.project.settings), saved=bool(saved))


@router.post("/settings", include_in_schema=False)
def save(request: Request, visit: Visit = Depends(visit_of), fields: dict[str, str] = Depends(fields_of)) -> Response:
    """Write the settings to isnad.toml; with the faults and nothing written if they cannot be."""
    visit.must("admin")
    desk = visit.desk
    values: dict[str, Any] = {}
    faults: list[str] = []
    for s in PROJECT_SETTINGS:
        try:
            values[s.name] = _value(s, fields)
        except IsnadError as error:
            values[s.name] = ""
            faults.append(str(error))
        except ValueError:
            values[s.name] = fields.get(s.name, "")
            faults.append(visit.wording("settings.wrong", name=s.name, value=fields.get(s.name, "")))
    if not faults:
        try:
            wanted = {name: value for name, value in values.items() if value != desk.project.settings[name]}
            after = Project(desk.project.folder, {**desk.project.settings, **wanted})
            book = fresh_book(after) if "codebook" in wanted else desk.book
            if "tiles" in wanted:
                tiles_of(after)
            if wanted:
                renew(desk, changed(desk.project, wanted), book)
                visit.note("settings", ", ".join(wanted))
            return RedirectResponse("/settings?saved=1", status_code=303)
        except TilesError as error:
            faults.append(error.told(visit.wording))
        except IsnadError as error:
            faults.append(str(error))
    return _shown(request, visit, values, faults=faults)


def _value(s: ProjectSetting, fields: dict[str, str]) -> str | float | bool:
    """The value of a field in the type of its default; ValueError for what is none."""
    given = field_in(fields, s.name)
    if isinstance(s.default, bool):
        return given == "1"
    if isinstance(s.default, float):
        number = float(given or s.default)
        if not 0 <= number <= 1:
            raise ValueError(given)
        return number
    return given


def _shown(request: Request, visit: Visit, values: dict[str, Any], *, faults: list[str] | None = None, saved: bool = False) -> Response:
    desk = visit.desk
    ask = desk.store.tallies
    runs = [{**run, "counts": _counts(run["counts"]), "inputs": _inputs(run["inputs"])} for run in desk.store.runs()[:_RUNS]]
    files = [desk.project.database, *(desk.project.database.with_name(desk.project.database.name + end) for end in ("-wal", "-shm"))]
    return page(
        request, visit, "settings.html", status=422 if faults else 200, rows=PROJECT_SETTINGS, values=values, faults=faults or [], saved=saved,
        runs=runs, sizes=ask.sizes(), megabytes=sum(f.stat().st_size for f in files if f.exists()) / 1e6, codebooks=ask.codebooks(),
        troubles=_troubles(visit), users=desk.store.people.all() if visit.may("admin") else [], limits=[(s.name, setting(s.name), s.default) for s in SETTINGS],
    )  # fmt: skip


def _troubles(visit: Visit) -> dict[str, str]:
    """What is wrong with a setting as it stands: a file may have gone since it was set."""
    try:
        tiles_of(visit.desk.project)
    except TilesError as fault:
        return {"tiles": fault.told(visit.wording)}
    return {}


def _counts(text: str | None) -> _Counts:
    return msgspec.json.decode(text, type=_Counts) if text else {}


def _inputs(text: str) -> list[str]:
    return msgspec.json.decode(text, type=list[str])
