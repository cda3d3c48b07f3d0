"""Pages: templates with the words, the visitor and the filter in them."""

from __future__ import annotations

import base64
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import msgspec
from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from isnad.web.wording import LANGUAGES, words

if TYPE_CHECKING:
    from isnad.web.visit import Visit

# The pages in the order of the menu: the key of their name, and their address.
PAGES = (
    ("overview", "/"), ("events", "/events"), ("review", "/review"), ("search", "/search"), ("actors", "/actors"), ("outlets", "/outlets"),
    ("codebook", "/codebook"), ("quality", "/quality"), ("export", "/export"), ("settings", "/settings"), ("help", "/help"),
)  # fmt: skip
_FAULT = 500  # from this status on the store may be what failed: nothing more is asked of it


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates of the package; what they do not know is an error."""
    env = Environment(
        loader=FileSystemLoader(str(files("isnad.web").joinpath("templates"))), autoescape=select_autoescape(["html"]), undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    env.filters["json"] = lambda value: msgspec.json.encode(value).decode().replace("<", "\\u003c")
    return env


def page(request: Request, visit: Visit, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page rendered for a visitor; every template extends base.html and knows `w` (words), `visit`, `pages` and `here` (its address)."""
    from isnad.web.conditions import query_of  # they know Visit, which knows this
    from isnad.web.printed import FILTERED, printed

    html = environment().get_template(template).render(
        w=visit.wording, visit=visit, pages=PAGES, request=request, path=request.url.path, section=_section(request.url.path), here=_here(request), news=_news(visit.wording.language),
        filtered=query_of(visit.filter) if request.url.path in FILTERED else "", printed=printed(request, visit) if visit.name and status < _FAULT else None, **context
    )  # fmt: skip
    response = HTMLResponse(html, status_code=status)
    for name, value in visit.cookies.items():
        response.set_cookie(name, value, max_age=31_536_000, samesite="lax", path="/")
    return response


@lru_cache(maxsize=len(LANGUAGES))
def _news(language: str) -> dict[str, Any]:
    """What an open page says when something came, forms by number and all."""
    return {"language": language, **{key: text for key, text in words(language).items() if key.startswith("news.")}}


def _section(path: str) -> str:
    """Which style sheet a page has beside the common ones: the sheets of different pages use the same names for other things."""
    head, _, rest = path.strip("/").partition("/")
    if head in ("", "events") and not rest:
        return "events"
    return {"events": "event", "articles": "event", "review": "review"}.get(head, "pages")


def _here(request: Request) -> Any:
    """`here(page=2)`: this address with some of its query changed; None takes a key out."""

    def changed(**changes: Any) -> str:
        query = [(k, v) for k, v in request.query_params.multi_items() if k not in changes]
        query += [(k, str(v)) for k, v in changes.items() if v is not None]
        return request.url.path + (f"?{urlencode(query)}" if query else "")

    return changed


def cursor_of(*values: Any) -> str:
    """Values of a row as an opaque mark to go on from."""
    return base64.urlsafe_b64encode(msgspec.json.encode(values)).decode().rstrip("=")


def values_of(cursor: str) -> list[Any] | None:
    """The values in a mark; None if it is none."""
    try:
        return list(msgspec.json.decode(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))))
    except (ValueError, TypeError, msgspec.DecodeError):
        return None


def page_of(number: int) -> int:
    """The page of a list that an address asks for: within what the store can count to."""
    return min(max(number, 1), 1_000_000)
