"""The API: pages without gaps, one error shape, ETags, masks, tombstones, exports, and a document that answers keep to."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from isnad.cli import run
from isnad.store.pulse import Hold, stamp, working
from isnad.web.render import cursor_of

V1 = "/api/v1"


def get(client: Any, path: str, status: int = 200) -> Any:
    answer = client.get(V1 + path)
    assert answer.status_code == status, (path, answer.text[:500])
    return answer.json()


@pytest.fixture
def reader(client: Any) -> Any:
    """A client with the session of a reader."""
    from fastapi.testclient import TestClient

    from isnad.web.session import COOKIE

    other = TestClient(client.app)
    other.cookies.set(COOKIE, client.app.state.sessions.start("Rita", "reader"))
    return other


PAGED = [
    ("/events?", "events"), ("/events?sort=old&", "events"), ("/events?sort=killed&", "events"), ("/events?sort=changed&", "events"),
    ("/reports?", "reports"), ("/reports?sort=old&", "reports"), ("/articles?", "articles"), ("/relations?", "items"), ("/speakers?", "items"),
    ("/codebook/actors?q=army&", "entries"), ("/codebook/events?", "entries"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "rows"), PAGED)
def test_pages_have_every_row_once(client: Any, path: str, rows: str) -> None:
    whole = get(client, f"{path}limit=500")[rows]
    step = max(2, len(whole) // 4)
    found, cursor = [], ""
    while cursor is not None:
        page = get(client, f"{path}limit={step}" + (f"&cursor={cursor}" if cursor else ""))
        assert len(page[rows]) <= step
        found += page[rows]
        cursor = page["next"]
    assert len(whole) > 1
    assert found == whole


def test_what_has_no_value_comes_last(client: Any, desk: Any) -> None:
    found = get(client, "/events?limit=500")["events"]
    ids = [e["id"] for e in found]
    with desk.store.writing():
        desk.store.sql.executemany("UPDATE events SET date = NULL WHERE id = ?", [(i,) for i in ids[:7]])
    for sort in ("date", "old"):
        got, cursor = [], ""
        while cursor is not None:
            page = get(client, f"/events?sort={sort}&limit=3" + (f"&cursor={cursor}" if cursor else ""))
            got += [e["id"] for e in page["events"]]
            cursor = page["next"]
        assert sorted(got) == sorted(ids)
        unknown = sorted({*ids[:7], *(e["id"] for e in found if e["date"] is None)})
        assert got[-len(unknown) :] == (unknown if sort == "old" else unknown[::-1])


def test_the_filter_is_that_of_the_export(client: Any, desk: Any) -> None:
    shown = get(client, "/events?limit=500&total=true")
    assert shown["total"] == len(shown["events"])
    country = shown["events"][0]["country"]
    some = {e["id"] for e in get(client, f"/events?country={country}&limit=500")["events"]}
    others = {e["id"] for e in get(client, f"/events?-country={country}&limit=500")["events"]}
    assert some
    assert others
    assert some | others == {e["id"] for e in shown["events"]}
    lines = client.get(f"{V1}/export/jsonl?country={country}").text.splitlines()
    assert {msgspec.json.decode(line)["id"] for line in lines} == some


HOSTILE = [
    "/events?contry=TN", "/events?country=T1", "/events?limit=0", "/events?limit=501", "/events?limit=x", "/events?sort=size", "/events?-from=2018-01-01",
    "/events?min-killed=99999999999999999999", "/events?min-confidence=nan", "/events?from=yesterday", "/events?cursor=%00", "/events?cursor=bm9uc2Vuc2U",
    f"/events?cursor={cursor_of('old', ['2018-01-01', 'E1'])}", f"/events?cursor={cursor_of('date', [{}, 'E1'])}",
    f"/events?sort=killed&cursor={cursor_of('killed', [2**70, 'E1'])}", f"/events?cursor={cursor_of('date')}", f"/events?cursor={cursor_of()}",
    f"/relations?cursor={cursor_of('relations', [2**70, 1])}", "/relations?country=TN", "/reports?disputed=yes", "/articles?from=2018-13x", "/runs?x=1", "/audit?before=-1",
    "/export/pdf", "/export/acled?table=reports", "/export/rss?changed=soon", "/export/csv?table=figures",
]  # fmt: skip


@pytest.mark.parametrize("path", HOSTILE)
def test_what_makes_no_sense_is_told(client: Any, path: str) -> None:
    error = get(client, path, 422)["error"]
    assert error["status"] == 422
    assert error["what"]


HARMLESS = [
    "/events?text=%22%20OR%20*", "/events?text=%00", "/events?text=%D9%8B", "/events?place=%27%3B--", "/events?id=%F0%9F%92%A3", "/events?actor=%25",
    "/events?from=2018&to=2018-06", "/articles?q=%22%22%29", "/articles?q=%EF%B7%BA&from=2018", "/reports?min-killed=-5", "/codebook/actors?q=%5B",
]  # fmt: skip


@pytest.mark.parametrize("path", HARMLESS)
def test_odd_values_find_what_there_is(client: Any, path: str) -> None:
    get(client, path)


@pytest.mark.parametrize(
    "path", ["/nothing", "/events/E0", "/reports/R0", "/articles/a/b", "/actors/none", "/codebook/events/none", "/codebook/places"]
)
def test_what_is_not_there(client: Any, path: str) -> None:
    assert get(client, path, 404)["error"]["status"] == 404


def test_without_a_session(client: Any) -> None:
    from fastapi.testclient import TestClient

    stranger = TestClient(client.app)
    assert get(stranger, "/events", 401)["error"]["remedy"]
    assert stranger.get(f"{V1}/events", headers={"host": "evil.example"}).json()["error"]["status"] == 421


def test_an_event_with_its_reports_and_links(client: Any) -> None:
    many = next(e for e in get(client, "/events?limit=500")["events"] if len(e["reports"]) > 1)
    whole = get(client, f"/events/{many['id']}")
    assert whole["event"] == many
    assert [r["id"] for r in whole["reports"]] == many["reports"]
    for link in get(client, f"/events/{many['id']}/links")["links"]:
        assert {link["a"], link["b"]} <= set(many["reports"])
    report = get(client, f"/reports/{many['reports'][0]}")
    assert report == whole["reports"][0]
    article = get(client, f"/articles/{report['article']}")
    assert report in article["reports"]
    start, end = report["report"]["spans"]["evidence"][0]
    assert f"{article['title']}\n{article['text']}"[start:end] == report["report"]["evidence"]


def test_an_event_that_is_no_more_says_where_its_reports_are(client: Any, desk: Any) -> None:
    from isnad.review.decide import same

    a, b = (e["id"] for e in get(client, "/events?limit=2")["events"])
    with_tag = client.get(f"{V1}/events/{a}").headers["etag"]
    same(desk.store, desk.book, a, b, "Tester")
    kept, gone = (a, b) if client.get(f"{V1}/events/{a}").status_code == 200 else (b, a)
    answer = client.get(f"{V1}/events/{gone}", headers={"If-None-Match": with_tag})
    assert answer.status_code == 410
    assert answer.json()["merged_into"] == kept
    assert answer.json()["error"]["status"] == 410
    assert kept in answer.headers["link"]
    assert get(client, f"/events/{gone}/links", 410)["merged_into"] == kept


def test_etags(client: Any, desk: Any, reader: Any) -> None:
    path = f"{V1}/events?country=TN"
    first = client.get(path)
    tag = first.headers["etag"]
    assert tag.startswith('W/"')
    assert first.headers["cache-control"] == "private, no-cache"
    again = client.get(path, headers={"If-None-Match": f'"other", {tag}'})
    assert again.status_code == 304
    assert not again.content
    assert client.get(f"{V1}/events?country=LY", headers={"If-None-Match": tag}).status_code == 200
    assert reader.get(path, headers={"If-None-Match": tag}).status_code == 200, "a reader's answer is another one"
    with desk.store.writing():
        desk.store.sql.execute("UPDATE events SET updated_at = '2030-01-01T00:00:00Z'")
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 200


TOLD = {
    "id": "private", "title": "مقتل المدعو سامر الأنقوري في القصرين", "published": "2018-07-10", "publisher": "مثال",
    "text": "قتل المدعو سامر الأنقوري برصاص مسلحين في مدينة القصرين يوم الثلاثاء.",
}  # fmt: skip


def test_readers_see_no_private_names(client: Any, reader: Any, project: Any, tmp_path: Any) -> None:
    name = "الأنقوري"
    (tmp_path / "told.jsonl").write_bytes(msgspec.json.encode(TOLD))
    assert run(["read", str(tmp_path / "told.jsonl"), "--project", str(project), "-q"]) == 0
    assert run(["merge", "--project", str(project)]) == 0
    whole = get(client, "/articles/private")
    report = whole["reports"][0]
    assert any(name in p["text"] and p["person"] == "private" for p in report["report"]["against"]), "nothing private was read"
    paths = [
        "/articles/private",
        f"/reports/{report['id']}",
        f"/events/{report['event']}",
        "/articles?outlet=مثال",
        "/reports?limit=500",
        "/events?limit=500",
    ]
    for path in paths:
        assert name in client.get(V1 + path).text, path
        assert name not in reader.get(V1 + path).text, path
    assert get(reader, "/articles/private")["masked"] is True
    assert name not in client.get(f"{V1}/export/jsonl").text, "files are masked for everyone"


def test_readers_see_no_paths_and_no_audit(client: Any, reader: Any) -> None:
    assert get(client, "/runs")["runs"][-1]["inputs"]
    assert not get(reader, "/runs")["runs"][-1]["inputs"]
    article = get(client, "/articles?limit=1")["articles"][0]["id"]
    assert get(client, f"/articles/{article}")["origin"]
    assert get(reader, f"/articles/{article}")["origin"] is None
    assert get(reader, "/audit", 403)["error"]["status"] == 403


def test_an_actor_with_its_events(client: Any, desk: Any) -> None:
    actor = desk.store.sql.execute("SELECT actor FROM event_actors GROUP BY actor ORDER BY count(*) DESC LIMIT 1").fetchone()[0]
    found = get(client, f"/actors/{actor}")
    total = get(client, f"/events?actor={actor}&total=true")["total"]
    assert found["actor"]["id"] == actor
    assert sum(found["types"].values()) == total
    assert max(found["events"].values()) <= total <= sum(found["events"].values())


FILES = {
    "csv": b"id,", "jsonl": b"{", "parquet": b"PAR1", "xlsx": b"PK", "geojson": b"{", "gpkg": b"SQLite", "graphml": b"<?xml", "rss": b"<?xml", "jsonfeed": b"{",
    "package": b"PK", "acled": b"event_id", "ucdp": b"id", "polecat": b"Event",
}  # fmt: skip


@pytest.mark.parametrize("format", FILES)
def test_exports(client: Any, format: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "made"))
    (tmp_path / "made").mkdir()
    answer = client.get(f"{V1}/export/{format}?type=attack&country=TN")
    assert answer.status_code == 200
    assert answer.content.startswith(FILES[format])
    assert answer.headers["content-disposition"].startswith('attachment; filename="sample-events.')
    assert not list((tmp_path / "made").iterdir()), "the file is gone once it is sent"
    assert get(client, "/audit?limit=1")["audit"][0]["detail"] == f"{format} events type=attack country=TN"
    assert (
        client.get(f"{V1}/export/{format}?type=attack&country=TN", headers={"If-None-Match": answer.headers["etag"]}).status_code == 200
    ), "the audit log has changed since"


def test_the_state_is_told_while_a_command_works(client: Any, desk: Any) -> None:
    before = get(client, "/state")
    assert before["working"] is None
    assert before["last_run"]["command"] == "merge"
    assert before["events"] == len(list(desk.store.events.members_of(set(desk.store.events.members().values()))))
    tag = client.get(f"{V1}/state").headers["etag"]
    hold = Hold(desk.store.path)
    hold.take("read")
    assert client.get(f"{V1}/state", headers={"If-None-Match": tag}).json()["working"] == "read"
    hold.drop()
    assert client.get(f"{V1}/state", headers={"If-None-Match": tag}).status_code == 304


def test_a_run_shows_that_it_works(desk: Any) -> None:
    run = desk.store.start_run("merge", "1", "1", [])
    mark = stamp(desk.store.path)
    assert working(desk.store.path) == "merge"
    desk.store.end_run(run, {})
    assert working(desk.store.path) is None
    assert stamp(desk.store.path) != mark


ANSWERS = [
    "/events", "/events?total=true", "/reports", "/articles", "/relations", "/strengths", "/speakers", "/codebook/events", "/codebook/actors", "/codebook/countries",
    "/codebook/outlets", "/runs", "/state", "/me", "/audit",
]  # fmt: skip


@pytest.mark.parametrize("path", ANSWERS)
def test_answers_keep_to_the_document(client: Any, path: str) -> None:
    _conform(client, path, path.split("?", maxsplit=1)[0])


def test_single_answers_keep_to_the_document(client: Any) -> None:
    event = get(client, "/events")["events"][0]
    _conform(client, f"/events/{event['id']}", "/events/{id}")
    _conform(client, f"/events/{event['id']}/links", "/events/{id}/links")
    _conform(client, f"/reports/{event['reports'][0]}", "/reports/{id}")
    _conform(client, f"/articles/{event['articles'][0]}", "/articles/{id}")
    _conform(client, "/codebook/events/attack", "/codebook/events/{id}")


def _conform(client: Any, path: str, template: str) -> None:
    import jsonschema

    document = client.get(f"{V1}/openapi.json").json()
    content = document["paths"][V1 + template]["get"]["responses"]["200"]["content"]["application/json"]
    assert content["schema"], path
    jsonschema.validate(get(client, path), {**content["schema"], "components": document["components"]})


def test_every_operation_is_documented(client: Any) -> None:
    document = client.get(f"{V1}/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert operation["description"], (path, method)
            assert any(r.get("content") for code, r in operation["responses"].items() if code.startswith("2")), (path, method)
            for code in ("401", "403", "422", "429"):
                schema = operation["responses"][code]["content"]["application/json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/Error"}, (path, method, code)


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_the_page_of_the_api_lists_every_operation(client: Any, language: str) -> None:
    text = client.get(f"{V1}/docs?lang={language}").text
    for path in client.get(f"{V1}/openapi.json").json()["paths"]:
        assert f"<code>{path}</code>" in text
