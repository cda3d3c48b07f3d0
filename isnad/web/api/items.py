"""Relations, strengths and speakers through the API; actors with what is known of them; the codebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, Literal

import msgspec
from fastapi import APIRouter, Depends, Query, Response

from isnad.codebook.entries import ActorEntry, CountryEntry, Entry, EventEntry, OutletEntry
from isnad.filter import Condition, Filter
from isnad.model import Relation, Speaker, StoredItem, Strength
from isnad.web.answers import Ask, Refusal, Whole, ask_of, gives
from isnad.web.api.events import Cursor, Limit

router = APIRouter(prefix="/api/v1")
_RELATIONS = 200  # of an actor, at most
_CODEBOOK: dict[str, type[Entry]] = {"events": EventEntry, "actors": ActorEntry, "countries": CountryEntry, "outlets": OutletEntry}


class _Item(msgspec.Struct, frozen=True):
    """The article that has an item."""

    article: str
    published: str | None
    publisher: str | None
    url: str | None


class RelationItem(_Item, frozen=True):
    """A relation with the article that has it."""

    item: Relation


class StrengthItem(_Item, frozen=True):
    """A strength with the article that has it."""

    item: Strength


class SpeakerItem(_Item, frozen=True):
    """A speaker with the article that has it."""

    item: Speaker


class Relations(msgspec.Struct, frozen=True):
    """A page of relations, by article; for readers it can be shorter than `limit`."""

    items: list[RelationItem]
    next: str | None


class Strengths(msgspec.Struct, frozen=True):
    """A page of strengths, by article."""

    items: list[StrengthItem]
    next: str | None


class Speakers(msgspec.Struct, frozen=True):
    """A page of speakers, by article."""

    items: list[SpeakerItem]
    next: str | None


class Actor(msgspec.Struct, frozen=True):
    """An actor of the codebook and what the project holds of it; its branches count with it.

    `events` counts events by side, `types`, `countries` and `months` by that; `relations` are the latest.
    """

    actor: ActorEntry
    branches: list[str]
    events: dict[str, int]
    types: dict[str, int]
    countries: dict[str, int]
    months: dict[str, int]
    relations: list[RelationItem]


def _lister(table: Literal["relations", "strengths", "speakers"], form: Any, item: Any, sentence: str) -> Callable[..., Response]:
    def listed(ask: Ask = Depends(ask_of), limit: int = Limit, cursor: str | None = Cursor) -> Response:
        wanted = ask.filter(table)
        after = ask.mark(cursor, table, tuple[Whole, Whole])

        def made() -> Any:
            found = ask.store.paging.items(table, wanted, ask.desk.types, limit=limit + 1, after=after)
            items = ask.veil.items([stored for _, stored in found[:limit]])
            return form([_typed(item, stored) for stored in items], ask.next(table, found, limit, lambda row: row[0]))

        return ask.give(made)

    listed.__name__, listed.__doc__ = f"list_{table}", sentence
    return gives(form, filter=table)(listed)


def _typed(form: Any, stored: StoredItem) -> Any:
    return form(stored.article, stored.published, stored.publisher, stored.url, stored.item)


for _name, _page, _row, _sentence in (
    ("relations", Relations, RelationItem, "Ties between groups, or of persons to groups, as articles tell them."),
    ("strengths", Strengths, StrengthItem, "How many fighters or members groups are said to have."),
    ("speakers", Speakers, SpeakerItem, "Whom articles quote or cite."),
):
    router.get(f"/{_name}")(_lister(_name, _page, _row, _sentence))  # type: ignore[arg-type]


@router.get("/actors/{id:path}")
@gives(Actor)
def get_actor(id: str, ask: Ask = Depends(ask_of)) -> Response:
    """An actor of the codebook with its events and relations."""
    entry = ask.desk.book.actors.get(id)
    if entry is None:
        raise Refusal(404, f"the codebook has no actor {id!r}", remedy="/api/v1/codebook/actors lists them")

    def made() -> Actor:
        wanted = Filter((Condition("actor", (id,)),))
        kinds = ask.store.browse.kinds(wanted, ask.desk.types)

        def counted(by: int) -> dict[str, int]:
            found: Counter[str] = Counter()
            for row in kinds:
                if row[by]:
                    found[str(row[by])] += row[2]
            return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))

        types, countries = (counted(by) for by in (1, 0))
        months = {str(k): n for k, n in ask.store.events.tally("month", wanted, ask.desk.types) if k}
        branches = ask.desk.book.branches(id)
        relations = [_typed(RelationItem, r) for r in ask.veil.items(ask.store.paging.relations_of(id, limit=_RELATIONS))]
        return Actor(entry, branches, ask.store.paging.sides(id), types, countries, months, relations)

    return ask.give(made)


def _codebook(table: str, form: Any) -> tuple[Callable[..., Response], Callable[..., Response]]:
    """The list of a table of the codebook, and one of its entries."""
    page = msgspec.defstruct(f"Codebook{table.title()}", [("entries", list[form]), ("next", str | None)], frozen=True)

    def listed(
        ask: Ask = Depends(ask_of), q: str = Query("", max_length=200, description="Letters that the id has."), limit: int = Limit, cursor: str | None = Cursor
    ) -> Response:  # fmt: skip
        after = ask.mark(cursor, table, str)

        def made() -> Any:
            entries: dict[str, Any] = getattr(ask.desk.book, table)
            ids = sorted(id_ for id_ in entries if q.casefold() in id_.casefold() and (after is None or id_ > after))[: limit + 1]
            return page([entries[id_] for id_ in ids[:limit]], ask.next(table, ids, limit, str))

        return ask.give(made)

    def one(id: str, ask: Ask = Depends(ask_of)) -> Response:
        entry = getattr(ask.desk.book, table).get(id)
        if entry is None:
            raise Refusal(404, f"{table} of the codebook have no {id!r}", remedy=f"/api/v1/codebook/{table} lists them")
        return ask.give(lambda: entry)

    listed.__name__, listed.__doc__ = f"list_codebook_{table}", f"The {table} of the codebook that the project is read with, by id."
    one.__name__, one.__doc__ = f"get_codebook_{table}", "One of them."
    return gives(page)(listed), gives(form)(one)


for _table, _form in _CODEBOOK.items():
    _all, _one = _codebook(_table, _form)
    router.get(f"/codebook/{_table}")(_all)
    router.get(f"/codebook/{_table}/{{id:path}}")(_one)
