"""Generated requests, sensible and not, against every operation of the API: no server error, and answers as documented.

The same requests each time; what an operation is worth in examples is bounded, so that all of them take some twenty seconds.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    schemathesis = pytest.importorskip("schemathesis")

EXAMPLES = 16
DEAR = {"/api/v1/export/{format}": 24, "/api/v1/events": 40, "/api/v1/reports": 40}  # more to go wrong than in others


def test_no_request_breaks_the_server(client: Any) -> None:
    from hypothesis import HealthCheck, Phase, given, seed, settings
    from hypothesis.errors import Unsatisfiable
    from schemathesis import GenerationMode

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", client.app, headers=_session(client))
        asked, real = Counter[int](), _real(client)
        for found in schema.get_all_operations():
            operation = found.ok()
            examples = DEAR.get(operation.path, EXAMPLES) // 2
            quiet = settings(
                max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
            )
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                ask = _asker(client, asked, real.get(operation.path))
                # an operation that takes nothing cannot be asked wrongly
                with suppress(Unsatisfiable):
                    seed(1)(quiet(given(case=operation.as_strategy(generation_mode=mode))(ask)))()
    assert asked[200] > 100
    assert asked[422] > 100


def _asker(client: Any, asked: Counter[int], real: str | None) -> Callable[..., None]:
    """What sends a request and looks at the answer; every other one asks for a `real` id, for made-up ones are never found."""
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

    def ask(case: Any) -> None:
        if real and asked.total() % 2:
            case.path_parameters["id"] = real
        answer = case.call(headers=_session(client))
        asked[answer.status_code] += 1
        case.validate_response(
            answer, checks=[not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
        )

    return ask


def _real(client: Any) -> dict[str, str]:
    """An id that there is for each operation on one thing."""
    event = client.get("/api/v1/events?limit=1").json()["events"][0]
    ids = {
        "events/{id}": event["id"],
        "events/{id}/links": event["id"],
        "reports/{id}": event["reports"][0],
        "articles/{id}": event["articles"][0],
    }
    for table in ("actors", "countries", "events", "outlets"):
        entry = client.get(f"/api/v1/codebook/{table}?limit=1").json()["entries"][0]
        ids[f"codebook/{table}/{{id}}"] = entry.get("id") or entry["code"]
    ids["actors/{id}"] = ids["codebook/actors/{id}"]
    return {f"/api/v1/{path}": id_ for path, id_ in ids.items()}


def _session(client: Any) -> dict[str, str]:
    cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    return {"Cookie": cookies, "X-CSRF-Token": client.csrf, "Host": "localhost"}
