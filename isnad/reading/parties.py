"""Noun phrases that name a party: actors, persons without a name, peoples, with the figure that stands with them."""

from __future__ import annotations

from dataclasses import dataclass

from isnad.reading.counts import Number
from isnad.reading.parse import Parse
from isnad.scan import Hit

_RANK = {"actor": 0, "person": 1, "nisba": 2}
_TIES = frozenset("من في التابعه التابعين تابعه تابع تابعين التابع المنتميه المنتمين ينتمون ينتمي المواليه الموالين مواليه".split())
_QUOTE = '"'
_MAX_WORDS = 9


@dataclass(frozen=True, slots=True)
class PartyMention:
    """A party in the text: tokens `[first, last)` without its figure, and what is known of it."""

    first: int
    last: int
    start: int  # folded offset of the head without glued particles
    end: int
    id: str | None
    ids: tuple[str, ...]
    kind: str
    countries: tuple[str, ...]
    number: Number | None
    n: int | None  # of the noun itself: one, two, None for plurals
    many: bool
    definite: bool
    minor: bool
    prefix: str
    named: bool
    generic: str | None

    @property
    def begin(self) -> int:
        """The first token with the figure."""
        return min(self.first, self.number.first) if self.number else self.first


def find_parties(parse: Parse) -> tuple[PartyMention, ...]:
    """All party mentions in order, none inside another."""
    out: list[PartyMention] = []
    taken = 0
    for first in sorted(parse.hits_at):
        if first < taken:
            continue
        head = _head(parse, first)
        if head is None:
            continue
        mention = _phrase(parse, head)
        out.append(mention)
        taken = mention.last
    return tuple(out)


def _head(parse: Parse, first: int) -> Hit | None:
    hits = [h for h in parse.hits_at[first] if h.sense.lexicon in _RANK]
    if not hits:
        return None
    best = min(hits, key=lambda h: (-(h.last - h.first), _RANK[h.sense.lexicon]))
    if best.sense.lexicon == "nisba" and not _is_people(parse, best):
        return None
    if best.sense.lexicon == "actor" and not _allowed(parse, best):
        return None
    if best.sense.lexicon == "person" and _is_adjective(parse, best):
        return None
    return best


def _is_adjective(parse: Parse, hit: Hit) -> bool:
    """Whether a noun for persons describes the noun before it: `اعتداء مسلح`, `العملية الإرهابية`."""
    before = hit.first - 1
    if hit.sense.number not in ("one", "two") or before < 0 or not parse.is_word(before):
        return False
    word = parse.words[before]
    if parse.hit(before, "verb") or word in parse.grammar.prepositions or parse.number_end.get(hit.first):
        return False
    trigger = parse.hit(before, "trigger")
    definite = hit.prefix.endswith("ال")
    noun = trigger is not None and trigger.sense.pos in ("noun", "phrase") and parse.words[hit.first - 1].removeprefix("و").startswith("ال") == definite
    core = parse.text.folded[hit.start : hit.end]
    return core in parse.grammar.adjectives and (noun or (trigger is None and word.lstrip("وبفل").startswith("ال") == definite and len(word) > 3))


def _is_people(parse: Parse, hit: Hit) -> bool:
    """A nisba is a people only as a plural or dual noun, or as one person behind no noun."""
    if hit.sense.gender == "f":
        return False
    before = hit.first - 1
    if hit.sense.number in ("many", "two"):
        return before < 0 or not (parse.is_word(before) and parse.words[before].startswith("ال") and hit.prefix.endswith("ال"))
    return False


def _allowed(parse: Parse, hit: Hit) -> bool:
    """An alias that is a common word counts only where one of its `only` words stands in the article."""
    only = parse.tools.only.get((hit.sense.id, parse.text.folded[hit.start : hit.end]))
    return not only or any(w in parse.text.folded for w in only)


