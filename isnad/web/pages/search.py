"""Search: the articles that hold every word of a question, with the words in their place."""

from __future__ import annotations

from typing import NamedTuple

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from isnad.model import StoredReport
from isnad.store.articles import StoredArticle
from isnad.text.keys import words
from isnad.web.render import page, page_of
from isnad.web.snippets import Piece, hits, pieces, snippets
from isnad.web.veil import Veil
from isnad.web.visit import Visit, visit_of

router = APIRouter()
_ROWS = 15
_WORDS = 12  # more are cut off: each is looked for in every text shown


class Result(NamedTuple):
    """An article that was found: title and snippets in pieces, its reports."""

    article: StoredArticle
    title: list[Piece]
    snippets: list[list[Piece]]
    reports: list[StoredReport]


@router.get("/search", include_in_schema=False)
def search(request: Request, visit: Visit = Depends(visit_of), q: str = "", page_: int = 1) -> HTMLResponse:
    """The articles that hold every word, the latest first; without a question the form alone.

    For readers words that stand only in a masked name do not count, neither in the list nor in the total.
    """
    question = " ".join(q.split()[:_WORDS])
    number = page_of(page_)
    found = visit.desk.store.articles.search(question, limit=_ROWS + 1, offset=_ROWS * (number - 1), veil=visit.veil)
    results = [_result(visit, article, frozenset(words(question))) for article in found[:_ROWS]]
    total = visit.desk.store.tallies.found(question, veil=visit.veil)
    return page(request, visit, "search.html", q=q, results=results, total=total, number=number, per=_ROWS, more=len(found) > _ROWS)


def _result(visit: Visit, article: StoredArticle, wanted: frozenset[str]) -> Result:
    veil = Veil(visit)
    reports = veil.reports(visit.desk.store.reports.of_article(article.key))
    shown = veil.article(article)
    in_title, in_text = hits(shown.title, wanted), hits(shown.text, wanted)
    return Result(shown, pieces(shown.title, in_title), snippets(shown.text, in_text), [r for r in reports if r.verdict != "rejected"])
