"""Who did it and to whom: the parties around an incident, each with what speaks for it on either side, weighed and chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from isnad.reading.draft import Draft
from isnad.reading.incident.incidents import Incident
from isnad.reading.incident.naming import name_of
from isnad.reading.incident.proposals import Side, listed, noun_of, propose, same_party
from isnad.reading.incident.scene import SIDES, Scene, around, features_of, sort_of, windows_of
from isnad.reading.mention.mentions import Mention, together
from isnad.reading.mention.sight import bonds, foremost
from isnad.reading.network import Array, Window, weighed
from isnad.reading.parse import Parse
from isnad.reading.party.bystates import states_in
from isnad.reading.party.party import ARMED, FORCES, PartyMention

_LOOKED = 24  # mentions of an incident whose parties are weighed: a page of one attack a line must not take minutes
_FOREMOST = 5  # parties of the article that may have taken part wherever they are named
_HEARD = 4  # mentions of a party whose words are weighed
_MOST = 3  # parties on one side of a report
_JOINED = -1.0  # sum from which a party joined to one of a side stands there
_BETWEEN = "بين"
_SHORT = 4  # letters up to which a word has no article
# Nouns that, bare and with the article, take up a party told before: الميليشيات, القوات.
_TAKING_UP = frozenset(
    "militia rebel rebels organisation jamaa group terrorist_group extremist_group armed_group movement front forces gunman fighter terrorist "
    "terrorist_element member putschist militant extremist insurgency authorities".split()
)
_HALF, _FIFTHS = 0.5, 0.4  # shares of words, of the shorter and of both, from which two phrases name the same


@dataclass(frozen=True, slots=True)
class Candidate:
    """One party around an incident: its best mention, and the features of all its mentions."""

    party: PartyMention  # by which it is weighed
    named: dict[Side, PartyMention]  # by which a reader knows it on either side
    features: dict[str, float]
    words: frozenset[str]  # named features of the words around its mentions
    windows: tuple[Window, ...]  # stretches of tokens whose sense counts


def choose(draft: Draft, incident: Incident) -> tuple[list[PartyMention], list[PartyMention]]:
    """The parties on either side, in the order of the text."""
    candidates = find_candidates(draft, incident)
    if not candidates:
        return [], []
    sums = weighed(draft.parse, "sides", candidates)
    chosen = select(sums, draft.parse.book.tables["weights"], incident.type)
    join(draft.parse, candidates, sums, chosen)
    by, against = (once(draft.parse, [candidates[k].named[side] for k in chosen[side]]) for side in SIDES)
    return by, against


def join(parse: Parse, candidates: list[Candidate], sums: Array, chosen: dict[Side, list[int]]) -> None:
    """Put those whom و joins to an armed party of a side there too, unless too little speaks for them: `القوات العراقية والحشد الشعبي`."""
    for s, side in enumerate(SIDES):
        for k, candidate in enumerate(candidates):
            if float(sums[k][s]) < _JOINED or candidate.party.kind not in ARMED or k in chosen["by"] or k in chosen["against"]:
                continue
            if len(chosen[side]) < _MOST and any(_joined(parse, candidate, candidates[c], side) for c in chosen[side]):
                chosen[side].append(k)


def _joined(parse: Parse, a: Candidate, b: Candidate, side: Side) -> bool:
    """Whether two candidates stand in one list where they are named, and not one against the other: `بين الجيش والحركة`."""
    for p in (a.party, a.named[side]):
        for q in (b.party, b.named[side]):
            before = min(p.begin, q.begin) - 1
            if p.weak == q.weak and listed(parse, p, q) and not (before >= 0 and parse.core(before) == _BETWEEN):
                return True
    return False


def once(parse: Parse, parties: list[PartyMention]) -> list[PartyMention]:
    """Parties in the order of the text, the surest first before: one that only repeats a surer one is left out, but its name is kept."""
    out: list[PartyMention] = []
    for party in parties:
        again = next((k for k, known in enumerate(out) if _repeats(parse, party, known)), -1)
        if again < 0:
            out.append(party)
        elif (party.named and not out[again].named) or _takes_up(parse, out[again], party):
            out[again] = party
    return sorted(out, key=lambda p: p.first)


def _repeats(parse: Parse, a: PartyMention, b: PartyMention) -> bool:
    """Whether two mentions name one party on a side: by like words, or by a bare noun that takes the other up."""
    return _alike(_words(parse, a), _words(parse, b)) or _takes_up(parse, a, b) or _takes_up(parse, b, a)


def _words(parse: Parse, party: PartyMention) -> frozenset[str]:
    """The words of a party without article, the first without what is glued to it: `للمشاة` and `المشاة`."""
    head = parse.text.folded[party.start : parse.text.tokens[party.first].end]
    words = (head, *(parse.core(i) for i in range(party.first + 1, party.last) if parse.is_word(i)))
    return frozenset(w[2:] if len(w) > _SHORT and w[:2] in ("ال", "لل") else w for w in words)


def _takes_up(parse: Parse, party: PartyMention, other: PartyMention) -> bool:
    """Whether a bare definite noun or a family name stands for a party told more fully: `الميليشيات` beside `الحوثيين`."""
    if party.last != party.first + 1 or party.number is not None or listed(parse, party, other):
        return False
    if party.generic is None:
        alone = party.named and party.n == 1 and party.id is None
        return alone and other.last - other.first > 1 and _words(parse, party) <= _words(parse, other)
    told = other.named or other.last - other.first > 1
    same = (party.kind in FORCES) == (other.kind in FORCES) and {party.kind, other.kind} <= ARMED
    return told and same and party.definite and noun_of(party) in _TAKING_UP


def select(sums: Array, floors: Mapping[str, Any], type_: str = "") -> dict[Side, list[int]]:
    """The candidates of each side, the surest first: one that passes the side's floor, further ones only from a higher floor on.

    A candidate stands on the side where it passes the floor by more, and on no other; `sums` are rows of (by, against). A type of
    event may have floors of its own.
    """
    first = {side: float(floors.get(f"{side}_floor.{type_}", floors[f"{side}_floor"])) for side in SIDES}
    more = {side: first[side] + floors[f"{side}_more"] - floors[f"{side}_floor"] for side in SIDES}
    ranked = sorted((first[side] - float(row[s]), side, k) for s, side in enumerate(SIDES) for k, row in enumerate(sums))
    out: dict[Side, list[int]] = {side: [] for side in SIDES}
    for below, side, k in ranked:
        further = bool(out[side]) and first[side] - below < more[side]
        if below <= 0 and not further and len(out[side]) < _MOST and k not in out["by"] and k not in out["against"]:
            out[side].append(k)
    return out


def find_candidates(draft: Draft, incident: Incident) -> list[Candidate]:
    """The parties of the sentences that tell an incident, of the title, the lead and the sentence before, and the article's foremost ones."""
    parse = draft.parse
    mentions = incident.led[:_LOOKED]
    order = {m.sentence: k for k, m in reversed(list(enumerate(mentions)))}
    told = {sentence: mentions[k] for sentence, k in order.items()}
    sentences = sorted({*told, *(s for s in (0, 1, *(t - 1 for t in told)) if 0 <= s < len(parse.sentences))})
    proposed = propose(parse, incident, mentions)
    pool = {(p.first, p.last): p for s in sentences for p in _parties_in(draft, s)}
    for party in [p for m in mentions for p in (*m.by, *m.against)] + proposed["by"] + proposed["against"]:
        pool.setdefault((party.first, party.last), party)
    often = _often(draft)
    for party in _leading(draft, often, {i for p in pool.values() for i in p.ids}, mentions[0]):
        pool.setdefault((party.first, party.last), party)
    parties = sorted(pool.values(), key=lambda p: (p.first, p.last))
    signs: dict[int, set[str]] = {}
    for name, first in (key for m in mentions for key in m.weights):
        signs.setdefault(first, set()).add(name)
    sorts = Counter(map(sort_of, parties))
    bound = {side: bonds(parse, side, [t for m in mentions for t in m.triggers]) for side in SIDES}
    scene = Scene(draft, incident, mentions, together(mentions), told, order, sorts, proposed, often, signs, bound)
    out = [_merged(scene, group) for group in _groups(parse, parties)]
    for side in SIDES:
        foremost(f"bond_{side}", [c.features for c in out])
    return out


