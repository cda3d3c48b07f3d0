"""Who told of an incident: the speakers around its tellings, each with what speaks for it, weighed by a network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from isnad.reading.incident.around import beside, windows
from isnad.reading.incident.incidents import Incident
from isnad.reading.mention.context import stems_of
from isnad.reading.mention.mentions import Mention
from isnad.reading.mention.sight import bonds, foremost
from isnad.reading.network import Window, vectors_of, weighed
from isnad.reading.parse import Parse
from isnad.reading.speech.attribution import Attribution, Chain
from isnad.reading.speech.entry import Entry

# The mentions of an incident that are looked at, each with the chains over it.
Over = tuple[tuple[Mention, tuple[Chain, ...]], ...]
_LOOKED = 8  # mentions of an incident around which speakers are looked for
_FAR = 6  # sentences between the first telling and a speaker, at most told apart
_AROUND = 4  # sentences before and behind a telling in which speakers are looked for: 88 % of the sources (with one 82 %)
# Sum from which a speaker counts. 1,344 articles held out: F1 0.611 at -1.15 with 69 % of the chains whole, 0.630 at -0.95 with 66 %, 0.653 at
# -0.55 with 62 %. Lower than where F1 peaks: a chain of which one is missing tells less than one with a doubtful link.
_FLOOR = -0.95
# How far below the floor one may stay who handed on, or whose words were handed on by, one who counts (unseen articles: 39 % of
# the chains whole without, 44 % with, F1 0.002 lower).
_LINKED = 0.8
_BEHIND = 4  # words behind a citation that count
_SHARED = 6  # sum of rarities from which two sentences share all that counts


@dataclass(frozen=True, slots=True)
class Teller:
    """A speaker who may have told of an incident, with the features of all places where he speaks near it."""

    entry: Entry
    features: dict[str, float]
    words: frozenset[str]  # named features of the words around where he is cited
    windows: tuple[Window, ...]  # stretches of tokens whose sense counts
    linked: frozenset[int]  # identities of the entries that stand in a chain with this one


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
    return [t.entry for t in chosen(found, weighed(parse, "sources", found)[:, 0].tolist())]


def chosen(found: Sequence[Teller], sums: Iterable[float], floor: float = _FLOOR) -> list[Teller]:
    """The tellers whose sums reach the floor, and those somewhat below it who stand in a chain with one of them."""
    weighed_ = list(zip(found, sums, strict=True))
    sure = {id(t.entry) for t, z in weighed_ if z > floor}
    return [t for t, z in weighed_ if z > floor or (z > floor - _LINKED and t.linked & sure)]


def find_tellers(parse: Parse, incident: Incident, attribution: Attribution, over: Over, ruled: set[int]) -> list[Teller]:
    """The speakers of the sentences that tell an incident and of those near them, in the order of the text."""
    lead = over[0][0]
    told = {m.sentence for m, _ in over}
    governed: dict[int, list[Mention]] = {}  # by speaker the mentions that his words govern
    for mention, chains in over:
        for chain in chains:
            for entry in chain:
                governed.setdefault(id(entry), []).append(mention)
    seen: dict[int, tuple[Entry, set[str]]] = {}
    spoken: dict[int, set[int]] = {}  # by speaker the sentences in which he speaks
    linked: dict[int, set[int]] = {}  # and those who stand in a chain with him
    for sentence in sorted({s + by for s in told for by in range(-_AROUND, _AROUND + 1)}):
        where = _where(sentence, told)
        for entry, how, sense, others in _speaking(attribution, sentence):
            signs = seen.setdefault(id(entry), (entry, set()))[1]
            signs.update(
                (
                    where,
                    f"{where}.{how}",
                    f"{where}.{how}.{entry.cited.kind}",
                    f"{where}.sense.{sense}",
                    f"sense.{sense}.{entry.cited.kind}",
                )
            )
            linked.setdefault(id(entry), set()).update(map(id, others))
            for other in others:
                signs.update(
                    (f"with.{other.cited.kind}", f"with.{other.cited.kind}.{entry.cited.kind}.{where}", f"with_over{id(other) in governed}")
                )
            spoken.setdefault(id(entry), set()).add(sentence)
    begin = min((s for s in told if s or not parse.title_tokens), default=0)
    rivals = len(seen)
    leading = {key for key, mentions in governed.items() if any(m is lead for m in mentions)}
    wording = _Wording(parse, told)
    bound = bonds(parse, "source", [t for m, _ in over for t in m.triggers])
    out = []
    for n, (key, (entry, signs)) in enumerate(seen.items()):
        features = _features(parse, incident, lead, entry, governed.get(key, []), begin) | dict.fromkeys(sorted(signs), 1.0)
        features |= {"lead_else": float(bool(leading - {key})), "first": float(n == 0), "alone": float(len(attribution.speakers) == 1)}
        features |= wording.alike(spoken[key])
        features["ruled"] = float(key in ruled)
        features["ruled_else"] = float(key not in ruled and bool(ruled))
        features["rivals"] = min(4, rivals - 1) / 4
        features |= bound.features("bond", entry.cited.first)
        trigger = (governed[key][0] if key in governed else lead).triggers[0]
        cited = entry.cited
        out.append(
            Teller(
                entry,
                {k: v for k, v in features.items() if v},
                frozenset(_words(parse, incident, entry)),
                windows(parse, cited.first, cited.first, cited.last, trigger),
                frozenset(linked[key]),
            )
        )
    foremost("bond", [t.features for t in out])
    return out


def _where(sentence: int, told: set[int]) -> str:
    """How a sentence stands to those that tell the incident."""
    if sentence in told:
        return "in"
    off = min((sentence - s for s in told), key=abs)
    return "next" if off == 1 else "before" if off == -1 else f"off{off}"


class _Wording:
    """The rarer words of the sentences that tell an incident, to see how much of them others share."""

    def __init__(self, parse: Parse, told: set[int]) -> None:
        self.parse, self.vectors = parse, vectors_of(parse.book)
        self.told = {s: self._stems(s) for s in told}

    def alike(self, sentences: set[int]) -> dict[str, float]:
        """How much the sentences share with the tellings elsewhere, at most 1, and how large a part of theirs that is."""
        shared = share = 0.0
        for s in sentences:
            own = self.told.get(s)
            own = self._stems(s) if own is None else own
            for t, words in self.told.items():
                both = sum(value for w, value in own.items() if w in words) if s != t else 0.0
                shared = max(shared, min(_SHARED, both) / _SHARED)
                share = max(share, both / (1 + min(sum(own.values()), sum(words.values()))))
        return {"shared": shared, "share": share}

    def _stems(self, sentence: int) -> dict[str, float]:
        parse = self.parse
        found: dict[str, float] | None = parse.memo.get(("tellers", sentence))
        if found is None:
            bounds = parse.sentences[sentence] if 0 <= sentence < len(parse.sentences) else (0, 0)
            stems, rarities = stems_of(parse), self.vectors.rarities_of(parse, *bounds)
            rare = {stems[i]: rarity for i, rarity in enumerate(rarities, bounds[0]) if parse.kinds[i] in "wn"}
            found = parse.memo["tellers", sentence] = rare
        return found


def _speaking(attribution: Attribution, sentence: int) -> Iterator[tuple[Entry, str, str, list[Entry]]]:
    """Who speaks in a sentence, how (reacting, at the head of a chain or handing on), in what sense, and the others of his chain."""
    for turn in attribution.turns.get(sentence, ()):
        how = "reacts" if turn.sense in attribution.reactions else "behind" if turn.behind else "says"
        for chain in turn.chains:
            for rank, entry in chain:
                yield entry, how if rank < 2 else "hands", turn.sense, [e for _, e in chain if e is not entry]


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
    stems = stems_of(parse)
    out = {f"w={stems[i]}" for i in range(cited.first, cited.last)} | beside(parse, cited.first, cited.last)
    out |= {f"i={cited.id}", f"h={stems[cited.first]}", f"ty={incident.type}", f"tk={incident.type}.{cited.kind}"}
    if citation is not None:
        out.add(f"place={citation.place}")
        if citation.verb is not None:
            out |= {f"v={citation.verb.sense.id}", f"vk={citation.verb.sense.id}.{cited.kind}"}
        behind = range(citation.last, min(len(parse.words), citation.last + _BEHIND))
        out |= {f"b={stems[i]}" for i in behind}
    return out
