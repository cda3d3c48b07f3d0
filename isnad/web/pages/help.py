"""Help: the first steps, the pages, all keys, what the figures count, how to cite."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from isnad.filter import Filter
from isnad.web.render import page
from isnad.web.visit import Visit, visit_of

router = APIRouter()
SECTIONS = ("start", "pages", "keys", "count", "filter", "people", "cite", "access", "more")
# The first steps: the key of the sentence, where it leads and what that is called, and the command.
STEPS = (
    ("read", "", "", "isnad read articles.jsonl"), ("merge", "", "", "isnad merge"), ("look", "/events", "events", ""),
    ("judge", "/review", "review", ""), ("mend", "", "", ""), ("take", "/export?reviewed=yes", "export", ""),
)  # fmt: skip
KEYS = (
    ("review", (
        (("A",), "accept"), (("R",), "reject"), (("M", "1–9"), "mend"), (("Enter",), "save"), (("Ctrl", "Enter"), "savenext"), (("U",), "unsure"), (("S",), "same"), (("D",), "different"),
        (("Z",), "undo"), (("⇧Z",), "redo"), (("E",), "note"), (("N",), "next"), (("P",), "previous"), (("?",), "help"),
    )),
    ("everywhere", ((("Tab",), "tab"), (("Enter",), "enter"), (("Esc",), "escape"))),
)  # fmt: skip
TERMS = ("report", "event", "origin", "toll", "disputed", "confidence", "status", "background", "reviewed", "masked")


@router.get("/help", include_in_schema=False)
def help_(request: Request, visit: Visit = Depends(visit_of)) -> HTMLResponse:
    """All keys, and where to read on."""
    desk = visit.desk
    told = desk.kept.of(("told",), lambda: desk.selection(Filter()).provenance.sentence)
    return page(request, visit, "help.html", sections=SECTIONS, steps=STEPS, keys=KEYS, terms=TERMS, told=told)
