"""Which articles are copies: syndicated and near-identical texts, found by what they share word for word.

A signature holds the hashes of an article's pairs of neighbouring words, so that articles that come later are compared with it
without reading it again. Candidates come from minhashes (rensa) in bands; every one is then verified on the signatures
themselves. Figures and what was compared stand in `docs/decisions/007-origins.md`.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

from isnad.text.fold import fold

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint32]

# Two articles are copies if they share this part of all their pairs of words (Jaccard), or of those of the shorter one if it is no
# short extract. By scripts/measure_copies.py: with 15 % of words changed copies share 0.5 and more, articles of several hands on one
# event 0.03 at most; follow-ups that repeat an article's background lie between.
ALIKE = 0.45
WITHIN, EXTRACT = 0.85, 0.25
# Below so many pairs of words a text is a copy of another only if they hardly differ.
SHORT, SHORT_ALIKE = 24, 0.9
# A signature keeps at most so many hashes, of longer texts each second, fourth, ... (those below a bound, so that any two compare).
_MOST = 256
_BANDS, _ROWS = 40, 4  # a pair that shares half of its words' pairs meets in a band with 0.92, one that shares a tenth with 0.004
_CHUNK = 20_000  # articles hashed at once
_CROWD = 64  # a band that more articles share than this is made of set phrases: the earliest are looked at
_TRIED = 24  # groups that an article is compared with, those first with which it shares the most bands
_SEED = 42
_WORD = re.compile(r"[^\W\d_]+|\d+")
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


def signature(text: str) -> bytes:
    """The hashes of an article's pairs of words: one byte for the share kept (a power of two), then sorted little-endian `uint32`."""
    words = [crc32(w.encode("utf-8", "surrogatepass")) for w in _WORD.findall(fold(text)[0].lower())]
    ones = np.frombuffer(array("Q", words), np.uint64)
    if len(ones) < 2:
        return b""
    pairs = (ones[:-1] * _SPREAD + ones[1:] + np.uint64(1)) * _SPREAD
    hashes = np.unique((pairs >> np.uint64(32)).astype("<u4"))
    halvings = 0
    while len(hashes) > _MOST:
        halvings += 1
        hashes = hashes[: int(np.searchsorted(hashes, 1 << (32 - halvings)))]
    return bytes([halvings]) + hashes.tobytes()


