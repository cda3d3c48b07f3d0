"""The status of an incident: what the words say beside what the network takes them to mean, the best taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from isnad.model import Status
from isnad.reading.logit import log_share, logit
from isnad.reading.mention.mentions import Mention, together
from isnad.reading.mention.telling import STATUSES
from isnad.reading.mention.triggers import Telling


def status_candidates(
    mentions: Sequence[Mention], lead: Mention, type_: str, background: bool, whole: Telling | None = None
) -> Iterator[tuple[Status, dict[str, float]]]:
    """Each status with what speaks for it: the words at the leading mention and at the others, the network, the type.

    `whole` is how the mentions tell together, where it has been made already.
    """
    whole = whole or together(mentions)
    for k, name in enumerate(STATUSES):
        own = [m.modality.status == name for m in mentions]
        ruled = float(lead.modality.status == name)
        f = {
            "ruled": ruled, f"{name}.ruled": ruled, f"{name}.is": 1.0, f"{name}.share": sum(own) / len(own),
            "any": float(any(own)), "first": float(own[0]), f"{name}.recalled": float(background), f"{name}.{type_}": 1.0,
        }  # fmt: skip
        for of, told in (("whole", whole), ("lead", lead.telling)):
            if told is not None:
                p = float(told.status[k])
                f |= {f"{of}_likely": p, f"{of}_log": log_share(p)}
        yield name, {k: v for k, v in f.items() if v}


def choose_status(
    mentions: Sequence[Mention], lead: Mention, type_: str, background: bool, weights: Mapping[str, float], whole: Telling | None = None
) -> Status:
    """The candidate of the greatest sum; what the leading mention's words say, where nothing is weighed."""
    if not weights:
        return cast(Status, lead.modality.status)
    return max(status_candidates(mentions, lead, type_, background, whole), key=lambda c: logit(c[1], weights))[0]
