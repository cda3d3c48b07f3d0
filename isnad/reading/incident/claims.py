"""Who claims an incident, and who gives another figure for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from isnad.model import Alternative, Count
from isnad.reading.incident.incidents import Incident
from isnad.reading.incident.sourcing import Chains
from isnad.reading.mention.mentions import Mention
from isnad.reading.number.figures import total
from isnad.reading.parse import Parse
from isnad.reading.speech.attribution import Attribution

_NEAR = 3  # sentences behind a mention in which its claim stands
_CLAIMED = frozenset({"battle", "explosion", "violence"})
_CHANGED = 4  # times by which a figure may differ and still be another figure for the same dead


class Claim(NamedTuple):
    """The words that name who claimed an incident, and their raw span."""

    text: str
    span: tuple[int, int]


def claims_of(parse: Parse, incidents: Sequence[Incident], attribution: Attribution) -> dict[int, Claim]:
    """The claims of responsibility by the index of their incident: each of one, told in its sentence or nearest before it."""
    out: dict[int, Claim] = {}
    for sentence, (start, end) in attribution.claims.items():
        ranked = sorted((rank, n) for n, incident in enumerate(incidents) if (rank := _distance(incident, sentence)) is not None)
        if ranked:
            out.setdefault(ranked[0][1], Claim(parse.text.cut(start, end), parse.text.span(start, end)))
    return out


def _distance(incident: Incident, sentence: int) -> tuple[int, bool, int] | None:
    """How far before a claim an incident is told, as a rank: fresh ones first, of those the one that is told most; None if too far."""
    if incident.family not in _CLAIMED:
        return None
    near = min((sentence - m.sentence for m in incident.mentions if m.sentence <= sentence), default=_NEAR + 1)
    if near > (1 if incident.background else _NEAR):
        return None
    return (near if incident.background or near == 0 else 1, incident.background, -len(incident.mentions))


def with_chains(incident: Incident, counts: Mapping[str, Count | None], chains: Chains) -> dict[str, Count | None]:
    """The counts, each with the index of the chain that gave it."""
    out: dict[str, Count | None] = {}
    for name, count in counts.items():
        mention = _giver(incident, name, count) if count else None
        chain = chains.at(mention) if mention else None
        out[name] = msgspec.structs.replace(count, chain=chain) if count and chain is not None else count
    return out


def _giver(incident: Incident, name: str, count: Count) -> Mention | None:
    for mention in (incident.lead, *incident.mentions):
        figure = total(mention.figures.get(name, ()))
        if figure is not None and figure.n == count.n:
            return mention
    return None


def alternatives_of(parse: Parse, incident: Incident, counts: Mapping[str, Count | None], chains: Chains) -> list[Alternative]:
    """Other figures for a count that another chain gives."""
    out: list[Alternative] = []
    seen: set[tuple[str, int | None]] = set()
    for mention in incident.mentions:
        chain = chains.at(mention)
        if chain is None:
            continue
        for name, figures in mention.figures.items():
            count, figure = counts.get(name), total(figures)
            if count is None or count.n is None or figure is None or figure.n is None or figure.n == count.n or chain == count.chain:
                continue
            if max(figure.n, count.n) > _CHANGED * max(1, min(figure.n, count.n)) or (name, figure.n) in seen:
                continue
            seen.add((name, figure.n))
            source = chains.sources[chains.chains[chain][0]]
            spans = {"n": [parse.raw_span(figure.first, figure.last)], "source": [source.span]}
            out.append(Alternative(field=name, n=figure.n, source=source.text, chain=chain, spans=spans))
    return out
