"""The letters of a printed page, as far as a test needs them: those that a browser's PDF draws, in the order of drawing."""

from __future__ import annotations

import re
import zlib


def pages(data: bytes) -> list[str]:
    """The text of each page."""
    objects = {int(n): body for n, body in re.findall(rb"\n(\d+) 0 obj\n(.*?)\nendobj", b"\n" + data, re.DOTALL)}
    return [_text(body, objects) for body in objects.values() if re.search(rb"/Type\s*/Page\b", body)]


def _text(page: bytes, objects: dict[int, bytes]) -> str:
    found = re.search(rb"/Font\s*<<(.*?)>>", page, re.DOTALL)
    names = re.findall(rb"/(\w+) (\d+) 0 R", found[1] if found else b"")
    letters = {name: _letters(objects[int(number)], objects) for name, number in names}
    contents = re.search(rb"/Contents (\d+) 0 R", page)
    out, font = [], {}
    for name, glyphs in re.findall(rb"/(\w+) [\d.]+ Tf|<([0-9A-Fa-f]+)>", _stream(objects[int(contents[1])]) if contents else b""):
        if name:
            font = letters.get(name, {})
        out += [font.get(int(glyphs[n : n + 4], 16), "") for n in range(0, len(glyphs), 4)]
    return "".join(out)


def _letters(font: bytes, objects: dict[int, bytes]) -> dict[int, str]:
    """The letter of each glyph."""
    table = re.search(rb"/ToUnicode (\d+) 0 R", font)
    text = _stream(objects[int(table[1])]).decode("latin-1") if table else ""
    out = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        out.update(
            {int(glyph, 16): bytes.fromhex(to).decode("utf-16-be", "replace") for glyph, to in re.findall(r"<(\w+)> <(\w+)>", block)}
        )
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        for first, last, to in re.findall(r"<(\w+)> <(\w+)> <(\w+)>", block):
            start = int(first, 16)
            out.update({glyph: chr(int(to, 16) + glyph - start) for glyph in range(start, int(last, 16) + 1)})
    return out


def _stream(body: bytes) -> bytes:
    start, length = re.search(rb"stream\r?\n", body), re.search(rb"/Length (\d+)", body)
    data = body[start.end() : start.end() + int(length[1])] if start and length else b""
    return zlib.decompress(data) if b"FlateDecode" in body else data
