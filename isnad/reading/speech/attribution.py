"""Who said it, through whom: the speakers of the article and the chain behind each sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from isnad.codebook import Codebook
from isnad.model import Speaker
from isnad.reading.parse import Parse
from isnad.reading.party.party import PartyMention
from isnad.reading.speech.citations import citations_of
from isnad.reading.speech.cited import Citation
from isnad.reading.speech.entry import Entry
from isnad.reading.speech.register import Register
from isnad.reading.speech.sentence import Sentence
from isnad.reading.speech.speakers import Phrases
from isnad.reading.word.speech import words_of
from isnad.scan import Hit
from isnad.text.fold import folded

# How near to the event who is cited in this way stands in a chain.
_RANK = {"origin": 0, "speaker": 1, "mention": 1, "after": 2, "medium": 3}
_ARMED = frozenset({"rebel_group", "political_militia"})
Chain = tuple[Entry, ...]


@dataclass(slots=True)
class Turn:
    """One attribution of a sentence: where it begins, its chains side by side, and whether it stands behind what it is for."""

    token: int
    chains: list[list[tuple[int, Entry]]]
    behind: bool = False
    sense: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """The speakers of an article, and per sentence the turns that say whose words it hands on."""

    speakers: tuple[Speaker, ...]
    turns: dict[int, list[Turn]] = field(default_factory=dict)
    claims: dict[int, tuple[int, int]] = field(default_factory=dict)  # sentence to the folded span of the one who claims
    reactions: frozenset[str] = frozenset()

    def of(self, sentence: int, token: int) -> tuple[Chain, ...]:
        """The chains (innermost first) behind what stands at a token of a sentence."""
        turns = [t for t in self.turns.get(sentence, []) if t.sense not in self.reactions]
        over = [t for t in turns if t.token <= token]
        behind = [t for t in turns if t.behind and t.token > token]
        chosen = over[-1:] + behind[:1]
        out: list[Chain] = []
        for turn in chosen:
            for chain in turn.chains:
                entries = tuple(dict.fromkeys(id(e) for _, e in sorted(chain, key=lambda c: c[0])))
                by_id = {id(e): e for _, e in chain}
                out.append(tuple(by_id[i] for i in entries))
        return tuple(c for c in out if c)


def attribute(parse: Parse, parties: tuple[PartyMention, ...], own: frozenset[str] = frozenset()) -> Attribution:
    """Find the speakers of an article and whose words each sentence is; `own` are the ids of the article's own outlet."""
    phrases = Phrases(parse, parties)
    register = Register(parse, phrases, own)
    verbs, connectors = _by_sentence(parse, "verb"), _by_sentence(parse, "connector")
    for hit in parse.scan.of("role"):
        if parse.book.roles[hit.sense.id].person and (cited := phrases.at(hit.first)) and cited.name:
            phrases.names.learn(*cited.name, cited.kind)
    turns: dict[int, list[Turn]] = {}
    claims: dict[int, tuple[int, int]] = {}
    last: list[list[tuple[int, Entry]]] = []
    quoted = False
    for number, (first, end) in enumerate(parse.sentences):
        citations: list[Citation] = []
        if number in verbs or number in connectors or first < parse.title_tokens:
            sentence = Sentence(parse, phrases, first, end, quoted=quoted)
            citations = citations_of(sentence, verbs.get(number, []), connectors.get(number, []))
            for token, cited in sentence.claims:
                claimant = (cited.start, cited.end) if cited else _group_before(parse, parties, number, token)
                if claimant and number not in claims:
                    claims[number] = claimant
        found = _turns(citations, register, last)
        if quoted and last and not (found and found[0].token == first):
            found.insert(0, Turn(first, last))
        if found:
            turns[number] = found
            last = next((t.chains for t in reversed(found) if t.chains), last)
        if parse.words[first:end].count('"') % 2:
            quoted = not quoted
        if end < len(parse.words) and parse.words[end] == "\n":
            quoted = False
        if end <= parse.title_tokens:
            last = []
    return Attribution(tuple(register.speakers()), turns, claims, phrases.words.reactions)


