"""Places named in an article: which names are places here, and which entry of the gazetteer each one is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from isnad.codebook import Codebook
from isnad.codebook.entries import Place
from isnad.model import Precision
from isnad.reading.parse import Parse
from isnad.reading.placenames import Told, phrases, unknown
from isnad.reading.placewords import Setting, container, datelines, native, posted, setting, weak
from isnad.reading.toponymy import NAME_PREFIXES, Toponymy, toponymy_of
from isnad.resolve import EXACTNESS, PRECISION, PROVINCES, TOWNS, UNKNOWN, Resolved, place_of, resolve_place, shares
from isnad.scan import Hit

# Inhabitants under which a name needs some other word of its country in the article: behind a preposition, and without one.
_SMALL, _BARE = 50_000, 500_000
_GREAT = 100_000  # inhabitants from which a name with one meaning tells its country
_COMMON = 400_000  # inhabitants under which a name that is a word too needs a noun or preposition for places
_SUPPORT = 0.15  # share of the article's countries that lets a doubtful name stand behind a preposition
_WIDE = frozenset({"country", "admin1", "region", "island", "city"})
_UNKNOWN_EXACT = 3.1
_HOLDS = 4  # words between an unknown name and the place behind it that holds it


@dataclass(frozen=True, slots=True)
class PlaceMention:
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

    @property
    def place(self) -> Place | None:
        return self.resolved.place

    @property
    def country(self) -> str | None:
        return self.resolved.country

    @property
    def precision(self) -> Precision | None:
        return PRECISION.get(self.place.kind) if self.place else "town"


class _Name(NamedTuple):
    """A gazetteer name in the text with how it is led in and what stands behind it."""

    hit: Hit
    ids: tuple[str, ...]
    told: Setting
    behind: str | None  # country whose adjective follows
    holder: Hit | None  # place that follows as what holds it


def geography(parse: Parse, home: str | None = None) -> dict[str, float]:
    """Shares of the countries that the article names, by name, adjective or a place with one meaning only."""
    counts = _told_countries(parse)
    for name in _names(parse, toponymy_of(parse.book), _shares(counts, home)):
        countries = _countries(parse, name.ids)
        if len(countries) == 1 and not name.ids[0].startswith("country:"):
            code = next(iter(countries))
            if counts[code] or name.told.strong:
                counts[code] += 2 if name.hit.first < parse.title_tokens else 1
    return shares(counts)


def _shares(counts: Counter[str], home: str | None) -> dict[str, float]:
    """Shares of the countries, the publisher's own counted once."""
    return shares(counts + Counter([home])) if home else shares(counts)


def _told_countries(parse: Parse) -> Counter[str]:
    """Countries told by name, adjective or force, those named in the title twice, and once for each firm name of a place in them."""
    counts: Counter[str] = Counter()
    for hit in parse.scan.of("nisba"):
        counts[hit.sense.id] += 1
    for hit in parse.scan.of("actor"):  # الجيش العراقي is one name, in which the adjective is not read by itself
        countries = parse.book.actors[hit.sense.id].countries
        if len(countries) == 1:
            counts[countries[0]] += 1
    names = parse.tools.matcher.place_names
    topo = toponymy_of(parse.book)
    seen: set[str] = set()
    for hit in parse.scan.of("place"):
        letters = hit.sense.id
        if hit.prefix not in NAME_PREFIXES or letters in parse.grammar.ambiguous or letters in topo.strict or letters in topo.doubtful:
            continue
        ids = names[letters]
        if ids[0].startswith("country:"):
            counts[ids[0][8:]] += 2 if hit.first < parse.title_tokens else 1
        elif letters not in seen and _firm(parse, topo, letters, ids):
            seen.add(letters)
            counts.update(_countries(parse, ids))
    return counts


def _firm(parse: Parse, topo: Toponymy, letters: str, ids: tuple[str, ...]) -> bool:
    """Whether a name means one country and no common word: a province, a city, or a name of two words."""
    if len(_countries(parse, ids)) != 1 or topo.ordinary_word(letters):
        return False
    return " " in letters or any((p := parse.book.places[i]).kind == "admin1" or p.population >= _GREAT for i in ids)


