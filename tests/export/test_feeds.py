"""RSS and JSON Feed, as feedparser and a JSON reader see them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import feedparser
import pytest

from isnad.codebook import load
from isnad.export import formats
from tests.export.builders import PROVENANCE, Drawn, event, stored

CHOSEN = Drawn(
    event(updated_at="2018-07-11T00:00:00Z"),
    event(id="E3", updated_at="2018-07-13T08:00:00Z", status="alleged", place_en=None, place="<قرية> & \x0bغيرها"),
    reports=(stored(), stored(id="r2", url="https://example.org/2?a=1&b=2")),
)
SINCE = [(None, ["E3", "E9", "E2abc"]), ("2018-07-12", ["E3", "E9"]), ("2018-07-13T08:00:00Z", ["E3"]), ("2019-01-01", [])]


def rss(tmp_path: Path, **more: Any) -> Any:
    formats.write("rss", CHOSEN, "events", tmp_path / "x.xml", load(), **more)
    feed = feedparser.parse((tmp_path / "x.xml").read_bytes())
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def jsonfeed(tmp_path: Path, **more: Any) -> Any:
    formats.write("jsonfeed", CHOSEN, "events", tmp_path / "x.json", load(), **more)
    return json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("since", "expected"), SINCE)
def test_new_changed_and_removed_since(tmp_path: Path, since: str | None, expected: list[str]) -> None:
    assert [e.id.split(":")[3] for e in rss(tmp_path, since=since).entries] == expected
    assert [i["_isnad"]["event"] for i in jsonfeed(tmp_path, since=since)["items"]] == expected


def test_items_of_rss(tmp_path: Path) -> None:
    feed = rss(tmp_path)
    assert feed.version == "rss20"
    assert feed.feed.description == PROVENANCE.sentence
    third, gone, first = feed.entries
    assert first.title == "Armed clash, Ghardimaou, Tunisia, 2018-07-08"
    assert third.title == "Armed clash, <قرية> & \ufffdغيرها, Tunisia, 2018-07-08 (alleged)"
    assert first.link == "https://example.org/2?a=1&b=2"
    assert first.id == "urn:isnad:event:E2abc:2018-07-11T00:00:00Z"
    assert not first.guidislink
    assert first.published_parsed[:5] == (2018, 7, 11, 0, 0)
    assert "Killed: 3 (3 to 5), disputed: 3 (وزارة الداخلية, راديو قمرة, 2018-07-09); ≥5" in first.summary
    assert "not confirmed" in first.summary
    assert [tag.term for tag in first.tags] == ["armed_clash", "occurred", "TN"]
    assert gone.title == "Event E9 is now part of event E2abc"


def test_items_of_the_json_feed(tmp_path: Path) -> None:
    feed = jsonfeed(tmp_path)
    assert (feed["version"], feed["title"]) == ("https://jsonfeed.org/version/1.1", "Sample")
    assert feed["_isnad"]["codebook"] == "0.1+abc"
    third, gone, first = feed["items"]
    assert first["external_url"] == "https://example.org/2?a=1&b=2"
    assert first["content_text"].endswith('قتل ثلاثة أعوان في "كمين"\n=قرب الحدود')
    assert (gone["_isnad"]["merged_into"], gone["_isnad"]["removed"]) == ("E2abc", True)
    assert third["date_modified"] == "2018-07-13T08:00:00Z"
    assert len({item["id"] for item in feed["items"]}) == 3


def test_a_change_is_a_new_item(tmp_path: Path) -> None:
    before = {item["id"] for item in jsonfeed(tmp_path)["items"]}
    formats.write("jsonfeed", Drawn(event(updated_at="2018-08-01T00:00:00Z")), "events", tmp_path / "y.json", load())
    after = {item["id"] for item in json.loads((tmp_path / "y.json").read_text(encoding="utf-8"))["items"]}
    assert after - before == {"urn:isnad:event:E2abc:2018-08-01T00:00:00Z"}
