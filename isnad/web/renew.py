"""The desk after a change of its project: settings and codebook as they now are."""

from __future__ import annotations

from isnad.codebook import Codebook, load, load_all
from isnad.project import Project
from isnad.web.desk import Desk


def fresh_book(project: Project) -> Codebook:
    """The codebook as its files now are; CodebookError for the first fault."""
    if project.codebook is None:
        return load()
    book, faults = load_all.__wrapped__(project.codebook)  # the cache knows the folder as it was
    if faults:
        raise faults[0]
    return book


def renew(desk: Desk, project: Project, book: Codebook) -> None:
    """Show another state of the project from now on; requests that are under way end with the old one."""
    fresh = Desk(project, book, version=desk.version)
    desk.project, desk.book, desk.types = fresh.project, fresh.book, fresh.types
