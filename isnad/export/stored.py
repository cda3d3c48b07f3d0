"""What a project's exports are made from: its store, seen through a filter, private persons masked."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from typing import Literal

import msgspec

from isnad.codebook import Codebook
from isnad.export.selection import Provenance, Table
from isnad.filter import Filter
from isnad.masking.mask import Hidden, hidden_in, masked_event, masked_item, masked_stored
from isnad.model import Event, StoredItem, StoredReport
from isnad.store import Store, now


class StoredSelection:
    """The rows of a project's tables that a filter lets through; what of a row names a private person is masked.

    The filter is that of `table`: events bring their reports with them, and the relations, strengths and speakers of their articles.
    """

    def __init__(
        self, store: Store, filter: Filter, table: Table, book: Codebook, *, title: str, version: str, floor: float = 0.0, names: bool = False
    ) -> None:  # fmt: skip
        self._store, self._filter, self._table, self._names = store, filter.of(table), table, names
        self._types = book.families
        self._hidden: dict[str, Hidden] = {}
        items = table not in ("events", "reports")
        articles, outlets, first, last = store.reports.span(Filter() if items else filter, self._types, events=table == "events")
        settings = msgspec.json.encode([book.tables["merge"], floor])
        self._provenance = Provenance(
            title=title, table=table, filter=self._filter.told(), articles=articles, outlets=outlets, first=first, last=last, made_at=now(),
            version=version, codebook=store.last_codebook() or book.version, merge=blake2b(settings, digest_size=4).hexdigest(), names=names,
        )  # fmt: skip

    @property
    def provenance(self) -> Provenance:
        """Where the rows come from."""
        return self._provenance

    def events(self) -> Iterator[Event]:
        """The events, by date and id."""
        wanted = self._filter if self._table == "events" else Filter()
        for event in self._store.events.chosen(wanted, self._types):
            reports = {r.id: r for r in self._store.reports.get(event.reports)}
            hidden = {r.article: self._of(r.article) for r in reports.values()}
            yield masked_event(event, reports, names=self._names, hidden=hidden)

    def reports(self) -> Iterator[StoredReport]:
        """The reports, by article and number."""
        reports = self._store.reports
        found = reports.of_events if self._table == "events" else reports.chosen
        for stored in found(self._filter, self._types):
            yield masked_stored(stored, self._of(stored.article), names=self._names)

    def items(self, table: Literal["relations", "strengths", "speakers"]) -> Iterator[StoredItem]:
        """Relations, strengths or speakers, by article."""
        for stored in self._store.reports.items(table, self._filter, events=self._table == "events", types=self._types):
            kept = masked_item(stored, self._of(stored.article), names=self._names)
            if kept is not None:
                yield kept

    def removed(self) -> Iterator[dict[str, str | None]]:
        """Events that are no more."""
        return self._store.events.removed()

    def _of(self, article: str) -> Hidden:
        """What must not be seen of an article."""
        known = self._hidden.get(article)
        if known is None:
            known = self._hidden[article] = hidden_in(*self._store.reports.persons(article), names=self._names)
        return known
