"""Articles through the API: a search, and one with its text and all that was read in it."""

from __future__ import annotations

import re

import msgspec
from fastapi import APIRouter, Depends, Query, Response

from isnad.model import StoredReport
from isnad.web.answers import Ask, Refusal, Whole, ask_of, gives
from isnad.web.api.events import Cursor, Limit

router = APIRouter(prefix="/api/v1/articles")
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)


class ArticleHead(msgspec.Struct, frozen=True):
    """What a list tells of an article; `reports` counts what was read in it and nobody rejected."""

    id: str
    title: str
    published: str | None
    publisher: str | None
    url: str | None
    retrieved_at: str
    reports: int


class Articles(msgspec.Struct, frozen=True):
    """A page of articles, the latest published first."""

    articles: list[ArticleHead]
    next: str | None


class WholeArticle(msgspec.Struct, frozen=True):
    """An article with its reports; offsets mean title, newline and text, untouched, in code points; `masked` says that names are left out."""

    id: str
    hash: str
    title: str
    text: str
    published: str | None
    publisher: str | None
    url: str | None
    origin: str | None
    retrieved_at: str
    masked: bool
    reports: list[StoredReport]


@router.get("")
@gives(Articles)
def list_articles(
    ask: Ask = Depends(ask_of),
    q: str = Query("", max_length=500, description="Words that the article has, in any form: القصرين finds بالقصرين."),
    outlet: str = Query("", max_length=500, description="The outlet."),
    first: str = Query("", alias="from", description="First day of publication, YYYY-MM-DD."),
    last: str = Query("", alias="to", description="Last day of publication."),
    limit: int = Limit,
    cursor: str | None = Cursor,
) -> Response:
    """The articles that hold every word of a question, a page at a time."""
    for name, day in (("from", first), ("to", last)):
        if day and not _DAY.fullmatch(day):
            raise Refusal(422, f"{name} does not understand {day!r}", remedy="write YYYY-MM-DD")
    after = ask.mark(cursor, "articles", tuple[str | None, Whole])

    def made() -> Articles:
        end = last + "-99" if last and len(last) < 10 else last
        found = ask.store.paging.articles(q, outlet, first, end, limit=limit + 1, after=after, veil=ask.visit.veil)
        heads = [ArticleHead(**{k: v for k, v in ask.veil.heading(h)._asdict().items() if k != "key"}) for _, h in found[:limit]]
        return Articles(heads, ask.next("articles", found, limit, lambda row: (row[0], row[1].key)))

    return ask.give(made)


@router.get("/{id:path}")
@gives(WholeArticle)
def get_article(id: str, ask: Ask = Depends(ask_of)) -> Response:
    """The current text of an article and its reports, the rejected ones too."""
    found = ask.store.articles.named(id)
    if found is None:
        raise Refusal(404, f"there is no article {id!r}", remedy="/api/v1/articles lists them")

    def made() -> WholeArticle:
        shown = ask.veil.article(found)
        reports = ask.veil.reports(ask.store.reports.of_article(found.key))
        origin = shown.origin if ask.visit.may("admin") else None  # a path of the computer that read it
        return WholeArticle(
            id=shown.id, hash=shown.hash, title=shown.title, text=shown.text, published=shown.published, publisher=shown.publisher, url=shown.url,
            origin=origin, retrieved_at=shown.retrieved_at, masked=ask.veil.on, reports=reports,
        )  # fmt: skip

    return ask.give(made)
