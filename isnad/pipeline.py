"""The pipeline: items in, readings out as encoded lines, with a tally of what happened."""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import msgspec

from isnad.codebook import Codebook
from isnad.errors import SourceError
from isnad.intake import Fault, Intake, Item, article_of, skipped
from isnad.model import Article, Reading, Skipped
from isnad.reading import read
from isnad.settings import setting
from isnad.workers import ordered

Render = Callable[[Article, Reading], bytes]
_encode = msgspec.json.Encoder().encode


class Omission(NamedTuple):
    """An article that was not read."""

    id: str
    origin: str
    reason: str
    detail: str | None


class Batch(NamedTuple):
    """What a worker makes of a chunk: output bytes, counts, keys of the ids, omissions and faults."""

    lines: bytes
    counts: Counter[str]
    keys: array[int]
    omissions: list[Omission]
    faults: list[Fault]
    first: str | None

    @classmethod
    def empty(cls) -> Batch:
        """A batch of nothing."""
        return cls(b"", Counter(), array("Q"), [], [], None)

    def joined(self, other: Batch) -> Batch:
        """The sum of two batches, without their bytes."""
        return Batch(
            b"", self.counts + other.counts, self.keys + other.keys, self.omissions + other.omissions, self.faults + other.faults,
            self.first or other.first,
        )  # fmt: skip


def key_of(id_: str) -> int:
    """64 bits of an id: a set of these finds ids that stand twice in 1/8 of the memory."""
    return int.from_bytes(hashlib.blake2b(id_.encode("utf-8", "replace"), digest_size=8).digest())


def line_of(article: Article, reading: Reading) -> bytes:
    """A reading as one line of JSONL."""
    return _encode(reading) + b"\n"


def read_or_skip(article: Article, codebook: Codebook) -> Reading:
    """The reading of an article; one with `skipped` if it cannot be read, whatever happens."""
    reason = skipped(article)
    if reason is None:
        try:
            return read(article, codebook)
        except Exception as error:  # one article must never end a run; it is counted, named and gives exit status 1
            reason = Skipped(reason="unreadable", detail=f"internal error, please report it: {type(error).__name__}: {error}"[:300])
    return Reading(id=article.id, article_hash=article.hash, codebook=codebook.version, relevant=False, skipped=reason)


def batches(
    items: Iterable[Item | Fault],
    intake: Intake,
    codebook: Codebook,
    *,
    jobs: int,
    render: Render = line_of,
    dry: bool = False,
    known: Callable[[Article], bool] | None = None,
) -> Iterator[Batch]:
    """Read all items, in order, in `jobs` processes; the bytes do not depend on how many. Articles that are `known` are only counted."""

    def work(chunk: list[Item | Fault]) -> Batch:
        return _batch(chunk, intake, codebook, render, dry, known)

    return ordered(work, chunks(items), jobs)


def chunks(items: Iterable[Item | Fault]) -> Iterator[list[Item | Fault]]:
    """Items in groups of bounded number and size."""
    most, size_limit = setting("chunk_items"), setting("chunk_bytes")
    chunk: list[Item | Fault] = []
    size = 0
    for item in items:
        chunk.append(item)
        size += len(item.data or b"") if isinstance(item, Item) else 0
        if len(chunk) >= most or size >= size_limit:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _batch(
    chunk: list[Item | Fault], intake: Intake, codebook: Codebook, render: Render, dry: bool, known: Callable[[Article], bool] | None
) -> Batch:
    out = Batch.empty()
    lines: list[bytes] = []
    first: str | None = None
    for item in chunk:
        if isinstance(item, Fault):
            out.faults.append(item)
            continue
        try:
            article = article_of(item, intake)
        except SourceError as error:
            out.faults.append(Fault(error.where, error.what))
            continue
        if known and known(article):
            out.counts["known"] += 1
            continue
        out.keys.append(key_of(article.id))
        out.counts["articles"] += 1
        if dry:
            _omit(out, article, skipped(article))
            continue
        reading = read_or_skip(article, codebook)
        lines.append(render(article, reading))
        _count(out, article, reading)
        if first is None and reading.reports:
            first = article.id
    return out._replace(lines=b"".join(lines), first=first)


def _count(batch: Batch, article: Article, reading: Reading) -> None:
    counts = batch.counts
    counts["relevant"] += reading.relevant
    for name in ("reports", "relations", "strengths", "speakers"):
        counts[name] += len(getattr(reading, name))
    if isinstance(reading.skipped, Skipped):
        _omit(batch, article, reading.skipped)


def _omit(batch: Batch, article: Article, reason: Skipped | None) -> None:
    if reason is None:
        return
    batch.counts[f"skipped:{reason.reason}"] += 1
    if reason.detail and reason.detail.startswith("internal error"):
        batch.counts["errors"] += 1
    batch.omissions.append(Omission(article.id, article.origin, reason.reason, reason.detail))
