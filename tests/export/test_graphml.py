"""GraphML, as networkx sees it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import networkx
import pytest

from isnad.codebook import load
from isnad.export import formats
from isnad.masking.mask import MASK
from tests.export.builders import ARMY, CELL, PROVENANCE, Drawn, event
from tests.export.items import relation

BRIGADE = {**CELL, "text": 'كتيبة <المثال> & "رفاقه"\x0b'}
PERSON = {**CELL, "text": "سامر الأنقوري", "person": "private"}


def network(tmp_path: Path, chosen: Drawn, **more: Any) -> Any:
    formats.write("graphml", chosen, "events", tmp_path / "x.graphml", load(), **more)
    return networkx.read_graphml(tmp_path / "x.graphml", force_multigraph=True)


def test_who_did_what_to_whom(tmp_path: Path) -> None:
    chosen = Drawn(
        event(), event(id="E3", date="2018-07-10", killed=None), event(id="E4", country="LY"), event(id="E5", type="attack", by=[BRIGADE]),
        event(id="E6", against=[]),
    )  # fmt: skip
    graph = network(tmp_path, chosen)
    assert dict(graph.nodes["tn:army"]) == {
        "label": "Tunisian army", "name_ar": "الجيش التونسي", "name_en": "Tunisian army", "kind": "state_forces", "country": "TN", "codebook": True,
        "events": 4,
    }  # fmt: skip
    edges = {(a, b, e["type"]): (e["events"], e.get("killed_best"), e["first"], e["last"]) for a, b, e in graph.edges(data=True)}
    assert edges == {
        ("مسلحون@TN", "tn:army", "armed_clash"): (2, 3, "2018-07-08", "2018-07-10"),
        ("مسلحون@LY", "tn:army", "armed_clash"): (1, 3, "2018-07-08", "2018-07-08"),
        ('كتيبة <المثال> & "رفاقه"�@TN', "tn:army", "attack"): (1, 3, "2018-07-08", "2018-07-08"),
    }


def test_relations_are_edges_and_count_articles(tmp_path: Path) -> None:
    chosen = Drawn(items={"relations": (relation(), relation(), relation(type="allied_with"))})
    graph = network(tmp_path, chosen)
    assert sorted((a, b, e["tie"], e["type"], e["articles"]) for a, b, e in graph.edges(data=True)) == [
        ("كتيبة المثال@", "tn:army", "relation", "allied_with", 1),
        ("كتيبة المثال@", "tn:army", "relation", "part_of", 1),
    ]


@pytest.mark.parametrize(("names", "nodes"), [(False, {"tn:army"}), (True, {"tn:army", "سامر الأنقوري@TN"})])
def test_private_persons_are_no_nodes(tmp_path: Path, names: bool, nodes: set[str]) -> None:
    masked = {**PERSON, "text": MASK}
    graph = network(tmp_path, Drawn(event(by=[PERSON, masked]), event(id="E3", by=[ARMY], against=[masked])), names=names)
    assert set(graph.nodes) == nodes


def test_the_graph_says_what_it_counts(tmp_path: Path) -> None:
    graph = network(tmp_path, Drawn(event()))
    assert graph.is_directed()
    assert graph.graph["sentence"] == PROVENANCE.sentence
    first = (tmp_path / "x.graphml").read_bytes()
    network(tmp_path, Drawn(event()))
    assert (tmp_path / "x.graphml").read_bytes() == first
