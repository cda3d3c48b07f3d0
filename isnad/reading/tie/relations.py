"""Ties between groups, and between persons and groups: a cue of the codebook and the two that stand around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from isnad.codebook.entries import RelationCue
from isnad.model import Person, Relation
from isnad.reading.parse import Parse
from isnad.reading.party.party import PartyMention
from isnad.reading.tie.groups import Groups
from isnad.reading.tie.names import Names
from isnad.reading.tie.nouns import QUOTES, Noun
from isnad.reading.tie.slots import Slots
from isnad.reading.tie.words import Ties, ties_of
from isnad.scan import Hit

_LONGEST = 200  # code points of evidence
_FORMER = frozenset({"السابق", "السابقه", "الاسبق"})  # زعيم التنظيم السابق فلان
_SYMMETRIC = frozenset({"allied_with", "rival_of"})
_NAMED, _NAMELESS, _RECALLED = 0.75, 0.6, 0.5  # confidence by how the weaker side is told (judged on gold/dev)


class _Tie(NamedTuple):
    """A relation in tokens, with the words that told it."""

    a: Noun
    b: Noun
    cue: RelationCue
    hit: Hit
    first: int
    last: int
    confidence: float


def find_relations(parse: Parse, parties: tuple[PartyMention, ...]) -> list[Relation]:
    """All relations in order, one for each pair and type."""
    cues = _cues(parse)
    if not cues:
        return []
    ties = ties_of(parse.book)
    groups = Groups(parse, ties)
    if not groups.nouns and not groups.nisba:
        return []
    slots = Slots(parse, parties, groups, Names(parse, ties), ties)
    found: list[_Tie] = []
    for same in cues:
        found += _best(slots, same, parse)
    return [_relation(parse, tie, ties) for tie in _once(parse, found)]


def _cues(parse: Parse) -> list[list[Hit]]:
    """The cues of the text, those at the same words together; a longer cue hides what it overlaps."""
    out: list[list[Hit]] = []
    for hit in sorted(parse.scan.of("relation"), key=lambda h: (h.first, h.start - h.end)):
        if out and hit.first < out[-1][0].last and hit.start < out[-1][0].end:
            if (hit.start, hit.end) == (out[-1][0].start, out[-1][0].end):
                out[-1].append(hit)
            continue
        out.append([hit])
    return out


def _best(slots: Slots, same: list[Hit], parse: Parse) -> list[_Tie]:
    """The ties of the reading that fits best among the entries that share the words of a cue."""
    best: list[_Tie] = []
    for hit in same:
        cue = parse.book.relations[hit.sense.id]
        if cue.type == "none":
            continue
        ties = list(_ties(slots, cue, hit))
        if ties and (not best or ties[0].confidence > best[0].confidence):
            best = ties
    return best


def _ties(slots: Slots, cue: RelationCue, hit: Hit) -> Iterator[_Tie]:
    for a, b in slots.pairs(cue, hit):
        if not _fits(cue, a, b, slots.ties):
            continue
        recalled = not slots.beside(a, hit) or not slots.beside(b, hit)
        confidence = _RECALLED if recalled else _NAMELESS if a.nameless or b.nameless else _NAMED
        near = [n for n in (a, b) if slots.beside(n, hit)]
        first = min([hit.first, *(n.first for n in near)])
        last = max([hit.last, *(n.last for n in near)])
        yield _Tie(a, b, cue, hit, first, last, confidence)


def _fits(cue: RelationCue, a: Noun, b: Noun, ties: Ties) -> bool:
    """Whether the two are of a kind that the type allows: no ties between states, none of an officer to his own state."""
    if a.first == b.first or (a.id is not None and a.id == b.id) or (b.nameless and cue.type != "leads"):
        return False
    if cue.type in ("leads", "member_of"):
        return a.role == "person" and (b.role == "group" or (b.role == "state" and cue.id in ties.commands))
    if a.role == "state" and cue.id in ties.stateless:
        return False
    if cue.id in (ties.fellows if b.role == "country" else ties.masters):
        return False
    if cue.type == "pledges_allegiance":
        return b.role == "group"
    if cue.type == "rival_of":
        return a.role == b.role == "group"
    if cue.type == "part_of":
        return a.role in ("group", "state") and b.role != "country" and "group" in (a.role, b.role)
    return "group" in (a.role, b.role) or (a.role == "person" and not a.single and b.role in ("state", "country"))


def _once(parse: Parse, found: list[_Tie]) -> list[_Tie]:
    """One tie for each pair and type; the surest words speak for it."""
    kept: dict[tuple[str, frozenset[str] | tuple[str, str]], _Tie] = {}
    names: list[frozenset[str]] = []
    for tie in found:
        a, b = (_key(parse, n, names) for n in (tie.a, tie.b))
        key = (tie.cue.type, frozenset((a, b)) if tie.cue.type in _SYMMETRIC else (a, b))
        known = kept.get(key)
        if known is None or tie.confidence > known.confidence:
            kept[key] = tie
    return list(kept.values())


def _key(parse: Parse, noun: Noun, names: list[frozenset[str]]) -> str:
    """What two mentions of the same have in common: the codebook's id, else a name of which one holds the other."""
    if noun.id is not None:
        return noun.id
    words = frozenset(w.removeprefix("ال") for w in parse.words[noun.first : noun.last] if len(w) > 1)
    for index, known in enumerate(names):
        if words and (words <= known or known <= words):
            return str(index)
    names.append(words)
    return str(len(names) - 1)


def _relation(parse: Parse, tie: _Tie, ties: Ties) -> Relation:
    text, cue = parse.text, tie.cue
    a, b = text.span(tie.a.start, tie.a.end), text.span(tie.b.start, tie.b.end)
    start, end = parse.raw_span(tie.first, tie.last)
    if end - start > _LONGEST:
        start, end = parse.raw_span(tie.hit.first, tie.hit.last)
    raw = text.raw
    return Relation(
        a=raw[slice(*a)], a_en=tie.a.en, type=cue.type, b=raw[slice(*b)], b_en=tie.b.en, status=_status(parse, tie),  # type: ignore[arg-type]
        evidence=raw[start:end], a_id=tie.a.id, b_id=tie.b.id, a_person=_person(tie.a, cue, ties), b_person=_person(tie.b, cue, ties),
        confidence=tie.confidence, spans={"a": [a], "b": [b], "evidence": [(start, end)], "type": [text.span(tie.hit.start, tie.hit.end)]},
        rules={"type": cue.id},
    )  # fmt: skip


def _status(parse: Parse, tie: _Tie) -> str:
    """The status that the cue gives; a tie of one who leads or belongs has ended where the group is followed by a word for former."""
    i = tie.b.last
    while i < len(parse.words) and parse.words[i] in QUOTES:
        i += 1
    personal = tie.cue.type in ("leads", "member_of") and tie.cue.status == "asserted"
    return "ended" if personal and i < len(parse.words) and parse.words[i] in _FORMER else tie.cue.status


def _person(noun: Noun, cue: RelationCue, ties: Ties) -> Person | None:
    if noun.role != "person" or not noun.single:
        return None
    return "public" if cue.type == "leads" or cue.id in ties.public else "private"
