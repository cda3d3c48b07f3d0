"""How many fighters or members a group has."""

from __future__ import annotations

from typing import NamedTuple

from isnad.model import Qualifier, Strength
from isnad.reading.parse import Parse
from isnad.reading.party.party import PartyMention
from isnad.reading.place.places import PlaceMention
from isnad.reading.tie.groups import Groups
from isnad.reading.tie.nouns import Noun
from isnad.reading.tie.words import Ties, glue_of, ties_of

_LONGEST = 200  # code points of evidence
_REACH = 7  # tokens between the words for a size and its figure
_AWAY = 15  # tokens: a trigger so near says that the figure is one of losses or arrests
_PLACE = 14  # tokens behind the figure
_LEAST = 30  # fewer fighters "of" a group are some of its men, not its strength
_DUALS = frozenset("عنصرين فردين شخصين".split())
_LOOSE = ("مجموعه", "مجموعات", "شبكه")
_CONFIDENCE = {"size": 0.8, "composed": 0.8, "with": 0.7, "of": 0.5}


class _Figure(NamedTuple):
    """A figure with the noun it counts: tokens `[first, last)`."""

    first: int
    last: int
    n: int | None
    q: Qualifier
    noun: str


def find_strengths(parse: Parse, parties: tuple[PartyMention, ...], places: tuple[PlaceMention, ...]) -> list[Strength]:
    """All strengths in order, one for each group and figure."""
    ties = ties_of(parse.book)
    figures = _figures(parse, ties)
    if not figures:
        return []
    groups = Groups(parse, ties)
    out: dict[tuple[str, int | None], Strength] = {}
    for figure in figures:
        for rule, find in _RULES:
            noun = find(parse, groups, ties, figure)
            if noun is not None:
                strength = _strength(parse, figure, noun, rule, places)
                out.setdefault((noun.id or parse.words[noun.last - 1], strength.n), strength)
                break
    return list(out.values())


def _figures(parse: Parse, ties: Ties) -> list[_Figure]:
    words = parse.words
    out = []
    for number in parse.numbers:
        if number.last < len(words) and words[number.last] in ties.members:
            out.append(_Figure(number.first, number.last + 1, number.n, number.q, words[number.last]))  # type: ignore[arg-type]
        elif not ties.size_words.isdisjoint(words[max(0, number.first - _REACH) : number.first]):
            out.append(_Figure(number.first, number.last, number.n, number.q, ""))  # type: ignore[arg-type]
    for i in [i for i, word in enumerate(words) if word in _DUALS]:
        if i > 1 and words[i - 1] == "من" and i not in parse.number_end:
            out.append(_Figure(i, i + 1, 2, "exact", words[i]))
    return sorted(out)


def _sized(parse: Parse, groups: Groups, ties: Ties, figure: _Figure) -> Noun | None:
    """`يبلغ عدد عناصره نحو 1300 مقاتل`, `عدد مقاتلي الحركة 700`."""
    words = parse.words
    floor = max(1, figure.first - _REACH, parse.sentences[parse.sentence_of(figure.first)][0] + 1)
    for i in range(figure.first - 1, floor - 1, -1):
        if words[i] in ties.size_nouns and words[i - 1] in ties.size_words | {"وعدد", "بعدد"}:
            if words[i].endswith(("ه", "ها")):
                return groups.antecedent(i, floor=max(0, floor - 30))
            noun = groups.at(i + 1, 0)
            return groups.resolved(noun) if noun and noun.last <= figure.first else None
        if parse.hit(i, "trigger"):
            return None
    return None


