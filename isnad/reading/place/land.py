"""Places told by what they are of: compass words, the land, the border and the capital of a country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from isnad.codebook.entries import Place
from isnad.reading.parse import Parse
from isnad.reading.place.toponymy import Toponymy
from isnad.reading.place.unlisted import Told
from isnad.reading.place.words import before, glued_role
from isnad.resolve import place_of

TRACT = 0.65  # exactness of towns or lands of a country that are not named
_REGION = 0.7  # exactness of a part of a country
_ARTICLE = "ال"
_OFTEN = 3  # places named of one country from which it and no less named one is `البلاد`


def phrases(parse: Parse, topo: Toponymy, taken: set[int], main: str | None, named: Mapping[int, str]) -> Iterator[Told]:
    """`شمال البلاد`, `الأراضي السورية`, `العاصمة الروسية`, `العاصمة`; `main` is the country of the article,
    `named` the countries of the places named, by token.
    """
    words = parse.words
    wide = topo.wide
    done = 0
    for i in [i for i, word in enumerate(words) if word in wide]:
        if i in taken or i < done:
            continue
        cut = topo.compass.get(words[i])
        if cut is not None:
            j = i + 1
            while j < len(words) and words[j] in topo.compass and j < i + 3:
                j += 1
            if j < len(words) and words[j] in topo.wholes and j not in taken and main:
                id_ = topo.wholes[words[j]]
                place = place_of(parse.book, id_ or f"country:{_whole(topo, words[j], main, named)}")
                if place and (not id_ or place.country == main or place.country in named.values()):
                    done = j + 1
                    yield _told(parse, topo, i, done, cut, place, _REGION + (1.4 if id_ else 0.0))
        else:
            yield from _land(parse, topo, i, _nearest(parse, i, named) or main, taken)


def _whole(topo: Toponymy, word: str, main: str, named: Mapping[int, str]) -> str:
    """The country that `البلاد` or `المملكة` is: the article's, unless its places are another's, or it is no kingdom."""
    counts = Counter(named.values())
    if word in topo.realms:
        kingdoms = [c for c in counts if c in topo.kingdoms]
        return main if main in topo.kingdoms or not kingdoms else max(kingdoms, key=lambda c: (counts[c], c))
    most = max(counts, key=lambda c: (counts[c], c), default=main)
    return most if counts[most] >= _OFTEN and counts[most] >= 2 * counts[main] else main


def _nearest(parse: Parse, i: int, named: Mapping[int, str]) -> str | None:
    """The country of the last place named before a token in its sentence."""
    start = parse.sentences[parse.sentence_of(i)][0]
    return next((named[j] for j in range(i - 1, start - 1, -1) if j in named), None)


def _land(parse: Parse, topo: Toponymy, i: int, main: str | None, taken: set[int]) -> Iterator[Told]:
    """The land, border or capital of the country whose adjective follows."""
    words = parse.words
    codes: list[str] = []
    j = i + 1
    tract = words[i] in topo.tracts
    while j < len(words) and (hit := parse.hit(j, "nisba")) and (tract or _ARTICLE in hit.prefix) and hit.last == j + 1:
        codes.append(hit.sense.id)
        j += 1
    capital = words[i] in topo.capital
    cut = words[i].find(_ARTICLE) if _ARTICLE in words[i][:4] else words[i].find("لل")
    if codes:
        place = place_of(parse.book, topo.capitals.get(codes[0], "") if capital else f"country:{codes[0]}")
        if place:
            yield _told(parse, topo, i, j, max(0, cut), place, 3.0 if capital else TRACT if tract else _REGION)
    elif words[i] in topo.lands and j + 1 < len(words) and words[j] == "مع" and (beyond := parse.hit(j + 1, "place")):
        # `الحدود مع الجزائر`: which side is told elsewhere
        yield _told(parse, topo, i, beyond.last, max(0, cut), None, _REGION + 1.0)
    elif capital and main and j not in taken:
        place = place_of(parse.book, topo.capitals.get(main, ""))
        told = _told(parse, topo, i, i + 1, max(0, cut), place, 2.9) if place else None
        if told and told.role:
            yield told


def _told(parse: Parse, topo: Toponymy, first: int, last: int, cut: int, place: Place | None, exactness: float) -> Told:
    tokens = parse.text.tokens
    word = parse.words[first]
    j = before(parse, first)
    role = glued_role(word[:cut]) or (topo.role_of(parse.words[j]) if j >= 0 else "")
    if first and word[:cut] == "" and topo.compass.get(word) is not None:
        role = role or "inside"
    return Told(first, last, tokens[first].start + cut, tokens[last - 1].end, place, place.country if place else None, exactness, role, "")
