"""`isnad schema`: the form of an output line."""

from __future__ import annotations

from typing import Any

from isnad.commands.common import DONE, tell


def schema() -> int:
    """Print the JSON Schema of a reading, one line of the output."""
    import json

    tell(json.dumps(reading_schema(), ensure_ascii=False, indent=2))
    return DONE


def reading_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a reading."""
    import msgspec

    from isnad.model import Reading

    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "isnad reading", **msgspec.json.schema(Reading)}
