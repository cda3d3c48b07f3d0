"""Export, settings, proposals to the codebook, quality: what is counted is what is written, and faults write nothing."""

from __future__ import annotations

import csv
import io
import zipfile
from html import unescape
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from isnad.export.formats import FORMATS
from isnad.filter import Filter
from isnad.project import PROJECT_SETTINGS, opened
from isnad.review import decide, measures
from isnad.settings import SETTINGS
from isnad.web.pages import export as exports
from isnad.web.renew import fresh_book, renew
from isnad.web.toml import changed_text
from isnad.web.wording import words

TABLES = [(f.name, table) for f in FORMATS.values() for table in f.tables if f.name in ("csv", "jsonl", "acled")]


def test_sentences_are_those_of_the_code() -> None:
    english = words("en")
    for f in FORMATS.values():
        assert english[f"export.format.{f.name}"] == f.sentence
    for s in (*PROJECT_SETTINGS, *SETTINGS):
        assert english[f"settings.say.{s.name}"] == s.sentence


@pytest.mark.parametrize(("name", "table"), TABLES)
@pytest.mark.parametrize("filter_", ["", "from=2015-01-01", "outlet="])
def test_as_many_rows_are_written_as_are_announced(client: Any, desk: Any, name: str, table: str, filter_: str) -> None:
    if filter_ == "outlet=":
        filter_ += next(r.publisher for r in desk.store.reports.chosen(Filter(), desk.types) if r.publisher)
    query = f"format={name}&table={table}&{filter_}"
    answer = client.get(f"/export/file?{query}")
    assert answer.status_code == 200
    rows = len(answer.text.splitlines()) if name == "jsonl" else len(list(csv.reader(io.StringIO(answer.text)))) - 1
    page = client.get(f"/export?{query}").text
    assert 'class="count"' in page
    told = page.split('class="count">')[1].split("<")[0].strip()
    assert told.split()[0].replace(",", "") == str(rows)


@pytest.mark.parametrize("name", list(FORMATS))
def test_every_format_is_written(client: Any, name: str) -> None:
    answer = client.get(f"/export/file?format={name}")
    assert answer.status_code == 200
    assert len(answer.content) > 100
    suffix = FORMATS[name].suffix or ".zip"
    assert answer.headers["content-disposition"].endswith(f'{suffix}"')


def test_the_description_goes_along(client: Any) -> None:
    answer = client.get("/export/file?format=csv&pack=1")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["sample-events.csv", "sample-events.csv-metadata.json"]


def test_nothing_stays_behind(client: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "mkdtemp", lambda prefix: str(_made(tmp_path / prefix)))
    assert client.get("/export/file?format=csv").status_code == 200
    assert not list(tmp_path.glob("isnad-export*"))


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_a_filter_that_a_table_does_not_know_is_told(client: Any) -> None:
    assert "cannot be filtered by" in client.get("/export?format=csv&table=speakers&country=TN").text
    assert client.get("/export/file?format=csv&table=speakers&country=TN").status_code == 422
    assert client.get("/export/file?country=Tunisia").status_code == 422


