"""The reference of the exports is current."""

from __future__ import annotations

from tests.scripts import ROOT, script


def test_the_reference_of_exports_is_current() -> None:
    assert (ROOT / "docs/reference/exports.md").read_text(encoding="utf-8") == script("exports").reference(), "run make docs"
