"""Places named in an article: which names are places here, and which entry of the gazetteer each one is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from isnad.codebook.entries import Place
from isnad.reading.parse import Parse
from isnad.resolve import EXACTNESS, PRECISION, Resolved, resolve_place, shares
from isnad.scan import Hit

_FEATURES = frozenset("جبل جبال مخيم معبر حي مطار وادي قاعده سجن ميدان ساحه شارع غابه جزيره مسجد كنيسه حاجز".split())
_TWO_WORD = frozenset("سيدي بني ام ابو تل كفر دير عين خان راس وادي بئر بير بو حاسي شط بيت باب منزل قصر ابي ال اولاد بنت جبل حمام".split())
_TITLES = frozenset("د السيد الشيخ الشهيد محمد علي".split())


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name in the text: tokens `[first, last)`, the folded span without glued particles, and its entry."""

    first: int
    last: int
    start: int
    end: int
    resolved: Resolved
    exactness: float
    strong: bool
    weak: bool

    @property
    def place(self) -> Place | None:
        return self.resolved.place

    @property
    def country(self) -> str | None:
        return self.resolved.country

    @property
    def precision(self) -> str | None:
        return PRECISION.get(self.place.kind) if self.place else "town"


def geography(parse: Parse) -> dict[str, float]:
    """Shares of the countries that the article names, by name, adjective or a place with one meaning only."""
    counts: Counter[str] = Counter()
    names = parse.tools.matcher.place_names
    for hit in parse.scan.of("nisba"):
        counts[hit.sense.id] += 1
    for hit in parse.scan.of("place"):
        ids = names[hit.sense.id]
        countries = {i[8:] if i.startswith("country:") else parse.book.places[i].country for i in ids}
        if len(countries) == 1 and (only := next(iter(countries))):
            counts[only] += 2 if hit.first < parse.title_tokens else 1
    return shares(counts)


def find_places(parse: Parse, shares_: dict[str, float], home: str | None) -> tuple[PlaceMention, ...]:
    """All place mentions in order: gazetteer names, and unknown names behind a word such as `بلدة`."""
    names = parse.tools.matcher.place_names
    out: list[PlaceMention] = []
    hits = [h for h in parse.scan.of("place") if h.first not in parse.date_tokens]
    for index, hit in enumerate(hits):
        if _is_person(parse, hit) or (hit.sense.id in parse.grammar.ambiguous and not _strong(parse, hit.first, hit.prefix)):
            continue
        resolved = resolve_place(parse.book, names[hit.sense.id], shares_, container=_container(parse, hits, index), home=home)
        if resolved.place is None:
            continue
        first, start = _feature(parse, hit)
        out.append(
            PlaceMention(
                first, hit.last, start, hit.end, resolved, EXACTNESS.get(resolved.place.kind, 3.0), _strong(parse, hit.first, hit.prefix), _weak(parse, first)
            )
        )
    taken = {i for p in out for i in range(p.first, p.last)}
    out += _unknown(parse, taken)
    return tuple(sorted(out, key=lambda p: p.first))


def _container(parse: Parse, hits: list[Hit], index: int) -> str | None:
    """The country of the place or adjective named right behind this one."""
    hit = hits[index]
    for i in range(hit.last, min(hit.last + 4, len(parse.words))):
        if parse.words[i] in (".", "\n"):
            return None
        near = parse.hit(i, "nisba")
        if near:
            return near.sense.id
    if index + 1 < len(hits) and hits[index + 1].first - hit.last < 5:
        ids = parse.tools.matcher.place_names[hits[index + 1].sense.id]
        countries = {i[8:] if i.startswith("country:") else parse.book.places[i].country for i in ids}
        if len(countries) == 1:
            return next(iter(countries))
    return None


def _strong(parse: Parse, first: int, prefix: str) -> bool:
    if "ب" in prefix.removesuffix("ال"):
        return True
    i = first - 1
    while i >= 0 and parse.words[i] in ('"', "#", "("):
        i -= 1
    if i < 0:
        return False
    word = parse.core(i)
    return any(w in parse.grammar.place_nouns or w in parse.grammar.place_prepositions for w in (word, word[1:]))


def _weak(parse: Parse, first: int) -> bool:
    """Whether the name belongs to a body or a person rather than to an incident: `سفارة تونس`, `رئيس سوريا`."""
    for i in range(first - 1, max(-1, first - 3), -1):
        word = parse.core(i)
        if word in parse.grammar.not_place or word.removeprefix("ال") in parse.grammar.not_place or word.lstrip("بل") in parse.grammar.not_place:
            return True
    return False


def _is_person(parse: Parse, hit: Hit) -> bool:
    """A place name that stands as a person's name: behind a title or a first name."""
    before = parse.words[hit.first - 1] if hit.first else ""
    return before in _TITLES


def _feature(parse: Parse, hit: Hit) -> tuple[int, int]:
    """A mountain's or camp's own noun belongs to its name: `جبل سمامة`."""
    i = hit.first - 1
    if i >= 0 and not hit.prefix.removesuffix("ال"):
        word = parse.words[i]
        for cut in (0, 1, 2):
            if word[cut:] in _FEATURES and (cut == 0 or word[0] in "وبل"):
                return i, parse.text.tokens[i].start + cut
    return hit.first, hit.start - (2 if hit.prefix.endswith("ال") else 0)


def _unknown(parse: Parse, taken: set[int]) -> list[PlaceMention]:
    """Names that the gazetteer lacks, behind a noun for places: `بلدة الزهراء`."""
    out = []
    tokens = parse.text.tokens
    nouns = {"بلده", "قريه", "مدينه", "حي", "جبل", "معتمديه", "مخيم", "ناحيه", "قضاء", "عماده", "مديريه", "منطقه", "ضاحيه", "حاجز"}
    for i, word in enumerate(parse.words[:-1]):
        core = next((word[c:] for c in (0, 1, 2) if word[c:] in nouns and (c == 0 or word[0] in "وبل")), None)
        if core is None:
            continue
        first = i + 1
        while first < len(parse.words) - 1 and parse.words[first] in ('"', "#"):
            first += 1
        if first in taken or not parse.is_word(first) or parse.hits_at.get(first) or parse.words[first] in parse.grammar.prepositions:
            continue
        if core == "منطقه" and parse.words[first].startswith("ال") and parse.words[first].endswith("ه"):
            continue
        last = first + 1
        if last < len(parse.words) and parse.is_word(last) and last not in taken and not parse.hits_at.get(last):
            both_al = parse.words[first].startswith("ال") and parse.words[last].startswith("ال")
            if parse.words[first] in _TWO_WORD or both_al:
                last += 1
        begin = i if core in _FEATURES else first
        start = tokens[i].start + len(word) - len(core) if begin == i else tokens[first].start
        out.append(PlaceMention(begin, last, start, tokens[last - 1].end, Resolved(None, None, 0.0, ()), 3.1, True, False))
    return out
