"""What follows a role: adjectives, the body it belongs to, titles and a name."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from isnad.codebook.entries import Role
from isnad.reading.speech.owners import other_noun, owned, quoted, tied
from isnad.reading.speech.plain import plain_end
from isnad.reading.tools import Tools
from isnad.reading.word.speech import cores_of

if TYPE_CHECKING:
    from isnad.reading.speech.speakers import Phrases

_LONGEST = 16  # words of a phrase
_NUMBERED = ("commander", "brigade", "general")  # roles in whose phrase a figure stands: قائد اللواء 35


class Complement:
    """What follows a role: adjectives, the body it belongs to, titles and a name; reads on until nothing fits."""

    def __init__(self, phrases: Phrases, role: Role, first: int, last: int, *, definite: bool, many: bool) -> None:
        self.phrases, self.parse, self.role = phrases, phrases.parse, role
        self.first, self.last, self.definite, self.many = first, last, definite, many
        self.head_last = last
        self.kind: str | None = None
        self.name: tuple[int, int] | None = None
        self.name_kind: str | None = None
        self.body: str | None = None
        self.tied = False
        self.qualifiers = phrases.parse.tools.qualifiers.get(role.id, {})
        self.firsts = _firsts(phrases.parse.tools, role.id)

    def read(self) -> None:
        """Read on; `last` is then the end of the phrase, `name` the tokens of a name in it."""
        words, given = self.parse.words, self.phrases.names.words.given
        if self.role.person and self.last < len(words) and words[self.last] in given and self.take_name(self.last, least=2):
            return  # a given name that is a nisba too: العقيد تركي ...
        steps = _steps(self)
        while self.name is None and self.last < len(words) and self.last - self.first < _LONGEST:
            if words[self.last] == "#" or (self.last in self.parse.number_at and self.role.id in _NUMBERED):
                self.last += 1
            else:
                for step in steps:
                    if step(self, self.last):
                        break
                else:
                    break
        while (
            self.name is None
            and self.last > self.head_last
            and (words[self.last - 1] in self.phrases.words.ties or words[self.last - 1] == "#")
        ):
            self.last -= 1

    def take(self, last: int) -> bool:
        """Read on behind token `last`."""
        self.last = min(last, len(self.parse.words))
        return True

    def take_name(self, i: int, *, least: int) -> bool:
        """Titles and a name of at least `least` words at a token."""
        kind, at = self.phrases.titles(i)
        end = self.phrases.names.end(at, least=1 if at > i else least)
        if end == at or (self.role.person is None and at == i):
            return False
        self.name, self.name_kind = (at, end), None
        if kind in ("military", "judicial") and self.role.kind is None and self.kind is None:
            self.name_kind = kind
        return self.take(end)


def _qualified(reader: Complement, i: int) -> bool:
    """An adjective, of two words or one, that says which kind of source it is: `مصدر أمني`."""
    words = reader.parse.words
    if i - reader.head_last > 6 or not reader.parse.is_word(i):
        return False
    cores = [core for core in cores_of(words[i]) if core in reader.firsts]
    for size in (2, 1) if cores else ():
        for core in cores:
            rest = words[i + 1 : i + size]
            kind = reader.qualifiers.get(" ".join((core, *(w.removeprefix("ال") for w in rest)))) or reader.qualifiers.get(
                " ".join((core, *rest))
            )
            if kind and not (words[i][0] == "و" and core != words[i]):
                hit = reader.parse.hit(i, "verb")
                if hit and hit.sense.pos == "verb" and not words[i].startswith(("ال", "لل")):
                    continue
                if size == 1 and other_noun(reader, i):
                    return False
                reader.kind = reader.kind or kind
                reader.tied = reader.tied and not words[i].startswith("ال")  # مقربة من الرئاسة: whose he is, is told
                return reader.take(i + size)
    return False


def _titled(reader: Complement, i: int) -> bool:
    """A title with a name, before the title is read as a role of its own."""
    return i > reader.head_last and reader.parse.words[i] in reader.phrases.words.titles and reader.take_name(i, least=2)


def _named(reader: Complement, i: int) -> bool:
    """Titles and a name right behind."""
    role, phrases = reader.role, reader.phrases
    if reader.many and i > reader.head_last:
        return False  # اتهم منتقدون الرئيس فلانا
    if role.id in phrases.words.belonging and not reader.definite and not reader.tied:
        end = phrases.names.end(i)
        if end > i and i <= reader.head_last + 1:
            return reader.take(end)  # والدة فلان: the name is another's
    if role.kind == "media" and role.person is None and i == reader.head_last:
        end = phrases.names.end(i, least=1)
        return end > i and not reader.definite and reader.take(end)
    if role.name:
        return False
    if role.person is None and i == reader.head_last and role.id != "statement" and not phrases.words.titles.get(reader.parse.words[i]):
        return False
    return reader.take_name(i, least=2 if i > reader.head_last or not reader.definite else 1)


def _plain(reader: Complement, i: int) -> bool:
    """An ordinary word of the phrase."""
    end = plain_end(reader, i)
    return end > i and reader.take(end)


def _apposed(reader: Complement, i: int) -> bool:
    """A name behind a comma: `وزير الداخلية، فلان الفلاني،`."""
    words = reader.parse.words
    if words[i] == '"' and not reader.many and i + 1 < len(words):
        close = next((k for k in range(i + 2, min(i + 7, len(words))) if words[k] == '"'), 0)
        return bool(close) and reader.phrases.names.end(i + 1) == close and reader.take_name(i + 1, least=2)
    if words[i] not in reader.phrases.words.apposers or i + 1 >= len(words):
        return False
    return reader.take_name(i + 1, least=1 if reader.parse.is_word(i) else 2)


Step = Callable[[Complement, int], bool]


def _steps(reader: Complement) -> list[Step]:
    """What is tried at each word, in this order."""
    person = reader.role.person is not None
    steps: list[Step] = [_titled] if person and not reader.many else []
    steps += [_qualified] if reader.firsts else []
    steps += [quoted, owned, tied, _named, _plain]
    steps += [_apposed] if person else []
    return steps


@lru_cache(maxsize=1024)
def _firsts(tools: Tools, role: str) -> frozenset[str]:
    """The first words of the qualifiers of a role: most words are none of them."""
    return frozenset(qualifier.partition(" ")[0] for qualifier in tools.qualifiers.get(role, {}))
