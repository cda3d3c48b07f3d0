"""Judging in the workbench: who may decide what, and what a decision comes to."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import Request

from isnad.errors import IsnadError
from isnad.model import Action, Judgement
from isnad.review.decide import Decision
from isnad.review.queue import Asked
from isnad.web.acting import act, role_for
from isnad.web.sitting import ASKED, Question, Sittings
from isnad.web.visit import Visit

DONE = {"accept": "accepted", "reject": "rejected", "mend": "mended", "unsure": "unsure", "same": "same", "different": "different",
        "add": "added", "undo": "undone"}  # fmt: skip


def sittings(request: Request) -> Sittings:
    """The sittings of the server."""
    state = request.app.state
    if not hasattr(state, "sittings"):
        state.sittings = Sittings()
    return state.sittings  # type: ignore[no-any-return]


def question_of(request: Request, visit: Visit) -> Question:
    """What the visitor is asked: the filter of the address, `ask` (all, report, pair) and `judged`; only reviewers judge pairs."""
    given = request.query_params.get("ask", "all")
    asked: Asked = next((a for a in ASKED if a == given), "all")
    if not visit.may("reviewer"):
        asked = "report"
    return Question(visit.name, visit.filter, asked, request.query_params.get("judged") == "yes")


def judge(
    visit: Visit, action: Action, on: tuple[str, ...], *, field: str | None = None, value: Any = None, note: str | None = None,
    seen: int | None = None, undoes: int | None = None,
) -> Judgement | None:  # fmt: skip
    """Write one decision of the visitor; None if it is the value that the report has already, and nothing was written. 403 for what their role does not allow, ConflictError if another judged since `seen`."""
    decision = Decision(action=action, on=on, field=field, value=value, note=(note or "").strip() or None, undoes=undoes, seen=seen)
    visit.must(role_for(visit, decision))  # before what is wrong with the decision itself
    if len(on) != _WANTED.get(action, 1):
        raise IsnadError(f"{action} concerns {_WANTED.get(action, 1)}, not {len(on)}", remedy="give `reports` their ids")
    _plain(value, note, field, *on)
    return next(iter(act(visit, [decision])), None)


def _plain(*values: Any) -> None:
    """IsnadError for what no file can hold: broken characters, numbers without end."""
    try:
        text = msgspec.json.encode(values)
        if b"\\u0000" in text:
            raise IsnadError("a text holds a NUL character", remedy="take it out")
    except (UnicodeEncodeError, OverflowError, RecursionError, TypeError):
        raise IsnadError("a text holds half a character, or a number is out of bounds", remedy="send valid UTF-8 and JSON") from None


_WANTED = {"same": 2, "different": 2, "undo": 0}