def test_a_condition_is_added_to_the_address(client: Any) -> None:
    answer = client.get("/export?format=jsonl&key=country&value=tn,ly", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/export?format=jsonl&country=TN%2CLY")
    assert client.get("/export?key=min-origins&value=two").text.count('role="alert"') == 1


@pytest.mark.parametrize(
    ("before", "values", "after"),
    [
        ('# mine\ntitle = "A" # here\n', {"title": 'B "c" \\ #'}, '# mine\ntitle = "B \\"c\\" \\\\ #" # here\n'),
        ("names = false\nmerge_floor = 0.0\n", {"names": True, "merge_floor": 0.25}, "names = true\nmerge_floor = 0.25\n"),
        ("title='A'\n", {"title": "ب"}, 'title="ب"\n'),
        ("", {"reviewer": "N"}, f'# {next(s.sentence for s in PROJECT_SETTINGS if s.name == "reviewer")}\nreviewer = "N"\n'),
    ],
)
def test_settings_are_changed_in_place(before: str, values: dict[str, Any], after: str) -> None:
    assert changed_text(before, values) == after


def _settings(**changes: str) -> dict[str, str]:
    return {"title": "Sample", "contact": "", "codebook": "codebook", "reviewer": "", "merge_floor": "0.0", **changes}


def test_settings_are_saved(client: Any, desk: Any) -> None:
    file = desk.project.folder / "isnad.toml"
    file.write_text("# A note of mine.\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    client.get("/api/v1/provenance")  # what was kept of the old settings must go
    answer = client.post("/settings", data=_settings(title="عنوان", merge_floor="0.2", names="1"))
    assert answer.status_code == 200
    told = client.get("/api/v1/provenance").json()["sentence"]
    assert "عنوان" in told
    assert "names of private persons kept" in told
    assert told.partition(" by isnad ")[2] in unescape(client.get("/help").text), "the help tells another merge or masking than files do"
    assert file.read_text(encoding="utf-8").startswith("# A note of mine.\n")
    now = opened(desk.project.folder).settings
    assert (now["title"], now["merge_floor"], now["names"]) == ("عنوان", 0.2, True)


@pytest.mark.parametrize("wrong", [{"merge_floor": "often"}, {"merge_floor": "2"}, {"merge_floor": "nan"}])
def test_wrong_settings_write_nothing(client: Any, desk: Any, wrong: dict[str, str]) -> None:
    before = (desk.project.folder / "isnad.toml").read_bytes()
    assert client.post("/settings", data=_settings(**wrong)).status_code == 422
    assert (desk.project.folder / "isnad.toml").read_bytes() == before


def test_a_codebook_with_a_fault_is_not_taken(client: Any, desk: Any) -> None:
    folder = desk.project.folder / "other"
    (folder / "actors").mkdir(parents=True)
    (folder / "actors" / "x.yaml").write_text("- {id: x}\n", encoding="utf-8")
    before = (desk.project.folder / "isnad.toml").read_bytes()
    assert client.post("/settings", data=_settings(codebook="other")).status_code == 422
    assert (desk.project.folder / "isnad.toml").read_bytes() == before


def test_only_an_administrator_changes(desk: Any) -> None:
    from fastapi.testclient import TestClient

    from isnad.web.app import create_app
    from isnad.web.session import COOKIE

    app = create_app(desk)
    client = TestClient(app)
    client.cookies.set(COOKIE, app.state.sessions.start("r", "reviewer"))
    client.headers["X-CSRF-Token"] = client.get("/help").text.split('data-csrf="')[1].split('"')[0]
    assert client.post("/settings", data=_settings()).status_code == 403
    assert client.post("/codebook/propose", data={"what": "alias", "id": "isis", "name": "اسم", "do": "write"}).status_code == 403


ACTOR = {
    "what": "actor", "id": "valley_brigade", "en": "Valley Brigade", "ar": "لواء الوادي الأخضر", "fr": "Brigade de la vallée", "kind": "rebel_group",
    "country": "iq, SY", "aliases": "كتائب الوادي الأخضر", "from": "2014-06",
}  # fmt: skip
TRIGGER = {"what": "trigger", "type": "grenade", "id": "fling", "noun": "مفرقعة يدوية", "of": "against", "weight": "0.8"}


PLACE = {
    "what": "place", "id": "green_valley", "en": "Green Valley", "ar": "الوادي الأخضر الكبير", "country": "iq", "class": "village",
    "lat": "33.5", "lon": "44.1",
}  # fmt: skip
OUTLET = {
    "what": "outlet",
    "id": "valley_news",
    "en": "Valley News",
    "ar": "أخبار الوادي الأخضر",
    "kind": "website",
    "domains": "valley.example",
}


def _own(desk: Any) -> dict[str, str]:
    folder = desk.project.folder / "codebook"
    return {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in folder.rglob("*.*")}


def test_proposals_are_written_and_known(client: Any, desk: Any) -> None:
    assert client.post("/codebook/propose", data={**ACTOR, "do": "check"}).status_code == 200
    assert not _own(desk)
    version = desk.book.version
    assert client.post("/codebook/propose", data={**ACTOR, "do": "write"}).status_code == 200
    assert desk.book.version != version
    assert desk.book.actors["valley_brigade"].country == ["IQ", "SY"]
    for alias in ({"id": "valley_brigade", "name": "اللواء الأخضر", "from": "2016"}, {"id": "isis", "name": "دولة الوادي المزعومة"}):
        assert client.post("/codebook/propose", data={"what": "alias", **alias, "do": "write"}).status_code == 200
    entries = yaml.safe_load(_own(desk)["actors/workbench.yaml"])
    assert [e["id"] for e in entries] == ["valley_brigade", "isis"]
    assert entries[0]["aliases"] == ["كتائب الوادي الأخضر", {"name": "اللواء الأخضر", "from": "2016"}]
    assert "داعش" in [a if isinstance(a, str) else a.name for a in desk.book.actors["isis"].aliases]
    assert client.post("/codebook/propose", data={**TRIGGER, "do": "write"}).status_code == 200
    assert client.post("/codebook/propose", data={**TRIGGER, "id": "fling2", "noun": "مفرقعات الوادي", "do": "write"}).status_code == 200
    assert [t.id for t in desk.book.events["grenade"].triggers][-2:] == ["fling", "fling2"]
    for fields in (PLACE, OUTLET):
        assert client.post("/codebook/propose", data={**fields, "do": "write"}).status_code == 200
    assert desk.book.places["isnad:green_valley"].lat == 33.5
    assert "valley_news" in desk.book.outlets
    assert "valley_brigade" in client.get("/codebook?q=الوادي").text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({**ACTOR, "country": "ZZ"}, "unknown country"),
        ({**ACTOR, "id": "isis"}, "there is an actor of this id"),
        ({**ACTOR, "ar": "داعش"}, "belongs to"),
        ({**ACTOR, "fr": ""}, "it is needed"),
        ({**ACTOR, "from": "June"}, "no date"),
        ({**ACTOR, "parent": "nosuch"}, "unknown parent"),
        ({**TRIGGER, "noun": ""}, "no verb, noun, participle or phrase"),
        ({**TRIGGER, "noun": "bomb"}, "no Arabic letter"),
        ({**TRIGGER, "weight": "7"}, "not between 0 and 1"),
        ({**TRIGGER, "weight": "much"}, "is no number"),
        ({"what": "alias", "id": "nosuch", "name": "اسم"}, "there is no such actor"),
        ({"what": "place", "id": "x", "en": "X", "ar": "وادي", "lat": "100", "lon": "1"}, "latitude out of range"),
        ({"what": "place", "id": "x", "en": "X", "ar": "وادي", "class": "planet"}, "unknown class"),
    ],
)
def test_faults_are_shown_and_nothing_is_written(client: Any, desk: Any, fields: dict[str, str], said: str) -> None:
    answer = client.post("/codebook/propose", data={**fields, "do": "write"})
    assert answer.status_code == 422
    assert said in answer.text
    assert not _own(desk)


