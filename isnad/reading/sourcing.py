"""The chain of sources behind a report."""

from __future__ import annotations

from isnad.model import Source
from isnad.reading.attribution import Attribution
from isnad.reading.incidents import Incident
from isnad.reading.parse import Parse
from isnad.reading.speakers import Cited


def sources_of(parse: Parse, incident: Incident, attribution: Attribution) -> tuple[list[Source], list[list[int]]]:
    """The sources of an incident and its chains as lists of indices into them, innermost first."""
    sources: list[Source] = []
    seen: dict[tuple[int, int], int] = {}
    chains: list[list[int]] = []
    mentions = [incident.lead, *(m for m in incident.mentions if m is not incident.lead)]
    for mention in mentions:
        for chain in attribution.of(mention.sentence, mention.first):
            indices = []
            for cited in chain:
                key = (cited.start, cited.end)
                if key not in seen:
                    seen[key] = len(sources)
                    sources.append(_source(parse, cited))
                indices.append(seen[key])
            if indices not in chains:
                chains.append(indices)
        if sources:
            break
    return sources, chains


def _source(parse: Parse, cited: Cited) -> Source:
    return Source(text=parse.text.cut(cited.start, cited.end), kind=cited.kind, person=cited.person, span=parse.text.span(cited.start, cited.end), confidence=0.6)  # type: ignore[arg-type]
