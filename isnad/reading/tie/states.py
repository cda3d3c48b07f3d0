"""Countries, and the capitals that stand for them, as a side of a tie (`الموالية لطهران`)."""

from __future__ import annotations

from isnad.reading.parse import Parse
from isnad.reading.tie.nouns import QUOTES, Noun
from isnad.reading.tie.words import Ties


def state_at(parse: Parse, ties: Ties, i: int) -> Noun | None:
    """The country, or capital that stands for it, at token `i`."""
    words = parse.words
    while i < len(words) and words[i] in QUOTES:
        i += 1
    if i >= len(words):
        return None
    return _country(parse, ties, i)


def _country(parse: Parse, ties: Ties, i: int) -> Noun | None:
    hit = parse.hit(i, "place")
    if hit is None:
        return _hidden(parse, i)
    name = hit.sense.id
    code = ties.capitals.get(name)
    if code is None:
        ids = parse.tools.matcher.place_names.get(name, ())
        code = ids[0][8:] if ids and ids[0].startswith("country:") else None
    if code is None:
        return None
    start = hit.start - (2 if hit.prefix.endswith("ال") else 0)
    country = parse.book.countries.get(code)
    en = country.en if country else None
    return Noun(hit.first, hit.last, start, hit.end, "country", f"country:{code}", en, joined=hit.prefix[:1] == "و")


def _hidden(parse: Parse, i: int) -> Noun | None:
    """A country inside the name of an actor (الميليشيات الموالية لإيران), where the scan does not show it."""
    word = parse.words[i]
    for cut in (1, 0):
        name = word[cut:]
        ids = parse.tools.matcher.place_names.get(name, ()) if cut == 0 or word[0] in "لب" else ()
        if ids and ids[0].startswith("country:") and ids[0][8:] in parse.book.countries:
            token = parse.text.tokens[i]
            return Noun(i, i + 1, token.start + cut, token.end, "country", ids[0], parse.book.countries[ids[0][8:]].en)
    return None
