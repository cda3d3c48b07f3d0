"""A private name planted in every field of events, reports and items is in no file of any format."""

from __future__ import annotations

import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet
import pytest

from isnad.codebook import load
from isnad.export import formats
from isnad.export.selection import Selection
from isnad.masking.mask import MASK, Hidden, hidden_in, masked_event, masked_item, masked_stored
from isnad.model import Relation, Report, Speaker, StoredItem
from tests.export.builders import EVENT, FIGURES, REPORT, Drawn, event, stored
from tests.export.items import relation, speaker, strength

VICTIM, DOER, SAYER = "هيثم المرجاني", "مروان القصبي", "إلياس الدويري"
NAMES = (VICTIM, DOER, SAYER)
ALL = " و".join(NAMES)
# The same names as other hands write them: without hamza, with tatweel and vowels, after a clitic, in the address.
VARIANTS = ("هَيثم المرجانى", "لـمروان القصبي", "الياس  الدويري")
EVIDENCE = f"قتل {ALL}، ثم قيل {' '.join(VARIANTS)} في السوق"
URL = "https://example.org/خبر-" + VICTIM.replace(" ", "-")


def party(text: str, **more: Any) -> dict[str, Any]:
    at = EVIDENCE.index(text) if text in EVIDENCE else 0
    return {"text": text, "en": text, "kind": "civilians", "id": f"x:{text}", "span": [at, at + len(text)], "person": "private", **more}


def actor(text: str, **more: Any) -> dict[str, Any]:
    rest = {"minor": False, "confidence": 0.5, "origins": 1, "reports": ["r1"]}
    return {"text": text, "en": text, "kind": "civilians", "id": f"x:{text}", "person": "private", **rest, **more}


PLANTED: dict[str, Any] = {
    "by": [party(DOER)], "against": [party(VICTIM)], "place": f"منزل {ALL}", "claimed_by": ALL, "evidence": EVIDENCE,
    "killed": {**REPORT["killed"], "text": ALL},
    "sources": [
        {"text": SAYER, "kind": "local", "person": "private", "span": [0, 1]}, {"text": f"محامي {ALL}", "kind": "judicial", "person": None, "span": [0, 1]},
    ],
    "alternatives": [{"field": "killed", "n": 2, "source": ALL, "chain": None, "spans": {}}], "chains": [[0, 1]],
    "spans": {"evidence": [[0, len(EVIDENCE)]]},
}  # fmt: skip
EVENT_PLANTED: dict[str, Any] = {
    "by": [actor(DOER)], "against": [actor(VICTIM)], "place": f"منزل {ALL}", "claimed_by": ALL, "evidence": EVIDENCE, "reports": ["r1"],
    "killed": {**EVENT["killed"], "figures": [{**FIGURES[0], "source": SAYER, "person": "private"}, {**FIGURES[1], "source": f"ابن {ALL}", "report": "r1"}]},
    "origins": [
        {"label": SAYER, "kind": "local", "person": "private", "reports": ["r1"], "outlets": []},
        {"label": f"محامي {ALL}", "kind": "judicial", "person": None, "reports": ["r1"], "outlets": []},
    ],
    "variants": {"claimed_by": [{"value": ALL, "reports": ["r1"], "origins": 1}]},
}  # fmt: skip
SAID = f"{ALL} {' '.join(VARIANTS)}"
SPANS = {"evidence": [(0, len(SAID))]}
RAW_ITEMS: dict[str, tuple[StoredItem, ...]] = {
    "relations": (relation(a=DOER, a_person="private", evidence=SAID, spans=SPANS), relation(a="كتيبة المثال", b=f"لواء {SAYER}", evidence=SAID, spans=SPANS)),
    "strengths": (strength(group=f"لواء {DOER}", place=f"منزل {VICTIM}", evidence=SAID, spans=SPANS),),
    "speakers": (speaker(text=SAYER, person="private", evidence=SAID, spans=SPANS),),
}  # fmt: skip


def planted(*, names: bool = False) -> tuple[Selection, Hidden]:
    """The selection that a store would give: everything masked by what is hidden in the article."""
    whole = stored(PLANTED, title=f"مقتل {ALL}", url=URL)
    read = [item.item for items in RAW_ITEMS.values() for item in items]
    hidden = hidden_in(
        [whole.report], [s for s in read if isinstance(s, Speaker)], [r for r in read if isinstance(r, Relation)], names=names
    )
    items = {table: tuple(kept for item in given if (kept := masked_item(item, hidden, names=names))) for table, given in RAW_ITEMS.items()}
    event_ = masked_event(event(**EVENT_PLANTED), {"r1": whole}, names=names, hidden={"a1": hidden})
    return Drawn(event_, reports=(masked_stored(whole, hidden, names=names),), items=items), hidden


