"""Which incidents are told surely enough to be reports, and how sure."""

from __future__ import annotations

import math

from isnad.reading.incidents import Incident
from isnad.reading.parse import Parse

_THRESHOLD = 0.5


def keep(parse: Parse, incidents: list[Incident], shares: dict[str, float], home: str | None) -> list[tuple[Incident, float]]:
    """The incidents that are reports, each with its probability."""
    out = []
    for incident in incidents:
        if incident.country is None:
            incident.country = _country(incident, shares)
        p = _probability(parse, incident)
        if p >= _THRESHOLD:
            out.append((incident, p))
    return out


def _country(incident: Incident, shares: dict[str, float]) -> str | None:
    for mention in incident.mentions:
        for party in mention.by + mention.against:
            if party.countries and party.kind == "state_forces":
                return party.countries[0]
    best = max(shares.items(), key=lambda s: (s[1], s[0]), default=None)
    return best[0] if best and best[1] >= 0.4 else None


def _probability(parse: Parse, incident: Incident) -> float:
    m = incident.mentions
    z = -2.6
    z += 2.0 * max(x.weight for x in m)
    z += 0.9 * any(x.sentence == 0 for x in m) + 0.5 * any(x.sentence == 1 for x in m)
    z += 0.8 * any(x.figures for x in m)
    z += 0.5 * any(x.dates for x in m)
    z += 0.6 * any(s > 1.8 for x in m for s, _ in x.places)
    z += 0.4 * any(x.by for x in m) + 0.4 * any(x.against for x in m)
    z += 0.3 * min(3, len(m) - 1)
    z -= 1.0 * all(x.modality.period for x in m) + 0.8 * all(x.modality.opinion for x in m)
    z -= 0.5 * all(x.modality.status == "planned" for x in m)
    return 1 / (1 + math.exp(-z))
