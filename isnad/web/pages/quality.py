"""Quality: what the project knows of itself, and what was measured before it was shipped."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import msgspec
from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from isnad.review import measures
from isnad.web.charts import dots
from isnad.web.desk import Desk
from isnad.web.render import page
from isnad.web.visit import Visit, visit_of

router = APIRouter()
ENOUGH = 100  # judged values, before a calibration says anything
STATES = ("all", "part", "none")
VERDICTS = ("accepted", "mended", "rejected", "unsure", "none")


class Own(NamedTuple):
    """What the judgements of a project tell."""

    types: list[measures.Acceptance]
    fields: list[measures.Acceptance]
    bins: list[measures.Bin]
    error: float | None
    values: int
    agreement: measures.Agreement | None


@router.get("/quality", include_in_schema=False)
def quality(request: Request, visit: Visit = Depends(visit_of)) -> HTMLResponse:
    """How much is reviewed, how the machine fares where it is, how far reviewers agree, and the shipped scores."""
    desk = visit.desk
    ask = desk.store.tallies
    verdicts = verdicts_of(desk)
    events = ask.reviewed()
    own = own_of(desk)
    samples = measures.codings_agree(desk.store)  # not kept: a coding changes no mark of the store
    shipped = scores()
    return page(
        request, visit, "quality.html", events=[(state, events.get(state, 0)) for state in STATES], total=sum(events.values()),
        verdicts=verdicts, reports=sum(verdicts.values()), own=own, dots=dots(own.bins), enough=ENOUGH, skipped=ask.skipped(),
        articles=desk.store.articles.count(), relevant=sum(r.relevant for r in ask.outlets()), shipped=shipped,
        shipped_dots=dots([tuple(b) for b in shipped["calibration"]["check"]["bins"]]),
        samples=samples, missing=_missing(own, bool(samples), events, shipped, desk),
    )  # fmt: skip


@lru_cache(maxsize=1)
def scores() -> dict[str, Any]:
    """The figures measured before shipping; scripts/scores.py makes the file."""
    data = files("isnad.web").joinpath("scores.json").read_bytes()
    return msgspec.json.decode(data, type=dict[str, Any])


def own_of(desk: Desk) -> Own:
    """What the judgements of the project tell, kept until there are others."""
    return desk.surveys.of("quality", lambda: _own(desk))


def verdicts_of(desk: Desk) -> dict[str, int]:
    """The reports by verdict; `none` are those that no one has judged."""
    found: dict[str, int] = {}
    for _, verdict, n in desk.store.tallies.verdicts():
        found[verdict or "none"] = found.get(verdict or "none", 0) + n
    return found


def _own(desk: Desk) -> Own:
    judged = list(desk.store.tallies.judged())
    values = measures.calibration(judged)
    rows = measures.bins(values)
    agreed = measures.verdicts_agree(list(desk.store.judgements.all()))
    return Own(measures.by_type(judged), measures.by_field(judged), rows, measures.error(rows), len(values), agreed)


def _missing(own: Own, coded: bool, events: dict[str, int], shipped: dict[str, Any], desk: Desk) -> list[str]:
    """The keys of what is not known, for the page to say."""
    found = {
        "reviewed": not events.get("all") and not events.get("part"),
        "calibration": own.values < ENOUGH,
        "agreement": own.agreement is None and not coded,
        "codebook": desk.book.version != shipped["codebook"],
    }
    return [name for name, lacks in found.items() if lacks]