def _often(draft: Draft) -> Counter[str]:
    """How often the article names each party, counted once."""
    if (key := ("often",)) not in draft.parse.memo:
        draft.parse.memo[key] = Counter([i for p in draft.parties for i in set(p.ids)])
    often: Counter[str] = draft.parse.memo[key]
    return often


def _leading(draft: Draft, often: Counter[str], known: set[str], lead: Mention) -> list[PartyMention]:
    """Of the parties that the article names most those not yet known, each where it stands nearest to the leading mention."""
    out = []
    for id_, _ in sorted(often.items(), key=lambda o: (-o[1], o[0]))[:_FOREMOST]:
        if id_ not in known:
            out.append(min((p for p in draft.parties if id_ in p.ids), key=lambda p: (abs(p.first - lead.first), p.first)))
    return out


def _parties_in(draft: Draft, sentence: int) -> list[PartyMention]:
    """The parties and states of a sentence, looked for once."""
    if (key := ("parties", sentence)) not in draft.parse.memo:
        draft.parse.memo[key] = _find_parties(draft, sentence)
    parties: list[PartyMention] = draft.parse.memo[key]
    return parties


def _find_parties(draft: Draft, sentence: int) -> list[PartyMention]:
    first, last = draft.parse.sentences[sentence]
    told = next((m.nearby for m in draft.mentions if m.sentence == sentence), None)
    parties = list(told) if told is not None else [p for p in draft.parties if first <= p.first < last]
    covered = {i for p in parties for i in range(p.first, p.last)}
    return parties + [s for s in states_in(draft.parse, first, last) if s.first not in covered]


