"""One line of a JSONL file as an article."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import msgspec

from isnad.errors import SourceError
from isnad.intake.published import day_of, shown_day
from isnad.model import Article
from isnad.reading.time.calendar import Calendar

FIELDS = ("id", "title", "text", "published", "publisher", "url")


def field_map(given: str | None) -> dict[str, str]:
    """The names that the input uses, by ours, from `title=headline,text=body`; SourceError for anything else."""
    out: dict[str, str] = {}
    for part in filter(None, (p.strip() for p in (given or "").split(","))):
        ours, sign, theirs = (x.strip() for x in part.partition("="))
        if not sign or ours not in FIELDS or not theirs:
            raise SourceError(f"--map does not understand {part!r}", remedy=f"write FIELD=NAME with FIELD one of {', '.join(FIELDS)}")
        out[ours] = theirs
    return out


class LineReader:
    """Decodes lines with one map of field names."""

    def __init__(self, names: Mapping[str, str], calendar: Calendar) -> None:
        self._calendar = calendar
        self._names = {ours: names.get(ours, ours) for ours in FIELDS}
        kind = msgspec.defstruct("Line", [(ours, Any, None) for ours in FIELDS], rename=self._names)
        self._decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(kind)

    def article(self, line: bytes, *, id_: str, origin: str) -> Article:
        """The article of a line; SourceError says why a line is broken."""
        fields = self._fields(line, origin)
        title, text = fields.title, fields.text
        fault = None
        if not isinstance(title, str | None) or not isinstance(text, str | None):
            wrong = "title" if not isinstance(title, str | None) else "text"
            fault, title, text = f"the field {self._names[wrong]!r} is not a string", None, None
        published = day_of(fields.published)
        if published is None and isinstance(fields.published, str) and fields.published.strip():
            published = shown_day(fields.published, self._calendar)
        return Article(
            id=_name(fields.id) or id_, title=_clean(title or ""), text=_clean(text or ""), published=published,
            publisher=_name(fields.publisher) or None, url=_name(fields.url) or None, origin=origin, fault=fault,
        )  # fmt: skip

    def _fields(self, line: bytes, origin: str) -> Any:
        try:
            return self._decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            # NaN, lone surrogates and the like: what json takes is not broken.
            try:
                data = json.loads(line)
            except (ValueError, RecursionError):
                raise SourceError(_reason(line, error), where=origin, remedy="the line is left out") from None
        if not isinstance(data, dict):
            raise SourceError("no JSON object", where=origin, remedy="the line is left out")
        return msgspec.convert({k: v for k, v in data.items() if k in self._names.values()}, self._decoder.type)


def _reason(line: bytes, error: Exception) -> str:
    if isinstance(error, msgspec.ValidationError):
        return "no JSON object"
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return "broken UTF-8"
    return f"broken JSON ({str(error).removeprefix('JSON is malformed: ')})"


def _name(value: Any) -> str:
    if isinstance(value, str):
        return _clean(value)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _clean(text: str) -> str:
    """Without lone surrogates, which no output could carry: one U+FFFD each, so that offsets stay."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text
