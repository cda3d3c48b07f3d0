"""The API's own page: its operations, from its document."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from isnad.web.render import page
from isnad.web.visit import Visit, visit_of

router = APIRouter()
_ORDER = (
    "events",
    "reports",
    "articles",
    "relations",
    "strengths",
    "speakers",
    "actors",
    "codebook",
    "export",
    "state",
    "runs",
    "me",
    "audit",
)


@router.get("/api/v1/docs", include_in_schema=False)
def apidocs(request: Request, visit: Visit = Depends(visit_of)) -> HTMLResponse:
    """The operations of the API, by what they are about."""
    document = request.app.openapi()
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            shown = {
                **operation,
                "method": method.upper(),
                "path": path,
                "of": _form_of(operation),
                "told": _paragraph(operation.get("description") or operation.get("summary", ""))[1],
                "query": list(map(_parameter, operation.get("parameters", ()))),
            }
            groups.setdefault(operation["tags"][0], []).append(shown)
    ordered = {
        name: groups[name] for name in sorted(groups, key=lambda name: (_ORDER.index(name) if name in _ORDER else len(_ORDER), name))
    }
    return page(
        request, visit, "apidocs.html", groups=ordered, paragraphs=list(map(_paragraph, document["info"]["description"].split("\n\n")))
    )


def _paragraph(text: str) -> tuple[str, list[tuple[str, bool]]]:
    """The head of a paragraph, and its pieces, each with whether it is code."""
    head, _, rest = text.removeprefix("**").partition("**") if text.startswith("**") else ("", "", text)
    return head.rstrip("."), [(piece, n % 2 == 1) for n, piece in enumerate(rest.strip().split("`"))]


def _form_of(operation: dict[str, Any]) -> str:
    """What an operation answers with: the name of a form, or the types of a file."""
    for code, response in operation["responses"].items():
        if code.startswith("2"):
            content = response.get("content", {})
            named = [c["schema"].get("$ref", "").rsplit("/", 1)[-1] for c in content.values()]
            return ", ".join(filter(None, named)) or ", ".join(content)
    return ""


def _parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    schema = parameter["schema"]
    listed = schema.get("type") == "array"
    inner = schema["items"] if listed else schema
    kinds = inner.get("enum") or [s.get("type") for s in inner.get("anyOf", [inner])]
    kind = " | ".join(str(k) for k in kinds if k not in (None, "null"))
    sentence = parameter.get("description", "").replace("`", "")
    shown = f"{kind}, …" if listed else kind
    return {"name": parameter["name"], "kind": shown, "sentence": sentence, "default": schema.get("default")}
