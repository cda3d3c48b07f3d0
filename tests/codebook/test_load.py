"""Loading the codebook: what YAML must not guess, and faults that name file, line and key."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

from isnad.codebook import Codebook, load, load_all
from isnad.codebook.files import load_yaml
from isnad.errors import CodebookError

COLUMNS = "id,name_en,names_ar,country,admin1,class,lat,lon,population\n"
ACTOR = "- {id: x:a, names: {en: A, ar: حركة ألف, fr: A}, kind: rebel_group, country: [TN]}\n"


def written(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


VALUES: list[tuple[str, Any]] = [
    ("NO", "NO"),  # Norway, not false
    ("no", "no"),
    ("yes", "yes"),
    ("on", "on"),
    ("true", True),
    ("false", False),
    ("null", None),
    ("~", None),
    ("2014-06", "2014-06"),
    ("2014-06-10", "2014-06-10"),  # a day stays a string
    ("2014-06-10 12:00:00", "2014-06-10 12:00:00"),
    ("2014", 2014),
    ("0.5", 0.5),
    ("[NO, SE]", ["NO", "SE"]),
    ("{NO: 2019-01-02}", {"NO": "2019-01-02"}),
]


@pytest.mark.parametrize(("text", "expected"), VALUES)
def test_yaml_guesses_neither_dates_nor_yes_and_no(tmp_path: Path, text: str, expected: object) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(f"value: {text}\n", encoding="utf-8")
    found = load_yaml(path)["value"]
    assert (found, type(found)) == (expected, type(expected))


FAULTS: list[tuple[str, str | bytes, str]] = [
    ("actors/a.yaml", "- id: x:a\n  names: {en: A\n  kind: b\n", "a.yaml:3: "),  # a brace that is not closed
    ("actors/a.yaml", "- id: x:a\n\tkind: b\n", "a.yaml:2: "),
    ("actors/a.yaml", "- id: x:a\n  kind: rebel_group\n  kind: civilians\n", "a.yaml:1: the key 'kind' stands twice"),
    ("actors/a.yaml", "id: x:a\n", "actors/a.yaml: a list of entries is needed"),
    ("actors/a.yaml", "", "actors/a.yaml: a list of entries is needed"),
    ("actors/a.yaml", "- just words\n", "actors/a.yaml: entry 1: Expected `object`"),
    ("actors/a.yaml", ACTOR.replace("kind:", "colour: red, kind:"), "actors/a.yaml: x:a: Object contains unknown field `colour`"),
    ("actors/a.yaml", ACTOR.replace("rebel_group", "band"), "actors/a.yaml: x:a: Invalid enum value 'band'"),
    ("actors/a.yaml", ACTOR.replace("id: x:a, ", ""), "actors/a.yaml: entry 1: Object missing required field `id`"),
    ("actors/a.yaml", ACTOR + ACTOR, "actors/a.yaml: x:a: the id stands twice (it is in actors/a.yaml too)"),
    ("actors/a.yaml", ACTOR.encode("cp1256"), "a.yaml: no UTF-8 at byte"),
    ("events/a.yaml", "id: sunshine\n", "events/a.yaml: sunshine: "),
    ("events/a.yaml", "- id: attack\n", "events/a.yaml: entry 1: Expected `object`"),
    (
        "events/a.yaml",
        "id: attack\ntriggers: [{id: new, noun: [رشق], frames: {}}]\n",
        "events/a.yaml: attack: Object contains unknown field `frames`",
    ),
    ("events/a.yaml", "id: attack\ntriggers: 3\n", "events/a.yaml: attack: Expected `array`"),
    ("speech/verbs.yaml", "- {id: hum, past: همهم}\n", "speech/verbs.yaml: hum: Object missing required field `sense`"),
    ("outlets.yaml", "- {id: x, kind: newspaper, names: {}, domain: a}\n", "outlets.yaml: x: Object contains unknown field `domain`"),
    ("places/a.csv", "id,name\n", "a.csv: the columns must be id,name_en"),
    ("places/a.csv", COLUMNS + "x,X,س,TN,,town,north,9,\n", "a.csv:2: could not convert string to float"),
    ("places/a.csv", COLUMNS + "x,X,س,TN\n", "a.csv:2: not enough values"),
    ("places/a.csv", COLUMNS + "x,X,س,TN,,hamlet,34,9,\n", "a.csv:2: unknown class 'hamlet'"),
    ("places/a.csv", (COLUMNS + "x,X,س,TN,,town,34,9,\n").encode("cp1256"), "a.csv: no UTF-8 at byte"),
    ("places/a.csv.gz", b"no gzip", "a.csv.gz: it cannot be read"),
    ("places/stop.txt", "باب".encode("cp1256"), "stop.txt: no UTF-8 at byte"),
    ("numbers.yaml", "- 1\n", "numbers.yaml: a mapping is needed"),
    ("narration.yaml", "sayd: [أن]\n", "narration.yaml: sayd: the key is unknown (one of said, "),
    ("recipes.yaml", "salt: 1\n", "recipes.yaml: a file that the codebook does not know"),
    ("verbs/mine.yaml", "- {}\n", "verbs/mine.yaml: a file that the codebook does not know"),
]


@pytest.mark.parametrize(("name", "content", "expected"), FAULTS)
def test_a_fault_names_file_and_key(tmp_path: Path, name: str, content: str | bytes, expected: str) -> None:
    _, found = load_all(written(tmp_path, {name: content}))
    assert len(found) == 1
    assert str(found[0]).startswith(expected), str(found[0])
    with pytest.raises(CodebookError) as error:
        load(tmp_path)
    assert (error.value.where, error.value.remedy) == (found[0].where, found[0].remedy)


def test_every_fault_is_found_and_the_rest_is_read(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "actors/a.yaml": "- {id: x:bad}\n" + ACTOR + "- {id: x:worse, names: 3}\n",
        "places/a.csv": COLUMNS + "x:1,X,س,TN,,town,a,9,\nx:2,Y,ص,TN,,town,34,9,\n",
    }
    book, found = load_all(written(tmp_path, files))
    assert sorted(f.where for f in found) == ["a.csv:2", "actors/a.yaml: x:bad", "actors/a.yaml: x:worse"]
    assert book.actors["x:a"].names["ar"] == "حركة ألف"
    assert book.places["x:2"].name_en == "Y"
    with pytest.raises(CodebookError, match="and 2 more: isnad codebook check"):
        load(tmp_path)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="there is no such folder") as error:
        load(tmp_path / "nowhere")
    assert error.value.where == str(tmp_path / "nowhere")
    assert "--codebook" in error.value.remedy


def test_a_packed_places_file_is_read(tmp_path: Path) -> None:
    packed = gzip.compress((COLUMNS + "x:z,Zed,زاد|الزاد,TN,x:gov,village,34.5,9.25,1200\n# a remark\n").encode())
    place = load(written(tmp_path, {"places/more.csv.gz": packed})).places["x:z"]
    assert (place.names, place.country, place.admin1, place.kind) == (("زاد", "الزاد"), "TN", "x:gov", "village")
    assert (place.lat, place.lon, place.population) == (34.5, 9.25, 1200)


def test_norway_is_a_country(codebook: Codebook) -> None:
    assert codebook.countries["NO"].en == "Norway"


LINEAGES = [
    ("x:a", ["x:a"]),
    ("x:cell", ["x:cell", "x:wing", "x:a"]),
    ("x:lost", ["x:lost", "x:gone"]),  # an id that no entry has ends it
    ("x:gone", ["x:gone"]),
    ("x:ring", ["x:ring", "x:round"]),  # checked apart: here it must only end
    ("", []),
]


@pytest.mark.parametrize(("id_", "expected"), LINEAGES)
def test_lineage(tmp_path: Path, id_: str, expected: list[str]) -> None:
    below = {"x:wing": "x:a", "x:cell": "x:wing", "x:lost": "x:gone", "x:ring": "x:round", "x:round": "x:ring", "x:arm": "x:a"}
    entry = "- {{id: {0}, names: {{en: {0}, ar: {0}, fr: {0}}}, kind: rebel_group, country: [TN], parent: {1}}}\n"
    book = load(written(tmp_path, {"actors/a.yaml": ACTOR + "".join(entry.format(*pair) for pair in below.items())}))
    assert book.lineage(id_) == expected
    assert book.branches("x:a") == ["x:arm", "x:wing"]


def test_families(codebook: Codebook) -> None:
    assert {type_: family for family, types in codebook.families.items() for type_ in types} == {
        e.id: e.family for e in codebook.events.values()
    }
