"""Feeds of new, changed and removed events: RSS 2.0 and JSON Feed 1.1.

An item's id is the event's id and the time of its last change, so that a change is a new item to every reader.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import msgspec

from isnad.export.about import about_of
from isnad.export.jsonld import iri
from isnad.export.rows import figure_text
from isnad.export.selection import Provenance, Selection
from isnad.export.whole import whole_bytes
from isnad.model import COUNT_FIELDS, Event, Toll

if TYPE_CHECKING:
    from isnad.codebook import Codebook

# What XML 1.0 cannot hold, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One item of a feed; `at` is when the event last changed, UTC."""

    id: str
    at: str
    made: str
    title: str
    text: str
    link: str | None
    tags: list[str]
    event: str
    merged_into: str | None = None
    removed: bool = False


def items(selection: Selection, book: Codebook, *, since: str | None = None) -> list[Item]:
    """The events changed at or after `since` (a day or a time, UTC) and those removed since, the latest first."""
    events = [event for event in selection.events() if not since or event.updated_at >= since]
    wanted = {report: "" for event in events for report in event.reports[-1:]}
    for stored in selection.reports() if wanted else ():
        if stored.id in wanted:
            wanted[stored.id] = stored.url or ""
    gone = [_gone(row) for row in selection.removed() if not since or (row["at"] or "") >= since]
    told = [_item(event, book, next((wanted[r] for r in event.reports[-1:]), "")) for event in events]
    return sorted([*told, *gone], key=lambda item: (item.at, item.id), reverse=True)


def _item(event: Event, book: Codebook, url: str) -> Item:
    entry, country = book.events.get(event.type), book.countries.get(event.country or "")
    label = entry.labels.get("en", event.type) if entry else event.type
    where = ", ".join(part for part in (event.place_en or event.place, country.en if country else event.country) if part)
    title = ", ".join(part for part in (label, where, event.date) if part)
    status = "" if event.status == "occurred" else f" ({event.status})"
    return Item(
        id=f"{iri('event', event.id)}:{event.updated_at}", at=event.updated_at, made=event.created_at, title=title + status, text="\n".join(_lines(event)),
        link=url if url.startswith(("http://", "https://")) else None, tags=[t for t in (event.type, event.status, event.country) if t], event=event.id,
    )  # fmt: skip


def _lines(event: Event) -> list[str]:
    """What a reader is told: parties, tolls with who said which, by whom it is reported, the words."""
    lines = [
        f"{side}: " + "; ".join(a.en or a.text for a in actors) for side, actors in (("By", event.by), ("Against", event.against)) if actors
    ]
    for field in COUNT_FIELDS:
        toll: Toll | None = getattr(event, field)
        if toll:
            bounds = (
                "" if toll.low == toll.high else f" ({'?' if toll.low is None else toll.low} to {'?' if toll.high is None else toll.high})"
            )
            mark = ", disputed" if toll.disputed else ""
            figures = "; ".join(map(figure_text, toll.figures))
            lines.append(f"{field.capitalize()}: {'?' if toll.best is None else toll.best}{bounds}{mark}: {figures}")
    if event.disputed:
        lines.append("Reports differ on: " + ", ".join(event.disputed))
    lines.append(
        f"Reported in {len(event.articles)} articles of {len(event.outlets)} outlets ({', '.join(event.outlets)}), "
        f"{len(event.origins)} origins ({', '.join(o.label for o in event.origins)}); not confirmed."
    )
    return [*lines, event.evidence]


def _gone(row: dict[str, str | None]) -> Item:
    event, into, at = row["event"] or "", row["merged_into"], row["at"] or ""
    what = f"Event {event} is now part of event {into}" if into else f"Event {event} was removed"
    text = f"{what} ({row['reason']})." if row["reason"] else f"{what}."
    id_ = f"{iri('event', event)}:{at}"
    return Item(id=id_, at=at, made=at, title=what, text=text, link=None, tags=["removed"], event=event, merged_into=into, removed=True)


def rss(path: Path | None, selection: Selection, book: Codebook, provenance: Provenance, *, since: str | None = None) -> int:
    """Write an RSS 2.0 feed; the number of items."""
    found = items(selection, book, since=since)
    about = about_of(provenance)
    head = {
        "title": provenance.title, "link": iri("feed", provenance.title), "description": about["sentence"], "language": "en",
        "lastBuildDate": _mail_date(provenance.made_at), "generator": about["made_by"],
    }  # fmt: skip
    body = "".join(f"<item>\n{_elements(_rss_item(item))}{_tags(item)}</item>\n" for item in found)
    xml = f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0">\n<channel>\n{_elements(head)}{body}</channel>\n</rss>\n'
    _put(path, xml.encode())
    return len(found)


def _rss_item(item: Item) -> dict[str, str]:
    link = {"link": item.link} if item.link else {}
    return {
        "title": item.title,
        **link,
        "description": escape(item.text).replace("\n", "<br/>\n"),
        "pubDate": _mail_date(item.at),
        "guid": item.id,
    }


def _elements(values: dict[str, str]) -> str:
    attributes = {"guid": ' isPermaLink="false"'}
    return "".join(f"<{name}{attributes.get(name, '')}>{escape(xml_text(value))}</{name}>\n" for name, value in values.items() if value)


def _tags(item: Item) -> str:
    return "".join(f"<category>{escape(tag)}</category>\n" for tag in item.tags)


def jsonfeed(path: Path | None, selection: Selection, book: Codebook, provenance: Provenance, *, since: str | None = None) -> int:
    """Write a JSON Feed 1.1; the number of items."""
    found = items(selection, book, since=since)
    about = about_of(provenance)
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": provenance.title, "description": about["sentence"], "language": "en",
        "_isnad": about, "items": [_json_item(item) for item in found],
    }  # fmt: skip
    _put(path, msgspec.json.format(msgspec.json.encode(feed), indent=2) + b"\n")
    return len(found)


def _json_item(item: Item) -> dict[str, Any]:
    link = {"external_url": item.link} if item.link else {}
    own = {"event": item.event, "removed": item.removed, "merged_into": item.merged_into}
    dates = {"date_published": item.made, "date_modified": item.at} if item.at else {}
    return {"id": item.id, "title": item.title, "content_text": item.text, **link, **dates, "tags": item.tags, "_isnad": own}


def xml_text(value: str) -> str:
    """The text with what XML cannot hold replaced."""
    return _NOT_XML.sub("\ufffd", value)


def _mail_date(time: str) -> str:
    """RFC 822, as RSS wants it; empty for no time."""
    return format_datetime(datetime.fromisoformat(time.replace("Z", "+00:00")).astimezone(UTC), usegmt=True) if time else ""


def _put(path: Path | None, content: bytes) -> None:
    with whole_bytes(path) as file:
        file.write(content)
