"""Parties that are no noun phrases of their own: countries that act, adjectives of strikes, sites, persons known by name only."""

from __future__ import annotations

from isnad.reading.name.personal import acts, find_names, name_end_at
from isnad.reading.name.proper import ordinary_words
from isnad.reading.parse import Parse
from isnad.reading.party.party import PartyMention
from isnad.reading.word.speech import words_of
from isnad.scan import Hit


def name_party(parse: Parse, start: int) -> PartyMention | None:
    """A person known by nothing but a name, where the grammar asks for a person: `اعتقلت الشرطة فلان الفلاني`."""
    word = parse.words[start]
    if word.startswith("و") and len(word) > 5:
        return None
    if word[0] in "بلك" and parse.words[start + 1 : start + 2] and parse.words[start + 1].startswith("ال"):
        return None
    if not parse.is_word(start) or word.endswith(("ون", "ين", "ان", "ات", "وا", "ا", "ه")) or len(word) < 3:
        return None
    end = name_end_at(parse, start, 1)
    alone = end == start + 1 and (parse.hits_at.get(start) or len(word) < 5 or not _closes(parse, end))
    if end == start or alone or _ordinary(parse, start, end):
        return None
    tokens = parse.text.tokens
    return PartyMention(
        start, end, tokens[start].start, tokens[end - 1].end, None, (), "civilians", (), None, 1, False, True, False, "", True, None
    )


def _ordinary(parse: Parse, start: int, end: int) -> bool:
    """Whether a name would begin with an ordinary word, and what follows does not show that it is one: `استهدف المدينة، ارتفع`, not `عهد التميمي`."""
    word, table, ordinary = parse.words[start], words_of(parse.book), ordinary_words(parse.book)
    site = word in parse.grammar.place_nouns or word in parse.grammar.sites
    if not (site or ordinary[word]):
        return False
    following = parse.words[start + 1] if end > start + 1 else ""
    if word in table.given:
        return acts(parse, start)  # فتح النار
    return site or not following or (ordinary[following] and following not in table.joiners)


def _closes(parse: Parse, i: int) -> bool:
    """Whether a phrase ends before token `i`: a mark, a preposition, a date."""
    return i >= len(parse.words) or not parse.is_word(i) or parse.core(i) in parse.grammar.prepositions or i in parse.date_tokens


def known_by_name(parse: Parse, parties: tuple[PartyMention, ...]) -> tuple[PartyMention, ...]:
    """Persons whom the article gives by a full name, outside of other parties."""
    covered = frozenset(i for p in parties for i in range(p.begin, p.last))
    posted = {parse.words[p.last - 1] for p in parties if p.posted}
    tokens = parse.text.tokens
    return tuple(
        PartyMention(
            first, last, tokens[first].start + glued, tokens[last - 1].end, None, (f"name:{family}",), "civilians",
            (), None, 1, False, True, False, parse.words[first][:glued], True, None,
        )
        for first, last, glued, family in find_names(parse, covered, posted)
    )  # fmt: skip


def find_states(parse: Parse) -> tuple[PartyMention, ...]:
    """Countries and capitals, which are parties only where a doer or a foe is looked for: `إسرائيل قصفت`."""
    hits = (h for h in parse.scan.of("place") if h.prefix.removesuffix("ال") in ("", "و", "ف", "ل"))
    return tuple(_state(parse, hit, code) for hit in hits if (code := _code(parse, hit)) is not None)


def states_in(parse: Parse, first: int, last: int) -> tuple[PartyMention, ...]:
    """Countries, capitals and adjectives of countries in a token range, whatever they stand for there."""
    out = []
    for hits in [hits for i in range(first, last) if (hits := parse.hits_at.get(i)) is not None]:
        for hit in hits:
            if hit.sense.lexicon == "nisba" and hit.prefix in ("", "ال", "و", "وال") and hit.sense.number != "two":
                if not _of_a_place(parse, hit):
                    out.append(_state(parse, hit, hit.sense.id))
                break
            if hit.sense.lexicon == "place" and (code := _code(parse, hit)) is not None:
                out.append(_state(parse, hit, code))
                break
    return tuple(out)


def _of_a_place(parse: Parse, hit: Hit) -> bool:
    """Whether an adjective of a country only says where a place lies: `مدينة مأرب اليمنية`, `العاصمة السورية`."""
    before = hit.first - 1
    if hit.prefix != "ال" or before < 0:
        return False
    return parse.place_ends(before) or (
        parse.words[before].startswith("ال") and parse.words[before].removeprefix("ال") in parse.grammar.place_nouns
    )


def _code(parse: Parse, hit: Hit) -> str | None:
    """The country that a place names, or whose capital it is."""
    ids = parse.tools.matcher.place_names.get(hit.sense.id, ())
    return next((i[8:] for i in ids if i.startswith("country:")), None) or parse.grammar.capitals.get(hit.sense.id)


def find_attackers(parse: Parse, last: int) -> PartyMention | None:
    """The state whose adjective stands behind an event noun that ends before `last`: `غارات جوية إسرائيلية`."""
    for i in range(last, min(last + 3, len(parse.words))):
        hit = next((h for h in parse.hits_at.get(i, ()) if h.sense.lexicon == "nisba"), None)
        if hit is not None and hit.prefix in ("", "ال") and hit.sense.number != "two":
            return _state(parse, hit, hit.sense.id)
        if parse.words[i] not in parse.grammar.event_adjectives:
            return None
    return None


def site_party(parse: Parse, i: int) -> PartyMention | None:
    """What is struck, with the country whose it is: `أهداف عسكرية إيرانية`."""
    for j in range(i + 1, min(i + 3, len(parse.words))):
        hit = next((h for h in parse.hits_at.get(j, ()) if h.sense.lexicon == "nisba"), None)
        if hit is not None and hit.prefix in ("", "ال"):
            return _of_country(hit.sense.id, i, hit.last, parse.text.tokens[i].start, hit.end, many=True)
        if parse.words[j] not in parse.grammar.event_adjectives:
            return None
    return None


def _state(parse: Parse, hit: Hit, code: str) -> PartyMention:
    start = hit.start - (2 if hit.prefix.endswith("ال") else 0)
    return _of_country(code, hit.first, hit.last, start, hit.end, prefix=hit.prefix, named=True, weak=True)


def _of_country(
    code: str, first: int, last: int, start: int, end: int, *, prefix: str = "", many: bool = False, named: bool = False, weak: bool = False
) -> PartyMention:
    """A state as a party, or what is its own: tokens `[first, last)` and the folded span."""
    id_ = f"country:{code}"
    return PartyMention(
        first, last, start, end, id_, (id_,), "state_forces", (code,), None, None, many, True, False, prefix, named, None, weak=weak
    )
