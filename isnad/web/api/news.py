"""What came since a page was opened: a tiny answer, asked for every few seconds by every open page."""

from __future__ import annotations

import msgspec
from fastapi import APIRouter, Depends, Query, Response

from isnad.store.news import MOST, Mark
from isnad.store.pulse import working
from isnad.web.answers import Ask, Refusal, Whole, ask_of, gives
from isnad.web.render import cursor_of, values_of

router = APIRouter(prefix="/api/v1")


class News(msgspec.Struct, frozen=True):
    """`working` is the command that works on the project now; the numbers count what came since the mark, `most` of each at most.

    `events` are new or changed, `judgements` those of others; `since` is the mark of now, to ask with the next time.
    """

    working: str | None
    articles: int
    reports: int
    events: int
    judgements: int
    most: int
    since: str


@router.get("/news")
@gives(News)
def get_news(ask: Ask = Depends(ask_of), since: str | None = Query(None, description="`since` of an answer before.")) -> Response:
    """What came since a mark, and whether a command works on the project; cheap enough to ask every few seconds."""
    mark = _mark(since) if since else None

    def made() -> News:
        now = ask.store.news.mark()
        found = ask.store.news.since(mark or now, by=ask.visit.name)
        return News(busy, *found, MOST, cursor_of(*now))

    busy = working(ask.store.path)
    ask.tag = f'{ask.tag[:-1]}-{busy or "rest"}"'  # a command can begin and end without a commit
    return ask.give(made)


def _mark(since: str) -> Mark:
    try:
        return Mark(*msgspec.convert(values_of(since), tuple[Whole, Whole, Whole, str]))
    except msgspec.ValidationError:
        raise Refusal(422, "this is no mark of a moment", remedy="take `since` of an answer before") from None
