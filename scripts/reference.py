"""What `make docs` does: writes docs/reference/cli.md from the help of every command; a test asserts that it is current."""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from isnad.cli import app
from isnad.settings import PROJECT_SETTINGS, SETTINGS

TARGET = Path("docs/reference/cli.md")


def main() -> int:
    """Write the reference."""
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(reference(), encoding="utf-8")
    return 0


def reference() -> str:
    """The whole page."""
    lines = ["# Command line", "", "Made by `make docs` from the commands' own help; do not edit.", "", app.info.epilog or "", ""]
    for name, command in commands(typer.main.get_command(app), "isnad"):
        lines += section(name, command)
    lines += ["## Settings", "", "Each is read from the environment.", "", "| variable | default | |", "|---|---|---|"]
    lines += [f"| `ISNAD_{s.name.upper()}` | {s.default:,} | {s.sentence} |" for s in SETTINGS]
    lines += ["", "## Settings of a project", "", "Each is a line of its `isnad.toml`.", "", "| name | default | |", "|---|---|---|"]
    lines += [f"| `{s.name}` | `{json.dumps(s.default)}` | {s.sentence} |" for s in PROJECT_SETTINGS]
    return "\n".join(lines) + "\n"


def commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Every command by its full name; groups are only walked through."""
    children = getattr(command, "commands", None)
    if children is None:
        yield name, command
        return
    for child, inner in children.items():
        yield from commands(inner, f"{name} {child}")


def section(name: str, command: Any) -> list[str]:
    """One command: what it does, its arguments and options."""
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and p.name not in ("help",)]
    usage = " ".join([name, "[OPTIONS]", *(str(p.metavar or p.name.upper()) for p in arguments)])
    lines = [f"## {name}", "", "```", usage, "```", "", inspect.cleandoc(command.help or ""), ""]
    if arguments or options:
        lines += ["| | |", "|---|---|"]
        lines += [f"| `{p.metavar or p.name.upper()}` | {text(p.help)} |" for p in arguments]
        lines += [f"| {spelt(p)} | {text(p.help)}{default(p)} |" for p in options]
        lines.append("")
    return lines


def spelt(option: Any) -> str:
    """`-o`, `--output OUT`."""
    names = ", ".join(f"`{n}`" for n in (*option.opts, *option.secondary_opts))
    return names + (f" `{option.metavar}`" if option.metavar and not option.is_flag else "")


def default(option: Any) -> str:
    """The default of an option that has one worth telling."""
    value = option.default
    return f" Default: `{value}`." if isinstance(value, str | int) and not isinstance(value, bool) and value != "" else ""


def text(value: str | None) -> str:
    """Help in one table cell."""
    return " ".join((value or "").split()).replace("|", "\\|")


if __name__ == "__main__":
    sys.exit(main())
