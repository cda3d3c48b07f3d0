"""A visit: who asks, in which language, with which filter."""

from __future__ import annotations

import getpass
from typing import Literal

from fastapi import HTTPException, Request

from isnad.errors import IsnadError
from isnad.filter import KEYS, Filter, made, parted
from isnad.store import now
from isnad.web.desk import Desk
from isnad.web.render import cursor_of
from isnad.web.wording import LANGUAGES, Wording, wording

Role = Literal["reader", "coder", "reviewer", "admin"]
Veil = Literal["", "all", "victims"]  # which masked names a search passes over
RANKS: dict[str, int] = {"reader": 0, "coder": 1, "reviewer": 2, "admin": 3}
THEMES = ("auto", "light", "dark", "contrast")


class Visit:
    """One request: the person and role of its session, words, theme, and the filter that its address holds."""

    def __init__(self, request: Request) -> None:
        self.desk: Desk = request.app.state.desk
        person = getattr(request.state, "person", None)
        self.name: str = person.name if person else ""
        self.role: Role = person.role if person else "reader"
        self.csrf: str = person.csrf if person else ""
        self.user: bool = person.user if person else False  # logged in by name, and can log out
        self._state = request.state
        self.cookies: dict[str, str] = {}
        self.wording: Wording = wording(self._chosen(request, "lang", LANGUAGES, _accepted(request)))
        self.theme = self._chosen(request, "theme", THEMES, "auto")
        self.problems: list[str] = []
        self.about: Filter | None = None  # the events that a page is about, if not those of the filter in its address
        self.since = ""  # the mark of the moment before anything was read, for pages that tell what came later
        self.veil: Veil = "" if self.may("coder") else "victims" if self.desk.names else "all"
        self.filter = self._filter(request).veiled(self.veil)

    def may(self, role: Role) -> bool:
        """Whether the visitor has a role or a higher one."""
        return RANKS[self.role] >= RANKS[role]

    def must(self, role: Role) -> None:
        """HTTPException 403 for a visitor below a role."""
        if not self.may(role):
            raise HTTPException(403, self.wording("error.role", role=self.wording(f"role.{role}")))

    def note(self, action: str, detail: str) -> None:
        """Write into the audit log what the visitor does: ids and addresses, never text of articles."""
        self._state.noted = True
        self.desk.store.people.note(now(), self.name or None, action, detail)

    def _chosen(self, request: Request, key: str, known: tuple[str, ...], default: str) -> str:
        """A choice from the address, which is then remembered, or remembered from before."""
        given = request.query_params.get(key)
        if given in known:
            self.cookies[key] = given
            return given
        kept = request.cookies.get(key)
        return kept if kept in known else default

    def _filter(self, request: Request) -> Filter:
        """The filter of the address; `-key` negates. What makes no sense is told on the page and left out."""
        out = []
        for name, value in request.query_params.multi_items():
            key, negated = name.removeprefix("-"), name.startswith("-")
            if key not in KEYS or not value:
                continue
            try:
                out.append(made(key, parted(key, value), negated=negated))
            except IsnadError as error:
                self.problems.append(str(error))
        return Filter(tuple(out))


def _accepted(request: Request) -> str:
    wanted = [part.split(";")[0].strip()[:2].lower() for part in request.headers.get("accept-language", "").split(",")]
    return next((language for language in wanted if language in LANGUAGES), "en")


def owner(desk: Desk) -> str:
    """Under whose name the person at this computer judges."""
    return str(desk.project.settings["reviewer"]) or getpass.getuser()


def visit_of(request: Request) -> Visit:
    """The visit of a request, for handlers to depend on."""
    visit = Visit(request)
    if request.method == "GET" and visit.name and not request.url.path.startswith("/api/"):
        visit.since = cursor_of(*visit.desk.store.news.mark())
    return visit
