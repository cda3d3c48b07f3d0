"""Small drawings made on the server: bars over months, for a page and as files of their own."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from markupsafe import Markup

from isnad.web.calling import SHADES

# What a file of its own is drawn in; a page's style sheet sets the same classes in the colours of its theme.
COLOURS = {
    "battle": "#8c2d19",
    "explosion": "#b3541e",
    "violence": "#6b2d6b",
    "demonstration": "#2c6e49",
    "strategic": "#34558b",
    "bar": "#175e6b",
}
_INK, _SOFT, _RULE = "#1d1c19", "#57534a", "#d8d4c8"
_LEFT, _RIGHT, _TOP, _FOOT = 44, 8, 10, 24
_TICKS = 4
_LINE, _LETTER = 14, 5.4
_NAMES, _FIGURES, _ROW, _LONGEST, _SLANTED = (
    260,
    60,
    20,
    42,
    24,
)  # of lists: room for names and numbers, height of a row, letters of a name, and of a slanted one
_CELL, _HEAD, _DEEPEST = 64, 110, 0.45  # of tables: width of a cell, height of the slanted names, shade of the greatest number


class Series(NamedTuple):
    """Bars of one colour or family, bottom up in a stack."""

    shade: str
    values: Sequence[int]


def mini(series: Series, *, width: int = 220, height: int = 48) -> Markup:
    """Bars without an axis; the text beside them says the rest."""
    most = max(max(series.values, default=0), 1)
    wide = width / max(1, len(series.values))
    gap = min(1.0, wide * 0.15)
    bars = "".join(
        _bar(series.shade, n * wide + gap / 2, height - (height - 2) * v / most, wide - gap, (height - 2) * v / most)
        for n, v in enumerate(series.values)
        if v
    )
    rule = f'<line class="rule" x1="0" x2="{width}" y1="{height - 0.5}" y2="{height - 0.5}" stroke="{_RULE}"/>'
    return Markup(  # noqa: S704 (numbers and known names alone)
        f'<svg viewBox="0 0 {width} {height}" preserveAspectRatio="none" aria-hidden="true" focusable="false">{bars}{rule}</svg>'
    )


def bars(
    series: Sequence[Series],
    ticks: Sequence[tuple[int, str]],
    label: str,
    *,
    names: Sequence[str] = (),
    width: int = 1180,
    height: int = 240,
) -> Markup:
    """Stacked bars with axes: `ticks` are bars with their names below, `names` what each bar is called when it is pointed at."""
    number = max((len(s.values) for s in series), default=0)
    totals = [sum(s.values[n] for s in series) for n in range(number)]
    most = max(totals, default=0) or 1
    inner, tall = width - _LEFT - _RIGHT, height - _TOP - _FOOT
    wide = inner / max(1, number)
    gap = min(2.0, wide * 0.15)
    parts = []
    for value in _scale(most):
        y = height - _FOOT - tall * value / most
        parts.append(f'<line class="rule" x1="{_LEFT}" x2="{width - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{_RULE}"/>')
        parts.append(f'<text class="axis" x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end" fill="{_SOFT}">{value:,}</text>')
    for n in range(number):
        y = float(height - _FOOT)
        column = []
        for s in series:
            high = tall * s.values[n] / most
            y -= high
            if s.values[n]:
                column.append(_bar(s.shade, _LEFT + n * wide + gap / 2, y, wide - gap, high))
        title = f"<title>{escape(names[n])}</title>" if n < len(names) and column else ""
        parts.append(f"<g>{title}{''.join(column)}</g>")
    for n, text in ticks:
        x = _LEFT + n * wide
        parts.append(f'<line class="rule" x1="{x:.1f}" x2="{x:.1f}" y1="{height - _FOOT}" y2="{height - _FOOT + 5}" stroke="{_RULE}"/>')
        parts.append(f'<text class="axis" x="{x + 3:.1f}" y="{height - 7}" fill="{_SOFT}">{escape(text)}</text>')
    head = f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(label)}" direction="ltr" font-size="11">'
    return Markup(head + "".join(parts) + "</svg>")  # noqa: S704 (every text is escaped)


def ranked(rows: Sequence[tuple[str, int, str]], label: str, *, width: int) -> tuple[Markup, int]:
    """Bars beneath each other with name, number and shade of each; the drawing and its height."""
    most = max((n for _, n, _ in rows), default=0) or 1
    room = width - _NAMES - _FIGURES
    parts = []
    for number, (name, n, shade) in enumerate(rows):
        y = _ROW * number
        parts.append(
            f'<text class="axis" x="{_NAMES - 8}" y="{y + 13}" text-anchor="end" fill="{_INK}">{escape(_cut(name, _LONGEST))}</text>'
        )
        parts.append(_bar(shade, _NAMES, y + 3, room * n / most, _ROW - 7))
        parts.append(f'<text class="axis" x="{_NAMES + room * n / most + 5:.1f}" y="{y + 13}" fill="{_SOFT}">{n:,}</text>')
    height = _ROW * max(1, len(rows)) + 4
    head = f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(label)}" direction="ltr" font-size="11">'
    return Markup(head + "".join(parts) + "</svg>"), height  # noqa: S704 (every text is escaped)


def grid(down: Sequence[str], across: Sequence[str], counts: Sequence[Sequence[int]], label: str) -> tuple[Markup, int, int]:
    """A table of numbers, the deeper the more; the drawing with its width and height."""
    most = max((n for row in counts for n in row), default=0) or 1
    width, height = _NAMES + _CELL * len(across), _HEAD + _ROW * len(down) + 4
    parts = []
    for k, name in enumerate(across):
        x = _NAMES + _CELL * (k + 0.5)
        parts.append(f'<text transform="translate({x:.0f} {_HEAD - 6}) rotate(-40)" fill="{_INK}">{escape(_cut(name, _SLANTED))}</text>')
    for number, (name, row) in enumerate(zip(down, counts, strict=True)):
        y = _HEAD + _ROW * number
        parts.append(f'<text x="{_NAMES - 8}" y="{y + 13}" text-anchor="end" fill="{_INK}">{escape(_cut(name, _LONGEST))}</text>')
        for k, n in enumerate(row):
            x, shade = _NAMES + _CELL * k, f'fill="{COLOURS["bar"]}" fill-opacity="{(n / most) ** 0.5 * _DEEPEST:.2f}"'
            parts.append(f'<rect x="{x}" y="{y}" width="{_CELL - 1}" height="{_ROW - 1}" {shade}/>')
            if n:
                parts.append(f'<text x="{x + _CELL / 2}" y="{y + 13}" text-anchor="middle" fill="{_INK}">{n:,}</text>')
    width += _HEAD  # the last slanted name reaches beyond its column
    head = f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(label)}" direction="ltr" font-size="11">'
    return Markup(head + "".join(parts) + "</svg>"), width, height  # noqa: S704 (every text is escaped)


def alone(drawings: Sequence[tuple[str, Markup]], sentence: str, *, columns: int, width: int, height: int) -> str:
    """Drawings, each with its title, as one file in columns; the line that says what they count stands at the foot."""
    rows = -(-len(drawings) // columns)
    whole, cell = columns * width, height + 30
    lines = _wrapped(sentence, int(whole / _LETTER))
    total = rows * cell + 16 + _LINE * len(lines)
    parts = []
    for n, (title, drawing) in enumerate(drawings):
        x, y = (n % columns) * width, (n // columns) * cell
        parts.append(f'<text x="{x + 8}" y="{y + 18}" font-size="12" font-weight="600" fill="{_INK}">{escape(title)}</text>')
        parts.append(f'<svg x="{x + 8}" y="{y + 24}" width="{width - 16}" height="{height}"' + str(drawing).strip().removeprefix("<svg"))
    foot = "".join(
        f'<text x="8" y="{rows * cell + 18 + _LINE * n}" font-size="10" fill="{_INK}">{escape(t)}</text>' for n, t in enumerate(lines)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {total}" width="{whole}" height="{total}" direction="ltr" '
        f'font-family="system-ui, sans-serif"><desc>{escape(sentence)}</desc><rect width="{whole}" height="{total}" fill="#ffffff"/>'
        f"{''.join(parts)}{foot}</svg>"
    )


def families(rows: Sequence[Sequence[int]]) -> list[Series]:
    """A series for each family from the rows of its numbers, one row a bar."""
    return [Series(shade, [row[k] for row in rows]) for k, shade in enumerate(SHADES)]


def _bar(shade: str, x: float, y: float, width: float, height: float) -> str:
    return f'<rect class="{shade}" x="{x:.2f}" y="{y:.2f}" width="{max(0.5, width):.2f}" height="{height:.2f}" fill="{COLOURS[shade]}"/>'


def _cut(name: str, most: int) -> str:
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"


def _scale(most: int) -> list[int]:
    rough = max(1, most / _TICKS)
    power = 10 ** (len(str(int(rough))) - 1)
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough)
    return list(range(0, most + 1, int(step)))


def _wrapped(text: str, most: int) -> list[str]:
    import textwrap

    return textwrap.wrap(text, max(30, most))
