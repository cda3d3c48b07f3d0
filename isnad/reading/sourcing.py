"""The chains of sources behind a report."""

from __future__ import annotations
import os
from isnad.model import Source
from isnad.reading.attribution import Attribution, Chain
from isnad.reading.incidents import Incident
from isnad.reading.mentions import Mention
from isnad.reading.parse import Parse
from isnad.reading.register import Entry

O = dict(x.split("=") for x in os.environ.get("OPT", "").split(",") if x)


def sources_of(parse: Parse, incident: Incident, attribution: Attribution) -> tuple[list[Source], list[list[int]]]:
    """The sources of an incident and its chains as lists of indices into them, innermost first."""
    chains = _chains(parse, incident, attribution)
    sources: list[Source] = []
    seen: dict[int, int] = {}
    out: list[list[int]] = []
    for chain in chains:
        indices = []
        for entry in chain:
            if id(entry) not in seen:
                seen[id(entry)] = len(sources)
                sources.append(_source(parse, entry))
            indices.append(seen[id(entry)])
        if indices not in out:
            out.append(indices)
    return sources, out


def _chains(parse: Parse, incident: Incident, attribution: Attribution) -> list[Chain]:
    lead = incident.lead
    mentions = [lead, *(m for m in incident.mentions if m is not lead)]
    if O.get("order") == "text":
        mentions = sorted(mentions, key=lambda m: m.sentence)
    out: list[Chain] = []
    senses = set(O.get("skip", "").split("+"))
    seen = set()
    for n, mention in enumerate(mentions[: int(O.get("m", 5))]):
        for chain in attribution.of(mention.sentence, mention.first, senses):
            key = tuple(map(id, chain))
            if key not in seen and len(out) < int(O.get("max", 9)):
                seen.add(key)
                out.append(chain)
        if incident.background and O.get("bg") and out:
            break
    if not out and not incident.background and O.get("near"):
        s = lead.sentence
        for k in range(s + 1, s + 1 + int(O["near"])):
            found = attribution.of(k, 10**9, senses)
            if found:
                return list(found[:1])
    return out


def _source(parse: Parse, entry: Entry) -> Source:
    cited = entry.cited
    return Source(
        text=parse.text.cut(cited.start, cited.end), kind=cited.kind, person=cited.person, span=parse.text.span(cited.start, cited.end),
        confidence=0.6,
    )  # type: ignore[arg-type]  # fmt: skip
