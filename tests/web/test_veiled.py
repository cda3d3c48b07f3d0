"""A reader's search does not tell that an article has a masked name: not in lists, counts, charts, files or the API."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
import pytest

from isnad.cli import run
from isnad.codebook import load
from isnad.filter import Filter, made
from isnad.project import opened
from isnad.review import decide
from isnad.web.session import COOKIE
from tests.store.older import older

NAME, OTHER, PLACE = "الأنقوري", "المارديني", "القصرين"
ARTICLES = [
    {"id": "one", "title": "مقتل رجل في القصرين", "published": "2018-07-10", "publisher": "مثال",
     "text": f"قتل المدعو سامر {NAME} برصاص مسلحين في مدينة القصرين يوم الثلاثاء."},
    {"id": "two", "title": "زيارة", "published": "2018-07-11", "publisher": "مثال", "text": f"زار الوزير {NAME} مدينة القصرين."},
]  # fmt: skip


@pytest.fixture
def asked(project: Path, tmp_path: Path, desk: Any) -> Any:
    """Who a role is, to ask with."""
    from fastapi.testclient import TestClient

    from isnad.web.app import create_app

    (tmp_path / "told.jsonl").write_bytes(b"\n".join(map(msgspec.json.encode, ARTICLES)))
    assert run(["read", str(tmp_path / "told.jsonl"), "--project", str(project), "-q"]) == 0
    assert run(["merge", "--project", str(project)]) == 0
    app = create_app(desk)

    def of(role: Any) -> Any:
        client = TestClient(app)
        client.cookies.set(COOKIE, app.state.sessions.start(role, role))
        return client

    return of


PLACES = {
    "events": (f"/api/v1/events?text={quote(NAME)}", '"id":"E'),
    "reports": (f"/api/v1/reports?text={quote(NAME)}", '"id":"R'),
    "articles": (f"/api/v1/articles?q={quote(NAME)}", '"id":"one"'),
    "search": (f"/search?q={quote(NAME)}&lang=en", "/articles/one"),
    "count": (f"/search?q={quote(NAME)}&lang=en", "2 articles"),
    "table": (f"/events?text={quote(NAME)}&lang=en", "1 event<"),
    "map": (f"/api/v1/map?text={quote(NAME)}", "geonames:"),
    "timeline": (f"/api/v1/timeline?text={quote(NAME)}", "2018-07"),
    "file": (f"/api/v1/export/csv?table=reports&text={quote(NAME)}", "one,"),
    "export": (f"/export?table=reports&text={quote(NAME)}&lang=en", "1 report"),
}


@pytest.mark.parametrize("place", PLACES)
def test_only_those_who_may_see_a_name_find_it(asked: Any, place: str) -> None:
    address, told = PLACES[place]
    assert told in asked("coder").get(address).text  # first, so that what is kept of its answer would be seen
    answer = asked("reader").get(address)
    assert answer.status_code == 200
    assert told not in answer.text


def test_other_words_and_names_in_public_are_found(asked: Any) -> None:
    reader = asked("reader")
    found = reader.get(f"/api/v1/articles?q={quote(NAME)}").json()["articles"]
    assert [a["id"] for a in found] == ["two"]
    assert {"one", "two"} <= {a["id"] for a in reader.get(f"/api/v1/articles?q={quote(PLACE)}").json()["articles"]}
    without = reader.get(f"/api/v1/events?-text={quote(NAME)}&outlet={quote('مثال')}").json()["events"]
    assert len(without) == 1, "what is not found by the name is found without it"


def _found(desk: Any, word: str, veil: Any = "all") -> int:
    return int(desk.store.events.count(Filter((made("text", [word]),)).veiled(veil), desk.types))


def test_judgements_and_the_setting_count(asked: Any, desk: Any) -> None:
    report = next(r for r in desk.store.reports.chosen(Filter((made("text", [NAME]),)), desk.types))
    assert _found(desk, NAME, "") == 1
    assert _found(desk, NAME, "victims") == 0, "a victim is masked also where names are kept"
    decide.mend(desk.store, desk.book, report.id, "against", [], "x")
    assert _found(desk, NAME) == 1, "nobody is masked any more"
    decide.undo(desk.store, desk.book, "x")
    assert _found(desk, NAME) == 0


def test_a_later_text_and_a_second_outlet(asked: Any, desk: Any, project: Path, tmp_path: Path) -> None:
    second = {
        **ARTICLES[0],
        "publisher": "مثال آخر",
        "text": f"في زيارة طويلة للمدينة ومستشفاها وسوقها استقبل الوزير سامر {NAME} أهالي القصرين.",
        "url": "https://example.org/2",
    }
    later = {**ARTICLES[0], "text": f"قتل المدعو هاني {OTHER} برصاص مسلحين في مدينة القصرين يوم الثلاثاء."}
    for n, article in enumerate((second, later)):
        (tmp_path / f"{n}.jsonl").write_bytes(msgspec.json.encode(article))
        assert run(["read", str(tmp_path / f"{n}.jsonl"), "--project", str(project), "-q"]) == 0
        known = [a.publisher for a in desk.store.articles.search(NAME, veil="all") if a.id == "one"]
        assert known == ([] if article is second else ["مثال آخر"]), "the name is masked in both until no text of the id has it masked"
    assert [a.id for a in desk.store.articles.search(OTHER)] == ["one"]
    assert desk.store.articles.search(OTHER, veil="all") == []


def test_an_older_database_is_filled(asked: Any, desk: Any, project: Path) -> None:
    whole = sorted(desk.store.sql.execute("SELECT * FROM veiled"))
    assert whole
    database = opened(project).database
    earlier = older(database, project / "earlier.db")
    for name in (database.name, f"{database.name}-wal", f"{database.name}-shm"):
        (project / name).unlink(missing_ok=True)
    earlier.rename(database)
    from isnad.web.desk import Desk

    again = Desk(opened(project), load(), version="test")
    assert sorted(again.store.sql.execute("SELECT * FROM veiled")) == whole
