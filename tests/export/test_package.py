"""The Data Package, as frictionless sees it, and what lies beside the tables."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import jsonschema
import msgspec
import pytest
import yaml
from frictionless import Package, system, validate

from isnad.codebook import load
from isnad.errors import OutputError
from isnad.export import formats
from tests.export.builders import Drawn, event, stored
from tests.export.items import ITEMS

CHOSEN = Drawn(
    event(), event(id="E3", reports=["r3", "r9"], killed=None),
    reports=(stored({"evidence": "سطر\r\n\"ثان\", =1"}), stored(id="r2", article="a2"), stored(id="r3", event="E3"), stored(id="r4", event="E77")),
    items=ITEMS,
)  # fmt: skip
TABLES = ["events", "reports", "members", "figures", "relations", "strengths", "speakers", "removed"]


def write(path: Path, **more: object) -> int:
    return formats.write("package", CHOSEN, "events", path, load(), merge={"threshold": 0.9}, **more)  # type: ignore[arg-type]


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", ["data", "data.zip"])
def test_frictionless_finds_it_valid(tmp_path: Path, name: str) -> None:
    assert write(tmp_path / name) == 2
    target = tmp_path / name if name.endswith(".zip") else tmp_path / name / "datapackage.json"
    with system.use_context(trusted=True):
        report = validate(str(target))
    assert report.valid, report.flatten(["code", "message", "rowNumber"])
    assert [task.name for task in report.tasks] == TABLES
    assert {task.type for task in report.tasks} == {"table"}


@pytest.mark.parametrize(
    ("table", "column", "value"), [("members", "event", "E404"), ("figures", "report", "r404"), ("events", "id", "E2abc")]
)
def test_frictionless_would_find_a_broken_link(tmp_path: Path, table: str, column: str, value: str) -> None:
    """The keys are told in the descriptor: without them this test fails."""
    write(tmp_path / "data")
    file = tmp_path / "data" / f"{table}.csv"
    rows = read(file)
    rows[-1][column] = value
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    descriptor = tmp_path / "data/datapackage.json"
    whole = json.loads(descriptor.read_text(encoding="utf-8"))
    for resource in whole["resources"]:
        resource.pop("hash")
        resource.pop("bytes")
    descriptor.write_text(json.dumps(whole), encoding="utf-8")
    with system.use_context(trusted=True):
        found = {line[0] for line in validate(str(descriptor)).flatten(["type"])}
    assert found & {"foreign-key", "primary-key"}


def test_tables_hang_together(tmp_path: Path) -> None:
    write(tmp_path / "data")
    tables = {name: read(tmp_path / "data" / f"{name}.csv") for name in TABLES}
    assert [(m["event"], m["report"], m["article"]) for m in tables["members"]] == [
        ("E2abc", "r1", "a1"),
        ("E2abc", "r2", "a2"),
        ("E3", "r3", "a1"),
    ]
    assert [(f["event"], f["field"], f["n"], f["q"], f["report"], f["origin"]) for f in tables["figures"]] == [
        ("E2abc", "killed", "3", "exact", "r1", "وزارة الداخلية"),
        ("E2abc", "killed", "5", "at_least", "r2", "مرآة النيل"),
    ]
    assert [r["event"] for r in tables["reports"]] == ["E2abc", "E2abc", "E3", ""]
    assert tables["reports"][0]["evidence"] == 'سطر\r\n"ثان", =1'
    assert tables["removed"] == [{"event": "E9", "merged_into": "E2abc", "at": "2018-07-12T00:00:00Z", "reason": "merged"}]
    with system.use_context(trusted=True):
        rows = Package(str(tmp_path / "data/datapackage.json")).get_resource("events").read_rows()
    assert (rows[0]["killed_best"], rows[0]["killed_disputed"], float(rows[0]["lat"])) == (3, True, 36.45)


def test_what_lies_beside_the_tables(tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "events").mkdir(parents=True)
    (own / "events/attack.yaml").write_text("id: attack\n", encoding="utf-8")
    write(tmp_path / "data", codebook=own)
    root = tmp_path / "data"
    assert json.loads((root / "filter.json").read_text()) == {"country": "TN"}
    assert json.loads((root / "merge.json").read_text()) == {"version": "0.1+def", "settings": {"threshold": 0.9}}
    cited = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    assert (cited["cff-version"], cited["type"], cited["title"], cited["date-released"]) == ("1.2.0", "dataset", "Sample", "2026-01-02")
    assert cited["authors"]
    assert cited["message"]
    assert (root / "codebook/events/attack.yaml").is_file()
    assert (root / "codebook/own/events/attack.yaml").read_text(encoding="utf-8") == "id: attack\n"
    assert not [p for p in root.rglob("*") if p.suffix in (".npz", ".gz")]
    readme = (root / "README.md").read_text(encoding="utf-8")
    assert "gazetteer.csv.gz" in readme
    assert "`figures.csv` (2 rows)" in readme
    for name, record in (("event", event()), ("report", stored())):
        schema = json.loads((root / f"schema/{name}.schema.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator(schema).validate(json.loads(msgspec.json.encode(record)))


@pytest.mark.parametrize("name", ["data", "data.zip"])
def test_the_same_bytes_twice_and_in_place_of_the_old(tmp_path: Path, name: str) -> None:
    def content() -> dict[str, bytes]:
        return {p.relative_to(tmp_path).as_posix(): p.read_bytes() for p in sorted(tmp_path.rglob("*")) if p.is_file()}

    write(tmp_path / name)
    first = content()
    write(tmp_path / name)
    assert content() == first
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="holds no datapackage"):
        write(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]
    (tmp_path / "empty").mkdir()
    assert write(tmp_path / "empty") == 2
