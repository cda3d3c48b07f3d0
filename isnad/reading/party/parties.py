"""Noun phrases that name a party: actors, persons without a name, peoples, with the figure that stands with them."""

from __future__ import annotations

import msgspec

from isnad.codebook.entries import ActorEntry
from isnad.reading.name.personal import name_end_at
from isnad.reading.number.counts import Number
from isnad.reading.parse import Parse
from isnad.scan import Hit

_RANK = {"actor": 0, "person": 1, "nisba": 2}
_TIES = frozenset("من في التابعه التابعين تابعه تابع تابعين التابع المنتميه المنتمين ينتمون ينتمي المواليه الموالين مواليه".split())
_QUOTE = '"'
_WITH_PRONOUN = frozenset(
    "فيه فيها فيهم فيهما به بها بهم بهما له لها لهم لهما عليه عليها عليهم منه منها منهم اليه اليها معه معها عنه عنها".split()
)
# What may stand between a figure and its noun.
_COUNTED = frozenset("من فردا شخصا عنصرا".split())
# Collective heads: their number is no number of persons.
GROUPS = frozenset(
    {
        "cell",
        "network",
        "group",
        "gang",
        "jamaa",
        "organisation",
        "faction",
        "movement",
        "militia",
        "armed_group",
        "terrorist_group",
        "extremist_group",
        "family",
        "tribe",
        "demonstration",
        "party",
        "union",
        "front",
        "patrol",
        "force",
    }
)
_MAX_WORDS = 9


class PartyMention(msgspec.Struct, frozen=True, gc=False):
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
    weak: bool = False  # a state, or an adjective that names one: a party only where a doer is looked for

    @property
    def begin(self) -> int:
        """The first token with the figure."""
        return min(self.first, self.number.first) if self.number else self.first


def find_parties(parse: Parse) -> tuple[PartyMention, ...]:
    """All party mentions in order, none inside another."""
    out: list[PartyMention] = []
    taken = 0
    for first in sorted({h.first for lexicon in _RANK for h in parse.scan.of(lexicon)}):
        if first < taken:
            continue
        head = _head(parse, first)
        if head is None:
            continue
        mention = _phrase(parse, head)
        if _is_loose(parse, mention):
            continue
        out.append(mention)
        taken = mention.last
    return tuple(out)


def _is_loose(parse: Parse, party: PartyMention) -> bool:
    """Whether a word such as `مجموعة` or `قوة` stands without anything that makes it a party."""
    if party.last != party.first + 1 or party.definite or party.number is not None or party.generic is None:
        return False
    word = parse.words[party.first]
    stem = word[1:] if word[0] in "وف" and word not in parse.grammar.loose_heads else word
    return stem in parse.grammar.loose_heads or stem[1:] in parse.grammar.loose_heads


def _head(parse: Parse, first: int) -> Hit | None:
    hits = [h for h in parse.hits_at[first] if h.sense.lexicon in _RANK and not h.prefix.removesuffix("ال").endswith("ا")]
    hits = [h for h in hits if (h.sense.lexicon != "actor" or _allowed(parse, h)) and not false_pronoun(parse, h)]
    if not hits:
        return None
    best = hits[0] if len(hits) == 1 else min(hits, key=lambda h: (-(h.last - h.first), _RANK[h.sense.lexicon]))
    if best.sense.lexicon == "nisba" and not _is_people(parse, best):
        return None
    if best.sense.lexicon == "person" and (_is_adjective(parse, best) or _is_preposition(parse, best)):
        return None
    if best.sense.number == "two":  # مدنيين is a dual and a plural: the plural unless اثنين follows
        plural = next((h for h in hits if h.sense.number == "many" and (h.last, h.sense.id) == (best.last, best.sense.id)), None)
        return plural or best
    return best


def false_pronoun(parse: Parse, hit: Hit) -> bool:
    """Whether the pronoun on a word is only the folded ة of another word: `محافظة` is no governor of his."""
    if hit.suffix != "ه":
        return False
    start, _ = parse.text.span(hit.end, hit.end + 1)
    return parse.text.raw[start] == "ة"


