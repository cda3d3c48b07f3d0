"""Linked data: events as schema.org Events, and in PROV from whom each report and figure comes.

A report is quoted from an article and attributed to its outlet. Each chain is told twice: as `isnad:chain`, a list of agents from the
innermost source to the outlet, and as statements, each attributed to its agent and derived from the statement further in, the innermost
being the report's primary source. Masked persons are agents without a lasting name, so that nothing links what they said in two places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import msgspec

from isnad.export.about import about_of
from isnad.export.rows import point_of
from isnad.export.selection import Provenance, Selection
from isnad.export.whole import whole_bytes
from isnad.masking.address import quoted
from isnad.masking.mask import MASK
from isnad.model import COUNT_FIELDS, Event, EventActor, Figure, Source, StoredReport, Toll

if TYPE_CHECKING:
    from isnad.codebook import Codebook

Node = dict[str, Any]
_XSD = "http://www.w3.org/2001/XMLSchema#"
CONTEXT: Node = {
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "isnad": "urn:isnad:term:",
    "prov:generatedAtTime": {"@type": f"{_XSD}dateTime"},
    "dcterms:created": {"@type": f"{_XSD}dateTime"},
    "dcterms:modified": {"@type": f"{_XSD}dateTime"},
    "schema:url": {"@type": "@id"},
    "prov:wasDerivedFrom": {"@type": "@id"},
    "prov:wasQuotedFrom": {"@type": "@id"},
    "prov:hadPrimarySource": {"@type": "@id"},
    "prov:wasAttributedTo": {"@type": "@id"},
    "isnad:chain": {"@container": "@list", "@type": "@id"},
}


def write(path: Path | None, selection: Selection, book: Codebook, provenance: Provenance) -> int:
    """Write the events and then their reports, one node a line; the number of events."""
    with whole_bytes(path) as file:
        return _graph(file, selection, book, provenance)


def _graph(file: IO[bytes], selection: Selection, book: Codebook, provenance: Provenance) -> int:
    encode = msgspec.json.encode
    file.write(b'{"@context":' + encode(CONTEXT) + b',\n"@graph":[\n' + encode(_dataset(provenance)))
    number = 0
    for event in selection.events():
        file.write(b",\n" + encode(_full(event_node(event, book))))
        number += 1
    for stored in selection.reports():
        file.write(b",\n" + encode(_full(report_node(stored))))
    file.write(b"\n]}\n")
    return number


def iri(kind: str, name: str) -> str:
    """`urn:isnad:KIND:NAME`, with everything escaped that an IRI cannot hold."""
    return f"urn:isnad:{kind}:{quoted(name)}"


def _dataset(provenance: Provenance) -> Node:
    about = about_of(provenance)
    return {
        "@id": "urn:isnad:export", "@type": ["schema:Dataset", "prov:Entity"], "schema:name": provenance.title, "schema:description": about["sentence"],
        "prov:generatedAtTime": provenance.made_at, "schema:version": provenance.codebook, "isnad:filter": about["filter"], "isnad:merge": provenance.merge,
        "isnad:points": about["points"],
        "prov:wasAttributedTo": {"@id": iri("software", provenance.version), "@type": "prov:SoftwareAgent", "schema:name": f"isnad {provenance.version}"},
    }  # fmt: skip


def event_node(event: Event, book: Codebook) -> Node:
    """An event, its parties, and every figure with the report and the source that gave it."""
    entry = book.events.get(event.type)
    labels = entry.labels if entry else {}
    tolls = [_toll(event, field, toll) for field in COUNT_FIELDS if (toll := getattr(event, field))]
    return {
        "@id": iri("event", event.id), "@type": ["schema:Event", "prov:Entity"],
        "schema:name": [_in(lang, text) for lang, text in sorted(labels.items())], "isnad:type": event.type, "isnad:status": event.status,
        "isnad:family": entry.family if entry else None, "schema:startDate": _day(event.date), "schema:endDate": _day(event.date_end or event.date),
        "isnad:datePrecision": event.date_precision, "schema:location": _place(event), "isnad:by": [_actor(a, book) for a in event.by],
        "isnad:against": [_actor(a, book) for a in event.against], "isnad:toll": tolls, "isnad:claimedBy": _in("ar", event.claimed_by),
        "isnad:disputed": event.disputed, "isnad:confidence": event.confidence, "isnad:reviewed": event.reviewed, "isnad:background": event.background,
        "isnad:origin": [_origin(event, n) for n in range(len(event.origins))], "prov:value": _in("ar", event.evidence),
        "prov:wasDerivedFrom": [iri("report", report) for report in event.reports],
        "dcterms:created": event.created_at, "dcterms:modified": event.updated_at,
    }  # fmt: skip


def _place(event: Event) -> Node:
    point = point_of(event)
    return {
        "@type": "schema:Place", "schema:name": [_in("ar", event.place), _in("en", event.place_en)], "schema:identifier": event.place_id,
        "isnad:precision": event.place_precision,
        "schema:address": _full({"@type": "schema:PostalAddress", "schema:addressCountry": event.country, "schema:addressRegion": event.admin1}),
        "schema:geo": {"@type": "schema:GeoCoordinates", "schema:latitude": point[0], "schema:longitude": point[1]} if point else None,
    }  # fmt: skip


def _actor(actor: EventActor, book: Codebook) -> Node:
    entry = book.actors.get(actor.id or "")
    node: Node = {"@type": "prov:Person" if actor.person else "prov:Agent", "isnad:kind": actor.kind, "isnad:person": actor.person}
    if entry and not actor.person and actor.text != MASK:
        node["@id"] = iri("actor", entry.id)
        if entry.wikidata:
            node["schema:sameAs"] = {"@id": f"http://www.wikidata.org/entity/{entry.wikidata}"}
    return {
        **node,
        "schema:name": [_in("ar", actor.text), _in("en", actor.en)],
        "isnad:confidence": actor.confidence,
        "isnad:origins": actor.origins,
    }


def _toll(event: Event, field: str, toll: Toll) -> Node:
    figures = [_figure(event, field, n, figure) for n, figure in enumerate(toll.figures)]
    return {
        "@id": iri("toll", f"{event.id}/{field}"), "isnad:field": field, "isnad:low": toll.low, "isnad:best": toll.best, "isnad:high": toll.high,
        "isnad:disputed": toll.disputed, "isnad:figure": figures,
    }  # fmt: skip


def _figure(event: Event, field: str, number: int, figure: Figure) -> Node:
    own = iri("figure", f"{event.id}/{field}/{number}")
    said = [_agent(figure.source, figure.source_kind, figure.person, own)] if figure.source else []
    return {
        "@id": own, "@type": "prov:Entity", "isnad:n": figure.n, "isnad:low": figure.low, "isnad:high": figure.high, "isnad:qualifier": figure.q,
        "isnad:alternative": figure.alternative, "schema:datePublished": _day(figure.published), "prov:wasDerivedFrom": iri("report", figure.report),
        "isnad:origin": {"@id": _origin_id(event, figure.origin)} if figure.origin is not None else None,
        "prov:wasAttributedTo": [*said, *([_outlet(figure.outlet)] if figure.outlet else [])],
    }  # fmt: skip


def _origin_id(event: Event, number: int) -> str:
    return iri("origin", f"{event.id}/{number}")


def _origin(event: Event, number: int) -> Node:
    origin = event.origins[number]
    return {
        "@id": _origin_id(event, number), "@type": "prov:Agent", "schema:name": origin.label, "isnad:kind": origin.kind, "isnad:person": origin.person,
        "isnad:outlets": origin.outlets,
    }  # fmt: skip


def report_node(stored: StoredReport) -> Node:
    """A report: its article, outlet, and every chain by which the words came."""
    own, report = iri("report", stored.id), stored.report
    outlet = _outlet(stored.publisher) if stored.publisher else None
    chains = [[report.sources[n] for n in chain if n < len(report.sources)] for chain in report.chains]
    return {
        "@id": own, "@type": ["prov:Entity", "isnad:Report"], "isnad:type": report.type, "isnad:status": report.status,
        "isnad:confidence": report.confidence, "prov:value": _in("ar", report.evidence), "prov:wasQuotedFrom": _article(stored),
        "prov:wasAttributedTo": outlet,
        "isnad:attribution": [
            _full({"@id": f"{own}/chain/{n}", "isnad:chain": [*_agents(chain, f"{own}/chain/{n}"), *([outlet] if outlet else [])]})
            for n, chain in enumerate(chains)
        ],
        "prov:wasDerivedFrom": [node for n, chain in enumerate(chains) if (node := _statements(chain, f"{own}/chain/{n}"))],
        "prov:hadPrimarySource": [f"{own}/chain/{n}/0" for n, chain in enumerate(chains) if chain],
    }  # fmt: skip


def _article(stored: StoredReport) -> Node:
    return _full({
        "@id": iri("article", stored.article), "@type": ["schema:NewsArticle", "prov:Entity"], "schema:url": _address(stored.url),
        "schema:datePublished": _day(stored.published), "isnad:sha256": stored.article_hash,
        "schema:publisher": _outlet(stored.publisher) if stored.publisher else None,
    })  # fmt: skip


def _address(url: str | None) -> str | None:
    """The address where it is one: a reader stumbles over an IRI with blanks or brackets in it."""
    return quoted(url, whole=True) if url and url.startswith(("http://", "https://")) else None


def _agents(chain: Sequence[Source], base: str) -> Iterator[Node]:
    for n, source in enumerate(chain):
        yield _agent(source.text, source.kind, source.person, f"{base}/{n}")


def _statements(chain: Sequence[Source], base: str) -> Node | None:
    """What the outermost source said, derived from what the next one further in said, and so on."""
    node: Node | None = None
    for n, agent in enumerate(_agents(chain, base)):
        node = _full({"@id": f"{base}/{n}", "@type": "prov:Entity", "prov:wasAttributedTo": agent, "prov:wasDerivedFrom": node})
    return node


def _outlet(name: str) -> Node:
    return {"@id": iri("outlet", name), "@type": ["prov:Organization", "schema:NewsMediaOrganization"], "schema:name": name}


def _agent(text: str, kind: str | None, person: str | None, place: str) -> Node:
    """Whoever said it: the same name and kind is the same agent, but a masked person is one only at this `place`."""
    own = f"{place}/agent" if MASK in text else iri("agent", sha256(f"{kind}\0{text}".encode()).hexdigest()[:16])
    return _full(
        {"@id": own, "@type": "prov:Person" if person else "prov:Agent", "schema:name": text, "isnad:kind": kind, "isnad:person": person}
    )


_DAYS = {10: "date", 7: "gYearMonth", 4: "gYear"}  # by the length of what is known


def _day(date: str | None) -> Node | None:
    return {"@value": date, "@type": _XSD + _DAYS.get(len(date), "string")} if date else None


def _in(lang: str, text: str | None) -> Node | None:
    return {"@language": lang, "@value": text} if text else None


def _full(node: Node) -> Node:
    """The node without what is missing: null, empty text, empty lists, however deep."""
    filled = ((key, _filled(value)) for key, value in node.items())
    return {key: value for key, value in filled if value is not None and value not in ("", [], {})}


def _filled(value: Any) -> Any:
    if isinstance(value, list):
        return [_filled(v) for v in value if v is not None]
    return _full(value) if isinstance(value, dict) else value
