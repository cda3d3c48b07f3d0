"""The documentation cannot rot: every command, option and setting is in the reference, and the reference is current."""

from __future__ import annotations

from typing import Any

import pytest
import typer

from isnad.cli import app
from tests.scripts import ROOT, script


@pytest.fixture(scope="module")
def reference() -> Any:
    return script("reference")


def test_the_reference_is_current(reference: Any) -> None:
    assert (ROOT / "docs/reference/cli.md").read_text(encoding="utf-8") == reference.reference(), "run make docs"


def test_every_command_and_option_has_help(reference: Any) -> None:
    for name, command in reference.commands(typer.main.get_command(app), "isnad"):
        assert command.help, name
        for parameter in command.params:
            assert parameter.help or parameter.name == "help", f"{name} {parameter.name}"


def test_every_command_is_in_the_readme(reference: Any) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, _ in reference.commands(typer.main.get_command(app), "isnad"):
        assert name in readme, name
