"""Acting: what the forms of the pages of events and articles ask for becomes decisions, checked against the visitor's role."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from fastapi import Request

from isnad.codebook import Codebook
from isnad.errors import IsnadError
from isnad.model import COUNT_FIELDS, Action, Judgement, Report, Span, StoredReport
from isnad.review.decide import TIES, Decision, decided
from isnad.review.values import SIDES, checked, told
from isnad.store import Store
from isnad.store.verdicts import mended
from isnad.web.aftermath import Change, event_of, idle, root_of
from isnad.web.visit import Role, Visit

DONE = ("accept", "reject", "unsure", "mend", "same", "different", "add", "undo", "unchanged")
_RANKS: dict[Action, Role] = dict.fromkeys(TIES, "reviewer")  # what is not named here is for coders


class Past(NamedTuple):
    """A judgement in an event's or article's history: whether it is in force, the value in words, and whether the visitor may undo it.

    `of` is what an undoing is about in the end, itself for any other; `back` whether it takes that back or brings it back.
    """

    judgement: Judgement
    in_force: bool
    value: str
    undoable: bool
    of: Judgement
    back: bool


class Done(NamedTuple):
    """What was just done: its word, the judgement as in a history if it can be taken back, and what else changed in the event."""

    word: str
    past: Past | None
    undoable: bool
    changes: list[Change]


def act(visit: Visit, decisions: Sequence[Decision]) -> list[Judgement]:
    """Write decisions of the visitor in one transaction; a value that a report has already is no decision, and nothing is written of it.

    403 for what their role does not allow, ConflictError if another judged since.
    """
    visit.must("coder")
    for d in decisions:
        visit.must(role_for(visit, d))
    desk, store = visit.desk, visit.desk.store
    mends = {r.id: r for r in store.reports.get({d.on[0]: None for d in decisions if d.action == "mend" and d.on})}
    wanted = [d for d in decisions if not idle(desk.book, mends.get(d.on[0]) if d.on else None, d)]
    if not wanted:
        return []
    before = event_of(store, wanted)
    made = decided(store, desk.book, wanted, visit.name, floor=desk.floor)
    after = next(store.events.get([before.id]), None) if before else None
    if made and before and after:
        desk.aftermath.keep(made[-1].id, before, after)
    return made


def role_for(visit: Visit, d: Decision) -> Role:
    """Who may take a decision: what joins or parts events, or undoes that or another's judgement, is for reviewers."""
    if d.action != "undo":
        return _RANKS.get(d.action, "coder")
    judgements = visit.desk.store.judgements
    target = judgements.get(d.undoes) if d.undoes is not None else judgements.last(visit.name)
    return _role_to_undo(visit, target) if target else "coder"


def _role_to_undo(visit: Visit, j: Judgement) -> Role:
    return _RANKS.get(j.action, "coder") if j.by == visit.name else "reviewer"


def done_in(request: Request, visit: Visit) -> Done | None:
    """What was just done as the address tells it."""
    do = request.query_params.get("done", "")
    if do not in DONE:
        return None
    store = visit.desk.store
    made = store.judgements.get(number_in(request.query_params, "j") or 0)
    if made is None or made.by != visit.name:
        return Done(do, None, False, [])
    past = _past(store, made, visit, store.judgements.undone(), hidden=not visit.may("coder"))
    word = "redo" if do == "undo" and not past.back else do
    return Done(word, past, past.in_force, visit.desk.aftermath.changes(made, visit.desk.book, visit.wording) if past.in_force else [])


def field_in(fields: Mapping[str, str], name: str, *, most: int = 2000) -> str:
    """A field of a form without blanks around it, without what no file can hold; IsnadError for one that is too long."""
    text = "".join(c for c in fields.get(name, "") if c != "\0" and not "\ud800" <= c <= "\udfff").strip()
    if len(text) > most:
        raise IsnadError(f"{name} has {len(text)} characters", remedy=f"{most} at most")
    return text


def number_in(fields: Mapping[str, str], name: str) -> int | None:
    """A whole number of a form; None for none."""
    text = fields.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None


def span_in(fields: Mapping[str, str], name: str, length: int) -> Span | None:
    """A stretch `a-b` of a form in code points of an article of this length; None for none or one outside of it."""
    a, sign, b = fields.get(name, "").partition("-")
    if not (sign and a.isascii() and a.isdecimal() and b.isascii() and b.isdecimal() and len(a + b) < 18):
        return None
    return (int(a), int(b)) if int(a) < int(b) <= length else None


