"""A web page as an article: trafilatura for the text, the page's own metadata for the day."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from isnad.intake.published import day_of, shown_day
from isnad.model import Article
from isnad.reading.time.calendar import Calendar

# Metadata by trust. htmldate is not asked: where it finds nothing it gives 1 January of a year it saw somewhere.
_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "publishdate", "publish_date",
    "pubdate",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime", "article.published", "date", "last-modified-date", "article:modified_time",
)  # fmt: skip
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:[/_-]|$)")
_HEAD_CHARS = 600  # code points of the page's text in which a visible date is the dateline
_LONGEST = 40  # code points of a dateline, more is a sentence that tells a date


def page(data: str, *, id_: str, origin: str, url: str | None, calendar: Calendar) -> Article:
    """The article of an HTML page; `fault` says so if no article text stands in it."""
    import logging

    import trafilatura
    from lxml import etree

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        tree = trafilatura.load_html(data)
    except (ValueError, etree.LxmlError):
        tree = None
    if tree is None:
        return Article(id=id_, url=url, origin=origin, fault="no HTML page")
    published = _stated(tree, url or _canonical(tree))
    document: Any = trafilatura.bare_extraction(
        data, url=url, with_metadata=True, include_comments=False, include_tables=False, deduplicate=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )  # fmt: skip
    if document is None or not document.text:
        return Article(id=id_, url=url, origin=origin, published=published, fault="no article text in the page")
    lines = document.text.split("\n")
    title = (document.title or "").strip()
    dateline = next((line for line in lines[:4] if len(line) <= _LONGEST and shown_day(line, calendar)), None)
    if published is None:
        published = shown_day(dateline, calendar) if dateline else _shown(tree, calendar)
    if dateline:
        lines.remove(dateline)
    if title and lines and lines[0].strip() == title:
        lines = lines[1:]
    return Article(
        id=id_, title=title, text="\n".join(lines), published=published, publisher=document.sitename or None,
        url=url or document.url or None, origin=origin,
    )  # fmt: skip


def _stated(tree: Any, url: str | None) -> date | None:
    names: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if key and meta.get("content"):
            names.setdefault(key.casefold(), meta.get("content"))
    for value in (
        *(names[k] for k in _META[:14] if k in names),
        *_linked(tree),
        *(names[k] for k in _META[14:-2] if k in names),
        *_times(tree),
    ):
        found = day_of(value)
        if found:
            return found
    found_url = _URL_DAY.search(url or "")
    if found_url:
        return day_of("-".join(found_url.groups()))
    return next((d for d in (day_of(names.get(k)) for k in _META[-2:]) if d), None)


def _linked(tree: Any) -> Iterator[str]:
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            data = json.loads(script.text or "")
        except ValueError:
            found = re.search(r'"datePublished"\s*:\s*"([^"]+)"', script.text or "")
            if found:
                yield found[1]
            continue
        stack = [data]
        while stack:
            node = stack.pop()
            if isinstance(node, list):
                stack += node
            elif isinstance(node, dict):
                if isinstance(node.get("datePublished"), str):
                    yield node["datePublished"]
                stack += [v for k, v in node.items() if k in ("@graph", "mainEntity", "mainEntityOfPage")]


def _times(tree: Any) -> Iterator[str]:
    for time in tree.iter("time"):
        if time.get("datetime"):
            yield time.get("datetime")
            return  # later ones belong to other articles


def _canonical(tree: Any) -> str | None:
    link = tree.find(".//link[@rel='canonical']")
    return link.get("href") if link is not None else None


def _shown(tree: Any, calendar: Calendar) -> date | None:
    """A date in an element of its own near the title (h1), before or after it."""
    head = tree.find(".//h1")
    seen = 0
    nodes = tree.iter("span", "div", "p", "time", "li", "small", "b", "strong", "em")
    for node in nodes:
        text = " ".join((node.text or "").split())
        seen += len(text) if head is not None else 0
        if 6 <= len(text) <= _LONGEST:
            day = shown_day(text, calendar)
            if day:
                return day
        if seen > 4 * _HEAD_CHARS:
            break
    return None