def _countries(parse: Parse, ids: tuple[str, ...]) -> set[str]:
    found = {i[8:] if i.startswith("country:") else parse.book.places[i].country for i in ids}
    return {c for c in found if c}


def _names(parse: Parse, topo: Toponymy, countries: Mapping[str, float]) -> list[_Name]:
    """The gazetteer names that are places here, in order, none over another."""
    known = parse.tools.matcher.place_names
    hits: list[Hit] = []
    for hit in parse.scan.of("place"):
        if hit.first in parse.date_tokens or hit.prefix not in NAME_PREFIXES:
            continue
        if hits and hit.first < hits[-1].last:
            prior = hits[-1]
            if (hit.last - hit.first, -len(hit.prefix)) <= (prior.last - prior.first, -len(prior.prefix)):
                continue
            hits.pop()
        hits.append(hit)
    out: list[_Name] = []
    for index, hit in enumerate(hits):
        told = setting(parse, topo, hit.first, hit.prefix)
        behind, holder = container(parse, topo, hit.last, hits[index + 1] if index + 1 < len(hits) else None)
        if not told.strong and hit.prefix[:1] == "و" and out and hit.first - out[-1].hit.last <= 1:
            told = Setting(out[-1].told.role, "", -1)
        name = _Name(hit, known[hit.sense.id], told, behind, holder)
        if _is_place(parse, topo, name, countries):
            out.append(name)
    return out


def _is_place(parse: Parse, topo: Toponymy, name: _Name, countries: Mapping[str, float]) -> bool:
    """Whether a name that is a word or a person's name too is a place here."""
    hit, told = name.hit, name.told
    letters = hit.sense.id
    if hit.first and not told.strong and not hit.prefix and _person(parse, topo, hit):
        return False
    strict = letters in topo.strict or letters in parse.grammar.ambiguous
    doubtful = letters in topo.doubtful or (hit.last - hit.first == 1 and _is_word(parse, topo, name))
    if told.noun or not (strict or doubtful):
        return True
    codes = _countries(parse, name.ids)
    holder = parse.tools.matcher.place_names[name.holder.sense.id] if name.holder else ()
    held = name.behind in codes or bool(codes & _countries(parse, holder))
    if (held and (told.role or not strict)) or (name.ids[0].startswith("country:") and told.role in ("inside", "near")):
        return True
    return not strict and told.role in ("inside", "near", "upon", "toward") and any(countries.get(c, 0.0) >= _SUPPORT for c in codes)


def _person(parse: Parse, topo: Toponymy, hit: Hit) -> bool:
    before = parse.words[hit.first - 1]
    return before in topo.titles or (before in topo.given and hit.last - hit.first == 1)


def _is_word(parse: Parse, topo: Toponymy, name: _Name) -> bool:
    """Whether the name is a word of the language and no great or wide place."""
    if not topo.ordinary_word(name.hit.sense.id):
        return False
    places = [place_of(parse.book, i) for i in name.ids]
    return not any(p and (p.population >= _COMMON or p.kind in ("country", "admin1")) for p in places)


def find_places(parse: Parse, shares_: dict[str, float], home: str | None) -> tuple[PlaceMention, ...]:
    """All place mentions in order: gazetteer names, parts and land of a country, and unknown names behind a noun for places."""
    topo = toponymy_of(parse.book)
    told = _told_countries(parse)
    names = _names(parse, topo, _shares(told, home))
    covered = {i for n in names for i in range(n.hit.first, n.hit.last)}
    lines = datelines(parse, covered)
    out = _resolved(parse, topo, names, shares_, home, lines)
    taken = {i for p in out for i in range(p.first, p.last)}
    main = max(shares_, key=lambda c: (shares_[c], c)) if shares_ else home
    for part in (phrases(parse, topo, taken, main), unknown(parse, topo, taken)):
        found = [_mention(parse, topo, t, out, lines) for t in part]
        found = [p for p in found if not any(i in taken for i in range(p.first, p.last))]
        taken |= {i for p in found for i in range(p.first, p.last)}
        out += found
    return tuple(sorted(out, key=lambda p: p.first))


