"""From an item of an input to an article."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from isnad.errors import SourceError
from isnad.intake import encodings
from isnad.intake.html import page
from isnad.intake.inputs import Item, sentence
from isnad.intake.jsonl import LineReader
from isnad.intake.packed import opened
from isnad.model import Article
from isnad.reading.time.calendar import Calendar


class Intake:
    """How items become articles: the map of field names, the day of publication where none is told, the calendar."""

    def __init__(self, calendar: Calendar, *, names: dict[str, str] | None = None, published: date | None = None) -> None:
        self.calendar = calendar
        self.published = published
        self.lines = LineReader(names or {}, calendar)


def article_of(item: Item, intake: Intake) -> Article:
    """The article of an item; SourceError if it cannot be opened or is a broken line."""
    article = _read(item, intake)
    if article.published is None and intake.published is not None:
        fields = {name: getattr(article, name) for name in article.__struct_fields__}
        article = Article(**{**fields, "published": intake.published})
    return article


def _read(item: Item, intake: Intake) -> Article:
    if item.kind == "line":
        return intake.lines.article(item.data or b"", id_=item.id, origin=item.origin)
    data = item.data if item.data is not None else _content(item)
    try:
        text = encodings.decode(data)
    except ValueError as error:
        what = "broken text" if isinstance(error, UnicodeDecodeError) else str(error)
        return Article(id=item.id, url=item.url, origin=item.origin, fault=what)
    if item.kind == "page":
        return page(text, id_=item.id, origin=item.origin, url=item.url, calendar=intake.calendar)
    return Article(id=item.id, text=text, url=item.url, origin=item.origin)


def _content(item: Item) -> bytes:
    try:
        with opened(Path(item.path or "")) as file:
            return file.read()
    except (OSError, EOFError, ValueError) as error:
        raise SourceError(sentence(error), where=item.origin, remedy="the file is left out") from None