def everything(path: Path) -> str:
    """All that a file or folder holds, unpacked."""
    if path.is_dir():
        return "".join(everything(file) for file in sorted(path.rglob("*")) if file.is_file())
    if path.suffix in (".xlsx", ".zip"):
        with zipfile.ZipFile(path) as packed:
            return "".join(packed.read(name).decode(errors="replace") for name in packed.namelist())
    if path.suffix == ".parquet":
        return str(pyarrow.parquet.read_table(path).to_pylist())
    return path.read_bytes().decode(errors="replace")


CODED = [name for name in ("acled", "ucdp", "polecat") if find_spec(f"isnad.export.{name}")]
OPEN = [f for f in formats.FORMATS.values() if f.name not in ("acled", "ucdp", "polecat")]
CASES = [
    *((f.name, table, f.suffix) for f in OPEN for table in f.tables),
    *((name, "events", suffix) for name in CODED for suffix in (".csv", ".jsonl", ".parquet", ".xlsx")),
    ("package", "events", ".zip"),
]


@pytest.mark.parametrize(("name", "table", "suffix"), CASES)
def test_no_private_name_in_any_file(tmp_path: Path, name: str, table: Any, suffix: str) -> None:
    selection, _ = planted()
    assert formats.write(name, selection, table, tmp_path / f"x{suffix}", load()) >= 0
    held = everything(tmp_path)
    for written in (*NAMES, *VARIANTS, "المرجان", "القصبي", "الدويري"):
        assert written not in held, written
    if (name, table) not in (("graphml", "events"),):
        assert MASK in held or "[\\u2026]" in held


def test_with_names_victims_are_masked_still(tmp_path: Path) -> None:
    selection, _ = planted(names=True)
    formats.write("package", selection, "events", tmp_path / "x", load(), names=True)
    held = everything(tmp_path)
    assert VICTIM not in held
    assert "المرجان" not in held
    assert (DOER in held, SAYER in held) == (True, True)
    assert "names of private persons kept" in held


def test_relations_of_private_persons_are_dropped() -> None:
    assert masked_item(RAW_ITEMS["relations"][0]) is None
    kept = masked_item(RAW_ITEMS["relations"][0], names=True)
    assert kept is not None
    assert isinstance(kept.item, Relation)
    assert kept.item.a == DOER


def test_what_names_nobody_stays_as_it_is() -> None:
    plain, hidden = stored(), Hidden()
    assert masked_stored(plain, hidden) == plain
    assert masked_event(event(), {"r1": plain}) == event()
    assert masked_item(relation()) == relation()


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("زويد", "الشيخ زويد", "الشيخ زويد"),  # one word: no part of a place
        ("زويد", "زويد", MASK),
        ("سالم المثال", "بيت سالم المثال", f"بيت {MASK}"),
        ("سالم المثال", "بيت سالم المثالي", "بيت سالم المثالي"),  # another name
        ("سالم المثال", "وسالم المثال", f"و{MASK}"),
        ("أحمد المثال", "إلى احمد  المثال", f"إلى {MASK}"),
    ],
)
def test_names_in_values(text: str, value: str, expected: str) -> None:
    report = msgspec.convert({**REPORT, "sources": [{"text": text, "kind": "local", "person": "private", "span": [0, 1]}]}, Report)
    assert hidden_in([report]).text(value) == expected


def test_a_soldier_killed_does_not_hide_the_army() -> None:
    victim = {"text": "عسكري", "en": None, "kind": "state_forces", "id": "generic:soldier", "person": "private", "span": [100, 105]}
    source = {"text": "مصدر عسكري", "kind": "military", "person": None, "span": [120, 130]}
    whole = stored({"against": [victim], "sources": [source]})
    out = masked_stored(whole, hidden_in([whole.report]))
    assert (out.report.against[0].text, out.report.sources[0].text) == (MASK, "مصدر عسكري")


def test_the_address_keeps_its_site_only() -> None:
    _, hidden = planted()
    assert hidden.address(URL) == "https://example.org/"
    assert (
        hidden.address("https://example.org/%D9%87%D9%8A%D8%AB%D9%85_%D8%A7%D9%84%D9%85%D8%B1%D8%AC%D8%A7%D9%86%D9%8A.html")
        == "https://example.org/"
    )
    assert hidden.address("https://example.org/1") == "https://example.org/1"
