"""Gazetteer names in a text that are places there and not words, persons or clubs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

import msgspec

from isnad.codebook import Codebook
from isnad.reading.parse import Parse
from isnad.reading.place.toponymy import NAME_PREFIXES, Toponymy, toponymy_of
from isnad.reading.place.words import Setting, container, setting
from isnad.resolve import place_of, shares
from isnad.scan import Hit

_GREAT = 100_000  # inhabitants from which a name with one meaning tells its country
_COMMON = 400_000  # inhabitants under which a name that is a word too needs a noun or preposition for places
_SUPPORT = 0.15  # share of the article's countries that lets a doubtful name stand behind a preposition
_SPORT = 4  # words of sport in an article of which a city is a club


class Name(msgspec.Struct, frozen=True, gc=False):
    """A gazetteer name in the text with how it is led in and what stands behind it."""

    hit: Hit
    ids: tuple[str, ...]
    told: Setting
    behind: str | None  # country whose adjective follows
    holder: Hit | None  # place that follows as what holds it


def shares_with(counts: Counter[str], home: str | None) -> dict[str, float]:
    """Shares of the countries, the publisher's own counted once."""
    return shares(counts + Counter([home])) if home else shares(counts)


def stated_countries(parse: Parse) -> Counter[str]:
    """Countries told by name, adjective or force, those named in the title twice."""
    counts: Counter[str] = Counter()
    for hit in parse.scan.of("nisba"):
        counts[hit.sense.id] += 1
    for hit in parse.scan.of("actor"):  # الجيش العراقي is one name, in which the adjective is not read by itself
        countries = parse.book.actors[hit.sense.id].countries
        if len(countries) == 1 and parse.meant(hit):
            counts[countries[0]] += 1
    names = parse.tools.matcher.place_names
    for hit in parse.scan.of("place"):
        ids = names[hit.sense.id]
        if ids[0].startswith("country:") and hit.prefix in NAME_PREFIXES and hit.sense.id not in parse.grammar.ambiguous:
            counts[ids[0][8:]] += 2 if hit.first < parse.title_tokens else 1
    return counts


def told_countries(parse: Parse, topo: Toponymy) -> Counter[str]:
    """The countries stated, and once more for each firm name of a place in them."""
    counts = stated_countries(parse)
    names = parse.tools.matcher.place_names
    for letters in sorted({h.sense.id for h in parse.scan.of("place") if h.prefix in NAME_PREFIXES}):
        if letters not in parse.grammar.ambiguous and letters not in topo.strict and letters not in topo.doubtful:
            ids = names[letters]
            if not ids[0].startswith("country:") and _firm(parse.book, letters, ids):
                counts.update(countries_of(parse, ids))
    return counts


@lru_cache(maxsize=1 << 15)
def _firm(book: Codebook, letters: str, ids: tuple[str, ...]) -> bool:
    """Whether a name means one country and no common word: a province, a city, or a name of two words."""
    if len(_countries(book, ids)) != 1 or toponymy_of(book).ordinary_word(letters):
        return False
    return " " in letters or any((p := place_of(book, i)) and (p.kind in ("admin1", "country") or p.population >= _GREAT) for i in ids)


def countries_of(parse: Parse, ids: tuple[str, ...]) -> frozenset[str]:
    """The countries in which the places of these ids lie."""
    return _countries(parse.book, ids)


@lru_cache(maxsize=1 << 15)
def _countries(book: Codebook, ids: tuple[str, ...]) -> frozenset[str]:
    found = {i[8:] if i.startswith("country:") else book.places[i].country for i in ids}
    return frozenset([c for c in found if c])


def names_told(parse: Parse, topo: Toponymy, home: str | None) -> tuple[Counter[str], list[Name]]:
    """The countries told and the names that are places; the article's geography and its places both ask for them."""
    key = ("names_told", home)
    if key not in parse.memo:
        told = told_countries(parse, topo)
        parse.memo[key] = told, names_in(parse, topo, shares_with(told, home))
    found: tuple[Counter[str], list[Name]] = parse.memo[key]
    return found


def names_in(parse: Parse, topo: Toponymy, countries: Mapping[str, float]) -> list[Name]:
    """The gazetteer names that are places here, in order, none over another."""
    known = parse.tools.matcher.place_names
    hits: list[Hit] = []
    clubs = len(topo.sport.intersection(parse.words)) >= _SPORT
    for hit in parse.scan.of("place"):
        if hit.first in parse.date_tokens or hit.prefix not in NAME_PREFIXES:
            continue
        if hits and hit.first < hits[-1].last:
            prior = hits[-1]
            if (_length(parse, topo, hit), -len(hit.prefix)) <= (_length(parse, topo, prior), -len(prior.prefix)):
                continue
            hits.pop()
        hits.append(hit)
    out: list[Name] = []
    doubted: list[Name] = []
    for index, hit in enumerate(hits):
        told = setting(parse, topo, hit.first, hit.prefix)
        behind, holder = container(parse, topo, hit.last, hits[index + 1] if index + 1 < len(hits) else None)
        if not told.strong and hit.prefix[:1] == "و" and out and hit.first - out[-1].hit.last <= 1:
            told = Setting(out[-1].told.role, "", -1)
        cut = topo.settlements.get(parse.words[hit.first])
        if cut is not None and hit.last - hit.first > 1:  # the noun is written in the gazetteer's name: مدينة دوما
            told = Setting(told.role, parse.words[hit.first][cut:], -1)
        name = Name(hit, _namesakes(parse, hit.sense.id, behind, holder) if cut is not None else known[hit.sense.id], told, behind, holder)
        if clubs and not told.noun and told.role not in ("inside", "near") and not name.ids[0].startswith("country:"):
            continue
        if _is_place(parse, topo, name, countries, out[-1] if out else None):
            out.append(name)
        elif hit.sense.id in topo.doubtful and not _barred(parse, topo, name):
            doubted.append(name)
    return _throughout(topo, out, doubted) if doubted else out


