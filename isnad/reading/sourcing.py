"""The chains of sources behind a report."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from isnad.model import Person, Source, SourceKind
from isnad.reading.attribution import Attribution, Chain
from isnad.reading.incidents import Incident
from isnad.reading.mentions import Mention
from isnad.reading.parse import Parse
from isnad.reading.register import Entry

_MENTIONS = 5  # mentions of an incident whose chains are told (dev, first version: F1 0.49 with one, 0.56 with five and with nine)


@dataclass(slots=True)
class Chains:
    """The sources of a report, its chains as lists of indices into them (innermost first), and the chain of each mention."""

    sources: list[Source] = field(default_factory=list)
    chains: list[list[int]] = field(default_factory=list)
    by_mention: dict[tuple[int, int], int] = field(default_factory=dict)

    def at(self, mention: Mention) -> int | None:
        """The index of the chain behind a mention."""
        return self.by_mention.get((mention.sentence, mention.first))


def chains_of(parse: Parse, incident: Incident, attribution: Attribution) -> Chains:
    """The chains behind the sentences that tell an incident; of one that is recalled only those of its first mention with any."""
    out = Chains()
    seen: dict[int, int] = {}
    lead = incident.lead
    for mention in [lead, *(m for m in incident.mentions if m is not lead)][:_MENTIONS]:
        if mention is not lead and mention.sentence == 0:
            continue  # a headline names its speaker shorter than the body does
        for chain in attribution.of(mention.sentence, mention.first):
            indices = _indices(parse, chain, seen, out.sources)
            if indices not in out.chains:
                out.chains.append(indices)
            out.by_mention.setdefault((mention.sentence, mention.first), out.chains.index(indices))
        if incident.background and out.chains:
            break
    return _outward(out)


def _outward(told: Chains) -> Chains:
    """The same with media behind those who saw or said it: sources stand from the event outward."""
    order = sorted(range(len(told.sources)), key=lambda i: told.sources[i].kind == "media")
    place = {old: new for new, old in enumerate(order)}
    return Chains([told.sources[i] for i in order], [[place[i] for i in chain] for chain in told.chains], told.by_mention)


def _indices(parse: Parse, chain: Chain, seen: dict[int, int], sources: list[Source]) -> list[int]:
    out = []
    for entry in chain:
        if id(entry) not in seen:
            seen[id(entry)] = len(sources)
            sources.append(_source(parse, entry))
        out.append(seen[id(entry)])
    return out


def _source(parse: Parse, entry: Entry) -> Source:
    start, end = entry.shown
    cited = entry.cited
    return Source(
        text=parse.text.cut(start, end),
        kind=cast(SourceKind, cited.kind),
        person=cast("Person | None", cited.person),
        span=parse.text.span(start, end),
        confidence=entry.confidence,
    )
