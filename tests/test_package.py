"""The Python interface: small, lazy, and what the README says it is."""

from __future__ import annotations

import subprocess
import sys

import pytest

import isnad
from tests.articles import ATTACK


def test_an_article_is_read_in_three_lines() -> None:
    reading = isnad.read(isnad.Article(id="1", title="", text=ATTACK), isnad.load_codebook())
    assert reading.reports[0].type == "attack"
    assert ATTACK[:8] in reading.reports[0].evidence


def test_import_does_no_work() -> None:
    code = "import sys, isnad; print([m for m in sys.modules if m.startswith('isnad.')])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_every_public_name_is_there() -> None:
    for name in isnad.__all__:
        assert getattr(isnad, name)
    with pytest.raises(AttributeError):
        _ = isnad.nothing  # type: ignore[attr-defined]