def _throughout(topo: Toponymy, names: list[Name], doubted: list[Name]) -> list[Name]:
    """The names with those that the article tells as places elsewhere: `سكان مدينة دوما`, and further on `استهدف دوما`."""
    sure = {n.hit.sense.id for n in names if n.told.strong}
    sure |= {rest for noun, _, rest in [letters.partition(" ") for letters in sure] if noun in topo.settlements}
    again = [n for n in doubted if n.hit.sense.id in sure]
    return sorted(names + again, key=lambda n: n.hit.first) if again else names


def _namesakes(parse: Parse, letters: str, behind: str | None, holder: Hit | None) -> tuple[str, ...]:
    """The entries of a name that the gazetteer writes with its noun; those without it too, where what holds it is elsewhere:
    `مدينة رفح بشمال سيناء`.
    """
    known = parse.tools.matcher.place_names
    ids = known[letters]
    held = {behind} if behind else countries_of(parse, known[holder.sense.id]) if holder else set()
    if not held or held & countries_of(parse, ids) or " " not in letters:
        return ids
    return tuple(i for i in known.get(letters.split(" ", 1)[1], ()) if held & countries_of(parse, (i,))) or ids


def _length(parse: Parse, topo: Toponymy, hit: Hit) -> int:
    """The words of a name without the noun that the gazetteer writes with it: مدينة سان is shorter than سان بطرسبورغ."""
    words = hit.last - hit.first
    return words - (words > 1 and parse.words[hit.first] in topo.settlements)


def _is_place(parse: Parse, topo: Toponymy, name: Name, countries: Mapping[str, float], last: Name | None) -> bool:
    """Whether a name that is a word or a person's name too is a place here."""
    hit, told = name.hit, name.told
    letters = hit.sense.id
    if _barred(parse, topo, name):
        return False
    strict = letters in topo.strict or letters in parse.grammar.ambiguous
    doubtful = letters in topo.doubtful or (hit.last - hit.first == 1 and _is_word(parse, topo, name))
    if told.noun or not (strict or doubtful) or _of_capital(parse, topo, name):
        return True
    codes = countries_of(parse, name.ids)
    holder = parse.tools.matcher.place_names[name.holder.sense.id] if name.holder else ()
    held = name.behind in codes or bool(codes & countries_of(parse, holder))
    if (held and (told.role or not strict)) or (name.ids[0].startswith("country:") and told.role in ("inside", "near")):
        return True
    if strict or not any(countries.get(c, 0.0) >= _SUPPORT for c in codes):
        return False
    if last is not None and hit.prefix[:1] == "و" and last.hit.last == hit.first and codes & countries_of(parse, last.ids):
        return True
    return told.role in ("inside", "near", "upon", "toward") or _announced(parse, topo, hit)


def _barred(parse: Parse, topo: Toponymy, name: Name) -> bool:
    """Whether a name is a person's or a day's."""
    first = name.hit.first
    if not first or name.told.strong:
        return False
    return (not name.hit.prefix and _person(parse, topo, name.hit)) or parse.words[first - 1] in topo.days


def _of_capital(parse: Parse, topo: Toponymy, name: Name) -> bool:
    """Whether a name is the capital's behind its noun and the country's adjective: `العاصمة الكورية الجنوبية سول`."""
    words, first = parse.words, name.hit.first
    for i in range(first - 1, max(-1, first - 4), -1):
        if words[i] in topo.capital:
            return any(topo.capitals.get(code) in name.ids for code in countries_of(parse, name.ids))
        if not words[i].startswith("ال"):
            return False
    return False


def _announced(parse: Parse, topo: Toponymy, hit: Hit) -> bool:
    """Whether a doubtful name stands where a place is told: `قبلي: إيقاف مشتبه به`, `هجوم نيس`."""
    words = parse.words
    start = parse.sentences[parse.sentence_of(hit.first)][0]
    if hit.first == start or words[hit.first - 1] == "\n":
        return hit.last < len(words) and words[hit.last] == ":"
    return not hit.prefix and (words[hit.first - 1] in topo.told_by or words[hit.first - 1].lstrip("وبل") in topo.told_by)


def _person(parse: Parse, topo: Toponymy, hit: Hit) -> bool:
    before = parse.words[hit.first - 1]
    return before in topo.titles or (before in topo.given and hit.last - hit.first == 1)


def _is_word(parse: Parse, topo: Toponymy, name: Name) -> bool:
    """Whether the name is a word of the language and no great or wide place."""
    if not topo.ordinary_word(name.hit.sense.id):
        return False
    places = [place_of(parse.book, i) for i in name.ids]
    return not any(p and (p.population >= _COMMON or p.kind in ("country", "admin1")) for p in places)
