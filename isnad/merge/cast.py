"""The parties of an event: those that the reports name, joined where the codebook says that they are one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from isnad.codebook import Codebook
from isnad.merge.naming import Words, same_person, words
from isnad.merge.weigh import Backing, Scale, agreed
from isnad.model import EventActor, Party, PartyKind, Variant

# Kinds that the press tells apart loosely: parties of one camp do not contradict each other, and "unknown" none.
_CAMP: dict[PartyKind, str] = {
    "state_forces": "state", "external_forces": "state", "rebel_group": "armed", "political_militia": "armed", "identity_militia": "armed",
    "rioters": "people", "protesters": "people", "civilians": "people", "unknown": "",
}  # fmt: skip
_GENERIC = "generic:"


class Cast(NamedTuple):
    """One side of an event: its parties, whether reports contradict each other on it, and every party named."""

    actors: list[EventActor]
    disputed: bool
    variants: list[Variant]


class _Actor(NamedTuple):
    key: str
    kind: PartyKind
    named: bool
    line: frozenset[str]


def cast_of(side: str, scale: Scale, book: Codebook) -> Cast:
    """The parties of a side (`by` or `against`), the best supported first.

    A party and its parent in the codebook are one, told by its more specific name, and so are a country and its forces. Parties
    that contradict the best supported one, and stand beside it in no report, are left to the variants; so are gunmen where others
    name the group.
    """
    told = [(n, p) for n, r in enumerate(scale.reports) for p in _parties(side, r.report)]
    if not told:
        return Cast([], False, [])
    keys = _keys([p for _, p in told])
    parties: dict[str, list[tuple[int, Party]]] = {}
    for (number, party), key in zip(told, keys, strict=True):
        parties.setdefault(key, []).append((number, party))
    actors = {k: _Actor(k, g[0][1].kind, _named(g[0][1]), _line(g[0][1].id, book)) for k, g in parties.items()}
    backed = scale.weigh(side, ((n, key) for (n, _), key in zip(told, keys, strict=True)))
    joined = _joined(actors, backed)
    backing = {k: backed[k].joined(backed[m] for m in members) for k, members in joined.items()}
    order = sorted(joined, key=lambda k: (not backing[k].judged, -len(backing[k].origins), not actors[k].named, -backing[k].confidence))
    kept = _kept(order, actors, backing)
    rows = {k: [x for m in (k, *joined[k]) for x in parties[m]] for k in kept}
    return Cast(
        [_event_actor(side, parties[k], rows[k], backing[k], scale) for k in kept],
        _disputed(actors, joined, backing, len(scale.reports)),
        scale.variants(backed, lambda k: _label(parties[k][0][1])),
    )


def _parties(side: str, report: object) -> Sequence[Party]:
    found: Sequence[Party] = getattr(report, side)
    return found


def _keys(parties: list[Party]) -> list[str]:
    """One key a party: its id, else its kind and words; a person's name that is part of a fuller one, or spelt otherwise, is that one."""
    names = {(p.kind, words(p.text)) for p in parties if p.id is None and p.person is not None}
    full: dict[tuple[str, Words], Words] = {}
    for kind, name in sorted(names, key=lambda n: (-len(n[1]), n)):
        same = (w for (k, _), w in full.items() if k == kind and name and same_person(name, w))
        full[kind, name] = next(same, name)
    return [p.id or f"{p.kind} {' '.join(full.get((p.kind, words(p.text)), words(p.en or p.text)))}" for p in parties]


def _named(party: Party) -> bool:
    return party.id is not None and not party.id.startswith(_GENERIC)


def _label(party: Party) -> str | None:
    """The name of a party; of a private person or one without a name of the codebook only what the codebook says of such people."""
    return party.en or (party.kind if party.person == "private" else party.text)


def _line(id_: str | None, book: Codebook) -> frozenset[str]:
    """The ids above one: its parents, and the country whose force it is."""
    line = book.lineage(id_ or "")
    forces = (e for e in map(book.actors.get, line) if e and e.kind == "state_forces" and len(e.countries) == 1)
    return frozenset((*line[1:], *(f"country:{e.countries[0]}" for e in forces)))


def _joined(actors: dict[str, _Actor], backed: dict[str, Backing]) -> dict[str, list[str]]:
    """Every party that stays, with those that are it less specifically; one above several is joined to the best supported."""
    joined: dict[str, list[str]] = {k: [] for k in actors}
    for key in sorted(actors, key=lambda k: len(actors[k].line)):
        below = [k for k in joined if key in actors[k].line]
        if below:
            into = max(below, key=lambda k: (len(backed[k].origins), backed[k].confidence, k))
            joined[into] += [key, *joined.pop(key)]
    return joined


def _agree(a: _Actor, b: _Actor) -> bool:
    """Whether two parties may be one, or of one side: not two names of strangers, not an army and its victims."""
    if a.key == b.key or a.line & (b.line | {b.key}) or b.line & {a.key}:
        return True
    camps = _CAMP[a.kind], _CAMP[b.kind]
    return not (a.named and b.named) and ("" in camps or camps[0] == camps[1])


def _kept(order: list[str], actors: dict[str, _Actor], backing: dict[str, Backing]) -> list[str]:
    kept: list[str] = []
    for key in order:
        beside = [k for k in kept if set(backing[k].reports) & set(backing[key].reports)]
        if kept and not beside and not all(_agree(actors[k], actors[key]) for k in kept):
            continue
        if not actors[key].named and not beside and any(_stands_for(actors[key], actors[k]) for k in order):
            continue
        kept.append(key)
    return kept or order[:1]


def _stands_for(vague: _Actor, exact: _Actor) -> bool:
    """Whether a party without a name may be a named one: gunmen, forces, a militia; never people."""
    return exact.named and _CAMP[vague.kind] != "people" and _agree(vague, exact)


def _disputed(actors: dict[str, _Actor], joined: dict[str, list[str]], backing: dict[str, Backing], reports: int) -> bool:
    """Whether two reports name parties of which none can be the other's."""
    sides: dict[int, list[str]] = {}
    for key in joined:
        for number in backing[key].reports:
            sides.setdefault(number, []).append(key)
    distinct = {tuple(sorted(keys)) for keys in sides.values()}
    return any(not any(_agree(actors[x], actors[y]) for x in a for y in b) for a, b in combinations(distinct, 2))


def _event_actor(
    side: str, own: list[tuple[int, Party]], all_: list[tuple[int, Party]], backing: Backing, scale: Scale
) -> EventActor:  # fmt: skip
    best = max(own, key=lambda x: (scale.given(x[0], side), x[1].confidence))[1]
    sure: dict[int, float] = {}
    for number, party in all_:
        origin = scale.trace.chains[number][0]
        sure[origin] = max(sure.get(origin, 0.0), scale.confidence(number, side) if scale.given(number, side) else party.confidence)
    return EventActor(
        text=best.text, en=best.en, kind=best.kind, id=best.id, person="private" if any(p.person == "private" for _, p in own) else best.person,
        minor=any(p.minor for _, p in own), confidence=agreed(sure.values()), origins=len(backing.origins),
        reports=[scale.reports[n].id for n in sorted(set(backing.reports))],
    )  # fmt: skip
