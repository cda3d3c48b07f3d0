"""Tables and bars in the terminal, in lines no wider than asked for."""

from __future__ import annotations

import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence

from isnad.commands.explained import FSI, PDI

_WIDEST = 120
_BLOCKS = " ▏▎▍▌▋▊▉█"
_LABEL = 0.45  # the share of the line that labels may take
Value = int | float | str | None


def width() -> int:
    """The columns of the terminal, 80 where there is none."""
    return min(_WIDEST, shutil.get_terminal_size((80, 24)).columns) if sys.stdout.isatty() else 80


def cut(text: str, columns: int, *, indent: str = "") -> Iterator[str]:
    """A sentence in lines."""
    yield from textwrap.wrap(text, columns, subsequent_indent=indent or "  ", break_long_words=False, break_on_hyphens=False)


def bars(title: str, rows: Sequence[tuple[str, int]], columns: int, *, of: int | None = None) -> Iterator[str]:
    """A title and one line a row: label, number, bar; `of` adds the share of a whole."""
    if not rows:
        return
    yield title
    most = max(n for _, n in rows) or 1
    label = min(max(shown(name) for name, _ in rows), int(columns * _LABEL))
    figure = max(len(f"{n:,}") for _, n in rows)
    share = 6 if of else 0
    room = max(1, columns - label - figure - share - 4)
    for name, n in rows:
        part = f" {100 * n / of:4.0f}%" if of else ""
        yield f"  {fitted(name, label)} {n:>{figure},}{part} {_bar(n / most, room)}".rstrip()
    yield ""


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[Value]], columns: int) -> Iterator[str]:
    """A title and a table: the first column holds labels, the others numbers; columns that do not fit are narrowed by wrapping the head."""
    cells = [[_cell(v) for v in row] for row in rows]
    words = [name.split() or [""] for name in head]
    sizes = [max([*(len(w) for w in words[i]), *(shown(row[i]) for row in cells)]) for i in range(len(head))]
    sizes[0] = min(sizes[0], max(8, columns - sum(sizes[1:]) - 2 * len(head)))
    yield title
    height = max(len(w) for w in words)
    for at in range(height):
        parts = [(w[at - height + len(w)] if at >= height - len(w) else "") for w in words]
        yield _line(parts, sizes)
    for row in cells:
        yield _line(row, sizes)
    yield ""


def _line(parts: Sequence[str], sizes: Sequence[int]) -> str:
    first, *others = parts
    numbers = "".join(f"  {' ' * (size - shown(part))}{part}" for part, size in zip(others, sizes[1:], strict=True))
    return f"  {fitted(first, sizes[0])}{numbers}".rstrip()


def _cell(value: Value) -> str:
    if value is None:
        return "-"
    return f"{value:,}" if isinstance(value, int) else f"{value:.2f}" if isinstance(value, float) else value


def fitted(text: str, size: int) -> str:
    """Text that takes `size` columns: filled with blanks, or cut with an ellipsis; isolates stay closed."""
    if shown(text) <= size:
        return text + " " * (size - shown(text))
    out, taken = "", 0
    for char in text:
        if taken + _takes(char) > size - 1:
            break
        out += char
        taken += _takes(char)
    return out + "…" + PDI * (out.count(FSI) - out.count(PDI)) + " " * (size - 1 - taken)


def shown(text: str) -> int:
    """The columns that a text takes: marks and isolates none, wide characters two."""
    return sum(map(_takes, text))


def _takes(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _bar(share: float, room: int) -> str:
    eighths = round(share * room * 8)
    return "█" * (eighths // 8) + (_BLOCKS[eighths % 8] if eighths % 8 else "") or ("▏" if share else "")
