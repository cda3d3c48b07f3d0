"""`isnad codebook check`: every fault at once, with file and key."""

from __future__ import annotations

import pytest

from isnad.codebook import Codebook, load_all
from isnad.codebook.checks import faults

ACTOR = "{id: %s, names: {en: A, ar: %s, fr: A}, kind: rebel_group, country: [TN]%s}"


def test_the_package_has_no_fault(codebook: Codebook) -> None:
    assert load_all(None)[1] == []
    assert [str(f) for f in faults(codebook)] == []


EVENT = """
id: grenade
family: explosion
labels: {en: Grenade, ar: قنبلة يدوية}
definition: x
acled: {event_type: x, sub_event_type: x}
plover: {type: x, mode: null}
triggers:
  - {id: a, noun: [رمانة], frame: {sideways: by}}
  - {id: a, noun: [انفجار غريب], weight: 2}
  - {id: b}
  - {id: c, noun: [رمانتان], needs: ["#", "@"]}
  - {id: d, noun: [رمانات], unless: ["#"]}
examples: [{text: انفجرت رمانة, expect: {dead: 3}, published: soon}]
counter_examples: []
"""

CSV = "id,name_en,names_ar,country,admin1,class,lat,lon,population\n"
CASES = [
    ("actors/a.yaml", f"- {ACTOR % ('x:a', 'حركة ألف', ', parent: nobody')}", "actors/a.yaml: x:a: unknown parent 'nobody'"),
    ("actors/b.yaml", f"- {ACTOR % ('x:b', 'حركة باء', ', wikidata: 12')}", "wikidata"),
    ("actors/c.yaml", f"- {ACTOR % ('x:c', 'حركة تاء', ', from: 2015, to: 2012')}", "x:c: x:c: it ends before it begins"),
    ("actors/d.yaml", f"- {ACTOR % ('x:d', 'حركة ثاء', ', parent: x:d')}", "x:d: it is its own ancestor"),
    ("actors/e.yaml", f"- {ACTOR % ('x:e', 'حركة جيم', '')}\n- {ACTOR % ('x:f', 'حركة جيم', '')}", "belongs to x:f too"),
    ("actors/g.yaml", "- {id: x:g, nams: {}}", "actors/g.yaml: x:g: Object contains unknown field `nams`"),
    ("places/h.csv", CSV + "isnad:h,X,إكس,TN,,town,91,9,\n", "places/h.csv: isnad:h: latitude out of range"),
    ("places/i.csv", CSV + "isnad:i,X,إكس,QQ,,town,34,9,\n", "places/i.csv: isnad:i: unknown country 'QQ'"),
    ("places/j.csv", CSV + "isnad:j,X,إكس,TN,,hamlet,34,9,\n", "j.csv:2: unknown class 'hamlet'"),
    ("outlets.yaml", "- {id: x, names: {ar: جريدة}, kind: newspaper, country: QQ}", "outlets.yaml: outlets/x: unknown country 'QQ'"),
    ("events/broken.yaml", "id: [", "broken.yaml"),
    ("strange/x.yaml", "- {}", "strange/x.yaml: a file that the codebook does not know"),
]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("book")
    for name, content in (*((n, c) for n, c, _ in CASES), ("events/grenade.yaml", EVENT)):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    book, found = load_all(folder)
    return [str(fault) for fault in (*found, *faults(book))]


@pytest.mark.parametrize("expected", [c[2] for c in CASES])
def test_all_faults_are_told_at_once_with_file_and_key(told: list[str], expected: str) -> None:
    assert any(expected in fault for fault in told), told


@pytest.mark.parametrize(
    "part",
    [
        "no label in 'fr'",
        "1 examples",
        "0 counter-examples",
        "slot 'sideways'",
        "stands twice",
        "weight 2",
        "no verb",
        "trigger d: '#' has no Arabic letter",  # a number may only be needed
        "field 'dead'",
        "no day",
    ],
)
def test_faults_of_an_event_type(told: list[str], part: str) -> None:
    assert any(part in fault for fault in told if "grenade" in fault), told


def test_a_number_that_a_trigger_needs_is_no_fault(told: list[str]) -> None:
    assert not any("trigger c" in fault for fault in told)
