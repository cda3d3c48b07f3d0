"""Answers of the API: what a handler gives, with ETags, pages and refusals in one way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from fastapi import Depends, Request, Response

from isnad.errors import IsnadError
from isnad.filter import KEYS, Filter
from isnad.store.pulse import stamp
from isnad.web.render import cursor_of, values_of
from isnad.web.veil import Veil
from isnad.web.visit import Visit, visit_of

Whole = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]  # what the database can compare with
FRESH = "private, no-cache"  # keep it, but ask each time whether it still holds
_ALWAYS = {"lang", "theme"}
_Handler = TypeVar("_Handler", bound=Callable[..., Any])
_encode = msgspec.json.Encoder().encode


class Refusal(IsnadError):
    """A request that cannot be answered; `status` is that of the answer."""

    def __init__(self, status: int, what: str, *, remedy: str = "") -> None:
        self.status = status
        super().__init__(what, remedy=remedy)


def gives(form: Any, *, filter: str = "", takes: Any = None, media: Iterable[str] = ()) -> Callable[[_Handler], _Handler]:
    """Document a handler of the API: the msgspec type that it `gives`, and `takes` as a JSON body.

    `filter` is the table whose filter keys its query has; `media` are the types of files that it gives instead or too.
    """

    def noted(handler: _Handler) -> _Handler:
        handler.told = {"gives": form, "takes": takes, "filter": filter, "media": tuple(media)}  # type: ignore[attr-defined]
        return handler

    return noted


class Ask:
    """A request to the API: who asks, what they may see, and the way to answer; IsnadError for a query that nobody understands."""

    def __init__(self, request: Request, visit: Visit) -> None:
        self.request, self.visit, self.desk, self.store = request, visit, visit.desk, visit.desk.store
        self.veil = Veil(visit)
        self._check()
        self.tag = self._tag()

    def filter(self, table: str) -> Filter:
        """The filter of the address, as a table takes it."""
        self.visit.filter.of(table)
        return self.visit.filter

    def give(self, make: Callable[[], Any]) -> Response:
        """The answer; 304 without making it if the asker has it already."""
        headers = {"ETag": self.tag, "Cache-Control": FRESH, "Vary": "Cookie"}
        if self.known:
            return Response(status_code=304, headers=headers)
        return Response(_encode(make()), media_type="application/json", headers=headers)

    @property
    def known(self) -> bool:
        """Whether the asker has the answer as it now stands."""
        given = [mark.strip() for mark in self.request.headers.get("if-none-match", "").split(",")]
        return "*" in given or self.tag in given

    def mark(self, cursor: str | None, order: str, form: Any) -> Any:
        """The place in a list that a cursor holds, in a given form; None without one. Refusal for a cursor of another list."""
        if not cursor:
            return None
        values = values_of(cursor)
        try:
            if not values or values[0] != order:
                raise ValueError
            return msgspec.convert(values[1], form)
        except (ValueError, IndexError):
            raise Refusal(422, "this cursor is not of this list", remedy="take `next` of the answer before, with the same sort") from None

    def ids(
        self, table: Literal["events", "reports"], wanted: Filter, sort: str, *, limit: int, after: Any, total: bool
    ) -> tuple[list[str], str | None, int | None]:
        """A page of events or reports by id, the cursor behind it, and how many there are in all if that is asked."""
        found = self.store.paging.ids(table, wanted, self.desk.types, sort, limit=limit + 1, after=after)
        number = self.store.paging.count(table, wanted, self.desk.types) if total else None
        return [id_ for _, id_ in found[:limit]], self.next(sort, found, limit, tuple), number

    @staticmethod
    def next(order: str, found: list[Any], limit: int, mark: Callable[[Any], Any]) -> str | None:
        """The cursor after the last of the rows found; None if there are no more."""
        return cursor_of(order, mark(found[limit - 1])) if len(found) > limit else None

    def _check(self) -> None:
        """Refuse what would be left out in silence: a misspelt condition would let everything through."""
        if self.visit.problems:
            raise Refusal(422, self.visit.problems[0])
        route = self.request.scope["route"]
        told = getattr(route.endpoint, "told", {})
        known = _ALWAYS | {p.alias for p in route.dependant.query_params}
        filtered = bool(told.get("filter"))
        for name in self.request.query_params:
            if name not in known and not (filtered and name.removeprefix("-") in KEYS):
                all_ = sorted(known - _ALWAYS) + (list(KEYS) if filtered else [])
                raise Refusal(422, f"there is no parameter {name!r}", remedy=f"one of {', '.join(all_)}" if all_ else "it takes none")

    def _tag(self) -> str:
        """What changes whenever the answer could: store, codebook, version, address, and whether names are masked."""
        parts = (
            stamp(self.store.path), self.desk.book.version, self.desk.version, str(self.request.url.path), str(self.request.url.query),
            f"{self.visit.role if self.veil.on or self.visit.may('admin') else ''} {self.desk.names}",
        )  # fmt: skip
        return f'W/"{blake2b(chr(0).join(parts).encode("utf-8", "replace"), digest_size=12).hexdigest()}"'


def ask_of(request: Request, visit: Visit = Depends(visit_of)) -> Ask:
    """The request of a visit, for handlers of the API to depend on."""
    return Ask(request, visit)