def _is_preposition(parse: Parse, hit: Hit) -> bool:
    """Whether a noun for persons is written like a preposition and stands as one: `أمام` is no imam."""
    if hit.last != hit.first + 1:
        return False
    stem = parse.text.folded[hit.start : hit.end]
    if stem == "امام" and parse.text.raw[parse.text.span(hit.start, hit.start + 1)[0]] == "إ":
        return False  # إمام جامع
    if hit.suffix and (stem in parse.grammar.prepositions or stem in parse.grammar.loose_heads):
        return True  # أمامنا، تنظيمها
    return parse.core(hit.first) in parse.grammar.prepositions


def _is_adjective(parse: Parse, hit: Hit) -> bool:
    """Whether a noun for persons describes the noun before it: `اعتداء مسلح`, `العملية الإرهابية`."""
    before = hit.first - 1
    if hit.sense.number not in ("one", "two") or before < 0 or not parse.is_word(before):
        return False
    word = parse.words[before]
    if parse.hit(before, "verb") or _preposition(parse, before) or parse.number_end.get(hit.first):
        return False
    trigger = parse.hit(before, "trigger")
    if (
        trigger is not None
        and not hit.prefix
        and trigger.sense.pos == "noun"
        and parse.tools.frames[trigger.sense.id].slots.get("of") == "against"
    ):
        return False  # اغتيال شرطي
    definite = hit.prefix.endswith("ال")
    noun = trigger is not None and trigger.sense.pos in ("noun", "phrase") and _has_article(parse.words[hit.first - 1]) == definite
    core = parse.text.folded[hit.start : hit.end]
    core = core if core in parse.grammar.adjectives else core.removesuffix("ا")
    if core == "معارضه" and definite and not _has_article(word) and parse.hit(before, "place", "actor", "nisba") is None:
        return False  # مناطق المعارضة
    if core in parse.grammar.adjectives and core.endswith("ه") and definite and not hit.prefix.startswith(("و", "ب", "ل")):
        return True
    return core in parse.grammar.adjectives and (noun or (trigger is None and _has_article(word) == definite and len(word) > 2))


def _preposition(parse: Parse, i: int) -> bool:
    """Whether a preposition stands at a token, alone or with a pronoun: `طعن فيه شرطي`."""
    word = parse.words[i]
    return word in parse.grammar.prepositions or word in _WITH_PRONOUN


def _has_article(word: str) -> bool:
    return word.startswith(("ال", "وال", "بال", "فال", "كال", "لل", "وبال", "ولل"))


def _is_people(parse: Parse, hit: Hit) -> bool:
    """A nisba is a people only as a plural or dual noun, or as one person right behind a word for victims."""
    before = hit.first - 1
    if hit.sense.number == "one" and hit.first in parse.number_end:
        return True  # 60 فلسطينيا
    if hit.sense.number == "one" and before >= 0 and not hit.prefix:
        return any(
            h.sense.lexicon == "trigger"
            and h.last == hit.first
            and parse.tools.frames[h.sense.id].trigger.count
            and parse.tools.frames[h.sense.id].trigger.role == "effect"
            and h.sense.pos in ("noun", "verb")
            for h in parse.hits_at.get(before, ())
        )
    if before >= 0 and parse.words[before] in ("هذا", "هذه") and hit.prefix == "ال":
        return True
    if hit.sense.gender == "f":
        return False
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
    for i in range(head.first + 1, head.last):  # وحدات من الجيش, and a longer name that begins inside it: الجيش السوري
        longer = parse.hit(i, "actor")
        if longer is not None and longer.last > last and _allowed(parse, longer):
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
            and (hit.sense.lexicon != "actor" or _allowed(parse, hit))
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
        elif word in _TIES and last + 1 < limit and (collective or word not in ("من", "في")):
            nxt = last + 1
            while nxt < limit and (words[nxt] in _TIES or words[nxt] in ('"', "الى", "#")):
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
    if head.sense.lexicon == "actor" or head.sense.id.rpartition(":")[2] in GROUPS or (collective and head.sense.number == "one"):
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
    if number is None and first and parse.words[first - 1] in _COUNTED:
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
