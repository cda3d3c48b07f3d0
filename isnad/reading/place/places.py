"""Places named in an article: which names are places here, and which entry of the gazetteer each one is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import msgspec

from isnad.codebook import Codebook
from isnad.codebook.entries import Place
from isnad.model import Precision
from isnad.reading.parse import Parse
from isnad.reading.place.hits import Name, countries_of, names_told, stated_countries
from isnad.reading.place.land import TRACT, phrases
from isnad.reading.place.toponymy import Toponymy, toponymy_of
from isnad.reading.place.unlisted import Told, unknown
from isnad.reading.place.words import Setting, datelines, native, posted, weak
from isnad.resolve import EXACTNESS, PRECISION, PROVINCES, TOWNS, UNKNOWN, Resolved, place_of, resolve_place, shares
from isnad.scan import Hit
from isnad.text.fold import folded

# Inhabitants under which a name needs some other word of its country in the article: behind a preposition, and without one.
_SMALL, _BARE = 50_000, 500_000
_WIDE = frozenset({"country", "admin1", "region", "island", "city"})
_UNKNOWN_EXACT = 3.1
_HOLDS = 4  # words between an unknown name and the place behind it that holds it


class PlaceMention(msgspec.Struct, frozen=True, gc=False):
    """A place name in the text: tokens `[first, last)`, the folded span without glued particles, its entry, and how it is told.

    `role` is what the preposition says (inside, near, toward, from, upon, or empty), `weak` that the name belongs to a body,
    `posted` that a person speaks there, `native` that a person is from there, `dateline` that the text was written there.
    """

    first: int
    last: int
    start: int
    end: int
    resolved: Resolved
    exactness: float
    strong: bool
    weak: bool
    role: str = ""
    noun: str = ""
    posted: bool = False
    native: bool = False
    dateline: bool = False
    sentence: int = 0
    finest: Precision = "town"  # what the words allow where the entry does not tell
    unnamed: bool = False  # some towns or lands of a country

    @property
    def place(self) -> Place | None:
        return self.resolved.place

    @property
    def country(self) -> str | None:
        return self.resolved.country

    @property
    def precision(self) -> Precision | None:
        if self.place is None or (self.finest == "exact" and self.place.kind in ("facility", "neighbourhood")):
            return self.finest
        return PRECISION.get(self.place.kind)


def geography(parse: Parse, home: str | None = None) -> dict[str, float]:
    """Shares of the countries that the article names, by name, adjective or a place with one meaning only."""
    topo = toponymy_of(parse.book)
    told, names = names_told(parse, topo, home)
    counts = told.copy()
    for name in names:
        countries = countries_of(parse, name.ids)
        if len(countries) == 1 and not name.ids[0].startswith("country:"):
            code = next(iter(countries))
            if counts[code] or name.told.strong:
                counts[code] += 2 if name.hit.first < parse.title_tokens else 1
    return shares(counts)


def find_places(parse: Parse, shares_: dict[str, float], home: str | None) -> tuple[PlaceMention, ...]:
    """All place mentions in order: gazetteer names, parts and land of a country, and unknown names behind a noun for places."""
    topo = toponymy_of(parse.book)
    _, names = names_told(parse, topo, home)
    covered = {i for n in names for i in range(n.hit.first, n.hit.last)}
    lines = datelines(parse, covered)
    out = _resolved(parse, topo, names, shares_, home, lines)
    taken = {i for p in out for i in range(p.first, p.last)}
    main = max(shares_, key=lambda c: (shares_[c], c)) if shares_ else home
    named = {p.first: p.country for p in out if p.country and not p.dateline}
    for part in (phrases(parse, topo, taken, main, named), unknown(parse, topo, taken)):
        found = [_mention(parse, topo, t, out, lines) for t in part]
        wider = [p for p in found if any(p.first < o.first and o.last <= p.last for o in out)]  # الحدود مع الجزائر, over الجزائر
        out = [o for o in out if not any(p.first < o.first and o.last <= p.last for p in wider)]
        found = [p for p in found if p in wider or not any(i in taken for i in range(p.first, p.last))]
        taken |= {i for p in found for i in range(p.first, p.last)}
        out += found
    return tuple(sorted(out, key=lambda p: p.first))


def _mention(parse: Parse, topo: Toponymy, told: Told, known: list[PlaceMention], lines: set[int]) -> PlaceMention:
    country = told.country or next((p.country for p in known if _holds(parse, told, p)), None)
    resolved = Resolved(told.place, country, 1.0 if told.place else 0.0, ()) if told.place or country else UNKNOWN
    lead = Setting(told.role, told.noun, -1)
    return PlaceMention(
        told.first, told.last, told.start, told.end, resolved, told.exactness, True, weak(parse, told.first, lead), told.role, told.noun,
        posted(parse, topo, told.first, lead), native(parse, topo, told.first), told.first in lines, parse.sentence_of(told.first),
        _finest(parse, topo, told.first), told.exactness == TRACT,
    )  # fmt: skip


def _finest(parse: Parse, topo: Toponymy, first: int) -> Precision:
    """How exact the first word of a name is: a street, a mountain, else a town."""
    cut = topo.features.get(word := parse.words[first])
    if cut is None:
        return "exact" if word in topo.buildings or word[1:] in topo.buildings else "town"
    return "exact" if word[cut:] in topo.buildings else "feature"


def _holds(parse: Parse, told: Told, place: PlaceMention) -> bool:
    """Whether the place named behind an unknown name is what holds it, nothing but a preposition or noun between."""
    between = parse.words[told.last : place.first]
    return told.last <= place.first <= told.last + _HOLDS and place.country is not None and "،" not in between and "." not in between


def _resolved(
    parse: Parse, topo: Toponymy, names: list[Name], shares_: Mapping[str, float], home: str | None, lines: set[int]
) -> list[PlaceMention]:
    known = parse.tools.matcher.place_names
    sentence = [parse.sentence_of(n.hit.first) for n in names]
    single = [place_of(parse.book, n.ids[0]) if len(n.ids) == 1 else None for n in names]
    support = Counter(stated_countries(parse).keys())
    support.update(c for ids in {n.ids for n in names} for c in countries_of(parse, ids))
    out: list[PlaceMention] = []
    held = [_held(parse, topo, n) for n in names]
    once = _once(parse, names, held)
    for index, name in enumerate(names):
        hit = name.hit
        behind, beside = held[index] or once.get(name.ids), []
        if name.holder is not None:
            beside = [p for i in known[name.holder.sense.id] if (p := place_of(parse.book, i))]
        near = [p for i, p in enumerate(single) if p and sentence[i] == sentence[index] and p.kind not in ("country", "region")]
        wanted = PROVINCES if name.told.noun in topo.province_nouns else TOWNS if name.told.noun in topo.town_nouns else frozenset()
        resolved = resolve_place(
            parse.book, name.ids, shares_, container=behind, home=home, wanted=wanted, beside=beside, near=near if len(name.ids) > 1 else ()
        )
        place = resolved.place
        if place is None:
            continue
        if _stray(parse.book, name, place, behind, support, home):
            if not name.told.noun:
                continue
            if place.kind not in ("city", "town") or behind is not None:
                resolved = Resolved(None, behind, 0.0, ())
        if name.told.noun in topo.streets and place.kind not in ("facility", "neighbourhood"):
            resolved = Resolved(None, behind, 0.0, ())
        first, start, exactness = _span(parse, topo, name, place)
        last, end = _trimmed(parse, topo, hit)
        out.append(
            PlaceMention(
                first, last, start, end, resolved, exactness if resolved.place else _UNKNOWN_EXACT, name.told.strong,
                weak(parse, hit.first, name.told), name.told.role, name.told.noun, posted(parse, topo, first, name.told),
                native(parse, topo, first), hit.first in lines, sentence[index], _finest(parse, topo, first),
            )
        )  # fmt: skip
    return out


def _held(parse: Parse, topo: Toponymy, name: Name) -> str | None:
    """The country that stands right behind a name, itself or by a place that lies in it."""
    first = parse.words[name.hit.first]
    base = name.told.noun in topo.bases or first in topo.bases or first[1:] in topo.bases
    if base and name.behind and name.behind not in countries_of(parse, name.ids):
        return None
    if name.behind or name.holder is None:
        return name.behind
    codes = countries_of(parse, parse.tools.matcher.place_names[name.holder.sense.id])
    return next(iter(codes)) if len(codes) == 1 else None


def _once(parse: Parse, names: list[Name], held: list[str | None]) -> dict[tuple[str, ...], str]:
    """The countries behind names of several places, where an article tells one: `سنجار العراقية` and, further on, `سنجار`."""
    told: dict[tuple[str, ...], set[str]] = {}
    for name, country in zip(names, held, strict=True):
        if country is not None and len(name.ids) > 1 and country in countries_of(parse, name.ids):
            told.setdefault(name.ids, set()).add(country)
    return {ids: next(iter(countries)) for ids, countries in told.items() if len(countries) == 1}


def _stray(book: Codebook, name: Name, place: Place, behind: str | None, support: Mapping[str, int], home: str | None) -> bool:
    """Whether a small place lies in a country of which the article says nothing else."""
    compound = " " in name.hit.sense.id
    bare = not name.told.strong and not compound
    if place.kind == "country" or place.country is None or place.population >= (_BARE if bare else _SMALL):
        return False
    if behind is not None:
        return behind != place.country and place.kind not in _WIDE
    countries = {p.country for i in name.ids if (p := place_of(book, i))}
    if place.kind in _WIDE and (place.id.startswith("isnad:") or place.kind != "city"):
        return False
    if place.kind in ("city", "town") and any(
        p.kind == "admin1" and p.country == place.country for i in name.ids if (p := place_of(book, i))
    ):
        return False
    if compound and name.told.role == "inside" and len(countries) == 1:  # في الشيخ زويد: no two words of the language
        return False
    return place.country != home and support.get(place.country, 0) <= 1


def _trimmed(parse: Parse, topo: Toponymy, hit: Hit) -> tuple[int, int]:
    """Last token and folded end without the country's adjective: `دوما السورية`, but `العاصمة السورية`."""
    last = hit.last - 1
    if last > hit.first and parse.hit(last, "nisba"):
        words = hit.sense.id.split()
        short = " ".join(words[:-1])
        if len(words) == last - hit.first + 1 and (short in topo.doubtful or short in parse.tools.matcher.place_names):
            return last, parse.text.tokens[last - 1].end
    return hit.last, hit.end