def mend_in(fields: Mapping[str, str], raw: str) -> Decision:
    """The mending that a form asks for: report, field, value, and the words `span` that it was taken from."""
    span = span_in(fields, "span", len(raw))
    return Decision(
        action="mend", on=(field_in(fields, "report"),), field=field_in(fields, "field"), value=field_in(fields, "value"),
        note=field_in(fields, "note") or None, seen=number_in(fields, "seen"), spans=(span,) if span else (),
    )  # fmt: skip


# The order in which a new report is filled: a place brings its country, which a country given by itself then overrides.
NEW = ("type", "status", "date", "date_end", "country", "place", "by", "against", *COUNT_FIELDS, "claimed_by", "background")


def report_in(fields: Mapping[str, str], raw: str, book: Codebook) -> Report:
    """The report that a form describes, its evidence the stretch `span` or the `words`; IsnadError says what is missing."""
    span = span_in(fields, "span", len(raw)) or _found(raw, fields.get("words", ""), (0, len(raw)))
    if span is None:
        raise IsnadError(
            "the evidence is no stretch of this article", remedy="select the words in the text, or copy them exactly as they stand there"
        )
    blank: dict[str, Any] = dict.fromkeys((*NEW, "date_from", "place_en", "lat", "lon", "place_id", "place_precision"))
    blank |= {
        "place_candidates": [],
        "by": [],
        "against": [],
        "alternatives": [],
        "sources": [],
        "chains": [],
        "confidences": {},
        "rules": {},
    }
    blank |= {"type": field_in(fields, "type"), "status": field_in(fields, "status") or "occurred", "background": False}
    blank |= {"evidence": raw[span[0] : span[1]], "confidence": 1.0, "spans": {"evidence": [span]}}
    try:
        report = msgspec.convert(blank, Report)
    except msgspec.ValidationError:
        raise IsnadError("the report needs a type of the codebook", remedy="choose one of the list") from None
    for field in NEW[2:]:
        text = field_in(fields, field)
        if text:
            report = mended(report, field, checked(book, report, field, text))
            own = span_in(fields, f"{field}_span", len(raw)) or _words(raw, text, report, field, span)
            if own:
                report = msgspec.structs.replace(report, spans={**report.spans, field: [own]})
    country = field_in(fields, "country")
    return mended(report, "country", checked(book, report, "country", country)) if country else report


def history(store: Store, judgements: Sequence[Judgement], visit: Visit, *, hidden: bool = False) -> list[Past]:
    """Judgements, the latest first, as the visitor may see them: without values if names are `hidden`."""
    undone = store.judgements.undone()
    return [_past(store, j, visit, undone, hidden=hidden) for j in sorted(judgements, key=lambda j: -j.id)]


def _past(store: Store, j: Judgement, visit: Visit, undone: Container[int], *, hidden: bool) -> Past:
    standing = j.id not in undone
    undoable = standing and j.action != "undo" and visit.may(_role_to_undo(visit, j))
    root, back = root_of(store, j.id)
    of = root or j
    value = "" if hidden and of.field in (*SIDES, "claimed_by", "place") else value_told(of)
    plain = [msgspec.structs.replace(x, note=None) if hidden else x for x in (j, of)]
    return Past(plain[0], standing, value, undoable, plain[1], back)


def value_told(j: Judgement) -> str:
    """The value that a judgement gave a field, as people write it."""
    saw = j.state.get("report") if isinstance(j.state, dict) else None
    if j.action != "mend" or not j.field or not saw:
        return ""
    try:
        return told(mended(msgspec.convert(saw, Report), j.field, j.value), j.field)
    except (IsnadError, msgspec.ValidationError):
        return ""


def all_open(reports: Sequence[StoredReport], seen: int | None) -> list[Decision]:
    """To accept every report that nobody has judged yet, or only with doubt."""
    return [Decision(action="accept", on=(r.id,), seen=seen) for r in reports if r.verdict in (None, "unsure")]


def _found(raw: str, words: str, within: Span) -> Span | None:
    plain = words.replace("\r\n", "\n").strip()
    at = raw.find(plain, *within) if plain else -1
    return (at, at + len(plain)) if at >= 0 else None


def _words(raw: str, text: str, report: Report, field: str, within: Span) -> Span | None:
    """Where the words of a name stand in the evidence."""
    if field in ("place", "claimed_by"):
        return _found(raw, text, within)
    parties = getattr(report, field) if field in SIDES else []
    return _found(raw, parties[0].text, within) if len(parties) == 1 else None
