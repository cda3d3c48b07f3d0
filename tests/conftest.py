"""Shared: the codebook, loaded once; the option that writes the list of known failures."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from isnad.codebook import Codebook, load

KNOWN_FAILURES = Path(__file__).parents[1] / "quality" / "known_failures.txt"
_failed: list[str] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-known-failures", action="store_true", help="write the codebook's failing examples to quality/known_failures.txt"
    )


def pytest_sessionfinish(session: pytest.Session) -> None:
    if session.config.getoption("--write-known-failures"):
        head = "# Examples of the codebook that are not read as they should be yet; pytest --write-known-failures writes this list.\n"
        KNOWN_FAILURES.parent.mkdir(exist_ok=True)
        KNOWN_FAILURES.write_text(head + "".join(f"{name}\n" for name in sorted(_failed)), encoding="utf-8")


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    return load()


@pytest.fixture
def failing() -> list[str]:
    """The names of the examples that failed in this session."""
    return _failed


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the examples, read and merged; copy the folder for a test that writes."""
    from isnad.cli import run

    folder = tmp_path_factory.mktemp("project")
    examples = Path(__file__).parents[1] / "isnad" / "examples" / "articles.jsonl"
    for arguments in (["init", folder], ["read", examples, "--project", folder, "--jobs", "1"], ["merge", "--project", folder]):
        assert run([str(a) for a in arguments]) == 0
    return folder


@pytest.fixture
def own_project(project: Path, tmp_path: Path) -> Path:
    """A copy of the project for a test that writes."""
    return Path(shutil.copytree(project, tmp_path / "project"))