def _short(topo: Toponymy, hit: Hit, place: Place) -> bool:
    """Whether the name without its noun names the place too: `مدينة دوما`, `مديرية صالة`, but not `مدينة الصدر`."""
    noun, letters = hit.sense.id.split(" ", 1)
    return (
        (noun in topo.divisions and place.kind != "admin1")
        or letters in topo.doubtful
        or any(folded(name) == letters for name in place.names)
    )


def _span(parse: Parse, topo: Toponymy, name: Name, place: Place) -> tuple[int, int, float]:
    """First token, folded start and exactness: a mountain's own noun belongs to its name, compass words to a country's."""
    hit, told = name.hit, name.told
    start = hit.start - (2 if hit.prefix.endswith("ال") else 0)
    exactness = EXACTNESS.get(place.kind, 3.0)
    tied = told.noun_at == hit.first - 1 and not hit.prefix.removesuffix("ال") and (place.kind != "country" or told.noun in topo.streets)
    if tied and parse.words[told.noun_at] in topo.features:
        cut = topo.features[parse.words[told.noun_at]]
        return told.noun_at, parse.text.tokens[told.noun_at].start + cut, max(exactness, 3.2)
    if hit.last - hit.first > 1 and parse.words[hit.first] in topo.settlements and _short(topo, hit, place):
        return hit.first + 1, parse.text.tokens[hit.first + 1].start, exactness
    if place.kind == "country" and not hit.prefix.removesuffix("ال"):
        i = hit.first
        while i and parse.words[i - 1] in topo.compass and i > hit.first - 2:
            i -= 1
        if i < hit.first:
            return i, parse.text.tokens[i].start + topo.compass[parse.words[i]], 0.6
    return hit.first, start, exactness
