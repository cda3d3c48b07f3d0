"""Who an event goes back to: the chains of its reports joined where they share a source.

Corroboration counts origins, never outlets. The rules and their reasons stand in `docs/decisions/007-origins.md`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from isnad.codebook import Codebook
from isnad.merge.naming import same_person
from isnad.merge.voices import Voice, Voices, voices
from isnad.model import Origin, Source, StoredReport


@dataclass(frozen=True, slots=True)
class Traced:
    """The origins of some reports, earliest first, and per report and chain the index of its origin and the key of its voice.

    A report without chains has one entry, its outlet. The voice is the innermost source that can be told from others.
    """

    origins: list[Origin]
    chains: list[list[int]]
    voices: list[list[str]]
    keys: dict[str, int]

    def of(self, report: int) -> frozenset[int]:
        """The origins of a report."""
        return frozenset(self.chains[report])


@dataclass(slots=True)
class _Link:
    """One chain of a report: the keys of its sources, innermost first, with the sources; `own` if only the outlet speaks."""

    report: int
    keys: list[str]
    sources: list[Source | None]
    own: bool


def traced(reports: Sequence[StoredReport], book: Codebook) -> Traced:
    """Trace the reports of one event, sorted by day of publication, back to their origins."""
    known = voices(book)
    outlets = [known.publisher(r.publisher) if r.publisher else f"outlet:article {r.article}" for r in reports]
    full = _full(reports, known)
    links = [link for n, r in enumerate(reports) for link in _links(n, r, outlets[n], known, full)]
    joined = _Joined()
    for link in links:
        for key in link.keys:
            joined.join(link.keys[0], key)
    _join_quoted(links, outlets, joined)
    _join_copies(links, reports, joined)
    return _told(links, reports, joined, book)


def key_of(text: str, source: Source | None, report: StoredReport, book: Codebook) -> str | None:
    """The key of a source that is named outside the chains (an alternative's); None for one that does not say who it is.

    `source` is the same one among the report's sources, if it is there.
    """
    kind, person = (source.kind, source.person) if source else ("unnamed", None)
    return _key(voices(book).of(text, kind, person), report)


def _full(reports: Sequence[StoredReport], known: Voices) -> dict[Voice, Voice]:
    """The fullest name under which an event's reports know a person, and the body that one word stands for if it can be but one."""
    found = {known.of(s.text, s.kind, s.person) for r in reports for s in r.report.sources}
    full: dict[Voice, Voice] = {}
    for voice in sorted((v for v in found if v.sort == "person"), key=lambda v: (-len(v.words), v.words)):
        full[voice] = next((other for other in full.values() if same_person(voice.words, other.words)), voice)
    bodies = [v for v in found if v.sort == "body"]
    for voice in bodies:
        if len(voice.words) == 1 and voice.key == f"body:{voice.words[0]}":
            longer = {v.key: v for v in bodies if len(v.words) > 1 and v.words[0] == voice.words[0]}
            if len(longer) == 1:
                full[voice] = next(iter(longer.values()))
    return full


def _key(voice: Voice, stored: StoredReport) -> str | None:
    """The key of a voice within an event: bodies by their country or the report's."""
    if voice.key is None or voice.country is None:
        return voice.key
    return f"{voice.key}:{voice.country if voice.country != '?' else stored.report.country or ''}"


def _links(number: int, stored: StoredReport, outlet: str, known: Voices, full: dict[Voice, Voice]) -> list[_Link]:
    report = stored.report
    links = []
    for chain in report.chains or ([[n] for n in range(len(report.sources))] or [[]]):
        sources = [report.sources[i] for i in chain if 0 <= i < len(report.sources)]
        keyed = [(key, told) for s in sources for v, told in _voiced(s, known, full) if (key := _key(v, stored))]
        links.append(_Link(number, [k for k, _ in keyed] or [outlet], [s for _, s in keyed] or [None], own=not keyed))
    return links


def _voiced(source: Source, known: Voices, full: dict[Voice, Voice]) -> Iterator[tuple[Voice, Source | None]]:
    """The voice of a source, and of the body that it is known to speak for, which is not named itself."""
    voice = known.of(source.text, source.kind, source.person)
    voice = full.get(voice, voice)
    yield voice, source
    body = known.body_of(voice) if voice.sort == "person" else None
    if body is not None:
        yield body, None


class _Joined:
    """Keys that are one origin."""

    def __init__(self) -> None:
        self._root: dict[str, str] = {}

    def root(self, key: str) -> str:
        """The key that stands for all those joined with this one."""
        path = []
        while (above := self._root.setdefault(key, key)) != key:
            path.append(key)
            key = above
        for passed in path:
            self._root[passed] = key
        return key

    def join(self, a: str, b: str) -> None:
        """Make one origin of two; the first one's stands for both."""
        first, second = self.root(a), self.root(b)
        if first != second:
            self._root[second] = first


def _join_quoted(links: list[_Link], outlets: Sequence[str], joined: _Joined) -> None:
    """A chain that ends with an outlet whose own report of the event is here goes back to where that report does."""
    first: dict[str, str] = {}
    for link in links:
        if not link.own:
            first.setdefault(outlets[link.report], link.keys[0])
    for link in links:
        told = first.get(link.keys[0])
        if told is not None and not link.own and outlets[link.report] != link.keys[0]:
            joined.join(told, link.keys[0])


def _join_copies(links: list[_Link], reports: Sequence[StoredReport], joined: _Joined) -> None:
    """A copy adds no origin: every chain of it is one of the copy that tells the most chains, or that copy's first."""
    groups: dict[str, dict[int, list[_Link]]] = defaultdict(lambda: defaultdict(list))
    for link in links:
        stored = reports[link.report]
        groups[stored.copies or stored.article][link.report].append(link)
    for members in groups.values():
        if len(members) == 1 or len({reports[n].article for n in members}) == 1:
            continue
        leader = max(members, key=lambda n: (sum(not link.own for link in members[n]), -n))
        roots = {joined.root(link.keys[0]) for link in members[leader]}
        for number, own in members.items():
            for link in own if number != leader else ():
                if joined.root(link.keys[0]) not in roots:
                    link.keys = [members[leader][0].keys[0]]
                    link.sources = [members[leader][0].sources[0]]


def _told(links: list[_Link], reports: Sequence[StoredReport], joined: _Joined, book: Codebook) -> Traced:
    numbers: dict[str, int] = {}
    parts: list[list[_Link]] = []
    chains: list[list[int]] = [[] for _ in reports]
    spoken: list[list[str]] = [[] for _ in reports]
    for link in links:
        number = numbers.setdefault(joined.root(link.keys[0]), len(parts))
        if number == len(parts):
            parts.append([])
        parts[number].append(link)
        chains[link.report].append(number)
        spoken[link.report].append(link.keys[0])
    keys = {key: numbers[joined.root(key)] for link in links for key in link.keys if joined.root(key) in numbers}
    return Traced([_origin(part, reports, book) for part in parts], chains, spoken, keys)


def _origin(part: list[_Link], reports: Sequence[StoredReport], book: Codebook) -> Origin:
    """The origin named by the source that most of its reports share, of those the innermost, in its fullest words."""
    numbers = list(dict.fromkeys(link.report for link in part))
    shared = Counter(key for n in numbers for key in {k for link in part if link.report == n for k in link.keys})
    depth: dict[str, int] = {}
    named: dict[str, list[Source]] = defaultdict(list)
    for link in part:
        for place, (key, source) in enumerate(zip(link.keys, link.sources, strict=True)):
            depth[key] = min(place, depth.get(key, place))
            if source is not None:
                named[key].append(source)
    best = min(shared, key=lambda k: (-shared[k], k not in named, depth[k], k.startswith("outlet:"), k))
    ids = [reports[n].id for n in numbers]
    outlets = list(dict.fromkeys(name for n in numbers if (name := reports[n].publisher)))
    if named[best]:
        source = max(named[best], key=lambda s: (len(s.text), s.confidence))
        return Origin(label=source.text, kind=source.kind, person=source.person, reports=ids, outlets=outlets)
    outlet = book.outlets.get(best.removeprefix("outlet:"))
    label = reports[numbers[0]].publisher or (outlet.names.get("ar", best) if outlet else reports[numbers[0]].article)
    return Origin(label=label, kind="outlet", person=None, reports=ids, outlets=outlets)
