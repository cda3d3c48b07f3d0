"""Reading into a project: what is known is left out, what is new is read in several processes and stored batch by batch.

Each batch is one transaction: after a kill the store holds whole articles with whole readings, and a rerun goes on from there.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from isnad.codebook import Codebook
from isnad.intake import Fault, Intake, Item
from isnad.masking.unseen import unseen_keys
from isnad.merge.copies import signature
from isnad.model import Article, Reading, Skipped
from isnad.pipeline import Batch, batches, key_of, read_or_skip
from isnad.settings import setting
from isnad.store import Payload, Store, now, report_rows
from isnad.text.keys import keys
from isnad.workers import ordered

_AT_ONCE = 64  # stored articles that a worker re-reads at once
_encode = msgspec.json.Encoder().encode
_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(list[Payload]).decode
_unpack_one = msgspec.msgpack.Decoder(Payload).decode
_LENGTH = 4  # bytes before each payload that tell its length


class Step(NamedTuple):
    """A stretch of the work that is safely stored: what the batches counted, and how many articles were new or replaced another."""

    batch: Batch
    stored: Counter[str]


def read_in(
    items: Iterable[Item | Fault], intake: Intake, book: Codebook, store: Store, *, run: int, jobs: int, again: bool = False
) -> Iterator[Step]:
    """Read items into the store; those that it holds, read with this codebook, are passed over unless `again`.

    Yields after each transaction. IsnadError if a worker or the database is lost: what was yielded is stored.
    """
    known: frozenset[int] = (
        frozenset() if again else frozenset(key_of(f"{id_}\0{hash_}") for id_, hash_ in store.articles.known(book.version))
    )

    def passed_over(article: Article) -> bool:
        return bool(known) and key_of(f"{article.id}\0{article.hash}") in known

    work = batches(items, intake, book, jobs=jobs, render=rendered, known=passed_over)
    yield from _stored(((b, _payloads(b.lines)) for b in work), store, run)


def read_again(keys: list[int], book: Codebook, store: Store, *, run: int, jobs: int) -> Iterator[Step]:
    """Read stored articles anew with this codebook; judgements stay laid over what is read."""

    def chunks() -> Iterator[list[Article]]:
        for start in range(0, len(keys), _AT_ONCE):
            yield [a.article for a in store.articles.get(keys[start : start + _AT_ONCE])]

    def work(articles: list[Article]) -> bytes:
        return _pack([payload_of(a, read_or_skip(a, book)) for a in articles])

    def counted() -> Iterator[tuple[Batch, list[Payload]]]:
        for lines in ordered(work, chunks(), jobs):
            payloads = _unpack(lines)
            yield _counted(payloads), payloads

    yield from _stored(counted(), store, run)


def rendered(article: Article, reading: Reading) -> bytes:
    """An article and its reading as the store takes them."""
    data = _pack(payload_of(article, reading))
    return len(data).to_bytes(_LENGTH) + data


def payload_of(article: Article, reading: Reading) -> Payload:
    """The payload of an article and its reading; what no file can hold of a text is replaced, letter by letter."""
    skipped = reading.skipped if isinstance(reading.skipped, Skipped) else None
    title, text, raw = _plain(article.title), _plain(article.text), _plain(article.raw)
    return Payload(
        id=_plain(article.id), hash=reading.article_hash, title=title, text=text,
        published=article.published.isoformat() if article.published else None, publisher=article.publisher, url=article.url,
        origin=_plain(article.origin), way="address" if article.origin.startswith(("http:", "https:")) else "file",
        signature=signature(raw), keys=" ".join(keys(raw)), codebook=reading.codebook, relevant=reading.relevant,
        skipped=(skipped.reason, skipped.detail) if skipped else None,
        reports=report_rows(article.id, reading.article_hash, reading.reports),
        **{name: [_encode(item).decode() for item in getattr(reading, name)] for name in ("relations", "strengths", "speakers")},
        veiled=unseen_keys(title, text, reading.reports, reading.speakers, reading.relations),
    )  # fmt: skip


def _plain(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")  # lone surrogates, one mark each, so that offsets hold


def _payloads(lines: bytes) -> list[Payload]:
    out, at, view = [], 0, memoryview(lines)
    while at < len(lines):
        size = int.from_bytes(view[at : at + _LENGTH])
        at += _LENGTH + size
        out.append(_unpack_one(view[at - size : at]))
    return out


def _counted(payloads: list[Payload]) -> Batch:
    counts = Counter(articles=len(payloads), relevant=sum(p.relevant for p in payloads))
    for name in ("reports", "relations", "strengths", "speakers"):
        counts[name] = sum(len(getattr(p, name)) for p in payloads)
    return Batch.empty()._replace(counts=counts)


def _stored(work: Iterator[tuple[Batch, list[Payload]]], store: Store, run: int) -> Iterator[Step]:
    """Store payloads in transactions of about a second's work."""
    waiting: list[tuple[Batch, list[Payload]]] = []
    pause, last = setting("store_milliseconds") / 1000, time.monotonic()
    for item in work:
        waiting.append(item)
        if time.monotonic() - last >= pause:
            yield _kept(waiting, store, run)
            waiting, last = [], time.monotonic()
    if waiting:
        yield _kept(waiting, store, run)


def _kept(waiting: list[tuple[Batch, list[Payload]]], store: Store, run: int) -> Step:
    counts: Counter[str] = Counter()
    with store.writing():
        at = now()
        for batch, payloads in waiting:
            for fault in batch.faults:
                store.readings.skip(run, fault.where, "broken", fault.what)
            for payload in payloads:
                key = store.articles.add(payload, at)
                for older in store.articles.superseded(key):
                    store.readings.withdraw(older)
                    counts["replaced"] += 1
                store.readings.replace(key, payload, run)
                counts["stored"] += 1
    whole = Batch.empty()
    for batch, _ in waiting:
        whole = whole.joined(batch)
    return Step(whole, counts)
