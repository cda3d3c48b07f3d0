"""The tolls of an event: who said which figure when, and the lowest, best and highest of what still stands.

The rules, with what the makers of event data expect, stand in `docs/decisions/007-origins.md`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from typing import Literal, get_args

from isnad.codebook import Codebook
from isnad.merge.origins import key_of
from isnad.merge.weigh import Scale
from isnad.model import Alternative, Count, Figure, Source, Toll

# What makes one figure better than another, the first that tells them apart: a person's word, then the most origins, then one that an
# article gives as its own before one it only cites, then the latest told, then the surest reading, then the higher.
Reason = Literal["person", "origins", "own", "latest", "surest", "higher"]
_Rank = tuple[bool, int, bool, str, float, int]
_ABOUT = 0.2  # share of a figure told as "about" by which another may differ without contradiction


class _Said:
    """A figure, with the report's index and the key of the voice that gave it."""

    __slots__ = ("confidence", "figure", "number", "voice")

    def __init__(self, figure: Figure, number: int, voice: str | None, confidence: float) -> None:
        self.figure, self.number, self.voice, self.confidence = figure, number, voice, confidence


def toll_of(name: str, scale: Scale, book: Codebook) -> Toll | None:
    """The toll of a count field, None if no report tells one.

    `figures` holds every statement, by day. What a voice said later takes the place of what it said before; among the figures
    that stand, low is the lowest lower bound, high the highest figure told, best the one with the most origins.
    """
    said = _all(name, scale, book)
    if not said:
        return None
    figures = [s.figure for s in said]
    standing = [s for s in said if not any(_replaces(t, s) for t in said)]
    low, high = _bounds([s.figure for s in standing])
    top = _best(name, standing, scale)
    spans = [_span(s.figure) for s in standing]
    disputed = max(a for a, _ in spans) > min(b for _, b in spans)
    return Toll(low=top if low is None else low, best=top, high=high, disputed=disputed, figures=figures)


def reason(name: str, scale: Scale, book: Codebook) -> Reason | None:
    """Why the best figure of `toll_of` is the best: what it has over the next one; None where only one figure stands."""
    said = _all(name, scale, book)
    ranks = sorted(_ranked(name, [s for s in said if not any(_replaces(t, s) for t in said)], scale), reverse=True)
    if len(ranks) < 2:
        return None
    return next(why for why, a, b in zip(get_args(Reason), ranks[0], ranks[1], strict=True) if a != b)


def replaced(name: str, scale: Scale, book: Codebook) -> list[bool]:
    """Which of the figures of `toll_of`, in their order, a later one took the place of."""
    said = _all(name, scale, book)
    return [any(_replaces(t, s) for t in said) for s in said]


def _all(name: str, scale: Scale, book: Codebook) -> list[_Said]:
    said = [s for n in range(len(scale.reports)) for s in _of_report(name, n, scale, book)]
    return sorted(said, key=lambda s: (s.figure.published or "", s.number, s.figure.alternative))


def _of_report(name: str, number: int, scale: Scale, book: Codebook) -> Iterator[_Said]:
    stored = scale.reports[number]
    report = stored.report
    count: Count | None = getattr(report, name)
    confidence = scale.confidence(number, name)
    if count is not None:
        yield _said(count, number, scale, count.chain, confidence)
    for other in report.alternatives:
        if other.field == name and other.n is not None:
            yield _alternative(other, number, scale, book, confidence)


def _said(count: Count, number: int, scale: Scale, chain: int | None, confidence: float) -> _Said:
    stored = scale.reports[number]
    origins, voices = scale.trace.chains[number], scale.trace.voices[number]
    place = chain if chain is not None and 0 <= chain < len(origins) else 0
    source = _source(scale, number, chain if chain is not None or len(stored.report.chains) != 1 else 0)
    figure = Figure(
        n=count.n, low=count.low, high=count.high, q=count.q, report=stored.id, outlet=stored.publisher, published=stored.published,
        origin=origins[place], source=source.text if source else None, source_kind=source.kind if source else None,
        person=source.person if source else None,
    )  # fmt: skip
    return _Said(figure, number, voices[place], confidence)


