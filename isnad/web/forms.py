"""Forms: the fields of what is posted, without a library for files, which the workbench does not take."""

from __future__ import annotations

from urllib.parse import parse_qs

import msgspec
from fastapi import HTTPException, Request

_LARGEST = 1_000_000  # bytes


async def fields_of(request: Request) -> dict[str, str]:
    """The fields of a posted form, the first value of each, or of a JSON object of texts. For handlers to depend on.

    HTTPException 413 for one that is too large, 422 for JSON that is none.
    """
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > _LARGEST:
        raise HTTPException(413, "the form is too large")
    if is_json(request):
        try:
            return msgspec.json.decode(await request.body(), type=dict[str, str])
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise HTTPException(422, f"this is no JSON object of texts: {error}") from None
    body = (await request.body()).decode("utf-8", "replace")
    return {name: values[0] for name, values in parse_qs(body, keep_blank_values=True, max_num_fields=1000).items()}


def is_json(request: Request) -> bool:
    """Whether a program sends it: pages elsewhere cannot have a browser send JSON here without asking first."""
    return request.headers.get("content-type", "").split(";")[0].strip() == "application/json"
