"""The Python interface: small, lazy, and what the README says it is; and what is packed to be installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import isnad
from tests.articles import ATTACK

ROOT = Path(__file__).parents[1]


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


def test_a_wheel_has_every_file_of_the_package(tmp_path: Path) -> None:
    for name in ("setup.py", "pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, tmp_path)
    left_out = shutil.ignore_patterns("__pycache__", "static")  # static is made by the front end's build
    shutil.copytree(ROOT / "isnad", tmp_path / "isnad", ignore=left_out)
    pip = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--disable-pip-version-check",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        "dist",
        ".",
    ]
    subprocess.run(pip, cwd=tmp_path, env=os.environ | {"ISNAD_PLAIN": "1"}, capture_output=True, check=True)
    (wheel,) = (tmp_path / "dist").glob("isnad-*-py3-none-any.whl")  # plain: it runs anywhere
    with zipfile.ZipFile(wheel) as packed:
        there = {name for name in packed.namelist() if name.startswith("isnad/")}
    assert there == {p.relative_to(tmp_path).as_posix() for p in (tmp_path / "isnad").rglob("*") if p.is_file()}


def test_what_is_compiled_is_there() -> None:
    """A part that was moved would otherwise be left in plain Python without a word."""
    code = "import setuptools; setuptools.setup = lambda **_: None; import setup; print(*setup.sources(), sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=os.environ | {"ISNAD_PLAIN": "1"}, capture_output=True, text=True, check=True
    )
    sources = done.stdout.split()
    assert {"isnad/scan.py", "isnad/resolve.py", "isnad/text/fold.py", "isnad/reading/network.py"} <= set(sources)
    assert all((ROOT / source).exists() for source in sources)


def test_a_checkout_is_not_compiled() -> None:
    code = "import sys, setuptools; setuptools.setup = lambda **given: print(given); sys.argv.append('editable_wheel'); import setup"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "{'ext_modules': []}"
