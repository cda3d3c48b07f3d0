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
        parts.append(f'<svg x="{x + 8}" y="{y + 24}" width="{width - 16}" height="{height}"' + str(drawing).removeprefix("<svg"))
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


def _scale(most: int) -> list[int]:
    rough = max(1, most / _TICKS)
    power = 10 ** (len(str(int(rough))) - 1)
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough)
    return list(range(0, most + 1, int(step)))


def _wrapped(text: str, most: int) -> list[str]:
    import textwrap

    return textwrap.wrap(text, max(30, most))
