"""One filter: the table, the map, the timeline, the API and the exported file hold the same events."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest


@pytest.mark.parametrize(
    "query", ["", "country=IQ", "type=armed_clash,attack", "from=2019-01-01&to=2022-12-31", "min-killed=3", "-country=SY&disputed=yes"]
)
def test_table_map_timeline_and_file_agree(client: Any, query: str) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get(f"/api/v1/export/csv?{query}").text)))
    assert rows
    listed: list[str] = []
    cursor = ""
    while True:
        page = client.get(f"/api/v1/events?limit=20&{query}{cursor}").json()
        listed += [event["id"] for event in page["events"]]
        if not page["next"]:
            break
        cursor = f"&cursor={page['next']}"
    assert sorted(listed) == sorted(row["id"] for row in rows)
    assert client.get(f"/api/v1/map?{query}").json()["total"] == len(rows)
    assert client.get(f"/api/v1/timeline?{query}").json()["total"] == len(rows)
    shown = client.get(f"/events?{query}").text
    assert all(id_ in shown for id_ in listed[:1])