def _phrase(parse: Parse, head: Hit) -> PartyMention:
    words = parse.words
    limit = min(len(words), head.first + _MAX_WORDS)
    ids: list[str] = []
    kinds: list[tuple[int, str]] = []
    countries: list[str] = []
    _note(parse, head, ids, kinds, countries)
    definite = head.prefix.endswith("ال") or head.prefix.endswith("لل") or head.sense.lexicon == "actor"
    book = parse.book
    person = book.actors[head.sense.id] if head.sense.lexicon == "person" else None
    collective = person is not None and (person.collective or head.sense.number == "many")
    last = head.last
    adjectives = 0
    while last < limit:
        word = words[last]
        hit = parse.hit(last, "actor", "person", "nisba")
        closed = words[last - 1].startswith("ال") and hit is not None and hit.prefix == ""
        if hit and hit.prefix in ("", "ال") and not (closed and hit.sense.lexicon != "actor") and (hit.sense.lexicon != "actor" or _allowed(parse, hit)):
            if hit.sense.lexicon == "person" and last == head.last and head.sense.lexicon == "actor":
                break
            if parse.number_at.get(last) or (hit.sense.lexicon == "person" and hit.prefix == "" and hit.sense.number == "one" and not collective):
                break
            _note(parse, hit, ids, kinds, countries)
            last = hit.last
        elif word == _QUOTE and last + 1 < limit:
            close = next((i for i in range(last + 1, min(limit + 3, len(words))) if words[i] == _QUOTE), 0)
            inner = parse.hit(last + 1, "actor", "person")
            if not close or close - last > 6 or not (inner or person is not None):
                break
            if inner:
                _note(parse, inner, ids, kinds, countries)
            last = close + 1
        elif word in _TIES and last + 1 < limit and (collective or word not in ("من", "في")):
            nxt = last + 1
            while nxt < limit and (words[nxt] in _TIES or words[nxt] in ('"', "الى", "#")):
                nxt += 1
            inner = parse.hit(nxt, "actor", "person") if nxt < limit else None
            if inner is None or (word in ("من", "في") and inner.sense.lexicon == "person" and not parse.book.actors[inner.sense.id].collective):
                break
            _note(parse, inner, ids, kinds, countries)
            last = inner.last
            if last < len(words) and words[last] == _QUOTE and words[nxt - 1] == _QUOTE:
                last += 1
        elif (
            definite and adjectives < 2 and word.startswith("ال") and len(word) > 4 and parse.is_word(last)
            and not parse.hits_at.get(last) and last not in parse.date_tokens
        ):  # fmt: skip
            adjectives += 1
            last += 1
        elif word == "#" and last + 1 < limit and (inner := parse.hit(last + 1, "actor", "nisba")):
            _note(parse, inner, ids, kinds, countries)
            last = inner.last
        else:
            break
    named = head.sense.lexicon == "actor"
    if person is not None and head.sense.number == "one" and not collective and not person.minor and last == head.last:
        name_end = _name_end(parse, last)
        if name_end > last and (definite or person.kind in ("rebel_group", "unknown")):
            last, named = name_end, True
    number = _number(parse, head.first)
    n = {"one": 1, "two": 2}.get(head.sense.number) if head.sense.lexicon != "actor" and not (person and person.collective) else None
    kind = min(kinds)[1] if kinds else "unknown"
    start = head.start - (2 if head.prefix.endswith("ال") else 0)
    return PartyMention(
        head.first, last, start, parse.text.tokens[last - 1].end, _id(parse, head, ids, countries), tuple(ids), kind,
        tuple(dict.fromkeys(countries)), number, n, head.sense.number == "many", definite, bool(person and person.minor), head.prefix, named,
        head.sense.id if person else None,
    )  # fmt: skip


def _note(parse: Parse, hit: Hit, ids: list[str], kinds: list[tuple[int, str]], countries: list[str]) -> None:
    """Take down what one hit says of the party: the more specific hit decides the kind."""
    sense = hit.sense
    if sense.lexicon == "nisba":
        countries.append(sense.id)
        kinds.append((5, "civilians"))
        return
    actor = parse.book.actors[sense.id]
    ids.append(sense.id)
    rank = 0 if sense.lexicon == "actor" else 3 if actor.collective else 2
    kind = {"political": "political_militia", "official": "civilians"}.get(actor.kind, actor.kind)
    kinds.append((rank if kind != "unknown" else 4, kind))
    countries.extend(actor.countries[:1] if actor.kind == "state_forces" else ())


def _id(parse: Parse, head: Hit, ids: list[str], countries: list[str]) -> str | None:
    """The most specific entry: a named actor, else the country's own force, else the generic noun."""
    actors = parse.book.actors
    named = [i for i in ids if not actors[i].forms]
    if named:
        return named[0]
    for id_ in ids:
        for country in countries:
            own = f"{country.lower()}:{id_.rpartition(':')[2]}"
            if own in actors:
                return own
    return ids[0] if ids else None


def _number(parse: Parse, first: int) -> Number | None:
    """The figure right before a noun: `ثلاثة جنود`, `5 من عناصر`."""
    number = parse.number_end.get(first)
    if number is None and first and parse.words[first - 1] in ("من", "فردا", "شخصا", "عنصرا"):
        number = parse.number_end.get(first - 1)
    return number


def _name_end(parse: Parse, start: int) -> int:
    """Where the unknown proper name that begins at `start` ends: two to four words that the codebook does not know."""
    end = start
    while end < len(parse.words) and end - start < 4 and parse.is_word(end):
        word = parse.words[end]
        if parse.hits_at.get(end) and any(h.sense.lexicon in ("trigger", "verb", "cue", "connector", "actor", "nisba") for h in parse.hits_at[end]):
            break
        if word in parse.grammar.prepositions or word in parse.grammar.clause_starters or (end == start and word.startswith("ال")):
            break
        if len(word) < 2 or end in parse.date_tokens or end in parse.number_at:
            break
        end += 1
    return end if end - start >= 2 else start
