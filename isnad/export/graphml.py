"""The network of actors in GraphML: relations between them, and who did what to whom.

Nodes are actors of the codebook, and groups without an entry, by their words and the country of the event, so that the gunmen of two
countries are not one. Private persons are no nodes unless names are kept; victims and minors never are. An event with several parties
counts on each of its edges.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

import msgspec

from isnad.export.about import about_of
from isnad.export.feeds import xml_text
from isnad.export.selection import Provenance, Selection
from isnad.export.whole import whole_file
from isnad.masking.mask import MASK
from isnad.model import COUNT_FIELDS, Event, EventActor, Relation, StoredItem

if TYPE_CHECKING:
    from isnad.codebook import Codebook

_NODE = {
    "label": "string", "name_ar": "string", "name_en": "string", "kind": "string", "country": "string", "codebook": "boolean", "wikidata": "string",
    "parent": "string", "events": "int",
}  # fmt: skip
_EDGE = {
    "tie": "string", "type": "string", "status": "string", "events": "int", "articles": "int", **dict.fromkeys((f"{f}_best" for f in COUNT_FIELDS), "int"),
    "first": "string", "last": "string",
}  # fmt: skip


class Edge(msgspec.Struct, kw_only=True):
    """What all events or relations of one type between two actors add up to; `best` sums the best figures, None where none is told."""

    events: int = 0
    articles: set[str] = msgspec.field(default_factory=set)
    best: dict[str, int] = msgspec.field(default_factory=dict)
    first: str | None = None
    last: str | None = None

    def seen(self, day: str | None) -> None:
        """Widen the time that the edge spans."""
        if day:
            self.first = min(self.first or day, day)
            self.last = max(self.last or day, day)


Key = tuple[str, str, str, str, str]  # from, to, tie (event or relation), type, status


class Network:
    """Nodes by id and edges by their key, gathered from events and relations."""

    def __init__(self, book: Codebook, *, names: bool = False) -> None:
        self.nodes: dict[str, dict[str, Any]] = {}
        self.edges: dict[Key, Edge] = {}
        self._book, self._names = book, names

    def event(self, event: Event) -> None:
        """Add an event: an edge from each who did it to each to whom it was done."""
        by, against = (list(dict.fromkeys(n for a in side if (n := self._actor(a, event)))) for side in (event.by, event.against))
        for id_ in dict.fromkeys([*by, *against]):
            self.nodes[id_]["events"] = self.nodes[id_].get("events", 0) + 1
        for a in by:
            for b in against:
                edge = self.edges.setdefault((a, b, "event", event.type, event.status), Edge())
                edge.events += 1
                edge.articles.update(event.articles)
                edge.seen(event.date)
                edge.seen(event.date_end)
                for field in COUNT_FIELDS:
                    toll = getattr(event, field)
                    if toll and toll.best is not None:
                        edge.best[field] = edge.best.get(field, 0) + toll.best

    def relation(self, stored: StoredItem) -> None:
        """Add a relation as told by one article."""
        tie = stored.item
        if not isinstance(tie, Relation):
            return
        a = self._node(tie.a_id, tie.a, tie.a_en, "unknown", private=tie.a_person == "private", country=None)
        b = self._node(tie.b_id, tie.b, tie.b_en, "unknown", private=tie.b_person == "private", country=None)
        if a and b:
            edge = self.edges.setdefault((a, b, "relation", tie.type, tie.status), Edge())
            edge.articles.add(stored.article)
            edge.seen(stored.published)

    def _actor(self, actor: EventActor, event: Event) -> str | None:
        private = actor.minor or actor.person == "private"
        return self._node(actor.id, actor.text, actor.en, actor.kind, private=private, country=event.country)

    def _node(self, id_: str | None, text: str, en: str | None, kind: str, *, private: bool, country: str | None) -> str | None:
        """The id of the actor's node; None for persons who shall not be one."""
        if MASK in text or (private and not self._names):
            return None
        entry = self._book.actors.get(id_ or "")
        if entry and not entry.id.startswith("generic:"):
            name, names, kind, countries = entry.id, entry.names, entry.kind, entry.countries
        else:
            name, countries = f"{id_ or text}@{country or ''}", (country,) if country else ()
            names = {"ar": text, "en": en or ""}
        if name not in self.nodes:
            en, ar = names.get("en"), names.get("ar") or text
            self.nodes[name] = {
                "label": en or ar, "name_ar": ar, "name_en": en, "kind": kind, "country": "; ".join(countries), "codebook": entry is not None,
                "wikidata": entry.wikidata if entry else None, "parent": entry.parent if entry else None,
            }  # fmt: skip
        return name


def write(path: Path | None, selection: Selection, book: Codebook, provenance: Provenance) -> int:
    """Write the network of the events and relations; the number of edges."""
    network = Network(book, names=provenance.names)
    for event in selection.events():
        network.event(event)
    for stored in selection.items("relations"):
        network.relation(stored)
    if path is None:
        _document(sys.stdout, network, provenance)
        sys.stdout.flush()
    else:
        with whole_file(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
            _document(file, network, provenance)
    return len(network.edges)


def _document(file: IO[str], network: Network, provenance: Provenance) -> None:
    about = about_of(provenance)
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
    for scope, keys in (("graph", dict.fromkeys(about, "string")), ("node", _NODE), ("edge", _EDGE)):
        for name, kind in keys.items():
            file.write(f'<key id="{scope}.{name}" for="{scope}" attr.name="{name}" attr.type="{kind}"/>\n')
    file.write('<graph id="isnad" edgedefault="directed">\n' + _data("graph", about) + "\n")
    for id_, values in sorted(network.nodes.items()):
        file.write(f"<node id={quoteattr(xml_text(id_))}>{_data('node', values)}</node>\n")
    for number, (key, edge) in enumerate(sorted(network.edges.items(), key=lambda item: item[0])):
        a, b, tie, type_, status = key
        shown: dict[str, Any] = {
            "tie": tie, "type": type_, "status": status, "events": edge.events, "articles": len(edge.articles),
            **{f"{field}_best": edge.best.get(field) for field in COUNT_FIELDS}, "first": edge.first, "last": edge.last,
        }  # fmt: skip
        ends = f"source={quoteattr(xml_text(a))} target={quoteattr(xml_text(b))}"
        file.write(f'<edge id="e{number}" {ends}>{_data("edge", shown)}</edge>\n')
    file.write("</graph>\n</graphml>\n")


def _data(scope: str, values: Mapping[str, Any]) -> str:
    return "".join(_pairs(scope, values.items()))


def _pairs(scope: str, values: Iterable[tuple[str, Any]]) -> Iterable[str]:
    for name, value in values:
        if value is not None and value != "":
            shown = str(value).lower() if isinstance(value, bool) else escape(xml_text(str(value)))
            yield f'<data key="{scope}.{name}">{shown}</data>'