def _alternative(other: Alternative, number: int, scale: Scale, book: Codebook, confidence: float) -> _Said:
    """A figure that the article sets beside its own: of its chain, or of the source it names; its own voice if that says not who it is."""
    stored = scale.reports[number]
    origins, voices = scale.trace.chains[number], scale.trace.voices[number]
    source = _source(scale, number, other.chain) or next((s for s in stored.report.sources if s.text == other.source), None)
    if other.chain is not None and 0 <= other.chain < len(origins):
        voice: str | None = voices[other.chain]
        origin: int | None = origins[other.chain]
    else:
        voice = key_of(other.source, source, stored, book)
        origin = scale.trace.keys.get(voice) if voice else None
    figure = Figure(
        n=other.n, low=other.n, high=other.n, q="exact", report=stored.id, outlet=stored.publisher, published=stored.published,
        origin=origin, source=other.source, source_kind=source.kind if source else None, person=source.person if source else None,
        alternative=True,
    )  # fmt: skip
    return _Said(figure, number, voice, confidence)


def _source(scale: Scale, number: int, chain: int | None) -> Source | None:
    """The innermost source of a chain."""
    report = scale.reports[number].report
    if chain is None or not 0 <= chain < len(report.chains) or not report.chains[chain]:
        return None
    first = report.chains[chain][0]
    return report.sources[first] if 0 <= first < len(report.sources) else None


def _replaces(new: _Said, old: _Said) -> bool:
    """Whether a figure is an update of another: told on a later day by the same voice, or by the outlet that passed it on.

    Two persons or bodies that one agency quotes are one origin, but do not update each other. A figure that an article only sets
    beside its own updates nothing but such figures.
    """
    a, b = new.figure, old.figure
    if a.origin != b.origin or a.origin is None or not _later(a.published, b.published) or (a.alternative and not b.alternative):
        return False
    return new.voice == old.voice or any(v is not None and v.startswith("outlet:") for v in (new.voice, old.voice))


def _later(a: str | None, b: str | None) -> bool:
    return a is not None and b is not None and a[:10] > b[:10]


def _number(figure: Figure) -> int | None:
    return figure.n if figure.n is not None else figure.low


def _bounds(figures: list[Figure]) -> tuple[int | None, int | None]:
    """The lowest lower bound and the highest figure; "dozens" and the like count only where nobody gives a number."""
    figures = [f for f in figures if f.q != "vague" and (f.n, f.low, f.high) != (None, None, None)] or figures
    lows = [v for f in figures if (v := f.low if f.low is not None else f.n) is not None]
    highs = [v for f in figures if (v := f.high if f.high is not None else _number(f)) is not None]
    return min(lows, default=None), max(highs, default=None)


def _best(name: str, standing: list[_Said], scale: Scale) -> int | None:
    """The figure that comes first by `Reason`."""
    return max(_ranked(name, standing, scale), default=(None,))[-1]


def _ranked(name: str, standing: list[_Said], scale: Scale) -> list[_Rank]:
    """The figures that stand by what speaks for them, in the order of `Reason`.

    A figure is as late as the last article that tells or cites it; "dozens" counts only where nobody gives a number.
    """
    numbered = [s for s in standing if s.figure.n is not None] or [s for s in standing if _number(s.figure) is not None]
    groups: dict[int, list[_Said]] = defaultdict(list)
    for said in numbered:
        value = _number(said.figure)
        if value is not None:
            groups[value].append(said)

    def rank(value: int) -> _Rank:
        group = groups[value]
        own = [s for s in group if not s.figure.alternative]
        origins = {s.figure.origin if s.figure.origin is not None else (s.voice or s.figure.source) for s in group}
        given = any(scale.given(s.number, name) for s in own)
        return given, len(origins), bool(own), max(s.figure.published or "" for s in group), max(s.confidence for s in group), value

    return [rank(value) for value in groups]


def _span(figure: Figure) -> tuple[float, float]:
    """The figures that one statement allows."""
    if figure.low is not None and figure.high is not None:
        return figure.low, figure.high
    if figure.n is None:
        return figure.low if figure.low is not None else 0, figure.high if figure.high is not None else math.inf
    if figure.q == "at_least":
        return figure.low if figure.low is not None else figure.n, math.inf
    if figure.q == "at_most":
        return 0, figure.n
    play = max(1.0, figure.n * _ABOUT) if figure.q in ("about", "vague") else 0.0
    return figure.n - play, figure.n + play
