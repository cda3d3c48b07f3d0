"""Compiles the reader when isnad is installed or packed; everything else about the package stands in pyproject.toml.

mypyc makes C of the parts that read, which then read the same in about three quarters of the time (docs/decisions/009). Where there is no
C compiler, and with ISNAD_PLAIN=1, isnad is installed in plain Python.
"""

from __future__ import annotations

import os
import sys
import sysconfig
import tempfile
from pathlib import Path

from setuptools import Extension, setup
from setuptools._distutils.ccompiler import CompileError, new_compiler
from setuptools._distutils.sysconfig import customize_compiler

COMPILED = ("isnad/reading", "isnad/text", "isnad/scan.py", "isnad/resolve.py")


def can_compile() -> bool:
    """Whether a C compiler and Python's headers are there."""
    compiler = new_compiler()
    customize_compiler(compiler)
    compiler.add_include_dir(sysconfig.get_path("include"))
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "probe.c")
        source.write_text("#include <Python.h>\n", encoding="utf-8")
        try:
            compiler.compile([str(source)], output_dir=folder)
        except (CompileError, OSError):
            return False
    return True


def sources() -> list[str]:
    """The modules that are compiled: not a package's own __init__, which is a few lines."""
    found = [f for part in map(Path, COMPILED) for f in (sorted(part.rglob("*.py")) if part.is_dir() else [part])]
    return [f.as_posix() for f in found if f.name != "__init__.py"]


def extensions() -> list[Extension]:
    """What is compiled: nothing for a checkout that is worked on, where a compiled module would hide its changed source."""
    if os.environ.get("ISNAD_PLAIN") or "editable_wheel" in sys.argv:
        return []
    if not can_compile():
        print("isnad: no C compiler with Python's headers: installed in plain Python, which reads a third slower", file=sys.stderr)
        return []
    from mypyc.build import mypycify

    return mypycify(sources(), debug_level="0", multi_file=True, group_name="isnad", target_dir="build/native")


setup(ext_modules=extensions())