def _mention(parse: Parse, topo: Toponymy, told: Told, known: list[PlaceMention], lines: set[int]) -> PlaceMention:
    country = told.country or next((p.country for p in known if 0 <= p.first - told.last <= _HOLDS and p.country), None)
    resolved = Resolved(told.place, country, 1.0 if told.place else 0.0, ()) if told.place or country else UNKNOWN
    lead = Setting(told.role, told.noun, -1)
    return PlaceMention(
        told.first, told.last, told.start, told.end, resolved, told.exactness, True, weak(parse, told.first, lead), told.role, told.noun,
        posted(parse, topo, told.first, lead), native(parse, topo, told.first), told.first in lines, parse.sentence_of(told.first),
    )  # fmt: skip


def _resolved(
    parse: Parse, topo: Toponymy, names: list[_Name], shares_: Mapping[str, float], home: str | None, lines: set[int]
) -> list[PlaceMention]:
    known = parse.tools.matcher.place_names
    sentence = [parse.sentence_of(n.hit.first) for n in names]
    single = [place_of(parse.book, n.ids[0]) if len(n.ids) == 1 else None for n in names]
    support = Counter({h.sense.id: 1 for h in parse.scan.of("nisba")})
    support.update(c for ids in {n.ids for n in names} for c in _countries(parse, ids))
    out: list[PlaceMention] = []
    for index, name in enumerate(names):
        hit = name.hit
        behind, beside = name.behind, []
        if name.holder is not None:
            ids = known[name.holder.sense.id]
            codes = _countries(parse, ids)
            behind = behind or (next(iter(codes)) if len(codes) == 1 else None)
            beside = [p for i in ids if (p := place_of(parse.book, i))]
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
        first, start, exactness = _span(parse, topo, name, place)
        last, end = _trimmed(parse, topo, hit)
        out.append(
            PlaceMention(
                first, last, start, end, resolved, exactness if resolved.place else _UNKNOWN_EXACT, name.told.strong,
                weak(parse, hit.first, name.told), name.told.role, name.told.noun, posted(parse, topo, first, name.told),
                native(parse, topo, first), hit.first in lines, sentence[index],
            )
        )  # fmt: skip
    return out


def _stray(
    book: Codebook, name: _Name, place: Place, behind: str | None, support: Mapping[str, int], home: str | None
) -> bool:
    """Whether a small place lies in a country of which the article says nothing else."""
    bare = not name.told.strong and " " not in name.hit.sense.id
    if place.kind == "country" or place.country is None or place.population >= (_BARE if bare else _SMALL):
        return False
    if behind is not None:
        return behind != place.country and place.population < _SMALL
    if place.kind in _WIDE and (place.id.startswith("isnad:") or place.kind != "city"):
        return False
    if place.kind == "city" and any(p.kind == "admin1" for i in name.ids if (p := place_of(book, i))):
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


def _span(parse: Parse, topo: Toponymy, name: _Name, place: Place) -> tuple[int, int, float]:
    """First token, folded start and exactness: a mountain's own noun belongs to its name, compass words to a country's."""
    hit, told = name.hit, name.told
    start = hit.start - (2 if hit.prefix.endswith("ال") else 0)
    exactness = EXACTNESS.get(place.kind, 3.0)
    tied = told.noun_at == hit.first - 1 and not hit.prefix.removesuffix("ال") and place.kind != "country"
    if tied and parse.words[told.noun_at] in topo.features:
        cut = topo.features[parse.words[told.noun_at]]
        return told.noun_at, parse.text.tokens[told.noun_at].start + cut, max(exactness, 3.2)
    if place.kind == "country" and not hit.prefix.removesuffix("ال"):
        i = hit.first
        while i and parse.words[i - 1] in topo.compass and i > hit.first - 2:
            i -= 1
        if i < hit.first:
            return i, parse.text.tokens[i].start + topo.compass[parse.words[i]], 0.6
    return hit.first, start, exactness
