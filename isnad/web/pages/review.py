"""Review: one task at a time; a form for every decision, which the script sends without leaving the page."""

from __future__ import annotations

from typing import Any, NamedTuple, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from isnad.errors import IsnadError
from isnad.filter import FAMILIES
from isnad.model import Action, Judgement, Status
from isnad.review.decide import ConflictError, said
from isnad.web.aftermath import root_of
from isnad.web.card import ORDER, Card, card_of, differing, mark_of
from isnad.web.forms import fields_of
from isnad.web.judging import DONE, judge, question_of, sittings
from isnad.web.render import page
from isnad.web.sitting import asking
from isnad.web.visit import Visit, visit_of

router = APIRouter()
_OWN = 6  # of one's last decisions are listed
_NOTHING = 0  # stands for the judgement where nothing changed, and none was written
_NAMES = ("at", "lang", "theme", "done", "conflict", "token")  # of the address, but not of the question


class Given(NamedTuple):
    """What a person had written when their decision could not be taken."""

    field: str = ""
    value: str = ""
    note: str = ""


@router.get("/review", include_in_schema=False)
def review(
    request: Request, visit: Visit = Depends(visit_of), at: str | None = None, done: int | None = None, conflict: int | None = None
) -> Response:
    """The task `at`, or the first that waits; `done` is the judgement just made (0: nothing changed), `conflict` one that came before."""
    visit.must("coder")
    log = visit.desk.store.judgements
    made = log.get(_small(done))
    return _shown(request, visit, at, done=made, conflict=log.get(_small(conflict)), unchanged=done == _NOTHING)


@router.post("/review", include_in_schema=False)
def decide(request: Request, visit: Visit = Depends(visit_of), given: dict[str, str] = Depends(fields_of)) -> Response:
    """A decision as a form; then the next task, or after a mend the same."""
    visit.must("coder")
    question, key = question_of(request, visit), given.get("task", "")
    action, undoes = given.get("action", ""), given.get("undoes", "")
    value, note = given.get("value", ""), given.get("note", "")
    kept = Given(given.get("field", ""), value, note)
    if action not in get_args(Action) or action == "add":
        return _shown(request, visit, key or None, kept=kept, problem=visit.wording("review.unknown"), status=422)
    try:
        made = judge(
            visit, _ACTIONS[action], _on(visit, action, key), field=given.get("field") or None if action == "mend" else None,
            value=value if action == "mend" else None, note=note, seen=_whole(given.get("seen")), undoes=_whole(undoes),
        )  # fmt: skip
    except ConflictError as error:
        return _shown(request, visit, key, kept=kept, conflict=error.judgement, status=409)
    except IsnadError as error:
        return _shown(
            request, visit, key or None, kept=kept, problem=f"{error.what}: {error.remedy}" if error.remedy else error.what, status=422
        )
    if made and action == "undo":
        at: str | None = ".".join(made.reports[:2]) if len(made.reports) == 2 else made.reports[0]
    else:
        at = key if action == "mend" else sittings(request).after(visit.desk, question, key)
    return RedirectResponse(address(request, at=at, done=made.id if made else _NOTHING), status_code=303)


def address(request: Request, **changes: Any) -> str:
    """The address of Review with the same question."""
    query = [(k, v) for k, v in request.query_params.multi_items() if k not in _NAMES]
    query += [(k, str(v)) for k, v in changes.items() if v is not None]
    return "/review" + (f"?{urlencode(query)}" if query else "")


def _shown(
    request: Request, visit: Visit, at: str | None, *, kept: Given | None = None, problem: str = "", done: Judgement | None = None,
    conflict: Judgement | None = None, unchanged: bool = False, status: int = 200,
) -> Response:  # fmt: skip
    desk, question = visit.desk, question_of(request, visit)
    line = sittings(request)
    task = asking(desk, at) if at else None
    gone = bool(at) and task is None
    if task is None:
        first = line.after(desk, question, None)
        task = asking(desk, first) if first else None
    key = task.key if task else None
    cards = [card_of(desk.store, r, task.event) for r in (task.report, task.other) if r] if task else []
    differs = differing(task.report.report, task.other.report) if task and task.other else frozenset[str]()
    own = desk.store.judgements.newest(limit=_OWN, by=visit.name)
    undone = desk.store.judgements.undone()
    told = {j.id: j for j in [*own, *(j for card in cards for j in card.log), *filter(None, (done, conflict))]}
    roots = {id_: root_of(desk.store, id_) for id_ in told}
    concerned = {r.id: r for r in desk.store.reports.get({j.reports[0]: None for j in told.values() if j.reports})}
    return page(
        request, visit, "review.html", status=status, task=task, cards=cards, differs=differs, mark=mark_of(task), gone=gone,
        next_key=line.after(desk, question, key) if key else None, back_key=line.before(desk, question, key) if key else None,
        left=line.left(desk, question), pairs=line.pairs(desk, question), question=question, given=kept or Given(), problem=problem, done=done, conflict=conflict, own=own, concerned=concerned, roots=roots, unchanged=unchanged,
        changes=desk.aftermath.changes(done, desk.book, visit.wording) if done and done.by == visit.name else [],
        undone=undone, done_words=DONE, said=said, families=FAMILIES, statuses=get_args(Status), base=lambda **more: address(request, **more),
        together=bool(task and task.other and task.report.event == task.other.event), fields=_fields(cards), question_query=_query(request),
    )  # fmt: skip


def _fields(cards: list[Card]) -> list[str]:
    """The fields of a pair that either report fills, in the order of the card."""
    shown = {line.field for card in cards for line in card.lines}
    return [field for field in ORDER if field in shown]


def _query(request: Request) -> str:
    return urlencode([(k, v) for k, v in request.query_params.multi_items() if k not in _NAMES])


def _on(visit: Visit, action: str, key: str) -> tuple[str, ...]:
    """The reports that a decision on a task concerns; of a single report, different means apart from the rest of its event."""
    if action == "undo":
        return ()
    ids = tuple(part for part in key.split(".") if part)
    if action == "different" and len(ids) == 1:
        event = visit.desk.store.events.held(ids).get(ids[0])
        return (*ids, event) if event else ids
    return ids


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 16 else None


def _small(number: int | None) -> int:
    return number if number is not None and 0 <= number < 2**53 else 0


_ACTIONS: dict[str, Action] = {name: name for name in get_args(Action)}
