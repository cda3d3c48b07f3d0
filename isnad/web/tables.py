"""What charts draw as rows, for the tables beside them and for CSV with the line that says what it counts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from isnad.web.charting import MapData, TimeData
from isnad.web.ties import NetData

Row = Sequence[Any]


def places_table(data: MapData) -> tuple[list[str], list[Row]]:
    """Places, then what is known by country, then what is known nowhere."""
    head = ["place_id", "place", "country", "precision", "lat", "lon", "radius_km", "events", *data.families, "killed"]
    s = data.places
    rows: list[Row] = [
        (
            s.id[n], s.name[n], s.country[n], s.precision[n], s.lat[n], s.lon[n], s.radius[n] or "", sum(s.events[n]), *s.events[n],
            s.killed[n],
        )
        for n in range(len(s.id))
    ]  # fmt: skip
    rows += [("", c.name, c.code, "country", "", "", "", sum(c.events), *c.events, c.killed) for c in data.countries if any(c.events)]
    if any(data.nowhere):
        rows.append(("", "", "", "unknown", "", "", "", sum(data.nowhere), *data.nowhere, ""))
    return head, rows


def days_table(data: TimeData) -> tuple[list[str], list[Row]]:
    """Dates as exact as they are known, with the events of each family."""
    rows: list[Row] = [(d, sum(e), *e, k) for d, e, k in zip(data.dates, data.events, data.killed, strict=True)]
    if data.undated:
        rows.append(("", data.undated, *[""] * len(data.families), ""))
    return ["date", "events", *data.families, "killed"], rows


def ties_table(data: NetData) -> tuple[list[str], list[Row]]:
    """Ties, the strongest first."""
    names = {n.id: n.name for n in data.nodes}
    head = ["a_id", "a", "tie", "status", "b_id", "b", "events", *data.families, "killed", "articles"]
    rows: list[Row] = [
        (t.a, names[t.a], t.tie, t.status, t.b, names[t.b], sum(t.events), *t.events, t.killed, t.articles or "") for t in data.ties
    ]
    return head, rows


def csv_of(sentence: str, head: Sequence[str], rows: Iterable[Row]) -> str:
    """Rows as CSV; the first line, a comment, says what they count and where they come from."""
    out = io.StringIO()
    out.write(f"# {' '.join(sentence.split())}\r\n")
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()
