"""What an export is made from: the chosen events, reports and items, already masked, and where they come from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Protocol

import msgspec

from isnad.model import Event, StoredItem, StoredReport

Table = Literal["reports", "events", "relations", "strengths", "speakers"]
TABLES: tuple[Table, ...] = ("reports", "events", "relations", "strengths", "speakers")


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """What a file counts, from what, when, by which version and codebook."""

    title: str
    table: Table
    filter: dict[str, str]
    articles: int
    outlets: int
    first: str | None
    last: str | None
    made_at: str
    version: str
    codebook: str
    merge: str
    names: bool = False

    @property
    def sentence(self) -> str:
        """One line for the head or foot of a file."""
        chosen = ", ".join(f"{k} {v}" for k, v in self.filter.items()) or "all"
        span = f", published {self.first} to {self.last}" if self.first else ""
        return (
            f"{self.title}: {self.table} ({chosen}) as reported in {self.articles:,} articles of {self.outlets:,} outlets{span}; nothing here is "
            f"confirmed. Made {self.made_at} by isnad {self.version}, codebook {self.codebook}, merge {self.merge}; "
            + ("names of private persons kept, victims and minors masked." if self.names else "private persons, victims and minors masked.")
        )


class Selection(Protocol):
    """The chosen rows of every table, in a fixed order; each call goes through them anew."""

    @property
    def provenance(self) -> Provenance:
        """Where the rows come from."""
        ...

    def events(self) -> Iterator[Event]:
        """The events, by date and id."""
        ...

    def reports(self) -> Iterator[StoredReport]:
        """The reports, by article and number."""
        ...

    def items(self, table: Literal["relations", "strengths", "speakers"]) -> Iterator[StoredItem]:
        """Relations, strengths or speakers, by article."""
        ...

    def removed(self) -> Iterator[dict[str, str | None]]:
        """Events that are no more: `event`, `merged_into` (None: removed), `at`, `reason`."""
        ...
