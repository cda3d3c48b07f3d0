"""The reference of the exports is current."""

from __future__ import annotations

import importlib.util
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_reference_of_exports_is_current() -> None:
    spec = importlib.util.spec_from_file_location("exports", ROOT / "scripts" / "exports.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "docs/reference/exports.md").read_text(encoding="utf-8") == module.reference(), "run make docs"
