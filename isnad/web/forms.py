"""Forms: the fields of a posted form, without a library for files, which the workbench does not take."""

from __future__ import annotations

from urllib.parse import parse_qs

from fastapi import HTTPException, Request

_LARGEST = 1_000_000  # bytes


async def fields_of(request: Request) -> dict[str, str]:
    """The fields of a posted form, the first value of each; HTTPException 413 for one that is too large. For handlers to depend on."""
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > _LARGEST:
        raise HTTPException(413, "the form is too large")
    body = (await request.body()).decode("utf-8", "replace")
    return {name: values[0] for name, values in parse_qs(body, keep_blank_values=True, max_num_fields=1000).items()}