@lru_cache(maxsize=256)
def own_outlets(book: Codebook, publisher: str | None) -> frozenset[str]:
    """The ids of the outlets that a publisher's name stands for, with those of the same site."""
    if not publisher:
        return frozenset()
    name = folded(publisher).casefold()
    found = [o for o in book.outlets.values() if name in {folded(n).casefold() for n in (*o.names.values(), *o.aliases)}]
    sites = {d for o in found for d in o.domains}
    return frozenset(o.id for o in book.outlets.values() if o in found or sites & set(o.domains))


def _group_before(parse: Parse, parties: tuple[PartyMention, ...], sentence: int, token: int) -> tuple[int, int] | None:
    """The armed group that was spoken of last, in this sentence or one of the two before; what a preposition governs was not."""
    words, table = parse.words, words_of(parse.book)
    start = parse.sentences[max(0, sentence - 2)][0]
    described: tuple[int, int] | None = None
    for party in reversed(parties):
        if not (
            start <= party.first < token and party.named and not (party.id or "generic").startswith("generic") and party.kind in _ARMED
        ):
            continue
        i = party.first
        while i > start and words[i - 1] in '"(#':
            i -= 1
        if party.prefix.removesuffix("ال") in ("", "و"):
            if words[i - 1] in parse.grammar.prepositions:
                continue
            if not (parse.is_word(i - 1) and words[i - 1] in table.ordinary) or any(
                h.sense.pos == "verb" for h in parse.hits_at.get(i - 1, ())
            ):
                return party.start, party.end
            described = described or (party.start, party.end)  # ذراع تنظيم كذا: another was spoken of, if there is one
        elif party.prefix.startswith("ب") and words[i - 1] in table.namings:
            return party.start, party.end  # ما يعرف بكتائب كذا
    return described


def _by_sentence(parse: Parse, lexicon: str) -> dict[int, list[Hit]]:
    out: dict[int, list[Hit]] = {}
    number = 0
    for hit in parse.scan.of(lexicon):
        while number + 1 < len(parse.sentences) and parse.sentences[number + 1][0] <= hit.first:
            number += 1
        out.setdefault(number, []).append(hit)
    return out


def _turns(citations: list[Citation], register: Register, last: list[list[tuple[int, Entry]]]) -> list[Turn]:
    """Citations as turns: who handed on the words of whom goes into one chain."""
    out: list[Turn] = []
    waiting: list[tuple[int, Entry]] = []
    verb: Hit | None = None
    for citation in citations:
        if citation.cited is None:
            if last or out:
                out.append(Turn(citation.token, out[-1].chains if out else last, sense=citation.sense))
            continue
        entry = register.add(citation)
        if entry is None:
            if citation.place in ("speaker", "after"):
                out.append(Turn(citation.token, [[]], citation.place == "after"))
            continue
        link = (_RANK[citation.place], entry)
        outer = citation.place == "medium" and citation.verb is None
        if citation.place == "origin" and not out:
            out.append(Turn(citation.token, [[link]], behind=True))
        elif (citation.place == "origin" or outer) and out:
            for chain in out[-1].chains:
                chain.append(link)
        elif outer:
            waiting.append(link)
        elif citation.place == "after" and out and entry.cited.kind == "media" and _open(out[-1]):
            for chain in out[-1].chains:
                chain.append(link)
        elif out and (
            (citation.verb is not None and citation.verb is verb) or (citation.place == "after" and out[-1].token == citation.token)
        ):
            out[-1].chains.append([link])
        else:
            out.append(Turn(citation.token, [[link, *waiting]], citation.place == "after", citation.sense))
            waiting = []
        verb = citation.verb
    return out


def _open(turn: Turn) -> bool:
    """Whether nobody in the turn is a medium yet."""
    return all(e.cited.kind != "media" for chain in turn.chains for _, e in chain)
