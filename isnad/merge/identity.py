"""The ids of events: kept as long as most of an event's reports stay together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple


class Assigned(NamedTuple):
    """The id of each cluster, and for each event that is no more the one that most of its reports went to (None: nowhere)."""

    ids: list[str]
    gone: dict[str, str | None]


def assigned(
    clusters: Sequence[Sequence[str]], before: Mapping[str, str], gone: Mapping[str, str], taken: Callable[[str], bool]
) -> Assigned:
    """Give each cluster of report ids an event id.

    `before` is the event of each report until now, `gone` that of reports which are in no cluster any more. An event goes on
    as the cluster that holds most of its reports; where two events go on as one cluster, the larger share wins, then the
    smaller id. `taken` tells ids that a new event must not get.
    """
    shares: dict[str, Counter[int]] = {event: Counter() for event in gone.values()}
    for n, cluster in enumerate(clusters):
        for report in cluster:
            if report in before:
                shares.setdefault(before[report], Counter())[n] += 1
    heir = {event: min(counts, key=lambda n: (-counts[n], n)) for event, counts in shares.items() if counts}
    claims: dict[int, list[str]] = {}
    for event, n in heir.items():
        claims.setdefault(n, []).append(event)
    ids: list[str] = []
    for n in range(len(clusters)):
        heirs = sorted(claims.get(n, ()), key=lambda event: (-shares[event][n], event))
        ids.append(heirs[0] if heirs else "")
    given = set(ids)
    for n, cluster in enumerate(clusters):
        if not ids[n]:
            ids[n] = _new(min(cluster), lambda id_: id_ in given or taken(id_))
            given.add(ids[n])
    return Assigned(ids, {event: ids[heir[event]] if event in heir else None for event in sorted(shares) if event not in given})


def _new(founder: str, taken: Callable[[str], bool]) -> str:
    """An id made from the report that founds an event, so that the same project built twice has the same ids."""
    turn = 0
    while True:
        digest = blake2b(f"{founder}\0{turn}".encode(), digest_size=6).hexdigest()
        if not taken(f"E{digest}"):
            return f"E{digest}"
        turn += 1
