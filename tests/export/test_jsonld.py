"""JSON-LD, as rdflib sees it: who said what, and through whom."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import PROV, RDF, SDO, XSD

from isnad.codebook import load
from isnad.export import formats
from isnad.masking.mask import MASK
from tests.export.builders import PROVENANCE, Drawn, event, stored

ISNAD = rdflib.Namespace("urn:isnad:term:")
SCHEMA = rdflib.Namespace("https://schema.org/")
EVENT = rdflib.URIRef("urn:isnad:event:E2abc")
SOURCES = [
    {"text": "مصدر طبي", "kind": "medical", "person": None, "span": [0, 8]},
    {"text": "وكالة المثال", "kind": "media", "person": None, "span": [9, 20]},
    {"text": MASK, "kind": "local", "person": "private", "span": [21, 26]},
]


def graph(tmp_path: Path) -> rdflib.Graph:
    chosen = Drawn(
        event(),
        event(id="E3 é/ة", date="2017-01", place_precision="country"),
        reports=(
            stored({"sources": SOURCES, "chains": [[0, 1], [2]]}),
            stored({"sources": SOURCES, "chains": [[2]]}, id="r2", article="a 2", url="https://example.org/أ ب", publisher="مرآة النيل"),
        ),
    )
    assert formats.write("jsonld", chosen, "events", tmp_path / "x.jsonld", load()) == 2
    return rdflib.Graph().parse(tmp_path / "x.jsonld", format="json-ld")


@pytest.fixture
def told(tmp_path: Path) -> rdflib.Graph:
    return graph(tmp_path)


def test_events_have_types_labels_days_and_places(told: rdflib.Graph) -> None:
    assert {(EVENT, RDF.type, t) in told for t in (SCHEMA.Event, PROV.Entity)} == {True}
    assert {label.language for label in told.objects(EVENT, SCHEMA.name)} >= {"ar", "en"}
    assert told.value(EVENT, SCHEMA.startDate) == rdflib.Literal("2018-07-08", datatype=XSD.date)
    other = rdflib.URIRef("urn:isnad:event:E3%20%C3%A9%2F%D8%A9")
    assert told.value(other, SCHEMA.startDate) == rdflib.Literal("2017-01", datatype=XSD.gYearMonth)
    place, vague = (told.value(e, SCHEMA.location) for e in (EVENT, other))
    assert told.value(told.value(place, SCHEMA.geo), SCHEMA.latitude).toPython() == 36.45
    assert told.value(vague, SCHEMA.geo) is None
    assert SDO.name  # the vocabulary that rdflib ships is the same one
    assert str(SDO.name) == str(SCHEMA.name)


def test_every_figure_has_its_report_and_its_source(told: rdflib.Graph) -> None:
    found = told.query(
        """SELECT ?n ?report ?who ?low WHERE {
             <urn:isnad:event:E2abc> isnad:toll ?t . ?t isnad:field "killed" ; isnad:figure ?f .
             ?f isnad:n ?n ; prov:wasDerivedFrom ?report ; prov:wasAttributedTo ?a . ?a schema:name ?who . OPTIONAL { ?f isnad:low ?low } }""",
        initNs={"isnad": ISNAD, "prov": PROV, "schema": SCHEMA},
    )
    assert {(row.n.toPython(), str(row.report).rsplit(":", 1)[1], str(row.who)) for row in found} == {
        (3, "r1", "وزارة الداخلية"), (3, "r1", "راديو قمرة"), (5, "r2", "مرآة النيل"),
    }  # fmt: skip


def test_events_come_from_reports_and_reports_from_articles(told: rdflib.Graph) -> None:
    reports = [rdflib.URIRef(f"urn:isnad:report:r{n}") for n in (1, 2)]
    assert set(told.objects(EVENT, PROV.wasDerivedFrom)) == set(reports)
    articles = [told.value(report, PROV.wasQuotedFrom) for report in reports]
    assert [str(told.value(a, SCHEMA.url)) for a in articles] == ["https://example.org/1", "https://example.org/%D8%A3%20%D8%A8"]
    assert str(told.value(told.value(reports[0], PROV.wasAttributedTo), SCHEMA.name)) == "راديو قمرة"


def test_a_chain_runs_from_the_innermost_to_the_outlet(told: rdflib.Graph) -> None:
    chain = rdflib.URIRef("urn:isnad:report:r1/chain/0")
    agents = Collection(told, told.value(chain, ISNAD.chain))
    assert [str(told.value(agent, SCHEMA.name)) for agent in agents] == ["مصدر طبي", "وكالة المثال", "راديو قمرة"]
    report = rdflib.URIRef("urn:isnad:report:r1")
    inner, outer = (rdflib.URIRef(f"{chain}/{n}") for n in (0, 1))
    assert (report, PROV.wasDerivedFrom, outer) in told
    assert (outer, PROV.wasDerivedFrom, inner) in told
    assert (report, PROV.hadPrimarySource, inner) in told
    assert str(told.value(told.value(inner, PROV.wasAttributedTo), SCHEMA.name)) == "مصدر طبي"


def test_masked_persons_are_not_linked(told: rdflib.Graph) -> None:
    masked = set(told.subjects(SCHEMA.name, rdflib.Literal(MASK)))
    assert len(masked) == 2  # one a report
    same = set(told.subjects(SCHEMA.name, rdflib.Literal("مصدر طبي")))
    assert len(same) == 1


def test_the_file_says_what_it_counts_and_needs_no_network(tmp_path: Path, told: rdflib.Graph) -> None:
    data = rdflib.URIRef("urn:isnad:export")
    assert str(told.value(data, SCHEMA.description)) == PROVENANCE.sentence
    assert '"@context":{' in (tmp_path / "x.jsonld").read_text(encoding="utf-8")[:20]
    first = (tmp_path / "x.jsonld").read_bytes()
    graph(tmp_path)
    assert (tmp_path / "x.jsonld").read_bytes() == first
