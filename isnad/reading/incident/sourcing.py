"""The chains of sources behind a report."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from isnad.model import Person, Source, SourceKind
from isnad.reading.incident.incidents import Incident
from isnad.reading.incident.tellers import Over, chains_over, tellers_of
from isnad.reading.mention.mentions import Mention
from isnad.reading.parse import Parse
from isnad.reading.speech.attribution import Attribution, Chain
from isnad.reading.speech.entry import Entry
from isnad.reading.word.speech import Words, words_of

_MENTIONS = 6  # mentions of an incident whose chains are told (dev: F1 0.63 with three, 0.66 with six and with eight)
# Sentences between the first telling and a later one whose sources still count (dev: F1 0.63 without, 0.66 with).
_FAR = 6
_FAR_OFFICE = 3  # the same for offices, who comment more than they report


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
    """The chains behind the sentences that tell an incident, with those speakers alone who are likely to have told of it."""
    over = chains_over(incident, attribution)
    ruled = ruled_chains(parse, incident, attribution, over)
    found = tellers_of(parse, incident, attribution, over, {id(e) for chain in ruled.values() for e in chain})
    told = {id(e) for e in found}
    out = Chains()
    seen: dict[int, int] = {}
    for mention, chains in over[:_MENTIONS]:
        for whole in chains:
            if chain := tuple(e for e in whole if id(e) in told):
                indices = _indices(parse, chain, seen, out.sources)
                if indices not in out.chains:
                    out.chains.append(indices)
                out.by_mention.setdefault((mention.sentence, mention.first), out.chains.index(indices))
    for entry in found:
        if id(entry) not in seen:  # he speaks beside the telling, not over it
            out.chains.append(_indices(parse, (entry,), seen, out.sources))
    return _outward(out)


def ruled_chains(parse: Parse, incident: Incident, attribution: Attribution, over: Over) -> dict[tuple[int, ...], Chain]:
    """The chains that the rules find; of an incident that is recalled only those of its first mention with any.

    `over` are the chains over its mentions.
    Fresh news that is told without a source has that of the next sentence, if one who reports speaks there.
    """
    out: dict[tuple[int, ...], Chain] = {}
    lead, words = over[0][0], words_of(parse.book)
    begin = min((m.sentence for m in incident.mentions if m.sentence or not parse.title_tokens), default=0)
    for mention, chains in over[:_MENTIONS]:
        if mention is not lead and mention.sentence == 0:
            continue  # a headline names its speaker shorter than the body does
        far = 0 if mention is lead else mention.sentence - begin
        for whole in chains:
            if chain := tuple(e for e in whole if _reports(e, far, words)):
                out.setdefault(tuple(map(id, chain)), chain)
        if incident.background and out:
            break
    if not out and not incident.background:
        out = {tuple(map(id, chain)): chain for chain in _next(parse, incident, attribution, words)}
    return out


def _reports(entry: Entry, far: int, words: Words) -> bool:
    """Whether one who speaks so many sentences behind the first telling is a source of it: states comment only."""
    return entry.cited.rule != "state" and far < (_FAR_OFFICE if entry.cited.kind in words.office_kinds else _FAR)


def _next(parse: Parse, incident: Incident, attribution: Attribution, words: Words) -> list[Chain]:
    """The chains of the first sentence right behind a telling in which one speaks who reports."""
    for sentence in sorted({m.sentence for m in incident.mentions}):
        chains = [c for c in attribution.of(sentence + 1, len(parse.words)) if c[0].cited.kind not in words.office_kinds]
        if chains:
            return chains
    return []


def _outward(told: Chains) -> Chains:
    """The same with media behind all others: sources stand from the event outward (so in 759 of 770 annotated chains with a medium)."""
    chains = sorted(told.chains, key=lambda chain: all(told.sources[i].kind == "media" for i in chain))
    listed = dict.fromkeys(i for chain in chains for i in chain)
    order = sorted(listed, key=lambda i: told.sources[i].kind == "media")
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
