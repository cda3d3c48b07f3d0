"""Who a source is: the words by which an article names it, made one key for the outlet, person or body that it is.

A source that does not say who it is (a security source, witnesses) has no key. Knowledge stands in `codebook/origins.yaml`,
`outlets.yaml`, `countries.yaml`, `actors/` and `speech/roles.yaml`; here are only look-ups, each source parsed once a codebook.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from isnad.codebook import Codebook
from isnad.merge.naming import Words, words
from isnad.model import Person
from isnad.text.fold import folded

_LONGEST = 6  # words of a voice, name or generic phrase
_NISBA = ("", "ه", "ون", "ين", "ان")
_GLUED = "بلو"  # what may be glued to a name
_PREPOSITIONS = frozenset({"في", "من", "عن", "لدي"})
_TELLING = 5  # letters of a word that is an outlet's name whatever follows it

Sort = Literal["outlet", "person", "body", "none"]


class Voice(NamedTuple):
    """What a source is: its `sort`, its words, its key (None: not to be told from others), and the country its name tells."""

    sort: Sort
    words: Words
    key: str | None = None
    country: str | None = None


NOBODY = Voice("none", ())


class Voices:
    """The look-ups of one codebook; `of` caches what it found."""

    def __init__(self, book: Codebook) -> None:
        table: dict[str, Any] = book.tables["origins"]
        self._voices = set(_phrases(table["voices"]))
        self._heads = {words(k)[0]: words(v)[0] for k, v in table["heads"].items()}
        self._dropped = {w for t in table["qualifiers"] for w in words(t)}
        self._media = {words(k)[0]: v for k, v in table["media"].items()}
        self._members = {w[0] for w in _phrases(table["members"])}
        self._forces: dict[str, str] = dict(table["forces"])
        self._media_ends = {words(t)[0] for t in table["media_ends"]}
        self._media_words = {w for t in table["media_words"] for w in words(t)}
        self._unnamed = set(_phrases([*table["unnamed"], *_unnamed(book)]))
        self._bodies = {w: group[0] for group in table["bodies"] for w in _phrases(group)}
        self._names = {w: group[0] for group in table["names"] for w in _phrases(group)}
        self._body_heads = {w[0] for w in (*self._bodies, *self._names)}
        self._titles = {words(t) for t in book.tables["attribution"]["titles"]} - {()}
        self._offices = set(_phrases(f for r in book.roles.values() if not r.name for f in r.forms))
        self._nisbas, self._countries = _nisbas(book)
        self._actors = {w: a.id for a in book.actors.values() for w in _phrases(_names_of(a)) if not a.id.startswith("generic:")}
        groups = {w[0] for w in _phrases(table["groups"])}
        for full, actor in [x for x in self._actors.items() if len(x[0]) > 1 and x[0][0] in groups]:
            self._actors.setdefault(full[1:], actor)
        self._outlets: dict[Words, str] = {}
        self._domains = {d: o.id for o in book.outlets.values() for d in o.domains}
        for outlet in book.outlets.values():
            for name in (*outlet.names.values(), *outlet.aliases):
                self._outlets.setdefault(self._medium(words(name)), outlet.id)
        self._outlets.pop((), None)
        self._publishers: dict[str, str] = {}
        self._cache: dict[tuple[str, str, Person | None], Voice] = {}
        self._spokesmen = {words(k): self._read_body(words(v)) for k, v in table["spokesmen"].items()}

    def of(self, text: str, kind: str, person: Person | None) -> Voice:
        """The voice of a source as the text names it."""
        key = (text, kind, person)
        found = self._cache.get(key)
        if found is None:
            found = self._cache[key] = self._read(words(text), kind, person)
        return found

    def body_of(self, person: Voice) -> Voice | None:
        """The body that a person is known to speak for."""
        return self._spokesmen.get(person.words)

    def publisher(self, name: str) -> str:
        """The key of the outlet that publishes: of the codebook if it is known there, else its own name."""
        key = self._publishers.get(name)
        if key is None:
            domain, own = name.lower().removeprefix("www."), words(name)
            key = f"outlet:{self._domains.get(domain) or self._outlets.get(self._medium(own)) or ' '.join(own)}"
            self._publishers[name] = key
        return key

    def _read(self, text: Words, kind: str, person: Person | None) -> Voice:
        text = self._unglued(text)
        inner = self._after_voice(text)
        if inner == text and text[:1] and text[0] in self._members:
            inner = self._body_of_member(text)
        if not inner or (inner == text and self._is_unnamed(text)):
            return NOBODY
        if kind == "media":
            return self._read_medium(inner)
        name = self._untitled(text)
        if person is not None and inner == text and not self._is_office(text, name):
            return Voice("person", name, "person:" + " ".join(name))
        return self._read_body(inner)

    def _read_medium(self, text: Words) -> Voice:
        if self._is_unnamed(text):
            return NOBODY
        outlet = self._outlet(text)
        if outlet:
            return Voice("outlet", text, f"outlet:{outlet}")
        name = self._medium(text)
        return Voice("outlet", text, "outlet:" + " ".join(name)) if name else NOBODY

    def _read_body(self, text: Words) -> Voice:
        named = self._names.get(text)
        if named:
            return Voice("body", text, f"body:{named}")
        actor = self._actors.get(text)
        force = self._forces.get(actor.partition(":")[2]) if actor else None
        if actor and force:
            return Voice("body", text, f"body:{force}", actor[:2].upper())
        text = tuple(w for n, w in enumerate(text) if not n or w not in self._dropped)
        country = next((self._nisbas[w] for w in text[1:] if w in self._nisbas), None) or self._country_behind(text)
        core = tuple(w for w in self._within(text) if w not in self._nisbas)
        core = (self._heads.get(core[0], core[0]), *core[1:]) if core else core
        if core in self._bodies:
            return Voice("body", core, f"body:{self._bodies[core]}", country or "?")
        if actor:
            return Voice("body", text, f"actor:{actor}")
        if not core or self._is_unnamed(core):
            return NOBODY
        return Voice("body", core, "body:" + " ".join(core), country or "?")

    def _within(self, text: Words) -> Words:
        """The name without the place that is told behind it (وزارة الصحة في غزة)."""
        for index, word in enumerate(text):
            if index and word in ("في", "بمدينه", "بمحافظه", "بولايه"):
                return text[:index]
        names = [n for n in range(1, 3) if len(text) > n and text[-n:] in self._countries]
        return text[: -names[0]] if names else text

    def _country_behind(self, text: Words) -> str | None:
        return next((c for n in (3, 2, 1) if len(text) > n and (c := self._countries.get(text[-n:]))), None)

    def _unglued(self, text: Words) -> Words:
        """The name without a preposition glued to its first word (لوزارة, لرويترز)."""
        if not text or text[0][0] not in _GLUED or len(text[0]) < _TELLING:
            return text
        bare = text[0][1:]
        known = bare in self._body_heads or bare in self._media or (bare,) in self._outlets
        return (bare, *text[1:]) if known and text[0] not in self._body_heads else text

    def _after_voice(self, text: Words) -> Words:
        for size in range(min(_LONGEST, len(text)), 0, -1):
            if text[:size] in self._voices:
                return text[size:]
        return text

    def _body_of_member(self, text: Words) -> Words:
        """The body that an unnamed speaker is said to belong to, all words if none is told."""
        for index in range(1, len(text)):
            word = text[index]
            for head in (word, word[1:]):
                if head in self._body_heads and (head == word or word[0] in _GLUED):
                    return (head, *text[index + 1 :])
        return text

    def _is_unnamed(self, text: Words) -> bool:
        return self._starts(text, self._unnamed)

    def _is_office(self, text: Words, name: Words) -> bool:
        """Whether the words are of an office and not of a person: an office of several words, or one behind the title (العميد الركن)."""
        if name == text:
            return self._starts(text, self._offices)
        several = any(text[:size] in self._offices for size in range(2, len(text) + 1))
        return several or self._starts(name, self._offices) or name[0] in _PREPOSITIONS or all(w in self._nisbas for w in name)

    @staticmethod
    def _starts(text: Words, phrases: set[Words]) -> bool:
        return any(text[:size] in phrases for size in range(1, min(_LONGEST, len(text)) + 1))

    def _untitled(self, text: Words) -> Words:
        while len(text) > 1 and text[:1] in self._titles:
            text = text[1:]
        return text

    def _medium(self, text: Words) -> Words:
        """The words that tell one outlet from another; where only a nationality is left, what sort of outlet it is stays."""
        end = next((i for i, w in enumerate(text) if i and w in self._media_ends), len(text))
        text = text[:end]
        kinds = [self._media[p] for w in text if (p := w if w in self._media else w[1:]) in self._media]
        rest = tuple(w for w in text if w not in self._media and w[1:] not in self._media)
        rest = tuple(w for w in rest if w not in self._media_words and w not in self._dropped)
        return (kinds[0], *rest) if kinds and rest and all(w in self._nisbas for w in rest) else rest

    def _outlet(self, text: Words) -> str | None:
        """The outlet of the codebook that has this name, the name without nationality, or the longest name within."""
        name = self._medium(text)
        without = tuple(w for w in name if w not in self._nisbas)
        for exact in (name, without):
            if exact in self._outlets:
                return self._outlets[exact]
        for size in range(len(name) - 1, 0, -1):
            for start in range(len(name) - size + 1):
                part = name[start : start + size]
                if part in self._outlets and (size > 1 or (start == 0 and len(part[0]) >= _TELLING)):
                    return self._outlets[part]
        return None


@lru_cache(maxsize=4)
def voices(book: Codebook) -> Voices:
    """The look-ups of a codebook, built once."""
    return Voices(book)


def _phrases(texts: Iterable[str]) -> Iterator[Words]:
    return (w for t in texts if (w := words(t)))


def _names_of(actor: Any) -> Iterator[str]:
    yield from actor.names.values()
    for alias in actor.aliases:
        if isinstance(alias, str):
            yield alias
        elif not alias.only:
            yield alias.name


def _unnamed(book: Codebook) -> Iterator[str]:
    """The forms of the roles that name nobody: unnamed sources, witnesses, private persons."""
    for role in book.roles.values():
        if not role.name and (role.kind in ("unnamed", "witness") or role.person == "private"):
            yield from role.forms


def _nisbas(book: Codebook) -> tuple[dict[str, str], dict[Words, str]]:
    """Adjectives of countries in every gender and number, and the countries' names."""
    adjectives: dict[str, str] = {}
    names: dict[Words, str] = {}
    for country in book.countries.values():
        for nisba in country.nisba:
            forms = () if " " in nisba else {folded(nisba), *words(nisba)}  # ألماني begins with what looks like an article
            for base in forms:
                adjectives.update({base + ending: country.code for ending in _NISBA})
        names.update(dict.fromkeys(_phrases(country.names), country.code))
    return adjectives, names
