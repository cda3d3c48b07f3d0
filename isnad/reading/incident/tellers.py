"""Who told of an incident: the speakers around its tellings, each with what speaks for it, weighed by a network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from isnad.reading.incident.around import beside, windows
from isnad.reading.incident.incidents import Incident
from isnad.reading.mention.context import stem
from isnad.reading.mention.mentions import Mention
from isnad.reading.network import Window, weighed
from isnad.reading.parse import Parse
from isnad.reading.speech.attribution import Attribution, Chain
from isnad.reading.speech.register import Entry

# The mentions of an incident that are looked at, each with the chains over it.
Over = tuple[tuple[Mention, tuple[Chain, ...]], ...]
_LOOKED = 8  # mentions of an incident around which speakers are looked for
_FAR = 6  # sentences between the first telling and a speaker, at most told apart
_FLOOR = -0.6  # sum from which a speaker counts; where F1 peaks on unseen articles, flat around
_BEHIND = 4  # words behind a citation that count


@dataclass(frozen=True, slots=True)
class Teller:
    """A speaker who may have told of an incident, with the features of all places where he speaks near it."""

    entry: Entry
    features: dict[str, float]
    words: frozenset[str]  # named features of the words around where he is cited
    windows: tuple[Window, ...]  # stretches of tokens whose sense counts


def chains_over(incident: Incident, attribution: Attribution) -> Over:
    """The mentions of an incident that are looked at, the leading one first, each with the chains behind what stands there."""
    return tuple((m, attribution.of(m.sentence, m.first)) for m in incident.led[:_LOOKED])


def tellers_of(parse: Parse, incident: Incident, attribution: Attribution, over: Over, ruled: set[int]) -> list[Entry]:
    """The speakers who told of an incident, in the order of the text.

    `over` are the chains over its mentions, `ruled` the identities (`id`) of the speakers that the rules name.
    """
    found = find_tellers(parse, incident, attribution, over, ruled)
    if not found:
        return []
    sums = weighed(parse, "sources", found)[:, 0]
    return [t.entry for t, z in zip(found, sums, strict=True) if z > _FLOOR]


def find_tellers(parse: Parse, incident: Incident, attribution: Attribution, over: Over, ruled: set[int]) -> list[Teller]:
    """The speakers of the sentences that tell an incident and of those right beside them, in the order of the text."""
    lead = over[0][0]
    told = {m.sentence for m, _ in over}
    governed: dict[int, list[Mention]] = {}  # by speaker the mentions that his words govern
    for mention, chains in over:
        for chain in chains:
            for entry in chain:
                governed.setdefault(id(entry), []).append(mention)
    seen: dict[int, tuple[Entry, set[str]]] = {}
    for sentence in sorted({s + by for s in told for by in (-1, 0, 1)}):
        for entry, how in _speaking(attribution, sentence):
            where = "in" if sentence in told else "next" if sentence - 1 in told else "before"
            seen.setdefault(id(entry), (entry, set()))[1].update((where, f"{where}.{how}", f"{where}.{how}.{entry.cited.kind}"))
    begin = min((s for s in told if s or not parse.title_tokens), default=0)
    rivals = len(seen)
    out = []
    for key, (entry, signs) in seen.items():
        features = _features(parse, incident, lead, entry, governed.get(key, []), begin) | dict.fromkeys(sorted(signs), 1.0)
        features["ruled"] = float(key in ruled)
        features["ruled_else"] = float(key not in ruled and bool(ruled))
        features["rivals"] = min(4, rivals - 1) / 4
        trigger = (governed[key][0] if key in governed else lead).triggers[0]
        cited = entry.cited
        out.append(
            Teller(
                entry,
                {k: v for k, v in features.items() if v},
                frozenset(_words(parse, incident, entry)),
                windows(parse, cited.first, cited.first, cited.last, trigger),
            )
        )
    return out


def _speaking(attribution: Attribution, sentence: int) -> Iterator[tuple[Entry, str]]:
    """Who speaks in a sentence, and how: reacting, at the head of a chain or handing on."""
    for turn in attribution.turns.get(sentence, ()):
        how = "reacts" if turn.sense in attribution.reactions else "behind" if turn.behind else "says"
        for chain in turn.chains:
            for rank, entry in chain:
                yield entry, how if rank < 2 else "hands"


def _features(parse: Parse, incident: Incident, lead: Mention, entry: Entry, over: list[Mention], begin: int) -> dict[str, float]:
    """What the speaker is, and which tellings his words govern."""
    cited, kind = entry.cited, entry.cited.kind
    sentence = parse.sentence_of(cited.first)
    leads = any(m is lead for m in over)
    far = min(_FAR, max(-_FAR, sentence - begin))
    return {
        f"kind.{kind}": 1.0, f"kind.{kind}.{incident.family}": 1.0, f"rule.{cited.rule}": 1.0, f"role.{cited.role}": 1.0,
        "over": float(bool(over)), "over_lead": float(leads), f"over.{kind}": float(bool(over)), f"over_lead.{kind}": float(leads),
        "over_most": float(2 * len(over) > min(_LOOKED, len(incident.mentions))), "over_title": float(any(m.sentence == 0 for m in over)),
        "background": float(incident.background), f"background.{kind}": float(incident.background),
        f"status.{incident.status}": 1.0, f"far{far}": 1.0, f"later.{kind}": max(0, far) / _FAR,
        "named": float(cited.named), "person": float(cited.person is not None), "many": float(cited.many), "often": min(4, entry.count) / 4,
        "headline": float(entry.headline), "sole": float(len(incident.mentions) == 1),
    }  # fmt: skip


def _words(parse: Parse, incident: Incident, entry: Entry) -> set[str]:
    """The words of and around the speaker where he is best named, and the verb that cites him."""
    cited, citation = entry.cited, entry.citation
    out = {f"w={stem(parse.words[i])}" for i in range(cited.first, cited.last)} | beside(parse, cited.first, cited.last)
    out |= {f"i={cited.id}", f"h={stem(parse.words[cited.first])}", f"ty={incident.type}", f"tk={incident.type}.{cited.kind}"}
    if citation is not None:
        out.add(f"place={citation.place}")
        if citation.verb is not None:
            out |= {f"v={citation.verb.sense.id}", f"vk={citation.verb.sense.id}.{cited.kind}"}
        behind = range(citation.last, min(len(parse.words), citation.last + _BEHIND))
        out |= {f"b={stem(parse.words[i])}" for i in behind}
    return out