def _composed(parse: Parse, groups: Groups, ties: Ties, figure: _Figure) -> Noun | None:
    """`خلية من أربعة أفراد`, `مجموعة تتكون من 12 عنصرا`, `قوة قوامها 300 جندي`."""
    words = parse.words
    i = figure.first - 1
    if not figure.noun or i < 1:
        return None
    of = words[i] == "من"
    i -= of
    cue = glue_of(words[i], ties.composed) >= 0
    if cue and words[i - 1] in ("التي", "الذي", "وهي", "وهو", "كانت", "كان"):
        i -= 1
    if not cue and not (of and groups.before(i + 1, 0)):
        return None
    noun = groups.before(i + (not cue), 3 if cue else 0)
    if noun is None or (not cue and not noun.nameless):
        return None
    if noun.last - noun.first == 1 and words[noun.first].endswith(_LOOSE) and figure.noun not in ties.fighters:
        return None  # any six persons are a group
    return noun


def _with(parse: Parse, groups: Groups, ties: Ties, figure: _Figure) -> Noun | None:
    """`تنظيم فلان، بنحو 1700 مقاتل`."""
    words = parse.words
    if figure.noun not in ties.fighters or not (words[figure.first][0] == "ب" or words[figure.first - 1] == "ب"):
        return None
    i = figure.first - (words[figure.first - 1] == "ب")
    if i and words[i - 1] == "،":
        i -= 1
    noun = groups.before(i, 0)
    return groups.resolved(noun) if noun and noun.role == "group" and not _losses(parse, figure) else None


def _of(parse: Parse, groups: Groups, ties: Ties, figure: _Figure) -> Noun | None:
    """`نحو 4 آلاف عنصر من داعش على الحدود`: a round or a standing figure, with no losses told."""
    words = parse.words
    if figure.noun not in ties.fighters or (figure.n or 0) < _LEAST or words[figure.last : figure.last + 1] not in (("من",), ("في",)):
        return None
    floor, end = parse.sentences[parse.sentence_of(figure.first)]
    near = words[max(floor, figure.first - _AWAY) : min(end, figure.last + _AWAY)]
    standing = any(w in ties.exists or w[1:] in ties.exists for w in near)
    if (figure.q == "exact" and not standing) or _losses(parse, figure):
        return None
    noun = groups.at(figure.last + 1, 0)
    return groups.resolved(noun) if noun and noun.role == "group" else None


def _losses(parse: Parse, figure: _Figure) -> bool:
    """Whether the sentence tells what was done to or by those counted."""
    floor, end = parse.sentences[parse.sentence_of(figure.first)]
    near = range(max(floor, figure.first - _AWAY), min(end, figure.last + _REACH))
    hits = (h for k in near for h in parse.hits_at.get(k, ()) if h.sense.lexicon == "trigger")
    return any(parse.tools.frames[h.sense.id].trigger.count for h in hits)


_RULES = (("size", _sized), ("composed", _composed), ("with", _with), ("of", _of))


def _strength(parse: Parse, figure: _Figure, noun: Noun, rule: str, places: tuple[PlaceMention, ...]) -> Strength:
    text = parse.text
    first, last = min(noun.first, figure.first), max(noun.last, figure.last)
    span = parse.raw_span(first, last)
    if span[1] - span[0] > _LONGEST:
        span = parse.raw_span(figure.first, figure.last)
    group = text.span(noun.start, noun.end)
    place = _place(parse, figure, places)
    spans = {"group": [group], "evidence": [span], "n": [parse.raw_span(figure.first, figure.last)]}
    at = text.span(place.start, place.end) if place else None
    if at:
        spans["place"] = [at]
    known = place.resolved.place if place else None
    return Strength(
        group=text.raw[slice(*group)], group_en=noun.en, n=figure.n, q=figure.q, place=text.raw[slice(*at)] if at else None,
        place_en=known.name_en if known else None, evidence=text.raw[slice(*span)], group_id=noun.id, confidence=_CONFIDENCE[rule],
        spans=spans, rules={"n": rule},
    )  # fmt: skip


def _place(parse: Parse, figure: _Figure, places: tuple[PlaceMention, ...]) -> PlaceMention | None:
    """The place named right behind the figure, else the last before it in its sentence."""
    floor, end = parse.sentences[parse.sentence_of(figure.first)]
    before = None
    for place in places:
        if floor <= place.first < figure.first:
            before = place
        elif figure.last <= place.first < min(end, figure.last + _PLACE):
            return place
    return before
