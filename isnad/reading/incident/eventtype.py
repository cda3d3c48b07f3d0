"""The type of an incident: those that its words could tell, each with what speaks for it, the best taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from isnad.reading.logit import log_share, logit
from isnad.reading.mention.families import PRIORITY
from isnad.reading.mention.mentions import Mention, together
from isnad.reading.mention.telling import TYPES
from isnad.reading.mention.triggers import Telling
from isnad.reading.party.party import FORCES

_LIKELY = 0.03  # probability from which a type that no rule names is weighed
_ARMED = frozenset({"rebel_group", "political_militia", "identity_militia"})


def voted(mentions: Sequence[Mention]) -> tuple[str, str]:
    """The type that the mentions vote for: title and lead count more, `attack` and words for victims only where nothing else is told.

    Words for shelling (`قصف`) also tell of strikes from the air, so they count half beside one.
    """
    votes: dict[tuple[str, str], float] = {}
    air = any(m.type == "air_drone_strike" for m in mentions)
    for m in mentions:
        weak = 0.25 if m.effect_only else 0.4 if m.type == "attack" else 0.5 if air and m.type == "shelling_artillery_missile" else 1.0
        weight = weak * m.weight * (1.6 if m.sentence == 0 else 1.3 if m.sentence == 1 else 1.0) * (1 + 0.05 * PRIORITY.get(m.type, 1))
        votes[m.type, m.family] = votes.get((m.type, m.family), 0.0) + weight
    if any(family == "demonstration" for _, family in votes):
        votes = {k: v for k, v in votes.items() if k[1] == "demonstration"}
    return max(votes, key=lambda k: (votes[k], k))


def ruled(type_: str, family: str, mentions: Sequence[Mention], told: tuple[bool, bool, bool]) -> tuple[str, str]:
    """What the parties make of a type, and the rule: who did what to whom, the first that fits."""
    by = {p.kind for m in mentions for p in m.by}
    against = {p.kind for m in mentions for p in m.against}
    near = {p.kind for m in mentions for p in m.nearby}
    hurt, arrested, shot = told
    if family == "demonstration":
        if hurt and shot and (by & FORCES) and type_ in ("peaceful_protest", "protest_with_intervention", "violent_demonstration"):
            return "excessive_force_against_protesters", "protest.fired_on"
        if arrested and type_ == "peaceful_protest":
            return "protest_with_intervention", "protest.arrests"
        return type_, "trigger"
    if type_ in ("attack", "armed_clash") and "protesters" in against and by & FORCES and hurt:
        return "excessive_force_against_protesters", "attack.on_protesters"
    if type_ in ("attack", "armed_clash") and "protesters" in near | by | against and near & FORCES and hurt:
        return "excessive_force_against_protesters", "attack.beside_protesters"
    if type_ == "attack" and by & FORCES and (against & _ARMED or (by <= FORCES and "unknown" in against)):
        return "armed_clash", "attack.state_on_armed"
    if type_ == "nonstate_overtakes_territory" and "state_forces" in by and not by & _ARMED:
        return "government_regains_territory", "ground.by_state"
    if type_ == "government_regains_territory" and by & _ARMED and "state_forces" not in by:
        return "nonstate_overtakes_territory", "ground.by_armed"
    return type_, "trigger"


def _told(mentions: Sequence[Mention]) -> tuple[bool, bool, bool]:
    """Whether people were hurt, arrested, shot at."""
    triggers = [t.frame.type for m in mentions for t in m.triggers]
    hurt = any(m.figures.get("killed") or m.figures.get("injured") for m in mentions)
    arrested = any(m.figures.get("arrested") for m in mentions) or "arrests" in triggers
    return hurt, arrested, "attack" in triggers or "excessive_force_against_protesters" in triggers


def type_candidates(mentions: Sequence[Mention], whole: Telling | None = None) -> Iterator[tuple[str, str, dict[str, float]]]:
    """Each type that the words or the rules tell or the network finds likely, the rule behind it, and what speaks for it.

    `whole` is how the mentions tell together, where it has been made already.
    """
    vote, family = voted(mentions)
    hurt, arrested, shot = _told(mentions)
    rule_type, rule = ruled(vote, family, mentions, (hurt, arrested, shot))
    whole = whole or together(mentions)
    early = [m for m in mentions if m.sentence <= 1]
    title = whole if len(early) == len(mentions) else together(early) if early else None
    lexical = [t.frame.type for m in mentions for t in m.triggers]
    likely = [TYPES[k] for k in np.flatnonzero(whole.types >= _LIKELY)] if whole else []
    most = float(whole.types.max()) if whole else 0.0
    scene = [f"by.{k}" for k in sorted({p.kind for m in mentions for p in m.by})]
    scene += [f"against.{k}" for k in sorted({p.kind for m in mentions for p in m.against})]
    scene += [name for name, is_so in (("hurt", hurt), ("arrested", arrested), ("shot", shot), ("beside", _protesters(mentions))) if is_so]
    for name in dict.fromkeys([rule_type, vote, *lexical, *likely]):
        k = TYPES.index(name)
        f = {
            "ruled": float(name == rule_type),
            f"ruled.{rule}": float(name == rule_type),
            "voted": float(name == vote),
            "lexical": lexical.count(name) / len(lexical),
            "untold": float(name not in lexical),
            f"is.{name}": 1.0,
            **{f"{name}.{part}": 1.0 for part in scene},
        }
        if whole is not None:
            p = float(whole.types[k])
            f |= {"likely": p, "log": log_share(p), "best": float(p == most)}
        if title is not None:
            p = float(title.types[k])
            f |= {"early": p, "early_log": log_share(p)}
        yield name, rule if name == rule_type else "trigger", {k: v for k, v in f.items() if v}


def _protesters(mentions: Sequence[Mention]) -> bool:
    return any(p.kind == "protesters" for m in mentions for p in m.nearby)


def choose_type(mentions: Sequence[Mention], weights: Mapping[str, float], whole: Telling | None = None) -> tuple[str, str]:
    """The candidate of the greatest sum, and the rule behind it."""
    return max(((logit(f, weights), name, rule) for name, rule, f in type_candidates(mentions, whole)), key=lambda c: c[:2])[1:]
