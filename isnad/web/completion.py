"""Completion of what a person types into a field: codebook and gazetteer by the beginnings of their names, in folded letters."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple, get_args

from isnad.codebook import Codebook
from isnad.codebook.entries import ActorEntry, Alias, EventEntry, Place
from isnad.model import Status
from isnad.text.fold import folded
from isnad.web.wording import Wording, wording

FIELDS = ("place", "by", "against", "actor", "type", "country", "status")
_LOOKED = 4000  # names looked at for one answer: two letters begin thousands of places


class Option(NamedTuple):
    """A value to choose: what the field takes, its Arabic name, its name in another script, and what tells it from others."""

    value: str
    label: str
    other: str
    note: str


class _Names(NamedTuple):
    """Folded names, and the beginnings of their later words, in order; each with the id it belongs to and whether the name begins there."""

    keys: list[str]
    ids: list[tuple[str, bool]]

    def beginning(self, text: str) -> dict[str, bool]:
        """The ids of the names that have a word beginning with a text; whether it is the whole beginning."""
        out: dict[str, bool] = {}
        at = bisect_left(self.keys, text)
        while at < len(self.keys) and len(out) < _LOOKED and self.keys[at].startswith(text):
            id_, first = self.ids[at]
            out[id_] = out.get(id_, False) or first
            at += 1
        return out


def options(book: Codebook, w: Wording, field: str, text: str, *, country: str | None = None, limit: int = 12) -> list[Option]:
    """What a text may mean for a field, the likeliest first: whole names before parts, then places of `country`, then the most populous."""
    key = _key(text)
    if not key:
        return []
    return _FINDERS[field](book, w, key, country)[:limit]


def _places(book: Codebook, w: Wording, key: str, country: str | None) -> list[Option]:
    found = _place_names(book).beginning(key)
    whole = {id_ for id_ in found if key in {_key(n) for n in (*book.places[id_].names, book.places[id_].name_en)}}
    ranked = sorted(found, key=lambda id_: _place_rank(book.places[id_], id_ in whole, found[id_], country))
    return [_place(book.places[id_], w) for id_ in ranked]


def _place_rank(place: Place, whole: bool, first: bool, country: str | None) -> tuple[bool, bool, bool, int, str]:
    return not whole, bool(country) and place.country != country, not first, -place.population, place.id


def _place(place: Place, w: Wording) -> Option:
    kind = w(f"review.placekind.{place.kind}") if w.has(f"review.placekind.{place.kind}") else place.kind
    return Option(
        place.id, place.names[0] if place.names else "", place.name_en, w("review.placenote", kind=kind, country=w.country(place.country))
    )


def _actors(book: Codebook, w: Wording, key: str, country: str | None) -> list[Option]:
    found = _actor_names(book).beginning(key)

    def rank(id_: str) -> tuple[bool, bool, bool, bool, int, str]:
        actor = book.actors[id_]
        keys = {_key(name) for name in _named(actor)}
        own = _key(actor.names.get("ar", "")), _key(actor.names.get("en", ""))
        away = bool(country and actor.countries) and country not in actor.countries
        return key not in keys, away, not found[id_], not any(name.startswith(key) for name in own), len(id_), id_

    return [_actor(book.actors[id_], w) for id_ in sorted(found, key=rank)]


def _actor(actor: ActorEntry, w: Wording) -> Option:
    kind = w(f"kind.{actor.kind}") if w.has(f"kind.{actor.kind}") else ""
    return Option(actor.id, actor.names.get("ar", ""), actor.names.get("en", actor.id), kind)


def _types(book: Codebook, w: Wording, key: str, country: str | None) -> list[Option]:
    by_id: dict[str, EventEntry] = {**book.events}
    named: dict[str, tuple[str, ...]] = {e.id: (*e.labels.values(), e.id.replace("_", " ")) for e in book.events.values()}
    return [Option(id_, "", by_id[id_].labels.get(w.language, id_), "") for id_ in _matching(named, key)]


def _countries(book: Codebook, w: Wording, key: str, country: str | None) -> list[Option]:
    named = {c.code: (*c.names, c.en, c.fr, c.code) for c in book.countries.values()}
    return [Option(code, next(iter(book.countries[code].names), ""), w.country(code), code) for code in _matching(named, key)]


def _statuses(book: Codebook, w: Wording, key: str, country: str | None) -> list[Option]:
    named: dict[str, tuple[str, ...]] = {
        s: tuple(wording(language)(f"status.{s}") for language in ("en", "ar", "fr")) for s in get_args(Status)
    }
    return [Option(s, "", w(f"status.{s}"), "") for s in _matching(named, key)]


_FINDERS = {
    "place": _places, "by": _actors, "against": _actors, "actor": _actors, "type": _types, "country": _countries, "status": _statuses,
}  # fmt: skip


def _matching(named: dict[str, tuple[str, ...]], key: str) -> list[str]:
    """The ids of which a name has a word that begins with a key, those that begin with it first."""
    found = {
        id_: any(_key(n).startswith(key) for n in names) for id_, names in named.items() if any(f" {key}" in f" {_key(n)}" for n in names)
    }
    return sorted(found, key=lambda id_: (not found[id_], id_))


@lru_cache(maxsize=2)
def _place_names(book: Codebook) -> _Names:
    return _ordered((id_, name) for id_, p in book.places.items() for name in (*p.names, p.name_en) if name)


@lru_cache(maxsize=2)
def _actor_names(book: Codebook) -> _Names:
    return _ordered((id_, name) for id_, actor in book.actors.items() for name in _named(actor))


def _named(actor: ActorEntry) -> set[str]:
    """Every name and form of an actor."""
    aliases = {a.name if isinstance(a, Alias) else a for a in actor.aliases}
    return {*actor.names.values(), *aliases, *(form for forms in actor.forms.values() for form in forms)}


def _ordered(named: Iterable[tuple[str, str]]) -> _Names:
    rows: set[tuple[str, str, bool]] = set()
    for id_, name in named:
        key = _key(name)
        starts = [0, *(at + 1 for at, char in enumerate(key) if char == " ")]
        rows.update((key[start:], id_, start == 0) for start in starts)
        if key.startswith("ال"):
            rows.add((key[2:], id_, True))
    order = sorted(rows)
    return _Names([r[0] for r in order], [(r[1], r[2]) for r in order])


def _key(text: str) -> str:
    return " ".join(folded(text).casefold().split())
