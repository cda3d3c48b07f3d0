"""The charts of the overview to take away: events by month, for each country or type, as JSON, CSV or SVG with their provenance."""

from __future__ import annotations

from typing import Literal

import msgspec
from fastapi import APIRouter, Depends, Response

from isnad.filter import Filter
from isnad.web.answers import gives
from isnad.web.api.charts import sentence_of
from isnad.web.calling import SHADES
from isnad.web.draw import Series, alone, bars, families, mini
from isnad.web.months import Months, months_of
from isnad.web.tables import csv_of
from isnad.web.visit import Visit, visit_of

router = APIRouter(prefix="/api/v1", tags=["charts"])
By = Literal["month", "country", "type"]
_COLUMNS, _WIDTH, _HEIGHT = 4, 260, 60
_WHOLE = (1180, 240)


@router.get("/tally", summary="Events by month")
@gives(Months, media=("text/csv", "image/svg+xml"))
def tally(visit: Visit = Depends(visit_of), by: By = "month", format: Literal["json", "csv", "svg"] = "json") -> Response:
    """The events that are shown by month: by family (`month`), or for the countries or types with most of them."""
    desk, w = visit.desk, visit.wording
    visit.filter = Filter()
    data: Months = desk.steady.of(("months", w.language), lambda: months_of(desk.store, desk.book, desk.types, w))
    if format == "json":
        return Response(msgspec.json.encode(data), media_type="application/json")
    name = f'attachment; filename="{by}.{format}"'
    sentence = sentence_of(visit)
    if format == "csv":
        return Response(_csv(data, by, sentence), media_type="text/csv; charset=utf-8", headers={"Content-Disposition": name})
    return Response(_svg(data, by, sentence, w("overview.month")), media_type="image/svg+xml", headers={"Content-Disposition": name})


def _csv(data: Months, by: By, sentence: str) -> str:
    if by == "month":
        return csv_of(sentence, ["month", "events", *SHADES], [(m, sum(e), *e) for m, e in zip(data.months, data.events, strict=True)])
    parts = data.countries if by == "country" else data.types
    return csv_of(sentence, [by, "month", "events"], [(p.id, m, n) for p in parts for m, n in zip(data.months, p.values, strict=True)])


def _svg(data: Months, by: By, sentence: str, title: str) -> str:
    if by == "month":
        drawing = bars(families(data.events), data.ticks, title, names=data.names, width=_WHOLE[0], height=_WHOLE[1])
        return alone([(title, drawing)], sentence, columns=1, width=_WHOLE[0] + 16, height=_WHOLE[1])
    parts = data.countries if by == "country" else data.types
    drawings = [(f"{p.name} · {p.total:,}", mini(Series(p.shade, p.values), width=_WIDTH - 16, height=_HEIGHT)) for p in parts]
    return alone(drawings, sentence, columns=_COLUMNS, width=_WIDTH, height=_HEIGHT)