def copies(articles: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The group of every article that has a near-identical one, from pairs of id and raw text: the id of its first article."""
    groups = grouped({id_: signature(text) for id_, text in articles}, {})
    sizes = Counter(groups.values())
    return {id_: group for id_, group in groups.items() if sizes[group] > 1}


def grouped(new: Mapping[str, bytes], old: Mapping[str, bytes], groups: Mapping[str, str] | None = None) -> dict[str, str]:
    """The group of each new article (its own id if it has no copy), from signatures of the new and the known articles, in order.

    `groups` are those of the known articles (an id that is missing leads its own); they never change. An article joins a group
    only if it is a copy of each of its members, so that a copy of a copy is not taken for a copy.
    """
    known = groups or {}
    ids = [*old, *new]
    signatures = [*old.values(), *new.values()]
    leader = {id_: known.get(id_, id_) for id_ in old}
    members: dict[str, list[int]] = {}
    for number, id_ in enumerate(old):
        members.setdefault(leader[id_], []).append(number)
    meetings = _Meetings(signatures, len(old))
    for number in range(len(old), len(ids)):
        near = Counter(leader[ids[other]] for other in meetings.of(number))
        found = _group(number, [g for g, _ in near.most_common(_TRIED)], members, signatures)
        leader[ids[number]] = found or ids[number]
        members.setdefault(leader[ids[number]], []).append(number)
    return {id_: leader[id_] for id_ in new}


def alike(a: bytes, b: bytes) -> float:
    """How much of their pairs of words two articles share, 0.0 if they are no copies of each other."""
    if not a or not b:
        return 0.0
    one, two = _common_scale(a, b)
    small = min(len(one), len(two))
    if not small:
        return 0.0
    shared = len(np.intersect1d(one, two, assume_unique=True))
    jaccard = shared / (len(one) + len(two) - shared)
    if small < SHORT:
        return jaccard if jaccard >= SHORT_ALIKE else 0.0
    within = shared / small if jaccard >= EXTRACT else 0.0
    return max(jaccard, within) if jaccard >= ALIKE or within >= WITHIN else 0.0


def _group(number: int, candidates: Sequence[str], members: Mapping[str, list[int]], signatures: Sequence[bytes]) -> str | None:
    """The group whose members are all copies of an article, the one with the likest leader."""
    own = signatures[number]
    best, found = 0.0, None
    for group in candidates:
        likeness = [alike(own, signatures[m]) for m in members[group][:1]]
        if likeness[0] > best and all(alike(own, signatures[m]) for m in members[group][1:]):
            best, found = likeness[0], group
    return found


def _hashes(signed: bytes) -> Hashes:
    return np.frombuffer(signed, "<u4", offset=1)


def _common_scale(a: bytes, b: bytes) -> tuple[Hashes, Hashes]:
    """The hashes of both that lie below the lower of their bounds."""
    one, two = _hashes(a), _hashes(b)
    if a[0] == b[0]:
        return one, two
    bound = 1 << (32 - max(a[0], b[0]))
    return one[: int(np.searchsorted(one, bound))], two[: int(np.searchsorted(two, bound))]


class _Meetings:
    """Which articles share a band of minhashes with one; eight bytes an article and band, sorted band by band."""

    def __init__(self, signatures: Sequence[bytes], old: int) -> None:
        self._met: dict[int, list[NDArray[np.int64]]] = {}
        rows = np.flatnonzero([len(s) > 1 for s in signatures])
        bands = np.empty((len(rows), _BANDS), np.uint64)
        for start in range(0, len(rows), _CHUNK):
            part = rows[start : start + _CHUNK]
            bands[start : start + len(part)] = _bands([_hashes(signatures[n]) for n in part])
        for band in range(_BANDS if len(rows) > 1 else 0):
            self._add(bands[:, band], rows, old)

    def _add(self, keys: NDArray[np.uint64], rows: NDArray[np.intp], old: int) -> None:
        """Note, for each new article, the run of articles that have its key."""
        order = np.argsort(keys, kind="stable")
        sorted_ = keys[order]
        starts = np.flatnonzero(np.concatenate(([True], sorted_[1:] != sorted_[:-1])))
        ends = np.append(starts[1:], len(sorted_))
        for run in np.flatnonzero(ends - starts > 1):
            met = rows[order[starts[run] : ends[run]]].astype(np.int64)
            if met[-1] >= old:
                for number in met[max(1, int(np.searchsorted(met, old))) :].tolist():
                    self._met.setdefault(number, []).append(met)

    def of(self, number: int) -> Iterator[int]:
        """The earlier articles that share a band with this one, once a band."""
        for met in self._met.pop(number, ()):
            yield from met[: min(_CROWD, int(np.searchsorted(met, number)))].tolist()


def _bands(hashes: list[Hashes]) -> NDArray[np.uint64]:
    """The band keys of some articles."""
    from rensa import RMinHash

    offsets = np.concatenate(([0], np.cumsum([len(h) for h in hashes]))).astype(np.uint64)
    flat = np.concatenate(hashes).astype(np.uint64) * _SPREAD  # rensa takes 64 bits
    matrix: Any = RMinHash.digest_matrix_from_flat_token_hashes(flat, offsets, _BANDS * _ROWS, _SEED)
    digests = np.array(matrix.to_rows(), np.uint64).reshape(len(hashes), _BANDS, _ROWS)
    keys = np.zeros((len(hashes), _BANDS), np.uint64)
    for row in range(_ROWS):
        keys = (keys ^ digests[:, :, row]) * _SPREAD
        keys ^= keys >> np.uint64(29)
    return keys