def _groups(parse: Parse, parties: list[PartyMention]) -> list[list[PartyMention]]:
    """Mentions of one party put together: the same entry, the same state, or like words."""
    out: list[list[PartyMention]] = []
    stems: list[list[frozenset[str]]] = []
    for party in parties:
        own = _stems(parse, party)
        for group, known in zip(out, stems, strict=True):
            if same_party(group[0], party) or _alike(known[0], own) or any(same_party(p, party) for p in group[1:]):
                group.append(party)
                known.append(own)
                break
        else:
            out.append([party])
            stems.append([own])
    return out


def _stems(parse: Parse, party: PartyMention) -> frozenset[str]:
    return frozenset(_stem(parse, i) for i in range(party.first, party.last))


def _stem(parse: Parse, i: int) -> str:
    word = parse.core(i)
    return word.removeprefix("ال") if len(word) > 4 else word


def _alike(a: frozenset[str], b: frozenset[str]) -> bool:
    shared = len(a & b)
    return shared > _HALF * min(len(a), len(b)) and 2 * shared >= _FIFTHS * (len(a) + len(b))


def _merged(scene: Scene, group: list[PartyMention]) -> Candidate:
    """A candidate with the greatest value of each feature over its mentions, and the mention that names it best."""
    sorts = Counter(map(sort_of, group))
    features = features_of(scene, group[0], group, sorts)
    for party in group[1:]:
        for name, value in features_of(scene, party, group, sorts).items():
            if name not in features or value > features[name]:
                features[name] = value
    features["size"] = min(3, len(group) - 1) / 3
    told = [scene.draft.parse.sentence_of(p.first) in scene.told for p in group]
    features["untold"] = float(not any(told))
    best = max(zip(group, told, strict=True), key=lambda g: _rank(scene, *g))[0]
    if best.generic:
        features[f"noun.{noun_of(best)}"] = 1.0
    inside = [p for p, there in zip(group, told, strict=True) if there][:_HEARD]
    words = frozenset[str]().union(*(around(scene, p) for p in inside or [best]))
    named = {side: name_of(scene, side, group, best) for side in SIDES}
    return Candidate(best, named, {k: v for k, v in features.items() if v}, words, windows_of(scene, best))


def _rank(scene: Scene, party: PartyMention, told: bool) -> tuple[float, ...]:
    """How well a mention names its party: cast by the rules, cast by a mention, told, then the first."""
    ruled = any(p is party for side in SIDES for p in scene.proposed[side])
    cast = sum((side, party.first) in m.weights for side in SIDES for m in scene.mentions[:1])
    return (ruled, cast, told, -party.first)
