"""Who said it, through whom: the speakers of the article and the chain behind each sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

from isnad.model import Speaker
from isnad.reading.parse import Parse
from isnad.reading.parties import PartyMention
from isnad.reading.speakers import Cited, Phrases
from isnad.scan import Hit

_SAID_NEXT = frozenset('ان انه انها انهم انهما : " بان بانه بانها'.split())
_EVIDENCE = 120
_AFTER = 6  # words behind a verb in which its subject begins
_BEFORE = 4  # words between a subject and its verb
_SUBJECT_STOP = frozenset("ان انه انها انهم بان بانه بانها الي على عن في من :".split())


@dataclass(slots=True)
class Citation:
    """One attribution in a sentence: who, at which token it begins, and how he stands in the chain."""

    cited: Cited
    token: int
    place: str  # speaker | origin | medium | after
    verb: Hit | None
    sense: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """The speakers of an article; per sentence its chains (innermost first) with the token where each begins; claims."""

    speakers: tuple[Speaker, ...]
    chains: dict[int, list[tuple[int, tuple[Cited, ...]]]] = field(default_factory=dict)
    claims: dict[int, Cited] = field(default_factory=dict)

    def of(self, sentence: int, token: int) -> tuple[tuple[Cited, ...], ...]:
        """The chains behind what stands at a token of a sentence: the last that begins before it, else the first behind it."""
        chains = self.chains.get(sentence, [])
        before = [c for start, c in chains if start <= token]
        if before:
            return (before[-1],)
        return (chains[0][1],) if chains else ()


def attribute(parse: Parse, parties: tuple[PartyMention, ...]) -> Attribution:
    """Find speakers, chains and claims of responsibility."""
    phrases = Phrases(parse, parties)
    speakers: dict[str, Speaker] = {}
    chains: dict[int, list[tuple[int, tuple[Cited, ...]]]] = {}
    claims: dict[int, Cited] = {}
    last: tuple[Cited, ...] = ()
    open_quote = False
    for number, (first, end) in enumerate(parse.sentences):
        citations = _citations(parse, phrases, first, end)
        for citation in citations:
            if citation.sense == "claim":
                claims[number] = citation.cited
            _speaker(parse, citation, speakers)
        found = _chains(citations)
        if found:
            chains[number] = found
            last = found[-1][1]
        elif last and (open_quote or _resumes(parse, first, end)):
            chains[number] = [(first, last)]
        elif not open_quote:
            last = () if number and parse.words[first - 1] == "\n" else last
        if sum(parse.words[i] == '"' for i in range(first, end)) % 2:
            open_quote = not open_quote
        if end < len(parse.words) and parse.words[end] == "\n":
            open_quote = False
    return Attribution(tuple(speakers.values()), chains, claims)


def _citations(parse: Parse, phrases: Phrases, first: int, end: int) -> list[Citation]:
    out: list[Citation] = []
    covered: set[int] = set()
    for hit in parse.scan.of("connector"):
        if first <= hit.first < end:
            out += _connector(parse, phrases, hit, end, covered)
    for hit in parse.scan.of("verb"):
        if first <= hit.first < end and hit.first not in covered:
            out += _verb(parse, phrases, hit, first, end, covered)
    out.sort(key=lambda c: c.token)
    return out


def _connector(parse: Parse, phrases: Phrases, hit: Hit, end: int, covered: set[int]) -> list[Citation]:
    connector = parse.book.connectors[hit.sense.id]
    if connector.role == "carrier":
        return []
    start = hit.last
    if connector.verb_follows:
        while start < min(end, hit.last + 4) and not (verb := parse.hit(start, "verb")):
            start += 1
        if start >= end or not verb:
            return []
        covered.add(start)
        cited = _subject(parse, phrases, verb.last, end)
        return [Citation(cited, hit.first, "after", verb)] if cited else []
    cited = phrases.at(start)
    if cited is None or cited.rule == "name" and connector.role != "source":
        return []
    if connector.role == "medium":
        return [Citation(cited, hit.first, "medium", None)] if cited.kind == "media" else []
    if hit.first in covered:
        return []
    covered.update(range(hit.first, cited.last))
    place = "origin" if parse.text.folded[hit.start : hit.end].endswith("عن") else "after"
    return [Citation(cited, hit.first, place, None)]


def _verb(parse: Parse, phrases: Phrases, hit: Hit, first: int, end: int, covered: set[int]) -> list[Citation]:
    verb = parse.book.verbs[hit.sense.id]
    if hit.sense.pos == "noun" or hit.sense.tense == "passive":
        return []
    if verb.needs and not _needed(parse, hit, parse.tools.needs[verb.id], end):
        return []
    cited = _subject(parse, phrases, hit.last, end)
    if cited is None and not hit.prefix:
        cited = _subject_before(parse, phrases, hit, first)
    if cited is None:
        return []
    out = [Citation(cited, min(hit.first, cited.first), "medium" if verb.sense == "report" and cited.kind == "media" else "speaker", hit, verb.sense)]
    covered.update(range(cited.first, cited.last))
    if cited.first >= hit.last:
        out += _through(parse, phrases, cited, end)
    return out


def _through(parse: Parse, phrases: Phrases, cited: Cited, end: int) -> list[Citation]:
    """`نقلت الوكالة عن X`, `قال X لوكالة Y`: who else stands in the chain behind a subject."""
    out = []
    for i in range(cited.last, min(end, cited.last + 10)):
        word = parse.words[i]
        if word in _SAID_NEXT:
            break
        if word == "عن" and (origin := phrases.at(i + 1)):
            out.append(Citation(origin, i, "origin", None))
            break
        if word.startswith("ل") and (medium := phrases.at(i)) and medium.kind == "media" and medium.first == i:
            out.append(Citation(medium, i, "medium", None))
    return out


def _needed(parse: Parse, hit: Hit, needs: frozenset[str], end: int) -> bool:
    for i in range(hit.last, min(end, hit.last + 14)):
        word = parse.words[i]
        if word in needs or (word[0] in "بلك" and word[0] in needs) or word.removeprefix("و") in needs:
            return True
    return False


def _subject(parse: Parse, phrases: Phrases, start: int, end: int) -> Cited | None:
    i, commas = start, 0
    while i < min(end, start + _AFTER):
        word = parse.words[i]
        if word in _SUBJECT_STOP or word == "." or any(h.sense.lexicon == "verb" and h.sense.pos == "verb" for h in parse.hits_at.get(i, ())):
            return None
        cited = phrases.at(i)
        if cited is not None and cited.last <= end:
            glued = any(c in h.prefix.removesuffix("ال") for h in parse.hits_at.get(i, ()) for c in "بلك")
            return None if glued else cited
        if i in parse.date_tokens or word in ("،", '"', "("):
            commas += word == "،"
            if commas > 2:
                return None
        i += 1
    return None


def _subject_before(parse: Parse, phrases: Phrases, hit: Hit, first: int) -> Cited | None:
    best: Cited | None = None
    for i in range(first, hit.first):
        cited = phrases.at(i)
        if cited is None or cited.last > hit.first or hit.first - cited.last > _BEFORE:
            continue
        between = parse.words[cited.last : hit.first]
        if any(w in (".", "؛", ":") for w in between) or any(parse.hit(k, "verb", "trigger") for k in range(cited.last, hit.first)):
            continue
        before = parse.words[cited.first - 1] if cited.first > first else ""
        if before in parse.grammar.prepositions or (best is not None and cited.last <= best.last):
            continue
        best = cited
    return best


def _resumes(parse: Parse, first: int, end: int) -> bool:
    """Whether a sentence goes on with the last speaker: `وأضاف أن`, `وقال إن`."""
    for i in range(first, min(first + 4, end)):
        hit = parse.hit(i, "verb")
        if hit and hit.sense.pos == "verb":
            return True
    return False


def _chains(citations: list[Citation]) -> list[tuple[int, tuple[Cited, ...]]]:
    """Citations as chains, innermost first: those that a medium or عن ties to a speaker go with him."""
    out: list[tuple[int, list[Citation]]] = []
    for citation in citations:
        if out and (citation.place in ("origin", "medium") or (out[-1][1][-1].place == "medium" and citation.place == "after")):
            out[-1][1].append(citation)
        else:
            out.append((citation.token, [citation]))
    rank = {"origin": 0, "speaker": 1, "after": 1, "medium": 2}
    return [(token, tuple(c.cited for c in sorted(group, key=lambda c: rank[c.place]))) for token, group in out]


def _speaker(parse: Parse, citation: Citation, speakers: dict[str, Speaker]) -> None:
    cited = citation.cited
    key = parse.text.folded[cited.start : cited.end]
    if key in speakers or any(key in k or k in key for k in speakers):
        return
    first, last = cited.first, cited.last
    if citation.verb is not None:
        first, last = min(first, citation.verb.first), max(last, citation.verb.last)
    span = parse.raw_span(first, last)
    own = parse.text.span(cited.start, cited.end)
    if span[1] - span[0] > _EVIDENCE:
        span = own
    speakers[key] = Speaker(
        text=parse.text.raw[own[0] : own[1]], kind=cited.kind, person=cited.person, evidence=parse.text.raw[span[0] : span[1]],
        span=own, confidence=0.6, spans={"evidence": [span]}, rules={"text": cited.rule},
    )  # type: ignore[arg-type]  # fmt: skip
