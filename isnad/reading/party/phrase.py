"""The phrase that a head opens: what belongs to it, whose it is, and the figure that stands with it."""

from __future__ import annotations

from isnad.codebook.entries import ActorEntry
from isnad.reading.name.personal import name_end_at
from isnad.reading.number.counts import Number
from isnad.reading.parse import Parse
from isnad.reading.party.heads import allowed
from isnad.reading.party.party import GROUPS, PartyMention
from isnad.scan import Hit

_QUOTE = '"'
_MEMBER = "generic:member"  # عنصر: one person, though a collective takes the same complements
_MAX_WORDS = 9


def phrase_of(parse: Parse, head: Hit) -> PartyMention:
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
    for i in range(head.first + 1, head.last):  # وحدات من الجيش, and a longer name that begins inside it: الجيش السوري
        longer = parse.hit(i, "actor")
        if longer is not None and longer.last > last and allowed(parse, longer):
            _note(parse, longer, ids, kinds, countries)
            last = longer.last
    adjectives = 0
    while last < limit:
        word = words[last]
        hit = parse.hit(last, "actor", "person", "nisba")
        closed = words[last - 1].startswith("ال") and hit is not None and hit.prefix == ""
        if (
            hit
            and hit.prefix in ("", "ال")
            and not closed
            and not _other_case(head, words, last)
            and (hit.sense.lexicon != "actor" or allowed(parse, hit))
        ):
            if hit.sense.lexicon == "person" and last == head.last and head.sense.lexicon == "actor":
                break
            if parse.number_at.get(last) or (
                hit.sense.lexicon == "person" and hit.prefix == "" and hit.sense.number == "one" and not collective
            ):
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
        elif word in parse.grammar.owned_by and last + 1 < limit and (collective or word not in ("من", "في")):
            nxt = last + 1
            while nxt < limit and (words[nxt] in parse.grammar.owned_by or words[nxt] in ('"', "الى", "#")):
                nxt += 1
            inner = parse.hit(nxt, "actor", "person") if nxt < limit else None
            if inner is None or (
                word in ("من", "في")
                and inner.sense.lexicon == "person"
                and (word == "في" or not parse.book.actors[inner.sense.id].collective)
            ):
                break
            _note(parse, inner, ids, kinds, countries)
            last = inner.last
            if last < len(words) and words[last] == _QUOTE and words[nxt - 1] == _QUOTE:
                last += 1
        elif (
            (definite or words[last - 1].startswith("ال") or (last == head.last and person is not None and _governs(parse, person, head)))
            and adjectives < 2
            and word.startswith("ال")
            and parse.raw(last, last + 1).startswith("ا")  # ألكسي is a name
            and len(word) > 4
            and parse.is_word(last)
            and not parse.hits_at.get(last)
            and last not in parse.date_tokens
            and last not in parse.number_at
            and _describes(parse, words[head.first] if definite else words[last - 1], word)
        ):
            adjectives += 1
            last += 1
        elif word == "#" and last + 1 < limit and (inner := parse.hit(last + 1, "actor", "nisba")):
            _note(parse, inner, ids, kinds, countries)
            last = inner.last
        else:
            break
    named = any(not book.actors[i].forms for i in ids)
    if person is not None and head.sense.number == "one" and not collective:
        opened = last + 1 if last < limit and words[last] == "،" and definite else last
        name_end = name_end_at(parse, opened)
        closed = opened == last or (name_end < len(words) and words[name_end] in ("،", "."))
        if name_end > opened and closed and (definite or person.kind in ("rebel_group", "unknown", "state_forces")):
            last, named = name_end, True
    number = _number(parse, head.first)
    if number is None:
        number, last = _number_behind(parse, last, definite)
    n = _own_number(head, collective=bool(person and person.collective))
    kind = min(kinds)[1] if kinds else "unknown"
    definite = definite or (
        number is None and any(w.startswith("ال") for w in words[head.first : last]) and "من" not in words[head.first : last]
    )
    start = head.start - (2 if head.prefix.endswith("ال") else 0)
    return PartyMention(
        head.first,
        last,
        start,
        parse.text.tokens[last - 1].end,
        _id(parse, head, ids, countries),
        tuple(ids),
        kind,
        tuple(dict.fromkeys(countries)),
        number,
        n,
        head.sense.number == "many",
        definite,
        bool(person and person.minor),
        head.prefix,
        named,
        head.sense.id if person else None,
    )


def _governs(parse: Parse, person: ActorEntry, head: Hit) -> bool:
    """Whether a collective noun without an article takes a definite noun as its genitive: `نقابة الإطارات العليا`."""
    word = parse.text.folded[head.start : head.end]
    if not person.collective or head.last != head.first + 1 or head.suffix or word.endswith(("ون", "ين", "ان", "ا")):
        return False
    return word not in parse.grammar.loose_heads or head.sense.id == "generic:union"


def _own_number(head: Hit, *, collective: bool) -> int | None:
    """How many the noun itself tells: one, two, or None for plurals, names and groups."""
    if (
        head.sense.lexicon == "actor"
        or head.sense.id.rpartition(":")[2] in GROUPS
        or (collective and head.sense.number == "one" and head.sense.id != _MEMBER)
    ):
        return None
    return {"one": 1, "two": 2}.get(head.sense.number)


def _other_case(head: Hit, words: tuple[str, ...], last: int) -> bool:
    """Whether a plural behind a plural stands in another case, and is no part of its phrase: `مسلحون مهندسين`."""
    before, word = words[last - 1], words[last]
    if head.sense.number == "many" and word.endswith("ا") and not word.startswith("ال"):
        return True
    return head.sense.number == "many" and before.endswith(("ون", "ين")) and word.endswith(("ون", "ين")) and before[-2:] != word[-2:]


def _describes(parse: Parse, noun: str, word: str) -> bool:
    """Whether a definite word can be an adjective of a noun, or the noun that ends its genitive."""
    if word in parse.grammar.clause_starters or word in parse.grammar.not_name or word.startswith(("الذ", "الت", "اللو", "اللا")):
        return False
    if "ال" not in noun[:4]:
        return True
    if noun.endswith(("ه", "ات")):
        return word.endswith("ه")
    return not noun.endswith(("ين", "ون")) or word.endswith(("ين", "ون"))


def _note(parse: Parse, hit: Hit, ids: list[str], kinds: list[tuple[int, str]], countries: list[str]) -> None:
    """Take down what one hit says of the party: the more specific hit decides the kind."""
    sense = hit.sense
    if sense.lexicon == "nisba":
        countries.append(sense.id)
        kinds.append((5, "civilians"))
        return
    actor = parse.book.actors[sense.id]
    ids.append(sense.id)
    rank = 0 if sense.lexicon == "actor" and not actor.forms else 3 if actor.collective else 2
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
    """The figure right before a noun: `ثلاثة جنود`, `5 من عناصر`, `عدد كبير من المدنيين`."""
    number = parse.number_end.get(first)
    if number is None and first and parse.words[first - 1] in parse.grammar.counted:
        number = parse.number_end.get(first - 1)
    return number


def _number_behind(parse: Parse, last: int, definite: bool) -> tuple[Number | None, int]:
    """The figure behind its noun, which it ends: `الجنود الثلاثة`, `إرهابيين اثنين`, `طفلا واحدا`."""
    number = parse.number_at.get(last)
    if number is not None and number.n is not None and number.last == last + 1:
        word = parse.words[last]
        if (definite and word.startswith("ال")) or (number.n <= 2 and not word.startswith(("ال", "و")) and word[0].isalpha()):
            return number, number.last
    return None, last
