"""Speakers by their names: titles and a name, or a name alone, with the post that stands in apposition behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from isnad.reading.speech.cited import Cited
from isnad.reading.speech.holders import apposed_name

if TYPE_CHECKING:
    from isnad.reading.speech.speakers import Phrases


def named(phrases: Phrases, i: int) -> Cited | None:
    """A title and a name, or a name of two words, with the role that stands in apposition behind it."""
    kind, at = phrases.titles(i)
    end = phrases.names.end(at, least=1 if at > i else 2)
    if end == at:
        return None
    cited = phrases.cited(i, end, kind or "political", "public", "titled" if at > i else "name", named=True, name=(at, end))
    apposed = _apposed(phrases, end)
    if apposed is None:
        return cited
    return _posted(cited, apposed, apposed.kind if kind in (None, "official") else kind)


def posted(phrases: Phrases, i: int) -> Cited | None:
    """A name at token `i` that only the post behind it shows to be one."""
    if i >= len(phrases.parse.words) or not phrases.parse.is_word(i) or (name := apposed_name(phrases, i)) is None:
        return None
    cited = phrases.cited(i, name[1], "political", "public", "name", named=True, name=name)
    apposed = _apposed(phrases, name[1])
    return cited if apposed is None else _posted(cited, apposed, apposed.kind)


def single(phrases: Phrases, i: int) -> Cited | None:
    """A name of one word that begins at token `i`: part of a full name of the article, or a word that is no other."""
    names = phrases.names
    if names.end(i, least=1) != i + 1 or phrases.parse.hit(i, "place") or names.accusative(i):
        return None
    kind = names.kinds.get(phrases.parse.words[i], "political")
    return phrases.cited(i, i + 1, kind, "public", "name.single", named=True, name=(i, i + 1))


def _posted(cited: Cited, apposed: Cited, kind: str) -> Cited:
    """The bearer of a name with the post that stands behind it."""
    rule = f"{cited.rule}.{apposed.role}"
    return replace(cited, kind=kind, person=apposed.person or "public", last=apposed.last, rule=rule, role=apposed.role)


def _apposed(phrases: Phrases, i: int) -> Cited | None:
    """The role behind a name: `فلان، المتحدث باسم ...`, `فلان رئيس ...`, `فلان وهو مسؤول ...`."""
    parse, words, table = phrases.parse, phrases.parse.words, phrases.words
    at = i
    if at < len(words) and words[at] == "(":
        return None
    at += at < len(words) and words[at] == "،"
    at += at < len(words) and words[at] in table.apposed
    at += at < len(words) and words[at] in table.one_of
    if at >= len(words) or not parse.is_word(at):
        return None
    hit = parse.hit(at, "role")
    if hit is None or hit.prefix not in ("", "ال") or parse.book.roles[hit.sense.id].name:
        return None
    role = parse.book.roles[hit.sense.id]
    if role.kind == "media" and role.person is None:
        return None
    cited = phrases.at(at)
    return cited if cited is not None and cited.role and cited.name is None else None