def test_files_of_people_are_left_alone(client: Any, desk: Any) -> None:
    folder = desk.project.folder / "codebook"
    (folder / "actors").mkdir(parents=True)
    text = "# By hand.\n- {id: mine, names: {en: Mine, ar: جماعة الوادي, fr: Mienne}, kind: rebel_group}\n"
    (folder / "actors" / "mine.yaml").write_text(text, encoding="utf-8")
    renew(desk, desk.project, fresh_book(desk.project))
    answer = client.post("/codebook/propose", data={"what": "alias", "id": "mine", "name": "أهل الوادي", "do": "write"})
    assert (answer.status_code, _own(desk)) == (422, {"actors/mine.yaml": text})
    assert client.post("/codebook/propose", data={**ACTOR, "do": "write"}).status_code == 200
    assert _own(desk)["actors/mine.yaml"] == text


def test_quality_tells_what_was_judged(client: Any, desk: Any) -> None:
    assert "nothing can be said" in client.get("/quality").text
    reports = [r for r in desk.store.reports.chosen(Filter(), desk.types) if r.event][:3]
    decide.accept(desk.store, desk.book, reports[0].id, "n")
    decide.reject(desk.store, desk.book, reports[1].id, "n")
    decide.mend(desk.store, desk.book, reports[2].id, "status", "denied", "n")
    decide.reject(desk.store, desk.book, reports[0].id, "other")
    judged = list(measures.by_type(_judged(desk)))
    assert sum(a.right for a in judged) == 0  # the last word on the first one is a rejection
    assert sum(a.rejected for a in judged) == 2
    fields = {a.name: a for a in measures.by_field(_judged(desk))}
    assert (fields["status"].right, fields["status"].mended) == (0, 1)
    assert fields["type"].rate == 1
    text = client.get("/quality").text
    assert "nothing can be said" not in text
    assert "alpha" in text


def _judged(desk: Any) -> list[Any]:

    return list(desk.store.tallies.judged())


def test_agreement_on_verdicts(client: Any, desk: Any) -> None:
    assert measures.verdicts_agree([]) is None
    first, second = [r.id for r in desk.store.reports.chosen(Filter(), desk.types)][:2]
    for report, other in ((first, decide.accept), (second, decide.reject)):
        decide.accept(desk.store, desk.book, report, "n")
        other(desk.store, desk.book, report, "m")
    decide.mend(desk.store, desk.book, first, "status", "denied", "m")  # who mends accepts that it is told
    agreed = measures.verdicts_agree(list(desk.store.judgements.all()))
    assert agreed is not None
    assert (agreed.units, agreed.same) == (2, 0.5)
    assert "On verdicts" in client.get("/quality").text


def test_bins_and_error() -> None:
    rows = measures.bins([(0.95, True), (0.95, False), (1.0, True), (0.1, False)])
    assert [(round(b.said, 2), round(b.right, 2), b.n) for b in rows] == [(0.1, 0, 1), (0.97, 0.67, 3)]
    assert round(measures.error(rows) or 0, 3) == 0.25
    assert measures.error([]) is None


def test_the_shipped_scores_are_those_of_the_docs() -> None:
    from scripts.scores import TARGET, scores

    assert msgspec.json.decode(TARGET.read_bytes()) == scores(), "python -m scripts.scores"
